//! Sounds that are mixed up: 螺狮粉 and luoshifen for 螺蛳粉.
//!
//! Characters are compared by how they sound, since a wrong one is mostly the wrong choice
//! from an input method's list.

use std::ops::Range;

use super::machine::{Hearing, Machine, Modes, START, Stretches};
use super::reader::{Reader, runs};
use super::{Match, Matcher, Way, fit};
use crate::search::entry::Indexed;
use crate::search::query::Token;

/// Whole syllables only: initials and mixed-up sounds together would match anything.
pub(super) const WHOLE_SYLLABLES: Modes = Modes { syllables: true, initials: false };

pub(super) struct Loose {
    machine: Machine,
}

impl Loose {
    /// None for a token too short to be recognised by its sound.
    pub(super) fn new(token: &Token) -> Option<Self> {
        let enough = token.han() * 2 + token.letters() > 3;
        (enough && !token.exact).then(|| Self { machine: Machine::new(token, Hearing::Careless) })
    }

    fn runs<'a>(&'a self, entry: &'a Indexed) -> impl Iterator<Item = Range<usize>> + 'a {
        runs(self, entry).filter(|run| run.len() > 1)
    }
}

impl Matcher for Loose {
    fn find(&self, entry: &Indexed) -> Option<Match> {
        let best = self.runs(entry).max_by_key(|run| (fit(entry, run), std::cmp::Reverse(run.start)))?;
        Some(Match::of_keys(Way::Sound, entry, best))
    }

    fn find_all(&self, entry: &Indexed) -> Vec<usize> {
        self.runs(entry).flat_map(|run| entry.positions(run)).collect()
    }
}

impl Reader for Loose {
    type State = Stretches;

    const NOTHING: Stretches = 0;

    fn started(&self, state: Stretches) -> Stretches {
        state | START
    }

    fn read(&self, state: Stretches, entry: &Indexed, at: usize) -> (Stretches, bool) {
        let next = self.machine.step(state, entry, at, WHOLE_SYLLABLES);
        (next, self.machine.is_done(next))
    }

    fn can_start(&self, entry: &Indexed, at: usize) -> bool {
        self.machine.can_start(entry, at, WHOLE_SYLLABLES)
    }

    fn longest(&self) -> usize {
        self.machine.length()
    }
}
