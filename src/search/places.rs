//! The policies and programs that entries belong to, in order, and the order of their texts.

use std::ops::Range;

use super::entry::{Entry, Part};

/// A policy or a program.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) policy: usize,
    pub(super) program: Option<usize>,
    /// The entry that stands for it when no match chose one: its most prominent, or that of one of its
    /// programs where a policy has no texts of its own.
    pub(super) face: usize,
}

/// Every policy and program that has a text, each policy right before its programs.
pub(super) fn places(entries: &[Entry]) -> Vec<Place> {
    // The policy itself has a place even where only its programs have texts.
    let with_policy = |entry: &Entry| [(entry.policy, None), (entry.policy, entry.program)];
    let mut all: Vec<(usize, Option<usize>)> = entries.iter().flat_map(with_policy).collect();
    all.sort_unstable();
    all.dedup();
    let mut places: Vec<Place> =
        all.into_iter().map(|(policy, program)| Place { policy, program, face: usize::MAX }).collect();
    let part = |at: usize| entries.get(at).map(|entry| entry.part);
    for (at, entry) in entries.iter().enumerate() {
        let key = (entry.policy, entry.program);
        let found = places.binary_search_by_key(&key, |place| (place.policy, place.program));
        if let Some(place) = found.ok().and_then(|found| places.get_mut(found))
            && (place.face == usize::MAX || part(at) < part(place.face))
        {
            place.face = at;
        }
    }
    for at in (0..places.len()).rev() {
        let program = places.get(at + 1).map_or(usize::MAX, |next| next.face);
        if let Some(place) = places.get_mut(at).filter(|place| place.face == usize::MAX) {
            place.face = program;
        }
    }
    places
}

/// The entries in the order of the row, each with its place: names first, then by place and part.
pub(super) fn in_order(entries: &[Entry], places: &[Place]) -> Vec<(usize, usize)> {
    let place = |entry: &Entry| {
        let key = (entry.policy, entry.program);
        places.binary_search_by_key(&key, |place| (place.policy, place.program)).unwrap_or_default()
    };
    let mut order: Vec<(bool, usize, Part, usize)> =
        entries.iter().enumerate().map(|(at, entry)| (!entry.part.is_name(), place(entry), entry.part, at)).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, place, _, at)| (at, place)).collect()
}

/// The places of each policy.
pub(super) fn policies(places: &[Place]) -> Vec<Range<usize>> {
    let mut start = 0;
    places
        .chunk_by(|one, two| one.policy == two.policy)
        .map(|group| {
            let range = start..start + group.len();
            start = range.end;
            range
        })
        .collect()
}
