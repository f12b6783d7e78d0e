//! The handbook as a whole: what its contents promise, what was found of it, what was noticed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::contents::{Entry, contents};
use super::decode::decode;
use super::finding::Finding;
use super::fold::loosely;
use super::item::Item;
use super::markup::plain;
use super::paragraphs::{Kind, Paragraph, paragraphs};
use super::split::starts;
use super::title::title;
use crate::domain::catalogue::Catalogue;
use crate::domain::policy::Policy;

/// A handbook that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    /// What stands before the contents.
    pub front: Vec<Paragraph>,
    /// The table of contents.
    pub contents: Vec<Entry>,
    /// The items that were found, by number.
    pub items: Vec<Item>,
    /// What was noticed while reading.
    pub findings: Vec<Finding>,
}

impl Book {
    /// Reads a file.
    ///
    /// # Errors
    /// The file cannot be opened or read; what it says never is an error.
    pub fn open(path: &Path) -> io::Result<Book> {
        Ok(Book::parse(&fs::read(path)?))
    }

    /// Reads what a file says; whatever that is gives a book, if need be an empty one with findings.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Book {
        let (text, mut findings) = decode(bytes);
        if findings.contains(&Finding::Empty) {
            return Book { findings, ..Book::default() };
        }
        let lines: Vec<&str> = text.split('\n').collect();
        let mut contents = contents(&lines, &mut findings);
        let starts = starts(&lines, &contents.entries, contents.end, &mut findings);
        let mut items = Vec::new();
        for (place, (entry, start)) in contents.entries.iter_mut().zip(&starts).enumerate() {
            let Some(start) = start else { continue };
            let next = starts.iter().skip(place + 1).flatten().next();
            let end = next.map_or(lines.len(), |next| next.line);
            let body = lines.get(start.body..end).unwrap_or_default();
            let printed = lines.get(start.line..start.body).unwrap_or_default();
            let printed: Vec<String> = printed.iter().map(|line| plain(line)).collect();
            entry.title = title(&entry.title, &printed.join(" "));
            let heading = Paragraph { kind: Kind::Title, text: entry.title.clone(), line: start.line + 1 };
            items.push(Item {
                no: entry.no,
                title: entry.title.clone(),
                page: entry.page,
                chapter: entry.chapter.clone(),
                line: start.line + 1,
                paragraphs: std::iter::once(heading).chain(paragraphs(body, start.body)).collect(),
            });
        }
        let front = paragraphs(lines.get(..contents.start).unwrap_or_default(), 0);
        Book { front, contents: contents.entries, items, findings }
    }

    /// Every paragraph with the number of its item, for searching.
    pub fn searchable(&self) -> impl Iterator<Item = (u16, &str)> {
        self.items.iter().flat_map(|item| item.paragraphs().iter().map(|paragraph| (item.no, paragraph.text.as_str())))
    }

    /// The item with this number.
    #[must_use]
    pub fn item(&self, no: u16) -> Option<&Item> {
        self.items.iter().find(|item| item.no == no)
    }

    /// The item that is this policy. It is known by its title, because another edition numbers its items
    /// anew and the wrong text beside a policy is worse than none.
    #[must_use]
    pub fn item_of(&self, policy: &Policy) -> Option<&Item> {
        let title = loosely(&policy.title);
        let is_it = |item: &&Item| loosely(&item.title) == title;
        self.item(policy.no).filter(is_it).or_else(|| self.items.iter().find(is_it))
    }

    /// The policies of the data that are no item of this book. An item that the file lost is already
    /// among the findings and not told again.
    #[must_use]
    pub fn unrecognised(&self, catalogue: &Catalogue) -> Vec<Finding> {
        let promised: Vec<String> = self.contents.iter().map(|entry| loosely(&entry.title)).collect();
        let unknown = |policy: &&Policy| !promised.contains(&loosely(&policy.title));
        let finding = |policy: &Policy| {
            let printed = self.contents.iter().find(|entry| entry.no == policy.no);
            Finding::PolicyNotFound {
                no: policy.no,
                title: policy.title.clone(),
                printed: printed.map(|entry| entry.title.clone()),
            }
        };
        catalogue.policies().iter().filter(unknown).map(finding).collect()
    }
}

/// The name under which the official text lies in a data folder.
const FILE_NAME: &str = "handbook.txt";

/// The official text in a data folder, if the user put it there.
#[must_use]
pub fn in_folder(folder: &Path) -> Option<PathBuf> {
    Some(folder.join(FILE_NAME)).filter(|path| path.is_file())
}
