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

    /// A lead (a mark, a label) with a text beside it, whose further lines stand under its first; where
    /// the lead leaves too little room, the text goes below it.
    ///
    /// # Errors
    /// What the writer says.
    pub fn item(&mut self, indent: usize, lead: &str, text: &str) -> io::Result<()> {
        let (lead, text) = (clean_line(lead), clean_line(text));
        let widths = Widths::default();
        let hang = indent + widths.of(&lead);
        let Some(width) = self.width.filter(|width| hang + widths.of(text.trim_end()) > *width) else {
            return self.raw(indent, &lead, &text);
        };
        if hang + LEAST_ROOM <= width {
            let head = format!("{:indent$}{lead}", "");
            return self.flow(&text, width, hang, hang, &head);
        }
        let inner = lead.trim_start();
        let indent = indent + lead.len() - inner.len();
        self.flow(inner, width, indent, indent + 2, "")?;
        let below = if inner.is_empty() { indent } else { indent + 4 };
        self.flow(&text, width, below, below, "")
    }

    /// Wraps a text; `head` stands in the blanks before its first line.
    fn flow(&mut self, text: &str, width: usize, first: usize, rest: usize, head: &str) -> io::Result<()> {
        let options = WrapOptions { first_indent: first, rest_indent: rest, widths: Widths::default() };
        for (place, line) in wrap(text.trim(), width, &options).iter().enumerate() {
            if place == 0 && !head.is_empty() {
                self.raw(0, head, line.text(text.trim()))?;
            } else {
                self.raw(line.indent, "", line.text(text.trim()))?;
            }
        }
        Ok(())
    }

    fn raw(&mut self, indent: usize, lead: &str, text: &str) -> io::Result<()> {
        let whole = format!("{:indent$}{lead}{text}", "");
        writeln!(self.out, "{}", whole.trim_end())
    }

    /// Rows of cells, aligned by display width; the last cell of each row may wrap. On a terminal too
    /// narrow for the columns, the last cell stands below the others.
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
        // A column that is empty in all rows takes no room.
        let (last, before) = columns.split_last().unwrap_or((&0, &[]));
        let taken: usize = before.iter().filter(|column| **column > 0).map(|column| column + GAP.len()).sum();
        let narrow = self.width.is_some_and(|width| indent + taken + LEAST_ROOM.min(*last) > width);
        for row in rows {
            let Some((last, first)) = row.split_last() else { continue };
            let mut lead = String::new();
            for (cell, column) in first.iter().zip(before).filter(|(_, column)| **column > 0) {
                let cell = clean_line(cell);
                let padded = if narrow { cell } else { Cow::Owned(widths.pad_right(&cell, *column).into_owned()) };
                if !padded.trim().is_empty() || !narrow {
                    lead.push_str(&padded);
                    lead.push_str(GAP);
                }
            }
            self.item(indent, &lead, last)?;
        }
        Ok(())
    }

    /// Text with a layout of its own (a help page): blanks before a line and the first gap in it are
    /// kept, what is beyond the width hangs under what stands behind the gap.
    ///
    /// # Errors
    /// What the writer says.
    pub fn laid_out(&mut self, text: &str) -> io::Result<()> {
        for line in text.lines() {
            let inner = line.trim_start();
            let indent = line.len() - inner.len();
            let gap = inner.find(GAP).filter(|_| indent > 0);
            let (lead, rest) = inner.split_at(gap.unwrap_or(0));
            let blanks = rest.len() - rest.trim_start().len();
            self.item(indent, &format!("{lead}{:blanks$}", ""), rest.trim_start())?;
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
        assert_eq!(
            beside.lines().collect::<Vec<_>>(),
            ["  ? 条件：资产负债率不高于百分之七十，主", "          营业务收入占比不低于百分之七十"]
        );
        let below = written(Some(26), |page| page.item(2, "? 条件：", text));
        assert_eq!(
            below.lines().collect::<Vec<_>>(),
            ["  ? 条件：", "      资产负债率不高于百分", "      之七十，主营业务收入", "      占比不低于百分之七十"]
        );
    }

    #[test]
    fn a_table_too_wide_for_the_terminal_is_stacked() {
        let rows = [["  a", "甲乙丙丁戊己庚辛", "壹贰叁肆伍陆柒捌玖拾壹贰叁肆"], ["b", "", "壹"]];
        let rows = rows.map(|row| row.map(str::to_owned));
        let text = written(Some(30), |page| page.table(1, &rows));
        assert_eq!(
            text.lines().collect::<Vec<_>>(),
            ["   a  甲乙丙丁戊己庚辛", "       壹贰叁肆伍陆柒捌玖拾壹", "       贰叁肆", " b  壹"]
        );
    }

    #[test]
    fn a_help_page_keeps_its_columns() {
        let help = "用法\n\n选项:\n      --data <DIR>  自己的数据文件夹，叠加在内置数据之上\n  -h  帮助\n";
        assert_eq!(written(None, |page| page.laid_out(help)), help);
        let text = written(Some(40), |page| page.laid_out(help));
        assert_eq!(
            text.lines().skip(3).collect::<Vec<_>>(),
            ["      --data <DIR>  自己的数据文件夹，叠", "                    加在内置数据之上", "  -h  帮助"]
        );
    }

    #[test]
    fn control_sequences_never_reach_the_terminal() {
        let text = written(None, |page| page.item(0, "a\u{1b}[2J", "b\nc\u{9b}31m"));
        assert_eq!(text, "ab c\n");
    }
}
