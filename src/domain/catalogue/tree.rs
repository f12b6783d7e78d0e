//! Checks a criteria tree and lays it out flat.

use super::locate::Path;
use super::problem::Findings;
use super::raw::{RawNode, RawTree};
use crate::domain::criterion::{Citation, Criteria, Node, NodeKind};
use crate::domain::expr;
use crate::domain::field::Vocabulary;
use crate::domain::profile::TickId;
use crate::message;

/// An anchor marks a place; longer would be quoting.
const LONGEST_ANCHOR: usize = 24;
/// No criteria of the handbook nest deeper; the bound keeps recursion safe.
const DEEPEST: usize = 16;

/// Lays one program's criteria out; `ticks` takes the names of its judgements.
pub(super) struct Layout<'a, 'b> {
    pub(super) fields: &'a Vocabulary,
    /// The program's REF, `45/little-giant`.
    pub(super) program: String,
    pub(super) ticks: &'a mut Vec<String>,
    pub(super) findings: &'a mut Findings<'b>,
    nodes: Vec<Node>,
}

impl<'a, 'b> Layout<'a, 'b> {
    pub(super) fn new(
        fields: &'a Vocabulary,
        program: String,
        ticks: &'a mut Vec<String>,
        findings: &'a mut Findings<'b>,
    ) -> Layout<'a, 'b> {
        Layout { fields, program, ticks, findings, nodes: Vec::new() }
    }

    pub(super) fn criteria(mut self, root: RawTree, path: &Path<'_>) -> Criteria {
        self.node(root.0, path, 0);
        Criteria::from_preorder(self.nodes, self.fields)
    }

    fn node(&mut self, raw: RawNode<RawTree>, path: &Path<'_>, depth: usize) {
        if depth > DEEPEST {
            self.findings.add(path, message!("条件树嵌套太深", "the criteria are nested too deeply"));
            return;
        }
        self.check_id(&raw, path);
        let place = self.nodes.len();
        let kinds = [
            raw.all.is_some(),
            raw.any.is_some(),
            raw.at_least.is_some() || raw.of.is_some(),
            raw.not.is_some(),
            raw.test.is_some(),
            raw.judgement.is_some(),
            raw.external.is_some(),
        ];
        if kinds.iter().filter(|there| **there).count() != 1 {
            self.findings.add(
                path,
                message!(
                    "这里要有且只有 all、any、at_least+of、not、test、judgement、external 之一",
                    "exactly one of all, any, at_least with of, not, test, judgement, external expected",
                ),
            );
            return;
        }
        let is_leaf = raw.test.is_some() || raw.judgement.is_some() || raw.external.is_some();
        let citation = citation(raw.at, raw.anchor, path, self.findings);
        if is_leaf {
            for (key, text) in
                [("id", &raw.id), ("label", &raw.label), ("at", &citation.at), ("anchor", &citation.anchor)]
            {
                if text.as_deref().is_none_or(str::is_empty) {
                    self.findings.add(path, message!("条件缺 `{key}`", "the criterion has no `{key}`"));
                }
            }
        }
        let id = raw.id.unwrap_or_default();
        let (kind, children) = if let Some(text) = raw.test {
            (self.test(&text, &path.key("test")), Vec::new())
        } else if let Some(hint) = raw.judgement {
            (NodeKind::Judgement { tick: self.tick(&id), hint }, Vec::new())
        } else if let Some(standard) = raw.external {
            (NodeKind::External { tick: self.tick(&id), standard }, Vec::new())
        } else if let Some(children) = raw.all {
            (NodeKind::All, with_key("all", children))
        } else if let Some(children) = raw.any {
            (NodeKind::Any, with_key("any", children))
        } else if let Some(child) = raw.not {
            (NodeKind::Not, vec![("not", None, child.0)])
        } else {
            let children = raw.of.unwrap_or_default();
            let count = raw.at_least.unwrap_or(0);
            if count == 0 || count > children.len() {
                let total = children.len();
                self.findings.add(
                    &path.key("at_least"),
                    message!(
                        "at_least 应为 1 到 {total}，不是 {count}",
                        "at_least goes from 1 to {total}, not {count}",
                    ),
                );
            }
            (NodeKind::AtLeast(count), with_key("of", children))
        };
        if !is_leaf && children.is_empty() {
            self.findings.add(path, message!("这一组没有条件", "the group has no criteria"));
        }
        let fields = match &kind {
            NodeKind::Test(test) => test.fields(),
            _ => Vec::new(),
        };
        self.nodes.push(Node {
            id,
            label: raw.label.unwrap_or_default(),
            kind,
            citation,
            soft: raw.soft.unwrap_or(false),
            note: raw.note,
            fields,
            depth,
            end: place + 1,
        });
        for (key, index, child) in children {
            let list = path.key(key);
            match index {
                Some(index) => self.node(child, &list.index(index), depth + 1),
                None => self.node(child, &list, depth + 1),
            }
        }
        let end = self.nodes.len();
        if let Some(node) = self.nodes.get_mut(place) {
            node.end = end;
        }
    }

    fn check_id(&mut self, raw: &RawNode<RawTree>, path: &Path<'_>) {
        let Some(id) = raw.id.as_deref() else { return };
        if self.nodes.iter().any(|node| node.id == id) {
            self.findings.add(&path.key("id"), message!("条件 `{id}` 写了两次", "criterion `{id}` is there twice"));
        }
    }

    fn test(&mut self, text: &str, path: &Path<'_>) -> NodeKind {
        match expr::parse_test(text, self.fields) {
            Ok(test) => NodeKind::Test(test),
            Err(error) => {
                self.findings.add_expression(path, text, error);
                // Only a stand-in while the remaining errors are collected; nothing is loaded.
                NodeKind::All
            }
        }
    }

    fn tick(&mut self, id: &str) -> TickId {
        self.ticks.push(format!("{}:{id}", self.program));
        TickId(self.ticks.len() - 1)
    }
}

/// A child with the key that holds it and its place there; `not` holds a single one.
type Child = (&'static str, Option<usize>, RawNode<RawTree>);

fn with_key(key: &'static str, children: Vec<RawTree>) -> Vec<Child> {
    children.into_iter().enumerate().map(|(index, child)| (key, Some(index), child.0)).collect()
}

/// A citation with an anchor of a lawful length.
pub(super) fn citation(
    at: Option<String>,
    anchor: Option<String>,
    path: &Path<'_>,
    findings: &mut Findings<'_>,
) -> Citation {
    if let Some(length) = anchor.as_deref().map(|text| text.chars().count()).filter(|n| *n > LONGEST_ANCHOR) {
        findings.add(
            &path.key("anchor"),
            message!(
                "anchor 有 {length} 个字，最多 {LONGEST_ANCHOR} 个",
                "the anchor has {length} characters, at most {LONGEST_ANCHOR} are allowed",
            ),
        );
    }
    Citation { at, anchor }
}
