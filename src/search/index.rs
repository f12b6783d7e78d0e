//! The index: every entry prepared for matching, grouped by policy and program.
//!
//! Built once when the data are loaded; a search only reads it. What ranks over what is
//! written in the header of `rank`, how entries add up to a hit in that of `gather`.

use std::collections::BTreeMap;
use std::ops::Range;

use super::entry::{Entry, Indexed, Part};
use super::facet::{Facet, Facets};
use super::gather;
use super::highlight::Highlighter;
use super::matcher::Way;
use super::pinyin::{Phrases, Reader};
use super::query::{Filter, Query};

/// A found policy or program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The number of the policy in the handbook.
    pub policy: usize,
    /// The position of the program in the policy; none, if the hit is the policy itself.
    pub program: Option<usize>,
    /// Which entry matched best, as its position in what the index was built from.
    ///
    /// For a policy that was found by one of its programs alone, this is the program's.
    pub entry: usize,
    /// Which part that entry is.
    pub part: Part,
    /// What the hit is worth; only the order means anything.
    pub score: i64,
    /// How that entry matched.
    pub way: Way,
    /// Which chars of that entry's text matched, ascending.
    pub positions: Vec<usize>,
}

/// Whether a filter admits a policy, given by its handbook number, or one of its programs.
pub type Decides<'a> = dyn Fn(&Filter, usize, Option<usize>) -> bool + 'a;

/// How far a search goes, and what only the caller knows.
#[derive(Clone, Copy)]
pub struct Limits<'a> {
    /// How many hits are wanted at most.
    pub hits: usize,
    /// With fewer policies than this, what sounds alike is looked for as well.
    pub few: usize,
    /// Decides `status:` and `open:` for a policy or program; without it they admit all.
    pub decides: Option<&'a Decides<'a>>,
}

impl Default for Limits<'_> {
    fn default() -> Self {
        Self { hits: 500, few: 3, decides: None }
    }
}

/// All entries, ready to be searched.
#[derive(Debug, Clone)]
pub struct Index {
    pub(super) entries: Vec<Indexed>,
    /// Policies and programs in order, each policy right before its programs.
    pub(super) places: Vec<Place>,
    /// The places of each policy; the first one is the policy itself.
    pub(super) policies: Vec<Range<usize>>,
    pub(super) facets: Facets,
    pub(super) phrases: Phrases,
}

/// A policy or a program, with its own entries.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) policy: usize,
    pub(super) program: Option<usize>,
    pub(super) entries: Vec<usize>,
}

impl Index {
    /// Prepares entries; the order in which they are given is what [`Hit::entry`] counts in.
    pub fn new(entries: Vec<Entry>, mut phrases: Phrases) -> Self {
        let mut reader = Reader::new(&phrases);
        let entries: Vec<Indexed> = entries.into_iter().map(|entry| Indexed::read_by(entry, &mut reader)).collect();
        let seen = reader.seen();
        phrases.learn(seen);
        let places = places(&entries);
        let mut facets = Facets::default();
        for agency in &entries {
            if agency.entry().part == Part::Agency {
                facets.add_agency(agency);
            }
        }
        Self { policies: policies(&places), places, entries, facets, phrases }
    }

    /// Adds the values that `level:`, `cat:`, `for:` and `by:` ask for.
    ///
    /// Agencies among the entries answer `by:` without being named here again.
    #[must_use]
    pub fn with_facets(mut self, facets: impl IntoIterator<Item = Facet>) -> Self {
        let mut reader = Reader::new(&self.phrases);
        for facet in facets {
            self.facets.add(facet, &mut reader);
        }
        self
    }

    /// The entry at a position, as [`Hit::entry`] counts.
    pub fn entry(&self, at: usize) -> Option<&Entry> {
        self.entries.get(at).map(Indexed::entry)
    }

    /// The entry that stands for a place when no match chose one: its most prominent, or that
    /// of one of its programs where a policy has no texts of its own.
    pub(super) fn face(&self, place: &Place) -> Option<usize> {
        let part = |at: &usize| self.entries.get(*at).map(|indexed| indexed.entry().part);
        let own = place.entries.iter().copied().min_by_key(part);
        own.or_else(|| {
            let mut all = self.places.iter().filter(|any| any.policy == place.policy);
            all.find_map(|any| any.entries.iter().copied().min_by_key(part))
        })
    }

    /// What the query finds, best first: one hit for a policy and one for each of its
    /// programs that matched by itself.
    ///
    /// A query without tokens lists whatever its filters leave, in the order of numbers.
    pub fn search(&self, query: &Query, limits: &Limits<'_>) -> Vec<Hit> {
        gather::search(self, query, limits)
    }

    /// Which chars of any `text` the query matches, ascending; for panes and lists.
    ///
    /// `part` says what the text is, as short initials count in names only.
    pub fn highlight(&self, text: &str, part: Part, query: &Highlighter) -> Vec<usize> {
        query.positions(&self.phrases, text, part)
    }
}

fn places(entries: &[Indexed]) -> Vec<Place> {
    let mut groups: BTreeMap<(usize, Option<usize>), Vec<usize>> = BTreeMap::new();
    for (at, indexed) in entries.iter().enumerate() {
        let entry = indexed.entry();
        // The policy itself has a place even where only its programs have texts.
        groups.entry((entry.policy, None)).or_default();
        let group = groups.entry((entry.policy, entry.program)).or_default();
        group.push(at);
    }
    groups.into_iter().map(|((policy, program), entries)| Place { policy, program, entries }).collect()
}

fn policies(places: &[Place]) -> Vec<Range<usize>> {
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

#[cfg(test)]
mod tests;
