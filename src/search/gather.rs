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
//! - The strict ways come first; how far to go beyond them says [`Effort::is_due`]. A looser
//!   way is tried only where a token has not matched yet.
//! - Before characters are looked for in any distance, tokens are taken apart, see [`pieces`].

use std::ops::Range;

use super::admit::Admission;
use super::index::{Hit, Index, Limits, Place};
use super::matcher::{Effort, Way};
use super::pieces;
use super::query::{Query, Token};
use super::rank;
use super::trail::{Evidence, Trail};

pub(super) fn search(index: &Index, query: &Query, limits: &Limits<'_>) -> Vec<Hit> {
    let admission = Admission::new(index, query, limits);
    let mut hits = if query.tokens.is_empty() {
        list(index, &admission)
    } else {
        let search = Search { index, admission: &admission };
        search.climb(&query.tokens, limits)
    };
    hits.truncate(limits.hits);
    hits
}

/// A search under way.
struct Search<'a> {
    index: &'a Index,
    admission: &'a Admission,
}

impl Search<'_> {
    /// Tries one effort after the other until enough is found.
    fn climb(&self, tokens: &[Token], limits: &Limits<'_>) -> Vec<Hit> {
        let mut trails = self.trails(tokens);
        let mut hits = Vec::new();
        for effort in Effort::ALL {
            let policies = hits.iter().filter(|hit: &&Hit| hit.program.is_none()).count();
            if !effort.is_due(policies, limits.few) {
                break;
            }
            if effort == Effort::Scattered {
                let hits = self.in_pieces(tokens);
                if !hits.is_empty() {
                    return hits;
                }
            }
            hits = self.step(&mut trails, effort);
        }
        self.finish(hits, &trails)
    }

    /// What is found by the words that the tokens may be made of.
    ///
    /// All of them must match; but of a single token, as of a question in a sentence, the
    /// commonest words are left out one by one until the rest match.
    fn in_pieces(&self, tokens: &[Token]) -> Vec<Hit> {
        let Some(pieces) = pieces::of_query(self.index, tokens) else {
            return Vec::new();
        };
        let mut trails = self.trails(&pieces);
        let mut hits = self.step(&mut trails, Effort::Strict);
        if tokens.len() == 1 {
            trails.sort_by_key(Trail::places);
            while hits.is_empty() && trails.len() > 1 {
                trails.pop();
                hits = collect(self.index, self.admission, &trails);
            }
        }
        self.finish(hits, &trails)
    }

    fn trails<'t>(&self, tokens: &'t [Token]) -> Vec<Trail<'t>> {
        let trail = |token| Trail::new(token, self.index);
        tokens.iter().map(trail).collect()
    }

    /// All hits after one more effort.
    fn step(&self, trails: &mut [Trail<'_>], effort: Effort) -> Vec<Hit> {
        for trail in &mut *trails {
            trail.follow(self.index, self.admission, effort);
        }
        collect(self.index, self.admission, trails)
    }

    /// Hits in order, with the chars that matched.
    fn finish(&self, mut hits: Vec<Hit>, trails: &[Trail<'_>]) -> Vec<Hit> {
        hits.sort_by_key(|hit| (std::cmp::Reverse(hit.score), hit.policy, hit.program));
        for hit in &mut hits {
            hit.positions = positions(self.index, trails, hit.entry);
        }
        hits
    }
}

/// Everything that is admitted, for a query that only narrows.
fn list(index: &Index, admission: &Admission) -> Vec<Hit> {
    let admitted = index.places.iter().zip(&admission.shown).filter(|(_, shown)| **shown);
    let listed = admitted.filter_map(|(place, _)| {
        let shown = Evidence { entry: index.face(place)?, score: 0, way: Way::Listed };
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
        places.map(|at| trail.found_at(at)).fold(None, Evidence::better)
    };
    trails.iter().map(best).collect()
}

/// The match of each token in the program, or else in its policy.
fn for_program(program: usize, policy: usize, trails: &[Trail<'_>]) -> Option<Vec<Evidence>> {
    let borrowed = |evidence: Evidence| Evidence { score: rank::borrowed(evidence.score), ..evidence };
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
    let may_stand = |evidence: &&Evidence| place.program.is_none() || place.entries.contains(&evidence.entry);
    let best = found.iter().filter(may_stand).fold(None, |best, next| Evidence::better(best, Some(*next)))?;
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
