//! What a program brings to this client, as intervals while inputs are open.
//!
//! Not eligible, zero, in kind and unprinted are four different things: a benefit of a kind without a
//! figure has no interval, a benefit whose case does not hold for the client is left out, and one whose
//! stage has ended or not begun is left out too, but [`stage`] can say so.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::answer::show_interval;
use super::expr::{Facts, Value};
use super::interval::{End, Interval};
use super::message::Lang;
use super::number::{Unit, show};
use super::policy::{Benefit, BenefitKind, Program};
use super::truth::Truth;

/// One benefit with what is known of its amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The place of the benefit in its program.
    pub benefit: usize,
    /// What kind of thing it is.
    pub kind: BenefitKind,
    /// The figures it can be, for each of what [`Benefit::per`] says unless `total`.
    pub interval: Option<Interval>,
    /// The unit of the figures.
    pub unit: Unit,
    /// Whether the figures are already multiplied by how many the client has.
    pub total: bool,
    /// Whether it is sure that this benefit's case is the client's.
    pub certain: bool,
}

/// The benefits of a program that are the client's case, or may be, on this date.
#[must_use]
pub fn amounts(program: &Program, facts: &Facts<'_>) -> Vec<Amount> {
    program
        .benefits
        .iter()
        .enumerate()
        .filter(|(_, benefit)| in_stage(benefit, facts))
        .filter_map(|(place, benefit)| amount(place, benefit, facts))
        .collect()
}

fn in_stage(benefit: &Benefit, facts: &Facts<'_>) -> bool {
    !matches!(stage(benefit, facts.as_of), Some(Stage::NotBegun { .. } | Stage::Ended { .. }))
}

/// Where a day stands in the stage that a benefit is printed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It has not begun.
    NotBegun {
        /// Its first day.
        from: NaiveDate,
        /// Days until then, at least 1.
        days: i64,
    },
    /// It runs and has a printed end.
    Running {
        /// Its last day.
        to: NaiveDate,
        /// Days until then; 0 on the last day.
        days: i64,
    },
    /// It has ended.
    Ended {
        /// Its last day.
        to: NaiveDate,
    },
}

/// The stage of a benefit on a day; `None` for one that is bound to no time, or runs without an end.
#[must_use]
pub fn stage(benefit: &Benefit, day: NaiveDate) -> Option<Stage> {
    match (benefit.from, benefit.to) {
        (Some(from), _) if day < from => Some(Stage::NotBegun { from, days: (from - day).num_days() }),
        (_, Some(to)) if to < day => Some(Stage::Ended { to }),
        (_, Some(to)) => Some(Stage::Running { to, days: (to - day).num_days() }),
        (_, None) => None,
    }
}

/// A benefit's stage for reading: `剩 9 天（至 2024-12-31）`, `已于 2024-12-31 结束`.
#[must_use]
pub fn stage_text(stage: Stage, lang: Lang) -> String {
    match (stage, lang) {
        (Stage::NotBegun { from, days }, Lang::Zh) => format!("未开始，还有 {days} 天（{from} 起）"),
        (Stage::NotBegun { from, days }, Lang::En) => format!("not begun, {days} to go (from {from})"),
        (Stage::Running { to, days: 0 }, Lang::Zh) => format!("今天是最后一天（至 {to}）"),
        (Stage::Running { to, days: 0 }, Lang::En) => format!("last day (until {to})"),
        (Stage::Running { to, days }, Lang::Zh) => format!("剩 {days} 天（至 {to}）"),
        (Stage::Running { to, days }, Lang::En) => format!("days left: {days} (until {to})"),
        (Stage::Ended { to }, Lang::Zh) => format!("已于 {to} 结束"),
        (Stage::Ended { to }, Lang::En) => format!("ended on {to}"),
    }
}

/// The benefits whose case may be the client's, but whose stage has ended or not begun on this date.
#[must_use]
pub fn out_of_stage(program: &Program, facts: &Facts<'_>) -> Vec<(usize, Stage)> {
    let benefits = program.benefits.iter().enumerate();
    benefits
        .filter(|(_, benefit)| !in_stage(benefit, facts) && case(benefit, facts) != Truth::No)
        .filter_map(|(place, benefit)| Some((place, stage(benefit, facts.as_of)?)))
        .collect()
}

fn case(benefit: &Benefit, facts: &Facts<'_>) -> Truth {
    benefit.when.as_ref().map_or(Truth::Yes, |test| test.eval(facts))
}

fn amount(place: usize, benefit: &Benefit, facts: &Facts<'_>) -> Option<Amount> {
    let case = case(benefit, facts);
    if case == Truth::No {
        return None;
    }
    let (mut interval, unit) = match &benefit.amount {
        Some((number, unit)) => (known(number.eval(facts)), *unit),
        None => (None, Unit::Bare),
    };
    let count = benefit.times.as_ref().and_then(|times| known(times.eval(facts)));
    // Only a known count makes a total; the rate for each says more than "0 to without limit".
    let total = count.is_some_and(|count| count.hi.is_some());
    if let (Some(each), Some(count), true) = (interval, count, total) {
        interval = Some(each.multiply(&count));
    }
    if benefit.up_to {
        let zero = Some(End { value: Decimal::ZERO, closed: true });
        interval = interval.map(|most| Interval { lo: zero, hi: most.hi });
    }
    Some(Amount { benefit: place, kind: benefit.kind, interval, unit, total, certain: case == Truth::Yes })
}

fn known(value: Value<Interval>) -> Option<Interval> {
    match value {
        Value::Known(interval) => Some(interval),
        Value::NotApplicable => None,
    }
}

/// The unit word with what it is for each of: `元/人·月`.
#[must_use]
pub fn unit_text(amount: &Amount, benefit: &Benefit, lang: Lang) -> String {
    let mut text = amount.unit.word().to_owned();
    if !amount.total && !benefit.per.is_empty() {
        let per: Vec<&str> = benefit.per.iter().map(|per| per.label(lang)).collect();
        text.push('/');
        text.push_str(&per.join("·"));
    }
    text
}

/// The figure for reading: `最高 1亿元`, `20万元–50万元`, `1500元/人·月`; `None` for a benefit without
/// one.
#[must_use]
pub fn amount_text(amount: &Amount, benefit: &Benefit, lang: Lang) -> Option<String> {
    let interval = amount.interval?;
    let per = if amount.total {
        String::new()
    } else {
        let per: Vec<&str> = benefit.per.iter().map(|per| per.label(lang)).collect();
        if per.is_empty() { String::new() } else { format!("/{}", per.join("·")) }
    };
    Some(interval_text(&interval, amount.unit, lang)? + &per)
}

/// An interval of money or of a rate for reading; `None` where nothing bounds it.
#[must_use]
pub fn interval_text(interval: &Interval, unit: Unit, lang: Lang) -> Option<String> {
    let most = |end: End| format!("{} {}", lang.pick("最高", "up to"), show(end.value, unit));
    Some(match (interval.lo, interval.hi) {
        _ if interval.single().is_some() => show_interval(interval, unit),
        (None, Some(hi)) => most(hi),
        (Some(lo), Some(hi)) if lo.value.is_zero() => most(hi),
        (Some(lo), Some(hi)) => format!("{}–{}", show(lo.value, unit), show(hi.value, unit)),
        (Some(lo), None) if lo.value > Decimal::ZERO => {
            format!("{} {}", lang.pick("至少", "at least"), show(lo.value, unit))
        }
        // Nothing bounds it yet: the label says how it is worked out.
        (Some(_) | None, None) => return None,
    })
}

/// Whether the benefit has a figure, but one that is worked out from something the client does not have;
/// which is neither zero nor open.
#[must_use]
pub fn not_applicable(amount: &Amount, benefit: &Benefit) -> bool {
    benefit.amount.is_some() && amount.interval.is_none()
}
