//! Numbers and dates as the handbook writes them.
//!
//! The handbook writes 5000 万元 and 1 亿元, 两年 and 36 个月, 70% and 七折, 30、15 万元 with one unit for
//! both. [`figures`] reads them as exact values with what they count, [`dates`] as spans of days, and
//! [`Figure::is`] says whether a printed figure is a given one.

mod dates;
mod numeral;
mod units;

use rust_decimal::Decimal;

pub(super) use dates::{Printed, dates};
use numeral::{Numeral, numeral};
pub(super) use units::Counted;
use units::unit;

use super::fold::strict;
use crate::domain::number::Unit;

/// A figure as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Figure {
    /// Its value: money in 元, a ratio as a fraction of one.
    pub(super) value: Decimal,
    /// What it counts.
    pub(super) counted: Counted,
    /// What 万 and 亿 made of it; one without them.
    scale: Decimal,
    /// Where it begins and ends in the folded text.
    start: usize,
    end: usize,
}

impl Figure {
    /// Whether this is the figure of a criterion or amount with that unit.
    pub(super) fn is(&self, value: Decimal, unit: Unit) -> bool {
        let year = Decimal::from(12);
        let same = self.value == value;
        match unit {
            // A share is printed as a ratio; another factor counts something that the product does not say.
            Unit::Bare => same && (value > Decimal::ONE || self.counted == Counted::Ratio),
            Unit::Yuan => {
                same && (self.counted == Counted::Money || (self.counted == Counted::Plain && self.is_scaled()))
            }
            Unit::Percent => same && self.counted == Counted::Ratio,
            Unit::Year => match self.counted {
                Counted::Years => same,
                Counted::Months => self.value == value * year,
                _ => false,
            },
            Unit::Month => match self.counted {
                Counted::Months => same,
                Counted::Years => self.value * year == value,
                _ => false,
            },
            Unit::Day => same && self.counted == Counted::Days,
            Unit::SquareMetre => same && self.counted == Counted::Area,
            Unit::Mu => same && self.counted == Counted::Mu,
            Unit::KilowattHour => same && self.counted == Counted::Energy,
            // The handbook counts the same things by different words (人, 名; 家, 户), or without one.
            Unit::Person
            | Unit::Firm
            | Unit::Piece
            | Unit::Item
            | Unit::Each
            | Unit::Times
            | Unit::Event
            | Unit::Household
            | Unit::Rank => same && matches!(self.counted, Counted::Things | Counted::Plain),
        }
    }

    fn is_scaled(&self) -> bool {
        self.scale != Decimal::ONE
    }
}

/// A text as the readers of this folder take it: without white space, digits and dashes of one form.
pub(super) fn folded(text: &str) -> Vec<char> {
    let fold = |c: char| match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' | '．' | '／' => {
            char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)
        }
        '—' | '–' | '－' | '―' | '‐' | '−' | '～' | '~' => '-',
        other => other,
    };
    text.chars().filter_map(strict).map(fold).collect()
}

/// Every figure of a text, in order.
pub(super) fn figures(text: &str) -> Vec<Figure> {
    let chars = folded(text);
    let mut found: Vec<Figure> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        match figure_at(&chars, at) {
            Some(figure) => {
                at = figure.end.max(at + 1);
                found.push(figure);
            }
            None => at += 1,
        }
    }
    share_units(&chars, &mut found);
    found
}

/// Ratios that are words, with the value they stand for.
const WORDS: [(&str, Counted, i64, u32); 6] = [
    ("一半", Counted::Ratio, 5, 1),
    ("半数", Counted::Ratio, 5, 1),
    ("减半", Counted::Ratio, 5, 1),
    ("全额", Counted::Ratio, 1, 0),
    ("双倍", Counted::Ratio, 2, 0),
    ("半年", Counted::Months, 6, 0),
];

fn figure_at(chars: &[char], at: usize) -> Option<Figure> {
    let rest = chars.get(at..)?;
    for (word, counted, digits, places) in WORDS {
        let length = word.chars().count();
        if starts_with(rest, word) {
            let value = Decimal::new(digits, places);
            return Some(Figure { value, counted, scale: Decimal::ONE, start: at, end: at + length });
        }
    }
    if let Some(behind) = rest.strip_prefix(&['百', '分', '之'])
        && let Some(percent) = numeral(behind)
    {
        let value = percent.value / Decimal::ONE_HUNDRED;
        return Some(Figure {
            value,
            counted: Counted::Ratio,
            scale: Decimal::ONE,
            start: at,
            end: at + 3 + percent.length,
        });
    }
    // The end of a longer row of digits, such as an account, is no number.
    let before = at.checked_sub(1).and_then(|before| chars.get(before));
    if rest.first()?.is_ascii_digit() && before.is_some_and(char::is_ascii_digit) {
        return None;
    }
    let number = numeral(rest)?;
    let behind = rest.get(number.length..)?;
    if let Some(behind) = behind.strip_prefix(&['分', '之'])
        && let Some(part) = numeral(behind).filter(|_| !number.value.is_zero())
    {
        let value = part.value / number.value;
        let end = at + number.length + 2 + part.length;
        return Some(Figure { value, counted: Counted::Ratio, scale: Decimal::ONE, start: at, end });
    }
    Some(with_unit(&number, behind, at))
}

fn with_unit(number: &Numeral, behind: &[char], at: usize) -> Figure {
    let (counted, factor, length) = unit(number.value, behind);
    let mut value = number.value * factor;
    let mut end = at + number.length + length;
    // 一年半
    if counted == Counted::Years && behind.get(length) == Some(&'半') {
        value += Decimal::new(5, 1);
        end += 1;
    }
    Figure { value: value.normalize(), counted, scale: number.scale, start: at, end }
}

/// `30、15万元` and `1-2年`: a figure that has no unit of its own shares that of the next one.
fn share_units(chars: &[char], found: &mut [Figure]) {
    for place in (1..found.len()).rev() {
        let (before, after) = found.split_at_mut(place);
        let (Some(figure), Some(next)) = (before.last_mut(), after.first()) else { continue };
        let between = chars.get(figure.end..next.start).unwrap_or_default();
        let is_joined = matches!(between, ['-' | '至' | '到' | '、' | '/' | '和' | '或']);
        if !is_joined || figure.counted != Counted::Plain || next.counted == Counted::Plain {
            continue;
        }
        if !figure.is_scaled() && next.is_scaled() {
            figure.value *= next.scale;
            figure.scale = next.scale;
        }
        if next.counted == Counted::Ratio {
            figure.value /= Decimal::ONE_HUNDRED;
        }
        figure.counted = next.counted;
    }
}

/// Whether folded characters begin with a word.
fn starts_with(chars: &[char], word: &str) -> bool {
    let mut at = chars.iter();
    word.chars().all(|c| at.next() == Some(&c))
}

#[cfg(test)]
mod tests {
    use super::figures;
    use crate::domain::number::{Unit, parse_number};

    fn prints(text: &str, figure: &str, unit: Unit) -> bool {
        let value = parse_number(figure, unit).unwrap_or_else(|m| panic!("{figure}: {}", m.en));
        figures(text).iter().any(|printed| printed.is(value, unit))
    }

    #[test]
    fn figures_are_read_as_the_handbook_writes_them() {
        // (text, figure, unit)
        let table = [
            ("总投资 5000 万元-1 亿元的", "5000万元", Unit::Yuan),
            ("总投资 5000 万元-1 亿元的", "1亿元", Unit::Yuan),
            ("分别给予 30 万元、15万元奖励", "15万元", Unit::Yuan),
            ("给予30、15万元", "30万元", Unit::Yuan),
            ("按300—500万元", "300万元", Unit::Yuan),
            ("每人 1,500 元", "1500元", Unit::Yuan),
            ("每户1.3万元/年", "1.3万元", Unit::Yuan),
            ("授信 300 万以上", "300万元", Unit::Yuan),
            ("１０％以上", "10%", Unit::Percent),
            ("增长 10 个百分点", "10%", Unit::Percent),
            ("百分之七十", "70%", Unit::Percent),
            ("享受七折地价", "70%", Unit::Percent),
            ("减半征收", "50%", Unit::Percent),
            ("排位前10%-35%的", "10%", Unit::Percent),
            ("3-5%的贴息", "3%", Unit::Percent),
            ("成立两年以上", "2年", Unit::Year),
            ("在 3 年（36 个月）内", "3年", Unit::Year),
            ("满36个月", "3年", Unit::Year),
            ("登记失业半年以上", "6月", Unit::Month),
            ("不超过一年半", "18月", Unit::Month),
            ("期限1-2年", "1年", Unit::Year),
            ("近三个会计年度", "3年", Unit::Year),
            ("年满 18 周岁", "18年", Unit::Year),
            ("10 个工作日内", "10天", Unit::Day),
            ("面积不少于 50 平方米", "50㎡", Unit::SquareMetre),
            ("不低于20千瓦时", "20千瓦时", Unit::KilowattHour),
            ("20 名以上设计人员", "20人", Unit::Person),
            ("从业人员二十人", "20人", Unit::Person),
            ("研发人员不少于20的", "20人", Unit::Person),
            ("2万人", "20000人", Unit::Person),
            ("排名前三", "3名", Unit::Rank),
            ("前110名", "110名", Unit::Rank),
            ("最低工资标准2倍", "2", Unit::Bare),
            ("收入的五分之二", "40%", Unit::Percent),
        ];
        for (text, figure, unit) in table {
            assert!(prints(text, figure, unit), "{text}: {figure} in {:?}", figures(text));
        }
    }

    #[test]
    fn a_figure_is_not_another_one() {
        let table = [
            ("总投资 5000 万元", "500万元", Unit::Yuan),
            ("总投资 5000 万元", "5000元", Unit::Yuan),
            ("不低于70人", "70%", Unit::Percent),
            ("2024年3月", "3年", Unit::Year),
            ("2024年4月30日", "30天", Unit::Day),
            ("2024年", "2024年", Unit::Year),
            ("一次性奖励", "1年", Unit::Year),
            ("3年以上", "3人", Unit::Person),
            ("150 人", "50人", Unit::Person),
            ("1.50%", "50%", Unit::Percent),
            ("30，15万元", "30万元", Unit::Yuan),
            ("账号12345678901234567890人", "567890人", Unit::Person),
        ];
        for (text, figure, unit) in table {
            assert!(!prints(text, figure, unit), "{text}: {figure} in {:?}", figures(text));
        }
    }
}
