//! The last resort: the characters in order, with others between them.
//!
//! This is fuzzy-matcher's SkimMatcherV2, and the only file that knows it. What to know about
//! it: it returns char indices; its scores grow with the pattern and so are measured against
//! the pattern matched with itself; folding gives it ASCII marks, without which it sees no
//! word starts in Chinese text; its `element_limit` misbehaves and is left alone.
//!
//! Letters are tried on the initials of the syllables: gxt for 工业和信息化厅.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::{Match, Matcher, Way};
use crate::search::entry::{Indexed, Part};
use crate::search::normalise::is_han;
use crate::search::query::Token;

/// How much of its own score a pattern must reach, in percent.
const FLOOR: i64 = 45;

/// Shorter patterns are found everywhere, longer ones are pasted.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=24;

pub(super) struct Scattered {
    skim: SkimMatcherV2,
    keys: Vec<char>,
    pattern: String,
    own_score: i64,
    on_initials: bool,
}

impl Scattered {
    /// None for a token that is too short, too long or exact.
    pub(super) fn new(token: &Token) -> Option<Self> {
        if token.exact || !LENGTHS.contains(&token.keys.len()) {
            return None;
        }
        let skim = SkimMatcherV2::default();
        let pattern: String = token.keys.iter().collect();
        Some(Self {
            own_score: skim.fuzzy_match(&pattern, &pattern)?.max(1),
            on_initials: token.letters() > 0,
            keys: token.keys.clone(),
            pattern,
            skim,
        })
    }

    /// The text to match, char for char; each char that is read becomes its initial.
    fn choice(&self, entry: &Indexed) -> Vec<char> {
        let mut choice = entry.folded.clone();
        if self.on_initials {
            for (at, place) in entry.keys.places.iter().enumerate() {
                if let (Some(c), Some(sound)) = (choice.get_mut(*place as usize), entry.readings.of(at).first())
                    && is_han(*c)
                    && !self.keys.contains(c)
                {
                    *c = char::from(sound.first_letter());
                }
            }
        }
        choice
    }
}

impl Matcher for Scattered {
    fn find(&self, entry: &Indexed) -> Option<Match> {
        // A document number is right or wrong; the nearest one is of no use.
        let part = entry.entry.part;
        if !part.is_name() || part == Part::DocumentNumber {
            return None;
        }
        let choice = self.choice(entry);
        if !is_in_order(&self.keys, &choice) {
            return None;
        }
        let choice: String = choice.into_iter().collect();
        let (score, positions) = self.skim.fuzzy_indices(&choice, &self.pattern)?;
        let percent = score * 100 / self.own_score;
        (percent >= FLOOR).then(|| Match {
            way: Way::Scattered,
            fit: u8::try_from(percent.min(99) / 11).unwrap_or(9),
            positions,
        })
    }
}

/// Whether all of `keys` occur in `choice` in order; cheaper than asking the matcher.
fn is_in_order(keys: &[char], choice: &[char]) -> bool {
    let mut rest = choice.iter();
    keys.iter().all(|key| rest.any(|c| c == key))
}
