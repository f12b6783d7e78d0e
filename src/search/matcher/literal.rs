//! The token's own characters, next to each other.
//!
//! Marks are looked past on both sides, so 专精特新小巨人 finds 专精特新“小巨人”, and a document number is
//! found in whatever brackets. An exact token is the exception: it is compared mark by mark.

use std::ops::Range;

use super::{Found, Matcher, Way};
use crate::search::classes::unread;
use crate::search::entry::Part;
use crate::search::pinyin::Lexicon;
use crate::search::postings::{Postings, Region, Run};
use crate::search::query::Token;
use crate::search::script::{Script, View};

/// Fewer figures of a phone number are any number.
const ENOUGH_OF_A_PHONE: usize = 4;

/// Fewer letters count at a word's edge only.
const ENOUGH_LETTERS: usize = 4;

pub(in crate::search) struct Literal {
    keys: Vec<char>,
    /// What an exact token has to be, mark by mark.
    exact: Option<Vec<char>>,
    only_digits: bool,
    few_letters: bool,
}

impl Literal {
    pub(super) fn new(token: &Token) -> Self {
        Self {
            keys: token.keys.clone(),
            exact: token.exact.then(|| token.folded.clone()),
            few_letters: token.keys.len() < ENOUGH_LETTERS && token.keys.iter().all(char::is_ascii_lowercase),
            only_digits: token.keys.iter().all(char::is_ascii_digit),
        }
    }
}

impl Matcher for Literal {
    fn best(&self) -> Way {
        Way::Whole
    }

    fn at(&self, text: View<'_>, start: usize) -> Option<Found> {
        let end = start + self.keys.len();
        if !text.script.keys(start..end).eq(self.keys.iter().copied()) {
            return None;
        }
        let way = match (text.script.is_edge(start), text.script.is_edge(end)) {
            (true, true) => Way::Whole,
            (true, false) => Way::Prefix,
            (false, _) => Way::Substring,
        };
        Some(Found { way, end })
    }

    fn counts(&self, part: Part, script: &Script, run: &Range<usize>) -> bool {
        if part == Part::Phone {
            return self.only_digits && self.keys.len() >= ENOUGH_OF_A_PHONE;
        }
        // Two letters in the middle of an English word are no word.
        if self.few_letters && !script.is_edge(run.start) {
            return false;
        }
        // Bare figures do not match across a bracket: 42 is not in 〔2024〕26号. Nor does what is exact.
        let whole = self.only_digits || self.exact.as_ref().is_some_and(|exact| *exact == self.keys);
        !(whole && script.has_gap(run))
    }

    fn marks(&self) -> Option<&[char]> {
        self.exact.as_deref().filter(|exact| *exact != self.keys)
    }

    fn candidates<'p>(&self, postings: &'p Postings, lexicon: &Lexicon) -> Vec<Run<'p>> {
        let places = self.keys.iter().map(|key| postings.char(lexicon, *key, Region::All));
        let rarest = places.enumerate().min_by_key(|(_, at)| at.len());
        rarest.map(|(back, at)| Run::new(at, back)).into_iter().collect()
    }
}

/// See [`super::longest`].
pub(super) fn longest(postings: &Postings, text: View<'_>, keys: &[char], most: usize) -> usize {
    let (Some(first), Some(second)) = (keys.first(), keys.get(1)) else {
        return 0;
    };
    let mut runs = Vec::new();
    let firsts = postings.of_char(text.lexicon, *first);
    let seconds = postings.of_char(text.lexicon, *second);
    let alone = [unread(*second)];
    let seconds = if seconds.is_empty() { &alone } else { seconds };
    for first in firsts {
        for second in seconds {
            postings.pair(*first..*first + 1, *second..*second + 1, Region::All, &mut runs);
        }
    }
    if firsts.is_empty() {
        runs.push(Run::new(postings.char(text.lexicon, *first, Region::All), 0));
    }
    let starts = runs.iter().flat_map(|run| run.at).map(|at| *at as usize);
    let reach = |start: usize| {
        let there = (start..).map(|at| text.script.key(at));
        keys.iter().take(most).zip(there).take_while(|(one, other)| *one == other).count()
    };
    starts.map(reach).max().unwrap_or_default()
}
