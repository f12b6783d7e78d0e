//! Opens what the options for all commands name: data, handbook, profile, date.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::args::Global;
use super::outcome::Failure;
use crate::assets;
use crate::domain::catalogue::{Catalogue, Problem, Sources};
use crate::domain::date::parse_day;
use crate::domain::message::Message;
use crate::domain::profile::Profile;
use crate::env::Env;
use crate::handbook::{Book, in_folder};
use crate::message;
use crate::store::{self, Opened, Origin};

/// What a folder of data holds at least one of.
const DATA_FILES: [&str; 3] = ["handbook.json", "fields.json", "policies"];

/// Refuses options that name files which are not there, before anything else is done.
pub(super) fn check_options(global: &Global) -> Result<(), Failure> {
    if let Some(folder) = &global.data {
        check_folder(folder)?;
    }
    if let Some(file) = global.handbook.as_ref().filter(|file| !file.exists() || file.is_dir()) {
        let file = file.display();
        return Err(Failure::Usage(message!("没有手册文件 {file}", "there is no handbook file {file}")));
    }
    Ok(())
}

/// Refuses a folder without data, which would otherwise pass for the built-in set.
pub(super) fn check_folder(folder: &Path) -> Result<(), Failure> {
    let shown = folder.display();
    if !folder.is_dir() {
        return Err(Failure::Usage(message!("没有数据文件夹 {shown}", "there is no data folder {shown}")));
    }
    if DATA_FILES.iter().any(|name| folder.join(name).exists()) {
        return Ok(());
    }
    let names = DATA_FILES.join("、");
    Err(Failure::Usage(message!(
        "文件夹 {shown} 里没有数据（应有 {names} 之一）",
        "there are no data in {shown} (one of {names} is expected)",
    )))
}

/// The data files: the built-in ones with those of `folder`, or of the user's own data folder, over
/// them.
pub(super) fn sources(folder: Option<&Path>, env: &Env) -> Result<Sources, Failure> {
    let own = (!env.data_folder.as_os_str().is_empty()).then_some(env.data_folder.as_path());
    let unreadable = |error: assets::Unreadable| Failure::Failed(message!("读不了 {error}", "cannot read {error}"));
    assets::sources(folder.or(own)).map_err(unreadable)
}

/// The catalogue, or every error of its data.
pub(super) fn catalogue(folder: Option<&Path>, env: &Env) -> Result<Catalogue, Failure> {
    Catalogue::load(&sources(folder, env)?).map_err(|problems| Failure::Failed(broken(&problems)))
}

/// Every error of the data, one after the other.
fn broken(problems: &[Problem]) -> Message {
    let all = |lang| problems.iter().map(|problem| problem.text(lang)).collect::<Vec<_>>().join("\n");
    let (zh, en) = (all(crate::domain::message::Lang::Zh), all(crate::domain::message::Lang::En));
    let count = problems.len();
    message!("数据有 {count} 处错误，没有载入：\n{zh}", "the data have {count} errors and were not loaded:\n{en}")
}

/// The file of the official text: the one that `--handbook` names, else the one in the data folder.
pub(super) fn handbook(global: &Global, env: &Env) -> Option<PathBuf> {
    let folder = global.data.as_deref().unwrap_or(&env.data_folder);
    global.handbook.clone().or_else(|| in_folder(folder))
}

/// The official text of that file.
pub(super) fn book(file: Option<&Path>) -> Result<Option<Book>, Failure> {
    let Some(file) = file else { return Ok(None) };
    Book::open(file).map(Some).map_err(|error| {
        let file = file.display();
        Failure::Failed(message!("读不了手册文件 {file}：{error}", "cannot read the handbook file {file}: {error}"))
    })
}

/// The profile that `--profile` names, or a blank one.
pub(super) fn profile(global: &Global, env: &Env, catalogue: &Catalogue) -> Result<Opened, Failure> {
    let Some(name) = &global.profile else {
        return Ok(Opened { profile: Profile::default(), origin: Origin::New });
    };
    let folder = env.profiles();
    store::open(name, &folder, catalogue).map_err(|message| {
        // A name that leads nowhere was typed wrong; a file that does not fit is another matter.
        let leads_nowhere = name.starts_with("sample:") || !store::path_of(name, &folder).exists();
        if leads_nowhere { Failure::Usage(message) } else { Failure::Failed(message) }
    })
}

/// The day of the assessment.
pub(super) fn as_of(global: &Global, env: &Env) -> Result<NaiveDate, Failure> {
    global.as_of.as_ref().map_or(Ok(env.today), |text| day("--as-of", text))
}

/// A whole date, given with an option.
pub(super) fn day(option: &str, text: &str) -> Result<NaiveDate, Failure> {
    parse_day(text).map_err(|problem| {
        let (zh, en) = (problem.zh, problem.en);
        Failure::Usage(message!("{option}：{zh}", "{option}: {en}"))
    })
}
