//! Matches characters, syllables and initials in one pass, all alternatives at once.
//!
//! A token is a row of at most 120 keys. After each character of a text, the machine knows
//! as a set of bits which stretches of the token can end there: bit `n` says that its first
//! `n` keys have been read. A character moves the set on in every way that it can be typed:
//! as itself, as one of its syllables, as a syllable's first letter. So 专精tx needs no
//! guess where the pinyin starts, and a character with five readings costs five steps, not
//! five times the work.

use crate::search::entry::Indexed;
use crate::search::normalise::{Signature, is_han};
use crate::search::pinyin::every_reading;
use crate::search::query::Token;
use crate::search::sound::{Sound, SoundSet};

/// Which stretches of a token have been read.
pub(super) type Stretches = u128;

/// The state in which nothing has been read yet.
pub(super) const START: Stretches = 1;

/// In which ways a character may be typed besides as itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Modes {
    /// As a whole syllable, or as the beginning of one at the token's end.
    pub(super) syllables: bool,
    /// As the first letter of a syllable, or as `zh`, `ch`, `sh`.
    pub(super) initials: bool,
}

/// How alike sounds must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hearing {
    /// The very syllable, typed as letters.
    Strict,
    /// Any that sounds alike, and characters count by their sound as well.
    Careless,
}

/// A step over a syllable: from the stretches in `from`, `length` keys on.
#[derive(Debug, Clone, Copy)]
struct Step {
    length: usize,
    from: Stretches,
}

/// How one syllable can move the machine on.
#[derive(Debug, Clone, Default)]
struct Moves {
    /// Typed in full.
    steps: Vec<Step>,
    /// Typed as its first letter.
    initial: Stretches,
    /// Typed as `zh`, `ch`, `sh`.
    double_initial: Stretches,
    /// Begun by all that is left of the token.
    tail: Stretches,
}

/// A token made ready for any number of texts.
pub(super) struct Machine {
    length: usize,
    signature: Signature,
    literals: Vec<(char, Stretches)>,
    /// By syllable.
    moves: Vec<Moves>,
    /// The syllables with any move; most of a text is settled by these few words.
    moving: SoundSet,
    first_key: Option<char>,
    /// The syllables that the token can start with, typed as syllables.
    first_syllables: SoundSet,
    /// The syllables that the token can start with, typed as initials.
    first_initials: SoundSet,
}

impl Machine {
    pub(super) fn new(token: &Token, hearing: Hearing) -> Self {
        let keys = &token.keys;
        let mut machine = Self {
            length: keys.len(),
            signature: Signature::of(keys),
            literals: Vec::new(),
            moves: vec![Moves::default(); Sound::COUNT],
            moving: SoundSet::default(),
            first_key: keys.first().copied(),
            first_syllables: SoundSet::default(),
            first_initials: SoundSet::default(),
        };
        for (at, key) in keys.iter().enumerate() {
            match machine.literals.iter_mut().find(|(c, _)| c == key) {
                Some((_, places)) => *places |= 1 << at,
                None => machine.literals.push((*key, 1 << at)),
            }
            if key.is_ascii_lowercase() {
                let ahead = keys.get(at..).unwrap_or_default();
                let word = ahead.iter().take_while(|c| c.is_ascii_lowercase());
                let word: String = word.take(Sound::LONGEST + 1).collect();
                machine.add_letters(&word, at, hearing);
            } else if hearing == Hearing::Careless && is_han(*key) {
                for sound in every_reading(*key) {
                    machine.add_step(sound, 1, at, hearing);
                }
            }
        }
        machine.add_initials();
        machine.add_firsts();
        machine
    }

    /// The token's length in keys.
    pub(super) fn length(&self) -> usize {
        self.length
    }

    /// Whether `state` has read the whole token.
    pub(super) fn is_done(&self, state: Stretches) -> bool {
        state & (1 << self.length) != 0
    }

    /// The stretches after the key at `at` of `entry`; those done are among them.
    pub(super) fn step(&self, state: Stretches, entry: &Indexed, at: usize, modes: Modes) -> Stretches {
        let mut next = 0;
        if let Some(key) = entry.key(at)
            && self.signature.may_hold(key)
        {
            next |= (state & self.literal(key)) << 1;
        }
        for sound in entry.readings.of(at) {
            if let Some(moves) = self.moves_of(*sound) {
                next |= self.move_on(state, moves, modes);
            }
        }
        next
    }

    /// Whether a match can start with the key at `at`.
    pub(super) fn can_start(&self, entry: &Indexed, at: usize, modes: Modes) -> bool {
        let starts = |sound: &Sound| {
            (modes.syllables && self.first_syllables.holds(*sound))
                || (modes.initials && self.first_initials.holds(*sound))
        };
        entry.readings.of(at).iter().any(starts) || entry.key(at) == self.first_key
    }

    /// Whether the key at `at` can be typed as the whole token, and not as its beginning.
    pub(super) fn is_syllable(&self, entry: &Indexed, at: usize) -> bool {
        let whole = |step: &Step| step.length == self.length && step.from & START != 0;
        let sounds = entry.readings.of(at).iter();
        let mut moves = sounds.filter_map(|sound| self.moves_of(*sound));
        moves.any(|moves| moves.steps.iter().any(whole))
    }

    fn move_on(&self, state: Stretches, moves: &Moves, modes: Modes) -> Stretches {
        let mut next = 0;
        if modes.syllables {
            for step in &moves.steps {
                next |= (state & step.from) << step.length;
            }
            if state & moves.tail != 0 {
                next |= 1 << self.length;
            }
        }
        if modes.initials {
            next |= (state & moves.initial) << 1;
            next |= (state & moves.double_initial) << 2;
        }
        next
    }

    fn moves_of(&self, sound: Sound) -> Option<&Moves> {
        if self.moving.holds(sound) { self.moves.get(sound.index()) } else { None }
    }

    /// Where a key stands in the token as itself.
    fn literal(&self, key: char) -> Stretches {
        let mut literals = self.literals.iter();
        let found = literals.find(|(c, _)| *c == key);
        found.map_or(0, |(_, places)| *places)
    }

    fn change(&mut self, sound: Sound) -> Option<&mut Moves> {
        self.moving.add(sound);
        self.moves.get_mut(sound.index())
    }

    /// Adds the syllables that the letters from `at` on can start with.
    fn add_letters(&mut self, letters: &str, at: usize, hearing: Hearing) {
        for (sound, length) in Sound::typed_at_start(letters) {
            self.add_step(sound, length, at, hearing);
        }
        if at + letters.len() == self.length {
            let begun = Sound::begun_with(letters);
            for sound in begun.flat_map(|sound| heard(sound, hearing)) {
                if let Some(moves) = self.change(sound) {
                    moves.tail |= 1 << at;
                }
            }
        }
    }

    fn add_step(&mut self, sound: Sound, length: usize, at: usize, hearing: Hearing) {
        let from = 1 << at;
        for sound in heard(sound, hearing) {
            let Some(moves) = self.change(sound) else {
                continue;
            };
            match moves.steps.iter_mut().find(|step| step.length == length) {
                Some(step) => step.from |= from,
                None => moves.steps.push(Step { length, from }),
            }
        }
    }

    fn add_initials(&mut self) {
        let h = self.literal('h');
        for sound in Sound::every() {
            let first = self.literal(char::from(sound.first_letter()));
            if first != 0
                && let Some(moves) = self.change(sound)
            {
                moves.initial = first;
                if sound.has_double_initial() {
                    moves.double_initial = first & (h >> 1);
                }
            }
        }
    }

    fn add_firsts(&mut self) {
        for sound in Sound::every() {
            let Some(moves) = self.moves_of(sound) else {
                continue;
            };
            let steps = moves.steps.iter().fold(moves.tail, |all, step| all | step.from);
            let initials = moves.initial | moves.double_initial;
            if steps & START != 0 {
                self.first_syllables.add(sound);
            }
            if initials & START != 0 {
                self.first_initials.add(sound);
            }
        }
    }
}

fn heard(sound: Sound, hearing: Hearing) -> Vec<Sound> {
    match hearing {
        Hearing::Strict => vec![sound],
        Hearing::Careless => sound.alike(),
    }
}
