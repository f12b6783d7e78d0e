//! The match screen: a row for every program, and what the chosen ones bring together.
//!
//! A row has columns for sign, number and name, availability, how far the client is, and what it brings.
//! Where they do not all fit, whole columns are left out, and the foot of the list says all of it for the
//! selected program.

use super::detail::availability_role;
use super::form::verdict_mark;
use super::{Line, Role, Span, paragraph, two_sided};
use crate::domain::amount::{Amount, amounts};
use crate::domain::assess::Assessed;
use crate::domain::blame::causes;
use crate::domain::catalogue::{Catalogue, ProgramId};
use crate::domain::criterion::Node;
use crate::domain::decide::{Counts, Eligibility};
use crate::domain::explain::explain;
use crate::domain::expr::Facts;
use crate::domain::message::Lang;
use crate::domain::policy::{Policy, Program};
use crate::report::brings::brings;
use crate::report::{totals, words};
use crate::text::Widths;
use crate::tui::model::matching::{Entry, Matching};
use crate::tui::model::session::Session;

/// Sign of choice, sign of the verdict, number.
const HEAD: usize = 7;
/// Blanks between two columns.
const GAP: usize = 2;
/// The longest names of programs; a longer one is cut with a sign.
const WIDEST_NAME: usize = 32;
/// The longest counts: `✓17 ✗12 ?20`.
const COUNTS: usize = 11;
/// With less room than this a figure or a reason says too little.
const LEAST_ROOM: usize = 14;
/// From this width on, both what stands in the way and what it brings have columns.
const WIDE: usize = 100;

/// What the screen is made of.
#[derive(Clone, Copy)]
pub struct MatchInput<'a> {
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// The client.
    pub session: &'a Session,
    /// The list and the choice.
    pub matching: &'a Matching,
    /// The language.
    pub lang: Lang,
}

/// One program with how it stands, of which a row says only so much.
struct Stood<'a> {
    policy: &'a Policy,
    program: &'a Program,
    assessed: &'a Assessed,
    facts: Facts<'a>,
    amounts: Vec<Amount>,
    lang: Lang,
}

impl<'a> Stood<'a> {
    fn of(input: &MatchInput<'a>, id: ProgramId) -> Option<Stood<'a>> {
        let (policy, program) = input.catalogue.program(id)?;
        let facts = input.session.facts(input.catalogue);
        let assessed = input.session.assessment().get(id)?;
        Some(Stood { policy, program, assessed, facts, amounts: amounts(program, &facts), lang: input.lang })
    }

    fn eligibility(&self) -> Eligibility {
        self.assessed.decision.eligibility
    }

    fn brings(&self) -> String {
        brings(self.program, &self.amounts, &self.facts, self.lang)
    }

    /// The smallest set of criteria whose change would lift an *ineligible*, each with what `gap` says of
    /// it.
    fn cause(&self, gap: impl Fn(&Node) -> Option<String>) -> String {
        let criteria = &self.program.criteria;
        let sets = causes(criteria, &self.assessed.decision.statuses, &self.facts);
        let nodes = sets.first().into_iter().flatten().filter_map(|place| criteria.nodes().get(*place));
        let labels = nodes.map(|node| match gap(node) {
            Some(gap) => format!("{}{}{gap}", node.label, self.lang.pick("，", ", ")),
            None => node.label.clone(),
        });
        labels.collect::<Vec<_>>().join(self.lang.pick(" 且 ", " and "))
    }

    /// What stands in the way of the client: why not, else how many criteria are met, failed and open.
    fn in_the_way(&self) -> (Role, String) {
        match self.eligibility() {
            Eligibility::Reference => (Role::Dim, String::new()),
            Eligibility::Ineligible => (Role::Bad, self.cause(|_| None)),
            _ => {
                let Counts { met, failed, open, .. } = self.assessed.decision.counts;
                (Role::Dim, format!("✓{met} ✗{failed} ?{open}"))
            }
        }
    }

    /// What kinds of things a program without figures brings.
    fn kinds(&self) -> String {
        let mut kinds: Vec<&str> = self.amounts.iter().map(|amount| amount.kind.label(self.lang)).collect();
        kinds.dedup();
        match kinds.is_empty() {
            true => self.lang.pick("没有列明带来什么", "nothing is named that it brings").to_owned(),
            false => kinds.join(self.lang.pick("、", ", ")),
        }
    }
}

/// How many programs have each verdict: `符合 1 · 初步符合 11 · …`.
#[must_use]
pub fn counts(input: &MatchInput<'_>) -> Vec<Span> {
    let mut spans = Vec::new();
    for row in input.matching.rows() {
        let Entry::Group(group, count) = row else { continue };
        if !spans.is_empty() {
            spans.push(Span::new(Role::Dim, " · "));
        }
        let (_, role) = verdict_mark(*group);
        spans.push(Span::new(role, &format!("{} {count}", group.label(input.lang))));
    }
    spans
}

/// The line of a row at a width.
#[must_use]
pub fn row(input: &MatchInput<'_>, entry: Entry, width: usize) -> Line {
    match entry {
        Entry::Group(group, count) => {
            let label = group.label(input.lang);
            let text = input.lang.pick(format!("{label}（{count}）"), format!("{label} ({count})"));
            Line::of(Role::Heading, &text)
        }
        Entry::Program(id) => {
            let is_chosen = input.matching.chosen().contains(&id);
            Stood::of(input, id).map(|stood| program(&stood, is_chosen, width)).unwrap_or_default()
        }
    }
}

fn program(stood: &Stood<'_>, is_chosen: bool, width: usize) -> Line {
    let (lang, widths) = (stood.lang, Widths::default());
    let (sign, role) = verdict_mark(stood.eligibility());
    let chosen = if is_chosen { "+" } else { " " };
    let no = stood.policy.no;
    let name_width = (width * 2 / 5).saturating_sub(HEAD).clamp(20, WIDEST_NAME);
    let name = widths.fit(stood.program.name(), name_width);
    let mut cells = Cells { spans: Vec::new(), room: width };
    cells.push(Role::Key, chosen);
    cells.push(role, &format!("{sign} "));
    cells.push(Role::Dim, &format!("{no:>3} "));
    cells.push(Role::Plain, &name);
    let short = words::availability_short(&stood.assessed.availability, lang);
    let availability = (availability_role(&stood.assessed.availability), short);
    let availability_width = lang.pick(19, 23);
    let brings = (Role::Good, stood.brings());
    let way = stood.in_the_way();
    let is_out = stood.eligibility() == Eligibility::Ineligible;
    let rest = cells.room.saturating_sub(GAP + availability_width + GAP);
    if rest < LEAST_ROOM {
        // Room for one thing: why not, or when.
        cells.column(if is_out { &way } else { &availability }, usize::MAX);
    } else if width < WIDE {
        cells.column(&availability, availability_width);
        let both = widths.of(&way.1).max(COUNTS) + GAP + widths.of(&brings.1);
        if brings.1.is_empty() || is_out {
            cells.column(&way, usize::MAX);
        } else if both + GAP <= cells.room {
            cells.column(&way, COUNTS);
            cells.column(&brings, usize::MAX);
        } else {
            cells.column(&brings, usize::MAX);
        }
    } else {
        cells.column(&availability, availability_width);
        let half = cells.room.saturating_sub(GAP) / 2;
        cells.column(&way, half);
        cells.column(&brings, usize::MAX);
    }
    Line { spans: cells.spans }
}

/// Pieces from the left, and the room that is left beside them.
struct Cells {
    spans: Vec<Span>,
    room: usize,
}

impl Cells {
    fn push(&mut self, role: Role, text: &str) {
        let span = Span::new(role, text);
        self.room = self.room.saturating_sub(Widths::default().of(&span.text));
        self.spans.push(span);
    }

    /// A column behind a gap, as wide as asked or as there is room; a longer text is cut with a sign.
    fn column(&mut self, (role, text): &(Role, String), width: usize) {
        let width = width.min(self.room.saturating_sub(GAP));
        self.push(Role::Plain, &" ".repeat(GAP));
        self.push(*role, &Widths::default().fit(text, width));
    }
}

/// All that a row says of the selected program, and by how much it fails, for the foot of the list.
#[must_use]
pub fn about(input: &MatchInput<'_>) -> Vec<Span> {
    let Some(stood) = input.matching.selected().and_then(|id| Stood::of(input, id)) else { return Vec::new() };
    let way = match stood.eligibility() {
        verdict @ Eligibility::Reference => verdict.label(input.lang).to_owned(),
        Eligibility::Ineligible => stood.cause(|node| explain(node, &stood.facts, input.lang).gap),
        _ => words::counts(&stood.assessed.decision.counts, input.lang),
    };
    let figures = stood.brings();
    let brings = if figures.is_empty() { stood.kinds() } else { figures };
    vec![Span::new(Role::Plain, &way), Span::new(Role::Dim, " · "), Span::new(Role::Good, &brings)]
}

/// The lines of the total at a width.
#[must_use]
pub fn total(input: &MatchInput<'_>, width: usize) -> Vec<Line> {
    let (lang, total) = (input.lang, input.matching.total());
    let mut lines = Vec::new();
    let chosen = input.matching.chosen().len();
    let of = match (chosen, total.kept.is_empty() && total.left_out.is_empty()) {
        (0, true) => lang.pick(
            "还没有符合或初步符合的事项。按 Space 选入要合计的。",
            "Nothing is eligible or likely yet. Space adds a program.",
        ),
        (0, false) => lang.pick("没有选定：算全部符合和初步符合的", "none chosen: all eligible and likely ones"),
        _ => "",
    };
    let chosen_text =
        lang.pick(format!("选了 {chosen} 项（Delete 取消全部选择）"), format!("{chosen} chosen (Delete chooses none)"));
    let of = if of.is_empty() { &chosen_text } else { of };
    lines.extend(paragraph(&[Span::new(Role::Dim, of)], width, 0, 0));
    for [what, figure] in totals::figures(total, lang) {
        lines.extend(two_sided(vec![Span::new(Role::Plain, &what)], vec![Span::new(Role::Good, &figure)], width, 2));
    }
    for note in totals::notes(total, lang) {
        lines.extend(paragraph(&[Span::new(Role::Plain, &note)], width, 0, 0));
    }
    for (title, items) in totals::lists(input.catalogue, total, lang) {
        lines.push(Line::default());
        lines.push(Line::of(Role::Heading, title));
        for item in items {
            lines.extend(paragraph(&[Span::new(Role::Dim, "- "), Span::new(Role::Plain, &item)], width, 0, 2));
        }
    }
    lines
}
