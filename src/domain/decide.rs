//! Verdicts: the criteria tree folded over what is known.
//!
//! Leaves are met, failed or open; the fold is Kleene's strong logic, which is sound: it never decides
//! what a completion of the open answers could overturn. On top of it stand three refinements:
//!
//! - *exact*: where an open field is read by several criteria, the fold can leave open what is already
//!   decided; [`super::exact`] then goes through the possibilities.
//! - *likely*: no open fact can change the verdict any more, only judgements or external standards that
//!   nobody has ticked. In the fold a pending tick ranks between unknown and yes, and an open test beside
//!   it keeps the group undecided, so that *likely* never rests on a fact that was not asked. It also
//!   needs at least one met test: nothing known is never 初步符合.
//! - *moot*: an open leaf below a group that is already decided can no longer matter, nor one whose fields
//!   no remaining completion makes matter.

use super::criterion::{Criteria, NodeKind};
use super::exact::Exact;
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
    /// Every verdict, in the order in which programs are grouped.
    pub const ALL: [Eligibility; 5] = [
        Eligibility::Eligible,
        Eligibility::Likely,
        Eligibility::Undecided,
        Eligibility::Ineligible,
        Eligibility::Reference,
    ];

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
    /// How many leaves are met, failed and open.
    pub counts: Counts,
    /// How far the possibilities were gone through.
    pub depth: Depth,
}

/// How a decision was come by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// No open field is shared by several criteria, so three-valued logic is exact.
    Plain,
    /// Every possibility of the shared fields was gone through.
    Exact,
    /// There were too many possibilities: what three-valued logic leaves open stays open.
    Bounded,
}

/// How many leaves stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Leaves met.
    pub met: usize,
    /// Leaves failed, but for those in a group that is met by others.
    pub failed: usize,
    /// Leaves open that can still matter.
    pub open: usize,
    /// Leaves open that can no longer matter.
    pub moot: usize,
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
    pub(super) fn truth(self) -> Truth {
        match self {
            Standing::No => Truth::No,
            Standing::Unknown | Standing::Pending => Truth::Unknown,
            Standing::Yes => Truth::Yes,
        }
    }

    pub(super) fn is_open(self) -> bool {
        matches!(self, Standing::Unknown | Standing::Pending)
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
    let mut exact = Exact::new(criteria, facts);
    if standings.first() == Some(&Standing::Unknown) {
        exact.sharpen(&mut standings);
    }
    let mut statuses = statuses(criteria, &standings);
    let matters = |place: usize| statuses.get(place) == Some(&Status::Unknown);
    for place in exact.idle(matters) {
        if let Some(slot) = statuses.get_mut(place) {
            *slot = Status::Moot;
        }
    }
    decision(criteria, &standings, statuses, exact.depth())
}

/// The same by three-valued logic alone, which is sound but leaves more open: what exact decisions are
/// measured against.
#[must_use]
pub fn decide_plainly(criteria: &Criteria, facts: &Facts<'_>) -> Decision {
    let standings = fold(criteria, |place| leaf(criteria, place, facts));
    decision(criteria, &standings, statuses(criteria, &standings), Depth::Plain)
}

fn decision(criteria: &Criteria, standings: &[Standing], statuses: Vec<Status>, depth: Depth) -> Decision {
    let has_met_test = || has_test(criteria, &statuses, Status::Met);
    let eligibility = match standings.first() {
        None => Eligibility::Reference,
        Some(Standing::Yes) => Eligibility::Eligible,
        Some(Standing::No) => Eligibility::Ineligible,
        Some(Standing::Pending) if has_met_test() => Eligibility::Likely,
        // What is open among the tests may all have turned out idle.
        Some(Standing::Unknown) if !has_test(criteria, &statuses, Status::Unknown) && has_met_test() => {
            Eligibility::Likely
        }
        Some(Standing::Pending | Standing::Unknown) => Eligibility::Undecided,
    };
    Decision { eligibility, counts: count(criteria, &statuses), statuses, depth }
}

/// How the root would stand if some leaves stood otherwise than the decision says; the facts may carry
/// assumptions, under which shared fields are gone through again.
pub(super) fn root_if(
    criteria: &Criteria,
    statuses: &[Status],
    facts: &Facts<'_>,
    turned: impl Fn(usize) -> Option<Standing>,
) -> Option<Standing> {
    let stands = |place| {
        turned(place).unwrap_or_else(|| match statuses.get(place) {
            Some(Status::Met) => Standing::Yes,
            Some(Status::Failed) => Standing::No,
            Some(Status::Unknown | Status::Moot) | None => open_standing(criteria, place),
        })
    };
    let mut standings = fold(criteria, stands);
    if standings.first() == Some(&Standing::Unknown) {
        Exact::new(criteria, facts).sharpen(&mut standings);
    }
    standings.first().copied()
}

/// How a leaf stands that is open: a tick is pending, a fact unknown.
pub(super) fn open_standing(criteria: &Criteria, place: usize) -> Standing {
    let tick = criteria.nodes().get(place).and_then(|node| node.kind.tick());
    if tick.is_some() { Standing::Pending } else { Standing::Unknown }
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
    let mut tally = Tally::default();
    children.for_each(|child| tally.add(child));
    tally.standing(kind)
}

/// How many children of a group stand how.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    yes: usize,
    no: usize,
    unknown: usize,
    pending: usize,
}

impl Tally {
    fn slot(&mut self, standing: Standing) -> &mut usize {
        match standing {
            Standing::Yes => &mut self.yes,
            Standing::No => &mut self.no,
            Standing::Unknown => &mut self.unknown,
            Standing::Pending => &mut self.pending,
        }
    }

    pub(super) fn add(&mut self, child: Standing) {
        *self.slot(child) += 1;
    }

    /// The tally after one child changed.
    pub(super) fn with(mut self, before: Standing, after: Standing) -> Tally {
        let slot = self.slot(before);
        *slot = slot.saturating_sub(1);
        self.add(after);
        self
    }

    /// How a group of this kind stands.
    pub(super) fn standing(&self, kind: &NodeKind) -> Standing {
        let Tally { yes, no, unknown, pending } = *self;
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
    let mut met_until = 0;
    for (place, (node, status)) in criteria.nodes().iter().zip(statuses).enumerate() {
        if !node.is_leaf() {
            met_until = if *status == Status::Met { met_until.max(node.end) } else { met_until };
            continue;
        }
        counts.total += 1;
        counts.testable += usize::from(matches!(node.kind, NodeKind::Test(_)));
        match (status, any_not && is_turned(criteria, place)) {
            (Status::Met, false) | (Status::Failed, true) => counts.met += 1,
            // A route that was not taken stands in nobody's way.
            (Status::Failed, false) | (Status::Met, true) if place < met_until => {}
            (Status::Failed, false) | (Status::Met, true) => counts.failed += 1,
            (Status::Unknown, _) => counts.open += 1,
            (Status::Moot, _) => counts.moot += 1,
        }
    }
    counts
}

/// Whether a leaf speaks for the client by failing, because it stands below a *not*.
pub(super) fn is_turned(criteria: &Criteria, leaf: usize) -> bool {
    let nots = criteria.nodes().iter().enumerate().take(leaf).filter(|(_, node)| matches!(node.kind, NodeKind::Not));
    nots.filter(|(_, node)| leaf < node.end).count() % 2 == 1
}

fn has_test(criteria: &Criteria, statuses: &[Status], wanted: Status) -> bool {
    let mut nodes = criteria.nodes().iter().zip(statuses);
    nodes.any(|(node, status)| matches!(node.kind, NodeKind::Test(_)) && *status == wanted)
}
