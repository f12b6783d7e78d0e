//! Verdicts: the criteria tree folded over what is known.
//!
//! Leaves are met, failed or open; the fold is Kleene's strong logic, which is sound: it never decides
//! what a completion of the open answers could overturn. On top of it stand three refinements:
//!
//! - *exact*: where an open field is read by several criteria, the fold can leave open what is already
//!   decided; [`super::exact`] then goes through the possibilities.
//! - *likely*: everything that facts can settle is settled in favour, and only judgements or external
//!   standards that nobody has ticked remain. In the fold a pending tick ranks between unknown and yes,
//!   and an open test beside it keeps the group undecided, so that *likely* never rests on a fact that
//!   was not asked. It also needs at least one met test: nothing known is never 初步符合.
//! - *moot*: an open leaf below a group that is already decided can no longer matter.

use super::criterion::{Criteria, NodeKind};
use super::exact;
use super::expr::Facts;
use super::message::Lang;
use super::truth::Truth;

/// The verdict on eligibility, the first axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Eligibility {
    /// All true.
    Eligible,
    /// Every test true, some judgement or external criterion not ticked yet.
    Likely,
    /// Open.
    Undecided,
    /// False under every completion.
    Ineligible,
    /// No criteria to meet or fail.
    Reference,
}

impl Eligibility {
    /// The word of JSON output.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Eligibility::Eligible => "eligible",
            Eligibility::Likely => "likely",
            Eligibility::Undecided => "undecided",
            Eligibility::Ineligible => "ineligible",
            Eligibility::Reference => "reference",
        }
    }

    /// The words on screen.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Eligibility::Eligible => lang.pick("符合", "eligible"),
            Eligibility::Likely => lang.pick("初步符合", "likely"),
            Eligibility::Undecided => lang.pick("待补充", "undecided"),
            Eligibility::Ineligible => lang.pick("不符合", "ineligible"),
            Eligibility::Reference => lang.pick("仅供查阅", "reference"),
        }
    }
}

/// How a criterion stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// It holds.
    Met,
    /// It does not hold.
    Failed,
    /// Not known yet.
    Unknown,
    /// Not known, and it can no longer matter.
    Moot,
}

impl Status {
    /// The word of JSON output.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Status::Met => "met",
            Status::Failed => "failed",
            Status::Unknown => "unknown",
            Status::Moot => "moot",
        }
    }
}

/// A program's standing for one profile and date: the verdict and how each node stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The verdict.
    pub eligibility: Eligibility,
    /// How each node of the criteria stands, in their order.
    pub statuses: Vec<Status>,
    /// How many leaves are met, failed and unknown or moot.
    pub counts: Counts,
}

/// How many leaves stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Leaves met.
    pub met: usize,
    /// Leaves failed.
    pub failed: usize,
    /// Leaves open, moot ones included.
    pub open: usize,
    /// Leaves that are tests, which facts alone can settle.
    pub testable: usize,
    /// All leaves.
    pub total: usize,
}

/// How a node stands while the tree is folded: truth, with a pending tick between unknown and yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    No,
    Unknown,
    Pending,
    Yes,
}

impl Standing {
    fn truth(self) -> Truth {
        match self {
            Standing::No => Truth::No,
            Standing::Unknown | Standing::Pending => Truth::Unknown,
            Standing::Yes => Truth::Yes,
        }
    }
}

impl From<Truth> for Standing {
    fn from(truth: Truth) -> Standing {
        match truth {
            Truth::Yes => Standing::Yes,
            Truth::No => Standing::No,
            Truth::Unknown => Standing::Unknown,
        }
    }
}

/// Decides one program's criteria.
#[must_use]
pub fn decide(criteria: &Criteria, facts: &Facts<'_>) -> Decision {
    let mut standings = fold(criteria, |place| leaf(criteria, place, facts));
    if standings.first() == Some(&Standing::Unknown) {
        exact::sharpen(criteria, facts, &mut standings);
    }
    let statuses = statuses(criteria, &standings);
    let counts = count(criteria, &statuses);
    let eligibility = match standings.first() {
        None => Eligibility::Reference,
        Some(Standing::Yes) => Eligibility::Eligible,
        Some(Standing::No) => Eligibility::Ineligible,
        Some(Standing::Pending) if has_met_test(criteria, &statuses) => Eligibility::Likely,
        Some(Standing::Pending | Standing::Unknown) => Eligibility::Undecided,
    };
    Decision { eligibility, statuses, counts }
}

/// How a leaf stands by itself.
pub(super) fn leaf(criteria: &Criteria, place: usize, facts: &Facts<'_>) -> Standing {
    match criteria.nodes().get(place).map(|node| &node.kind) {
        Some(NodeKind::Test(test)) => Standing::from(test.eval(facts)),
        Some(NodeKind::Judgement { tick, .. } | NodeKind::External { tick, .. }) => match facts.profile.tick(*tick) {
            Some(Truth::Yes) => Standing::Yes,
            Some(Truth::No) => Standing::No,
            Some(Truth::Unknown) | None => Standing::Pending,
        },
        _ => Standing::Unknown,
    }
}

/// The verdict of the tree when the leaves stand as `leaf` says; for asking "what if".
#[must_use]
pub fn outcome(criteria: &Criteria, leaf: impl Fn(usize) -> Truth) -> Truth {
    let standings = fold(criteria, |place| Standing::from(leaf(place)));
    standings.first().map_or(Truth::Unknown, |root| root.truth())
}

/// Every node's standing. Nodes stand in pre-order, so walking backwards sees children first.
fn fold(criteria: &Criteria, leaf: impl Fn(usize) -> Standing) -> Vec<Standing> {
    let mut standings = vec![Standing::Unknown; criteria.nodes().len()];
    for (place, node) in criteria.nodes().iter().enumerate().rev() {
        let standing = if node.is_leaf() {
            leaf(place)
        } else {
            of_children(criteria, place, |child| standings.get(child).copied())
        };
        if let Some(slot) = standings.get_mut(place) {
            *slot = standing;
        }
    }
    standings
}

/// How a group stands, given how each of its children does.
pub(super) fn of_children(criteria: &Criteria, place: usize, standing: impl Fn(usize) -> Option<Standing>) -> Standing {
    let children = criteria.children(place).filter_map(standing);
    criteria.nodes().get(place).map_or(Standing::Unknown, |node| group(&node.kind, children))
}

fn group(kind: &NodeKind, children: impl Iterator<Item = Standing>) -> Standing {
    let (mut yes, mut no, mut unknown, mut pending) = (0, 0, 0, 0);
    for child in children {
        match child {
            Standing::Yes => yes += 1,
            Standing::No => no += 1,
            Standing::Unknown => unknown += 1,
            Standing::Pending => pending += 1,
        }
    }
    let needed = match kind {
        NodeKind::All => yes + no + unknown + pending,
        NodeKind::Any => 1,
        NodeKind::AtLeast(count) => *count,
        NodeKind::Not => {
            return match (yes, no, pending) {
                (1, _, _) => Standing::No,
                (_, 1, _) => Standing::Yes,
                (_, _, 1) => Standing::Pending,
                _ => Standing::Unknown,
            };
        }
        NodeKind::Test(_) | NodeKind::Judgement { .. } | NodeKind::External { .. } => {
            return Standing::Unknown;
        }
    };
    if yes >= needed {
        Standing::Yes
    } else if yes + unknown + pending < needed {
        Standing::No
    } else if unknown > 0 {
        Standing::Unknown
    } else {
        Standing::Pending
    }
}

/// A node below a decided group is moot when it is open itself.
fn statuses(criteria: &Criteria, standings: &[Standing]) -> Vec<Status> {
    let mut decided_until = 0;
    let mut result = Vec::with_capacity(standings.len());
    for (place, (node, standing)) in criteria.nodes().iter().zip(standings).enumerate() {
        let truth = standing.truth();
        result.push(match truth {
            Truth::Yes => Status::Met,
            Truth::No => Status::Failed,
            Truth::Unknown if place < decided_until => Status::Moot,
            Truth::Unknown => Status::Unknown,
        });
        if truth.is_decided() {
            decided_until = decided_until.max(node.end);
        }
    }
    result
}

fn count(criteria: &Criteria, statuses: &[Status]) -> Counts {
    let mut counts = Counts::default();
    // Hardly any program has a *not*, so the others are not walked again for every leaf.
    let any_not = criteria.nodes().iter().any(|node| matches!(node.kind, NodeKind::Not));
    for (place, node) in criteria.leaves() {
        counts.total += 1;
        counts.testable += usize::from(matches!(node.kind, NodeKind::Test(_)));
        match (statuses.get(place), any_not && is_turned(criteria, place)) {
            (Some(Status::Met), false) | (Some(Status::Failed), true) => counts.met += 1,
            (Some(Status::Failed), false) | (Some(Status::Met), true) => counts.failed += 1,
            (Some(Status::Unknown | Status::Moot) | None, _) => counts.open += 1,
        }
    }
    counts
}

/// Whether a leaf speaks for the client by failing, because it stands below a *not*.
fn is_turned(criteria: &Criteria, leaf: usize) -> bool {
    let nots = criteria.nodes().iter().enumerate().take(leaf).filter(|(_, node)| matches!(node.kind, NodeKind::Not));
    nots.filter(|(_, node)| leaf < node.end).count() % 2 == 1
}

fn has_met_test(criteria: &Criteria, statuses: &[Status]) -> bool {
    let mut nodes = criteria.nodes().iter().zip(statuses);
    nodes.any(|(node, status)| matches!(node.kind, NodeKind::Test(_)) && *status == Status::Met)
}
