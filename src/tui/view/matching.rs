//! The match screen: every program in its rank, and the total beside or below the list.

use ratatui::layout::{Position, Rect};

use super::frame::{footer, title};
use super::paint::Painter;
use crate::report::totals;
use crate::tui::content::{Line, Role, Span, matching};
use crate::tui::layout::{inside, match_areas};
use crate::tui::model::App;
use crate::tui::update;

/// Draws the screen; gives the cell for the cursor.
pub(super) fn draw(app: &App, painter: &mut Painter<'_>, size: (u16, u16)) -> Position {
    let areas = match_areas(size, app.matching.on_total);
    title(app, painter, areas.title);
    let mut about = vec![Span::new(Role::Plain, " ")];
    about.extend(matching::counts(&update::match_input(app)));
    painter.line(areas.about.x, areas.about.y, areas.about.width, &Line { spans: about });
    let selected = list(app, painter, areas.list);
    let read = total(app, painter, areas.total);
    let cursor = if app.matching.on_total { read } else { selected };
    footer(app, painter, areas.footer).unwrap_or(cursor)
}

/// Draws the list; gives the cell of the selected row.
fn list(app: &App, painter: &mut Painter<'_>, area: Rect) -> Position {
    let (lang, input) = (app.lang, update::match_input(app));
    let focused = !app.matching.on_total;
    let heading = [
        Span::new(Role::Title, lang.pick("匹配", "match")),
        Span::new(Role::Dim, &format!(" {}", app.matching.order().label(lang))),
    ];
    painter.pane(area, focused, &heading, &matching::about(&input));
    let inner = inside(area);
    let mut cursor = Position::new(inner.x, inner.y);
    let (rows, selected) = (app.matching.rows(), app.matching.selected_row());
    let shown = rows.iter().enumerate().skip(app.matching.scroll);
    for ((place, row), y) in shown.zip(inner.top()..inner.bottom()) {
        painter.line(inner.x, y, inner.width, &matching::row(&input, *row, usize::from(inner.width)));
        if place == selected {
            painter.over(Rect::new(inner.x, y, inner.width, 1), painter.theme.selected(focused));
            cursor = Position::new(inner.x, y);
        }
    }
    painter.scrollbar(area, app.matching.scroll, rows.len());
    cursor
}

/// Draws the total; gives its first cell.
fn total(app: &App, painter: &mut Painter<'_>, area: Rect) -> Position {
    let inner = inside(area);
    let lines = update::total_lines(app, usize::from(inner.width));
    let heading = [Span::new(Role::Title, &totals::title(app.matching.total(), app.lang))];
    let below = lines.len().saturating_sub(app.matching.total_scroll + usize::from(inner.height));
    let more = match (below, app.matching.on_total) {
        (0, _) => String::new(),
        (_, true) => app.lang.pick(format!("下面还有 {below} 行"), format!("{below} more lines")),
        (_, false) => app.lang.pick(format!("下面还有 {below} 行：按 Tab"), format!("{below} more lines: press Tab")),
    };
    painter.pane(area, app.matching.on_total, &heading, &[Span::new(Role::Dim, &more)]);
    painter.lines(inner, lines.iter().skip(app.matching.total_scroll));
    painter.scrollbar(area, app.matching.total_scroll, lines.len());
    Position::new(inner.x, inner.y)
}
