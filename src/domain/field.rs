//! The vocabulary: the named, typed facts that a profile can hold.
//!
//! One field stands for one fact, whichever policy asks for it. Fields are relative (last year, last
//! three years), never calendar years, so that the form does not expire.

use super::expr::Num;
use super::interval::Interval;
use super::number::Unit;

/// The place of a field in the vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FieldId(pub usize);

/// A set of options of a choice field, one bit each; a field has at most 64 options.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mask(pub u64);

impl Mask {
    /// No option.
    pub const NONE: Mask = Mask(0);

    /// The first `count` options.
    #[must_use]
    pub fn all(count: usize) -> Mask {
        if count >= 64 { Mask(u64::MAX) } else { Mask((1 << count) - 1) }
    }

    /// The option at one place.
    #[must_use]
    pub fn one(place: usize) -> Mask {
        Mask(1_u64.checked_shl(u32::try_from(place).unwrap_or(64)).unwrap_or(0))
    }

    /// Options in either set.
    #[must_use]
    pub fn union(self, other: Mask) -> Mask {
        Mask(self.0 | other.0)
    }

    /// Options in both sets.
    #[must_use]
    pub fn intersect(self, other: Mask) -> Mask {
        Mask(self.0 & other.0)
    }

    /// Options of this set that are not in the other.
    #[must_use]
    pub fn without(self, other: Mask) -> Mask {
        Mask(self.0 & !other.0)
    }

    /// Whether no option is in it.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many options are in it.
    #[must_use]
    pub fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether the option at this place is in it.
    #[must_use]
    pub fn contains(self, place: usize) -> bool {
        !self.intersect(Mask::one(place)).is_empty()
    }

    /// Whether every option of this set is in the other.
    #[must_use]
    pub fn is_within(self, other: Mask) -> bool {
        self.0 & !other.0 == 0
    }

    /// The places in it, in order.
    pub fn places(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let lowest = rest.trailing_zeros();
            // Past the last option, 64, there is no such bit and no more to come.
            rest &= rest.checked_sub(1)?;
            usize::try_from(lowest).ok()
        })
    }
}

/// One option of a choice field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The name in data files and on the command line.
    pub id: String,
    /// The name on screen.
    pub label: String,
}

/// What kind of fact a field is.
#[derive(Clone, Debug)]
pub enum FieldKind {
    /// A figure with a unit, within its possible range.
    Number {
        /// What it counts.
        unit: Unit,
        /// The values it can have at all (a head count is not negative).
        domain: Interval,
        /// The formula over other fields, used when there is no direct answer.
        derived: Option<Num>,
    },
    /// Yes or no.
    Flag,
    /// Exactly one of the options.
    Choice(Vec<Choice>),
    /// Any number of the options.
    Choices(Vec<Choice>),
    /// A day.
    Date,
}

impl FieldKind {
    /// The options, empty for other kinds.
    #[must_use]
    pub fn options(&self) -> &[Choice] {
        match self {
            FieldKind::Choice(options) | FieldKind::Choices(options) => options,
            FieldKind::Number { .. } | FieldKind::Flag | FieldKind::Date => &[],
        }
    }

    /// The word for this kind in data files and JSON output.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            FieldKind::Number { .. } => "number",
            FieldKind::Flag => "bool",
            FieldKind::Choice(_) => "choice",
            FieldKind::Choices(_) => "choices",
            FieldKind::Date => "date",
        }
    }
}

/// One fact of a profile.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name in data files, profiles and on the command line.
    pub key: String,
    /// The place of its topic in [`Vocabulary::topics`].
    pub topic: usize,
    /// The name on screen.
    pub label: String,
    /// What kind of fact it is.
    pub kind: FieldKind,
    /// What counts and what does not.
    pub help: String,
    /// Where a client finds it.
    pub source: Option<String>,
    /// How hard it is to find out: 1 known at once, 2 a look at a paper, 3 a report, 4 ask others.
    pub effort: u8,
}

impl Field {
    /// The unit of a number field.
    #[must_use]
    pub fn unit(&self) -> Option<Unit> {
        match &self.kind {
            FieldKind::Number { unit, .. } => Some(*unit),
            _ => None,
        }
    }

    /// The formula of a derived field.
    #[must_use]
    pub fn derived(&self) -> Option<&Num> {
        match &self.kind {
            FieldKind::Number { derived, .. } => derived.as_ref(),
            _ => None,
        }
    }
}

/// A heading under which fields are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// The name in data files.
    pub id: String,
    /// The name on screen.
    pub title: String,
}

/// Every field, in the order in which a form shows them.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// The headings.
    pub topics: Vec<Topic>,
    fields: Vec<Field>,
}

impl Vocabulary {
    /// A vocabulary of these fields.
    #[must_use]
    pub fn new(topics: Vec<Topic>, fields: Vec<Field>) -> Vocabulary {
        Vocabulary { topics, fields }
    }

    /// The field with this id, if it is of this vocabulary.
    #[must_use]
    pub fn get(&self, id: FieldId) -> Option<&Field> {
        self.fields.get(id.0)
    }

    /// The id of the field with this key.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<FieldId> {
        self.fields.iter().position(|field| field.key == key).map(FieldId)
    }

    /// The key of a field; empty for an id of another vocabulary.
    #[must_use]
    pub fn key(&self, id: FieldId) -> &str {
        self.get(id).map_or("", |field| &field.key)
    }

    /// Every field with its id.
    pub fn iter(&self) -> impl Iterator<Item = (FieldId, &Field)> {
        self.fields.iter().enumerate().map(|(place, field)| (FieldId(place), field))
    }

    /// How many fields there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// Whether there is no field.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// Gives a derived field its formula once all keys are known; only for loading.
    pub(super) fn set_derived(&mut self, id: FieldId, formula: Num) {
        if let Some(Field { kind: FieldKind::Number { derived, .. }, .. }) = self.fields.get_mut(id.0) {
            *derived = Some(formula);
        }
    }
}
