//! The JSON shapes of totals and of what changes between two days.

use serde::Serialize;
use serde_json::Number;

use super::{AmountEnds, ends, number};
use crate::domain::amount::unit_text;
use crate::domain::catalogue::{Catalogue, ProgramId};
use crate::domain::compare::{AmountChange, Change, Comparison};
use crate::domain::expr::Facts;
use crate::domain::message::Lang;
use crate::domain::number::Unit;
use crate::domain::policy::Program;
use crate::domain::total::{Bond, LeftOut, Remark, Total, Why};
use crate::domain::worth::{Purse, Range};
use crate::report::{changes, totals};

/// What the chosen programs bring together.
#[derive(Debug, Serialize)]
pub(super) struct TotalsShape<'a> {
    kept: Vec<String>,
    left_out: Vec<LeftOutShape<'a>>,
    sums: Vec<SumShape>,
    loans: LoansShape,
    counts: CountsShape,
    remarks: Vec<RemarkShape>,
    exact: bool,
}

#[derive(Debug, Serialize)]
struct SumShape {
    kind: &'static str,
    per: &'static str,
    unit: &'static str,
    min: Option<Number>,
    max: Option<Number>,
}

#[derive(Debug, Serialize)]
struct LoansShape {
    count: usize,
    largest: Option<Number>,
    unit: &'static str,
}

#[derive(Debug, Serialize)]
struct CountsShape {
    open: usize,
    unprinted: usize,
    tax_relief: usize,
    rate: usize,
    in_kind: usize,
    qualification: usize,
}

#[derive(Debug, Serialize)]
struct LeftOutShape<'a> {
    r#ref: String,
    reason: &'static str,
    with: Option<String>,
    within: Option<&'static str>,
    rule: Option<&'a str>,
    text: String,
    alone: Vec<SumShape>,
}

#[derive(Debug, Serialize)]
struct RemarkShape {
    kind: &'static str,
    refs: Vec<String>,
    text: String,
}

fn range(range: Range) -> (Option<Number>, Option<Number>) {
    (number(range.lo, Unit::Yuan), number(range.hi, Unit::Yuan))
}

fn sums(purse: &Purse) -> Vec<SumShape> {
    let shape = |(kind, period, sum): (crate::domain::policy::BenefitKind, crate::domain::worth::Period, Range)| {
        let (min, max) = range(sum);
        SumShape { kind: kind.word(), per: period.word(), unit: Unit::Yuan.word(), min, max }
    };
    purse.parts().map(shape).collect()
}

/// A total as `match` prints it.
pub(super) fn total<'a>(catalogue: &'a Catalogue, total: &Total, lang: Lang) -> TotalsShape<'a> {
    let sums = total.sums.iter().map(|sum| {
        let (min, max) = range(sum.range);
        SumShape { kind: sum.kind.word(), per: sum.period.word(), unit: Unit::Yuan.word(), min, max }
    });
    let counts = &total.counts;
    TotalsShape {
        kept: total.kept.iter().map(|id| catalogue.reference(*id)).collect(),
        left_out: total.left_out.iter().map(|left| left_out(catalogue, left, lang)).collect(),
        sums: sums.collect(),
        loans: LoansShape {
            count: total.loans,
            largest: total.largest_loan.and_then(|loan| number(loan.hi, Unit::Yuan)),
            unit: Unit::Yuan.word(),
        },
        counts: CountsShape {
            open: counts.open,
            unprinted: counts.unprinted,
            tax_relief: counts.reliefs,
            rate: counts.rates,
            in_kind: counts.in_kind,
            qualification: counts.qualifications,
        },
        remarks: total.remarks.iter().map(|remark| remarked(catalogue, remark, lang)).collect(),
        exact: total.exact,
    }
}

fn left_out<'a>(catalogue: &'a Catalogue, left: &LeftOut, lang: Lang) -> LeftOutShape<'a> {
    let excluded = match left.why {
        Why::Excluded { by, bond } => bond.relation(catalogue).map(|relation| (by, relation)),
        Why::Ineligible | Why::Expired | Why::Closed => None,
    };
    let reason = match left.why {
        Why::Ineligible => "ineligible",
        Why::Expired => "expired",
        Why::Closed => "closed",
        Why::Excluded { .. } => excluded.map_or("excluded", |(_, relation)| relation.kind.word()),
    };
    LeftOutShape {
        r#ref: catalogue.reference(left.id),
        reason,
        with: excluded.map(|(by, _)| catalogue.reference(by)),
        within: excluded.and_then(|(_, relation)| relation.within).map(crate::domain::policy::Per::word),
        rule: excluded.map(|(_, relation)| relation.text.as_str()),
        text: totals::left_out(catalogue, left, lang),
        alone: sums(&left.purse),
    }
}

fn remarked(catalogue: &Catalogue, remark: &Remark, lang: Lang) -> RemarkShape {
    let pair = |bond: &Bond| vec![bond.of, bond.with];
    let (kind, ids): (&str, Vec<ProgramId>) = match remark {
        Remark::Unclear(bond) => ("unclear", pair(bond)),
        Remark::Replaces(bond) => ("replaces", pair(bond)),
        Remark::Deducts(bond) => ("deducts", pair(bond)),
        Remark::LeadsTo(bond) => ("leads_to", pair(bond)),
        Remark::Requires(id, _) => ("requires", vec![*id]),
        Remark::Outside(id, _) => ("outside", vec![*id]),
        Remark::Closed(id) => ("closed", vec![*id]),
        Remark::Undecided(id) => ("undecided", vec![*id]),
        Remark::Open(id, _) => ("open", vec![*id]),
        Remark::Apart(id, _) => ("apart", vec![*id]),
        Remark::ForOne(id, _) => ("for_one", vec![*id]),
    };
    let refs = ids.into_iter().map(|id| catalogue.reference(id)).collect();
    RemarkShape { kind, refs, text: totals::remark(catalogue, remark, lang) }
}

/// What changes when the client applies on another day.
#[derive(Debug, Serialize)]
pub(super) struct CompareShape<'a> {
    as_of: String,
    same: usize,
    changes: Vec<ChangeShape<'a>>,
}

#[derive(Debug, Serialize)]
struct ChangeShape<'a> {
    r#ref: String,
    title: &'a str,
    eligibility: Pair<&'static str>,
    availability: Pair<&'static str>,
    criteria: Vec<&'a str>,
    amounts: Vec<AmountChangeShape<'a>>,
    reasons: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Pair<T> {
    from: T,
    to: T,
}

#[derive(Debug, Serialize)]
struct AmountChangeShape<'a> {
    kind: &'static str,
    label: &'a str,
    unit: Option<String>,
    from: Option<AmountEnds>,
    to: Option<AmountEnds>,
}

/// A comparison as `match` prints it.
pub(super) fn compared<'a>(
    catalogue: &'a Catalogue,
    comparison: &Comparison,
    days: (&Facts<'_>, &Facts<'_>),
    lang: Lang,
) -> CompareShape<'a> {
    CompareShape {
        as_of: comparison.to.to_string(),
        same: comparison.same,
        changes: comparison.changes.iter().filter_map(|change| changed(catalogue, change, days, lang)).collect(),
    }
}

fn changed<'a>(
    catalogue: &'a Catalogue,
    change: &Change,
    days: (&Facts<'_>, &Facts<'_>),
    lang: Lang,
) -> Option<ChangeShape<'a>> {
    let (_, program) = catalogue.program(change.id)?;
    let nodes = program.criteria.nodes();
    let id = |place: usize| nodes.get(place).map(|node| node.id.as_str());
    Some(ChangeShape {
        r#ref: catalogue.reference(change.id),
        title: &program.title,
        eligibility: Pair { from: change.eligibility.0.word(), to: change.eligibility.1.word() },
        availability: Pair { from: change.availability.0.state.word(), to: change.availability.1.state.word() },
        criteria: change.criteria.iter().filter_map(|found| id(found.place)).collect(),
        amounts: change.amounts.iter().filter_map(|amount| amount_change(program, amount)).collect(),
        reasons: changes::reasons(catalogue, change, days, lang),
    })
}

fn amount_change<'a>(program: &'a Program, change: &AmountChange) -> Option<AmountChangeShape<'a>> {
    let benefit = program.benefits.get(change.benefit)?;
    let either = change.to.as_ref().or(change.from.as_ref())?;
    Some(AmountChangeShape {
        kind: benefit.kind.word(),
        label: &benefit.label,
        unit: benefit.amount.is_some().then(|| unit_text(either, benefit, Lang::Zh)),
        from: change.from.as_ref().map(ends),
        to: change.to.as_ref().map(ends),
    })
}
