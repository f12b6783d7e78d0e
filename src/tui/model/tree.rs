//! The policy tree: which branches are open, which row is selected, which rows a search leaves.

use std::collections::BTreeSet;

use crate::domain::catalogue::{Catalogue, ProgramId};

/// What a row of the tree stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    /// The heading of what is kept at hand.
    Shelf,
    /// A policy that is kept at hand, by place; its own row stands in its chapter.
    Shelved(usize),
    /// A chapter of the handbook, by place.
    Category(usize),
    /// A policy, by place.
    Policy(usize),
    /// A program.
    Program(ProgramId),
}

/// A visible row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it stands for.
    pub item: Item,
    /// How far in it stands.
    pub depth: usize,
    /// Whether it is open; `None` for a row without branches.
    pub open: Option<bool>,
}

/// What a search leaves of the tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The policies found, by place.
    pub policies: BTreeSet<usize>,
    /// The programs found by their own words; their policies are open.
    pub programs: BTreeSet<ProgramId>,
}

/// The state of the tree.
#[derive(Debug)]
pub struct Tree {
    closed_categories: BTreeSet<usize>,
    open_policies: BTreeSet<usize>,
    filter: Option<Filter>,
    /// What is kept at hand while nothing is searched for: policies by place.
    shelf: Vec<usize>,
    shelf_is_closed: bool,
    selected: Item,
    /// The first row on screen.
    pub scroll: usize,
}

impl Default for Tree {
    fn default() -> Tree {
        Tree {
            closed_categories: BTreeSet::new(),
            open_policies: BTreeSet::new(),
            filter: None,
            shelf: Vec::new(),
            shelf_is_closed: false,
            selected: Item::Category(0),
            scroll: 0,
        }
    }
}

impl Tree {
    /// The selected item.
    #[must_use]
    pub fn selected(&self) -> Item {
        self.selected
    }

    /// Whether a search narrows the tree.
    #[must_use]
    pub fn filter(&self) -> Option<&Filter> {
        self.filter.as_ref()
    }

    /// Narrows the tree, or shows all of it again; the selection goes to `best`, else stays if it can.
    pub fn narrow(&mut self, catalogue: &Catalogue, filter: Option<Filter>, best: Option<Item>) {
        self.filter = filter;
        if let Some(best) = best {
            self.selected = best;
        }
        self.reveal(catalogue);
    }

    /// Keeps these policies at hand above the chapters.
    pub fn put_on_shelf(&mut self, catalogue: &Catalogue, places: Vec<usize>) {
        self.shelf = places;
        self.reveal(catalogue);
    }

    /// How many policies are kept at hand.
    #[must_use]
    pub fn shelved(&self) -> usize {
        self.shelf.len()
    }

    /// Selects an item and opens what hides it.
    pub fn select(&mut self, catalogue: &Catalogue, item: Item) {
        self.selected = item;
        self.reveal(catalogue);
    }

    /// Opens the branches above the selection; what a filter hides falls back to the first row.
    fn reveal(&mut self, catalogue: &Catalogue) {
        if let Item::Program(id) = self.selected {
            self.open_policies.insert(id.policy);
        }
        let in_chapter = self.policy().filter(|_| !matches!(self.selected, Item::Shelved(_)));
        if let Some(category) = in_chapter.and_then(|place| catalogue.policy(place)).map(|policy| policy.category) {
            self.closed_categories.remove(&category);
        }
        let rows = self.rows(catalogue);
        // A search without hits hides every row; the place is kept for when it is taken back.
        if !rows.is_empty() && !rows.iter().any(|row| row.item == self.selected) {
            // What left the shelf is still in its chapter.
            let own = self.policy().map(Item::Policy).filter(|own| rows.iter().any(|row| row.item == *own));
            let first = rows.iter().find(|row| !matches!(row.item, Item::Category(_) | Item::Shelf)).or(rows.first());
            self.selected = own.or(first.map(|row| row.item)).unwrap_or(Item::Category(0));
        }
    }

    /// The policy that the selection is or belongs to.
    #[must_use]
    pub fn policy(&self) -> Option<usize> {
        match self.selected {
            Item::Shelf | Item::Category(_) => None,
            Item::Policy(place) | Item::Shelved(place) => Some(place),
            Item::Program(id) => Some(id.policy),
        }
    }

    /// The program that the selection is, or that its policy has alone.
    #[must_use]
    pub fn program(&self, catalogue: &Catalogue) -> Option<ProgramId> {
        match self.selected {
            Item::Shelf | Item::Category(_) => None,
            Item::Program(id) => Some(id),
            Item::Policy(place) | Item::Shelved(place) => {
                let only = catalogue.policy(place).is_some_and(|policy| policy.programs.len() == 1);
                only.then_some(ProgramId { policy: place, program: 0 })
            }
        }
    }

    /// The visible rows, from the top.
    #[must_use]
    pub fn rows(&self, catalogue: &Catalogue) -> Vec<Row> {
        let mut rows = Vec::new();
        if self.filter.is_none() && !self.shelf.is_empty() {
            rows.push(Row { item: Item::Shelf, depth: 0, open: Some(!self.shelf_is_closed) });
            let shelved = self.shelf.iter().filter(|_| !self.shelf_is_closed);
            rows.extend(shelved.map(|place| Row { item: Item::Shelved(*place), depth: 1, open: None }));
        }
        for (category, _) in catalogue.handbook.categories.iter().enumerate() {
            let policies: Vec<usize> = self.policies_of(catalogue, category).collect();
            if policies.is_empty() && self.filter.is_some() {
                continue;
            }
            let open = self.filter.is_some() || !self.closed_categories.contains(&category);
            rows.push(Row { item: Item::Category(category), depth: 0, open: Some(open) });
            if open {
                for place in policies {
                    self.push_policy(catalogue, place, &mut rows);
                }
            }
        }
        rows
    }

    /// The policies of a chapter that the filter leaves.
    pub fn policies_of<'a>(&'a self, catalogue: &'a Catalogue, category: usize) -> impl Iterator<Item = usize> + 'a {
        catalogue
            .policies()
            .iter()
            .enumerate()
            .filter(move |(place, policy)| {
                policy.category == category && self.filter.as_ref().is_none_or(|filter| filter.policies.contains(place))
            })
            .map(|(place, _)| place)
    }

    fn push_policy(&self, catalogue: &Catalogue, place: usize, rows: &mut Vec<Row>) {
        let count = catalogue.policy(place).map_or(0, |policy| policy.programs.len());
        let found = |id: &ProgramId| self.filter.as_ref().is_some_and(|filter| filter.programs.contains(id));
        let ids = (0..count).map(|program| ProgramId { policy: place, program });
        let by_hand = self.open_policies.contains(&place);
        let open = by_hand || ids.clone().any(|id| found(&id));
        rows.push(Row { item: Item::Policy(place), depth: 1, open: (count > 0).then_some(open) });
        if open {
            // A search shows the programs it found; opened by hand, a policy shows all of its programs.
            let shown = ids.filter(|id| by_hand || found(id));
            rows.extend(shown.map(|id| Row { item: Item::Program(id), depth: 2, open: None }));
        }
    }

    /// The row of the selection.
    #[must_use]
    pub fn selected_row(&self, catalogue: &Catalogue) -> usize {
        self.rows(catalogue).iter().position(|row| row.item == self.selected).unwrap_or(0)
    }

    /// Moves the selection by rows, within the ends.
    pub fn step(&mut self, catalogue: &Catalogue, by: isize) {
        let rows = self.rows(catalogue);
        let last = rows.len().saturating_sub(1);
        let row = self.selected_row(catalogue).saturating_add_signed(by).min(last);
        if let Some(row) = rows.get(row) {
            self.selected = row.item;
        }
    }

    /// Opens the selected branch; on an open one, goes to its first row.
    pub fn expand(&mut self, catalogue: &Catalogue) {
        let rows = self.rows(catalogue);
        let place = self.selected_row(catalogue);
        match rows.get(place).map(|row| (row.item, row.open)) {
            Some((Item::Shelf, Some(false))) => self.shelf_is_closed = false,
            Some((Item::Shelved(policy), _)) => {
                // Its programs are in its chapter.
                self.open_policies.insert(policy);
                self.select(catalogue, Item::Policy(policy));
            }
            Some((Item::Category(category), Some(false))) => {
                self.closed_categories.remove(&category);
            }
            Some((Item::Policy(policy), Some(false))) => {
                self.open_policies.insert(policy);
            }
            Some((_, Some(true))) => self.step(catalogue, 1),
            _ => {}
        }
    }

    /// Closes the selected branch; on a closed one or a leaf, goes to its parent.
    pub fn collapse(&mut self, catalogue: &Catalogue) {
        match self.selected {
            Item::Shelf => self.shelf_is_closed = true,
            Item::Shelved(_) => self.selected = Item::Shelf,
            Item::Category(category) => {
                self.closed_categories.insert(category);
            }
            Item::Policy(place) if self.open_policies.remove(&place) => {}
            Item::Policy(place) => {
                if let Some(policy) = catalogue.policy(place) {
                    self.selected = Item::Category(policy.category);
                }
            }
            Item::Program(id) => self.selected = Item::Policy(id.policy),
        }
    }

    /// Moves the window so that the selection is in it.
    pub fn keep_in_view(&mut self, catalogue: &Catalogue, height: usize) {
        self.scroll = window(self.scroll, self.selected_row(catalogue), 1, height, self.rows(catalogue).len());
    }
}

/// The first line of a window of `height` lines that holds the `span` lines from `line` on, moved as
/// little as possible.
#[must_use]
pub fn window(scroll: usize, line: usize, span: usize, height: usize, total: usize) -> usize {
    let height = height.max(1);
    let lowest = (line + span).saturating_sub(height);
    let scroll = scroll.max(lowest).min(line);
    scroll.min(total.saturating_sub(height).max(lowest.min(line)))
}

#[cfg(test)]
mod tests {
    use super::window;

    #[test]
    fn the_window_moves_as_little_as_possible() {
        // (scroll, line, span, height, total, expected)
        for (scroll, line, span, height, total, expected) in [
            (0, 0, 1, 10, 50, 0),
            (0, 9, 1, 10, 50, 0),
            (0, 10, 1, 10, 50, 1),
            (20, 10, 1, 10, 50, 10),
            (45, 49, 1, 10, 50, 40),
            (0, 8, 4, 10, 50, 2),
            (0, 5, 20, 10, 50, 5),
            (7, 3, 1, 10, 5, 0),
        ] {
            assert_eq!(window(scroll, line, span, height, total), expected, "{line}+{span} in {height}");
        }
    }
}
