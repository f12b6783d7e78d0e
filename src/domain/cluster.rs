//! Clusters: the parts of a criteria tree that are bound together by fields which several criteria read.
//!
//! Plain three-valued logic treats every criterion as if it could turn out either way by itself. That is
//! exact wherever the criteria read different fields. Where they share one (`revenue >= 1亿` beside
//! `revenue <= 1亿`), only going through the possibilities of the shared field tells more. A cluster is
//! the smallest part of the tree that has to be gone through together; it depends on the criteria alone,
//! so it is worked out once, when the data load.
//!
//! Invariants: clusters stand innermost first; a field that several criteria of a tree read is a field of
//! the cluster at the lowest group that holds all of them.

use std::ops::Range;

use super::criterion::{Node, NodeKind};
use super::decide::Standing;
use super::field::FieldId;

/// A shared field with the criteria of one cluster that read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The field.
    pub field: FieldId,
    /// The places of the criteria that read it, in order; at least two.
    pub readers: Vec<usize>,
}

/// Children of one group that cannot be judged one by one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// The place of the group.
    pub group: usize,
    /// The places of the children in question; all children of a group that counts.
    pub members: Vec<usize>,
    /// The fields that several criteria below the members read.
    pub shared: Vec<Shared>,
    /// What it comes to while nothing below it is known; absent where that depends on the day.
    pub(super) blank: Option<Blank>,
}

/// What going through a cluster comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Blank {
    /// How it settles its group, if it does.
    pub(super) settled: Option<Standing>,
    /// The leaves of which nothing can come, ascending.
    pub(super) idle: Vec<usize>,
}

impl Cluster {
    /// Whether a node stands below one of the members, or is one.
    #[must_use]
    pub fn holds(&self, place: usize, nodes: &[Node]) -> bool {
        self.members.iter().any(|member| self.span(*member, nodes).contains(&place))
    }
}

impl Cluster {
    /// The places of a member and of all below it.
    pub(super) fn span(&self, member: usize, nodes: &[Node]) -> Range<usize> {
        member..end(nodes, member)
    }
}

/// The clusters of a tree in pre-order, innermost first.
pub(super) fn clusters(nodes: &[Node]) -> Vec<Cluster> {
    let shared = shared(nodes, |_| true);
    if shared.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (group, node) in nodes.iter().enumerate().rev().filter(|(_, node)| !node.is_leaf()) {
        let children: Vec<usize> = children(nodes, group).collect();
        let mut parts = bound_together(&children, nodes, &shared);
        if matches!(node.kind, NodeKind::AtLeast(_)) && !parts.is_empty() {
            // What is counted cannot be taken apart.
            parts = vec![children];
        }
        for members in parts {
            let within = |place: usize| members.iter().any(|member| (*member..end(nodes, *member)).contains(&place));
            found.push(Cluster { group, shared: self::shared(nodes, within), members: members.clone(), blank: None });
        }
    }
    found
}

/// The fields that at least two leaves among the chosen places read.
fn shared(nodes: &[Node], chosen: impl Fn(usize) -> bool) -> Vec<Shared> {
    let mut found: Vec<Shared> = Vec::new();
    for (place, node) in nodes.iter().enumerate().filter(|(place, _)| chosen(*place)) {
        for field in &node.fields {
            match found.iter_mut().find(|shared| shared.field == *field) {
                Some(shared) => shared.readers.push(place),
                None => found.push(Shared { field: *field, readers: vec![place] }),
            }
        }
    }
    found.retain(|shared| shared.readers.len() > 1);
    found
}

/// The sets of children that share a field, directly or by way of another child; each of two or more.
fn bound_together(children: &[usize], nodes: &[Node], shared: &[Shared]) -> Vec<Vec<usize>> {
    // The number of the set that each child is in; sets are joined where a field spans two of them.
    let mut set_of: Vec<usize> = (0..children.len()).collect();
    for field in shared {
        let reads = |child: &usize| field.readers.iter().any(|leaf| (*child..end(nodes, *child)).contains(leaf));
        let mut sets = children.iter().zip(&set_of).filter(|(child, _)| reads(child)).map(|(_, set)| *set);
        let Some(first) = sets.next() else { continue };
        let joined: Vec<usize> = sets.collect();
        for set in &mut set_of {
            if joined.contains(set) {
                *set = first;
            }
        }
    }
    let members = |set: usize| {
        let pairs = children.iter().zip(&set_of).filter(move |(_, own)| **own == set);
        pairs.map(|(child, _)| *child).collect::<Vec<_>>()
    };
    (0..children.len()).map(members).filter(|members| members.len() > 1).collect()
}

fn end(nodes: &[Node], place: usize) -> usize {
    nodes.get(place).map_or(place, |node| node.end)
}

fn children(nodes: &[Node], place: usize) -> impl Iterator<Item = usize> {
    let until = end(nodes, place);
    std::iter::successors(Some(place + 1), |child| Some(end(nodes, *child))).take_while(move |child| *child < until)
}

#[cfg(test)]
mod tests {
    use super::clusters;
    use crate::domain::criterion::{Citation, Node, NodeKind};
    use crate::domain::expr::Test;
    use crate::domain::field::FieldId;

    /// A tree in a compact notation: `a(0 1 o(0 2))` is *all* of a leaf on field 0, one on field 1, and an
    /// *any* of leaves on 0 and 2; `2(…)` is at least two of. A leaf on two fields is `0+1`.
    fn tree(text: &str) -> Vec<Node> {
        let spaced = text.replace('(', " ( ").replace(')', " ) ");
        let mut nodes: Vec<Node> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let mut words = spaced.split_whitespace().peekable();
        while let Some(word) = words.next() {
            if word == ")" {
                let place = open.pop().expect("an open group");
                nodes[place].end = nodes.len();
                continue;
            }
            let is_group = words.next_if_eq(&"(").is_some();
            let fields: Vec<FieldId> = match is_group {
                true => Vec::new(),
                false => word.split('+').map(|id| FieldId(id.parse().expect("a field"))).collect(),
            };
            let kind = match (is_group, word) {
                (true, "a") => NodeKind::All,
                (true, "o") => NodeKind::Any,
                (true, count) => NodeKind::AtLeast(count.parse().expect("a count")),
                (false, _) => NodeKind::Test(Test::Flag { field: fields[0], want: true }),
            };
            let (place, depth) = (nodes.len(), open.len());
            let (id, label, citation) = (String::new(), String::new(), Citation::default());
            nodes.push(Node { id, label, kind, citation, soft: false, note: None, fields, depth, end: place + 1 });
            if is_group {
                open.push(place);
            }
        }
        nodes
    }

    fn check(text: &str, expected: &str) {
        let found = clusters(&tree(text));
        let shown: Vec<String> = found
            .iter()
            .map(|cluster| {
                let shared: Vec<String> =
                    cluster.shared.iter().map(|s| format!("{}{:?}", s.field.0, s.readers)).collect();
                format!("{}{:?} {}", cluster.group, cluster.members, shared.join(" "))
            })
            .collect();
        assert_eq!(shown.join("; "), expected, "{text}");
    }

    #[test]
    fn only_what_shares_a_field_is_bound_together() {
        check("a(0 1 2)", "");
        check("a(0 1 0)", "0[1, 3] 0[1, 3]");
        check("a(0 1 o(0 2))", "0[1, 3] 0[1, 4]");
        check("a(0 1 0 2 1)", "0[1, 3] 0[1, 3]; 0[2, 5] 1[2, 5]");
        // One child binds two fields together.
        check("a(0 0+1 1 2)", "0[1, 2, 3] 0[1, 2] 1[2, 3]");
    }

    #[test]
    fn clusters_within_clusters_come_first() {
        check("a(0 o(1 1 0) 2)", "2[3, 4] 1[3, 4]; 0[1, 2] 0[1, 5] 1[3, 4]");
        check("a(o(0 0) o(1 2))", "1[2, 3] 0[2, 3]");
    }

    #[test]
    fn what_is_counted_is_not_taken_apart() {
        check("a(2(0 1 0 2) 3)", "1[2, 3, 4, 5] 0[2, 4]");
    }
}
