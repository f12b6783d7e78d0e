//! One item of the handbook as it is shown and searched: its paragraphs, its sections, its passages.

use std::ops::Range;

use super::fold::{strict, strictly};
use super::paragraphs::{Kind, Paragraph};

/// One item (政策) of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its number.
    pub no: u16,
    /// Its title as the contents print it.
    pub title: String,
    /// The page on which it begins, if the contents print one.
    pub page: Option<u16>,
    /// The chapter that it stands in.
    pub chapter: String,
    /// The line of the file on which it begins, counted from one.
    pub line: usize,
    pub(super) paragraphs: Vec<Paragraph>,
}

/// A heading with what stands under it up to the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section<'a> {
    /// The heading; none for what stands before the first one.
    pub heading: Option<&'a Paragraph>,
    /// What stands under it.
    pub body: &'a [Paragraph],
    /// The place of the first paragraph of the body in [`Item::paragraphs`].
    pub first: usize,
}

/// A place in an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The place of the paragraph in [`Item::paragraphs`].
    pub paragraph: usize,
    /// The place in its text, counted in characters.
    pub char: usize,
}

/// Where the words of a citation are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Where they begin.
    pub from: Spot,
    /// Just after where they end; mostly in the same paragraph.
    pub to: Spot,
    /// How often the item prints them; more than once means that the citation is ambiguous.
    pub count: usize,
}

impl Passage {
    /// The characters of a paragraph that belong to the passage, for marking them.
    #[must_use]
    pub fn range_in(&self, paragraph: usize, text: &str) -> Option<Range<usize>> {
        if !(self.from.paragraph..=self.to.paragraph).contains(&paragraph) {
            return None;
        }
        let from = if paragraph == self.from.paragraph { self.from.char } else { 0 };
        let to = if paragraph == self.to.paragraph { self.to.char } else { text.chars().count() };
        Some(from..to)
    }
}

impl Item {
    /// Every paragraph in reading order, the title first.
    #[must_use]
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }

    /// The text under its headings, in reading order; the title is no part of any section.
    pub fn sections(&self) -> impl Iterator<Item = Section<'_>> {
        let is_heading = |paragraph: &Paragraph| matches!(paragraph.kind, Kind::Heading(_));
        let mut next = usize::from(self.paragraphs.first().is_some_and(|first| first.kind == Kind::Title));
        std::iter::from_fn(move || {
            let rest = self.paragraphs.get(next..).filter(|rest| !rest.is_empty())?;
            let heading = rest.first().filter(|first| is_heading(first));
            let rest = rest.get(usize::from(heading.is_some())..).unwrap_or_default();
            let length = rest.iter().position(is_heading).unwrap_or(rest.len());
            let first = next + usize::from(heading.is_some());
            next = first + length;
            Some(Section { heading, body: rest.get(..length).unwrap_or_default(), first })
        })
    }

    /// Where the words of a citation are printed, white space and Markdown's signs aside.
    #[must_use]
    pub fn passage(&self, anchor: &str) -> Option<Passage> {
        Finder::new(self).passage(anchor)
    }
}

/// An item made ready for many searches.
pub(super) struct Finder<'a> {
    pub(super) item: &'a Item,
    folded: String,
}

impl<'a> Finder<'a> {
    pub(super) fn new(item: &'a Item) -> Finder<'a> {
        let mut folded = String::with_capacity(item.paragraphs.iter().map(|paragraph| paragraph.text.len()).sum());
        for paragraph in &item.paragraphs {
            folded.extend(paragraph.text.chars().filter_map(strict));
        }
        Finder { item, folded }
    }

    pub(super) fn passage(&self, anchor: &str) -> Option<Passage> {
        let anchor = strictly(anchor);
        if anchor.is_empty() {
            return None;
        }
        let mut places = self.folded.match_indices(&anchor).map(|(at, _)| at);
        let at = places.next()?;
        let first = self.folded.get(..at)?.chars().count();
        let last = self.spot(first + anchor.chars().count() - 1)?;
        let to = Spot { char: last.char + 1, ..last };
        Some(Passage { from: self.spot(first)?, to, count: 1 + places.count() })
    }

    /// Where a character of the folded text is printed.
    fn spot(&self, folded: usize) -> Option<Spot> {
        let mut spots = self.item.paragraphs.iter().enumerate().flat_map(|(paragraph, text)| {
            let kept = text.text.chars().enumerate().filter(|(_, c)| strict(*c).is_some());
            kept.map(move |(char, _)| Spot { paragraph, char })
        });
        spots.nth(folded)
    }

    /// The whole item in the strict folding.
    pub(super) fn text(&self) -> &str {
        &self.folded
    }

    /// Where the longest part of an anchor that is printed stands, for telling what was meant.
    pub(super) fn nearest(&self, anchor: &str) -> Option<Passage> {
        let chars: Vec<char> = anchor.chars().filter(|c| strict(*c).is_some()).collect();
        let lengths = (SHORTEST_PART..chars.len()).rev();
        let parts = lengths.flat_map(|length| chars.windows(length).map(|part| part.iter().collect::<String>()));
        parts.into_iter().find_map(|part| self.passage(&part))
    }
}

/// Fewer characters than these are printed everywhere.
const SHORTEST_PART: usize = 4;

#[cfg(test)]
mod tests {
    use super::{Finder, Item};
    use crate::handbook::paragraphs::{Kind, Paragraph, paragraphs};

    fn item(text: &str) -> Item {
        let lines: Vec<&str> = text.lines().collect();
        let title = Paragraph { kind: Kind::Title, text: "甲办法".to_owned(), line: 1 };
        let mut all = vec![title];
        all.extend(paragraphs(&lines, 0));
        Item { no: 1, title: "甲办法".to_owned(), page: None, chapter: String::new(), line: 1, paragraphs: all }
    }

    #[test]
    fn a_passage_is_found_across_noise_and_told_in_characters() {
        let item = item(
            "某发〔2024〕1号\n## 一、条件\n（一）成立 **3 年** 以上；\n（二）员工 20 人以上，\n\n且参保。\n（三）成立 3 年",
        );
        // (anchor, paragraph and range of characters of the first match, how often)
        let table = [
            ("成立3年以上", Some((3, 3..12, 1))),
            ("20人以上，且参保", Some((4, 6..16, 1))),
            ("成立3年", Some((3, 3..9, 2))),
            ("甲办法", Some((0, 0..3, 1))),
            ("成立5年", None),
            ("", None),
        ];
        for (anchor, wanted) in table {
            let found = item.passage(anchor).map(|passage| {
                let place = passage.from.paragraph;
                let text = &item.paragraphs()[place].text;
                (place, passage.range_in(place, text).unwrap(), passage.count)
            });
            assert_eq!(found, wanted, "{anchor}");
        }
        let over = item.passage("条件（一）成立").unwrap();
        assert_eq!(over.range_in(2, &item.paragraphs()[2].text), Some(2..4));
        assert_eq!(over.range_in(3, &item.paragraphs()[3].text), Some(0..5));
        assert_eq!(over.range_in(4, ""), None);
        let near = Finder::new(&item).nearest("员工20人以下").unwrap();
        assert_eq!(near.from.paragraph, 4);
    }

    #[test]
    fn sections_hold_every_paragraph_once() {
        let item = item("某发〔2024〕1号\n## 一、条件\n甲。\n乙。\n**【主管部门】**某局\n## 【附】");
        let shown: Vec<String> = item
            .sections()
            .map(|section| {
                let heading = section.heading.map_or("", |heading| heading.text.as_str());
                let body: Vec<&str> = section.body.iter().map(|paragraph| paragraph.text.as_str()).collect();
                assert_eq!(item.paragraphs()[section.first..][..body.len()], *section.body);
                format!("{heading}|{}", body.join("/"))
            })
            .collect();
        assert_eq!(shown, ["|某发〔2024〕1号", "一、条件|甲。/乙。", "【主管部门】|某局", "【附】|"]);
    }
}
