//! What a client said about one field, as the set of values it leaves possible.
//!
//! An answer may be exact (`73%`), a range (`> 300`, `50..100`, `<= 5000万元`), some of the options,
//! *don't know* (asked, the client cannot say) or *not applicable*. Text and answer convert both ways:
//! the desk, the command line and profile files all read and write the same notation.

use rust_decimal::Decimal;

use super::date::{DateRange, parse_date, show_dates};
use super::field::{Choice, Field, FieldKind, Mask};
use super::interval::{End, Interval};
use super::message::{Lang, Message};
use super::number::{self, Unit, parse_number, show};
use super::truth::Truth;
use crate::message;

/// The set of values that an answer leaves possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A figure or a range of figures.
    Number(Interval),
    /// Yes or no.
    Flag(bool),
    /// The options it may be; exactly one of them is true.
    Choice(Mask),
    /// The options that surely apply, and those that may.
    Choices {
        /// Surely true.
        must: Mask,
        /// Possibly true; holds `must`.
        may: Mask,
    },
    /// A day or a span it lies in.
    Date(DateRange),
    /// Asked, and the client cannot say.
    DontKnow,
    /// The client has no such thing.
    NotApplicable,
}

/// Words for an answer that is not a value, in the notation of every face.
const DONT_KNOW: [&str; 5] = ["?", "？", "不知道", "不清楚", "dont_know"];
const NOT_APPLICABLE: [&str; 5] = ["-", "n/a", "na", "不适用", "无此项"];
const YES: [&str; 8] = ["yes", "y", "true", "1", "是", "有", "对", "✓"];
const NO: [&str; 8] = ["no", "n", "false", "0", "否", "无", "没有", "不是"];

impl Answer {
    /// Reads an answer to this field from the notation that people type.
    ///
    /// # Errors
    /// A sentence that says what does not fit and how to write it.
    pub fn parse(field: &Field, text: &str) -> Result<Answer, Message> {
        let text = text.trim();
        let lower = text.to_lowercase();
        if text.is_empty() {
            return Err(message!("没有填内容", "there is nothing to read"));
        }
        if DONT_KNOW.contains(&lower.as_str()) {
            return Ok(Answer::DontKnow);
        }
        if NOT_APPLICABLE.contains(&lower.as_str()) {
            return Ok(Answer::NotApplicable);
        }
        match &field.kind {
            FieldKind::Number { unit, domain, .. } => parse_range(text, *unit, domain),
            FieldKind::Flag => parse_flag(text).map(Answer::Flag),
            FieldKind::Choice(options) => {
                let (picked, _) = parse_options(text, options, &['|', '或', ',', '，', '、'])?;
                Ok(Answer::Choice(picked))
            }
            FieldKind::Choices(options) => parse_choices(text, options),
            FieldKind::Date => parse_date_range(text),
        }
    }

    /// Writes the answer in the notation that [`Answer::parse`] reads back: `73%`, `>= 300 人`,
    /// `steel`, `?`.
    #[must_use]
    pub fn notation(&self, field: &Field) -> String {
        let ids = |mask: Mask| {
            let chosen = mask.places().filter_map(|place| field.kind.options().get(place));
            chosen.map(|option| option.id.clone()).collect::<Vec<_>>()
        };
        match self {
            Answer::Number(interval) => write_interval(interval, field.unit().unwrap_or(Unit::Bare), number::exact),
            Answer::Flag(yes) => if *yes { "yes" } else { "no" }.to_owned(),
            Answer::Choice(mask) => ids(*mask).join("|"),
            Answer::Choices { must, may } => {
                let mut parts = ids(*must);
                if must != may {
                    parts.push("?".to_owned());
                }
                if parts.is_empty() { "none".to_owned() } else { parts.join(",") }
            }
            Answer::Date(range) => show_dates(range),
            Answer::DontKnow => "?".to_owned(),
            Answer::NotApplicable => "-".to_owned(),
        }
    }

    /// Writes the answer for reading: option labels, 是 and 否, 不知道.
    #[must_use]
    pub fn display(&self, field: &Field, lang: Lang) -> String {
        let labels = |mask: Mask| {
            let chosen = mask.places().filter_map(|place| field.kind.options().get(place));
            chosen.map(|option| option.label.as_str()).collect::<Vec<_>>()
        };
        match self {
            Answer::Number(_) | Answer::Date(_) => self.notation(field),
            Answer::Flag(yes) => flag_word(*yes, lang).to_owned(),
            Answer::Choice(mask) => labels(*mask).join(lang.pick("或", " or ")),
            Answer::Choices { must, may } => {
                let mut text = labels(*must).join("、");
                if must != may {
                    text.push_str(lang.pick("（或许还有）", " (perhaps more)"));
                } else if text.is_empty() {
                    text.push_str(lang.pick("都不是", "none of them"));
                }
                text
            }
            Answer::DontKnow => lang.pick("不知道", "don't know").to_owned(),
            Answer::NotApplicable => lang.pick("不适用", "not applicable").to_owned(),
        }
    }
}

/// 是 or 否.
#[must_use]
pub fn flag_word(yes: bool, lang: Lang) -> &'static str {
    if yes { lang.pick("是", "yes") } else { lang.pick("否", "no") }
}

/// Reads a tick of a judgement: yes, no, or can't say.
///
/// # Errors
/// A sentence that names the three.
pub fn parse_tick(text: &str) -> Result<Truth, Message> {
    let text = text.trim();
    if DONT_KNOW.contains(&text.to_lowercase().as_str()) {
        return Ok(Truth::Unknown);
    }
    parse_flag(text).map(Truth::from)
}

fn parse_flag(text: &str) -> Result<bool, Message> {
    let lower = text.to_lowercase();
    if YES.contains(&lower.as_str()) {
        return Ok(true);
    }
    if NO.contains(&lower.as_str()) {
        return Ok(false);
    }
    Err(message!(
        "`{text}` 看不懂，这里填 是、否 或 ?（不知道）",
        "`{text}` is not an answer here; write yes, no or ? (don't know)",
    ))
}

/// The comparison signs that open a one-sided range, longest first.
const SIGNS: [(&str, bool, bool); 16] = [
    // (sign, bounds from below, the figure itself included)
    (">=", true, true),
    ("<=", false, true),
    ("=>", true, true),
    ("=<", false, true),
    ("≥", true, true),
    ("≤", false, true),
    ("不低于", true, true),
    ("不少于", true, true),
    ("不超过", false, true),
    ("不高于", false, true),
    ("至少", true, true),
    ("超过", true, false),
    ("大于", true, false),
    ("小于", false, false),
    (">", true, false),
    ("<", false, false),
];

fn parse_range(text: &str, unit: Unit, domain: &Interval) -> Result<Answer, Message> {
    let folded: String = text.chars().map(number::fold).collect();
    let folded = folded.trim();
    let interval = if let Some((from_below, closed, rest)) = sign_of(folded) {
        let end = Some(End { value: parse_number(rest, unit)?, closed });
        if from_below { Interval { lo: end, hi: None } } else { Interval { lo: None, hi: end } }
    } else if let Some((low, high)) = two_ends(folded) {
        let high_value = parse_number(high, unit)?;
        // `50..100万元`: the first end borrows the unit of the second.
        let low_value = parse_number(low, unit)
            .or_else(|problem| parse_number(&format!("{low}{}", unit_of(high)), unit).map_err(|_| problem))?;
        Interval::between(low_value, high_value)
    } else {
        Interval::exact(parse_number(folded, unit)?)
    };
    if interval.is_empty() {
        return Err(message!("`{text}` 的下限大于上限", "`{text}` has its lower end above its upper end"));
    }
    // The answer is kept as it was given (`< 300`), not as the domain cuts it (`0..300`).
    if interval.intersect(domain).is_empty() {
        let span = show_interval(domain, unit);
        return Err(message!("`{text}` 不可能，这一项应为 {span}", "`{text}` cannot be: this is {span}"));
    }
    Ok(Answer::Number(interval))
}

fn sign_of(text: &str) -> Option<(bool, bool, &str)> {
    SIGNS.iter().find_map(|(sign, from_below, closed)| text.strip_prefix(sign).map(|rest| (*from_below, *closed, rest)))
}

fn two_ends(text: &str) -> Option<(&str, &str)> {
    let split = |separator: &str| text.split_once(separator).filter(|(low, _)| !low.trim().is_empty());
    split("..").or_else(|| split("~")).or_else(|| split("至")).or_else(|| split("-"))
}

fn unit_of(text: &str) -> &str {
    let start = text
        .char_indices()
        .find(|(_, c)| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+') || c.is_whitespace()))
        .map_or(text.len(), |(at, _)| at);
    text.get(start..).unwrap_or("")
}

/// Writes a set of figures: `73%`, `>= 300 人`, `50万元..100万元`.
#[must_use]
pub fn show_interval(interval: &Interval, unit: Unit) -> String {
    write_interval(interval, unit, show)
}

fn write_interval(interval: &Interval, unit: Unit, show: fn(Decimal, Unit) -> String) -> String {
    if let Some(value) = interval.single() {
        return show(value, unit);
    }
    let sign = |end: &End, open: &str, closed: &str| {
        format!("{} {}", if end.closed { closed } else { open }, show(end.value, unit))
    };
    match (&interval.lo, &interval.hi) {
        (None, None) => "?".to_owned(),
        (Some(lo), None) => sign(lo, ">", ">="),
        (None, Some(hi)) => sign(hi, "<", "<="),
        (Some(lo), Some(hi)) => format!("{}..{}", show(lo.value, unit), show(hi.value, unit)),
    }
}

fn parse_date_range(text: &str) -> Result<Answer, Message> {
    let folded: String = text.chars().map(number::fold).collect();
    let folded = folded.trim();
    let range = if let Some((from_below, closed, rest)) = sign_of(folded) {
        let span = parse_date(rest)?;
        match (from_below, closed) {
            (true, true) => DateRange { from: span.from, to: None },
            (true, false) => DateRange { from: span.to.and_then(|day| day.succ_opt()), to: None },
            (false, true) => DateRange { from: None, to: span.to },
            (false, false) => DateRange { from: None, to: span.from.and_then(|day| day.pred_opt()) },
        }
    } else if let Some((low, high)) = folded.split_once("..").or_else(|| folded.split_once('~')) {
        DateRange { from: parse_date(low)?.from, to: parse_date(high)?.to }
    } else {
        parse_date(folded)?
    };
    // Both ends must read back, so a span may not begin or end beyond the dates that can be written.
    for end in [range.from, range.to].into_iter().flatten() {
        parse_date(&end.to_string())?;
    }
    if range.from.zip(range.to).is_some_and(|(from, to)| from > to) {
        return Err(message!("`{text}` 的起始晚于结束", "`{text}` begins after it ends"));
    }
    Ok(Answer::Date(range))
}

/// Reads options by id or label, with `?` for "perhaps more"; gives the picked options and whether
/// the question mark stood there.
fn parse_options(text: &str, options: &[Choice], separators: &[char]) -> Result<(Mask, bool), Message> {
    let mut picked = Mask::NONE;
    let mut open = false;
    for part in text.split(separators).map(str::trim).filter(|part| !part.is_empty()) {
        if part == "?" || part == "？" {
            open = true;
            continue;
        }
        picked = picked.union(Mask::one(find_option(part, options)?));
    }
    if picked.is_empty() && !open {
        return Err(no_option(text, options));
    }
    Ok((picked, open))
}

/// An option by its id or label, or by a beginning of either that fits only one.
fn find_option(part: &str, options: &[Choice]) -> Result<usize, Message> {
    let lower = part.to_lowercase();
    if let Some(place) = options.iter().position(|option| option.id == lower || option.label == part) {
        return Ok(place);
    }
    let mut starting = options
        .iter()
        .enumerate()
        .filter(|(_, option)| option.id.starts_with(&lower) || option.label.starts_with(part));
    match (starting.next(), starting.next()) {
        (Some((place, _)), None) => Ok(place),
        _ => Err(no_option(part, options)),
    }
}

fn no_option(part: &str, options: &[Choice]) -> Message {
    let known: Vec<String> = options.iter().map(|option| format!("{} {}", option.id, option.label)).collect();
    let known = known.join("、");
    message!("没有选项 `{part}`，可选：{known}", "there is no option `{part}`; there are: {known}")
}

fn parse_choices(text: &str, options: &[Choice]) -> Result<Answer, Message> {
    if ["none", "都不是", "无"].contains(&text.to_lowercase().as_str()) {
        return Ok(Answer::Choices { must: Mask::NONE, may: Mask::NONE });
    }
    let (must, open) = parse_options(text, options, &[',', '，', '、', '+', '|'])?;
    let may = if open { Mask::all(options.len()) } else { must };
    Ok(Answer::Choices { must, may })
}

#[cfg(test)]
mod tests {
    use super::Answer;
    use crate::domain::field::{Choice, Field, FieldKind};
    use crate::domain::interval::Interval;
    use crate::domain::message::Lang;
    use crate::domain::number::Unit;

    fn field(kind: FieldKind) -> Field {
        Field { key: "f".into(), topic: 0, label: "F".into(), kind, help: String::new(), source: None, effort: 1 }
    }

    fn number(unit: Unit) -> Field {
        let domain = Interval { lo: Interval::exact(0.into()).lo, hi: None };
        field(FieldKind::Number { unit, domain, derived: None })
    }

    fn options() -> Vec<Choice> {
        [("steel", "钢铁"), ("sugar", "制糖"), ("aluminium", "铝")]
            .map(|(id, label)| Choice { id: id.into(), label: label.into() })
            .to_vec()
    }

    fn check(field: &Field, text: &str, notation: &str) {
        let answer = Answer::parse(field, text).unwrap_or_else(|m| panic!("{text}: {}", m.en));
        assert_eq!(answer.notation(field), notation, "{text}");
        let again = Answer::parse(field, &answer.notation(field)).expect("its own notation");
        assert_eq!(again, answer, "{text} does not read back");
    }

    #[test]
    fn figures_and_ranges_read_back_as_written() {
        let money = number(Unit::Yuan);
        for (text, notation) in [
            ("5000万元", "5000万元"),
            (">300万", "> 300万元"),
            ("＞＝300万元", ">= 300万元"),
            ("≤ 5000万元", "<= 5000万元"),
            ("50..100万元", "50万元..100万元"),
            ("50万-1亿", "50万元..1亿元"),
            ("不低于2亿", ">= 2亿元"),
            ("?", "?"),
            ("不知道", "?"),
            ("不适用", "-"),
        ] {
            check(&money, text, notation);
        }
        check(&number(Unit::Person), "50~100", "50 人..100 人");
        check(&number(Unit::Percent), "<70", "< 70%");
    }

    #[test]
    fn impossible_figures_are_refused() {
        let people = number(Unit::Person);
        for text in ["-5", "100..50", "<0", "> ", "..", "十人"] {
            assert!(Answer::parse(&people, text).is_err(), "{text}");
        }
    }

    #[test]
    fn options_go_by_id_label_or_beginning() {
        let one = field(FieldKind::Choice(options()));
        check(&one, "steel", "steel");
        check(&one, "钢", "steel");
        check(&one, "steel|制糖", "steel|sugar");
        assert!(Answer::parse(&one, "s").is_err(), "two options begin with s");
        let many = field(FieldKind::Choices(options()));
        check(&many, "steel, 铝", "steel,aluminium");
        check(&many, "steel,?", "steel,?");
        check(&many, "无", "none");
    }

    #[test]
    fn dates_and_flags_read_back_as_written() {
        let date = field(FieldKind::Date);
        for (text, notation) in [
            ("2016年3月", "2016-03"),
            (">= 2016-03-05", ">= 2016-03-05"),
            ("<2016", "<= 2015-12-31"),
            ("2016-03-05..2017", "2016-03-05..2017-12-31"),
        ] {
            check(&date, text, notation);
        }
        let flag = field(FieldKind::Flag);
        check(&flag, "是", "yes");
        check(&flag, "N", "no");
        assert_eq!(Answer::Flag(true).display(&flag, Lang::En), "yes");
    }
}
