//! `search QUERY`: policies and programs by what is typed, best first.

use std::io::Write;

use serde::Serialize;

use super::context::Context;
use super::load;
use super::outcome::{Exit, Failure};
use crate::assets;
use crate::domain::assess::assess;
use crate::domain::catalogue::Catalogue;
use crate::domain::message::Lang;
use crate::domain::policy::Program;
use crate::handbook::Book;
use crate::message;
use crate::search::{Filter, Hit, Index, Limits, Part, Query, corpus};
use crate::text::clean_line;

/// More hits than these are for programs, or for a narrower query.
const SHOWN: usize = 20;
/// How much of a longer text stands before the first character found, and how much in all.
const SNIPPET: (usize, usize) = (12, 60);

/// 搜索政策和事项：中文、拼音、首字母、文号都行，最相关的在前
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 要找的词，空格隔开，都要有；"原样"、-不要、#45、level:市、cat:税收、for:个人、by:工信、status:符合、open:
    #[arg(value_name = "QUERY", required = true, help_heading = "参数")]
    query: Vec<String>,
    /// 最多几条；不写则屏幕上 20 条，JSON 全部
    #[arg(long, value_name = "N", help_heading = "选项")]
    limit: Option<usize>,
}

#[derive(Serialize)]
struct HitShape<'a> {
    no: usize,
    program: Option<&'a str>,
    title: &'a str,
    field: &'static str,
    snippet: String,
    score: i64,
}

/// Prints the hits.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let query = Query::parse(&args.query.join(" "));
    let lang = context.lang;
    for problem in &query.problems {
        let told = problem.message();
        // The rest of the query still counts, so this only warns.
        let _ = writeln!(std::io::stderr(), "{}{}", lang.pick("提醒：", "note: "), clean_line(told.text(lang)));
    }
    if query.is_empty() {
        return Err(Failure::Usage(message!("没有要找的词", "there is nothing to look for")));
    }
    let catalogue = context.catalogue;
    let assessment = assess(catalogue, &context.profile, context.as_of);
    let decides = |filter: &Filter, number: usize, program: Option<usize>| {
        corpus::admits(catalogue, &assessment, filter, number, program)
    };
    let book = load::book(context.handbook.as_deref())?;
    let official = book.iter().flat_map(Book::searchable);
    let index = corpus::index(catalogue, assets::pinyin_phrases(), official);
    let hits = index.search(&query, &Limits { decides: Some(&decides), ..Limits::default() });
    let most = args.limit.unwrap_or(if context.json { usize::MAX } else { SHOWN });
    let shown = hits.get(..most).unwrap_or(&hits);
    let shapes: Vec<HitShape<'_>> = shown.iter().filter_map(|hit| shape(hit, catalogue, &index)).collect();
    if context.json {
        context.print_json(&shapes)?;
        return Ok(Exit::Done);
    }
    let mut page = context.page();
    if hits.is_empty() {
        page.line(lang.pick("没有找到", "nothing found"))?;
    }
    let rows: Vec<[String; 3]> = shapes.iter().map(|hit| row(hit, catalogue, lang)).collect();
    page.table(0, &rows)?;
    if let Some(more) = hits.len().checked_sub(shown.len()).filter(|more| *more > 0) {
        page.line(&match lang {
            Lang::Zh => format!("… 另有 {more} 条（--limit N 多看几条）"),
            Lang::En => format!("… {more} more (--limit N)"),
        })?;
    }
    Ok(Exit::Done)
}

fn shape<'a>(hit: &Hit, catalogue: &'a Catalogue, index: &Index) -> Option<HitShape<'a>> {
    let policy = catalogue.policies().iter().find(|policy| usize::from(policy.no) == hit.policy)?;
    let program = hit.program.and_then(|place| policy.programs.get(place));
    let text = index.entry(hit.entry).map_or("", |entry| &entry.text);
    Some(HitShape {
        no: hit.policy,
        program: program.map(|program| program.id.as_str()),
        title: program.map_or(&policy.title, |program| &program.title),
        field: word(hit.part),
        snippet: snippet(text, hit.positions.first().copied().unwrap_or(0)),
        score: hit.score,
    })
}

/// The part of a text around the character at `first`, with a sign where something was left out.
fn snippet(text: &str, first: usize) -> String {
    let (before, most) = SNIPPET;
    let length = text.chars().count();
    if length <= most {
        return text.to_owned();
    }
    let start = first.saturating_sub(before).min(length - most);
    let part: String = text.chars().skip(start).take(most).collect();
    let (head, tail) = (if start > 0 { "…" } else { "" }, if start + most < length { "…" } else { "" });
    format!("{head}{part}{tail}")
}

/// REF, short name, and where it was found; full titles are too long for a list.
fn row(hit: &HitShape<'_>, catalogue: &Catalogue, lang: Lang) -> [String; 3] {
    let policy = catalogue.policies().iter().find(|policy| usize::from(policy.no) == hit.no);
    let program =
        policy.and_then(|policy| policy.programs.iter().find(|program| Some(program.id.as_str()) == hit.program));
    let reference = match hit.program {
        Some(program) => format!("{}/{program}", hit.no),
        None => hit.no.to_string(),
    };
    let name = program.map(Program::name).or(policy.map(|policy| policy.short_title.as_str())).unwrap_or(hit.title);
    // A name that was found by itself need not be shown twice.
    let why = if hit.snippet == name { String::new() } else { format!("{}{}", label(hit.field, lang), hit.snippet) };
    [reference, name.to_owned(), why]
}

/// The word of JSON output.
fn word(part: Part) -> &'static str {
    match part {
        Part::Title => "title",
        Part::ShortTitle => "short_title",
        Part::Program => "program",
        Part::Keyword => "keyword",
        Part::DocumentNumber => "document_number",
        Part::Agency => "agency",
        Part::Criterion => "criterion",
        Part::Benefit => "benefit",
        Part::Digest => "digest",
    }
}

/// Where it was found, for people.
fn label(field: &str, lang: Lang) -> &'static str {
    match field {
        "title" | "short_title" => lang.pick("标题：", "title: "),
        "program" => lang.pick("事项：", "program: "),
        "keyword" => lang.pick("关键词：", "keyword: "),
        "document_number" => lang.pick("文号：", "number: "),
        "agency" => lang.pick("单位：", "agency: "),
        "criterion" => lang.pick("条件：", "criterion: "),
        "benefit" => lang.pick("支持：", "benefit: "),
        _ => lang.pick("内容：", "text: "),
    }
}
