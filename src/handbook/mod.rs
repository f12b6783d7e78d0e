//! The official text of the handbook, read from the user's own copy.
//!
//! In reading order: [`decode`] turns bytes into text, [`contents`] reads the table of contents,
//! [`split`] finds where each item begins by the titles of the contents, [`mod@title`] sets them right,
//! [`markup`] takes the noise off a line, [`paragraphs`] joins what page breaks cut (with [`numbering`] to
//! tell where something new begins), [`item`] is the result that is shown and searched, [`book`] the
//! whole, [`finding`] what was noticed on the way. Words are compared as [`fold`] has them. [`figures`]
//! reads numbers and dates as the handbook writes them, and [`verify()`] holds the data files against the
//! text.
//!
//! Reading never fails: a file that is cut, differently encoded, of another edition or another document
//! altogether gives what could be recognised, with [`Finding`]s that say what could not.

mod book;
mod contents;
mod decode;
mod figures;
mod finding;
mod fold;
mod item;
mod markup;
mod numbering;
mod paragraphs;
mod split;
mod title;
mod verify;

pub use book::{Book, in_folder};
pub use contents::Entry;
pub use finding::Finding;
pub use item::{Item, Passage, Section, Spot};
pub use paragraphs::{Kind, Paragraph};
pub use verify::{Cause, Counts, Failure, Nearest, Verification, verify};
