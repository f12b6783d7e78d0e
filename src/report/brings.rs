//! What one program brings in a few figures, the same words on every face.

use super::totals::{range_text, sum_label};
use crate::domain::amount::{Amount, amount_text, not_applicable};
use crate::domain::expr::Facts;
use crate::domain::message::Lang;
use crate::domain::policy::{BenefitKind, Program};
use crate::domain::total::Sum;
use crate::domain::worth::{Period, Worth, worth};
use crate::report::standing::Standing;

/// What one program brings in two figures at most, with a sign where there are more; the rest is for a
/// look at the one program. Empty for one without figures.
#[must_use]
pub fn brings(program: &Program, amounts: &[Amount], facts: &Facts<'_>, lang: Lang) -> String {
    let figures = figures(program, amounts, facts, lang);
    let shown = figures.get(..2).unwrap_or(&figures);
    let more = if figures.len() > shown.len() { " …" } else { "" };
    format!("{}{more}", shown.join(lang.pick("、", ", ")))
}

/// Sums of cash and tax relief, the largest line of credit, rates.
fn figures(program: &Program, amounts: &[Amount], facts: &Facts<'_>, lang: Lang) -> Vec<String> {
    let worth = worth(program, amounts, facts);
    let mut figures: Vec<String> = worth
        .purse
        .parts()
        .map(|(kind, period, range)| {
            let relief = if kind == BenefitKind::TaxRelief { lang.pick("减免 ", "relief ") } else { "" };
            format!("{relief}{}{}", range_text(range, lang), suffix(period, lang))
        })
        .collect();
    let loan = worth.loans.iter().flatten().max();
    figures.extend(loan.map(|range| format!("{} {}", lang.pick("贷款", "credit"), range_text(*range, lang))));
    figures.extend(by_benefit(program, amounts, &worth, lang));
    figures
}

/// What a program with several figures comes to: `合起来 资金（一次性）最高 30万元（不含待测算的）`.
#[must_use]
pub fn together(standing: &Standing<'_>, lang: Lang) -> Option<String> {
    let figures = standing.amounts.iter().filter(|amount| {
        let has_figure = amount.interval.is_some();
        has_figure && matches!(amount.kind, BenefitKind::Cash | BenefitKind::TaxRelief)
    });
    if figures.count() < 2 {
        return None;
    }
    let worth = worth(standing.program, &standing.amounts, &standing.facts);
    let sums: Vec<String> = worth
        .purse
        .parts()
        .map(|(kind, period, range)| {
            format!("{} {}", sum_label(&Sum { kind, period, range }, lang), range_text(range, lang))
        })
        .collect();
    let open =
        if worth.open.is_empty() { "" } else { lang.pick("（不含待测算的）", " (without what is still open)") };
    let sums = sums.join(lang.pick("、", ", "));
    (!sums.is_empty()).then(|| format!("{}{sums}{open}", lang.pick("合起来：", "together: ")))
}

/// Figures that are not in the sums: rates, and what is paid for each of a number that is still open.
fn by_benefit(program: &Program, amounts: &[Amount], worth: &Worth, lang: Lang) -> Vec<String> {
    let shown = amounts.iter().filter_map(|amount| {
        let benefit = program.benefits.get(amount.benefit)?;
        let is_open = worth.open.contains(&amount.benefit);
        if !(is_open || amount.kind == BenefitKind::Rate) || not_applicable(amount, benefit) {
            return None;
        }
        let text =
            amount_text(amount, benefit, lang).or_else(|| is_open.then(|| lang.pick("待测算", "open").to_owned()))?;
        Some(format!("{}{text}", if amount.certain { "" } else { lang.pick("可能 ", "perhaps ") }))
    });
    shown.collect()
}

fn suffix(period: Period, lang: Lang) -> &'static str {
    match period {
        Period::Once => "",
        Period::Year => lang.pick("/年", "/year"),
        Period::Month => lang.pick("/月", "/month"),
        Period::Day => lang.pick("/天", "/day"),
    }
}
