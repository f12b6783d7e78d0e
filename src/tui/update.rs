//! Action to new state: synchronous and total, without clock, disk or thread.
//!
//! Every command is handled for every place it can be given in; what touches the disk or the terminal
//! is handed out as an effect.

mod asking;
mod comparing;
mod filling;
mod matching;
mod moving;
mod prompting;
mod reading;
mod recalling;
mod searching;

use std::path::PathBuf;

use crossterm::event::KeyEvent;
use tui_input::InputRequest;

use super::action::{Command, Context};
use super::event::Event;
use super::keymap;
use super::model::editor::Mode;
use super::model::prompt::PromptKind;
use super::model::{App, Notice, Pane, Screen};
use crate::domain::message::Message;
use crate::message;

pub(super) use asking::next as next_subject;
pub(super) use comparing::change_rows;
pub(super) use matching::{match_input, total_lines};
pub(super) use moving::{detail_lines, form_rows};
pub(super) use reading::official_page;
pub(super) use recalling::fill_shelf;
pub(super) use searching::hit_of;
pub use searching::search;

/// Something to be done outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Write the profile to this file.
    Save(PathBuf),
    /// Write the profile under this name in the user's folder.
    SaveAs(String),
    /// Write down what is remembered of the user.
    Keep,
    /// Draw everything anew.
    Redraw,
    /// Suspend to the shell.
    Suspend,
}

/// Where the focus is, which decides what a key means.
#[must_use]
pub fn context(app: &App) -> Context {
    if app.prompt.is_some() {
        return Context::Prompt;
    }
    match app.screen {
        Screen::Browse => {}
        Screen::Match if app.matching.on_total => return Context::Total,
        Screen::Match => return Context::Match,
        Screen::Compare => return Context::Compare,
        Screen::Help => return Context::Help,
    }
    if app.official.find.line.is_some() {
        return Context::Find;
    }
    match (&app.form.editor, app.focus) {
        (Some(editor), _) => match editor.mode {
            Mode::Text { .. } => Context::Text,
            Mode::Pick(_) => Context::Pick,
        },
        (None, Pane::Tree) => Context::Tree,
        (None, Pane::Detail) => Context::Detail,
        (None, Pane::Form) => Context::Form,
    }
}

/// Takes one event; gives what is to be done outside.
pub fn update(app: &mut App, event: Event) -> Vec<Effect> {
    let mut effects = match event {
        Event::Key(key) => press(app, &key),
        Event::Paste(text) => {
            paste(app, &text);
            Vec::new()
        }
        Event::Resize(width, height) => {
            app.size = (width, height);
            vec![Effect::Redraw]
        }
        Event::Terminate => {
            app.ended = true;
            Vec::new()
        }
    };
    moving::keep_in_view(app);
    effects.extend(recalling::note_visit(app));
    effects
}

fn press(app: &mut App, key: &KeyEvent) -> Vec<Effect> {
    app.notice = None;
    let context = context(app);
    let command = keymap::command(key, context);
    if command != Some(Command::Quit) {
        app.quit_asked = false;
    }
    // On a typed line the keys of line editing come first, and `?` only counts on an empty one.
    if let Some(request) = line_request(app, key, context) {
        typed(app, request, context);
        return Vec::new();
    }
    match command {
        Some(command) => obey(app, command, context),
        None => {
            stray(app, key, context);
            Vec::new()
        }
    }
}

/// What a key does to the line being typed, if there is one.
fn line_request(app: &App, key: &KeyEvent, context: Context) -> Option<InputRequest> {
    let line = match context {
        Context::Tree => &app.search.input,
        Context::Prompt => &app.prompt.as_ref()?.input,
        Context::Find => app.official.find.line.as_ref()?,
        Context::Text => match &app.form.editor.as_ref()?.mode {
            Mode::Text { input, .. } => input,
            Mode::Pick(_) => return None,
        },
        Context::Detail
        | Context::Form
        | Context::Pick
        | Context::Match
        | Context::Total
        | Context::Compare
        | Context::Help
        | Context::Global => return None,
    };
    let replaced = context == Context::Text
        && matches!(app.form.editor.as_ref().map(|editor| &editor.mode), Some(Mode::Text { untouched: true, .. }));
    let empty = line.value().is_empty();
    if let Some(c) = keymap::typed(key) {
        // On an empty line `?` is an answer by itself.
        let is_answer = context == Context::Text && (empty || replaced) && matches!(c, '?' | '？');
        return (!is_answer && !c.is_control()).then_some(InputRequest::InsertChar(c));
    }
    Some(match keymap::name(key).as_str() {
        "backspace" => InputRequest::DeletePrevChar,
        "delete" => InputRequest::DeleteNextChar,
        "home" | "ctrl-a" => InputRequest::GoToStart,
        "end" | "ctrl-e" => InputRequest::GoToEnd,
        "ctrl-w" | "ctrl-backspace" => InputRequest::DeletePrevWord,
        "ctrl-left" => InputRequest::GoToPrevWord,
        "ctrl-right" => InputRequest::GoToNextWord,
        "ctrl-u" if !empty => InputRequest::DeleteLine,
        "ctrl-k" => InputRequest::DeleteTillEnd,
        // In the tree the plain arrows move between branches unless a search is being typed.
        "left" if context != Context::Tree || (!empty && line.cursor() > 0) => InputRequest::GoToPrevChar,
        "right" if context != Context::Tree || line.cursor() < line.value().chars().count() => {
            InputRequest::GoToNextChar
        }
        _ => return None,
    })
}

fn typed(app: &mut App, request: InputRequest, context: Context) {
    match context {
        Context::Tree => searching::edit(app, request),
        Context::Text => filling::edit(app, request),
        Context::Find => reading::edit(app, request),
        Context::Prompt => {
            if let Some(prompt) = &mut app.prompt {
                prompt.input.handle(request);
            }
        }
        Context::Detail
        | Context::Form
        | Context::Pick
        | Context::Match
        | Context::Total
        | Context::Compare
        | Context::Help
        | Context::Global => {}
    }
}

/// A key that no row of the table has: letters go to the search bar, a digit picks.
fn stray(app: &mut App, key: &KeyEvent, context: Context) {
    let Some(c) = keymap::typed(key).filter(|c| !c.is_control()) else { return };
    match context {
        Context::Detail | Context::Form => {
            // A letter typed here begins a new search; what was searched before has led here already.
            app.focus = Pane::Tree;
            app.search.input.reset();
            searching::edit(app, InputRequest::InsertChar(c));
        }
        Context::Pick => filling::pick_key(app, c),
        Context::Tree
        | Context::Text
        | Context::Find
        | Context::Match
        | Context::Total
        | Context::Compare
        | Context::Prompt
        | Context::Help
        | Context::Global => {}
    }
}

/// Pasted text goes to the line being typed and never triggers a command.
fn paste(app: &mut App, text: &str) {
    let context = context(app);
    if !matches!(context, Context::Tree | Context::Text | Context::Find | Context::Prompt) {
        notice(
            app,
            message!(
                "这里不能粘贴：先回目录（Esc）或打开一个字段（Enter）",
                "nothing takes a paste here: go to the search (Esc) or open a field (Enter)"
            ),
        );
        return;
    }
    // One line of what anybody would search for or answer; the rest is cut.
    for c in text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !c.is_control()).take(200) {
        match context {
            Context::Tree => {
                app.search.input.handle(InputRequest::InsertChar(c));
            }
            _ => typed(app, InputRequest::InsertChar(c), context),
        }
    }
    if context == Context::Tree {
        search(app);
    }
}

/// Puts a line of news at the foot of the screen.
fn notice(app: &mut App, message: Message) {
    app.notice = Some(Notice { message, is_error: false });
}

fn obey(app: &mut App, command: Command, context: Context) -> Vec<Effect> {
    if matches!(command, Command::Form | Command::Search | Command::Detail | Command::Official) {
        to_the_panes(app, context);
    }
    match command {
        Command::Up => moving::step(app, context, -1),
        Command::Down => moving::step(app, context, 1),
        Command::PageUp => moving::step(app, context, -moving::page(app, context)),
        Command::PageDown => moving::step(app, context, moving::page(app, context)),
        Command::Top => moving::step(app, context, isize::MIN / 2),
        Command::Bottom => moving::step(app, context, isize::MAX / 2),
        Command::Collapse => app.tree.collapse(&app.catalogue),
        Command::Expand => app.tree.expand(&app.catalogue),
        Command::Open => return open(app, context),
        Command::NextPane | Command::PreviousPane if matches!(context, Context::Match | Context::Total) => {
            app.matching.on_total = !app.matching.on_total;
        }
        Command::NextPane if context == Context::Tree && recalling::complete(app) => {}
        Command::NextPane => app.focus = moving::next_pane(app),
        Command::PreviousPane => app.focus = moving::previous_pane(app),
        Command::OlderQuery => recalling::step_query(app, true),
        Command::NewerQuery => recalling::step_query(app, false),
        Command::Favourite => return recalling::toggle_favourite(app),
        Command::Form => filling::enter_form(app),
        // A field that is being filled keeps the focus until it is confirmed or discarded.
        Command::Search | Command::Detail if app.form.editor.is_some() => {}
        Command::Search => app.focus = Pane::Tree,
        Command::Detail => app.focus = Pane::Detail,
        Command::Match if is_busy(app) => finish_first(app),
        Command::Match => matching::toggle(app),
        Command::Choose => app.matching.choose(),
        Command::Reorder => app.matching.reorder(),
        Command::AsOf => prompting::ask(app, PromptKind::AsOf),
        // The answer opens another screen, which would cover the field.
        Command::Compare if is_busy(app) => finish_first(app),
        Command::Compare => prompting::ask(app, PromptKind::Compare),
        Command::Official => reading::toggle(app),
        Command::Find => reading::find(app),
        Command::FindNext => reading::step(app, 1),
        Command::FindPrevious => reading::step(app, -1),
        Command::NextQuestion => return filling::next_question(app),
        Command::DontKnow => return filling::dont_know(app),
        Command::NotApplicable => return filling::not_applicable(app),
        Command::Clear if context == Context::Match => app.matching.choose_none(),
        Command::Clear => return filling::clear(app),
        // Undoing behind an open field would leave the field with an answer that is no longer there.
        Command::Undo | Command::Redo
            if matches!(context, Context::Text | Context::Pick | Context::Find | Context::Prompt) =>
        {
            finish_first(app);
        }
        Command::Undo => return filling::undo(app),
        Command::Redo => return filling::redo(app),
        Command::Save => return save(app),
        Command::Back => back(app, context),
        Command::Help => {
            if app.screen == Screen::Help {
                app.leave_screen();
            } else {
                app.open_screen(Screen::Help);
            }
            app.help_scroll = 0;
        }
        Command::Redraw => return vec![Effect::Redraw],
        Command::Suspend => return vec![Effect::Suspend],
        Command::Quit => quit(app),
    }
    Vec::new()
}

/// Whether something is being filled in that another screen would cover.
fn is_busy(app: &App) -> bool {
    app.form.editor.is_some() || app.official.find.line.is_some()
}

fn finish_first(app: &mut App) {
    notice(app, message!("先填完这一项（Enter）或放弃（Esc）", "finish this field first (Enter) or discard it (Esc)"));
}

/// Tree, detail and form are on the browse screen: it comes to the front, with the program that one stands
/// on.
fn to_the_panes(app: &mut App, context: Context) {
    if app.screen == Screen::Browse {
        return;
    }
    if matches!(context, Context::Match | Context::Total | Context::Compare) {
        matching::select(app);
        // Whoever asks for the official text from here does not mean to put it away.
        app.official.shown = false;
    }
    app.open_screen(Screen::Browse);
}

fn open(app: &mut App, context: Context) -> Vec<Effect> {
    match context {
        Context::Tree if app.tree.program(&app.catalogue).is_some() => filling::enter_form(app),
        // Enter always goes deeper; the left arrow closes.
        Context::Tree => app.tree.expand(&app.catalogue),
        Context::Detail => filling::enter_form(app),
        Context::Form => filling::open_field(app),
        Context::Text | Context::Pick => return filling::confirm(app),
        Context::Find => app.official.find.line = None,
        Context::Prompt => return prompting::confirm(app),
        Context::Match | Context::Compare => matching::go(app),
        Context::Total => {}
        Context::Help | Context::Global => {}
    }
    Vec::new()
}

fn back(app: &mut App, context: Context) {
    match context {
        Context::Tree => searching::clear(app),
        Context::Detail | Context::Form => app.focus = Pane::Tree,
        Context::Text | Context::Pick => filling::discard(app),
        Context::Find => reading::stop(app),
        Context::Prompt => app.prompt = None,
        Context::Total => app.matching.on_total = false,
        Context::Match | Context::Compare | Context::Help => app.leave_screen(),
        Context::Global => {}
    }
}

fn save(app: &mut App) -> Vec<Effect> {
    // What stands in an open field is meant to be saved too; what cannot be read keeps the field open.
    let mut effects = filling::take(app);
    if app.form.editor.is_some() {
        return effects;
    }
    match app.session.file() {
        Some(path) => {
            let save = Effect::Save(path.clone());
            if !effects.contains(&save) {
                effects.push(save);
            }
        }
        None => prompting::ask(app, PromptKind::ProfileName),
    }
    effects
}

fn quit(app: &mut App) {
    if (app.session.unsaved() || filling::is_changed(app)) && !app.quit_asked {
        app.quit_asked = true;
        notice(
            app,
            message!(
                "有改动没有保存：Ctrl-S 保存，再按 Ctrl-Q 丢弃并退出",
                "unsaved changes: Ctrl-S saves, Ctrl-Q again drops them",
            ),
        );
        return;
    }
    app.ended = true;
}
