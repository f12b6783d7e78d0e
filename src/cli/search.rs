//! `search QUERY`: policies and programs by what is typed, best first.

use std::collections::BTreeMap;
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
use crate::report::page::Page;
use crate::search::words::{guess, left_out, nearest, not_all, part_label, snippet, way_label};
use crate::search::{Filter, Hit, Index, Limits, Outcome, Part, Query, Reason, Rescue, Rule, Way, corpus};
use crate::text::clean_line;

/// More hits than these are for programs, or for a narrower query.
const SHOWN: usize = 20;
/// How much of a longer text is shown.
const SNIPPET: usize = 60;
/// How many of the nearest are shown where nothing is found.
const NEAREST: usize = 5;

/// 搜索政策和事项：中文、拼音、首字母、文号都行，最相关的在前
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 要找的词，空格隔开，都要有；"原样"、-不要、#45、level:市、cat:税收、for:个人、by:工信、status:符合、open:
    #[arg(value_name = "QUERY", required = true, help_heading = "参数")]
    query: Vec<String>,
    /// 最多几条；不写则屏幕上 20 条，JSON 全部
    #[arg(long, value_name = "N", help_heading = "选项")]
    limit: Option<usize>,
    /// 每条下面写明为什么排在这里：哪个词、在哪里、怎么对上、每条规则给了多少
    #[arg(long, help_heading = "选项")]
    explain: bool,
}

#[derive(Serialize)]
struct HitShape<'a> {
    no: usize,
    program: Option<&'a str>,
    title: &'a str,
    field: &'static str,
    #[serde(skip)]
    part: Part,
    #[serde(skip)]
    way: Way,
    snippet: String,
    score: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    explain: Option<ExplainShape>,
}

#[derive(Serialize)]
struct ExplainShape {
    tokens: Vec<ReasonShape>,
}

#[derive(Serialize)]
struct ReasonShape {
    token: String,
    field: &'static str,
    text: String,
    way: &'static str,
    borrowed: bool,
    score: i64,
    rules: BTreeMap<&'static str, i64>,
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
    let limits = Limits { hits: usize::MAX, decides: Some(&decides), ..Limits::default() };
    let mut outcome = index.look(&query, &limits);
    let rescue = (outcome.total == 0).then(|| index.rescue(&query, &limits));
    let total = outcome.total;
    outcome.hits.truncate(args.limit.unwrap_or(if context.json { usize::MAX } else { SHOWN }));
    let shapes = shapes(&index, catalogue, &outcome);
    let reasons = if args.explain { index.explain(&query, &limits, &outcome) } else { Vec::new() };
    if context.json {
        context.print_json(&with_reasons(shapes, &reasons, &index))?;
        return Ok(Exit::Done);
    }
    let mut page = context.page();
    if !outcome.dropped.is_empty() {
        page.line(&format!("{}{}", not_all(lang), left_out(&outcome.dropped, lang)))?;
    }
    if args.explain {
        for (shape, reasons) in shapes.iter().zip(&reasons) {
            page.table(0, &[row(shape, catalogue, lang)])?;
            for reason in reasons {
                page.item(4, "", &sentence(reason, &index, lang))?;
            }
        }
    } else {
        let rows: Vec<[String; 3]> = shapes.iter().map(|hit| row(hit, catalogue, lang)).collect();
        page.table(0, &rows)?;
    }
    if let Some(more) = total.checked_sub(shapes.len()).filter(|more| *more > 0) {
        page.line(&match lang {
            Lang::Zh => format!("… 另有 {more} 条（--limit N 多看几条）"),
            Lang::En => format!("… {more} more (--limit N)"),
        })?;
    }
    if let Some(rescue) = &rescue {
        tell_nearest(&mut page, rescue, &index, catalogue, lang)?;
    }
    Ok(Exit::Done)
}

/// What is nearest to a query that finds nothing; these are no hits, and no JSON either.
fn tell_nearest(
    page: &mut Page<'_>,
    rescue: &Rescue,
    index: &Index,
    catalogue: &Catalogue,
    lang: Lang,
) -> std::io::Result<()> {
    let colon = if rescue.outcome.total == 0 { "" } else { lang.pick("：", ":") };
    let lead = if rescue.outcome.total == 0 || rescue.is_number { "" } else { not_all(lang) };
    page.line(&format!("{lead}{}{colon}", nearest(rescue, lang)))?;
    if rescue.outcome.total == 0 {
        return Ok(());
    }
    let first = Outcome { hits: rescue.outcome.hits.iter().take(NEAREST).cloned().collect(), ..rescue.outcome.clone() };
    let rows: Vec<[String; 3]> = shapes(index, catalogue, &first).iter().map(|hit| row(hit, catalogue, lang)).collect();
    page.table(2, &rows)
}

fn shapes<'a>(index: &Index, catalogue: &'a Catalogue, outcome: &Outcome) -> Vec<HitShape<'a>> {
    outcome.hits.iter().filter_map(|hit| shape(hit, catalogue, index, outcome)).collect()
}

fn shape<'a>(hit: &Hit, catalogue: &'a Catalogue, index: &Index, outcome: &Outcome) -> Option<HitShape<'a>> {
    let policy = catalogue.policies().iter().find(|policy| usize::from(policy.no) == hit.policy)?;
    let program = hit.program.and_then(|place| policy.programs.get(place));
    let text = index.entry(hit.entry).map_or("", |entry| &entry.text);
    Some(HitShape {
        no: hit.policy,
        program: program.map(|program| program.id.as_str()),
        title: program.map_or(&policy.title, |program| &program.title),
        field: hit.part.word(),
        part: hit.part,
        way: hit.way,
        snippet: snippet(text, index.positions(outcome, hit).first().copied().unwrap_or(0), SNIPPET),
        score: hit.score,
        explain: None,
    })
}

fn with_reasons<'a>(shapes: Vec<HitShape<'a>>, reasons: &[Vec<Reason>], index: &Index) -> Vec<HitShape<'a>> {
    let mut reasons = reasons.iter();
    let explain = |reason: &Reason| ReasonShape {
        token: reason.token.clone(),
        field: reason.part.word(),
        text: index.entry(reason.entry).map_or_else(String::new, |entry| entry.text.clone()),
        way: way_word(reason.way),
        borrowed: reason.borrowed,
        score: reason.score,
        rules: reason.shares.iter().map(|(rule, share)| (rule_word(*rule), *share)).collect(),
    };
    shapes
        .into_iter()
        .map(|shape| {
            let tokens = reasons.next().map(|reasons| reasons.iter().map(explain).collect());
            HitShape { explain: tokens.map(|tokens| ExplainShape { tokens }), ..shape }
        })
        .collect()
}

/// One reason as a line: the word, where it stands and how, and what each rule gave.
fn sentence(reason: &Reason, index: &Index, lang: Lang) -> String {
    let text = index.entry(reason.entry).map_or("", |entry| &entry.text);
    let rules: Vec<String> = reason
        .shares
        .iter()
        .filter(|(_, share)| *share > 0)
        .map(|(rule, share)| format!("{} {share}", rule_label(*rule, lang)))
        .collect();
    let borrowed =
        if reason.borrowed { lang.pick("（只有政策写到）", " (only its policy says so)") } else { "" };
    format!(
        "“{}” {}{}{borrowed} · {} · {} = {}",
        reason.token,
        part_label(reason.part, lang),
        snippet(text, 0, SNIPPET),
        way_label(reason.way, lang),
        rules.join(" + "),
        reason.score,
    )
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
    let guess = guess(hit.way, lang);
    let why = if hit.snippet == name { guess } else { format!("{guess}{}{}", part_label(hit.part, lang), hit.snippet) };
    [reference, name.to_owned(), why]
}

/// The word of JSON output.
fn way_word(way: Way) -> &'static str {
    match way {
        Way::Whole => "whole",
        Way::Prefix => "prefix",
        Way::Substring => "substring",
        Way::Number => "number",
        Way::Pinyin => "pinyin",
        Way::Mixed => "mixed",
        Way::Initials => "initials",
        Way::Sound => "sound",
        Way::Slip => "slip",
        Way::Scattered => "scattered",
        Way::Listed => "listed",
    }
}

/// The word of JSON output.
fn rule_word(rule: Rule) -> &'static str {
    match rule {
        Rule::Trust => "trust",
        Rule::Field => "field",
        Rule::Way => "way",
        Rule::Coverage => "coverage",
        Rule::Place => "place",
        Rule::Breadth => "breadth",
    }
}

fn rule_label(rule: Rule, lang: Lang) -> &'static str {
    match rule {
        Rule::Trust => lang.pick("把握", "trust"),
        Rule::Field => lang.pick("位置", "field"),
        Rule::Way => lang.pick("方式", "way"),
        Rule::Coverage => lang.pick("占比", "coverage"),
        Rule::Place => lang.pick("起点", "place"),
        Rule::Breadth => lang.pick("广度", "breadth"),
    }
}
