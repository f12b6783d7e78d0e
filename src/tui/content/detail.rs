//! The detail pane: what a policy or a program is, what it brings, how to get it, with its sources.

mod page;

use super::form::verdict_mark;
use super::{Line, Role, Span};
use crate::domain::amount::{amount_text, amounts, out_of_stage, stage, stage_text};
use crate::domain::assess::Assessed;
use crate::domain::calendar::{Availability, AvailabilityState};
use crate::domain::catalogue::{Catalogue, ProgramId};
use crate::domain::expr::Facts;
use crate::domain::message::Lang;
use crate::domain::policy::{Contact, Intake, Policy, Program, Window};
use crate::report::{totals, words};

use page::{Page, cited};

/// What the pane shows.
#[derive(Clone, Copy)]
pub struct DetailInput<'a> {
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// The policy, by place.
    pub policy: usize,
    /// The program selected in it.
    pub program: Option<ProgramId>,
    /// What is known.
    pub facts: &'a Facts<'a>,
    /// How every program stands.
    pub standing: &'a dyn Fn(ProgramId) -> Option<&'a Assessed>,
    /// The language.
    pub lang: Lang,
}

/// The lines of the pane at a width.
#[must_use]
pub fn lines(input: &DetailInput<'_>, width: usize) -> Vec<Line> {
    let Some(policy) = input.catalogue.policy(input.policy) else {
        return Vec::new();
    };
    let mut page = Page { lines: Vec::new(), width, lang: input.lang };
    let program = input.program.and_then(|id| policy.programs.get(id.program).map(|program| (id, program)));
    if let Some((id, program)) = program {
        program_part(&mut page, input, id, program);
    }
    policy_part(&mut page, input, policy, program.is_some());
    page.lines
}

fn program_part(page: &mut Page, input: &DetailInput<'_>, id: ProgramId, program: &Program) {
    let lang = input.lang;
    page.text(Role::Title, &program.title);
    let applicants: Vec<&str> = program.applicants.iter().map(|applicant| applicant.label(lang)).collect();
    let applicants = applicants.join(lang.pick("、", ", "));
    page.push(&[Span::new(Role::Dim, lang.pick("申请主体：", "for: ")), Span::new(Role::Plain, &applicants)], 0, 2);
    if let Some(assessed) = (input.standing)(id) {
        let (sign, role) = verdict_mark(assessed.decision.eligibility);
        let verdict = format!("{sign} {}", assessed.decision.eligibility.label(lang));
        let spans = [
            Span::new(role, &verdict),
            Span::new(Role::Dim, " · "),
            Span::new(availability_role(&assessed.availability), &words::availability(&assessed.availability, lang)),
        ];
        page.push(&spans, 0, 2);
    }
    if let Some(summary) = &program.summary {
        page.lines.push(Line::default());
        page.text(Role::Plain, summary);
    }
    benefits(page, program, input.facts);
    intake(page, program);
    if !program.materials.is_empty() {
        page.heading("要交的材料", "papers to hand in");
        for material in &program.materials {
            let mut spans = vec![Span::new(Role::Plain, &material.text)];
            if material.optional {
                spans.push(Span::new(Role::Dim, lang.pick("（非必须）", " (optional)")));
            }
            if let Some(when) = &material.when {
                spans.push(Span::new(Role::Dim, &format!("（{when}）")));
            }
            spans.push(cited(&material.citation));
            page.bullet(spans);
        }
    }
    if !program.steps.is_empty() {
        page.heading("怎么办", "steps");
        for (place, step) in program.steps.iter().enumerate() {
            let number = format!("{}. ", place + 1);
            let spans = [Span::new(Role::Dim, &number), Span::new(Role::Plain, &step.text), cited(&step.citation)];
            page.push(&spans, 0, 3);
        }
    }
    relations(page, input, program);
    if !program.notes.is_empty() {
        page.heading("手册没说清的", "what the handbook leaves open");
        page.remarks(&program.notes);
    }
    contacts(page, &program.contacts);
    page.lines.push(Line::default());
}

/// What it brings on this day, and what it brings on another: a stage that is over or still to come.
fn benefits(page: &mut Page, program: &Program, facts: &Facts<'_>) {
    let lang = page.lang;
    page.heading("带来什么", "what it brings");
    for amount in amounts(program, facts) {
        let Some(benefit) = program.benefits.get(amount.benefit) else { continue };
        let mut spans = vec![Span::new(Role::Dim, &format!("{} ", amount.kind.label(lang)))];
        spans.push(Span::new(Role::Plain, &benefit.label));
        if let Some(figure) = amount_text(&amount, benefit, lang) {
            spans.push(Span::new(Role::Good, &format!("  {figure}")));
        }
        if !amount.certain {
            spans.push(Span::new(Role::Dim, lang.pick("（视情况）", " (depends)")));
        }
        if let Some(stage) = stage(benefit, facts.as_of) {
            spans.push(Span::new(Role::Open, &format!("  {}", stage_text(stage, lang))));
        }
        spans.push(cited(&benefit.citation));
        page.bullet(spans);
        if let Some(note) = &benefit.note {
            page.push(&[Span::new(Role::Dim, note)], 2, 2);
        }
    }
    for (place, stage) in out_of_stage(program, facts) {
        let Some(benefit) = program.benefits.get(place) else { continue };
        let when = format!("  {}", stage_text(stage, lang));
        page.bullet(vec![
            Span::new(Role::Dim, &format!("{} {}", benefit.kind.label(lang), benefit.label)),
            Span::new(Role::Bad, &when),
            cited(&benefit.citation),
        ]);
    }
}

/// How the program bears on others, each of which stands below with its sign.
fn relations(page: &mut Page, input: &DetailInput<'_>, program: &Program) {
    if program.relations.is_empty() {
        return;
    }
    let lang = page.lang;
    page.heading("与其他事项", "other programs");
    for relation in &program.relations {
        let within = words::within(relation, lang);
        let kind = format!("{}{within} ", relation.kind.label(lang));
        let spans = vec![Span::new(Role::Open, &kind), Span::new(Role::Plain, &relation.text)];
        page.bullet([spans, vec![cited(&relation.citation)]].concat());
        // A program that is still to be entered has nothing but its name.
        let known: Vec<String> = relation.ids.iter().map(|id| input.catalogue.reference(*id)).collect();
        for name in relation.with.iter().filter(|name| !known.contains(name)) {
            page.push(&[Span::new(Role::Dim, "… "), Span::new(Role::Plain, name)], 2, 4);
        }
        for id in &relation.ids {
            let Some(assessed) = (input.standing)(*id) else { continue };
            let (sign, role) = verdict_mark(assessed.decision.eligibility);
            let verdict = format!("  {}", assessed.decision.eligibility.label(lang));
            let named = totals::named(input.catalogue, *id);
            let spans =
                [Span::new(role, &format!("{sign} ")), Span::new(Role::Plain, &named), Span::new(role, &verdict)];
            page.push(&spans, 2, 4);
        }
    }
}

fn intake(page: &mut Page, program: &Program) {
    let Intake::Windows(windows) = &program.intake else { return };
    page.heading("申报时间", "windows");
    for window in windows {
        let mut spans = vec![Span::new(Role::Plain, &window_text(window, page.lang))];
        if let Some(note) = &window.note {
            spans.push(Span::new(Role::Dim, &format!("  {note}")));
        }
        spans.push(cited(&window.citation));
        page.bullet(spans);
    }
}

fn window_text(window: &Window, lang: Lang) -> String {
    match (window.from, window.to) {
        (Some(from), Some(to)) => format!("{from} {} {to}", lang.pick("至", "to")),
        (Some(from), None) => format!("{} {from}", lang.pick("开始于", "from")),
        (None, Some(to)) => format!("{} {to}", lang.pick("截止", "until")),
        (None, None) => lang.pick("未载明", "unstated").to_owned(),
    }
}

fn policy_part(page: &mut Page, input: &DetailInput<'_>, policy: &Policy, below_program: bool) {
    let lang = input.lang;
    if below_program {
        page.text(Role::Heading, lang.pick("所属政策", "its policy"));
    }
    page.text(if below_program { Role::Plain } else { Role::Title }, &policy.title);
    let no = policy.no;
    let page_no = policy.page;
    let place = match lang {
        Lang::Zh => {
            format!("第 {no} 项 · {} · {} · 第 {page_no} 页", policy.level.label(lang), policy.kind.label(lang))
        }
        Lang::En => format!("no. {no} · {} · {} · page {page_no}", policy.level.label(lang), policy.kind.label(lang)),
    };
    page.text(Role::Dim, &place);
    page.list("文号：", "number: ", &policy.document_numbers);
    page.list("部门：", "agencies: ", &policy.agencies);
    let dates: Vec<String> = [
        (lang.pick("发布", "issued"), policy.dates.issued),
        (lang.pick("施行", "effective"), policy.dates.effective),
        (lang.pick("有效至", "expires"), policy.dates.expires),
    ]
    .into_iter()
    .filter_map(|(word, date)| date.map(|date| format!("{word} {date}")))
    .collect();
    page.list("日期：", "dates: ", &dates);
    page.lines.push(Line::default());
    page.text(Role::Plain, &policy.summary);
    if policy.programs_pending {
        page.lines.push(Line::default());
        page.text(
            Role::Open,
            lang.pick(
                "这项政策的事项还没有录入，条件请看手册原文。",
                "The programs of this policy are not entered yet: see the handbook for its conditions.",
            ),
        );
    }
    if !below_program && !policy.programs.is_empty() {
        page.heading("可办的事项", "programs");
        for (place, program) in policy.programs.iter().enumerate() {
            let id = ProgramId { policy: input.policy, program: place };
            let Some(assessed) = (input.standing)(id) else { continue };
            let (sign, role) = verdict_mark(assessed.decision.eligibility);
            let standing = format!("  {}", assessed.decision.eligibility.label(lang));
            page.push(
                &[
                    Span::new(role, &format!("{sign} ")),
                    Span::new(Role::Plain, &program.title),
                    Span::new(role, &standing),
                ],
                0,
                2,
            );
        }
    }
    if !policy.points.is_empty() {
        page.heading("要点", "points");
        page.remarks(&policy.points);
    }
    if !policy.notes.is_empty() {
        page.heading("须留意", "mind");
        page.remarks(&policy.notes);
    }
    if !policy.errata.is_empty() {
        page.heading("手册勘误", "misprints");
        for erratum in &policy.errata {
            let text = format!("“{}” → “{}”", erratum.printed, erratum.meant);
            let note = erratum.note.as_ref().map(|note| format!("  {note}")).unwrap_or_default();
            page.bullet(vec![Span::new(Role::Plain, &text), Span::new(Role::Dim, &note)]);
        }
    }
    contacts(page, &policy.contacts);
    page.list("依据：", "rests on: ", &policy.basis);
    for link in &policy.links {
        page.push(&[Span::new(Role::Dim, &format!("{} ", link.label)), Span::new(Role::Plain, &link.url)], 0, 2);
    }
}

fn contacts(page: &mut Page, contacts: &[Contact]) {
    if contacts.is_empty() {
        return;
    }
    page.heading("找谁问", "contacts");
    for contact in contacts {
        let parts = [&contact.office, &contact.phone, &contact.email, &contact.address];
        let text: Vec<&str> = parts.into_iter().filter_map(|part| part.as_deref()).collect();
        page.bullet(vec![Span::new(Role::Plain, &text.join("  "))]);
    }
}

/// The look of an availability.
#[must_use]
pub fn availability_role(availability: &Availability) -> Role {
    match availability.state {
        AvailabilityState::Open | AvailabilityState::Rolling => Role::Good,
        AvailabilityState::Upcoming | AvailabilityState::Awaiting => Role::Open,
        AvailabilityState::Closed | AvailabilityState::Expired => Role::Bad,
        AvailabilityState::Unstated => Role::Dim,
    }
}
