//! Which policies and programs a query lets in, before any token is matched.
//!
//! Numbers, filters and excluded tokens narrow. What is excluded counts nowhere: a match in
//! an excluded program is no reason to show its policy. A filter only hides what it drops,
//! so that a program that passes may still be found by the title of a policy that does not.

use super::facet::Sieve;
use super::index::{Index, Limits, Place};
use super::matcher::{Matcher, excluders, first_match};
use super::query::Query;

/// Which places may be found, and in which a match counts; both by place.
pub(super) struct Admission {
    pub(super) shown: Vec<bool>,
    pub(super) counted: Vec<bool>,
}

impl Admission {
    pub(super) fn new(index: &Index, query: &Query, limits: &Limits<'_>) -> Self {
        let sieves: Vec<Sieve<'_>> = query.filters.iter().map(Sieve::new).collect();
        let excluded: Vec<_> = query.excluded.iter().map(excluders).collect();
        let mut admission =
            Self { shown: Vec::with_capacity(index.places.len()), counted: Vec::with_capacity(index.places.len()) };
        // Places are in order, each policy right before its programs.
        let mut policy_counts = true;
        for place in &index.places {
            let is_policy = place.program.is_none();
            let asked = query.numbers.is_empty() || query.numbers.contains(&place.policy);
            let dropped = query.excluded_numbers.contains(&place.policy);
            let counts = asked && !dropped && (is_policy || policy_counts) && !is_excluded(index, place, &excluded);
            if is_policy {
                policy_counts = counts;
            }
            let shown = counts
                && sieves.iter().all(|sieve| sieve.admits(&index.facets, place.policy, place.program, limits.decides));
            admission.shown.push(shown);
            admission.counted.push(if is_policy { counts } else { shown });
        }
        admission
    }
}

/// Whether any excluded token stands in an entry of the place.
fn is_excluded(index: &Index, place: &Place, excluded: &[Vec<Box<dyn Matcher>>]) -> bool {
    let mut entries = place.entries.iter().filter_map(|at| index.entries.get(*at));
    entries.any(|entry| {
        let mut tokens = excluded.iter();
        tokens.any(|ways| first_match(ways, entry).is_some())
    })
}
