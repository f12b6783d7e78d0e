//! Folds text char for char, so that spellings that mean the same compare equal.
//!
//! One char in, one char out: an index into the folded text is an index into the original,
//! which is what highlighting needs. Beyond folding, [`keys`] keeps only the chars that carry
//! meaning: nobody types the quotes of 专精特新“小巨人”企业 or the brackets of a document
//! number, so matching looks past them.

use super::traditional::simplified;

/// `c` in its plainest form: half-width, lower case, simplified, one kind of bracket, quote and dash.
pub fn fold(c: char) -> char {
    match c {
        // Most of every text.
        '\u{3400}'..='\u{9fff}' => simplified(c),
        '\u{3000}' | '\u{a0}' => ' ',
        '〔' | '［' | '[' | '【' | '（' | '{' | '｛' | '〖' => '(',
        '〕' | '］' | ']' | '】' | '）' | '}' | '｝' | '〗' => ')',
        '“' | '”' | '‘' | '’' | '＂' | '＇' | '\'' | '「' | '」' | '『' | '』' => '"',
        '《' | '〈' | '＜' => '<',
        '》' | '〉' | '＞' => '>',
        '‐'..='―' | '−' | '－' | '─' | '～' | '〜' | '~' => '-',
        '、' | '，' => ',',
        '。' | '．' => '.',
        '·' | '•' | '・' => '.',
        'ü' | 'Ü' => 'v',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).map_or(c, lower),
        _ => lower(c),
    }
}

/// The text folded char for char.
pub fn fold_text(text: &str) -> Vec<char> {
    text.chars().map(fold).collect()
}

/// Lower case where that is one char, so that indices stay.
fn lower(c: char) -> char {
    let mut lowered = c.to_lowercase();
    match (lowered.next(), lowered.next()) {
        (Some(only), None) => only,
        _ => c,
    }
}

/// Whether a folded char is left out of comparison: blanks, punctuation, dingbats.
pub(super) fn is_mark(c: char) -> bool {
    match c {
        '\u{3400}'..='\u{9fff}' | '%' => false,
        _ if c.is_ascii_punctuation() || c.is_whitespace() || c.is_control() => true,
        '\u{a1}'..='\u{bf}' | '\u{2000}'..='\u{206f}' | '\u{2190}'..='\u{2bff}' => true,
        '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}' => true,
        '\u{fe00}'..='\u{fe6f}' | '\u{feff}' => true,
        _ => false,
    }
}

/// Whether `c` is written in Chinese characters.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

/// The chars of a folded text that count when comparing.
pub(super) fn keys(folded: &[char]) -> Vec<char> {
    folded.iter().copied().filter(|c| !is_mark(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_that_mean_the_same_fold_alike() {
        for (text, folded) in [
            ("桂政办发〔2024〕10号", "桂政办发(2024)10号"),
            ("桂政办发［２０２４］１０号", "桂政办发(2024)10号"),
            ("桂政办发【2024】10号", "桂政办发(2024)10号"),
            ("ＬＰＲ—lpr", "lpr-lpr"),
            ("“小巨人”　《办法》", "\"小巨人\" <办法>"),
            ("2022—2024年，10％", "2022-2024年,10%"),
            ("lǘ LÜ", "lǘ lv"),
            ("İ", "İ"),
            ("就業見習補貼", "就业见习补贴"),
        ] {
            let found = fold_text(text);
            assert_eq!(found.iter().collect::<String>(), folded);
            assert_eq!(found.len(), text.chars().count());
        }
    }

    #[test]
    fn keys_leave_out_marks() {
        for (text, chars) in [
            ("“小巨人”企业", "小巨人企业"),
            ("〔2024〕7号", "20247号"),
            ("10% ≤", "10%"),
            ("，。！ ()…", ""),
            ("二〇二四", "二〇二四"),
            ("🎉", "🎉"),
        ] {
            assert_eq!(keys(&fold_text(text)).iter().collect::<String>(), chars);
        }
    }
}
