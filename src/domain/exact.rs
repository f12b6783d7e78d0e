//! Decisions beyond Kleene: goes through the possibilities of fields that several open criteria read.
//!
//! With `revenue >= 1亿 and …` beside `revenue <= 1亿 and …` plain three-valued logic stays open although one
//! of the two holds whatever the revenue is. Here the domain of such a field is cut at the thresholds
//! that the criteria place on it; within a piece every criterion on the field alone is decided, so a
//! group that stands alike in every piece stands so for good.
//!
//! Soundness: the pieces of a field together hold all that it may turn out to be, *not applicable*
//! included where nobody answered. A criterion that stays open within a piece (it reads another open
//! field as well) keeps its group open, fields are taken as independent of each other, and past the bound
//! on the work the group is left as Kleene has it. None of this can decide what a completion overturns.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::answer::Answer;
use super::criterion::{Criteria, NodeKind};
use super::date::DateRange;
use super::decide::{Standing, leaf, of_children};
use super::expr::{Day, DayBase, Facts, Num, Test, Value};
use super::field::{FieldId, FieldKind, Mask};
use super::interval::{End, Interval};

/// How many assignments of pieces are tried for one group before it is left as it is.
const MOST_TRIALS: usize = 512;
/// Choices over more options than this are not gone through.
const MOST_SUBSETS: usize = 4;

/// Decides open groups of the tree, the innermost first, and folds what follows upwards.
pub(super) fn sharpen(criteria: &Criteria, facts: &Facts<'_>, standings: &mut [Standing]) {
    for place in (0..criteria.nodes().len()).rev() {
        let Some(node) = criteria.nodes().get(place).filter(|node| !node.is_leaf()) else { continue };
        // What was decided below may settle this group already.
        let mut standing = of_children(criteria, place, |child| standings.get(child).copied());
        if standing == Standing::Unknown {
            let fields = repeated_fields(criteria, place, node.end, standings);
            if !fields.is_empty() {
                standing = Search::new(criteria, facts, place, fields).run(standings).unwrap_or(standing);
            }
        }
        if let Some(slot) = standings.get_mut(place) {
            *slot = standing;
        }
    }
}

/// The fields that at least two open leaves of a subtree read.
fn repeated_fields(criteria: &Criteria, place: usize, end: usize, standings: &[Standing]) -> Vec<FieldId> {
    let (mut once, mut repeated) = (Vec::new(), Vec::new());
    for at in place..end {
        let Some(node) = criteria.nodes().get(at).filter(|_| standings.get(at) == Some(&Standing::Unknown)) else {
            continue;
        };
        for field in &node.fields {
            if !once.contains(field) {
                once.push(*field);
            } else if !repeated.contains(field) {
                repeated.push(*field);
            }
        }
    }
    repeated
}

/// One walk through the pieces of a group's repeated fields.
struct Search<'a> {
    criteria: &'a Criteria,
    facts: &'a Facts<'a>,
    place: usize,
    end: usize,
    pieces: Vec<(FieldId, Vec<Answer>)>,
    trials: usize,
    /// The subtree's standings under the present assumptions, kept to spare an allocation per trial.
    now: Vec<Standing>,
}

impl<'a> Search<'a> {
    fn new(criteria: &'a Criteria, facts: &'a Facts<'a>, place: usize, fields: Vec<FieldId>) -> Search<'a> {
        let end = criteria.nodes().get(place).map_or(place, |node| node.end);
        let tests: Vec<&Test> = (place..end)
            .filter_map(|at| match criteria.nodes().get(at).map(|node| &node.kind) {
                Some(NodeKind::Test(test)) => Some(test),
                _ => None,
            })
            .collect();
        let pieces = fields
            .into_iter()
            .map(|field| (field, pieces(field, &tests, facts)))
            .filter(|(_, pieces)| pieces.len() > 1)
            .collect();
        Search { criteria, facts, place, end, pieces, trials: 0, now: Vec::new() }
    }

    /// How the group stands in every piece, if it stands alike in all of them.
    fn run(mut self, standings: &[Standing]) -> Option<Standing> {
        if self.pieces.is_empty() {
            return None;
        }
        let mut assumed = Vec::with_capacity(self.pieces.len());
        let found = self.walk(&mut assumed, standings)?;
        // *Likely* rests on facts that were given, never on facts that make no difference.
        matches!(found, Standing::Yes | Standing::No).then_some(found)
    }

    /// `None` past the bound on the work; `Unknown` as soon as two pieces differ for good.
    fn walk(&mut self, assumed: &mut Vec<(FieldId, Answer)>, standings: &[Standing]) -> Option<Standing> {
        let depth = assumed.len();
        let Some((field, count)) = self.pieces.get(depth).map(|(field, pieces)| (*field, pieces.len())) else {
            // Every piece is assumed and the group is still open.
            return Some(Standing::Unknown);
        };
        let mut common: Option<Standing> = None;
        for number in 0..count {
            let Some(piece) = self.pieces.get(depth).and_then(|(_, pieces)| pieces.get(number)) else { break };
            assumed.push((field, *piece));
            self.trials += 1;
            if self.trials > MOST_TRIALS {
                return None;
            }
            let mut standing = self.standing(assumed, standings);
            if standing == Standing::Unknown {
                standing = self.walk(assumed, standings)?;
            }
            assumed.pop();
            common = Some(common.map_or(standing, |before| both(before, standing)));
            if common == Some(Standing::Unknown) {
                break;
            }
        }
        common
    }

    /// How the group stands under the assumptions.
    fn standing(&mut self, assumed: &[(FieldId, Answer)], standings: &[Standing]) -> Standing {
        let facts = Facts { assumed, ..*self.facts };
        let (criteria, first) = (self.criteria, self.place);
        self.now.clear();
        self.now.extend_from_slice(standings.get(first..self.end).unwrap_or_default());
        // Only what is open can change; children stand after their parents, so backwards sees them first.
        for at in (first..self.end).rev() {
            let Some(node) = criteria.nodes().get(at) else { continue };
            if self.now.get(at - first) != Some(&Standing::Unknown) {
                continue;
            }
            let standing = if !node.is_leaf() {
                of_children(criteria, at, |child| self.now.get(child - first).copied())
            } else if node.fields.iter().any(|field| assumed.iter().any(|(id, _)| id == field)) {
                leaf(criteria, at, &facts)
            } else {
                continue;
            };
            if let Some(slot) = self.now.get_mut(at - first) {
                *slot = standing;
            }
        }
        self.now.first().copied().unwrap_or(Standing::Unknown)
    }
}

/// What can be said when a group stands one way in one piece and another way in the other.
fn both(a: Standing, b: Standing) -> Standing {
    if a == b { a } else { Standing::Unknown }
}

/// The pieces that a field falls into at the thresholds that the tests place on it.
fn pieces(field: FieldId, tests: &[&Test], facts: &Facts<'_>) -> Vec<Answer> {
    let mut found = match facts.fields.get(field).map(|known| &known.kind) {
        Some(FieldKind::Number { .. }) => number_pieces(field, tests, facts),
        Some(FieldKind::Flag) => vec![Answer::Flag(true), Answer::Flag(false)],
        Some(FieldKind::Choice(options)) => {
            let possible = match facts.answer(field) {
                Some(Answer::Choice(mask)) => *mask,
                _ => Mask::all(options.len()),
            };
            possible.places().map(|place| Answer::Choice(Mask::one(place))).collect()
        }
        Some(FieldKind::Choices(options)) => subset_pieces(field, tests, facts, options.len()),
        Some(FieldKind::Date) => date_pieces(field, tests, facts),
        None => Vec::new(),
    };
    // Nobody has said yet that there is such a thing at all.
    if !found.is_empty() && matches!(facts.answer(field), None | Some(Answer::DontKnow)) {
        found.push(Answer::NotApplicable);
    }
    found
}

fn number_pieces(field: FieldId, tests: &[&Test], facts: &Facts<'_>) -> Vec<Answer> {
    let Value::Known(set) = facts.number(field) else { return Vec::new() };
    let mut cuts = Vec::new();
    for test in tests {
        match test {
            Test::Compare { left, right, .. } => {
                number_cuts(left, right, field, facts, &mut cuts);
                number_cuts(right, left, field, facts, &mut cuts);
            }
            Test::Within { value, low, high, .. } => {
                number_cuts(value, low, field, facts, &mut cuts);
                number_cuts(value, high, field, facts, &mut cuts);
            }
            _ => {}
        }
    }
    cuts.sort_unstable();
    cuts.dedup();
    let mut pieces = Vec::new();
    let mut below: Option<Decimal> = None;
    for cut in cuts.iter().copied().map(Some).chain([None]) {
        let open = |value| End { value, closed: false };
        pieces.push(Interval { lo: below.map(open), hi: cut.map(open) });
        pieces.extend(cut.map(Interval::exact));
        below = cut;
    }
    let within = pieces.into_iter().map(|piece| piece.intersect(&set));
    within.filter(|piece| !piece.is_empty()).map(Answer::Number).collect()
}

/// The values that one side is held against when the other side is the field itself.
fn number_cuts(side: &Num, other: &Num, field: FieldId, facts: &Facts<'_>, cuts: &mut Vec<Decimal>) {
    if *side != Num::Field(field) {
        return;
    }
    let mut add = |number: &Num| {
        if let Value::Known(interval) = number.eval(facts) {
            cuts.extend(interval.single());
        }
    };
    match other {
        Num::If(_, yes, no) => {
            add(yes);
            add(no);
        }
        plain => add(plain),
    }
}

/// Every combination of the options that the tests look for, when they are few.
fn subset_pieces(field: FieldId, tests: &[&Test], facts: &Facts<'_>, count: usize) -> Vec<Answer> {
    let (must, may) = match facts.answer(field) {
        Some(Answer::Choices { must, may }) => (*must, *may),
        _ => (Mask::NONE, Mask::all(count)),
    };
    let wanted = tests.iter().fold(Mask::NONE, |sum, test| match test {
        Test::HasAny { field: own, wanted } if *own == field => sum.union(*wanted),
        _ => sum,
    });
    let open: Vec<usize> = wanted.intersect(may).places().filter(|place| !must.contains(*place)).collect();
    if open.len() > MOST_SUBSETS {
        return Vec::new();
    }
    let mut pieces = vec![(must, may)];
    for place in open {
        let one = Mask::one(place);
        let without = |(must, may): (Mask, Mask)| (must, Mask(may.0 & !one.0));
        let with = |(must, may): (Mask, Mask)| (must.union(one), may);
        pieces = pieces.iter().flat_map(|piece| [with(*piece), without(*piece)]).collect();
    }
    pieces.into_iter().map(|(must, may)| Answer::Choices { must, may }).collect()
}

/// Dates are cut at the days they are held against; spans of years are left to Kleene.
fn date_pieces(field: FieldId, tests: &[&Test], facts: &Facts<'_>) -> Vec<Answer> {
    let Value::Known(set) = facts.day(DayBase::Field(field).into()) else { return Vec::new() };
    let own = Day::from(DayBase::Field(field));
    let mut cuts: Vec<NaiveDate> = Vec::new();
    let mut add = |side: &Day, other: &Day| {
        if *side == own
            && let Value::Known(range) = facts.day(*other)
        {
            cuts.extend(range.single());
        }
    };
    for test in tests {
        match test {
            Test::CompareDay { left, right, .. } => {
                add(left, right);
                add(right, left);
            }
            Test::WithinDay { value, low, high } => {
                add(value, low);
                add(value, high);
            }
            _ => {}
        }
    }
    cuts.sort_unstable();
    cuts.dedup();
    let mut pieces = Vec::new();
    let mut below: Option<NaiveDate> = None;
    for cut in cuts.iter().copied().map(Some).chain([None]) {
        let from = below.and_then(|day| day.succ_opt());
        pieces.push(DateRange { from, to: cut.and_then(|day| day.pred_opt()) });
        pieces.extend(cut.map(DateRange::exact));
        below = cut;
    }
    let later = |a: Option<NaiveDate>, b: Option<NaiveDate>| a.max(b);
    let earlier = |a: Option<NaiveDate>, b: Option<NaiveDate>| match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    let within =
        pieces.into_iter().map(|piece| DateRange { from: later(piece.from, set.from), to: earlier(piece.to, set.to) });
    let possible = |range: &DateRange| range.from.zip(range.to).is_none_or(|(from, to)| from <= to);
    within.filter(possible).map(Answer::Date).collect()
}
