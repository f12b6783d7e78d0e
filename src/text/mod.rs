//! Text on its way to a terminal: made safe, measured, cut and wrapped.
//!
//! Everything that a user, a data file or the handbook supplied passes through [`clean`]
//! before it is drawn; every column count comes from [`width`]; every line that is longer
//! than its pane comes from [`mod@wrap`]. The three belong together because they must agree:
//! a glyph measured one way and drawn another shifts the rest of its row.
//!
//! This module knows nothing of ours and does no I/O.

pub mod clean;
pub mod width;
pub mod wrap;

pub use clean::{clean_line, clean_text};
pub use width::Widths;
pub use wrap::{Line, WrapOptions, wrap};
