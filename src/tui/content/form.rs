//! The form: a program's criteria with marks, what is needed, what is there, and the editor in place.

use super::{Line, Role, Span, paragraph, two_sided};
use crate::domain::catalogue::Catalogue;
use crate::domain::criterion::{Criteria, Node, NodeKind};
use crate::domain::decide::{Decision, Eligibility, Status};
use crate::domain::explain::explain;
use crate::domain::expr::Facts;
use crate::domain::field::{Field, FieldId, FieldKind};
use crate::domain::message::Lang;
use crate::domain::number::example;
use crate::report::words;
use crate::tui::model::editor::{Editor, Mode};
use crate::tui::model::session::Subject;

/// One row of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormRow {
    /// The place of its node in the criteria.
    pub place: usize,
    /// Whether the cursor can stand on it.
    pub is_leaf: bool,
    /// Its lines.
    pub lines: Vec<Line>,
    /// Where the caret stands in an open editor: line within the row, and cell.
    pub caret: Option<(usize, usize)>,
}

/// Everything that the form shows about one program.
#[derive(Clone, Copy)]
pub struct FormInput<'a> {
    /// The vocabulary and the catalogue.
    pub catalogue: &'a Catalogue,
    /// The program's criteria.
    pub criteria: &'a Criteria,
    /// How they stand.
    pub decision: &'a Decision,
    /// What is known.
    pub facts: &'a Facts<'a>,
    /// The selected row's node, when the form has the focus.
    pub selected: Option<usize>,
    /// The open editor of the selected row.
    pub editor: Option<&'a Editor>,
    /// The language.
    pub lang: Lang,
}

/// Which nodes have a row: every leaf, and every group that has something to say.
#[must_use]
pub fn row_places(criteria: &Criteria) -> Vec<usize> {
    let nodes = criteria.nodes().iter().enumerate();
    nodes
        .filter(|(place, node)| node.is_leaf() || (*place > 0 && !node.label.is_empty()))
        .map(|(place, _)| place)
        .collect()
}

/// The rows of the form at a width.
#[must_use]
pub fn rows(input: &FormInput<'_>, width: usize) -> Vec<FormRow> {
    let nodes = input.criteria.nodes();
    row_places(input.criteria)
        .into_iter()
        .filter_map(|place| {
            let node = nodes.get(place)?;
            let status = *input.decision.statuses.get(place)?;
            Some(row(input, place, node, status, width))
        })
        .collect()
}

/// The sign and look of a status. Only signs that are one cell wide everywhere carry meaning.
#[must_use]
pub fn mark(status: Status) -> (&'static str, Role) {
    let role = match status {
        Status::Met => Role::Good,
        Status::Failed => Role::Bad,
        Status::Unknown => Role::Open,
        Status::Moot => Role::Dim,
    };
    (words::mark(status), role)
}

/// The sign and look of a verdict.
#[must_use]
pub fn verdict_mark(eligibility: Eligibility) -> (&'static str, Role) {
    match eligibility {
        Eligibility::Eligible => ("✓", Role::Good),
        Eligibility::Likely => ("✓", Role::Likely),
        Eligibility::Undecided => ("?", Role::Open),
        Eligibility::Ineligible => ("✗", Role::Bad),
        Eligibility::Reference => ("-", Role::Dim),
    }
}

fn row(input: &FormInput<'_>, place: usize, node: &Node, status: Status, width: usize) -> FormRow {
    let indent = 2 * indent_of(input.criteria, place);
    let (sign, role) = mark(status);
    let text_role = if status == Status::Moot { Role::Dim } else { Role::Plain };
    let lang = input.lang;
    let mut left = vec![Span::new(role, &format!("{}{sign} ", " ".repeat(indent)))];
    if !node.is_leaf() {
        left.push(Span::new(Role::Heading, &node.label));
        let progress = progress(input, place, &node.kind).unwrap_or_default();
        let lines = two_sided(left, vec![Span::new(Role::Dim, &progress)], width, indent + 2);
        return FormRow { place, is_leaf: false, lines, caret: None };
    }
    left.push(Span::new(text_role, &node.label));
    if node.soft {
        left.push(Span::new(Role::Dim, lang.pick(" 原则上", " in principle")));
    }
    let explanation = explain(node, input.facts, lang);
    let mut right = Vec::new();
    match status {
        Status::Unknown if explanation.have.is_empty() => {
            right.push(Span::new(Role::Open, lang.pick("待补", "open")));
        }
        Status::Moot if explanation.have.is_empty() => {
            right.push(Span::new(Role::Dim, lang.pick("已无影响", "no matter")));
        }
        _ => right.push(Span::new(if status == Status::Met { Role::Plain } else { role }, &explanation.have)),
    }
    if let Some(gap) = &explanation.gap {
        right.push(Span::new(Role::Bad, &format!(" {gap}")));
    }
    let mut lines = two_sided(left, right, width, indent + 2);
    let mut caret = None;
    if input.selected == Some(place) {
        let inset = indent + 2;
        if let Some(editor) = input.editor {
            caret = editor_lines(input, editor, width, inset, &mut lines);
        } else {
            lines.extend(about(input, node, &explanation.need, width, inset));
        }
    }
    FormRow { place, is_leaf: true, lines, caret }
}

/// How many labelled groups a node stands in.
fn indent_of(criteria: &Criteria, place: usize) -> usize {
    let holds = |(at, node): &(usize, &Node)| {
        *at > 0 && *at < place && place < node.end && !node.is_leaf() && !node.label.is_empty()
    };
    criteria.nodes().iter().enumerate().filter(holds).count()
}

/// How far a group is: `0/3`, or `1/3 需 2`.
fn progress(input: &FormInput<'_>, place: usize, kind: &NodeKind) -> Option<String> {
    let children: Vec<usize> = input.criteria.children(place).collect();
    let met = children.iter().filter(|child| input.decision.statuses.get(**child) == Some(&Status::Met)).count();
    let total = children.len();
    match kind {
        NodeKind::AtLeast(needed) => {
            let word = input.lang.pick("需", "need");
            Some(format!("{met}/{total} {word} {needed}"))
        }
        NodeKind::All | NodeKind::Any => Some(format!("{met}/{total}")),
        NodeKind::Not | NodeKind::Test(_) | NodeKind::Judgement { .. } | NodeKind::External { .. } => None,
    }
}

/// What the selected row says beneath itself: the need, the citation, the fields behind it.
fn about(input: &FormInput<'_>, node: &Node, need: &str, width: usize, inset: usize) -> Vec<Line> {
    let lang = input.lang;
    let mut lines = Vec::new();
    let mut say = |label: &str, text: &str| {
        if !text.is_empty() {
            let spans = [Span::new(Role::Dim, label), Span::new(Role::Plain, text)];
            lines.extend(paragraph(&spans, width, inset, inset + 2));
        }
    };
    let need_label = match node.kind {
        NodeKind::Judgement { .. } => lang.pick("由人判断：", "to be judged: "),
        NodeKind::External { .. } => lang.pick("手册未印标准：", "standard not in the handbook: "),
        _ => lang.pick("要求：", "need: "),
    };
    say(need_label, need);
    let at = node.citation.at.as_deref().unwrap_or("");
    let anchor = node.citation.anchor.as_deref().unwrap_or("");
    say(lang.pick("依据：", "source: "), &format!("{at} 「{anchor}」"));
    if let Some(note) = &node.note {
        say(lang.pick("说明：", "note: "), note);
    }
    let fields = editable_fields(&node.fields, input.catalogue);
    if fields.len() > 1 {
        for id in fields {
            if let Some(field) = input.catalogue.fields.get(id) {
                let known = input.facts.profile.answer(id);
                let text = known.map_or_else(|| lang.pick("未填", "not asked").to_owned(), |a| a.display(field, lang));
                say(&format!("{}：", field.label), &text);
            }
        }
    }
    lines
}

/// The fields that can be filled for a criterion: its own, and behind a derived one those of its
/// formula.
#[must_use]
pub fn editable_fields(fields: &[FieldId], catalogue: &Catalogue) -> Vec<FieldId> {
    let mut found: Vec<FieldId> = Vec::new();
    let mut waiting: Vec<FieldId> = fields.iter().rev().copied().collect();
    while let Some(id) = waiting.pop() {
        if found.contains(&id) {
            continue;
        }
        found.push(id);
        let inputs = catalogue.fields.get(id).and_then(Field::derived).map(|formula| formula.fields());
        waiting.extend(inputs.unwrap_or_default().into_iter().rev());
    }
    found
}

/// The open editor beneath its row; gives the place of the caret.
fn editor_lines(
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
    caret
}

/// What is shown of a typed line: the text before the caret, and all of it that fits.
fn visible(line: &tui_input::Input, room: usize) -> (String, String) {
    let skip = line.visual_scroll(room);
    let widths = crate::text::Widths::default();
    let text = line.value();
    let hidden = widths.prefix(text, skip).len();
    let rest = text.get(hidden..).unwrap_or("");
    let caret: String = text.chars().take(line.cursor()).collect();
    let before = caret.get(hidden..).unwrap_or("").to_owned();
    (before, widths.prefix(rest, room).to_owned())
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
    let node = input.criteria.nodes().iter().find(|node| node.kind.tick().map(Subject::Tick) == Some(subject));
    match node.map(|node| &node.kind) {
        Some(NodeKind::Judgement { hint, .. }) => hint.clone(),
        Some(NodeKind::External { standard, .. }) => {
            format!("{}{standard}", input.lang.pick("标准不在手册里：", "the standard is not in the handbook: "))
        }
        _ => String::new(),
    }
}
