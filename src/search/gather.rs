//! The search itself: from matches of single tokens to hits on policies and programs.
//!
//! - All tokens must match somewhere in the same policy. A *program* is a hit if each token matches one of
//!   its own entries or one of its policy's, and at least one its own. A *policy* is a hit if each token
//!   matches one of its own entries or one of any of its programs.
//! - Each token counts with its best match there; for a program, a match of its own goes before one of its
//!   policy, which counts little. The best one is the entry that is shown.
//! - An excluded token drops the programs in which it stands, and with its policy all of it.
//! - A token that is the number of a policy matches that policy.
//! - The strict ways come first; how far to go beyond them says [`Effort::is_due`].
//! - Before characters are looked for in any distance, tokens are taken apart, see [`pieces`].

use std::cmp::Reverse;
use std::ops::Range;

use super::admit::Admission;
use super::index::{Hit, Index, Limits, Outcome};
use super::matcher::{Effort, Way};
use super::pieces::{self, Pieces};
use super::places::Place;
use super::query::{Query, Token};
use super::rank;
use super::trail::{Evidence, Trail};

/// What the query finds.
pub(super) fn search(index: &Index, query: &Query, limits: &Limits<'_>) -> Outcome {
    within(index, query, limits, Effort::Scattered)
}

/// The same with no more effort than `most`.
pub(super) fn within(index: &Index, query: &Query, limits: &Limits<'_>, most: Effort) -> Outcome {
    let admission = Admission::new(index, query, limits);
    let search = Search { index, admission: &admission, limits };
    if query.tokens.is_empty() { search.list() } else { search.climb(&query.tokens, most) }
}

/// A search under way.
struct Search<'a> {
    index: &'a Index,
    admission: &'a Admission,
    limits: &'a Limits<'a>,
}

impl Search<'_> {
    /// Tries one effort after the other until enough is found.
    fn climb(&self, tokens: &[Token], most: Effort) -> Outcome {
        let mut trails: Vec<Trail<'_>> = tokens.iter().map(|token| Trail::new(token, self.index)).collect();
        let mut hits = Vec::new();
        for effort in Effort::ALL.into_iter().filter(|effort| *effort <= most) {
            let policies = hits.iter().filter(|hit: &&Hit| hit.program.is_none()).count();
            if !effort.is_due(policies, self.limits.few) {
                break;
            }
            // Words that make up the query to the last character are no guess; others come after a slip.
            let is_whole = match effort {
                Effort::Slips => true,
                Effort::Scattered => false,
                Effort::Strict | Effort::Sounds => {
                    hits = self.step(&mut trails, effort);
                    continue;
                }
            };
            if let Some(outcome) = self.in_pieces(tokens, is_whole) {
                return outcome;
            }
            hits = self.step(&mut trails, effort);
        }
        self.finish(hits, tokens.to_vec(), Vec::new())
    }

    /// All hits by no more effort than that.
    ///
    /// A token that nothing has been found for decides alone whether there can be any, so it goes first.
    fn step(&self, trails: &mut [Trail<'_>], effort: Effort) -> Vec<Hit> {
        for sought in [false, true] {
            for trail in trails.iter_mut().filter(|trail| trail.is_found() == sought) {
                trail.follow_up_to(self.index, self.admission, effort);
                if !trail.is_found() {
                    return Vec::new();
                }
            }
        }
        collect(self.index, self.admission, trails)
    }

    /// What is found by the words that the tokens may be made of.
    ///
    /// All of them must match; but of a single token, as of a question in a sentence, the commonest words are
    /// left out one by one until the rest match.
    ///
    /// With `whole`, nothing may be left out.
    fn in_pieces(&self, tokens: &[Token], whole: bool) -> Option<Outcome> {
        let Pieces { words, mut left_out } = pieces::of_query(self.index, tokens)?;
        if whole && !left_out.is_empty() {
            return None;
        }
        let mut trails: Vec<Trail<'_>> = words.iter().map(|token| Trail::new(token, self.index)).collect();
        for trail in &mut trails {
            trail.follow_up_to(self.index, self.admission, Effort::Strict);
        }
        let mut hits = collect(self.index, self.admission, &trails);
        if tokens.len() == 1 && !whole {
            trails.sort_by_key(Trail::places);
            while hits.is_empty() && trails.len() > 1 {
                left_out.extend(trails.pop().map(|trail| trail.token().typed.clone()));
                hits = collect(self.index, self.admission, &trails);
            }
        }
        let words = trails.iter().map(|trail| trail.token().clone()).collect();
        (!hits.is_empty()).then(|| self.finish(hits, words, left_out))
    }

    /// Everything that is admitted, for a query that only narrows.
    fn list(&self) -> Outcome {
        let admitted = self.index.places.iter().zip(&self.admission.shown).filter(|(_, shown)| **shown);
        let listed = admitted.filter_map(|(place, _)| {
            let shown = Evidence { entry: place.face, score: 0, way: Way::Listed, kinds: 0 };
            hit(self.index, place, shown, 0)
        });
        self.finish(listed.collect(), Vec::new(), Vec::new())
    }

    /// The hits that are wanted, in order.
    fn finish(&self, mut hits: Vec<Hit>, tokens: Vec<Token>, dropped: Vec<String>) -> Outcome {
        let order = |hit: &Hit| (Reverse(hit.score), hit.policy, hit.program);
        let total = hits.len();
        if let Some(last) = self.limits.hits.checked_sub(1).filter(|last| *last < total) {
            hits.select_nth_unstable_by_key(last, order);
        }
        hits.truncate(self.limits.hits);
        hits.sort_unstable_by_key(order);
        Outcome { hits, total, tokens, dropped }
    }
}

fn hit(index: &Index, place: &Place, best: Evidence, score: i64) -> Option<Hit> {
    Some(Hit {
        policy: place.policy,
        program: place.program,
        entry: best.entry,
        part: index.entries.get(best.entry)?.part,
        score,
        way: best.way,
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
                hits.extend(add_up(index, place, at, policy, trails));
            }
        }
    }
    hits
}

/// What a token counts with at a place, and whether it is the place's own.
pub(super) fn counted(place: &Place, at: usize, policy: &Range<usize>, trail: &Trail<'_>) -> Option<(Evidence, bool)> {
    if place.program.is_none() {
        let best = policy.clone().map(|at| trail.found_at(at)).fold(None, Evidence::better)?;
        return Some((with_breadth(best), true));
    }
    let borrowed = || {
        let found = trail.found_at(policy.start)?;
        Some((Evidence { score: rank::borrowed(found.score), ..found }, false))
    };
    trail.found_at(at).map(|found| (with_breadth(found), true)).or_else(borrowed)
}

fn with_breadth(evidence: Evidence) -> Evidence {
    Evidence { score: evidence.score + rank::breadth(evidence.kinds), ..evidence }
}

/// The hit that the matches of all tokens make; none for a program without one of its own.
fn add_up(index: &Index, place: &Place, at: usize, policy: &Range<usize>, trails: &[Trail<'_>]) -> Option<Hit> {
    let mut total = 0;
    let mut best = None;
    for trail in trails {
        let (evidence, own) = counted(place, at, policy, trail)?;
        total += evidence.score;
        if own {
            best = Evidence::better(best, Some(evidence));
        }
    }
    let mean = total / i64::try_from(trails.len()).ok().filter(|count| *count > 0)?;
    hit(index, place, best?, mean)
}
