//! One slip: a character wrong, missing or too many, or a syllable mistyped by a letter.
//!
//! The machine runs twice side by side, once without a slip so far and once with one behind
//! it; a slip is a step from the first to the second. Sounds that are mixed up cost nothing.
//! Only names are looked at: in running text there is always something one slip away.

use super::loose::WHOLE_SYLLABLES;
use super::machine::{Hearing, Machine, START, Stretches};
use super::reader::{Reader, next_run};
use super::{Match, Matcher, Way};
use crate::search::entry::Indexed;
use crate::search::normalise::is_han;
use crate::search::query::Token;
use crate::search::sound::Sound;

/// With fewer characters, one wrong leaves too little to go by.
const ENOUGH_HAN: usize = 4;

/// The same for letters.
const ENOUGH_LETTERS: usize = 6;

/// Longer tokens are pasted, not typed, and have no slips worth the time.
const MOST_KEYS: usize = 24;

pub(super) struct Slip {
    machine: Machine,
    /// Which keys are Chinese characters.
    han: Stretches,
    /// Whether it is characters in which the slip is looked for, rather than letters.
    has_han: bool,
    /// By syllable: from where, and over how many keys, it can be mistyped.
    mistyped: Vec<Vec<(Stretches, usize)>>,
}

impl Slip {
    /// None for a token that is too short, too long or exact.
    pub(super) fn new(token: &Token) -> Option<Self> {
        let enough = token.han() >= ENOUGH_HAN || token.letters() >= ENOUGH_LETTERS;
        if !enough || token.exact || token.keys.len() > MOST_KEYS {
            return None;
        }
        let han = (0u32..).zip(&token.keys).filter(|(_, key)| is_han(**key)).fold(0, |set, (at, _)| set | 1 << at);
        Some(Self {
            machine: Machine::new(token, Hearing::Careless),
            han,
            has_han: token.han() >= ENOUGH_HAN,
            mistyped: mistyped(&token.keys),
        })
    }

    /// The steps over a key that take the slip.
    fn slip(&self, state: Stretches, entry: &Indexed, at: usize) -> Stretches {
        let mut next = 0;
        if self.has_han && entry.key(at).is_some_and(is_han) {
            // Another character, or one more; no more before the first one of the token.
            next |= (state & self.han) << 1;
            next |= state & !START;
        }
        for sound in entry.readings.of(at) {
            for (from, length) in self.mistyped.get(sound.index()).into_iter().flatten() {
                next |= (state & from) << length;
            }
        }
        next
    }
}

impl Matcher for Slip {
    fn find(&self, entry: &Indexed) -> Option<Match> {
        if !entry.entry.part.is_name() {
            return None;
        }
        let run = next_run(self, entry, 0).filter(|run| run.len() > 1)?;
        Some(Match::of_keys(Way::Slip, entry, run))
    }
}

impl Reader for Slip {
    /// Without a slip so far, and with one.
    type State = (Stretches, Stretches);

    const NOTHING: Self::State = (0, 0);

    fn started(&self, (clean, slipped): Self::State) -> Self::State {
        (clean | START, slipped)
    }

    fn read(&self, (clean, slipped): Self::State, entry: &Indexed, at: usize) -> (Self::State, bool) {
        let step = |state| self.machine.step(state, entry, at, WHOLE_SYLLABLES);
        let next_clean = step(clean);
        let mut next_slipped = step(slipped) | self.slip(clean, entry, at);
        if self.has_han {
            // The token has a character more; not after the last one of the text.
            let skipped = (clean & self.han & !START) << 1;
            next_slipped |= step(skipped);
        }
        let done = self.machine.is_done(next_slipped);
        ((next_clean, next_slipped), done)
    }

    fn can_start(&self, _: &Indexed, _: usize) -> bool {
        true
    }

    fn longest(&self) -> usize {
        self.machine.length() + 1
    }
}

/// Where syllables can be mistyped by one letter in the letters of a token.
fn mistyped(keys: &[char]) -> Vec<Vec<(Stretches, usize)>> {
    let mut table = vec![Vec::new(); Sound::COUNT];
    for sound in Sound::every() {
        let (initial, last) = sound.spelled();
        let spelled: Vec<char> = initial.chars().chain(last.chars()).collect();
        if spelled.len() < 3 {
            continue;
        }
        for at in 0..keys.len() {
            for length in spelled.len() - 1..=spelled.len() + 1 {
                let typed = keys.get(at..at + length);
                if typed.is_some_and(|typed| is_one_off(typed, &spelled))
                    && let Some(list) = table.get_mut(sound.index())
                {
                    list.push((1 << at, length));
                }
            }
        }
    }
    table
}

/// Whether two spellings with the same first letter differ by one letter, or two swapped.
fn is_one_off(typed: &[char], spelled: &[char]) -> bool {
    if typed.first() != spelled.first() || !typed.iter().all(char::is_ascii_lowercase) {
        return false;
    }
    let same = |pair: &(&char, &char)| pair.0 == pair.1;
    let start = typed.iter().zip(spelled).take_while(same).count();
    let (typed, spelled) = (typed.get(start..), spelled.get(start..));
    match (typed.unwrap_or_default(), spelled.unwrap_or_default()) {
        ([], [_]) | ([_], []) => true,
        ([_, typed @ ..], [_, spelled @ ..]) if typed == spelled => true,
        ([one, two, typed @ ..], [first, second, spelled @ ..]) if (one, two, typed) == (second, first, spelled) => {
            true
        }
        ([_, typed @ ..], spelled) if typed == spelled => true,
        (typed, [_, spelled @ ..]) => typed == spelled,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_off() {
        for (typed, spelled, expected) in [
            ("lou", "luo", true),
            ("jinh", "jing", true),
            ("jin", "jing", true),
            ("jingg", "jing", true),
            ("zuan", "zhuan", true),
            ("jing", "jing", false),
            ("ling", "jing", false),
            ("jnig", "jing", true),
            ("jgni", "jing", false),
            ("ji", "jing", false),
        ] {
            let typed: Vec<char> = typed.chars().collect();
            let spelled: Vec<char> = spelled.chars().collect();
            assert_eq!(is_one_off(&typed, &spelled), expected, "{typed:?} {spelled:?}");
        }
    }
}
