//! Finds numbers with their units, so that a line does not end between the two.
//!
//! `5000` at a line's end and `万元` at the next one's start are read as five thousand yuan
//! by whoever is in a hurry. A sign of comparison before the number, a range, and a percent
//! sign after a space belong to the figure as well.

use std::ops::Range;

/// Signs that belong to the number after them.
const BEFORE: &str = "≤≥<>＜＞=＝≈±+-第￥¥$";

/// Signs between the two ends of a range.
const BETWEEN: &str = "-–—~～至";

/// Powers of ten, which any unit may follow.
const MAGNITUDES: &str = "十百千万亿";

/// Units as the handbook writes them, a longer one before any that starts it.
const UNITS: &[&str] = &[
    "个百分点",
    "个工作日",
    "个自然日",
    "个月",
    "平方米",
    "立方米",
    "千瓦时",
    "公里",
    "美元",
    "元",
    "人",
    "家",
    "件",
    "年",
    "月",
    "日",
    "天",
    "个",
    "项",
    "名",
    "倍",
    "岁",
    "户",
    "次",
    "条",
    "号",
    "亩",
    "吨",
    "辆",
    "台",
    "套",
    "批",
    "届",
    "期",
    "周",
    "页",
    "%",
    "％",
    "‰",
    "㎡",
    "℃",
    "部门",
    "位",
];

/// The figures of `text` that are more than bare digits, in order and apart from each other.
pub(super) fn with_units(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(digits) = next_digits(text, from) {
        let end = after_unit(text, after_range(text, digits.end));
        let start = before_sign(text, digits.start).max(from);
        if (start, end) != (digits.start, digits.end) {
            found.push(start..end);
        }
        from = end;
    }
    found
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn tail(text: &str, from: usize) -> &str {
    text.get(from..).unwrap_or_default()
}

/// The next run of digits at or after `from`, with commas and points inside it.
fn next_digits(text: &str, from: usize) -> Option<Range<usize>> {
    let start = from + tail(text, from).find(is_digit)?;
    Some(start..after_digits(text, start))
}

fn after_digits(text: &str, start: usize) -> usize {
    let rest = tail(text, start);
    let mut end = 0;
    let mut point = false;
    for (at, c) in rest.char_indices() {
        if is_digit(c) {
            end = at + c.len_utf8();
            point = false;
        } else if matches!(c, '.' | ',') && !point {
            point = true;
        } else {
            break;
        }
    }
    start + end
}

/// Past the second end of a range such as `20-50`, if there is one.
fn after_range(text: &str, end: usize) -> usize {
    let rest = tail(text, end);
    let second = rest.trim_start_matches(|c| BETWEEN.contains(c));
    if second.len() < rest.len() && second.starts_with(is_digit) {
        after_digits(text, text.len() - second.len())
    } else {
        end
    }
}

/// Past the unit that follows, with its power of ten and at most one space before it.
fn after_unit(text: &str, end: usize) -> usize {
    let rest = tail(text, end);
    let unspaced = rest.strip_prefix(' ').unwrap_or(rest);
    let unit = unspaced.trim_start_matches(|c| MAGNITUDES.contains(c));
    let after = UNITS.iter().find_map(|name| unit.strip_prefix(name)).unwrap_or(unit);
    if after.len() == unspaced.len() { end } else { text.len() - after.len() }
}

/// Before the sign in front of a number, with at most one space between them.
fn before_sign(text: &str, start: usize) -> usize {
    let head = text.get(..start).unwrap_or_default();
    let unspaced = head.strip_suffix(' ').unwrap_or(head);
    let signed = unspaced.trim_end_matches(|c| BEFORE.contains(c));
    if signed.len() < unspaced.len() { signed.len() } else { start }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_by_text() {
        for (text, figures) in [
            ("达到5000万元以上", vec!["5000万元"]),
            ("比例10%，不超过 1,200.5 亿元", vec!["10%", "1,200.5 亿元"]),
            ("≤ 70%", vec!["≤ 70%"]),
            ("20-50万元，2022—2024年", vec!["20-50万元", "2022—2024年"]),
            ("提高3个百分点、6个月", vec!["3个百分点", "6个月"]),
            ("2024年5月31日", vec!["2024年", "5月", "31日"]),
            ("第13号", vec!["第13号"]),
            ("１０％", vec!["１０％"]),
            ("满 3 年", vec!["3 年"]),
            ("1. 甲，2、乙", vec![]),
            ("LPR150", vec![]),
            ("", vec![]),
        ] {
            let found: Vec<_> =
                with_units(text).into_iter().map(|range| tail(text, range.start).split_at(range.len()).0).collect();
            assert_eq!(found, figures, "{text}");
        }
    }
}
