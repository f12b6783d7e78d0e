//! Makes catalogues and clients out of small numbers, so that a failing one shrinks to a readable one:
//! every choice is an index into what is there, and smaller indices mean plainer things.

use chrono::{NaiveDate, TimeDelta};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::subsequence;

use super::model::{Case, Field, Formula, Kind, Op, Span, Test, Tick, Tree, Unit};
use super::oracle::may_be;
use super::value::{Fraction, Said, months_later};

/// Which criteria a catalogue has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Criteria on single fields and thresholds by an option; few fields, so that they occur again and again.
    Single,
    /// The same with criteria that relate two fields and counts of options.
    Relating,
    /// The same with derived fields.
    Derived,
    /// Every criterion on a field of its own.
    Apart,
}

/// Small numbers for one criterion.
#[derive(Clone, Debug)]
struct RawTest {
    slot: u8,
    shape: u8,
    op: u8,
    a: i8,
    b: i8,
    mask: u8,
    turned: bool,
}

#[derive(Clone, Debug)]
enum RawTree {
    Test(RawTest),
    Judgement,
    External,
    All(Vec<RawTree>),
    Any(Vec<RawTree>),
    AtLeast(u8, Vec<RawTree>),
    Not(Box<RawTree>),
}

/// Small numbers for one answer.
#[derive(Clone, Copy, Debug)]
pub(super) struct RawSaid {
    state: u8,
    a: i8,
    b: i8,
    open: bool,
    masks: (u8, u8),
}

fn raw_test() -> impl Strategy<Value = RawTest> {
    (0u8..12, 0u8..8, 0u8..6, -1i8..=4, 0i8..=3, 0u8..8, any::<bool>())
        .prop_map(|(slot, shape, op, a, b, mask, turned)| RawTest { slot, shape, op, a, b, mask, turned })
}

fn raw_tree() -> impl Strategy<Value = RawTree> {
    let leaf = prop_oneof![6 => raw_test().prop_map(RawTree::Test), 1 => Just(RawTree::Judgement), 1 => Just(RawTree::External)];
    leaf.prop_recursive(4, 64, 5, |inner| {
        prop_oneof![
            3 => vec(inner.clone(), 1..6).prop_map(RawTree::All),
            3 => vec(inner.clone(), 1..6).prop_map(RawTree::Any),
            1 => (0u8..4, vec(inner.clone(), 1..6)).prop_map(|(count, children)| RawTree::AtLeast(count, children)),
            1 => inner.prop_map(|child| RawTree::Not(Box::new(child))),
        ]
    })
}

pub(super) fn raw_said() -> impl Strategy<Value = RawSaid> {
    (0u8..20, -2i8..=9, 0i8..=6, any::<bool>(), (0u8..8, 0u8..8)).prop_map(|(state, a, b, open, masks)| RawSaid {
        state,
        a,
        b,
        open,
        masks,
    })
}

/// How many fields the vocabulary has; the last three are derived.
const FIELDS: usize = 15;
const PLAIN: usize = 12;

/// A catalogue with so many programs and a client, by class.
pub(super) fn case(class: Class, programs: usize) -> impl Strategy<Value = Case> {
    let derived = if class == Class::Derived { 1..=2 } else { 0..=0 };
    (
        0u8..3,
        vec(0u8..4, FIELDS),
        (
            subsequence((PLAIN..FIELDS).collect::<Vec<usize>>(), derived),
            subsequence((0..PLAIN).collect::<Vec<usize>>(), 1..=3),
        )
            .prop_map(|(derived, plain)| [derived, plain].concat()),
        vec(raw_tree(), 1..=programs),
        vec(raw_said(), FIELDS),
        vec(0u8..7, 16),
    )
        .prop_map(move |(day, domains, pool, trees, said, ticks)| {
            let as_of = [(2024, 5, 10), (2024, 2, 29), (2023, 2, 28)][usize::from(day)];
            let as_of = NaiveDate::from_ymd_opt(as_of.0, as_of.1, as_of.2).expect("a day");
            let mut maker = Maker { class, as_of, pool, fields: vocabulary(&domains) };
            let programs: Vec<Tree> = trees.iter().map(|tree| maker.tree(tree)).collect();
            let fields = maker.fields;
            let said = fields.iter().enumerate().map(|(place, field)| answer(field, &said[place % FIELDS], as_of));
            let said = said.collect();
            let ticks = programs.iter().map(|tree| {
                let leaves = tree.leaves().len();
                (0..leaves).map(|place| tick(ticks[place % ticks.len()])).collect::<Vec<Tick>>()
            });
            let ticks = ticks.collect();
            Case { as_of, fields, programs, said, ticks }
        })
}

/// The same with one more judgement to be ticked, without which nothing comes out right.
pub(super) fn case_to_be_ticked(class: Class) -> impl Strategy<Value = Case> {
    case(class, 1).prop_map(|mut case| {
        case.programs = case.programs.into_iter().map(|tree| Tree::All(vec![tree, Tree::Judgement])).collect();
        case.ticks.iter_mut().for_each(|ticks| ticks.push(None));
        case
    })
}

/// Derived fields whose inputs have all been answered, by ranges or exactly, and that have no answer of
/// their own.
pub(super) fn case_of_answered_inputs() -> impl Strategy<Value = Case> {
    (case(Class::Derived, 1), 0i128..3, 0i128..3).prop_map(|(mut case, above, wide)| {
        for field in 0..case.fields.len() {
            let Kind::Number { min, formula, .. } = case.fields[field].kind else { continue };
            let is_open = case.said[field].is_none_or(|said| said == Said::DontKnow);
            if formula.is_some() {
                case.said[field] = case.said[field].filter(|_| is_open);
            } else if is_open {
                let low = min.unwrap_or(Fraction::new(-1, 2)).plus(Fraction::whole(above));
                let said =
                    Said::Figures { low: Some((low, true)), high: Some((low.plus(Fraction::whole(wide)), true)) };
                case.said[field] = Some(if may_be(&case, field, said) { said } else { Said::Lacking });
            }
        }
        case
    })
}

/// Programs that say the same twice, once straight and once turned round, so that plain Kleene logic is
/// often open where every completion comes to the same.
pub(super) fn case_of_two_minds(class: Class) -> impl Strategy<Value = Case> {
    (case(class, 2), 0u8..5, any::<bool>()).prop_map(|(mut case, form, by_signs)| {
        let mut programs = case.programs.into_iter();
        let once = programs.next().expect("at least one");
        let other = programs.next().unwrap_or_else(|| once.clone());
        let turned = if by_signs { opposite(&once) } else { Tree::Not(Box::new(once.clone())) };
        let tree = match form {
            0 => Tree::Any(vec![once, turned]),
            1 => Tree::All(vec![once, turned]),
            2 => Tree::Any(vec![Tree::All(vec![once, other.clone()]), Tree::All(vec![turned, other])]),
            3 => Tree::All(vec![Tree::Any(vec![other.clone(), once]), Tree::Any(vec![other, turned])]),
            _ => Tree::AtLeast(2, vec![once, turned, other]),
        };
        let leaves = tree.leaves().len();
        let ticks: Vec<Tick> = case.ticks.into_iter().flatten().cycle().take(leaves).collect();
        case.ticks = vec![ticks];
        case.programs = vec![tree];
        case
    })
}

/// The tree that holds where this one fails, with the signs of its comparisons turned round. What does not
/// apply may fail both.
fn opposite(tree: &Tree) -> Tree {
    let all = |children: &[Tree]| children.iter().map(opposite).collect::<Vec<Tree>>();
    match tree {
        Tree::All(children) => Tree::Any(all(children)),
        Tree::Any(children) => Tree::All(all(children)),
        Tree::AtLeast(count, children) => Tree::AtLeast(children.len() + 1 - count, all(children)),
        Tree::Not(child) => child.as_ref().clone(),
        Tree::Test(Test::Number { field, op, figure }) => {
            Tree::Test(Test::Number { field: *field, op: op.opposite(), figure: *figure })
        }
        Tree::Test(Test::Since { span, field, op, count }) => {
            Tree::Test(Test::Since { span: *span, field: *field, op: op.opposite(), count: *count })
        }
        Tree::Test(Test::Day { field, op, day }) => {
            Tree::Test(Test::Day { field: *field, op: op.opposite(), day: *day })
        }
        Tree::Test(Test::Flag { field, want }) => Tree::Test(Test::Flag { field: *field, want: !want }),
        Tree::Test(_) | Tree::Judgement | Tree::External => Tree::Not(Box::new(tree.clone())),
    }
}

fn tick(state: u8) -> Tick {
    match state {
        0..=3 => None,
        6 => Some(None),
        4 => Some(Some(true)),
        _ => Some(Some(false)),
    }
}

fn vocabulary(domains: &[u8]) -> Vec<Field> {
    let number = |key: &str, unit: Unit, formula: Option<Formula>, domain: u8| {
        let (min, max) = [(Some(0), None), (None, None), (Some(0), Some(4)), (Some(1), Some(3))][usize::from(domain)];
        let end = |steps: Option<i8>| steps.map(|steps| steps_of(unit, steps * 2));
        Field { key: key.to_owned(), kind: Kind::Number { unit, min: end(min), max: end(max), formula } }
    };
    let plain = |key: &str, kind: Kind| Field { key: key.to_owned(), kind };
    vec![
        number("people", Unit::Person, None, domains[0]),
        number("heads", Unit::Person, None, domains[1]),
        number("money", Unit::Yuan, None, domains[2]),
        number("cash", Unit::Yuan, None, domains[3]),
        number("growth", Unit::Percent, None, domains[4]),
        plain("founded", Kind::Date),
        plain("moved", Kind::Date),
        plain("ok", Kind::Flag),
        plain("bad", Kind::Flag),
        plain("kind", Kind::Choice(3)),
        plain("size", Kind::Choice(2)),
        plain("groups", Kind::Choices(3)),
        number("share", Unit::Percent, Some(Formula::Share(3, 2)), domains[12]),
        number("total", Unit::Person, Some(Formula::Sum(0, 1)), domains[13]),
        number("half", Unit::Person, Some(Formula::Half(13)), domains[14]),
    ]
}

/// So many half steps of a unit; a step is one, or a quarter for percentages.
fn steps_of(unit: Unit, halves: i8) -> Fraction {
    let step = if unit == Unit::Percent { Fraction::new(1, 4) } else { Fraction::whole(1) };
    Fraction::new(halves.into(), 2).times(step)
}

struct Maker {
    class: Class,
    as_of: NaiveDate,
    pool: Vec<usize>,
    fields: Vec<Field>,
}

impl Maker {
    fn tree(&mut self, raw: &RawTree) -> Tree {
        let mut all = |children: &[RawTree]| children.iter().map(|child| self.tree(child)).collect::<Vec<Tree>>();
        match raw {
            RawTree::Test(raw) => Tree::Test(self.test(raw)),
            RawTree::Judgement => Tree::Judgement,
            RawTree::External => Tree::External,
            RawTree::All(children) => Tree::All(all(children)),
            RawTree::Any(children) => Tree::Any(all(children)),
            RawTree::AtLeast(count, children) => {
                let children = all(children);
                Tree::AtLeast(usize::from(*count) % children.len() + 1, children)
            }
            RawTree::Not(child) => Tree::Not(Box::new(self.tree(child))),
        }
    }

    /// Whether criteria may read two numbers or days, or count options.
    fn relates(&self) -> bool {
        matches!(self.class, Class::Relating | Class::Derived)
    }

    fn test(&mut self, raw: &RawTest) -> Test {
        let field = if self.class == Class::Apart {
            let like = &self.fields[usize::from(raw.slot) % PLAIN];
            let own = Field { key: format!("{}{}", like.key, self.fields.len()), kind: like.kind };
            self.fields.push(own);
            self.fields.len() - 1
        } else {
            self.pool[usize::from(raw.slot) % self.pool.len()]
        };
        let op = Op::ALL[usize::from(raw.op)];
        let mask = |count: usize| {
            let mask = u64::from(raw.mask) & ((1 << count) - 1);
            if mask == 0 { 1 << (usize::from(raw.op) % count) } else { mask }
        };
        match self.fields[field].kind {
            Kind::Number { unit, .. } => self.number(raw, field, unit, op),
            Kind::Date => self.date(raw, field, op),
            Kind::Flag => Test::Flag { field, want: !raw.turned },
            Kind::Choice(count) => {
                let mask = mask(count);
                Test::OneOf { field, mask, negated: raw.turned && mask.count_ones() == 1 }
            }
            Kind::Choices(_) if self.relates() && raw.shape > 4 => Test::Count { field, op, count: raw.a.into() },
            Kind::Choices(count) => Test::HasAny { field, mask: mask(count) },
        }
    }

    fn number(&self, raw: &RawTest, field: usize, unit: Unit, op: Op) -> Test {
        let whole = |steps: i8| steps_of(unit, 2 * steps);
        let figure = whole(raw.a);
        let other = self.partner(raw, field, |kind| matches!(kind, Kind::Number { unit: own, .. } if own == unit));
        let condition = self.partner(raw, field, |kind| !matches!(kind, Kind::Number { .. } | Kind::Date));
        match (raw.shape, other, condition) {
            (4, _, _) => Test::Within { field, low: figure, high: whole(raw.a + raw.b) },
            (5, _, Some(condition)) => {
                let condition = match self.fields[condition].kind {
                    Kind::Choice(count) => {
                        Test::OneOf { field: condition, mask: 1 << (usize::from(raw.mask) % count), negated: false }
                    }
                    Kind::Choices(count) => {
                        Test::HasAny { field: condition, mask: 1 << (usize::from(raw.mask) % count) }
                    }
                    _ => Test::Flag { field: condition, want: !raw.turned },
                };
                Test::If { field, op, condition: Box::new(condition), yes: figure, no: whole(raw.a + raw.b) }
            }
            (5, Some(other), _) => Test::Pair { left: field, op, right: other, half: raw.turned },
            (6, Some(b), _) => Test::Extreme { most: raw.turned, a: field, b, op, figure },
            (7, Some(b), _) => Test::Difference { a: field, b, op, figure },
            _ => Test::Number { field, op, figure },
        }
    }

    /// Another field for a criterion that reads two; only conditions may stand in plain catalogues.
    fn partner(&self, raw: &RawTest, field: usize, fits: impl Fn(Kind) -> bool) -> Option<usize> {
        let is_number = |place: usize| matches!(self.fields[place].kind, Kind::Number { .. } | Kind::Date);
        let lawful =
            |place: &usize| *place != field && fits(self.fields[*place].kind) && (self.relates() || !is_number(*place));
        let others: Vec<usize> = self.pool.iter().copied().filter(lawful).collect();
        let may = self.class != Class::Apart && !others.is_empty();
        may.then(|| others[usize::from(raw.mask) % others.len()])
    }

    fn date(&self, raw: &RawTest, field: usize, op: Op) -> Test {
        let years = i32::from(raw.a);
        let day = |years: i32| months_later(self.as_of, -12 * years) + TimeDelta::days(i64::from(raw.mask) - 3);
        match (raw.shape, self.partner(raw, field, |kind| kind == Kind::Date)) {
            (0..=2, _) => Test::Since { span: Span::Years, field, op, count: years },
            (3, _) => Test::Since { span: Span::Months, field, op, count: 12 * years + i32::from(raw.b) },
            (4, _) => Test::Since { span: Span::Days, field, op, count: 365 * years },
            (5, _) => Test::Day { field, op, day: day(years) },
            (6, _) => Test::DayWithin { field, from: day(years + i32::from(raw.b)), to: day(years) },
            (_, Some(right)) => Test::DayPair { left: field, op, right, months: 12 * years.abs() },
            // A day that no day plus so many months comes to (29 February) makes `==` false for every day, which
            // the engine does not look for where a single criterion says so; our data ask no such thing.
            _ => Test::Until { field, op: op.ordered(), months: 12 * years.abs() },
        }
    }
}

/// The answer that small numbers stand for; nothing for one that the desk would refuse.
pub(super) fn answer(field: &Field, raw: &RawSaid, as_of: NaiveDate) -> Option<Said> {
    match raw.state {
        0..=7 => return None,
        16 | 17 => return Some(Said::DontKnow),
        18 | 19 => return Some(Said::Lacking),
        _ => {}
    }
    let exactly = raw.state < 12;
    match field.kind {
        Kind::Number { unit, min, max, .. } => {
            let low = steps_of(unit, raw.a);
            let high = if exactly { low } else { steps_of(unit, raw.a + raw.b) };
            let (low, high) = match raw.state {
                14 => (Some((low, !raw.open)), None),
                15 => (None, Some((high, !raw.open))),
                _ => (Some((low, true)), Some((high, true))),
            };
            let said = Said::Figures { low, high };
            let domain = Said::Figures { low: min.map(|end| (end, true)), high: max.map(|end| (end, true)) };
            said.and(domain).map(|_| said)
        }
        Kind::Flag => Some(Said::Flag(raw.open)),
        Kind::Choice(count) => {
            let mask = u64::from(raw.masks.0) & ((1 << count) - 1);
            let one = 1 << (usize::from(raw.masks.0) % count);
            Some(Said::Choice(if exactly || mask == 0 { one } else { mask }))
        }
        Kind::Choices(count) => {
            let may = u64::from(raw.masks.0) & ((1 << count) - 1);
            let must = if exactly { may } else { may & u64::from(raw.masks.1) };
            Some(Said::Choices { must, may })
        }
        Kind::Date => {
            let from = months_later(as_of, -6 * i32::from(raw.a)) + TimeDelta::days(i64::from(raw.masks.0) - 3);
            let to = if exactly { from } else { months_later(from, i32::from(raw.b) * 4) };
            let (from, to) = match raw.state {
                14 => (Some(from), None),
                15 => (None, Some(to)),
                _ => (Some(from), Some(to)),
            };
            Some(Said::Days { from, to })
        }
    }
}
