//! Which chars of a text a query matches, for texts that are not in the index: panes, lists.
//!
//! Every occurrence is marked, not only the best. The readings of a text are looked up only
//! if some token did not stand there as typed, since a pane is drawn often and is long; for
//! the same reason the matchers of a query are made once and not for every text.

use std::cell::OnceCell;

use super::entry::{Entry, Indexed, Part};
use super::index::Hit;
use super::matcher::{Effort, Matcher, matchers};
use super::pinyin::{Phrases, Reader};
use super::query::{Query, Token};

/// A query made ready for marking any number of texts.
#[derive(Default)]
pub struct Highlighter {
    tokens: Vec<Ways>,
}

type Matchers = Vec<Box<dyn Matcher>>;

/// The matchers of one token, by effort; the less sure ones are made when they are first needed.
struct Ways {
    token: Token,
    by_effort: Vec<(Effort, OnceCell<Matchers>)>,
}

impl Ways {
    fn positions(&self, effort: Effort, indexed: &Indexed) -> Vec<usize> {
        let found = self.by_effort.iter().find(|(own, _)| *own == effort);
        let ways = found.map(|(_, cell)| cell.get_or_init(|| matchers(&self.token, effort)));
        ways.into_iter().flatten().map(|way| way.find_all(indexed)).find(|found| !found.is_empty()).unwrap_or_default()
    }
}

impl Highlighter {
    /// Makes a query ready for any text, however unsure the way of matching.
    #[must_use]
    pub fn new(query: &Query) -> Self {
        Self::within(query, Effort::Scattered)
    }

    /// Makes a query ready for marking what these hits matched: a way that none of them needed would
    /// mark by chance, and take its time over every text that does not match.
    #[must_use]
    pub fn of_hits(query: &Query, hits: &[Hit]) -> Self {
        Self::within(query, hits.iter().map(|hit| hit.way.effort()).max().unwrap_or(Effort::Strict))
    }

    fn within(query: &Query, most: Effort) -> Self {
        let efforts = || Effort::ALL.iter().filter(|effort| **effort <= most);
        let ways = |token: &Token| Ways {
            token: token.clone(),
            by_effort: efforts().map(|effort| (*effort, OnceCell::new())).collect(),
        };
        Self { tokens: query.tokens.iter().map(ways).collect() }
    }

    /// Positions, ascending; the surest way that finds anything counts, token by token.
    pub(super) fn positions(&self, phrases: &Phrases, text: &str, part: Part) -> Vec<usize> {
        let entry = Entry { policy: 0, program: None, part, text: text.to_owned() };
        let mut indexed = Indexed::without_readings(entry);
        let mut positions = Vec::new();
        let mut missing = Vec::new();
        for token in &self.tokens {
            match token.positions(Effort::Strict, &indexed) {
                found if found.is_empty() => missing.push(token),
                found => positions.extend(found),
            }
        }
        if !missing.is_empty() {
            indexed.add_readings(&mut Reader::new(phrases));
            for token in missing {
                let found =
                    Effort::ALL.iter().map(|effort| token.positions(*effort, &indexed)).find(|found| !found.is_empty());
                positions.extend(found.unwrap_or_default());
            }
        }
        positions.sort_unstable();
        positions.dedup();
        positions
    }
}
