//! How Chinese characters are read: every reading of each, and a phrase table over that.
//!
//! A character alone may have several readings, and the first one that a table gives is
//! wrong for words as common here as 银行, 会计, 重点 or 返还. The phrase table settles
//! them; it is data (`data/pinyin.json`), given to us as text, so that a word that is missed
//! costs a line in a file. Characters outside any phrase keep all their readings: to a search
//! a reading too many is a smaller loss than one too few.

use std::collections::{BTreeMap, HashMap};

use pinyin::ToPinyinMulti;
use thiserror::Error;

use super::sound::Sound;

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
    /// The readings of characters that were looked up before; a pane highlights them on every frame.
    learnt: HashMap<char, Vec<Sound>>,
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

impl Phrases {
    /// Keeps what a reader looked up.
    pub(super) fn learn(&mut self, seen: HashMap<char, Vec<Sound>>) {
        self.learnt.extend(seen);
    }
}

/// Looks readings up for many texts, each character in the large tables only once.
pub(super) struct Reader<'a> {
    phrases: &'a Phrases,
    known: HashMap<char, Known<'a>>,
}

/// What is known of a character.
struct Known<'a> {
    sounds: Vec<Sound>,
    /// The phrases that start with it.
    phrases: &'a [Phrase],
}

impl<'a> Reader<'a> {
    pub(super) fn new(phrases: &'a Phrases) -> Self {
        Self { phrases, known: HashMap::new() }
    }

    /// The readings of every character that was looked up.
    pub(super) fn seen(self) -> HashMap<char, Vec<Sound>> {
        self.known.into_iter().map(|(c, known)| (c, known.sounds)).collect()
    }

    /// The readings of each of `chars`; in a phrase, those of the longest that fits.
    pub(super) fn read(&mut self, chars: &[char]) -> Readings {
        let mut readings = Readings { sounds: Vec::with_capacity(chars.len()), ends: Vec::with_capacity(chars.len()) };
        let mut rest = chars;
        while let Some((first, after)) = rest.split_first() {
            rest = after;
            if first.is_ascii() {
                readings.push(&[]);
                continue;
            }
            let Phrases { by_first, learnt } = self.phrases;
            let known = self.known.entry(*first).or_insert_with(|| Known {
                sounds: learnt.get(first).cloned().unwrap_or_else(|| every_reading(*first)),
                phrases: by_first.get(first).map_or(&[], Vec::as_slice),
            });
            let mut phrases = known.phrases.iter();
            if let Some(phrase) = phrases.find(|phrase| after.starts_with(&phrase.rest)) {
                for sound in &phrase.sounds {
                    readings.push(&[*sound]);
                }
                rest = after.get(phrase.rest.len()..).unwrap_or_default();
            } else {
                readings.push(&known.sounds);
            }
        }
        readings
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

/// The readings of each character of a text, in one flat list.
#[derive(Debug, Clone, Default)]
pub(super) struct Readings {
    sounds: Vec<Sound>,
    /// Where the readings of each character end in `sounds`.
    ends: Vec<u32>,
}

impl Readings {
    /// The readings of the character at `at`; none past the end.
    pub(super) fn of(&self, at: usize) -> &[Sound] {
        let end = self.ends.get(at).copied().unwrap_or_default();
        let start = match at.checked_sub(1) {
            Some(before) => self.ends.get(before).copied().unwrap_or_default(),
            None => 0,
        };
        self.sounds.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Whether no character has any, as when they were not looked up.
    pub(super) fn is_empty(&self) -> bool {
        self.sounds.is_empty()
    }

    fn push(&mut self, sounds: &[Sound]) {
        self.sounds.extend_from_slice(sounds);
        self.ends.push(u32::try_from(self.sounds.len()).unwrap_or(u32::MAX));
    }
}

#[cfg(test)]
mod tests {
    use super::super::catalogue::PHRASES;
    use super::*;

    fn shown(phrases: &Phrases, text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let readings = Reader::new(phrases).read(&chars);
        let spell = |at: usize| {
            let sounds = readings.of(at).iter().map(|sound| {
                let (initial, last) = sound.spelled();
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
            ("2年a", " nian/ning "),
        ] {
            assert_eq!(shown(&phrases, text), reading, "{text}");
        }
    }

    #[test]
    fn without_a_phrase_all_readings_stay() {
        let none = Phrases::default();
        assert_eq!(shown(&none, "行"), "xing/hang/heng");
        assert_eq!(shown(&none, "旅"), "lv");
        assert!(Reader::new(&none).read(&['a', '1']).is_empty());
        assert!(Reader::new(&none).read(&[]).of(3).is_empty());
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
