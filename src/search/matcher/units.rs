//! What the first two characters of a match can be, as classes of sounds, so that postings can be asked.
//!
//! The first key of a token may be a character itself, begin a syllable, or be an initial; each leaves the
//! token at some key where the next unit begins. Two units are enough: a pair of sounds is rare in any text,
//! and what they let through that does not match costs a few steps of the machine.

use super::machine::{Hearing, Machine};
use crate::search::classes::{Span, unread};
use crate::search::pinyin::Lexicon;
use crate::search::postings::{Postings, Region, Run};

/// What is asked, and of what.
pub(super) struct Asked<'a, 'p> {
    pub(super) machine: &'a Machine,
    /// Whether initials count besides whole syllables.
    pub(super) initials: bool,
    pub(super) region: Region,
    pub(super) postings: &'p Postings,
    pub(super) lexicon: &'a Lexicon,
}

/// A unit that can be read from some key on, and the key after it.
#[derive(Clone)]
struct Unit {
    span: Span,
    next: usize,
    /// Whether it is a syllable in full, which counts within a word as well.
    is_full: bool,
}

impl<'p> Asked<'_, 'p> {
    /// Every place where a match of the machine may start.
    pub(super) fn candidates(&self) -> Vec<Run<'p>> {
        let mut runs = Vec::new();
        if let Some(back) = self.rarest() {
            let key = self.machine.keys.get(back).copied().unwrap_or_default();
            runs.push(Run::new(self.postings.char(self.lexicon, key, self.region), back));
            return runs;
        }
        // The first key as itself, where texts hold Latin letters and figures, or what nobody can read.
        if let Some(first) = self.machine.keys.first().filter(|key| key.is_ascii() || self.is_unread(**key)) {
            runs.push(Run::new(self.postings.char(self.lexicon, *first, self.region), 0));
        }
        if self.initials && self.in_initials(&mut runs) {
            return runs;
        }
        let firsts = self.units(0);
        self.single(&firsts, &mut runs);
        let mut nexts: Vec<usize> = firsts.iter().map(|unit| unit.next).filter(|at| *at < self.machine.len()).collect();
        nexts.sort_unstable();
        nexts.dedup();
        for next in nexts {
            let firsts = merged(firsts.iter().filter(|unit| unit.next == next).map(|unit| unit.span.clone()).collect());
            self.pairs(&firsts, next, &mut runs);
        }
        runs
    }

    /// A token of three letters or more that can be nothing but initials: its rarest pair, as every unit's
    /// place is known, and wherever a character is followed by a Latin letter. Whether it is such a token.
    fn in_initials(&self, runs: &mut Vec<Run<'p>>) -> bool {
        let letters: Vec<u8> = self.machine.ahead.iter().map(|ahead| ahead.first()).collect();
        let is_initial = |at: usize| {
            let mut units = self.units(at).into_iter();
            units.next().is_some_and(|unit| unit.next == at + 1 && !unit.is_full) && units.next().is_none()
        };
        // The last letter begins syllables as well, but they are of the same classes.
        let last = letters.len().saturating_sub(1);
        if last < 2 || letters.contains(&0) || !(0..last).all(is_initial) {
            return false;
        }
        let class = |letter: &u8| self.postings.letter(*letter);
        let pair = |back: usize, first: &u8, second: Span| {
            let mut places = Vec::new();
            self.postings.pair(class(first), second, self.region, &mut places);
            places.iter_mut().for_each(|run| run.back = back);
            places
        };
        let pairs = letters.iter().zip(letters.iter().skip(1)).enumerate();
        let pairs = pairs.map(|(back, (first, second))| pair(back, first, class(second)));
        let rarest = pairs.min_by_key(|runs| runs.iter().map(|run| run.at.len()).sum::<usize>());
        runs.extend(rarest.into_iter().flatten());
        let latin = unread('a');
        for (back, letter) in letters.iter().enumerate().take(last) {
            runs.extend(pair(back, letter, latin..latin + 1));
        }
        true
    }

    /// One unit that is the whole token: an abbreviated one only at a word's edge.
    fn single(&self, firsts: &[Unit], runs: &mut Vec<Run<'p>>) {
        let ends = |is_full: bool| {
            let whole = firsts.iter().filter(|unit| unit.next == self.machine.len() && unit.is_full == is_full);
            merged(whole.map(|unit| unit.span.clone()).collect())
        };
        for span in ends(true) {
            self.postings.pair(span, self.postings.any(), self.region, runs);
        }
        let from = runs.len();
        for span in ends(false) {
            self.postings.pair(span, self.postings.any(), self.region, runs);
        }
        for run in runs.iter_mut().skip(from) {
            run.at_edges = true;
        }
    }

    /// A unit up to `next` and one from there on.
    fn pairs(&self, firsts: &[Span], next: usize, runs: &mut Vec<Run<'p>>) {
        // An initial fits so many places that what comes after it may tell more; and after some only a Latin
        // letter can come, as after the h of `zhua` taken as z and h.
        let ends = self.machine.len();
        let (initials, others): (Vec<Unit>, Vec<Unit>) =
            self.units(next).into_iter().partition(|unit| unit.span.len() > 1 && unit.next < ends);
        let (open, closed): (Vec<Unit>, Vec<Unit>) = others.into_iter().partition(|unit| self.goes_on(unit.next));
        let mut seconds: Vec<Span> = open.into_iter().map(|unit| unit.span).collect();
        seconds.extend(self.as_itself(next));
        let mut ahead: Vec<(Span, Span)> = Vec::new();
        let latin = unread('a')..unread('a') + 1;
        ahead.extend(closed.into_iter().map(|unit| (unit.span, latin.clone())));
        for unit in initials {
            let direct: usize = firsts.iter().map(|first| self.postings.count(first, &unit.span, self.region)).sum();
            let mut thirds: Vec<Span> = self.units(unit.next).into_iter().map(|unit| unit.span).collect();
            thirds.extend(self.as_itself(unit.next));
            let thirds = merged(thirds);
            let after: usize = thirds.iter().map(|third| self.postings.count(&unit.span, third, self.region)).sum();
            if direct <= after {
                seconds.push(unit.span);
            } else {
                ahead.extend(thirds.into_iter().map(|third| (unit.span.clone(), third)));
            }
        }
        let seconds = merged(seconds);
        for first in firsts {
            for second in &seconds {
                self.postings.pair(first.clone(), second.clone(), self.region, runs);
            }
        }
        let from = runs.len();
        for (second, third) in ahead {
            self.postings.pair(second, third, self.region, runs);
        }
        for run in runs.iter_mut().skip(from) {
            run.back = 1;
        }
    }

    /// Where in the token the rarest of its leading characters is, if it must be there as itself.
    fn rarest(&self) -> Option<usize> {
        let careless = self.machine.hearing == Hearing::Careless;
        let fixed = |key: &&char| !key.is_ascii_lowercase() && (!careless || key.is_ascii_digit());
        let leading = self.machine.keys.iter().take_while(fixed);
        let places = |key: char| self.postings.char(self.lexicon, key, self.region).len();
        leading.enumerate().min_by_key(|(_, key)| places(**key)).map(|(at, _)| at)
    }

    /// Whether no text reads a character.
    fn is_unread(&self, key: char) -> bool {
        self.postings.of_char(self.lexicon, key).is_empty()
    }

    /// The class of a key that may stand there unread.
    fn as_itself(&self, at: usize) -> Option<Span> {
        let key = self.machine.keys.get(at).filter(|key| key.is_ascii() || self.is_unread(**key))?;
        let class = unread(*key);
        Some(class..class + 1)
    }

    /// Whether a unit can begin at a key other than as a Latin letter itself, or the token ends there.
    fn goes_on(&self, at: usize) -> bool {
        match self.machine.keys.get(at) {
            None => true,
            Some(key) if key.is_ascii_lowercase() => !self.units(at).is_empty(),
            Some(_) => true,
        }
    }

    /// What can be read from the key at `at` on, as sounds.
    fn units(&self, at: usize) -> Vec<Unit> {
        let machine = self.machine;
        let (Some(key), Some(ahead)) = (machine.keys.get(at), machine.ahead.get(at)) else {
            return Vec::new();
        };
        let mut units = Vec::new();
        if !key.is_ascii_lowercase() {
            let own = self.postings.of_char(self.lexicon, *key).iter().map(|class| *class..*class + 1);
            let heard = machine.classes.get(at).into_iter().flatten();
            let heard = heard.filter_map(|class| self.postings.class(*class));
            units.extend(own.chain(heard).map(|span| Unit { span, next: at + 1, is_full: true }));
            return units;
        }
        let span = self.postings.letter(ahead.first());
        if self.initials && !span.is_empty() {
            units.push(Unit { span: span.clone(), next: at + 1, is_full: false });
            if ahead.goes_on_with_h() && matches!(ahead.first(), b'z' | b'c' | b's') {
                units.push(Unit { span, next: at + 2, is_full: false });
            }
        }
        for voice in self.postings.spoken(ahead.first()) {
            for spelled in machine.spellings(voice) {
                if let Some(length) = machine.typed(at, *spelled)
                    && let Some(span) = self.postings.class(voice.class)
                {
                    units.push(Unit { span, next: at + length, is_full: length == spelled.len() });
                }
            }
        }
        units
    }
}

/// The same classes in as few spans as hold them.
fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable_by_key(|span| span.start);
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}
