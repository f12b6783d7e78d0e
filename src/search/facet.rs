//! What filters look at: values such as the level of a policy or who can apply for a program.
//!
//! A value matches a filter like a text matches a token, pinyin included. For agencies the
//! characters may be apart as well, since everybody says 工信 for 工业和信息化厅.

use std::collections::BTreeMap;

use super::entry::{Entry, Indexed, Part};
use super::index::Decides;
use super::matcher::{Effort, Matcher, first_match, matchers};
use super::pinyin::Reader;
use super::query::{Filter, FilterKind, Token};

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
    values: BTreeMap<(FilterKind, usize, Option<usize>), Vec<Indexed>>,
}

impl Facets {
    pub(super) fn add(&mut self, facet: Facet, reader: &mut Reader<'_>) {
        let key = (facet.kind, facet.policy, facet.program);
        let entry = Entry { policy: facet.policy, program: facet.program, part: Part::Keyword, text: facet.value };
        let indexed = Indexed::read_by(entry, reader);
        self.values.entry(key).or_default().push(indexed);
    }

    /// The agencies of a policy are searched and filtered by alike.
    pub(super) fn add_agency(&mut self, agency: &Indexed) {
        let entry = agency.entry();
        let key = (FilterKind::Agency, entry.policy, entry.program);
        self.values.entry(key).or_default().push(agency.clone());
    }

    /// The values of a kind that hold for a place: a program's own, else its policy's; for a
    /// policy, its own and those of all its programs.
    fn of(&self, kind: FilterKind, policy: usize, program: Option<usize>) -> Box<dyn Iterator<Item = &Indexed> + '_> {
        let Some(program) = program else {
            let all = (kind, policy, None)..=(kind, policy, Some(usize::MAX));
            return Box::new(self.values.range(all).flat_map(|(_, values)| values));
        };
        let own = self.values.get(&(kind, policy, Some(program)));
        let values = own.or_else(|| self.values.get(&(kind, policy, None)));
        Box::new(values.into_iter().flatten())
    }
}

/// A filter made ready for any number of places.
pub(super) struct Sieve<'a> {
    filter: &'a Filter,
    token: Option<Token>,
    ways: Vec<Box<dyn Matcher>>,
}

impl<'a> Sieve<'a> {
    pub(super) fn new(filter: &'a Filter) -> Self {
        let token = Token::new(&filter.value, false);
        let ways = token.as_ref().map(|token| matchers(token, Effort::Strict)).unwrap_or_default();
        Self { filter, token, ways }
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
                facets.of(kind, policy, program).any(|value| self.matches(value))
            }
        };
        holds != self.filter.negated
    }

    fn matches(&self, value: &Indexed) -> bool {
        first_match(&self.ways, value).is_some() || (self.filter.kind == FilterKind::Agency && self.is_in_order(value))
    }

    fn is_in_order(&self, value: &Indexed) -> bool {
        let mut rest = value.keys.chars.iter();
        self.token.as_ref().is_some_and(|token| token.keys.iter().all(|key| rest.any(|c| c == key)))
    }
}
