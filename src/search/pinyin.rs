//! How Chinese characters are read: every reading of each, and a phrase table over that.
//!
//! A character alone may have several readings, and the first one that a table gives is
//! wrong for words as common here as 银行, 会计, 重点 or 返还. The phrase table settles
//! them; it is data (`data/pinyin.json`), given to us as text, so that a word that is missed
//! costs a line in a file. A row of one character settles the reading that it has in every policy word, where
//! the large table lists old ones besides. Other characters keep all their readings: to a search a reading
//! too many is a smaller loss than one too few.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use pinyin::ToPinyinMulti;
use thiserror::Error;

use super::sound::{Sound, Voice};

/// What is wrong with a phrase table.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum PhraseError {
    /// The file is not an object of strings.
    #[error("the phrase table is not a JSON object of strings: {0}")]
    Json(String),
    /// A phrase has not as many syllables as characters.
    #[error("`{phrase}` has {chars} characters but {syllables} syllables")]
    Count {
        /// The phrase.
        phrase: String,
        /// How many characters it has.
        chars: usize,
        /// How many syllables stand beside it.
        syllables: usize,
    },
    /// A syllable that does not exist in Mandarin.
    #[error("`{syllable}` in the reading of `{phrase}` is no syllable")]
    Syllable {
        /// The phrase.
        phrase: String,
        /// The syllable as written.
        syllable: String,
    },
}

/// Words whose reading is settled.
#[derive(Debug, Clone, Default)]
pub struct Phrases {
    /// By first character, a longer phrase before any that starts it.
    by_first: HashMap<char, Vec<Phrase>>,
}

#[derive(Debug, Clone)]
struct Phrase {
    /// The characters after the first one.
    rest: Vec<char>,
    /// The sounds of all characters.
    sounds: Vec<Sound>,
}

impl Phrases {
    /// Reads a table such as `{"银行": "yin hang"}`.
    ///
    /// # Errors
    /// If the text is not such a table, or a reading does not fit its phrase.
    pub fn parse(json: &str) -> Result<Self, PhraseError> {
        let raw: BTreeMap<String, String> =
            serde_json::from_str(json).map_err(|error| PhraseError::Json(error.to_string()))?;
        let mut phrases = Self::default();
        for (phrase, reading) in raw {
            let checked = Phrase::new(&phrase, &reading)?;
            if let Some(first) = phrase.chars().next() {
                phrases.by_first.entry(first).or_default().push(checked);
            }
        }
        for list in phrases.by_first.values_mut() {
            list.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
        }
        Ok(phrases)
    }
}

impl Phrase {
    fn new(phrase: &str, reading: &str) -> Result<Self, PhraseError> {
        let chars = phrase.chars().count();
        let sounds = reading
            .split_whitespace()
            .map(|syllable| {
                Sound::parse(syllable)
                    .ok_or_else(|| PhraseError::Syllable { phrase: phrase.to_owned(), syllable: syllable.to_owned() })
            })
            .collect::<Result<Vec<_>, _>>()?;
        if sounds.len() != chars {
            return Err(PhraseError::Count { phrase: phrase.to_owned(), chars, syllables: sounds.len() });
        }
        Ok(Self { rest: phrase.chars().skip(1).collect(), sounds })
    }
}

/// All readings of one character, without tones; none for what is not Chinese.
pub(super) fn every_reading(c: char) -> Vec<Sound> {
    let mut spelled: Vec<&str> = Vec::new();
    for reading in c.to_pinyin_multi().into_iter().flatten() {
        // Readings that differ in tone alone are spelled alike.
        if !spelled.contains(&reading.plain()) {
            spelled.push(reading.plain());
        }
    }
    // Interjections such as `ng` are no syllables to us, and nobody searches by them.
    spelled.into_iter().filter_map(Sound::parse).collect()
}

/// A set of readings, by its number in a lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct ReadingId(u16);

impl ReadingId {
    /// How a key is read that is no Chinese character: not at all.
    pub(super) const NONE: Self = Self(0);

    /// The number as a table index.
    pub(super) fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// A character by its number in a lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CharId(u16);

impl CharId {
    /// The number as a table index.
    pub(super) fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// Every character of the texts of an index, and how it is read; looked up once, then only read.
#[derive(Debug, Clone)]
pub(super) struct Lexicon {
    phrases: Phrases,
    /// By code point the number of the character; most texts stay in this plane.
    plane: Vec<u16>,
    /// The same for the other planes.
    beyond: HashMap<char, u16>,
    known: Vec<Known>,
    voices: Vec<Voice>,
    /// By reading, where its voices lie.
    ranges: Vec<Range<u32>>,
    ids: HashMap<Vec<Sound>, ReadingId>,
}

/// What is known of a character.
#[derive(Debug, Clone, Default)]
struct Known {
    reading: ReadingId,
    /// The phrases that start with it: what follows, and how all of it is read.
    phrases: Vec<(Vec<char>, Vec<ReadingId>)>,
}

impl Lexicon {
    pub(super) fn new(phrases: Phrases) -> Self {
        let mut lexicon = Self {
            phrases,
            plane: vec![0; 0x1_0000],
            beyond: HashMap::new(),
            // The first one stands for every character that is not known.
            known: vec![Known::default()],
            voices: Vec::new(),
            ranges: Vec::new(),
            ids: HashMap::new(),
        };
        lexicon.intern(Vec::new());
        lexicon
    }

    /// Looks up a character, unless it is known.
    pub(super) fn learn(&mut self, c: char) {
        if self.char(c).is_some() {
            return;
        }
        let Some(id) = u16::try_from(self.known.len()).ok() else {
            return;
        };
        let reading = if c.is_ascii() { ReadingId::NONE } else { self.intern(every_reading(c)) };
        let phrases = self.phrases.by_first.remove(&c).unwrap_or_default();
        let mut list = Vec::with_capacity(phrases.len());
        for phrase in phrases {
            let readings = phrase.sounds.iter().map(|sound| self.intern(vec![*sound])).collect();
            list.push((phrase.rest, readings));
        }
        self.known.push(Known { reading, phrases: list });
        match self.plane.get_mut(c as usize) {
            Some(slot) => *slot = id,
            None => {
                self.beyond.insert(c, id);
            }
        }
    }

    /// The number of a character, if it is known.
    pub(super) fn char(&self, c: char) -> Option<CharId> {
        let id = match self.plane.get(c as usize) {
            Some(id) => *id,
            None => self.beyond.get(&c).copied().unwrap_or_default(),
        };
        (id != 0).then_some(CharId(id))
    }

    /// One more than the highest number of a character.
    pub(super) fn chars(&self) -> usize {
        self.known.len()
    }

    /// How many readings there are.
    pub(super) fn readings(&self) -> impl Iterator<Item = ReadingId> {
        (0..).take(self.ranges.len()).map(ReadingId)
    }

    /// The syllables of a reading.
    #[inline]
    pub(super) fn voices(&self, id: ReadingId) -> &[Voice] {
        let Some(Range { start, end }) = self.ranges.get(id.index()) else {
            return &[];
        };
        self.voices.get(*start as usize..*end as usize).unwrap_or_default()
    }

    /// Adds the readings of `keys` to `readings`; in a phrase, those of the longest that fits. Characters
    /// that are not known are not read.
    pub(super) fn read(&self, keys: &[char], readings: &mut Vec<ReadingId>) {
        let mut rest = keys;
        while let Some((first, after)) = rest.split_first() {
            rest = after;
            let known = self.char(*first).and_then(|id| self.known.get(id.index()));
            let Some(known) = known.filter(|_| !first.is_ascii()) else {
                readings.push(ReadingId::NONE);
                continue;
            };
            match known.phrases.iter().find(|(phrase, _)| after.starts_with(phrase)) {
                Some((phrase, read)) => {
                    readings.extend_from_slice(read);
                    rest = after.get(phrase.len()..).unwrap_or_default();
                }
                None => readings.push(known.reading),
            }
        }
    }

    /// Bytes on the heap, as far as they grow with the texts.
    pub(super) fn heap_bytes(&self) -> usize {
        self.plane.capacity() * size_of::<u16>() + self.known.capacity() * size_of::<Known>()
    }

    fn intern(&mut self, sounds: Vec<Sound>) -> ReadingId {
        if let Some(id) = self.ids.get(&sounds) {
            return *id;
        }
        let id = ReadingId(u16::try_from(self.ranges.len()).unwrap_or_default());
        let end = |voices: &[Voice]| u32::try_from(voices.len()).unwrap_or(u32::MAX);
        let start = end(&self.voices);
        self.voices.extend(sounds.iter().map(|sound| Voice::new(*sound)));
        self.ranges.push(start..end(&self.voices));
        self.ids.insert(sounds, id);
        id
    }
}

#[cfg(test)]
mod tests {
    use super::super::catalogue::PHRASES;
    use super::*;

    fn shown(phrases: &Phrases, text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let mut lexicon = Lexicon::new(phrases.clone());
        chars.iter().for_each(|c| lexicon.learn(*c));
        let mut readings = Vec::new();
        lexicon.read(&chars, &mut readings);
        let spell = |at: usize| {
            let sounds = lexicon.voices(readings[at]).iter().map(|voice| {
                let (initial, last) = voice.sound.spelled();
                format!("{initial}{last}")
            });
            sounds.collect::<Vec<_>>().join("/")
        };
        (0..chars.len()).map(spell).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn policy_words_are_read_right() {
        let phrases = Phrases::parse(PHRASES).unwrap();
        for (text, reading) in [
            ("银行业", "yin hang ye"),
            ("中长期", "zhong chang qi"),
            ("会计调整", "kuai ji tiao zheng"),
            ("返还还款", "fan huan huan kuan"),
            ("供给重点", "gong ji zhong dian"),
            ("重组增长", "chong zu zeng zhang"),
            ("社会计划", "she hui ji hua"),
            ("行政", "xing zheng"),
            ("绿色", "lv se"),
            ("2年a", " nian "),
            ("税率会长行长", "shui lv hui zhang hang zhang"),
            ("中国银行分行", "zhong guo yin hang fen hang"),
            ("系统校准目的", "xi tong jiao zhun mu di"),
            ("率先给予", "shuai xian ji yu"),
        ] {
            assert_eq!(shown(&phrases, text), reading, "{text}");
        }
    }

    #[test]
    fn without_a_phrase_all_readings_stay() {
        let none = Phrases::default();
        assert_eq!(shown(&none, "行"), "xing/hang/heng");
        assert_eq!(shown(&none, "旅"), "lv");
        assert_eq!(shown(&none, "a1"), " ");
        assert_eq!(shown(&none, "𬭚"), "chun/dui");
    }

    #[test]
    fn bad_tables_say_what_is_wrong() {
        for (json, message) in [
            (r#"{"银行":"yin"}"#, "`银行` has 2 characters but 1 syllables"),
            (r#"{"银行":"yin xxx"}"#, "`xxx` in the reading of `银行` is no syllable"),
        ] {
            let error = Phrases::parse(json).unwrap_err();
            assert_eq!(error.to_string(), message);
        }
        assert!(matches!(Phrases::parse("[1]"), Err(PhraseError::Json(_))));
    }
}
