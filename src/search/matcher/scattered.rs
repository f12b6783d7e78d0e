//! The last resort: the characters in order, with others between them.
//!
//! This is fuzzy-matcher's SkimMatcherV2, and the only file that knows it. What to know about it: it returns
//! char indices; its scores grow with the pattern and so are measured against the pattern matched with
//! itself; folding gives it ASCII marks, without which it sees no word starts in Chinese text; its
//! `element_limit` misbehaves and is left alone. It takes some microseconds a text, so only the names in
//! which the characters lie closest together are shown to it.
//!
//! Letters are tried on the initials of the syllables: gxt for 工业和信息化厅. Figures are not guessed at: a
//! number is right or wrong, and the nearest one is of no use.

use std::ops::Range;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use crate::search::normalise::{fold, is_han, is_mark};
use crate::search::query::Token;
use crate::search::script::View;

/// How much of its own score a pattern must reach, in percent.
const FLOOR: i64 = 45;

/// Shorter patterns are found everywhere, longer ones are pasted; and letters stand for much.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=24;
const MOST_LETTERS: usize = 6;

/// How many keys each character may be spread over: 人社厅 in 人力资源和社会保障厅, and less for letters.
const WIDEST: usize = 4;
const WIDEST_LETTERS: usize = 3;

pub(in crate::search) struct Scattered {
    skim: SkimMatcherV2,
    keys: Vec<char>,
    /// The keys as letters, where they are.
    letters: Vec<u8>,
    pattern: String,
    own_score: i64,
    on_initials: bool,
}

/// How well scattered characters matched.
pub(in crate::search) struct Close {
    /// From 0 to 9.
    pub(in crate::search) fit: u8,
    /// Which chars of the original text matched, ascending.
    pub(in crate::search) positions: Vec<usize>,
}

impl Scattered {
    /// None for a token that is too short, too long, exact or holds figures.
    pub(super) fn new(token: &Token) -> Option<Self> {
        let has_figures = token.keys.iter().any(char::is_ascii_digit);
        if token.exact || has_figures || !LENGTHS.contains(&token.keys.len()) || token.letters() > MOST_LETTERS {
            return None;
        }
        let skim = SkimMatcherV2::default();
        let pattern: String = token.keys.iter().collect();
        Some(Self {
            own_score: skim.fuzzy_match(&pattern, &pattern)?.max(1),
            on_initials: token.letters() > 0,
            letters: token.keys.iter().filter_map(|key| u8::try_from(*key).ok()).collect(),
            keys: token.keys.clone(),
            pattern,
            skim,
        })
    }

    /// The characters that must stand in a text as themselves.
    pub(in crate::search) fn fixed(&self) -> impl Iterator<Item = char> {
        self.keys.iter().copied().filter(|key| !key.is_ascii_lowercase())
    }

    /// The letters that a text must be read with or hold, as [`letters_of`] gives them.
    pub(in crate::search) fn letters(&self) -> u32 {
        self.keys.iter().filter(|key| key.is_ascii_lowercase()).fold(0, |set, key| set | bit(*key))
    }

    /// Over how many keys of a text the characters are spread, the first time that they are all there in
    /// order and close enough together.
    pub(in crate::search) fn spread(&self, text: View<'_>, keys: Range<usize>) -> Option<usize> {
        let first = *self.keys.first()?;
        let starts = keys.clone().filter(|at| self.is(text, *at, first));
        let reach = |start: usize| {
            let mut wanted = self.keys.iter().skip(1).peekable();
            let mut rest = (start + 1..keys.end).take(self.widest() - 1);
            let last =
                rest.find(|at| wanted.next_if(|key| self.is(text, *at, **key)).is_some() && wanted.peek().is_none());
            last.map(|last| last + 1 - start)
        };
        starts.filter_map(reach).next()
    }

    /// The same where all of them are letters, over the letters that [`initials`] gives for a text.
    pub(in crate::search) fn spread_of_letters(&self, initials: &[u8]) -> Option<usize> {
        let (first, rest) = self.letters.split_first()?;
        let starts = (0..initials.len()).filter(|at| initials.get(*at) == Some(first));
        let reach = |start: usize| {
            let mut wanted = rest.iter().peekable();
            let mut after = initials.iter().enumerate().skip(start + 1).take(self.widest() - 1);
            let last = after.find(|(_, letter)| wanted.next_if_eq(letter).is_some() && wanted.peek().is_none());
            last.map(|(last, _)| last + 1 - start)
        };
        starts.filter_map(reach).next()
    }

    /// Over how many keys the characters may be spread.
    fn widest(&self) -> usize {
        self.keys.len() * if self.on_initials { WIDEST_LETTERS } else { WIDEST }
    }

    /// How many characters there are.
    pub(in crate::search) fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether the matcher finds the pattern good enough in a text, whose keys are `keys`.
    pub(in crate::search) fn find(&self, whole: &str, text: View<'_>, keys: Range<usize>) -> Option<Close> {
        let choice = self.choice(whole, text, keys);
        let (score, positions) = self.skim.fuzzy_indices(&choice, &self.pattern)?;
        let percent = score * 100 / self.own_score;
        (percent >= FLOOR).then(|| Close { fit: u8::try_from(percent.min(99) / 11).unwrap_or(9), positions })
    }

    /// The text to match, char for char; each char that is read becomes its initial.
    fn choice(&self, whole: &str, text: View<'_>, mut keys: Range<usize>) -> String {
        let char = |c: char| {
            let c = fold(c);
            let at = if is_mark(c) { None } else { keys.next() };
            match at.filter(|_| self.on_initials && is_han(c) && !self.keys.contains(&c)) {
                Some(at) => initial(text, at).unwrap_or(c),
                None => c,
            }
        };
        whole.chars().map(char).collect()
    }

    fn is(&self, text: View<'_>, at: usize, key: char) -> bool {
        text.script.key(at) == key
            || (self.on_initials && !self.keys.contains(&text.script.key(at)) && initial(text, at) == Some(key))
    }
}

/// The initial by which a character goes first.
fn initial(text: View<'_>, at: usize) -> Option<char> {
    text.voices(at).first().map(|voice| char::from(voice.first))
}

/// By key, the letter that it is or that its first reading starts with; zero if it is neither.
pub(in crate::search) fn initials(text: View<'_>, keys: Range<usize>) -> Vec<u8> {
    let letter = |at: usize| {
        let key = text.script.key(at);
        let own = if key.is_ascii_lowercase() { Some(key) } else { initial(text, at) };
        own.and_then(|letter| u8::try_from(letter).ok()).unwrap_or_default()
    };
    keys.map(letter).collect()
}

/// Letters as a set.
pub(in crate::search) fn letters_of(initials: &[u8]) -> u32 {
    initials.iter().fold(0, |set, letter| set | bit(char::from(*letter)))
}

fn bit(letter: char) -> u32 {
    if letter.is_ascii_lowercase() { 1 << (u32::from(letter) - u32::from('a')) } else { 0 }
}
