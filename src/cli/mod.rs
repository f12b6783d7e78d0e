//! The command line: what is asked for, and one file a command.
//!
//! In reading order: [`args`] is the whole of what can be typed (doc comments are the help), [`usage`]
//! turns what cannot be into one sentence, [`load`] opens data and profile, [`context`] is what every
//! command is given, [`outcome`] says how it can end. A command is one file with an arguments struct
//! and one `run` function.
//!
//! Exit codes: 0 done, 1 failure, 2 usage; with `check --exit-status` 0 eligible or likely, 3 undecided,
//! 4 ineligible. A broken pipe is no error.

mod args;
mod check;
mod context;
mod fields;
mod list;
mod load;
mod matching;
mod outcome;
mod search;
mod show;
mod usage;
mod validate;

use std::ffi::OsString;
use std::io::{self, BufWriter, Write};

pub use args::Global;
use args::Command;
pub use args::help;
use context::Context;
use outcome::{Exit, Failure};

use crate::domain::message::{Lang, Message};
use crate::env::Env;
use crate::text::clean_text;

/// Opens the desk with the options that were given; the face that does it is not known here.
pub type Desk = fn(&Global, &Env) -> Result<(), Message>;

/// Does what the command line asks for and gives the exit code.
pub fn run(args: impl Iterator<Item = OsString>, env: &Env, desk: Desk) -> u8 {
    let args: Vec<OsString> = args.collect();
    let lang = usage::lang_of(&args).unwrap_or(env.lang);
    let mut out = BufWriter::new(io::stdout().lock());
    let ended = obey(args, env, desk, &mut out).and_then(|exit| Ok(out.flush().map(|()| exit)?));
    match ended {
        Ok(exit) => exit.code(),
        Err(failure) => {
            // What was written before the failure belongs above it; a closed pipe takes neither.
            let _ = out.flush();
            tell(&failure, lang)
        }
    }
}

fn obey(args: Vec<OsString>, env: &Env, desk: Desk, out: &mut dyn Write) -> Result<Exit, Failure> {
    match args::parse(args)? {
        args::Request::Text(text) => {
            out.write_all(text.as_bytes())?;
            Ok(Exit::Done)
        }
        args::Request::Desk(global) if env.interactive => {
            load::check_options(&global)?;
            desk(&global, env).map(|()| Exit::Done).map_err(Failure::Failed)
        }
        args::Request::Desk(_) => {
            // Without a terminal there is no desk to open; the help says what else there is.
            io::stderr().write_all(args::help().as_bytes())?;
            Ok(Exit::Usage)
        }
        args::Request::Command(global, command) => dispatch(&global, command, env, out),
    }
}

fn dispatch(global: &Global, command: Command, env: &Env, out: &mut dyn Write) -> Result<Exit, Failure> {
    load::check_options(global)?;
    // Checking data must work where loading them fails.
    if let Command::Validate(args) = command {
        return validate::run(&args, global, env, out);
    }
    let catalogue = load::catalogue(global.data.as_deref(), env)?;
    let mut context = Context::new(&catalogue, global, env, out)?;
    match command {
        Command::List(args) => list::run(&args, &mut context),
        Command::Search(args) => search::run(&args, &mut context),
        Command::Show(args) => show::run(&args, &mut context),
        Command::Fields(args) => fields::run(&args, &mut context),
        Command::Check(args) => check::run(&args, &mut context),
        Command::Match(args) => matching::run(&args, &mut context),
        Command::Validate(_) => Ok(Exit::Done),
    }
}

/// Says on standard error what went wrong, in one sentence, and gives the exit code.
fn tell(failure: &Failure, lang: Lang) -> u8 {
    let message = match failure {
        Failure::Usage(message) | Failure::Failed(message) => message,
        Failure::Closed => return Exit::Done.code(),
    };
    let text = message.text(lang);
    // Where standard error is closed as well there is nobody left to tell.
    let _ = writeln!(io::stderr(), "{}{}", lang.pick("错误：", "error: "), clean_text(text));
    match failure {
        Failure::Usage(_) => Exit::Usage.code(),
        Failure::Failed(_) | Failure::Closed => Exit::Failure.code(),
    }
}
