//! What changes for a client between two days: verdicts, availability, criteria, amounts.
//!
//! Data in, changes out; the sentences are made where they are shown, in one place for every face.

use chrono::NaiveDate;

use super::amount::{Amount, amounts};
use super::assess::{Assessed, Assessment, facts};
use super::calendar::Availability;
use super::catalogue::{Catalogue, ProgramId};
use super::criterion::Criteria;
use super::decide::{Eligibility, Status};
use super::policy::Program;
use super::profile::Profile;

/// The changes from one day to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The day to compare from.
    pub from: NaiveDate,
    /// The day to compare with.
    pub to: NaiveDate,
    /// The programs that change, in the order of the catalogue.
    pub changes: Vec<Change>,
    /// How many do not.
    pub same: usize,
}

/// What changes for one program; the former first in every pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which program.
    pub id: ProgramId,
    /// The verdicts, changed or not.
    pub eligibility: (Eligibility, Eligibility),
    /// The availabilities, changed or not. A countdown alone is no change.
    pub availability: (Availability, Availability),
    /// The criteria that stand differently, by their places.
    pub criteria: Vec<CriterionChange>,
    /// The benefits whose amount or stage differs, by their places.
    pub amounts: Vec<AmountChange>,
}

impl Change {
    /// Whether the verdict differs.
    #[must_use]
    pub fn is_decided_otherwise(&self) -> bool {
        self.eligibility.0 != self.eligibility.1
    }

    /// Whether the availability differs in more than its countdown.
    #[must_use]
    pub fn is_available_otherwise(&self) -> bool {
        let (before, after) = &self.availability;
        (before.state, before.from, before.to) != (after.state, after.from, after.to)
    }

    /// Whether it matters to a client who is eligible on neither day.
    #[must_use]
    pub fn bears_on_the_client(&self) -> bool {
        self.eligibility != (Eligibility::Ineligible, Eligibility::Ineligible) || !self.criteria.is_empty()
    }
}

/// A criterion that stands differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CriterionChange {
    /// Its place among the nodes.
    pub place: usize,
    /// How it stood.
    pub from: Status,
    /// How it stands.
    pub to: Status,
}

/// A benefit that brings something else; absent where it is not the client's case or not in its stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmountChange {
    /// Its place among the benefits.
    pub benefit: usize,
    /// What it brought.
    pub from: Option<Amount>,
    /// What it brings.
    pub to: Option<Amount>,
}

/// Compares two assessments of the same profile over the same catalogue.
#[must_use]
pub fn compare(catalogue: &Catalogue, profile: &Profile, before: &Assessment, after: &Assessment) -> Comparison {
    let known = |day| facts(catalogue, profile, day);
    let (known_before, known_after) = (known(before.as_of), known(after.as_of));
    let pairs = before.programs.iter().filter_map(|old| Some((old, after.get(old.id)?)));
    let changes = pairs.filter_map(|(old, new)| {
        let (_, program) = catalogue.program(old.id)?;
        let change = Change {
            id: old.id,
            eligibility: (old.decision.eligibility, new.decision.eligibility),
            availability: (old.availability, new.availability),
            criteria: criteria(&program.criteria, old, new),
            amounts: amounts_between(program, &amounts(program, &known_before), &amounts(program, &known_after)),
        };
        let is_one = change.is_decided_otherwise()
            || change.is_available_otherwise()
            || !change.criteria.is_empty()
            || !change.amounts.is_empty();
        is_one.then_some(change)
    });
    let changes: Vec<Change> = changes.collect();
    let same = before.programs.len() - changes.len();
    Comparison { from: before.as_of, to: after.as_of, changes, same }
}

/// The leaves that stand differently; whether an open one still matters is no difference of its own.
fn criteria(criteria: &Criteria, before: &Assessed, after: &Assessed) -> Vec<CriterionChange> {
    let stands = |assessed: &Assessed, place: usize| assessed.decision.statuses.get(place).copied();
    let open = |status| matches!(status, Status::Unknown | Status::Moot);
    let leaves = criteria.leaves().filter_map(|(place, _)| {
        let (from, to) = (stands(before, place)?, stands(after, place)?);
        (from != to && !(open(from) && open(to))).then_some(CriterionChange { place, from, to })
    });
    leaves.collect()
}

fn amounts_between(program: &Program, before: &[Amount], after: &[Amount]) -> Vec<AmountChange> {
    let of = |amounts: &[Amount], benefit| amounts.iter().find(|amount| amount.benefit == benefit).cloned();
    let benefits = (0..program.benefits.len()).map(|benefit| AmountChange {
        benefit,
        from: of(before, benefit),
        to: of(after, benefit),
    });
    benefits.filter(|change| change.from != change.to).collect()
}
