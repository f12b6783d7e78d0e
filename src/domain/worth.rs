//! What one program's benefits come to: its cash and tax relief by the time they are for, its credit,
//! and what has no figure.
//!
//! Nothing is added that the text does not add: benefits of a program are alternatives, of which the
//! largest counts, unless the data mark one as paid besides the others ([`InTotal::Adds`]) or as never
//! part of a total ([`InTotal::Apart`]). Loans are lines of credit and never become cash, rates are
//! never added, and a figure that nothing bounds yet is named instead of being counted as zero.

use rust_decimal::Decimal;

use super::amount::Amount;
use super::expr::{Facts, Num, Test, Value};
use super::field::FieldId;
use super::interval::{End, Interval};
use super::message::Lang;
use super::policy::{Applicant, Benefit, BenefitKind, InTotal, Per, Program};

/// The time that money is for. What was multiplied by how many years or months is paid once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Period {
    /// Once, or for the one application.
    Once,
    /// Each year.
    Year,
    /// Each month.
    Month,
    /// Each day.
    Day,
}

impl Period {
    /// Every period, in the order in which they are shown.
    pub const ALL: [Period; 4] = [Period::Once, Period::Year, Period::Month, Period::Day];

    /// The word of JSON output.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Period::Once => "once",
            Period::Year => "year",
            Period::Month => "month",
            Period::Day => "day",
        }
    }

    /// The words on screen.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Period::Once => lang.pick("一次性", "once"),
            Period::Year => lang.pick("每年", "each year"),
            Period::Month => lang.pick("每月", "each month"),
            Period::Day => lang.pick("每天", "each day"),
        }
    }

    fn of(amount: &Amount, benefit: &Benefit) -> Period {
        let has = |per: Per| !amount.total && benefit.per.contains(&per);
        match () {
            () if has(Per::Day) => Period::Day,
            () if has(Per::Month) => Period::Month,
            () if has(Per::Year) => Period::Year,
            () => Period::Once,
        }
    }
}

/// From how much to how much, in 元, both included and neither below zero. Ranges are ordered by their
/// upper ends first, which is how supports are ranked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Range {
    /// The most.
    pub hi: Decimal,
    /// The least.
    pub lo: Decimal,
}

impl Range {
    /// Both ends added.
    #[must_use]
    pub fn plus(self, other: Range) -> Range {
        // Beyond what a decimal holds no handbook goes; stopping there keeps the order right.
        let sum = |a: Decimal, b: Decimal| a.checked_add(b).unwrap_or(Decimal::MAX);
        Range { hi: sum(self.hi, other.hi), lo: sum(self.lo, other.lo) }
    }

    /// What is left when something else is taken off, never below zero.
    #[must_use]
    pub fn less(self, other: Range) -> Range {
        let rest = |a: Decimal, b: Decimal| (a - b).max(Decimal::ZERO);
        Range { hi: rest(self.hi, other.lo), lo: rest(self.lo, other.hi) }
    }

    /// The same as an interval, to be shown.
    #[must_use]
    pub fn interval(self) -> Interval {
        Interval::between(self.lo, self.hi)
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.hi.is_zero()
    }

    /// The range of an interval with an upper end.
    fn of(interval: &Interval) -> Option<Range> {
        let not_negative = |end: End| end.value.max(Decimal::ZERO);
        Some(Range { hi: not_negative(interval.hi?), lo: interval.lo.map_or(Decimal::ZERO, not_negative) })
    }
}

/// Cash and tax relief, each by [`Period`] in the order of [`Period::ALL`]; never mixed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Purse {
    /// Money paid out.
    pub cash: [Range; 4],
    /// Taxes and fees not charged.
    pub relief: [Range; 4],
}

impl Purse {
    /// Each part added to its like.
    #[must_use]
    pub fn plus(&self, other: &Purse) -> Purse {
        let all = |a: &[Range; 4], b: &[Range; 4]| std::array::from_fn(|i| each(a, i).plus(each(b, i)));
        Purse { cash: all(&self.cash, &other.cash), relief: all(&self.relief, &other.relief) }
    }

    /// Every part that is not nothing, in the order in which it is shown.
    pub fn parts(&self) -> impl Iterator<Item = (BenefitKind, Period, Range)> {
        let of = |kind: BenefitKind, ranges: [Range; 4]| {
            Period::ALL.into_iter().zip(ranges).map(move |(period, range)| (kind, period, range))
        };
        let all = of(BenefitKind::Cash, self.cash).chain(of(BenefitKind::TaxRelief, self.relief));
        all.filter(|(_, _, range)| !range.is_zero())
    }
}

/// The range at a place; nothing beyond the last.
pub(super) fn each(ranges: &[Range; 4], place: usize) -> Range {
    ranges.get(place).copied().unwrap_or_default()
}

/// What a program comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Worth {
    /// What its figures come to.
    pub purse: Purse,
    /// Its lines of credit; `None` for one whose size is not printed or still open.
    pub loans: Vec<Option<Range>>,
    /// Benefits that nothing bounds yet, because a figure or a count is still to be answered.
    pub open: Vec<usize>,
    /// Benefits with figures that are never part of a total.
    pub apart: Vec<usize>,
    /// Benefits counted for one project, person or the like, because the data name no count.
    pub for_one: Vec<usize>,
    /// Rates, which are never added.
    pub rates: usize,
    /// Rewards without a printed amount.
    pub unprinted: usize,
    /// Tax relief without a figure.
    pub reliefs: usize,
    /// Services, places, priorities.
    pub in_kind: usize,
    /// Titles and recognitions.
    pub qualifications: usize,
}

/// Adds up what a program brings, given the amounts that are the client's case.
#[must_use]
pub fn worth(program: &Program, amounts: &[Amount], facts: &Facts<'_>) -> Worth {
    let mut worth = Worth::default();
    let mut money: Vec<(&Amount, &Benefit)> = Vec::new();
    for amount in amounts {
        let Some(benefit) = program.benefits.get(amount.benefit) else { continue };
        let has_figure = benefit.amount.is_some();
        match amount.kind {
            _ if benefit.total == Some(InTotal::Apart) => worth.apart.push(amount.benefit),
            BenefitKind::Cash | BenefitKind::TaxRelief if has_figure => money.push((amount, benefit)),
            BenefitKind::Loan => worth.loans.push(amount.interval.as_ref().and_then(Range::of)),
            BenefitKind::Rate => worth.rates += 1,
            BenefitKind::Cash | BenefitKind::Unprinted => worth.unprinted += 1,
            BenefitKind::TaxRelief => worth.reliefs += 1,
            BenefitKind::InKind => worth.in_kind += 1,
            BenefitKind::Qualification => worth.qualifications += 1,
        }
    }
    for (kind, ranges) in
        [(BenefitKind::Cash, &mut worth.purse.cash), (BenefitKind::TaxRelief, &mut worth.purse.relief)]
    {
        let of_kind: Vec<(&Amount, &Benefit)> =
            money.iter().copied().filter(|(amount, _)| amount.kind == kind).collect();
        let (sums, open, for_one) = sums(&of_kind, &program.applicants, facts);
        *ranges = sums;
        worth.open.extend(open);
        worth.for_one.extend(for_one);
    }
    worth
}

/// The sum for each period, with the benefits that are open and those counted for one.
fn sums(
    money: &[(&Amount, &Benefit)],
    applicants: &[Applicant],
    facts: &Facts<'_>,
) -> ([Range; 4], Vec<usize>, Vec<usize>) {
    let (mut open, mut for_one) = (Vec::new(), Vec::new());
    let ranges = Period::ALL.map(|period| {
        let mut added = Range::default();
        let (mut alternatives, mut one_is_open) = (Vec::new(), false);
        for (amount, benefit) in money.iter().filter(|(amount, benefit)| Period::of(amount, benefit) == period) {
            // What is worked out from something that the client does not have is nothing, not unknown.
            let Some(interval) = amount.interval.as_ref() else { continue };
            let Some(range) = Range::of(interval).filter(|_| amount.total || benefit.times.is_none()) else {
                open.push(amount.benefit);
                one_is_open |= benefit.total.is_none();
                continue;
            };
            if counts_one(amount, benefit, applicants) {
                for_one.push(amount.benefit);
            }
            match benefit.total {
                Some(InTotal::Adds) => {
                    let sure = if amount.certain { range.lo } else { Decimal::ZERO };
                    added = added.plus(Range { lo: sure, ..range });
                }
                Some(InTotal::Apart) | None => alternatives.push((range, *amount, *benefit)),
            }
        }
        if one_is_open {
            // The open one may be the largest, so the others say nothing of the most.
            open.extend(alternatives.iter().map(|(_, amount, _)| amount.benefit));
            return added;
        }
        added.plus(largest(&alternatives, facts))
    });
    (ranges, open, for_one)
}

/// Whether an amount is for each of something of which the client may have several, and the data name no
/// count of it. The household, the firm, and the person where only persons apply, is the client himself.
fn counts_one(amount: &Amount, benefit: &Benefit, applicants: &[Applicant]) -> bool {
    let is_one = |per: &Per| match per {
        Per::Year | Per::Month | Per::Day | Per::Household | Per::Firm => true,
        Per::Person => applicants == [Applicant::Individual],
        Per::Project | Per::Item | Per::Time | Per::SquareMetre | Per::Kwh | Per::Park | Per::City => false,
    };
    !amount.total && !benefit.per.iter().all(is_one)
}

/// One of several alternatives: at most the largest that may be the client's case, at least what is
/// sure. Where every case is open, that is the smallest if one of them must hold, and nothing if not.
fn largest(alternatives: &[(Range, &Amount, &Benefit)], facts: &Facts<'_>) -> Range {
    let hi = alternatives.iter().map(|(range, ..)| range.hi).max().unwrap_or_default();
    let sure = alternatives.iter().filter(|(_, amount, _)| amount.certain).map(|(range, ..)| range.lo).max();
    let lo = sure.or_else(|| {
        let least = alternatives.iter().map(|(range, ..)| range.lo).min();
        least.filter(|_| one_must_hold(alternatives, facts))
    });
    Range { hi, lo: lo.unwrap_or_default() }
}

/// Whether the cases together cover every option that is still possible of the one field they ask.
fn one_must_hold(alternatives: &[(Range, &Amount, &Benefit)], facts: &Facts<'_>) -> bool {
    let mut asked: Option<FieldId> = None;
    let mut covered = super::field::Mask::NONE;
    for (.., benefit) in alternatives {
        match &benefit.when {
            Some(Test::OneOf { field, allowed, negated: false }) if asked.is_none_or(|other| other == *field) => {
                asked = Some(*field);
                covered = covered.union(*allowed);
            }
            _ => return false,
        }
    }
    // An unanswered field may also turn out not to apply at all, so only an answer can promise a case.
    let answer = asked.and_then(|field| facts.answer(field));
    matches!(answer, Some(super::answer::Answer::Choice(possible)) if possible.is_within(covered))
}

/// What a benefit adds where it stands in for another one of the same unit: its higher rate less the
/// other's, times its own count; never more than it is worth alone. `None` where the two cannot be
/// compared, because one has several figures or they are for each of different things.
#[must_use]
pub fn excess(replacing: &Program, replaced: &Program, facts: &Facts<'_>) -> Option<Range> {
    let (higher, lower) = (only_cash(replacing)?, only_cash(replaced)?);
    let (number, _) = higher.amount.as_ref()?;
    let (times, other) = (higher.times.as_ref()?, lower.amount.as_ref()?);
    if higher.per != lower.per {
        return None;
    }
    let known = |number: &Num| match number.eval(facts) {
        Value::Known(interval) => Range::of(&interval),
        Value::NotApplicable => Some(Range::default()),
    };
    // While the own figure is open it is not in the sums at all, so nothing is there to be cut down.
    let Some((rate, count)) = known(number).zip(known(times)) else { return Some(Range::default()) };
    let Some(taken) = known(&other.0) else {
        return Some(Range { lo: Decimal::ZERO, hi: Decimal::MAX });
    };
    Range::of(&rate.less(taken).interval().multiply(&count.interval()))
}

/// The only cash benefit with a figure, if there is just one.
fn only_cash(program: &Program) -> Option<&Benefit> {
    let mut cash = program.benefits.iter().filter(|benefit| benefit.kind == BenefitKind::Cash);
    cash.next().filter(|_| cash.next().is_none())
}
