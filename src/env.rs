//! The outside world, read once at the start: today, folders, terminal, colour, language.
//!
//! Nothing else of ours reads the clock or the environment, so that everything else can be tested with
//! made-up ones.

use std::io::IsTerminal;
use std::path::PathBuf;

use chrono::NaiveDate;
use etcetera::BaseStrategy;

use crate::domain::message::Lang;

/// What was found outside.
#[derive(Clone, Debug)]
pub struct Env {
    /// The local date.
    pub today: NaiveDate,
    /// The user's own data folder for policydesk; empty when the platform names none.
    pub data_folder: PathBuf,
    /// The language of the locale.
    pub lang: Lang,
    /// Whether a person sits at both ends.
    pub interactive: bool,
    /// Whether colour was asked not to be used (`NO_COLOR`, no-color.org).
    pub no_color: bool,
}

impl Env {
    /// Looks around once.
    #[must_use]
    pub fn read() -> Env {
        let data_folder =
            etcetera::choose_base_strategy().map(|strategy| strategy.data_dir().join("policydesk")).unwrap_or_default();
        Env {
            today: chrono::Local::now().date_naive(),
            data_folder,
            lang: locale(),
            interactive: std::io::stdin().is_terminal() && std::io::stdout().is_terminal(),
            no_color: std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()),
        }
    }

    /// Where the desk remembers queries, policies looked at and favourites.
    #[must_use]
    pub fn habits(&self) -> PathBuf {
        self.data_folder.join("desk.json")
    }

    /// Where profiles are kept.
    #[must_use]
    pub fn profiles(&self) -> PathBuf {
        self.data_folder.join("profiles")
    }
}

/// English only for an English locale: the program is for desks in Guangxi, and many of their machines
/// run in the neutral `C` locale.
fn locale() -> Lang {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty());
    match set {
        Some(value) if value.to_ascii_lowercase().starts_with("en") => Lang::En,
        _ => Lang::Zh,
    }
}
