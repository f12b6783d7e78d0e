//! The open editor of a field beneath its row: what is typed or picked, why it does not parse, how to write
//! it, and what other figures would change.

use super::form::FormInput;
use super::{Line, Role, Span, paragraph, visible};
use crate::domain::criterion::NodeKind;
use crate::domain::field::{Field, FieldKind};
use crate::domain::interval::Interval;
use crate::domain::message::Lang;
use crate::domain::number::example;
use crate::domain::what_if::WhatIf;
use crate::report::text;
use crate::tui::model::editor::{Editor, Mode};
use crate::tui::model::session::Subject;

/// The open editor beneath its row; gives the place of the caret.
pub(super) fn editor_lines(
    input: &FormInput<'_>,
    editor: &Editor,
    width: usize,
    inset: usize,
    lines: &mut Vec<Line>,
) -> Option<(usize, usize)> {
    let lang = input.lang;
    let field = match editor.subject {
        Subject::Field(id) => input.catalogue.fields.get(id),
        Subject::Tick(_) => None,
    };
    let blank = " ".repeat(inset);
    let label = field.map_or(lang.pick("判断", "judgement"), |field| field.label.as_str());
    let head = format!("{blank}> {label}：");
    let mut caret;
    match &editor.mode {
        Mode::Text { input: line, problem, .. } => {
            let head = Span::new(Role::Key, &head);
            let room = width.saturating_sub(crate::text::Widths::default().of(&head.text) + 1).max(8);
            // A label that leaves no room for typing gets a line of its own.
            let beside = room > 8 || width < 12;
            let shown = visible(line, room);
            let before = crate::text::Widths::default().of(&shown.0);
            if beside {
                let start = crate::text::Widths::default().of(&head.text);
                lines.push(Line { spans: vec![head, Span::new(Role::Plain, &shown.1)] });
                caret = Some((lines.len() - 1, start + before));
            } else {
                lines.extend(paragraph(&[head], width, 0, inset));
                let text = format!("{blank}{}", shown.1);
                lines.push(Line::of(Role::Plain, &text));
                caret = Some((lines.len() - 1, inset + before));
            }
            if let Some(problem) = problem {
                let spans = [Span::new(Role::Error, &format!("! {}", problem.text(lang)))];
                lines.extend(paragraph(&spans, width, inset, inset + 2));
            }
        }
        Mode::Pick(pick) => {
            lines.extend(paragraph(&[Span::new(Role::Key, &head)], width, 0, inset + 2));
            caret = Some((lines.len() - 1, inset));
            for (place, option) in pick.options.iter().enumerate() {
                let here = place == pick.cursor;
                let (open, close) = if pick.several { ("[", "]") } else { ("(", ")") };
                let chosen = if option.chosen { "*" } else { " " };
                let number = if place < 9 { (place + 1).to_string() } else { " ".to_owned() };
                let role = if here { Role::Key } else { Role::Plain };
                let pointer = if here { ">" } else { " " };
                let text = format!("{pointer} {number} {open}{chosen}{close} {}", option.label);
                let spans = [Span::new(role, &text)];
                if here {
                    caret = Some((lines.len(), inset));
                }
                lines.extend(paragraph(&spans, width, inset, inset + 8));
            }
        }
    }
    let hint = match (field, &editor.mode) {
        (Some(field), _) => hint(field, lang),
        (None, _) => tick_hint(input, editor.subject),
    };
    lines.extend(paragraph(&[Span::new(Role::Dim, &hint)], width, inset, inset));
    if let (Some(what_if), Some(field)) = (input.what_if, field) {
        lines.extend(what_if_lines(input, what_if, editor.figures(field).as_ref(), width, inset));
    }
    caret
}

/// The figures at which something changes, and what would, with a sign at what is being typed.
fn what_if_lines(
    input: &FormInput<'_>,
    what_if: &WhatIf,
    typed: Option<&Interval>,
    width: usize,
    inset: usize,
) -> Vec<Line> {
    if what_if.bands.is_empty() {
        return Vec::new();
    }
    let (lang, catalogue) = (input.lang, input.catalogue);
    let thresholds = text::what_if_thresholds(catalogue, what_if, lang);
    let mut lines = paragraph(&[Span::new(Role::Dim, &thresholds)], width, inset, inset + 2);
    // Where nothing would change, the thresholds say all there is.
    if what_if.bands.len() > 1 {
        for (band, [figures, turns]) in what_if.bands.iter().zip(text::what_if_rows(catalogue, what_if, lang)) {
            let is_here = typed.is_some_and(|typed| !typed.intersect(&band.span).is_empty());
            let (sign, role) = if is_here { ("*", Role::Key) } else { (" ", Role::Dim) };
            let spans = [
                Span::new(role, &format!("{sign} {figures}{}", lang.pick("：", ": "))),
                Span::new(Role::Plain, &turns),
            ];
            lines.extend(paragraph(&spans, width, inset, inset + 4));
        }
    }
    lines
}

fn hint(field: &Field, lang: Lang) -> String {
    let mut text = field.help.clone();
    if let Some(source) = &field.source {
        text.push_str(&format!("{}{source}", lang.pick("。看：", ". See: ")));
    }
    match &field.kind {
        FieldKind::Number { unit, .. } => {
            let one = example(*unit);
            text.push_str(&match lang {
                Lang::Zh => format!("。写成 {one}、>= {one} 或 A..B；不知道按 ?"),
                Lang::En => format!(". Write {one}, >= {one} or A..B; ? for don't know"),
            });
        }
        FieldKind::Date => text.push_str(
            lang.pick("。写成 2016-03-05 或 2016-03；不知道按 ?", ". Write 2016-03-05 or 2016-03; ? for don't know"),
        ),
        FieldKind::Choices(_) => text.push_str(lang.pick("。空格勾选，Enter 确定", ". Space ticks, Enter is done")),
        FieldKind::Flag | FieldKind::Choice(_) => {}
    }
    text
}

fn tick_hint(input: &FormInput<'_>, subject: Subject) -> String {
    let node = input.program.criteria.nodes().iter().find(|node| node.kind.tick().map(Subject::Tick) == Some(subject));
    match node.map(|node| &node.kind) {
        Some(NodeKind::Judgement { hint, .. }) => hint.clone(),
        Some(NodeKind::External { standard, .. }) => {
            format!("{}{standard}", input.lang.pick("标准不在手册里：", "the standard is not in the handbook: "))
        }
        _ => String::new(),
    }
}
