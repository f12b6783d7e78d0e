//! Pinyin as it is typed: full syllables, initials, or both mixed with characters.
//!
//! Initials hit by chance: two letters of them are found in every second sentence. So short ones count in
//! names only, and a single letter only where a word starts.

use std::ops::Range;

use super::machine::{Hearing, Machine, Modes, START, bits};
use super::units;
use super::{Found, Matcher, Way};
use crate::search::entry::Part;
use crate::search::pinyin::Lexicon;
use crate::search::postings::{Postings, Region, Run};
use crate::search::query::Token;
use crate::search::script::{Script, View};

/// How many letters a token needs to be looked for in running text.
const ENOUGH_FOR_BODY: usize = 4;

const FULL: Modes = Modes { syllables: true, initials: false };

pub(super) struct Spoken {
    machine: Machine,
    /// Whether abbreviations count.
    abbreviated: bool,
    region: Region,
    has_others: bool,
}

impl Spoken {
    /// None for a token that is not pinyin.
    pub(super) fn new(token: &Token) -> Option<Self> {
        let letters = token.letters();
        let has_others = letters < token.keys.len();
        (letters > 0 && !token.exact).then(|| Self {
            machine: Machine::new(token, Hearing::Strict),
            abbreviated: true,
            region: if letters >= ENOUGH_FOR_BODY || has_others { Region::All } else { Region::Names },
            has_others,
        })
    }

    /// The same for full syllables only.
    pub(super) fn in_full(token: &Token) -> Option<Self> {
        Self::new(token).map(|spoken| Self { abbreviated: false, ..spoken })
    }

    fn modes(&self) -> Modes {
        Modes { syllables: true, initials: self.abbreviated }
    }

    /// The ways to read the token, the surer one first.
    fn readers(&self) -> impl Iterator<Item = (Way, Modes)> {
        let full = if self.has_others { Way::Mixed } else { Way::Pinyin };
        let initials = if self.has_others { Way::Mixed } else { Way::Initials };
        let short = [
            (initials, Modes { syllables: false, initials: true }),
            (Way::Mixed, Modes { syllables: true, initials: true }),
        ];
        std::iter::once((full, FULL)).chain(short.into_iter().filter(|_| self.abbreviated))
    }

    /// Whether a run is more than chance: not the first letters of one character in the middle of a word,
    /// nor the end of one clause and the start of the next.
    fn is_meant(&self, text: View<'_>, start: usize, end: usize) -> bool {
        if end - start > 1 {
            !text.script.is_broken(&(start..end))
        } else {
            text.script.is_edge(start) || self.machine.is_syllable(text, start)
        }
    }
}

impl Matcher for Spoken {
    fn at(&self, text: View<'_>, start: usize) -> Option<Found> {
        // One pass in all modes settles most places.
        self.machine.ends(text, start, self.modes()).next()?;
        self.readers().find_map(|(way, modes)| {
            let mut ends = self.machine.ends(text, start, modes);
            ends.find(|end| self.is_meant(text, start, *end)).map(|end| Found { way, end })
        })
    }

    fn counts(&self, part: Part, _: &str, _: &Script, _: &Range<usize>) -> bool {
        part.is_name() || self.region == Region::All
    }

    fn candidates<'p>(&self, postings: &'p Postings, lexicon: &Lexicon) -> Vec<Run<'p>> {
        units::candidates(&self.machine, self.modes(), self.region, postings, lexicon)
    }
}

/// See [`super::longest_spoken`].
pub(super) fn longest(postings: &Postings, text: View<'_>, token: &Token) -> usize {
    let machine = Machine::new(token, Hearing::Strict);
    let runs = units::candidates(&machine, FULL, Region::Names, postings, text.lexicon);
    let starts = runs.iter().flat_map(|run| run.at.iter().filter_map(|at| (*at as usize).checked_sub(run.back)));
    let reach = |start: usize| {
        let (mut state, mut at, mut far) = (START, start, 0);
        while state != 0 {
            state = machine.step(state, text, at, FULL);
            at += 1;
            far = bits(state).max().map_or(far, |reached| far.max(reached));
        }
        far
    };
    starts.map(reach).max().unwrap_or_default()
}
