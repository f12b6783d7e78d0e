//! What is known of a client: answers to fields and ticks of judgements, with their source and date.

use chrono::NaiveDate;

use super::answer::Answer;
use super::field::FieldId;
use super::truth::Truth;

/// One answer with where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The values it leaves possible.
    pub answer: Answer,
    /// Who or what says so (口述, 营业执照, 报表, …).
    pub source: Option<String>,
    /// When it was given.
    pub date: Option<NaiveDate>,
}

impl From<Answer> for Entry {
    fn from(answer: Answer) -> Entry {
        Entry { answer, source: None, date: None }
    }
}

/// The place of a judgement or external criterion among all of the catalogue; its written name
/// (`45/little-giant:brand`) is with the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TickId(pub usize);

/// What is known of a client. Fields without an entry were not asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// The name it goes by on screen.
    pub name: String,
    /// Dense by field id, so that evaluation is an index and not a search.
    entries: Vec<Option<Entry>>,
    /// Dense by tick id, for the same reason.
    ticks: Vec<Option<Truth>>,
}

impl Profile {
    /// A profile with a name and nothing known.
    #[must_use]
    pub fn named(name: &str) -> Profile {
        Profile { name: name.to_owned(), ..Profile::default() }
    }

    /// The answer to a field, if it was given.
    #[must_use]
    pub fn answer(&self, field: FieldId) -> Option<&Answer> {
        self.entry(field).map(|entry| &entry.answer)
    }

    /// The answer to a field with its source and date.
    #[must_use]
    pub fn entry(&self, field: FieldId) -> Option<&Entry> {
        self.entries.get(field.0)?.as_ref()
    }

    /// Puts an answer in the place of the former one, or takes it back with `None`; gives the former.
    pub fn set(&mut self, field: FieldId, entry: Option<Entry>) -> Option<Entry> {
        if self.entries.len() <= field.0 {
            self.entries.resize(field.0 + 1, None);
        }
        self.entries.get_mut(field.0).and_then(|place| std::mem::replace(place, entry))
    }

    /// How a judgement or external criterion was ticked; `None` when it was not looked at,
    /// `Unknown` when the counsellor cannot say.
    #[must_use]
    pub fn tick(&self, id: TickId) -> Option<Truth> {
        self.ticks.get(id.0).copied().flatten()
    }

    /// Ticks a criterion, or takes the tick back with `None`; gives the former.
    pub fn set_tick(&mut self, id: TickId, tick: Option<Truth>) -> Option<Truth> {
        if self.ticks.len() <= id.0 {
            self.ticks.resize(id.0 + 1, None);
        }
        self.ticks.get_mut(id.0).and_then(|place| std::mem::replace(place, tick))
    }

    /// Every answered field in the order of the vocabulary.
    pub fn answered(&self) -> impl Iterator<Item = (FieldId, &Entry)> {
        self.entries.iter().enumerate().filter_map(|(place, entry)| entry.as_ref().map(|entry| (FieldId(place), entry)))
    }

    /// Every tick in the order of the catalogue.
    pub fn ticks(&self) -> impl Iterator<Item = (TickId, Truth)> {
        self.ticks.iter().enumerate().filter_map(|(place, tick)| tick.map(|truth| (TickId(place), truth)))
    }
}
