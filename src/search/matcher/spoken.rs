//! Pinyin as it is typed: full syllables, initials, or both mixed with characters.
//!
//! Initials hit by chance: two letters of them are found in every second sentence. So short ones count in
//! names only, and a single letter only where a word starts.

use std::ops::Range;

use super::machine::{Hearing, Machine, Readings, START, bits};
use super::units::Asked;
use super::{Found, Matcher, Way};
use crate::search::entry::Part;
use crate::search::pinyin::Lexicon;
use crate::search::postings::{Postings, Region, Run};
use crate::search::query::Token;
use crate::search::script::{Script, View};

/// How many letters a token needs to be looked for in running text.
const ENOUGH_FOR_BODY: usize = 4;

pub(in crate::search) struct Spoken {
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

    /// Whether a run is more than chance: not the first letters of one character in the middle of a word,
    /// nor the end of one clause and the start of the next. Nor is it an English word, which is read letter
    /// by letter and found as such.
    fn is_meant(&self, text: View<'_>, start: usize, end: usize) -> bool {
        if (start..end).all(|at| text.voices(at).is_empty()) {
            return false;
        }
        if end - start > 1 {
            !text.script.is_broken(&(start..end))
        } else {
            text.script.is_edge(start) || self.machine.is_syllable(text, start)
        }
    }
}

impl Matcher for Spoken {
    fn best(&self) -> Way {
        if self.has_others { Way::Mixed } else { Way::Pinyin }
    }

    fn at(&self, text: View<'_>, start: usize) -> Option<Found> {
        let done = 1 << self.machine.len();
        let mut state = Readings::START;
        let (mut initials, mut mixed) = (None, None);
        let mut end = start;
        while state.mixed != 0 {
            state = self.machine.step_all(&state, text, end, self.abbreviated);
            end += 1;
            if state.mixed & done != 0 && self.is_meant(text, start, end) {
                if state.full & done != 0 {
                    let way = if self.has_others { Way::Mixed } else { Way::Pinyin };
                    return Some(Found { way, end });
                }
                if state.initials & done != 0 {
                    let way = if self.has_others { Way::Mixed } else { Way::Initials };
                    initials.get_or_insert(Found { way, end });
                }
                mixed.get_or_insert(Found { way: Way::Mixed, end });
            }
            let rest = done - 1;
            state = Readings { full: state.full & rest, initials: state.initials & rest, mixed: state.mixed & rest };
        }
        initials.or(mixed)
    }

    fn counts(&self, part: Part, _: &Script, _: &Range<usize>) -> bool {
        part.is_name() || self.region == Region::All
    }

    fn candidates<'p>(&self, postings: &'p Postings, lexicon: &Lexicon) -> Vec<Run<'p>> {
        let Self { machine, abbreviated, region, .. } = self;
        Asked { machine, initials: *abbreviated, region: *region, postings, lexicon }.candidates()
    }
}

/// See [`super::longest_spoken`].
pub(super) fn longest(postings: &Postings, text: View<'_>, token: &Token) -> usize {
    let machine = Machine::new(token, Hearing::Strict);
    let asked = Asked { machine: &machine, initials: false, region: Region::Names, postings, lexicon: text.lexicon };
    let runs = asked.candidates();
    let starts = runs.iter().flat_map(|run| run.at.iter().filter_map(|at| (*at as usize).checked_sub(run.back)));
    let reach = |start: usize| {
        let (mut state, mut at, mut far) = (START, start, 0);
        while state != 0 {
            state = machine.step(state, text, at);
            at += 1;
            far = bits(state).max().map_or(far, |reached| far.max(reached));
        }
        far
    };
    starts.map(reach).max().unwrap_or_default()
}
