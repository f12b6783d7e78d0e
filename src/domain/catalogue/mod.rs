//! The checked set of policies: everything that the handbook's data say, read once.
//!
//! Invariants: a catalogue is whole (either every file was read and checked, or the errors of all of
//! them are given and nothing is loaded); policies stand in the order of their numbers; every field,
//! tick and reference in it exists.

mod build;
mod locate;
mod problem;
mod raw;
mod tree;
mod vocabulary;

use std::borrow::Cow;

use locate::Spot;

use super::field::Vocabulary;
use super::message::Message;
use super::policy::{Policy, Program};
use super::profile::TickId;
use super::suggest;
use crate::message;

pub use problem::Problem;

/// One data file: where it comes from and what it says.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name in error messages, such as `data/policies/45-little-giant-guide.json`.
    pub path: String,
    /// Its text.
    pub text: Cow<'static, str>,
}

/// The data files that make a catalogue.
#[derive(Clone, Debug)]
pub struct Sources {
    /// `handbook.json`.
    pub handbook: Source,
    /// `fields.json`.
    pub fields: Source,
    /// The policy files, in any order.
    pub policies: Vec<Source>,
}

/// What the handbook itself is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Handbook {
    /// Its title.
    pub title: String,
    /// Its edition, such as `2024`.
    pub edition: String,
    /// Who publishes it.
    pub publisher: String,
    /// Its chapters, in order.
    pub categories: Vec<Category>,
}

/// A chapter of the handbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Its title.
    pub title: String,
    /// The number of its first policy.
    pub from: u16,
    /// The number of its last policy.
    pub to: u16,
}

/// The place of a program: its policy's, and its own within that policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProgramId {
    /// The place of the policy in [`Catalogue::policies`].
    pub policy: usize,
    /// The place of the program in its policy.
    pub program: usize,
}

/// What a REF names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reference {
    /// A policy, by its place.
    Policy(usize),
    /// A program.
    Program(ProgramId),
}

/// Everything that can be asked about: the handbook, the vocabulary and the policies.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// What the handbook is.
    pub handbook: Handbook,
    /// The fields of a profile.
    pub fields: Vocabulary,
    policies: Vec<Policy>,
    /// The text of each policy's file, in the order of the policies.
    texts: Vec<Cow<'static, str>>,
    /// Where each policy's file comes from, in the order of the policies.
    paths: Vec<String>,
    /// The names of ticks, `45/little-giant:brand`, by tick id.
    ticks: Vec<String>,
}

impl Catalogue {
    /// Reads and checks the data files.
    ///
    /// # Errors
    /// Every error of every file; nothing is loaded then.
    pub fn load(sources: &Sources) -> Result<Catalogue, Vec<Problem>> {
        build::catalogue(sources)
    }

    /// Every policy, by number.
    #[must_use]
    pub fn policies(&self) -> &[Policy] {
        &self.policies
    }

    /// The policy at a place.
    #[must_use]
    pub fn policy(&self, place: usize) -> Option<&Policy> {
        self.policies.get(place)
    }

    /// A program with its policy.
    #[must_use]
    pub fn program(&self, id: ProgramId) -> Option<(&Policy, &Program)> {
        let policy = self.policies.get(id.policy)?;
        Some((policy, policy.programs.get(id.program)?))
    }

    /// Every program with its policy, by number and order.
    pub fn programs(&self) -> impl Iterator<Item = (ProgramId, &Policy, &Program)> {
        self.policies.iter().enumerate().flat_map(|(place, policy)| {
            policy
                .programs
                .iter()
                .enumerate()
                .map(move |(program, found)| (ProgramId { policy: place, program }, policy, found))
        })
    }

    /// How a program is written: `45/little-giant`.
    #[must_use]
    pub fn reference(&self, id: ProgramId) -> String {
        self.program(id).map_or_else(String::new, |(policy, program)| format!("{}/{}", policy.no, program.id))
    }

    /// The text of a policy's data file.
    #[must_use]
    pub fn text(&self, policy: usize) -> Option<&str> {
        self.texts.get(policy).map(AsRef::as_ref)
    }

    /// Where a policy's data file comes from, such as `data/policies/45-little-giant-guide.json`.
    #[must_use]
    pub fn path(&self, policy: usize) -> Option<&str> {
        self.paths.get(policy).map(String::as_str)
    }

    /// The part of a policy's data file that is this program's object.
    #[must_use]
    pub fn program_text(&self, id: ProgramId) -> Option<&str> {
        let text = self.text(id.policy)?;
        let file = Spot::of(text)?;
        let program = file.key("programs")?.items().get(id.program)?;
        text.get(program.start..program.end)
    }

    /// How a tick is written: `45/little-giant:brand`.
    #[must_use]
    pub fn tick_name(&self, tick: TickId) -> &str {
        self.ticks.get(tick.0).map_or("", String::as_str)
    }

    /// The label of the criterion that a tick answers.
    #[must_use]
    pub fn tick_label(&self, tick: TickId) -> &str {
        let mut nodes = self.programs().flat_map(|(_, _, program)| program.criteria.nodes());
        nodes.find(|node| node.kind.tick() == Some(tick)).map_or("", |node| &node.label)
    }

    /// The tick with this name.
    #[must_use]
    pub fn find_tick(&self, name: &str) -> Option<TickId> {
        self.ticks.iter().position(|tick| tick == name).map(TickId)
    }

    /// Every tick's name.
    pub fn tick_names(&self) -> impl Iterator<Item = &str> {
        self.ticks.iter().map(String::as_str)
    }

    /// What a REF names: `45`, a slug, a program id, or `45/little-giant`.
    ///
    /// # Errors
    /// A sentence that names the nearest known REF, or the candidates when several fit.
    pub fn resolve(&self, reference: &str) -> Result<Reference, Message> {
        let reference = reference.trim().trim_start_matches('#');
        if let Some((head, tail)) = reference.split_once('/') {
            let place = self.find_policy(head).ok_or_else(|| self.unknown(reference))?;
            return self.program_in(place, tail).map(Reference::Program);
        }
        if let Some(place) = self.find_policy(reference) {
            return Ok(Reference::Policy(place));
        }
        let mut named = self.programs().filter(|(_, _, program)| program.id == reference);
        match (named.next(), named.next()) {
            (Some((id, _, _)), None) => Ok(Reference::Program(id)),
            (Some((first, _, _)), Some((second, _, _))) => {
                let (first, second) = (self.reference(first), self.reference(second));
                Err(message!(
                    "`{reference}` 不止一个：写 `{first}` 或 `{second}`",
                    "`{reference}` is not unique: write `{first}` or `{second}`",
                ))
            }
            _ => Err(self.unknown(reference)),
        }
    }

    /// The one program that a REF names; a policy's number will do when it has a single program.
    ///
    /// # Errors
    /// A sentence that lists the programs to choose from, or says that there are none.
    pub fn resolve_program(&self, reference: &str) -> Result<ProgramId, Message> {
        let place = match self.resolve(reference)? {
            Reference::Program(id) => return Ok(id),
            Reference::Policy(place) => place,
        };
        let Some(policy) = self.policies.get(place) else {
            return Err(self.unknown(reference));
        };
        let no = policy.no;
        match policy.programs.as_slice() {
            [_] => Ok(ProgramId { policy: place, program: 0 }),
            [] if policy.programs_pending => Err(message!(
                "第 {no} 项政策的事项还没有录入，不能评估",
                "the programs of policy {no} are not entered yet, there is nothing to check",
            )),
            [] => Err(message!(
                "第 {no} 项政策仅供查阅，没有可评估的事项",
                "policy {no} is for reference, it has no program to check",
            )),
            several => {
                let names: Vec<String> = several.iter().map(|program| format!("{no}/{}", program.id)).collect();
                let names = names.join("、");
                Err(message!(
                    "第 {no} 项有几个事项，请写明：{names}",
                    "policy {no} has several programs, name one: {names}"
                ))
            }
        }
    }

    fn find_policy(&self, name: &str) -> Option<usize> {
        let number: Option<u16> = name.parse().ok();
        self.policies.iter().position(|policy| Some(policy.no) == number || policy.slug == name)
    }

    fn program_in(&self, place: usize, id: &str) -> Result<ProgramId, Message> {
        let policy = self.policies.get(place).ok_or_else(|| self.unknown(id))?;
        let found = policy.programs.iter().position(|program| program.id == id);
        found.map(|program| ProgramId { policy: place, program }).ok_or_else(|| {
            let no = policy.no;
            let hint = suggest::hint(id, policy.programs.iter().map(|program| program.id.as_str()));
            let (zh, en) = (hint.zh, hint.en);
            message!("第 {no} 项没有事项 `{id}`{zh}", "policy {no} has no program `{id}`{en}")
        })
    }

    fn unknown(&self, reference: &str) -> Message {
        let slugs = self.policies.iter().map(|policy| policy.slug.as_str());
        let ids = self.programs().map(|(_, _, program)| program.id.as_str());
        let hint = suggest::hint(reference, slugs.chain(ids));
        let (zh, en) = (hint.zh, hint.en);
        let last = self.policies.last().map_or(0, |policy| policy.no);
        message!(
            "没有政策或事项 `{reference}`{zh}（写 1–{last} 的编号、名称或 45/little-giant）",
            "there is no policy or program `{reference}`{en} (write a number 1–{last}, a name or 45/little-giant)",
        )
    }
}
