//! The reference: criteria evaluated for complete clients as the specification says, without a line of
//! the engine, and every completion of an incomplete client gone through by brute force.
//!
//! A completion is what a later session could turn the profile into by adding answers. For a field that
//! was not asked, or that the client could not say: any value of its domain, or *not applicable*; for a
//! range or a choice of options: any value in it; for a tick that is open: yes or no. A derived field
//! without an answer of its own follows its formula; as long as something behind it is open as well, it
//! may also be answered directly, with anything of its domain. Once all its inputs have been answered it
//! follows them, because any other figure would contradict what was said.
//!
//! Numbers and days are gone through by representatives: every figure and day that the criteria, the
//! domain and the answer name, one between each two, and one beyond either end. For criteria on single
//! fields these stand for all values; where a criterion relates two fields they are only examples.

use chrono::NaiveDate;

use super::model::{Case, Formula, Kind, Op, Span, Test, Tree};
use super::value::{Fraction, Said, Truth, Value, full_months, months_later};

/// A figure of a complete client.
#[derive(Clone, Copy)]
enum Figure {
    Is(Fraction),
    /// The client has no such thing.
    Lacking,
}

fn figure(case: &Case, field: usize, client: &dyn Fn(usize) -> Value) -> Figure {
    match client(field) {
        Value::Figure(figure) => Figure::Is(figure),
        Value::Formula => derived(case, case.formula(field).expect("a derived field"), client),
        _ => Figure::Lacking,
    }
}

fn derived(case: &Case, formula: Formula, client: &dyn Fn(usize) -> Value) -> Figure {
    let of = |field| figure(case, field, client);
    match formula {
        Formula::Share(a, b) => both(of(a), of(b), Fraction::divided_by),
        Formula::Sum(a, b) => both(of(a), of(b), |a, b| Some(a.plus(b))),
        Formula::Half(a) => both(of(a), Figure::Is(Fraction::whole(2)), Fraction::divided_by),
    }
}

/// A client that lacks a part lacks the whole. A quotient by zero says nothing, so the field is as open as
/// one that was not asked, and *not applicable* is the completion that stands for it here.
fn both(a: Figure, b: Figure, join: impl Fn(Fraction, Fraction) -> Option<Fraction>) -> Figure {
    match (a, b) {
        (Figure::Lacking, _) | (_, Figure::Lacking) => Figure::Lacking,
        (Figure::Is(a), Figure::Is(b)) => join(a, b).map_or(Figure::Lacking, Figure::Is),
    }
}

fn holds<T: Ord>(a: &T, op: Op, b: &T) -> bool {
    match op {
        Op::Eq => a == b,
        Op::Ne => a != b,
        Op::Lt => a < b,
        Op::Le => a <= b,
        Op::Gt => a > b,
        Op::Ge => a >= b,
    }
}

/// What has no value reaches no minimum and equals nothing; whether it keeps an upper limit is open.
fn lacking(op: Op) -> Truth {
    match op {
        Op::Eq | Op::Ge | Op::Gt => Some(false),
        Op::Ne => Some(true),
        Op::Le | Op::Lt => None,
    }
}

fn compare(a: Figure, op: Op, b: Figure) -> Truth {
    match (a, b) {
        (Figure::Lacking, _) | (_, Figure::Lacking) => lacking(op),
        (Figure::Is(a), Figure::Is(b)) => Some(holds(&a, op, &b)),
    }
}

fn compare_days(a: Option<NaiveDate>, op: Op, b: Option<NaiveDate>) -> Truth {
    a.zip(b).map_or(lacking(op), |(a, b)| Some(holds(&a, op, &b)))
}

/// Both, as Kleene has it.
fn and(a: Truth, b: Truth) -> Truth {
    if a == Some(false) || b == Some(false) { Some(false) } else { a.zip(b).map(|(a, b)| a && b) }
}

/// How a test stands for a complete client.
pub(super) fn test(case: &Case, test: &Test, client: &dyn Fn(usize) -> Value) -> Truth {
    let of = |field: &usize| figure(case, *field, client);
    let day = |field: &usize| match client(*field) {
        Value::Day(day) => Some(day),
        _ => None,
    };
    let options = |field: &usize| match client(*field) {
        Value::Options(mask) => mask,
        _ => 0,
    };
    match test {
        Test::Number { field, op, figure } => compare(of(field), *op, Figure::Is(*figure)),
        Test::Within { field, low, high } => {
            and(compare(of(field), Op::Ge, Figure::Is(*low)), compare(of(field), Op::Le, Figure::Is(*high)))
        }
        Test::If { field, op, condition, yes, no } => {
            let threshold = match self::test(case, condition, client) {
                Some(true) => yes,
                Some(false) => no,
                None => panic!("a condition on options is never open for a complete client"),
            };
            compare(of(field), *op, Figure::Is(*threshold))
        }
        Test::Since { span, field, op, count } => day(field).map_or(lacking(*op), |day| {
            let since = match span {
                Span::Years => full_months(day, case.as_of).div_euclid(12),
                Span::Months => full_months(day, case.as_of),
                Span::Days => i32::try_from((case.as_of - day).num_days()).expect("within the calendar"),
            };
            Some(holds(&since, *op, count))
        }),
        Test::Day { field, op, day: other } => compare_days(day(field), *op, Some(*other)),
        Test::Until { op, field, months } => {
            compare_days(Some(case.as_of), *op, day(field).map(|day| months_later(day, *months)))
        }
        Test::DayWithin { field, from, to } => {
            and(compare_days(day(field), Op::Ge, Some(*from)), compare_days(day(field), Op::Le, Some(*to)))
        }
        Test::OneOf { field, mask, negated } => {
            let among = matches!(client(*field), Value::Option(place) if mask >> place & 1 == 1);
            Some(among != *negated)
        }
        Test::HasAny { field, mask } => Some(options(field) & mask != 0),
        Test::Count { field, op, count } => Some(holds(&(options(field).count_ones() as i32), *op, count)),
        Test::Flag { field, want } => Some((client(*field) == Value::Flag(true)) == *want),
        Test::Pair { left, op, right, half } => {
            let factor = if *half { Fraction::new(1, 2) } else { Fraction::whole(1) };
            let right = both(of(right), Figure::Is(factor), |a, b| Some(a.times(b)));
            compare(of(left), *op, right)
        }
        Test::Extreme { most, a, b, op, figure } => {
            let value = both(of(a), of(b), |a, b| Some(if *most { a.max(b) } else { a.min(b) }));
            compare(value, *op, Figure::Is(*figure))
        }
        Test::Difference { a, b, op, figure } => {
            compare(both(of(a), of(b), |a, b| Some(a.minus(b))), *op, Figure::Is(*figure))
        }
        Test::DayPair { left, op, right, months } => {
            compare_days(day(left), *op, day(right).map(|day| months_later(day, *months)))
        }
    }
}

/// Plain Kleene logic over a tree whose leaves stand as given, in order.
pub(super) fn kleene(tree: &Tree, leaves: &mut dyn Iterator<Item = Truth>) -> Truth {
    let mut count = |children: &[Tree]| {
        let (mut yes, mut open) = (0, 0);
        for child in children {
            match kleene(child, leaves) {
                Some(true) => yes += 1,
                Some(false) => {}
                None => open += 1,
            }
        }
        (yes, open)
    };
    let at_least = |needed: usize, (yes, open): (usize, usize)| match () {
        () if yes >= needed => Some(true),
        () if yes + open < needed => Some(false),
        () => None,
    };
    match tree {
        Tree::All(children) => at_least(children.len(), count(children)),
        Tree::Any(children) => at_least(1, count(children)),
        Tree::AtLeast(needed, children) => at_least(*needed, count(children)),
        Tree::Not(child) => kleene(child, leaves).map(|truth| !truth),
        Tree::Test(_) | Tree::Judgement | Tree::External => leaves.next().expect("one truth a leaf"),
    }
}

/// The values that stand for all that a field may turn out to be.
pub(super) fn possible(case: &Case, field: usize) -> Vec<Value> {
    let said = case.said[field].filter(|said| *said != Said::DontKnow);
    if said.is_none() && case.is_bound(field) {
        return vec![Value::Formula];
    }
    let mut found = match case.fields[field].kind {
        Kind::Number { min, max, .. } => {
            let domain = Said::Figures { low: min.map(|end| (end, true)), high: max.map(|end| (end, true)) };
            let figures = figures(case, field).into_iter().map(Value::Figure);
            figures.filter(|value| domain.allows(*value)).collect()
        }
        Kind::Flag => vec![Value::Flag(true), Value::Flag(false)],
        Kind::Choice(count) => (0..count).map(Value::Option).collect(),
        Kind::Choices(count) => (0..1 << count).map(Value::Options).collect(),
        Kind::Date => days(case, field).into_iter().map(Value::Day).collect(),
    };
    match said {
        Some(Said::Lacking) => found = vec![Value::Lacking],
        Some(said) => found.retain(|value| said.allows(*value)),
        None => {
            found.push(Value::Lacking);
            found.extend(case.formula(field).map(|_| Value::Formula));
        }
    }
    assert!(!found.is_empty(), "{} has no possible value in\n{case:?}", case.fields[field].key);
    found
}

/// Whether an answer leaves anything that the field can be.
pub(super) fn may_be(case: &Case, field: usize, said: Said) -> bool {
    match case.fields[field].kind {
        Kind::Number { min, max, .. } if !matches!(said, Said::DontKnow | Said::Lacking) => {
            said.and(Said::Figures { low: min.map(|end| (end, true)), high: max.map(|end| (end, true)) }).is_some()
        }
        _ => true,
    }
}

fn tests(case: &Case) -> impl Iterator<Item = &Test> {
    case.programs.iter().flat_map(Tree::leaves).flatten()
}

/// Every figure that matters to a number field, with one between each two and one beyond each end.
fn figures(case: &Case, field: usize) -> Vec<Fraction> {
    let mut named = Vec::new();
    for test in tests(case).filter(|test| test.fields().contains(&field)) {
        match test {
            Test::Number { figure, .. } => named.push(*figure),
            Test::Within { low, high, .. } => named.extend([*low, *high]),
            Test::If { yes, no, .. } => named.extend([*yes, *no]),
            Test::Extreme { figure, .. } | Test::Difference { figure, .. } => {
                named.extend([*figure, Fraction::whole(0), Fraction::whole(1), Fraction::whole(2)]);
            }
            Test::Pair { .. } => named.extend([0, 1, 2, 4].map(Fraction::whole)),
            _ => {}
        }
    }
    // What a formula reads matters by what comes out; a few figures are examples enough.
    let is_input = |own: usize| case.formula(own).is_some_and(|formula| formula.inputs().contains(&field));
    if (0..case.fields.len()).any(is_input) {
        named.extend([0, 1, 2, 4].map(Fraction::whole));
    }
    if let Kind::Number { min, max, .. } = case.fields[field].kind {
        named.extend(min.into_iter().chain(max));
    }
    if let Some(Said::Figures { low, high }) = case.said[field] {
        named.extend(low.into_iter().chain(high).map(|(end, _)| end));
    }
    if named.is_empty() {
        named.push(Fraction::whole(1));
    }
    named.sort_unstable();
    named.dedup();
    let between = named.windows(2).map(|pair| pair[0].middle(pair[1])).collect::<Vec<_>>();
    let (first, last) = (named[0], named[named.len() - 1]);
    named.extend(between);
    named.extend([first.minus(Fraction::whole(1)), last.plus(Fraction::whole(1))]);
    named
}

/// Every day that matters to a date field, with its neighbours, and the first and last that can be written.
fn days(case: &Case, field: usize) -> Vec<NaiveDate> {
    let mut named = Vec::new();
    for test in tests(case).filter(|test| test.fields().contains(&field)) {
        match test {
            Test::Since { span, count, .. } => {
                for around in [*count, count + 1] {
                    named.push(match span {
                        Span::Years => months_later(case.as_of, -12 * around),
                        Span::Months => months_later(case.as_of, -around),
                        Span::Days => case.as_of - chrono::TimeDelta::days(around.into()),
                    });
                }
            }
            Test::Day { day, .. } => named.push(*day),
            Test::Until { months, .. } => named.push(months_later(case.as_of, -months)),
            Test::DayWithin { from, to, .. } => named.extend([*from, *to]),
            Test::DayPair { months, .. } => {
                named.extend([months_later(case.as_of, -36), months_later(case.as_of, months - 36)]);
            }
            _ => {}
        }
    }
    // A month without such a day moves an anniversary by up to three days.
    let mut found: Vec<NaiveDate> =
        named.iter().flat_map(|day| (-3..=3).map(|days| *day + chrono::TimeDelta::days(days))).collect();
    if let Some(Said::Days { from, to }) = case.said[field] {
        found.extend(from.into_iter().chain(to));
    }
    found.extend([(1900, 1, 1), (2200, 12, 31)].map(|(y, m, d)| NaiveDate::from_ymd_opt(y, m, d).expect("a day")));
    found.sort_unstable();
    found.dedup();
    found
}
