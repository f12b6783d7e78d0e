//! Search over short texts: Chinese, pinyin, sounds, slips, in this order of trust.
//!
//! In reading order:
//! - `entry`: what is searched, and its form made for matching; [`normalise`] folds chars,
//!   `sound` and [`pinyin`] know how they are read;
//! - [`query`]: what is asked for, from the search bar;
//! - [`matcher`]: the ways a token can match an entry, each behind one small trait;
//! - `rank`: what a match is worth;
//! - [`index`]: built once from all entries; `gather` searches it by `trail`s of single
//!   tokens, `facet` and `admit` narrow, `pieces` takes words apart, `highlight` finds the
//!   matched chars of any other text.
//!
//! It knows nothing of policies but their numbers: the caller says what the texts are, and
//! gets back numbers, positions and reasons. Nothing here can fail: a query without sense
//! finds nothing, and says why if it can.
//!
//! Invariants: positions are char indices into the original text, ascending; folding keeps
//! the number of chars; equal entries and queries give equal hits, in equal order.

mod admit;
pub mod corpus;
mod entry;
mod facet;
mod gather;
mod highlight;
pub mod index;
pub mod matcher;
pub mod normalise;
mod pieces;
pub mod pinyin;
pub mod query;
mod rank;
mod sound;
mod trail;

pub use entry::{Entry, Indexed, Part};
pub use facet::Facet;
pub use highlight::Highlighter;
pub use index::{Decides, Hit, Index, Limits};
pub use matcher::{Effort, Match, Matcher, Way};
pub use pinyin::{PhraseError, Phrases};
pub use query::{Filter, FilterKind, Problem, Query, Token};

#[cfg(test)]
mod catalogue;
