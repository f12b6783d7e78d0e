//! Which failed criteria stand in the way, and which open fields can still matter.

use super::answer::Answer;
use super::criterion::{Criteria, NodeKind};
use super::decide::{Status, outcome};
use super::expr::Facts;
use super::field::{Field, FieldId};
use super::truth::Truth;

/// More alternatives than this help nobody at a desk.
const MOST_CAUSES: usize = 8;

/// The smallest sets of failed criteria whose change would lift an *ineligible*, as places of leaves;
/// at most eight, the smallest first. Empty when the root has not failed.
#[must_use]
pub fn causes(criteria: &Criteria, statuses: &[Status]) -> Vec<Vec<usize>> {
    if statuses.first() != Some(&Status::Failed) {
        return Vec::new();
    }
    let mut sets = mend(criteria, statuses, 0, true);
    // What only going through the possibilities refuses has no failed criterion to name.
    sets.retain(|set| !set.is_empty());
    sets.truncate(MOST_CAUSES);
    sets
}

/// The sets of leaves to turn so that a node stops standing as it does: no longer failed when `lift`,
/// no longer met when not (below a *not*). An empty set means that nothing need be turned.
fn mend(criteria: &Criteria, statuses: &[Status], place: usize, lift: bool) -> Vec<Vec<usize>> {
    let against = if lift { Status::Failed } else { Status::Met };
    if statuses.get(place) != Some(&against) {
        return vec![Vec::new()];
    }
    let Some(node) = criteria.nodes().get(place) else {
        return Vec::new();
    };
    let children: Vec<usize> = criteria.children(place).collect();
    let standing = |wanted: Status| children.iter().filter(|child| statuses.get(**child) == Some(&wanted)).count();
    // How many of the children that stand against must be turned.
    let needed = match (&node.kind, lift) {
        (NodeKind::Test(_) | NodeKind::Judgement { .. } | NodeKind::External { .. }, _) => return vec![vec![place]],
        (NodeKind::Not, _) => {
            return children.first().map(|child| mend(criteria, statuses, *child, !lift)).unwrap_or_default();
        }
        (NodeKind::All, true) => standing(Status::Failed),
        (NodeKind::All, false) | (NodeKind::Any, true) => 1,
        (NodeKind::Any, false) => standing(Status::Met),
        (NodeKind::AtLeast(count), true) => count.saturating_sub(children.len() - standing(Status::Failed)),
        (NodeKind::AtLeast(count), false) => (standing(Status::Met) + 1).saturating_sub(*count),
    };
    let alternatives: Vec<Vec<Vec<usize>>> = children
        .iter()
        .filter(|child| statuses.get(**child) == Some(&against))
        .map(|child| mend(criteria, statuses, *child, lift))
        .collect();
    smallest(pick(&alternatives, needed))
}

/// Every way to take `needed` of the alternatives, one set from each taken.
fn pick(alternatives: &[Vec<Vec<usize>>], needed: usize) -> Vec<Vec<usize>> {
    if needed == 0 {
        return vec![Vec::new()];
    }
    let Some((first, rest)) = alternatives.split_first() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for tail in pick(rest, needed - 1) {
        for head in first {
            let mut set = head.clone();
            set.extend(&tail);
            found.push(set);
        }
    }
    if rest.len() >= needed {
        found.extend(pick(rest, needed));
    }
    smallest(found)
}

/// Keeps the smallest sets, in a stable order, and bounds the work of the levels above.
fn smallest(mut sets: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
    for set in &mut sets {
        set.sort_unstable();
        set.dedup();
    }
    sets.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    sets.dedup();
    sets.truncate(4 * MOST_CAUSES);
    sets
}

/// The fields that can still matter to an open program, in asking order: easiest first, then by topic.
#[must_use]
pub fn missing(criteria: &Criteria, statuses: &[Status], facts: &Facts<'_>) -> Vec<FieldId> {
    let mut found = Vec::new();
    for ((_, node), status) in criteria.nodes().iter().enumerate().zip(statuses) {
        if *status == Status::Unknown {
            for field in &node.fields {
                open_fields(*field, facts, &mut found);
            }
        }
    }
    found.sort_by_key(|id| (facts.fields.get(*id).map_or(u8::MAX, |field| field.effort), *id));
    found
}

/// The field itself while it can be asked; behind a "don't know", the fields of its formula.
fn open_fields(id: FieldId, facts: &Facts<'_>, into: &mut Vec<FieldId>) {
    match facts.profile.answer(id) {
        Some(Answer::DontKnow) => {
            for input in facts.fields.get(id).and_then(Field::derived).map(|f| f.fields()).unwrap_or_default() {
                open_fields(input, facts, into);
            }
        }
        Some(answer) if is_exact(answer) => {}
        _ if into.contains(&id) => {}
        _ => into.push(id),
    }
}

fn is_exact(answer: &Answer) -> bool {
    match answer {
        Answer::Number(interval) => interval.single().is_some(),
        Answer::Date(range) => range.single().is_some(),
        Answer::Choice(mask) => mask.len() == 1,
        Answer::Choices { must, may } => must == may,
        Answer::Flag(_) | Answer::NotApplicable => true,
        Answer::DontKnow => false,
    }
}

/// Whether an answer to this field alone can decide the program: with all the open criteria that read
/// it turned one way or the other, the tree is decided.
#[must_use]
pub fn can_decide(criteria: &Criteria, statuses: &[Status], field: FieldId, facts: &Facts<'_>) -> bool {
    [Truth::No, Truth::Yes].into_iter().any(|turned| {
        let leaf = |place: usize| match statuses.get(place) {
            Some(Status::Met) => Truth::Yes,
            Some(Status::Failed) => Truth::No,
            Some(Status::Unknown | Status::Moot) | None => {
                let reads = criteria.nodes().get(place).is_some_and(|node| reads(&node.fields, field, facts));
                if reads { turned } else { Truth::Unknown }
            }
        };
        outcome(criteria, leaf).is_decided()
    })
}

/// Whether one of the fields is this one, or comes from it by formula.
fn reads(fields: &[FieldId], wanted: FieldId, facts: &Facts<'_>) -> bool {
    fields.iter().any(|id| {
        *id == wanted
            || facts.fields.get(*id).and_then(Field::derived).is_some_and(|f| reads(&f.fields(), wanted, facts))
    })
}
