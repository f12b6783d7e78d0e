//! Evaluates tests and numbers over what is known, with sets for what is not.
//!
//! A field that was not asked, or that the client cannot say, may have any value of its domain; one with a
//! formula follows it once every input is answered, and until then may also be given directly. A field
//! that does not apply to the client cannot reach a minimum, be one of a list or be a yes; it is not a
//! violation either (`== no` and `!=` hold); an upper limit on it stays open, because only a person can
//! say whether "no such thing" passes.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{Day, DayBase, Num, Span, Test};
use crate::domain::answer::Answer;
use crate::domain::date::DateRange;
use crate::domain::field::{Field, FieldId, FieldKind, Mask, Vocabulary};
use crate::domain::interval::{End, Interval, Op};
use crate::domain::profile::Profile;
use crate::domain::truth::Truth;

/// Everything a test can look at.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The vocabulary that field ids refer to.
    pub fields: &'a Vocabulary,
    /// What is known of the client.
    pub profile: &'a Profile,
    /// Answers assumed for the sake of argument, over those of the profile; the last one counts.
    pub assumed: &'a [(FieldId, Answer)],
    /// The day that the assessment is for.
    pub as_of: NaiveDate,
}

/// The possible values of something, unless it does not apply to the client at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value<T> {
    /// The set of possible values.
    Known(T),
    /// The client has no such thing.
    NotApplicable,
}

impl<T> Value<T> {
    fn map<U>(self, change: impl FnOnce(T) -> U) -> Value<U> {
        match self {
            Value::Known(value) => Value::Known(change(value)),
            Value::NotApplicable => Value::NotApplicable,
        }
    }

    fn zip<U>(self, other: Value<U>) -> Value<(T, U)> {
        match (self, other) {
            (Value::Known(a), Value::Known(b)) => Value::Known((a, b)),
            _ => Value::NotApplicable,
        }
    }
}

impl Facts<'_> {
    /// The answer to a field, assumed or given.
    #[must_use]
    pub fn answer(&self, field: FieldId) -> Option<&Answer> {
        let assumed = self.assumed.iter().rev().find(|(id, _)| *id == field).map(|(_, answer)| answer);
        assumed.or_else(|| self.profile.answer(field))
    }

    fn is_assumed(&self, field: FieldId) -> bool {
        self.assumed.iter().any(|(id, _)| *id == field)
    }

    /// The possible figures of a number field: the direct answer, else the formula, else its domain.
    #[must_use]
    pub fn number(&self, field: FieldId) -> Value<Interval> {
        let Some(FieldKind::Number { domain, derived, .. }) = self.fields.get(field).map(|f| &f.kind) else {
            return Value::Known(Interval::FULL);
        };
        match self.answer(field) {
            // What a formula can come to may lie out of the domain, and so may what is assumed of it.
            Some(Answer::Number(interval)) if derived.is_some() && self.is_assumed(field) => Value::Known(*interval),
            Some(Answer::Number(interval)) => Value::Known(interval.intersect(domain)),
            Some(Answer::NotApplicable) => Value::NotApplicable,
            _ => match derived {
                // With every input answered the formula speaks alone, out of the domain as well (a share
                // above 100 % from figures that do not fit is still what they come to).
                Some(formula) if self.is_bound(formula) => formula.eval(self),
                // Else the figure may yet be given directly, or come from inputs to be given.
                Some(formula) => match formula.eval(self) {
                    Value::Known(found) => Value::Known(found.hull(domain)),
                    Value::NotApplicable => Value::Known(*domain),
                },
                None => Value::Known(*domain),
            },
        }
    }

    /// Whether every input of a formula is answered, directly or by a formula of its own, so that no answer
    /// to come can bring another figure. What is assumed is no answer.
    fn is_bound(&self, formula: &Num) -> bool {
        formula.fields().into_iter().all(|input| match self.profile.answer(input) {
            None | Some(Answer::DontKnow) => {
                self.fields.get(input).and_then(Field::derived).is_some_and(|formula| self.is_bound(formula))
            }
            Some(_) => true,
        })
    }

    /// The possible days of a day expression.
    #[must_use]
    pub fn day(&self, day: Day) -> Value<DateRange> {
        let base = match day.base {
            DayBase::Literal(date) => Value::Known(DateRange::exact(date)),
            DayBase::AsOf => Value::Known(DateRange::exact(self.as_of)),
            DayBase::Field(field) => match self.answer(field) {
                Some(Answer::Date(range)) => Value::Known(*range),
                Some(Answer::NotApplicable) => Value::NotApplicable,
                _ => Value::Known(DateRange::FULL),
            },
        };
        if day.months == 0 && day.days == 0 {
            return base;
        }
        base.map(|range| DateRange {
            from: range.from.and_then(|from| day.moved(from)),
            to: range.to.and_then(|to| day.moved(to)),
        })
    }

    /// The options that surely and possibly apply.
    fn choices(&self, field: FieldId) -> Value<(Mask, Mask)> {
        match self.answer(field) {
            Some(Answer::Choices { must, may }) => Value::Known((*must, *may)),
            Some(Answer::NotApplicable) => Value::Known((Mask::NONE, Mask::NONE)),
            _ => {
                let count = self.fields.get(field).map_or(0, |f| f.kind.options().len());
                Value::Known((Mask::NONE, Mask::all(count)))
            }
        }
    }
}

impl Test {
    /// Whether the test holds for everything that is possible, for nothing, or for some of it.
    #[must_use]
    pub fn eval(&self, facts: &Facts<'_>) -> Truth {
        match self {
            Test::Compare { left, op, right, .. } => compare_numbers(left, *op, right, facts),
            Test::Within { value, low, high, .. } => {
                let above = by_branch(value, Op::Ge, low, facts);
                let found = above.and(by_branch(value, Op::Le, high, facts));
                let lacking = lacking(Op::Ge).and(lacking(Op::Le));
                unless_lacking(found, lacking, &[value, low, high], facts)
            }
            Test::CompareDay { left, op, right } => {
                compare(facts.day(*left), *op, facts.day(*right), |a, op, b| a.compare(op, &b))
            }
            Test::WithinDay { value, low, high } => {
                let value = facts.day(*value);
                let low = compare(value, Op::Ge, facts.day(*low), |a, op, b| a.compare(op, &b));
                low.and(compare(value, Op::Le, facts.day(*high), |a, op, b| a.compare(op, &b)))
            }
            Test::OneOf { field, allowed, negated } => {
                let among = match facts.answer(*field) {
                    Some(Answer::Choice(possible)) if possible.is_within(*allowed) => Truth::Yes,
                    Some(Answer::Choice(possible)) if possible.intersect(*allowed).is_empty() => Truth::No,
                    Some(Answer::NotApplicable) => Truth::No,
                    _ => Truth::Unknown,
                };
                if *negated { among.negate() } else { among }
            }
            Test::HasAny { field, wanted } => match facts.choices(*field) {
                Value::Known((must, _)) if !must.intersect(*wanted).is_empty() => Truth::Yes,
                Value::Known((_, may)) if may.intersect(*wanted).is_empty() => Truth::No,
                Value::Known(_) => Truth::Unknown,
                Value::NotApplicable => Truth::No,
            },
            Test::Flag { field, want } => match facts.answer(*field) {
                Some(Answer::Flag(yes)) => Truth::from(yes == want),
                Some(Answer::NotApplicable) => Truth::from(!want),
                _ => Truth::Unknown,
            },
        }
    }
}

fn compare_numbers(left: &Num, op: Op, right: &Num, facts: &Facts<'_>) -> Truth {
    unless_lacking(by_branch(left, op, right, facts), lacking(op), &[left, right], facts)
}

/// A comparison by what is known of the figures; where an `if` is open, by both of its branches.
fn by_branch(left: &Num, op: Op, right: &Num, facts: &Facts<'_>) -> Truth {
    let open = |number: &Num| matches!(number, Num::If(test, ..) if test.eval(facts) == Truth::Unknown);
    let both = |a: Truth, b: Truth| if a == b { a } else { Truth::Unknown };
    match (left, right) {
        (Num::If(_, yes, no), right) if open(left) => {
            both(by_branch(yes, op, right, facts), by_branch(no, op, right, facts))
        }
        (left, Num::If(_, yes, no)) if open(right) => {
            both(by_branch(left, op, yes, facts), by_branch(left, op, no, facts))
        }
        _ => compare(left.eval(facts), op, right.eval(facts), |a, op, b| a.compare(op, &b)),
    }
}

/// What was found, unless a field behind the numbers may turn out not to apply at all: what the bounds of its
/// domain decide only counts if "no such thing" comes to the same.
fn unless_lacking(found: Truth, lacking: Truth, numbers: &[&Num], facts: &Facts<'_>) -> Truth {
    if found.is_decided() && found != lacking && numbers.iter().any(|number| number.may_lack(facts)) {
        return Truth::Unknown;
    }
    found
}

/// What a comparison with something that does not apply comes to; see the module header.
fn lacking(op: Op) -> Truth {
    match op {
        Op::Eq | Op::Ge | Op::Gt => Truth::No,
        Op::Ne => Truth::Yes,
        Op::Le | Op::Lt => Truth::Unknown,
    }
}

fn compare<T>(left: Value<T>, op: Op, right: Value<T>, known: impl FnOnce(T, Op, T) -> Truth) -> Truth {
    match (left, right) {
        (Value::Known(a), Value::Known(b)) => known(a, op, b),
        _ => lacking(op),
    }
}

impl Num {
    /// Whether a field behind the number may yet turn out not to apply to the client: nobody has
    /// answered it, so it may even be that there is no such thing.
    pub(in crate::domain) fn may_lack(&self, facts: &Facts<'_>) -> bool {
        match self {
            Num::Literal(_) | Num::Count(_) => false,
            Num::Field(field) => match (facts.answer(*field), facts.fields.get(*field).and_then(|f| f.derived())) {
                (None | Some(Answer::DontKnow), Some(formula)) => !facts.is_bound(formula) || formula.may_lack(facts),
                (answer, _) => matches!(answer, None | Some(Answer::DontKnow)),
            },
            Num::Add(a, b) | Num::Subtract(a, b) | Num::Multiply(a, b) => a.may_lack(facts) || b.may_lack(facts),
            // A share of nothing is no figure either.
            Num::Divide(a, b) => {
                let by_zero = matches!(b.eval(facts), Value::Known(divisor) if divisor.may_be_zero());
                by_zero || a.may_lack(facts) || b.may_lack(facts)
            }
            Num::Negate(a) => a.may_lack(facts),
            Num::Min(all) | Num::Max(all) => all.iter().any(|number| number.may_lack(facts)),
            Num::If(test, a, b) => match test.eval(facts) {
                Truth::Yes => a.may_lack(facts),
                Truth::No => b.may_lack(facts),
                Truth::Unknown => a.may_lack(facts) || b.may_lack(facts),
            },
            Num::Since(_, day) => match day.base {
                DayBase::Field(field) => matches!(facts.answer(field), None | Some(Answer::DontKnow)),
                DayBase::Literal(_) | DayBase::AsOf => false,
            },
        }
    }

    /// The possible values.
    #[must_use]
    pub fn eval(&self, facts: &Facts<'_>) -> Value<Interval> {
        let pair = |a: &Num, b: &Num| a.eval(facts).zip(b.eval(facts));
        match self {
            Num::Literal(value) => Value::Known(Interval::exact(*value)),
            Num::Field(field) => facts.number(*field),
            Num::Add(a, b) => pair(a, b).map(|(a, b)| a.add(&b)),
            Num::Subtract(a, b) => pair(a, b).map(|(a, b)| a.subtract(&b)),
            Num::Multiply(a, b) => pair(a, b).map(|(a, b)| a.multiply(&b)),
            Num::Divide(a, b) => pair(a, b).map(|(a, b)| a.divide(&b)),
            Num::Negate(a) => a.eval(facts).map(|a| a.negate()),
            Num::Min(all) => fold(all, facts, |a, b| a.min(&b)),
            Num::Max(all) => fold(all, facts, |a, b| a.max(&b)),
            Num::If(test, a, b) => match test.eval(facts) {
                Truth::Yes => a.eval(facts),
                Truth::No => b.eval(facts),
                Truth::Unknown => match (a.eval(facts), b.eval(facts)) {
                    (Value::Known(a), Value::Known(b)) => Value::Known(a.hull(&b)),
                    // One branch without a value leaves everything possible.
                    _ => Value::Known(Interval::FULL),
                },
            },
            Num::Since(span, day) => facts.day(*day).map(|range| since(*span, range, facts.as_of)),
            Num::Count(field) => facts
                .choices(*field)
                .map(|(must, may)| Interval::between(Decimal::from(must.len()), Decimal::from(may.len()))),
        }
    }
}

fn fold(all: &[Num], facts: &Facts<'_>, pick: fn(Interval, Interval) -> Interval) -> Value<Interval> {
    let mut values = all.iter().map(|number| number.eval(facts));
    let first = values.next().unwrap_or(Value::Known(Interval::FULL));
    values.fold(first, |a, b| a.zip(b).map(|(a, b)| pick(a, b)))
}

/// Full calendar units from any day of the range to the as-of date: the later the day, the fewer.
fn since(span: Span, range: DateRange, as_of: NaiveDate) -> Interval {
    let end =
        |day: Option<NaiveDate>| day.map(|day| End { value: Decimal::from(span.between(day, as_of)), closed: true });
    Interval { lo: end(range.to), hi: end(range.from) }
}
