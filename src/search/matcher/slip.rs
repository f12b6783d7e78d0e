//! One slip: a character wrong, missing or too many, or a syllable mistyped by a letter.
//!
//! The machine runs twice side by side, once without a slip so far and once with one behind it; a slip is a
//! step from the first to the second. Sounds that are mixed up cost nothing. Only names are looked at: in
//! running text there is always something one slip away.
//!
//! Of four characters with one slip, the first two are right or the last two; and a mistyped syllable keeps
//! its first letter. That is what the postings are asked for.

use std::ops::Range;

use super::machine::{Hearing, Machine, START, Stretches, bits};
use super::{Found, Matcher, Way};
use crate::search::classes::{Span, unread};
use crate::search::entry::Part;
use crate::search::normalise::is_han;
use crate::search::pinyin::Lexicon;
use crate::search::postings::{Postings, Region, Run};
use crate::search::query::Token;
use crate::search::script::{Script, View};
use crate::search::sound::Sound;

/// With fewer characters, one wrong leaves too little to go by.
const ENOUGH_HAN: usize = 4;

/// The same for letters.
const ENOUGH_LETTERS: usize = 6;

/// Longer tokens are pasted, not typed, and have no slips worth the time.
const MOST_KEYS: usize = 24;

/// How many letters the longest syllable has, `zhuang`.
const LONGEST: usize = 6;

pub(in crate::search) struct Slip {
    machine: Machine,
    /// Which keys are Chinese characters, if it is among them that the slip is looked for.
    han: Stretches,
}

impl Slip {
    /// None for a token that is too short, too long or exact, or that mixes characters and letters.
    pub(super) fn new(token: &Token) -> Option<Self> {
        let (han, letters) = (token.han(), token.letters());
        let among_han = han >= ENOUGH_HAN && letters == 0;
        let among_letters = letters >= ENOUGH_LETTERS && letters == token.keys.len();
        if token.exact || token.keys.len() > MOST_KEYS || !(among_han || among_letters) {
            return None;
        }
        let places = (0u32..).zip(&token.keys).filter(|(_, key)| is_han(**key));
        let han = places.fold(0, |set, (at, _)| set | 1 << at);
        Some(Self { machine: Machine::new(token, Hearing::Careless), han })
    }

    /// The steps over a key that take the slip.
    fn slip(&self, state: Stretches, text: View<'_>, at: usize) -> Stretches {
        let mut next = 0;
        if self.han != 0 && is_han(text.script.key(at)) {
            // Another character, or one more; no more before the first one of the token.
            next |= (state & self.han) << 1;
            next |= state & !START;
        }
        if self.han == 0 {
            for from in bits(state) {
                next |= text
                    .voices(at)
                    .iter()
                    .flat_map(|voice| self.mistyped(from, voice.sound))
                    .fold(0, |set, end| set | 1 << end);
            }
        }
        next
    }

    /// Where a syllable can end that was mistyped by one letter from `from` on.
    fn mistyped(&self, from: usize, sound: Sound) -> impl Iterator<Item = usize> {
        let (initial, last) = sound.spelled();
        let same_letter = self.machine.keys.get(from).copied() == Some(char::from(sound.first_letter()));
        let letters = if same_letter { initial.len() + last.len() } else { 0 };
        let lengths = if letters < 3 { 0..0 } else { letters - 1..letters + 2 };
        lengths
            .filter(move |length| {
                let typed = self.machine.keys.get(from..from + length);
                typed.is_some_and(|typed| {
                    let mut spelled = ['\0'; LONGEST];
                    for (slot, c) in spelled.iter_mut().zip(initial.chars().chain(last.chars())) {
                        *slot = c;
                    }
                    is_one_off(typed, spelled.get(..letters).unwrap_or_default())
                })
            })
            .map(move |length| from + length)
    }

    fn read(&self, (clean, slipped): (Stretches, Stretches), text: View<'_>, at: usize) -> (Stretches, Stretches) {
        let step = |state| self.machine.step(state, text, at);
        // The token has a character more; not after the last one of the text.
        let skipped = (clean & self.han & !START) << 1;
        let missing = if self.han == 0 { 0 } else { step(skipped) };
        (step(clean), step(slipped) | self.slip(clean, text, at) | missing)
    }

    /// Pairs at the token's start, or at its end with what lies before.
    fn halves<'p>(&self, postings: &'p Postings, lexicon: &Lexicon) -> Vec<Run<'p>> {
        let last = self.machine.len().saturating_sub(2);
        let mut runs = Vec::new();
        self.pair(0, postings, lexicon, &mut runs);
        let ends = {
            let mut ends = Vec::new();
            self.pair(last, postings, lexicon, &mut ends);
            ends
        };
        // With a character missing or too many the text has one less or more before its end.
        for back in last.saturating_sub(1)..=last + 1 {
            runs.extend(ends.iter().map(|run| Run { back: run.back + back, ..*run }));
        }
        runs
    }

    /// Every place in a name where the keys at `at` and after it stand or sound alike.
    fn pair<'p>(&self, at: usize, postings: &'p Postings, lexicon: &Lexicon, add: &mut Vec<Run<'p>>) {
        let spans = |at: usize| -> Vec<Span> {
            let Some(key) = self.machine.keys.get(at) else {
                return Vec::new();
            };
            let own = postings.of_char(lexicon, *key).iter().map(|class| *class..*class + 1);
            let heard = self.machine.classes.get(at).into_iter().flatten().filter_map(|class| postings.class(*class));
            let mut spans: Vec<Span> = own.chain(heard).collect();
            if postings.of_char(lexicon, *key).is_empty() {
                spans.push(unread(*key)..unread(*key) + 1);
            }
            spans.sort_unstable_by_key(|span| span.start);
            spans.dedup();
            spans
        };
        for first in spans(at) {
            for second in spans(at + 1) {
                postings.pair(first.clone(), second, Region::Names, add);
            }
        }
        // Figures are in no pair as its first half.
        let key = self.machine.keys.get(at).copied().unwrap_or_default();
        if postings.of_char(lexicon, key).is_empty() {
            add.push(Run::new(postings.char(lexicon, key, Region::Names), 0));
        }
    }

    /// Pairs of a first syllable, right or mistyped, and the letter after it.
    fn syllables<'p>(&self, postings: &'p Postings, lexicon: &Lexicon) -> Vec<Run<'p>> {
        let mut pairs: Vec<(Span, Span)> = Vec::new();
        let Some(ahead) = self.machine.ahead.first() else {
            return Vec::new();
        };
        for voice in postings.spoken(ahead.first()) {
            let spellings = self.machine.spellings(voice).iter();
            let right = spellings.filter_map(|spelled| self.machine.typed(0, *spelled));
            let Some(first) = postings.class(voice.class) else {
                continue;
            };
            for next in right.chain(self.mistyped(0, voice.sound)) {
                if let Some(ahead) = self.machine.ahead.get(next) {
                    pairs.push((first.clone(), postings.letter(ahead.first())));
                }
            }
        }
        pairs.sort_unstable_by_key(|(first, second)| (first.start, second.start));
        pairs.dedup();
        // Either may be a Latin letter of the text itself.
        let first = self.machine.keys.first().copied().unwrap_or_default();
        let mut runs = vec![Run::new(postings.char(lexicon, first, Region::Names), 0)];
        let latin = unread('a');
        for (first, second) in pairs {
            postings.pair(first.clone(), second, Region::Names, &mut runs);
            postings.pair(first, latin..latin + 1, Region::Names, &mut runs);
        }
        runs
    }
}

impl Matcher for Slip {
    fn best(&self) -> Way {
        Way::Slip
    }

    fn at(&self, text: View<'_>, start: usize) -> Option<Found> {
        let mut state = (START, 0);
        let mut at = start;
        while state != (0, 0) {
            state = self.read(state, text, at);
            at += 1;
            if self.machine.is_done(state.1) && at - start > 1 {
                return Some(Found { way: Way::Slip, end: at });
            }
        }
        None
    }

    fn counts(&self, part: Part, _: &Script, _: &Range<usize>) -> bool {
        part.is_name()
    }

    fn candidates<'p>(&self, postings: &'p Postings, lexicon: &Lexicon) -> Vec<Run<'p>> {
        if self.han == 0 { self.syllables(postings, lexicon) } else { self.halves(postings, lexicon) }
    }
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
