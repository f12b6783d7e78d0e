//! Sounds that are mixed up: 螺狮粉 and luoshifen for 螺蛳粉.
//!
//! Characters are compared by how they sound, since a wrong one is mostly the wrong choice from an input
//! method's list. Whole syllables only: initials and mixed-up sounds together would match anything.

use super::machine::{Hearing, Machine};
use super::units::Asked;
use super::{Found, Matcher, Way};
use crate::search::pinyin::Lexicon;
use crate::search::postings::{Postings, Region, Run};
use crate::search::query::Token;
use crate::search::script::View;

pub(in crate::search) struct Loose {
    machine: Machine,
}

impl Loose {
    /// None for a token too short to be recognised by its sound.
    pub(super) fn new(token: &Token) -> Option<Self> {
        let enough = token.han() * 2 + token.letters() > 3;
        (enough && !token.exact).then(|| Self { machine: Machine::new(token, Hearing::Careless) })
    }
}

impl Matcher for Loose {
    fn best(&self) -> Way {
        Way::Sound
    }

    fn at(&self, text: View<'_>, start: usize) -> Option<Found> {
        let end = self.machine.ends(text, start).find(|end| end - start > 1)?;
        Some(Found { way: Way::Sound, end })
    }

    fn candidates<'p>(&self, postings: &'p Postings, lexicon: &Lexicon) -> Vec<Run<'p>> {
        Asked { machine: &self.machine, initials: false, region: Region::All, postings, lexicon }.candidates()
    }
}
