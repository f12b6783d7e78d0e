//! Built-in data, and a folder of the user's own laid over it.

use std::borrow::Cow;
use std::fs;
use std::path::Path;

use include_dir::{Dir, include_dir};

use crate::domain::catalogue::{Source, Sources};

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data");

/// A file or folder of the user's that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {cause}")]
pub struct Unreadable {
    /// Which file or folder.
    pub path: String,
    /// Why.
    pub cause: std::io::Error,
}

/// The data files that make the catalogue: the built-in ones, with those of `folder` laid over them by
/// name, so that a folder may hold the whole of next year's handbook or a single mended file.
///
/// A folder whose handbook is of another edition is a whole set of its own: the built-in policies
/// belong to categories and fields that it does not have.
///
/// # Errors
/// A file or folder that cannot be read.
pub fn sources(folder: Option<&Path>) -> Result<Sources, Unreadable> {
    let mut sources = built_in();
    let Some(folder) = folder else {
        return Ok(sources);
    };
    if let Some(source) = read_if_there(&folder.join("fields.json"))? {
        sources.fields = source;
    }
    let handbook = read_if_there(&folder.join("handbook.json"))?;
    if let Some(source) = handbook {
        if edition(&source) != edition(&sources.handbook) {
            sources.policies.clear();
        }
        sources.handbook = source;
    }
    lay_over(&mut sources.policies, &folder.join("policies"))?;
    Ok(sources)
}

fn edition(handbook: &Source) -> Option<String> {
    let handbook: serde_json::Value = serde_json::from_str(&handbook.text).ok()?;
    Some(handbook.get("edition")?.as_str()?.to_owned())
}

fn built_in() -> Sources {
    let mut policies: Vec<Source> = BUILT_IN
        .get_dir("policies")
        .into_iter()
        .flat_map(Dir::files)
        .filter_map(|file| embedded(file.path().to_str()?))
        .collect();
    policies.sort_by(|a, b| a.path.cmp(&b.path));
    let single =
        |name: &str| embedded(name).unwrap_or(Source { path: format!("data/{name}"), text: Cow::Borrowed("") });
    Sources { handbook: single("handbook.json"), fields: single("fields.json"), policies }
}

fn embedded(path: &str) -> Option<Source> {
    let text = BUILT_IN.get_file(path)?.contents_utf8()?;
    Some(Source { path: format!("data/{path}"), text: Cow::Borrowed(text) })
}

fn lay_over(policies: &mut Vec<Source>, folder: &Path) -> Result<(), Unreadable> {
    let unreadable = |cause| Unreadable { path: folder.display().to_string(), cause };
    if !folder.exists() {
        return Ok(());
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|end| end == "json") {
            names.push(path);
        }
    }
    names.sort();
    for path in names {
        let Some(source) = read_if_there(&path)? else { continue };
        let built_in = |other: &Source| matches!(other.text, Cow::Borrowed(_));
        let same_number = |other: &Source| number_of(&other.path) == number_of(&source.path);
        match policies.iter_mut().find(|other| built_in(other) && same_number(other)) {
            Some(place) => *place = source,
            None => policies.push(source),
        }
    }
    Ok(())
}

/// The `45` of `…/45-little-giant-guide.json`: a file replaces the built-in one of the same number.
fn number_of(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.split(['-', '.']).next().unwrap_or(name)
}

fn read_if_there(path: &Path) -> Result<Option<Source>, Unreadable> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(Source { path: path.display().to_string(), text: Cow::Owned(text) })),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(Unreadable { path: path.display().to_string(), cause }),
    }
}

/// The sample profiles, each with its name: made up, for trying out and for tests.
pub fn samples() -> impl Iterator<Item = (&'static str, &'static str)> {
    BUILT_IN.get_dir("samples").into_iter().flat_map(Dir::files).filter_map(|file| {
        let name = file.path().file_stem()?.to_str()?;
        Some((name, file.contents_utf8()?))
    })
}

/// The phrase table over the per-character readings, as JSON text.
#[must_use]
pub fn pinyin_phrases() -> &'static str {
    BUILT_IN.get_file("pinyin.json").and_then(|file| file.contents_utf8()).unwrap_or("{}")
}
