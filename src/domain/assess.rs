//! The whole catalogue for one profile and date, and the question that is worth asking next.

use chrono::NaiveDate;

use super::blame;
use super::calendar::{Availability, availability};
use super::catalogue::{Catalogue, ProgramId};
use super::decide::{Decision, Eligibility, decide};
use super::expr::Facts;
use super::field::FieldId;
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
    let programs = catalogue
        .programs()
        .map(|(id, policy, program)| Assessed {
            id,
            decision: decide(&program.criteria, &facts),
            availability: availability(policy, program, as_of),
        })
        .collect();
    Assessment { as_of, programs }
}

/// A field with what an answer to it would settle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// The field to ask about.
    pub field: FieldId,
    /// How many undecided programs an answer to it alone can decide.
    pub decides: usize,
    /// How many undecided programs it still matters to.
    pub touches: usize,
}

/// The open fields over the whole catalogue, the most worth asking first: by how many undecided
/// programs an answer can decide, weighted down by the effort of finding it out; then by how many it
/// matters to; ties keep the order of the vocabulary, which keeps topics together.
#[must_use]
pub fn next_questions(catalogue: &Catalogue, assessment: &Assessment, profile: &Profile) -> Vec<Question> {
    let facts = facts(catalogue, profile, assessment.as_of);
    let mut questions: Vec<Question> = Vec::new();
    let mut place_of: Vec<Option<usize>> = vec![None; catalogue.fields.len()];
    for assessed in &assessment.programs {
        if assessed.decision.eligibility != Eligibility::Undecided {
            continue;
        }
        let Some((_, program)) = catalogue.program(assessed.id) else { continue };
        let statuses = &assessed.decision.statuses;
        for field in blame::missing(&program.criteria, statuses, &facts) {
            let decides = usize::from(blame::can_decide(&program.criteria, statuses, field, &facts));
            let slot = place_of.get_mut(field.0);
            let known = slot.as_ref().and_then(|place| **place).and_then(|place| questions.get_mut(place));
            if let Some(question) = known {
                question.decides += decides;
                question.touches += 1;
            } else {
                if let Some(slot) = slot {
                    *slot = Some(questions.len());
                }
                questions.push(Question { field, decides, touches: 1 });
            }
        }
    }
    let effort =
        |question: &Question| catalogue.fields.get(question.field).map_or(1, |field| usize::from(field.effort.max(1)));
    // a/effort(a) against b/effort(b) without fractions.
    questions.sort_by(|a, b| {
        let (ea, eb) = (effort(a), effort(b));
        (b.decides * ea)
            .cmp(&(a.decides * eb))
            .then((b.touches * ea).cmp(&(a.touches * eb)))
            .then(a.field.cmp(&b.field))
    });
    questions
}
