//! Pages for people: a policy or program to read, a check, a match, a total, what changes.

mod check;
mod matched;
mod reading;
mod totals;

pub use check::{about, check};
pub use matched::matched;
pub use reading::{policy, program};
pub use totals::{compared, total};
