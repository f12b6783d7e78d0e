//! Finds where each item begins, by the titles that the contents give.
//!
//! A title in the text may be spread over headings and lines, be bold only or carry other dashes and
//! brackets, so it is compared folded and across lines. Titles are also mentioned inside other items;
//! that is why all of them are placed together: the places must rise with the numbers, and a line that
//! is set apart as a heading counts before one that is not.

use std::collections::BTreeMap;

use super::contents::Entry;
use super::finding::Finding;
use super::fold::loosely;
use super::markup::{Mark, read};

/// Where an item begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Start {
    /// The place of its first line.
    pub(super) line: usize,
    /// The place of the first line after its title.
    pub(super) body: usize,
}

/// A title takes no more lines than this, blank ones included.
const LONGEST: usize = 16;
/// No line of a title is longer, in bytes.
const LONGEST_LINE: usize = 450;
/// Stands for a line that is no part of a title.
const NO_TITLE: &str = "¶";
/// A title that is this much alike is the same one with a misprint.
const ALIKE: f64 = 0.85;

/// For each entry the place where its item begins, if it was found after the contents.
pub(super) fn starts(
    lines: &[&str],
    entries: &[Entry],
    contents_end: usize,
    findings: &mut Vec<Finding>,
) -> Vec<Option<Start>> {
    let text = Lines::new(lines, contents_end);
    let titles: Vec<String> = entries.iter().map(|entry| loosely(&entry.title)).collect();
    let candidates: Vec<Vec<Start>> = titles.iter().map(|title| text.places_of(title)).collect();
    let mut found = rising(&candidates);
    for (place, (entry, title)) in entries.iter().zip(&titles).enumerate() {
        if found.get(place).is_some_and(Option::is_some) {
            continue;
        }
        let before = found.iter().take(place).rev().flatten().next().map_or(contents_end, |start| start.body);
        let after = found.iter().skip(place + 1).flatten().next().map_or(lines.len(), |start| start.line);
        let alike = text.place_like(title, before, after);
        if let Some(start) = alike {
            let (no, title, line) = (entry.no, entry.title.clone(), start.line + 1);
            findings.push(Finding::TitleDiffers { no, title, line });
            if let Some(found) = found.get_mut(place) {
                *found = Some(start);
            }
        }
    }
    report(entries, &found, findings);
    found
}

/// Says what is missing: at the end because the text was cut, elsewhere because a title was not found.
fn report(entries: &[Entry], found: &[Option<Start>], findings: &mut Vec<Finding>) {
    let end = found.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
    for (entry, _) in entries.iter().zip(found).take(end).filter(|(_, start)| start.is_none()) {
        findings.push(Finding::TitleNotFound { no: entry.no, title: entry.title.clone() });
    }
    if let (Some(first), Some(last)) = (entries.get(end), entries.last()) {
        findings.push(Finding::EndsBefore { first: first.no, last: last.no });
    }
}

struct Lines {
    /// Each line after the contents, folded, and whether it is set apart.
    folded: Vec<(String, bool)>,
    /// The places of the lines by their first character, since every title asks for all of them.
    by_first: BTreeMap<char, Vec<usize>>,
    offset: usize,
}

impl Lines {
    fn new(lines: &[&str], offset: usize) -> Lines {
        let fold = |line: &&str| {
            // Most of the book is long lines, and none of them begins a title.
            if line.len() > LONGEST_LINE {
                return (NO_TITLE.to_owned(), false);
            }
            match read(line) {
                (Mark::Nothing, _) => (String::new(), false),
                // A title over several bold lines has its signs at its two ends only.
                (mark, text) => (loosely(&text), mark == Mark::Heading || line.trim_start().starts_with("**")),
            }
        };
        let folded: Vec<(String, bool)> = lines.iter().skip(offset).map(fold).collect();
        let mut by_first: BTreeMap<char, Vec<usize>> = BTreeMap::new();
        for (place, (text, _)) in folded.iter().enumerate() {
            if let Some(first) = text.chars().next() {
                by_first.entry(first).or_default().push(place);
            }
        }
        Lines { folded, by_first, offset }
    }

    fn places_of(&self, title: &str) -> Vec<Start> {
        let begins = |place: usize| {
            let (text, marked) = self.folded.get(place)?;
            let could_be = title.starts_with(text.as_str()) || text.starts_with(title);
            let end = could_be.then(|| self.matched(title, place)).flatten()?;
            Some((Start { line: place + self.offset, body: end + self.offset }, *marked))
        };
        let places = title.chars().next().and_then(|first| self.by_first.get(&first));
        let all: Vec<(Start, bool)> = places.into_iter().flatten().filter_map(|place| begins(*place)).collect();
        let any_marked = all.iter().any(|(_, marked)| *marked);
        all.into_iter().filter(|(_, marked)| *marked || !any_marked).map(|(start, _)| start).collect()
    }

    /// The place after the title, if it stands here.
    fn matched(&self, title: &str, place: usize) -> Option<usize> {
        let mut rest = title;
        for (at, (text, marked)) in self.folded.iter().enumerate().skip(place).take(LONGEST) {
            // Behind a title in a sentence the sentence goes on; behind one that is set apart a subtitle may.
            if text == rest || (*marked && text.starts_with(rest)) {
                return Some(at + 1);
            }
            rest = rest.strip_prefix(text.as_str())?;
        }
        None
    }

    /// Where between two places stands something set apart that is nearly this title.
    fn place_like(&self, title: &str, from: usize, to: usize) -> Option<Start> {
        let length = title.chars().count();
        let places = from.saturating_sub(self.offset)..to.saturating_sub(self.offset).min(self.folded.len());
        let mut best: Option<(f64, Start)> = None;
        for place in places.clone().filter(|place| self.folded.get(*place).is_some_and(|(_, marked)| *marked)) {
            let mut text = String::new();
            for (at, (line, _)) in self.folded.iter().enumerate().take(places.end).skip(place).take(LONGEST) {
                text.push_str(line);
                let alike = if line.is_empty() { 0.0 } else { strsim::normalized_levenshtein(&text, title) };
                if alike >= ALIKE && best.as_ref().is_none_or(|(most, _)| alike > *most) {
                    best = Some((alike, Start { line: place + self.offset, body: at + 1 + self.offset }));
                }
                if text.chars().count() > length + length / 4 {
                    break;
                }
            }
        }
        best.map(|(_, start)| start)
    }
}

/// One place for as many titles as can be, so that the places rise with the titles.
fn rising(candidates: &[Vec<Start>]) -> Vec<Option<Start>> {
    // For each candidate the longest chain that ends in it, with the candidate before it.
    struct Link {
        title: usize,
        start: Start,
        length: usize,
        before: Option<usize>,
    }
    let mut links: Vec<Link> = Vec::new();
    for (title, places) in candidates.iter().enumerate() {
        for start in places {
            let mut longest: Option<(usize, usize)> = None;
            for (at, link) in links.iter().enumerate() {
                let follows = link.title < title && link.start.body <= start.line;
                if follows && longest.is_none_or(|(length, _)| link.length > length) {
                    longest = Some((link.length, at));
                }
            }
            let (length, before) = longest.map_or((1, None), |(length, at)| (length + 1, Some(at)));
            links.push(Link { title, start: *start, length, before });
        }
    }
    let mut found = vec![None; candidates.len()];
    // Of chains of one length the one that ends first: what comes later is a mention.
    let mut last: Option<&Link> = None;
    for link in &links {
        if last.is_none_or(|best| link.length > best.length) {
            last = Some(link);
        }
    }
    while let Some(link) = last {
        if let Some(place) = found.get_mut(link.title) {
            *place = Some(link.start);
        }
        last = link.before.and_then(|at| links.get(at));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Entry, Finding, starts};

    fn entries(titles: &[&str]) -> Vec<Entry> {
        let entry = |(place, title): (usize, &&str)| Entry {
            no: u16::try_from(place + 1).unwrap(),
            title: (*title).to_owned(),
            page: None,
            chapter: String::new(),
        };
        titles.iter().enumerate().map(entry).collect()
    }

    /// The first line and the first body line of each title, counted from one; `-` when not found.
    fn placed(text: &str, titles: &[&str]) -> (String, Vec<Finding>) {
        let lines: Vec<&str> = text.lines().collect();
        let mut findings = Vec::new();
        let found = starts(&lines, &entries(titles), 0, &mut findings);
        let shown = |start: &Option<super::Start>| {
            start.map_or_else(|| "-".to_owned(), |start| format!("{}:{}", start.line + 1, start.body + 1))
        };
        (found.iter().map(shown).collect::<Vec<_>>().join(" "), findings)
    }

    #[test]
    fn titles_are_found_however_they_are_set() {
        let titles = ["某局关于印发《甲办法（2023—2025年）》的通知", "乙指南"];
        for text in [
            "# 某局关于印发《甲办法（2023—2025年）》的通知\n文\n## 乙指南\n",
            "# 某局关于印发\n\n### 《甲办法（2023-2025 年）》的通知\n文\n**乙指南**\n",
            "**某局关于印发《甲办法  \n（2023—2025年）》  \n的通知**\n文\n# 乙指南 解读",
            "某局关于印发《甲办法(2023--2025年)》的通知\n文\n乙指南\n文",
        ] {
            let (found, findings) = placed(text, &titles);
            assert!(!found.contains('-') && findings.is_empty(), "{text}: {found} {findings:?}");
        }
    }

    #[test]
    fn a_mention_is_not_taken_for_the_item() {
        let (found, _) =
            placed("# 甲办法\n依据\n乙办法\n丙办法\n# 乙办法\n# 丙办法\n", &["甲办法", "乙办法", "丙办法"]);
        assert_eq!(found, "1:2 5:6 6:7");
        let (found, _) = placed("甲办法\n乙办法\n丙办法\n甲办法\n", &["甲办法", "乙办法", "丙办法"]);
        assert_eq!(found, "1:2 2:3 3:4");
        let (found, _) = placed("# 丙办法\n# 甲办法\n# 乙办法\n# 丙办法", &["甲办法", "乙办法", "丙办法"]);
        assert_eq!(found, "2:3 3:4 4:5");
    }

    #[test]
    fn what_is_missing_is_said() {
        let titles = ["关于加强甲产业发展的若干措施", "乙办法", "丙办法", "丁办法"];
        let (found, findings) = placed("# 关于加强甲产业发展的若干措旋\n# 丙办法\n文", &titles);
        assert_eq!(found, "1:2 - 2:3 -");
        assert_eq!(
            findings,
            [
                Finding::TitleDiffers { no: 1, title: titles[0].to_owned(), line: 1 },
                Finding::TitleNotFound { no: 2, title: "乙办法".to_owned() },
                Finding::EndsBefore { first: 4, last: 4 },
            ]
        );
    }
}
