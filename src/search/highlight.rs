//! Which chars of a text a query matches, for texts that are not in the index: panes, lists.
//!
//! Every occurrence is marked, not only the best. The readings of a text are looked up only if some token
//! did not stand there as typed, since a pane is drawn often and is long; for the same reason the matchers
//! of a query are made once and not for every text.

use std::cell::OnceCell;

use super::entry::Part;
use super::index::{Hit, Outcome};
use super::matcher::{Effort, Ways};
use super::pinyin::Lexicon;
use super::query::{Query, Token};
use super::single::Single;

/// A query made ready for marking any number of texts.
#[derive(Default)]
pub struct Highlighter {
    tokens: Vec<Prepared>,
}

/// The ways of one token, by effort; the less sure ones are made when they are first needed.
struct Prepared {
    token: Token,
    by_effort: Vec<(Effort, OnceCell<Ways>)>,
}

impl Prepared {
    fn positions(&self, effort: Effort, single: &Single<'_>, lexicon: &Lexicon) -> Vec<usize> {
        let found = self.by_effort.iter().find(|(own, _)| *own == effort);
        let ways = found.map(|(_, cell)| cell.get_or_init(|| Ways::new(&self.token, effort)));
        ways.map(|ways| single.all(ways, lexicon)).unwrap_or_default()
    }
}

impl Highlighter {
    /// Makes a query ready for any text, however unsure the way of matching.
    #[must_use]
    pub fn new(query: &Query) -> Self {
        Self::within(&query.tokens, Effort::Scattered)
    }

    /// Makes a query ready for marking what these hits matched: a way that none of them needed would mark by
    /// chance, and take its time over every text that does not match.
    #[must_use]
    pub fn of_hits(query: &Query, hits: &[Hit]) -> Self {
        Self::within(&query.tokens, effort(hits))
    }

    /// The same for all that a search looked for in the end, so that words which it took apart are marked.
    #[must_use]
    pub fn of_outcome(outcome: &Outcome) -> Self {
        Self::within(&outcome.tokens, effort(&outcome.hits))
    }

    fn within(tokens: &[Token], most: Effort) -> Self {
        let efforts = || Effort::ALL.iter().filter(|effort| **effort <= most);
        let prepared = |token: &Token| Prepared {
            token: token.clone(),
            by_effort: efforts().map(|effort| (*effort, OnceCell::new())).collect(),
        };
        Self { tokens: tokens.iter().map(prepared).collect() }
    }

    /// Positions, ascending; the surest way that finds anything counts, token by token.
    pub(super) fn positions(&self, lexicon: &Lexicon, text: &str, part: Part) -> Vec<usize> {
        let mut single = Single::unread(text, part);
        let mut positions = Vec::new();
        let mut missing = Vec::new();
        for token in &self.tokens {
            match token.positions(Effort::Strict, &single, lexicon) {
                found if found.is_empty() => missing.push(token),
                found => positions.extend(found),
            }
        }
        if !missing.is_empty() {
            single.read(lexicon);
            for token in missing {
                let mut efforts = Effort::ALL.iter();
                let found = efforts.find_map(|effort| {
                    let found = token.positions(*effort, &single, lexicon);
                    (!found.is_empty()).then_some(found)
                });
                positions.extend(found.unwrap_or_default());
            }
        }
        positions.sort_unstable();
        positions.dedup();
        positions
    }
}

fn effort(hits: &[Hit]) -> Effort {
    hits.iter().map(|hit| hit.way.effort()).max().unwrap_or(Effort::Strict)
}
