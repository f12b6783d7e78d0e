//! The table of contents: which items there are, what they are called, on which page they begin.
//!
//! The contents are the one place where an edition numbers its items, so everything else hangs on them.
//! Their lines come broken over page breaks, with leaders of dots, or as rows of a table; chapters are
//! headings of any depth, or plain lines.

use super::finding::Finding;
use super::fold::strictly;
use super::markup::{is_rule, plain};

/// One line of the contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The number of the item.
    pub no: u16,
    /// Its title.
    pub title: String,
    /// The page on which it begins, if one is printed.
    pub page: Option<u16>,
    /// The chapter that it stands in; empty before the first one.
    pub chapter: String,
}

/// The contents as they were found.
#[derive(Debug, Default)]
pub(super) struct Contents {
    pub(super) entries: Vec<Entry>,
    /// The place of the line that heads them.
    pub(super) start: usize,
    /// The place of the first line that is no part of them any more.
    pub(super) end: usize,
}

/// A numbered list without pages is no table of contents, and a shorter one is not the handbook's.
const FEWEST: usize = 2;
/// A contents line is broken over so many lines at most; past that something else has begun.
const LONGEST: usize = 6;
/// How many numbers may be missing between two entries, so that a stray figure does not end the list.
const WIDEST_GAP: u16 = 3;

/// Finds the contents; without any the list is empty.
pub(super) fn contents(lines: &[&str], findings: &mut Vec<Finding>) -> Contents {
    let headed = lines.iter().position(|line| strictly(line) == "目录");
    // A copy may have lost its front matter; then the first line that looks like an entry begins them.
    let start = headed.or_else(|| {
        let reader = Reader { lines, ..Reader::default() };
        (0..lines.len()).find(|place| {
            reader
                .numbered(&plain(lines.get(*place).unwrap_or(&"")))
                .is_some_and(|(_, rest)| split_page(&rest, 0).is_some_and(|page| page.leader > 2))
        })
    });
    let Some(start) = start else {
        findings.push(Finding::NoContents);
        return Contents::default();
    };
    let mut reader = Reader { lines, next: start + usize::from(headed.is_some()), ..Reader::default() };
    reader.read();
    let entries = reader.entries;
    if entries.iter().filter(|entry| entry.page.is_some()).count() < FEWEST {
        findings.push(Finding::NoContents);
        return Contents::default();
    }
    let mut expected = 1;
    for entry in &entries {
        findings.extend((expected..entry.no).map(|no| Finding::ContentsSkip { no }));
        expected = entry.no + 1;
    }
    Contents { entries, start, end: reader.next }
}

#[derive(Default)]
struct Reader<'a> {
    lines: &'a [&'a str],
    next: usize,
    entries: Vec<Entry>,
    chapter: String,
    /// How many lines the entry that has no page yet has taken; zero when none is open.
    open: usize,
}

impl Reader<'_> {
    fn read(&mut self) {
        while let Some(line) = self.lines.get(self.next) {
            let text = plain(line);
            if !text.is_empty() && !is_rule(line) && !self.take(&text) {
                return;
            }
            self.next += 1;
        }
    }

    /// Takes a line in; false when it is no part of the contents.
    fn take(&mut self, text: &str) -> bool {
        if let Some((no, rest)) = self.numbered(text) {
            self.entries.push(Entry { no, title: String::new(), page: None, chapter: self.chapter.clone() });
            self.open = 1;
            self.extend(&rest);
            return true;
        }
        if self.leads_to_entry() {
            self.open = 0;
            self.chapter = text.split_whitespace().collect::<Vec<_>>().join(if text.is_ascii() { " " } else { "" });
            return true;
        }
        if self.open == 0 || self.open > LONGEST {
            return false;
        }
        self.open += 1;
        self.extend(text);
        true
    }

    fn extend(&mut self, text: &str) {
        let least = self.entries.iter().rev().skip(1).find_map(|entry| entry.page).unwrap_or(0);
        let is_last_line = self.is_last_line();
        let Some(entry) = self.entries.last_mut() else { return };
        // Whether a blank is meant where a line was broken, only the title in the text can tell.
        if !entry.title.is_empty() {
            entry.title.push(' ');
        }
        entry.title.push_str(text);
        // A single blank may also stand before a figure of a title that goes on in the next line.
        if let Some(page) = split_page(&entry.title, least).filter(|page| page.leader > 1 || is_last_line) {
            entry.title = page.title;
            entry.page = Some(page.page);
            self.open = 0;
        }
    }

    /// Whether what comes after this line can be no more of its entry.
    fn is_last_line(&self) -> bool {
        match self.following() {
            Some(line) => line.trim_start().starts_with('#') || self.numbered(&plain(line)).is_some(),
            None => true,
        }
    }

    fn following(&self) -> Option<&str> {
        self.lines.iter().skip(self.next + 1).find(|line| !line.trim().is_empty() && !is_rule(line)).copied()
    }

    /// A line that begins with the number of one of the next entries.
    fn numbered(&self, text: &str) -> Option<(u16, String)> {
        let digits = text.chars().take_while(char::is_ascii_digit).count();
        let (number, rest) = text.split_at_checked(digits)?;
        let no: u16 = number.parse().ok()?;
        let last = self.entries.last().map_or(0, |entry| entry.no);
        if no <= last || no > last + 1 + WIDEST_GAP {
            return None;
        }
        // The cells of a table are told apart by two blanks.
        let title = rest.strip_prefix(['.', '．', '、', '。']).or_else(|| rest.strip_prefix("  "))?.trim_start();
        let is_title = title.chars().any(|c| c.is_alphabetic());
        is_title.then(|| (no, title.to_owned()))
    }

    /// Whether the line after this one begins an entry, so that this one is the name of a chapter.
    fn leads_to_entry(&self) -> bool {
        // Between the broken halves of an entry there is no chapter.
        if self.open > 0 && !self.lines.get(self.next).is_some_and(|line| line.trim_start().starts_with('#')) {
            return false;
        }
        self.following().is_some_and(|line| self.numbered(&plain(line)).is_some())
    }
}

/// A whole entry, taken apart.
struct Paged {
    title: String,
    page: u16,
    /// How many dots and blanks stand between the two.
    leader: usize,
}

/// Takes an entry apart, if it has its page already. A page is never before that of the entry above,
/// which tells it from a figure at the end of a broken line.
fn split_page(text: &str, least: u16) -> Option<Paged> {
    let text = text.trim_end();
    let before = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - before.len();
    let page: u16 = text.get(before.len()..)?.parse().ok()?;
    let title = before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '…' | '·' | '．'));
    let leader = before.chars().count() - title.chars().count();
    let fits = (1..=3).contains(&digits) && page >= least && leader > 0 && !title.is_empty();
    fits.then(|| Paged { title: title.to_owned(), page, leader })
}

#[cfg(test)]
mod tests {
    use super::{Finding, contents};

    fn read(text: &str) -> (Vec<String>, usize, Vec<Finding>) {
        let lines: Vec<&str> = text.lines().collect();
        let mut findings = Vec::new();
        let found = contents(&lines, &mut findings);
        let shown = |entry: &super::Entry| {
            let page = entry.page.map_or_else(|| "?".to_owned(), |page| page.to_string());
            format!("{} {} {page} [{}]", entry.no, entry.title, entry.chapter)
        };
        (found.entries.iter().map(shown).collect(), found.end, findings)
    }

    #[test]
    fn entries_are_read_however_they_are_set() {
        let table: &[(&str, &[&str])] = &[
            (
                "# 目 录\n## 产业\n1. 甲办法 .....1\n2. 乙办法 5\n\n# 甲办法\n",
                &["1 甲办法 1 [产业]", "2 乙办法 5 [产业]"],
            ),
            (
                "目录\n1. 甲、乙和\n\n丙办法 .....\t3\n2. 关于 2024 年乙的通\n\n知 .....\t8\n# 甲",
                &["1 甲、乙和 丙办法 3 []", "2 关于 2024 年乙的通 知 8 []"],
            ),
            (
                "# 目录\n### 人才\n1. 甲办法 .....\t9\n-----\t--\n2. 乙办法\t12\n# 其 他\n3. 工信部等 18\n部门丙通知 ....222\n正文",
                &["1 甲办法 9 [人才]", "2 乙办法 12 [人才]", "3 工信部等 18 部门丙通知 222 [其他]"],
            ),
            (
                "# 目录\n| 1. 甲办法 | 9 |\n|---|---|\n| 2 | 乙办法 | 12 |\n\n**甲办法**",
                &["1 甲办法 9 []", "2 乙办法 12 []"],
            ),
            ("1. 甲办法 ......3\n2. 乙办法 ......4\n\n# 甲办法", &["1 甲办法 3 []", "2 乙办法 4 []"]),
        ];
        for (text, wanted) in table {
            let (entries, end, findings) = read(text);
            assert_eq!(entries, *wanted, "{text}");
            assert!(findings.is_empty(), "{text}: {findings:?}");
            assert_eq!(end, text.lines().count() - 1, "{text}");
        }
    }

    #[test]
    fn what_is_no_contents_is_not_taken_for_one() {
        for text in ["", "一篇文章\n\n1. 第一点\n2. 第二点\n", "# 目录\n1. 第一点\n2. 第二点", "# 目录\n没有编号"]
        {
            let (entries, _, findings) = read(text);
            assert!(entries.is_empty(), "{text}: {entries:?}");
            assert_eq!(findings, [Finding::NoContents], "{text}");
        }
        let (entries, _, findings) = read("目录\n1. 甲 ....1\n3. 丙 ....4\n4. 丁 ....6\n# 甲");
        assert_eq!(entries.len(), 3);
        assert_eq!(findings, [Finding::ContentsSkip { no: 2 }]);
    }
}
