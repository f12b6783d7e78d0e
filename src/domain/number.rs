//! Exact numbers with a unit: reading what people type and showing it back without loss.
//!
//! Money is held in 元 and a percentage as a ratio (70 % is 0.7), both as exact decimals, so that a
//! figure exactly at its limit is decided rightly. The units are those that the handbook counts in.

use rust_decimal::Decimal;

use super::message::Message;
use crate::message;

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// A plain number, written without a unit; it fits any count.
    Bare,
    /// Money, held in 元.
    Yuan,
    /// A ratio, held as a fraction of one.
    Percent,
    /// People (人).
    Person,
    /// Companies and other bodies (家).
    Firm,
    /// Patents, papers and other pieces (件).
    Piece,
    /// Items (项).
    Item,
    /// Things (个).
    Each,
    /// Times something happened (次).
    Times,
    /// Events held (场).
    Event,
    /// Households or tenants (户).
    Household,
    /// Years (年).
    Year,
    /// Months (月).
    Month,
    /// Days (天).
    Day,
    /// Square metres (㎡).
    SquareMetre,
    /// Mu, a fifteenth of a hectare (亩).
    Mu,
    /// Kilowatt-hours (千瓦时).
    KilowattHour,
    /// A place in a ranking (第几名).
    Rank,
}

/// Every unit with the word it is written with, in the data files and on screen.
const UNITS: [(Unit, &str); 18] = [
    (Unit::Bare, ""),
    (Unit::Yuan, "元"),
    (Unit::Percent, "%"),
    (Unit::Person, "人"),
    (Unit::Firm, "家"),
    (Unit::Piece, "件"),
    (Unit::Item, "项"),
    (Unit::Each, "个"),
    (Unit::Times, "次"),
    (Unit::Event, "场"),
    (Unit::Household, "户"),
    (Unit::Year, "年"),
    (Unit::Month, "月"),
    (Unit::Day, "天"),
    (Unit::SquareMetre, "㎡"),
    (Unit::Mu, "亩"),
    (Unit::KilowattHour, "千瓦时"),
    (Unit::Rank, "名"),
];

/// Other spellings that people type, with the unit and the factor they stand for.
const SPELLINGS: [(&str, Unit, i64); 18] = [
    ("亿元", Unit::Yuan, 100_000_000),
    ("万元", Unit::Yuan, 10_000),
    ("亿", Unit::Yuan, 100_000_000),
    ("万", Unit::Yuan, 10_000),
    ("y", Unit::Yuan, 100_000_000),
    ("w", Unit::Yuan, 10_000),
    ("块", Unit::Yuan, 1),
    ("位", Unit::Person, 1),
    ("间", Unit::Firm, 1),
    ("个月", Unit::Month, 1),
    ("岁", Unit::Year, 1),
    ("周年", Unit::Year, 1),
    ("日", Unit::Day, 1),
    ("平方米", Unit::SquareMetre, 1),
    ("平米", Unit::SquareMetre, 1),
    ("平", Unit::SquareMetre, 1),
    ("m2", Unit::SquareMetre, 1),
    ("度", Unit::KilowattHour, 1),
];

/// Beyond this no figure of a client or of the handbook lies; it keeps every product in range.
const LARGEST: i64 = 1_000_000_000_000_000;

impl Unit {
    /// The word this unit is written with; empty for a bare number.
    #[must_use]
    pub fn word(self) -> &'static str {
        UNITS.iter().find(|(unit, _)| *unit == self).map_or("", |(_, word)| word)
    }

    /// The unit with this word, as data files name it.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Unit> {
        UNITS.iter().find(|(_, written)| *written == word).map(|(unit, _)| *unit)
    }

    /// Every word a data file may name as a unit.
    pub fn words() -> impl Iterator<Item = &'static str> {
        UNITS.iter().map(|(_, word)| *word).filter(|word| !word.is_empty())
    }

    /// Whether it counts things (everything but money, ratios and bare numbers).
    #[must_use]
    pub fn is_count(self) -> bool {
        !matches!(self, Unit::Bare | Unit::Yuan | Unit::Percent)
    }

    /// Whether a bare number may stand for this unit: `20` for 20 人, but never for money or a
    /// percentage, where it would be a guess.
    #[must_use]
    pub fn takes_bare(self) -> bool {
        self == Unit::Bare || self.is_count()
    }
}

/// Splits a written figure into its digits and the unit word behind them, with full-width digits,
/// thousands separators and blanks folded.
fn split(text: &str) -> (String, String) {
    let folded: String = text.chars().map(fold).filter(|c| !c.is_whitespace() && *c != ',').collect();
    let end = folded.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-' || c == '+')).unwrap_or(folded.len());
    let (digits, word) = folded.split_at(end);
    (digits.to_owned(), word.to_owned())
}

/// Full-width ASCII to half-width, so that an input method's digits and signs count as typed.
#[must_use]
pub fn fold(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        '。' => '.',
        '—' | '–' => '~',
        other => other,
    }
}

/// Reads a figure of the given unit, such as `73%`, `5000万元`, `1.2亿`, `120 人` or `120`.
///
/// # Errors
/// A sentence that says what is wrong with the text and how to write it.
pub fn parse_number(text: &str, unit: Unit) -> Result<Decimal, Message> {
    let (digits, word) = split(text);
    let number: Decimal = digits.parse().map_err(|_| not_a_number(text, unit))?;
    let (written, factor) = written_unit(&word).ok_or_else(|| unknown_unit(&word, unit))?;
    let scaled = match (written, unit) {
        // `0.73` may be meant as 73 % or as 0.73 %; to take either would be a guess.
        (Unit::Bare, Unit::Percent) if !number.is_zero() && number.abs() <= Decimal::ONE => {
            let hundred = (number * Decimal::ONE_HUNDRED).normalize();
            return Err(message!(
                "是 {hundred}% 还是 {digits}%？请把 % 写上",
                "is it {hundred}% or {digits}%? write the % sign",
            ));
        }
        (Unit::Bare, Unit::Percent) | (Unit::Percent, Unit::Percent) => number / Decimal::ONE_HUNDRED,
        (Unit::Bare, Unit::Yuan) if number.is_zero() => number,
        (Unit::Bare, Unit::Yuan) => {
            return Err(message!(
                "金额要带单位，写成 {digits}万元、{digits}亿元 或 {digits}元",
                "money needs its unit: write {digits}万元, {digits}亿元 or {digits}元",
            ));
        }
        // 名 counts people as well as places in a ranking.
        (Unit::Bare, _) | (Unit::Rank, Unit::Person) => number,
        // 万 and 亿 also count people and things: `2万人`, or `2万` where a count is asked.
        (Unit::Yuan, _) if unit.is_count() && !word.ends_with('元') => {
            number.checked_mul(factor).ok_or_else(|| too_large(text))?
        }
        _ if written == unit => number.checked_mul(factor).ok_or_else(|| too_large(text))?,
        _ => return Err(unknown_unit(&word, unit)),
    };
    if scaled.abs() > Decimal::from(LARGEST) {
        return Err(too_large(text));
    }
    Ok(scaled.normalize())
}

/// The unit and factor of a written word; `万人` is a count with a factor.
fn written_unit(word: &str) -> Option<(Unit, Decimal)> {
    let word = word.to_lowercase();
    if let Some(unit) = Unit::from_word(&word) {
        return Some((unit, Decimal::ONE));
    }
    if let Some((_, unit, factor)) = SPELLINGS.iter().find(|(spelling, _, _)| *spelling == word) {
        return Some((*unit, Decimal::from(*factor)));
    }
    let rest = word.strip_prefix('万')?;
    let unit = Unit::from_word(rest).filter(|unit| unit.is_count())?;
    Some((unit, Decimal::from(10_000)))
}

fn not_a_number(text: &str, unit: Unit) -> Message {
    let text = text.trim();
    let example = example(unit);
    message!("`{text}` 不是数字，写成 {example} 这样", "`{text}` is not a number; write it like {example}",)
}

fn unknown_unit(word: &str, unit: Unit) -> Message {
    let example = example(unit);
    message!(
        "单位 `{word}` 用不到这里，写成 {example} 这样",
        "the unit `{word}` does not fit here; write it like {example}",
    )
}

fn too_large(text: &str) -> Message {
    let text = text.trim();
    message!("`{text}` 太大了，请核对", "`{text}` is too large, check it")
}

/// How a figure of this unit is written, for hints.
#[must_use]
pub fn example(unit: Unit) -> String {
    match unit {
        Unit::Bare => "12".to_owned(),
        Unit::Yuan => "5000万元".to_owned(),
        Unit::Percent => "73%".to_owned(),
        other => format!("120{}", other.word()),
    }
}

/// Writes a number with its unit: `73%`, `5000万元`, `1.2亿元`, `120 人`. Figures that do not end are
/// rounded for display only, and say so with 约.
#[must_use]
pub fn show(value: Decimal, unit: Unit) -> String {
    match unit {
        Unit::Percent => rounded(value * Decimal::ONE_HUNDRED, 2) + "%",
        Unit::Yuan => show_money(value),
        Unit::Bare => rounded(value, 4),
        other => format!("{} {}", rounded(value, 2), other.word()),
    }
}

/// Writes a number with its unit so that it reads back as it was, however many digits it has.
#[must_use]
pub fn exact(value: Decimal, unit: Unit) -> String {
    match unit {
        Unit::Percent => format!("{}%", (value * Decimal::ONE_HUNDRED).normalize()),
        Unit::Yuan if !show_money(value).starts_with('约') => show_money(value),
        Unit::Yuan => format!("{}元", value.normalize()),
        Unit::Bare => value.normalize().to_string(),
        other => format!("{} {}", value.normalize(), other.word()),
    }
}

fn show_money(value: Decimal) -> String {
    let hundred_million = Decimal::from(100_000_000);
    let ten_thousand = Decimal::from(10_000);
    let size = value.abs();
    if size >= hundred_million && (value / hundred_million).normalize().scale() <= 4 {
        rounded(value / hundred_million, 4) + "亿元"
    } else if size >= ten_thousand && (value / ten_thousand).normalize().scale() <= 4 {
        rounded(value / ten_thousand, 4) + "万元"
    } else {
        rounded(value, 2) + "元"
    }
}

fn rounded(value: Decimal, places: u32) -> String {
    let short = value.round_dp(places).normalize();
    if short == value { short.to_string() } else { format!("约{short}") }
}

#[cfg(test)]
mod tests {
    use super::{Unit, parse_number, show};

    fn check(text: &str, unit: Unit, shown: &str) {
        let value = parse_number(text, unit).unwrap_or_else(|m| panic!("{text}: {}", m.en));
        assert_eq!(show(value, unit), shown, "{text}");
    }

    fn refuse(text: &str, unit: Unit, says: &str) {
        let message = parse_number(text, unit).expect_err(text);
        assert!(message.en.contains(says), "{text}: {}", message.en);
    }

    #[test]
    fn figures_are_read_as_people_write_them() {
        check("73%", Unit::Percent, "73%");
        check("73", Unit::Percent, "73%");
        check("０．５％", Unit::Percent, "0.5%");
        check("5000万元", Unit::Yuan, "5000万元");
        check("5000w", Unit::Yuan, "5000万元");
        check("1.2亿", Unit::Yuan, "1.2亿元");
        check("12,345,678元", Unit::Yuan, "1234.5678万元");
        check("1234.56元", Unit::Yuan, "1234.56元");
        check("0", Unit::Yuan, "0元");
        check("120", Unit::Person, "120 人");
        check("120名", Unit::Person, "120 人");
        check("2万人", Unit::Person, "20000 人");
        check("6000平方米", Unit::SquareMetre, "6000 ㎡");
        check("6个月", Unit::Month, "6 月");
        check("-5%", Unit::Percent, "-5%");
    }

    #[test]
    fn what_would_be_a_guess_is_refused() {
        refuse("5000", Unit::Yuan, "money needs its unit");
        refuse("0.73", Unit::Percent, "is it 73% or 0.73%?");
        refuse("73人", Unit::Percent, "does not fit");
        refuse("abc", Unit::Person, "not a number");
        refuse("", Unit::Person, "not a number");
        refuse("1.2.3", Unit::Person, "not a number");
        refuse("99999999999999亿元", Unit::Yuan, "too large");
        refuse("99999999999999999999999999999999", Unit::Person, "not a number");
    }
}
