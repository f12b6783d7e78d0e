//! Phrases that several faces share: availability with its days, counts, marks, efforts.

use chrono::NaiveDate;

use crate::domain::calendar::{Availability, AvailabilityState};
use crate::domain::criterion::{Citation, Node, NodeKind};
use crate::domain::decide::{Counts, Decision, Depth, Eligibility, Status};
use crate::domain::message::Lang;
use crate::domain::policy::Relation;

/// The sign of a status; a word stands beside it wherever there is room.
#[must_use]
pub fn mark(status: Status) -> &'static str {
    match status {
        Status::Met => "✓",
        Status::Failed => "✗",
        Status::Unknown => "?",
        Status::Moot => "-",
    }
}

/// The verdict with its counts, never a percentage: `不符合 · 符合 5 · 不符 1 · 待补 2`.
#[must_use]
pub fn verdict(decision: &Decision, lang: Lang) -> String {
    let mut text = decision.eligibility.label(lang).to_owned();
    if decision.counts.total > 0 {
        text.push_str(" · ");
        text.push_str(&counts(&decision.counts, lang));
        text.extend(unasked(decision, lang).map(|unasked| format!(" · {unasked}")));
    }
    if decision.eligibility == Eligibility::Likely {
        let Counts { testable, total, .. } = decision.counts;
        text.push_str(&match lang {
            Lang::Zh => format!(" · {testable}/{total} 条可判定"),
            Lang::En => format!(" · {testable}/{total} can be tested"),
        });
    }
    if decision.depth == Depth::Bounded {
        text.push_str(lang.pick(" · 情形太多，没有逐一推完", " · too many cases, not all were gone through"));
    }
    text
}

/// `符合 5 · 不符 1 · 待补 2`.
#[must_use]
pub fn counts(counts: &Counts, lang: Lang) -> String {
    let Counts { met, failed, open, .. } = counts;
    match lang {
        Lang::Zh => format!("符合 {met} · 不符 {failed} · 待补 {open}"),
        Lang::En => format!("met {met} · failed {failed} · open {open}"),
    }
}

/// What a refusal leaves unasked, so that nobody takes one mended criterion for the whole way.
#[must_use]
pub fn unasked(decision: &Decision, lang: Lang) -> Option<String> {
    let moot = decision.counts.moot;
    (decision.eligibility == Eligibility::Ineligible && moot > 0).then(|| match lang {
        Lang::Zh => format!("另 {moot} 条未问"),
        Lang::En => format!("{moot} more not asked"),
    })
}

/// Availability in a few words: `申报中 剩 9 天`.
#[must_use]
pub fn availability_short(availability: &Availability, lang: Lang) -> String {
    let label = availability.state.label(lang);
    match days(availability, lang) {
        Some(days) => format!("{label} {days}"),
        None => label.to_owned(),
    }
}

/// Availability with its dates: `申报中 剩 9 天（2024-04-25 至 2024-05-19）`.
#[must_use]
pub fn availability(availability: &Availability, lang: Lang) -> String {
    let short = availability_short(availability, lang);
    let Some(period) = period(availability.from, availability.to, lang) else {
        return short;
    };
    // A window's dates speak for themselves; those of the policy's force have to be named.
    let force = match availability.state {
        AvailabilityState::Open | AvailabilityState::Upcoming | AvailabilityState::Closed => "",
        AvailabilityState::Rolling
        | AvailabilityState::Awaiting
        | AvailabilityState::Expired
        | AvailabilityState::Unstated => lang.pick("有效期 ", "in force "),
    };
    match lang {
        Lang::Zh => format!("{short}（{force}{period}）"),
        Lang::En => format!("{short} ({force}{period})"),
    }
}

fn days(availability: &Availability, lang: Lang) -> Option<String> {
    let left = availability.days_left?;
    Some(match (availability.state, left, lang) {
        (AvailabilityState::Upcoming, _, Lang::Zh) => format!("还有 {left} 天"),
        (AvailabilityState::Upcoming, 1, Lang::En) => "in 1 day".to_owned(),
        (AvailabilityState::Upcoming, _, Lang::En) => format!("in {left} days"),
        (_, 0, Lang::Zh) => "今天截止".to_owned(),
        (_, 0, Lang::En) => "last day".to_owned(),
        (_, _, Lang::Zh) => format!("剩 {left} 天"),
        (_, 1, Lang::En) => "1 day left".to_owned(),
        (_, _, Lang::En) => format!("{left} days left"),
    })
}

/// `2024-04-25 至 2024-05-19`; `None` when neither end is known.
#[must_use]
pub fn period(from: Option<NaiveDate>, to: Option<NaiveDate>, lang: Lang) -> Option<String> {
    Some(match (from, to, lang) {
        (None, None, _) => return None,
        (Some(from), Some(to), Lang::Zh) => format!("{from} 至 {to}"),
        (Some(from), Some(to), Lang::En) => format!("{from} to {to}"),
        (Some(from), None, Lang::Zh) => format!("{from} 起"),
        (Some(from), None, Lang::En) => format!("from {from}"),
        (None, Some(to), Lang::Zh) => format!("至 {to}"),
        (None, Some(to), Lang::En) => format!("until {to}"),
    })
}

/// Verdicts that turn alike: `待补充→不符合 3 项：…`; at most three are named.
#[must_use]
pub fn turned(from: &str, to: &str, programs: &[String], lang: Lang) -> String {
    let (count, named) = (programs.len(), some_of(programs, lang));
    match (lang, count) {
        (_, 1) => format!("{from}→{to} {named}"),
        (Lang::Zh, _) => format!("{from}→{to} {count} 项：{named}"),
        (Lang::En, _) => format!("{from}→{to} {count}: {named}"),
    }
}

/// At most three names, with a sign where there are more.
#[must_use]
pub fn some_of(names: &[String], lang: Lang) -> String {
    let named = names.get(..3).unwrap_or(names);
    let more = if names.len() > named.len() { " …" } else { "" };
    format!("{}{more}", named.join(lang.pick("、", ", ")))
}

/// How hard a field is to find out.
#[must_use]
pub fn effort(effort: u8, lang: Lang) -> &'static str {
    match effort {
        0 | 1 => lang.pick("当场能答", "known at once"),
        2 => lang.pick("看证照", "look at a paper"),
        3 => lang.pick("查报表", "needs a report"),
        _ => lang.pick("问他人", "ask others"),
    }
}

/// The place of a citation as it stands behind a text: `〔三、6〕`.
#[must_use]
pub fn cite(citation: &Citation) -> String {
    citation.at.as_deref().map_or_else(String::new, |at| format!("〔{at}〕"))
}

/// What a group asks for, with how far it is: `三选一：0/3`.
#[must_use]
pub fn group(node: &Node, status: Status, met: usize, total: usize, lang: Lang) -> String {
    let name = group_name(node, total, lang);
    let Some(progress) = progress(&node.kind, status, met, total, lang) else { return name };
    match lang {
        // A label that has its colon takes the count in brackets.
        _ if name.contains(['：', ':']) => format!("{name}（{progress}）"),
        Lang::Zh => format!("{name}：{progress}"),
        Lang::En => format!("{name}: {progress}"),
    }
}

/// How far a group is: `0/3`, `1/3 需 2`. What must not hold is not counted.
///
/// A group can be decided although none of its parts is, when they cover every case between them.
#[must_use]
pub fn progress(kind: &NodeKind, status: Status, met: usize, total: usize, lang: Lang) -> Option<String> {
    let needed = match kind {
        NodeKind::All => total,
        NodeKind::Any => 1,
        NodeKind::AtLeast(count) => *count,
        NodeKind::Not | NodeKind::Test(_) | NodeKind::Judgement { .. } | NodeKind::External { .. } => return None,
    };
    Some(match (status, kind) {
        (Status::Met, _) if met < needed => lang.pick("怎么填都满足", "holds in any case").to_owned(),
        (_, NodeKind::AtLeast(_)) => format!("{met}/{total} {} {needed}", lang.pick("需", "need")),
        _ => format!("{met}/{total}"),
    })
}

/// The label of a group, or what its kind is called.
#[must_use]
pub fn group_name(node: &Node, total: usize, lang: Lang) -> String {
    if node.label.is_empty() { unnamed(&node.kind, total, lang) } else { node.label.clone() }
}

/// How a program bears on others: `不可重复享受 44/loan（同一项目）：…〔三〕`.
#[must_use]
pub fn relation(relation: &Relation, lang: Lang) -> String {
    let mut with = if relation.with.is_empty() { String::new() } else { format!(" {}", relation.with.join("、")) };
    with.push_str(&within(relation, lang));
    let (kind, text, at) = (relation.kind.label(lang), &relation.text, cite(&relation.citation));
    format!("{kind}{with}{}{text} {at}", lang.pick("：", ": "))
}

/// What a rule is bound to, where it is bound to anything: `（同一项目）`.
#[must_use]
pub fn within(relation: &Relation, lang: Lang) -> String {
    relation.within.map_or_else(String::new, |per| match lang {
        Lang::Zh => format!("（同一{}）", per.label(lang)),
        Lang::En => format!(" (within the same {})", per.label(lang)),
    })
}

fn unnamed(kind: &NodeKind, total: usize, lang: Lang) -> String {
    match (kind, lang) {
        (NodeKind::Any, Lang::Zh) => {
            let numeral = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"].get(total);
            numeral.map_or_else(|| format!("{total} 选一"), |numeral| format!("{numeral}选一"))
        }
        (NodeKind::Any, Lang::En) => format!("one of {total}"),
        (NodeKind::AtLeast(count), Lang::Zh) => format!("至少满足 {count} 项"),
        (NodeKind::AtLeast(count), Lang::En) => format!("at least {count}"),
        (NodeKind::Not, _) => lang.pick("不得有以下情形", "none of this").to_owned(),
        _ => lang.pick("同时满足", "all of these").to_owned(),
    }
}
