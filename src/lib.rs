//! Policydesk: which support policies a client can have, and why.
//!
//! The modules in reading order:
//!
//! - [`domain`]: the pure core. Values as sets, criteria as three-valued logic, the checked catalogue,
//!   verdicts with their reasons. It could run without a terminal, a disk or a clock.
//! - [`text`]: text on its way to a terminal: made safe, measured, wrapped.
//! - [`search`]: finds policies by Chinese, pinyin, initials, sounds, numbers.
//! - [`handbook`]: the official text from the user's own copy: its items, a citation's passage, and whether
//!   the data hold against it.
//! - [`report`]: a standing as JSON and as pages of text.
//! - [`store`]: profiles on disk. [`assets`]: the data files, built in and laid over. [`env`]: the outside
//!   world, read once.
//! - [`cli`]: one command a file. [`tui`]: the desk, event → action → update → view.
//!
//! The layer rule: `domain` and `text` know nothing of ours; `search`, `handbook`, `report`, `store` and
//! `assets` know those two; `cli` and `tui` know all of these and never each other. `tests/tidy.rs` holds it.
//!
//! What must never happen:
//!
//! - An unknown read as zero, no or empty: nothing missing ever decides a criterion.
//! - A verdict that a further answer could reverse.
//! - A figure in binary floating point: every number is an exact decimal.
//! - A half-loaded catalogue: either every file is right, or all errors are shown and nothing starts.
//! - A profile file overwritten because it could not be read, or left half written.
//! - A terminal left in raw mode.

pub mod assets;
pub mod cli;
pub mod domain;
pub mod env;
pub mod handbook;
pub mod report;
pub mod search;
pub mod store;
pub mod text;
pub mod tui;
