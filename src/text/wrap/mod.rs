//! Wraps Chinese and mixed text to a width, as byte ranges of the source.
//!
//! Ranges instead of strings, so that drawing, find, copy and the mouse share one layout.
//! Where a line may end is decided in `breaks` (Unicode opportunities, tailored to Chinese
//! punctuation) and `numbers` (a figure stays with its unit); this file only fills lines.
//!
//! A promise to callers: any text at any width gives lines, in order, whose ranges lie on
//! character boundaries and leave out nothing but blanks and line breaks. What fits nowhere
//! is split between graphemes, and a wide glyph in a one-cell pane still gets its own line.

mod breaks;
mod fill;
mod numbers;

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::Widths;
use fill::Filler;

/// How to wrap, apart from the width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WrapOptions {
    /// Blank cells before the first line of each paragraph.
    pub first_indent: usize,
    /// Blank cells before every other line.
    pub rest_indent: usize,
    /// How wide glyphs are.
    pub widths: Widths,
}

/// One line of a layout: which bytes of the source it shows, and how far in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Bytes of the source, without blanks at the line's end.
    pub range: Range<usize>,
    /// Blank cells before the text.
    pub indent: usize,
}

impl Line {
    /// The text of this line; `source` must be what was wrapped.
    pub fn text<'a>(&self, source: &'a str) -> &'a str {
        slice(source, &self.range)
    }

    /// The byte of the source under `column`, for the mouse; past the end, the line's end.
    pub fn byte_at(&self, source: &str, column: usize, widths: Widths) -> usize {
        let inside = column.saturating_sub(self.indent);
        self.range.start + widths.prefix(self.text(source), inside).len()
    }

    /// The column at which `byte` of the source is drawn, if it is on this line.
    ///
    /// The line's end counts, as a caret may stand there; a byte within a grapheme gives the
    /// column of that grapheme.
    pub fn column_of(&self, source: &str, byte: usize, widths: Widths) -> Option<usize> {
        if byte < self.range.start || byte > self.range.end {
            return None;
        }
        let before = self
            .text(source)
            .grapheme_indices(true)
            .take_while(|(at, grapheme)| self.range.start + at + grapheme.len() <= byte)
            .map(|(_, grapheme)| widths.of_grapheme(grapheme))
            .sum::<usize>();
        Some(self.indent + before)
    }
}

/// Lays `text` out in lines of at most `width` cells.
///
/// A line break in the text ends a paragraph, and the next one starts with `first_indent`
/// again. Like [`str::lines`], a break at the very end adds no empty line, and an empty text
/// has no lines. A width of 0 counts as 1, and an indent that would leave less than two cells
/// is shortened.
pub fn wrap(text: &str, width: usize, options: &WrapOptions) -> Vec<Line> {
    if text.is_empty() {
        return Vec::new();
    }
    let indent = options.first_indent.max(options.rest_indent);
    let room = fill::room(width, indent);
    let mut whole = numbers::with_units(text);
    whole.retain(|number| options.widths.of(slice(text, number)) <= room);

    let mut filler = Filler::new(text, width, options);
    let mut start = 0;
    for opportunity in breaks::opportunities(text) {
        if opportunity.must || !is_within(&whole, opportunity.at) {
            filler.push(start..opportunity.at, opportunity.must);
            start = opportunity.at;
        }
    }
    filler.finish()
}

/// Whether `at` lies inside one of `ranges`, which are in order and apart from each other.
fn is_within(ranges: &[Range<usize>], at: usize) -> bool {
    let next = ranges.partition_point(|range| range.end <= at);
    ranges.get(next).is_some_and(|range| range.start < at)
}

/// The part of `text` at `range`; ranges here always lie on character boundaries.
fn slice<'a>(text: &'a str, range: &Range<usize>) -> &'a str {
    text.get(range.clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
