//! The official text in the detail pane: whether it is shown, and what is looked for in it.

use super::form::Spot;
use tui_input::Input;

use crate::domain::catalogue::ProgramId;
use crate::handbook::Book;

/// The official text, from the user's own copy.
#[derive(Default)]
pub struct Official {
    /// The handbook, if the user has one.
    pub book: Option<Book>,
    /// Whether the pane shows it instead of our digest.
    pub shown: bool,
    /// What is looked for in it.
    pub find: Find,
    /// The criterion whose passage was last brought into view.
    pub followed: Option<(ProgramId, Spot)>,
}

/// A search within the shown text.
#[derive(Debug, Default)]
pub struct Find {
    /// The line, while it is being typed.
    pub line: Option<Input>,
    /// What is looked for; empty for nothing.
    pub needle: String,
    /// Which of the hits is the current one.
    pub at: usize,
}

impl Find {
    /// Looks for something else, from the first hit on.
    pub fn seek(&mut self, needle: &str) {
        needle.trim().clone_into(&mut self.needle);
        self.at = 0;
    }

    /// Steps to another of so many hits, around the ends.
    pub fn step(&mut self, by: isize, hits: usize) {
        if let (Ok(at), Ok(count)) = (isize::try_from(self.at), isize::try_from(hits))
            && count > 0
        {
            self.at = usize::try_from((at + by).rem_euclid(count)).unwrap_or(0);
        }
    }
}
