//! The order in which programs are shown: the best verdict first, and within a verdict what one looks for.
//!
//! Every order is total: equals stand as in the handbook, so that rows do not jump.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::amount::amounts;
use super::assess::{Assessed, Assessment};
use super::calendar::{Availability, AvailabilityState};
use super::catalogue::{Catalogue, ProgramId};
use super::decide::Eligibility;
use super::expr::Facts;
use super::message::Lang;
use super::worth::{Purse, Range, worth};

/// What programs of the same verdict are ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// What can be applied for now, the nearest deadline first.
    #[default]
    Deadline,
    /// The largest amount, as [`Purse`]s are compared, then the largest line of credit.
    Amount,
    /// The number in the handbook.
    Number,
}

impl Order {
    /// The next one, around.
    #[must_use]
    pub fn next(self) -> Order {
        match self {
            Order::Deadline => Order::Amount,
            Order::Amount => Order::Number,
            Order::Number => Order::Deadline,
        }
    }

    /// The words on screen.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Order::Deadline => lang.pick("按截止日", "by deadline"),
            Order::Amount => lang.pick("按金额", "by amount"),
            Order::Number => lang.pick("按编号", "by number"),
        }
    }
}

/// The rank by verdict and deadline; the smaller comes first.
#[must_use]
pub fn by_deadline(eligibility: Eligibility, availability: &Availability) -> (Eligibility, u8, NaiveDate) {
    let (when, day) = match availability.state {
        AvailabilityState::Open => (0, availability.to),
        AvailabilityState::Rolling => (1, availability.to),
        AvailabilityState::Upcoming => (2, availability.from),
        AvailabilityState::Awaiting => (3, None),
        AvailabilityState::Unstated => (4, None),
        AvailabilityState::Closed => (5, None),
        AvailabilityState::Expired => (6, None),
    };
    (eligibility, when, day.unwrap_or(NaiveDate::MAX))
}

/// Every program with its verdict, in this order.
#[must_use]
pub fn ranked(
    catalogue: &Catalogue,
    facts: &Facts<'_>,
    assessment: &Assessment,
    order: Order,
) -> Vec<(Eligibility, ProgramId)> {
    let mut found: Vec<&Assessed> = assessment.programs.iter().collect();
    let verdict = |assessed: &Assessed| assessed.decision.eligibility;
    // The sorts are stable, and the assessment stands in the order of the handbook.
    match order {
        Order::Deadline => found.sort_by_key(|one| by_deadline(verdict(one), &one.availability)),
        Order::Amount => found.sort_by_cached_key(|one| (verdict(one), Reverse(most(catalogue, facts, one.id)))),
        Order::Number => found.sort_by_key(|one| verdict(one)),
    }
    found.into_iter().map(|one| (verdict(one), one.id)).collect()
}

/// What a program comes to, and its largest line of credit.
fn most(catalogue: &Catalogue, facts: &Facts<'_>, id: ProgramId) -> (Purse, Option<Range>) {
    let Some((_, program)) = catalogue.program(id) else { return Default::default() };
    let worth = worth(program, &amounts(program, facts), facts);
    (worth.purse, worth.loans.into_iter().flatten().max())
}
