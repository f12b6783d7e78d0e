//! Where a line may end: the Unicode opportunities, tailored to Chinese typesetting.
//!
//! Unicode leaves quotation marks alone on both sides, as it cannot know which way they
//! face; in Chinese text it is known, and without a break there `“小巨人”企业` would drag
//! half a sentence along. The rules for closing and opening marks hold on top of whatever
//! Unicode allows, spaces between or not.

use unicode_linebreak::{BreakOpportunity, linebreaks};

/// Marks that never start a line.
const CLOSING: &str = "，。；：！？、）》」』】〕”’〉］｝%％‰℃…—·,.;:!?)]}～";

/// Marks that never end one.
const OPENING: &str = "（《「『【〔“‘〈［｛([{￥¥$≤≥＜＞";

/// A place where a line may or must end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Opportunity {
    /// The byte before which the next line starts.
    pub(super) at: usize,
    /// Whether the line has to end here.
    pub(super) must: bool,
}

/// All opportunities of `text`, in order; the last one is its end.
pub(super) fn opportunities(text: &str) -> Vec<Opportunity> {
    let mut unicode = linebreaks(text).peekable();
    let mut found = Vec::new();
    let mut before = None;
    for (at, next) in text.char_indices() {
        let by_unicode = unicode.next_if(|(place, _)| *place == at);
        let must = matches!(by_unicode, Some((_, BreakOpportunity::Mandatory)));
        let may = by_unicode.is_some() || before.is_some_and(|c| beside_quote(c, next));
        if must || (may && is_allowed(text, at)) {
            found.push(Opportunity { at, must });
        }
        before = Some(next);
    }
    found.push(Opportunity { at: text.len(), must: true });
    found
}

/// Whether no closing mark would start the next line, and no opening one end this one.
pub(super) fn is_allowed(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let starts_badly = after.chars().next().is_some_and(|c| CLOSING.contains(c));
    let ends_badly = before.trim_end().chars().next_back().is_some_and(|c| OPENING.contains(c));
    !(starts_badly || ends_badly)
}

/// Whether a Chinese text may break between `before` and `after`, one of them a quotation mark.
fn beside_quote(before: char, after: char) -> bool {
    let opens = matches!(after, '“' | '‘') && is_chinese(before);
    let closes = matches!(before, '”' | '’') && (is_chinese(after) || OPENING.contains(after));
    opens || closes
}

/// Ideographs and the punctuation that goes with them.
fn is_chinese(c: char) -> bool {
    c >= '\u{2e80}' || matches!(c, '”' | '’' | '…' | '—')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_by_text() {
        // A bar stands wherever a line may end, the end of the text left out.
        for (text, marked) in [
            ("专精特新", "专|精|特|新"),
            ("的“小巨人”企业", "的|“小|巨|人”|企|业"),
            ("《措施》（修订）。", "《措|施》|（修|订）。"),
            ("说：“好。”他", "说：|“好。”|他"),
            ("don’t stop", "don’t |stop"),
            ("一（ 二 ）三", "一|（ 二 ）|三"),
            ("企业/项目", "企|业/|项|目"),
            ("等……的", "等……|的"),
            ("甲——乙", "甲——|乙"),
            ("”’“‘", "”’|“‘"),
            ("", ""),
        ] {
            let mut shown = text.to_owned();
            for found in opportunities(text).iter().rev().skip(1) {
                assert!(!found.must);
                shown.insert(found.at, '|');
            }
            assert_eq!(shown, marked);
        }
    }

    #[test]
    fn line_breaks_must() {
        let must: Vec<_> =
            opportunities("一\n\n（\n）").into_iter().filter(|found| found.must).map(|found| found.at).collect();
        assert_eq!(must, [4, 5, 9, 12]);
    }
}
