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
    let kept = total.kept.len();
    page.heading(&match lang {
        Lang::Zh => format!("合计（{kept} 项，按都获批计）"),
        Lang::En => format!("Together ({kept}, if all are granted)"),
    })?;
    let mut rows: Vec<[String; 2]> =
        total.sums.iter().map(|sum| [totals::sum_label(sum, lang), totals::range_text(sum.range, lang)]).collect();
    rows.extend(totals::loans(total, lang).map(|loans| [lang.pick("贷款额度", "loans").to_owned(), loans]));
    page.table(0, &rows)?;
    if let Some(text) = totals::without_figures(total, lang) {
        page.line(&text)?;
    }
    if !total.exact {
        page.line(lang.pick(
            "互斥的太多，没有全部比完，以上组合不一定最好",
            "too many exclude each other to compare all; this set may not be the best",
        ))?;
    }
    if !total.left_out.is_empty() {
        page.heading(lang.pick("没有计入", "Not added"))?;
        for left in &total.left_out {
            let name = totals::named(catalogue, left.id);
            let why = totals::left_out(catalogue, left, lang);
            page.item(0, "- ", &format!("{name}{}{why}", lang.pick("：", ": ")))?;
        }
    }
    if !total.remarks.is_empty() {
        page.heading(lang.pick("合计的说明", "About these sums"))?;
        for remark in totals::remarks(catalogue, total, lang) {
            page.item(0, "- ", &remark)?;
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
