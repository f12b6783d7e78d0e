//! Document numbers with parts left out: `桂政办发10号` for 桂政办发〔2024〕10号.
//!
//! A number is a row of chunks, characters and figures by turns. The chunks of the token
//! must occur in it in order; figures must agree as a whole, so that 1 does not find 10.

use super::{Match, Matcher, Way, fit};
use crate::search::entry::{Indexed, Part};
use crate::search::query::Token;

pub(super) struct Number {
    chunks: Vec<Vec<char>>,
}

impl Number {
    /// None for a token without figures or without anything else.
    pub(super) fn new(token: &Token) -> Option<Self> {
        let chunks: Vec<Vec<char>> = token
            .keys
            .chunk_by(|one, two| one.is_ascii_digit() == two.is_ascii_digit())
            .map(<[char]>::to_vec)
            .collect();
        (chunks.len() > 1 && !token.exact).then_some(Self { chunks })
    }
}

impl Matcher for Number {
    fn find(&self, entry: &Indexed) -> Option<Match> {
        if entry.entry.part != Part::DocumentNumber {
            return None;
        }
        let keys = &entry.keys.chars;
        let mut wanted = self.chunks.iter().peekable();
        let mut matched = Vec::new();
        let mut start = 0;
        while start < keys.len() {
            let end = (start + 1..keys.len()).find(|at| entry.is_edge(*at)).unwrap_or(keys.len());
            let chunk = keys.get(start..end).unwrap_or_default();
            if wanted.next_if(|wanted| agrees(wanted, chunk)).is_some() {
                matched.extend(start..end);
            }
            start = end;
        }
        let (None, Some(first)) = (wanted.peek(), matched.first()) else {
            return None;
        };
        Some(Match {
            way: Way::Number,
            fit: fit(entry, &(*first..first + matched.len())),
            positions: matched.into_iter().flat_map(|at| entry.positions(at..at + 1)).collect(),
        })
    }
}

/// Whether a chunk of a document number is what was typed.
fn agrees(wanted: &[char], chunk: &[char]) -> bool {
    if wanted.iter().all(char::is_ascii_digit) {
        wanted == chunk
    } else {
        chunk.windows(wanted.len()).any(|window| window == wanted)
    }
}
