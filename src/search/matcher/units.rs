//! What the first two characters of a match can be, as classes of sounds, so that postings can be asked.
//!
//! The first key of a token may be a character itself, begin a syllable, or be an initial; each leaves the
//! token at some key where the next unit begins. Two units are enough: a pair of sounds is rare in any text,
//! and what they let through that does not match costs a few steps of the machine.

use super::machine::{Hearing, Machine};
use crate::search::pinyin::Lexicon;
use crate::search::postings::{Postings, Region, Run, Span, unread};

/// A unit that can be read from some key on, and the key after it.
struct Unit {
    span: Span,
    next: usize,
}

/// Every place in a region where a match of the machine may start, by whole syllables or initials as well.
pub(super) fn candidates<'p>(
    machine: &Machine,
    initials: bool,
    region: Region,
    postings: &'p Postings,
    lexicon: &Lexicon,
) -> Vec<Run<'p>> {
    let mut runs = Vec::new();
    if let Some(back) = rarest(machine, region, postings, lexicon) {
        let key = machine.keys.get(back).copied().unwrap_or_default();
        runs.push(Run { at: postings.char(lexicon, key, region), back });
        return runs;
    }
    // The first key as itself, where texts hold Latin letters and figures.
    if let Some(first) = machine.keys.first().filter(|key| key.is_ascii() || unread_han(machine, lexicon, postings)) {
        runs.push(Run { at: postings.char(lexicon, *first, region), back: 0 });
    }
    for (first, second) in pairs(machine, initials, postings, lexicon) {
        postings.pair(first, second, region, &mut runs);
    }
    runs
}

/// Where in the token the rarest of its leading characters is, if it must be there as itself.
fn rarest(machine: &Machine, region: Region, postings: &Postings, lexicon: &Lexicon) -> Option<usize> {
    let careless = machine.hearing == Hearing::Careless;
    let fixed = |key: &char| !key.is_ascii_lowercase() && (!careless || key.is_ascii_digit());
    let leading = machine.keys.iter().take_while(|key| fixed(key));
    let places = |key: char| postings.char(lexicon, key, region).len();
    leading.enumerate().min_by_key(|(_, key)| places(**key)).map(|(at, _)| at)
}

fn unread_han(machine: &Machine, lexicon: &Lexicon, postings: &Postings) -> bool {
    machine.keys.first().is_some_and(|first| {
        machine.classes.first().is_none_or(Vec::is_empty) && postings.of_char(lexicon, *first).is_empty()
    })
}

/// Pairs of spans, without those that others cover.
fn pairs(machine: &Machine, initials: bool, postings: &Postings, lexicon: &Lexicon) -> Vec<(Span, Span)> {
    let mut pairs: Vec<(Span, Span)> = Vec::new();
    let mut seconds: Vec<(usize, Vec<Span>)> = Vec::new();
    for first in units(machine, 0, initials, postings, lexicon) {
        if !seconds.iter().any(|(at, _)| *at == first.next) {
            seconds.push((first.next, seconds_at(machine, first.next, initials, postings, lexicon)));
        }
        let spans = seconds.iter().find(|(at, _)| *at == first.next).map_or(&[][..], |(_, spans)| spans);
        pairs.extend(spans.iter().map(|second| (first.span.clone(), second.clone())));
    }
    pairs.sort_unstable_by_key(|(first, second)| (first.start, second.start, first.end, second.end));
    pairs.dedup();
    let covers = |wide: &Span, narrow: &Span| wide.start <= narrow.start && narrow.end <= wide.end;
    let all = pairs.clone();
    pairs.retain(|pair| !all.iter().any(|other| other != pair && covers(&other.0, &pair.0) && covers(&other.1, &pair.1)));
    pairs
}

/// The spans that the unit from `at` on can be in, as few as cover it.
fn seconds_at(machine: &Machine, at: usize, initials: bool, postings: &Postings, lexicon: &Lexicon) -> Vec<Span> {
    let Some(key) = machine.keys.get(at) else {
        return vec![postings.any()];
    };
    let mut spans: Vec<Span> =
        units(machine, at, initials, postings, lexicon).into_iter().map(|unit| unit.span).collect();
    if key.is_ascii() || postings.of_char(lexicon, *key).is_empty() {
        let class = unread(*key);
        spans.push(class..class + 1);
    }
    spans.sort_unstable_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    // Neighbours are one slice; what another covers falls away.
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}

/// What can be read from the key at `at` on, as sounds.
fn units(machine: &Machine, at: usize, initials: bool, postings: &Postings, lexicon: &Lexicon) -> Vec<Unit> {
    let (Some(key), Some(ahead)) = (machine.keys.get(at), machine.ahead.get(at)) else {
        return Vec::new();
    };
    let mut units = Vec::new();
    if !key.is_ascii_lowercase() {
        let own = postings.of_char(lexicon, *key).iter().map(|class| *class..*class + 1);
        let heard = machine.classes.get(at).into_iter().flatten().filter_map(|class| postings.class(*class));
        units.extend(own.chain(heard).map(|span| Unit { span, next: at + 1 }));
        return units;
    }
    if initials {
        let span = postings.letter(ahead.first());
        units.push(Unit { span: span.clone(), next: at + 1 });
        if ahead.goes_on_with_h() && matches!(ahead.first(), b'z' | b'c' | b's') {
            units.push(Unit { span, next: at + 2 });
        }
    }
    for voice in postings.spoken(ahead.first()) {
        for length in machine.spellings(voice).iter().filter_map(|spelled| machine.typed(at, *spelled)) {
            units.extend(postings.class(voice.class).map(|span| Unit { span, next: at + length }));
        }
    }
    units
}
