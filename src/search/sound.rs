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

    /// The one that stands for all that sound like it: alike syllables have the same.
    pub(super) fn class(self) -> Self {
        self.alike().into_iter().min().unwrap_or(self)
    }

    fn new(initial: usize, last: usize) -> Option<Self> {
        u16::try_from(initial * FINALS.len() + last).ok().map(Self)
    }

    fn halves(self) -> (usize, usize) {
        let number = usize::from(self.0);
        (number / FINALS.len(), number % FINALS.len())
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

/// A few letters in one machine word, so that a syllable is compared in one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Letters(u64);

impl Letters {
    /// The first letters of a row, two more than a syllable can have; none where no letter is.
    pub(super) fn ahead(keys: &[char]) -> Self {
        let letters = keys.iter().take(8).take_while(|key| key.is_ascii_lowercase());
        Self::of(letters.filter_map(|key| u8::try_from(*key).ok()))
    }

    fn of(letters: impl Iterator<Item = u8>) -> Self {
        let word = letters.zip((0u32..).step_by(8)).fold(0, |word, (letter, shift)| word | u64::from(letter) << shift);
        Self(word)
    }

    /// How many there are.
    #[inline]
    pub(super) fn len(self) -> usize {
        (8 - self.0.leading_zeros() / 8) as usize
    }

    /// The first one; zero if there is none.
    #[inline]
    pub(super) fn first(self) -> u8 {
        self.0.to_le_bytes()[0]
    }

    /// Whether the second one is an h, as in `zh`.
    pub(super) fn goes_on_with_h(self) -> bool {
        self.0.to_le_bytes()[1] == b'h'
    }

    /// Whether these begin with those, which are one at least.
    #[inline]
    pub(super) fn begin_with(self, others: Self) -> bool {
        let most = u64::MAX.checked_shr(others.0.leading_zeros() & !7).unwrap_or_default();
        others.0 != 0 && (self.0 ^ others.0) & most == 0
    }
}

/// How many spellings a syllable and those that sound like it can have.
const SPELLINGS: usize = 4;

/// What a search asks of a syllable over and over, worked out once.
#[derive(Debug, Clone, Copy)]
pub(super) struct Voice {
    pub(super) sound: Sound,
    /// See [`Sound::class`].
    pub(super) class: Sound,
    /// The first letter, which is what people type as an abbreviation.
    pub(super) first: u8,
    /// Whether the initial is one of `zh`, `ch`, `sh`, which some abbreviate with both letters.
    pub(super) has_double_initial: bool,
    /// How many of the spellings below there are.
    strict: u8,
    careless: u8,
    /// As it is spelled, with `v` and with `u` for `ü`.
    strictly: [Letters; 2],
    /// As it and all that sound like it are spelled.
    carelessly: [Letters; SPELLINGS],
}

impl Voice {
    pub(super) fn new(sound: Sound) -> Self {
        let (strictly, strict) = gathered(spellings(sound));
        let (carelessly, careless) = gathered(sound.alike().into_iter().flat_map(spellings));
        Self {
            sound,
            class: sound.class(),
            first: sound.first_letter(),
            has_double_initial: sound.has_double_initial(),
            strict,
            careless,
            strictly,
            carelessly,
        }
    }

    /// As it is spelled.
    #[inline]
    pub(super) fn strict(&self) -> &[Letters] {
        self.strictly.get(..usize::from(self.strict)).unwrap_or_default()
    }

    /// As it and all that sound like it are spelled.
    #[inline]
    pub(super) fn careless(&self) -> &[Letters] {
        self.carelessly.get(..usize::from(self.careless)).unwrap_or_default()
    }
}

fn gathered<const N: usize>(spellings: impl Iterator<Item = Letters>) -> ([Letters; N], u8) {
    let mut all = [Letters::default(); N];
    let mut count = 0;
    for (slot, spelling) in all.iter_mut().zip(spellings) {
        *slot = spelling;
        count += 1;
    }
    (all, count)
}

/// `lü` may also be typed as `lu`, as keyboards have no `ü`.
fn spellings(sound: Sound) -> impl Iterator<Item = Letters> {
    let (initial, last) = sound.spelled();
    let has_umlaut = last.starts_with('v') && matches!(initial, "n" | "l");
    let typed = move |umlaut: u8| {
        let letters = initial.bytes().chain(last.bytes());
        Letters::of(letters.map(move |letter| if letter == b'v' { umlaut } else { letter }))
    };
    std::iter::once(typed(b'v')).chain(has_umlaut.then(|| typed(b'u')))
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
    fn letters_that_begin_with_a_syllable() {
        let letters = |typed: &str| Letters::ahead(&typed.chars().collect::<Vec<_>>());
        for (typed, sound, strict, careless) in [
            ("luosifen", "luo", true, true),
            ("nuosifen", "luo", false, true),
            ("luse", "lv", true, true),
            ("lvse", "lv", true, true),
            ("luese", "lve", true, true),
            ("zuanjing", "zhuan", false, true),
            ("lu", "luo", false, false),
            ("", "a", false, false),
        ] {
            let voice = Voice::new(Sound::parse(sound).unwrap());
            let begins = |spelled: &[Letters]| spelled.iter().any(|spelled| letters(typed).begin_with(*spelled));
            assert_eq!((begins(voice.strict()), begins(voice.careless())), (strict, careless), "{typed} {sound}");
        }
        assert!(letters("zhu").goes_on_with_h() && !letters("zu").goes_on_with_h());
        assert_eq!((letters("zhuangzhuang").len(), letters("zh1").len(), letters("z").first()), (8, 2, b'z'));
    }

    #[test]
    fn alike_syllables_are_of_one_class() {
        for sound in (0u16..).take(Sound::COUNT).map(Sound) {
            assert!(sound.alike().into_iter().flat_map(spellings).count() <= SPELLINGS);
            assert!(sound.alike().iter().all(|other| other.class() == sound.class()));
        }
        let class = |spelled| Sound::parse(spelled).map(Sound::class);
        assert_eq!(class("shang"), class("san"));
        assert_ne!(class("shang"), class("sheng"));
    }

    #[test]
    fn letters_for_abbreviations() {
        for (spelled, first, double) in [("zhuan", b'z', true), ("an", b'a', false), ("se", b's', false)] {
            let sound = Sound::parse(spelled).unwrap();
            assert_eq!((sound.first_letter(), sound.has_double_initial()), (first, double));
        }
    }
}
