//! Pages for people: a policy or program to read, a check, a match.

mod check;
mod matched;
mod reading;

pub use check::{about, check};
pub use matched::matched;
pub use reading::{policy, program};
