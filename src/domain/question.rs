//! The question that is worth asking next: over one program and over the whole catalogue.
//!
//! A question is worth as many undecided programs as an answer to it alone can settle, weighted down by the
//! effort of finding it out. *Can settle* means that for some value the field may turn out to have, the
//! program is no longer 待补充; that is worked out with the same exactness as the verdict.

use super::answer::Answer;
use super::assess::{Assessment, facts};
use super::blame::{is_exact, missing};
use super::catalogue::Catalogue;
use super::cells::cells;
use super::criterion::{Criteria, NodeKind};
use super::decide::{Decision, Eligibility, Standing, Status, Tally, leaf, open_standing};
use super::exact::MOST_FOLDS;
use super::expr::{Facts, Test};
use super::field::{Field, FieldId};
use super::profile::Profile;
use super::region::Region;

/// A field with what an answer to it would settle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// The field to ask about.
    pub field: FieldId,
    /// How many undecided programs an answer to it alone can decide.
    pub decides: usize,
    /// How many undecided programs it still matters to.
    pub touches: usize,
}

/// The open fields over the whole catalogue, the most worth asking first: by how many undecided programs
/// an answer can decide, weighted down by the effort of finding it out; then by how many it matters to;
/// ties keep the order of the vocabulary, which keeps topics together.
#[must_use]
pub fn next_questions(catalogue: &Catalogue, assessment: &Assessment, profile: &Profile) -> Vec<Question> {
    let facts = facts(catalogue, profile, assessment.as_of);
    let mut by_field: Vec<Question> =
        catalogue.fields.iter().map(|(field, _)| Question { field, decides: 0, touches: 0 }).collect();
    let mut scratch = Scratch::default();
    for assessed in assessment.programs.iter().filter(|assessed| !assessed.missing.is_empty()) {
        let Some((_, program)) = catalogue.program(assessed.id) else { continue };
        let mut prospect = Prospect::new(&program.criteria, &assessed.decision.statuses, &facts, scratch);
        for field in &assessed.missing {
            if let Some(sum) = by_field.get_mut(field.0) {
                sum.decides += usize::from(prospect.can_decide(*field));
                sum.touches += 1;
            }
        }
        scratch = prospect.scratch;
    }
    by_field.retain(|question| question.touches > 0);
    let effort =
        |question: &Question| catalogue.fields.get(question.field).map_or(1, |field| usize::from(field.effort.max(1)));
    // a/effort(a) against b/effort(b) without fractions.
    by_field.sort_by(|a, b| {
        let (ea, eb) = (effort(a), effort(b));
        (b.decides * ea)
            .cmp(&(a.decides * eb))
            .then((b.touches * ea).cmp(&(a.touches * eb)))
            .then(a.field.cmp(&b.field))
    });
    by_field
}

/// The open fields that matter to one program, easiest first, each with whether it alone can decide it.
#[must_use]
pub fn of_program(criteria: &Criteria, decision: &Decision, facts: &Facts<'_>) -> Vec<Question> {
    if decision.eligibility != Eligibility::Undecided {
        return Vec::new();
    }
    let mut prospect = Prospect::new(criteria, &decision.statuses, facts, Scratch::default());
    let fields = missing(criteria, &decision.statuses, facts).into_iter();
    fields.map(|field| Question { field, decides: usize::from(prospect.can_decide(field)), touches: 1 }).collect()
}

/// The questions of one program, those first that can decide it; among equals those that are worth more over
/// the whole catalogue, whose counts they carry.
#[must_use]
pub fn for_program(everywhere: &[Question], own: &[Question]) -> Vec<Question> {
    let decides = |field: FieldId| own.iter().any(|question| question.field == field && question.decides > 0);
    let is_own = |question: &&Question| own.iter().any(|own| own.field == question.field);
    let mut found: Vec<Question> = everywhere.iter().filter(is_own).copied().collect();
    found.sort_by_key(|question| !decides(question.field));
    found
}

/// How the nodes of a program stand, kept from one program to the next to spare allocations.
#[derive(Default)]
struct Scratch {
    standings: Vec<Standing>,
    tallies: Vec<Tally>,
    parents: Vec<usize>,
    /// Which open leaves read which field, in the order of the fields.
    readers: Vec<(FieldId, usize)>,
    /// The groups above the node at hand.
    above: Vec<usize>,
}

impl Scratch {
    fn fill(&mut self, criteria: &Criteria, statuses: &[Status]) {
        let nodes = criteria.nodes();
        let Scratch { standings, tallies, parents, readers, above } = self;
        standings.clear();
        standings.resize(nodes.len(), Standing::Unknown);
        tallies.clear();
        tallies.resize(nodes.len(), Tally::default());
        parents.clear();
        readers.clear();
        above.clear();
        for (place, node) in nodes.iter().enumerate() {
            above.retain(|group| nodes.get(*group).is_some_and(|group| place < group.end));
            parents.push(above.last().copied().unwrap_or(0));
            if !node.is_leaf() {
                above.push(place);
            } else if statuses.get(place) == Some(&Status::Unknown) {
                readers.extend(node.fields.iter().map(|field| (*field, place)));
            }
        }
        readers.sort_unstable();
        for (place, node) in nodes.iter().enumerate().rev() {
            let standing = match statuses.get(place) {
                Some(Status::Met) => Standing::Yes,
                Some(Status::Failed) => Standing::No,
                // What can no longer matter stands in nobody's way.
                Some(Status::Moot) if node.is_leaf() => Standing::Pending,
                _ if node.is_leaf() => open_standing(criteria, place),
                _ => tallies.get(place).map_or(Standing::Unknown, |tally| tally.standing(&node.kind)),
            };
            if let Some(slot) = standings.get_mut(place) {
                *slot = standing;
            }
            let parent = parents.get(place).filter(|_| place > 0);
            if let Some(tally) = parent.and_then(|parent| tallies.get_mut(*parent)) {
                tally.add(standing);
            }
        }
    }
}

/// An undecided program, ready for asking what would become of it.
struct Prospect<'a> {
    criteria: &'a Criteria,
    statuses: &'a [Status],
    facts: &'a Facts<'a>,
    scratch: Scratch,
    /// The clusters that are open, innermost first; made when they are first needed.
    regions: Option<Vec<Region<'a>>>,
}

impl<'a> Prospect<'a> {
    fn new(criteria: &'a Criteria, statuses: &'a [Status], facts: &'a Facts<'a>, mut scratch: Scratch) -> Prospect<'a> {
        scratch.fill(criteria, statuses);
        Prospect { criteria, statuses, facts, scratch, regions: None }
    }

    /// Whether some answer to this field alone decides the program.
    fn can_decide(&mut self, field: FieldId) -> bool {
        let from = self.scratch.readers.partition_point(|(read, _)| *read < field);
        let to = self.scratch.readers.partition_point(|(read, _)| *read <= field);
        match self.scratch.readers.get(from..to).unwrap_or_default() {
            [] => self.can_decide_by_formula(field),
            [(_, reader)] if self.is_only_open_field(*reader, field) => {
                let reader = *reader;
                self.decides(reader)
                    || self.regions_settle(|region, kind, folds| region.settles_by_leaf(kind, reader, folds))
            }
            several => {
                self.decides_in_a_cell(field, several)
                    || self.regions_settle(|region, kind, folds| region.settles_by_field(kind, field, folds))
            }
        }
    }

    /// Whether in some cell of the field the criteria that read it decide the program together.
    fn decides_in_a_cell(&self, field: FieldId, readers: &[(FieldId, usize)]) -> bool {
        let tests: Vec<&Test> =
            readers.iter().filter_map(|(_, place)| self.criteria.nodes().get(*place)?.kind.test()).collect();
        // That there is no such thing at all is no answer to count on.
        let cells = cells(field, &tests, self.facts).into_iter().filter(|cell| *cell != Answer::NotApplicable);
        cells.into_iter().any(|cell| {
            let assumed = [(field, cell)];
            let facts = Facts { assumed: &assumed, ..*self.facts };
            let turned = readers.iter().map(|(_, place)| (*place, leaf(self.criteria, *place, &facts)));
            self.root_if_all(turned) != Standing::Unknown
        })
    }

    /// Whether going through a cluster settles its group and with it the program.
    fn regions_settle(&mut self, mut settles: impl FnMut(&mut Region<'a>, &NodeKind, &mut usize) -> bool) -> bool {
        let clusters = self.criteria.clusters();
        if clusters.is_empty() {
            return false;
        }
        let region = |cluster| Region::new(self.criteria, self.facts, cluster, &self.scratch.standings);
        let mut regions = self.regions.take().unwrap_or_else(|| clusters.iter().filter_map(region).collect());
        let mut folds_left = MOST_FOLDS;
        let found = regions.iter_mut().any(|region| {
            // What was cut short has settled nothing.
            self.decides(region.group())
                && settles(region, self.kind(region.group()), &mut folds_left)
                && folds_left > 0
        });
        self.regions = Some(regions);
        found
    }

    fn kind(&self, place: usize) -> &'a NodeKind {
        self.criteria.nodes().get(place).map_or(&NodeKind::All, |node| &node.kind)
    }

    /// A field that no criterion reads itself is asked as the input of a formula; it tells only when it is
    /// the last one missing there.
    fn can_decide_by_formula(&self, field: FieldId) -> bool {
        let completes = |derived: FieldId| {
            let inputs = self.facts.fields.get(derived).and_then(Field::derived).map(|formula| formula.fields());
            inputs.is_some_and(|inputs| inputs.iter().all(|input| *input == field || self.is_known(*input)))
        };
        let mut leaves = self.open_leaves();
        leaves.any(|place| self.fields(place).iter().any(|derived| completes(*derived)) && self.decides(place))
    }

    /// Whether the program is decided if this node goes one way or the other.
    fn decides(&self, place: usize) -> bool {
        [Standing::Yes, Standing::No].into_iter().any(|turned| self.root_if(place, turned) != Standing::Unknown)
    }

    /// How the root stands if one node stands so; only the groups above it change.
    fn root_if(&self, place: usize, turned: Standing) -> Standing {
        let stood = |place: usize| self.scratch.standings.get(place).copied().unwrap_or(Standing::Unknown);
        let (mut place, mut after) = (place, turned);
        while place > 0 {
            if stood(place) == after {
                return stood(0);
            }
            let parent = self.scratch.parents.get(place).copied().unwrap_or(0);
            let tally = self.scratch.tallies.get(parent).copied().unwrap_or_default();
            after = tally.with(stood(place), after).standing(self.kind(parent));
            place = parent;
        }
        after
    }

    /// The same for several nodes at once.
    fn root_if_all(&self, turned: impl Iterator<Item = (usize, Standing)>) -> Standing {
        let mut standings = self.scratch.standings.clone();
        let mut tallies = self.scratch.tallies.clone();
        for (place, turned) in turned {
            let (mut place, mut after) = (place, turned);
            while let Some(slot) = standings.get_mut(place).filter(|slot| **slot != after) {
                let before = std::mem::replace(slot, after);
                let parent = self.scratch.parents.get(place).copied().unwrap_or(0);
                let Some(tally) = tallies.get_mut(parent).filter(|_| place > 0) else { break };
                *tally = tally.with(before, after);
                (place, after) = (parent, tally.standing(self.kind(parent)));
            }
        }
        standings.first().copied().unwrap_or(Standing::Unknown)
    }

    fn open_leaves(&self) -> impl Iterator<Item = usize> {
        let leaves = self.criteria.leaves().map(|(place, _)| place);
        leaves.filter(|place| self.statuses.get(*place) == Some(&Status::Unknown))
    }

    fn fields(&self, place: usize) -> &'a [FieldId] {
        self.criteria.nodes().get(place).map_or(&[], |node| &node.fields)
    }

    fn is_known(&self, field: FieldId) -> bool {
        self.facts.answer(field).is_some_and(|answer| *answer != Answer::DontKnow && is_exact(answer))
    }

    fn is_only_open_field(&self, place: usize, field: FieldId) -> bool {
        self.fields(place).iter().all(|other| *other == field || self.is_known(*other))
    }
}
