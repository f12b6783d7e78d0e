//! All that is said of one program for one profile and date, gathered once for every face.

use chrono::NaiveDate;

use crate::domain::amount::{Amount, amounts};
use crate::domain::assess::{Assessed, assess_program, facts};
use crate::domain::blame;
use crate::domain::calendar::Availability;
use crate::domain::catalogue::{Catalogue, ProgramId};
use crate::domain::criterion::Node;
use crate::domain::decide::{Decision, Status};
use crate::domain::expr::Facts;
use crate::domain::field::FieldId;
use crate::domain::policy::{Policy, Program};
use crate::domain::profile::Profile;

/// One program's standing with its reasons.
#[derive(Clone, Debug)]
pub struct Standing<'a> {
    /// Its policy.
    pub policy: &'a Policy,
    /// The program.
    pub program: &'a Program,
    /// What it was judged by.
    pub facts: Facts<'a>,
    /// The verdict and how each criterion stands.
    pub decision: Decision,
    /// Whether applications are taken.
    pub availability: Availability,
    /// The smallest sets of leaves whose change would lift an *ineligible*.
    pub causes: Vec<Vec<usize>>,
    /// The fields that can still matter, in asking order.
    pub missing: Vec<FieldId>,
    /// What it brings.
    pub amounts: Vec<Amount>,
}

impl<'a> Standing<'a> {
    /// The standing of one program; `None` for an id of another catalogue.
    #[must_use]
    pub fn of(catalogue: &'a Catalogue, profile: &'a Profile, as_of: NaiveDate, id: ProgramId) -> Option<Standing<'a>> {
        let (policy, program) = catalogue.program(id)?;
        let facts = facts(catalogue, profile, as_of);
        let assessed = assess_program(&facts, id, policy, program);
        Standing::assessed(catalogue, facts, assessed)
    }

    /// The standing of a program that is assessed already.
    #[must_use]
    pub fn assessed(catalogue: &'a Catalogue, facts: Facts<'a>, assessed: Assessed) -> Option<Standing<'a>> {
        let (policy, program) = catalogue.program(assessed.id)?;
        let statuses = &assessed.decision.statuses;
        Some(Standing {
            policy,
            program,
            facts,
            causes: blame::causes(&program.criteria, statuses, &facts),
            missing: assessed.missing,
            amounts: amounts(program, &facts),
            availability: assessed.availability,
            decision: assessed.decision,
        })
    }

    /// How the program is written: `45/little-giant`.
    #[must_use]
    pub fn reference(&self) -> String {
        format!("{}/{}", self.policy.no, self.program.id)
    }

    /// Every node of the criteria with its place and how it stands, in order.
    pub fn nodes(&self) -> impl Iterator<Item = (usize, &'a Node, Status)> {
        let nodes = self.program.criteria.nodes().iter().enumerate();
        nodes.zip(&self.decision.statuses).map(|((place, node), status)| (place, node, *status))
    }

    /// The open fields that can no longer matter.
    #[must_use]
    pub fn moot(&self) -> Vec<FieldId> {
        blame::moot(&self.program.criteria, &self.decision.statuses, &self.facts)
    }

    /// How the node at a place stands.
    #[must_use]
    pub fn status(&self, place: usize) -> Option<Status> {
        self.decision.statuses.get(place).copied()
    }
}
