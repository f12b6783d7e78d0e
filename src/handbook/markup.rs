//! One line of the file without the noise of its conversion: Markdown's signs, links, tables, pictures.
//!
//! The depth of `#` and what is bold were guessed by the converter and mean little; that a line was set
//! apart by them at all does mean something, and is kept.

use super::fold::is_noise;
use crate::text::clean_line;

/// What a line is once its signs are gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing to read: blank, a rule, a picture's caption. It still keeps what stands around it apart.
    Nothing,
    /// Set apart as a heading, by `#` or by being bold throughout.
    Heading,
    /// A row of a table.
    Row,
    /// A line of text.
    Text,
}

/// A line with its noise taken off, and what it was.
pub(super) fn read(line: &str) -> (Mark, String) {
    let text = plain(line);
    let trimmed = line.trim();
    let is_caption = text.starts_with("扫码") && text.chars().count() <= 12;
    let mark = if text.is_empty() || is_rule(line) || is_caption {
        Mark::Nothing
    } else if trimmed.starts_with('#') || is_bold(trimmed) {
        Mark::Heading
    } else if trimmed.starts_with('|') || trimmed.contains('\t') {
        Mark::Row
    } else {
        Mark::Text
    };
    (mark, text)
}

/// Whether a line only rules off a table or a page.
pub(super) fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.contains(['-', '=', '_', '*'])
        && line.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '=' | '_' | '|' | ':' | '+' | '*'))
}

fn is_bold(line: &str) -> bool {
    let inner = line.strip_prefix("**").and_then(|rest| rest.strip_suffix("**"));
    inner.is_some_and(|inner| !inner.is_empty() && !inner.contains("**"))
}

/// The text of a line, safe to look at.
pub(super) fn plain(line: &str) -> String {
    let line = line.trim();
    let line = line.trim_start_matches('#').trim_start();
    let line = ["- ", "* ", "+ ", "> "].iter().find_map(|sign| line.strip_prefix(sign)).unwrap_or(line);
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    // Most lines have no sign at all and are copied whole.
    while let Some(at) = rest.find(SIGNS) {
        let (before, from_sign) = rest.split_at(at);
        text.push_str(before);
        rest = sign(from_sign, &mut text);
    }
    text.push_str(rest);
    clean_line(text.trim()).into_owned()
}

/// The signs that may mean something else than themselves; each is one byte long.
const SIGNS: [char; 7] = ['\\', '!', '[', '<', '*', '|', '\t'];

/// Reads the sign at the start of a text and gives what comes after it.
fn sign<'a>(text: &'a str, into: &mut String) -> &'a str {
    let behind = text.get(1..).unwrap_or_default();
    match text.as_bytes().first() {
        Some(b'\\') if behind.starts_with(|next: char| next.is_ascii_punctuation()) => {
            let (escaped, behind) = behind.split_at(1);
            into.push_str(escaped);
            behind
        }
        Some(b'!') => match link(behind) {
            Some((_, after)) => after,
            None => itself(text, into),
        },
        Some(b'[') => match link(text) {
            Some((words, after)) => {
                into.push_str(words);
                after
            }
            None => itself(text, into),
        },
        Some(b'<') => tag(text, into),
        Some(b'*') => behind,
        Some(b'|' | b'\t') => {
            // Cells stay apart without a sign that the text does not have.
            into.push_str("  ");
            behind
        }
        _ => itself(text, into),
    }
}

/// A sign that is only itself.
fn itself<'a>(text: &'a str, into: &mut String) -> &'a str {
    let (sign, behind) = text.split_at_checked(1).unwrap_or((text, ""));
    into.push_str(sign);
    behind
}

/// A link or an element is no longer than so many bytes, so that a file full of brackets is read in time.
const LONGEST_ELEMENT: usize = 400;

/// The text up to a sign, and what comes after it, if it is near.
fn up_to(text: &str, sign: u8) -> Option<(&str, &str)> {
    let at = text.bytes().take(LONGEST_ELEMENT).position(|byte| byte == sign)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// `[words](target)` at the start: the words, and what comes after.
fn link(text: &str) -> Option<(&str, &str)> {
    let (words, rest) = up_to(text.strip_prefix('[')?, b']')?;
    let (_, after) = up_to(rest.strip_prefix('(')?, b')')?;
    Some((words, after))
}

/// What comes after a `<`: an address in brackets is read, an element of a form is not, and the sign for
/// "less than" is itself.
fn tag<'a>(text: &'a str, into: &mut String) -> &'a str {
    let inner = text.strip_prefix('<').and_then(|rest| up_to(rest, b'>'));
    match inner {
        Some((address, after)) if address.contains("://") || (address.contains('@') && !address.contains(is_noise)) => {
            into.push_str(address);
            after
        }
        Some((name, after)) if name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') => after,
        _ => {
            into.push('<');
            text.get(1..).unwrap_or_default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Mark, read};

    #[test]
    fn a_line_loses_its_noise_and_nothing_else() {
        let table = [
            ("## **三、补贴 标准**", Mark::Heading, "三、补贴 标准"),
            ("**【主管部门】**", Mark::Heading, "【主管部门】"),
            ("**【主管部门】** 某局", Mark::Text, "【主管部门】 某局"),
            ("**第七条** 申请**应当**提交", Mark::Text, "第七条 申请应当提交"),
            ("- （一）成立 1 年以上。", Mark::Text, "（一）成立 1 年以上。"),
            ("\\*\\*年与\\*\\*联合", Mark::Text, "**年与**联合"),
            ("3 × 4 * 5", Mark::Text, "3 × 4  5"),
            ("| 甲 | 乙 |", Mark::Row, "甲    乙"),
            ("甲\t乙", Mark::Row, "甲  乙"),
            ("|---|:-:|", Mark::Nothing, "---  :-:"),
            ("-----\t--", Mark::Nothing, "-----  --"),
            ("邮箱：[a@b.cn](mailto:a@b.cn)", Mark::Text, "邮箱：a@b.cn"),
            ("登录<https://a.cn/main#>，", Mark::Text, "登录https://a.cn/main#，"),
            ("名称 <input type=\"text\"/>", Mark::Text, "名称"),
            ("占比<5%，且>1%", Mark::Text, "占比<5%，且>1%"),
            ("![图](a.png)", Mark::Nothing, ""),
            ("[注] 说明", Mark::Text, "[注] 说明"),
            ("扫码阅读政策原文", Mark::Nothing, "扫码阅读政策原文"),
            ("扫码后在网上平台填报资料并提交审核，", Mark::Text, "扫码后在网上平台填报资料并提交审核，"),
            ("甲\u{1b}[31m乙", Mark::Text, "甲乙"),
            ("", Mark::Nothing, ""),
        ];
        for (line, mark, text) in table {
            let (found, plain) = read(line);
            assert_eq!((found, plain.trim_end()), (mark, text), "{line}");
        }
    }
}
