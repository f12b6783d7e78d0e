//! The form: a program's criteria with marks, what is needed, what is there, and the editor in place.

use super::editor::editor_lines;
use super::{Line, Role, Span, paragraph, two_sided};
use crate::domain::blame;
use crate::domain::catalogue::Catalogue;
use crate::domain::criterion::{Criteria, Node, NodeKind};
use crate::domain::decide::{Decision, Eligibility, Status};
use crate::domain::explain::explain;
use crate::domain::expr::{Facts, Value};
use crate::domain::field::{Field, FieldId};
use crate::domain::message::Lang;
use crate::domain::number::{Unit, show};
use crate::domain::policy::Program;
use crate::domain::what_if::WhatIf;
use crate::report::words;
use crate::tui::model::editor::Editor;
use crate::tui::model::form::Spot;

/// One row of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormRow {
    /// What the cursor can stand on; none for the heading of a group.
    pub spot: Option<Spot>,
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
    /// The program.
    pub program: &'a Program,
    /// How its criteria stand.
    pub decision: &'a Decision,
    /// What is known.
    pub facts: &'a Facts<'a>,
    /// The selected row, when the form has the focus.
    pub selected: Option<Spot>,
    /// The open editor of the selected row.
    pub editor: Option<&'a Editor>,
    /// What other figures would change, where the editor asks for a number.
    pub what_if: Option<&'a WhatIf>,
    /// The language.
    pub lang: Lang,
}

/// Every row that the cursor can stand on, in order: the criteria, then what only the amounts need.
#[must_use]
pub fn spots(program: &Program, catalogue: &Catalogue) -> Vec<Spot> {
    let criteria = program.criteria.leaves().map(|(place, _)| Spot::Criterion(place));
    criteria.chain(figures(program, catalogue).into_iter().map(Spot::Figure)).collect()
}

/// The fields that the amounts need and no criterion asks for, each once.
#[must_use]
pub fn figures(program: &Program, catalogue: &Catalogue) -> Vec<FieldId> {
    let asked: Vec<FieldId> = program.criteria.nodes().iter().flat_map(|node| node.fields.iter().copied()).collect();
    let asked = editable_fields(&asked, catalogue);
    let mut found: Vec<FieldId> = Vec::new();
    for field in program.benefit_fields() {
        if !asked.contains(&field) && !found.contains(&field) {
            found.push(field);
        }
    }
    found
}

/// The rows of the form at a width.
#[must_use]
pub fn rows(input: &FormInput<'_>, width: usize) -> Vec<FormRow> {
    let criteria = &input.program.criteria;
    let causes = blame::causes(criteria, &input.decision.statuses, input.facts).concat();
    let mut rows = Vec::new();
    for (place, node) in criteria.nodes().iter().enumerate() {
        let Some(status) = input.decision.statuses.get(place).copied() else { continue };
        if node.is_leaf() {
            rows.push(criterion(input, place, node, status, causes.contains(&place), width));
        } else if place > 0 && !node.label.is_empty() {
            rows.push(group(input, place, node, status, width));
        }
    }
    let figures = figures(input.program, input.catalogue);
    if !figures.is_empty() {
        let text = input.lang.pick("算金额还要的数", "figures for the amounts");
        rows.push(FormRow { spot: None, lines: vec![Line::default(), Line::of(Role::Heading, text)], caret: None });
        rows.extend(figures.into_iter().filter_map(|id| figure(input, id, width)));
    }
    rows
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
        Eligibility::Likely => ("~", Role::Likely),
        Eligibility::Undecided => ("?", Role::Open),
        Eligibility::Ineligible => ("✗", Role::Bad),
        Eligibility::Reference => ("-", Role::Dim),
    }
}

/// A group's heading with how far it is: `三选一  0/3`.
fn group(input: &FormInput<'_>, place: usize, node: &Node, status: Status, width: usize) -> FormRow {
    let indent = 2 * indent_of(&input.program.criteria, place);
    let (sign, role) = mark(status);
    let left = vec![Span::new(role, &format!("{}{sign} ", " ".repeat(indent))), Span::new(Role::Heading, &node.label)];
    let progress = progress(input, place, status, &node.kind).unwrap_or_default();
    let lines = two_sided(left, vec![Span::new(Role::Dim, &progress)], width, indent + 2);
    FormRow { spot: None, lines, caret: None }
}

fn criterion(
    input: &FormInput<'_>,
    place: usize,
    node: &Node,
    status: Status,
    is_cause: bool,
    width: usize,
) -> FormRow {
    let indent = 2 * indent_of(&input.program.criteria, place);
    let lang = input.lang;
    // Only what stands in the way is marked as strongly; a route not taken has failed and matters to nobody.
    let (sign, role) = match mark(status) {
        (sign, Role::Bad) if !is_cause => (sign, Role::Dim),
        marked => marked,
    };
    let text_role = if status == Status::Moot { Role::Dim } else { Role::Plain };
    let mut left = vec![Span::new(role, &format!("{}{sign} ", " ".repeat(indent))), Span::new(text_role, &node.label)];
    if is_cause {
        left.push(Span::new(Role::Bad, lang.pick(" 卡点", " in the way")));
    }
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
        right.push(Span::new(role, &format!(" {gap}")));
    }
    let mut lines = two_sided(left, right, width, indent + 2);
    let spot = Spot::Criterion(place);
    let mut caret = None;
    if input.selected == Some(spot) {
        let inset = indent + 2;
        if let Some(editor) = input.editor {
            caret = editor_lines(input, editor, width, inset, &mut lines);
        } else {
            lines.extend(about(input, node, &explanation.need, width, inset));
        }
    }
    FormRow { spot: Some(spot), lines, caret }
}

/// The figure that the formula of a field comes to, if it comes to one.
fn worked_out(input: &FormInput<'_>, id: FieldId, field: &Field) -> Option<String> {
    field.derived()?;
    match input.facts.number(id) {
        Value::Known(figures) => figures.single().map(|figure| show(figure, field.unit().unwrap_or(Unit::Bare))),
        Value::NotApplicable => None,
    }
}

/// A field that only an amount needs.
fn figure(input: &FormInput<'_>, id: FieldId, width: usize) -> Option<FormRow> {
    let field = input.catalogue.fields.get(id)?;
    let lang = input.lang;
    let given = input.facts.profile.answer(id).map(|answer| answer.display(field, lang));
    // What a formula says counts until another figure is given, so it is shown as what it is.
    let (sign, role, right) = match (given, worked_out(input, id, field)) {
        (Some(given), _) => ("·", Role::Plain, given),
        (None, Some(figure)) => {
            let how = lang.pick("按公式，可改", "by its formula, can be changed");
            ("·", Role::Plain, lang.pick(format!("{figure}（{how}）"), format!("{figure} ({how})")))
        }
        (None, None) => ("?", Role::Open, lang.pick("待补", "open").to_owned()),
    };
    let left = vec![Span::new(role, &format!("{sign} ")), Span::new(Role::Plain, &field.label)];
    let mut lines = two_sided(left, vec![Span::new(role, &right)], width, 2);
    let spot = Spot::Figure(id);
    let caret = match input.editor.filter(|_| input.selected == Some(spot)) {
        Some(editor) => editor_lines(input, editor, width, 2, &mut lines),
        None => None,
    };
    Some(FormRow { spot: Some(spot), lines, caret })
}

/// How many labelled groups a node stands in.
fn indent_of(criteria: &Criteria, place: usize) -> usize {
    let holds = |(at, node): &(usize, &Node)| {
        *at > 0 && *at < place && place < node.end && !node.is_leaf() && !node.label.is_empty()
    };
    criteria.nodes().iter().enumerate().filter(holds).count()
}

/// How far a group is.
fn progress(input: &FormInput<'_>, place: usize, status: Status, kind: &NodeKind) -> Option<String> {
    let children: Vec<usize> = input.program.criteria.children(place).collect();
    let met = children.iter().filter(|child| input.decision.statuses.get(**child) == Some(&Status::Met)).count();
    words::progress(kind, status, met, children.len(), input.lang)
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
