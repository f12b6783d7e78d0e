//! Where what stands, so that only those places are looked at that can match.
//!
//! Two tables over the row of keys (see [`script`](super::script)):
//! - *by character*, every place of each;
//! - *by pair of sounds*, every place of a Chinese character by the class of sounds that it belongs to (see
//!   [`Sound::class`]) and that of the key after it. Classes with the same first letter lie side by side, so
//!   a pair of initials, a syllable and an initial, and a pair of syllables are all slices of this table;
//!   and since syllables that sound alike are of one class, it serves careless hearing as well.
//!
//! A slice is no answer: a matcher looks at each place and decides. Names lie before running text, and in
//! tables of their own, because short pinyin and slips are looked for in names only.

use std::ops::Range;

use super::classes::{Classes, Span, unread};
use super::matcher::Matcher;
use super::pinyin::{CharId, Lexicon};
use super::script::Script;
use super::sound::{Sound, Voice};

/// Places at which a match may start, which is `back` keys before each.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run<'p> {
    pub(super) at: &'p [u32],
    pub(super) back: usize,
    /// Whether only places at a word's edge can match.
    pub(super) at_edges: bool,
}

impl<'p> Run<'p> {
    pub(super) fn new(at: &'p [u32], back: usize) -> Self {
        Self { at, back, at_edges: false }
    }
}

/// Which texts are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Region {
    /// Names only.
    Names,
    /// All texts.
    All,
}

/// The tables.
#[derive(Debug, Clone)]
pub(super) struct Postings {
    chars: Chars,
    names: Pairs,
    body: Pairs,
    classes: Classes,
    /// The classes that each character is read in somewhere.
    by_char: Vec<Vec<u16>>,
    /// Every place, if it is to be a candidate.
    every: Vec<u32>,
}

impl Postings {
    /// The tables over a script; the first `names_end` keys belong to names.
    pub(super) fn new(script: &Script, lexicon: &Lexicon, names_end: usize) -> Self {
        let classes = Classes::new(lexicon);
        let mut by_char = vec![Vec::new(); lexicon.chars()];
        for at in 0..script.len() {
            let Some(list) = lexicon.char(script.key(at)).and_then(|id| by_char.get_mut(id.index())) else {
                continue;
            };
            for class in classes.of_reading(script.reading(at)) {
                if !list.contains(class) {
                    list.push(*class);
                }
            }
        }
        Self {
            chars: Chars::new(script, lexicon, names_end),
            names: Pairs::new(script, &classes, 0..names_end),
            body: Pairs::new(script, &classes, names_end..script.len()),
            classes,
            by_char,
            every: Vec::new(),
        }
    }

    /// Makes every place a candidate.
    pub(super) fn with_every_place(self, places: usize) -> Self {
        Self { every: (0u32..).take(places).collect(), ..self }
    }

    /// Every place where a matcher may find something.
    pub(super) fn candidates<M: Matcher>(&self, matcher: &M, lexicon: &Lexicon) -> Vec<Run<'_>> {
        if self.every.is_empty() {
            return matcher.candidates(self, lexicon);
        }
        vec![Run::new(&self.every, 0)]
    }

    /// Every place of a character.
    pub(super) fn char(&self, lexicon: &Lexicon, c: char, region: Region) -> &[u32] {
        lexicon.char(c).map_or(&[], |id| self.chars.of(id, region))
    }

    /// Every place of a pair of sounds, as slices.
    pub(super) fn pair<'p>(&'p self, first: Span, second: Span, region: Region, add: &mut Vec<Run<'p>>) {
        self.names.slices(first.clone(), second.clone(), add);
        if region == Region::All {
            self.body.slices(first, second, add);
        }
    }

    /// How many places [`Postings::pair`] names.
    pub(super) fn count(&self, first: &Span, second: &Span, region: Region) -> usize {
        let body = if region == Region::All { self.body.count(first, second) } else { 0 };
        self.names.count(first, second) + body
    }

    /// The class that a syllable stands for; none if nothing is read so.
    pub(super) fn class(&self, class: Sound) -> Option<Span> {
        let class = self.classes.of_class.get(class.index()).copied().filter(|class| *class != 0)?;
        Some(class..class + 1)
    }

    /// All classes that are abbreviated with a letter.
    pub(super) fn letter(&self, letter: u8) -> Span {
        self.classes.letter(letter)
    }

    /// The syllables that are of the class of some syllable with this first letter.
    pub(super) fn spoken(&self, letter: u8) -> &[Voice] {
        self.classes.spoken.get(usize::from(letter.wrapping_sub(b'a'))).map_or(&[], Vec::as_slice)
    }

    /// The classes that a character is read in somewhere in the texts.
    pub(super) fn of_char(&self, lexicon: &Lexicon, c: char) -> &[u16] {
        let list = lexicon.char(c).and_then(|id| self.by_char.get(id.index()));
        list.map_or(&[], Vec::as_slice)
    }

    /// All classes.
    pub(super) fn any(&self) -> Span {
        0..self.classes.count
    }

    /// Bytes on the heap.
    pub(super) fn heap_bytes(&self) -> usize {
        let chars = self.chars.places.capacity() + self.chars.ends.capacity();
        let pairs = [&self.names, &self.body].map(|pairs| pairs.places.capacity() + pairs.starts.capacity());
        (chars + pairs.iter().sum::<usize>()) * size_of::<u32>()
    }
}

/// Every place of each character, ascending.
#[derive(Debug, Clone)]
struct Chars {
    /// By character, where its places end.
    ends: Vec<u32>,
    places: Vec<u32>,
    names_end: u32,
}

impl Chars {
    fn new(script: &Script, lexicon: &Lexicon, names_end: usize) -> Self {
        let slots = || script.keys(0..script.len()).map(|key| lexicon.char(key).map(CharId::index));
        let (ends, places) = sorted_out(lexicon.chars(), |add| {
            for (slot, place) in slots().zip(0u32..) {
                if let Some(slot) = slot {
                    add(slot, place);
                }
            }
        });
        Self { ends, places, names_end: u32::try_from(names_end).unwrap_or(u32::MAX) }
    }

    fn of(&self, id: CharId, region: Region) -> &[u32] {
        let end = self.ends.get(id.index()).copied().unwrap_or_default();
        let start = id.index().checked_sub(1).and_then(|before| self.ends.get(before).copied()).unwrap_or_default();
        let places = self.places.get(start as usize..end as usize).unwrap_or_default();
        match region {
            Region::All => places,
            Region::Names => places.get(..places.partition_point(|place| *place < self.names_end)).unwrap_or_default(),
        }
    }
}

/// Every place of each pair of classes, ascending.
#[derive(Debug, Clone)]
struct Pairs {
    count: usize,
    /// By pair, where its places start; one more at the end.
    starts: Vec<u32>,
    places: Vec<u32>,
}

impl Pairs {
    fn new(script: &Script, classes: &Classes, range: Range<usize>) -> Self {
        let count = usize::from(classes.count);
        let (ends, places) = sorted_out(count * count, |add| {
            for (at, place) in range.clone().zip(u32::try_from(range.start).unwrap_or(u32::MAX)..) {
                let firsts = classes.of_reading(script.reading(at));
                if firsts.is_empty() {
                    continue;
                }
                let seconds = classes.of_reading(script.reading(at + 1));
                let alone = [unread(script.key(at + 1))];
                let seconds = if seconds.is_empty() { &alone } else { seconds };
                for first in firsts {
                    for second in seconds {
                        add(usize::from(*first) * count + usize::from(*second), place);
                    }
                }
            }
        });
        let mut starts = Vec::with_capacity(ends.len() + 1);
        starts.push(0);
        starts.extend(ends);
        Self { count, starts, places }
    }

    fn count(&self, first: &Span, second: &Span) -> usize {
        let bound = |slot: usize| self.starts.get(slot).copied().unwrap_or_default() as usize;
        let rows = (usize::from(first.start)..usize::from(first.end)).map(|row| row * self.count);
        rows.map(|row| bound(row + usize::from(second.end)).saturating_sub(bound(row + usize::from(second.start))))
            .sum()
    }

    fn slices<'p>(&'p self, first: Span, second: Span, add: &mut Vec<Run<'p>>) {
        let whole = usize::from(second.end - second.start.min(second.end)) == self.count;
        let slice = |from: usize, to: usize| {
            let bound = |slot: usize| self.starts.get(slot).copied().unwrap_or_default() as usize;
            self.places.get(bound(from)..bound(to)).filter(|at| !at.is_empty()).map(|at| Run::new(at, 0))
        };
        let (start, end) = (usize::from(first.start) * self.count, usize::from(first.end) * self.count);
        if whole {
            add.extend(slice(start, end));
            return;
        }
        for row in (start..end).step_by(self.count.max(1)) {
            add.extend(slice(row + usize::from(second.start), row + usize::from(second.end)));
        }
    }
}

/// Sorts places by slot, in two passes over whatever names them: the end of each slot, and the places.
fn sorted_out(slots: usize, each: impl Fn(&mut dyn FnMut(usize, u32))) -> (Vec<u32>, Vec<u32>) {
    let mut next = vec![0u32; slots + 1];
    each(&mut |slot, _| {
        if let Some(count) = next.get_mut(slot + 1) {
            *count += 1;
        }
    });
    let mut total = 0;
    for count in &mut next {
        total += *count;
        *count = total;
    }
    let mut places = vec![0; total as usize];
    // Each slot's start moves on to its end, which is where the next one started.
    each(&mut |slot, place| {
        if let Some(at) = next.get_mut(slot) {
            if let Some(spot) = places.get_mut(*at as usize) {
                *spot = place;
            }
            *at += 1;
        }
    });
    next.pop();
    (next, places)
}

#[cfg(test)]
mod tests {
    use super::super::pinyin::Phrases;
    use super::*;

    fn made(texts: &[&str]) -> (Script, Lexicon) {
        let mut lexicon = Lexicon::new(Phrases::default());
        let mut script = Script::default();
        for text in texts {
            script.push(text);
        }
        script.keys(0..script.len()).for_each(|key| lexicon.learn(key));
        script.read(&lexicon);
        (script, lexicon)
    }

    #[test]
    fn places_by_character_and_by_sound() {
        let (script, lexicon) = made(&["螺蛳粉", "粉丝2罗"]);
        let postings = Postings::new(&script, &lexicon, 4);
        assert_eq!(postings.char(&lexicon, '粉', Region::All), [2, 4]);
        assert_eq!(postings.char(&lexicon, '粉', Region::Names), [2]);
        assert_eq!(postings.char(&lexicon, '龙', Region::All), [0u32; 0]);
        let places = |first: Span, second: Span, region| {
            let mut runs = Vec::new();
            postings.pair(first, second, region, &mut runs);
            runs.iter().flat_map(|run| run.at.to_vec()).collect::<Vec<_>>()
        };
        let class = |spelled| postings.class(Sound::parse(spelled).unwrap().class()).unwrap();
        assert_eq!(places(class("nuo"), class("shi"), Region::All), [0]);
        assert_eq!(places(postings.letter(b'f'), postings.letter(b's'), Region::All), [4]);
        assert_eq!(places(postings.letter(b'l'), postings.any(), Region::All), [0, 7]);
        assert_eq!(places(postings.letter(b'n'), postings.any(), Region::Names), [0]);
        assert_eq!(places(class("si"), unread('7')..unread('7') + 1, Region::All), [5]);
        assert!(postings.class(Sound::parse("zhuan").unwrap().class()).is_none());
    }
}
