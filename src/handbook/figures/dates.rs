//! Dates as printed: to the day, the month, the year, the half or the quarter of one.
//!
//! A date may leave its year to the one before it (2024年4月25日-5月19日). Every printed date is read as
//! the span of days that it can mean, and a date of the data is one of the two ends of such a span:
//! 2022年 is printed for a time that begins on 2022-01-01, 2024年底 for one that ends on 2024-12-31.

use chrono::{Datelike, Months, NaiveDate};
use rust_decimal::prelude::ToPrimitive;

use super::folded;
use super::numeral::numeral;

/// A printed date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::handbook) struct Printed {
    /// The first day it can mean.
    pub(in crate::handbook) first: NaiveDate,
    /// The last day it can mean.
    pub(in crate::handbook) last: NaiveDate,
    /// Whether its year is printed, with it or before it in the same text.
    pub(in crate::handbook) has_year: bool,
}

impl Printed {
    /// Whether a date of the data is printed by this.
    pub(in crate::handbook) fn is(&self, date: NaiveDate) -> bool {
        let same = |end: NaiveDate| if self.has_year { end == date } else { same_day(end, date) };
        same(self.first) || same(self.last)
    }
}

fn same_day(one: NaiveDate, other: NaiveDate) -> bool {
    (one.month(), one.day()) == (other.month(), other.day())
}

/// Stands for the year of a date that has none; a leap year, so that every day exists.
const NO_YEAR: i32 = 2000;

/// Every date of a text, in order.
pub(in crate::handbook) fn dates(text: &str) -> Vec<Printed> {
    let chars = folded(text);
    let mut reader = Reader { chars: &chars, at: 0, year: None, month: None, found: Vec::new() };
    while reader.at < chars.len() {
        if !(reader.with_year() || reader.month_and_day() || reader.day_only()) {
            reader.at += 1;
        }
    }
    reader.found
}

struct Reader<'a> {
    chars: &'a [char],
    at: usize,
    /// The last year printed.
    year: Option<i32>,
    /// The month of the date that ends here, for `4月25日-28日`.
    month: Option<u32>,
    found: Vec<Printed>,
}

impl Reader<'_> {
    fn sign(&self, place: usize) -> Option<char> {
        self.chars.get(place).copied()
    }

    /// A whole number at a place, with the place behind it.
    fn number(&self, place: usize) -> Option<(u32, usize)> {
        let is_inside = self.sign(place)?.is_ascii_digit()
            && place
                .checked_sub(1)
                .and_then(|before| self.sign(before))
                .is_some_and(|c| c.is_ascii_digit() || c == '.');
        let number = numeral(self.chars.get(place..)?)?;
        let value = number.value.to_u32().filter(|_| number.value.is_integer() && !is_inside)?;
        Some((value, place + number.length))
    }

    fn keep(&mut self, first: Option<NaiveDate>, last: Option<NaiveDate>, end: usize) -> bool {
        let (Some(first), Some(last)) = (first, last) else { return false };
        self.found.push(Printed { first, last, has_year: self.year.is_some() });
        self.at = end;
        true
    }

    fn day(&self, month: u32, day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year.unwrap_or(NO_YEAR), month, day)
    }

    fn months(&mut self, first: u32, count: u32, end: usize) -> bool {
        let from = self.day(first, 1);
        let to = from.and_then(|from| from.checked_add_months(Months::new(count))).and_then(|next| next.pred_opt());
        self.keep(from, to, end)
    }

    fn with_year(&mut self) -> bool {
        if self.dotted() {
            return true;
        }
        let is_year = |year: &u32| (1900..2200).contains(year);
        let Some((year, behind)) = self.number(self.at).filter(|(year, _)| is_year(year)) else { return false };
        let Ok(year) = i32::try_from(year) else { return false };
        match self.sign(behind) {
            Some('年') => {
                self.year = Some(year);
                self.within_year(behind + 1)
            }
            // 2023-2024年
            Some('-' | '至')
                if self
                    .number(behind + 1)
                    .is_some_and(|(next, end)| is_year(&next) && self.sign(end) == Some('年')) =>
            {
                self.year = Some(year);
                self.months(1, 12, behind)
            }
            _ => false,
        }
    }

    /// 2024-04-25, 2024.4.25
    fn dotted(&mut self) -> bool {
        // A decimal point would swallow the month of 2024.4.25, so the parts are read digit by digit.
        let parts = |mut at: usize| {
            let mut parts = [0_u32; 3];
            let mut sign = None;
            for (place, part) in parts.iter_mut().enumerate() {
                let digits: String = self.chars.iter().skip(at).take_while(|c| c.is_ascii_digit()).take(4).collect();
                *part = digits.parse().ok()?;
                at += digits.len();
                if place < 2 {
                    let found = self.sign(at).filter(|c| matches!(c, '-' | '.' | '/'))?;
                    (sign.is_none_or(|sign| sign == found)).then(|| sign = Some(found))?;
                    at += 1;
                }
            }
            Some((parts, at))
        };
        let is_inside = self.at.checked_sub(1).and_then(|before| self.sign(before)).is_some_and(|c| c.is_ascii_digit());
        let Some(([year, month, day], end)) = parts(self.at).filter(|_| !is_inside) else { return false };
        let date = i32::try_from(year).ok().filter(|year| (1900..2200).contains(year));
        let date = date.and_then(|year| NaiveDate::from_ymd_opt(year, month, day));
        if let Some(date) = date {
            self.year = Some(date.year());
            self.month = Some(month);
        }
        self.keep(date, date, end)
    }

    /// What stands behind `2024年`.
    fn within_year(&mut self, place: usize) -> bool {
        self.month = None;
        let rest: String = self.chars.iter().skip(place).take(4).collect();
        let starts =
            |words: &[&str]| words.iter().find(|word| rest.starts_with(**word)).map(|word| word.chars().count());
        if let Some(length) = starts(&["底", "末", "年底", "年末"]) {
            let day = self.day(12, 31);
            return self.keep(day, day, place + length);
        }
        if let Some(length) = starts(&["上半年"]) {
            return self.months(1, 6, place + length);
        }
        if let Some(length) = starts(&["下半年"]) {
            return self.months(7, 6, place + length);
        }
        for (quarter, words) in
            [["一季度", "第一季"], ["二季度", "第二季"], ["三季度", "第三季"], ["四季度", "第四季"]].iter().enumerate()
        {
            if let Some(length) = starts(words) {
                let first = u32::try_from(quarter).unwrap_or(0) * 3 + 1;
                return self.months(first, 3, place + length);
            }
        }
        self.at = place;
        self.month_and_day() || self.months(1, 12, place)
    }

    /// 4月25日, 4月
    fn month_and_day(&mut self) -> bool {
        let month = self.number(self.at).filter(|(month, _)| (1..=12).contains(month));
        let Some((month, behind)) = month.filter(|(_, behind)| self.sign(*behind) == Some('月')) else { return false };
        let behind = behind + 1;
        self.month = Some(month);
        if let Some((day, end)) = self.number(behind).filter(|(_, end)| matches!(self.sign(*end), Some('日' | '号')))
        {
            let date = self.day(month, day);
            return self.keep(date, date, end + 1);
        }
        if matches!(self.sign(behind), Some('底' | '末')) {
            let last = self
                .day(month, 1)
                .and_then(|first| first.checked_add_months(Months::new(1)))
                .and_then(|next| next.pred_opt());
            return self.keep(last, last, behind + 1);
        }
        self.months(month, 1, behind)
    }

    /// The `28日` of `4月25日-28日`.
    fn day_only(&mut self) -> bool {
        let follows =
            self.at.checked_sub(1).and_then(|before| self.sign(before)).is_some_and(|c| matches!(c, '-' | '至' | '、'));
        let Some(month) = self.month.filter(|_| follows) else { return false };
        let Some((day, end)) = self.number(self.at).filter(|(_, end)| self.sign(*end) == Some('日')) else {
            return false;
        };
        let date = self.day(month, day);
        self.keep(date, date, end + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::dates;

    #[test]
    fn dates_are_read_as_the_handbook_prints_them() {
        let table = [
            ("2024 年 4 月 25 日-5 月 19 日", "2024-04-25 2024-05-19"),
            ("2024年3月25日至4月16日", "2024-03-25 2024-04-16"),
            ("2024年6月20日、10月20日", "2024-06-20 2024-10-20"),
            ("4月25日-28日", "?-04-25 ?-04-28"),
            ("自2022年1月1日起", "2022-01-01"),
            ("延续到2024年底", "2024-12-31"),
            ("2024年12月底前", "2024-12-31"),
            ("2022年或2023年建成", "2022-01-01..2022-12-31 2023-01-01..2023-12-31"),
            ("（2023—2025 年）", "2023-01-01..2023-12-31 2025-01-01..2025-12-31"),
            ("2023年下半年", "2023-07-01..2023-12-31"),
            ("2024年二季度", "2024-04-01..2024-06-30"),
            ("2024年第一季度", "2024-01-01..2024-03-31"),
            ("2023年12月", "2023-12-01..2023-12-31"),
            ("二〇二四年五月", "2024-05-01..2024-05-31"),
            ("2024-04-25 和 2024.5.19", "2024-04-25 2024-05-19"),
            ("6月20日前", "?-06-20"),
            ("〔2024〕26号", ""),
            ("12024年", ""),
            ("近3年，13月", ""),
        ];
        for (text, wanted) in table {
            let shown: Vec<String> = dates(text)
                .iter()
                .map(|date| {
                    let year = |shown: String| if date.has_year { shown } else { shown.replace("2000", "?") };
                    let (first, last) = (year(date.first.to_string()), year(date.last.to_string()));
                    if first == last { first } else { format!("{first}..{last}") }
                })
                .collect();
            assert_eq!(shown.join(" "), wanted, "{text}");
        }
        let day = |text: &str| text.parse().expect(text);
        assert!(dates("6月20日前")[0].is(day("2024-06-20")));
        assert!(dates("2022年")[0].is(day("2022-12-31")) && !dates("2022年")[0].is(day("2022-06-30")));
    }
}
