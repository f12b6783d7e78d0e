//! What several programs bring together, and the best set of them where some exclude each other.
//!
//! Everything here is on the footing that what is chosen is also granted. Invariants:
//!
//! - Two programs that exclude each other are never added, whichever of the two says so; the best
//!   compatible set is kept and the rest is left out with the reason.
//! - Cash, tax relief and credit are never mixed, nor are sums for once with sums for each year or month.
//! - Where the handbook does not say whether two can be had together, only the upper end counts both.
//! - What has no figure is counted as such, never as zero.
//!
//! Sets are ranked by what a counsellor looks for first: the most cash paid once, then its lower end; the
//! same for cash each year, month and day; then tax relief likewise; then the number of programs; then the
//! largest line of credit; of equals the set with the earlier programs of the handbook wins.

use std::collections::HashSet;

use super::amount::amounts;
use super::assess::{Assessed, Assessment};
use super::bonds::{Bonds, Candidate};
use super::calendar::AvailabilityState;
use super::catalogue::{Catalogue, ProgramId};
use super::decide::Eligibility;
use super::expr::Facts;
use super::policy::{BenefitKind, Relation, RelationKind};
use super::worth::{Period, Purse, Range, Worth, worth};

/// What the chosen programs bring together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// The programs that are added up, in the order of the catalogue: no two exclude each other.
    pub kept: Vec<ProgramId>,
    /// The chosen ones that are not, with the reason.
    pub left_out: Vec<LeftOut>,
    /// The sums by kind (cash, tax relief) and by the time they are for; what is nothing is not there.
    pub sums: Vec<Sum>,
    /// How many of the kept programs bring a line of credit. They are never added.
    pub loans: usize,
    /// The largest line of credit with a figure.
    pub largest_loan: Option<Range>,
    /// How many of the kept programs bring something without a figure.
    pub counts: Counts,
    /// What a person has to know to read the figures.
    pub remarks: Vec<Remark>,
    /// Whether the kept set is surely the best one; if not, the bound on the work was hit.
    pub exact: bool,
}

/// One sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum {
    /// Cash or tax relief.
    pub kind: BenefitKind,
    /// The time it is for.
    pub period: Period,
    /// How much, in 元.
    pub range: Range,
}

/// How many programs bring something that is not in the sums.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// A reward whose amount is not printed.
    pub unprinted: usize,
    /// A figure that is still open.
    pub open: usize,
    /// Tax relief without a figure.
    pub reliefs: usize,
    /// An interest or fee rate.
    pub rates: usize,
    /// A service, a place, priority.
    pub in_kind: usize,
    /// A title or recognition.
    pub qualifications: usize,
}

/// A relation between two programs: which program says it, at which place, about which other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bond {
    /// The program in whose data it stands.
    pub of: ProgramId,
    /// Its place among that program's relations.
    pub relation: usize,
    /// The other program.
    pub with: ProgramId,
}

impl Bond {
    /// The relation itself.
    #[must_use]
    pub fn relation(self, catalogue: &Catalogue) -> Option<&Relation> {
        catalogue.program(self.of)?.1.relations.get(self.relation)
    }
}

/// A chosen program that is not added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Which one.
    pub id: ProgramId,
    /// Why.
    pub why: Why,
    /// What it would bring by itself.
    pub purse: Purse,
}

/// Why a chosen program is not added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The client is not eligible.
    Ineligible,
    /// It is no longer in force.
    Expired,
    /// Its windows are past; only left out where nobody asked for it by name.
    Closed,
    /// It and a kept program exclude each other.
    Excluded {
        /// The kept one.
        by: ProgramId,
        /// The rule.
        bond: Bond,
    },
}

/// What a person has to know to read a total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Remark {
    /// The handbook does not say whether both can be had; the lower end counts one of them.
    Unclear(Bond),
    /// The one stands in for the other; only what it is higher by is added.
    Replaces(Bond),
    /// What the other one gave is taken off.
    Deducts(Bond),
    /// It turns into the other one.
    LeadsTo(Bond),
    /// None of the programs it requires is kept or within the client's reach.
    Requires(ProgramId, usize),
    /// It excludes support that the handbook does not list.
    Outside(ProgramId, usize),
    /// Its windows are past.
    Closed(ProgramId),
    /// The client's eligibility is still open.
    Undecided(ProgramId),
    /// A benefit whose figure is still open, and so not in the sums.
    Open(ProgramId, usize),
    /// A benefit with a figure that is never part of a total.
    Apart(ProgramId, usize),
    /// A benefit counted for one project, person or the like.
    ForOne(ProgramId, usize),
}

/// The programs that a total is over when nobody chose any: those the client meets, or meets as far as
/// facts can tell.
#[must_use]
pub fn by_default(assessment: &Assessment) -> Vec<ProgramId> {
    let within_reach = |assessed: &&Assessed| is_within_reach(assessed.decision.eligibility);
    assessment.programs.iter().filter(within_reach).map(|assessed| assessed.id).collect()
}

fn is_within_reach(eligibility: Eligibility) -> bool {
    matches!(eligibility, Eligibility::Eligible | Eligibility::Likely)
}

/// What these programs bring together; `None` stands for [`by_default`], of which closed ones are left
/// out as well, because nobody asked for them by name.
#[must_use]
pub fn total(catalogue: &Catalogue, facts: &Facts<'_>, assessment: &Assessment, chosen: Option<&[ProgramId]>) -> Total {
    let by_name = chosen.is_some();
    let mut ids = chosen.map_or_else(|| by_default(assessment), <[ProgramId]>::to_vec);
    ids.sort_unstable();
    ids.dedup();
    let (mut candidates, mut left_out) = (Vec::new(), Vec::new());
    for id in ids {
        let (Some((_, program)), Some(assessed)) = (catalogue.program(id), assessment.get(id)) else { continue };
        let worth = worth(program, &amounts(program, facts), facts);
        match why_not(assessed, by_name) {
            Some(why) => left_out.push(LeftOut { id, why, purse: worth.purse }),
            None => candidates.push(Candidate { id, program, worth, assessed }),
        }
    }
    let bonds = Bonds::between(catalogue, &candidates, facts);
    let best = bonds.best(&candidates);
    let kept = best.members;
    for (place, candidate) in candidates.iter().enumerate() {
        // The set is maximal, so that whatever is not in it is excluded by something that is.
        let excluded = if kept.contains(&place) { None } else { bonds.excluding(place, &kept) };
        left_out.extend(excluded.map(|(by, bond)| LeftOut {
            id: candidate.id,
            why: Why::Excluded { by: candidates.get(by).map_or(candidate.id, |by| by.id), bond },
            purse: candidate.worth.purse,
        }));
    }
    left_out.sort_by_key(|left| left.id);
    let mut total = Total {
        left_out,
        sums: bonds.sums(&candidates, &kept),
        remarks: remarks(&candidates, &kept, &bonds, assessment),
        exact: best.exact,
        ..Total::default()
    };
    for candidate in kept.iter().filter_map(|place| candidates.get(*place)) {
        total.kept.push(candidate.id);
        total.count(&candidate.worth);
    }
    total
}

fn why_not(assessed: &Assessed, by_name: bool) -> Option<Why> {
    match (assessed.decision.eligibility, assessed.availability.state) {
        (Eligibility::Ineligible, _) => Some(Why::Ineligible),
        (_, AvailabilityState::Expired) => Some(Why::Expired),
        (_, AvailabilityState::Closed) if !by_name => Some(Why::Closed),
        _ => None,
    }
}

impl Total {
    fn count(&mut self, worth: &Worth) {
        // The tiers of one program are alternatives.
        self.loans += usize::from(!worth.loans.is_empty());
        self.largest_loan = self.largest_loan.max(worth.loans.iter().copied().flatten().max());
        let counts = &mut self.counts;
        counts.unprinted += usize::from(worth.unprinted > 0);
        counts.open += usize::from(!worth.open.is_empty());
        counts.reliefs += usize::from(worth.reliefs > 0);
        counts.rates += usize::from(worth.rates > 0);
        counts.in_kind += usize::from(worth.in_kind > 0);
        counts.qualifications += usize::from(worth.qualifications > 0);
    }
}

/// What has to be known of the kept programs, in the order of the catalogue, each thing once.
fn remarks(candidates: &[Candidate<'_>], kept: &[usize], bonds: &Bonds, assessment: &Assessment) -> Vec<Remark> {
    let mut found = Vec::new();
    let both = |a: &usize, b: &usize| kept.binary_search(a).is_ok() && kept.binary_search(b).is_ok();
    // The same pair often says it from both sides.
    let mut said = HashSet::new();
    let mut once = |bond: &Bond| said.insert((bond.of.min(bond.with), bond.of.max(bond.with)));
    found.extend(bonds.replaces.iter().filter(|(a, b, ..)| both(a, b)).map(|(.., bond)| Remark::Replaces(*bond)));
    found.extend(bonds.deducts.iter().filter(|(a, b, _)| both(a, b)).map(|(.., bond)| Remark::Deducts(*bond)));
    let unclear = bonds.unclear.iter().filter(|(a, b, _)| both(a, b)).map(|(.., bond)| bond);
    found.extend(unclear.filter(|bond| once(bond)).map(|bond| Remark::Unclear(*bond)));
    found.extend(bonds.leads_to.iter().map(|bond| Remark::LeadsTo(*bond)));
    for candidate in kept.iter().filter_map(|place| candidates.get(*place)) {
        let id = candidate.id;
        found.extend(
            (candidate.assessed.decision.eligibility == Eligibility::Undecided).then_some(Remark::Undecided(id)),
        );
        found
            .extend((candidate.assessed.availability.state == AvailabilityState::Closed).then_some(Remark::Closed(id)));
        for (place, relation) in candidate.program.relations.iter().enumerate() {
            let lacks_premise = || {
                !relation.ids.is_empty()
                    && !relation.ids.iter().any(|premise| is_in_reach(*premise, candidates, kept, assessment))
            };
            if relation.kind == RelationKind::Requires && lacks_premise() {
                found.push(Remark::Requires(id, place));
            }
            if relation.kind.excludes() && relation.with.is_empty() {
                found.push(Remark::Outside(id, place));
            }
        }
        let worth = &candidate.worth;
        found.extend(worth.open.iter().map(|benefit| Remark::Open(id, *benefit)));
        found.extend(worth.apart.iter().map(|benefit| Remark::Apart(id, *benefit)));
        found.extend(worth.for_one.iter().map(|benefit| Remark::ForOne(id, *benefit)));
    }
    found
}

/// Whether a premise is kept itself, or the client meets it as far as facts can tell.
fn is_in_reach(premise: ProgramId, candidates: &[Candidate<'_>], kept: &[usize], assessment: &Assessment) -> bool {
    let place = candidates.binary_search_by_key(&premise, |other| other.id);
    place.is_ok_and(|place| kept.binary_search(&place).is_ok())
        || assessment.get(premise).is_some_and(|assessed| is_within_reach(assessed.decision.eligibility))
}
