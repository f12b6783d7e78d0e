//! The form's cursor: which criterion is selected, what is open for filling, what is in view.

use super::editor::Editor;
use crate::domain::catalogue::ProgramId;

/// The state of the form.
#[derive(Debug, Default)]
pub struct Form {
    /// The program whose criteria are shown.
    pub program: Option<ProgramId>,
    /// The selected criterion, as its place in the criteria.
    pub selected: usize,
    /// Which of a criterion's fields Enter opened last, so that the next Enter opens the one after.
    pub opened: Option<usize>,
    /// The first line on screen.
    pub scroll: usize,
    /// The open editor of the selected criterion.
    pub editor: Option<Editor>,
}

impl Form {
    /// Selects a criterion.
    pub fn select(&mut self, place: usize) {
        if self.selected != place {
            self.selected = place;
            self.opened = None;
        }
    }
}
