//! How paragraphs are numbered: the one trace of the original's structure that the conversion kept.

/// A way of numbering; those numbered alike stand in one list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbering {
    /// 【…】
    Field,
    /// 一、 第一章
    Chapter,
    /// （一） 第一条
    Clause,
    /// 1. 1、
    Number,
    /// (1) ①
    Point,
    /// ★ and other signs that begin a paragraph.
    Sign,
}

/// How a text is numbered at its start, if it is.
pub(super) fn numbering(text: &str) -> Option<Numbering> {
    numbered(text).map(|(numbering, _)| numbering)
}

/// A numbered text without its number, which is no figure of what the text says.
pub(super) fn unnumbered(text: &str) -> &str {
    match numbered(text) {
        Some((Numbering::Field, _)) | None => text,
        Some((_, rest)) => rest,
    }
}

fn numbered(text: &str) -> Option<(Numbering, &str)> {
    let first = text.chars().next()?;
    let rest = text.get(first.len_utf8()..).unwrap_or_default();
    match first {
        '【' => Some((Numbering::Field, rest)),
        '★' | '●' | '◆' | '■' | '※' | '☆' => Some((Numbering::Sign, rest)),
        '①'..='⑳' => Some((Numbering::Point, rest)),
        '第' => {
            let rest = after(rest, is_numeral)?;
            let chapter = rest.strip_prefix(['章', '部', '节']).map(|rest| (Numbering::Chapter, rest));
            chapter.or_else(|| rest.strip_prefix('条').map(|rest| (Numbering::Clause, rest)))
        }
        '（' | '(' => {
            let closed =
                |rest: Option<&'_ str>| rest.and_then(|rest| rest.trim_start().strip_prefix(['）', ')']).map(str::len));
            let inner = rest.trim_start();
            let tail = |length: usize| rest.get(rest.len() - length..).unwrap_or_default();
            let clause = closed(after(inner, is_numeral)).map(|length| (Numbering::Clause, tail(length)));
            clause
                .or_else(|| closed(after(inner, |c| c.is_ascii_digit())).map(|length| (Numbering::Point, tail(length))))
        }
        c if is_numeral(c) => Some((Numbering::Chapter, after(text, is_numeral)?.strip_prefix('、')?)),
        c if c.is_ascii_digit() => {
            let rest = after(text, |c| c.is_ascii_digit())?.strip_prefix(['、', '.', '．', ')', '）'])?;
            // `1.5%` is a figure and no number of a paragraph.
            (!rest.starts_with(|c: char| c.is_ascii_digit())).then_some((Numbering::Number, rest))
        }
        _ => None,
    }
}

fn is_numeral(c: char) -> bool {
    "一二三四五六七八九十百零〇".contains(c)
}

/// What comes after the digits at the start, if there are any.
fn after(text: &str, digit: impl Fn(char) -> bool) -> Option<&str> {
    let rest = text.trim_start_matches(digit);
    (rest.len() < text.len()).then_some(rest)
}

/// The label that a text begins with, up to its colon; an address on the web has a colon, too.
pub(super) fn label(text: &str) -> Option<&str> {
    let (at, _) = text.char_indices().take(LONGEST_LABEL + 1).find(|(_, c)| matches!(c, '：' | ':'))?;
    let (label, rest) = text.split_at_checked(at)?;
    (!rest.starts_with("://")).then_some(label)
}

/// A label before a colon is no longer than this (`收费标准：`).
const LONGEST_LABEL: usize = 9;

#[cfg(test)]
mod tests {
    use super::{Numbering, label, numbering, unnumbered};

    #[test]
    fn numberings_are_told_from_figures() {
        let table = [
            ("一、支持", Some(Numbering::Chapter), "支持"),
            ("第二章 条件", Some(Numbering::Chapter), " 条件"),
            ("第十一条 申请", Some(Numbering::Clause), " 申请"),
            ("（十二）支持", Some(Numbering::Clause), "支持"),
            ("( 3 ) 上年度", Some(Numbering::Point), " 上年度"),
            ("②年限", Some(Numbering::Point), "年限"),
            ("12. 近三年", Some(Numbering::Number), " 近三年"),
            ("【期限】2年", Some(Numbering::Field), "【期限】2年"),
            ("1.5%以下", None, "1.5%以下"),
            ("2024年底", None, "2024年底"),
            ("（网址", None, "（网址"),
            ("一是推动", None, "一是推动"),
            ("第三批企业", None, "第三批企业"),
        ];
        for (text, wanted, rest) in table {
            assert_eq!((numbering(text), unnumbered(text)), (wanted, rest), "{text}");
        }
    }

    #[test]
    fn labels_are_told_from_sentences() {
        let table = [
            ("补贴标准：每人", Some("补贴标准")),
            ("业务咨询、办理电话：1", Some("业务咨询、办理电话")),
            ("http://a.cn", None),
            ("(https://a.cn)", None),
            ("企业应当同时具备下列条件：", None),
        ];
        for (text, wanted) in table {
            assert_eq!(label(text), wanted, "{text}");
        }
    }
}
