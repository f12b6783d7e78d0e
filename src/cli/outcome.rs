//! How a command can end.

use std::io;

use crate::domain::message::Message;
use crate::message;

/// The exit codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// Done; with `--exit-status`, eligible or likely.
    Done,
    /// Something did not hold, and it was said.
    Failure,
    /// The command line does not fit.
    Usage,
    /// `--exit-status`: undecided, or nothing to decide.
    Undecided,
    /// `--exit-status`: ineligible.
    Ineligible,
}

impl Exit {
    /// The number for the shell.
    pub(super) fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::Failure => 1,
            Exit::Usage => 2,
            Exit::Undecided => 3,
            Exit::Ineligible => 4,
        }
    }
}

/// Why a command could not be done.
#[derive(Debug)]
pub(super) enum Failure {
    /// What was typed does not fit: exit code 2.
    Usage(Message),
    /// Something else is wrong: exit code 1.
    Failed(Message),
    /// The reader went away, which is no error.
    Closed,
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::Closed,
            _ => Failure::Failed(message!("写不出结果：{error}", "cannot write the result: {error}")),
        }
    }
}
