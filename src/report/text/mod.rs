//! Pages for people: a policy or program to read, a check, a match.

mod check;
mod matched;
mod reading;
mod what_if;

pub use check::{about, check};
pub use matched::matched;
pub use reading::{policy, program};
pub use what_if::{rows as what_if_rows, thresholds as what_if_thresholds, what_if};
