//! Why a hit ranks where it does: per token the text, the way, and what each rule of the ranking gave.

use super::admit::Admission;
use super::entry::{Entry, Part};
use super::gather;
use super::index::{Hit, Index, Limits, Outcome};
use super::matcher::{Effort, Way, Ways};
use super::query::{Query, Token};
use super::rank::Rule;
use super::single::{Match, Single};
use super::trail::Trail;

/// Why a token counts as it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The token as typed, or the word that it was taken apart into.
    pub token: String,
    /// Which entry matched best, as [`Hit::entry`] counts.
    pub entry: usize,
    /// Which part that entry is.
    pub part: Part,
    /// How it matched.
    pub way: Way,
    /// Whether only the policy says so, which for its program counts by trust alone.
    pub borrowed: bool,
    /// What the token counts; a hit is worth the mean of its tokens.
    pub score: i64,
    /// What each rule gave to that.
    pub shares: Vec<(Rule, i64)>,
}

/// The reasons for each hit of an outcome, token by token, in the order of the hits.
pub(super) fn explain(index: &Index, query: &Query, limits: &Limits<'_>, outcome: &Outcome) -> Vec<Vec<Reason>> {
    let admission = Admission::new(index, query, limits);
    let most = outcome.hits.iter().map(|hit| hit.way.effort()).max().unwrap_or(Effort::Strict);
    let mut trails: Vec<Trail<'_>> = outcome.tokens.iter().map(|token| Trail::new(token, index)).collect();
    for trail in &mut trails {
        trail.follow_up_to(index, &admission, most);
    }
    outcome.hits.iter().map(|hit| reasons(index, hit, &trails)).collect()
}

fn reasons(index: &Index, hit: &Hit, trails: &[Trail<'_>]) -> Vec<Reason> {
    let at = index.place(hit.policy, hit.program);
    let policy = index.policies.iter().find(|places| at.is_some_and(|at| places.contains(&at)));
    let (Some(at), Some(policy)) = (at, policy) else {
        return Vec::new();
    };
    let Some(place) = index.places.get(at) else {
        return Vec::new();
    };
    let reason = |trail: &Trail<'_>| {
        let (evidence, own) = gather::counted(place, at, policy, trail)?;
        Some(Reason {
            token: trail.token().typed.clone(),
            entry: evidence.entry,
            part: index.entry(evidence.entry)?.part,
            way: evidence.way,
            borrowed: !own,
            score: evidence.score,
            shares: Rule::ALL.iter().map(|rule| (*rule, rule.share(evidence.score))).collect(),
        })
    };
    trails.iter().filter_map(reason).collect()
}

/// The best match of each token in an entry, by the least effort that finds one.
pub(super) fn matches(index: &Index, tokens: &[Token], entry: &Entry) -> Vec<Option<Match>> {
    let single = Single::new(&entry.text, entry.part, &index.lexicon);
    let found =
        |token: &Token| Effort::ALL.iter().find_map(|effort| single.best(&Ways::new(token, *effort), &index.lexicon));
    tokens.iter().map(found).collect()
}
