//! What a match is worth: one number, in which each rule outweighs all rules after it.
//!
//! 1. What was typed over what was guessed (sounds, slips, scattered characters).
//! 2. Title and short title over program over keyword over document number and agency over
//!    the body: criteria, benefits, digest.
//! 3. Whole over prefix over substring and number over pinyin over mixed over initials; among
//!    guesses sounds over one slip over scattered.
//! 4. How much of the text is covered, and how near its start.
//!
//! A hit is worth the mean of its tokens, so that queries of any length compare. Ties go by
//! policy number, then the policy before its programs in their order.

use super::entry::Part;
use super::matcher::{Match, Way};

/// More than all parts and ways together.
const TYPED: i64 = 1000;

/// The worth of a match in a text that is such a part.
pub(super) fn score(part: Part, found: &Match) -> i64 {
    let trust = if found.way.is_strict() { TYPED } else { 0 };
    trust + of_part(part) + of_way(found.way) + i64::from(found.fit.min(9))
}

/// The worth of a match of a policy for one of its programs: less than any of its own.
///
/// Else a program would rise by what its policy's title says, past one that says it itself.
pub(super) fn borrowed(score: i64) -> i64 {
    score.min(TYPED)
}

/// Steps of 100, which way and fit together never reach.
fn of_part(part: Part) -> i64 {
    match part {
        Part::Title | Part::ShortTitle => 500,
        Part::Program => 400,
        Part::Keyword => 300,
        Part::DocumentNumber | Part::Agency => 200,
        Part::Criterion | Part::Benefit | Part::Digest => 100,
    }
}

/// Steps of 10, which fit never reaches.
fn of_way(way: Way) -> i64 {
    match way {
        Way::Whole => 90,
        Way::Prefix => 80,
        Way::Substring | Way::Number => 70,
        Way::Pinyin => 60,
        Way::Mixed => 50,
        Way::Initials => 40,
        Way::Sound => 30,
        Way::Slip => 20,
        Way::Scattered => 10,
        Way::Listed => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_outweighs_the_next() {
        let worth = |part, way, fit| {
            let positions = Vec::new();
            score(part, &Match { way, fit, positions })
        };
        let falling = [
            worth(Part::Title, Way::Whole, 9),
            worth(Part::ShortTitle, Way::Whole, 8),
            worth(Part::Title, Way::Prefix, 9),
            worth(Part::Title, Way::Substring, 9),
            worth(Part::Title, Way::Initials, 0),
            worth(Part::Program, Way::Whole, 9),
            worth(Part::Keyword, Way::Whole, 9),
            worth(Part::Agency, Way::Whole, 9),
            worth(Part::Digest, Way::Whole, 9),
            worth(Part::Digest, Way::Initials, 0),
            worth(Part::Title, Way::Sound, 9),
            worth(Part::Title, Way::Slip, 9),
            worth(Part::Title, Way::Scattered, 9),
            worth(Part::Program, Way::Sound, 9),
        ];
        assert!(falling.is_sorted_by(|more, less| more > less), "{falling:?}");
    }
}
