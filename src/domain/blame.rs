//! Which criteria stand in the way, which open fields can still matter, and which no longer.

use super::answer::Answer;
use super::criterion::{Criteria, NodeKind};
use super::decide::{Standing, Status, is_turned, root_if};
use super::expr::Facts;
use super::field::{Field, FieldId};

/// More alternatives than this help nobody at a desk.
const MOST_CAUSES: usize = 8;

/// The smallest sets of criteria whose change would lift an *ineligible*, as places of leaves; at most
/// eight, the smallest first. Empty when the root has not failed.
///
/// Mostly these are failed criteria. Where open ones cannot hold together whatever the answers (a figure
/// that must be at least 1亿 and at most 5000万), it is one of those.
#[must_use]
pub fn causes(criteria: &Criteria, statuses: &[Status], facts: &Facts<'_>) -> Vec<Vec<usize>> {
    if statuses.first() != Some(&Status::Failed) {
        return Vec::new();
    }
    let mut sets = mend(criteria, statuses, 0, true);
    if has_open_cluster(criteria, statuses) {
        sets = smallest(sets.into_iter().flat_map(|set| lifting(criteria, statuses, facts, set)).collect());
    }
    // A set that holds another one is not the smallest.
    let is_least = |set: &Vec<usize>| {
        !sets.iter().any(|other| other.len() < set.len() && other.iter().all(|place| set.contains(place)))
    };
    let mut least: Vec<Vec<usize>> = sets.iter().filter(|set| !set.is_empty() && is_least(set)).cloned().collect();
    least.truncate(MOST_CAUSES);
    least
}

/// Whether several open criteria read the same field, so that more than the failed ones may be in the way.
fn has_open_cluster(criteria: &Criteria, statuses: &[Status]) -> bool {
    let open = |place: &&usize| matches!(statuses.get(**place), Some(Status::Unknown | Status::Moot));
    let mut shared = criteria.clusters().iter().flat_map(|cluster| &cluster.shared);
    shared.any(|shared| shared.readers.iter().filter(open).count() > 1)
}

/// The set if turning it lifts the verdict; else with the one leaf more, or two, that it takes
/// because criteria on a shared field cannot all hold.
fn lifting(criteria: &Criteria, statuses: &[Status], facts: &Facts<'_>, set: Vec<usize>) -> Vec<Vec<usize>> {
    let lifts = |set: &[usize]| {
        let turned = |place: usize| {
            let favour = if is_turned(criteria, place) { Standing::No } else { Standing::Yes };
            set.contains(&place).then_some(favour)
        };
        root_if(criteria, statuses, facts, turned) != Some(Standing::No)
    };
    if lifts(&set) {
        return vec![set];
    }
    let can_turn = |place: &usize| !set.contains(place) && statuses.get(*place) != Some(&Status::Met);
    let bound = |place: &usize| criteria.clusters().iter().any(|cluster| cluster.holds(*place, criteria.nodes()));
    let leaves: Vec<usize> =
        criteria.leaves().map(|(place, _)| place).filter(|place| can_turn(place) && bound(place)).collect();
    let with = |more: &[usize]| [&set, more].concat();
    let mut found: Vec<Vec<usize>> = leaves.iter().map(|leaf| with(&[*leaf])).filter(|set| lifts(set)).collect();
    if found.is_empty() {
        let pairs = leaves.iter().enumerate();
        let pairs = pairs.flat_map(|(place, one)| leaves.iter().skip(place + 1).map(move |other| [*one, *other]));
        found = pairs.map(|pair| with(&pair)).filter(|set| lifts(set)).take(MOST_CAUSES).collect();
    }
    found
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
    for (node, _) in criteria.nodes().iter().zip(statuses).filter(|(_, status)| **status == Status::Unknown) {
        for field in &node.fields {
            open_fields(*field, facts, &mut found);
        }
    }
    found.sort_unstable_by_key(|id| (facts.fields.get(*id).map_or(u8::MAX, |field| field.effort), *id));
    found.dedup();
    found
}

/// The open fields of the criteria that can no longer matter, in the order of the vocabulary.
#[must_use]
pub fn moot(criteria: &Criteria, statuses: &[Status], facts: &Facts<'_>) -> Vec<FieldId> {
    let mut used = Vec::new();
    let mut idle = Vec::new();
    for ((_, node), status) in criteria.nodes().iter().enumerate().zip(statuses) {
        match status {
            Status::Unknown => used.extend_from_slice(&node.fields),
            Status::Moot => idle.extend_from_slice(&node.fields),
            Status::Met | Status::Failed => {}
        }
    }
    let is_open = |field: &FieldId| facts.profile.answer(*field).is_none_or(|answer| !is_exact(answer));
    idle.retain(|field| !used.contains(field) && is_open(field));
    idle.sort_unstable();
    idle.dedup();
    idle
}

/// The field itself while it can be asked; behind a "don't know", the fields of its formula.
pub(super) fn open_fields(id: FieldId, facts: &Facts<'_>, into: &mut Vec<FieldId>) {
    match facts.profile.answer(id) {
        Some(Answer::DontKnow) => {
            for input in facts.fields.get(id).and_then(Field::derived).map(|f| f.fields()).unwrap_or_default() {
                open_fields(input, facts, into);
            }
        }
        Some(answer) if is_exact(answer) => {}
        _ => into.push(id),
    }
}

pub(super) fn is_exact(answer: &Answer) -> bool {
    match answer {
        Answer::Number(interval) => interval.single().is_some(),
        Answer::Date(range) => range.single().is_some(),
        Answer::Choice(mask) => mask.len() == 1,
        Answer::Choices { must, may } => must == may,
        Answer::Flag(_) | Answer::NotApplicable => true,
        Answer::DontKnow => false,
    }
}
