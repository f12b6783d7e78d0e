//! The ways in which a token can match a text, behind one small trait.
//!
//! A matcher is made for one token and then shown many entries, so that whatever is costly
//! about the token is worked out once. The ways differ in how much they guess, and are tried
//! in that order ([`Effort`]): guesses are made only when the plain ways found little or
//! nothing, both because they are slower and because nobody wants them beside real hits.

mod literal;
mod loose;
mod machine;
mod number;
mod reader;
mod scattered;
mod slip;
mod spoken;

use std::ops::Range;

use super::entry::Indexed;
use super::query::Token;

/// How a token matched, the surer way first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// The characters as typed, from one word's edge to the next.
    Whole,
    /// The characters as typed, from a word's edge on.
    Prefix,
    /// The characters as typed, anywhere.
    Substring,
    /// A number: of the handbook, or of a document with parts left out.
    Number,
    /// Full pinyin, the last syllable perhaps still being typed.
    Pinyin,
    /// Characters and pinyin mixed, or full syllables and initials.
    Mixed,
    /// The initials of the syllables.
    Initials,
    /// Sounds that are often mixed up.
    Sound,
    /// One character or syllable wrong, missing or too many.
    Slip,
    /// The characters in order, with others between them.
    Scattered,
    /// Nothing was to be matched: the query only narrows.
    Listed,
}

impl Way {
    /// How far one has to go to match in this way.
    pub(super) fn effort(self) -> Effort {
        match self {
            Self::Sound => Effort::Sounds,
            Self::Slip => Effort::Slips,
            Self::Scattered => Effort::Scattered,
            Self::Whole
            | Self::Prefix
            | Self::Substring
            | Self::Number
            | Self::Pinyin
            | Self::Mixed
            | Self::Initials
            | Self::Listed => Effort::Strict,
        }
    }

    /// Whether the way takes the token at its word.
    pub(super) fn is_strict(self) -> bool {
        self < Self::Sound || self == Self::Listed
    }
}

/// Where and how well a token matched an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// In which way.
    pub way: Way,
    /// How much of the entry it covers and how near the start it is, from 0 to 9.
    pub fit: u8,
    /// Which chars of the original text matched, in order.
    pub positions: Vec<usize>,
}

impl Match {
    /// A match of neighbouring keys.
    fn of_keys(way: Way, entry: &Indexed, keys: Range<usize>) -> Self {
        Self { way, fit: fit(entry, &keys), positions: entry.positions(keys) }
    }
}

/// How close a run of keys comes to being the entry: 0 to 5 for coverage, 0 to 4 for place.
fn fit(entry: &Indexed, keys: &Range<usize>) -> u8 {
    let coverage = keys.len() * 5 / entry.len().max(1);
    let place = if keys.start == 0 {
        4
    } else if entry.is_edge(keys.start) {
        2
    } else {
        0
    };
    u8::try_from(coverage.min(5) + place).unwrap_or(9)
}

/// One way to match one token.
pub trait Matcher {
    /// The best match in `entry`, if any.
    fn find(&self, entry: &Indexed) -> Option<Match>;

    /// All chars of the original text that this token matches, for highlighting.
    fn find_all(&self, entry: &Indexed) -> Vec<usize> {
        self.find(entry).map(|found| found.positions).unwrap_or_default()
    }
}

/// How far to go to find something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effort {
    /// What was typed: characters or their plain pinyin.
    Strict,
    /// What sounds like it.
    Sounds,
    /// What is one slip away.
    Slips,
    /// Characters in order with others between them.
    Scattered,
}

impl Effort {
    /// Every effort, the least first.
    pub(super) const ALL: [Self; 4] = [Self::Strict, Self::Sounds, Self::Slips, Self::Scattered];

    /// Whether to go this far after `found` policies, where fewer than `few` are few.
    ///
    /// What sounds alike is worth a look beside a few hits, as a misprint may have made
    /// those; slips and scattered characters are noise beside any.
    pub(super) fn is_due(self, found: usize, few: usize) -> bool {
        match self {
            Self::Strict => true,
            Self::Sounds => found < few,
            Self::Slips | Self::Scattered => found == 0,
        }
    }
}

/// The matchers that `effort` adds for `token`, the surer one first.
pub(super) fn matchers(token: &Token, effort: Effort) -> Vec<Box<dyn Matcher>> {
    let mut ways: Vec<Box<dyn Matcher>> = Vec::new();
    match effort {
        Effort::Strict => {
            ways.push(Box::new(literal::Literal::new(token)));
            ways.extend(boxed(number::Number::new(token)));
            ways.extend(boxed(spoken::Spoken::new(token)));
        }
        Effort::Sounds => ways.extend(boxed(loose::Loose::new(token))),
        Effort::Slips => ways.extend(boxed(slip::Slip::new(token))),
        Effort::Scattered => ways.extend(boxed(scattered::Scattered::new(token))),
    }
    ways
}

/// The matchers for what must not stand in a text: no abbreviations, as they hit too much.
pub(super) fn excluders(token: &Token) -> Vec<Box<dyn Matcher>> {
    let mut ways: Vec<Box<dyn Matcher>> = vec![Box::new(literal::Literal::new(token))];
    ways.extend(boxed(spoken::Spoken::in_full(token)));
    ways
}

/// The best that any of `ways` finds; the first one that finds something is the surest.
pub(super) fn first_match(ways: &[Box<dyn Matcher>], entry: &Indexed) -> Option<Match> {
    ways.iter().find_map(|way| way.find(entry))
}

fn boxed<M: Matcher + 'static>(matcher: Option<M>) -> Option<Box<dyn Matcher>> {
    matcher.map(|matcher| Box::new(matcher) as Box<dyn Matcher>)
}

#[cfg(test)]
mod tests;
