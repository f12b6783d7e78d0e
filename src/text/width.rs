//! Display widths: how many terminal cells a text takes, and how to make it take fewer or more.
//!
//! Widths are sums over grapheme clusters, because that is how the screen is filled: one
//! cluster is drawn into one or two cells and never shared. Some glyphs (`“`, `…`, `①`) are
//! one cell wide on most terminals and two on those set up for East Asia; no table can know,
//! so the setting is carried in [`Widths`] and everything that measures takes one.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The sign that there is more than is shown.
const ELLIPSIS: &str = "…";

/// The same sign where the ellipsis is two cells wide and only one is left.
const NARROW_ELLIPSIS: &str = ".";

/// How wide glyphs are on the terminal at hand.
///
/// The default counts ambiguous glyphs as one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Widths {
    ambiguous_is_wide: bool,
}

impl Widths {
    /// Widths where an ambiguous glyph takes `cells` cells: 2 is wide, everything else is 1.
    pub fn with_ambiguous(cells: u8) -> Self {
        Self { ambiguous_is_wide: cells == 2 }
    }

    /// The number of cells that `text` takes on one row.
    ///
    /// Control characters count as nothing, as they are never drawn.
    pub fn of(self, text: &str) -> usize {
        if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
            return text.len();
        }
        text.graphemes(true).map(|grapheme| self.of_grapheme(grapheme)).sum()
    }

    /// The number of cells of one grapheme cluster.
    pub(crate) fn of_grapheme(self, grapheme: &str) -> usize {
        if grapheme.chars().any(char::is_control) {
            0
        } else if self.ambiguous_is_wide {
            grapheme.width_cjk()
        } else {
            grapheme.width()
        }
    }

    /// `text` cut to at most `width` cells, with an ellipsis at its end if anything was cut.
    ///
    /// A wide glyph is never halved, so the result may be one cell short of `width`.
    pub fn truncate(self, text: &str, width: usize) -> Cow<'_, str> {
        if self.of(text) <= width {
            return Cow::Borrowed(text);
        }
        let sign = self.ellipsis(width);
        let room = width.saturating_sub(self.of(sign));
        let mut cut = String::with_capacity(text.len().min(room * 4) + sign.len());
        cut.push_str(self.prefix(text, room));
        cut.push_str(sign);
        Cow::Owned(cut)
    }

    /// The longest start of `text`, by whole graphemes, that fits `width` cells.
    pub fn prefix(self, text: &str, width: usize) -> &str {
        let mut used = 0;
        let end = text
            .grapheme_indices(true)
            .find(|(_, grapheme)| {
                used += self.of_grapheme(grapheme);
                used > width
            })
            .map_or(text.len(), |(at, _)| at);
        text.get(..end).unwrap_or(text)
    }

    /// `text` with spaces after it up to `width` cells; a longer text is left as it is.
    pub fn pad_right(self, text: &str, width: usize) -> Cow<'_, str> {
        match self.missing(text, width) {
            0 => Cow::Borrowed(text),
            missing => Cow::Owned(text.to_owned() + &" ".repeat(missing)),
        }
    }

    /// `text` with spaces before it up to `width` cells; a longer text is left as it is.
    pub fn pad_left(self, text: &str, width: usize) -> Cow<'_, str> {
        match self.missing(text, width) {
            0 => Cow::Borrowed(text),
            missing => Cow::Owned(" ".repeat(missing) + text),
        }
    }

    /// `text` made exactly `width` cells wide: cut with an ellipsis, or padded on the right.
    pub fn fit(self, text: &str, width: usize) -> String {
        let cut = self.truncate(text, width);
        self.pad_right(&cut, width).into_owned()
    }

    fn missing(self, text: &str, width: usize) -> usize {
        width.saturating_sub(self.of(text))
    }

    /// The sign of a cut that fits `width` cells; nothing fits none.
    fn ellipsis(self, width: usize) -> &'static str {
        if self.of(ELLIPSIS) <= width {
            ELLIPSIS
        } else if width == 1 {
            NARROW_ELLIPSIS
        } else {
            ""
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NARROW: Widths = Widths { ambiguous_is_wide: false };
    const WIDE: Widths = Widths { ambiguous_is_wide: true };

    #[test]
    fn widths_are_sums_over_graphemes() {
        for (text, narrow, wide) in [
            ("", 0, 0),
            ("abc 1%", 6, 6),
            ("小巨人", 6, 6),
            ("“小巨人”…", 9, 12),
            ("e\u{301}é", 2, 2),
            ("👨‍👩‍👧", 2, 2),
            ("≤ 70%", 5, 6),
            ("a\u{1b}\n", 1, 1),
            ("①", 1, 2),
        ] {
            assert_eq!((NARROW.of(text), WIDE.of(text)), (narrow, wide), "{text:?}");
        }
        assert_eq!(Widths::default(), NARROW);
        assert_eq!(Widths::with_ambiguous(2), WIDE);
        assert_eq!(Widths::with_ambiguous(7), NARROW);
    }

    #[test]
    fn a_cut_is_signed_and_never_halves_a_glyph() {
        for (text, width, narrow, wide) in [
            ("小巨人", 6, "小巨人", "小巨人"),
            ("小巨人", 5, "小巨…", "小…"),
            ("小巨人", 4, "小…", "小…"),
            ("小巨人", 3, "小…", "…"),
            ("小巨人", 2, "…", "…"),
            ("小巨人", 1, "…", "."),
            ("小巨人", 0, "", ""),
            ("abcdef", 4, "abc…", "ab…"),
            ("a👨‍👩‍👧b", 3, "a…", "a…"),
            ("", 0, "", ""),
        ] {
            assert_eq!(NARROW.truncate(text, width), narrow, "{text:?} in {width}");
            assert_eq!(WIDE.truncate(text, width), wide, "{text:?} in {width}, wide");
        }
    }

    #[test]
    fn padding_fills_up_and_never_cuts() {
        for (text, width, right, left, fit) in [
            ("人", 4, "人  ", "  人", "人  "),
            ("人才", 4, "人才", "人才", "人才"),
            ("人才飞地", 5, "人才飞地", "人才飞地", "人才…"),
            ("人才飞地", 4, "人才飞地", "人才飞地", "人… "),
            ("", 2, "  ", "  ", "  "),
        ] {
            assert_eq!(NARROW.pad_right(text, width), right);
            assert_eq!(NARROW.pad_left(text, width), left);
            assert_eq!(NARROW.fit(text, width), fit);
        }
        // Wider than what a format string can pad to.
        assert_eq!(NARROW.pad_left("人", 100_000).len(), 100_001);
    }

    #[test]
    fn a_prefix_keeps_zero_width_marks_with_their_letter() {
        assert_eq!(NARROW.prefix("e\u{301}x", 1), "e\u{301}");
        assert_eq!(NARROW.prefix("人a", 1), "");
        assert_eq!(NARROW.prefix("人a", 3), "人a");
    }
}
