//! One helper for all tests that run the real binary: a world of its own, and what came out.

#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot start has nothing better to do")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// The day of all tests: within the window of the little giants, and of the mini handbook.
pub(crate) const AS_OF: &str = "2024-05-10";

/// A home of its own, so that nothing of this machine's user is read or written.
pub(crate) struct World {
    home: TempDir,
}

/// What a run of the program left behind.
pub(crate) struct Ran {
    /// The exit code.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

impl World {
    pub(crate) fn new() -> World {
        World { home: TempDir::new().expect("a temporary folder") }
    }

    /// A place for files of the test.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Writes a file of the test and gives its path as an argument.
    pub(crate) fn file(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(&path, text).expect("a file");
        path.display().to_string()
    }

    /// The program in this world, not run yet.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_policydesk"));
        command
            .args(args)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env_clear()
            .env("HOME", self.home.path())
            .env("XDG_DATA_HOME", self.home.path().join("data"))
            .env("LANG", "zh_CN.UTF-8")
            .stdin(Stdio::null());
        command
    }

    /// Runs the program with these arguments, as they are.
    pub(crate) fn run_plain(&self, args: &[&str]) -> Ran {
        Ran::of(self.command(args).output().expect("the program starts"))
    }

    /// Runs the program on the day of all tests.
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.run_plain(&[args, &["--as-of", AS_OF]].concat())
    }

    /// Runs the program on the mini handbook of `tests/data/mini`.
    pub(crate) fn mini(&self, args: &[&str]) -> Ran {
        self.run(&[args, &["--data", "tests/data/mini"]].concat())
    }
}

impl Ran {
    pub(crate) fn of(output: Output) -> Ran {
        Ran {
            code: output.status.code().expect("an exit code, not a signal"),
            out: String::from_utf8(output.stdout).expect("text"),
            err: String::from_utf8(output.stderr).expect("text"),
        }
    }

    /// The output of a run that must have gone well.
    pub(crate) fn ok(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "{}", self.out);
        self.out
    }

    /// The JSON of a run that must have gone well.
    pub(crate) fn json(self) -> Value {
        let text = self.ok();
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
    }

    /// Holds that it failed with this code and said this on standard error only.
    #[track_caller]
    pub(crate) fn fails(&self, code: i32, says: &[&str]) {
        assert_eq!(self.code, code, "{}{}", self.out, self.err);
        assert_eq!(self.out, "", "an error is for standard error");
        for part in says {
            assert!(self.err.contains(part), "`{part}` is not in: {}", self.err);
        }
        assert!(!self.err.contains("panicked"), "{}", self.err);
    }
}

/// Whether a folder holds no file at all, however deep.
pub(crate) fn is_untouched(folder: &Path) -> bool {
    !folder.exists() || std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}
