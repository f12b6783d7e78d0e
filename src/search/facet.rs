//! What filters look at: values such as the level of a policy or who can apply for a program.
//!
//! A value matches a filter like a text matches a token, pinyin included. For agencies the characters may be
//! apart as well, since everybody says 工信 for 工业和信息化厅. There are few values and many places, so a
//! filter is held against each value once.

use std::collections::BTreeMap;

use super::entry::Part;
use super::index::Decides;
use super::matcher::{Effort, Ways};
use super::normalise::{fold_text, keys};
use super::pinyin::Lexicon;
use super::query::{FILTERS, Filter, FilterKind, Token};
use super::single::Single;

/// One value that a filter can ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// The number of the policy in the handbook.
    pub policy: usize,
    /// The position of the program in the policy, or none for the policy itself.
    pub program: Option<usize>,
    /// The filter that looks at it.
    pub kind: FilterKind,
    /// The value, as a user would type it.
    pub value: String,
}

/// All facets, by what they belong to.
#[derive(Debug, Clone, Default)]
pub(super) struct Facets {
    values: Vec<(FilterKind, String)>,
    by_value: BTreeMap<(FilterKind, String), usize>,
    held: BTreeMap<(FilterKind, usize, Option<usize>), Vec<usize>>,
}

impl Facets {
    pub(super) fn add(&mut self, facet: Facet, lexicon: &mut Lexicon) {
        let value = self.value(facet.kind, &facet.value, lexicon);
        let held = self.held.entry((facet.kind, facet.policy, facet.program)).or_default();
        if !held.contains(&value) {
            held.push(value);
        }
    }

    /// The number of a value, new or not.
    pub(super) fn value(&mut self, kind: FilterKind, value: &str, lexicon: &mut Lexicon) -> usize {
        let key = (kind, value.to_owned());
        if let Some(known) = self.by_value.get(&key) {
            return *known;
        }
        fold_text(value).into_iter().for_each(|c| lexicon.learn(c));
        self.values.push(key.clone());
        let last = self.values.len() - 1;
        self.by_value.insert(key, last);
        last
    }

    /// The words that a half-typed filter can become, see [`Index::complete`](super::Index::complete).
    pub(super) fn complete(&self, word: &str, lexicon: &Lexicon) -> Vec<String> {
        let (minus, rest) = match word.strip_prefix(['-', '－']) {
            Some(rest) => ("-", rest),
            None => ("", word),
        };
        let folded: String = fold_text(rest).into_iter().collect();
        let Some((name, typed)) = folded.split_once(':') else {
            let begun = FILTERS.iter().filter(|(_, latin, chinese)| {
                !folded.is_empty() && (latin.starts_with(&folded) || chinese.starts_with(&folded))
            });
            return begun.map(|(_, name, _)| format!("{minus}{name}:")).collect();
        };
        let Some(kind) = FilterKind::of(name) else {
            return Vec::new();
        };
        let typed = typed.trim_matches('"');
        let ways = Token::new(typed, false).map(|token| Ways::new(&token, Effort::Strict));
        let mut fitting: Vec<(i64, &str)> = Vec::new();
        for (_, value) in self.values.iter().filter(|(own, _)| *own == kind) {
            let score = match &ways {
                None => Some(0),
                Some(ways) => Single::new(value, Part::Keyword, lexicon).best(ways, lexicon).map(|found| found.score),
            };
            fitting.extend(score.map(|score| (score, value.as_str())));
        }
        fitting.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        let quoted =
            |value: &str| if value.contains(char::is_whitespace) { format!("\"{value}\"") } else { value.to_owned() };
        fitting.into_iter().map(|(_, value)| format!("{minus}{name}:{}", quoted(value))).collect()
    }

    /// The values of a kind that hold for a place: a program's own, else its policy's; for a policy, its own
    /// and those of all its programs.
    fn of(&self, kind: FilterKind, policy: usize, program: Option<usize>) -> impl Iterator<Item = usize> {
        let all = match program {
            None => (kind, policy, None)..=(kind, policy, Some(usize::MAX)),
            Some(_) if self.held.contains_key(&(kind, policy, program)) => {
                (kind, policy, program)..=(kind, policy, program)
            }
            Some(_) => (kind, policy, None)..=(kind, policy, None),
        };
        self.held.range(all).flat_map(|(_, values)| values.iter().copied())
    }
}

/// A filter made ready for any number of places.
pub(super) struct Sieve<'a> {
    filter: &'a Filter,
    /// By value, whether it is asked for.
    asked: Vec<bool>,
}

impl<'a> Sieve<'a> {
    pub(super) fn new(filter: &'a Filter, facets: &Facets, lexicon: &Lexicon) -> Self {
        let token = Token::new(&filter.value, false);
        let asked = match &token {
            None => vec![false; facets.values.len()],
            Some(token) => {
                let ways = Ways::new(token, Effort::Strict);
                let is_asked = |(kind, value): &(FilterKind, String)| {
                    *kind == filter.kind
                        && (Single::new(value, Part::Keyword, lexicon).best(&ways, lexicon).is_some()
                            || (*kind == FilterKind::Agency && is_in_order(token, value)))
                };
                facets.values.iter().map(is_asked).collect()
            }
        };
        Self { filter, asked }
    }

    /// Whether the place passes; `decides` answers for what only the caller knows.
    pub(super) fn admits(
        &self,
        facets: &Facets,
        policy: usize,
        program: Option<usize>,
        decides: Option<&Decides<'_>>,
    ) -> bool {
        let kind = self.filter.kind;
        let holds = match kind {
            // Without an answer the filter cannot narrow; dropping everything would lie.
            FilterKind::Status | FilterKind::Open => match decides {
                Some(decides) => decides(self.filter, policy, program),
                None => return true,
            },
            FilterKind::Level | FilterKind::Category | FilterKind::Applicant | FilterKind::Agency => {
                facets.of(kind, policy, program).any(|value| self.asked.get(value) == Some(&true))
            }
        };
        holds != self.filter.negated
    }
}

fn is_in_order(token: &Token, value: &str) -> bool {
    let text = keys(&fold_text(value));
    let mut rest = text.iter();
    token.keys.iter().all(|key| rest.any(|c| c == key))
}
