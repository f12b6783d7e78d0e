//! The lines of an item to the paragraphs that were meant.
//!
//! A page break cuts a sentence in two, with blank lines between the halves, and a list may stand on
//! lines of its own without any. Whether two lines belong together is therefore decided by what they
//! say: how the first one ends, how the second one begins.

use super::markup::{Mark, read};
use super::numbering::{Numbering, label, numbering};

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The title of the item.
    Title,
    /// A heading. The level follows from how it is numbered (1 for 【…】, 2 for 一、, 3 for （一）, 4 for
    /// 1.), since the depth that the file gives it is noise.
    Heading(u8),
    /// Text.
    Text,
}

/// A readable paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// What it is.
    pub kind: Kind,
    /// What it says, without the noise of the file.
    pub text: String,
    /// The line of the file on which it begins, counted from one.
    pub line: usize,
}

/// A line of print holds at least so many characters, so what is shorter was ended on purpose.
const PRINTED_LINE: usize = 24;

/// The paragraphs of these lines; `first` is the place of the first of them in the file.
pub(super) fn paragraphs(lines: &[&str], first: usize) -> Vec<Paragraph> {
    let mut found: Vec<Paragraph> = Vec::new();
    let mut apart = true;
    for (offset, raw) in lines.iter().enumerate() {
        let (mark, text) = read(raw);
        let line = first + offset + 1;
        if mark == Mark::Nothing {
            // A blank line may be a page break; a rule or a picture ends what stands before it.
            apart |= !text.is_empty() || !raw.trim().is_empty();
            continue;
        }
        // What begins in bold begins something new.
        let leads = mark == Mark::Text && raw.trim_start().starts_with("**");
        let goes_on = !apart && !leads && found.last().is_some_and(|last| goes_on(last, mark, &text));
        // A broken line of the file ends in two blanks; names under each other want one between them.
        let gap = offset.checked_sub(1).and_then(|before| lines.get(before)).is_some_and(|line| line.ends_with("  "));
        apart = mark == Mark::Row;
        match found.last_mut() {
            Some(last) if goes_on => join(&mut last.text, &text, gap),
            _ => push(&mut found, mark, &text, line),
        }
    }
    found
}

fn join(text: &mut String, more: &str, gap: bool) {
    let words =
        text.ends_with(|c: char| c.is_ascii_alphanumeric()) && more.starts_with(|c: char| c.is_ascii_alphanumeric());
    if words || gap {
        text.push(' ');
    }
    text.push_str(more);
}

/// A field 【…】 may stand on one line with its value; they are two paragraphs all the same.
fn push(found: &mut Vec<Paragraph>, mark: Mark, text: &str, line: usize) {
    let field = text.starts_with('【').then(|| text.split_once('】')).flatten();
    if let Some((name, value)) = field {
        let value = value.trim_start();
        found.push(Paragraph { kind: Kind::Heading(1), text: format!("{name}】"), line });
        if !value.is_empty() {
            found.push(Paragraph { kind: Kind::Text, text: value.to_owned(), line });
        }
        return;
    }
    let kind = if mark == Mark::Heading { Kind::Heading(level(text)) } else { Kind::Text };
    found.push(Paragraph { kind, text: text.to_owned(), line });
}

fn level(text: &str) -> u8 {
    match numbering(text) {
        Some(Numbering::Field) | None => 1,
        Some(Numbering::Chapter) => 2,
        Some(Numbering::Clause) => 3,
        Some(Numbering::Number | Numbering::Point | Numbering::Sign) => 4,
    }
}

/// Whether a line goes on with the sentence of the paragraph before it.
fn goes_on(before: &Paragraph, mark: Mark, text: &str) -> bool {
    let Some(end) = before.text.chars().next_back() else { return false };
    if before.kind != Kind::Text {
        // A heading was broken where the next one begins with what cannot begin one.
        return mark == Mark::Heading
            && text.starts_with(['“', '”', '》', '）', '、', '，'])
            && numbering(text).is_none();
    }
    if mark != Mark::Text || numbering(text).is_some() {
        return false;
    }
    let sentence = before.text.rsplit(['。', '；', ';']).next().unwrap_or_default().trim_start();
    let begins_inside = text.starts_with(['，', '。', '、', '；', '）', '》', '”', '×', '÷', '=']);
    if begins_inside || is_open(sentence) || "，、,—→×÷＝=+（(《“〈的和与及或".contains(end) {
        return true;
    }
    if matches!(end, '）' | ')') && sentence.len() < before.text.len() {
        // Behind a whole sentence stands a note in brackets, or the next sentence, which is not done yet.
        return !sentence.is_empty() && !sentence.starts_with(['（', '(']) && label(text).is_none();
    }
    if "。；;：:！!？?…”’）)》〉】".contains(end) || end.is_ascii_alphabetic() || label(text).is_some() {
        return false;
    }
    if end.is_ascii_digit() {
        return text.starts_with(['万', '亿', '元', '%', '年', '月', '日', '家', '个', '人', '项', '件', '名', '天']);
    }
    // The number of a document stands alone, and so does a date.
    !matches!(end, '号' | '日') && before.text.chars().filter(|c| !c.is_whitespace()).count() >= PRINTED_LINE
}

/// Whether a text opens a bracket and does not close it.
fn is_open(text: &str) -> bool {
    let count = |signs: [char; 2]| text.matches(signs).count();
    count(['（', '(']) > count(['）', ')']) || count(['《', '〈']) > count(['》', '〉'])
}

#[cfg(test)]
mod tests {
    use super::{Kind, paragraphs};

    fn read(text: &str) -> String {
        let lines: Vec<&str> = text.lines().collect();
        let shown = |paragraph: super::Paragraph| {
            let mark = match paragraph.kind {
                Kind::Heading(level) => "#".repeat(usize::from(level)) + " ",
                Kind::Title | Kind::Text => String::new(),
            };
            format!("{}:{mark}{}", paragraph.line, paragraph.text)
        };
        paragraphs(&lines, 0).into_iter().map(shown).collect::<Vec<_>>().join(" / ")
    }

    #[test]
    fn sentences_that_a_page_cut_are_whole_again() {
        let long = "对符合条件的制造业企业按照上年度实际研发投入总额的";
        let table = [
            (format!("{long}比例给\n\n\n予补助。"), format!("1:{long}比例给予补助。")),
            (format!("{long}\n\n主要部分：一是。"), format!("1:{long}主要部分：一是。")),
            ("遵守规定，\n\n按要求报送。".to_owned(), "1:遵守规定，按要求报送。".to_owned()),
            ("年缴税 3000\n\n万元以上。".to_owned(), "1:年缴税 3000万元以上。".to_owned()),
            ("补助。发挥首台（套）\n\n装备作用。".to_owned(), "1:补助。发挥首台（套）装备作用。".to_owned()),
            ("交材料。（非必须）\n\n其他材料。".to_owned(), "1:交材料。（非必须） / 3:其他材料。".to_owned()),
            ("登录网站（网\n\n址：http://a.cn）。".to_owned(), "1:登录网站（网址：http://a.cn）。".to_owned()),
            ("申报哦\n\n**11** 下一个".to_owned(), "1:申报哦 / 3:11 下一个".to_owned()),
            ("收入/月数  \n×12".to_owned(), "1:收入/月数 ×12".to_owned()),
            (format!("{long}比例给\n\n扫码阅读政策原文\n\n予补助。"), format!("1:{long}比例给 / 5:予补助。")),
            (
                format!("{long}比例补助期限为一年\n\n收费标准：免费"),
                format!("1:{long}比例补助期限为一年 / 3:收费标准：免费"),
            ),
            (format!("{long}比例给\n\n（二）其他"), format!("1:{long}比例给 / 3:（二）其他")),
            (format!("{long}比例给\n\n## 二、其他"), format!("1:{long}比例给 / 3:## 二、其他")),
            ("某市财政局\n2024年4月2日".to_owned(), "1:某市财政局 / 2:2024年4月2日".to_owned()),
            ("1. 甲；\n2. 乙；\n- （一）丙".to_owned(), "1:1. 甲； / 2:2. 乙； / 3:（一）丙".to_owned()),
            ("甲\t乙\n丙\t丁".to_owned(), "1:甲  乙 / 2:丙  丁".to_owned()),
        ];
        for (text, wanted) in table {
            assert_eq!(read(&text), wanted, "{text}");
        }
    }

    #[test]
    fn headings_have_the_level_of_their_numbers_and_fields_lose_their_values() {
        let table = [
            ("**【主管部门】** 某局\n##### 一、标准", "1:# 【主管部门】 / 1:某局 / 2:## 一、标准"),
            ("【申报时间】2024年5月19日前", "1:# 【申报时间】 / 1:2024年5月19日前"),
            ("# （一）条件\n## 1、年限", "1:### （一）条件 / 2:#### 1、年限"),
            ("### **四、支持“走出去”**\n## “引进来”", "1:## 四、支持“走出去”“引进来”"),
        ];
        for (text, wanted) in table {
            assert_eq!(read(text), wanted, "{text}");
        }
    }
}
