//! What is searched: one piece of text of a policy or program, and its form made for matching.

use std::ops::Range;

use super::normalise::{Keys, Signature, fold_text};
use super::pinyin::{Phrases, Reader, Readings};

/// Which part of a policy a text is; it weighs in the ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The official title of a policy.
    Title,
    /// The short title of a policy.
    ShortTitle,
    /// The title of a program.
    Program,
    /// A keyword.
    Keyword,
    /// A document number, such as 桂政办发〔2024〕10号.
    DocumentNumber,
    /// An agency that issued the policy or is in charge of it.
    Agency,
    /// The label of a criterion.
    Criterion,
    /// What a program brings.
    Benefit,
    /// A line of the digest, or any longer text.
    Digest,
}

impl Part {
    /// Whether the text is a name of a few words rather than running text.
    pub(super) fn is_name(self) -> bool {
        match self {
            Self::Title | Self::ShortTitle | Self::Program | Self::Keyword | Self::DocumentNumber | Self::Agency => {
                true
            }
            Self::Criterion | Self::Benefit | Self::Digest => false,
        }
    }
}

/// One searchable text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The number of the policy in the handbook.
    pub policy: usize,
    /// The position of the program in the policy, or none for the policy itself.
    pub program: Option<usize>,
    /// Which part of the policy the text is.
    pub part: Part,
    /// The text as shown.
    pub text: String,
}

/// An entry with all that matching needs, worked out once.
#[derive(Debug, Clone)]
pub struct Indexed {
    pub(super) entry: Entry,
    pub(super) folded: Vec<char>,
    pub(super) keys: Keys,
    pub(super) signature: Signature,
    /// The readings of each key; empty if they were left out.
    pub(super) readings: Readings,
}

impl Indexed {
    /// Prepares an entry, readings included.
    pub fn new(entry: Entry, phrases: &Phrases) -> Self {
        Self::read_by(entry, &mut Reader::new(phrases))
    }

    /// The same for one of many entries.
    pub(super) fn read_by(entry: Entry, reader: &mut Reader<'_>) -> Self {
        let mut indexed = Self::without_readings(entry);
        indexed.add_readings(reader);
        indexed
    }

    /// Looks up how the text is read, where that was left out.
    pub(super) fn add_readings(&mut self, reader: &mut Reader<'_>) {
        self.readings = reader.read(&self.keys.chars);
    }

    /// Prepares an entry that will only be compared character by character.
    pub(super) fn without_readings(entry: Entry) -> Self {
        let folded = fold_text(&entry.text);
        let keys = Keys::of(&folded);
        Self { signature: Signature::of(&keys.chars), readings: Readings::default(), entry, folded, keys }
    }

    /// The entry as it was given.
    pub fn entry(&self) -> &Entry {
        &self.entry
    }

    /// How many keys there are.
    pub(super) fn len(&self) -> usize {
        self.keys.chars.len()
    }

    pub(super) fn key(&self, at: usize) -> Option<char> {
        self.keys.chars.get(at).copied()
    }

    /// Whether the key at `at` follows a mark, or a letter or figure of another kind.
    ///
    /// Chinese has no spaces; quotes, brackets and the change between figures and characters
    /// are all that tells a word's edge. Past the last key there is an edge as well.
    pub(super) fn is_edge(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return true;
        };
        match (self.key(before), self.key(at)) {
            (Some(left), Some(right)) => self.is_gap(at) || kind(left) != kind(right),
            _ => true,
        }
    }

    /// Whether something stands between the key at `at` and the one before.
    pub(super) fn is_gap(&self, at: usize) -> bool {
        let place = |at: usize| self.keys.places.get(at).copied();
        let before = at.checked_sub(1).and_then(place);
        match (before, place(at)) {
            (Some(before), Some(here)) => before + 1 != here,
            _ => true,
        }
    }

    /// Whether a stop or comma stands between the keys of a run.
    pub(super) fn is_broken(&self, run: &Range<usize>) -> bool {
        let place = |at: usize| self.keys.places.get(at).map(|place| *place as usize);
        let ends = (place(run.start), place(run.end.saturating_sub(1)));
        let (Some(first), Some(last)) = ends else {
            return false;
        };
        let inside = self.folded.get(first..=last).unwrap_or_default();
        inside.iter().any(|c| matches!(c, ',' | '.' | ';' | ':' | '!' | '?'))
    }

    /// Char positions in the original text of a range of keys.
    pub(super) fn positions(&self, keys: Range<usize>) -> Vec<usize> {
        let places = self.keys.places.get(keys).unwrap_or_default();
        places.iter().map(|place| *place as usize).collect()
    }
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
            ("国家级专精特新“小巨人”企业", "|国家级专精特新|小巨人|企业"),
            ("国发〔2024〕7号", "|国发|2024|7|号"),
            ("LPR150%部分", "|lpr|150|%部分"),
            ("《a》", "|a"),
            ("", ""),
        ] {
            let indexed =
                Indexed::without_readings(Entry { policy: 1, program: None, part: Part::Title, text: text.to_owned() });
            let mut shown = String::new();
            for (at, c) in indexed.keys.chars.iter().enumerate() {
                if indexed.is_edge(at) {
                    shown.push('|');
                }
                shown.push(*c);
            }
            assert_eq!(shown, marked);
            assert!(indexed.is_edge(indexed.len()));
        }
    }
}
