//! A made-up catalogue as the tests see it: fields, criteria, trees, and one client with what was said.

use chrono::NaiveDate;

use super::value::{Fraction, Said};

/// What a number field counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Person,
    Yuan,
    Percent,
}

/// How a derived field follows from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Formula {
    Share(usize, usize),
    Sum(usize, usize),
    Half(usize),
}

impl Formula {
    pub(super) fn inputs(self) -> Vec<usize> {
        match self {
            Formula::Share(a, b) | Formula::Sum(a, b) => vec![a, b],
            Formula::Half(a) => vec![a],
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Number { unit: Unit, min: Option<Fraction>, max: Option<Fraction>, formula: Option<Formula> },
    Flag,
    Choice(usize),
    Choices(usize),
    Date,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) key: String,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Op {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

impl Op {
    pub(super) const ALL: [Op; 6] = [Op::Ge, Op::Le, Op::Gt, Op::Lt, Op::Eq, Op::Ne];

    /// The nearest sign that is no equality.
    pub(super) fn ordered(self) -> Op {
        match self {
            Op::Eq => Op::Le,
            Op::Ne => Op::Gt,
            other => other,
        }
    }

    pub(super) fn opposite(self) -> Op {
        match self {
            Op::Eq => Op::Ne,
            Op::Ne => Op::Eq,
            Op::Lt => Op::Ge,
            Op::Ge => Op::Lt,
            Op::Le => Op::Gt,
            Op::Gt => Op::Le,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Span {
    Years,
    Months,
    Days,
}

/// One criterion; the last four relate two fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Test {
    Number { field: usize, op: Op, figure: Fraction },
    Within { field: usize, low: Fraction, high: Fraction },
    If { field: usize, op: Op, condition: Box<Test>, yes: Fraction, no: Fraction },
    Since { span: Span, field: usize, op: Op, count: i32 },
    Day { field: usize, op: Op, day: NaiveDate },
    Until { op: Op, field: usize, months: i32 },
    DayWithin { field: usize, from: NaiveDate, to: NaiveDate },
    OneOf { field: usize, mask: u64, negated: bool },
    HasAny { field: usize, mask: u64 },
    Count { field: usize, op: Op, count: i32 },
    Flag { field: usize, want: bool },
    Pair { left: usize, op: Op, right: usize, half: bool },
    Extreme { most: bool, a: usize, b: usize, op: Op, figure: Fraction },
    Difference { a: usize, b: usize, op: Op, figure: Fraction },
    DayPair { left: usize, op: Op, right: usize, months: i32 },
}

impl Test {
    /// The fields it reads, formulas aside.
    pub(super) fn fields(&self) -> Vec<usize> {
        match self {
            Test::Number { field, .. }
            | Test::Within { field, .. }
            | Test::Since { field, .. }
            | Test::Day { field, .. }
            | Test::Until { field, .. }
            | Test::DayWithin { field, .. }
            | Test::OneOf { field, .. }
            | Test::HasAny { field, .. }
            | Test::Count { field, .. }
            | Test::Flag { field, .. } => vec![*field],
            Test::If { field, condition, .. } => [vec![*field], condition.fields()].concat(),
            Test::Pair { left: a, right: b, .. }
            | Test::Extreme { a, b, .. }
            | Test::Difference { a, b, .. }
            | Test::DayPair { left: a, right: b, .. } => vec![*a, *b],
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tree {
    Test(Test),
    Judgement,
    External,
    All(Vec<Tree>),
    Any(Vec<Tree>),
    AtLeast(usize, Vec<Tree>),
    Not(Box<Tree>),
}

impl Tree {
    /// The leaves in order; nothing stands for one that is ticked.
    pub(super) fn leaves(&self) -> Vec<Option<&Test>> {
        match self {
            Tree::Test(test) => vec![Some(test)],
            Tree::Judgement | Tree::External => vec![None],
            Tree::All(children) | Tree::Any(children) | Tree::AtLeast(_, children) => {
                children.iter().flat_map(Tree::leaves).collect()
            }
            Tree::Not(child) => child.leaves(),
        }
    }
}

/// A tick: not looked at, looked at without a result, ticked.
pub(super) type Tick = Option<Option<bool>>;

/// A catalogue of one policy with one program a tree, a client and a day.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Case {
    pub(super) as_of: NaiveDate,
    pub(super) fields: Vec<Field>,
    pub(super) programs: Vec<Tree>,
    /// By field.
    pub(super) said: Vec<Option<Said>>,
    /// By leaf of each program; only those of judgements and external criteria count.
    pub(super) ticks: Vec<Vec<Tick>>,
}

impl Case {
    pub(super) fn with(&self, field: usize, said: Option<Said>) -> Case {
        let mut case = self.clone();
        case.said[field] = said;
        case
    }

    pub(super) fn formula(&self, field: usize) -> Option<Formula> {
        match self.fields[field].kind {
            Kind::Number { formula, .. } => formula,
            _ => None,
        }
    }

    /// The fields that a program reads, inputs of formulas included, each once.
    pub(super) fn reads(&self, program: usize) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        let mut waiting: Vec<usize> =
            self.programs[program].leaves().into_iter().flatten().flat_map(Test::fields).collect();
        while let Some(field) = waiting.pop() {
            if !found.contains(&field) {
                found.push(field);
                waiting.extend(self.formula(field).map(Formula::inputs).unwrap_or_default());
            }
        }
        found.sort_unstable();
        found
    }

    /// Whether a derived field follows its formula and nothing else: it has no answer of its own, and
    /// everything behind it was answered, so that another figure would contradict what was said.
    pub(super) fn is_bound(&self, field: usize) -> bool {
        let Some(formula) = self.formula(field) else { return false };
        let answered = |said: &Option<Said>| said.is_some_and(|said| said != Said::DontKnow);
        !answered(&self.said[field])
            && formula.inputs().iter().all(|input| answered(&self.said[*input]) || self.is_bound(*input))
    }
}
