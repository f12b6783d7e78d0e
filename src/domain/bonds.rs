//! How chosen programs bear on each other, and what a set of them brings when that is respected.
//!
//! Invariant: the best set is a maximal one of which no two exclude each other, in their own words or in
//! those of another print of the same grant.

use rust_decimal::Decimal;

use super::assess::Assessed;
use super::catalogue::{Catalogue, ProgramId};
use super::compatible::{Best, Graph, Value};
use super::expr::Facts;
use super::policy::{Program, RelationKind};
use super::total::{Bond, Sum};
use super::worth::{Purse, Range, Worth, each, excess};

/// A chosen program that can be had.
pub(super) struct Candidate<'a> {
    pub(super) id: ProgramId,
    pub(super) program: &'a Program,
    pub(super) worth: Worth,
    pub(super) assessed: &'a Assessed,
}

impl Candidate<'_> {
    /// Whether it brings something whose size is not known at all.
    fn is_partly_unknown(&self) -> bool {
        self.worth.unprinted > 0 || !self.worth.open.is_empty()
    }
}

/// How much a set is worth; the order of the parts is the rule of ranking that [`super::total`] states.
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
pub(super) struct Bonds {
    hard: Graph,
    exclusions: Vec<(usize, usize, Bond)>,
    pub(super) unclear: Vec<(usize, usize, Bond)>,
    pub(super) deducts: Vec<(usize, usize, Bond)>,
    pub(super) replaces: Vec<(usize, usize, Range, Bond)>,
    pub(super) leads_to: Vec<Bond>,
}

impl Bonds {
    pub(super) fn between(catalogue: &Catalogue, candidates: &[Candidate<'_>], facts: &Facts<'_>) -> Bonds {
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
                        // What is said of the two themselves goes before what is said of their other prints.
                        let is_unclear = |(one, other, _): &(usize, usize, Bond)| {
                            (*one, *other) == (a, b) || (*one, *other) == (b, a)
                        };
                        if !self.unclear.iter().any(is_unclear) {
                            self.exclude(a, b, Bond { of: *of, relation, with });
                        }
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
    pub(super) fn best(&self, candidates: &[Candidate<'_>]) -> Best {
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
        if let Some(had) = self.had(candidates, set, place) {
            for (period, cash) in purse.cash.iter_mut().enumerate() {
                *cash = had.leaves(*cash, period);
            }
        }
        purse
    }

    /// What is taken off from one of a set, if anything is.
    fn had(&self, candidates: &[Candidate<'_>], set: &[usize], place: usize) -> Option<Had> {
        let in_set = |(a, b, _): &&(usize, usize, Bond)| set.contains(a) && set.contains(b);
        let (own, of_others): (Vec<_>, Vec<_>) = self.deducts.iter().filter(in_set).partition(|(a, ..)| *a == place);
        let taken: Vec<&Candidate<'_>> = own.iter().filter_map(|(_, b, _)| candidates.get(*b)).collect();
        let purse = taken.iter().fold(Purse::default(), |sum, other| sum.plus(&other.worth.purse));
        (!taken.is_empty()).then(|| Had {
            purse,
            is_partly_unknown: taken.iter().any(|other| other.is_partly_unknown()),
            is_taken_twice: of_others.iter().any(|(_, b, _)| own.iter().any(|(_, taken, _)| taken == b)),
        })
    }

    /// The kept program that excludes this one, and the rule: this one's own if it has one.
    pub(super) fn excluding(&self, place: usize, kept: &[usize]) -> Option<(usize, Bond)> {
        let is_kept = |other: &usize| kept.binary_search(other).is_ok();
        let own = self.exclusions.iter().find(|(a, b, _)| *a == place && is_kept(b)).map(|(_, b, bond)| (*b, *bond));
        own.or_else(|| {
            self.exclusions.iter().find(|(a, b, _)| *b == place && is_kept(a)).map(|(a, _, bond)| (*a, *bond))
        })
    }

    /// The sums of the kept ones: at most all of them, at least the surest of those that may well exclude
    /// each other.
    pub(super) fn sums(&self, candidates: &[Candidate<'_>], kept: &[usize]) -> Vec<Sum> {
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

/// What was had already and is taken off.
struct Had {
    purse: Purse,
    /// Whether it holds something whose size is not known.
    is_partly_unknown: bool,
    /// Whether something else takes it off as well.
    is_taken_twice: bool,
}

impl Had {
    /// What is left of cash for a period.
    fn leaves(&self, cash: Range, period: usize) -> Range {
        let had = each(&self.purse.cash, period);
        // Money of another time, or of unknown size, may be taken off as well.
        let elsewhere = self.purse.cash.iter().enumerate().any(|(other, range)| other != period && !range.is_zero());
        let rest = |a: Decimal, b: Decimal| (a - b).max(Decimal::ZERO);
        // Both together come to the larger of the two, so that end goes with end; with a second taker that
        // no longer holds, and each end goes with the other's opposite.
        let left = if self.is_taken_twice {
            cash.less(had)
        } else {
            Range { hi: rest(cash.hi, had.hi), lo: rest(cash.lo, had.lo) }
        };
        if self.is_partly_unknown || elsewhere { Range { lo: Decimal::ZERO, ..left } } else { left }
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
