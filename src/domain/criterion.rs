//! The criteria of a program: a tree of groups over leaves, kept flat for fast evaluation.
//!
//! Invariants: nodes stand in pre-order, so that a node's subtree is the run from it to its `end`; a
//! leaf's `end` is the next place; the first node is the root; the clusters are those of the nodes.

use super::cluster::{Cluster, clusters};
use super::exact::blanks;
use super::expr::Test;
use super::field::{FieldId, Vocabulary};
use super::profile::TickId;

/// Where in the official text something is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Citation {
    /// The place in the policy, such as `三、6`.
    pub at: Option<String>,
    /// A few words as printed there, by which the passage is found.
    pub anchor: Option<String>,
}

/// What a node of the tree is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// Every child must hold.
    All,
    /// One child must hold.
    Any,
    /// So many of the children must hold.
    AtLeast(usize),
    /// The child must not hold.
    Not,
    /// A comparison over fields.
    Test(Test),
    /// Only a person can say; the text tells what to look at.
    Judgement {
        /// The tick it is answered by.
        tick: TickId,
        /// What to look at.
        hint: String,
    },
    /// Its standard is not printed in the handbook; the text names the document.
    External {
        /// The tick it is answered by.
        tick: TickId,
        /// The document that holds the standard.
        standard: String,
    },
}

impl NodeKind {
    /// The word for a leaf of this kind in JSON; groups have `group`.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            NodeKind::Test(_) => "test",
            NodeKind::Judgement { .. } => "judgement",
            NodeKind::External { .. } => "external",
            NodeKind::All | NodeKind::Any | NodeKind::AtLeast(_) | NodeKind::Not => "group",
        }
    }

    /// The comparison of a test.
    #[must_use]
    pub fn test(&self) -> Option<&Test> {
        match self {
            NodeKind::Test(test) => Some(test),
            _ => None,
        }
    }

    /// The tick that answers a judgement or external criterion.
    #[must_use]
    pub fn tick(&self) -> Option<TickId> {
        match self {
            NodeKind::Judgement { tick, .. } | NodeKind::External { tick, .. } => Some(*tick),
            NodeKind::Test(_) | NodeKind::All | NodeKind::Any | NodeKind::AtLeast(_) | NodeKind::Not => None,
        }
    }
}

/// One row of the criteria tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The stable id within the program; empty for a group without one.
    pub id: String,
    /// The short text on screen, in our own words; empty for a group without one.
    pub label: String,
    /// What it is.
    pub kind: NodeKind,
    /// Where the handbook says so.
    pub citation: Citation,
    /// Worded with 原则上.
    pub soft: bool,
    /// A remark for the counsellor.
    pub note: Option<String>,
    /// The fields that its test reads, kept because every question asks for them.
    pub fields: Vec<FieldId>,
    /// How deep it stands; the root is 0.
    pub depth: usize,
    /// The place just after its subtree.
    pub end: usize,
}

impl Node {
    /// Whether it is a criterion and not a group.
    #[must_use]
    pub fn is_leaf(&self) -> bool {
        match self.kind {
            NodeKind::Test(_) | NodeKind::Judgement { .. } | NodeKind::External { .. } => true,
            NodeKind::All | NodeKind::Any | NodeKind::AtLeast(_) | NodeKind::Not => false,
        }
    }
}

/// The criteria of one program; empty for a program without any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Criteria {
    nodes: Vec<Node>,
    clusters: Vec<Cluster>,
}

impl Criteria {
    /// Criteria from nodes in pre-order; only for loading, which upholds the invariants.
    pub(super) fn from_preorder(nodes: Vec<Node>, fields: &Vocabulary) -> Criteria {
        let mut criteria = Criteria { clusters: clusters(&nodes), nodes };
        for (place, blank) in blanks(&criteria, fields) {
            if let Some(cluster) = criteria.clusters.get_mut(place) {
                cluster.blank = Some(blank);
            }
        }
        criteria
    }

    /// Every node, in pre-order.
    #[must_use]
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The parts that shared fields bind together, innermost first.
    #[must_use]
    pub fn clusters(&self) -> &[Cluster] {
        &self.clusters
    }

    /// The leaves with their places.
    pub fn leaves(&self) -> impl Iterator<Item = (usize, &Node)> {
        self.nodes.iter().enumerate().filter(|(_, node)| node.is_leaf())
    }

    /// The places of a node's children, in order.
    pub fn children(&self, place: usize) -> Children<'_> {
        let end = self.nodes.get(place).map_or(place, |node| node.end);
        Children { nodes: &self.nodes, next: place + 1, end }
    }

    /// The place of the criterion with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<usize> {
        self.nodes.iter().position(|node| node.is_leaf() && node.id == id)
    }
}

/// Steps over the children of a node.
#[derive(Clone, Debug)]
pub struct Children<'a> {
    nodes: &'a [Node],
    next: usize,
    end: usize,
}

impl Iterator for Children<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        if self.next >= self.end {
            return None;
        }
        let place = self.next;
        self.next = self.nodes.get(place)?.end;
        Some(place)
    }
}
