//! Which policies and programs a query lets in, before any token is matched.
//!
//! Numbers, filters and excluded tokens narrow. What is excluded counts nowhere: a match in an excluded
//! program is no reason to show its policy. A filter only hides what it drops, so that a program that passes
//! may still be found by the title of a policy that does not.

use super::facet::Sieve;
use super::index::{Index, Limits};
use super::matcher::Ways;
use super::query::Query;
use super::trail::stands_in;

/// Which places may be found, and in which a match counts; both by place.
pub(super) struct Admission {
    pub(super) shown: Vec<bool>,
    pub(super) counted: Vec<bool>,
}

impl Admission {
    pub(super) fn new(index: &Index, query: &Query, limits: &Limits<'_>) -> Self {
        let sieves: Vec<Sieve<'_>> =
            query.filters.iter().map(|filter| Sieve::new(filter, &index.facets, &index.lexicon)).collect();
        let excluded = excluded(index, query);
        let mut admission =
            Self { shown: Vec::with_capacity(index.places.len()), counted: Vec::with_capacity(index.places.len()) };
        // Places are in order, each policy right before its programs.
        let mut policy_counts = true;
        for (at, place) in index.places.iter().enumerate() {
            let is_policy = place.program.is_none();
            let asked = query.numbers.is_empty() || query.numbers.contains(&place.policy);
            let dropped = query.excluded_numbers.contains(&place.policy) || excluded.get(at) == Some(&true);
            let counts = asked && !dropped && (is_policy || policy_counts);
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

/// In which places an excluded token stands; empty, if there is none.
fn excluded(index: &Index, query: &Query) -> Vec<bool> {
    let mut excluded = Vec::new();
    for token in &query.excluded {
        let there = stands_in(index, &Ways::in_full(token));
        excluded.resize(there.len(), false);
        excluded.iter_mut().zip(there).for_each(|(excluded, there)| *excluded |= there);
    }
    excluded
}
