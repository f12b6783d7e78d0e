//! Mandarin syllables without tones, as small numbers, and which of them sound alike.
//!
//! A syllable is an initial and a final (`zh` + `uan`), so it needs no dictionary: two table
//! positions make its number, and the sounds that speakers of the south mix up are decided
//! on the two halves alone.

/// Initials, a longer one before any that starts it; the empty one last.
const INITIALS: [&str; 24] = [
    "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s", "y",
    "w", "",
];

const FINALS: [&str; 34] = [
    "i", "u", "v", "a", "o", "e", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "in", "ing", "ong", "ia", "ie",
    "iao", "iu", "ian", "iang", "iong", "ua", "uo", "uai", "ui", "uan", "un", "uang", "ue", "ve", "er",
];

/// Initials that are often taken for each other.
const ALIKE_INITIALS: [(&str, &str); 4] = [("z", "zh"), ("c", "ch"), ("s", "sh"), ("n", "l")];

/// Finals that are often taken for each other.
const ALIKE_FINALS: [(&str, &str); 3] = [("an", "ang"), ("en", "eng"), ("in", "ing")];

/// One syllable, such as `zhuan`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Sound(u16);

impl Sound {
    /// How many numbers there are; not every one is a syllable that is spoken.
    pub(super) const COUNT: usize = INITIALS.len() * FINALS.len();

    /// The longest spelling, `zhuang`.
    pub(super) const LONGEST: usize = 6;

    /// Reads a syllable that is spelled out, with `v` or `ü`.
    pub(super) fn parse(spelled: &str) -> Option<Self> {
        if spelled.contains('ü') {
            return Self::parse(&spelled.replace('ü', "v"));
        }
        let initial = INITIALS.iter().position(|initial| spelled.starts_with(initial))?;
        let rest = spelled.strip_prefix(INITIALS.get(initial)?)?;
        let last = FINALS.iter().position(|last| *last == rest)?;
        Self::new(initial, last)
    }

    /// All syllables, spoken or not.
    pub(super) fn every() -> impl Iterator<Item = Self> {
        (0u16..).take(Self::COUNT).map(Self)
    }

    /// The number as a table index, below [`Sound::COUNT`].
    pub(super) fn index(self) -> usize {
        usize::from(self.0)
    }

    /// The two halves of the spelling.
    pub(super) fn spelled(self) -> (&'static str, &'static str) {
        let (initial, last) = self.halves();
        let half = |table: &[&'static str], at: usize| table.get(at).copied().unwrap_or_default();
        (half(&INITIALS, initial), half(&FINALS, last))
    }

    /// The first letter, which is what people type as an abbreviation.
    pub(super) fn first_letter(self) -> u8 {
        let (initial, last) = self.spelled();
        initial.bytes().chain(last.bytes()).next().unwrap_or(b'a')
    }

    /// Whether the initial is one of `zh`, `ch`, `sh`, which some abbreviate with both letters.
    pub(super) fn has_double_initial(self) -> bool {
        self.halves().0 < 3
    }

    /// All syllables that a typist may mean who starts with these letters and goes on with
    /// the next syllable; each with how many of the letters it takes.
    ///
    /// `lu` may also stand for `lü`, as keyboards have no `ü`.
    pub(super) fn typed_at_start(letters: &str) -> Vec<(Self, usize)> {
        let mut found = Vec::new();
        for (initial, rest) in Self::initials_of(letters) {
            for (last, spelled) in FINALS.iter().enumerate() {
                if !rest.starts_with(spelled) {
                    continue;
                }
                let length = letters.len() - rest.len() + spelled.len();
                found.extend(Self::new(initial, last).map(|sound| (sound, length)));
                let umlaut = match *spelled {
                    "u" => "v",
                    "ue" => "ve",
                    _ => continue,
                };
                if matches!(INITIALS.get(initial), Some(&("n" | "l"))) {
                    let last = FINALS.iter().position(|last| *last == umlaut);
                    let sound = last.and_then(|last| Self::new(initial, last));
                    found.extend(sound.map(|sound| (sound, length)));
                }
            }
        }
        found
    }

    /// All syllables that begin with exactly these letters and go on, as while typing.
    pub(super) fn begun_with(letters: &str) -> impl Iterator<Item = Self> {
        Self::every().filter(move |sound| {
            let (initial, last) = sound.spelled();
            match letters.strip_prefix(initial) {
                Some(rest) => rest.len() < last.len() && last.starts_with(rest),
                None => initial.len() > letters.len() && initial.starts_with(letters),
            }
        })
    }

    /// This syllable and all that sound like it to a careless ear.
    pub(super) fn alike(self) -> Vec<Self> {
        let (initial, last) = self.halves();
        let initials = [Some(initial), partner(&INITIALS, &ALIKE_INITIALS, initial)];
        let lasts = [Some(last), partner(&FINALS, &ALIKE_FINALS, last)];
        initials
            .into_iter()
            .flatten()
            .flat_map(|initial| lasts.into_iter().flatten().filter_map(move |last| Self::new(initial, last)))
            .collect()
    }

    fn new(initial: usize, last: usize) -> Option<Self> {
        u16::try_from(initial * FINALS.len() + last).ok().map(Self)
    }

    fn halves(self) -> (usize, usize) {
        let number = usize::from(self.0);
        (number / FINALS.len(), number % FINALS.len())
    }

    /// Every initial that `letters` start with, and the letters after it.
    fn initials_of(letters: &str) -> impl Iterator<Item = (usize, &str)> {
        INITIALS.iter().enumerate().filter_map(move |(at, initial)| Some((at, letters.strip_prefix(initial)?)))
    }
}

/// What the half at index `at` of `table` is taken for, if anything.
fn partner(table: &[&str], pairs: &[(&str, &str)], at: usize) -> Option<usize> {
    let half = table.get(at)?;
    let other = pairs.iter().find_map(|(one, two)| match half {
        half if half == one => Some(two),
        half if half == two => Some(one),
        _ => None,
    })?;
    table.iter().position(|name| name == other)
}

/// A set of syllables.
#[derive(Debug, Clone, Default)]
pub(super) struct SoundSet([u64; Sound::COUNT.div_ceil(64)]);

impl SoundSet {
    pub(super) fn add(&mut self, sound: Sound) {
        let at = sound.index();
        if let Some(word) = self.0.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }

    pub(super) fn holds(&self, sound: Sound) -> bool {
        let at = sound.index();
        let word = self.0.get(at / 64).copied().unwrap_or_default();
        word >> (at % 64) & 1 != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(sound: Sound) -> String {
        let (initial, last) = sound.spelled();
        format!("{initial}{last}")
    }

    #[test]
    fn spellings_survive_the_way_there_and_back() {
        for spelled in ["zhuan", "jing", "te", "xin", "luo", "si", "fen", "er", "a", "lv", "wu"] {
            assert_eq!(Sound::parse(spelled).map(shown).as_deref(), Some(spelled));
        }
        assert_eq!(Sound::parse("lüe").map(shown).as_deref(), Some("lve"));
        for nonsense in ["", "m", "ng", "hng", "zhx", "luosi"] {
            assert_eq!(Sound::parse(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn sounds_that_are_mixed_up() {
        for (one, two, alike) in [
            ("si", "shi", true),
            ("zan", "zhang", true),
            ("lin", "ning", true),
            ("feng", "fen", true),
            ("lan", "nan", true),
            ("luo", "luo", true),
            ("fa", "hua", false),
            ("uan", "uang", false),
        ] {
            let (one, two) = (Sound::parse(one), Sound::parse(two));
            let found = one.zip(two).is_some_and(|(one, two)| one.alike().contains(&two));
            assert_eq!(found, alike, "{one:?} {two:?}");
        }
    }

    #[test]
    fn typing_syllable_after_syllable() {
        for (letters, expected) in [
            ("xian", "xi:2 xia:3 xian:4"),
            ("luosi", "lu:2 lv:2 luo:3"),
            ("zhuan", "zhu:3 zhua:4 zhuan:5"),
            ("lue", "lu:2 lv:2 lue:3 lve:3"),
            ("tx", ""),
        ] {
            let spoken = |sound: &Sound| Sound::parse(&shown(*sound)) == Some(*sound);
            let found: Vec<String> = Sound::typed_at_start(letters)
                .into_iter()
                .filter(|(sound, _)| spoken(sound))
                .map(|(sound, length)| format!("{}:{length}", shown(sound)))
                .collect();
            assert_eq!(found.join(" "), expected);
        }
        let begun: Vec<String> = Sound::begun_with("zhua").map(shown).collect();
        assert_eq!(begun, ["zhuai", "zhuan", "zhuang"]);
        assert!(Sound::begun_with("z").any(|sound| shown(sound) == "zhuan"));
    }

    #[test]
    fn letters_for_abbreviations() {
        for (spelled, first, double) in [("zhuan", b'z', true), ("an", b'a', false), ("se", b's', false)] {
            let sound = Sound::parse(spelled).unwrap();
            assert_eq!((sound.first_letter(), sound.has_double_initial()), (first, double));
        }
    }
}
