//! Filling the form: opening a field, each keystroke, confirming, the next best question, undo.

use tui_input::InputRequest;

use super::super::content::form::{editable_fields, spots};
use super::super::model::editor::{Editor, Mode};
use super::super::model::form::Spot;
use super::super::model::session::{Known, Subject};
use super::super::model::tree::Item;
use super::super::model::{App, Pane};
use super::{Effect, asking, notice};
use crate::domain::answer::Answer;
use crate::domain::catalogue::ProgramId;
use crate::domain::criterion::Node;
use crate::domain::decide::Status;
use crate::domain::field::Field;
use crate::domain::policy::Program;
use crate::domain::profile::Entry;
use crate::domain::truth::Truth;
use crate::domain::what_if::what_if;
use crate::message;

/// Goes to the form of the selected program; of a policy with several to the one that stands best, or that
/// the search has found.
pub(super) fn enter_form(app: &mut App) {
    if app.form.editor.is_some() {
        return;
    }
    if app.form.program.is_none() {
        app.tree.expand(&app.catalogue);
        if let Some(id) = best_program(app) {
            app.tree.select(&app.catalogue, Item::Program(id));
            app.follow_tree();
            let name = program(app).map_or("", |program| program.name()).to_owned();
            notice(
                app,
                message!(
                    "先看最接近的：{name}（其他事项在目录里）",
                    "the nearest first: {name} (the others are in the tree)"
                ),
            );
        }
    }
    if app.form.program.is_some() {
        app.focus = Pane::Form;
        return;
    }
    app.focus = Pane::Tree;
    notice(
        app,
        message!(
            "这里没有要填的条件：在目录里选一个事项",
            "there is nothing to fill in here: choose a program in the tree",
        ),
    );
}

/// Of the selected policy's programs those that the search shows, else all; of them the one that stands best.
fn best_program(app: &App) -> Option<ProgramId> {
    let policy = app.tree.policy()?;
    let found = |id: &ProgramId| app.tree.filter().is_some_and(|filter| filter.programs.contains(id));
    let count = app.catalogue.policy(policy)?.programs.len();
    let ids = || (0..count).map(|program| ProgramId { policy, program });
    let stands = |id: &ProgramId| app.standing(*id).map(|assessed| assessed.decision.eligibility);
    ids().filter(found).min_by_key(stands).or_else(|| ids().min_by_key(stands))
}

pub(super) fn program(app: &App) -> Option<&Program> {
    app.form.program.and_then(|id| app.catalogue.program(id)).map(|(_, program)| program)
}

fn selected_node(app: &App) -> Option<&Node> {
    program(app)?.criteria.nodes().get(app.form.criterion()?)
}

/// What Enter opens on the selected row: a criterion's tick, or its first open field; pressed again, the
/// field after the one that was open last.
pub(super) fn open_field(app: &mut App) {
    if let Spot::Figure(field) = app.form.selected {
        open_subject(app, Subject::Field(field));
        return;
    }
    let Some(node) = selected_node(app) else { return };
    if let Some(tick) = node.kind.tick() {
        open_subject(app, Subject::Tick(tick));
        return;
    }
    let fields = editable_fields(&node.fields, &app.catalogue);
    let open = fields.iter().position(|id| app.session.profile().answer(*id).is_none());
    let next = match app.form.opened {
        Some(last) => (last + 1) % fields.len().max(1),
        // A formula's own field counts as answered once its inputs are.
        None if selected_is_open(app) => open.unwrap_or(0),
        None => 0,
    };
    if let Some(id) = fields.get(next) {
        app.form.opened = Some(next);
        open_subject(app, Subject::Field(*id));
    }
}

fn selected_is_open(app: &App) -> bool {
    let status = app
        .form
        .program
        .and_then(|id| app.standing(id))
        .and_then(|assessed| assessed.decision.statuses.get(app.form.criterion()?).copied());
    matches!(status, Some(Status::Unknown | Status::Moot))
}

fn open_subject(app: &mut App, subject: Subject) {
    let before = app.session.known(subject);
    let lang = app.lang;
    app.form.editor = match subject {
        Subject::Field(id) => app.catalogue.fields.get(id).map(|field| Editor::of_field(subject, field, before, lang)),
        Subject::Tick(_) => Some(Editor::of_tick(subject, before, lang)),
    };
    app.form.what_if = match subject {
        Subject::Field(id) => Some(what_if(&app.catalogue, app.session.assessment(), app.session.profile(), id)),
        Subject::Tick(_) => None,
    };
}

fn field_of(app: &App, subject: Subject) -> Option<&Field> {
    match subject {
        Subject::Field(id) => app.catalogue.fields.get(id),
        Subject::Tick(_) => None,
    }
}

/// A keystroke on the typed line: what parses counts at once, what does not says why and stays.
pub(super) fn edit(app: &mut App, request: InputRequest) {
    let Some(mut editor) = app.form.editor.take() else { return };
    editor.edit(request);
    let reading = editor.reading(field_of(app, editor.subject));
    if let Mode::Text { problem, .. } = &mut editor.mode {
        *problem = reading.as_ref().err().cloned();
    }
    // While the line does not parse, what was known before it was touched stands.
    let shown = reading.unwrap_or_else(|_| editor.before.clone());
    app.session.preview(&app.catalogue, editor.subject, shown);
    app.form.editor = Some(editor);
}

/// A key on a list: a digit chooses its row, the space bar turns one over.
pub(super) fn pick_key(app: &mut App, c: char) {
    let Some(mut editor) = app.form.editor.take() else { return };
    if let Mode::Pick(pick) = &mut editor.mode {
        let digit = c.to_digit(10).and_then(|digit| usize::try_from(digit).ok()).filter(|digit| *digit > 0);
        match digit {
            Some(digit) if digit <= pick.options.len() => {
                pick.cursor = digit - 1;
                pick.choose();
            }
            _ if matches!(c, ' ' | '\u{3000}') => pick.choose(),
            _ => {}
        }
    }
    preview(app, &editor);
    app.form.editor = Some(editor);
}

fn preview(app: &mut App, editor: &Editor) {
    if let Ok(known) = editor.reading(field_of(app, editor.subject)) {
        app.session.preview(&app.catalogue, editor.subject, known);
    }
}

/// Enter in an editor: takes what stands there, and in a list the row under the cursor.
pub(super) fn confirm(app: &mut App) -> Vec<Effect> {
    if let Some(Mode::Pick(pick)) = app.form.editor.as_mut().map(|editor| &mut editor.mode) {
        pick.settle();
    }
    take(app)
}

/// Takes what stands in the editor, unless it does not parse; then the editor stays and says why.
pub(super) fn take(app: &mut App) -> Vec<Effect> {
    let Some(mut editor) = app.form.editor.take() else { return Vec::new() };
    match editor.reading(field_of(app, editor.subject)) {
        Ok(known) => {
            app.session.commit(&app.catalogue, editor.subject, editor.before, known);
            // Whoever comes back to correct an answer finds it first.
            app.form.opened = None;
            autosave(app)
        }
        Err(problem) => {
            if let Mode::Text { problem: shown, .. } = &mut editor.mode {
                *shown = Some(problem);
            }
            app.form.editor = Some(editor);
            Vec::new()
        }
    }
}

/// Whether an open editor holds something that was not there before.
pub(super) fn is_changed(app: &App) -> bool {
    app.form.editor.as_ref().is_some_and(|editor| {
        editor.reading(field_of(app, editor.subject)).map_or(true, |known| known != editor.before)
    })
}

/// Esc in an editor: what was known before stands again.
pub(super) fn discard(app: &mut App) {
    if let Some(editor) = app.form.editor.take() {
        app.session.preview(&app.catalogue, editor.subject, editor.before);
    }
}

/// Answers the open field, or the first field of the selected criterion, without the editor.
fn answer_now(app: &mut App, answer: Option<Answer>, tick: Option<Truth>) -> Vec<Effect> {
    let editor = app.form.editor.take();
    let open = editor.as_ref().map(|editor| editor.subject);
    let Some(subject) = open.or_else(|| selected_subject(app)) else { return Vec::new() };
    let before = editor.map_or_else(|| app.session.known(subject), |editor| editor.before);
    let after = match subject {
        Subject::Field(_) => Known::Answer(answer.map(Entry::from)),
        Subject::Tick(_) => Known::Tick(tick),
    };
    app.session.commit(&app.catalogue, subject, before, after);
    autosave(app)
}

fn selected_subject(app: &App) -> Option<Subject> {
    if let Spot::Figure(field) = app.form.selected {
        return Some(Subject::Field(field));
    }
    let node = selected_node(app)?;
    let field = || node.fields.first().copied().map(Subject::Field);
    node.kind.tick().map(Subject::Tick).or_else(field)
}

/// One key: the client does not know; for a tick, the counsellor cannot say.
pub(super) fn dont_know(app: &mut App) -> Vec<Effect> {
    answer_now(app, Some(Answer::DontKnow), Some(Truth::Unknown))
}

/// One key: the client has no such thing. A judgement is always applicable.
pub(super) fn not_applicable(app: &mut App) -> Vec<Effect> {
    if matches!(selected_subject(app), Some(Subject::Tick(_))) {
        notice(app, message!("判断项只有 是、否、说不准", "a judgement is yes, no or can't say"));
        return Vec::new();
    }
    answer_now(app, Some(Answer::NotApplicable), None)
}

/// Takes an answer back.
pub(super) fn clear(app: &mut App) -> Vec<Effect> {
    answer_now(app, None, None)
}

/// Tab: takes what stands in the editor and goes to the question that is worth most here.
pub(super) fn next_question(app: &mut App) -> Vec<Effect> {
    // A list in which nothing was chosen is passed over: Tab never answers by itself.
    let left = app.form.editor.as_ref().map(|editor| editor.subject);
    let effects = take(app);
    if app.form.editor.is_some() {
        return effects;
    }
    match left {
        Some(subject) if asking::is_open(app, subject) => app.form.passed.push(subject),
        // An answer may have changed what is worth asking, so what was passed over comes up again.
        _ => app.form.passed.clear(),
    }
    let mut next = asking::next(app, &app.form.passed);
    if next.is_none() && !app.form.passed.is_empty() {
        app.form.passed.clear();
        next = asking::next(app, &[]);
        notice(app, message!("都看过一遍了，从头再来", "that was all of them; from the first again"));
    }
    match next {
        Some((spot, subject)) => {
            app.focus = Pane::Form;
            app.form.select(spot);
            open_subject(app, subject);
        }
        None => notice(app, asking::nothing_left(app)),
    }
    effects
}

/// Undoes the last change and goes to where it shows.
pub(super) fn undo(app: &mut App) -> Vec<Effect> {
    let undone = app.session.undo(&app.catalogue);
    report(app, undone, ("撤销了", "undid"), ("没有可撤销的", "nothing to undo"))
}

/// Redoes what was undone and goes to where it shows.
pub(super) fn redo(app: &mut App) -> Vec<Effect> {
    let redone = app.session.redo(&app.catalogue);
    report(app, redone, ("重做了", "redid"), ("没有可重做的", "nothing to redo"))
}

fn report(app: &mut App, subject: Option<Subject>, done: (&str, &str), nothing: (&str, &str)) -> Vec<Effect> {
    let Some(subject) = subject else {
        let (zh, en) = nothing;
        notice(app, message!("{zh}", "{en}"));
        return Vec::new();
    };
    let label = match subject {
        Subject::Field(id) => app.catalogue.fields.get(id).map_or("", |field| field.label.as_str()).to_owned(),
        Subject::Tick(tick) => app.catalogue.tick_label(tick).to_owned(),
    };
    let shows = |node: &Node| match subject {
        Subject::Field(id) => node.fields.contains(&id),
        Subject::Tick(tick) => node.kind.tick() == Some(tick),
    };
    let criterion =
        program(app).and_then(|program| program.criteria.leaves().find(|(_, node)| shows(node))).map(|found| found.0);
    if let Some(spot) = criterion.map(Spot::Criterion).or_else(|| figure_spot(app, subject)) {
        app.form.select(spot);
    }
    let (zh, en) = done;
    notice(app, message!("{zh}：{label}", "{en}: {label}"));
    autosave(app)
}

/// The row of a field that only an amount of the program needs.
fn figure_spot(app: &App, subject: Subject) -> Option<Spot> {
    let Subject::Field(field) = subject else { return None };
    let spot = Spot::Figure(field);
    spots(program(app)?, &app.catalogue).contains(&spot).then_some(spot)
}

/// A profile with a file of its own is written after every change.
fn autosave(app: &App) -> Vec<Effect> {
    match app.session.file() {
        Some(path) if app.session.unsaved() => vec![Effect::Save(path.clone())],
        _ => Vec::new(),
    }
}
