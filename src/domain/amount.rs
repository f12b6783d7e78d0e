//! What a program brings to this client, as intervals while inputs are open.
//!
//! Not eligible, zero and in kind are three different things: a benefit of a kind without a figure has
//! no interval, and a benefit whose case does not hold for the client is left out.

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
    benefit.from.is_none_or(|from| from <= facts.as_of) && benefit.to.is_none_or(|to| facts.as_of <= to)
}

fn amount(place: usize, benefit: &Benefit, facts: &Facts<'_>) -> Option<Amount> {
    let case = benefit.when.as_ref().map_or(Truth::Yes, |test| test.eval(facts));
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
    let most = |end: End| format!("{} {}", lang.pick("最高", "up to"), show(end.value, amount.unit));
    let figure = match (interval.lo, interval.hi) {
        _ if interval.single().is_some() => show_interval(&interval, amount.unit),
        (None, Some(hi)) => most(hi),
        (Some(lo), Some(hi)) if lo.value.is_zero() => most(hi),
        (Some(lo), Some(hi)) => format!("{}–{}", show(lo.value, amount.unit), show(hi.value, amount.unit)),
        // Nothing bounds it yet: the label says how it is worked out.
        (Some(_) | None, None) => return None,
    };
    Some(figure + &per)
}
