//! Puts styled lines and borders into the buffer, cell by cell, without splitting a wide glyph.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Block, BorderType, Clear, Widget};

use crate::text::Widths;
use crate::tui::content::{Line, Role, Span};
use crate::tui::theme::Theme;

/// Where and how things are drawn.
pub(super) struct Painter<'a> {
    pub(super) buffer: &'a mut Buffer,
    pub(super) theme: Theme,
}

impl Painter<'_> {
    /// Draws a line from a cell on; what does not fit is cut with an ellipsis.
    pub(super) fn line(&mut self, x: u16, y: u16, width: u16, line: &Line) {
        let widths = Widths::default();
        let mut at = x;
        let end = x.saturating_add(width);
        let total = line.width();
        let cut = total > usize::from(width);
        for span in &line.spans {
            let room = usize::from(end.saturating_sub(at));
            if room == 0 {
                break;
            }
            let last_room = widths.of(&span.text) > room || (cut && widths.of(&span.text) == room);
            let text = if last_room { ellipsis(&span.text, room) } else { span.text.clone() };
            let (next, _) = self.buffer.set_stringn(at, y, &text, room, self.theme.style(span.role));
            at = next;
            if last_room {
                break;
            }
        }
    }

    /// Draws a run of lines in an area from its top.
    pub(super) fn lines<'l>(&mut self, area: Rect, lines: impl IntoIterator<Item = &'l Line>) {
        for (line, y) in lines.into_iter().zip(area.top()..area.bottom()) {
            self.line(area.x, y, area.width, line);
        }
    }

    /// Lays a style over a stretch of a row.
    pub(super) fn over(&mut self, area: Rect, style: Style) {
        self.buffer.set_style(area, style);
    }

    /// Empties a stretch of a row, so that what is drawn over it stands alone.
    pub(super) fn blank(&mut self, area: Rect) {
        Clear.render(area, self.buffer);
    }

    /// Draws a pane's border with a title above and a foot below.
    pub(super) fn pane(&mut self, area: Rect, focused: bool, title: &[Span], foot: &[Span]) {
        Block::bordered()
            .border_type(BorderType::Rounded)
            .border_style(self.theme.border(focused))
            .render(area, self.buffer);
        let width = area.width.saturating_sub(4);
        self.caption(area.x + 2, area.y, width, title);
        self.caption(area.x + 2, area.bottom().saturating_sub(1), width, foot);
    }

    fn caption(&mut self, x: u16, y: u16, width: u16, spans: &[Span]) {
        if spans.iter().all(|span| span.text.is_empty()) {
            return;
        }
        let mut all = vec![Span { role: Role::Plain, text: " ".to_owned() }];
        all.extend(spans.iter().cloned());
        all.push(Span { role: Role::Plain, text: " ".to_owned() });
        let line = Line { spans: all };
        // The caption does not take on the look of the border beneath it.
        let covered = u16::try_from(line.width()).unwrap_or(width).min(width);
        self.buffer.set_style(Rect::new(x, y, covered, 1), Style::reset());
        self.line(x, y, width, &line);
    }

    /// Shows at the right border how much of a pane is in view, when not all of it is.
    pub(super) fn scrollbar(&mut self, area: Rect, first: usize, total: usize) {
        let height = usize::from(area.height.saturating_sub(2));
        if height == 0 || total <= height {
            return;
        }
        let size = (height * height / total).max(1);
        let top = first * (height - size) / (total - height).max(1);
        for row in top..(top + size).min(height) {
            let y = area.y + 1 + u16::try_from(row).unwrap_or(0);
            let style = self.theme.style(Role::Key);
            self.buffer.set_string(area.right().saturating_sub(1), y, "┃", style);
        }
    }
}

/// Cuts with an ellipsis in any case, because more follows.
fn ellipsis(text: &str, room: usize) -> String {
    let widths = Widths::default();
    if room == 0 {
        return String::new();
    }
    format!("{}…", widths.prefix(text, room - 1))
}
