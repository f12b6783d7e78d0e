//! The form's cursor: which row is selected, what is open for filling, what is in view.

use super::editor::Editor;
use super::session::Subject;
use crate::domain::catalogue::ProgramId;
use crate::domain::field::FieldId;
use crate::domain::what_if::WhatIf;

/// A row of the form that the cursor can stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A criterion, by its place in the criteria.
    Criterion(usize),
    /// A field that no criterion reads but an amount needs.
    Figure(FieldId),
}

impl Default for Spot {
    fn default() -> Spot {
        Spot::Criterion(0)
    }
}

/// The state of the form.
#[derive(Debug, Default)]
pub struct Form {
    /// The program whose criteria are shown.
    pub program: Option<ProgramId>,
    /// The selected row.
    pub selected: Spot,
    /// Which of a criterion's fields Enter opened last, so that the next Enter opens the one after.
    pub opened: Option<usize>,
    /// The first line on screen.
    pub scroll: usize,
    /// The questions that Tab has passed over since the last answer.
    pub passed: Vec<Subject>,
    /// The open editor of the selected row.
    pub editor: Option<Editor>,
    /// What other figures would change, for the number that the editor asks for; worked out when it opens,
    /// against what was known then.
    pub what_if: Option<WhatIf>,
}

impl Form {
    /// Selects a row.
    pub fn select(&mut self, spot: Spot) {
        if self.selected != spot {
            self.selected = spot;
            self.opened = None;
        }
    }

    /// The place of the selected criterion, if one is selected.
    #[must_use]
    pub fn criterion(&self) -> Option<usize> {
        match self.selected {
            Spot::Criterion(place) => Some(place),
            Spot::Figure(_) => None,
        }
    }
}
