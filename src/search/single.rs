//! One text, matched by trying every place of it: for texts outside the index, and for what was found.

use std::ops::Range;

use super::entry::Part;
use super::matcher::{Matcher, Way, Ways};
use super::normalise::fold_text;
use super::pinyin::Lexicon;
use super::rank::{self, Spot};
use super::script::{Script, View, positions};

/// A text made ready.
pub(super) struct Single<'a> {
    text: &'a str,
    part: Part,
    script: Script,
}

/// How well a token matched a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) score: i64,
    pub(super) way: Way,
    /// Which chars of the text, ascending.
    pub(super) positions: Vec<usize>,
}

impl<'a> Single<'a> {
    /// The text with its readings.
    pub(super) fn new(text: &'a str, part: Part, lexicon: &Lexicon) -> Self {
        let mut single = Self::unread(text, part);
        single.script.read(lexicon);
        single
    }

    /// The text as characters only.
    pub(super) fn unread(text: &'a str, part: Part) -> Self {
        Self { text, part, script: Script::of(text) }
    }

    /// Looks up how it is read, where that was left out.
    pub(super) fn read(&mut self, lexicon: &Lexicon) {
        self.script.read(lexicon);
    }

    /// The best match in any of the ways; the first one, if several are worth the same.
    pub(super) fn best(&self, ways: &Ways, lexicon: &Lexicon) -> Option<Match> {
        let view = self.script.view(lexicon);
        let subject = subject(self.part, view, 0..self.len());
        let mut best: Option<Match> = None;
        let mut offer = |way, start: usize, length, positions: &dyn Fn() -> Vec<usize>| {
            let at_edge = self.script.is_edge(start);
            let score = rank::score(self.part, &Spot { way, of: self.len(), length, start, subject, at_edge });
            if best.as_ref().is_none_or(|best| score > best.score) {
                best = Some(Match { score, way, positions: positions() });
            }
        };
        for matcher in ways.runs() {
            for start in 0..self.len() {
                if let Some(found) = matcher.at(view, start)
                    && self.counts(matcher, start..found.end)
                {
                    offer(found.way, start, found.end - start, &|| self.places(start..found.end));
                }
            }
        }
        if let Some(number) = ways.number.as_ref().filter(|_| self.part == Part::DocumentNumber)
            && let Some(keys) = number.find(&self.script, 0..self.len())
        {
            let start = keys.first().copied().unwrap_or_default();
            offer(Way::Number, start, keys.len(), &|| positions(self.text, &keys));
        }
        if let Some(scattered) = ways.scattered.as_ref().filter(|_| self.part.is_name())
            && self.part != Part::DocumentNumber
            && scattered.spread(view, 0..self.len()).is_some()
            && let Some(close) = scattered.find(self.text, view, 0..self.len())
        {
            let score = rank::scattered(self.part, close.fit);
            if best.is_none() {
                best = Some(Match { score, way: Way::Scattered, positions: close.positions });
            }
        }
        best
    }

    /// All chars that the surest of the ways matches anywhere.
    pub(super) fn all(&self, ways: &Ways, lexicon: &Lexicon) -> Vec<usize> {
        let view = self.script.view(lexicon);
        for matcher in ways.runs() {
            let mut keys = Vec::new();
            let mut start = 0;
            while start < self.len() {
                let found = matcher.at(view, start).filter(|found| self.counts(matcher, start..found.end));
                match found {
                    Some(found) => {
                        keys.extend(start..found.end);
                        start = found.end;
                    }
                    None => start += 1,
                }
            }
            if !keys.is_empty() {
                return positions(self.text, &keys);
            }
        }
        self.best(ways, lexicon).map(|found| found.positions).unwrap_or_default()
    }

    fn counts(&self, matcher: &dyn Matcher, run: Range<usize>) -> bool {
        matcher.counts(self.part, &self.script, &run) && matcher.marks().is_none_or(|marks| has_marks(self.text, marks))
    }

    fn len(&self) -> usize {
        self.script.len().saturating_sub(1)
    }

    fn places(&self, keys: Range<usize>) -> Vec<usize> {
        positions(self.text, &keys.collect::<Vec<_>>())
    }
}

/// Whether a text holds what is folded, marks included.
pub(super) fn has_marks(text: &str, folded: &[char]) -> bool {
    fold_text(text).windows(folded.len().max(1)).any(|window| window == folded)
}

/// After how many keys a text comes to its subject: the 关于 of an official title.
pub(super) fn subject(part: Part, text: View<'_>, keys: Range<usize>) -> usize {
    if part != Part::Title {
        return 0;
    }
    let after = text.script.keys(keys.clone()).skip(1);
    text.script.keys(keys).zip(after).position(|pair| pair == ('关', '于')).unwrap_or_default()
}
