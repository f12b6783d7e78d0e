//! The JSON shapes of checks and matches; other programs read them, so keys and words stay as they are.
//!
//! Labels, needs and notes are sentences for people in the language asked for; everything else is the
//! same in both. Figures are exact: money in 元, percentages as the percent figure, `null` where a figure
//! is open or unbounded.

mod totals;
mod what_if;

use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Number;

use self::totals::{CompareShape, TotalsShape};
use self::what_if::WhatIfShape;
use super::standing::Standing;
use crate::domain::amount::{Amount, not_applicable, stage, stage_text, unit_text};
use crate::domain::calendar::Availability;
use crate::domain::catalogue::Catalogue;
use crate::domain::compare::Comparison;
use crate::domain::decide::{Depth, Eligibility};
use crate::domain::explain::explain;
use crate::domain::expr::Facts;
use crate::domain::field::FieldId;
use crate::domain::interval::{End, Interval};
use crate::domain::message::Lang;
use crate::domain::number::Unit;
use crate::domain::policy::{Benefit, Per, Policy, Relation};
use crate::domain::question::Question;
use crate::domain::total::Total;
use crate::domain::what_if::WhatIf;

/// One program against a profile.
#[derive(Debug, Serialize)]
pub struct Check<'a> {
    r#ref: String,
    as_of: String,
    eligibility: &'static str,
    availability: AvailabilityShape,
    coverage: Coverage,
    criteria: Vec<CriterionShape<'a>>,
    missing: Vec<&'a str>,
    moot: Vec<&'a str>,
    next: Vec<QuestionShape<'a>>,
    exact: bool,
    causes: Vec<Vec<&'a str>>,
    amounts: Vec<AmountShape<'a>>,
    relations: Vec<RelationShape<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    what_if: Option<WhatIfShape<'a>>,
}

/// Every program against a profile, the ranked first first, with the questions worth asking.
#[derive(Debug, Serialize)]
pub struct Match<'a> {
    as_of: String,
    programs: Vec<Ranked<'a>>,
    next: Vec<QuestionShape<'a>>,
    totals: TotalsShape<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    compare: Option<CompareShape<'a>>,
}

/// What `match` prints: every program, the ranked first first, and what stands below them.
#[derive(Debug)]
pub struct Found<'a, 'b> {
    /// The day of the assessment.
    pub as_of: chrono::NaiveDate,
    /// Every program.
    pub ranked: &'b [Standing<'a>],
    /// The questions worth asking.
    pub next: &'b [Question],
    /// What the chosen programs bring together.
    pub total: &'b Total,
    /// What changes on another day, with what is known on the two days.
    pub compared: Option<(&'b Comparison, (&'b Facts<'a>, &'b Facts<'a>))>,
}

#[derive(Debug, Serialize)]
struct Ranked<'a> {
    r#ref: String,
    title: &'a str,
    eligibility: &'static str,
    availability: AvailabilityShape,
    coverage: Coverage,
    missing: Vec<&'a str>,
    moot: Vec<&'a str>,
    causes: Vec<Vec<&'a str>>,
    amounts: Vec<AmountShape<'a>>,
    relations: Vec<RelationShape<'a>>,
}

#[derive(Debug, Serialize)]
struct AvailabilityShape {
    state: &'static str,
    from: Option<String>,
    to: Option<String>,
    days_left: Option<i64>,
}

#[derive(Debug, Serialize)]
struct Coverage {
    testable: usize,
    total: usize,
}

#[derive(Debug, Serialize)]
struct CriterionShape<'a> {
    id: &'a str,
    label: &'a str,
    kind: &'static str,
    status: &'static str,
    need: String,
    have: Option<String>,
    gap: Option<String>,
    soft: bool,
    at: Option<&'a str>,
    anchor: Option<&'a str>,
    fields: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
struct AmountShape<'a> {
    kind: &'static str,
    label: &'a str,
    unit: Option<String>,
    #[serde(flatten)]
    ends: AmountEnds,
    note: Option<String>,
}

/// From how much to how much; an open or unbounded end is `null`.
#[derive(Debug, Serialize)]
struct AmountEnds {
    min: Option<Number>,
    max: Option<Number>,
}

#[derive(Debug, Serialize)]
struct RelationShape<'a> {
    kind: &'static str,
    with: &'a [String],
    within: Option<&'static str>,
    text: &'a str,
    at: Option<&'a str>,
    anchor: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct QuestionShape<'a> {
    field: &'a str,
    decides: usize,
    label: &'a str,
}

/// One program's standing as `check` prints it.
#[must_use]
pub fn check<'a>(
    catalogue: &'a Catalogue,
    standing: &Standing<'a>,
    next: &[Question],
    what_if: Option<&WhatIf>,
    lang: Lang,
) -> Check<'a> {
    let criteria = standing.nodes().filter(|(_, node, _)| node.is_leaf()).map(|(_, node, status)| {
        let words = explain(node, &standing.facts, lang);
        CriterionShape {
            id: &node.id,
            label: &node.label,
            kind: node.kind.word(),
            status: status.word(),
            need: words.need,
            have: Some(words.have).filter(|have| !have.is_empty()),
            gap: words.gap,
            soft: node.soft,
            at: node.citation.at.as_deref(),
            anchor: node.citation.anchor.as_deref(),
            fields: node.fields.iter().map(|id| standing.facts.fields.key(*id)).collect(),
        }
    });
    Check {
        r#ref: standing.reference(),
        as_of: standing.facts.as_of.to_string(),
        eligibility: standing.decision.eligibility.word(),
        availability: availability(&standing.availability),
        coverage: coverage(standing),
        criteria: criteria.collect(),
        missing: keys(standing, &standing.missing),
        moot: keys(standing, &standing.moot()),
        next: questions(catalogue, next),
        exact: standing.decision.depth != Depth::Bounded,
        causes: causes(standing),
        amounts: amounts(standing, lang),
        relations: standing.program.relations.iter().map(relation).collect(),
        what_if: what_if.map(|found| self::what_if::what_if(catalogue, found)),
    }
}

/// A policy without programs as `check` prints it: there is nothing to meet or fail.
#[must_use]
pub fn reference<'a>(policy: &Policy, stands: &Availability, as_of: chrono::NaiveDate) -> Check<'a> {
    Check {
        r#ref: policy.no.to_string(),
        as_of: as_of.to_string(),
        eligibility: Eligibility::Reference.word(),
        availability: availability(stands),
        coverage: Coverage { testable: 0, total: 0 },
        criteria: Vec::new(),
        missing: Vec::new(),
        moot: Vec::new(),
        next: Vec::new(),
        exact: true,
        causes: Vec::new(),
        amounts: Vec::new(),
        relations: Vec::new(),
        what_if: None,
    }
}

/// Ranked standings as `match` prints them.
#[must_use]
pub fn matched<'a>(catalogue: &'a Catalogue, found: &Found<'a, '_>, lang: Lang) -> Match<'a> {
    let programs = found.ranked.iter().map(|standing| Ranked {
        r#ref: standing.reference(),
        title: &standing.program.title,
        eligibility: standing.decision.eligibility.word(),
        availability: availability(&standing.availability),
        coverage: coverage(standing),
        missing: keys(standing, &standing.missing),
        moot: keys(standing, &standing.moot()),
        causes: causes(standing),
        amounts: amounts(standing, lang),
        relations: standing.program.relations.iter().map(relation).collect(),
    });
    Match {
        as_of: found.as_of.to_string(),
        programs: programs.collect(),
        next: questions(catalogue, found.next),
        totals: totals::total(catalogue, found.total, lang),
        compare: found.compared.map(|(comparison, days)| totals::compared(catalogue, comparison, days, lang)),
    }
}

fn availability(availability: &Availability) -> AvailabilityShape {
    AvailabilityShape {
        state: availability.state.word(),
        from: availability.from.map(|day| day.to_string()),
        to: availability.to.map(|day| day.to_string()),
        days_left: availability.days_left,
    }
}

fn coverage(standing: &Standing<'_>) -> Coverage {
    let counts = &standing.decision.counts;
    Coverage { testable: counts.testable, total: counts.total }
}

fn keys<'a>(standing: &Standing<'a>, fields: &[FieldId]) -> Vec<&'a str> {
    fields.iter().map(|id| standing.facts.fields.key(*id)).collect()
}

fn questions<'a>(catalogue: &'a Catalogue, questions: &[Question]) -> Vec<QuestionShape<'a>> {
    let shape = |question: &Question| {
        let field = catalogue.fields.get(question.field)?;
        Some(QuestionShape { field: &field.key, decides: question.decides, label: &field.label })
    };
    questions.iter().filter_map(shape).collect()
}

fn causes<'a>(standing: &Standing<'a>) -> Vec<Vec<&'a str>> {
    let nodes = standing.program.criteria.nodes();
    let id = |place: &usize| nodes.get(*place).map(|node| node.id.as_str());
    standing.causes.iter().map(|set| set.iter().filter_map(id).collect()).collect()
}

fn amounts<'a>(standing: &Standing<'a>, lang: Lang) -> Vec<AmountShape<'a>> {
    let shape = |amount: &Amount| {
        let benefit = standing.program.benefits.get(amount.benefit)?;
        // The unit is for programs, so it does not change with the language.
        let unit = benefit.amount.is_some().then(|| unit_text(amount, benefit, Lang::Zh));
        Some(AmountShape {
            kind: amount.kind.word(),
            label: &benefit.label,
            unit,
            ends: ends(amount),
            note: note(amount, benefit, standing.facts.as_of, lang),
        })
    };
    standing.amounts.iter().filter_map(shape).collect()
}

fn ends(amount: &Amount) -> AmountEnds {
    let end = |end: fn(&Interval) -> Option<End>| {
        amount.interval.as_ref().and_then(end).and_then(|end| number(end.value, amount.unit))
    };
    AmountEnds { min: end(|interval| interval.lo), max: end(|interval| interval.hi) }
}

/// What has to be known of an amount: what is not surely the client's case says so, because a sum over it
/// would lie; then until when its stage runs; then the benefit's own remark.
fn note(amount: &Amount, benefit: &Benefit, as_of: chrono::NaiveDate, lang: Lang) -> Option<String> {
    let open = lang.pick("是否适用这一档待补充", "whether this case applies is still open");
    let lacking = lang.pick("按答复没有这一项，不适用", "by the answers there is no such thing");
    let mut parts = Vec::new();
    parts.extend((!amount.certain).then(|| open.to_owned()));
    parts.extend(not_applicable(amount, benefit).then(|| lacking.to_owned()));
    parts.extend(stage(benefit, as_of).map(|stage| stage_text(stage, lang)));
    parts.extend(benefit.note.clone());
    (!parts.is_empty()).then(|| parts.join(lang.pick("；", "; ")))
}

fn relation(relation: &Relation) -> RelationShape<'_> {
    RelationShape {
        kind: relation.kind.word(),
        with: &relation.with,
        within: relation.within.map(Per::word),
        text: &relation.text,
        at: relation.citation.at.as_deref(),
        anchor: relation.citation.anchor.as_deref(),
    }
}

/// A figure as JSON writes it, read from its digits so that no binary fraction comes between.
#[must_use]
pub fn number(value: Decimal, unit: Unit) -> Option<Number> {
    let value = match unit {
        Unit::Percent => value.checked_mul(Decimal::ONE_HUNDRED)?,
        _ => value,
    };
    value.normalize().to_string().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::number;
    use crate::domain::number::{Unit, parse_number};

    #[test]
    fn figures_are_written_exactly() {
        let table = [
            ("0.1%", Unit::Percent, "0.1"),
            ("73%", Unit::Percent, "73"),
            ("3.45%", Unit::Percent, "3.45"),
            ("1亿元", Unit::Yuan, "100000000"),
            ("0.07元", Unit::Yuan, "0.07"),
            ("123456.789万元", Unit::Yuan, "1234567890"),
            ("-5", Unit::Person, "-5"),
        ];
        for (text, unit, written) in table {
            let value = parse_number(text, unit).expect(text);
            assert_eq!(number(value, unit).expect(text).to_string(), written, "{text}");
        }
    }
}
