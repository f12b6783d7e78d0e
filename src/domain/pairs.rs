//! What a criterion can come to in two worlds at once.
//!
//! To know whether a field matters one asks whether the tree can come out differently in two worlds that
//! differ in that field alone. Folding the tree once per world would lose that everything else is the same
//! in both; folding *pairs* of outcomes keeps it. Where the two worlds are the same, a pair says what the
//! tree can come to at all.

use super::criterion::NodeKind;
use super::truth::Truth;

/// A set of pairs of outcomes: which of (true, true), (true, false), (false, true), (false, false) can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pairs(u8);

/// One outcome of a pair, `(true, false)` as bits: the first world is the higher one.
type Outcome = u8;

impl Pairs {
    pub(super) const NONE: Pairs = Pairs(0);
    /// True in both worlds.
    pub(super) const TRUE: Pairs = Pairs(1 << 3);
    /// False in both worlds.
    pub(super) const FALSE: Pairs = Pairs(1 << 0);
    /// True in both or false in both.
    pub(super) const ALIKE: Pairs = Pairs(Pairs::TRUE.0 | Pairs::FALSE.0);
    /// True in one world and false in the other.
    pub(super) const APART: Pairs = Pairs(1 << 2 | 1 << 1);

    /// A criterion that stands so in one world and so in the other; an open one can be either there.
    pub(super) fn of(first: Truth, second: Truth) -> Pairs {
        let side = |truth: Truth| match truth {
            Truth::Yes => 0b10,
            Truth::No => 0b01,
            Truth::Unknown => 0b11,
        };
        let (first, second) = (side(first), side(second));
        let mut found = Pairs::NONE;
        for outcome in 0..4_u8 {
            let (one, two) = (outcome >> 1, outcome & 1);
            if first & (1 << one) != 0 && second & (1 << two) != 0 {
                found = found.with(outcome);
            }
        }
        found
    }

    /// A criterion that does not depend on what the worlds differ in.
    pub(super) fn alike(truth: Truth) -> Pairs {
        match truth {
            Truth::Yes => Pairs::TRUE,
            Truth::No => Pairs::FALSE,
            Truth::Unknown => Pairs::ALIKE,
        }
    }

    fn with(self, outcome: Outcome) -> Pairs {
        Pairs(self.0 | 1 << outcome)
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(super) fn union(self, other: Pairs) -> Pairs {
        Pairs(self.0 | other.0)
    }

    pub(super) fn intersect(self, other: Pairs) -> Pairs {
        Pairs(self.0 & other.0)
    }

    pub(super) fn without(self, other: Pairs) -> Pairs {
        Pairs(self.0 & !other.0)
    }

    fn outcomes(self) -> impl Iterator<Item = Outcome> {
        (0..4).filter(move |outcome| self.0 & (1 << outcome) != 0)
    }

    fn and(self, other: Pairs) -> Pairs {
        let row = AND.get(usize::from(self.0)).and_then(|row| row.get(usize::from(other.0)));
        Pairs(row.copied().unwrap_or_default())
    }

    fn or(self, other: Pairs) -> Pairs {
        self.negate().and(other.negate()).negate()
    }

    fn negate(self) -> Pairs {
        // Every outcome turns over, which turns the four bits round.
        Pairs(self.0.reverse_bits() >> 4)
    }

    /// What a group comes to, given its children, which depend on nothing in common but the worlds.
    pub(super) fn of_group(kind: &NodeKind, mut children: impl Iterator<Item = Pairs>) -> Pairs {
        match kind {
            NodeKind::All => children.fold(Pairs::TRUE, Pairs::and),
            NodeKind::Any => children.fold(Pairs::FALSE, Pairs::or),
            NodeKind::Not => children.next().map_or(Pairs::ALIKE, Pairs::negate),
            NodeKind::AtLeast(needed) => at_least(*needed, children),
            NodeKind::Test(_) | NodeKind::Judgement { .. } | NodeKind::External { .. } => Pairs::ALIKE,
        }
    }
}

/// The conjunction of every two sets of outcomes, worked out by the compiler: folding does little else.
const AND: [[u8; 16]; 16] = {
    let mut table = [[0; 16]; 16];
    let mut place = 0;
    while place < 16 * 16 * 16 {
        // Two sets and an outcome of each.
        let (a, b, one, other) = (place / 256, place / 16 % 16, place / 4 % 4, place % 4);
        if a & (1 << one) != 0 && b & (1 << other) != 0 {
            #[allow(clippy::indexing_slicing, reason = "both are below 16, and the compiler would say if not")]
            {
                table[a][b] |= 1 << (one & other);
            }
        }
        place += 1;
    }
    table
};

/// Counts the children that are true in each world; past the number needed it makes no difference.
fn at_least(needed: usize, children: impl Iterator<Item = Pairs>) -> Pairs {
    let side = needed + 1;
    let mut reached = vec![false; side * side];
    if let Some(start) = reached.first_mut() {
        *start = true;
    }
    for child in children {
        let mut next = vec![false; side * side];
        for (place, _) in reached.iter().enumerate().filter(|(_, reached)| **reached) {
            let (one, two) = (place / side, place % side);
            for outcome in child.outcomes() {
                let (one, two) = (one + usize::from(outcome >> 1), two + usize::from(outcome & 1));
                if let Some(slot) = next.get_mut(one.min(needed) * side + two.min(needed)) {
                    *slot = true;
                }
            }
        }
        reached = next;
    }
    let counts = reached.iter().enumerate().filter(|(_, reached)| **reached);
    counts.fold(Pairs::NONE, |all, (place, _)| {
        let is_reached = |count: usize| u8::from(count == needed);
        all.with(is_reached(place / side) << 1 | is_reached(place % side))
    })
}

#[cfg(test)]
mod tests {
    use super::Pairs;
    use crate::domain::criterion::NodeKind;
    use crate::domain::truth::Truth::{No, Unknown, Yes};

    #[test]
    fn what_is_the_same_in_both_worlds_cannot_come_out_apart() {
        // One open criterion, twice: `x and not x` is not seen, but `x and y` never differs by world.
        let open = Pairs::alike(Unknown);
        for kind in [NodeKind::All, NodeKind::Any, NodeKind::AtLeast(2)] {
            let found = Pairs::of_group(&kind, [open, open, open].into_iter());
            assert!(found.intersect(Pairs::APART).is_empty(), "{kind:?}");
            assert_eq!(found, Pairs::ALIKE, "{kind:?}");
        }
    }

    #[test]
    fn and_and_or_hold_outcome_by_outcome() {
        let combine = |a: Pairs, b: Pairs, operation: fn(u8, u8) -> u8| {
            let pairs = a.outcomes().flat_map(|one| b.outcomes().map(move |other| operation(one, other)));
            pairs.fold(Pairs::NONE, Pairs::with)
        };
        for a in 0..16 {
            for b in 0..16 {
                let (a, b) = (Pairs(a), Pairs(b));
                assert_eq!(a.and(b), combine(a, b, |one, other| one & other), "{a:?} and {b:?}");
                assert_eq!(a.or(b), combine(a, b, |one, other| one | other), "{a:?} or {b:?}");
            }
        }
    }

    #[test]
    fn a_criterion_that_differs_shows_where_the_others_let_it() {
        let differs = Pairs::of(Yes, No);
        let all = |other| Pairs::of_group(&NodeKind::All, [differs, Pairs::alike(other)].into_iter());
        let any = |other| Pairs::of_group(&NodeKind::Any, [differs, Pairs::alike(other)].into_iter());
        assert_eq!(all(Yes), differs);
        assert_eq!(all(No), Pairs::FALSE);
        assert_eq!(any(Yes), Pairs::TRUE);
        assert!(!any(Unknown).intersect(differs).is_empty());
        let two_of = Pairs::of_group(&NodeKind::AtLeast(2), [differs, Pairs::TRUE, Pairs::FALSE].into_iter());
        assert_eq!(two_of, differs);
        // One gained and one lost leaves the count as it is.
        let swapped = [Pairs::of(Yes, No), Pairs::of(No, Yes), Pairs::TRUE];
        assert_eq!(Pairs::of_group(&NodeKind::AtLeast(2), swapped.into_iter()), Pairs::TRUE);
        assert_eq!(Pairs::of_group(&NodeKind::Not, [differs].into_iter()), Pairs::of(No, Yes));
    }
}
