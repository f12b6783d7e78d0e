//! Matches characters, syllables and initials in one pass, all alternatives at once.
//!
//! A token is a row of at most 120 keys. After each character of a text, the machine knows as a set of bits
//! which stretches of the token can end there: bit `n` says that its first `n` keys have been read. A
//! character moves the set on in every way that it can be typed: as itself, as one of its syllables, as a
//! syllable's first letter. So 专精tx needs no guess where the pinyin starts, and a character with five
//! readings costs five steps, not five times the work.

use crate::search::normalise::is_han;
use crate::search::pinyin::every_reading;
use crate::search::query::Token;
use crate::search::script::View;
use crate::search::sound::{Letters, Sound, Voice};

/// Which stretches of a token have been read.
pub(super) type Stretches = u128;

/// The state in which nothing has been read yet.
pub(super) const START: Stretches = 1;

/// How alike sounds must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hearing {
    /// The very syllable, typed as letters.
    Strict,
    /// Any that sounds alike, and characters count by their sound as well.
    Careless,
}

/// A token made ready for any number of texts.
pub(super) struct Machine {
    pub(super) keys: Vec<char>,
    /// By key, the letters from it on; none where it is no letter.
    pub(super) ahead: Vec<Letters>,
    /// By key, whether only letters follow to the token's end.
    ends_in_letters: Vec<bool>,
    /// By key, the classes of sounds of a character; empty in strict hearing.
    pub(super) classes: Vec<Vec<Sound>>,
    pub(super) hearing: Hearing,
}

impl Machine {
    pub(super) fn new(token: &Token, hearing: Hearing) -> Self {
        let keys = token.keys.clone();
        let rest = |at: usize| keys.get(at..).unwrap_or_default();
        let classes = |key: &char| {
            let counts = hearing == Hearing::Careless && is_han(*key);
            let sounds = if counts { every_reading(*key) } else { Vec::new() };
            sounds.into_iter().map(Sound::class).collect()
        };
        Self {
            ahead: (0..keys.len()).map(|at| Letters::ahead(rest(at))).collect(),
            ends_in_letters: (0..keys.len()).map(|at| rest(at).iter().all(char::is_ascii_lowercase)).collect(),
            classes: keys.iter().map(classes).collect(),
            keys,
            hearing,
        }
    }

    /// The token's length in keys.
    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether `state` has read the whole token.
    pub(super) fn is_done(&self, state: Stretches) -> bool {
        state >> self.len() & 1 != 0
    }

    /// The ends of the matches that start at `start`, shortest first; whole syllables only.
    pub(super) fn ends<'a>(&'a self, text: View<'a>, start: usize) -> impl Iterator<Item = usize> + 'a {
        let mut state = START;
        let mut at = start;
        std::iter::from_fn(move || {
            while state != 0 {
                state = self.step(state, text, at);
                at += 1;
                if self.is_done(state) {
                    state ^= 1 << self.len();
                    return Some(at);
                }
            }
            None
        })
    }

    /// The stretches after the key at `at` of the text, whole syllables only; those done are among them.
    pub(super) fn step(&self, state: Stretches, text: View<'_>, at: usize) -> Stretches {
        let (key, voices) = (text.script.key(at), text.voices(at));
        bits(state).fold(0, |next, from| next | self.as_itself(from, key, voices) | self.as_syllable(from, voices))
    }

    /// The same for all modes at once.
    #[inline]
    pub(super) fn step_all(&self, state: &Readings, text: View<'_>, at: usize, initials: bool) -> Readings {
        let (key, voices) = (text.script.key(at), text.voices(at));
        let mut next = Readings::default();
        for from in bits(state.mixed) {
            let here = 1 << from;
            let itself = self.as_itself(from, key, voices);
            let syllable = self.as_syllable(from, voices);
            let initial = if initials { self.as_initial(from, voices) } else { 0 };
            next.mixed |= itself | syllable | initial;
            if state.full & here != 0 {
                next.full |= itself | syllable;
            }
            if state.initials & here != 0 {
                next.initials |= itself | initial;
            }
        }
        next
    }

    /// Whether the whole token is a syllable of the key at `at`, and not only its beginning.
    pub(super) fn is_syllable(&self, text: View<'_>, at: usize) -> bool {
        let whole = self.ahead.first().copied().filter(|whole| whole.len() == self.len());
        whole.is_some_and(|whole| text.voices(at).iter().any(|voice| voice.strict().contains(&whole)))
    }

    /// How a syllable is spelled to this hearing.
    #[inline]
    pub(super) fn spellings<'v>(&self, voice: &'v Voice) -> &'v [Letters] {
        match self.hearing {
            Hearing::Strict => voice.strict(),
            Hearing::Careless => voice.careless(),
        }
    }

    /// Over how many keys from `from` on a syllable so spelled can be typed; to the end also its beginning.
    #[inline]
    pub(super) fn typed(&self, from: usize, spelled: Letters) -> Option<usize> {
        let ahead = self.ahead.get(from).copied()?;
        if ahead.begin_with(spelled) {
            return Some(spelled.len());
        }
        let begun = ahead.len() < spelled.len() && spelled.begin_with(ahead);
        (begun && self.ends_in_letters.get(from) == Some(&true)).then_some(ahead.len())
    }

    #[inline]
    fn as_itself(&self, from: usize, key: char, voices: &[Voice]) -> Stretches {
        let same = self.keys.get(from) == Some(&key);
        if same || self.sounds_like(from, voices) { 1 << (from + 1) } else { 0 }
    }

    #[inline]
    fn sounds_like(&self, from: usize, voices: &[Voice]) -> bool {
        let classes = self.classes.get(from).map_or(&[][..], Vec::as_slice);
        !classes.is_empty() && voices.iter().any(|voice| classes.contains(&voice.class))
    }

    #[inline]
    fn as_syllable(&self, from: usize, voices: &[Voice]) -> Stretches {
        if self.ahead.get(from).is_none_or(|ahead| ahead.first() == 0) {
            return 0;
        }
        let spellings = voices.iter().flat_map(|voice| self.spellings(voice));
        spellings.filter_map(|spelled| self.typed(from, *spelled)).fold(0, |next, length| next | 1 << (from + length))
    }

    #[inline]
    fn as_initial(&self, from: usize, voices: &[Voice]) -> Stretches {
        let Some(ahead) = self.ahead.get(from).copied().filter(|ahead| ahead.first() != 0) else {
            return 0;
        };
        let mut next = 0;
        for voice in voices.iter().filter(|voice| voice.first == ahead.first()) {
            next |= 1 << (from + 1);
            if voice.has_double_initial && ahead.goes_on_with_h() {
                next |= 1 << (from + 2);
            }
        }
        next
    }
}

/// Which stretches have been read in each mode.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Readings {
    /// As whole syllables.
    pub(super) full: Stretches,
    /// As initials.
    pub(super) initials: Stretches,
    /// As either.
    pub(super) mixed: Stretches,
}

impl Readings {
    /// Nothing read yet.
    pub(super) const START: Self = Self { full: START, initials: START, mixed: START };
}

/// The places of the bits of a set.
pub(super) fn bits(mut set: Stretches) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let at = (set != 0).then(|| set.trailing_zeros() as usize)?;
        set &= set - 1;
        Some(at)
    })
}
