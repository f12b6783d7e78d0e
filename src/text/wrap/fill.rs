//! Fills lines with the pieces that lie between two break opportunities.
//!
//! Greedy: a piece goes on the open line if it fits, else on the next one; a piece longer
//! than a whole line is split between graphemes.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::{Line, WrapOptions, breaks, slice};

/// The indent that is really used: at least two cells are left for text, where there are two.
fn indent_within(width: usize, wanted: usize) -> usize {
    wanted.min(width.saturating_sub(2))
}

/// The cells left for text after an indent, never none.
pub(super) fn room(width: usize, indent: usize) -> usize {
    (width - indent_within(width, indent)).max(1)
}

/// A layout in the making: the lines that are done, and the open one.
pub(super) struct Filler<'a> {
    text: &'a str,
    width: usize,
    options: &'a WrapOptions,
    lines: Vec<Line>,
    /// Bytes of the open line up to its last visible character.
    open: Range<usize>,
    /// Cells taken on the open line, blanks after its last visible character included.
    used: usize,
    /// Whether the open line is the first of its paragraph.
    first: bool,
}

impl<'a> Filler<'a> {
    pub(super) fn new(text: &'a str, width: usize, options: &'a WrapOptions) -> Self {
        Self { text, width, options, lines: Vec::new(), open: 0..0, used: 0, first: true }
    }

    /// Adds a piece; `must` ends the paragraph after it.
    pub(super) fn push(&mut self, piece: Range<usize>, must: bool) {
        let whole = slice(self.text, &piece);
        let visible = whole.trim_end();
        let ink = piece.start..piece.start + visible.len();
        let ink_width = self.options.widths.of(visible);
        let blank_width = self.options.widths.of(slice(self.text, &(ink.end..piece.end)));

        if !self.open.is_empty() && self.used + ink_width > self.room() {
            self.end_line(piece.start);
        }
        if self.used + ink_width > self.room() {
            self.split(ink);
        } else if !ink.is_empty() {
            self.open.end = ink.end;
            self.used += ink_width;
        }
        self.used += blank_width;
        if must {
            self.end_line(piece.end);
            self.first = true;
        }
    }

    /// The layout; a last line without a break after it has been ended by the caller.
    pub(super) fn finish(self) -> Vec<Line> {
        self.lines
    }

    fn wanted_indent(&self) -> usize {
        if self.first { self.options.first_indent } else { self.options.rest_indent }
    }

    fn room(&self) -> usize {
        room(self.width, self.wanted_indent())
    }

    fn end_line(&mut self, next: usize) {
        self.lines.push(Line { range: self.open.clone(), indent: indent_within(self.width, self.wanted_indent()) });
        self.open = next..next;
        self.used = 0;
        self.first = false;
    }

    /// Spreads a piece that no line can hold over several, between graphemes.
    fn split(&mut self, ink: Range<usize>) {
        let mut from = ink.start;
        while from < ink.end {
            let left = slice(self.text, &(from..ink.end));
            let taken = match self.longest_start(left) {
                0 if self.used > 0 => {
                    // Only blanks stand on the open line; they alone are no line's worth.
                    self.open = from..from;
                    self.used = 0;
                    continue;
                }
                // Wider than any line: it still has to go somewhere.
                0 => left.graphemes(true).next().map_or(left.len(), str::len),
                taken => taken,
            };
            let end = from + taken;
            self.open.end = end;
            self.used += self.options.widths.of(slice(self.text, &(from..end)));
            if end < ink.end {
                self.end_line(end);
            }
            from = end;
        }
    }

    /// How many bytes of `left` go on the open line.
    ///
    /// A cut that leaves a closing mark at a line's start or an opening one at its end is
    /// moved back, unless that leaves nothing better.
    fn longest_start(&self, left: &str) -> usize {
        let room = self.room().saturating_sub(self.used);
        let longest = self.options.widths.prefix(left, room).len();
        if longest == left.len() {
            return longest;
        }
        left.grapheme_indices(true)
            .map(|(at, _)| at)
            .take_while(|&at| at <= longest)
            .filter(|&at| at > 0 && breaks::is_allowed(left, at))
            .last()
            .unwrap_or(longest)
    }
}
