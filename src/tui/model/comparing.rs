//! The compare screen: what changes for the client on another day, and which change is selected.

use chrono::NaiveDate;

use super::session::Session;
use crate::domain::assess::assess;
use crate::domain::catalogue::{Catalogue, ProgramId};
use crate::domain::compare::{Change, Comparison, compare};

/// The state of the compare screen.
///
/// Invariant: after [`Comparing::follow`], the comparison belongs to the session and the day as they are.
#[derive(Debug, Default)]
pub struct Comparing {
    day: Option<NaiveDate>,
    comparison: Option<Comparison>,
    /// The state of the session that the comparison belongs to.
    followed: Option<u64>,
    selected: usize,
    /// The first line on screen.
    pub scroll: usize,
}

impl Comparing {
    /// The day to compare with, or that was compared with last.
    #[must_use]
    pub fn day(&self) -> Option<NaiveDate> {
        self.day
    }

    /// What changes; those that bear on the client stand first.
    #[must_use]
    pub fn comparison(&self) -> Option<&Comparison> {
        self.comparison.as_ref()
    }

    /// The selected change, by place.
    #[must_use]
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// The program of the selected change.
    #[must_use]
    pub fn program(&self) -> Option<ProgramId> {
        self.comparison.as_ref()?.changes.get(self.selected).map(|change| change.id)
    }

    /// Compares with another day, from the first change on.
    pub fn compare_with(&mut self, day: NaiveDate) {
        *self = Comparing { day: Some(day), ..Comparing::default() };
    }

    /// Brings the comparison up to date.
    pub fn follow(&mut self, catalogue: &Catalogue, session: &Session) {
        let Some(day) = self.day.filter(|_| self.followed != Some(session.revision())) else { return };
        let other = assess(catalogue, session.profile(), day);
        let mut comparison = compare(catalogue, session.profile(), session.assessment(), &other);
        // The sort is stable: within each part the order of the handbook stands.
        comparison.changes.sort_by_key(|change: &Change| !change.bears_on_the_client());
        self.selected = self.selected.min(comparison.changes.len().saturating_sub(1));
        self.comparison = Some(comparison);
        self.followed = Some(session.revision());
    }

    /// Moves the selection by changes, within the ends.
    pub fn step(&mut self, by: isize) {
        let last = self.comparison.as_ref().map_or(0, |found| found.changes.len().saturating_sub(1));
        self.selected = self.selected.saturating_add_signed(by).min(last);
    }
}
