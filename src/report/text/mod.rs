//! Pages for people: a policy or program to read, a check, a match, a total, what changes.

mod check;
mod matched;
mod reading;
mod totals;
mod what_if;

pub use check::{about, check};
pub use matched::matched;
pub use reading::{policy, program};
pub use totals::{compared, total};
pub use what_if::{rows as what_if_rows, thresholds as what_if_thresholds, what_if};
