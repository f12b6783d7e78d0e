//! Profiles on disk: read whole or not at all, written atomically.
//!
//! Invariants: a file that does not parse, or is of an unknown format, is never written to; a write
//! goes to a temporary file in the same folder, is flushed to the disk and then renamed, so that a
//! crash leaves the old file or the new one; files are readable by their owner only.

pub mod habits;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::assets;
use crate::domain::answer::{Answer, parse_tick};
use crate::domain::catalogue::Catalogue;
use crate::domain::field::FieldId;
use crate::domain::message::Message;
use crate::domain::profile::{Entry, Profile, TickId};
use crate::domain::suggest;
use crate::domain::truth::Truth;
use crate::message;

/// The version of the file format that is read and written.
const FORMAT: u64 = 1;

/// Where a profile came from, which says where its changes go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nowhere: nothing was opened, changes live as long as the program.
    New,
    /// A sample of ours: changes live as long as the program.
    Sample,
    /// A file of the user's: changes are written back.
    File(PathBuf),
}

/// A profile with where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The profile.
    pub profile: Profile,
    /// Where it came from.
    pub origin: Origin,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ProfileFile {
    format: u64,
    #[serde(default)]
    name: String,
    #[serde(default)]
    answers: BTreeMap<String, Value>,
    #[serde(default)]
    judgements: BTreeMap<String, Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sourced {
    value: Value,
    source: Option<String>,
    date: Option<String>,
}

/// Opens what `--profile` names: `sample:NAME`, a file (anything with a separator or ending in
/// `.json`), or a name in the user's profile folder.
///
/// # Errors
/// One sentence with the file, what is wrong and what to do; nothing on disk is touched.
pub fn open(name: &str, folder: &Path, catalogue: &Catalogue) -> Result<Opened, Message> {
    if let Some(sample) = name.strip_prefix("sample:") {
        let known: Vec<&str> = assets::samples().map(|(name, _)| name).collect();
        let Some((_, text)) = assets::samples().find(|(name, _)| *name == sample) else {
            let hint = suggest::hint(sample, known.iter().copied());
            let (zh, en, all) = (hint.zh, hint.en, known.join("、"));
            return Err(message!(
                "没有示例 `{sample}`{zh}（有 {all}）",
                "there is no sample `{sample}`{en} (there are {all})"
            ));
        };
        return Ok(Opened { profile: parse(text, catalogue)?, origin: Origin::Sample });
    }
    let path = path_of(name, folder);
    let shown = path.display();
    let text = fs::read_to_string(&path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => message!("没有档案文件 {shown}", "there is no profile file {shown}"),
        _ => message!("读不了档案 {shown}：{error}", "cannot read the profile {shown}: {error}"),
    })?;
    let mut profile = parse(&text, catalogue).map_err(|problem| {
        let (zh, en) = (problem.zh, problem.en);
        message!("档案 {shown} 有误，没有改动它：{zh}", "the profile {shown} does not fit and was left as it is: {en}")
    })?;
    if profile.name.is_empty() {
        profile.name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    }
    Ok(Opened { profile, origin: Origin::File(path) })
}

/// The file that a profile name stands for.
#[must_use]
pub fn path_of(name: &str, folder: &Path) -> PathBuf {
    if name.ends_with(".json") || name.contains(['/', '\\']) {
        PathBuf::from(name)
    } else {
        folder.join(format!("{name}.json"))
    }
}

/// Reads a profile's text.
///
/// # Errors
/// The first thing that is wrong: not JSON, another format, an unknown key, an answer that does not fit.
pub fn parse(text: &str, catalogue: &Catalogue) -> Result<Profile, Message> {
    let file: ProfileFile = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| message!("不是档案的格式（{error}）", "it is not a profile ({error})"))?;
    if file.format != FORMAT {
        let found = file.format;
        return Err(message!(
            "档案格式是 {found}，本程序只认 {FORMAT}，请用较新的版本打开",
            "the profile has format {found}, this program knows {FORMAT}: open it with a newer version",
        ));
    }
    let mut profile = Profile::named(&file.name);
    for (key, value) in &file.answers {
        let id = find_field(key, catalogue)?;
        if let Some(entry) = entry(id, value, catalogue)? {
            profile.set(id, Some(entry));
        }
    }
    for (name, value) in &file.judgements {
        let tick = find_tick(name, catalogue)?;
        let text = plain_text(value).ok_or_else(|| wrong_value(name))?;
        let truth = parse_tick(&text).map_err(|problem| of_key(name, problem))?;
        profile.set_tick(tick, Some(truth));
    }
    Ok(profile)
}

fn entry(id: FieldId, value: &Value, catalogue: &Catalogue) -> Result<Option<Entry>, Message> {
    let key = catalogue.fields.key(id);
    let (value, source, date) = match value {
        Value::Null => return Ok(None),
        Value::Object(_) => {
            let sourced: Sourced = serde_json::from_value(value.clone()).map_err(|error| {
                message!(
                    "`{key}` 应为值或 {{value, source, date}}（{error}）",
                    "`{key}` should be a value or {{value, source, date}} ({error})"
                )
            })?;
            (sourced.value, sourced.source, sourced.date)
        }
        plain => (plain.clone(), None, None),
    };
    let text = plain_text(&value).ok_or_else(|| wrong_value(key))?;
    let answer = answer(id, &text, catalogue)?;
    let date = match date {
        None => None,
        Some(text) => Some(NaiveDate::parse_from_str(&text, "%Y-%m-%d").map_err(|_| {
            message!("`{key}` 的日期 `{text}` 写成 2024-05-10 这样", "`{key}`: write the date `{text}` like 2024-05-10")
        })?),
    };
    Ok(Some(Entry { answer, source, date }))
}

/// A JSON value in the notation that people type.
fn plain_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(yes) => Some(if *yes { "yes" } else { "no" }.to_owned()),
        Value::Array(items) if items.is_empty() => Some("none".to_owned()),
        Value::Array(items) => {
            let parts: Option<Vec<String>> = items.iter().map(|item| item.as_str().map(str::to_owned)).collect();
            parts.map(|parts| parts.join(","))
        }
        Value::Null | Value::Object(_) => None,
    }
}

fn wrong_value(key: &str) -> Message {
    message!("`{key}` 的值看不懂", "the value of `{key}` is not one that can be read")
}

fn of_key(key: &str, problem: Message) -> Message {
    let (zh, en) = (problem.zh, problem.en);
    message!("`{key}`：{zh}", "`{key}`: {en}")
}

/// Sets one answer or tick from `KEY` and the notation that people type, as `--set` does; an empty
/// value takes the answer back.
///
/// # Errors
/// One sentence that names the key, with the nearest known one when it is unknown.
pub fn set(profile: &mut Profile, key: &str, value: &str, catalogue: &Catalogue) -> Result<(), Message> {
    if key.contains(':') {
        let tick = find_tick(key, catalogue)?;
        let truth = if value.trim().is_empty() {
            None
        } else {
            Some(parse_tick(value).map_err(|problem| of_key(key, problem))?)
        };
        profile.set_tick(tick, truth);
        return Ok(());
    }
    let id = find_field(key, catalogue)?;
    let entry = if value.trim().is_empty() { None } else { Some(answer(id, value, catalogue)?.into()) };
    profile.set(id, entry);
    Ok(())
}

fn answer(id: FieldId, text: &str, catalogue: &Catalogue) -> Result<Answer, Message> {
    let Some(field) = catalogue.fields.get(id) else {
        return Err(message!("没有这个字段", "there is no such field"));
    };
    Answer::parse(field, text).map_err(|problem| of_key(&field.key, problem))
}

fn find_field(key: &str, catalogue: &Catalogue) -> Result<FieldId, Message> {
    let keys = || catalogue.fields.iter().map(|(_, field)| field.key.as_str());
    catalogue.fields.find(key).ok_or_else(|| suggest::unknown_field(key, keys()))
}

fn find_tick(name: &str, catalogue: &Catalogue) -> Result<TickId, Message> {
    catalogue.find_tick(name).ok_or_else(|| {
        let hint = suggest::hint(name, catalogue.tick_names());
        let (zh, en) = (hint.zh, hint.en);
        message!("没有判断项 `{name}`{zh}", "there is no judgement `{name}`{en}")
    })
}

/// Writes a profile as text.
#[must_use]
pub fn to_text(profile: &Profile, catalogue: &Catalogue) -> String {
    let mut file = ProfileFile {
        format: FORMAT,
        name: profile.name.clone(),
        answers: BTreeMap::new(),
        judgements: BTreeMap::new(),
    };
    for (id, entry) in profile.answered() {
        let Some(field) = catalogue.fields.get(id) else { continue };
        let value = match entry.answer {
            Answer::Flag(yes) => Value::Bool(yes),
            _ => Value::String(entry.answer.notation(field)),
        };
        let value = if entry.source.is_none() && entry.date.is_none() {
            value
        } else {
            let date = entry.date.map(|date| date.to_string());
            serde_json::json!({ "value": value, "source": entry.source, "date": date })
        };
        file.answers.insert(field.key.clone(), value);
    }
    for (tick, truth) in profile.ticks() {
        let value = match truth {
            Truth::Yes => Value::Bool(true),
            Truth::No => Value::Bool(false),
            Truth::Unknown => Value::String("?".to_owned()),
        };
        file.judgements.insert(catalogue.tick_name(tick).to_owned(), value);
    }
    // Strings, numbers and maps with string keys always serialise.
    serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
}

/// Writes a profile to its file, whole or not at all.
///
/// # Errors
/// What the file system says; the old file is still there then.
pub fn save(profile: &Profile, path: &Path, catalogue: &Catalogue) -> io::Result<()> {
    write_whole(path, &to_text(profile, catalogue))
}

/// Writes a file by way of a temporary one beside it, flushed to the disk and then renamed.
fn write_whole(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    create_private(folder)?;
    let mut file = tempfile::Builder::new().prefix(".policydesk-").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    // The rename itself is only safe once the folder is on disk; where a folder cannot be opened as
    // a file (Windows) the rename is already durable.
    if let Ok(folder) = File::open(folder) {
        folder.sync_all().or_else(|error| if cfg!(unix) { Err(error) } else { Ok(()) })?;
    }
    Ok(())
}

/// Creates the profile folder for its owner only; an existing folder stays as it is.
fn create_private(folder: &Path) -> io::Result<()> {
    if folder.exists() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(folder)
}
