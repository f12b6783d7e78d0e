//! The expression language of criteria and amounts.
//!
//! A criterion's `test` is one comparison over fields (`"debt_ratio <= 70%"`); an amount is a number
//! (`"min(10% * fixed_investment, 1亿元)"`). *And* and *or* live in the criteria tree, so that each
//! requirement is a row of its own on screen. Text goes through [`lex`], [`parse`] and [`check`] once,
//! when the data load; what comes out cannot be of a wrong type or unit, and [`eval`] cannot fail.
//!
//! ```text
//! test   := value (== | != | < | <= | > | >=) value
//!         | value in value .. value          both ends included
//!         | choice in { option, … }
//!         | choices has option | choices has any { option, … }
//!         | flag                             short for flag == yes
//! value  := product (+ | - product)*         product := unary (* | / unary)*
//! unary  := - unary | atom
//! atom   := number[unit] | date | date (+ | -) number 年/月/天 | field | option | as_of | yes | no | ( value )
//!         | min(v, …) | max(v, …) | if(test, v, v)
//!         | years(date) | months(date) | days(date) | count(choices)
//! ```

mod check;
mod eval;
mod lex;
mod literals;
mod parse;
mod solve;

use chrono::{Months, NaiveDate, TimeDelta};
use rust_decimal::Decimal;

use super::date::{months_between, years_between};
use super::field::{Field, FieldId, Mask, Vocabulary};
use super::interval::Op;
use super::message::Message;
use super::number::Unit;

pub use eval::{Facts, Value};
pub use literals::Literal;

/// What is wrong with an expression, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExprError {
    /// The place in the text, counted in characters.
    pub offset: usize,
    /// What is wrong and what was expected.
    pub message: Message,
}

/// A number, of one unit throughout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Num {
    /// A written figure.
    Literal(Decimal),
    /// A number field.
    Field(FieldId),
    /// A sum.
    Add(Box<Num>, Box<Num>),
    /// A difference.
    Subtract(Box<Num>, Box<Num>),
    /// A product.
    Multiply(Box<Num>, Box<Num>),
    /// A quotient.
    Divide(Box<Num>, Box<Num>),
    /// The sign flipped.
    Negate(Box<Num>),
    /// The smallest.
    Min(Vec<Num>),
    /// The largest.
    Max(Vec<Num>),
    /// The second if the test holds, else the third.
    If(Box<Test>, Box<Num>, Box<Num>),
    /// Full calendar units from a day to the as-of date.
    Since(Span, Day),
    /// How many options of a multi-choice field apply.
    Count(FieldId),
}

/// A unit of calendar distance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// Full years.
    Years,
    /// Full months.
    Months,
    /// Days.
    Days,
}

/// A day, or one so many full months and days after it (`graduated_on + 2年`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// The day it starts from.
    pub base: DayBase,
    /// Full months added, by the calendar.
    pub months: i32,
    /// Days added.
    pub days: i32,
}

/// A day by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayBase {
    /// A written date.
    Literal(NaiveDate),
    /// A date field.
    Field(FieldId),
    /// The date that the assessment is for.
    AsOf,
}

/// One comparison, the whole of a criterion's test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// Two numbers of one unit.
    Compare {
        /// The figure in question.
        left: Num,
        /// The sign.
        op: Op,
        /// The threshold.
        right: Num,
        /// What both count.
        unit: Unit,
    },
    /// A number within two others, ends included.
    Within {
        /// The figure in question.
        value: Num,
        /// The lower end.
        low: Num,
        /// The upper end.
        high: Num,
        /// What all three count.
        unit: Unit,
    },
    /// Two days.
    CompareDay {
        /// The day in question.
        left: Day,
        /// The sign.
        op: Op,
        /// The day it is held against.
        right: Day,
    },
    /// A day within two others, ends included.
    WithinDay {
        /// The day in question.
        value: Day,
        /// The first day.
        low: Day,
        /// The last day.
        high: Day,
    },
    /// The one option of a choice field is among these; `negated` for `!=`.
    OneOf {
        /// The field.
        field: FieldId,
        /// The options that satisfy it.
        allowed: Mask,
        /// Whether it was written with `!=`.
        negated: bool,
    },
    /// A multi-choice field holds at least one of these.
    HasAny {
        /// The field.
        field: FieldId,
        /// The options looked for.
        wanted: Mask,
    },
    /// A yes-or-no field has this answer.
    Flag {
        /// The field.
        field: FieldId,
        /// The answer that satisfies it.
        want: bool,
    },
}

/// Reads a criterion's test.
///
/// # Errors
/// The first thing that is wrong, with its place: syntax, an unknown name, mixed units.
pub fn parse_test(text: &str, fields: &Vocabulary) -> Result<Test, ExprError> {
    check::test(&parse::expression(text)?, fields)
}

/// Reads an amount or a derived field's formula, with the unit of what it gives.
///
/// # Errors
/// The first thing that is wrong, with its place.
pub fn parse_number(text: &str, fields: &Vocabulary) -> Result<(Num, Unit), ExprError> {
    check::number(&parse::expression(text)?, fields)
}

impl Span {
    /// Full calendar units from one day to another; negative when the first lies later.
    #[must_use]
    pub fn between(self, from: NaiveDate, to: NaiveDate) -> i64 {
        match self {
            Span::Years => i64::from(years_between(from, to)),
            Span::Months => i64::from(months_between(from, to)),
            Span::Days => (to - from).num_days(),
        }
    }
}

impl Test {
    /// Goes through the test and every test within its numbers, the conditions of an `if`.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Test)) {
        visit(self);
        match self {
            Test::Compare { left, right, .. } => {
                left.walk(visit);
                right.walk(visit);
            }
            Test::Within { value, low, high, .. } => [value, low, high].into_iter().for_each(|one| one.walk(visit)),
            Test::CompareDay { .. }
            | Test::WithinDay { .. }
            | Test::OneOf { .. }
            | Test::HasAny { .. }
            | Test::Flag { .. } => {}
        }
    }

    /// Whether what the test comes to depends on the as-of date, through formulas of fields as well.
    #[must_use]
    pub fn reads_the_day(&self, fields: &Vocabulary) -> bool {
        match self {
            Test::Compare { left, right, .. } => left.reads_the_day(fields) || right.reads_the_day(fields),
            Test::Within { value, low, high, .. } => {
                [value, low, high].into_iter().any(|one| one.reads_the_day(fields))
            }
            Test::CompareDay { left, right, .. } => [left, right].into_iter().any(|day| day.base == DayBase::AsOf),
            Test::WithinDay { value, low, high } => [value, low, high].into_iter().any(|day| day.base == DayBase::AsOf),
            Test::OneOf { .. } | Test::HasAny { .. } | Test::Flag { .. } => false,
        }
    }

    /// Whether the test asks how many options of a field apply.
    #[must_use]
    pub fn counts(&self, field: FieldId) -> bool {
        match self {
            Test::Compare { left, right, .. } => left.counts(field) || right.counts(field),
            Test::Within { value, low, high, .. } => [value, low, high].into_iter().any(|one| one.counts(field)),
            Test::CompareDay { .. }
            | Test::WithinDay { .. }
            | Test::OneOf { .. }
            | Test::HasAny { .. }
            | Test::Flag { .. } => false,
        }
    }

    /// Every field that the test reads, each once, in order of appearance.
    #[must_use]
    pub fn fields(&self) -> Vec<FieldId> {
        let mut found = Vec::new();
        self.collect(&mut found);
        found
    }

    fn collect(&self, into: &mut Vec<FieldId>) {
        match self {
            Test::Compare { left, right, .. } => {
                left.collect(into);
                right.collect(into);
            }
            Test::Within { value, low, high, .. } => {
                for number in [value, low, high] {
                    number.collect(into);
                }
            }
            Test::CompareDay { left, right, .. } => {
                for day in [left, right] {
                    day.collect(into);
                }
            }
            Test::WithinDay { value, low, high } => {
                for day in [value, low, high] {
                    day.collect(into);
                }
            }
            Test::OneOf { field, .. } | Test::HasAny { field, .. } | Test::Flag { field, .. } => {
                push_once(into, *field);
            }
        }
    }
}

impl Num {
    /// The numbers that this one is made of.
    fn parts(&self) -> Vec<&Num> {
        match self {
            Num::Literal(_) | Num::Field(_) | Num::Since(..) | Num::Count(_) => Vec::new(),
            Num::Add(a, b) | Num::Subtract(a, b) | Num::Multiply(a, b) | Num::Divide(a, b) | Num::If(_, a, b) => {
                vec![a, b]
            }
            Num::Negate(a) => vec![a],
            Num::Min(all) | Num::Max(all) => all.iter().collect(),
        }
    }

    fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Test)) {
        if let Num::If(test, ..) = self {
            test.walk(visit);
        }
        self.parts().into_iter().for_each(|part| part.walk(visit));
    }

    fn reads_the_day(&self, fields: &Vocabulary) -> bool {
        match self {
            Num::Since(..) => true,
            Num::Field(field) => {
                fields.get(*field).and_then(Field::derived).is_some_and(|formula| formula.reads_the_day(fields))
            }
            Num::If(test, ..) if test.reads_the_day(fields) => true,
            other => other.parts().into_iter().any(|part| part.reads_the_day(fields)),
        }
    }

    fn counts(&self, field: FieldId) -> bool {
        match self {
            Num::Count(own) => *own == field,
            Num::If(test, ..) if test.counts(field) => true,
            other => other.parts().into_iter().any(|part| part.counts(field)),
        }
    }

    /// Every field that the number reads, each once, in order of appearance.
    #[must_use]
    pub fn fields(&self) -> Vec<FieldId> {
        let mut found = Vec::new();
        self.collect(&mut found);
        found
    }

    fn collect(&self, into: &mut Vec<FieldId>) {
        match self {
            Num::Literal(_) => {}
            Num::Field(field) | Num::Count(field) => push_once(into, *field),
            Num::Add(a, b) | Num::Subtract(a, b) | Num::Multiply(a, b) | Num::Divide(a, b) => {
                a.collect(into);
                b.collect(into);
            }
            Num::Negate(a) => a.collect(into),
            Num::Min(all) | Num::Max(all) => all.iter().for_each(|a| a.collect(into)),
            Num::If(test, a, b) => {
                test.collect(into);
                a.collect(into);
                b.collect(into);
            }
            Num::Since(_, day) => day.collect(into),
        }
    }
}

impl From<DayBase> for Day {
    fn from(base: DayBase) -> Day {
        Day { base, months: 0, days: 0 }
    }
}

impl Day {
    /// A date that stands where the base does, moved by this day's months and then its days; `None` beyond
    /// the calendar.
    #[must_use]
    pub fn moved(self, base: NaiveDate) -> Option<NaiveDate> {
        let step = Months::new(self.months.unsigned_abs());
        let moved = if self.months < 0 { base.checked_sub_months(step) } else { base.checked_add_months(step) };
        moved?.checked_add_signed(TimeDelta::days(i64::from(self.days)))
    }

    fn collect(self, into: &mut Vec<FieldId>) {
        if let DayBase::Field(field) = self.base {
            push_once(into, field);
        }
    }
}

fn push_once(into: &mut Vec<FieldId>, field: FieldId) {
    if !into.contains(&field) {
        into.push(field);
    }
}
