//! What a match is worth: one number, in which each rule outweighs all rules after it.
//!
//! 1. *Trust.* What was typed (characters, a number, full pinyin) over its abbreviations (initials, mixes)
//!    over what sounds like it over one slip over scattered characters.
//! 2. *Field.* A name that is wholly what was typed: a title, short title or program; then a mention in a
//!    short title; then a keyword that is wholly it, since keywords say what people call the policy; then
//!    mentions in the official title, in a program, in a keyword, in a document number, in an agency; then
//!    the body: criteria and benefits, digest; last the documents that it rests on and phones. An official
//!    title counts from its 关于 on, since what stands before it are agencies, and ranks as they do.
//! 3. *Way.* Whole word over prefix over substring and number; full pinyin over mixed over initials.
//! 4. *Coverage.* How much of the text was typed, in tenths: a short name says more than a long one.
//! 5. *Place.* At the text's start over at a word's edge over within a word. Neither counts in the digest and
//!    the official text: where in a long text a word stands, and how much of it it is, says nothing.
//! 6. *Breadth.* In how many kinds of its texts it stands: title, short title, programs and keywords count
//!    two each, all the rest together one. Many policies share a keyword; it is the one about it whose other
//!    names say so as well.
//!
//! A hit is worth the mean of its tokens, so that queries of any length compare. A program counts what only
//! its policy says by its trust alone, so that it does not rise past one that says it itself. Ties go by
//! policy number, then the policy before its programs in their order.

use super::entry::Part;
use super::matcher::Way;

/// A rule of the ranking, for explanations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// How sure the way of matching is.
    Trust,
    /// In what kind of text it stands.
    Field,
    /// Which way it matched.
    Way,
    /// How much of the text it is.
    Coverage,
    /// Where in the text it begins.
    Place,
    /// In how many kinds of texts of the policy or program it stands.
    Breadth,
}

impl Rule {
    /// Every rule, the weightiest first.
    pub const ALL: [Self; 6] = [Self::Trust, Self::Field, Self::Way, Self::Coverage, Self::Place, Self::Breadth];

    /// What one step of the rule is worth; each has fewer steps than reach the one before.
    const fn step(self) -> i64 {
        match self {
            Self::Trust => 1_000_000,
            Self::Field => 10_000,
            Self::Way => 1000,
            Self::Coverage => 100,
            Self::Place => 10,
            Self::Breadth => 1,
        }
    }

    /// How much of a token's score this rule gave.
    #[must_use]
    pub fn share(self, score: i64) -> i64 {
        let above = Self::ALL.iter().rev().find(|rule| rule.step() > self.step());
        let rest = above.map_or(score, |above| score % above.step());
        rest - rest % self.step()
    }
}

/// A match as the ranking sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    pub(super) way: Way,
    /// How many keys the text has, and the match.
    pub(super) of: usize,
    pub(super) length: usize,
    /// Where in the text it begins, and where what the text is about begins.
    pub(super) start: usize,
    pub(super) subject: usize,
    /// Whether it begins at a word's edge.
    pub(super) at_edge: bool,
}

/// The worth of a match in a text that is such a part.
pub(super) fn score(part: Part, spot: &Spot) -> i64 {
    let is_long = part == Part::Digest && spot.way != Way::Scattered;
    let coverage = if spot.of == 0 || is_long { 0 } else { (spot.length * 9 / spot.of).min(9) };
    let place = match spot.start {
        _ if is_long => 0,
        0 => 9,
        _ if spot.at_edge => 5,
        _ => 0,
    };
    let whole = spot.length == spot.of && spot.way != Way::Scattered;
    let early = spot.start < spot.subject && !whole;
    trust(spot.way) * Rule::Trust.step()
        + field(part, whole, early) * Rule::Field.step()
        + way(spot.way) * Rule::Way.step()
        + i64::try_from(coverage).unwrap_or_default() * Rule::Coverage.step()
        + place * Rule::Place.step()
}

/// What is added for the kinds of texts that hold it, as [`kind`] gives them.
pub(super) fn breadth(kinds: u8) -> i64 {
    i64::from((kinds & NAMES).count_ones()) * 2 + i64::from(kinds & !NAMES != 0)
}

/// The kinds that count two.
const NAMES: u8 = 0b1111;

/// The kind of text that a part is, as a set of one.
#[inline]
pub(super) fn kind(part: Part) -> u8 {
    match part {
        Part::Title => 1,
        Part::ShortTitle => 2,
        Part::Program => 4,
        Part::Keyword => 8,
        Part::DocumentNumber
        | Part::Agency
        | Part::Criterion
        | Part::Benefit
        | Part::Digest
        | Part::Basis
        | Part::Phone => 16,
    }
}

/// The most that a match in a text that is such a part can be worth, if its way is no better than `best`.
#[inline]
pub(super) fn most(part: Part, best: Way) -> i64 {
    let fit = if part == Part::Digest { 0 } else { 9 * (Rule::Coverage.step() + Rule::Place.step()) };
    trust(best) * Rule::Trust.step()
        + field(part, true, false) * Rule::Field.step()
        + way(best) * Rule::Way.step()
        + fit
}

/// The worth of scattered characters that match that well, from 0 to 9.
pub(super) fn scattered(part: Part, fit: u8) -> i64 {
    let spot = Spot { way: Way::Scattered, of: 9, length: fit.into(), start: 1, subject: 0, at_edge: false };
    score(part, &spot)
}

/// The worth of a policy that is asked for by its number.
pub(super) fn by_number() -> i64 {
    score(Part::Title, &Spot { way: Way::Whole, of: 1, length: 1, start: 0, subject: 0, at_edge: true })
}

/// The worth of a match of a policy for one of its programs.
pub(super) fn borrowed(score: i64) -> i64 {
    Rule::Trust.share(score)
}

fn trust(way: Way) -> i64 {
    match way {
        Way::Whole | Way::Prefix | Way::Substring | Way::Number | Way::Pinyin => 5,
        Way::Mixed | Way::Initials => 4,
        Way::Sound => 3,
        Way::Slip => 2,
        Way::Scattered => 1,
        Way::Listed => 0,
    }
}

/// Below 100.
fn field(part: Part, whole: bool, early: bool) -> i64 {
    match part {
        Part::Title | Part::ShortTitle | Part::Program if whole => 95,
        Part::ShortTitle => 80,
        Part::Keyword if whole => 75,
        Part::Title if early => 50,
        Part::Title => 70,
        Part::Program => 65,
        Part::Keyword => 60,
        Part::DocumentNumber => 55,
        Part::Agency => 50,
        Part::Criterion | Part::Benefit => 40,
        Part::Digest => 30,
        Part::Basis | Part::Phone => 20,
    }
}

/// Below 10.
fn way(way: Way) -> i64 {
    match way {
        Way::Whole => 9,
        Way::Prefix => 8,
        Way::Substring | Way::Number => 7,
        Way::Pinyin => 6,
        Way::Mixed => 5,
        Way::Initials => 4,
        Way::Sound => 3,
        Way::Slip => 2,
        Way::Scattered => 1,
        Way::Listed => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn worth(part: Part, way: Way, length: usize) -> i64 {
        score(part, &Spot { way, of: 10, length, start: 3, subject: 2, at_edge: way == Way::Whole })
    }

    #[test]
    fn each_rule_outweighs_the_next() {
        let falling = [
            worth(Part::Title, Way::Whole, 10) + breadth(31),
            worth(Part::Title, Way::Whole, 10) + breadth(15),
            worth(Part::Program, Way::Prefix, 10),
            worth(Part::ShortTitle, Way::Whole, 9),
            worth(Part::ShortTitle, Way::Prefix, 9),
            worth(Part::ShortTitle, Way::Substring, 9),
            worth(Part::ShortTitle, Way::Substring, 2),
            worth(Part::ShortTitle, Way::Pinyin, 9),
            worth(Part::Keyword, Way::Whole, 10),
            worth(Part::Title, Way::Whole, 9),
            worth(Part::Program, Way::Whole, 9),
            worth(Part::Keyword, Way::Whole, 9),
            worth(Part::DocumentNumber, Way::Number, 9),
            worth(Part::Agency, Way::Whole, 9),
            worth(Part::Benefit, Way::Whole, 9),
            worth(Part::Digest, Way::Whole, 9),
            worth(Part::Phone, Way::Whole, 9),
            worth(Part::Title, Way::Mixed, 10),
            worth(Part::Digest, Way::Initials, 1),
            worth(Part::Title, Way::Sound, 10),
            worth(Part::Title, Way::Slip, 9),
            worth(Part::Title, Way::Scattered, 9),
        ];
        assert!(falling.is_sorted_by(|more, less| more > less), "{falling:?}");
    }

    #[test]
    fn nothing_is_worth_more_than_the_most() {
        for part in
            [Part::Title, Part::Program, Part::Keyword, Part::Agency, Part::Criterion, Part::Digest, Part::Phone]
        {
            for way in [Way::Whole, Way::Prefix, Way::Pinyin, Way::Initials, Way::Sound, Way::Slip] {
                for (start, length) in [(0, 10), (0, 3), (4, 3)] {
                    let spot = Spot { way, of: 10, length, start, subject: 0, at_edge: start == 0 };
                    assert!(score(part, &spot) <= most(part, way));
                }
            }
        }
    }

    #[test]
    fn agencies_in_a_title_count_as_agencies() {
        let at = |start| {
            score(Part::Title, &Spot { way: Way::Prefix, of: 30, length: 3, start, subject: 10, at_edge: true })
        };
        let agency =
            score(Part::Agency, &Spot { way: Way::Prefix, of: 30, length: 3, start: 5, subject: 0, at_edge: true });
        assert_eq!(at(5), agency);
        assert!(at(10) > agency);
    }

    #[test]
    fn shares_add_up() {
        for score in [worth(Part::Title, Way::Whole, 10), worth(Part::Phone, Way::Scattered, 3), by_number()] {
            let shares: Vec<i64> = Rule::ALL.iter().map(|rule| rule.share(score)).collect();
            assert_eq!(shares.iter().sum::<i64>(), score, "{shares:?}");
            assert!(shares.iter().all(|share| *share >= 0));
        }
    }
}
