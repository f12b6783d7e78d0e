//! Text with everything folded away that a layout adds, so that words are found however they are set.
//!
//! Two foldings. The *strict* one drops only white space and Markdown's signs: an anchor is printed as
//! it stands. The *loose* one makes full-width forms, brackets and dashes alike as well, for what is
//! written in many ways: titles, document numbers, phones.

use std::borrow::Cow;

/// White space and the signs that a converter to Markdown leaves behind.
pub(super) fn is_noise(c: char) -> bool {
    c.is_whitespace() || matches!(c, '*' | '#' | '\\' | '\u{feff}' | '\u{200b}')
}

/// A character as both foldings have it; noise has none.
pub(super) fn strict(c: char) -> Option<char> {
    (!is_noise(c)).then_some(c)
}

/// A character as the loose folding has it.
pub(super) fn loose(c: char) -> Option<char> {
    let c = strict(c)?;
    Some(match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c).to_ascii_lowercase(),
        '〔' | '【' => '[',
        '〕' | '】' => ']',
        '—' | '–' | '―' | '‐' | '‑' | '−' => '-',
        '“' | '”' | '„' | '‟' => '"',
        '‘' | '’' => '\'',
        '〈' | '《' => '<',
        '〉' | '》' => '>',
        other => other.to_ascii_lowercase(),
    })
}

/// A text in the loose folding. The handbook has `and` where 和 was meant.
pub(super) fn loosely(text: &str) -> String {
    let mended = if text.contains(" and ") { Cow::Owned(text.replace(" and ", "和")) } else { Cow::Borrowed(text) };
    let text = mended.as_ref();
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().filter_map(loose) {
        // A dash is one or two characters long as the printer liked it.
        if !(c == '-' && folded.ends_with('-')) {
            folded.push(c);
        }
    }
    folded
}

/// A text in the strict folding.
pub(super) fn strictly(text: &str) -> String {
    text.chars().filter_map(strict).collect()
}

#[cfg(test)]
mod tests {
    use super::{loosely, strictly};

    #[test]
    fn what_a_layout_adds_is_folded_away() {
        assert_eq!(strictly("## **三、 补贴\u{3000}标准**"), "三、补贴标准");
        assert_eq!(strictly("（〔2024〕 10 号）"), "（〔2024〕10号）");
        let alike = [
            ("桂政办发〔2024〕10号", "桂政办发 [2024] 10 号"),
            ("（2023——2025年）", "(2023-2025 年)"),
            ("ＡＢＣ—１", "abc-1"),
            ("流程 and 材料", "流程和材料"),
            ("《办法》“甲”", "〈办法〉\"甲\""),
        ];
        for (one, other) in alike {
            assert_eq!(loosely(one), loosely(other));
        }
    }
}
