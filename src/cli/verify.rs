//! `verify`: holds the data files against the official text and says everything that it does not bear
//! out.

use std::borrow::Cow;
use std::io::Write;
use std::path::Path;

use serde::Serialize;

use super::args::Global;
use super::context::{lang, page, print_json};
use super::load;
use super::outcome::{Exit, Failure};
use crate::domain::message::Lang;
use crate::env::Env;
use crate::handbook::{self, Book, Cause, Counts, Verification, verify};
use crate::message;
use crate::report::page::Page;

/// 用手册原文核对数据：引文、数字、日期、文号、电话、网址；有不符时退出码为 1
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

#[derive(Serialize)]
struct Shape<'a> {
    handbook: BookShape<'a>,
    checked: CountsShape,
    failures: Vec<FailureShape<'a>>,
}

#[derive(Serialize)]
struct BookShape<'a> {
    file: Cow<'a, str>,
    contents: usize,
    items: usize,
    sections: usize,
    findings: Vec<String>,
}

#[derive(Serialize)]
struct CountsShape {
    policies: usize,
    anchors: usize,
    figures: usize,
    beside: usize,
    exempt: usize,
    facts: usize,
}

#[derive(Serialize)]
struct FailureShape<'a> {
    file: &'a str,
    no: u16,
    place: &'a str,
    kind: &'static str,
    message: String,
    line: Option<usize>,
}

/// Reads the book, checks, prints.
pub(super) fn run(_: &Args, global: &Global, env: &Env, out: &mut dyn Write) -> Result<Exit, Failure> {
    let catalogue = load::catalogue(global.data.as_deref(), env)?;
    let missing = || {
        let how = message!("缺少手册原文：写 --handbook 文件", "the official text is missing: give --handbook FILE");
        Failure::Usage(how)
    };
    let path = load::handbook(global, env).ok_or_else(missing)?;
    let book = load::book(Some(&path))?.ok_or_else(missing)?;
    let lang = lang(global, env);
    // Without a single item every policy would fail, which would bury the cause.
    let result = if book.items.is_empty() { Verification::default() } else { verify(&catalogue, &book) };
    if global.json {
        print_json(out, &shape(&path, &book, &result, lang))?;
    } else {
        print(&mut page(out, lang), &path, &book, &result)?;
    }
    Ok(if book.items.is_empty() || !result.failures.is_empty() { Exit::Failure } else { Exit::Done })
}

fn shape<'a>(path: &'a Path, book: &Book, result: &'a Verification, lang: Lang) -> Shape<'a> {
    let Counts { policies, anchors, figures, beside, exempt, facts } = result.counts;
    let failure = |failure: &'a handbook::Failure| FailureShape {
        file: &failure.file,
        no: failure.policy,
        place: &failure.place,
        kind: word(&failure.cause),
        message: failure.message().text(lang).to_owned(),
        line: failure.nearest.as_ref().map(|nearest| nearest.line),
    };
    Shape {
        handbook: BookShape {
            file: path.to_string_lossy(),
            contents: book.contents.len(),
            items: book.items.len(),
            sections: sections(book),
            findings: book.findings.iter().map(|finding| finding.message().text(lang).to_owned()).collect(),
        },
        checked: CountsShape { policies, anchors, figures, beside, exempt, facts },
        failures: result.failures.iter().map(failure).collect(),
    }
}

fn sections(book: &Book) -> usize {
    book.items.iter().map(|item| item.sections().count()).sum()
}

/// The word of JSON output.
fn word(cause: &Cause) -> &'static str {
    match cause {
        Cause::NoItem { .. } => "no_item",
        Cause::AnchorMissing { .. } => "anchor_missing",
        Cause::AnchorAmbiguous { .. } => "anchor_ambiguous",
        Cause::FigureMissing { .. } => "figure_missing",
        Cause::NotPrinted { .. } => "not_printed",
        Cause::PageDiffers { .. } => "page_differs",
    }
}

fn print(page: &mut Page<'_>, path: &Path, book: &Book, result: &Verification) -> Result<(), Failure> {
    let lang = page.lang;
    let (contents, items, sections, path) = (book.contents.len(), book.items.len(), sections(book), path.display());
    page.line(&match lang {
        Lang::Zh => format!("手册 {path}：目录 {contents} 项，认出 {items} 项，{sections} 节"),
        Lang::En => {
            format!("handbook {path}: {contents} items in the contents, {items} recognised, {sections} sections")
        }
    })?;
    for finding in &book.findings {
        page.item(0, lang.pick("提醒：", "note: "), finding.message().text(lang))?;
    }
    if book.items.is_empty() {
        return Ok(());
    }
    for failure in &result.failures {
        page.item(0, &format!("{} {}  ", failure.file, failure.place), failure.message().text(lang))?;
    }
    let Counts { policies, anchors, figures, beside, exempt, facts } = result.counts;
    page.line(&match lang {
        Lang::Zh => format!(
            "核对了 {policies} 项政策：{anchors} 处引文，{figures} 个数字和日期（{beside} 个印在相邻的一段，另有 {exempt} 个不必印出），{facts} 项文号、日期、电话、网址"
        ),
        Lang::En => format!(
            "checked {policies} policies: {anchors} anchors, {figures} figures and dates ({beside} of them beside the passage; {exempt} more need no print), {facts} document numbers, dates, phones, links"
        ),
    })?;
    let count = result.failures.len();
    page.line(&match (count, lang) {
        (0, Lang::Zh) => "全部相符".to_owned(),
        (0, Lang::En) => "all of it holds".to_owned(),
        (_, Lang::Zh) => format!("{count} 处不符"),
        (1, Lang::En) => "1 failure".to_owned(),
        (_, Lang::En) => format!("{count} failures"),
    })?;
    Ok(())
}
