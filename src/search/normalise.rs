//! Folds text char for char, so that spellings that mean the same compare equal.
//!
//! One char in, one char out: an index into the folded text is an index into the original,
//! which is what highlighting needs. Beyond folding, `Keys` keeps only the chars that carry
//! meaning: nobody types the quotes of 专精特新“小巨人”企业 or the brackets of a document
//! number, so matching looks past them.

/// `c` in its plainest form: half-width, lower case, one kind of bracket, quote and dash.
pub fn fold(c: char) -> char {
    match c {
        // Most of every text, and nothing to fold.
        '\u{3400}'..='\u{9fff}' => c,
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
fn is_mark(c: char) -> bool {
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

/// The chars of a text that count when comparing, each with its index in the original.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Keys {
    pub(super) chars: Vec<char>,
    pub(super) places: Vec<u32>,
}

impl Keys {
    pub(super) fn of(folded: &[char]) -> Self {
        let mut keys = Self { chars: Vec::with_capacity(folded.len()), places: Vec::with_capacity(folded.len()) };
        for (place, c) in (0u32..).zip(folded) {
            if !is_mark(*c) {
                keys.chars.push(*c);
                keys.places.push(place);
            }
        }
        keys
    }
}

/// A set of chars in 64 bits: what it does not hold is surely absent, the rest may be there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Signature(u64);

impl Signature {
    pub(super) fn of(chars: &[char]) -> Self {
        Self(chars.iter().fold(0, |set, c| set | Self::bit(*c)))
    }

    pub(super) fn may_hold(self, c: char) -> bool {
        self.0 & Self::bit(c) != 0
    }

    pub(super) fn may_hold_all(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Neighbouring code points, such as digits, get different bits.
    fn bit(c: char) -> u64 {
        let code = u32::from(c);
        1 << ((code ^ (code >> 6) ^ (code >> 11)) & 63)
    }
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
        ] {
            let found = fold_text(text);
            assert_eq!(found.iter().collect::<String>(), folded);
            assert_eq!(found.len(), text.chars().count());
        }
    }

    #[test]
    fn keys_leave_out_marks_and_remember_places() {
        for (text, chars, places) in [
            ("“小巨人”企业", "小巨人企业", vec![1, 2, 3, 5, 6]),
            ("〔2024〕7号", "20247号", vec![1, 2, 3, 4, 6, 7]),
            ("10% ≤", "10%", vec![0, 1, 2]),
            ("，。！ ()…", "", vec![]),
            ("二〇二四", "二〇二四", vec![0, 1, 2, 3]),
            ("🎉", "🎉", vec![0]),
        ] {
            let keys = Keys::of(&fold_text(text));
            assert_eq!(keys.chars.iter().collect::<String>(), chars);
            assert_eq!(keys.places, places);
        }
    }

    #[test]
    fn signatures_never_deny_what_is_there() {
        let text: Vec<char> = "国家级专精特新小巨人企业2024".chars().collect();
        let all = Signature::of(&text);
        assert!(text.iter().all(|c| all.may_hold(*c)));
        assert!(all.may_hold_all(Signature::of(&text[3..9])));
        assert!(!Signature::of(&text[..3]).may_hold_all(all));
        assert_eq!(Signature::of(&['1', '2', '3']).0.count_ones(), 3);
    }
}
