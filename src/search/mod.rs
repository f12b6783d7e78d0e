//! Search over short texts: Chinese, pinyin, sounds, slips, in this order of trust.
//!
//! In reading order:
//! - `entry`: what is searched; [`normalise`] folds chars (`traditional` is its table), `sound` and
//!   [`pinyin`] know how they are read, `script` lays texts out as keys;
//! - [`query`]: what is asked for, from the search bar;
//! - `matcher`: the ways a token can match, each behind one small trait; `postings` say where each can, by
//!   character and by `classes` of sounds;
//! - `rank`: what a match is worth;
//! - [`index`]: built once from all entries, by `places`; `gather` searches it by `trail`s of single tokens, `facet` and
//!   `admit` narrow, `pieces` takes words apart;
//! - `single` matches one text alone, for `highlight` and `explain`; `rescue` knows what is nearest.
//!
//! It knows nothing of policies but their numbers: the caller says what the texts are, and
//! gets back numbers, positions and reasons. Nothing here can fail: a query without sense
//! finds nothing, and says why if it can.
//!
//! Invariants: positions are char indices into the original text, ascending; folding keeps
//! the number of chars; equal entries and queries give equal hits, in equal order.

mod admit;
mod classes;
pub mod corpus;
mod entry;
mod explain;
mod facet;
mod gather;
mod highlight;
pub mod index;
mod matcher;
pub mod normalise;
mod pieces;
pub mod pinyin;
mod places;
mod postings;
pub mod query;
mod rank;
mod rescue;
mod script;
mod single;
mod sound;
mod traditional;
mod trail;
pub mod words;

pub use entry::{Entry, Part};
pub use explain::Reason;
pub use facet::Facet;
pub use highlight::Highlighter;
pub use index::{Decides, Hit, Index, Limits, Outcome};
pub use matcher::Way;
pub use pinyin::{PhraseError, Phrases};
pub use query::{Filter, FilterKind, Problem, Query, Token};
pub use rank::Rule;
pub use rescue::Rescue;

#[cfg(test)]
mod catalogue;
