//! Dates as people know them (a day, a month, a year, a span) and calendar distances.
//!
//! Distances follow the Civil Code, art. 201 and 202: a month or year is full on the day that bears the
//! same number, and on the last day of a month that has no such day (29 February, month ends).

use chrono::{Datelike, Months, NaiveDate};

use super::interval::Op;
use super::message::Message;
use super::truth::Truth;
use crate::message;

/// The days between two ends, both included; an absent end is unbounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateRange {
    /// The first possible day.
    pub from: Option<NaiveDate>,
    /// The last possible day.
    pub to: Option<NaiveDate>,
}

impl DateRange {
    /// Every day.
    pub const FULL: DateRange = DateRange { from: None, to: None };

    /// Exactly one day.
    #[must_use]
    pub fn exact(day: NaiveDate) -> DateRange {
        DateRange { from: Some(day), to: Some(day) }
    }

    /// The one day it holds, if it is only one.
    #[must_use]
    pub fn single(&self) -> Option<NaiveDate> {
        self.from.filter(|day| Some(*day) == self.to)
    }

    /// Whether the comparison holds for every pair of days, for none, or for some.
    #[must_use]
    pub fn compare(&self, op: Op, other: &DateRange) -> Truth {
        let before = |a: &DateRange, b: &DateRange, strict: bool| match (a.to, b.from, a.from, b.to) {
            (Some(a_to), Some(b_from), _, _) if a_to < b_from || (!strict && a_to == b_from) => Truth::Yes,
            (_, _, Some(a_from), Some(b_to)) if a_from > b_to || (strict && a_from == b_to) => Truth::No,
            _ => Truth::Unknown,
        };
        match op {
            Op::Le => before(self, other, false),
            Op::Lt => before(self, other, true),
            Op::Ge => before(other, self, false),
            Op::Gt => before(other, self, true),
            Op::Eq => self.equal(other),
            Op::Ne => self.equal(other).negate(),
        }
    }

    fn equal(&self, other: &DateRange) -> Truth {
        if let (Some(left), Some(right)) = (self.single(), other.single()) {
            return Truth::from(left == right);
        }
        let apart = self.compare(Op::Lt, other) == Truth::Yes || self.compare(Op::Gt, other) == Truth::Yes;
        if apart { Truth::No } else { Truth::Unknown }
    }
}

/// Full calendar months from one day to another; negative when the first lies later.
#[must_use]
pub fn months_between(from: NaiveDate, to: NaiveDate) -> i32 {
    let estimate = (to.year() - from.year()) * 12 + i32::try_from(to.month()).unwrap_or(0)
        - i32::try_from(from.month()).unwrap_or(0);
    // The estimate ignores the day of the month, so the answer is it or one less.
    if reaches(from, estimate, to) { estimate } else { estimate - 1 }
}

/// Whether `from` plus so many months is not after `to`.
fn reaches(from: NaiveDate, months: i32, to: NaiveDate) -> bool {
    let step = Months::new(months.unsigned_abs());
    let day = if months < 0 { from.checked_sub_months(step) } else { from.checked_add_months(step) };
    day.is_some_and(|day| day <= to)
}

/// Full calendar years from one day to another; negative when the first lies later.
#[must_use]
pub fn years_between(from: NaiveDate, to: NaiveDate) -> i32 {
    months_between(from, to).div_euclid(12)
}

/// The day on which so many full months since `from` are reached.
#[must_use]
pub fn anniversary(from: NaiveDate, months: u32) -> Option<NaiveDate> {
    from.checked_add_months(Months::new(months))
}

/// Reads a day, a month (`2016-03`) or a year (`2016`) as the span of days it can mean; `/`, `.`,
/// `年月日` and full-width digits count as well.
///
/// # Errors
/// A sentence that says what is wrong and how to write it.
pub fn parse_date(text: &str) -> Result<DateRange, Message> {
    let folded: String = text.chars().map(super::number::fold).collect();
    let trimmed = folded.trim();
    let mut parts: Vec<&str> = trimmed
        .split(|c: char| matches!(c, '-' | '/' | '.' | '年' | '月' | '日' | '号') || c.is_whitespace())
        .filter(|part| !part.is_empty())
        .collect();
    let compact = match parts.as_slice() {
        [one] if one.is_ascii() && (one.len() == 8 || one.len() == 6) => Some(*one),
        _ => None,
    };
    if let Some(digits) = compact {
        let (year, rest) = digits.split_at(4);
        let (month, day) = rest.split_at(2);
        parts = [year, month, day].into_iter().filter(|part| !part.is_empty()).collect();
    }
    let wrong = || {
        let text = text.trim();
        message!(
            "`{text}` 不是日期，写成 2016-03-05，只知道年月时写 2016-03",
            "`{text}` is not a date; write 2016-03-05, or 2016-03 when only the month is known",
        )
    };
    let numbers: Option<Vec<u32>> = parts.iter().map(|part| part.parse().ok()).collect();
    let range = match numbers.ok_or_else(wrong)?.as_slice() {
        [year] => span(*year, (1, 1), (12, 31)),
        [year, month] => {
            let first = day(*year, *month, 1);
            let last =
                first.and_then(|first| first.checked_add_months(Months::new(1))).and_then(|next| next.pred_opt());
            first.zip(last)
        }
        [year, month, number] => day(*year, *month, *number).map(|day| (day, day)),
        _ => None,
    };
    let (from, to) = range.ok_or_else(wrong)?;
    Ok(DateRange { from: Some(from), to: Some(to) })
}

/// Reads one whole day, written as [`parse_date`] takes it.
///
/// # Errors
/// A sentence that says what is wrong and how to write it.
pub fn parse_day(text: &str) -> Result<NaiveDate, Message> {
    let text = text.trim();
    let range = parse_date(text).map_err(|_| {
        message!("`{text}` 不是日期，写成 2024-05-10", "`{text}` is not a date, write it as 2024-05-10")
    })?;
    range.single().ok_or_else(|| {
        message!("`{text}` 没有写到日，写成 2024-05-10", "`{text}` is not a whole date, write it as 2024-05-10")
    })
}

fn span(year: u32, first: (u32, u32), last: (u32, u32)) -> Option<(NaiveDate, NaiveDate)> {
    day(year, first.0, first.1).zip(day(year, last.0, last.1))
}

/// A day within the years a handbook or a client can speak of, so that no calendar step overflows.
fn day(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    if !(1900..=2200).contains(&year) {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// Writes a span the way it would be typed: a day, a month, a year, or two ends.
#[must_use]
pub fn show_dates(range: &DateRange) -> String {
    match (range.from, range.to) {
        (None, None) => String::new(),
        (Some(from), None) => format!(">= {from}"),
        (None, Some(to)) => format!("<= {to}"),
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => {
            let month = from.format("%Y-%m").to_string();
            let year = from.format("%Y").to_string();
            if parse_date(&month).is_ok_and(|span| span == *range) {
                month
            } else if parse_date(&year).is_ok_and(|span| span == *range) {
                year
            } else {
                format!("{from}..{to}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{months_between, parse_date, show_dates, years_between};

    fn day(text: &str) -> chrono::NaiveDate {
        text.parse().expect(text)
    }

    #[test]
    fn the_anniversary_day_counts_as_full() {
        // (from, to, months, years)
        let table = [
            ("2021-05-10", "2024-05-09", 35, 2),
            ("2021-05-10", "2024-05-10", 36, 3),
            ("2021-05-10", "2024-05-11", 36, 3),
            ("2020-02-29", "2021-02-27", 11, 0),
            ("2020-02-29", "2021-02-28", 12, 1),
            ("2020-02-29", "2024-02-28", 47, 3),
            ("2020-02-29", "2024-02-29", 48, 4),
            ("2024-01-31", "2024-02-28", 0, 0),
            ("2024-01-31", "2024-02-29", 1, 0),
            ("2024-01-31", "2024-04-30", 3, 0),
            ("2024-05-10", "2024-05-10", 0, 0),
            ("2024-05-11", "2024-05-10", -1, -1),
            ("2025-05-10", "2024-05-10", -12, -1),
        ];
        for (from, to, months, years) in table {
            assert_eq!(months_between(day(from), day(to)), months, "{from} {to}");
            assert_eq!(years_between(day(from), day(to)), years, "{from} {to}");
        }
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        let table = [
            ("2016-03-05", "2016-03-05"),
            ("2016/3/5", "2016-03-05"),
            ("2016年3月5日", "2016-03-05"),
            ("20160305", "2016-03-05"),
            ("２０１６－０３", "2016-03"),
            ("2016-03", "2016-03"),
            ("201602", "2016-02"),
            ("2016", "2016"),
        ];
        for (text, shown) in table {
            let range = parse_date(text).unwrap_or_else(|m| panic!("{text}: {}", m.en));
            assert_eq!(show_dates(&range), shown, "{text}");
        }
        for text in ["", "2016-13", "2016-02-30", "3月", "16-3-5", "99999999", "二〇一六"] {
            assert!(parse_date(text).is_err(), "{text}");
        }
    }
}
