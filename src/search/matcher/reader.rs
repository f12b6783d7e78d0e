//! Runs something like the machine over a text and says where its matches begin and end.
//!
//! Reading forward tells only where a match ends. Its start is found by reading again from
//! nearby, which costs little, as it is done for hits alone.

use std::ops::Range;

use crate::search::entry::Indexed;

/// Something that reads a text key by key and says where a match ends.
pub(super) trait Reader {
    /// What has been read so far.
    type State: Copy + PartialEq;

    /// Nothing read, and nothing to start from.
    const NOTHING: Self::State;

    /// `state` with a fresh start added.
    fn started(&self, state: Self::State) -> Self::State;

    /// The state after the key at `at`, and whether a match ends there.
    fn read(&self, state: Self::State, entry: &Indexed, at: usize) -> (Self::State, bool);

    /// Whether a match can start with the key at `at`; only ever wrong by saying yes.
    fn can_start(&self, entry: &Indexed, at: usize) -> bool;

    /// The most keys of a text that one match can take.
    fn longest(&self) -> usize;
}

/// The first match that ends at or after `from`, the shortest if several end there.
pub(super) fn next_run<R: Reader>(reader: &R, entry: &Indexed, from: usize) -> Option<Range<usize>> {
    let mut state = R::NOTHING;
    for at in from..entry.len() {
        // Most of every text: nothing under way, and nothing to begin with.
        if state == R::NOTHING && !reader.can_start(entry, at) {
            continue;
        }
        let (next, done) = reader.read(reader.started(state), entry, at);
        if done {
            let start = (from..=at).rev().take(reader.longest()).find(|start| reaches(reader, entry, *start, at))?;
            return Some(start..at + 1);
        }
        state = next;
    }
    None
}

/// All matches from left to right that do not overlap.
pub(super) fn runs<'a, R: Reader>(reader: &'a R, entry: &'a Indexed) -> impl Iterator<Item = Range<usize>> + 'a {
    let mut from = 0;
    std::iter::from_fn(move || {
        let run = next_run(reader, entry, from)?;
        from = run.end;
        Some(run)
    })
}

/// Whether a match that starts at `start` ends at `end`.
fn reaches<R: Reader>(reader: &R, entry: &Indexed, start: usize, end: usize) -> bool {
    let mut state = reader.started(R::NOTHING);
    let mut done = false;
    for at in start..=end {
        (state, done) = reader.read(state, entry, at);
    }
    done
}
