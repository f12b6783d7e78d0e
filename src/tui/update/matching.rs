//! The match screen: opening it, going from it to a program, and keeping what is selected in view.

use super::super::content::Line;
use super::super::content::matching::{self, MatchInput};
use super::super::layout::{inside, match_areas};
use super::super::model::matching::Entry;
use super::super::model::tree::{Item, window};
use super::super::model::{App, Screen};
use super::{filling, searching};

/// Opens the screen, or goes back from it to where one was.
pub(super) fn toggle(app: &mut App) {
    if app.screen == Screen::Match {
        app.leave_screen();
    } else {
        app.prompt = None;
        app.matching.on_total = false;
        app.open_screen(Screen::Match);
    }
}

/// Goes to the form of the selected program on the browse screen.
pub(super) fn go(app: &mut App) {
    if select(app) {
        app.open_screen(Screen::Browse);
        filling::enter_form(app);
    }
}

/// Selects in the tree what is selected on the screen in front; a search that hides it is emptied.
pub(super) fn select(app: &mut App) -> bool {
    let selected = match app.screen {
        Screen::Compare => app.comparing.program(),
        Screen::Match | Screen::Browse | Screen::Help => app.matching.selected(),
    };
    let Some(id) = selected else { return false };
    if app.tree.filter().is_some_and(|filter| !filter.policies.contains(&id.policy)) {
        searching::clear(app);
    }
    let is_only = app.catalogue.policy(id.policy).is_some_and(|policy| policy.programs.len() == 1);
    let item = if is_only { Item::Policy(id.policy) } else { Item::Program(id) };
    app.tree.select(&app.catalogue, item);
    app.follow_tree();
    true
}

/// Brings the screen up to date with the client and keeps what is selected in view.
pub(super) fn keep_in_view(app: &mut App) {
    app.matching.follow(&app.catalogue, &app.session);
    let areas = match_areas(app.size, app.matching.on_total);
    let (rows, row) = (app.matching.rows(), app.matching.selected_row());
    // The heading of a group comes along with its first program.
    let is_first = row > 0 && matches!(rows.get(row - 1), Some(Entry::Group(..)));
    let (from, span) = if is_first { (row - 1, 2) } else { (row, 1) };
    let height = usize::from(inside(areas.list).height);
    app.matching.scroll = window(app.matching.scroll, from, span, height, rows.len());
    // At the top there is nothing to keep within bounds.
    if app.matching.total_scroll > 0 {
        let area = inside(areas.total);
        let lines = total_lines(app, usize::from(area.width)).len();
        let last = lines.saturating_sub(usize::from(area.height));
        app.matching.total_scroll = app.matching.total_scroll.min(last);
    }
}

/// What the contents of the screen are made of.
pub(in crate::tui) fn match_input(app: &App) -> MatchInput<'_> {
    MatchInput { catalogue: &app.catalogue, session: &app.session, matching: &app.matching, lang: app.lang }
}

/// The lines of the total at a width.
pub(in crate::tui) fn total_lines(app: &App, width: usize) -> Vec<Line> {
    matching::total(&match_input(app), width)
}
