//! Takes words apart that were typed without blanks: 螺蛳粉补贴 as 螺蛳粉 and 补贴.
//!
//! Chinese is written without blanks, so a query often is, too. What is a word is answered
//! by the texts themselves: from left to right, the longest run that stands in any of them.
//! This is a guess, made only when the query as typed has found nothing.

use super::entry::Indexed;
use super::index::Index;
use super::matcher::{excluders, first_match};
use super::query::Token;

/// Longer tokens are pasted text, and taking them apart would take its time.
const MOST_KEYS: usize = 24;

/// How long a piece can be, and how short: in characters, and in letters.
const HAN_LENGTHS: (usize, usize) = (2, 12);
const LETTER_LENGTHS: (usize, usize) = (4, MOST_KEYS);

/// The tokens of a query in pieces; none, if nothing can be taken apart.
pub(super) fn of_query(index: &Index, tokens: &[Token]) -> Option<Vec<Token>> {
    let occurs = |piece: &Token| {
        let ways = excluders(piece);
        // Pinyin finds something in any long text; only names tell where a word ends.
        let names_only = piece.letters() > 0;
        let mut entries = index.entries.iter();
        entries
            .any(|entry: &Indexed| (!names_only || entry.entry.part.is_name()) && first_match(&ways, entry).is_some())
    };
    let mut pieces = Vec::new();
    for token in tokens {
        match of_token(token, occurs) {
            Some(found) => pieces.extend(found),
            None => pieces.push(token.clone()),
        }
    }
    (pieces != tokens).then_some(pieces)
}

/// A token in pieces that occur; none, if they would not make up at least half of it.
///
/// Of letters nothing may be left out: half a spelling is another word.
fn of_token(token: &Token, occurs: impl Fn(&Token) -> bool) -> Option<Vec<Token>> {
    let (least, most) = if token.letters() > 0 { LETTER_LENGTHS } else { HAN_LENGTHS };
    let mut rest = token.keys.as_slice();
    if token.exact || rest.len() < least * 2 || rest.len() > MOST_KEYS {
        return None;
    }
    let mut pieces = Vec::new();
    let mut covered = 0;
    while !rest.is_empty() {
        let longest = (least..=most.min(rest.len())).rev().find_map(|length| {
            let (start, after) = rest.split_at_checked(length)?;
            let piece = Token::new(&start.iter().collect::<String>(), false)?;
            occurs(&piece).then_some((piece, after))
        });
        if let Some((piece, after)) = longest {
            covered += piece.keys.len();
            pieces.push(piece);
            rest = after;
        } else {
            rest = rest.get(1..).unwrap_or_default();
        }
    }
    let enough = if token.letters() > 0 { token.keys.len() } else { token.keys.len().div_ceil(2) };
    (covered >= enough).then_some(pieces)
}

#[cfg(test)]
mod tests {
    use super::super::catalogue::index;
    use super::*;

    #[test]
    fn words_by_what_occurs() {
        let index = index();
        for (typed, pieces) in [
            ("螺蛳粉补贴", "螺蛳粉 补贴"),
            ("小巨人申报条件", "小巨人申报"),
            ("luosifenbutie", "luosifen butie"),
            ("电商直播奖励", "电商 直播 奖励"),
            ("luosifenxyz", ""),
            ("甲乙丙丁戊己", ""),
            ("螺蛳粉", ""),
            ("螺蛳粉补贴 见习", "螺蛳粉 补贴 见习"),
        ] {
            let tokens: Vec<Token> = typed.split(' ').filter_map(|word| Token::new(word, false)).collect();
            let found: Vec<String> =
                of_query(&index, &tokens).unwrap_or_default().iter().map(|piece| piece.keys.iter().collect()).collect();
            assert_eq!(found.join(" "), pieces);
        }
    }
}
