//! The query language of the search bar, parsed into plain data.
//!
//! | written | means |
//! |---|---|
//! | `螺蛳粉 补贴` | both, in any order, each in any of the ways a token can match |
//! | `"加计扣除"`, `“加计扣除”` | this run of characters and nothing like it |
//! | `-个人` | not where this stands |
//! | `#45` | the policy with this number; several are alternatives |
//! | `level:市` `cat:税收` `for:个人` `by:工信` | narrowed by level, category, applicant, agency |
//! | `status:符合` `open:` | narrowed by what only the caller knows |
//!
//! Full-width forms count as their half-width ones, since an input method is usually on.
//! Parsing never fails: what cannot be understood is left out and reported as a [`Problem`],
//! because a search bar is read while it is being typed in. A quote without an end reaches
//! to the end of the query, and a filter without a value is not applied yet.
//!
//! Limits, far above what a person types, so that a pasted page costs no more than a word:
//! [`MAX_CHARS`] are read, [`MAX_TOKENS`] tokens, and [`MAX_KEYS`] characters of each.

mod filter;
mod parse;

pub use filter::{FILTERS, Filter, FilterKind};

use super::normalise::{fold_text, keys};
use crate::domain::message::Message;
use crate::message;

/// How many characters of a query are read.
pub const MAX_CHARS: usize = 1000;

/// How many tokens of a query count, and how many excluded ones and filters.
pub const MAX_TOKENS: usize = 16;

/// How many characters of a token count; a token is matched in one machine word.
pub const MAX_KEYS: usize = 120;

/// A query, taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// What has to match, all of it.
    pub tokens: Vec<Token>,
    /// What must not stand there.
    pub excluded: Vec<Token>,
    /// Handbook numbers asked for; none means any.
    pub numbers: Vec<usize>,
    /// Handbook numbers ruled out.
    pub excluded_numbers: Vec<usize>,
    /// What narrows the search; all of them hold.
    pub filters: Vec<Filter>,
    /// What was not understood or left out.
    pub problems: Vec<Problem>,
}

impl Query {
    /// Reads what was typed; total, see the module.
    pub fn parse(typed: &str) -> Self {
        parse::parse(typed)
    }

    /// Whether nothing is asked for, so that there is nothing to narrow.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
            && self.excluded.is_empty()
            && self.numbers.is_empty()
            && self.excluded_numbers.is_empty()
            && self.filters.is_empty()
    }
}

/// One word of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Whether only this very run of characters counts.
    pub exact: bool,
    /// The text as typed, without blanks around it.
    pub typed: String,
    /// The text, folded char for char.
    pub(super) folded: Vec<char>,
    /// The folded chars that carry meaning.
    pub(super) keys: Vec<char>,
}

impl Token {
    /// A token of `text`; none if there is nothing in it to compare.
    pub fn new(text: &str, exact: bool) -> Option<Self> {
        let mut folded = fold_text(text.trim());
        folded.retain(|c| !c.is_control());
        let mut keys = keys(&folded);
        folded.truncate(MAX_KEYS);
        keys.truncate(MAX_KEYS);
        let typed = text.trim().chars().filter(|c| !c.is_control()).take(MAX_KEYS).collect();
        (!keys.is_empty()).then_some(Self { exact, typed, folded, keys })
    }

    /// How many Latin letters it has.
    pub(super) fn letters(&self) -> usize {
        self.keys.iter().filter(|c| c.is_ascii_lowercase()).count()
    }

    /// How many Chinese characters it has.
    pub(super) fn han(&self) -> usize {
        let is_han = |c: &&char| super::normalise::is_han(**c);
        self.keys.iter().filter(is_han).count()
    }

    /// The number it is, if it is nothing but figures.
    pub(super) fn number(&self) -> Option<usize> {
        let digits: String = self.keys.iter().collect();
        let only_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
        if only_digits { digits.parse().ok() } else { None }
    }
}

/// What was wrong with a query; the rest of it still counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// There is no filter of this name; [`FILTERS`] lists those that there are.
    UnknownFilter {
        /// The name as typed.
        name: String,
    },
    /// The query was longer than the limits of the module, and its end was left out.
    TooLong,
}

impl Problem {
    /// The sentence for people.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::UnknownFilter { name } => {
                let known: Vec<_> = FILTERS.iter().map(|(_, name, _)| *name).collect();
                let known = known.join("、");
                message!("没有筛选项 `{name}:`；可用：{known}", "there is no filter `{name}:`; there are {known}")
            }
            Self::TooLong => message!("查询太长，只用了前面的部分", "the query is too long, only its beginning counts"),
        }
    }
}
