//! The client at the desk: the profile, what follows from it, and the way back from every change.
//!
//! Invariant: the assessment and the questions always belong to the profile and date as they are;
//! every method that changes either assesses anew.

use std::path::PathBuf;

use chrono::NaiveDate;

use crate::domain::assess::{Assessment, assess, facts};
use crate::domain::catalogue::Catalogue;
use crate::domain::expr::Facts;
use crate::domain::field::FieldId;
use crate::domain::profile::{Entry, Profile, TickId};
use crate::domain::question::{Question, next_questions};
use crate::domain::truth::Truth;
use crate::store::Origin;

/// What a row of the form asks for: a field, or a tick.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A field of the vocabulary.
    Field(FieldId),
    /// A judgement or external criterion.
    Tick(TickId),
}

/// What is known about a subject; `None` when it was not asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// An answer to a field.
    Answer(Option<Entry>),
    /// A tick.
    Tick(Option<Truth>),
}

/// One change of the profile, with its way back.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Change {
    subject: Subject,
    before: Known,
    after: Known,
}

/// The profile with everything that follows from it.
#[derive(Debug)]
pub struct Session {
    profile: Profile,
    origin: Origin,
    as_of: NaiveDate,
    assessment: Assessment,
    questions: Vec<Question>,
    done: Vec<Change>,
    undone: Vec<Change>,
    /// Whether there are changes that no file holds.
    unsaved: bool,
    /// Another one after every assessment.
    revision: u64,
}

impl Session {
    /// Opens a profile for a date.
    #[must_use]
    pub fn new(catalogue: &Catalogue, profile: Profile, origin: Origin, as_of: NaiveDate) -> Session {
        let assessment = assess(catalogue, &profile, as_of);
        let questions = next_questions(catalogue, &assessment, &profile);
        let (done, undone) = (Vec::new(), Vec::new());
        Session { profile, origin, as_of, assessment, questions, done, undone, unsaved: false, revision: 0 }
    }

    /// The profile.
    #[must_use]
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The date that the assessment is for.
    #[must_use]
    pub fn as_of(&self) -> NaiveDate {
        self.as_of
    }

    /// Assesses for another day. It is no change of the profile: there is nothing to save or to undo.
    pub fn set_as_of(&mut self, catalogue: &Catalogue, as_of: NaiveDate) {
        if self.as_of != as_of {
            self.as_of = as_of;
            self.assess(catalogue);
        }
    }

    /// Says whether anything was assessed anew: as long as it is the same, so is what follows from it.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Every program's standing.
    #[must_use]
    pub fn assessment(&self) -> &Assessment {
        &self.assessment
    }

    /// The open fields over the whole catalogue, the most worth asking first.
    #[must_use]
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// The facts for evaluation.
    #[must_use]
    pub fn facts<'a>(&'a self, catalogue: &'a Catalogue) -> Facts<'a> {
        facts(catalogue, &self.profile, self.as_of)
    }

    /// Whether there are changes that no file holds.
    #[must_use]
    pub fn unsaved(&self) -> bool {
        self.unsaved
    }

    /// The file that changes are written to, if the profile has one.
    #[must_use]
    pub fn file(&self) -> Option<&PathBuf> {
        match &self.origin {
            Origin::File(path) => Some(path),
            Origin::New | Origin::Sample => None,
        }
    }

    /// Gives the profile a name and a file of its own.
    pub fn adopt(&mut self, name: &str, path: PathBuf) {
        name.clone_into(&mut self.profile.name);
        self.origin = Origin::File(path);
    }

    /// Everything up to now is on disk.
    pub fn saved(&mut self) {
        self.unsaved = false;
    }

    /// What is known about a subject.
    #[must_use]
    pub fn known(&self, subject: Subject) -> Known {
        match subject {
            Subject::Field(field) => Known::Answer(self.profile.entry(field).cloned()),
            Subject::Tick(tick) => Known::Tick(self.profile.tick(tick)),
        }
    }

    /// Tries something out without a trace in the history, as each keystroke of an editor does.
    pub fn preview(&mut self, catalogue: &Catalogue, subject: Subject, known: Known) {
        if self.known(subject) != known {
            self.put(subject, known);
            self.assess(catalogue);
        }
    }

    /// Makes a change that can be undone; `before` is what was known before any preview.
    pub fn commit(&mut self, catalogue: &Catalogue, subject: Subject, before: Known, after: Known) {
        self.preview(catalogue, subject, after.clone());
        if before != after {
            self.done.push(Change { subject, before, after });
            self.undone.clear();
            self.unsaved = true;
        }
    }

    /// Takes the last change back; gives what it was about.
    pub fn undo(&mut self, catalogue: &Catalogue) -> Option<Subject> {
        let change = self.done.pop()?;
        self.put(change.subject, change.before.clone());
        self.assess(catalogue);
        self.unsaved = true;
        let subject = change.subject;
        self.undone.push(change);
        Some(subject)
    }

    /// Makes the last undone change again; gives what it was about.
    pub fn redo(&mut self, catalogue: &Catalogue) -> Option<Subject> {
        let change = self.undone.pop()?;
        self.put(change.subject, change.after.clone());
        self.assess(catalogue);
        self.unsaved = true;
        let subject = change.subject;
        self.done.push(change);
        Some(subject)
    }

    fn put(&mut self, subject: Subject, known: Known) {
        match (subject, known) {
            (Subject::Field(field), Known::Answer(entry)) => {
                self.profile.set(field, entry);
            }
            (Subject::Tick(tick), Known::Tick(truth)) => {
                self.profile.set_tick(tick, truth);
            }
            // A subject only ever meets what `known` gave for it.
            (Subject::Field(_), Known::Tick(_)) | (Subject::Tick(_), Known::Answer(_)) => {}
        }
    }

    fn assess(&mut self, catalogue: &Catalogue) {
        self.assessment = assess(catalogue, &self.profile, self.as_of);
        self.questions = next_questions(catalogue, &self.assessment, &self.profile);
        self.revision += 1;
    }
}
