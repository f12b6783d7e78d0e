//! An item of the official text as lines: the passage of the selected criterion marked, and what is
//! looked for.

use super::{Line, Role, Span, paragraph};
use crate::handbook::{Item, Kind, Passage};
use crate::search::normalise::fold;
use crate::tui::model::official::Find;

/// The lines, and where in them something is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfficialPage {
    /// The lines of the pane.
    pub lines: Vec<Line>,
    /// The line on which each hit of the find begins.
    pub hits: Vec<usize>,
    /// The line on which the cited passage begins.
    pub passage: Option<usize>,
}

/// Lays an item out at a width.
#[must_use]
pub fn page(item: &Item, passage: Option<&Passage>, find: &Find, width: usize) -> OfficialPage {
    let needle: Vec<char> = find.needle.chars().map(fold).collect();
    let mut page = OfficialPage::default();
    // How much of a hit that a line break cut has been seen.
    let mut begun = 0;
    let mut found = 0;
    for (place, text) in item.paragraphs().iter().enumerate() {
        let plain = match text.kind {
            Kind::Title => Role::Title,
            Kind::Heading(_) => Role::Heading,
            Kind::Text => Role::Plain,
        };
        if place > 0 && plain == Role::Heading {
            page.lines.push(Line::default());
        }
        let mut roles: Vec<Role> = text.text.chars().map(|_| plain).collect();
        if let Some(range) = passage.and_then(|passage| passage.range_in(place, &text.text)) {
            roles.get_mut(range).unwrap_or_default().fill(Role::Cited);
        }
        for start in occurrences(&text.text, &needle) {
            let role = if found == find.at { Role::Current } else { Role::Match };
            roles.get_mut(start..start + needle.len()).unwrap_or_default().fill(role);
            found += 1;
        }
        for line in paragraph(&runs(&text.text, &roles), width, 0, 0) {
            let here = page.lines.len();
            for span in &line.spans {
                match span.role {
                    Role::Match | Role::Current => {
                        for _ in span.text.chars() {
                            if begun == 0 {
                                page.hits.push(here);
                            }
                            begun = (begun + 1) % needle.len().max(1);
                        }
                    }
                    Role::Cited => page.passage = page.passage.or(Some(here)),
                    _ => {}
                }
            }
            page.lines.push(line);
        }
    }
    page
}

/// Where the needle begins in a text, in characters, without overlaps.
fn occurrences(text: &str, needle: &[char]) -> Vec<usize> {
    let text: Vec<char> = text.chars().map(fold).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while !needle.is_empty() && at + needle.len() <= text.len() {
        if text.get(at..at + needle.len()) == Some(needle) {
            found.push(at);
            at += needle.len();
        } else {
            at += 1;
        }
    }
    found
}

/// A text in pieces of one role each.
fn runs(text: &str, roles: &[Role]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for (c, role) in text.chars().zip(roles) {
        match spans.last_mut() {
            Some(last) if last.role == *role => last.text.push(c),
            _ => spans.push(Span { role: *role, text: c.to_string() }),
        }
    }
    // Cleaned piece by piece: the official text is as untrusted as any file.
    spans.into_iter().map(|span| Span::new(span.role, &span.text)).collect()
}
