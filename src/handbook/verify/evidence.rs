//! The passage in which a cited figure has to be printed, and what is printed in it.
//!
//! For a criterion it is the sentence of the anchor: a threshold of the next sentence would be the very
//! mistake that is looked for. An amount has several figures and takes the whole paragraph (whole again
//! where a page break cut it). Where that is short it may lean on its neighbours: the line that leads in,
//! what stands under a heading, the labelled parts of one measure (`1、适用对象：…一半`, `2、补贴标准：…最高
//! 15 万元`). Other points of a list are alternatives and no help.

use rust_decimal::Decimal;

use super::super::figures::{Figure, Printed, dates, figures};
use super::super::item::{Item, Passage};
use super::super::numbering::{label, numbering, unnumbered};
use super::super::paragraphs::{Kind, Paragraph};
use crate::domain::expr::Literal;
use crate::domain::number::Unit;

/// A paragraph up to so many characters is short.
const SHORT: usize = 80;

/// How far around an anchor a figure may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// In the sentence of the anchor.
    Sentence,
    /// In its paragraph.
    Paragraph,
}

/// What a passage prints.
pub(super) struct Evidence {
    figures: Vec<Figure>,
    dates: Vec<Printed>,
}

impl Evidence {
    /// What the passage of a citation prints.
    pub(super) fn of(item: &Item, passage: &Passage, reach: Reach) -> Evidence {
        Evidence::in_text(&text_of(item, passage, reach))
    }

    /// What the passage prints together with the neighbours that it leans on; none when there are none.
    pub(super) fn leaning(item: &Item, passage: &Passage, reach: Reach) -> Option<Evidence> {
        let all = item.paragraphs();
        let (from, to) = (passage.from.paragraph, passage.to.paragraph);
        let length: usize = all.get(from..=to)?.iter().map(|one| one.text.chars().count()).sum();
        let before =
            from.checked_sub(1).and_then(|place| all.get(place)).filter(|one| belong(Some(one), all.get(from)));
        let after = all.get(to + 1).filter(|one| belong(all.get(to), Some(one)));
        if length > SHORT || (before.is_none() && after.is_none()) {
            return None;
        }
        let [before, after] = [before, after].map(|one| one.map_or("", |one| unnumbered(&one.text)));
        Some(Evidence::in_text(&[before, &text_of(item, passage, reach), after].join(APART)))
    }

    /// What the whole item prints.
    pub(super) fn of_item(item: &Item) -> Evidence {
        Evidence::in_paragraphs(item.paragraphs())
    }

    fn in_paragraphs(paragraphs: &[Paragraph]) -> Evidence {
        Evidence::in_text(&joined(paragraphs))
    }

    fn in_text(text: &str) -> Evidence {
        Evidence { figures: figures(text), dates: dates(text) }
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

/// Keeps the figures of two paragraphs apart.
const APART: &str = "¶";

fn joined(paragraphs: &[Paragraph]) -> String {
    let texts: Vec<&str> = paragraphs.iter().map(|paragraph| unnumbered(&paragraph.text)).collect();
    texts.join(APART)
}

fn text_of(item: &Item, passage: &Passage, reach: Reach) -> String {
    let range = passage.from.paragraph..=passage.to.paragraph;
    let paragraphs = item.paragraphs().get(range).unwrap_or_default();
    match (reach, paragraphs) {
        (Reach::Sentence, [one]) => sentence(&one.text, passage.from.char, passage.to.char),
        // An anchor that runs over paragraphs runs over the end of its sentence as well.
        _ => joined(paragraphs),
    }
}

/// The sentence around some characters of a paragraph, without the number of the paragraph.
fn sentence(text: &str, from: usize, to: usize) -> String {
    let ends = |c: &char| matches!(c, '。' | '；' | ';' | '！' | '？');
    let chars: Vec<char> = text.chars().collect();
    let begin = chars.iter().take(from).rposition(&ends).map_or(0, |at| at + 1);
    let length = chars.iter().skip(to).position(ends).unwrap_or(chars.len());
    let sentence: String = chars.iter().take(to.saturating_add(length)).skip(begin).collect();
    unnumbered(&sentence).to_owned()
}

/// Whether two neighbours belong together: a lead-in with what it leads to, or parts of one measure.
fn belong(one: Option<&Paragraph>, next: Option<&Paragraph>) -> bool {
    let (Some(one), Some(next)) = (one, next.filter(|next| next.kind == Kind::Text)) else { return false };
    let leads = matches!(one.kind, Kind::Heading(_)) || one.text.ends_with(['：', ':']);
    let is_labelled = |paragraph: &Paragraph| label(unnumbered(&paragraph.text).trim_start()).is_some();
    let are_parts = is_labelled(one) && is_labelled(next) && numbering(&one.text) == numbering(&next.text);
    leads || (one.kind == Kind::Text && are_parts)
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn a_sentence_ends_where_the_next_begins() {
        let text = "（1）补贴3年。每户2万元，最长5年；其他另定";
        for (part, wanted) in [
            ("补贴3", "补贴3年"),
            ("2万", "每户2万元，最长5年"),
            ("另定", "其他另定"),
            ("3年。每户", "补贴3年。每户2万元，最长5年"),
        ] {
            let from = text[..text.find(part).unwrap()].chars().count();
            assert_eq!(sentence(text, from, from + part.chars().count()), wanted, "{part}");
        }
    }
}
