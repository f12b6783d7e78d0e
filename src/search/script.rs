//! Texts in the form that matching reads: keys, how each is read, where words begin.
//!
//! All texts of an index stand in one long row, each closed by an end mark that matches nothing, so that
//! a matcher can be set down anywhere and never runs from one text into the next. A single text, as a
//! pane wants it highlighted, is the same row with one text in it.

use std::ops::Range;

use super::normalise::{fold, is_mark};
use super::pinyin::{Lexicon, ReadingId};
use super::sound::Voice;

/// What closes a text. It is a control character, which no token holds.
pub(super) const END: char = '\0';

/// Texts as keys: the folded chars that carry meaning.
#[derive(Debug, Clone, Default)]
pub(super) struct Script {
    cells: Vec<Cell>,
    /// How many of them have been looked up.
    read: usize,
}

/// A key and all that is known of it; side by side, as they are looked at together.
#[derive(Debug, Clone, Copy)]
struct Cell {
    key: char,
    reading: ReadingId,
    flags: u8,
}

/// A word can start with this key.
const EDGE: u8 = 1;
/// Something stands between this key and the one before.
const GAP: u8 = 2;
/// A stop or comma stands between this key and the one before.
const STOP: u8 = 4;

impl Script {
    /// One text alone, readings left out.
    pub(super) fn of(text: &str) -> Self {
        let mut script = Self::default();
        script.push(text);
        script
    }

    /// Adds a text; its keys are the range given back, and an end mark follows.
    pub(super) fn push(&mut self, text: &str) -> Range<usize> {
        let start = self.cells.len();
        let mut before = None;
        let mut flags = EDGE | GAP;
        for c in text.chars().map(fold) {
            if is_mark(c) {
                flags |= EDGE | GAP | if is_stop(c) { STOP } else { 0 };
                continue;
            }
            let kind = kind(c);
            if before.is_some_and(|before| before != kind) {
                flags |= EDGE;
            }
            self.cells.push(Cell { key: c, reading: ReadingId::NONE, flags });
            before = Some(kind);
            flags = 0;
        }
        let keys = start..self.cells.len();
        self.cells.push(Cell { key: END, reading: ReadingId::NONE, flags: EDGE | GAP });
        keys
    }

    /// Looks up how the keys are read that were pushed since the last time.
    pub(super) fn read(&mut self, lexicon: &Lexicon) {
        let cells = self.cells.get_mut(self.read..).unwrap_or_default();
        let keys: Vec<char> = cells.iter().map(|cell| cell.key).collect();
        let mut readings = Vec::with_capacity(keys.len());
        lexicon.read(&keys, &mut readings);
        for (cell, reading) in cells.iter_mut().zip(readings) {
            cell.reading = reading;
        }
        self.read = self.cells.len();
    }

    /// The row, to be read with the lexicon that its readings come from.
    pub(super) fn view<'a>(&'a self, lexicon: &'a Lexicon) -> View<'a> {
        View { script: self, lexicon }
    }

    /// The key at a place; the end mark past the last one.
    #[inline]
    pub(super) fn key(&self, at: usize) -> char {
        self.cells.get(at).map_or(END, |cell| cell.key)
    }

    /// How the key at a place is read.
    #[inline]
    pub(super) fn reading(&self, at: usize) -> ReadingId {
        self.cells.get(at).map_or(ReadingId::NONE, |cell| cell.reading)
    }

    /// Some of the keys; none if they do not all lie within the row.
    pub(super) fn keys(
        &self,
        range: Range<usize>,
    ) -> impl DoubleEndedIterator<Item = char> + ExactSizeIterator + Clone {
        self.cells.get(range).unwrap_or_default().iter().map(|cell| cell.key)
    }

    /// How many keys there are, end marks included.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether the key at `at` follows a mark, or a letter or figure of another kind.
    ///
    /// Chinese has no spaces; quotes, brackets and the change between figures and characters are all that
    /// tells a word's edge. At the end of a text there is an edge as well.
    #[inline]
    pub(super) fn is_edge(&self, at: usize) -> bool {
        self.flag(at, EDGE)
    }

    /// Whether something stands between the keys of a run.
    pub(super) fn has_gap(&self, run: &Range<usize>) -> bool {
        (run.start + 1..run.end).any(|at| self.flag(at, GAP))
    }

    /// Whether a stop or comma stands between the keys of a run.
    pub(super) fn is_broken(&self, run: &Range<usize>) -> bool {
        (run.start + 1..run.end).any(|at| self.flag(at, STOP))
    }

    /// Bytes on the heap.
    pub(super) fn heap_bytes(&self) -> usize {
        self.cells.capacity() * size_of::<Cell>()
    }

    #[inline]
    fn flag(&self, at: usize, flag: u8) -> bool {
        self.cells.get(at).is_none_or(|cell| cell.flags & flag != 0)
    }
}

/// A row of texts and how it is read.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) script: &'a Script,
    pub(super) lexicon: &'a Lexicon,
}

impl<'a> View<'a> {
    /// The syllables of the key at a place.
    #[inline]
    pub(super) fn voices(self, at: usize) -> &'a [Voice] {
        self.lexicon.voices(self.script.reading(at))
    }
}

/// The char positions in a text of those of its keys that are in `keys`, counted from its start.
pub(super) fn positions(text: &str, keys: &[usize]) -> Vec<usize> {
    let mut wanted = keys.iter().copied().peekable();
    let is_key = |(_, c): &(usize, char)| !is_mark(fold(*c));
    let mut found = Vec::with_capacity(keys.len());
    for (key, (place, _)) in text.chars().enumerate().filter(is_key).enumerate() {
        if wanted.next_if_eq(&key).is_some() {
            found.push(place);
        }
    }
    found
}

fn is_stop(c: char) -> bool {
    matches!(c, ',' | '.' | ';' | ':' | '!' | '?')
}

/// Figures, Latin letters, anything else.
fn kind(c: char) -> u8 {
    match c {
        '0'..='9' => 0,
        'a'..='z' => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_are_where_words_can_start() {
        // A bar stands before each key that starts a word.
        for (text, marked) in [
            ("国家级专精特新“小巨人”企业", "|国家级专精特新|小巨人|企业|"),
            ("国发〔2024〕7号", "|国发|2024|7|号|"),
            ("LPR150%部分", "|lpr|150|%部分|"),
            ("《a》", "|a|"),
            ("", "|"),
        ] {
            let script = Script::of(text);
            let mut shown = String::new();
            for (at, c) in script.keys(0..script.len()).enumerate() {
                shown.extend(script.is_edge(at).then_some('|'));
                shown.extend((c != END).then_some(c));
            }
            assert_eq!(shown, marked);
        }
    }

    #[test]
    fn texts_in_a_row_keep_to_themselves() {
        let mut script = Script::default();
        let ranges = [script.push("a，b"), script.push(""), script.push("“cd”")];
        assert_eq!(ranges, [0..2, 3..3, 4..6]);
        assert!(script.has_gap(&(0..2)) && script.is_broken(&(0..2)) && !script.has_gap(&(4..6)));
        assert_eq!((script.key(2), script.key(99)), (END, END));
    }

    #[test]
    fn keys_know_their_places_in_the_text() {
        assert_eq!(positions("“小巨人”企业", &[0, 2, 3]), [1, 3, 5]);
        assert_eq!(positions("〔2024〕7号", &[4, 5]), [6, 7]);
        assert_eq!(positions("x", &[1]), [0usize; 0]);
    }
}
