//! Pinyin as it is typed: full syllables, initials, or both mixed with characters.
//!
//! Initials hit by chance: two letters of them are found in every second sentence. So short
//! ones count in names only, and a single letter only where a word starts.

use std::ops::Range;

use super::machine::{Hearing, Machine, Modes, START, Stretches};
use super::reader::{Reader, next_run, runs};
use super::{Match, Matcher, Way, fit};
use crate::search::entry::Indexed;
use crate::search::query::Token;

/// How many letters a token needs to be looked for in running text.
const ENOUGH_FOR_BODY: usize = 4;

pub(super) struct Spoken {
    machine: Machine,
    /// Whether abbreviations count.
    abbreviated: bool,
    letters: usize,
    has_others: bool,
}

impl Spoken {
    /// None for a token that is not pinyin.
    pub(super) fn new(token: &Token) -> Option<Self> {
        let letters = token.letters();
        (letters > 0 && !token.exact).then(|| Self {
            machine: Machine::new(token, Hearing::Strict),
            abbreviated: true,
            letters,
            has_others: letters < token.keys.len(),
        })
    }

    /// The same for full syllables only.
    pub(super) fn in_full(token: &Token) -> Option<Self> {
        Self::new(token).map(|spoken| Self { abbreviated: false, ..spoken })
    }

    /// The ways to read the token, the surer one first.
    fn readers(&self) -> impl Iterator<Item = (Way, InMode<'_>)> {
        let in_mode = |syllables, initials| InMode { machine: &self.machine, modes: Modes { syllables, initials } };
        let full = if self.has_others { Way::Mixed } else { Way::Pinyin };
        let initials = if self.has_others { Way::Mixed } else { Way::Initials };
        let abbreviated = [(initials, in_mode(false, true)), (Way::Mixed, in_mode(true, true))];
        std::iter::once((full, in_mode(true, false))).chain(abbreviated.into_iter().filter(|_| self.abbreviated))
    }

    /// Whether there is enough of the token for this kind of text.
    fn is_enough_for(&self, entry: &Indexed) -> bool {
        entry.entry.part.is_name() || self.letters >= ENOUGH_FOR_BODY || self.has_others
    }

    /// Whether a run is more than chance: not the first letters of one character in the
    /// middle of a word, nor the end of one clause and the start of the next.
    fn counts(&self, entry: &Indexed, run: &Range<usize>) -> bool {
        if run.len() > 1 {
            !entry.is_broken(run)
        } else {
            entry.is_edge(run.start) || self.machine.is_syllable(entry, run.start)
        }
    }

    /// Whether there can be a run at all; one pass that settles most entries.
    fn may_match(&self, entry: &Indexed) -> bool {
        let every = InMode { machine: &self.machine, modes: Modes { syllables: true, initials: self.abbreviated } };
        !entry.readings.is_empty() && self.is_enough_for(entry) && next_run(&every, entry, 0).is_some()
    }
}

impl Matcher for Spoken {
    fn find(&self, entry: &Indexed) -> Option<Match> {
        if !self.may_match(entry) {
            return None;
        }
        self.readers().find_map(|(way, reader)| {
            let best = runs(&reader, entry)
                .filter(|run| self.counts(entry, run))
                .max_by_key(|run| (fit(entry, run), std::cmp::Reverse(run.start)))?;
            Some(Match::of_keys(way, entry, best))
        })
    }

    fn find_all(&self, entry: &Indexed) -> Vec<usize> {
        if !self.may_match(entry) {
            return Vec::new();
        }
        let found = self.readers().map(|(_, reader)| {
            runs(&reader, entry)
                .filter(|run| self.counts(entry, run))
                .flat_map(|run| entry.positions(run))
                .collect::<Vec<_>>()
        });
        found.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
    }
}

/// A machine that reads in one mode.
struct InMode<'a> {
    machine: &'a Machine,
    modes: Modes,
}

impl Reader for InMode<'_> {
    type State = Stretches;

    const NOTHING: Stretches = 0;

    fn started(&self, state: Stretches) -> Stretches {
        state | START
    }

    fn read(&self, state: Stretches, entry: &Indexed, at: usize) -> (Stretches, bool) {
        let next = self.machine.step(state, entry, at, self.modes);
        (next, self.machine.is_done(next))
    }

    fn can_start(&self, entry: &Indexed, at: usize) -> bool {
        self.machine.can_start(entry, at, self.modes)
    }

    fn longest(&self) -> usize {
        self.machine.length()
    }
}
