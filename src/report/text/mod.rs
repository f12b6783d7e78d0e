//! Checks and matches as pages for people.

mod check;
mod matched;

pub use check::{about, check};
pub use matched::matched;
