//! Which chars of a text a query matches, for texts that are not in the index: panes, lists.
//!
//! Every occurrence is marked, not only the best. The readings of a text are looked up only
//! if some token did not stand there as typed, since a pane is drawn often and is long.

use super::entry::{Entry, Indexed, Part};
use super::matcher::{Effort, matchers};
use super::pinyin::{Phrases, Reader};
use super::query::{Query, Token};

/// Positions, ascending; the surest way that finds anything counts, token by token.
pub(super) fn positions(phrases: &Phrases, text: &str, part: Part, query: &Query) -> Vec<usize> {
    let entry = Entry {
        policy: 0,
        program: None,
        part,
        text: text.to_owned(),
    };
    let mut indexed = Indexed::without_readings(entry);
    let mut positions = Vec::new();
    let mut missing = Vec::new();
    for token in &query.tokens {
        match in_effort(&indexed, token, Effort::Strict) {
            found if found.is_empty() => missing.push(token),
            found => positions.extend(found),
        }
    }
    if !missing.is_empty() {
        indexed.add_readings(&mut Reader::new(phrases));
        for token in missing {
            let found = Effort::ALL
                .iter()
                .map(|effort| in_effort(&indexed, token, *effort))
                .find(|found| !found.is_empty());
            positions.extend(found.unwrap_or_default());
        }
    }
    positions.sort_unstable();
    positions.dedup();
    positions
}

fn in_effort(indexed: &Indexed, token: &Token, effort: Effort) -> Vec<usize> {
    matchers(token, effort)
        .iter()
        .map(|way| way.find_all(indexed))
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}
