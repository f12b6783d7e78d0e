//! The help screen: the lines of the action table, with news and questions at its foot as everywhere.

use ratatui::layout::{Position, Rect};

use super::frame::footer;
use super::paint::Painter;
use crate::tui::content::{Role, Span, help};
use crate::tui::layout::inside;
use crate::tui::model::App;

pub(super) fn draw(app: &App, painter: &mut Painter<'_>, area: Rect) -> Position {
    let lines = help::lines(app.lang);
    let page = Rect { height: area.height.saturating_sub(1), ..area };
    painter.pane(page, true, &[Span::new(Role::Title, app.lang.pick("帮助", "help"))], &[]);
    let inner = inside(page);
    painter.lines(inner, lines.iter().skip(app.help_scroll));
    painter.scrollbar(page, app.help_scroll, lines.len());
    let foot = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
    footer(app, painter, foot).unwrap_or(Position::new(inner.x, inner.y))
}
