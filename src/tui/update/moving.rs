//! Moving about: rows, pages, panes, and keeping what is selected in view.

use super::super::action::Context;
use super::super::content::form::{FormInput, rows, spots};
use super::super::content::{detail, help};
use super::super::layout::{areas, inner_size, inside, match_areas};
use super::super::model::editor::Mode;
use super::super::model::tree::window;
use super::super::model::{App, Pane, Screen};

/// Moves by rows in the place that has the focus.
pub(super) fn step(app: &mut App, context: Context, by: isize) {
    match context {
        Context::Tree => {
            app.tree.step(&app.catalogue, by);
            app.detail_scroll = 0;
        }
        Context::Detail => app.detail_scroll = app.detail_scroll.saturating_add_signed(by),
        Context::Form => step_form(app, by),
        Context::Pick => {
            if let Some(Mode::Pick(pick)) = app.form.editor.as_mut().map(|editor| &mut editor.mode) {
                pick.step(by);
            }
        }
        Context::Match => app.matching.step(by),
        Context::Total => app.matching.total_scroll = app.matching.total_scroll.saturating_add_signed(by),
        Context::Compare => app.comparing.step(by),
        Context::Help => app.help_scroll = app.help_scroll.saturating_add_signed(by),
        Context::Text | Context::Find | Context::Prompt | Context::Global => {}
    }
}

/// How many rows a page has.
pub(super) fn page(app: &App, context: Context) -> isize {
    let areas = match_areas(app.size, app.matching.on_total);
    let height = match context {
        Context::Match => usize::from(areas.list.height).saturating_sub(3),
        Context::Total => usize::from(areas.total.height).saturating_sub(3),
        // A change has a few lines.
        Context::Compare => usize::from(app.size.1) / 4,
        _ => usize::from(app.size.1).saturating_sub(6),
    };
    isize::try_from(height.max(1)).unwrap_or(1)
}

fn step_form(app: &mut App, by: isize) {
    let Some((_, program)) = app.form.program.and_then(|id| app.catalogue.program(id)) else { return };
    let spots = spots(program, &app.catalogue);
    let here = spots.iter().position(|spot| *spot == app.form.selected).unwrap_or(0);
    let there = here.saturating_add_signed(by).min(spots.len().saturating_sub(1));
    if let Some(spot) = spots.get(there) {
        app.form.select(*spot);
    }
}

pub(super) fn next_pane(app: &App) -> Pane {
    match app.focus {
        Pane::Tree => Pane::Detail,
        Pane::Detail if app.form.program.is_some() => Pane::Form,
        Pane::Detail | Pane::Form => Pane::Tree,
    }
}

pub(super) fn previous_pane(app: &App) -> Pane {
    match app.focus {
        Pane::Tree if app.form.program.is_some() => Pane::Form,
        Pane::Form | Pane::Tree => Pane::Detail,
        Pane::Detail => Pane::Tree,
    }
}

/// Follows the tree with the form, and keeps scroll positions within what there is.
pub(super) fn keep_in_view(app: &mut App) {
    match app.screen {
        Screen::Match => return super::matching::keep_in_view(app),
        Screen::Compare => return super::comparing::keep_in_view(app),
        Screen::Browse | Screen::Help => {}
    }
    app.follow_tree();
    super::reading::follow_form(app);
    let areas = areas(app.size, app.focus);
    let (_, height) = inner_size(areas.tree);
    app.tree.keep_in_view(&app.catalogue, height);
    // At the top there is nothing to keep within bounds, which is most of the time.
    if let Some(area) = areas.detail.filter(|_| app.detail_scroll > 0) {
        let area = inside(area);
        let total = detail_lines(app, usize::from(area.width)).len();
        app.detail_scroll = app.detail_scroll.min(total.saturating_sub(usize::from(area.height)));
    }
    if app.focus == Pane::Form {
        keep_form_in_view(app, inner_size(areas.form));
    } else {
        app.form.scroll = 0;
    }
    if app.help_scroll > 0 {
        let total = help::lines(app.lang).len();
        let height = usize::from(app.size.1).saturating_sub(3);
        app.help_scroll = app.help_scroll.min(total.saturating_sub(height));
    }
}

/// The lines of the detail pane at a width.
pub(in crate::tui) fn detail_lines(app: &App, width: usize) -> Vec<super::super::content::Line> {
    let Some(policy) = app.tree.policy() else { return Vec::new() };
    if app.official.shown {
        return super::reading::official_lines(app, width);
    }
    let facts = app.session.facts(&app.catalogue);
    let standing = |id| app.standing(id);
    let input = detail::DetailInput {
        catalogue: &app.catalogue,
        policy,
        program: app.tree.program(&app.catalogue),
        facts: &facts,
        standing: &standing,
        lang: app.lang,
    };
    detail::lines(&input, width)
}

/// The rows of the form at a width.
pub(in crate::tui) fn form_rows(app: &App, width: usize) -> Vec<super::super::content::form::FormRow> {
    let Some(id) = app.form.program else { return Vec::new() };
    let (Some((_, program)), Some(assessed)) = (app.catalogue.program(id), app.standing(id)) else {
        return Vec::new();
    };
    let facts = app.session.facts(&app.catalogue);
    let input = FormInput {
        catalogue: &app.catalogue,
        program,
        decision: &assessed.decision,
        facts: &facts,
        selected: (app.focus == Pane::Form).then_some(app.form.selected),
        editor: app.form.editor.as_ref(),
        what_if: app.form.what_if.as_ref(),
        lang: app.lang,
    };
    rows(&input, width)
}

fn keep_form_in_view(app: &mut App, (width, height): (usize, usize)) {
    // The first line of the pane holds the counts.
    let height = height.saturating_sub(1);
    let rows = form_rows(app, width);
    let total: usize = rows.iter().map(|row| row.lines.len()).sum();
    let mut line = 0;
    for row in &rows {
        if row.spot == Some(app.form.selected) {
            // A caret low in a long list of options must be in view before the row's own head.
            let caret = row.caret.map_or(0, |(line, _)| line);
            let from = if caret >= height { line + caret + 1 - height } else { line };
            let span = row.lines.len().min(height).max(1);
            app.form.scroll = window(app.form.scroll, from, span, height, total);
            return;
        }
        line += row.lines.len();
    }
    app.form.scroll = 0;
}
