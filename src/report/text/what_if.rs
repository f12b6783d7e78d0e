//! What if a figure were another one: its bands, and the verdicts that would change in each.

use std::io;

use rust_decimal::Decimal;

use crate::domain::catalogue::{Catalogue, ProgramId};
use crate::domain::field::Field;
use crate::domain::interval::{End, Interval};
use crate::domain::message::Lang;
use crate::domain::number::{Unit, show};
use crate::domain::what_if::{Band, Turn, WhatIf};
use crate::report::page::Page;
use crate::report::words;

/// The bands as a table under a heading.
///
/// # Errors
/// What the writer says.
pub fn what_if(page: &mut Page<'_>, catalogue: &Catalogue, what_if: &WhatIf) -> io::Result<()> {
    let lang = page.lang;
    let label = catalogue.fields.get(what_if.field).map_or("", |field| field.label.as_str());
    page.heading(&match lang {
        Lang::Zh => format!("假如“{label}”是别的数"),
        Lang::En => format!("What if {label} were another figure"),
    })?;
    if what_if.bands.is_empty() {
        return page.line(match what_if.now.is_empty() {
            true => lang.pick("没有事项拿它与一个数比较", "no program holds it against a figure"),
            false => lang.pick(
                "与它比较的数还定不下来：先填公式里的其他数",
                "what it is held against is still open: answer the other figures of the formula first",
            ),
        });
    }
    page.line(&thresholds(catalogue, what_if, lang))?;
    page.table(0, &rows(catalogue, what_if, lang))
}

/// The figures that the field is held against, with the programs that do: `界线 5000万元（45/little-giant）、…`.
#[must_use]
pub fn thresholds(catalogue: &Catalogue, what_if: &WhatIf, lang: Lang) -> String {
    let unit = unit(catalogue, what_if);
    let mark = |(at, programs): &(Decimal, Vec<ProgramId>)| {
        let named: Vec<String> = programs.iter().map(|id| catalogue.reference(*id)).collect();
        let (figure, named) = (show(*at, unit), words::some_of(&named, lang));
        lang.pick(format!("{figure}（{named}）"), format!("{figure} ({named})"))
    };
    let marks: Vec<String> = what_if.thresholds.iter().map(mark).collect();
    format!("{}{}", lang.pick("界线 ", "thresholds: "), marks.join(lang.pick("、", ", ")))
}

fn unit(catalogue: &Catalogue, what_if: &WhatIf) -> Unit {
    catalogue.fields.get(what_if.field).and_then(Field::unit).unwrap_or(Unit::Bare)
}

/// A row for each band: the figures, and what would change there.
#[must_use]
pub fn rows(catalogue: &Catalogue, what_if: &WhatIf, lang: Lang) -> Vec<[String; 2]> {
    let unit = unit(catalogue, what_if);
    // With the figure open, several bands can be the client's, and none of them is now.
    let is_known = what_if.bands.iter().filter(|band| band.is_now).count() == 1;
    let row = |band: &Band| {
        let turns: Vec<Turn> = what_if.turns(band).collect();
        let mut says: Vec<String> = Vec::new();
        for (place, turn) in turns.iter().enumerate() {
            let alike = |other: &&Turn| (other.from, other.to) == (turn.from, turn.to);
            // The first of its kind speaks for all of them.
            if turns.iter().take(place).any(|other| alike(&other)) {
                continue;
            }
            let all: Vec<String> = turns.iter().filter(alike).map(|turn| catalogue.reference(turn.program)).collect();
            says.push(words::turned(turn.from.label(lang), turn.to.label(lang), &all, lang));
        }
        if says.is_empty() {
            says.push(lang.pick("与现在一样", "as it is now").to_owned());
        }
        let now = if band.is_now && is_known { lang.pick("（现在）", " (now)") } else { "" };
        [format!("{}{now}", span(&band.span, unit, lang)), says.join(lang.pick("；", "; "))]
    };
    what_if.bands.iter().map(row).collect()
}

/// The figures of a band, each end with its sign, because whether it is included is the point.
fn span(span: &Interval, unit: Unit, lang: Lang) -> String {
    if let Some(figure) = span.single() {
        return format!("= {}", show(figure, unit));
    }
    let end = |end: End, open: &str, closed: &str| {
        format!("{} {}", if end.closed { closed } else { open }, show(end.value, unit))
    };
    // Nothing is below zero, so a band from zero on is known by its other end.
    let low = span.lo.filter(|low| !(low.closed && low.value.is_zero() && span.hi.is_some()));
    let ends: Vec<String> =
        low.map(|low| end(low, ">", "≥")).into_iter().chain(span.hi.map(|high| end(high, "<", "≤"))).collect();
    if ends.is_empty() {
        lang.pick("任何数", "any figure").to_owned()
    } else {
        ends.join(lang.pick(" 且 ", " and "))
    }
}
