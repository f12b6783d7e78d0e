//! What a search has to say, in both languages: where something was found, what was left out.
//!
//! The desk and the command line take their words from here.

use super::entry::Part;
use super::matcher::Way;
use super::rescue::Rescue;
use crate::domain::message::Lang;

/// Where something was found: `关键词：`.
#[must_use]
pub fn part_label(part: Part, lang: Lang) -> &'static str {
    match part {
        Part::Title | Part::ShortTitle => lang.pick("标题：", "title: "),
        Part::Program => lang.pick("事项：", "program: "),
        Part::Keyword => lang.pick("关键词：", "keyword: "),
        Part::DocumentNumber => lang.pick("文号：", "number: "),
        Part::Agency => lang.pick("单位：", "agency: "),
        Part::Criterion => lang.pick("条件：", "criterion: "),
        Part::Benefit => lang.pick("支持：", "benefit: "),
        Part::Digest => lang.pick("内容：", "text: "),
        Part::Basis => lang.pick("依据：", "basis: "),
        Part::Phone => lang.pick("电话：", "phone: "),
    }
}

/// That nothing has all that was asked for, to stand before what was left out where there is room.
#[must_use]
pub fn not_all(lang: Lang) -> &'static str {
    lang.pick("没有都匹配的；", "nothing matches all of it; ")
}

/// How something matched, for people.
#[must_use]
pub fn way_label(way: Way, lang: Lang) -> &'static str {
    match way {
        Way::Whole => lang.pick("整词", "whole word"),
        Way::Prefix => lang.pick("词首", "prefix"),
        Way::Substring => lang.pick("词中", "substring"),
        Way::Number => lang.pick("编号", "number"),
        Way::Pinyin => lang.pick("全拼", "pinyin"),
        Way::Mixed => lang.pick("混拼", "mixed"),
        Way::Initials => lang.pick("首字母", "initials"),
        Way::Sound => lang.pick("音近", "sounds alike"),
        Way::Slip => lang.pick("差一字", "one slip"),
        Way::Scattered => lang.pick("散见", "scattered"),
        Way::Listed => lang.pick("列出", "listed"),
    }
}

/// That a hit is a guess, and which: `差一字 `; nothing for one that was typed.
#[must_use]
pub fn guess(way: Way, lang: Lang) -> String {
    match way {
        Way::Sound | Way::Slip | Way::Scattered => format!("{} ", way_label(way, lang)),
        _ => String::new(),
    }
}

/// What was left out of a query to find something: `未计“…”`.
#[must_use]
pub fn left_out(dropped: &[String], lang: Lang) -> String {
    let words = quoted(dropped, lang);
    match lang {
        Lang::Zh => format!("未计{words}"),
        Lang::En => format!("left out: {words}"),
    }
}

fn quoted(words: &[String], lang: Lang) -> String {
    let (open, close) = lang.pick(("“", "”"), ("\"", "\" "));
    let words: Vec<String> = words.iter().map(|word| format!("{open}{word}{close}")).collect();
    words.concat().trim_end().to_owned()
}

/// What a search that finds nothing offers instead: `去掉“…”后有 3 条`.
#[must_use]
pub fn nearest(rescue: &Rescue, lang: Lang) -> String {
    let found = rescue.outcome.total;
    if found == 0 {
        return lang.pick("没有找到", "nothing found").to_owned();
    }
    if rescue.is_number {
        return lang.pick("没有这个文号；最接近的是", "there is no such document number; the nearest are").to_owned();
    }
    let words = quoted(&rescue.dropped, lang);
    match lang {
        Lang::Zh => format!("去掉{words}后有 {found} 条"),
        Lang::En => format!("{found} without {words}"),
    }
}

/// The part of a text around the character at `first`, at most so many characters, with a sign where
/// something was left out.
#[must_use]
pub fn snippet(text: &str, first: usize, most: usize) -> String {
    let length = text.chars().count();
    if length <= most {
        return text.to_owned();
    }
    // A fifth of it leads up to what was found.
    let start = first.saturating_sub(most / 5).min(length - most);
    let part: String = text.chars().skip(start).take(most).collect();
    let (head, tail) = (if start > 0 { "…" } else { "" }, if start + most < length { "…" } else { "" });
    format!("{head}{part}{tail}")
}
