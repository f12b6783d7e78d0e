//! One program against a profile: verdict, availability, criteria, what to ask, what it brings.

use std::io;

use crate::domain::amount::{Amount, amount_text, not_applicable, out_of_stage, stage, stage_text};
use crate::domain::catalogue::Catalogue;
use crate::domain::criterion::{Node, NodeKind};
use crate::domain::decide::{Eligibility, Status};
use crate::domain::explain::explain;
use crate::domain::message::Lang;
use crate::domain::profile::Profile;
use crate::report::brings::together;
use crate::report::page::Page;
use crate::report::standing::Standing;
use crate::report::words;

/// More questions than this are a form, and `fields REF` prints that.
const MOST_QUESTIONS: usize = 10;

/// One program against a profile.
///
/// # Errors
/// What the writer says, as for all that write.
pub fn check(page: &mut Page<'_>, catalogue: &Catalogue, standing: &Standing<'_>) -> io::Result<()> {
    let lang = page.lang;
    page.line(&format!("{}  {}", standing.reference(), standing.program.title))?;
    page.line(&about(standing.facts.profile, standing.facts.as_of, lang))?;
    page.blank()?;
    page.item(0, lang.pick("资格  ", "Eligibility   "), &words::verdict(&standing.decision, lang))?;
    page.item(0, lang.pick("申报  ", "Applications  "), &words::availability(&standing.availability, lang))?;
    page.heading(lang.pick("条件", "Criteria"))?;
    criteria(page, standing)?;
    causes(page, standing)?;
    questions(page, catalogue, standing)?;
    amounts(page, standing)?;
    remarks(page, standing)
}

/// Whom and which day a page is about.
#[must_use]
pub fn about(profile: &Profile, as_of: chrono::NaiveDate, lang: Lang) -> String {
    let blank = lang.pick("（空白）", "(blank)");
    let name = if profile.name.is_empty() { blank } else { &profile.name };
    match lang {
        Lang::Zh => format!("档案 {name} · 评估日 {as_of}"),
        Lang::En => format!("profile {name} · as of {as_of}"),
    }
}

/// The criteria tree: mark and label, then need, have and gap.
fn criteria(page: &mut Page<'_>, standing: &Standing<'_>) -> io::Result<()> {
    let all = &standing.program.criteria;
    // A root that only gathers the rest says nothing of its own.
    let hidden = all.nodes().first().is_some_and(|root| root.kind == NodeKind::All && root.label.is_empty());
    let mut rows = Vec::new();
    let mut excluded_until = 0;
    for (place, node, status) in standing.nodes() {
        if place == 0 && hidden {
            continue;
        }
        let indent = "  ".repeat(node.depth - usize::from(hidden && node.depth > 0));
        // A mark on what must not hold would read the wrong way round; its group has one.
        let excluded = place < excluded_until;
        let lead = format!("{indent}{} ", if excluded { " " } else { words::mark(status) });
        if node.is_leaf() {
            rows.push([format!("{lead}{}", node.label), details(node, status, excluded, standing, page.lang)]);
            continue;
        }
        let total = all.children(place).count();
        let met = all.children(place).filter(|child| standing.status(*child) == Some(Status::Met)).count();
        let mut more = Vec::new();
        more.extend(node.soft.then(|| page.lang.pick("原则上", "as a rule").to_owned()));
        more.extend(node.note.clone());
        rows.push([
            format!("{lead}{}", words::group(node, status, met, total, page.lang)),
            more.join(page.lang.pick("；", "; ")),
        ]);
        if node.kind == NodeKind::Not {
            excluded_until = excluded_until.max(node.end);
        }
    }
    page.table(0, &rows)
}

/// `原则上；需 ≤ 70%；现 73%；高 3 个百分点 〔二、6〕`.
fn details(node: &Node, status: Status, excluded: bool, standing: &Standing<'_>, lang: Lang) -> String {
    let words = explain(node, &standing.facts, lang);
    let mut parts = Vec::new();
    if node.soft {
        parts.push(lang.pick("原则上", "as a rule").to_owned());
    }
    let need = match &node.kind {
        NodeKind::Judgement { .. } => lang.pick("人工判断：", "for a person to judge: "),
        NodeKind::External { .. } => lang.pick("标准另见：", "standard printed elsewhere: "),
        _ if excluded => lang.pick("排除情形：", "must not be: "),
        _ => lang.pick("需 ", "need "),
    };
    parts.push(format!("{need}{}", words.need));
    if words.have.is_empty() {
        parts.push(
            match status {
                Status::Moot => lang.pick("已不影响结论", "can no longer matter"),
                _ => lang.pick("待补", "open"),
            }
            .to_owned(),
        );
    } else {
        parts.push(format!("{}{}", lang.pick("现 ", "have "), words.have));
    }
    // Short of what must not be is no lack.
    parts.extend(words.gap.filter(|_| !excluded));
    format!("{} {}", parts.join(lang.pick("；", "; ")), words::cite(&node.citation))
}

/// The smallest changes that would lift an *ineligible*.
fn causes(page: &mut Page<'_>, standing: &Standing<'_>) -> io::Result<()> {
    let lang = page.lang;
    if standing.causes.is_empty() {
        return Ok(());
    }
    page.heading(match standing.causes.len() {
        1 => lang.pick("卡在这里", "What stands in the way"),
        _ => {
            lang.pick("卡在这里（改变其中一行即可）", "What stands in the way (changing one of these lines is enough)")
        }
    })?;
    let nodes = standing.program.criteria.nodes();
    for set in &standing.causes {
        let labels: Vec<String> = set
            .iter()
            .filter_map(|place| nodes.get(*place))
            .map(|node| match explain(node, &standing.facts, lang).gap {
                Some(gap) => format!("{}{}{gap}", node.label, lang.pick("，", ", ")),
                None => node.label.clone(),
            })
            .collect();
        page.item(0, "✗ ", &labels.join(lang.pick(" 且 ", " and ")))?;
    }
    Ok(())
}

/// What to ask next: fields first, then what a person has to tick.
fn questions(page: &mut Page<'_>, catalogue: &Catalogue, standing: &Standing<'_>) -> io::Result<()> {
    let lang = page.lang;
    let fields: Vec<[String; 3]> = standing
        .missing
        .iter()
        .filter_map(|id| catalogue.fields.get(*id))
        .map(|field| [field.key.clone(), field.label.clone(), words::effort(field.effort, lang).to_owned()])
        .collect();
    if !fields.is_empty() {
        page.heading(&match lang {
            Lang::Zh => format!("还要问（{} 项，先易后难）", fields.len()),
            Lang::En => format!("Still to ask ({}, the easiest first)", fields.len()),
        })?;
        page.table(0, fields.get(..MOST_QUESTIONS).unwrap_or(&fields))?;
        if let Some(more) = fields.len().checked_sub(MOST_QUESTIONS).filter(|more| *more > 0) {
            let reference = standing.reference();
            page.line(&match lang {
                Lang::Zh => format!("… 另有 {more} 项，见 policydesk fields {reference}"),
                Lang::En => format!("… {more} more: policydesk fields {reference}"),
            })?;
        }
    }
    let open = standing.nodes().filter(|(_, _, status)| *status == Status::Unknown);
    let ticks: Vec<[String; 2]> = open
        .filter_map(|(_, node, _)| Some([catalogue.tick_name(node.kind.tick()?).to_owned(), node.label.clone()]))
        .collect();
    if !ticks.is_empty() {
        page.heading(&match lang {
            Lang::Zh => format!("还要人工判断（{} 项，--set 名称=yes|no|?）", ticks.len()),
            Lang::En => format!("Still to judge ({}, --set NAME=yes|no|?)", ticks.len()),
        })?;
        page.table(0, &ticks)?;
    }
    Ok(())
}

fn amounts(page: &mut Page<'_>, standing: &Standing<'_>) -> io::Result<()> {
    let lang = page.lang;
    let elsewhen = out_of_stage(standing.program, &standing.facts);
    if standing.amounts.is_empty() && elsewhen.is_empty() {
        return Ok(());
    }
    page.heading(match standing.decision.eligibility {
        Eligibility::Ineligible => {
            lang.pick("支持内容（现在不符合，符合后可得）", "What it would bring (not eligible now)")
        }
        _ => lang.pick("支持内容", "What it brings"),
    })?;
    let mut rows: Vec<[String; 3]> = standing
        .amounts
        .iter()
        .filter_map(|amount| {
            let benefit = standing.program.benefits.get(amount.benefit)?;
            let mut more = vec![benefit.label.clone()];
            if !amount.certain {
                more.push(lang.pick("是否适用待补充", "whether it applies is still open").to_owned());
            }
            more.extend(stage(benefit, standing.facts.as_of).map(|stage| stage_text(stage, lang)));
            more.extend(benefit.note.clone());
            let more = format!("{} {}", more.join(lang.pick("；", "; ")), words::cite(&benefit.citation));
            Some([amount.kind.label(lang).to_owned(), figure(amount, standing, lang), more])
        })
        .collect();
    // What is not given on this day is said without its figure, which could be taken for one that is.
    rows.extend(elsewhen.into_iter().filter_map(|(place, stage)| {
        let benefit = standing.program.benefits.get(place)?;
        let more = format!("{}{}{}", benefit.label, lang.pick("；", "; "), stage_text(stage, lang));
        Some([benefit.kind.label(lang).to_owned(), lang.pick("不在期内", "not in its time").to_owned(), more])
    }));
    page.table(0, &rows)?;
    together(standing, lang).map_or(Ok(()), |line| page.line(&line))
}

/// The figure of an amount; empty for a benefit without one, and said so while it is open.
fn figure(amount: &Amount, standing: &Standing<'_>, lang: Lang) -> String {
    let Some(benefit) = standing.program.benefits.get(amount.benefit) else {
        return String::new();
    };
    match amount_text(amount, benefit, lang) {
        Some(text) => text,
        None if not_applicable(amount, benefit) => lang.pick("不适用", "not applicable").to_owned(),
        None if benefit.amount.is_some() => lang.pick("待测算", "open").to_owned(),
        None => String::new(),
    }
}

fn remarks(page: &mut Page<'_>, standing: &Standing<'_>) -> io::Result<()> {
    let lang = page.lang;
    let program = standing.program;
    if !program.relations.is_empty() {
        page.heading(lang.pick("与其他事项的关系", "Relations to other programs"))?;
        for relation in &program.relations {
            page.item(0, "- ", &words::relation(relation, lang))?;
        }
    }
    if !program.notes.is_empty() {
        page.heading(lang.pick("说明", "Notes"))?;
        for note in &program.notes {
            page.item(0, "- ", &format!("{} {}", note.text, words::cite(&note.citation)))?;
        }
    }
    Ok(())
}
