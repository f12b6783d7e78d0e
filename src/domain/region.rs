//! A cluster with what is open in it, being gone through: see [`super::exact`].
//!
//! Invariant: `now` holds, for every node below the members, what it comes to under the chosen cells, as of
//! the last fold; what is decided already stands there from the start.

mod idle;

use super::answer::Answer;
use super::cells::cells;
use super::cluster::Cluster;
use super::criterion::{Criteria, NodeKind};
use super::decide::{Standing, leaf};
use super::expr::{Facts, Test};
use super::field::FieldId;
use super::pairs::Pairs;
use super::truth::Truth;

/// A shared field that is open here.
struct Live {
    field: FieldId,
    cells: Vec<Answer>,
    /// The cell it is in, in the first world and in the other; `None` while that is open.
    chosen: [Option<usize>; 2],
}

/// An open node of the region, in the order of folding: children before their group.
struct Step {
    place: usize,
    source: Source,
}

/// Where a node's standing comes from.
enum Source {
    /// Its children.
    Group,
    /// Nothing that is shared: it can go either way.
    Free,
    /// One shared field and nothing else that is open: how it stands in each cell.
    Table(usize, Vec<Truth>),
    /// Several fields.
    Test,
}

/// What two worlds differ in.
#[derive(Clone, Copy)]
enum Difference {
    /// They do not.
    Nothing,
    /// One shared field, by its place in `live`, which is set in both already.
    Field(usize),
    /// Nothing: one criterion goes the same way in both, whatever the fields say.
    Leaf(usize, Pairs),
}

impl Difference {
    /// The shared field that is set already.
    fn varied(self) -> Option<usize> {
        match self {
            Difference::Field(number) => Some(number),
            Difference::Nothing | Difference::Leaf(..) => None,
        }
    }
}

/// A cluster with what is open in it.
pub(super) struct Region<'a> {
    criteria: &'a Criteria,
    facts: &'a Facts<'a>,
    cluster: &'a Cluster,
    live: Vec<Live>,
    steps: Vec<Step>,
    now: Vec<Pairs>,
    /// The place that `now` begins at.
    first: usize,
    /// Cells that let the cluster hold, that let it fail, and that let it come out differently in two worlds,
    /// as last found; mostly they still do.
    hints: [Vec<usize>; 3],
}

impl<'a> Region<'a> {
    /// The place of the group that the cluster is a part of.
    pub(super) fn group(&self) -> usize {
        self.cluster.group
    }

    /// Whether a node is one of the region.
    pub(super) fn holds(&self, place: usize) -> bool {
        self.cluster.holds(place, self.criteria.nodes())
    }

    /// `None` when no field is shared by several open criteria, so that plain logic is exact.
    pub(super) fn new(
        criteria: &'a Criteria,
        facts: &'a Facts<'a>,
        cluster: &'a Cluster,
        standings: &[Standing],
    ) -> Option<Region<'a>> {
        let is_open = |place: usize| standings.get(place).is_some_and(|standing| standing.is_open());
        let mut live = Vec::new();
        for shared in &cluster.shared {
            let open = || shared.readers.iter().copied().filter(|place| is_open(*place));
            if open().nth(1).is_none() {
                continue;
            }
            let tests: Vec<&Test> = open().filter_map(|place| criteria.nodes().get(place)?.kind.test()).collect();
            let cells = cells(shared.field, &tests, facts);
            if cells.len() > 1 {
                live.push(Live { field: shared.field, cells, chosen: [None, None] });
            }
        }
        let (first, last) = (cluster.members.first()?, cluster.members.last()?);
        let end = |place: &usize| criteria.nodes().get(*place).map_or(*place, |node| node.end);
        if live.is_empty() {
            return None;
        }
        let first = *first;
        let now =
            (first..end(last)).map(|place| standings.get(place).map_or(Pairs::ALIKE, |s| Pairs::alike(s.truth())));
        let mut region = Region {
            criteria,
            facts,
            cluster,
            live,
            steps: Vec::new(),
            now: now.collect(),
            first,
            hints: [const { Vec::new() }; 3],
        };
        let places = cluster.members.iter().rev().flat_map(|member| (*member..end(member)).rev());
        region.steps =
            places.filter(|place| is_open(*place)).map(|place| Step { place, source: region.source(place) }).collect();
        Some(region)
    }

    fn source(&self, place: usize) -> Source {
        let Some(node) = self.criteria.nodes().get(place) else { return Source::Free };
        if !node.is_leaf() {
            return Source::Group;
        }
        let mut live = self.live.iter().enumerate().filter(|(_, live)| node.fields.contains(&live.field));
        match (live.next(), live.next()) {
            (None, _) => Source::Free,
            (Some((number, live)), None) => {
                let truth = |cell: &Answer| self.test(place, &[(live.field, *cell)]);
                Source::Table(number, live.cells.iter().map(truth).collect())
            }
            _ => Source::Test,
        }
    }

    /// How a test stands under assumptions over those that the caller made.
    fn test(&self, place: usize, assumed: &[(FieldId, Answer)]) -> Truth {
        let stands = |assumed: &[_]| leaf(self.criteria, place, &Facts { assumed, ..*self.facts }).truth();
        if self.facts.assumed.is_empty() { stands(assumed) } else { stands(&[self.facts.assumed, assumed].concat()) }
    }

    /// How the cluster alone settles its group, if it does.
    pub(super) fn settles(&mut self, kind: &NodeKind, folds_left: &mut usize) -> Option<Standing> {
        self.settles_under(kind, Difference::Nothing, folds_left)
    }

    /// Whether some cell of a shared field makes the cluster settle its group.
    pub(super) fn settles_by_field(&mut self, kind: &NodeKind, field: FieldId, folds_left: &mut usize) -> bool {
        let Some(number) = self.live.iter().position(|live| live.field == field) else { return false };
        let settles = (0..self.live.get(number).map_or(0, |live| live.cells.len())).any(|cell| {
            self.choose(number, [Some(cell); 2]);
            self.settles_under(kind, Difference::Field(number), folds_left).is_some()
        });
        self.choose(number, [None; 2]);
        settles
    }

    /// Whether one open criterion makes the cluster settle its group by going one way or the other.
    pub(super) fn settles_by_leaf(&mut self, kind: &NodeKind, place: usize, folds_left: &mut usize) -> bool {
        let mut ways = [Pairs::TRUE, Pairs::FALSE].into_iter();
        self.holds(place)
            && ways.any(|way| self.settles_under(kind, Difference::Leaf(place, way), folds_left).is_some())
    }

    /// An *all* is settled by a part of it that cannot be, an *any* by one that must.
    fn settles_under(&mut self, kind: &NodeKind, difference: Difference, folds_left: &mut usize) -> Option<Standing> {
        let mut excludes = |aim| self.reach(aim, difference, folds_left).is_empty();
        match kind {
            NodeKind::All => excludes(Pairs::TRUE).then_some(Standing::No),
            NodeKind::Any => excludes(Pairs::FALSE).then_some(Standing::Yes),
            NodeKind::AtLeast(_) if excludes(Pairs::TRUE) => Some(Standing::No),
            NodeKind::AtLeast(_) => excludes(Pairs::FALSE).then_some(Standing::Yes),
            NodeKind::Not | NodeKind::Test(_) | NodeKind::Judgement { .. } | NodeKind::External { .. } => None,
        }
    }

    fn choose(&mut self, number: usize, cells: [Option<usize>; 2]) {
        if let Some(live) = self.live.get_mut(number) {
            live.chosen = cells;
        }
    }

    /// Which of the pairs aimed at can come about; past the bound on the work, all of them.
    fn reach(&mut self, aim: Pairs, difference: Difference, folds_left: &mut usize) -> Pairs {
        if self.hint_holds(aim, difference) {
            return aim;
        }
        let mut found = Pairs::NONE;
        self.walk(0, aim, difference, &mut found, folds_left);
        found
    }

    /// Whether what was found before for this aim holds here too, which saves looking for it.
    fn hint_holds(&mut self, aim: Pairs, difference: Difference) -> bool {
        let Some(hint) = hint_of(aim).and_then(|hint| self.hints.get(hint)).filter(|hint| !hint.is_empty()) else {
            return false;
        };
        let hint = hint.clone();
        self.choose_all(&hint, difference.varied());
        let holds = !self.fold(difference).intersect(aim).is_empty();
        self.choose_none(difference.varied());
        holds
    }

    fn choose_all(&mut self, cells: &[usize], but: Option<usize>) {
        for (number, cell) in cells.iter().enumerate().filter(|(number, _)| Some(*number) != but) {
            self.choose(number, [Some(*cell); 2]);
        }
    }

    fn choose_none(&mut self, but: Option<usize>) {
        for number in (0..self.live.len()).filter(|number| Some(*number) != but) {
            self.choose(number, [None; 2]);
        }
    }

    fn keep_hint(&mut self, aim: Pairs) {
        let cells = self.live.iter().map(|live| live.chosen.first().copied().flatten().unwrap_or_default());
        if let Some(slot) = hint_of(aim).and_then(|hint| self.hints.get_mut(hint)) {
            slot.clear();
            slot.extend(cells);
        }
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
        let Some(next) = (depth..self.live.len()).find(|number| Some(*number) != difference.varied()) else {
            *found = found.union(reachable);
            self.keep_hint(aim);
            return;
        };
        for cell in 0..self.live.get(next).map_or(0, |live| live.cells.len()) {
            self.choose(next, [Some(cell); 2]);
            self.walk(next + 1, aim, difference, found, folds_left);
            if aim.without(*found).is_empty() {
                break;
            }
        }
        self.choose(next, [None; 2]);
    }

    /// What the cluster can come to under the chosen cells, as far as folding tells.
    fn fold(&mut self, difference: Difference) -> Pairs {
        let nodes = self.criteria.nodes();
        for Step { place, source } in &self.steps {
            let pairs = match (source, difference) {
                (Source::Group, _) => {
                    let children = self.criteria.children(*place);
                    let children = children.filter_map(|child| self.now.get(child - self.first).copied());
                    nodes.get(*place).map_or(Pairs::ALIKE, |node| Pairs::of_group(&node.kind, children))
                }
                (_, Difference::Leaf(own, way)) if own == *place => way,
                (Source::Free, _) => Pairs::ALIKE,
                (Source::Table(number, _), Difference::Field(varied)) if *number != varied => {
                    Pairs::alike(self.stands(*place, source, 0))
                }
                (_, Difference::Field(_)) => {
                    let [one, other] = [0, 1].map(|world| self.stands(*place, source, world));
                    // Where both are open, the rest may be the same in both worlds, but need not tell the same.
                    Pairs::of(one, other)
                }
                _ => Pairs::alike(self.stands(*place, source, 0)),
            };
            if let Some(slot) = self.now.get_mut(*place - self.first) {
                *slot = pairs;
            }
        }
        let members = self.cluster.members.iter().filter_map(|member| self.now.get(member - self.first).copied());
        nodes.get(self.cluster.group).map_or(Pairs::ALIKE, |node| Pairs::of_group(&node.kind, members))
    }

    /// How a leaf stands in one of the worlds.
    fn stands(&self, place: usize, source: &Source, world: usize) -> Truth {
        let chosen = |live: &Live| live.chosen.get(world).copied().flatten();
        match source {
            Source::Group | Source::Free => Truth::Unknown,
            Source::Table(number, truths) => {
                let cell = self.live.get(*number).and_then(chosen);
                cell.and_then(|cell| truths.get(cell)).copied().unwrap_or(Truth::Unknown)
            }
            Source::Test => {
                let cell = |live: &Live| Some((live.field, *live.cells.get(chosen(live)?)?));
                let assumed: Vec<(FieldId, Answer)> = self.live.iter().filter_map(cell).collect();
                self.test(place, &assumed)
            }
        }
    }
}

/// Which hint serves an aim.
fn hint_of(aim: Pairs) -> Option<usize> {
    [Pairs::TRUE, Pairs::FALSE, Pairs::APART].iter().position(|known| *known == aim)
}
