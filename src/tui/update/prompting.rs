//! The line at the foot of the screen that asks for a name or a day: opening it, and taking the answer.
//!
//! What cannot be taken stays as typed, with the reason beside it.

use tui_input::Input;

use super::super::model::prompt::{Prompt, PromptKind};
use super::super::model::{App, Notice, Screen};
use super::{Effect, notice, searching};
use crate::domain::date::parse_day;
use crate::domain::message::Message;
use crate::message;

/// Asks, beginning with what is there already.
pub(super) fn ask(app: &mut App, kind: PromptKind) {
    if app.prompt.as_ref().is_some_and(|prompt| prompt.kind == kind) {
        return;
    }
    let start = match kind {
        PromptKind::ProfileName => app.session.profile().name.clone(),
        PromptKind::AsOf => String::new(),
        PromptKind::Compare => app.comparing.day().map(|day| day.to_string()).unwrap_or_default(),
    };
    app.prompt = Some(Prompt { kind, input: Input::new(start) });
}

/// Takes the answer, unless it cannot be one; then the line stays and the reason is said.
pub(super) fn confirm(app: &mut App) -> Vec<Effect> {
    let Some(prompt) = &app.prompt else { return Vec::new() };
    let (kind, text) = (prompt.kind, prompt.input.value().trim().to_owned());
    let taken = match kind {
        PromptKind::ProfileName => profile_name(&text).map(|()| vec![Effect::SaveAs(text)]),
        PromptKind::AsOf => as_of(app, &text),
        PromptKind::Compare => compare(app, &text),
    };
    match taken {
        Ok(effects) => {
            app.prompt = None;
            effects
        }
        Err(message) => {
            app.notice = Some(Notice { message, is_error: true });
            Vec::new()
        }
    }
}

fn profile_name(name: &str) -> Result<(), Message> {
    if name.is_empty() || name.contains(['/', '\\', ':']) || name.starts_with('.') {
        return Err(message!(
            "档案名不能空，也不能有 / \\ : 或以点开头",
            "a profile's name is not empty, has no / \\ : and does not begin with a dot"
        ));
    }
    Ok(())
}

/// Assesses for a day; nothing stands for the day that the desk was opened for.
fn as_of(app: &mut App, text: &str) -> Result<Vec<Effect>, Message> {
    let day = if text.is_empty() { app.opened_for } else { parse_day(text)? };
    app.session.set_as_of(&app.catalogue, day);
    searching::again(app);
    notice(app, message!("评估日 {day}", "as of {day}"));
    Ok(Vec::new())
}

fn compare(app: &mut App, text: &str) -> Result<Vec<Effect>, Message> {
    if text.is_empty() {
        return Err(message!("要写一个日子，如 2024-05-10", "it takes a date such as 2024-05-10"));
    }
    app.comparing.compare_with(parse_day(text)?);
    app.open_screen(Screen::Compare);
    Ok(Vec::new())
}
