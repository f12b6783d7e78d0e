//! Cells: what a field can turn out to be, cut wherever a test can tell the difference.
//!
//! The cells of a field together stand for all that it may be as far as is known: within a cell every test
//! on the field alone says the same. *Not applicable* is a cell of its own while nobody has said that there
//! is such a thing. A test that relates the field to another one that is open may stay open within a cell.

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

use super::answer::Answer;
use super::date::DateRange;
use super::expr::{Day, DayBase, Facts, Num, Test, Value};
use super::field::{Field, FieldId, FieldKind, Mask};
use super::interval::{End, Interval};

/// Sets over more kinds of options than this are not gone through.
const MOST_KINDS: usize = 6;
/// The days that an answer can name, see [`super::date::parse_date`].
const DAYS: [(i32, u32, u32); 2] = [(1900, 1, 1), (2200, 12, 31)];

/// The cells of a field under these tests; empty when they cannot be told.
#[must_use]
pub fn cells(field: FieldId, tests: &[&Test], facts: &Facts<'_>) -> Vec<Answer> {
    let mut found = match facts.fields.get(field).map(|known| &known.kind) {
        Some(FieldKind::Number { .. }) => numbers(field, tests, facts),
        Some(FieldKind::Flag) => match facts.answer(field) {
            Some(Answer::Flag(yes)) => vec![Answer::Flag(*yes)],
            _ => vec![Answer::Flag(true), Answer::Flag(false)],
        },
        Some(FieldKind::Choice(options)) => one_of(field, tests, facts, options.len()),
        Some(FieldKind::Choices(options)) => some_of(field, tests, facts, options.len()),
        Some(FieldKind::Date) => dates(field, tests, facts),
        None => Vec::new(),
    };
    if !found.is_empty() && may_lack(field, facts) {
        found.push(Answer::NotApplicable);
    }
    found
}

/// Whether nobody has said yet that there is such a thing at all.
fn may_lack(field: FieldId, facts: &Facts<'_>) -> bool {
    match facts.fields.get(field).map(|known| &known.kind) {
        Some(FieldKind::Number { .. }) => Num::Field(field).may_lack(facts),
        _ => matches!(facts.answer(field), None | Some(Answer::DontKnow)),
    }
}

/// The figures at which the tests can change their mind about a number field, ascending.
#[must_use]
pub fn thresholds(field: FieldId, tests: &[&Test], facts: &Facts<'_>) -> Vec<Decimal> {
    let mut cuts = Vec::new();
    for test in tests {
        test.walk(&mut |test| match test {
            Test::Compare { left, right, .. } => {
                against(left, right, field, facts, &mut cuts);
                against(right, left, field, facts, &mut cuts);
            }
            Test::Within { value, low, high, .. } => {
                against(value, low, field, facts, &mut cuts);
                against(value, high, field, facts, &mut cuts);
            }
            _ => {}
        });
    }
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// The values of the field at which one side meets the other.
fn against(side: &Num, other: &Num, field: FieldId, facts: &Facts<'_>, cuts: &mut Vec<Decimal>) {
    match side {
        // The smallest of several is below a figure exactly where one of them is.
        Num::Min(all) | Num::Max(all) => all.iter().for_each(|one| against(one, other, field, facts, cuts)),
        // An input of a formula meets the figure where the formula does.
        Num::Field(own) if *own != field && facts.answer(*own).is_none_or(|answer| *answer == Answer::DontKnow) => {
            if let Some(formula) = facts.fields.get(*own).and_then(Field::derived) {
                against(formula, other, field, facts, cuts);
            }
        }
        side if side.fields().contains(&field) => {
            let mut targets = Vec::new();
            values(other, facts, &mut targets);
            cuts.extend(targets.into_iter().filter_map(|target| side.solve(field, target, facts)));
        }
        _ => {}
    }
}

/// The single figures that a number can come to.
fn values(number: &Num, facts: &Facts<'_>, into: &mut Vec<Decimal>) {
    match number {
        Num::If(_, yes, no) => {
            values(yes, facts, into);
            values(no, facts, into);
        }
        plain => {
            if let Value::Known(interval) = plain.eval(facts) {
                into.extend(interval.single());
            }
        }
    }
}

fn numbers(field: FieldId, tests: &[&Test], facts: &Facts<'_>) -> Vec<Answer> {
    let Value::Known(set) = facts.number(field) else { return vec![Answer::NotApplicable] };
    let cut = intervals(&thresholds(field, tests, facts));
    let within = cut.into_iter().map(|piece| piece.intersect(&set));
    within.filter(|piece| !piece.is_empty()).map(Answer::Number).collect()
}

/// All numbers, cut at these figures: below, at and above each.
#[must_use]
pub fn intervals(cuts: &[Decimal]) -> Vec<Interval> {
    let open = |value| End { value, closed: false };
    let mut found = Vec::with_capacity(2 * cuts.len() + 1);
    let mut below: Option<Decimal> = None;
    for cut in cuts {
        found.push(Interval { lo: below.map(open), hi: Some(open(*cut)) });
        found.push(Interval::exact(*cut));
        below = Some(*cut);
    }
    found.push(Interval { lo: below.map(open), hi: None });
    found
}

/// The sets of options of this field that the tests look for.
fn masks(field: FieldId, tests: &[&Test]) -> Vec<Mask> {
    let mut found: Vec<Mask> = Vec::new();
    for test in tests {
        test.walk(&mut |test| match test {
            Test::OneOf { field: own, allowed: mask, .. } | Test::HasAny { field: own, wanted: mask }
                if *own == field && !found.contains(mask) =>
            {
                found.push(*mask);
            }
            _ => {}
        });
    }
    found
}

/// Options that every test treats alike make one cell.
fn one_of(field: FieldId, tests: &[&Test], facts: &Facts<'_>, count: usize) -> Vec<Answer> {
    let possible = match facts.answer(field) {
        Some(Answer::Choice(mask)) => *mask,
        Some(Answer::NotApplicable) => return vec![Answer::NotApplicable],
        _ => Mask::all(count),
    };
    kinds(possible, field, tests).into_iter().map(Answer::Choice).collect()
}

/// Which kinds of options a set can hold, a kind being those that every test treats alike. A cell is written
/// with one option of each kind; any other set that holds the same kinds does as well.
fn some_of(field: FieldId, tests: &[&Test], facts: &Facts<'_>, count: usize) -> Vec<Answer> {
    let (must, may) = match facts.answer(field) {
        Some(Answer::Choices { must, may }) => (*must, *may),
        Some(Answer::NotApplicable) => return vec![Answer::NotApplicable],
        _ => (Mask::NONE, Mask::all(count)),
    };
    if tests.iter().any(|test| test.counts(field)) {
        return Vec::new();
    }
    let open = masks(field, tests).into_iter().fold(Mask::NONE, Mask::union).intersect(may).without(must);
    let kinds = kinds(open, field, tests);
    if kinds.len() > MOST_KINDS {
        return Vec::new();
    }
    let kinds: Vec<Mask> = kinds.into_iter().filter_map(|kind| kind.places().next()).map(Mask::one).collect();
    let cell = |held: u32| {
        let chosen = kinds.iter().enumerate().filter(|(place, _)| held & (1 << place) != 0);
        let must = chosen.fold(must, |all, (_, kind)| all.union(*kind));
        // What no test looks for may be there or not.
        Answer::Choices { must, may: must.union(may.without(open)) }
    };
    (0..1_u32 << kinds.len()).map(cell).collect()
}

/// The options of a set, parted wherever a test treats them differently.
fn kinds(options: Mask, field: FieldId, tests: &[&Test]) -> Vec<Mask> {
    let mut found = vec![options];
    for mask in masks(field, tests) {
        let split = |kind: Mask| [kind.intersect(mask), kind.without(mask)];
        found = found.into_iter().flat_map(split).filter(|kind| !kind.is_empty()).collect();
    }
    found.retain(|kind| !kind.is_empty());
    found
}

fn dates(field: FieldId, tests: &[&Test], facts: &Facts<'_>) -> Vec<Answer> {
    let Value::Known(set) = facts.day(DayBase::Field(field).into()) else { return vec![Answer::NotApplicable] };
    let mut cuts: Vec<NaiveDate> = Vec::new();
    for test in tests {
        test.walk(&mut |test| match test {
            Test::CompareDay { left, right, .. } => {
                against_day(*left, *right, field, facts, &mut cuts);
                against_day(*right, *left, field, facts, &mut cuts);
            }
            Test::WithinDay { value, low, high } => {
                against_day(*value, *low, field, facts, &mut cuts);
                against_day(*value, *high, field, facts, &mut cuts);
            }
            Test::Compare { left, right, .. } => {
                against_span(left, right, field, facts, &mut cuts);
                against_span(right, left, field, facts, &mut cuts);
            }
            Test::Within { value, low, high, .. } => {
                against_span(value, low, field, facts, &mut cuts);
                against_span(value, high, field, facts, &mut cuts);
            }
            _ => {}
        });
    }
    cuts.sort_unstable();
    cuts.dedup();
    let mut found = Vec::new();
    let mut from: Option<NaiveDate> = None;
    for last in cuts.iter().copied().map(Some).chain([None]) {
        let piece = DateRange { from: later(from, set.from), to: earlier(last, set.to) };
        if piece.from.zip(piece.to).is_none_or(|(from, to)| from <= to) {
            found.push(Answer::Date(piece));
        }
        from = last.and_then(|day| day.succ_opt());
    }
    found
}

fn later(a: Option<NaiveDate>, b: Option<NaiveDate>) -> Option<NaiveDate> {
    a.max(b)
}

fn earlier(a: Option<NaiveDate>, b: Option<NaiveDate>) -> Option<NaiveDate> {
    a.zip(b).map_or(a.or(b), |(a, b)| Some(a.min(b)))
}

/// The last days before which, and on which, a day moved by months and days reaches another.
fn against_day(side: Day, other: Day, field: FieldId, facts: &Facts<'_>, cuts: &mut Vec<NaiveDate>) {
    let Value::Known(other) = facts.day(other) else { return };
    if let (DayBase::Field(own), Some(limit)) = (side.base, other.single())
        && own == field
    {
        cuts.extend(last_day(|day| side.moved(day).is_some_and(|day| day < limit)));
        cuts.extend(last_day(|day| side.moved(day).is_some_and(|day| day <= limit)));
    }
}

/// The last days that lie so many full years, months or days back, and one more.
fn against_span(side: &Num, other: &Num, field: FieldId, facts: &Facts<'_>, cuts: &mut Vec<NaiveDate>) {
    let Num::Since(span, day) = side else { return };
    if day.base != DayBase::Field(field) {
        return;
    }
    let mut limits = Vec::new();
    values(other, facts, &mut limits);
    for limit in limits {
        let long = |from: NaiveDate| day.moved(from).map(|from| Decimal::from(span.between(from, facts.as_of)));
        cuts.extend(last_day(|day| long(day).is_some_and(|long| long >= limit)));
        cuts.extend(last_day(|day| long(day).is_some_and(|long| long > limit)));
    }
}

/// The last day of which something holds that holds of all days before it as well.
fn last_day(holds: impl Fn(NaiveDate) -> bool) -> Option<NaiveDate> {
    let [first, last] = DAYS.map(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day));
    let (first, last) = (first?, last?);
    let day = |after: u64| first.checked_add_days(Days::new(after)).filter(|day| *day <= last);
    // Invariant: it holds of `low` and not of `high`, both counted from the first day.
    let (mut low, mut high) = (0, u64::try_from((last - first).num_days()).ok()?);
    if !holds(first) || holds(last) {
        return None;
    }
    while high - low > 1 {
        let middle = low.midpoint(high);
        if day(middle).is_some_and(&holds) {
            low = middle;
        } else {
            high = middle;
        }
    }
    day(low)
}
