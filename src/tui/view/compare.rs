//! The compare screen: what changes on another day.

use ratatui::layout::{Position, Rect};

use super::frame::{footer, title};
use super::paint::Painter;
use crate::report::changes;
use crate::tui::content::{Line, Role, Span};
use crate::tui::layout::{compare_area, inside};
use crate::tui::model::App;
use crate::tui::update;

/// Draws the screen; gives the cell for the cursor.
pub(super) fn draw(app: &App, painter: &mut Painter<'_>, size: (u16, u16)) -> Position {
    let line = |y: u16| Rect::new(0, y, size.0, 1);
    title(app, painter, line(0));
    let summary = app.comparing.comparison().map(|found| changes::summary(found, app.lang)).unwrap_or_default();
    painter.line(0, 1, size.0, &Line::of(Role::Plain, &format!(" {summary}")));
    let area = compare_area(size);
    let heading = app.lang.pick("对比：换一天申报", "compare: applying on another day");
    painter.pane(area, true, &[Span::new(Role::Title, heading)], &[]);
    let cursor = changed(app, painter, area);
    footer(app, painter, line(size.1.saturating_sub(1))).unwrap_or(cursor)
}

/// Draws the changes; gives the cell of the selected one.
fn changed(app: &App, painter: &mut Painter<'_>, area: Rect) -> Position {
    let inner = inside(area);
    let rows = update::change_rows(app, usize::from(inner.width));
    let scroll = app.comparing.scroll;
    painter.lines(inner, rows.iter().flat_map(|row| &row.lines).skip(scroll));
    painter.scrollbar(area, scroll, rows.iter().map(|row| row.lines.len()).sum());
    let mut cursor = Position::new(inner.x, inner.y);
    let mut at: usize = 0;
    for row in &rows {
        let shown =
            at.checked_sub(scroll).and_then(|line| u16::try_from(line).ok()).filter(|line| *line < inner.height);
        if let Some(line) = shown.filter(|_| row.change == Some(app.comparing.selected())) {
            cursor = Position::new(inner.x, inner.y + line);
            painter.over(Rect::new(inner.x, inner.y + line, inner.width, 1), painter.theme.selected(true));
        }
        at += row.lines.len();
    }
    cursor
}
