//! The compare screen: what changes for the client on another day, program by program.

use super::{Line, Role, Span, paragraph};
use crate::domain::assess::facts;
use crate::domain::catalogue::Catalogue;
use crate::domain::compare::{Change, Comparison};
use crate::domain::expr::Facts;
use crate::domain::message::Lang;
use crate::domain::profile::Profile;
use crate::report::{changes, totals};

/// A heading, or one program with its reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeRow {
    /// Which change; `None` for a heading.
    pub change: Option<usize>,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// The rows of the screen at a width.
#[must_use]
pub fn rows(
    catalogue: &Catalogue,
    profile: &Profile,
    comparison: &Comparison,
    width: usize,
    lang: Lang,
) -> Vec<ChangeRow> {
    if comparison.changes.is_empty() {
        let text = lang.pick("这两天之间没有变化", "nothing changes between the two days");
        return vec![ChangeRow { change: None, lines: vec![Line::of(Role::Dim, text)] }];
    }
    let days = (facts(catalogue, profile, comparison.from), facts(catalogue, profile, comparison.to));
    let rest = comparison.changes.iter().filter(|change| !change.bears_on_the_client()).count();
    let first_of_rest = comparison.changes.len() - rest;
    let mut rows = Vec::new();
    for (place, change) in comparison.changes.iter().enumerate() {
        if rest > 0 && place == first_of_rest {
            let text = lang.pick(
                format!("前后都不符合，只是期限或金额有变化（{rest}）"),
                format!("ineligible on both days, only their dates or amounts change ({rest})"),
            );
            let heading = paragraph(&[Span::new(Role::Heading, &text)], width, 0, 0);
            rows.push(ChangeRow { change: None, lines: heading });
        }
        rows.push(ChangeRow { change: Some(place), lines: lines(catalogue, change, (&days.0, &days.1), width, lang) });
    }
    rows
}

/// Headline, reasons, and an empty line.
fn lines(
    catalogue: &Catalogue,
    change: &Change,
    days: (&Facts<'_>, &Facts<'_>),
    width: usize,
    lang: Lang,
) -> Vec<Line> {
    let name = totals::named(catalogue, change.id);
    let head = [Span::new(Role::Title, &format!("{name}  ")), Span::new(Role::Open, &changes::headline(change, lang))];
    let mut lines = paragraph(&head, width, 0, 2);
    for reason in changes::reasons(catalogue, change, days, lang) {
        lines.extend(paragraph(&[Span::new(Role::Dim, "- "), Span::new(Role::Plain, &reason)], width, 2, 4));
    }
    lines.push(Line::default());
    lines
}
