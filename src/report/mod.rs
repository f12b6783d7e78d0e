//! From assessments to what people and programs read: text pages and JSON, through a writer.
//!
//! In reading order: [`standing`] gathers all that is said of one program; [`words`] holds the phrases
//! that several faces share, [`brings`] those of one program's figures, [`totals`] and [`changes`] those
//! of sums and of another day; [`page`] is the one way for text to reach a terminal (cleaned, aligned,
//! wrapped); [`text`] and [`json`] render checks and matches; [`escape`] makes JSON safe to look at.
//!
//! Nothing here decides anything: verdicts, figures and sentences come from the domain.

pub mod brings;
pub mod changes;
pub mod escape;
pub mod json;
pub mod page;
pub mod standing;
pub mod text;
pub mod totals;
pub mod words;
