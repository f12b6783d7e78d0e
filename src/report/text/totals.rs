//! Totals and changes as pages of text.

use std::io;

use crate::domain::catalogue::Catalogue;
use crate::domain::compare::Comparison;
use crate::domain::expr::Facts;
use crate::domain::message::Lang;
use crate::domain::total::Total;
use crate::report::page::Page;
use crate::report::{changes, totals};

/// What the chosen programs bring together; nothing where none was chosen.
///
/// # Errors
/// What the writer says, as for all that write.
pub fn total(page: &mut Page<'_>, catalogue: &Catalogue, total: &Total) -> io::Result<()> {
    let lang = page.lang;
    if total.kept.is_empty() && total.left_out.is_empty() {
        return Ok(());
    }
    page.heading(&totals::title(total, lang))?;
    page.table(0, &totals::figures(total, lang))?;
    for note in totals::notes(total, lang) {
        page.line(&note)?;
    }
    for (title, items) in totals::lists(catalogue, total, lang) {
        page.heading(title)?;
        for item in items {
            page.item(0, "- ", &item)?;
        }
    }
    Ok(())
}

/// What changes between two days, program by program. Clients who are eligible on neither day are told
/// of criteria only; the rest is counted.
///
/// # Errors
/// What the writer says.
pub fn compared(
    page: &mut Page<'_>,
    catalogue: &Catalogue,
    about: &str,
    comparison: &Comparison,
    (before, after): (&Facts<'_>, &Facts<'_>),
) -> io::Result<()> {
    let lang = page.lang;
    page.line(about)?;
    page.line(&changes::summary(comparison, lang))?;
    let (shown, rest): (Vec<_>, Vec<_>) = comparison.changes.iter().partition(|change| change.bears_on_the_client());
    for change in shown {
        page.blank()?;
        let name = totals::named(catalogue, change.id);
        page.item(0, &format!("{name}  "), &changes::headline(change, lang))?;
        for reason in changes::reasons(catalogue, change, (before, after), lang) {
            page.item(2, "- ", &reason)?;
        }
    }
    if !rest.is_empty() {
        let rest = rest.len();
        page.blank()?;
        page.line(&match lang {
            Lang::Zh => format!("另有 {rest} 项前后都不符合，只是期限或金额有变化"),
            Lang::En => format!("{rest} more are ineligible on both days, only their dates or amounts change"),
        })?;
    }
    Ok(())
}
