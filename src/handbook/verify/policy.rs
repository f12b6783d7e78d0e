//! What is checked of a policy itself: that the facts of its metadata are printed in the item.

use chrono::NaiveDate;

use super::super::fold::{loosely, strictly};
use super::Checker;
use super::evidence::Evidence;
use super::failure::Cause;
use crate::domain::expr::Literal;
use crate::domain::policy::{Contact, Policy};

impl Checker<'_> {
    pub(super) fn policy(&mut self, policy: &Policy) {
        let name = policy.no.to_string();
        for number in &policy.document_numbers {
            self.printed(&name, "document_numbers", number);
        }
        let dates = &policy.dates;
        self.dates(&name, &[("issued", dates.issued), ("effective", dates.effective), ("expires", dates.expires)]);
        self.contacts(&name, &policy.contacts);
        for link in &policy.links {
            // The handbook leaves the scheme out where it likes; without it a link could not be opened.
            let url = link.url.trim_end_matches('/');
            self.printed(&name, "links", url.split_once("://").map_or(url, |(_, address)| address));
        }
        self.page(policy);
        self.citations(&name, "points", policy.points.iter().map(|point| &point.citation));
        self.citations(&name, "notes", policy.notes.iter().map(|note| &note.citation));
        for (index, erratum) in policy.errata.iter().enumerate() {
            let place = format!("{name}:errata.{index}");
            if let Some(anchor) = &erratum.anchor {
                self.anchor(&place, anchor);
            }
            self.result.counts.facts += 1;
            if !self.text().contains(&strictly(&erratum.printed)) {
                self.not_printed(&place, "printed", &erratum.printed);
            }
        }
    }

    /// Dates that the item has to print somewhere.
    pub(super) fn dates(&mut self, place: &str, dates: &[(&'static str, Option<NaiveDate>)]) {
        for (fact, date) in dates.iter().filter_map(|(fact, date)| Some((*fact, (*date)?))) {
            self.result.counts.facts += 1;
            if !Evidence::of_item(self.finder.item).prints(&Literal::Date(date)) {
                self.not_printed(place, fact, &date.to_string());
            }
        }
    }

    pub(super) fn contacts(&mut self, place: &str, contacts: &[Contact]) {
        for contact in contacts {
            // Several numbers may be given in one line.
            for phone in contact.phone.iter().flat_map(|phones| phones.split(['、', '；', ';', '，', ','])) {
                self.result.counts.facts += 1;
                if !digits(self.text()).contains(&digits(phone)) {
                    self.not_printed(place, "phone", phone);
                }
            }
            for (fact, value) in [("email", &contact.email), ("address", &contact.address)] {
                if let Some(value) = value {
                    self.printed(place, fact, value);
                }
            }
        }
    }

    fn page(&mut self, policy: &Policy) {
        let Some(printed) = self.finder.item.page else { return };
        self.result.counts.facts += 1;
        if printed != policy.page {
            self.fail(&policy.no.to_string(), Cause::PageDiffers { page: policy.page, printed }, None);
        }
    }

    /// Holds that something is printed in the item, however its brackets, dashes and blanks are set.
    fn printed(&mut self, place: &str, fact: &'static str, value: &str) {
        self.result.counts.facts += 1;
        if !loosely(self.text()).contains(&loosely(value)) {
            self.not_printed(place, fact, value);
        }
    }

    fn not_printed(&mut self, place: &str, fact: &'static str, value: &str) {
        let nearest = self.finder.nearest(value);
        let nearest = nearest.and_then(|near| super::nearest_of(self.finder.item, near.from.paragraph));
        self.fail(place, Cause::NotPrinted { fact, value: value.to_owned() }, nearest);
    }

    fn text(&self) -> &str {
        self.finder.text()
    }
}

/// The digits of a text with their neighbours kept apart: `0771-5516856` and `0771—5516856` are alike.
fn digits(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '-' | '—' | '–' | '－' | ' ' | '(' | ')' | '（' | '）')).collect()
}
