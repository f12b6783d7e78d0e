//! The compare screen: keeping it up to date with the client, and what is selected in view.

use super::super::content::compare::{ChangeRow, rows};
use super::super::layout::{compare_area, inside};
use super::super::model::App;
use super::super::model::tree::window;

/// Brings the screen up to date with the client and keeps what is selected in view.
pub(super) fn keep_in_view(app: &mut App) {
    app.comparing.follow(&app.catalogue, &app.session);
    let area = inside(compare_area(app.size));
    let height = usize::from(area.height);
    let rows = change_rows(app, usize::from(area.width));
    let total: usize = rows.iter().map(|row| row.lines.len()).sum();
    let mut line = 0;
    for row in &rows {
        if row.change == Some(app.comparing.selected()) {
            app.comparing.scroll = window(app.comparing.scroll, line, row.lines.len().min(height), height, total);
            return;
        }
        line += row.lines.len();
    }
    app.comparing.scroll = 0;
}

/// The rows of the compare screen at a width.
pub(in crate::tui) fn change_rows(app: &App, width: usize) -> Vec<ChangeRow> {
    let Some(comparison) = app.comparing.comparison() else { return Vec::new() };
    rows(&app.catalogue, app.session.profile(), comparison, width, app.lang)
}
