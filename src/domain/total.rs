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

use rust_decimal::Decimal;

use super::amount::amounts;
use super::assess::{Assessed, Assessment};
use super::calendar::AvailabilityState;
use super::catalogue::{Catalogue, ProgramId};
use super::compatible::{Graph, Value};
use super::decide::Eligibility;
use super::expr::Facts;
use super::policy::{BenefitKind, Program, Relation, RelationKind};
use super::worth::{Period, Purse, Range, Worth, each, excess, worth};

/// What the chosen programs bring together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// The programs that are added up, in the order of the catalogue: no two exclude each other.
    pub kept: Vec<ProgramId>,
    /// The chosen ones that are not, with the reason.
    pub left_out: Vec<LeftOut>,
    /// The sums by kind (cash, tax relief) and by the time they are for; what is nothing is not there.
    pub sums: Vec<Sum>,
    /// Lines of credit: how many, and the largest of those with a figure. They are never added.
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
    /// A benefit counted for one person, household, project or the like.
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
    let mut total = Total { exact: best.exact, ..Total::default() };
    for (place, candidate) in candidates.iter().enumerate() {
        let excluded = best.members.binary_search(&place).is_err().then(|| bonds.excluding(place, &best.members));
        match excluded.flatten() {
            Some((by, bond)) => left_out.push(LeftOut {
                id: candidate.id,
                why: Why::Excluded { by: candidates.get(by).map_or(candidate.id, |by| by.id), bond },
                purse: candidate.worth.purse,
            }),
            None => total.kept.push(candidate.id),
        }
    }
    left_out.sort_by_key(|left| left.id);
    total.left_out = left_out;
    let kept: Vec<usize> = (0..candidates.len())
        .filter(|place| candidates.get(*place).is_some_and(|c| total.kept.contains(&c.id)))
        .collect();
    total.sums = bonds.sums(&candidates, &kept);
    for candidate in kept.iter().filter_map(|place| candidates.get(*place)) {
        total.count(&candidate.worth);
    }
    total.remarks = remarks(&candidates, &kept, &bonds, assessment);
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
        self.loans += worth.loans.len();
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

struct Candidate<'a> {
    id: ProgramId,
    program: &'a Program,
    worth: Worth,
    assessed: &'a Assessed,
}

impl Candidate<'_> {
    /// Whether it brings something whose size is not known at all.
    fn is_partly_unknown(&self) -> bool {
        self.worth.unprinted > 0 || !self.worth.open.is_empty()
    }
}

/// How much a set is worth; the order of the parts is the rule of ranking in the module's header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Score {
    purse: Purse,
    programs: usize,
    loan: Decimal,
}

impl Value for Score {
    fn plus(self, other: Score) -> Score {
        Score {
            purse: self.purse.plus(&other.purse),
            programs: self.programs + other.programs,
            loan: self.loan.max(other.loan),
        }
    }
}

/// What the candidates say of each other, by their places.
#[derive(Default)]
struct Bonds {
    hard: Graph,
    exclusions: Vec<(usize, usize, Bond)>,
    unclear: Vec<(usize, usize, Bond)>,
    deducts: Vec<(usize, usize, Bond)>,
    replaces: Vec<(usize, usize, Range, Bond)>,
    leads_to: Vec<Bond>,
}

impl Bonds {
    fn between(catalogue: &Catalogue, candidates: &[Candidate<'_>], facts: &Facts<'_>) -> Bonds {
        let mut bonds = Bonds { hard: Graph::of(candidates.len()), ..Bonds::default() };
        for (a, candidate) in candidates.iter().enumerate() {
            for (relation, said) in candidate.program.relations.iter().enumerate() {
                for with in &said.ids {
                    let bond = Bond { of: candidate.id, relation, with: *with };
                    let Ok(b) = candidates.binary_search_by_key(with, |other| other.id) else { continue };
                    if a != b {
                        bonds.add(candidates, (a, b), said.kind, bond, facts);
                    }
                }
            }
        }
        bonds.share_exclusions(catalogue, candidates);
        bonds
    }

    /// What is one grant printed twice is excluded by the same things, whichever of the prints was chosen.
    fn share_exclusions(&mut self, catalogue: &Catalogue, candidates: &[Candidate<'_>]) {
        let prints: Vec<Vec<ProgramId>> = candidates.iter().map(|candidate| prints_of(candidate.program)).collect();
        for (a, (candidate, others)) in candidates.iter().zip(&prints).enumerate() {
            for of in others.iter().chain([&candidate.id]) {
                let Some((_, other)) = catalogue.program(*of) else { continue };
                let rules = other.relations.iter().enumerate().filter(|(_, said)| said.kind.excludes());
                for (relation, with) in rules.flat_map(|(place, said)| said.ids.iter().map(move |with| (place, *with)))
                {
                    let is_meant = |b: usize, other: &Candidate<'_>| {
                        // What names the program itself is known already.
                        (other.id == with && *of != candidate.id)
                            || prints.get(b).is_some_and(|prints| prints.contains(&with))
                    };
                    let meant = candidates.iter().enumerate().filter(|(b, other)| *b != a && is_meant(*b, other));
                    for b in meant.map(|(b, _)| b).collect::<Vec<usize>>() {
                        self.exclude(a, b, Bond { of: *of, relation, with });
                    }
                }
            }
        }
    }

    fn add(
        &mut self,
        candidates: &[Candidate<'_>],
        (a, b): (usize, usize),
        kind: RelationKind,
        bond: Bond,
        facts: &Facts<'_>,
    ) {
        match kind {
            _ if kind.excludes() => self.exclude(a, b, bond),
            RelationKind::Unclear => self.unclear.push((a, b, bond)),
            RelationKind::Deducts => {
                self.hard.touch(a, b);
                self.deducts.push((a, b, bond));
            }
            RelationKind::Replaces => {
                let both = candidates.get(a).zip(candidates.get(b));
                match both.and_then(|(over, under)| excess(over.program, under.program, facts)) {
                    Some(excess) => {
                        self.hard.touch(a, b);
                        self.replaces.push((a, b, excess, bond));
                    }
                    // What cannot be compared is not added either.
                    None => self.exclude(a, b, bond),
                }
            }
            RelationKind::LeadsTo => self.leads_to.push(bond),
            _ => {}
        }
    }

    fn exclude(&mut self, a: usize, b: usize, bond: Bond) {
        self.hard.exclude(a, b);
        self.exclusions.push((a, b, bond));
    }

    /// The best compatible set.
    fn best(&self, candidates: &[Candidate<'_>]) -> super::compatible::Best {
        let alone: Vec<Score> = candidates.iter().map(score).collect();
        self.hard.best(Score::default(), &alone, |set| {
            let scores = set.iter().filter_map(|place| alone.get(*place));
            let plain = scores.fold(Score::default(), |sum, score| sum.plus(*score));
            Score { purse: self.together(candidates, set), ..plain }
        })
    }

    /// What a compatible set brings, with what is taken off.
    fn together(&self, candidates: &[Candidate<'_>], set: &[usize]) -> Purse {
        set.iter().fold(Purse::default(), |sum, place| sum.plus(&self.share(candidates, set, *place)))
    }

    /// What one of a set adds to it.
    fn share(&self, candidates: &[Candidate<'_>], set: &[usize], place: usize) -> Purse {
        let Some(candidate) = candidates.get(place) else { return Purse::default() };
        let mut purse = candidate.worth.purse;
        for (_, _, excess, _) in self.replaces.iter().filter(|(a, b, ..)| *a == place && set.contains(b)) {
            let once = each(&purse.cash, 0);
            let [first, ..] = &mut purse.cash;
            *first = Range { hi: once.hi.min(excess.hi), lo: once.lo.min(excess.lo) };
        }
        let taken = self.deducts.iter().filter(|(a, b, _)| *a == place && set.contains(b));
        let taken: Vec<&Candidate<'_>> = taken.filter_map(|(_, b, _)| candidates.get(*b)).collect();
        if taken.is_empty() {
            return purse;
        }
        let had = taken.iter().fold(Purse::default(), |sum, other| sum.plus(&other.worth.purse));
        let unknown = taken.iter().any(|other| other.is_partly_unknown());
        for (period, cash) in purse.cash.iter_mut().enumerate() {
            let left = cash.less(each(&had.cash, period));
            // Money of another time, or of unknown size, may be taken off as well.
            let elsewhere = had.cash.iter().enumerate().any(|(other, range)| other != period && !range.is_zero());
            *cash = if unknown || elsewhere { Range { lo: Decimal::ZERO, ..left } } else { left };
        }
        purse
    }

    /// The kept program that excludes this one, and the rule: this one's own if it has one.
    fn excluding(&self, place: usize, kept: &[usize]) -> Option<(usize, Bond)> {
        let is_kept = |other: &usize| kept.binary_search(other).is_ok();
        let own = self.exclusions.iter().find(|(a, b, _)| *a == place && is_kept(b)).map(|(_, b, bond)| (*b, *bond));
        own.or_else(|| {
            self.exclusions.iter().find(|(a, b, _)| *b == place && is_kept(a)).map(|(a, _, bond)| (*a, *bond))
        })
    }

    /// The sums of the kept ones: at most all of them, at least the surest of those that may well exclude
    /// each other.
    fn sums(&self, candidates: &[Candidate<'_>], kept: &[usize]) -> Vec<Sum> {
        let most = self.together(candidates, kept);
        let least = if self.unclear.is_empty() { most } else { self.surest(candidates, kept) };
        let floor = |(most, least): (Range, Range)| Range { lo: most.lo.min(least.lo), ..most };
        let merge = |a: [Range; 4], b: [Range; 4]| std::array::from_fn(|i| floor((each(&a, i), each(&b, i))));
        let purse = Purse { cash: merge(most.cash, least.cash), relief: merge(most.relief, least.relief) };
        purse.parts().map(|(kind, period, range)| Sum { kind, period, range }).collect()
    }

    /// What is surely had where rules not stated may turn out to exclude.
    fn surest(&self, candidates: &[Candidate<'_>], kept: &[usize]) -> Purse {
        let mut graph = Graph::of(candidates.len());
        let is_kept = |place: usize| kept.binary_search(&place).is_ok();
        let unclear = self.unclear.iter().filter(|(a, b, _)| is_kept(*a) && is_kept(*b));
        unclear.for_each(|(a, b, _)| graph.exclude(*a, *b));
        self.deducts.iter().for_each(|(a, b, _)| graph.touch(*a, *b));
        self.replaces.iter().for_each(|(a, b, ..)| graph.touch(*a, *b));
        // Lower ends in the place of upper ones, and nothing for what is not kept.
        let floor = |purse: Purse| Purse { cash: purse.cash.map(lowest), relief: purse.relief.map(lowest) };
        let of = |set: &[usize]| {
            let set: Vec<usize> = set.iter().copied().filter(|place| is_kept(*place)).collect();
            Score { purse: floor(self.together(candidates, &set)), ..Score::default() }
        };
        let alone: Vec<Score> = (0..candidates.len()).map(|place| of(&[place])).collect();
        let best = graph.best(Score::default(), &alone, of);
        let members: Vec<usize> = best.members.into_iter().filter(|place| is_kept(*place)).collect();
        self.together(candidates, &members)
    }
}

/// The other places where the handbook prints a program's grant.
fn prints_of(program: &Program) -> Vec<ProgramId> {
    let same = program.relations.iter().filter(|relation| relation.kind == RelationKind::SameGrant);
    same.flat_map(|relation| relation.ids.iter().copied()).collect()
}

fn lowest(range: Range) -> Range {
    Range { hi: range.lo, lo: range.lo }
}

fn score(candidate: &Candidate<'_>) -> Score {
    let loan = candidate.worth.loans.iter().flatten().map(|range| range.hi).max();
    Score { purse: candidate.worth.purse, programs: 1, loan: loan.unwrap_or_default() }
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
