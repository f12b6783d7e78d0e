//! Takes words apart that were typed without blanks: 螺蛳粉补贴 as 螺蛳粉 and 补贴.
//!
//! Chinese is written without blanks, so a query often is, too. What is a word is answered by the texts
//! themselves: from left to right, the longest run that stands in any of them. This is a guess, made only
//! when the query as typed has found nothing. A word with figures stays whole, as half a number is another.

use super::index::Index;
use super::matcher::{longest, longest_spoken};
use super::query::Token;

/// Longer tokens are pasted text, and taking them apart would take its time.
const MOST_KEYS: usize = 24;

/// How long a piece can be, and how short: in characters, and in letters.
const HAN_LENGTHS: (usize, usize) = (2, 12);
const LETTER_LENGTHS: (usize, usize) = (4, MOST_KEYS);

/// A query taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Pieces {
    pub(super) words: Vec<Token>,
    /// What belongs to no word.
    pub(super) left_out: Vec<String>,
}

/// The tokens of a query in pieces; none, if nothing can be taken apart.
pub(super) fn of_query(index: &Index, tokens: &[Token]) -> Option<Pieces> {
    let mut pieces = Pieces { words: Vec::new(), left_out: Vec::new() };
    for token in tokens {
        match of_token(index, token) {
            Some(found) => {
                pieces.words.extend(found.words);
                pieces.left_out.extend(found.left_out);
            }
            None => pieces.words.push(token.clone()),
        }
    }
    (pieces.words != tokens).then_some(pieces)
}

/// A token in pieces that occur; none, if they would not make up at least half of it.
///
/// Of letters nothing may be left out: half a spelling is another word.
fn of_token(index: &Index, token: &Token) -> Option<Pieces> {
    let spelled = token.letters() > 0;
    let length = token.keys.len();
    if length < HAN_LENGTHS.0 * 2 {
        return None;
    }
    let pieces = known_words(index, token);
    let covered: usize = pieces.words.iter().map(|word| word.keys.len()).sum();
    let enough = if spelled { length } else { length.div_ceil(2) };
    (covered >= enough).then_some(pieces)
}

/// Those words of a token that stand somewhere, and what is between them.
pub(super) fn known_words(index: &Index, token: &Token) -> Pieces {
    let keys = token.keys.as_slice();
    let has_figures = keys.iter().any(char::is_ascii_digit);
    let mut pieces = Pieces { words: Vec::new(), left_out: Vec::new() };
    if token.exact || has_figures || keys.len() > MOST_KEYS {
        pieces.left_out.push(token.typed.clone());
        return pieces;
    }
    // Characters and letters are taken apart each by their own rule: luosifen补贴 is two words.
    for run in keys.chunk_by(|one, next| one.is_ascii_lowercase() == next.is_ascii_lowercase()) {
        if run.first().is_some_and(char::is_ascii_lowercase) {
            spelled_words(index, run, &mut pieces);
        } else {
            written_words(index, run, &mut pieces);
        }
    }
    pieces
}

/// The words of a run of characters; what belongs to none is stepped over.
fn written_words(index: &Index, run: &[char], pieces: &mut Pieces) {
    let (least, most) = HAN_LENGTHS;
    let mut skipped = String::new();
    let mut rest = run;
    while !rest.is_empty() {
        let length = longest(&index.postings, index.view(), rest, most);
        match word(rest, length, least) {
            Some((found, after)) => {
                flush(&mut skipped, &mut pieces.left_out);
                pieces.words.push(found);
                rest = after;
            }
            None => {
                skipped.extend(rest.first());
                rest = rest.get(1..).unwrap_or_default();
            }
        }
    }
    flush(&mut skipped, &mut pieces.left_out);
}

/// The words of a run of letters; half a spelling is another word, so what comes after it is none.
fn spelled_words(index: &Index, run: &[char], pieces: &mut Pieces) {
    let mut rest = run;
    while !rest.is_empty() {
        let Some((found, after)) = word(rest, spoken(index, rest), LETTER_LENGTHS.0) else {
            pieces.left_out.push(rest.iter().collect());
            return;
        };
        pieces.words.push(found);
        rest = after;
    }
}

/// The word of this length that a run begins with, and the rest; none if it is too short to tell anything.
fn word(run: &[char], length: usize, least: usize) -> Option<(Token, &[char])> {
    let (word, after) = run.split_at_checked(length).filter(|_| length >= least)?;
    Some((Token::new(&word.iter().collect::<String>(), false)?, after))
}

fn spoken(index: &Index, rest: &[char]) -> usize {
    let token = Token::new(&rest.iter().collect::<String>(), false);
    token.map_or(0, |token| longest_spoken(&index.postings, index.view(), &token))
}

fn flush(skipped: &mut String, left_out: &mut Vec<String>) {
    if !skipped.is_empty() {
        left_out.push(std::mem::take(skipped));
    }
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
            ("小巨人申报条件", "小巨人申报 -条件"),
            ("luosifenbutie", "luosifen butie"),
            ("电商直播奖励", "电商 直播 奖励"),
            ("luosifen补贴", "luosifen 补贴"),
            ("luosifenxyz", ""),
            ("甲乙丙丁戊己", ""),
            ("螺蛳粉", ""),
            ("桂政办发2024 99号", ""),
            ("螺蛳粉补贴 见习", "螺蛳粉 补贴 见习"),
        ] {
            let tokens: Vec<Token> = typed.split(' ').filter_map(|word| Token::new(word, false)).collect();
            let found = of_query(&index, &tokens);
            let words = found.iter().flat_map(|found| &found.words).map(|word| word.keys.iter().collect());
            let left_out = found.iter().flat_map(|found| &found.left_out).map(|left| format!("-{left}"));
            let found: Vec<String> = words.chain(left_out).collect();
            assert_eq!(found.join(" "), pieces);
        }
    }
}
