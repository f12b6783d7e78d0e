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

use super::criterion::Criteria;
use super::decide::{Depth, Standing, of_children};
use super::expr::Facts;
use super::region::Region;

/// How often one decision may fold a cluster before it is left as it is.
pub(super) const MOST_FOLDS: usize = 2_000;

/// One program's criteria being gone through.
pub(super) struct Exact<'a> {
    criteria: &'a Criteria,
    facts: &'a Facts<'a>,
    /// The clusters that are open, innermost first.
    regions: Vec<Region<'a>>,
    /// Folds still allowed.
    folds_left: usize,
}

impl<'a> Exact<'a> {
    pub(super) fn new(criteria: &'a Criteria, facts: &'a Facts<'a>) -> Exact<'a> {
        Exact { criteria, facts, regions: Vec::new(), folds_left: MOST_FOLDS }
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
                    && let Some(mut region) = Region::new(self.criteria, self.facts, cluster, standings)
                {
                    standing = region.settles(&node.kind, &mut self.folds_left).unwrap_or(standing);
                    self.regions.push(region);
                }
            }
            if let Some(slot) = standings.get_mut(place) {
                *slot = standing;
            }
        }
    }

    /// The open leaves that plain logic lets matter although nothing can come of them, ascending; to be
    /// asked after sharpening.
    ///
    /// `matters` says of a place whether plain logic lets it matter.
    pub(super) fn idle(&mut self, matters: impl Fn(usize) -> bool) -> Vec<usize> {
        let mut idle = Vec::new();
        let folds_left = &mut self.folds_left;
        let mut rest = self.regions.as_mut_slice();
        // The outermost regions hold the others and stand last.
        while let Some((region, inner)) = rest.split_last_mut() {
            rest = inner;
            if matters(region.group()) && !region.is_held {
                idle.extend(region.idle(&matters, folds_left));
                for other in rest.iter_mut().filter(|other| region.holds(other.group())) {
                    other.is_held = true;
                }
            }
        }
        idle.sort_unstable();
        idle
    }
}
