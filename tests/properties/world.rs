//! All completions of one program at once: which verdicts are possible, and what can still matter.
//!
//! Values of a field that no criterion tells apart are taken together, so that a few thousand completions
//! stand for all; the verdict of each is kept, and every question is answered from that table.

use super::model::{Case, Tree};
use super::oracle::{kleene, possible, test};
use super::value::{Said, Truth, Value};

/// More completions than this are not gone through; the case is counted as skipped.
const MOST: usize = 60_000;

/// Something that can still turn out one way or the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Open {
    Field(usize),
    /// A judgement or external criterion, by its place among the leaves.
    Tick(usize),
}

/// A leaf's truth by the values of what it reads, the last of which varies fastest.
struct Leaf {
    reads: Vec<usize>,
    truth: Vec<Truth>,
}

/// One program and all that its client may turn out to be.
pub(super) struct World {
    pub(super) what: Vec<Open>,
    /// One value for each group of values that nothing tells apart; for ticks the flags.
    values: Vec<Vec<Value>>,
    /// The groups themselves.
    alike: Vec<Vec<Vec<Value>>>,
    leaves: Vec<Leaf>,
    /// The tree's truth for every completion, the last of `what` varying fastest.
    pub(super) truths: Vec<Truth>,
}

impl World {
    /// Nothing when there are too many completions.
    pub(super) fn new(case: &Case, program: usize) -> Option<World> {
        let tree = &case.programs[program];
        let fields = case.reads(program);
        let mut what: Vec<Open> = fields.iter().map(|field| Open::Field(*field)).collect();
        let mut values: Vec<Vec<Value>> = fields.iter().map(|field| possible(case, *field)).collect();
        for (place, leaf) in tree.leaves().into_iter().enumerate() {
            if leaf.is_none() {
                what.push(Open::Tick(place));
                values.push(match case.ticks[program][place].flatten() {
                    Some(tick) => vec![Value::Flag(tick)],
                    None => vec![Value::Flag(true), Value::Flag(false)],
                });
            }
        }
        let mut world = World { what, values, alike: Vec::new(), leaves: Vec::new(), truths: Vec::new() };
        for (place, leaf) in tree.leaves().into_iter().enumerate() {
            let reads = world.reads(case, place, leaf.map(super::model::Test::fields));
            let size: usize = reads.iter().map(|at| world.values[*at].len()).product();
            if size > MOST {
                return None;
            }
            let truth = combinations(&reads, &world.values).map(|client| match leaf {
                None => match client(reads[0]) {
                    Value::Flag(tick) => Some(tick),
                    _ => None,
                },
                Some(leaf) => test(case, leaf, &|field| {
                    client(world.what.iter().position(|open| *open == Open::Field(field)).expect("it is read"))
                }),
            });
            let truth = truth.collect();
            world.leaves.push(Leaf { reads, truth });
        }
        for at in 0..world.what.len() {
            world.merge(at);
        }
        let size: usize = world.values.iter().map(Vec::len).product();
        (size <= MOST).then(|| {
            world.truths = world.evaluate(tree, size);
            world
        })
    }

    /// Whether some completion leaves the tree open: an upper limit on something that does not apply.
    pub(super) fn may_stay_open(&self) -> bool {
        self.truths.iter().any(Option::is_none)
    }

    /// The places in `what` that a leaf reads; behind a formula that may count, its inputs.
    fn reads(&self, case: &Case, place: usize, fields: Option<Vec<usize>>) -> Vec<usize> {
        let at = |open: Open| self.what.iter().position(|known| *known == open).expect("everything read is there");
        let Some(mut waiting) = fields else { return vec![at(Open::Tick(place))] };
        let mut found = Vec::new();
        while let Some(field) = waiting.pop() {
            let here = at(Open::Field(field));
            if !found.contains(&here) {
                found.push(here);
                if self.values[here].contains(&Value::Formula) {
                    waiting.extend(case.formula(field).expect("a derived field").inputs());
                }
            }
        }
        found.sort_unstable();
        found
    }

    /// Keeps one of the values that no leaf tells apart.
    fn merge(&mut self, at: usize) {
        let signature = |number: usize| {
            let readers = self.leaves.iter().filter(|leaf| leaf.reads.contains(&at));
            readers.flat_map(|leaf| slice(leaf, at, number, &self.values)).collect::<Vec<Truth>>()
        };
        let mut groups: Vec<(Vec<Truth>, Vec<usize>)> = Vec::new();
        for number in 0..self.values[at].len() {
            let own = signature(number);
            match groups.iter_mut().find(|(other, _)| *other == own) {
                Some((_, members)) => members.push(number),
                None => groups.push((own, vec![number])),
            }
        }
        let kept: Vec<usize> = groups.iter().map(|(_, members)| members[0]).collect();
        let values = |members: &Vec<usize>| members.iter().map(|number| self.values[at][*number]).collect();
        self.alike.push(groups.iter().map(|(_, members)| values(members)).collect());
        for leaf in &mut self.leaves {
            let Some(position) = leaf.reads.iter().position(|read| *read == at) else { continue };
            let inner: usize = leaf.reads[position + 1..].iter().map(|read| self.values[*read].len()).product();
            let own = self.values[at].len();
            let truths = leaf.truth.iter().enumerate();
            leaf.truth =
                truths.filter(|(index, _)| kept.contains(&(index / inner % own))).map(|(_, truth)| *truth).collect();
        }
        self.values[at] = kept.into_iter().map(|number| self.values[at][number]).collect();
    }

    fn evaluate(&self, tree: &Tree, size: usize) -> Vec<Truth> {
        let mut numbers = vec![0; self.what.len()];
        let mut found = Vec::with_capacity(size);
        for _ in 0..size {
            let mut leaves = self.leaves.iter().map(|leaf| {
                let index = leaf.reads.iter().fold(0, |sum, at| sum * self.values[*at].len() + numbers[*at]);
                leaf.truth[index]
            });
            found.push(kleene(tree, &mut leaves));
            for at in (0..numbers.len()).rev() {
                numbers[at] += 1;
                if numbers[at] < self.values[at].len() {
                    break;
                }
                numbers[at] = 0;
            }
        }
        found
    }

    fn stride(&self, at: usize) -> usize {
        self.values[at + 1..].iter().map(Vec::len).product()
    }

    /// The truth that all completions share, if they do.
    pub(super) fn constant(&self) -> Option<bool> {
        self.truths[0].filter(|_| self.truths.iter().all(|truth| *truth == self.truths[0]))
    }

    /// Whether two completions that differ in this alone differ in truth.
    pub(super) fn depends(&self, at: usize) -> bool {
        let (stride, own) = (self.stride(at), self.values[at].len());
        (0..self.truths.len()).any(|index| {
            let number = index / stride % own;
            number > 0 && self.truths[index] != self.truths[index - number * stride]
        })
    }

    pub(super) fn depends_on_field(&self, field: usize) -> bool {
        self.what.iter().position(|open| *open == Open::Field(field)).is_some_and(|at| self.depends(at))
    }

    /// Whether only ticks can change the outcome, they can, and some make it come out right.
    pub(super) fn rests_on_ticks(&self) -> bool {
        let fields = (0..self.what.len()).filter(|at| matches!(self.what[*at], Open::Field(_)));
        self.truths.iter().any(|truth| *truth != self.truths[0])
            && self.truths.contains(&Some(true))
            && fields.into_iter().all(|at| !self.depends(at))
    }

    /// Whether some completion leaves the tree itself open (an upper limit on what is not applicable).
    pub(super) fn has_open_end(&self) -> bool {
        self.truths.contains(&None)
    }

    /// How a leaf stands by itself, when it stands alike in all completions.
    pub(super) fn leaf(&self, place: usize) -> Truth {
        let truths = &self.leaves[place].truth;
        truths[0].filter(|_| truths.iter().all(|truth| *truth == truths[0]))
    }

    /// One completion as answers, by its number; of values that nothing tells apart, `pick` takes any.
    pub(super) fn completion(&self, case: &Case, program: usize, index: usize, pick: usize) -> Case {
        let mut complete = case.clone();
        for at in 0..self.what.len() {
            let alike = &self.alike[at][index / self.stride(at) % self.values[at].len()];
            // What lies at an edge is the most telling.
            let value = match pick % 3 {
                0 => alike[0],
                1 => alike[alike.len() - 1],
                _ => alike[pick / 3 % alike.len()],
            };
            match self.what[at] {
                // What follows from a formula is left to it.
                Open::Field(_) if value == Value::Formula => {}
                Open::Field(field) => complete.said[field] = Some(Said::exactly(value)),
                Open::Tick(leaf) => complete.ticks[program][leaf] = Some(Some(value == Value::Flag(true))),
            }
        }
        complete
    }
}

/// The values of everything read, one client after the other, the last read varying fastest.
fn combinations<'a>(
    reads: &'a [usize],
    values: &'a [Vec<Value>],
) -> impl Iterator<Item = impl Fn(usize) -> Value + 'a> + 'a {
    let size: usize = reads.iter().map(|at| values[*at].len()).product();
    (0..size).map(move |index| {
        move |wanted: usize| {
            let position = reads.iter().position(|at| *at == wanted).expect("only what is read is asked for");
            let inner: usize = reads[position + 1..].iter().map(|at| values[*at].len()).product();
            values[wanted][index / inner % values[wanted].len()]
        }
    })
}

/// The truths of a leaf where one thing that it reads has one value.
fn slice<'a>(leaf: &'a Leaf, at: usize, number: usize, values: &'a [Vec<Value>]) -> impl Iterator<Item = Truth> + 'a {
    let position = leaf.reads.iter().position(|read| *read == at).expect("a reader");
    let inner: usize = leaf.reads[position + 1..].iter().map(|read| values[*read].len()).product();
    let own = values[at].len();
    leaf.truth.iter().enumerate().filter(move |(index, _)| index / inner % own == number).map(|(_, truth)| *truth)
}
