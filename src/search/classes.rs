//! Classes of syllables that sound alike, numbered so that those with the same first letter lie side by side:
//! a syllable is one class, an initial a range of them, and both are asked of the postings alike.

use std::ops::Range;

use super::pinyin::{Lexicon, ReadingId};
use super::sound::{Sound, Voice};

/// A range of classes.
pub(super) type Span = Range<u16>;

/// The class of a key that is not read, by what it is.
pub(super) fn unread(key: char) -> u16 {
    match key {
        'a'..='z' => 1,
        '0'..='9' => 2,
        _ => 0,
    }
}

/// The first class of sounds.
const FIRST: u16 = 3;

/// Which classes there are, in the order of their first letters.
#[derive(Debug, Clone)]
pub(super) struct Classes {
    /// By the syllable that stands for it.
    pub(super) of_class: Vec<u16>,
    of_reading: Vec<Vec<u16>>,
    letters: Vec<Span>,
    /// By letter, the syllables in its classes.
    pub(super) spoken: Vec<Vec<Voice>>,
    pub(super) count: u16,
}

impl Classes {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let readings = || lexicon.readings().map(|reading| lexicon.voices(reading));
        let mut heard: Vec<(u8, Sound)> = Vec::new();
        let mut voices: Vec<(u8, Voice)> = Vec::new();
        for voice in readings().flatten() {
            let letter = voice.class.first_letter();
            heard.push((letter, voice.class));
            voices.push((letter, *voice));
        }
        heard.sort_unstable();
        heard.dedup();
        voices.sort_unstable_by_key(|(letter, voice)| (*letter, voice.sound));
        voices.dedup_by_key(|(_, voice)| voice.sound);
        let number = |class: Sound| {
            let at = heard.binary_search(&(class.first_letter(), class)).ok()?;
            u16::try_from(at).ok().map(|at| FIRST + at)
        };
        let mut of_class = vec![0; Sound::COUNT];
        for (_, class) in &heard {
            if let Some(slot) = of_class.get_mut(class.index()) {
                *slot = number(*class).unwrap_or_default();
            }
        }
        let of_reading = readings().map(|voices| {
            let mut classes: Vec<u16> = voices.iter().filter_map(|voice| number(voice.class)).collect();
            classes.sort_unstable();
            classes.dedup();
            classes
        });
        let count = FIRST + u16::try_from(heard.len()).unwrap_or_default();
        let letters = (b'a'..=b'z').map(|letter| {
            let start = heard.partition_point(|(first, _)| *first < letter);
            let end = heard.partition_point(|(first, _)| *first <= letter);
            let class = |at: usize| FIRST + u16::try_from(at).unwrap_or_default();
            class(start)..class(end)
        });
        let spoken = (b'a'..=b'z').map(|letter| {
            let letter = class_letter(letter);
            voices.iter().filter(|(first, _)| *first == letter).map(|(_, voice)| *voice).collect()
        });
        Self { letters: letters.collect(), spoken: spoken.collect(), of_reading: of_reading.collect(), of_class, count }
    }

    pub(super) fn of_reading(&self, reading: ReadingId) -> &[u16] {
        self.of_reading.get(reading.index()).map_or(&[], Vec::as_slice)
    }

    pub(super) fn letter(&self, letter: u8) -> Span {
        let at = usize::from(class_letter(letter).wrapping_sub(b'a'));
        self.letters.get(at).cloned().unwrap_or_default()
    }
}

/// The first letter of the classes of syllables with this first letter; only n and l are mixed up.
fn class_letter(letter: u8) -> u8 {
    let sound = |letter: u8| Sound::parse(&format!("{}a", char::from(letter)));
    match letter {
        b'n' | b'l' => sound(letter).map_or(letter, |sound| sound.class().first_letter()),
        _ => letter,
    }
}
