//! The bytes of a file to text: UTF-8 as it should be, and what Chinese machines save instead.
//!
//! Nothing is refused. A file in another encoding is converted and a broken one read as far as it goes;
//! the findings say so, because a wrong conversion would show as wrong citations later.

use encoding_rs::{Encoding, GB18030, UTF_8};

use super::finding::Finding;

/// One broken character in so many is damage; more of them mean that the encoding was guessed wrong.
const SOUND_PER_BROKEN: usize = 200;

/// The text of a file, its line ends all `\n`, with what was noticed.
pub(super) fn decode(bytes: &[u8]) -> (String, Vec<Finding>) {
    let mut findings = Vec::new();
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => {
            let body = bytes.get(length..).unwrap_or_default();
            if encoding == UTF_8 {
                utf8(body, &mut findings)
            } else {
                // Windows calls UTF-16 simply "Unicode", so it turns up.
                findings.push(Finding::NotUtf8 { encoding: encoding.name() });
                encoding.decode_without_bom_handling(body).0.into_owned()
            }
        }
        None => utf8(bytes, &mut findings),
    };
    // Most copies have the right line ends and need not be copied again.
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
    if text.chars().all(char::is_whitespace) {
        findings.push(Finding::Empty);
    }
    (text, findings)
}

fn utf8(bytes: &[u8], findings: &mut Vec<Finding>) -> String {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return text.to_owned(),
        Err(error) => error,
    };
    if error.error_len().is_none() {
        findings.push(Finding::CutInCharacter);
        return String::from_utf8_lossy(bytes.get(..error.valid_up_to()).unwrap_or_default()).into_owned();
    }
    let as_utf8 = String::from_utf8_lossy(bytes);
    let broken = broken(&as_utf8);
    if is_sound(&as_utf8, broken) {
        findings.push(Finding::Damaged { characters: broken });
        return as_utf8.into_owned();
    }
    let as_gb = GB18030.decode_without_bom_handling(bytes).0;
    let broken = self::broken(&as_gb);
    findings.push(Finding::NotUtf8 { encoding: "GB18030" });
    if broken == 1 && as_gb.ends_with(char::REPLACEMENT_CHARACTER) {
        findings.push(Finding::CutInCharacter);
    } else if broken > 0 {
        findings.push(Finding::Damaged { characters: broken });
    }
    as_gb.into_owned()
}

fn broken(text: &str) -> usize {
    text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count()
}

fn is_sound(text: &str, broken: usize) -> bool {
    broken * SOUND_PER_BROKEN <= text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::{Finding, GB18030, decode};

    const TEXT: &str = "目录\n1. 甲企业奖励办法 ....3\n";

    #[test]
    fn every_encoding_gives_the_same_text_and_says_what_it_was() {
        let with_mark = |mark: &[u8], text: &[u8]| [mark, text].concat();
        let utf16: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let table: [(&str, Vec<u8>, &[&str]); 6] = [
            ("plain", TEXT.as_bytes().to_vec(), &[]),
            ("with a mark", with_mark(b"\xef\xbb\xbf", TEXT.as_bytes()), &[]),
            ("CRLF", TEXT.replace('\n', "\r\n").into_bytes(), &[]),
            ("CR", TEXT.replace('\n', "\r").into_bytes(), &[]),
            ("GBK", GB18030.encode(TEXT).0.into_owned(), &["GB18030"]),
            ("UTF-16", with_mark(b"\xff\xfe", &utf16), &["UTF-16LE"]),
        ];
        for (name, bytes, says) in table {
            let (text, findings) = decode(&bytes);
            assert_eq!(text, TEXT, "{name}");
            assert_eq!(findings.len(), says.len(), "{name}: {findings:?}");
            for (finding, part) in findings.iter().zip(says) {
                assert!(finding.message().en.contains(part), "{name}: {finding:?}");
                assert!(finding.message().zh.contains("iconv"), "{name}: {finding:?}");
            }
        }
    }

    #[test]
    fn a_cut_or_broken_file_is_read_as_far_as_it_goes() {
        let cut = &TEXT.as_bytes()[..TEXT.len() - 8];
        let (text, findings) = decode(&cut[..cut.iter().rposition(|b| *b >= 0xe0).unwrap() + 2]);
        assert!(TEXT.starts_with(&text) && text.contains("奖励"), "{text}");
        assert_eq!(findings, [Finding::CutInCharacter]);

        let long = TEXT.repeat(40);
        let gb = GB18030.encode(&long).0.into_owned();
        let at = gb.iter().rposition(|b| *b >= 0x80).unwrap();
        let (text, findings) = decode(&gb[..at]);
        assert!(text.contains("奖励"), "{text}");
        assert_eq!(findings, [Finding::NotUtf8 { encoding: "GB18030" }, Finding::CutInCharacter]);

        let mut broken = long.into_bytes();
        broken[3] = 0xff;
        assert!(matches!(decode(&broken).1.as_slice(), [Finding::Damaged { .. }]));
        assert_eq!(decode(b" \n").1, [Finding::Empty]);
    }
}
