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
mod verify;

use std::ffi::OsString;
use std::io::{self, BufWriter, Write};

use args::{Command, Global};
use chrono::NaiveDate;
use context::Context;
use outcome::{Exit, Failure};

use crate::domain::catalogue::Catalogue;
use crate::domain::message::{Lang, Message};
use crate::env::Env;
use crate::handbook::Book;
use crate::store::Opened;
use crate::text::clean_text;

/// What the desk opens with; the face that opens it is not known here.
pub struct Opening {
    /// The checked data.
    pub catalogue: Catalogue,
    /// The profile.
    pub opened: Opened,
    /// The day of the assessment.
    pub as_of: NaiveDate,
    /// The language.
    pub lang: Lang,
    /// The official text, if there is a copy.
    pub book: Option<Book>,
}

/// Runs the desk until the user leaves it.
pub type Desk = fn(Opening, &Env) -> Result<(), Message>;

/// Does what the command line asks for and gives the exit code.
pub fn run(args: impl Iterator<Item = OsString>, env: &Env, desk: Desk) -> u8 {
    let args: Vec<OsString> = args.collect();
    let lang = usage::lang_of(&args).unwrap_or(env.lang);
    // Not locked: the desk writes to the terminal by a handle of its own.
    let mut out = BufWriter::new(io::stdout());
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
            context::page(out, env.lang).laid_out(&text)?;
            Ok(Exit::Done)
        }
        args::Request::Desk(global) if env.interactive => {
            load::check_options(&global)?;
            let catalogue = load::catalogue(global.data.as_deref(), env)?;
            let opened = load::profile(&global, env, &catalogue)?;
            let opening = Opening {
                opened,
                as_of: load::as_of(&global, env)?,
                lang: context::lang(&global, env),
                book: load::book(load::handbook(&global, env).as_deref())?,
                catalogue,
            };
            desk(opening, env).map(|()| Exit::Done).map_err(Failure::Failed)
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
    match command {
        // Checking data must work where loading them fails.
        Command::Validate(args) => validate::run(&args, global, env, out),
        Command::Verify(args) => verify::run(&args, global, env, out),
        Command::List(args) => in_context(global, env, out, |context| list::run(&args, context)),
        Command::Search(args) => in_context(global, env, out, |context| search::run(&args, context)),
        Command::Show(args) => in_context(global, env, out, |context| show::run(&args, context)),
        Command::Fields(args) => in_context(global, env, out, |context| fields::run(&args, context)),
        Command::Check(args) => in_context(global, env, out, |context| check::run(&args, context)),
        Command::Match(args) => in_context(global, env, out, |context| matching::run(&args, context)),
    }
}

/// Loads what the options for all commands name and runs a command with it.
fn in_context(
    global: &Global,
    env: &Env,
    out: &mut dyn Write,
    command: impl FnOnce(&mut Context<'_>) -> Result<Exit, Failure>,
) -> Result<Exit, Failure> {
    let catalogue = load::catalogue(global.data.as_deref(), env)?;
    command(&mut Context::new(&catalogue, global, env, out)?)
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
