//! JSON that is safe to look at: what a terminal would obey is written as `\uXXXX`.
//!
//! JSON forbids bare control characters below U+0020 within strings, but neither those of U+0080 to
//! U+009F, which terminals obey too, nor the marks that turn the reading direction. Outside strings
//! JSON has none of these, so that escaping them wherever they stand never changes what is said.

use std::borrow::Cow;

use crate::text::clean_text;

/// The JSON text with every character escaped that our cleaning would take out.
#[must_use]
pub fn json(text: &str) -> Cow<'_, str> {
    if clean_text(text) == text {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len());
    let (mut alone, mut units) = ([0; 4], [0; 2]);
    for c in text.chars() {
        // Bare breaks and tabs are JSON's own blanks; in a string they are escaped already.
        let is_blank = matches!(c, '\n' | '\r' | '\t');
        if is_blank || !clean_text(c.encode_utf8(&mut alone)).is_empty() {
            safe.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut units) {
            safe.push_str(&format!("\\u{unit:04x}"));
        }
    }
    Cow::Owned(safe)
}

#[cfg(test)]
mod tests {
    use super::json;

    #[test]
    fn what_a_terminal_would_obey_is_escaped_and_means_the_same() {
        for text in ["plain 政策", "c1 \u{9b}31m", "turned \u{202e}", "tag \u{e0041}", "del \u{7f}"] {
            let raw = format!("{{\n  \"a\": \"{text}\"\n}}\r\n");
            let safe = json(&raw);
            assert!(safe.chars().all(|c| c.is_ascii_graphic() || " \r\n政策".contains(c)), "{safe}");
            let (before, after): (serde_json::Value, serde_json::Value) =
                (serde_json::from_str(&raw).expect("JSON"), serde_json::from_str(&safe).expect("JSON"));
            assert_eq!(before, after);
        }
    }
}
