//! Rust source as the tidy test reads it: code without comments and strings, modules, imported paths.
//!
//! No parser: it knows just enough of the language to find words and paths of code by line.

use std::fs;
use std::path::Path;

/// A source file of ours.
pub(crate) struct Source {
    /// Its path below the repository.
    pub(crate) path: String,
    /// As it was written.
    pub(crate) text: String,
    /// The same lines with comments and the contents of strings blanked.
    pub(crate) code: String,
    /// The line (from 0) from which on it is unit tests.
    pub(crate) tests_from: usize,
}

impl Source {
    pub(crate) fn new(path: &str, text: &str) -> Source {
        let code = code_only(text);
        let lines: Vec<&str> = code.lines().map(str::trim).collect();
        let test_module = |pair: &[&str]| pair[0] == "#[cfg(test)]" && pair[1].starts_with("mod ");
        let tests_from =
            lines.windows(2).position(|pair| test_module(pair) && pair[1].ends_with('{')).unwrap_or(usize::MAX);
        Source { path: path.to_owned(), text: text.to_owned(), code, tests_from }
    }

    /// The modules that the file declares for tests only: `#[cfg(test)] mod name;`.
    pub(crate) fn test_modules(&self) -> Vec<String> {
        let lines: Vec<&str> = self.code.lines().map(str::trim).collect();
        let named = |pair: &[&str]| {
            let name = pair[1].strip_prefix("mod ")?.strip_suffix(';')?;
            (pair[0] == "#[cfg(test)]").then(|| format!("{}::{name}", self.module().join("::")))
        };
        lines.windows(2).filter_map(named).collect()
    }

    /// The path of the file's module below the crate's root.
    pub(crate) fn module(&self) -> Vec<&str> {
        let path = self.path.trim_start_matches("src/").trim_end_matches(".rs");
        let mut module: Vec<&str> = path.split('/').collect();
        if matches!(module.last(), Some(&("mod" | "lib" | "main"))) {
            module.pop();
        }
        module
    }
}

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub(crate) fn sources() -> Vec<Source> {
    let mut paths = Vec::new();
    for folder in ["src", "tests", "benches"] {
        collect(&root().join(folder), &mut paths);
    }
    paths.sort();
    let read = |path: &String| Source::new(path, &fs::read_to_string(root().join(path)).unwrap());
    paths.iter().map(read).collect()
}

fn collect(folder: &Path, into: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, into);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let below = path.strip_prefix(root()).unwrap();
            into.push(below.to_string_lossy().replace('\\', "/"));
        }
    }
}

/// The text with every comment, string and character blanked, line by line as before.
fn code_only(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut code = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let end = literal_end(&chars, at);
        if end > at {
            let blanked = chars[at..end].iter().map(|c| if *c == '\n' { '\n' } else { ' ' });
            code.extend(blanked);
            at = end;
        } else {
            code.push(chars[at]);
            at += 1;
        }
    }
    code
}

/// Where the comment, string or character that begins here ends; here, if none begins.
fn literal_end(chars: &[char], at: usize) -> usize {
    let get = |place: usize| chars.get(place).copied().unwrap_or('\0');
    let find = |from: usize, wanted: &dyn Fn(usize) -> bool| {
        (from..chars.len()).find(|place| wanted(*place)).unwrap_or(chars.len())
    };
    let in_word = at > 0 && (get(at - 1).is_alphanumeric() || get(at - 1) == '_');
    match (get(at), get(at + 1)) {
        ('/', '/') => find(at, &|place| get(place) == '\n'),
        ('/', '*') => find(at + 2, &|place| get(place - 1) == '*' && get(place) == '/') + 1,
        ('r', '"' | '#') if !in_word => {
            let hashes = find(at + 1, &|place| get(place) != '#') - at - 1;
            if get(at + 1 + hashes) != '"' {
                return at;
            }
            let closes = |place: usize| get(place) == '"' && (1..=hashes).all(|more| get(place + more) == '#');
            find(at + 2 + hashes, &closes) + 1 + hashes
        }
        ('"', _) => quoted_end(chars, at, '"'),
        ('\'', '\\') => quoted_end(chars, at, '\''),
        // A character, as opposed to a lifetime.
        ('\'', _) if get(at + 2) == '\'' => at + 3,
        _ => at,
    }
}

fn quoted_end(chars: &[char], from: usize, quote: char) -> usize {
    let mut at = from + 1;
    while let Some(c) = chars.get(at) {
        match c {
            '\\' => at += 2,
            c if *c == quote => return at + 1,
            _ => at += 1,
        }
    }
    chars.len()
}

/// A path of ours that a line names, from the crate's root.
pub(crate) struct Import {
    /// The line, from 0.
    pub(crate) line: usize,
    /// The names.
    pub(crate) path: Vec<String>,
}

/// Every `crate::` and `super::` path of a file, those of `use` groups taken apart.
pub(crate) fn imports(source: &Source) -> Vec<Import> {
    let code = &source.code;
    let mut found = Vec::new();
    for start in ["crate::", "super::", "policydesk::"] {
        for (at, _) in code.match_indices(start) {
            let before = code[..at].chars().next_back().unwrap_or(' ');
            // The rest of a longer path or name; `$crate::` is a path like any other.
            let is_visibility = code[..at].ends_with("(in ");
            if before.is_alphanumeric() || before == '_' || before == ':' || is_visibility {
                continue;
            }
            let line = code[..at].matches('\n').count();
            let mut base: Vec<String> = Vec::new();
            let mut rest = &code[at + start.len()..];
            if start == "super::" {
                base.extend(source.module().into_iter().map(str::to_owned));
                if line <= source.tests_from {
                    base.pop();
                }
                while let Some(more) = rest.strip_prefix("super::") {
                    base.pop();
                    rest = more;
                }
            }
            let mut paths = Vec::new();
            expand(rest, &base, &mut paths);
            found.extend(paths.into_iter().map(|path| Import { line, path }));
        }
    }
    found
}

/// Takes `a::{b, c::d}` apart into `a::b` and `a::c::d`; gives what stands behind it.
fn expand<'a>(text: &'a str, base: &[String], into: &mut Vec<Vec<String>>) -> &'a str {
    let text = text.trim_start();
    if let Some(mut rest) = text.strip_prefix('{') {
        loop {
            rest = rest.trim_start().trim_start_matches(',').trim_start();
            if rest.is_empty() {
                return rest;
            }
            if let Some(behind) = rest.strip_prefix('}') {
                return behind;
            }
            let next = expand(rest, base, into);
            // An alias, or anything else that is no path, is skipped.
            let skipped = next.find([',', '}']).unwrap_or(next.len());
            rest = &next[skipped..];
        }
    }
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let mut path = base.to_vec();
    if !matches!(name, "" | "self") {
        path.push(name.to_owned());
    }
    match rest.strip_prefix("::") {
        Some(behind) if !name.is_empty() => expand(behind, &path, into),
        _ => {
            into.push(path);
            rest
        }
    }
}
