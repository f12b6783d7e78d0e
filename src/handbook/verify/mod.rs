//! Holds the data files against the official text.
//!
//! A wrong citation sends a counsellor to the wrong sentence, a wrong figure decides wrongly; neither
//! shows by itself. So every anchor must be printed in its own item exactly once, every figure of a test,
//! an amount or a window must be printed in the passage that its anchor finds, and every document
//! number, date, phone, e-mail, address and link must be printed in the item. [`evidence`] says what the
//! passage of a citation is, [`program`] and [`policy`] what is checked, [`failure`] what is told.

mod evidence;
mod failure;
mod policy;
mod program;

pub use failure::{Cause, Failure, Nearest};

use super::book::Book;
use super::item::{Finder, Passage};
use crate::domain::catalogue::Catalogue;
use crate::domain::criterion::Citation;
use crate::domain::expr::Literal;
use crate::domain::field::Vocabulary;
use crate::domain::number::Unit;
use evidence::{Evidence, Reach};
use failure::{nearest_of, shown};

/// What was checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Policies whose item was found.
    pub policies: usize,
    /// Anchors.
    pub anchors: usize,
    /// Figures and dates of tests, amounts and windows.
    pub figures: usize,
    /// How many of these stand not in the passage itself but in a neighbour that it leans on.
    pub beside: usize,
    /// Figures that no text needs to print: zero, and the one of "at least one".
    pub exempt: usize,
    /// Document numbers, dates, phones and other facts of the metadata.
    pub facts: usize,
}

/// The result of holding the data against a book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// What was checked.
    pub counts: Counts,
    /// What does not hold, by policy.
    pub failures: Vec<Failure>,
}

/// Checks every policy of the data against its item of the book.
#[must_use]
pub fn verify(catalogue: &Catalogue, book: &Book) -> Verification {
    let mut result = Verification::default();
    for (place, policy) in catalogue.policies().iter().enumerate() {
        let file = catalogue.path(place).unwrap_or_default();
        let Some(item) = book.item_of(policy) else {
            result.failures.push(Failure {
                file: file.to_owned(),
                policy: policy.no,
                place: policy.no.to_string(),
                cause: Cause::NoItem { title: policy.title.clone() },
                nearest: None,
            });
            continue;
        };
        result.counts.policies += 1;
        let finder = Finder::new(item);
        let mut checker = Checker { file, no: policy.no, finder, fields: &catalogue.fields, result: &mut result };
        checker.policy(policy);
        for program in &policy.programs {
            checker.program(program);
        }
    }
    result
}

/// One policy beside its item.
struct Checker<'a> {
    file: &'a str,
    no: u16,
    finder: Finder<'a>,
    fields: &'a Vocabulary,
    result: &'a mut Verification,
}

impl Checker<'_> {
    fn fail(&mut self, place: &str, cause: Cause, nearest: Option<Nearest>) {
        self.result.failures.push(Failure {
            file: self.file.to_owned(),
            policy: self.no,
            place: place.to_owned(),
            cause,
            nearest,
        });
    }

    /// Finds the anchor of a citation, which must be printed exactly once; else there is no passage.
    fn cite(&mut self, place: &str, citation: &Citation) -> Option<Passage> {
        self.anchor(place, citation.anchor.as_deref()?)
    }

    fn anchor(&mut self, place: &str, anchor: &str) -> Option<Passage> {
        self.result.counts.anchors += 1;
        match self.finder.passage(anchor) {
            Some(passage) if passage.count == 1 => return Some(passage),
            Some(passage) => {
                let nearest = nearest_of(self.finder.item, passage.from.paragraph);
                let cause = Cause::AnchorAmbiguous { anchor: anchor.to_owned(), count: passage.count };
                self.fail(place, cause, nearest);
            }
            None => {
                let near = self.finder.nearest(anchor);
                let nearest = near.and_then(|near| nearest_of(self.finder.item, near.from.paragraph));
                self.fail(place, Cause::AnchorMissing { anchor: anchor.to_owned() }, nearest);
            }
        }
        None
    }

    /// Holds that each of these figures is printed in the passage of the citation.
    fn figures(
        &mut self,
        place: &str,
        citation: &Citation,
        passage: Option<Passage>,
        reach: Reach,
        literals: &[Literal],
    ) {
        // Without a passage the anchor is what has to be mended first.
        let (Some(passage), Some(anchor)) = (passage, citation.anchor.as_deref()) else { return };
        if literals.is_empty() {
            return;
        }
        let evidence = Evidence::of(self.finder.item, &passage, reach);
        for literal in literals {
            if matches!(literal, Literal::Number(value, _) if value.is_zero()) {
                // Nothing prints "more than 0": growth is growth, and a tax not charged is not charged.
                self.result.counts.exempt += 1;
                continue;
            }
            self.result.counts.figures += 1;
            if evidence.prints(literal) {
                continue;
            }
            let leaning = Evidence::leaning(self.finder.item, &passage, reach);
            if leaning.is_some_and(|leaning| leaning.prints(literal)) {
                self.result.counts.beside += 1;
                continue;
            }
            let elsewhere = Evidence::paragraph_that_prints(self.finder.item, literal);
            let nearest = nearest_of(self.finder.item, elsewhere.unwrap_or(passage.from.paragraph));
            let cause = Cause::FigureMissing {
                figure: shown(literal),
                anchor: anchor.to_owned(),
                elsewhere: elsewhere.is_some(),
            };
            self.fail(place, cause, nearest);
        }
    }
}

/// A whole one of something countable, which a text does not have to print: the handbook says 有, not
/// 至少 1 个. A year, a month or a day is a figure and always printed.
fn is_one(literal: &Literal) -> bool {
    matches!(literal, Literal::Number(value, unit)
        if *value == rust_decimal::Decimal::ONE && unit.is_count()
            && !matches!(unit, Unit::Year | Unit::Month | Unit::Day | Unit::SquareMetre | Unit::Mu | Unit::KilowattHour))
}
