//! Draws the model; reads it and never writes it. The same model gives the same screen.

mod browse;
mod compare;
mod frame;
mod help;
mod matching;
mod paint;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::content::{Line, Role, Span};
use super::layout::{SMALLEST, fits};
use super::model::{App, Screen};
use super::theme::Theme;
use paint::Painter;

/// Draws one frame.
pub fn draw(app: &App, theme: Theme, frame: &mut Frame<'_>) {
    let area = frame.area();
    let size = (area.width, area.height);
    let mut painter = Painter { buffer: frame.buffer_mut(), theme };
    let cursor = if !fits(size) {
        too_small(app, &mut painter, area)
    } else {
        match app.screen {
            Screen::Browse => browse::draw(app, &mut painter, size),
            Screen::Match => matching::draw(app, &mut painter, size),
            Screen::Compare => compare::draw(app, &mut painter, size),
            Screen::Help => help::draw(app, &mut painter, area),
        }
    };
    // The real cursor is somewhere after every frame: an input method's window hangs on it.
    frame.set_cursor_position(cursor);
}

fn too_small(app: &App, painter: &mut Painter<'_>, area: Rect) -> Position {
    let (width, height) = SMALLEST;
    let text = match app.lang {
        crate::domain::message::Lang::Zh => {
            format!("窗口太小：至少 {width}x{height}，现在 {}x{}", area.width, area.height)
        }
        crate::domain::message::Lang::En => {
            format!("too small: {width}x{height} at least, now {}x{}", area.width, area.height)
        }
    };
    painter.line(area.x, area.y, area.width, &Line { spans: vec![Span::new(Role::Plain, &text)] });
    // A question such as the one before quitting must be seen here too.
    let foot = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
    let asks = app.notice.is_some() || app.prompt.is_some() || app.official.find.line.is_some();
    let caret = if asks && area.height > 1 { frame::footer(app, painter, foot) } else { None };
    caret.unwrap_or(Position::new(area.x, area.y))
}
