//! The help screen.

use ratatui::layout::{Position, Rect};

use super::paint::Painter;
use crate::tui::content::{Role, Span, help};
use crate::tui::layout::inside;
use crate::tui::model::App;

pub(super) fn draw(app: &App, painter: &mut Painter<'_>, area: Rect) -> Position {
    let lines = help::lines(app.lang);
    let title = [Span::new(Role::Title, app.lang.pick("帮助", "help"))];
    let foot = [Span::new(Role::Dim, app.lang.pick("↑↓ 翻看  Esc 关闭", "↑↓ scroll  Esc close"))];
    painter.pane(area, true, &title, &foot);
    let inner = inside(area);
    painter.lines(inner, lines.iter().skip(app.help_scroll));
    painter.scrollbar(area, app.help_scroll, lines.len());
    Position::new(inner.x, inner.y)
}
