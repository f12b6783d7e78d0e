//! What is checked of a program: its criteria, what it brings, when, and everything else that cites.

use super::evidence::Reach;
use super::{Checker, is_one};
use crate::domain::criterion::{Citation, NodeKind};
use crate::domain::expr::{Literal, Num, Test};
use crate::domain::interval::Op;
use crate::domain::number::Unit;
use crate::domain::policy::{Benefit, Intake, Program};

impl Checker<'_> {
    pub(super) fn program(&mut self, program: &Program) {
        let name = format!("{}/{}", self.no, program.id);
        for node in program.criteria.nodes() {
            let place = format!("{name}:{}", node.id);
            let passage = self.cite(&place, &node.citation);
            if let NodeKind::Test(test) = &node.kind {
                let literals = self.of_test(test);
                self.figures(&place, &node.citation, passage, Reach::Sentence, &literals);
            }
        }
        for benefit in &program.benefits {
            self.benefit(&format!("{name}:benefits.{}", benefit.id), benefit);
        }
        if let Intake::Windows(windows) = &program.intake {
            for (index, window) in windows.iter().enumerate() {
                let place = format!("{name}:windows.{index}");
                let passage = self.cite(&place, &window.citation);
                let literals: Vec<Literal> = window.from.into_iter().chain(window.to).map(Literal::Date).collect();
                self.figures(&place, &window.citation, passage, Reach::Paragraph, &literals);
            }
        }
        self.dates(&name, &[("effective", program.effective), ("expires", program.expires)]);
        let materials = program.materials.iter().map(|material| &material.citation);
        self.citations(&name, "materials", materials);
        self.citations(&name, "steps", program.steps.iter().map(|step| &step.citation));
        self.citations(&name, "relations", program.relations.iter().map(|relation| &relation.citation));
        self.citations(&name, "notes", program.notes.iter().map(|note| &note.citation));
        self.contacts(&name, &program.contacts);
    }

    /// Anchors alone: what they cite is said in our own words.
    pub(super) fn citations<'a>(&mut self, name: &str, key: &str, citations: impl Iterator<Item = &'a Citation>) {
        for (index, citation) in citations.enumerate() {
            self.cite(&format!("{name}:{key}.{index}"), citation);
        }
    }

    fn benefit(&mut self, place: &str, benefit: &Benefit) {
        let passage = self.cite(place, &benefit.citation);
        let mut literals = Vec::new();
        if let Some((amount, unit)) = &benefit.amount {
            literals.extend(amount.literals(*unit, self.fields));
        }
        if let Some(times) = &benefit.times {
            literals.extend(times.literals(times.unit(self.fields).unwrap_or(Unit::Bare), self.fields));
        }
        if let Some(when) = &benefit.when {
            literals.extend(self.of_test(when));
        }
        self.figures(place, &benefit.citation, passage, Reach::Paragraph, &literals);
        // The stages of a benefit are printed once for all of them, away from the amounts.
        self.dates(place, &[("from", benefit.from), ("to", benefit.to)]);
    }

    /// The figures of a test that a text has to print.
    fn of_test(&mut self, test: &Test) -> Vec<Literal> {
        let mut literals = test.literals(self.fields);
        if asks_for_any(test) {
            let before = literals.len();
            literals.retain(|literal| !is_one(literal));
            self.result.counts.exempt += before - literals.len();
        }
        literals
    }
}

/// Whether a test asks only that there be any of something: `>= 1`.
fn asks_for_any(test: &Test) -> bool {
    matches!(test, Test::Compare { left: Num::Field(_) | Num::Count(_), op: Op::Ge, right: Num::Literal(_), .. })
}
