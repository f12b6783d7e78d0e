//! The passage in which a cited figure has to be printed, and what is printed in it.
//!
//! The passage is the paragraph of the anchor, whole again where a page break cut it. A short one may
//! lean on its neighbours: the line that leads in, what stands under a heading, the labelled parts of one
//! measure (`1、适用对象：…一半`, `2、补贴标准：…最高 15 万元`). Other points of a list are alternatives,
//! and a figure of the next one would be the very mistake that is looked for.

use rust_decimal::Decimal;

use super::super::figures::{Figure, Printed, dates, figures};
use super::super::item::{Item, Passage};
use super::super::numbering::{label, numbering, unnumbered};
use super::super::paragraphs::{Kind, Paragraph};
use crate::domain::expr::Literal;
use crate::domain::number::Unit;

/// A paragraph up to so many characters is short.
const SHORT: usize = 80;

/// What a passage prints.
pub(super) struct Evidence {
    figures: Vec<Figure>,
    dates: Vec<Printed>,
}

impl Evidence {
    /// What the passage of a citation prints.
    pub(super) fn of(item: &Item, passage: &Passage) -> Evidence {
        let range = passage.from.paragraph..=passage.to.paragraph;
        Evidence::in_paragraphs(item.paragraphs().get(range).unwrap_or_default())
    }

    /// What the passage prints together with the neighbours that it leans on.
    pub(super) fn around(item: &Item, passage: &Passage) -> Evidence {
        let all = item.paragraphs();
        let (mut from, mut to) = (passage.from.paragraph, passage.to.paragraph);
        let length: usize = all.get(from..=to).into_iter().flatten().map(|one| one.text.chars().count()).sum();
        if length <= SHORT {
            let (first, last) = (all.get(from), all.get(to));
            if from.checked_sub(1).and_then(|place| all.get(place)).zip(first).is_some_and(|(a, b)| belong(a, b)) {
                from -= 1;
            }
            if last.zip(all.get(to + 1)).is_some_and(|(a, b)| belong(a, b)) {
                to += 1;
            }
        }
        Evidence::in_paragraphs(all.get(from..=to).unwrap_or_default())
    }

    /// What the whole item prints.
    pub(super) fn of_item(item: &Item) -> Evidence {
        Evidence::in_paragraphs(item.paragraphs())
    }

    fn in_paragraphs(paragraphs: &[Paragraph]) -> Evidence {
        // The sign keeps the figures of two paragraphs apart.
        let text: Vec<&str> = paragraphs.iter().map(|paragraph| unnumbered(&paragraph.text)).collect();
        let text = text.join("¶");
        Evidence { figures: figures(&text), dates: dates(&text) }
    }

    /// The first paragraph of the item that prints a figure by itself.
    pub(super) fn paragraph_that_prints(item: &Item, literal: &Literal) -> Option<usize> {
        item.paragraphs().iter().position(|one| Evidence::in_paragraphs(std::slice::from_ref(one)).prints(literal))
    }

    /// Whether the figure is printed.
    pub(super) fn prints(&self, literal: &Literal) -> bool {
        let any = |value: i32, unit: Unit| self.figures.iter().any(|figure| figure.is(Decimal::from(value), unit));
        match literal {
            Literal::Number(value, unit) => self.figures.iter().any(|figure| figure.is(*value, *unit)),
            Literal::Date(date) => self.dates.iter().any(|printed| printed.is(*date)),
            Literal::Span { months, days } => {
                (*months == 0 || any(*months, Unit::Month)) && (*days == 0 || any(*days, Unit::Day))
            }
        }
    }
}

/// Whether two neighbours belong together: a lead-in with what it leads to, or parts of one measure.
fn belong(one: &Paragraph, next: &Paragraph) -> bool {
    if next.kind != Kind::Text {
        return false;
    }
    let leads = matches!(one.kind, Kind::Heading(_)) || one.text.ends_with(['：', ':']);
    let is_labelled = |paragraph: &Paragraph| label(unnumbered(&paragraph.text).trim_start()).is_some();
    let are_parts = is_labelled(one) && is_labelled(next) && numbering(&one.text) == numbering(&next.text);
    leads || (one.kind == Kind::Text && are_parts)
}
