//! A page of text for people: the one way by which strings of data and profiles reach a terminal.
//!
//! Every piece is cleaned of what a terminal would obey, columns are aligned by display width, and on a
//! terminal lines are wrapped with a hanging indent; into a pipe they go whole, for `grep`.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::domain::message::Lang;
use crate::text::{Widths, WrapOptions, clean_line, wrap};

/// Blanks between two columns.
const GAP: &str = "  ";
/// One long cell must not push all other rows aside.
const WIDEST_COLUMN: usize = 44;
/// With less room than this beside its lead, a text goes below the lead instead.
const LEAST_ROOM: usize = 20;

/// Where text goes, in which language, and how wide it may be.
pub struct Page<'a> {
    out: &'a mut dyn Write,
    /// The language of our own words.
    pub lang: Lang,
    /// The columns of the terminal; `None` for no wrapping.
    width: Option<usize>,
}

impl<'a> Page<'a> {
    /// A page that is written to `out`.
    pub fn new(out: &'a mut dyn Write, lang: Lang, width: Option<usize>) -> Page<'a> {
        Page { out, lang, width }
    }

    /// An empty line.
    ///
    /// # Errors
    /// What the writer says, as for all that write.
    pub fn blank(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    /// A line at the left edge.
    ///
    /// # Errors
    /// What the writer says.
    pub fn line(&mut self, text: &str) -> io::Result<()> {
        self.item(0, "", text)
    }

    /// An empty line and a line over what follows.
    ///
    /// # Errors
    /// What the writer says.
    pub fn heading(&mut self, text: &str) -> io::Result<()> {
        self.blank()?;
        self.line(text)
    }

    /// A lead (a mark, a label) with a text beside it, whose further lines stand under its first.
    ///
    /// # Errors
    /// What the writer says.
    pub fn item(&mut self, indent: usize, lead: &str, text: &str) -> io::Result<()> {
        let (lead, text) = (clean_line(lead), clean_line(text));
        let widths = Widths::default();
        let hang = indent + widths.of(&lead);
        let Some(width) = self.width else {
            return self.raw(indent, &lead, &text);
        };
        if hang + widths.of(&text) <= width {
            return self.raw(indent, &lead, &text);
        }
        if hang + LEAST_ROOM > width {
            // The lead alone fills the line: both flow together.
            let whole = format!("{lead}{text}");
            let options = WrapOptions { first_indent: indent, rest_indent: indent + 4, widths };
            return self.flow(&whole, width, &options, "");
        }
        let options = WrapOptions { first_indent: hang, rest_indent: hang, widths };
        self.flow(&text, width, &options, &format!("{:indent$}{lead}", ""))
    }

    /// Wraps a text; `head` stands in the blanks before its first line.
    fn flow(&mut self, text: &str, width: usize, options: &WrapOptions, head: &str) -> io::Result<()> {
        for (place, line) in wrap(text, width, options).iter().enumerate() {
            if place == 0 && !head.is_empty() {
                self.raw(0, head, line.text(text))?;
            } else {
                self.raw(line.indent, "", line.text(text))?;
            }
        }
        Ok(())
    }

    fn raw(&mut self, indent: usize, lead: &str, text: &str) -> io::Result<()> {
        let whole = format!("{:indent$}{lead}{text}", "");
        writeln!(self.out, "{}", whole.trim_end())
    }

    /// Rows of cells, aligned by display width; the last cell of each row may wrap.
    ///
    /// # Errors
    /// What the writer says.
    pub fn table<const N: usize>(&mut self, indent: usize, rows: &[[String; N]]) -> io::Result<()> {
        let widths = Widths::default();
        let mut columns = [0; N];
        for row in rows {
            for (column, cell) in columns.iter_mut().zip(row) {
                let cell = widths.of(&clean_line(cell));
                *column = (*column).max(cell.min(WIDEST_COLUMN));
            }
        }
        for row in rows {
            let Some((last, first)) = row.split_last() else { continue };
            let mut lead = String::new();
            for (cell, column) in first.iter().zip(columns) {
                // A column that is empty in all rows takes no room.
                if column > 0 {
                    let cell: Cow<'_, str> = clean_line(cell);
                    lead.push_str(&widths.pad_right(&cell, column));
                    lead.push_str(GAP);
                }
            }
            self.item(indent, &lead, last)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Page;
    use crate::domain::message::Lang;

    fn written(width: Option<usize>, write: impl Fn(&mut Page<'_>) -> std::io::Result<()>) -> String {
        let mut out = Vec::new();
        write(&mut Page::new(&mut out, Lang::Zh, width)).expect("a vector takes all");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn columns_stand_under_each_other_by_display_width() {
        let rows = [["a", "甲", "x"], ["bcd", "乙丙丁", "y"]].map(|row| row.map(str::to_owned));
        let text = written(None, |page| page.table(1, &rows));
        assert_eq!(text, " a    甲      x\n bcd  乙丙丁  y\n");
    }

    #[test]
    fn a_long_text_hangs_under_its_first_line_and_flows_when_narrow() {
        let text = "资产负债率不高于百分之七十，主营业务收入占比不低于百分之七十";
        let beside = written(Some(40), |page| page.item(2, "? 条件：", text));
        insta::assert_snapshot!(beside, @r"
          ? 条件：资产负债率不高于百分之七十，主
                  营业务收入占比不低于百分之七十
        ");
        let below = written(Some(24), |page| page.item(2, "? 条件：", text));
        insta::assert_snapshot!(below, @r"
          ? 条件：资产负债率不高
              于百分之七十，主营
              业务收入占比不低于百
              分之七十
        ");
    }

    #[test]
    fn control_sequences_never_reach_the_terminal() {
        let text = written(None, |page| page.item(0, "a\u{1b}[2J", "b\nc\u{9b}31m"));
        assert_eq!(text, "ab c\n");
    }
}
