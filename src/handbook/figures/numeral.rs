//! One number at the start of a text, in digits or in Chinese numerals.

use rust_decimal::Decimal;

/// A number with how much of the text it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Numeral {
    pub(super) value: Decimal,
    /// How many characters it takes, its 万 and 亿 included.
    pub(super) length: usize,
    /// What 万 and 亿 behind digits made of it; one without them.
    pub(super) scale: Decimal,
}

/// No figure of a handbook has more digits; more of them are a number of something, such as a phone.
const LONGEST: usize = 15;

/// Reads the number that a folded text begins with.
pub(super) fn numeral(chars: &[char]) -> Option<Numeral> {
    if chars.first()?.is_ascii_digit() { in_digits(chars) } else { in_chinese(chars) }
}

fn in_digits(chars: &[char]) -> Option<Numeral> {
    let is_digit = |place: usize| chars.get(place).is_some_and(char::is_ascii_digit);
    let mut text = String::new();
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        let is_point = *c == '.' && is_digit(at + 1) && !text.contains('.');
        let is_separator = *c == ',' && (1..=3).all(|step| is_digit(at + step)) && !is_digit(at + 4);
        if c.is_ascii_digit() || is_point {
            text.push(*c);
        } else if !is_separator {
            break;
        }
        at += 1;
        if text.len() > LONGEST {
            return None;
        }
    }
    let value: Decimal = text.parse().ok()?;
    let mut scale = Decimal::ONE;
    while let Some(factor) = chars.get(at).and_then(|c| scale_of(*c)) {
        // 千瓦时 and 千克 are units of their own.
        if matches!(chars.get(at + 1), Some('瓦' | '克' | '米')) {
            break;
        }
        scale *= factor;
        at += 1;
    }
    Some(Numeral { value: value.checked_mul(scale)?, length: at, scale })
}

fn scale_of(c: char) -> Option<Decimal> {
    match c {
        '百' => Some(Decimal::from(100)),
        '千' => Some(Decimal::from(1_000)),
        '万' => Some(Decimal::from(10_000)),
        '亿' => Some(Decimal::from(100_000_000)),
        _ => None,
    }
}

/// The value of a Chinese digit.
pub(super) fn digit(c: char) -> Option<u32> {
    match c {
        '零' | '〇' => Some(0),
        '一' => Some(1),
        '二' | '两' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        _ => None,
    }
}

fn in_chinese(chars: &[char]) -> Option<Numeral> {
    let is_numeral = |c: &&char| digit(**c).is_some() || **c == '十' || scale_of(**c).is_some();
    let run: Vec<char> = chars.iter().take(LONGEST + 1).take_while(is_numeral).copied().collect();
    let first = *run.first()?;
    // 万 and 亿 alone begin words such as 万家; 百 and 千 do as well.
    if run.len() > LONGEST || scale_of(first).is_some() {
        return None;
    }
    let positional: Option<Vec<u32>> = run.iter().map(|c| digit(*c)).collect();
    let value = match positional {
        Some(digits) => digits.iter().fold(Decimal::ZERO, |sum, digit| sum * Decimal::TEN + Decimal::from(*digit)),
        None => by_places(&run)?,
    };
    Some(Numeral { value, length: run.len(), scale: Decimal::ONE })
}

/// 三千二百一十五, 十二, 一百零五, 三万.
fn by_places(run: &[char]) -> Option<Decimal> {
    let mut total = Decimal::ZERO;
    let mut section = Decimal::ZERO;
    let mut waiting: Option<Decimal> = None;
    for c in run {
        if let Some(digit) = digit(*c) {
            waiting = Some(Decimal::from(digit));
        } else if *c == '万' || *c == '亿' {
            let scale = scale_of(*c)?;
            section += waiting.take().unwrap_or_default();
            total = if section.is_zero() { total.checked_mul(scale)? } else { total + section.checked_mul(scale)? };
            section = Decimal::ZERO;
        } else {
            let scale = if *c == '十' { Decimal::TEN } else { scale_of(*c)? };
            // 十二 leaves its 一 out.
            section += waiting.take().unwrap_or(Decimal::ONE) * scale;
        }
    }
    Some(total + section + waiting.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::numeral;

    #[test]
    fn numbers_are_read_to_their_end() {
        let table = [
            ("5000万元", "50000000", 5),
            ("1.75%", "1.75", 4),
            ("1,500元", "1500", 5),
            ("1,50元", "1", 1),
            ("3.。", "3", 1),
            ("20千瓦时", "20", 2),
            ("3千家", "3000", 2),
            ("1.2万亿", "1200000000000", 5),
            ("两年", "2", 1),
            ("十二个", "12", 2),
            ("二十", "20", 2),
            ("一百零五", "105", 4),
            ("三千二百一十五", "3215", 7),
            ("三万五千", "35000", 4),
            ("十亿", "1000000000", 2),
            ("二〇二四年", "2024", 4),
        ];
        for (text, value, length) in table {
            let chars: Vec<char> = text.chars().collect();
            let found = numeral(&chars).expect(text);
            assert_eq!((found.value.normalize().to_string().as_str(), found.length), (value, length), "{text}");
        }
        for text in ["", "元", "万家灯火", "百强", "123456789012345678"] {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(numeral(&chars), None, "{text}");
        }
    }
}
