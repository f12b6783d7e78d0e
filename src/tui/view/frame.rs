//! What every screen has: the title line above, and below it news, a question or the keys.

use ratatui::layout::{Position, Rect};
use tui_input::Input;

use super::paint::Painter;
use crate::domain::message::Lang;
use crate::text::Widths;
use crate::tui::action::{BINDINGS, Binding, Command, Context};
use crate::tui::content::{Line, Role, Span, visible};
use crate::tui::keymap::display;
use crate::tui::model::App;
use crate::tui::model::prompt::PromptKind;
use crate::tui::update;

/// The handbook at the left, the client and the day at the right.
pub(super) fn title(app: &App, painter: &mut Painter<'_>, area: Rect) {
    let handbook = &app.catalogue.handbook;
    let policies = app.catalogue.policies().len();
    let programs = app.catalogue.programs().count();
    let edition = &handbook.edition;
    let left = match app.lang {
        Lang::Zh if area.width < 80 => format!(" 政策台 {edition}年版"),
        Lang::En if area.width < 80 => format!(" policydesk {edition}"),
        Lang::Zh => format!(" 政策台 {edition}年版 · {policies}项政策 {programs}个事项"),
        Lang::En => format!(" policydesk {edition} · {policies} policies, {programs} programs"),
    };
    let name = &app.session.profile().name;
    let name = if name.is_empty() { app.lang.pick("未命名", "unnamed") } else { name };
    let star = if app.session.unsaved() { "*" } else { "" };
    let as_of = app.session.as_of();
    let right = match app.lang {
        Lang::Zh => format!(" 档案 {name}{star} · 评估日 {as_of} "),
        Lang::En => format!(" profile {name}{star} · as of {as_of} "),
    };
    let widths = Widths::default();
    let right = Span::new(Role::Plain, &right);
    let room = usize::from(area.width).saturating_sub(widths.of(&right.text));
    let left = widths.fit(&left, room);
    painter.line(area.x, area.y, area.width, &Line { spans: vec![Span::new(Role::Title, &left), right] });
}

/// News, what is being asked for, or the keys that work here; gives the caret of a prompt.
pub(super) fn footer(app: &App, painter: &mut Painter<'_>, area: Rect) -> Option<Position> {
    let asked = match (&app.prompt, &app.official.find.line) {
        (Some(prompt), _) => Some((&prompt.input, question(prompt.kind, app.lang))),
        (None, Some(line)) => Some((line, app.lang.pick(" 在原文里找：", " find: "))),
        (None, None) => None,
    };
    if let Some((input, label)) = asked {
        return Some(asking(app, painter, area, (input, label)));
    }
    if let Some(news) = news(app) {
        painter.line(area.x, area.y, area.width, &Line { spans: vec![Span::new(Role::Plain, " "), news] });
        return None;
    }
    let context = update::context(app);
    let useful = |row: &&Binding| match context {
        // While a line is typed or a list is open, going elsewhere is not what is asked for.
        Context::Text | Context::Pick | Context::Find | Context::Prompt | Context::Help => {
            matches!(row.command, Command::Help | Command::Quit)
        }
        // What is for one program stands on the browse screen, and the list has a way back of its own.
        Context::Match | Context::Total | Context::Compare => {
            !matches!(row.command, Command::Form | Command::Official | Command::Match)
        }
        Context::Global | Context::Tree | Context::Detail | Context::Form => true,
    };
    let global = BINDINGS.iter().filter(|row| row.context == Context::Global).filter(useful);
    let rows = BINDINGS.iter().filter(|row| row.context == context).chain(global).filter(|row| row.footer);
    let hint = |row: &Binding| {
        // Up and down are one hint.
        let (key, label) = match row.command {
            Command::Up => ("↑↓".to_owned(), app.lang.pick("选择", "move")),
            _ => (row.keys.first().map(|key| display(key)).unwrap_or_default(), row.label(app.lang)),
        };
        [Span::new(Role::Key, &format!(" {key}")), Span::new(Role::Dim, &format!(" {label} "))]
    };
    let width = |hint: &[Span; 2]| hint.iter().map(|span| Widths::default().of(&span.text)).sum::<usize>();
    // The ways back and out are always there; the others as far as they fit whole, because half a hint is
    // a guess.
    let (kept, others): (Vec<&Binding>, Vec<&Binding>) = rows
        .filter(|row| row.command != Command::Down)
        .partition(|row| matches!(row.command, Command::Back | Command::Quit));
    let kept: Vec<[Span; 2]> = kept.into_iter().map(hint).collect();
    let mut left = usize::from(area.width).saturating_sub(kept.iter().map(width).sum());
    let mut spans = Vec::new();
    for hint in others.into_iter().map(hint) {
        if let Some(rest) = left.checked_sub(width(&hint)) {
            left = rest;
            spans.extend(hint);
        }
    }
    spans.extend(kept.into_iter().flatten());
    painter.line(area.x, area.y, area.width, &Line { spans });
    None
}

fn news(app: &App) -> Option<Span> {
    let notice = app.notice.as_ref()?;
    let role = if notice.is_error { Role::Error } else { Role::Open };
    Some(Span::new(role, notice.message.text(app.lang)))
}

fn question(kind: PromptKind, lang: Lang) -> &'static str {
    match kind {
        PromptKind::ProfileName => lang.pick(" 档案名：", " profile name: "),
        PromptKind::AsOf => lang.pick(" 评估日：", " as of: "),
        PromptKind::Compare => lang.pick(" 对比哪一天：", " compare with: "),
    }
}

/// The line being typed, with news beside it, or above it where there is no room.
fn asking(app: &App, painter: &mut Painter<'_>, area: Rect, (input, label): (&Input, &str)) -> Position {
    let label = Span::new(Role::Key, label);
    let (text, caret) = typed_line(&label, input, area.width);
    let mut line = Line { spans: vec![label, Span::new(Role::Plain, &text)] };
    let beside = news(app).map(|news| Span { text: format!("  ! {}", news.text), ..news });
    if let Some(beside) = beside.or_else(|| hint(app)) {
        let fits = line.width() + Widths::default().of(&beside.text) <= usize::from(area.width);
        if fits || area.y == 0 {
            line.spans.push(beside);
        } else {
            let above = Rect { y: area.y - 1, ..area };
            painter.blank(above);
            painter.line(above.x, above.y, above.width, &Line { spans: vec![beside] });
        }
    }
    painter.line(area.x, area.y, area.width, &line);
    Position::new(area.x + caret, area.y)
}

/// What an empty line stands for, where it stands for something.
fn hint(app: &App) -> Option<Span> {
    let prompt = app.prompt.as_ref().filter(|prompt| prompt.input.value().is_empty())?;
    let opened_for = app.opened_for;
    let text = match prompt.kind {
        PromptKind::AsOf => app.lang.pick(
            format!("  （如 2024-06-01；空着回到 {opened_for}）"),
            format!("  (such as 2024-06-01; empty goes back to {opened_for})"),
        ),
        PromptKind::Compare => app.lang.pick("  （如 2024-12-01）", "  (such as 2024-12-01)").to_owned(),
        PromptKind::ProfileName => return None,
    };
    Some(Span::new(Role::Dim, &text))
}

/// What of a typed line is in view beside its label, and the column of its caret.
pub(super) fn typed_line(label: &Span, input: &Input, width: u16) -> (String, u16) {
    let widths = Widths::default();
    let start = widths.of(&label.text);
    let (before, shown) = visible(input, usize::from(width).saturating_sub(start + 1));
    let column = u16::try_from(start + widths.of(&before)).unwrap_or(0).min(width.saturating_sub(1));
    (shown, column)
}
