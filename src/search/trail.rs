//! What one token has found in every policy and program so far.

use super::admit::Admission;
use super::entry::Part;
use super::index::{Index, Slot};
use super::matcher::{Effort, Matcher, Scattered, Way, Ways};
use super::postings::Region;
use super::query::Token;
use super::rank::{self, Spot};
use super::single;

/// Handbook numbers have at most this many figures; longer ones are years or amounts.
const FIGURES_OF_A_POLICY: usize = 3;

/// How many texts are looked at whose scattered characters lie closest together.
const MOST_SCATTERED: usize = 8;

/// The best match of one token in one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Evidence {
    pub(super) score: i64,
    pub(super) entry: usize,
    pub(super) way: Way,
    /// The kinds of texts that match there, see [`rank::kind`].
    pub(super) kinds: u8,
}

impl Evidence {
    /// The better of two with the kinds of both; of two that are worth the same, the entry that was given
    /// first.
    pub(super) fn better(one: Option<Self>, two: Option<Self>) -> Option<Self> {
        let (Some(first), Some(second)) = (one, two) else {
            return one.or(two);
        };
        let best = if second.beats(&first) { second } else { first };
        Some(Self { kinds: first.kinds | second.kinds, ..best })
    }

    fn beats(&self, other: &Self) -> bool {
        (self.score, std::cmp::Reverse(self.entry)) > (other.score, std::cmp::Reverse(other.entry))
    }
}

/// What one token has found so far, place by place.
pub(super) struct Trail<'a> {
    token: &'a Token,
    found: Vec<Option<Evidence>>,
    /// The efforts made so far.
    followed: Vec<Effort>,
}

impl<'a> Trail<'a> {
    pub(super) fn new(token: &'a Token, index: &Index) -> Self {
        Self { token, found: vec![None; index.places.len()], followed: Vec::new() }
    }

    pub(super) fn token(&self) -> &'a Token {
        self.token
    }

    /// In how many places it has been found.
    pub(super) fn places(&self) -> usize {
        self.found.iter().flatten().count()
    }

    /// The best match in a place.
    pub(super) fn found_at(&self, place: usize) -> Option<Evidence> {
        self.found.get(place).copied().flatten()
    }

    /// Whether it has been found anywhere.
    pub(super) fn is_found(&self) -> bool {
        self.found.iter().any(Option::is_some)
    }

    /// Makes every effort up to `most` that has not been made yet.
    pub(super) fn follow_up_to(&mut self, index: &Index, admission: &Admission, most: Effort) {
        for effort in Effort::ALL.into_iter().filter(|effort| *effort <= most) {
            if !self.followed.contains(&effort) {
                self.follow(index, admission, effort);
            }
        }
    }

    /// Looks in all places that count. What is less sure is worth less, so it changes nothing where
    /// something surer has been found.
    fn follow(&mut self, index: &Index, admission: &Admission, effort: Effort) {
        self.followed.push(effort);
        let ways = Ways::new(self.token, effort);
        scan_into(index, &ways, &admission.counted, &mut self.found);
        if effort == Effort::Strict
            && let Some((place, evidence)) = by_number(index, admission, self.token)
        {
            take(&mut self.found, place, evidence);
        }
    }
}

/// The best matches in the places that count, each with its place; at least the best one of each place.
fn scan_into(index: &Index, ways: &Ways, counted: &[bool], found: &mut [Option<Evidence>]) {
    if let Some(literal) = &ways.literal {
        runs(index, literal, counted, found);
    }
    if let Some(spoken) = &ways.spoken {
        runs(index, spoken, counted, found);
    }
    if let Some(loose) = &ways.loose {
        runs(index, loose, counted, found);
    }
    if let Some(slip) = &ways.slip {
        runs(index, slip, counted, found);
    }
    let view = index.view();
    let counts = |slot: &Slot| counted.get(slot.place as usize) == Some(&true);
    if let Some(number) = &ways.number {
        let slots = index.numbers.iter().filter_map(|at| index.slots.get(*at as usize));
        for slot in slots.filter(|slot| counts(slot)) {
            if let Some(keys) = number.find(view.script, slot.keys()) {
                let start = keys.first().copied().unwrap_or_default();
                take(found, slot.place as usize, evidence(index, slot, Way::Number, start, keys.len()));
            }
        }
    }
    if let Some(scattered) = &ways.scattered {
        for slot in closest(index, scattered, counts) {
            if let Some(close) = scattered.find(index.text(slot), view, slot.keys()) {
                let score = rank::scattered(slot.part, close.fit);
                let (entry, kinds) = (slot.entry as usize, rank::kind(slot.part));
                let evidence = Evidence { score, entry, way: Way::Scattered, kinds };
                take(found, slot.place as usize, evidence);
            }
        }
    }
}

/// What a matcher finds at its candidates.
///
/// Most of them lie in running text, of policies and programs where a name has matched already: those cannot
/// change anything any more, and are not even tried.
fn runs<M: Matcher>(index: &Index, matcher: &M, counted: &[bool], found: &mut [Option<Evidence>]) {
    let view = index.view();
    for run in index.postings.candidates(matcher, &index.lexicon) {
        let mut at_hand: Option<(&Slot, std::ops::Range<usize>)> = None;
        for at in run.at {
            let Some(start) = (*at as usize).checked_sub(run.back) else {
                continue;
            };
            if run.at_edges && !view.script.is_edge(start) {
                continue;
            }
            let slot = match &at_hand {
                Some((slot, keys)) if keys.contains(&start) => *slot,
                _ => {
                    let Some(slot) = index.slot_at(start) else {
                        continue;
                    };
                    at_hand = Some((slot, slot.keys()));
                    slot
                }
            };
            let place = slot.place as usize;
            let (Some(known), Some(true)) = (found.get_mut(place), counted.get(place)) else {
                continue;
            };
            if known.is_some_and(|known| is_settled(&known, slot, matcher.best())) {
                continue;
            }
            let Some(matched) = matcher.at(view, start).filter(|matched| {
                matcher.counts(slot.part, view.script, &(start..matched.end))
                    && matcher.marks().is_none_or(|marks| single::has_marks(index.text(slot), marks))
            }) else {
                continue;
            };
            let evidence = evidence(index, slot, matched.way, start, matched.end - start);
            *known = Evidence::better(*known, Some(evidence));
        }
    }
}

/// Whether no match in this text, of no better way than `best`, can change what is known of its place.
fn is_settled(known: &Evidence, slot: &Slot, best: Way) -> bool {
    let most = rank::most(slot.part, best);
    let outdone = known.score > most || (known.score == most && known.entry <= slot.entry as usize);
    outdone && known.kinds & rank::kind(slot.part) != 0
}

fn evidence(index: &Index, slot: &Slot, way: Way, start: usize, length: usize) -> Evidence {
    let keys = slot.keys();
    let at_edge = index.view().script.is_edge(start);
    let (start, subject) = (start - keys.start, slot.subject as usize);
    let score = rank::score(slot.part, &Spot { way, of: keys.len(), length, start, subject, at_edge });
    Evidence { score, entry: slot.entry as usize, way, kinds: rank::kind(slot.part) }
}

fn take(found: &mut [Option<Evidence>], place: usize, evidence: Evidence) {
    if let Some(found) = found.get_mut(place) {
        *found = Evidence::better(*found, Some(evidence));
    }
}

/// In which places any of the ways matches.
pub(super) fn stands_in(index: &Index, ways: &Ways) -> Vec<bool> {
    let mut found = vec![None; index.places.len()];
    scan_into(index, ways, &vec![true; index.places.len()], &mut found);
    found.iter().map(Option::is_some).collect()
}

/// The names in which scattered characters lie closest together, the first ones of those that are alike.
fn closest<'i>(index: &'i Index, scattered: &Scattered, counts: impl Fn(&Slot) -> bool) -> Vec<&'i Slot> {
    let view = index.view();
    let names = index.slots.get(..index.names).unwrap_or_default();
    let places = |c: char| index.postings.char(&index.lexicon, c, Region::Names);
    let rarest = scattered.fixed().map(places).min_by_key(|places| places.len());
    let letters = scattered.letters();
    let all: Vec<&Slot> = match rarest {
        Some(places) => {
            let mut all: Vec<&Slot> = places.iter().filter_map(|at| index.slot_at(*at as usize)).collect();
            all.dedup_by_key(|slot| slot.keys().start);
            all
        }
        None => {
            let may_hold = |slot: &&Slot| slot.letters & letters == letters && slot.keys().len() >= scattered.len();
            names.iter().filter(may_hold).collect()
        }
    };
    let spread = |slot: &Slot| match index.initials.get(slot.keys()).filter(|_| rarest.is_none()) {
        Some(initials) => scattered.spread_of_letters(initials),
        None => scattered.spread(view, slot.keys()),
    };
    let mut found: Vec<(usize, &Slot)> = all
        .into_iter()
        .filter(|slot| slot.part != Part::DocumentNumber && counts(slot))
        .filter_map(|slot| Some((spread(slot)?, slot)))
        .collect();
    let order = |(spread, slot): &(usize, &Slot)| (*spread, slot.keys().start);
    found.sort_unstable_by_key(order);
    found.truncate(MOST_SCATTERED);
    found.into_iter().map(|(_, slot)| slot).collect()
}

/// The policy whose number the token is, if it counts.
fn by_number(index: &Index, admission: &Admission, token: &Token) -> Option<(usize, Evidence)> {
    let number = token.number().filter(|_| !token.exact && token.keys.len() <= FIGURES_OF_A_POLICY)?;
    let at = index.place(number, None).filter(|at| admission.counted.get(*at) == Some(&true))?;
    let entry = index.places.get(at)?.face;
    Some((at, Evidence { entry, score: rank::by_number(), way: Way::Number, kinds: 0 }))
}
