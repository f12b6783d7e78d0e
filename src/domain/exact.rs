//! Decisions beyond Kleene: goes through the possibilities of fields that several open criteria read.
//!
//! With `revenue >= 1亿 and …` beside `revenue <= 1亿 and …` plain three-valued logic stays open although one
//! of the two holds whatever the revenue is. Each [cluster](super::cluster) of such criteria is gone through: its shared
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

use chrono::NaiveDate;

use super::answer::Answer;
use super::cluster::{Blank, Cluster};
use super::criterion::{Criteria, Node, NodeKind};
use super::decide::{Depth, Standing, leaf, of_children};
use super::expr::{Facts, Num};
use super::field::{Field, FieldId, Vocabulary};
use super::profile::Profile;
use super::region::Region;

/// How often one decision may fold a cluster before it is left as it is.
pub(super) const MOST_FOLDS: usize = 2_000;

/// One program's criteria being gone through.
pub(super) struct Exact<'a> {
    criteria: &'a Criteria,
    facts: &'a Facts<'a>,
    /// The clusters that are open, innermost first.
    open: Vec<Open<'a>>,
    /// Folds still allowed.
    folds_left: usize,
}

/// An open cluster, and how it is gone through.
struct Open<'a> {
    cluster: &'a Cluster,
    way: Way<'a>,
    /// Whether it stands within another open one, which goes through its possibilities as well.
    is_held: bool,
}

enum Way<'a> {
    /// Nothing below it is known, so what it comes to was worked out when the data were loaded.
    Known(&'a Blank),
    Through(Box<Region<'a>>),
}

impl<'a> Exact<'a> {
    pub(super) fn new(criteria: &'a Criteria, facts: &'a Facts<'a>) -> Exact<'a> {
        Exact { criteria, facts, open: Vec::new(), folds_left: MOST_FOLDS }
    }

    /// How far the possibilities were gone through.
    pub(super) fn depth(&self) -> Depth {
        match self.folds_left {
            _ if self.open.is_empty() => Depth::Plain,
            0 => Depth::Bounded,
            _ => Depth::Exact,
        }
    }

    /// Decides open groups of the tree, the innermost first, and folds what follows upwards.
    pub(super) fn sharpen(&mut self, standings: &mut [Standing]) {
        let mut clusters = self.criteria.clusters().iter().peekable();
        for (place, node) in self.criteria.nodes().iter().enumerate().rev().filter(|(_, node)| !node.is_leaf()) {
            // What was decided below may settle this group already.
            let mut standing = of_children(self.criteria, place, |child| standings.get(child).copied());
            while let Some(cluster) = clusters.next_if(|cluster| cluster.group == place) {
                if standing.is_open() {
                    standing = self.settle(cluster, &node.kind, standings).unwrap_or(standing);
                }
            }
            if let Some(slot) = standings.get_mut(place) {
                *slot = standing;
            }
        }
    }

    /// How a cluster settles its group, if it is open and does.
    fn settle(&mut self, cluster: &'a Cluster, kind: &NodeKind, standings: &[Standing]) -> Option<Standing> {
        let blank = cluster.blank.as_ref().filter(|_| self.is_blank(cluster, standings));
        let (settled, way) = match blank {
            Some(blank) => (blank.settled, Way::Known(blank)),
            None => {
                let mut region = Region::new(self.criteria, self.facts, cluster, standings)?;
                (region.settles(kind, &mut self.folds_left), Way::Through(Box::new(region)))
            }
        };
        self.open.push(Open { cluster, way, is_held: false });
        settled
    }

    /// Whether nothing is known below the members of a cluster: no leaf is decided, and no field answered
    /// that is read together with a shared one.
    fn is_blank(&self, cluster: &Cluster, standings: &[Standing]) -> bool {
        let nodes = self.criteria.nodes();
        let mut places = cluster.members.iter().flat_map(|member| cluster.span(*member, nodes));
        let decided = |place: usize| standings.get(place).is_some_and(|standing| !standing.is_open());
        let readers = cluster.shared.iter().flat_map(|shared| &shared.readers);
        let mut read = readers.filter_map(|place| nodes.get(*place)).flat_map(|node| &node.fields);
        read.all(|field| self.is_unknown(*field))
            && !places.any(|place| decided(place) && nodes.get(place).is_some_and(Node::is_leaf))
    }

    /// Whether neither a field nor an input of its formula is known.
    fn is_unknown(&self, field: FieldId) -> bool {
        let inputs = || self.facts.fields.get(field).and_then(Field::derived).map(Num::fields).unwrap_or_default();
        matches!(self.facts.answer(field), None | Some(Answer::DontKnow))
            && inputs().into_iter().all(|input| self.is_unknown(input))
    }

    /// The open leaves that plain logic lets matter although nothing can come of them, ascending; to be
    /// asked after sharpening.
    ///
    /// `matters` says of a place whether plain logic lets it matter.
    pub(super) fn idle(&mut self, matters: impl Fn(usize) -> bool) -> Vec<usize> {
        let mut idle = Vec::new();
        let mut rest = self.open.as_mut_slice();
        // The outermost clusters hold the others and stand last.
        while let Some((open, inner)) = rest.split_last_mut() {
            rest = inner;
            if open.is_held || !matters(open.cluster.group) {
                continue;
            }
            match &mut open.way {
                Way::Known(blank) => idle.extend(blank.idle.iter().copied().filter(|place| matters(*place))),
                Way::Through(region) => idle.extend(region.idle(&matters, &mut self.folds_left)),
            }
            let holds = |inner: &&mut Open<'_>| open.cluster.holds(inner.cluster.group, self.criteria.nodes());
            rest.iter_mut().filter(holds).for_each(|inner| inner.is_held = true);
        }
        idle.sort_unstable();
        idle
    }

    /// What each open cluster comes to by itself, by its place among those of the criteria.
    fn blanks(&mut self) -> Vec<(usize, Blank)> {
        let clusters = self.criteria.clusters();
        let mut found = Vec::new();
        for open in &mut self.open {
            let (Some(place), Way::Through(region)) =
                (clusters.iter().position(|cluster| std::ptr::eq(cluster, open.cluster)), &mut open.way)
            else {
                continue;
            };
            let kind = self.criteria.nodes().get(open.cluster.group).map_or(&NodeKind::All, |node| &node.kind);
            let mut folds_left = MOST_FOLDS;
            let settled = region.settles(kind, &mut folds_left);
            let idle = region.idle(|_| true, &mut folds_left);
            if folds_left > 0 {
                found.push((place, Blank { settled, idle }));
            }
        }
        found
    }
}

/// What the clusters of criteria come to while nothing is known, for those where that does not depend on
/// the day; by their places.
pub(super) fn blanks(criteria: &Criteria, fields: &Vocabulary) -> Vec<(usize, Blank)> {
    let profile = Profile::default();
    let facts = Facts { fields, profile: &profile, assumed: &[], as_of: NaiveDate::default() };
    let mut standings: Vec<Standing> = (0..criteria.nodes().len()).map(|place| leaf(criteria, place, &facts)).collect();
    let mut exact = Exact::new(criteria, &facts);
    exact.sharpen(&mut standings);
    let mut found = exact.blanks();
    let depends_on_day = |node: &Node| matches!(&node.kind, NodeKind::Test(test) if test.reads_the_day(fields));
    found.retain(|(place, _)| {
        let cluster = criteria.clusters().get(*place);
        let mut readers = cluster.iter().flat_map(|cluster| &cluster.shared).flat_map(|shared| &shared.readers);
        !readers.any(|place| criteria.nodes().get(*place).is_some_and(depends_on_day))
    });
    found
}
