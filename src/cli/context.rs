//! What every command is given: the catalogue, the client, the day, the language and where to write.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;

use super::args::Global;
use super::load;
use super::outcome::Failure;
use crate::domain::catalogue::Catalogue;
use crate::domain::message::{Lang, Message};
use crate::domain::profile::Profile;
use crate::env::Env;
use crate::message;
use crate::report::escape;
use crate::report::page::Page;
use crate::store;

/// What a command works with.
pub(super) struct Context<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) profile: Profile,
    pub(super) as_of: NaiveDate,
    pub(super) lang: Lang,
    /// The official text, where `--handbook` or the data folder has a copy.
    pub(super) handbook: Option<PathBuf>,
    /// Whether JSON is asked for.
    pub(super) json: bool,
    out: &'a mut dyn Write,
}

impl<'a> Context<'a> {
    /// Opens what the options for all commands name.
    pub(super) fn new(
        catalogue: &'a Catalogue,
        global: &Global,
        env: &Env,
        out: &'a mut dyn Write,
    ) -> Result<Context<'a>, Failure> {
        Ok(Context {
            catalogue,
            profile: load::profile(global, env, catalogue)?.profile,
            as_of: load::as_of(global, env)?,
            lang: lang(global, env),
            handbook: load::handbook(global, env),
            json: global.json,
            out,
        })
    }

    /// A page on the output, as wide as the terminal if it is one.
    pub(super) fn page(&mut self) -> Page<'_> {
        page(self.out, self.lang)
    }

    /// Prints a value as JSON.
    pub(super) fn print_json(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        print_json(self.out, value)
    }

    /// Prints JSON text as it is.
    pub(super) fn print_json_text(&mut self, text: &str) -> Result<(), Failure> {
        Ok(writeln!(self.out, "{}", escape::json(text.trim_end()))?)
    }
}

/// The language of `--lang`, else of the locale.
pub(super) fn lang(global: &Global, env: &Env) -> Lang {
    match global.lang.as_deref() {
        Some("zh") => Lang::Zh,
        Some("en") => Lang::En,
        _ => env.lang,
    }
}

/// A page on a writer that stands for standard output.
pub(super) fn page(out: &mut dyn Write, lang: Lang) -> Page<'_> {
    let width = if io::stdout().is_terminal() { crossterm::terminal::size().ok() } else { None };
    Page::new(out, lang, width.map(|(columns, _)| usize::from(columns).max(20)))
}

/// Prints a value as JSON, safe to look at.
pub(super) fn print_json(out: &mut dyn Write, value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| Failure::Failed(message!("写不成 JSON：{error}", "cannot be written as JSON: {error}")))?;
    Ok(writeln!(out, "{}", escape::json(&text))?)
}

// Shared by the commands that assess; no doc comment, because clap would take it for their help.
#[derive(Debug, Default, Args)]
pub(super) struct Given {
    /// 临时填一项（可多次），不改档案：debt_ratio=73%、staff=">300"、industry=steel、KEY=?（不知道）、45/little-giant:own-brand=yes（判断项）
    #[arg(long = "set", value_name = "KEY=VALUE", help_heading = "选项")]
    pub(super) set: Vec<String>,
}

impl Given {
    /// The profile with what `--set` says filled in; the one on disk stays as it is.
    pub(super) fn applied(&self, context: &Context<'_>) -> Result<Profile, Failure> {
        let mut profile = context.profile.clone();
        for pair in &self.set {
            let (key, value) = split(pair).map_err(Failure::Usage)?;
            store::set(&mut profile, key, value, context.catalogue).map_err(|problem| {
                let (zh, en) = (problem.zh, problem.en);
                Failure::Usage(message!("--set：{zh}", "--set: {en}"))
            })?;
        }
        Ok(profile)
    }
}

/// Splits `KEY=VALUE`; a range that forgot the first sign (`staff>=300`) is told how to write it.
fn split(pair: &str) -> Result<(&str, &str), Message> {
    let place = pair.find(['<', '>', '=', '≥', '≤', '＝']);
    let parts = place.map(|place| pair.split_at(place));
    match parts.map(|(key, rest)| (key.trim(), rest, rest.strip_prefix(['=', '＝']))) {
        Some((key, _, Some(value))) => Ok((key, value)),
        Some((key, range, None)) => Err(message!(
            "--set 的范围写成 \"{key}={range}\"，不是 `{pair}`",
            "--set: write the range as \"{key}={range}\", not `{pair}`",
        )),
        None => Err(message!(
            "--set 要写成 KEY=VALUE，如 debt_ratio=73%，不是 `{pair}`",
            "--set wants KEY=VALUE such as debt_ratio=73%, not `{pair}`",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn a_pair_is_split_at_its_first_sign() {
        assert_eq!(split("a=1"), Ok(("a", "1")));
        assert_eq!(split("a = >=300"), Ok(("a", " >=300")));
        assert_eq!(split("a=>300"), Ok(("a", ">300")));
        assert_eq!(split("a＝1"), Ok(("a", "1")));
        assert_eq!(split("a="), Ok(("a", "")));
        assert!(split("a>=300").is_err_and(|message| message.zh.contains("\"a=>=300\"")));
        assert!(split("a").is_err());
    }
}
