//! The index: every text prepared for matching, grouped by policy and program.
//!
//! Built once when the data are loaded; a search only reads it. Texts lie in one row, names before running
//! text and each policy's together, and postings say where what stands. What ranks over what is written in
//! the header of `rank`, how matches add up to a hit in that of `gather`.

use std::ops::Range;

use super::entry::{Entry, Part};
use super::explain::{self, Reason};
use super::facet::{Facet, Facets};
use super::gather;
use super::highlight::Highlighter;
use super::matcher::{self, Way};
use super::pinyin::{Lexicon, Phrases};
use super::places::{Place, in_order, places, policies};
use super::postings::Postings;
use super::query::{Filter, FilterKind, Query, Token};
use super::rescue::{self, Rescue};
use super::script::{Script, View};
use super::single;

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
}

/// What a search found, and what it looked for in the end.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// The hits, best first, at most as many as were wanted.
    pub hits: Vec<Hit>,
    /// How many hits there are in all.
    pub total: usize,
    /// What was looked for: the tokens of the query, or the words that they were taken apart into.
    pub tokens: Vec<Token>,
    /// Which words of a query without blanks were left out because nothing has them all.
    pub dropped: Vec<String>,
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
    /// In the order in which they were given.
    pub(super) entries: Vec<Entry>,
    /// The same in the order of the row of keys.
    pub(super) slots: Vec<Slot>,
    /// By block of keys, the slot that its first key belongs to.
    blocks: Vec<u32>,
    /// How many slots are names; they come first.
    pub(super) names: usize,
    /// By key of the names, the letter that it is or is read with.
    pub(super) initials: Vec<u8>,
    /// The slots that are document numbers.
    pub(super) numbers: Vec<u32>,
    script: Script,
    pub(super) lexicon: Lexicon,
    pub(super) postings: Postings,
    /// Policies and programs in order, each policy right before its programs.
    pub(super) places: Vec<Place>,
    /// The places of each policy; the first one is the policy itself.
    pub(super) policies: Vec<Range<usize>>,
    pub(super) facets: Facets,
}

/// How many keys share an entry of the table that finds a key's text.
const BLOCK: usize = 32;

/// A text in the row of keys.
#[derive(Debug, Clone)]
pub(super) struct Slot {
    start: u32,
    length: u32,
    /// After how many keys it comes to its subject.
    pub(super) subject: u32,
    /// The letters that a name is read with, see [`matcher::letters_of`].
    pub(super) letters: u32,
    pub(super) place: u32,
    /// As [`Hit::entry`] counts.
    pub(super) entry: u32,
    pub(super) part: Part,
}

impl Slot {
    /// Its keys.
    pub(super) fn keys(&self) -> Range<usize> {
        self.start as usize..(self.start + self.length) as usize
    }
}

impl Index {
    /// Prepares entries; the order in which they are given is what [`Hit::entry`] counts in.
    pub fn new(entries: Vec<Entry>, phrases: Phrases) -> Self {
        let places = places(&entries);
        let mut lexicon = Lexicon::new(phrases);
        let mut script = Script::default();
        let mut slots = Vec::with_capacity(entries.len());
        for (entry, place) in in_order(&entries, &places) {
            let keys = entries.get(entry).map_or(0..0, |entry| script.push(&entry.text));
            slots.push(Slot {
                start: small(keys.start),
                length: small(keys.len()),
                subject: 0,
                letters: 0,
                place: small(place),
                entry: small(entry),
                part: entries.get(entry).map_or(Part::Digest, |entry| entry.part),
            });
        }
        script.keys(0..script.len()).for_each(|key| lexicon.learn(key));
        script.read(&lexicon);
        for slot in &mut slots {
            slot.subject = small(single::subject(slot.part, script.view(&lexicon), slot.keys()));
        }
        let names = slots.partition_point(|slot| slot.part.is_name());
        let names_end = slots.get(names).map_or(script.len(), |slot| slot.start as usize);
        let initials = matcher::initials(script.view(&lexicon), 0..names_end);
        for slot in slots.iter_mut().take(names) {
            slot.letters = matcher::letters_of(initials.get(slot.keys()).unwrap_or_default());
        }
        let numbers = (0u32..).zip(&slots).filter(|(_, slot)| slot.part == Part::DocumentNumber);
        let mut index = Self {
            numbers: numbers.map(|(at, _)| at).collect(),
            postings: Postings::new(&script, &lexicon, names_end),
            blocks: blocks(&slots, script.len()),
            policies: policies(&places),
            facets: Facets::default(),
            entries,
            slots,
            names,
            initials,
            script,
            lexicon,
            places,
        };
        for agency in index.entries.iter().filter(|entry| entry.part == Part::Agency) {
            let (policy, program, value) = (agency.policy, agency.program, agency.text.clone());
            index.facets.add(Facet { policy, program, kind: FilterKind::Agency, value }, &mut index.lexicon);
        }
        index
    }

    /// Adds the values that `level:`, `cat:`, `for:` and `by:` ask for.
    ///
    /// Agencies among the entries answer `by:` without being named here again.
    #[must_use]
    pub fn with_facets(mut self, facets: impl IntoIterator<Item = Facet>) -> Self {
        for facet in facets {
            self.facets.add(facet, &mut self.lexicon);
        }
        self
    }

    /// Adds values that no policy holds by itself, so that they are among the completions of their filter.
    #[must_use]
    pub fn with_values<'v>(mut self, kind: FilterKind, values: impl IntoIterator<Item = &'v str>) -> Self {
        for value in values {
            self.facets.value(kind, value, &mut self.lexicon);
        }
        self
    }

    /// The entry at a position, as [`Hit::entry`] counts.
    pub fn entry(&self, at: usize) -> Option<&Entry> {
        self.entries.get(at)
    }

    /// What the query finds, best first: one hit for a policy and one for each of its programs that matched
    /// by itself.
    ///
    /// A query without tokens lists whatever its filters leave, in the order of numbers.
    pub fn search(&self, query: &Query, limits: &Limits<'_>) -> Vec<Hit> {
        self.look(query, limits).hits
    }

    /// The same with what was looked for in the end.
    pub fn look(&self, query: &Query, limits: &Limits<'_>) -> Outcome {
        gather::search(self, query, limits)
    }

    /// Why each hit of an outcome of this query ranks where it does, token by token, in the order of the hits.
    pub fn explain(&self, query: &Query, limits: &Limits<'_>, outcome: &Outcome) -> Vec<Vec<Reason>> {
        explain::explain(self, query, limits, outcome)
    }

    /// What is nearest to a query that finds nothing, and what to leave out to get there.
    pub fn rescue(&self, query: &Query, limits: &Limits<'_>) -> Rescue {
        rescue::rescue(self, query, limits)
    }

    /// The whole words that a half-typed filter can become, such as `cat:税` or `lev`; none for anything
    /// else. A minus before it stays.
    pub fn complete(&self, word: &str) -> Vec<String> {
        self.facets.complete(word, &self.lexicon)
    }

    /// Which chars of the text of a hit the search matched best, ascending.
    pub fn positions(&self, outcome: &Outcome, hit: &Hit) -> Vec<usize> {
        let Some(entry) = self.entry(hit.entry) else {
            return Vec::new();
        };
        let found = explain::matches(self, &outcome.tokens, entry);
        let mut positions: Vec<usize> = found.into_iter().flatten().flat_map(|found| found.positions).collect();
        positions.sort_unstable();
        positions.dedup();
        positions
    }

    /// Which chars of any `text` the query matches, ascending; for panes and lists.
    ///
    /// `part` says what the text is, as short initials count in names only.
    pub fn highlight(&self, text: &str, part: Part, query: &Highlighter) -> Vec<usize> {
        query.positions(&self.lexicon, text, part)
    }

    /// How many bytes it has on the heap, the entries' own texts included; small tables are left out.
    pub fn heap_bytes(&self) -> usize {
        let texts: usize = self.entries.iter().map(|entry| entry.text.capacity() + size_of::<Entry>()).sum();
        let tables = self.slots.capacity() * size_of::<Slot>()
            + self.initials.capacity()
            + self.blocks.capacity() * size_of::<u32>()
            + self.places.capacity() * size_of::<Place>()
            + self.policies.capacity() * size_of::<Range<usize>>();
        texts + tables + self.script.heap_bytes() + self.lexicon.heap_bytes() + self.postings.heap_bytes()
    }

    /// The same index with every place for a candidate: slow, and what the postings are held against.
    #[must_use]
    pub fn trying_every_place(mut self) -> Self {
        self.postings = self.postings.with_every_place(self.script.len());
        self
    }

    /// The row of all keys.
    pub(super) fn view(&self) -> View<'_> {
        self.script.view(&self.lexicon)
    }

    /// The text that a key belongs to.
    #[inline]
    pub(super) fn slot_at(&self, key: usize) -> Option<&Slot> {
        let mut at = *self.blocks.get(key / BLOCK)? as usize;
        while self.slots.get(at + 1).is_some_and(|next| next.start as usize <= key) {
            at += 1;
        }
        self.slots.get(at)
    }

    /// The text of a slot.
    pub(super) fn text(&self, slot: &Slot) -> &str {
        self.entries.get(slot.entry as usize).map_or("", |entry| entry.text.as_str())
    }

    /// The place of a policy or program.
    pub(super) fn place(&self, policy: usize, program: Option<usize>) -> Option<usize> {
        self.places.binary_search_by_key(&(policy, program), |place| (place.policy, place.program)).ok()
    }
}

/// No table here grows past this: a handbook is a book.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn blocks(slots: &[Slot], keys: usize) -> Vec<u32> {
    let mut blocks = Vec::with_capacity(keys / BLOCK + 1);
    let mut at = 0;
    for key in (0..keys).step_by(BLOCK) {
        while slots.get(at + 1).is_some_and(|next| next.start as usize <= key) {
            at += 1;
        }
        blocks.push(small(at));
    }
    blocks
}

#[cfg(test)]
mod tests;
