//! What the desk remembers of its user from one day to the next: queries, policies looked at, favourites.
//!
//! Nothing of a client is in it. It is a convenience: where it cannot be read the desk starts without it and
//! leaves the file alone.

use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::write_whole;
use crate::domain::message::Message;
use crate::message;

/// The version of the file format that is read and written.
const FORMAT: u64 = 1;
/// How much is remembered.
const MOST_QUERIES: usize = 50;
const MOST_RECENT: usize = 5;

/// Queries and policies, the newest first; policies go by their numbers in the handbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Habits {
    /// What was searched for and led somewhere.
    pub queries: Vec<String>,
    /// The policies looked at last.
    pub recent: Vec<u16>,
    /// The policies marked, in the order in which they were.
    pub favourites: Vec<u16>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct HabitsFile {
    format: u64,
    #[serde(default)]
    queries: Vec<String>,
    #[serde(default)]
    recent: Vec<u16>,
    #[serde(default)]
    favourites: Vec<u16>,
}

impl Habits {
    /// Reads them; nothing is remembered yet where there is no file.
    ///
    /// # Errors
    /// One sentence with the file and what is wrong; it is not to be written to then.
    pub fn open(path: &Path) -> Result<Habits, Message> {
        let shown = path.display();
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Habits::default()),
            Err(error) => return Err(message!("读不了 {shown}：{error}", "cannot read {shown}: {error}")),
        };
        let file: HabitsFile = serde_json::from_str(&text).map_err(|error| {
            message!("{shown} 看不懂，这次不记：{error}", "{shown} cannot be understood and is left alone: {error}")
        })?;
        if file.format != FORMAT {
            let format = file.format;
            return Err(message!(
                "{shown} 是别的版本（{format}）写的，这次不记",
                "{shown} is of another version ({format}) and is left alone",
            ));
        }
        Ok(Habits { queries: file.queries, recent: file.recent, favourites: file.favourites })
    }

    /// Writes them, whole or not at all.
    ///
    /// # Errors
    /// What the file system says.
    pub fn save(&self, path: &Path) -> io::Result<()> {
        let file = HabitsFile {
            format: FORMAT,
            queries: self.queries.clone(),
            recent: self.recent.clone(),
            favourites: self.favourites.clone(),
        };
        // Numbers and strings always serialise.
        let text = serde_json::to_string_pretty(&file).unwrap_or_default() + "\n";
        write_whole(path, &text)
    }

    /// A query led somewhere.
    pub fn remember(&mut self, query: &str) {
        let query = query.trim();
        if !query.is_empty() {
            to_front(&mut self.queries, query.to_owned(), MOST_QUERIES);
        }
    }

    /// A policy was looked at; says whether that is new.
    pub fn visit(&mut self, policy: u16) -> bool {
        let is_new = self.recent.first() != Some(&policy);
        to_front(&mut self.recent, policy, MOST_RECENT);
        is_new
    }

    /// Marks a policy, or takes the mark off; says whether it is marked now.
    pub fn toggle(&mut self, policy: u16) -> bool {
        let before = self.favourites.len();
        self.favourites.retain(|other| *other != policy);
        if self.favourites.len() == before {
            self.favourites.push(policy);
        }
        self.favourites.len() > before
    }

    /// The policies to keep at hand: favourites first, then what was looked at last.
    pub fn shelf(&self) -> impl Iterator<Item = u16> {
        let recent = self.recent.iter().filter(|policy| !self.favourites.contains(policy));
        self.favourites.iter().chain(recent).copied()
    }
}

fn to_front<T: PartialEq>(list: &mut Vec<T>, item: T, most: usize) {
    list.retain(|other| *other != item);
    list.insert(0, item);
    list.truncate(most);
}

#[cfg(test)]
mod tests {
    use super::Habits;

    #[test]
    fn the_newest_comes_first_and_nothing_twice() {
        let mut habits = Habits::default();
        for query in ["a", "b", " ", "a"] {
            habits.remember(query);
        }
        assert_eq!(habits.queries, ["a", "b"]);
        let visits: Vec<bool> = [3, 3, 4, 3].into_iter().map(|policy| habits.visit(policy)).collect();
        assert_eq!(visits, [true, false, true, true]);
        assert!(habits.toggle(9) && habits.toggle(4));
        assert_eq!(habits.shelf().collect::<Vec<_>>(), [9, 4, 3]);
        assert!(!habits.toggle(9));
        assert_eq!(habits.shelf().collect::<Vec<_>>(), [4, 3]);
    }

    #[test]
    fn what_was_kept_comes_back_and_what_cannot_be_read_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("desk.json");
        assert_eq!(Habits::open(&path), Ok(Habits::default()));
        let mut habits = Habits::default();
        habits.remember("zjtx");
        habits.visit(45);
        habits.toggle(44);
        habits.save(&path).expect("written");
        assert_eq!(Habits::open(&path), Ok(habits));
        for text in ["{", r#"{"format":2}"#, r#"{"format":1,"clients":[]}"#] {
            std::fs::write(&path, text).expect("written");
            assert!(Habits::open(&path).is_err_and(|message| message.zh.contains("这次不记")), "{text}");
        }
    }
}
