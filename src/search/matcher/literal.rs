//! The token's own characters, next to each other.
//!
//! Marks are looked past on both sides, so 专精特新小巨人 finds 专精特新“小巨人”, and a
//! document number is found in whatever brackets. An exact token is the exception: it is
//! compared mark by mark.

use std::ops::Range;

use super::{Match, Matcher, Way, fit};
use crate::search::entry::Indexed;
use crate::search::normalise::Signature;
use crate::search::query::Token;

pub(super) struct Literal {
    exact: bool,
    folded: Vec<char>,
    keys: Vec<char>,
    signature: Signature,
    only_digits: bool,
}

impl Literal {
    pub(super) fn new(token: &Token) -> Self {
        Self {
            exact: token.exact,
            folded: token.folded.clone(),
            signature: Signature::of(&token.keys),
            only_digits: token.keys.iter().all(char::is_ascii_digit),
            keys: token.keys.clone(),
        }
    }

    /// Where the keys stand in `entry`.
    fn runs<'a>(&'a self, entry: &'a Indexed) -> impl Iterator<Item = Range<usize>> {
        let possible = !self.keys.is_empty() && entry.signature.may_hold_all(self.signature);
        let text = if possible { entry.keys.chars.as_slice() } else { &[] };
        occurrences(text, &self.keys).filter(|run| !self.joins_figures(entry, run))
    }

    /// Whether bare figures would match across a bracket: 42 is not in 〔2024〕26号.
    fn joins_figures(&self, entry: &Indexed, run: &Range<usize>) -> bool {
        self.only_digits && (run.start + 1..run.end).any(|at| entry.is_gap(at))
    }

    fn way(entry: &Indexed, run: &Range<usize>) -> Way {
        match (entry.is_edge(run.start), entry.is_edge(run.end)) {
            (true, true) => Way::Whole,
            (true, false) => Way::Prefix,
            (false, _) => Way::Substring,
        }
    }

    fn find_exact(&self, entry: &Indexed) -> Option<Match> {
        let run = occurrences(&entry.folded, &self.folded).next()?;
        let start = entry.keys.places.partition_point(|place| (*place as usize) < run.start);
        let end = entry.keys.places.partition_point(|place| (*place as usize) < run.end);
        let keys = start..end;
        Some(Match { way: Self::way(entry, &keys), fit: fit(entry, &keys), positions: run.collect() })
    }
}

impl Matcher for Literal {
    fn find(&self, entry: &Indexed) -> Option<Match> {
        if self.exact {
            return self.find_exact(entry);
        }
        let best = self.runs(entry).min_by_key(|run| {
            let fit = std::cmp::Reverse(fit(entry, run));
            (Self::way(entry, run), fit, run.start)
        })?;
        Some(Match::of_keys(Self::way(entry, &best), entry, best))
    }

    fn find_all(&self, entry: &Indexed) -> Vec<usize> {
        if self.exact {
            occurrences(&entry.folded, &self.folded).flatten().collect()
        } else {
            let runs = self.runs(entry);
            runs.flat_map(|run| entry.positions(run)).collect()
        }
    }
}

/// Where `needle` stands in `text`, overlaps included; nowhere, if it is empty.
fn occurrences<'a>(text: &'a [char], needle: &'a [char]) -> impl Iterator<Item = Range<usize>> + 'a {
    text.windows(needle.len().max(1))
        .enumerate()
        .filter(move |(_, window)| *window == needle)
        .map(|(at, window)| at..at + window.len())
}
