//! What is well-formed in the data and still wants a second look: fields that nothing uses or that look
//! alike, criteria that can never be met or never fail, tiers with gaps or overlaps, sums that are not clear.

use chrono::NaiveDate;

use super::answer::Answer;
use super::assess::facts;
use super::catalogue::{Catalogue, ProgramId};
use super::decide::{Eligibility, decide};
use super::expr::{Facts, Num, Test};
use super::field::{Field, FieldId, FieldKind};
use super::interval::{End, Interval, Op};
use super::message::Message;
use super::policy::{Benefit, BenefitKind, Policy, Program};
use super::profile::Profile;
use super::truth::Truth;
use crate::message;

/// Something that wants a second look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Where: `45/little-giant:debt`, or a field's key.
    pub place: String,
    /// What is odd.
    pub message: Message,
}

/// Everything odd about a catalogue, fields first, then by program.
#[must_use]
pub fn doubts(catalogue: &Catalogue) -> Vec<Doubt> {
    let mut found = unused(catalogue);
    found.extend(alike(catalogue));
    for (id, policy, program) in catalogue.programs() {
        criteria(catalogue, id, policy, program, &mut found);
        tiers(policy, program, &mut found);
        sums(policy, program, &mut found);
    }
    found
}

/// Fields that no program reads, directly or through the formula of another.
fn unused(catalogue: &Catalogue) -> Vec<Doubt> {
    let mut waiting: Vec<FieldId> = catalogue.programs().flat_map(|(_, _, program)| program.fields()).collect();
    let mut used = vec![false; catalogue.fields.len()];
    while let Some(next) = waiting.pop() {
        if let Some(mark) = used.get_mut(next.0)
            && !std::mem::replace(mark, true)
        {
            waiting.extend(catalogue.fields.get(next).and_then(Field::derived).map(|f| f.fields()).unwrap_or_default());
        }
    }
    let fields = catalogue.fields.iter().filter(|(id, _)| used.get(id.0) == Some(&false));
    let doubt = |(_, field): (FieldId, &Field)| Doubt {
        place: field.key.clone(),
        message: message!("没有事项用到这个字段", "no program uses this field"),
    };
    fields.map(doubt).collect()
}

/// Fields that a counsellor could not tell apart: the same label, blanks and signs aside.
fn alike(catalogue: &Catalogue) -> Vec<Doubt> {
    let bare = |field: &Field| field.label.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let mut found = Vec::new();
    for (id, field) in catalogue.fields.iter() {
        let label = bare(field);
        if let Some((_, other)) = catalogue.fields.iter().take(id.0).find(|(_, other)| bare(other) == label) {
            let other = &other.key;
            found.push(Doubt {
                place: field.key.clone(),
                message: message!("与 `{other}` 看上去是同一个字段", "looks like the same field as `{other}`"),
            });
        }
    }
    found
}

/// Criteria, and whole programs, that are decided before anything is known.
fn criteria(catalogue: &Catalogue, id: ProgramId, policy: &Policy, program: &Program, found: &mut Vec<Doubt>) {
    let nobody = Profile::default();
    // No criterion may be decided by the date alone, so any will do.
    let facts = facts(catalogue, &nobody, NaiveDate::default());
    let no = policy.no;
    for (_, node) in program.criteria.leaves().filter(|(_, node)| !node.fields.is_empty()) {
        let super::criterion::NodeKind::Test(test) = &node.kind else { continue };
        // Any figure that the fields can have at all.
        let any: Vec<(FieldId, Answer)> =
            node.fields.iter().filter_map(|id| Some((*id, any_figure(catalogue, *id)?))).collect();
        let message = match test.eval(&Facts { assumed: &any, ..facts }) {
            Truth::Unknown => continue,
            Truth::Yes => message!("这个条件永远满足", "this criterion can never fail"),
            Truth::No => message!("这个条件永远满足不了", "this criterion can never be met"),
        };
        found.push(Doubt { place: format!("{no}/{}:{}", program.id, node.id), message });
    }
    let message = match decide(&program.criteria, &facts).eligibility {
        Eligibility::Ineligible => message!("这个事项谁也符合不了", "nobody can ever be eligible"),
        Eligibility::Eligible => message!("这个事项谁都符合", "everybody is always eligible"),
        Eligibility::Likely | Eligibility::Undecided | Eligibility::Reference => return,
    };
    found.push(Doubt { place: catalogue.reference(id), message });
}

fn any_figure(catalogue: &Catalogue, id: FieldId) -> Option<Answer> {
    match &catalogue.fields.get(id)?.kind {
        FieldKind::Number { domain, .. } => Some(Answer::Number(*domain)),
        FieldKind::Flag | FieldKind::Choice(_) | FieldKind::Choices(_) | FieldKind::Date => None,
    }
}

/// Tiers of one program by the same figure, where they leave a gap or overlap. A single shared figure is
/// how some texts print it; then both tiers carry a note that says so.
fn tiers(policy: &Policy, program: &Program, found: &mut Vec<Doubt>) {
    let mut tiers: Vec<(FieldId, Interval, &Benefit)> = program
        .benefits
        .iter()
        .filter_map(|benefit| benefit.when.as_ref().and_then(tier).map(|(field, interval)| (field, interval, benefit)))
        .collect();
    tiers.sort_by_key(|(field, interval, _)| (*field, interval.lo.map(|end| (end.value, !end.closed))));
    for pair in tiers.windows(2) {
        let [(field, below, lower), (other, above, upper)] = pair else { continue };
        if field != other {
            continue;
        }
        let shared = below.intersect(above);
        let overlaps = !shared.is_empty();
        let said = shared.single().is_some() && lower.note.is_some() && upper.note.is_some();
        let place = format!("{}/{}:{}", policy.no, program.id, upper.id);
        let before = &lower.id;
        if overlaps && !said {
            let message = message!("这一档与 `{before}` 重叠", "this tier overlaps with `{before}`");
            found.push(Doubt { place, message });
        } else if is_gap(below, above) {
            let message = message!("这一档与 `{before}` 之间有空档", "there is a gap between this tier and `{before}`");
            found.push(Doubt { place, message });
        }
    }
}

/// Money whose place in a total is not clear: two figures for everybody of which none says whether it is
/// paid besides the other, and marks where there is nothing to add.
fn sums(policy: &Policy, program: &Program, found: &mut Vec<Doubt>) {
    let is_money = |benefit: &Benefit| matches!(benefit.kind, BenefitKind::Cash | BenefitKind::TaxRelief);
    let mut doubt = |benefit: &Benefit, message: Message| {
        found.push(Doubt { place: format!("{}/{}:{}", policy.no, program.id, benefit.id), message });
    };
    for benefit in program.benefits.iter().filter(|benefit| benefit.total.is_some()) {
        if !is_money(benefit) || benefit.amount.is_none() {
            doubt(benefit, message!("没有金额可合计，不用 `total`", "there is no money to add, `total` means nothing"));
        }
    }
    let for_all = |benefit: &&Benefit| {
        let stands_alone =
            benefit.when.is_none() && benefit.total.is_none() && benefit.from.is_none() && benefit.to.is_none();
        is_money(benefit) && benefit.amount.is_some() && stands_alone
    };
    let figures: Vec<&Benefit> = program.benefits.iter().filter(for_all).collect();
    for pair in figures.windows(2) {
        let [first, second] = pair else { continue };
        if first.kind == second.kind {
            let other = &first.id;
            doubt(
                second,
                message!(
                    "与 `{other}` 是都给还是只给一样，没有用 `total` 标明，合计只取大的",
                    "whether it is paid besides `{other}` is not marked with `total`; only the larger counts",
                ),
            );
        }
    }
}

fn is_gap(below: &Interval, above: &Interval) -> bool {
    match (below.hi, above.lo) {
        (Some(hi), Some(lo)) if hi.closed && lo.closed => {
            // Stages are counted: between 1 and 2 there is nothing.
            let next =
                |value: rust_decimal::Decimal| value.is_integer() && value + rust_decimal::Decimal::ONE == lo.value;
            hi.value < lo.value && !next(hi.value)
        }
        (Some(hi), Some(lo)) => hi.value < lo.value || (hi.value == lo.value && !hi.closed && !lo.closed),
        _ => false,
    }
}

/// The range of figures that a tier is for, when it is one.
fn tier(test: &Test) -> Option<(FieldId, Interval)> {
    match test {
        Test::Compare { left: Num::Field(field), op, right: Num::Literal(value), .. } => {
            let end = |closed| Some(End { value: *value, closed });
            let interval = match op {
                Op::Ge => Interval { lo: end(true), hi: None },
                Op::Gt => Interval { lo: end(false), hi: None },
                Op::Le => Interval { lo: None, hi: end(true) },
                Op::Lt => Interval { lo: None, hi: end(false) },
                Op::Eq => Interval::exact(*value),
                Op::Ne => return None,
            };
            Some((*field, interval))
        }
        Test::Within { value: Num::Field(field), low: Num::Literal(low), high: Num::Literal(high), .. } => {
            Some((*field, Interval::between(*low, *high)))
        }
        _ => None,
    }
}
