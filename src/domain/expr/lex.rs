//! Splits an expression into tokens, each with its place in the text.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::ExprError;
use crate::domain::interval::Op;
use crate::domain::number::{self, Unit};
use crate::message;

/// One word or sign of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A field, option, function or keyword.
    Name(String),
    /// A figure with its unit, scaled to 元 and to a fraction of one.
    Number(Decimal, Unit),
    /// A date literal.
    Date(NaiveDate),
    /// A comparison sign.
    Compare(Op),
    /// `+ - * / ( ) { } ,`
    Sign(char),
    /// `..`
    Range,
    /// The end of the text.
    End,
}

/// A token with the character offset at which it begins.
pub(super) type Placed = (usize, Token);

/// Splits the whole text; the last token is always [`Token::End`].
pub(super) fn tokens(text: &str) -> Result<Vec<Placed>, ExprError> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(&first) = chars.get(at) {
        if first.is_whitespace() {
            at += 1;
            continue;
        }
        let (token, length) = token_at(&chars, at)?;
        found.push((at, token));
        at += length;
    }
    found.push((chars.len(), Token::End));
    Ok(found)
}

fn token_at(chars: &[char], at: usize) -> Result<(Token, usize), ExprError> {
    let rest = chars.get(at..).unwrap_or(&[]);
    let next = rest.get(1).copied();
    let (Some(&first), wrong) = (rest.first(), |message| ExprError { offset: at, message }) else {
        return Ok((Token::End, 0));
    };
    let sign = match (first, next) {
        ('=', Some('=')) => Some((Token::Compare(Op::Eq), 2)),
        ('!', Some('=')) => Some((Token::Compare(Op::Ne), 2)),
        ('<', Some('=')) => Some((Token::Compare(Op::Le), 2)),
        ('>', Some('=')) => Some((Token::Compare(Op::Ge), 2)),
        ('<', _) => Some((Token::Compare(Op::Lt), 1)),
        ('>', _) => Some((Token::Compare(Op::Gt), 1)),
        ('.', Some('.')) => Some((Token::Range, 2)),
        ('+' | '-' | '*' | '/' | '(' | ')' | '{' | '}' | ',', _) => Some((Token::Sign(first), 1)),
        _ => None,
    };
    if let Some(sign) = sign {
        return Ok(sign);
    }
    if first.is_ascii_lowercase() {
        let name: String =
            rest.iter().take_while(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || **c == '_').collect();
        let length = name.len();
        return Ok((Token::Name(name), length));
    }
    if first.is_ascii_digit() {
        return number_or_date(rest).map_err(wrong);
    }
    if first == '=' {
        return Err(wrong(message!("相等写成 `==`", "equality is written `==`")));
    }
    Err(wrong(message!("`{first}` 不能用在表达式里", "`{first}` has no place in an expression",)))
}

fn number_or_date(rest: &[char]) -> Result<(Token, usize), crate::domain::message::Message> {
    let head: String = rest.iter().take(10).collect();
    if let Ok(date) = NaiveDate::parse_from_str(&head, "%Y-%m-%d")
        && head.len() == 10
    {
        return Ok((Token::Date(date), 10));
    }
    let digits = rest
        .iter()
        .enumerate()
        // A dot followed by a dot is a range, not a decimal point.
        .take_while(|(i, c)| c.is_ascii_digit() || (**c == '.' && rest.get(i + 1) != Some(&'.')))
        .count();
    let word: String = rest
        .iter()
        .skip(digits)
        .take_while(|c| **c == '%' || **c == '㎡' || (c.is_alphabetic() && !c.is_ascii()))
        .collect();
    let length = digits + word.chars().count();
    let text: String = rest.iter().take(length).collect();
    let unit = literal_unit(&word).ok_or_else(|| message!("没有单位 `{word}`", "there is no unit `{word}`"))?;
    let value =
        if word.is_empty() { number::parse_number(&text, Unit::Bare)? } else { number::parse_number(&text, unit)? };
    Ok((Token::Number(value, unit), length))
}

/// The unit of a literal; money may be written in 万元 and 亿元.
fn literal_unit(word: &str) -> Option<Unit> {
    match word {
        "万元" | "亿元" => Some(Unit::Yuan),
        other => Unit::from_word(other),
    }
}
