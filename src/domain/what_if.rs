//! What if a figure were another one: the bands of a number field between which verdicts change, over
//! every program that reads it.

use rust_decimal::Decimal;

use super::answer::Answer;
use super::assess::{Assessment, facts};
use super::catalogue::{Catalogue, ProgramId};
use super::cells::{intervals, thresholds};
use super::criterion::Criteria;
use super::decide::{Eligibility, decide};
use super::expr::{Facts, Num, Test, Value};
use super::field::{Field, FieldId, FieldKind};
use super::interval::Interval;
use super::profile::{Entry, Profile};

/// A number field with its bands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhatIf {
    /// The field.
    pub field: FieldId,
    /// How the programs that read the field stand now, in the order of the catalogue.
    pub now: Vec<(ProgramId, Eligibility)>,
    /// The figures that the field is held against, ascending, each with the programs that do.
    pub thresholds: Vec<(Decimal, Vec<ProgramId>)>,
    /// From the smallest figures to the largest; empty where no program holds the field against a figure.
    pub bands: Vec<Band>,
}

/// Figures of a field for which every verdict is the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// The figures, in the unit of the field.
    pub span: Interval,
    /// Whether what is known of the client now may lie in it.
    pub is_now: bool,
    /// How the programs stand there, in the order of [`WhatIf::now`].
    pub verdicts: Vec<Eligibility>,
}

/// A verdict that would be another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The program.
    pub program: ProgramId,
    /// Its verdict now.
    pub from: Eligibility,
    /// Its verdict then.
    pub to: Eligibility,
}

impl WhatIf {
    /// The verdicts that would be others if the figure lay in this band.
    pub fn turns(&self, band: &Band) -> impl Iterator<Item = Turn> {
        let pairs = self.now.iter().zip(&band.verdicts);
        let turns = pairs.map(|((program, from), to)| Turn { program: *program, from: *from, to: *to });
        turns.filter(|turn| turn.from != turn.to)
    }
}

/// The bands of a field, everything else staying as it is known.
///
/// A threshold at which no verdict changes parts no bands, and a field that is no number has none.
#[must_use]
pub fn what_if(catalogue: &Catalogue, assessment: &Assessment, profile: &Profile, field: FieldId) -> WhatIf {
    let mut found = WhatIf { field, now: Vec::new(), thresholds: Vec::new(), bands: Vec::new() };
    let Some(FieldKind::Number { domain, .. }) = catalogue.fields.get(field).map(|known| &known.kind) else {
        return found;
    };
    let figure = facts(catalogue, profile, assessment.as_of).number(field);
    // The field itself is open here, or its thresholds would be seen from one side only.
    let mut asked = profile.clone();
    asked.set(field, None);
    let open = facts(catalogue, &asked, assessment.as_of);
    let mut readers: Vec<&Criteria> = Vec::new();
    let mut marks: Vec<(Decimal, ProgramId)> = Vec::new();
    for (id, _, program) in catalogue.programs() {
        let tests: Vec<&Test> = tests_on(&program.criteria, field, &open).collect();
        if !tests.is_empty() {
            readers.push(&program.criteria);
            let stands = assessment.get(id).map_or(Eligibility::Reference, |assessed| assessed.decision.eligibility);
            found.now.push((id, stands));
            marks.extend(thresholds(field, &tests, &open).into_iter().map(|at| (at, id)));
        }
    }
    marks.sort_unstable();
    for same in marks.chunk_by(|(one, _), (other, _)| one == other) {
        let programs = same.iter().map(|(_, id)| *id).collect();
        found.thresholds.extend(same.first().map(|(at, _)| (*at, programs)));
    }
    if found.thresholds.is_empty() {
        return found;
    }
    let cuts: Vec<Decimal> = found.thresholds.iter().map(|(at, _)| *at).collect();
    for span in intervals(&cuts) {
        let span = span.intersect(domain);
        if span.is_empty() {
            continue;
        }
        asked.set(field, Some(Entry::from(Answer::Number(span))));
        let there = facts(catalogue, &asked, assessment.as_of);
        let verdicts: Vec<Eligibility> = readers.iter().map(|criteria| decide(criteria, &there).eligibility).collect();
        let is_now = matches!(figure, Value::Known(figure) if !figure.intersect(&span).is_empty());
        match found.bands.last_mut().filter(|last| last.verdicts == verdicts) {
            Some(last) => {
                last.span = last.span.hull(&span);
                last.is_now |= is_now;
            }
            None => found.bands.push(Band { span, is_now, verdicts }),
        }
    }
    found
}

/// The tests of criteria that a field bears on, directly or as an input of a formula that is not answered
/// itself.
fn tests_on<'a>(criteria: &'a Criteria, field: FieldId, facts: &Facts<'_>) -> impl Iterator<Item = &'a Test> {
    let leaves = criteria.leaves().map(|(_, node)| node);
    leaves
        .filter(move |node| node.fields.iter().any(|read| bears_on(field, *read, facts)))
        .filter_map(|node| node.kind.test())
}

fn bears_on(field: FieldId, read: FieldId, facts: &Facts<'_>) -> bool {
    let by_formula = || facts.fields.get(read).and_then(Field::derived).map(Num::fields).unwrap_or_default();
    let is_answered = || !matches!(facts.answer(read), None | Some(Answer::DontKnow));
    read == field || (!is_answered() && by_formula().into_iter().any(|input| bears_on(field, input, facts)))
}
