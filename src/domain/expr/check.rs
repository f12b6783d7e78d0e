//! Gives an expression its types and units; what is mixed up is refused with its place.
//!
//! Units: sums and comparisons need one unit (a bare number fits any count); a ratio times anything
//! keeps the other's unit; money times a count is money (2000 元 for each of 5 人); one unit over itself
//! is a ratio; money over a count is money. Comparing money with people is an error.

use super::parse::{Ast, Node};
use super::{Day, DayBase, ExprError, Num, Span, Test};
use rust_decimal::prelude::ToPrimitive;

use crate::domain::field::{Choice, FieldId, FieldKind, Mask, Vocabulary};
use crate::domain::interval::Op;
use crate::domain::message::Message;
use crate::domain::number::Unit;
use crate::message;

/// What a part of an expression turns out to be.
enum Typed {
    Number(Num, Unit),
    Day(Day),
    Yes(bool),
    Flag(FieldId),
    Choice(FieldId),
    Choices(FieldId),
    Test(Test),
}

impl Typed {
    fn describe(&self) -> Message {
        match self {
            Typed::Number(_, Unit::Percent) => message!("比例", "a ratio"),
            Typed::Number(_, Unit::Bare) => message!("数字", "a number"),
            Typed::Number(_, unit) => {
                let word = unit.word();
                message!("数字（{word}）", "a number of {word}")
            }
            Typed::Day(_) => message!("日期", "a date"),
            Typed::Yes(_) => message!("是或否", "yes or no"),
            Typed::Flag(_) => message!("是非字段", "a yes-or-no field"),
            Typed::Choice(_) => message!("单选字段", "a choice field"),
            Typed::Choices(_) => message!("多选字段", "a multi-choice field"),
            Typed::Test(_) => message!("比较", "a comparison"),
        }
    }
}

/// The whole expression as a test.
pub(super) fn test(ast: &Ast, fields: &Vocabulary) -> Result<Test, ExprError> {
    match typed(ast, fields)? {
        Typed::Test(test) => Ok(test),
        Typed::Flag(field) => Ok(Test::Flag { field, want: true }),
        other => Err(expected(ast, &message!("一个比较", "a comparison"), &other)),
    }
}

/// The whole expression as a number with its unit.
pub(super) fn number(ast: &Ast, fields: &Vocabulary) -> Result<(Num, Unit), ExprError> {
    match typed(ast, fields)? {
        Typed::Number(number, unit) => Ok((number, unit)),
        other => Err(expected(ast, &message!("数字", "a number"), &other)),
    }
}

fn error(ast: &Ast, message: Message) -> ExprError {
    ExprError { offset: ast.at, message }
}

fn expected(ast: &Ast, wanted: &Message, found: &Typed) -> ExprError {
    let found = found.describe();
    let (zh, en) = (&wanted.zh, &wanted.en);
    let (found_zh, found_en) = (&found.zh, &found.en);
    error(ast, message!("这里应是{zh}，却是{found_zh}", "{en} expected here, not {found_en}"))
}

fn typed(ast: &Ast, fields: &Vocabulary) -> Result<Typed, ExprError> {
    Ok(match &ast.node {
        Node::Number(value, unit) => Typed::Number(Num::Literal(*value), *unit),
        Node::Date(date) => Typed::Day(DayBase::Literal(*date).into()),
        Node::Name(name) => by_name(ast, name, fields)?,
        Node::Call(name, arguments) => call(ast, name, arguments, fields)?,
        Node::Negate(inner) => {
            let (inner, unit) = number(inner, fields)?;
            Typed::Number(Num::Negate(Box::new(inner)), unit)
        }
        Node::Binary(sign, left, right) => arithmetic(*sign, left, right, fields)?,
        Node::Compare(op, left, right) => Typed::Test(compare(*op, left, right, fields)?),
        Node::Within(value, low, high) => Typed::Test(within(value, low, high, fields)?),
        Node::InSet(value, members) => match typed(value, fields)? {
            Typed::Choice(field) => {
                let allowed = options(members, field, fields)?;
                Typed::Test(Test::OneOf { field, allowed, negated: false })
            }
            other => return Err(expected(value, &message!("单选字段", "a choice field"), &other)),
        },
        Node::Has(value, members) => match typed(value, fields)? {
            Typed::Choices(field) => {
                let wanted = options(members, field, fields)?;
                Typed::Test(Test::HasAny { field, wanted })
            }
            other => return Err(expected(value, &message!("多选字段", "a multi-choice field"), &other)),
        },
    })
}

fn by_name(ast: &Ast, name: &str, fields: &Vocabulary) -> Result<Typed, ExprError> {
    match name {
        "as_of" => return Ok(Typed::Day(DayBase::AsOf.into())),
        "yes" => return Ok(Typed::Yes(true)),
        "no" => return Ok(Typed::Yes(false)),
        _ => {}
    }
    let found = fields.find(name).and_then(|id| fields.get(id).map(|field| (id, field)));
    let Some((id, field)) = found else {
        let keys = fields.iter().map(|(_, field)| field.key.as_str());
        return Err(error(ast, crate::domain::suggest::unknown_field(name, keys)));
    };
    Ok(match &field.kind {
        FieldKind::Number { unit, .. } => Typed::Number(Num::Field(id), *unit),
        FieldKind::Flag => Typed::Flag(id),
        FieldKind::Choice(_) => Typed::Choice(id),
        FieldKind::Choices(_) => Typed::Choices(id),
        FieldKind::Date => Typed::Day(DayBase::Field(id).into()),
    })
}

fn options(members: &[Ast], field: FieldId, fields: &Vocabulary) -> Result<Mask, ExprError> {
    let known: &[Choice] = fields.get(field).map_or(&[], |field| field.kind.options());
    let mut mask = Mask::NONE;
    for member in members {
        let Node::Name(name) = &member.node else {
            return Err(error(member, message!("这里应是选项名", "the name of an option expected here")));
        };
        let Some(place) = known.iter().position(|option| option.id == *name) else {
            let ids = known.iter().map(|option| option.id.as_str());
            return Err(error(member, crate::domain::suggest::unknown_option(name, fields.key(field), ids)));
        };
        mask = mask.union(Mask::one(place));
    }
    Ok(mask)
}

/// Puts two numbers together.
type Build = fn(Box<Num>, Box<Num>) -> Num;

fn arithmetic(sign: char, left: &Ast, right: &Ast, fields: &Vocabulary) -> Result<Typed, ExprError> {
    let (a, a_unit) = match typed(left, fields)? {
        Typed::Number(a, a_unit) => (a, a_unit),
        Typed::Day(day) if matches!(sign, '+' | '-') => return shifted(day, sign, right, fields),
        other => return Err(expected(left, &message!("数字", "a number"), &other)),
    };
    let (b, b_unit) = number(right, fields)?;
    let (unit, build): (Option<Unit>, Build) = match sign {
        '+' => (same_unit(a_unit, b_unit), Num::Add),
        '-' => (same_unit(a_unit, b_unit), Num::Subtract),
        '*' => (product_unit(a_unit, b_unit), Num::Multiply),
        _ => (quotient_unit(a_unit, b_unit), Num::Divide),
    };
    let unit = unit.ok_or_else(|| mixed(right, a_unit, b_unit))?;
    Ok(Typed::Number(build(Box::new(a), Box::new(b)), unit))
}

/// A day so many years, months or days later or earlier.
fn shifted(day: Day, sign: char, by: &Ast, fields: &Vocabulary) -> Result<Typed, ExprError> {
    let wanted = || {
        error(
            by,
            message!(
                "日期只能加减写明的 年、月、天，如 `+ 2年`",
                "only a written number of 年, 月 or 天 can be added to a date, like `+ 2年`",
            ),
        )
    };
    let (Num::Literal(count), unit) = number(by, fields)? else {
        return Err(wanted());
    };
    // Beyond a few centuries no deadline is meant, and the calendar would overflow.
    let count = count.to_i32().filter(|n| (0..=5000).contains(n) && count.is_integer()).ok_or_else(wanted)?;
    let count = if sign == '-' { -count } else { count };
    Ok(Typed::Day(match unit {
        Unit::Year => Day { months: day.months + count * 12, ..day },
        Unit::Month => Day { months: day.months + count, ..day },
        Unit::Day => Day { days: day.days + count, ..day },
        _ => return Err(wanted()),
    }))
}

/// The common unit of a sum or comparison.
fn same_unit(a: Unit, b: Unit) -> Option<Unit> {
    match (a, b) {
        _ if a == b => Some(a),
        (Unit::Bare, other) | (other, Unit::Bare) if other.takes_bare() => Some(other),
        // `growth - 1`: a ratio and a bare number are both plain fractions.
        (Unit::Percent, Unit::Bare) | (Unit::Bare, Unit::Percent) => Some(Unit::Percent),
        _ => None,
    }
}

fn product_unit(a: Unit, b: Unit) -> Option<Unit> {
    match (a, b) {
        (Unit::Bare | Unit::Percent, other) | (other, Unit::Bare | Unit::Percent) => Some(other),
        (Unit::Yuan, other) | (other, Unit::Yuan) if other.is_count() => Some(Unit::Yuan),
        _ => None,
    }
}

fn quotient_unit(a: Unit, b: Unit) -> Option<Unit> {
    match (a, b) {
        (a, Unit::Bare | Unit::Percent) => Some(a),
        _ if a == b => Some(Unit::Percent),
        (Unit::Yuan, other) if other.is_count() => Some(Unit::Yuan),
        _ => None,
    }
}

fn mixed(at: &Ast, a: Unit, b: Unit) -> ExprError {
    let name = |unit: Unit| if unit == Unit::Bare { "无单位" } else { unit.word() };
    let (a, b) = (name(a), name(b));
    error(
        at,
        message!("单位合不到一起：前面是 {a}，后面是 {b}", "the units do not go together: {a} before, {b} after",),
    )
}

/// A bare number never stands for a percentage in a comparison: `debt_ratio <= 70` would be a guess.
fn comparable(at: &Ast, a: Unit, b: Unit) -> Result<Unit, ExprError> {
    match (a, b) {
        (Unit::Percent, Unit::Bare) | (Unit::Bare, Unit::Percent) => Err(mixed(at, a, b)),
        _ => same_unit(a, b).ok_or_else(|| mixed(at, a, b)),
    }
}

fn compare(op: Op, left: &Ast, right: &Ast, fields: &Vocabulary) -> Result<Test, ExprError> {
    let ordered = !matches!(op, Op::Eq | Op::Ne);
    match typed(left, fields)? {
        Typed::Number(a, a_unit) => {
            let (b, b_unit) = number(right, fields)?;
            let unit = comparable(right, a_unit, b_unit)?;
            Ok(Test::Compare { left: a, op, right: b, unit })
        }
        Typed::Day(a) => Ok(Test::CompareDay { left: a, op, right: day(right, fields)? }),
        Typed::Choice(field) if !ordered => {
            let allowed = options(std::slice::from_ref(right), field, fields)?;
            Ok(Test::OneOf { field, allowed, negated: op == Op::Ne })
        }
        Typed::Flag(field) if !ordered => match typed(right, fields)? {
            Typed::Yes(value) => Ok(Test::Flag { field, want: value == (op == Op::Eq) }),
            other => Err(expected(right, &message!("yes 或 no", "yes or no"), &other)),
        },
        other => Err(expected(left, &message!("可以这样比较的内容", "something that compares like this"), &other)),
    }
}

fn within(value: &Ast, low: &Ast, high: &Ast, fields: &Vocabulary) -> Result<Test, ExprError> {
    match typed(value, fields)? {
        Typed::Number(value, unit) => {
            let (a, a_unit) = number(low, fields)?;
            let (b, b_unit) = number(high, fields)?;
            comparable(low, unit, a_unit)?;
            let unit = comparable(high, unit, b_unit)?;
            Ok(Test::Within { value, low: a, high: b, unit })
        }
        Typed::Day(value) => Ok(Test::WithinDay { value, low: day(low, fields)?, high: day(high, fields)? }),
        other => Err(expected(value, &message!("数字或日期", "a number or a date"), &other)),
    }
}

fn day(ast: &Ast, fields: &Vocabulary) -> Result<Day, ExprError> {
    match typed(ast, fields)? {
        Typed::Day(day) => Ok(day),
        other => Err(expected(ast, &message!("日期", "a date"), &other)),
    }
}

fn call(ast: &Ast, name: &str, arguments: &[Ast], fields: &Vocabulary) -> Result<Typed, ExprError> {
    match (name, arguments) {
        ("min" | "max", members) => {
            let (numbers, unit) = numbers_of_one_unit(members, fields)?;
            let build = if name == "min" { Num::Min } else { Num::Max };
            Ok(Typed::Number(build(numbers), unit))
        }
        ("if", [condition, yes, no]) => {
            let condition = test(condition, fields)?;
            let (a, a_unit) = number(yes, fields)?;
            let (b, b_unit) = number(no, fields)?;
            let unit = same_unit(a_unit, b_unit).ok_or_else(|| mixed(no, a_unit, b_unit))?;
            Ok(Typed::Number(Num::If(Box::new(condition), Box::new(a), Box::new(b)), unit))
        }
        ("years", [date]) => Ok(Typed::Number(Num::Since(Span::Years, day(date, fields)?), Unit::Year)),
        ("months", [date]) => Ok(Typed::Number(Num::Since(Span::Months, day(date, fields)?), Unit::Month)),
        ("days", [date]) => Ok(Typed::Number(Num::Since(Span::Days, day(date, fields)?), Unit::Day)),
        ("count", [field]) => match typed(field, fields)? {
            Typed::Choices(id) => Ok(Typed::Number(Num::Count(id), Unit::Item)),
            other => Err(expected(field, &message!("多选字段", "a multi-choice field"), &other)),
        },
        ("if" | "years" | "months" | "days" | "count", _) => {
            let wanted = if name == "if" { 3 } else { 1 };
            let given = arguments.len();
            Err(error(
                ast,
                message!(
                    "`{name}` 要 {wanted} 个参数，这里有 {given} 个",
                    "`{name}` takes {wanted} arguments, not {given}",
                ),
            ))
        }
        _ => Err(error(
            ast,
            message!(
                "没有函数 `{name}`；有 min max if years months days count",
                "there is no function `{name}`; there are min max if years months days count",
            ),
        )),
    }
}

fn numbers_of_one_unit(members: &[Ast], fields: &Vocabulary) -> Result<(Vec<Num>, Unit), ExprError> {
    let mut numbers = Vec::new();
    let mut common = Unit::Bare;
    for member in members {
        let (value, unit) = number(member, fields)?;
        common = if numbers.is_empty() {
            unit
        } else {
            same_unit(common, unit).ok_or_else(|| mixed(member, common, unit))?
        };
        numbers.push(value);
    }
    Ok((numbers, common))
}
