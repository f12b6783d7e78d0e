//! What changes between two days in words, one sentence a reason; every face takes them from here.

use crate::domain::amount::{Amount, amount_text, stage, stage_text};
use crate::domain::calendar::{Availability, AvailabilityState};
use crate::domain::catalogue::Catalogue;
use crate::domain::compare::{AmountChange, Change, Comparison, CriterionChange};
use crate::domain::criterion::Node;
use crate::domain::decide::Status;
use crate::domain::explain::explain;
use crate::domain::expr::Facts;
use crate::domain::message::Lang;
use crate::domain::policy::{Policy, Program};

/// What a comparison found, in one line: `2024-05-10 → 2024-06-01：8 项有变化，130 项不变`.
#[must_use]
pub fn summary(comparison: &Comparison, lang: Lang) -> String {
    let (from, to, same, changed) = (comparison.from, comparison.to, comparison.same, comparison.changes.len());
    lang.pick(
        format!("{from} → {to}：{changed} 项有变化，{same} 项不变"),
        format!("{from} → {to}: {changed} change, {same} stay as they are"),
    )
}

/// The verdict and the availability of a change: `待补充 → 符合 · 申报中 → 已截止`; what does not change
/// is said once.
#[must_use]
pub fn headline(change: &Change, lang: Lang) -> String {
    let arrow = |before: &str, after: &str| {
        if before == after { after.to_owned() } else { format!("{before} → {after}") }
    };
    let ((before, after), (was, is)) = (change.eligibility, change.availability);
    let verdict = arrow(before.label(lang), after.label(lang));
    format!("{verdict} · {}", arrow(was.state.label(lang), is.state.label(lang)))
}

/// Every reason of a change, in the order criteria, availability, amounts. The facts are those of the
/// client on the former and on the latter day.
#[must_use]
pub fn reasons(
    catalogue: &Catalogue,
    change: &Change,
    (before, after): (&Facts<'_>, &Facts<'_>),
    lang: Lang,
) -> Vec<String> {
    let Some((policy, program)) = catalogue.program(change.id) else { return Vec::new() };
    let mut reasons: Vec<String> =
        change.criteria.iter().filter_map(|found| criterion(program, found, (before, after), lang)).collect();
    if change.is_available_otherwise() {
        reasons.push(availability(policy, program, &change.availability, after, lang));
    }
    reasons.extend(amounts(program, &change.amounts, after, lang));
    reasons
}

/// `成立满 3 年：不成立，还差 20 天 → 成立，2021-05-20`.
fn criterion(
    program: &Program,
    change: &CriterionChange,
    (before, after): (&Facts<'_>, &Facts<'_>),
    lang: Lang,
) -> Option<String> {
    let node = program.criteria.nodes().get(change.place)?;
    let stands = |status, facts: &Facts<'_>| stands(node, status, facts, lang);
    let (was, is) = (stands(change.from, before), stands(change.to, after));
    Some(format!("{}{}{was} → {is}", node.label, lang.pick("：", ": ")))
}

fn stands(node: &Node, status: Status, facts: &Facts<'_>, lang: Lang) -> String {
    let word = match status {
        Status::Met => lang.pick("成立", "holds"),
        Status::Failed => lang.pick("不成立", "does not hold"),
        Status::Unknown | Status::Moot => lang.pick("待补充", "open"),
    };
    let words = explain(node, facts, lang);
    let detail = words.gap.unwrap_or(words.have);
    match (detail.is_empty(), lang) {
        (true, _) => word.to_owned(),
        (false, _) => format!("{word}{}{detail}", lang.pick("，", ", ")),
    }
}

/// Which window closed or opened, and what came into force or ran out.
fn availability(
    policy: &Policy,
    program: &Program,
    (before, after): &(Availability, Availability),
    facts: &Facts<'_>,
    lang: Lang,
) -> String {
    use AvailabilityState::{Awaiting, Closed, Expired, Open, Rolling, Unstated, Upcoming};
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let (from, to) = (day(after.from), day(after.to));
    match (before.state, after.state) {
        (Open, Closed) | (Upcoming, Closed) => {
            lang.pick(format!("窗口 {to} 截止"), format!("the window closed on {to}"))
        }
        (_, Expired) => {
            let last = day(program.expires.or(policy.dates.expires));
            lang.pick(format!("{last} 后失效"), format!("in force until {last}"))
        }
        (Upcoming, Rolling | Awaiting | Unstated) => {
            lang.pick(format!("{from} 起施行"), format!("in force from {from}"))
        }
        (_, Open) if after.from.is_some_and(|first| first <= facts.as_of) && before.state != Open => {
            lang.pick(format!("窗口 {from} 开始，{to} 截止"), format!("the window opened on {from}, closes on {to}"))
        }
        (Open | Closed | Upcoming, Open | Upcoming | Closed) if before.to == after.to => {
            let (was, is) = (before.state.label(lang), after.state.label(lang));
            lang.pick(format!("{was} → {is}（{to} 截止）"), format!("{was} → {is} (closes on {to})"))
        }
        (Open | Closed | Upcoming, Open | Upcoming | Closed) => {
            let was = day(before.to);
            lang.pick(
                format!("{was} 截止的窗口换成 {to} 截止的"),
                format!("instead of the window until {was} the one until {to}"),
            )
        }
        _ => {
            let (was, is) = (before.state.label(lang), after.state.label(lang));
            format!("{was} → {is}")
        }
    }
}

/// A benefit that takes another's place is said with it: `第二阶段 10万元 → 第三阶段 10万元`.
fn amounts(program: &Program, changes: &[AmountChange], after: &Facts<'_>, lang: Lang) -> Vec<String> {
    let text = |amount: &Amount| {
        let benefit = program.benefits.get(amount.benefit)?;
        let figure = amount_text(amount, benefit, lang).map_or_else(String::new, |figure| format!(" {figure}"));
        let maybe = if amount.certain { "" } else { lang.pick("可能 ", "perhaps ") };
        Some(format!("{maybe}{}{figure}", benefit.label))
    };
    let mut gone: Vec<&AmountChange> = changes.iter().filter(|change| change.to.is_none()).collect();
    let mut said = Vec::new();
    for change in changes {
        match (&change.from, &change.to) {
            (Some(was), Some(is)) => said.extend(text(was).zip(text(is)).map(|(was, is)| format!("{was} → {is}"))),
            (None, Some(is)) => {
                let like = gone.iter().position(|other| other.from.as_ref().is_some_and(|was| was.kind == is.kind));
                let was = like.map(|place| gone.remove(place)).and_then(|other| text(other.from.as_ref()?));
                said.extend(text(is).map(|is| match was {
                    Some(was) => format!("{was} → {is}"),
                    None => lang.pick(format!("新增：{is}"), format!("new: {is}")),
                }));
            }
            (_, None) => {}
        }
    }
    for change in gone {
        let Some(was) = change.from.as_ref().and_then(text) else { continue };
        let benefit = program.benefits.get(change.benefit);
        let stage = benefit.and_then(|benefit| stage(benefit, after.as_of)).map(|stage| stage_text(stage, lang));
        let why = stage.map_or_else(String::new, |stage| lang.pick(format!("（{stage}）"), format!(" ({stage})")));
        said.push(lang.pick(format!("不再有：{was}{why}"), format!("no longer: {was}{why}")));
    }
    said
}
