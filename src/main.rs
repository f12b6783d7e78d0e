//! The program: hands the command line to `cli`, opens the desk when there is none, ends with the exit
//! code.

use std::io::Write;
use std::process::ExitCode;

use policydesk::cli::{self, Global};
use policydesk::domain::message::Message;
use policydesk::env::Env;

fn main() -> ExitCode {
    ExitCode::from(cli::run(std::env::args_os(), &Env::read(), desk))
}

/// Opens the desk on the terminal.
fn desk(global: &Global, env: &Env) -> Result<(), Message> {
    // REPLACE when src/tui is there: `policydesk::tui::run(policydesk::tui::Options { … })`.
    let _ = (global, env, std::io::stdout().write_all(cli::help().as_bytes()));
    Ok(())
}
