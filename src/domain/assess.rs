//! The whole catalogue for one profile and date.

use chrono::NaiveDate;

use super::blame::missing;
use super::calendar::{Availability, availability};
use super::catalogue::{Catalogue, ProgramId};
use super::decide::{Decision, Eligibility, decide};
use super::expr::Facts;
use super::field::FieldId;
use super::policy::{Policy, Program};
use super::profile::Profile;

/// One program's standing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessed {
    /// Which program.
    pub id: ProgramId,
    /// The verdict and how each criterion stands.
    pub decision: Decision,
    /// Whether applications are taken.
    pub availability: Availability,
    /// The fields that can still matter while it is undecided, in asking order.
    pub missing: Vec<FieldId>,
}

/// Catalogue × profile × date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// The date it is for.
    pub as_of: NaiveDate,
    /// Every program, in the order of the catalogue.
    pub programs: Vec<Assessed>,
}

impl Assessment {
    /// The standing of one program.
    #[must_use]
    pub fn get(&self, id: ProgramId) -> Option<&Assessed> {
        // Programs stand in catalogue order, which is the order of their ids.
        let place = self.programs.binary_search_by_key(&id, |assessed| assessed.id).ok()?;
        self.programs.get(place)
    }
}

/// The facts of a profile on a date, over a catalogue's vocabulary.
#[must_use]
pub fn facts<'a>(catalogue: &'a Catalogue, profile: &'a Profile, as_of: NaiveDate) -> Facts<'a> {
    Facts { fields: &catalogue.fields, profile, assumed: &[], as_of }
}

/// Assesses every program.
#[must_use]
pub fn assess(catalogue: &Catalogue, profile: &Profile, as_of: NaiveDate) -> Assessment {
    let facts = facts(catalogue, profile, as_of);
    let programs =
        catalogue.programs().map(|(id, policy, program)| assess_program(&facts, id, policy, program)).collect();
    Assessment { as_of, programs }
}

/// Assesses one program.
#[must_use]
pub fn assess_program(facts: &Facts<'_>, id: ProgramId, policy: &Policy, program: &Program) -> Assessed {
    let decision = decide(&program.criteria, facts);
    let missing = match decision.eligibility {
        Eligibility::Undecided => missing(&program.criteria, &decision.statuses, facts),
        Eligibility::Eligible | Eligibility::Likely | Eligibility::Ineligible | Eligibility::Reference => Vec::new(),
    };
    Assessed { id, decision, availability: availability(policy, program, facts.as_of), missing }
}
