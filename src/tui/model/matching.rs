//! The match screen: every program in its rank, which one is selected, which are chosen for the total.

use std::collections::BTreeSet;

use super::session::Session;
use crate::domain::catalogue::{Catalogue, ProgramId};
use crate::domain::decide::Eligibility;
use crate::domain::ranking::{Order, ranked};
use crate::domain::total::{Total, total};

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// The heading of a verdict, with how many programs have it.
    Group(Eligibility, usize),
    /// A program.
    Program(ProgramId),
}

/// The state of the match screen.
///
/// Invariant: after [`Matching::follow`], rows and total belong to the session, the order and the choice as
/// they are; every method that changes one of these makes it follow anew.
#[derive(Debug, Default)]
pub struct Matching {
    order: Order,
    chosen: BTreeSet<ProgramId>,
    rows: Vec<Entry>,
    total: Total,
    /// The state of the session that rows and total belong to.
    followed: Option<u64>,
    /// The selected program; the first one while there is none.
    selected: Option<ProgramId>,
    /// The first row on screen.
    pub scroll: usize,
    /// Whether the total has the focus, and not the list.
    pub on_total: bool,
    /// The first line of the total on screen.
    pub total_scroll: usize,
}

impl Matching {
    /// What programs of the same verdict are ordered by.
    #[must_use]
    pub fn order(&self) -> Order {
        self.order
    }

    /// The programs chosen for the total; none stands for all that the client meets or likely meets.
    #[must_use]
    pub fn chosen(&self) -> &BTreeSet<ProgramId> {
        &self.chosen
    }

    /// Every group and program from the top.
    #[must_use]
    pub fn rows(&self) -> &[Entry] {
        &self.rows
    }

    /// What the chosen programs bring together.
    #[must_use]
    pub fn total(&self) -> &Total {
        &self.total
    }

    /// The selected program.
    #[must_use]
    pub fn selected(&self) -> Option<ProgramId> {
        self.selected
    }

    /// The row of the selected program.
    #[must_use]
    pub fn selected_row(&self) -> usize {
        let is_selected = |row: &Entry| self.selected.is_some_and(|id| *row == Entry::Program(id));
        self.rows.iter().position(is_selected).unwrap_or(0)
    }

    /// Brings rows and total up to date; the selection stays with its program.
    pub fn follow(&mut self, catalogue: &Catalogue, session: &Session) {
        if self.followed == Some(session.revision()) {
            return;
        }
        let (facts, assessment) = (session.facts(catalogue), session.assessment());
        let programs = ranked(catalogue, &facts, assessment, self.order);
        self.rows = Eligibility::ALL
            .into_iter()
            .flat_map(|group| {
                let of_group = programs.iter().filter(move |(verdict, _)| *verdict == group);
                let count = of_group.clone().count();
                let heading = (count > 0).then_some(Entry::Group(group, count));
                heading.into_iter().chain(of_group.map(|(_, id)| Entry::Program(*id)))
            })
            .collect();
        let chosen: Vec<ProgramId> = self.chosen.iter().copied().collect();
        self.total = total(catalogue, &facts, assessment, (!chosen.is_empty()).then_some(&chosen));
        self.selected = self.selected.or_else(|| programs.first().map(|(_, id)| *id));
        self.followed = Some(session.revision());
    }

    /// Moves the selection by programs, within the ends.
    pub fn step(&mut self, by: isize) {
        let programs = self.rows.iter().filter_map(|row| match row {
            Entry::Program(id) => Some(*id),
            Entry::Group(..) => None,
        });
        let programs: Vec<ProgramId> = programs.collect();
        let here = programs.iter().position(|id| Some(*id) == self.selected).unwrap_or(0);
        let there = here.saturating_add_signed(by).min(programs.len().saturating_sub(1));
        self.selected = programs.get(there).copied().or(self.selected);
    }

    /// Puts the selected program into the total, or takes it out again.
    pub fn choose(&mut self) {
        let Some(id) = self.selected else { return };
        if !self.chosen.remove(&id) {
            self.chosen.insert(id);
        }
        self.followed = None;
    }

    /// Takes every choice back.
    pub fn choose_none(&mut self) {
        self.chosen.clear();
        self.followed = None;
    }

    /// Orders by the next thing, around.
    pub fn reorder(&mut self) {
        self.order = self.order.next();
        self.followed = None;
    }
}
