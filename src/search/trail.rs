//! What one token has found in every policy and program so far.

use super::admit::Admission;
use super::entry::{Indexed, Part};
use super::index::{Index, Place};
use super::matcher::{Effort, Match, Matcher, Way, first_match, matchers};
use super::query::Token;
use super::rank;

/// Handbook numbers have at most this many figures; longer ones are years or amounts.
const FIGURES_OF_A_POLICY: usize = 3;

/// The best match of one token in one place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Evidence {
    pub(super) entry: usize,
    pub(super) score: i64,
    pub(super) way: Way,
}

impl Evidence {
    /// The better of two; the first one, if they are equal.
    pub(super) fn better(one: Option<Self>, two: Option<Self>) -> Option<Self> {
        match (one, two) {
            (Some(one), Some(two)) if two.score > one.score => Some(two),
            (None, two) => two,
            (one, _) => one,
        }
    }
}

/// What one token has found so far, place by place.
pub(super) struct Trail<'a> {
    token: &'a Token,
    /// The matchers of each effort made so far.
    ways: Vec<Box<dyn Matcher>>,
    found: Vec<Option<Evidence>>,
}

impl<'a> Trail<'a> {
    pub(super) fn new(token: &'a Token, index: &Index) -> Self {
        Self { token, ways: Vec::new(), found: vec![None; index.places.len()] }
    }

    /// In how many places it has been found.
    pub(super) fn places(&self) -> usize {
        self.found.iter().flatten().count()
    }

    /// The best match in a place.
    pub(super) fn found_at(&self, place: usize) -> Option<Evidence> {
        self.found.get(place).copied().flatten()
    }

    /// Looks in all places that count and where nothing has been found yet.
    pub(super) fn follow(&mut self, index: &Index, admission: &Admission, effort: Effort) {
        let ways = matchers(self.token, effort);
        let places = index.places.iter().zip(&admission.counted);
        for ((place, counted), found) in places.zip(&mut self.found) {
            if *counted && found.is_none() {
                *found = best_in(index, place, &ways);
                if effort == Effort::Strict && place.program.is_none() {
                    *found = Evidence::better(*found, by_number(index, place, self.token));
                }
            }
        }
        self.ways.extend(ways);
    }

    /// Which chars of an entry the token matches, in the ways tried so far.
    pub(super) fn positions(&self, entry: &Indexed) -> Vec<usize> {
        first_match(&self.ways, entry).map(|found| found.positions).unwrap_or_default()
    }
}

fn best_in(index: &Index, place: &Place, ways: &[Box<dyn Matcher>]) -> Option<Evidence> {
    let mut best = None;
    for at in &place.entries {
        let Some(indexed) = index.entries.get(*at) else {
            continue;
        };
        let found = first_match(ways, indexed).map(|found| Evidence {
            entry: *at,
            score: rank::score(indexed.entry().part, &found),
            way: found.way,
        });
        best = Evidence::better(best, found);
    }
    best
}

/// The policy itself, if the token is its number.
fn by_number(index: &Index, place: &Place, token: &Token) -> Option<Evidence> {
    let is_number = !token.exact && token.keys.len() <= FIGURES_OF_A_POLICY;
    if !is_number || token.number() != Some(place.policy) {
        return None;
    }
    let whole = Match { way: Way::Whole, fit: 9, positions: Vec::new() };
    Some(Evidence { entry: index.face(place)?, score: rank::score(Part::Title, &whole), way: Way::Number })
}
