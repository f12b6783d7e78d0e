//! Which open criteria of a region nothing can come of any more.
//!
//! A shared field matters if the cluster can come out differently in two worlds that differ in that field
//! alone. A criterion on fields of its own matters if some choice of cells leaves it open below groups that
//! are open too, because what is left then reads no field twice.

use super::{Difference, Region, Source, Step};
use crate::domain::pairs::Pairs;

impl Region<'_> {
    /// The open leaves of which nothing can come although plain logic lets them matter.
    pub(in crate::domain) fn idle(&mut self, matters: impl Fn(usize) -> bool, folds_left: &mut usize) -> Vec<usize> {
        let used: Vec<bool> = (0..self.live.len()).map(|number| self.field_matters(number, folds_left)).collect();
        // A leaf with a field that matters does; the others matter where they are left open.
        let mut waiting: Vec<usize> = Vec::new();
        for Step { place, source } in self.steps.iter().filter(|step| matters(step.place)) {
            match source {
                Source::Group => {}
                Source::Table(live, _) if used.get(*live) == Some(&true) => {}
                Source::Test if self.reads_any(*place, &used) => {}
                Source::Free | Source::Table(..) | Source::Test => waiting.push(*place),
            }
        }
        self.strike_by_hints(&mut waiting);
        self.strike_used(0, &mut waiting, folds_left);
        waiting
    }

    /// Takes those leaves off the list that some choice of cells leaves open below groups that are open too:
    /// what is left then depends on each of them alone.
    fn strike_used(&mut self, depth: usize, waiting: &mut Vec<usize>, folds_left: &mut usize) {
        if waiting.is_empty() {
            return;
        }
        if *folds_left == 0 {
            waiting.clear();
            return;
        }
        *folds_left -= 1;
        if self.fold(Difference::Nothing) != Pairs::ALIKE {
            return;
        }
        let Some(cells) = self.live.get(depth).map(|live| live.cells.len()) else {
            waiting.retain(|leaf| !self.is_open_up_to_here(*leaf));
            return;
        };
        for cell in 0..cells {
            self.choose(depth, [Some(cell); 2]);
            self.strike_used(depth + 1, waiting, folds_left);
        }
        self.choose(depth, [None; 2]);
    }

    /// The same for choices that are known to be worth a look.
    fn strike_by_hints(&mut self, waiting: &mut Vec<usize>) {
        for hint in self.hints.clone().iter().filter(|hint| !hint.is_empty()) {
            self.choose_all(hint, None);
            if self.fold(Difference::Nothing) == Pairs::ALIKE {
                waiting.retain(|leaf| !self.is_open_up_to_here(*leaf));
            }
            self.choose_none(None);
        }
    }

    /// Whether a leaf and every group above it is open as of the last fold.
    fn is_open_up_to_here(&self, leaf: usize) -> bool {
        let is_open = |place: usize| self.now.get(place - self.first) == Some(&Pairs::ALIKE);
        let nodes = self.criteria.nodes();
        let holds = |group: usize| group < leaf && nodes.get(group).is_some_and(|group| leaf < group.end);
        is_open(leaf) && self.steps.iter().map(|step| step.place).filter(|group| holds(*group)).all(is_open)
    }

    fn reads_any(&self, place: usize, used: &[bool]) -> bool {
        let fields = self.criteria.nodes().get(place).map_or(&[][..], |node| &node.fields);
        self.live.iter().zip(used).any(|(live, used)| *used && fields.contains(&live.field))
    }

    /// Whether the cluster can come out differently for two cells of a shared field.
    fn field_matters(&mut self, number: usize, folds_left: &mut usize) -> bool {
        let cells = self.live.get(number).map_or(0, |live| live.cells.len());
        // If neighbours always come to the same, all do.
        let matters = (1..cells).any(|cell| {
            self.choose(number, [Some(cell - 1), Some(cell)]);
            !self.reach(Pairs::APART, Difference::Field(number), folds_left).is_empty()
        });
        self.choose(number, [None; 2]);
        matters
    }
}
