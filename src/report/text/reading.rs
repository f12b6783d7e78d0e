//! A policy or a program to read: what it is, for whom, what it brings, when, with what, where.

use std::io;

use chrono::NaiveDate;

use crate::domain::amount::{amount_text, amounts};
use crate::domain::assess::facts;
use crate::domain::calendar::{availability, of_policy};
use crate::domain::catalogue::Catalogue;
use crate::domain::criterion::{Node, NodeKind};
use crate::domain::message::Lang;
use crate::domain::policy::{Contact, Intake, Policy, Program, Remark};
use crate::domain::profile::Profile;
use crate::report::page::Page;
use crate::report::words;

/// A whole policy.
///
/// # Errors
/// What the writer says, as for all that write.
pub fn policy(page: &mut Page<'_>, catalogue: &Catalogue, policy: &Policy, as_of: NaiveDate) -> io::Result<()> {
    let lang = page.lang;
    page.line(&format!("{}  {}", policy.no, policy.title))?;
    let category = catalogue.handbook.categories.get(policy.category).map_or("", |category| &category.title);
    let (level, kind, number) = (policy.level.label(lang), policy.kind.label(lang), policy.page);
    page.line(&match lang {
        Lang::Zh => format!("{category} · {level} · {kind} · 手册第 {number} 页 · {}", policy.slug),
        Lang::En => format!("{category} · {level} · {kind} · handbook page {number} · {}", policy.slug),
    })?;
    facts_of(page, policy, as_of)?;
    page.blank()?;
    page.line(&policy.summary)?;
    remarks(page, lang.pick("要点", "Points"), &policy.points)?;
    programs(page, policy)?;
    remarks(page, lang.pick("说明", "Notes"), &policy.notes)?;
    if !policy.errata.is_empty() {
        page.heading(lang.pick("勘误", "Misprints"))?;
        for erratum in &policy.errata {
            let note = erratum.note.as_deref().map_or_else(String::new, |note| format!("；{note}"));
            let (printed, meant) = (&erratum.printed, &erratum.meant);
            page.item(
                0,
                "- ",
                &match lang {
                    Lang::Zh => format!("印作“{printed}”，应为“{meant}”{note}"),
                    Lang::En => format!("printed “{printed}”, meant “{meant}”{note}"),
                },
            )?;
        }
    }
    contacts(page, &policy.contacts)?;
    if !policy.links.is_empty() {
        page.heading(lang.pick("网址", "Links"))?;
        for link in &policy.links {
            page.item(0, "- ", &format!("{}  {}", link.label, link.url))?;
        }
    }
    Ok(())
}

/// Numbers, offices, documents and dates, each with its name; nothing where the handbook is silent.
fn facts_of(page: &mut Page<'_>, policy: &Policy, as_of: NaiveDate) -> io::Result<()> {
    let lang = page.lang;
    let joined = |items: &[String]| items.join("、");
    let date = |date: Option<NaiveDate>| date.map(|date| date.to_string()).unwrap_or_default();
    let rows = [
        (lang.pick("文号", "Numbers"), joined(&policy.document_numbers)),
        (lang.pick("单位", "Agencies"), joined(&policy.agencies)),
        (lang.pick("依据", "Basis"), joined(&policy.basis)),
        (lang.pick("发布", "Issued"), date(policy.dates.issued)),
        (lang.pick("施行", "In force"), date(policy.dates.effective)),
        (lang.pick("失效", "Expires"), date(policy.dates.expires)),
        (lang.pick("状态", "Status"), {
            // Only a date can change a policy's standing; a program's is shown with the program.
            let stands = of_policy(policy, as_of);
            let dated = policy.dates.effective.or(policy.dates.expires).is_some();
            let known = dated && stands.state != crate::domain::calendar::AvailabilityState::Unstated;
            if known { stands.state.label(lang).to_owned() } else { String::new() }
        }),
    ];
    let rows: Vec<[String; 2]> =
        rows.into_iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| [name.to_owned(), text]).collect();
    page.table(0, &rows)
}

fn programs(page: &mut Page<'_>, policy: &Policy) -> io::Result<()> {
    let lang = page.lang;
    let count = policy.programs.len();
    if policy.programs_pending {
        page.heading(lang.pick("事项：待录入", "Programs: not entered yet"))?;
    } else if count == 0 {
        page.heading(lang.pick("事项：无，仅供查阅", "Programs: none, for reference"))?;
    } else {
        page.heading(&match lang {
            Lang::Zh => format!("事项（{count} 个）"),
            Lang::En => format!("Programs ({count})"),
        })?;
    }
    let rows: Vec<[String; 3]> = policy
        .programs
        .iter()
        .map(|program| {
            let leaves = program.criteria.leaves().count();
            let criteria = match lang {
                Lang::Zh => format!("{leaves} 条条件"),
                Lang::En => format!("{leaves} criteria"),
            };
            [format!("{}/{}", policy.no, program.id), criteria, program.title.clone()]
        })
        .collect();
    page.table(0, &rows)
}

/// One program of a policy.
///
/// # Errors
/// What the writer says.
pub fn program(
    page: &mut Page<'_>,
    catalogue: &Catalogue,
    policy: &Policy,
    program: &Program,
    as_of: NaiveDate,
) -> io::Result<()> {
    let lang = page.lang;
    page.line(&format!("{}/{}  {}", policy.no, program.id, program.title))?;
    page.line(&match lang {
        Lang::Zh => {
            format!("出自 {} {} · {} · 手册第 {} 页", policy.no, policy.title, policy.level.label(lang), policy.page)
        }
        Lang::En => {
            format!("of {} {} · {} · handbook page {}", policy.no, policy.title, policy.level.label(lang), policy.page)
        }
    })?;
    let applicants: Vec<&str> = program.applicants.iter().map(|applicant| applicant.label(lang)).collect();
    page.table(
        0,
        &[
            [lang.pick("对象", "For").to_owned(), applicants.join("、")],
            [
                lang.pick("申报", "Applications").to_owned(),
                words::availability(&availability(policy, program, as_of), lang),
            ],
        ],
    )?;
    if let Some(summary) = &program.summary {
        page.blank()?;
        page.line(summary)?;
    }
    windows(page, program)?;
    page.heading(&match lang {
        Lang::Zh => format!("条件（{} 条）", program.criteria.leaves().count()),
        Lang::En => format!("Criteria ({})", program.criteria.leaves().count()),
    })?;
    for (place, node) in program.criteria.nodes().iter().enumerate() {
        criterion(page, program, place, node)?;
    }
    benefits(page, catalogue, program, as_of)?;
    if !program.materials.is_empty() {
        page.heading(lang.pick("材料", "Papers"))?;
        for material in &program.materials {
            let optional = if material.optional { lang.pick("（非必须）", " (optional)") } else { "" };
            let when = material.when.as_deref().map_or_else(String::new, |when| format!("（{when}）"));
            page.item(0, "- ", &format!("{}{optional}{when} {}", material.text, words::cite(&material.citation)))?;
        }
    }
    remarks(page, lang.pick("办法", "Steps"), &program.steps)?;
    if !program.relations.is_empty() {
        page.heading(lang.pick("与其他事项的关系", "Relations to other programs"))?;
        for relation in &program.relations {
            page.item(0, "- ", &words::relation(relation, lang))?;
        }
    }
    remarks(page, lang.pick("说明", "Notes"), &program.notes)?;
    contacts(page, if program.contacts.is_empty() { &policy.contacts } else { &program.contacts })
}

fn windows(page: &mut Page<'_>, program: &Program) -> io::Result<()> {
    let Intake::Windows(windows) = &program.intake else { return Ok(()) };
    page.heading(page.lang.pick("申报时间", "Windows"))?;
    for window in windows {
        let period = words::period(window.from, window.to, page.lang).unwrap_or_default();
        let note = window.note.as_deref().map_or_else(String::new, |note| format!("；{note}"));
        page.item(0, "- ", &format!("{period}{note} {}", words::cite(&window.citation)))?;
    }
    Ok(())
}

/// A row of the criteria, without a client: what is asked, not how it stands.
fn criterion(page: &mut Page<'_>, program: &Program, place: usize, node: &Node) -> io::Result<()> {
    let lang = page.lang;
    if place == 0 && node.label.is_empty() && node.kind == NodeKind::All {
        return Ok(());
    }
    let indent = 2 * node.depth.saturating_sub(1);
    let soft = if node.soft { lang.pick("（原则上）", " (as a rule)") } else { "" };
    let note = node.note.as_deref().map_or_else(String::new, |note| format!("；{note}"));
    let label = match &node.kind {
        NodeKind::Judgement { hint, .. } => {
            format!("{}（{}{hint}）", node.label, lang.pick("人工判断：", "for a person to judge: "))
        }
        NodeKind::External { standard, .. } => {
            format!("{}（{}{standard}）", node.label, lang.pick("标准另见：", "standard printed elsewhere: "))
        }
        NodeKind::Test(_) => node.label.clone(),
        NodeKind::All | NodeKind::Any | NodeKind::AtLeast(_) | NodeKind::Not => {
            words::group_name(node, program.criteria.children(place).count(), lang)
        }
    };
    page.item(indent, "- ", &format!("{label}{soft}{note} {}", words::cite(&node.citation)))
}

/// Every benefit with its figure where it is the same for everybody.
fn benefits(page: &mut Page<'_>, catalogue: &Catalogue, program: &Program, as_of: NaiveDate) -> io::Result<()> {
    let lang = page.lang;
    page.heading(lang.pick("支持内容", "What it brings"))?;
    let blank = Profile::default();
    let known = amounts(program, &facts(catalogue, &blank, as_of));
    let rows: Vec<[String; 3]> = program
        .benefits
        .iter()
        .enumerate()
        .map(|(place, benefit)| {
            let amount = known.iter().find(|amount| amount.benefit == place);
            let figure = amount.and_then(|amount| amount_text(amount, benefit, lang)).unwrap_or_default();
            let stage =
                words::period(benefit.from, benefit.to, lang).map_or_else(String::new, |stage| format!("；{stage}"));
            let note = benefit.note.as_deref().map_or_else(String::new, |note| format!("；{note}"));
            let about = format!("{}{stage}{note} {}", benefit.label, words::cite(&benefit.citation));
            [benefit.kind.label(lang).to_owned(), figure, about]
        })
        .collect();
    page.table(0, &rows)
}

fn remarks(page: &mut Page<'_>, title: &str, remarks: &[Remark]) -> io::Result<()> {
    if remarks.is_empty() {
        return Ok(());
    }
    page.heading(title)?;
    for remark in remarks {
        page.item(0, "- ", &format!("{} {}", remark.text, words::cite(&remark.citation)))?;
    }
    Ok(())
}

fn contacts(page: &mut Page<'_>, contacts: &[Contact]) -> io::Result<()> {
    if contacts.is_empty() {
        return Ok(());
    }
    page.heading(page.lang.pick("联系方式", "Contacts"))?;
    for contact in contacts {
        let parts = [&contact.office, &contact.phone, &contact.email, &contact.address];
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        page.item(0, "- ", &parts.join("  "))?;
    }
    Ok(())
}
