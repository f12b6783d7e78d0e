//! Why a criterion stands as it does: what is needed, what is there, and by how much it falls short.
//!
//! The sentences are made here, in both languages, so that the desk, the command line and the sheet to
//! take home say the same. Nothing here changes a verdict.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::answer::{Answer, flag_word, show_interval};
use super::criterion::{Node, NodeKind};
use super::date::{DateRange, anniversary, months_between, show_dates};
use super::expr::{Day, DayBase, Facts, Num, Span, Test, Value};
use super::field::{Field, FieldId, FieldKind, Mask};
use super::interval::{Interval, Op};
use super::message::Lang;
use super::number::{Unit, show};
use super::truth::Truth;

/// One criterion in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What is needed: `≤ 70%`.
    pub need: String,
    /// What is there: `73%`; empty when nothing is known.
    pub have: String,
    /// By how much it fails: `高 3 个百分点`; absent when it does not fail or no distance makes sense.
    pub gap: Option<String>,
}

/// Explains one leaf; groups have nothing to say of their own.
#[must_use]
pub fn explain(node: &Node, facts: &Facts<'_>, lang: Lang) -> Explanation {
    let words = Words { facts, lang };
    match &node.kind {
        NodeKind::Test(test) => Explanation {
            need: words.need(test),
            have: words.have(test),
            gap: (test.eval(facts) == Truth::No).then(|| words.gap(test)).flatten(),
        },
        NodeKind::Judgement { tick, hint } => ticked(hint, facts.profile.tick(*tick), lang),
        NodeKind::External { tick, standard } => ticked(standard, facts.profile.tick(*tick), lang),
        NodeKind::All | NodeKind::Any | NodeKind::AtLeast(_) | NodeKind::Not => {
            Explanation { need: String::new(), have: String::new(), gap: None }
        }
    }
}

fn ticked(need: &str, tick: Option<Truth>, lang: Lang) -> Explanation {
    let have = match tick {
        Some(Truth::Yes) => lang.pick("是", "yes"),
        Some(Truth::No) => lang.pick("否", "no"),
        Some(Truth::Unknown) => lang.pick("说不准", "can't say"),
        None => "",
    };
    Explanation { need: need.to_owned(), have: have.to_owned(), gap: None }
}

struct Words<'a, 'b> {
    facts: &'a Facts<'b>,
    lang: Lang,
}

impl Words<'_, '_> {
    fn field(&self, id: FieldId) -> Option<&Field> {
        self.facts.fields.get(id)
    }

    fn label(&self, id: FieldId) -> String {
        self.field(id).map_or_else(String::new, |field| field.label.clone())
    }

    fn options(&self, id: FieldId, mask: Mask) -> Vec<&str> {
        let options = self.field(id).map_or(&[][..], |field| field.kind.options());
        mask.places().filter_map(|place| options.get(place)).map(|option| option.label.as_str()).collect()
    }

    fn need(&self, test: &Test) -> String {
        let lang = self.lang;
        match test {
            Test::Compare { op, right, unit, .. } => format!("{} {}", op.symbol(), self.threshold(right, *unit)),
            Test::Within { low, high, unit, .. } => {
                format!("{}–{}", self.threshold(low, *unit), self.threshold(high, *unit))
            }
            Test::CompareDay { op, right, .. } => {
                let sign = match op {
                    Op::Le => lang.pick("不晚于", "no later than"),
                    Op::Ge => lang.pick("不早于", "no earlier than"),
                    Op::Lt => lang.pick("早于", "before"),
                    Op::Gt => lang.pick("晚于", "after"),
                    Op::Eq | Op::Ne => op.symbol(),
                };
                format!("{sign} {}", self.day(*right))
            }
            Test::WithinDay { low, high, .. } => {
                format!("{} {} {}", self.day(*low), lang.pick("至", "to"), self.day(*high))
            }
            Test::OneOf { field, allowed, negated } => {
                let options = self.options(*field, *allowed).join(lang.pick("、", ", "));
                let several = allowed.len() > 1;
                match (negated, several) {
                    (true, _) => format!("{}{options}", lang.pick("不是", "not ")),
                    (false, true) => format!("{}{options}", lang.pick("其一：", "one of: ")),
                    (false, false) => options,
                }
            }
            Test::HasAny { field, wanted } => {
                let options = self.options(*field, *wanted).join(lang.pick("、", ", "));
                let prefix =
                    if wanted.len() > 1 { lang.pick("含其一：", "any of: ") } else { lang.pick("含", "") };
                format!("{prefix}{options}")
            }
            Test::Flag { want, .. } => flag_word(*want, lang).to_owned(),
        }
    }

    /// A threshold as a figure when it is one, else as the formula it comes from.
    fn threshold(&self, number: &Num, unit: Unit) -> String {
        if let Num::Literal(value) = number {
            return show(*value, unit);
        }
        let value = number.eval(self.facts);
        let figure = match value {
            Value::Known(interval) if interval.single().is_some() => Some(show_interval(&interval, unit)),
            // An `if` that is still open: both figures it can come to.
            Value::Known(interval) => match (interval.lo, interval.hi) {
                (Some(lo), Some(hi)) if matches!(number, Num::If(..)) => {
                    Some(format!("{} {} {}", show(lo.value, unit), self.lang.pick("或", "or"), show(hi.value, unit)))
                }
                _ => None,
            },
            Value::NotApplicable => None,
        };
        match (figure, number) {
            (Some(figure), Num::If(..)) => figure,
            (Some(figure), _) => format!("{figure}{}", self.bracket(&self.formula(number, unit))),
            (None, _) => self.formula(number, unit),
        }
    }

    fn bracket(&self, text: &str) -> String {
        match self.lang {
            Lang::Zh => format!("（{text}）"),
            Lang::En => format!(" ({text})"),
        }
    }

    /// A formula in labels: `50% × 合同租金`.
    fn formula(&self, number: &Num, unit: Unit) -> String {
        let two = |a: &Num, sign: &str, b: &Num| format!("{} {sign} {}", self.formula(a, unit), self.formula(b, unit));
        let list = |name: &str, all: &[Num]| {
            let parts: Vec<String> = all.iter().map(|one| self.formula(one, unit)).collect();
            format!("{name}({})", parts.join(self.lang.pick("，", ", ")))
        };
        match number {
            Num::Literal(value) => show(*value, literal_unit(*value, unit)),
            Num::Field(id) => self.label(*id),
            Num::Add(a, b) => two(a, "+", b),
            Num::Subtract(a, b) => two(a, "-", b),
            Num::Multiply(a, b) => two(a, "×", b),
            Num::Divide(a, b) => two(a, "÷", b),
            Num::Negate(a) => format!("-{}", self.formula(a, unit)),
            Num::Min(all) => list(self.lang.pick("较小者", "min"), all),
            Num::Max(all) => list(self.lang.pick("较大者", "max"), all),
            Num::If(_, a, b) => two(a, self.lang.pick("或", "or"), b),
            Num::Since(_, day) => self.since_label(*day),
            Num::Count(id) => self.label(*id),
        }
    }

    fn since_label(&self, day: Day) -> String {
        match self.lang {
            Lang::Zh => format!("自{}起", self.day(day)),
            Lang::En => format!("since {}", self.day(day)),
        }
    }

    fn day(&self, day: Day) -> String {
        let base = match day.base {
            DayBase::Literal(date) => date.to_string(),
            DayBase::Field(id) => self.label(id),
            DayBase::AsOf => self.lang.pick("评估日", "the as-of date").to_owned(),
        };
        let step = |count: i32, word: &str| if count == 0 { String::new() } else { format!(" {count:+} {word}") };
        let (years, months) = (day.months / 12, day.months % 12);
        let lang = self.lang;
        base + &step(years, lang.pick("年", "years"))
            + &step(months, lang.pick("月", "months"))
            + &step(day.days, lang.pick("天", "days"))
    }

    fn have(&self, test: &Test) -> String {
        match test {
            Test::Compare { left, unit, .. } => self.number_had(left, *unit),
            Test::Within { value, unit, .. } => self.number_had(value, *unit),
            Test::CompareDay { left, right, .. } => {
                // `as_of <= X + 2年` asks about X.
                let asked = if matches!(left.base, DayBase::Field(_)) { left } else { right };
                self.day_had(*asked)
            }
            Test::WithinDay { value, .. } => self.day_had(*value),
            Test::OneOf { field, .. } | Test::HasAny { field, .. } | Test::Flag { field, .. } => self.answer(*field),
        }
    }

    fn answer(&self, id: FieldId) -> String {
        let Some(field) = self.field(id) else { return String::new() };
        self.facts.profile.answer(id).map_or_else(String::new, |answer| answer.display(field, self.lang))
    }

    /// What is known of a figure, with the date that a span of years was counted from.
    fn number_had(&self, number: &Num, unit: Unit) -> String {
        if let Num::Since(_, Day { base: DayBase::Field(id), months: 0, days: 0 }) = number {
            return self.answer(*id);
        }
        // A direct answer is shown as it was given; behind a "don't know" a formula may still speak.
        if let Num::Field(id) = number
            && let Some(answer) = self.facts.profile.answer(*id)
            && (*answer != Answer::DontKnow || self.field(*id).is_some_and(|field| field.derived().is_none()))
        {
            return self.answer(*id);
        }
        match number.eval(self.facts) {
            Value::NotApplicable => self.lang.pick("不适用", "not applicable").to_owned(),
            // A figure that can still be anything it could be at all says nothing.
            Value::Known(interval) if self.anything_known(number) && !self.is_whole_domain(number, &interval) => {
                let bounded = interval.lo.is_some_and(|lo| !lo.value.is_zero()) || interval.hi.is_some();
                if bounded { show_interval(&interval, unit) } else { String::new() }
            }
            Value::Known(_) => String::new(),
        }
    }

    fn is_whole_domain(&self, number: &Num, interval: &Interval) -> bool {
        match number {
            Num::Field(id) => self
                .field(*id)
                .is_some_and(|field| matches!(&field.kind, FieldKind::Number { domain, .. } if domain == interval)),
            _ => false,
        }
    }

    /// Whether any field behind a figure, through formulas as well, was answered.
    fn anything_known(&self, number: &Num) -> bool {
        number.fields().into_iter().any(|id| {
            self.facts.profile.answer(id).is_some()
                || self.field(id).and_then(Field::derived).is_some_and(|formula| self.anything_known(formula))
        })
    }

    fn day_had(&self, day: Day) -> String {
        match day.base {
            DayBase::Field(id) => self.answer(id),
            DayBase::Literal(date) => date.to_string(),
            DayBase::AsOf => self.facts.as_of.to_string(),
        }
    }

    fn gap(&self, test: &Test) -> Option<String> {
        match test {
            Test::Compare { left: Num::Since(span, day), op: Op::Ge | Op::Gt, right, .. } => {
                self.time_gap(*span, *day, single(right.eval(self.facts))?)
            }
            Test::Compare { left, op, right, unit } => {
                self.number_gap(&known(left.eval(self.facts))?, *op, &known(right.eval(self.facts))?, *unit)
            }
            Test::Within { value, low, high, unit } => {
                let value = known(value.eval(self.facts))?;
                let below = self.number_gap(&value, Op::Ge, &known(low.eval(self.facts))?, *unit);
                below.or_else(|| {
                    let high = known(high.eval(self.facts))?;
                    self.number_gap(&value, Op::Le, &high, *unit)
                })
            }
            Test::CompareDay { left, op, right } => self.day_gap(self.one_day(*left)?, *op, self.one_day(*right)?),
            Test::WithinDay { value, low, high } => {
                let value = self.one_day(*value)?;
                let early = self.day_gap(value, Op::Ge, self.one_day(*low)?);
                early.or_else(|| self.day_gap(value, Op::Le, self.one_day(*high)?))
            }
            Test::OneOf { .. } | Test::HasAny { .. } | Test::Flag { .. } => None,
        }
    }

    /// How far a figure lies beyond its threshold; with ranges, the smallest distance it can be.
    fn number_gap(&self, value: &Interval, op: Op, threshold: &Interval, unit: Unit) -> Option<String> {
        let lang = self.lang;
        let (distance, short) = match op {
            Op::Ge | Op::Gt => (threshold.lo?.value - value.hi?.value, true),
            Op::Le | Op::Lt => (value.lo?.value - threshold.hi?.value, false),
            Op::Eq | Op::Ne => return None,
        };
        if distance < Decimal::ZERO {
            return None;
        }
        if distance.is_zero() {
            // Exactly at a limit that excludes the figure.
            return Some(lang.pick("正好在界上，不含本数", "exactly at the limit, which is excluded").to_owned());
        }
        let at_least = if value.single().is_some() { "" } else { lang.pick("至少", "at least ") };
        let word = if short { lang.pick("差", "short by") } else { lang.pick("高", "over by") };
        let figure = match unit {
            Unit::Percent => {
                let points = show(distance * Decimal::ONE_HUNDRED, Unit::Bare);
                format!("{points} {}", lang.pick("个百分点", "percentage points"))
            }
            _ => show(distance, unit),
        };
        Some(format!("{at_least}{word} {figure}"))
    }

    /// How long until a span of time is full: `还差 8 个月`.
    fn time_gap(&self, span: Span, day: Day, needed: Decimal) -> Option<String> {
        let from = self.one_day(day)?;
        let needed = needed.ceil().to_u32()?;
        let full = match span {
            Span::Years => anniversary(from, needed.checked_mul(12)?)?,
            Span::Months => anniversary(from, needed)?,
            Span::Days => from.checked_add_days(chrono::Days::new(u64::from(needed)))?,
        };
        let distance = self.distance(self.facts.as_of, full)?;
        Some(match self.lang {
            Lang::Zh => format!("还差 {distance}（{full} 满）"),
            Lang::En => format!("{distance} to go (full on {full})"),
        })
    }

    fn day_gap(&self, value: NaiveDate, op: Op, limit: NaiveDate) -> Option<String> {
        let lang = self.lang;
        match op {
            Op::Ge | Op::Gt => {
                self.distance(value, limit).map(|span| format!("{} {span}", lang.pick("早", "early by")))
            }
            Op::Le | Op::Lt => self.distance(limit, value).map(|span| format!("{} {span}", lang.pick("晚", "late by"))),
            Op::Eq | Op::Ne => None,
        }
    }

    /// A calendar distance in full months, or in days below one month.
    fn distance(&self, from: NaiveDate, to: NaiveDate) -> Option<String> {
        let days = (to - from).num_days();
        if days <= 0 {
            return None;
        }
        let months = months_between(from, to);
        let lang = self.lang;
        Some(if months >= 1 {
            let rest = anniversary(from, months.unsigned_abs()).map_or(0, |day| (to - day).num_days());
            let more = if rest > 0 { format!(" {rest} {}", lang.pick("天", "days")) } else { String::new() };
            format!("{months} {}{more}", lang.pick("个月", "months"))
        } else {
            format!("{days} {}", lang.pick("天", "days"))
        })
    }

    fn one_day(&self, day: Day) -> Option<NaiveDate> {
        match self.facts.day(day) {
            Value::Known(range) => range.single(),
            Value::NotApplicable => None,
        }
    }
}

/// A literal inside a formula of money may be a factor: 50% or 2.
fn literal_unit(value: Decimal, unit: Unit) -> Unit {
    match unit {
        Unit::Yuan if value > Decimal::ZERO && value < Decimal::ONE => Unit::Percent,
        other => other,
    }
}

fn known(value: Value<Interval>) -> Option<Interval> {
    match value {
        Value::Known(interval) => Some(interval),
        Value::NotApplicable => None,
    }
}

fn single(value: Value<Interval>) -> Option<Decimal> {
    known(value)?.single()
}

/// A span of dates for reading.
#[must_use]
pub fn dates_text(range: &DateRange, lang: Lang) -> String {
    match (range.from, range.to) {
        (Some(from), None) => format!("{} {from}", lang.pick("自", "from")),
        (None, Some(to)) => format!("{} {to}", lang.pick("至", "until")),
        _ => show_dates(range),
    }
}
