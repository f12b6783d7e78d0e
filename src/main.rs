//! The program: hands the command line to `cli`, opens the desk when there is none, ends with the exit
//! code.

use std::process::ExitCode;

use policydesk::cli::{self, Opening};
use policydesk::domain::message::Message;
use policydesk::env::Env;
use policydesk::{assets, message, tui};

fn main() -> ExitCode {
    ExitCode::from(cli::run(std::env::args_os(), &Env::read(), desk))
}

/// Runs the desk on the terminal.
fn desk(opening: Opening, env: &Env) -> Result<(), Message> {
    let options = tui::Options {
        catalogue: opening.catalogue,
        opened: opening.opened,
        as_of: opening.as_of,
        lang: opening.lang,
        no_color: env.no_color,
        profiles: env.profiles(),
        habits: env.habits(),
        phrases: assets::pinyin_phrases(),
        book: opening.book,
    };
    tui::run(options).map_err(|error| message!("终端界面出错：{error}", "the terminal desk failed: {error}"))
}
