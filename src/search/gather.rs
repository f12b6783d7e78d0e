//! The search itself: from matches of single tokens to hits on policies and programs.
//!
//! - All tokens must match somewhere in the same policy. A *program* is a hit if each token
//!   matches one of its own entries or one of its policy's, and at least one its own. A
//!   *policy* is a hit if each token matches one of its own entries or one of any of its
//!   programs.
//! - Each token counts with its best match there; for a program, a match of its own goes
//!   before one of its policy, which counts little. The best one is the entry that is shown.
//! - An excluded token drops the programs in which it stands, and with its policy all of it.
//! - A token that is the number of a policy matches that policy.
//! - The strict ways come first. While fewer than [`Limits::few`] policies are found, the
//!   looser ones are tried on what a token has not matched yet.

use std::ops::Range;

use super::admit::Admission;
use super::index::{Hit, Index, Limits, Place};
use super::matcher::{Effort, Way};
use super::query::Query;
use super::rank;
use super::trail::{Evidence, Trail};

pub(super) fn search(index: &Index, query: &Query, limits: &Limits<'_>) -> Vec<Hit> {
    let admission = Admission::new(index, query, limits);
    if query.tokens.is_empty() {
        let mut hits = list(index, &admission);
        hits.truncate(limits.hits);
        return hits;
    }
    let mut trails: Vec<Trail<'_>> = query
        .tokens
        .iter()
        .map(|token| Trail::new(token, index))
        .collect();
    let mut hits = Vec::new();
    for effort in Effort::ALL {
        for trail in &mut trails {
            trail.follow(index, &admission, effort);
        }
        hits = collect(index, &admission, &trails);
        if hits.iter().filter(|hit| hit.program.is_none()).count() >= limits.few {
            break;
        }
    }
    hits.sort_by_key(|hit| (std::cmp::Reverse(hit.score), hit.policy, hit.program));
    hits.truncate(limits.hits);
    for hit in &mut hits {
        hit.positions = positions(index, &trails, hit.entry);
    }
    hits
}

/// Everything that is admitted, for a query that only narrows.
fn list(index: &Index, admission: &Admission) -> Vec<Hit> {
    let admitted = index
        .places
        .iter()
        .zip(&admission.shown)
        .filter(|(_, shown)| **shown);
    let listed = admitted.filter_map(|(place, _)| {
        let shown = Evidence {
            entry: index.face(place)?,
            score: 0,
            way: Way::Listed,
        };
        hit(index, place, shown, 0)
    });
    listed.collect()
}

fn hit(index: &Index, place: &Place, best: Evidence, score: i64) -> Option<Hit> {
    Some(Hit {
        policy: place.policy,
        program: place.program,
        entry: best.entry,
        part: index.entries.get(best.entry)?.entry().part,
        score,
        way: best.way,
        positions: Vec::new(),
    })
}

/// All policies and programs in which every token has matched, in the order of places.
fn collect(index: &Index, admission: &Admission, trails: &[Trail<'_>]) -> Vec<Hit> {
    let mut hits = Vec::new();
    for policy in &index.policies {
        for at in policy.clone() {
            if admission.shown.get(at) == Some(&true)
                && let Some(place) = index.places.get(at)
            {
                let found = match place.program {
                    None => for_policy(policy, trails),
                    Some(_) => for_program(at, policy.start, trails),
                };
                hits.extend(found.and_then(|found| add_up(index, place, &found)));
            }
        }
    }
    hits
}

/// The best match of each token in the policy or any of its programs.
fn for_policy(places: &Range<usize>, trails: &[Trail<'_>]) -> Option<Vec<Evidence>> {
    let best = |trail: &Trail<'_>| {
        let places = places.clone();
        places
            .map(|at| trail.found_at(at))
            .fold(None, Evidence::better)
    };
    trails.iter().map(best).collect()
}

/// The match of each token in the program, or else in its policy.
fn for_program(program: usize, policy: usize, trails: &[Trail<'_>]) -> Option<Vec<Evidence>> {
    let borrowed = |evidence: Evidence| Evidence {
        score: rank::borrowed(evidence.score),
        ..evidence
    };
    let best = |trail: &Trail<'_>| {
        let own = trail.found_at(program);
        own.or_else(|| trail.found_at(policy).map(borrowed))
    };
    trails.iter().map(best).collect()
}

/// The hit that the matches of all tokens make; none for a program without one of its own.
fn add_up(index: &Index, place: &Place, found: &[Evidence]) -> Option<Hit> {
    let total: i64 = found.iter().map(|evidence| evidence.score).sum();
    let mean = total / i64::try_from(found.len()).ok().filter(|count| *count > 0)?;
    let may_stand =
        |evidence: &&Evidence| place.program.is_none() || place.entries.contains(&evidence.entry);
    let best = found
        .iter()
        .filter(may_stand)
        .fold(None, |best, next| Evidence::better(best, Some(*next)))?;
    hit(index, place, best, mean)
}

/// Which chars of an entry any of the tokens matched.
fn positions(index: &Index, trails: &[Trail<'_>], entry: usize) -> Vec<usize> {
    let Some(indexed) = index.entries.get(entry) else {
        return Vec::new();
    };
    let found = trails.iter().flat_map(|trail| trail.positions(indexed));
    let mut positions: Vec<usize> = found.collect();
    positions.sort_unstable();
    positions.dedup();
    positions
}
