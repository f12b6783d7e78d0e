//! Decisions beyond Kleene: goes through the possibilities of fields that several open criteria read.
//!
//! With `revenue >= 1亿 and …` beside `revenue <= 1亿 and …` plain three-valued logic stays open although one
//! of the two holds whatever the revenue is. Each [`Cluster`] of such criteria is gone through: its shared
//! fields take one [cell](super::cells) after the other, and what is left, criteria that read fields of
//! their own, is folded. A branch is left as soon as nothing new can come of it.
//!
//! Two questions are asked of a cluster: what can it come to at all, and can it come out differently in two
//! worlds that differ in one field or tick alone. The first decides groups, the second tells which fields
//! still matter.
//!
//! Soundness: the cells of a field together stand for all that it may turn out to be; a criterion that stays
//! open within a cell counts as able to go either way; past the bound on the work everything counts as
//! possible, which is Kleene's answer. None of this can decide what a completion overturns. It is complete
//! where the cells settle every criterion on a shared field, that is, for fields held against figures, days
//! and options; two shared fields held against each other, and a derived field beside its own inputs, are
//! taken as independent.

use super::answer::Answer;
use super::cells::cells;
use super::cluster::Cluster;
use super::criterion::{Criteria, Node, NodeKind};
use super::decide::{Depth, Standing, leaf, of_children};
use super::expr::{Facts, Test};
use super::field::FieldId;
use super::pairs::Pairs;
use super::truth::Truth;

/// How often one decision may fold a cluster before it is left as it is.
const MOST_FOLDS: usize = 2_000;

/// One program's criteria being gone through.
pub(super) struct Exact<'a> {
    criteria: &'a Criteria,
    facts: &'a Facts<'a>,
    /// Folds still allowed.
    folds_left: usize,
}

/// What two worlds differ in.
#[derive(Clone, Copy)]
enum Difference {
    Nothing,
    /// A shared field is in one cell in the first world and in another in the second.
    Field(FieldId, Answer, Answer),
    /// One criterion goes one way in the first world and the other way in the second.
    Leaf(usize),
}

impl<'a> Exact<'a> {
    pub(super) fn new(criteria: &'a Criteria, facts: &'a Facts<'a>) -> Exact<'a> {
        Exact { criteria, facts, folds_left: MOST_FOLDS }
    }

    /// How far the possibilities were gone through.
    pub(super) fn depth(&self) -> Depth {
        match self.folds_left {
            MOST_FOLDS => Depth::Plain,
            0 => Depth::Bounded,
            _ => Depth::Exact,
        }
    }

    /// Decides open groups of the tree, the innermost first, and folds what follows upwards.
    pub(super) fn sharpen(&mut self, standings: &mut [Standing]) {
        let nodes = self.criteria.nodes();
        let mut clusters = self.criteria.clusters().iter().peekable();
        for (place, node) in nodes.iter().enumerate().rev().filter(|(_, node)| !node.is_leaf()) {
            // What was decided below may settle this group already.
            let mut standing = of_children(self.criteria, place, |child| standings.get(child).copied());
            while let Some(cluster) = clusters.next_if(|cluster| cluster.group == place) {
                if standing.is_open()
                    && let Some(mut region) = Region::new(self, cluster, standings)
                {
                    let found = region.reach(Pairs::ALIKE, Difference::Nothing, &mut self.folds_left);
                    standing = match (found, &node.kind) {
                        // Part of an *all* that cannot be, or of an *any* that must, settles the group.
                        (Pairs::FALSE, NodeKind::All | NodeKind::AtLeast(_)) => Standing::No,
                        (Pairs::TRUE, NodeKind::Any | NodeKind::AtLeast(_)) => Standing::Yes,
                        _ => standing,
                    };
                }
            }
            if let Some(slot) = standings.get_mut(place) {
                *slot = standing;
            }
        }
    }

    /// The open leaves that plain logic lets matter although nothing can come of them, ascending.
    ///
    /// `matters` says of a place whether plain logic lets it matter.
    pub(super) fn idle(&mut self, standings: &[Standing], matters: impl Fn(usize) -> bool) -> Vec<usize> {
        let nodes = self.criteria.nodes();
        let mut idle = Vec::new();
        let mut gone_through: Vec<&Cluster> = Vec::new();
        // The outermost clusters hold the others and stand last.
        for cluster in self.criteria.clusters().iter().rev().filter(|cluster| matters(cluster.group)) {
            if gone_through.iter().any(|outer| outer.holds(cluster.group, nodes)) {
                continue;
            }
            let Some(mut region) = Region::new(self, cluster, standings) else { continue };
            gone_through.push(cluster);
            let shared: Vec<FieldId> = region.live.iter().map(|live| live.field).collect();
            let used: Vec<FieldId> =
                shared.iter().copied().filter(|field| region.field_matters(*field, &mut self.folds_left)).collect();
            let leaves = cluster.members.iter().flat_map(|member| {
                let end = nodes.get(*member).map_or(*member, |node| node.end);
                (*member..end).filter(|place| matters(*place) && nodes.get(*place).is_some_and(Node::is_leaf))
            });
            for place in leaves {
                let fields = nodes.get(place).map_or(&[][..], |node| &node.fields);
                let by_shared = fields.iter().any(|field| used.contains(field));
                let only_shared = !fields.is_empty() && fields.iter().all(|field| shared.contains(field));
                let mut by_itself =
                    || !region.reach(Pairs::FIRST, Difference::Leaf(place), &mut self.folds_left).is_empty();
                if !by_shared && (only_shared || !by_itself()) {
                    idle.push(place);
                }
            }
        }
        idle.sort_unstable();
        idle
    }
}

/// A shared field that is open here.
struct Live {
    field: FieldId,
    cells: Vec<Answer>,
}

/// A cluster with what is open in it.
struct Region<'a> {
    criteria: &'a Criteria,
    facts: &'a Facts<'a>,
    standings: &'a [Standing],
    cluster: &'a Cluster,
    live: Vec<Live>,
    /// What each node of the members can come to, kept to spare an allocation per fold.
    now: Vec<Pairs>,
    /// The place that `now` begins at.
    first: usize,
    /// What the shared fields are assumed to be, in the first world and in the second.
    worlds: [Vec<(FieldId, Answer)>; 2],
}

impl<'a> Region<'a> {
    /// `None` when no field is shared by several open criteria, so that plain logic is exact.
    fn new(exact: &Exact<'a>, cluster: &'a Cluster, standings: &'a [Standing]) -> Option<Region<'a>> {
        let (criteria, facts) = (exact.criteria, exact.facts);
        let is_open = |place: &usize| standings.get(*place) == Some(&Standing::Unknown);
        let mut live = Vec::new();
        for shared in &cluster.shared {
            if shared.readers.iter().filter(|place| is_open(place)).count() < 2 {
                continue;
            }
            let open = shared.readers.iter().filter(|place| is_open(place));
            let tests: Vec<&Test> = open.filter_map(|place| test(criteria, *place)).collect();
            let cells = cells(shared.field, &tests, facts);
            if cells.len() > 1 {
                live.push(Live { field: shared.field, cells });
            }
        }
        if live.is_empty() {
            return None;
        }
        let first = cluster.members.first().copied()?;
        let last =
            cluster.members.last().and_then(|member| criteria.nodes().get(*member)).map_or(first, |node| node.end);
        let now = vec![Pairs::ALIKE; last - first];
        Some(Region { criteria, facts, standings, cluster, live, now, first, worlds: [Vec::new(), Vec::new()] })
    }

    /// Which of the pairs aimed at can come about; past the bound on the work, all of them.
    fn reach(&mut self, aim: Pairs, difference: Difference, folds_left: &mut usize) -> Pairs {
        for world in &mut self.worlds {
            world.clear();
            world.extend_from_slice(self.facts.assumed);
        }
        if let Difference::Field(field, one, other) = difference {
            let [first, second] = &mut self.worlds;
            first.push((field, one));
            second.push((field, other));
        }
        let mut found = Pairs::NONE;
        self.walk(0, aim, difference, &mut found, folds_left);
        found
    }

    fn walk(&mut self, depth: usize, aim: Pairs, difference: Difference, found: &mut Pairs, folds_left: &mut usize) {
        if *folds_left == 0 {
            *found = aim;
            return;
        }
        *folds_left -= 1;
        let reachable = self.fold(difference).intersect(aim).without(*found);
        if reachable.is_empty() {
            return;
        }
        let is_varied = |live: &Live| matches!(difference, Difference::Field(field, ..) if field == live.field);
        let next = self.live.iter().skip(depth).position(|live| !is_varied(live)).map(|skipped| depth + skipped);
        let Some(next) = next else {
            *found = found.union(reachable);
            return;
        };
        let mut number = 0;
        while let Some((field, cell)) =
            self.live.get(next).and_then(|live| Some((live.field, *live.cells.get(number)?)))
        {
            self.worlds.iter_mut().for_each(|world| world.push((field, cell)));
            self.walk(next + 1, aim, difference, found, folds_left);
            self.worlds.iter_mut().for_each(|world| {
                world.pop();
            });
            if aim.without(*found).is_empty() {
                return;
            }
            number += 1;
        }
    }

    /// Whether the cluster can come out differently for two cells of a shared field.
    fn field_matters(&mut self, field: FieldId, folds_left: &mut usize) -> bool {
        let cells =
            self.live.iter().find(|live| live.field == field).map(|live| live.cells.clone()).unwrap_or_default();
        // If neighbours always come to the same, all do.
        cells.windows(2).any(|pair| {
            let [one, other] = pair else { return false };
            let difference = Difference::Field(field, *one, *other);
            !self.reach(Pairs::APART, difference, folds_left).is_empty()
        })
    }

    /// What the cluster can come to under the assumptions, as far as folding tells.
    fn fold(&mut self, difference: Difference) -> Pairs {
        let nodes = self.criteria.nodes();
        for member in self.cluster.members.iter().rev() {
            let end = nodes.get(*member).map_or(*member, |node| node.end);
            for at in (*member..end).rev() {
                let Some(node) = nodes.get(at) else { continue };
                let standing = self.standings.get(at).copied().unwrap_or(Standing::Unknown);
                let pairs = if !standing.is_open() {
                    Pairs::alike(standing.truth())
                } else if node.is_leaf() {
                    self.leaf(at, node, difference)
                } else {
                    let children = self.criteria.children(at);
                    Pairs::of_group(&node.kind, children.filter_map(|child| self.now.get(child - self.first).copied()))
                };
                if let Some(slot) = self.now.get_mut(at - self.first) {
                    *slot = pairs;
                }
            }
        }
        let members = self.cluster.members.iter().filter_map(|member| self.now.get(member - self.first).copied());
        nodes.get(self.cluster.group).map_or(Pairs::ALIKE, |node| Pairs::of_group(&node.kind, members))
    }

    fn leaf(&self, place: usize, node: &Node, difference: Difference) -> Pairs {
        let [first, second] = &self.worlds;
        // What the caller assumed is in the standings already.
        let own = first.get(self.facts.assumed.len()..).unwrap_or_default();
        let reads = |(field, _): &(FieldId, Answer)| node.fields.contains(field);
        let stands =
            |assumed: &[(FieldId, Answer)]| leaf(self.criteria, place, &Facts { assumed, ..*self.facts }).truth();
        let differs = matches!(difference, Difference::Field(field, ..) if node.fields.contains(&field));
        let truth = if own.iter().any(reads) { stands(first) } else { Truth::Unknown };
        match difference {
            Difference::Field(..) if differs => Pairs::of(truth, stands(second)),
            Difference::Leaf(own) if own == place && truth == Truth::Unknown => Pairs::FIRST,
            _ => Pairs::alike(truth),
        }
    }
}

fn test(criteria: &Criteria, place: usize) -> Option<&Test> {
    match criteria.nodes().get(place).map(|node| &node.kind) {
        Some(NodeKind::Test(test)) => Some(test),
        _ => None,
    }
}
