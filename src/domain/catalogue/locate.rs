//! Finds the line and column of a JSON path, for error messages only.
//!
//! serde tells the place of a wrong type, but not of a value that is well-formed and wrong (an unknown
//! unit, a broken expression). When such an error is reported, and only then, the text is walked once
//! more to find where the value stands.

use std::fmt;

/// A step-by-step path into a JSON text, built on the stack while a file is checked.
#[derive(Clone, Copy, Debug)]
pub(super) enum Path<'a> {
    /// The whole file.
    Root,
    /// A member of an object.
    Key(&'a Path<'a>, &'a str),
    /// A member of an array.
    Index(&'a Path<'a>, usize),
}

impl<'a> Path<'a> {
    pub(super) fn key(&'a self, key: &'a str) -> Path<'a> {
        Path::Key(self, key)
    }

    pub(super) fn index(&'a self, index: usize) -> Path<'a> {
        Path::Index(self, index)
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Path::Root => Ok(()),
            Path::Key(Path::Root, key) => out.write_str(key),
            Path::Key(parent, key) => write!(out, "{parent}.{key}"),
            Path::Index(parent, index) => write!(out, "{parent}[{index}]"),
        }
    }
}

/// A value in a JSON text: where it begins and ends, in bytes, and what is in it.
#[derive(Debug)]
pub(super) struct Spot {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) inside: Inside,
}

/// What a value holds.
#[derive(Debug)]
pub(super) enum Inside {
    Object(Vec<(String, Spot)>),
    Array(Vec<Spot>),
    Scalar,
}

impl Spot {
    /// Walks a text that is known to be well-formed JSON; `None` when it is not.
    pub(super) fn of(text: &str) -> Option<Spot> {
        Walker { bytes: text.as_bytes(), at: 0 }.value()
    }

    pub(super) fn key(&self, key: &str) -> Option<&Spot> {
        match &self.inside {
            Inside::Object(members) => members.iter().find(|(name, _)| name == key).map(|(_, spot)| spot),
            Inside::Array(_) | Inside::Scalar => None,
        }
    }

    pub(super) fn items(&self) -> &[Spot] {
        match &self.inside {
            Inside::Array(items) => items,
            Inside::Object(_) | Inside::Scalar => &[],
        }
    }

    /// The value at the path, or the innermost one on the way to it that exists.
    pub(super) fn follow(&self, path: &Path<'_>) -> &Spot {
        match path {
            Path::Root => self,
            Path::Key(parent, key) => {
                let parent = self.follow(parent);
                parent.key(key).unwrap_or(parent)
            }
            Path::Index(parent, index) => {
                let parent = self.follow(parent);
                parent.items().get(*index).unwrap_or(parent)
            }
        }
    }

    /// The path of the innermost value that holds a byte, as text.
    pub(super) fn path_at(&self, offset: usize) -> String {
        let holds = |spot: &&Spot| (spot.start..=spot.end).contains(&offset);
        match &self.inside {
            Inside::Object(members) => members
                .iter()
                .find(|(_, spot)| holds(&spot))
                .map(|(name, spot)| join(name, &spot.path_at(offset)))
                .unwrap_or_default(),
            Inside::Array(items) => items
                .iter()
                .enumerate()
                .find(|(_, spot)| holds(spot))
                .map(|(index, spot)| join(&format!("[{index}]"), &spot.path_at(offset)))
                .unwrap_or_default(),
            Inside::Scalar => String::new(),
        }
    }
}

fn join(head: &str, tail: &str) -> String {
    if tail.is_empty() || tail.starts_with('[') { format!("{head}{tail}") } else { format!("{head}.{tail}") }
}

/// Line and column (both from 1, the column in characters) of a byte.
pub(super) fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    (line, column)
}

/// The byte at a line and column as serde_json counts them (the column in bytes).
pub(super) fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (start + column.saturating_sub(1)).min(text.len())
}

struct Walker<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Walker<'_> {
    fn skip_blanks(&mut self) {
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
    }

    fn take(&mut self, wanted: u8) -> Option<()> {
        self.skip_blanks();
        let found = self.bytes.get(self.at) == Some(&wanted);
        found.then(|| self.at += 1)
    }

    fn value(&mut self) -> Option<Spot> {
        self.skip_blanks();
        let start = self.at;
        let inside = match self.bytes.get(self.at)? {
            b'{' => Inside::Object(self.members(b'{', b'}', |walker| {
                let name = walker.string()?;
                walker.take(b':')?;
                Some((name, walker.value()?))
            })?),
            b'[' => Inside::Array(self.members(b'[', b']', Walker::value)?),
            b'"' => {
                self.string()?;
                Inside::Scalar
            }
            _ => {
                while self.bytes.get(self.at).is_some_and(|b| !b",]} \n\r\t".contains(b)) {
                    self.at += 1;
                }
                Inside::Scalar
            }
        };
        Some(Spot { start, end: self.at, inside })
    }

    fn members<T>(&mut self, open: u8, close: u8, one: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        self.take(open)?;
        let mut found = Vec::new();
        if self.take(close).is_some() {
            return Some(found);
        }
        loop {
            found.push(one(self)?);
            if self.take(close).is_some() {
                return Some(found);
            }
            self.take(b',')?;
        }
    }

    /// A string as written between its quotes; keys of ours have no escapes.
    fn string(&mut self) -> Option<String> {
        self.take(b'"')?;
        let start = self.at;
        loop {
            match self.bytes.get(self.at)? {
                b'\\' => self.at += 2,
                b'"' => break,
                _ => self.at += 1,
            }
        }
        let text = String::from_utf8_lossy(self.bytes.get(start..self.at)?).into_owned();
        self.at += 1;
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::{Path, Spot, line_and_column};

    const TEXT: &str = "{\n  \"a\": [1, {\"b\": \"值\"}],\n  \"c\": null\n}\n";

    #[test]
    fn a_path_leads_to_its_line_and_column() {
        let spot = Spot::of(TEXT).expect("well-formed");
        let root = Path::Root;
        let a = root.key("a");
        let second = a.index(1);
        let b = second.key("b");
        assert_eq!(b.to_string(), "a[1].b");
        assert_eq!(line_and_column(TEXT, spot.follow(&b).start), (2, 18));
        assert_eq!(line_and_column(TEXT, spot.follow(&root.key("c")).start), (3, 8));
    }

    #[test]
    fn a_place_leads_to_its_path() {
        let spot = Spot::of(TEXT).expect("well-formed");
        let at = TEXT.find('值').expect("there");
        assert_eq!(spot.path_at(at), "a[1].b");
    }
}
