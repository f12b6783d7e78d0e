//! Makes untrusted text safe for a terminal.
//!
//! A data file, a profile or a handbook may hold bytes that a terminal obeys: a title that
//! clears the screen, rewrites the clipboard or turns the reading direction. Nothing here
//! tries to tell good sequences from bad ones; all of them go. What has no glyph and no
//! meaning for us goes too, so that what is seen is what is searched and copied.
//!
//! Joiners (U+200C, U+200D) and variation selectors stay: emoji and some scripts need them,
//! and they neither move the cursor nor reorder text.

use std::borrow::Cow;
use std::iter::Peekable;
use std::str::Chars;

/// A tab has no width of its own; columns in data files are rare, so a fixed gap will do.
const TAB: &str = "    ";

const ESCAPE: char = '\u{1b}';
const BELL: char = '\u{7}';
const STRING_END: char = '\u{9c}';

/// `text` as one safe line: breaks become spaces, tabs four spaces, the rest is dropped.
pub fn clean_line(text: &str) -> Cow<'_, str> {
    clean(text, " ")
}

/// `text` as safe lines: every kind of line break becomes `\n`, else like [`clean_line`].
pub fn clean_text(text: &str) -> Cow<'_, str> {
    clean(text, "\n")
}

fn clean<'a>(text: &'a str, line_break: &str) -> Cow<'a, str> {
    let is_safe = |c: char| matches!(kind(c), Kind::Text) || (c == '\n' && line_break == "\n");
    if text.chars().all(is_safe) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match kind(c) {
            Kind::Text => safe.push(c),
            Kind::Tab => safe.push_str(TAB),
            Kind::Break => {
                if c == '\r' && rest.peek() == Some(&'\n') {
                    rest.next();
                }
                safe.push_str(line_break);
            }
            Kind::Invisible => {}
            Kind::Sequence(lead) => skip_sequence(lead, &mut rest),
        }
    }
    Cow::Owned(safe)
}

/// What a character is to a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Tab,
    Break,
    Invisible,
    Sequence(Lead),
}

/// How a control sequence begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lead {
    /// ESC: what follows says which sequence it is.
    Escape,
    /// A control sequence with parameters and one final character (CSI).
    Parameters,
    /// A string up to its terminator: title, clipboard, device control.
    String,
}

fn kind(c: char) -> Kind {
    match c {
        '\t' => Kind::Tab,
        // Besides the usual three: vertical tab, form feed, next line, and Unicode's own two.
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Kind::Break,
        ESCAPE => Kind::Sequence(Lead::Escape),
        '\u{9b}' => Kind::Sequence(Lead::Parameters),
        '\u{90}' | '\u{98}' | '\u{9d}'..='\u{9f}' => Kind::Sequence(Lead::String),
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Kind::Invisible,
        // Soft hyphen, zero-width space, word joiner, byte order mark and such.
        '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => Kind::Invisible,
        // Marks, embeddings, overrides and isolates of the reading direction.
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' => Kind::Invisible,
        '\u{2066}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' => Kind::Invisible,
        // Tags spell whole hidden sentences.
        '\u{e0000}'..='\u{e007f}' => Kind::Invisible,
        _ => Kind::Text,
    }
}

/// Drops the rest of a sequence; `rest` stands right after its first character.
fn skip_sequence(lead: Lead, rest: &mut Peekable<Chars<'_>>) {
    match lead {
        Lead::Escape => match rest.peek().copied() {
            Some('[') => {
                rest.next();
                skip_parameters(rest);
            }
            Some(']' | 'P' | 'X' | '^' | '_') => {
                rest.next();
                skip_string(rest);
            }
            // Intermediates and one final character, such as the choice of a charset.
            Some(' '..='/') => {
                while rest.next_if(|c| (' '..='/').contains(c)).is_some() {}
                rest.next_if(|c| ('0'..='~').contains(c));
            }
            Some('0'..='~') => {
                rest.next();
            }
            _ => {}
        },
        Lead::Parameters => skip_parameters(rest),
        Lead::String => skip_string(rest),
    }
}

fn skip_parameters(rest: &mut Peekable<Chars<'_>>) {
    while rest.next_if(|c| (' '..='?').contains(c)).is_some() {}
    rest.next_if(|c| ('@'..='~').contains(c));
}

/// Drops a string with its terminator on the same line.
///
/// Without one, the payload stays as harmless text: losing the rest of a policy to one stray
/// character would be worse than showing it.
fn skip_string(rest: &mut Peekable<Chars<'_>>) {
    let mut ahead = rest.clone();
    while let Some(c) = ahead.next() {
        let ended = match c {
            BELL | STRING_END => true,
            ESCAPE => ahead.next_if_eq(&'\\').is_some(),
            _ => false,
        };
        if ended {
            *rest = ahead;
            return;
        }
        if matches!(kind(c), Kind::Sequence(_) | Kind::Break) {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line() {
        for (raw, safe) in [
            ("专精特新“小巨人”", "专精特新“小巨人”"),
            ("a\tb", "a    b"),
            ("a\nb\r\nc\u{2028}d", "a b c d"),
            ("a\0b\u{7}c\u{8}d\u{7f}e\u{85}f", "abcde f"),
            ("红\u{1b}[31m字\u{1b}[0m", "红字"),
            ("\u{9b}31;1m字", "字"),
            ("\u{1b}[?1049h\u{1b}[2J\u{1b}[Hx", "x"),
            ("\u{1b}]0;title\u{7}x", "x"),
            ("\u{1b}]52;c;aGk=\u{1b}\\x", "x"),
            ("\u{9d}8;;http://a\u{9c}link", "link"),
            ("\u{1b}Pq#0\u{1b}\\x", "x"),
            ("\u{1b}(Bx\u{1b}7y\u{1b}cz", "xyz"),
            ("a\u{202e}b\u{2066}c\u{2069}\u{200b}\u{feff}d\u{200f}", "abcd"),
            ("x\u{e0041}\u{ad}y", "xy"),
            ("👨‍👩‍👧", "👨‍👩‍👧"),
        ] {
            assert_eq!(clean_line(raw), safe, "{raw:?}");
        }
    }

    #[test]
    fn several_lines() {
        for (raw, safe) in
            [("一\n二", "一\n二"), ("一\r\n二\r三\u{b}四", "一\n二\n三\n四"), ("一\t二\u{1b}[1m\n", "一    二\n")]
        {
            assert_eq!(clean_text(raw), safe, "{raw:?}");
        }
    }

    #[test]
    fn unfinished_sequences_lose_no_text() {
        for (raw, safe) in [
            ("\u{1b}", ""),
            ("a\u{1b}[", "a"),
            ("a\u{1b}[31", "a"),
            ("\u{1b}]0;政策标题", "0;政策标题"),
            ("\u{1b}]0;一\n二\u{7}", "0;一 二"),
            ("\u{1b}]0;一\u{1b}[1m二", "0;一二"),
            ("\u{1b}政策", "政策"),
            ("\u{9b}政策", "政策"),
        ] {
            assert_eq!(clean_line(raw), safe, "{raw:?}");
        }
    }

    #[test]
    fn safe_text_is_not_copied() {
        assert!(matches!(clean_line("专精特新"), Cow::Borrowed(_)));
        assert!(matches!(clean_text("专精\n特新"), Cow::Borrowed(_)));
        assert!(matches!(clean_line("专精\n特新"), Cow::Owned(_)));
    }

    #[test]
    fn nothing_unsafe_is_left_and_cleaning_again_changes_nothing() {
        let every: String = ('\0'..='\u{3000}').chain('\u{feff}'..='\u{ffff}').collect();
        for raw in [every.as_str(), "\u{1b}\u{1b}[[31m\u{9b}\u{1b}]x\u{7}\u{1b}\u{1b}"] {
            let once = clean_text(raw);
            assert!(once.chars().all(|c| c == '\n' || kind(c) == Kind::Text));
            assert_eq!(clean_text(&once), once);
        }
    }
}
