//! The editor of one field, in place beneath its criterion.
//!
//! A number or a date is typed, everything else is picked from a list; both leave the former answer
//! untouched until it is confirmed, and show what each keystroke would mean.

use tui_input::{Input, InputRequest};

use super::session::{Known, Subject};
use crate::domain::answer::Answer;
use crate::domain::field::{Field, FieldKind, Mask};
use crate::domain::interval::Interval;
use crate::domain::message::{Lang, Message};
use crate::domain::profile::Entry;
use crate::domain::truth::Truth;

/// No answer is longer; a paste beyond it is cut.
const LONGEST: usize = 200;

/// An editor at work.
#[derive(Clone, Debug)]
pub struct Editor {
    /// What it asks for.
    pub subject: Subject,
    /// What was known when it opened.
    pub before: Known,
    /// How it is answered.
    pub mode: Mode,
}

/// How an editor is answered.
#[derive(Clone, Debug)]
pub enum Mode {
    /// By typing.
    Text {
        /// The line being typed.
        input: Input,
        /// Why it does not parse; the text stays.
        problem: Option<Message>,
        /// Whether the line still holds the former answer: the first character typed replaces it, as
        /// in a spreadsheet, and any other key edits it.
        untouched: bool,
    },
    /// By picking.
    Pick(Pick),
}

/// A list to pick from.
#[derive(Clone, Debug)]
pub struct Pick {
    /// The rows.
    pub options: Vec<PickOption>,
    /// The row the cursor is on.
    pub cursor: usize,
    /// Whether several can be chosen, each by the space bar.
    pub several: bool,
    /// Whether a row was chosen; until then the former answer stands as it is.
    pub touched: bool,
    /// Whether the cursor was moved, so that Enter means the row it stands on.
    pub moved: bool,
}

/// A row to pick.
#[derive(Clone, Debug)]
pub struct PickOption {
    /// The text on screen.
    pub label: String,
    /// Whether it is chosen now.
    pub chosen: bool,
}

impl Editor {
    /// Opens the editor of a field.
    #[must_use]
    pub fn of_field(subject: Subject, field: &Field, before: Known, lang: Lang) -> Editor {
        let answer = match &before {
            Known::Answer(Some(entry)) => Some(entry.answer),
            _ => None,
        };
        let mode = match &field.kind {
            FieldKind::Number { .. } | FieldKind::Date => {
                let text = answer.map(|answer| answer.notation(field)).unwrap_or_default();
                Mode::Text { input: Input::new(text), problem: None, untouched: true }
            }
            FieldKind::Flag => Mode::Pick(yes_or_no(
                match answer {
                    Some(Answer::Flag(yes)) => Some(yes),
                    _ => None,
                },
                lang,
            )),
            FieldKind::Choice(options) | FieldKind::Choices(options) => {
                let several = matches!(field.kind, FieldKind::Choices(_));
                let mask = match answer {
                    Some(Answer::Choice(mask)) => mask,
                    Some(Answer::Choices { must, .. }) => must,
                    _ => Mask::NONE,
                };
                let rows = options
                    .iter()
                    .enumerate()
                    .map(|(place, option)| PickOption { label: option.label.clone(), chosen: mask.contains(place) });
                let mut rows: Vec<PickOption> = rows.collect();
                if several {
                    let chosen = matches!(answer, Some(Answer::Choices { may, .. }) if may.is_empty());
                    rows.push(PickOption { label: lang.pick("以上都不是", "none of these").to_owned(), chosen });
                }
                let cursor = mask.places().next().unwrap_or(0);
                Mode::Pick(Pick { options: rows, cursor, several, touched: false, moved: false })
            }
        };
        Editor { subject, before, mode }
    }

    /// Opens the editor of a tick.
    #[must_use]
    pub fn of_tick(subject: Subject, before: Known, lang: Lang) -> Editor {
        let ticked = match before {
            Known::Tick(Some(Truth::Yes)) => Some(true),
            Known::Tick(Some(Truth::No)) => Some(false),
            Known::Tick(_) | Known::Answer(_) => None,
        };
        let mut pick = yes_or_no(ticked, lang);
        // A label may be worded either way, so the rows say what they mean for the client.
        let meanings =
            [lang.pick("是，符合这一条", "yes, it is met"), lang.pick("否，不符合这一条", "no, it is not met")];
        for (option, meaning) in pick.options.iter_mut().zip(meanings) {
            meaning.clone_into(&mut option.label);
        }
        Editor { subject, before, mode: Mode::Pick(pick) }
    }

    /// Takes a change of the line; anything but a text editor has none.
    pub fn edit(&mut self, request: InputRequest) {
        if let Mode::Text { input, untouched, .. } = &mut self.mode {
            let grows = matches!(request, InputRequest::InsertChar(_));
            if std::mem::take(untouched) && grows {
                input.reset();
            }
            if !(grows && input.value().chars().count() >= LONGEST) {
                input.handle(request);
            }
        }
    }

    /// The figures that what is typed stands for, if it is a number that parses.
    #[must_use]
    pub fn figures(&self, field: &Field) -> Option<Interval> {
        match self.reading(Some(field)) {
            Ok(Known::Answer(Some(Entry { answer: Answer::Number(figures), .. }))) => Some(figures),
            _ => None,
        }
    }

    /// What the editor means as it stands: what would be known, or why it cannot be read.
    ///
    /// # Errors
    /// The sentence to show beneath the field; the text stays as it was typed.
    pub fn reading(&self, field: Option<&Field>) -> Result<Known, Message> {
        let keep = |answer: Answer| {
            // A new answer keeps the source of the former one only when it says the same.
            match &self.before {
                Known::Answer(Some(entry)) if entry.answer == answer => Known::Answer(Some(entry.clone())),
                _ => Known::Answer(Some(Entry::from(answer))),
            }
        };
        match (&self.mode, field) {
            (Mode::Text { input, .. }, Some(field)) => {
                let text = input.value();
                if text.trim().is_empty() {
                    return Ok(Known::Answer(None));
                }
                Answer::parse(field, text).map(keep)
            }
            (Mode::Pick(pick), _) if !pick.touched => Ok(self.before.clone()),
            (Mode::Pick(pick), Some(field)) => Ok(pick.answer(field).map_or(Known::Answer(None), keep)),
            (Mode::Pick(pick), None) => Ok(Known::Tick(pick.first_chosen().map(|place| Truth::from(place == 0)))),
            (Mode::Text { .. }, None) => Ok(self.before.clone()),
        }
    }
}

impl Pick {
    fn first_chosen(&self) -> Option<usize> {
        self.options.iter().position(|option| option.chosen)
    }

    fn answer(&self, field: &Field) -> Option<Answer> {
        let first = self.first_chosen()?;
        let count = field.kind.options().len();
        let chosen = self.options.iter().enumerate().take(count).filter(|(_, option)| option.chosen);
        let mask = chosen.fold(Mask::NONE, |mask, (place, _)| mask.union(Mask::one(place)));
        match &field.kind {
            FieldKind::Flag => Some(Answer::Flag(first == 0)),
            FieldKind::Choices(_) => Some(Answer::Choices { must: mask, may: mask }),
            FieldKind::Choice(_) if !mask.is_empty() => Some(Answer::Choice(mask)),
            FieldKind::Choice(_) | FieldKind::Number { .. } | FieldKind::Date => None,
        }
    }

    /// Chooses the row under the cursor. Where several can be chosen it turns the row over; the last
    /// row there, "none of these", shuts the others out.
    pub fn choose(&mut self) {
        self.touched = true;
        let (cursor, last) = (self.cursor, self.options.len().saturating_sub(1));
        for (place, option) in self.options.iter_mut().enumerate() {
            if !self.several || cursor == last {
                option.chosen = place == cursor;
            } else if place == last {
                option.chosen = false;
            } else {
                option.chosen ^= place == cursor;
            }
        }
    }

    /// Whether any row is chosen.
    fn any_chosen(&self) -> bool {
        self.first_chosen().is_some()
    }

    /// Moves the cursor by rows, within the ends.
    pub fn step(&mut self, by: isize) {
        let last = self.options.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
        self.moved = true;
    }

    /// What Enter means: the row under the cursor, unless what is chosen already stands as it was.
    pub fn settle(&mut self) {
        if !self.any_chosen() || (self.moved && !self.several) {
            self.choose();
        }
    }
}

fn yes_or_no(chosen: Option<bool>, lang: Lang) -> Pick {
    let row = |label: &str, chosen| PickOption { label: label.to_owned(), chosen };
    Pick {
        options: vec![
            row(lang.pick("是", "yes"), chosen == Some(true)),
            row(lang.pick("否", "no"), chosen == Some(false)),
        ],
        cursor: usize::from(chosen == Some(false)),
        several: false,
        touched: false,
        moved: false,
    }
}
