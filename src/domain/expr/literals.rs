//! The figures that are written in an expression, each with the unit it is meant in.
//!
//! Evaluation is done with units once the expression is checked, so the tree does not keep them at each
//! figure. Whoever holds a figure against the official text needs them back, and they follow from where
//! the figure stands: both sides of a comparison count the same thing, and what multiplies an amount is
//! either a plain factor or, beside a count, money.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{Day, DayBase, Num, Span, Test};
use crate::domain::field::{Field, Vocabulary};
use crate::domain::number::Unit;

/// A figure as written in an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// A number, held like every number of its unit; a plain factor is [`Unit::Bare`].
    Number(Decimal, Unit),
    /// A day.
    Date(NaiveDate),
    /// A distance added to a day (`+ 2年`).
    Span {
        /// Full months.
        months: i32,
        /// Days.
        days: i32,
    },
}

impl Test {
    /// Every figure that is written in the test, in order.
    #[must_use]
    pub fn literals(&self, fields: &Vocabulary) -> Vec<Literal> {
        let mut found = Vec::new();
        of_test(self, fields, &mut found);
        found
    }
}

impl Num {
    /// What the number counts by the fields it reads; written figures alone count nothing.
    #[must_use]
    pub fn unit(&self, fields: &Vocabulary) -> Option<Unit> {
        own_unit(self, fields)
    }

    /// Every figure that is written in a number of this unit, in order.
    #[must_use]
    pub fn literals(&self, unit: Unit, fields: &Vocabulary) -> Vec<Literal> {
        let mut found = Vec::new();
        of_number(self, unit, fields, &mut found);
        found
    }
}

fn of_test(test: &Test, fields: &Vocabulary, into: &mut Vec<Literal>) {
    match test {
        Test::Compare { left, right, unit, .. } => {
            for number in [left, right] {
                of_number(number, *unit, fields, into);
            }
        }
        Test::Within { value, low, high, unit } => {
            for number in [value, low, high] {
                of_number(number, *unit, fields, into);
            }
        }
        Test::CompareDay { left, right, .. } => {
            for day in [left, right] {
                of_day(day, into);
            }
        }
        Test::WithinDay { value, low, high } => {
            for day in [value, low, high] {
                of_day(day, into);
            }
        }
        Test::OneOf { .. } | Test::HasAny { .. } | Test::Flag { .. } => {}
    }
}

fn of_number(number: &Num, unit: Unit, fields: &Vocabulary, into: &mut Vec<Literal>) {
    match number {
        Num::Literal(value) => into.push(Literal::Number(*value, unit)),
        Num::Field(_) | Num::Count(_) => {}
        Num::Add(a, b) | Num::Subtract(a, b) => {
            of_number(a, unit, fields, into);
            of_number(b, unit, fields, into);
        }
        Num::Multiply(a, b) => {
            of_number(a, beside(unit, own_unit(b, fields)), fields, into);
            of_number(b, beside(unit, own_unit(a, fields)), fields, into);
        }
        Num::Divide(a, b) => {
            // A ratio is one thing over another of its kind; anything else is divided by a plain number.
            let over = own_unit(b, fields).filter(|_| unit == Unit::Percent);
            of_number(a, over.unwrap_or(unit), fields, into);
            of_number(b, own_unit(a, fields).filter(|_| unit == Unit::Percent).unwrap_or(Unit::Bare), fields, into);
        }
        Num::Negate(a) => of_number(a, unit, fields, into),
        Num::Min(all) | Num::Max(all) => all.iter().for_each(|a| of_number(a, unit, fields, into)),
        Num::If(test, a, b) => {
            of_test(test, fields, into);
            of_number(a, unit, fields, into);
            of_number(b, unit, fields, into);
        }
        Num::Since(_, day) => of_day(day, into),
    }
}

fn of_day(day: &Day, into: &mut Vec<Literal>) {
    if let DayBase::Literal(date) = day.base {
        into.push(Literal::Date(date));
    }
    if day.months != 0 || day.days != 0 {
        into.push(Literal::Span { months: day.months.abs(), days: day.days.abs() });
    }
}

/// The unit of a factor whose product has one unit and whose other factor has another.
fn beside(product: Unit, other: Option<Unit>) -> Unit {
    match other {
        Some(Unit::Percent | Unit::Bare) => product,
        Some(count) if product == Unit::Yuan && count.is_count() => Unit::Yuan,
        _ => Unit::Bare,
    }
}

/// The unit that a number has by its fields; a figure alone has none.
fn own_unit(number: &Num, fields: &Vocabulary) -> Option<Unit> {
    match number {
        Num::Literal(_) => None,
        Num::Field(field) => fields.get(*field).and_then(Field::unit),
        Num::Count(_) => Some(Unit::Item),
        Num::Since(Span::Years, _) => Some(Unit::Year),
        Num::Since(Span::Months, _) => Some(Unit::Month),
        Num::Since(Span::Days, _) => Some(Unit::Day),
        Num::Add(a, b) | Num::Subtract(a, b) | Num::If(_, a, b) => own_unit(a, fields).or_else(|| own_unit(b, fields)),
        Num::Min(all) | Num::Max(all) => all.iter().find_map(|a| own_unit(a, fields)),
        Num::Negate(a) => own_unit(a, fields),
        Num::Multiply(a, b) => match (own_unit(a, fields), own_unit(b, fields)) {
            (Some(Unit::Percent | Unit::Bare), unit) | (unit, Some(Unit::Percent | Unit::Bare)) => unit,
            (Some(Unit::Yuan), _) | (_, Some(Unit::Yuan)) => Some(Unit::Yuan),
            (a, b) => a.or(b),
        },
        Num::Divide(a, b) => match (own_unit(a, fields), own_unit(b, fields)) {
            (Some(a), Some(b)) if a == b => Some(Unit::Percent),
            (a, _) => a,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::Literal;
    use crate::domain::catalogue::{Catalogue, Source, Sources};
    use crate::domain::expr::{parse_number, parse_test};
    use crate::domain::number::show;

    const FIELDS: &str = r#"{"topics": [{"id": "t", "title": "t"}], "fields": [
        {"key": "rent", "topic": "t", "label": "租金", "type": "number", "unit": "元", "help": "h", "effort": 1},
        {"key": "sales", "topic": "t", "label": "收入", "type": "number", "unit": "元", "help": "h", "effort": 1},
        {"key": "uplift", "topic": "t", "label": "上浮", "type": "number", "unit": "%", "help": "h", "effort": 1},
        {"key": "staff", "topic": "t", "label": "人数", "type": "number", "unit": "人", "help": "h", "effort": 1},
        {"key": "stay", "topic": "t", "label": "时间", "type": "number", "unit": "月", "help": "h", "effort": 1},
        {"key": "founded", "topic": "t", "label": "成立", "type": "date", "help": "h", "effort": 1},
        {"key": "design", "topic": "t", "label": "设计", "type": "bool", "help": "h", "effort": 1}
    ]}"#;

    fn catalogue() -> Catalogue {
        let source = |text: &'static str| Source { path: "test".to_owned(), text: text.into() };
        let handbook = source(r#"{"title": "t", "edition": "1", "publisher": "p", "categories": []}"#);
        let sources = Sources { handbook, fields: source(FIELDS), policies: Vec::new() };
        Catalogue::load(&sources).expect("a vocabulary")
    }

    fn shown(literals: &[Literal]) -> String {
        let one = |literal: &Literal| match literal {
            Literal::Number(value, unit) => show(*value, *unit).replace(' ', ""),
            Literal::Date(date) => date.to_string(),
            Literal::Span { months, days } => format!("+{months}m{days}d"),
        };
        literals.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_figures_of_tests_have_the_units_of_their_places() {
        let catalogue = catalogue();
        let table = [
            ("sales >= 5000万元", "5000万元"),
            ("rent / sales <= 30%", "30%"),
            ("sales in 5000万元..1亿元", "5000万元 1亿元"),
            ("staff >= if(design, 20, 15)", "20人 15人"),
            ("staff >= if(sales > 1亿元, 20, 15)", "1亿元 20人 15人"),
            ("rent <= 90% * sales", "0.9"),
            ("years(founded) >= 3", "3年"),
            ("stay >= 6", "6月"),
            ("founded in 2024-01-01..2027-12-31", "2024-01-01 2027-12-31"),
            ("as_of <= founded + 2年", "+24m0d"),
            ("as_of <= founded + 30天", "+0m30d"),
            ("design", ""),
            ("uplift > 0%", "0%"),
        ];
        for (text, wanted) in table {
            let test = parse_test(text, &catalogue.fields).expect(text);
            assert_eq!(shown(&test.literals(&catalogue.fields)), wanted, "{text}");
        }
    }

    #[test]
    fn the_figures_of_amounts_are_money_factors_or_ratios() {
        let catalogue = catalogue();
        let table = [
            ("100万元", "100万元"),
            ("min(10% * rent, 1亿元)", "0.1 1亿元"),
            ("2000元 * staff", "2000元"),
            ("(6000元 + 6000元 * uplift) * staff", "6000元 6000元"),
            ("staff * 2", "2"),
            ("rent / 12", "12"),
            ("1.75%", "1.75%"),
            ("150% * uplift", "150%"),
        ];
        for (text, wanted) in table {
            let (number, unit) = parse_number(text, &catalogue.fields).expect(text);
            assert_eq!(shown(&number.literals(unit, &catalogue.fields)), wanted, "{text}");
        }
    }
}
