//! Document numbers with parts left out: `桂政办发10号` for 桂政办发〔2024〕10号.
//!
//! A number is a row of chunks, characters and figures by turns. The chunks of the token must occur in it in
//! order; figures must agree as a whole, so that 1 does not find 10.

use std::ops::Range;

use crate::search::query::Token;
use crate::search::script::Script;

/// What kind of paper a number is of, as people say it behind the number.
const KINDS: [&str; 6] = ["公告", "通知", "文件", "文", "令", "批复"];

pub(in crate::search) struct Number {
    chunks: Vec<Vec<char>>,
}

impl Number {
    /// None for a token without figures or without anything else.
    pub(super) fn new(token: &Token) -> Option<Self> {
        let mut chunks: Vec<Vec<char>> = token
            .keys
            .chunk_by(|one, two| one.is_ascii_digit() == two.is_ascii_digit())
            .map(<[char]>::to_vec)
            .collect();
        // People say 16号公告 of what is printed as 公告2023年第16号.
        if let Some(last) = chunks.last_mut()
            && let Some(('号', kind)) = last.split_first()
            && KINDS.contains(&kind.iter().collect::<String>().as_str())
        {
            last.truncate(1);
        }
        (chunks.len() > 1 && !token.exact).then_some(Self { chunks })
    }

    /// The keys of a document number that match, ascending; none if it is another.
    pub(in crate::search) fn find(&self, script: &Script, keys: Range<usize>) -> Option<Vec<usize>> {
        let mut wanted = self.chunks.iter().peekable();
        let mut matched = Vec::new();
        let mut start = keys.start;
        while start < keys.end && wanted.peek().is_some() {
            let end = (start + 1..keys.end).find(|at| script.is_edge(*at)).unwrap_or(keys.end);
            let chunk: Vec<char> = script.keys(start..end).collect();
            if let Some(part) = wanted.peek().and_then(|wanted| agrees(wanted, &chunk)) {
                matched.extend(part.map(|at| start + at));
                wanted.next();
            }
            start = end;
        }
        wanted.peek().is_none().then_some(matched)
    }
}

/// Where in a chunk of a document number stands what was typed.
fn agrees(wanted: &[char], chunk: &[char]) -> Option<Range<usize>> {
    if wanted.iter().all(char::is_ascii_digit) {
        (wanted == chunk).then_some(0..chunk.len())
    } else {
        let at = chunk.windows(wanted.len()).position(|window| window == wanted)?;
        Some(at..at + wanted.len())
    }
}
