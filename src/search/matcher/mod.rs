//! The ways in which a token can match a text, behind one small trait.
//!
//! A matcher is made for one token and then set down at places of a text, so that whatever is costly about
//! the token is worked out once. It also names the places at which it can match at all, from the postings of
//! an index; that only saves time, and a test holds it against trying every place.
//!
//! The ways differ in how much they guess, and are tried in that order ([`Effort`]): guesses are made only
//! when the plain ways found little or nothing, both because they cost more and because nobody wants them
//! beside real hits.

mod literal;
mod loose;
mod machine;
mod number;
mod scattered;
mod slip;
mod spoken;
mod units;

use std::ops::Range;

use super::entry::Part;
use super::pinyin::Lexicon;
use super::postings::{Postings, Run};
use super::query::Token;
use super::script::{Script, View};

pub(super) use literal::Literal;
pub(super) use loose::Loose;
pub(super) use number::Number;
pub(super) use scattered::{Scattered, initials, letters_of};
pub(super) use slip::Slip;
pub(super) use spoken::Spoken;

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
}

/// How a token matches from some place on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) way: Way,
    /// Where the match ends.
    pub(super) end: usize,
}

/// One way to match one token with a run of neighbouring keys.
pub(super) trait Matcher {
    /// The match that starts at `start`, if any; it ends in the same text.
    fn at(&self, text: View<'_>, start: usize) -> Option<Found>;

    /// The surest way in which it can match.
    fn best(&self) -> Way;

    /// Whether a match counts in a text that is such a part.
    fn counts(&self, _part: Part, _script: &Script, _run: &Range<usize>) -> bool {
        true
    }

    /// What must stand in the text as it is, marks included.
    fn marks(&self) -> Option<&[char]> {
        None
    }

    /// Every place where [`Matcher::at`] may find something that counts.
    fn candidates<'p>(&self, postings: &'p Postings, lexicon: &Lexicon) -> Vec<Run<'p>>;
}

/// How far to go to find something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Effort {
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
    /// What sounds alike is worth a look beside a few hits, as a misprint may have made those; slips and
    /// scattered characters are noise beside any.
    pub(super) fn is_due(self, found: usize, few: usize) -> bool {
        match self {
            Self::Strict => true,
            Self::Sounds => found < few,
            Self::Slips | Self::Scattered => found == 0,
        }
    }
}

/// What one effort tries for a token.
#[derive(Default)]
pub(super) struct Ways {
    pub(super) literal: Option<Literal>,
    pub(super) spoken: Option<Spoken>,
    pub(super) loose: Option<Loose>,
    pub(super) slip: Option<Slip>,
    pub(super) number: Option<Number>,
    pub(super) scattered: Option<Scattered>,
}

impl Ways {
    /// What `effort` adds for `token`.
    pub(super) fn new(token: &Token, effort: Effort) -> Self {
        let none = Self::default();
        match effort {
            Effort::Strict => Self {
                literal: Some(Literal::new(token)),
                spoken: Spoken::new(token),
                number: Number::new(token),
                ..none
            },
            Effort::Sounds => Self { loose: Loose::new(token), ..none },
            Effort::Slips => Self { slip: Slip::new(token), ..none },
            Effort::Scattered => Self { scattered: Scattered::new(token), ..none },
        }
    }

    /// For what must not stand in a text: no abbreviations, as they hit too much.
    pub(super) fn in_full(token: &Token) -> Self {
        Self { literal: Some(Literal::new(token)), spoken: Spoken::in_full(token), ..Self::default() }
    }

    /// Those that match neighbouring keys, the surer one first.
    pub(super) fn runs(&self) -> impl Iterator<Item = &dyn Matcher> {
        fn shown<M: Matcher>(matcher: Option<&M>) -> Option<&dyn Matcher> {
            matcher.map(|matcher| matcher as &dyn Matcher)
        }
        let ways = [
            shown(self.literal.as_ref()),
            shown(self.spoken.as_ref()),
            shown(self.loose.as_ref()),
            shown(self.slip.as_ref()),
        ];
        ways.into_iter().flatten()
    }
}

/// The most keys of `keys` from the first one on that stand together in some text, at most `most`.
pub(super) fn longest(postings: &Postings, text: View<'_>, keys: &[char], most: usize) -> usize {
    literal::longest(postings, text, keys, most)
}

/// The same for letters, which must be whole syllables unless they are all of the keys; in names only.
pub(super) fn longest_spoken(postings: &Postings, text: View<'_>, token: &Token) -> usize {
    spoken::longest(postings, text, token)
}

#[cfg(test)]
mod tests;
