//! The real binary in a pseudo-terminal, in a home of its own: keys as bytes in, a screen out.
//!
//! A thread reads what the program writes and sends it on; whoever waits, waits on that channel, for what
//! the screen is to say or for the program to end, and never for time to pass.

use std::io::{Read, Write};
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{ChildKiller, CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};
use tempfile::TempDir;
use vt100::{Parser, Screen};

/// Longer than any of this takes on a machine that is busy with other things.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long nothing is to happen before it counts as nothing.
const QUIET: Duration = Duration::from_millis(300);

/// One synchronised update.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// Something that the program did.
enum News {
    Wrote(Vec<u8>),
    Ended(u32),
    /// Nothing more can be read.
    Closed,
}

/// How the program runs.
pub(crate) struct Launch<'a> {
    pub(crate) args: &'a [&'a str],
    pub(crate) size: (u16, u16),
    /// Variables besides the usual ones.
    pub(crate) env: &'a [(&'a str, &'a str)],
}

/// A program at work in a terminal.
pub(crate) struct Terminal {
    news: Receiver<News>,
    master: Box<dyn MasterPty + Send>,
    /// Kept open while the program runs, as a shell would.
    slave: Option<Box<dyn SlavePty + Send>>,
    keyboard: Box<dyn Write + Send>,
    killer: Box<dyn ChildKiller + Send + Sync>,
    pid: u32,
    code: Option<u32>,
    parser: Parser,
    /// What was written and not asked for yet.
    written: Vec<u8>,
    /// What was written and is not shown yet.
    waiting: Vec<u8>,
    /// The modes of the terminal before the program took it.
    modes: String,
    home: TempDir,
}

impl Terminal {
    /// Opens the desk and waits for its first frame.
    pub(crate) fn open(launch: &Launch<'_>, home: TempDir) -> Terminal {
        let (width, height) = launch.size;
        let pair = native_pty_system().openpty(size(width, height)).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_policydesk"));
        command.args(launch.args);
        command.cwd(env!("CARGO_MANIFEST_DIR"));
        command.env_clear();
        for (name, value) in [("LANG", "zh_CN.UTF-8"), ("TERM", "xterm-256color")].iter().chain(launch.env) {
            command.env(name, value);
        }
        command.env("HOME", home.path());
        command.env("XDG_DATA_HOME", home.path().join("data"));
        command.env("XDG_CONFIG_HOME", home.path().join("config"));
        let modes = modes(pair.master.as_ref());
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keyboard = pair.master.take_writer().unwrap();
        let mut child = pair.slave.spawn_command(command).unwrap();
        let (pid, killer) = (child.process_id().unwrap(), child.clone_killer());
        let (sender, news) = mpsc::channel();
        let ending = sender.clone();
        thread::spawn(move || {
            let mut buffer = [0; 65_536];
            // A terminal whose other side is gone gives an error (Linux) or nothing (elsewhere).
            while let Some(count) = reader.read(&mut buffer).ok().filter(|count| *count > 0) {
                let _ = sender.send(News::Wrote(buffer[..count].to_vec()));
            }
            let _ = sender.send(News::Closed);
        });
        thread::spawn(move || {
            let code = child.wait().unwrap().exit_code();
            let _ = ending.send(News::Ended(code));
        });
        let parser = Parser::new(height.try_into().unwrap(), width.try_into().unwrap(), 0);
        let (master, slave) = (pair.master, Some(pair.slave));
        let (written, waiting) = (Vec::new(), Vec::new());
        let mut terminal =
            Terminal { news, master, slave, keyboard, killer, pid, code: None, parser, written, waiting, modes, home };
        terminal.wait_until("the first frame", |screen| row_of(screen, "F1").is_some());
        terminal
    }

    pub(crate) fn screen(&self) -> &Screen {
        self.parser.screen()
    }

    pub(crate) fn pid(&self) -> u32 {
        self.pid
    }

    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// The exit code, once the program has ended.
    pub(crate) fn code(&self) -> Option<u32> {
        self.code
    }

    /// Sends bytes as the keyboard does.
    pub(crate) fn send(&mut self, bytes: impl AsRef<[u8]>) -> &mut Terminal {
        self.keyboard.write_all(bytes.as_ref()).unwrap();
        self.keyboard.flush().unwrap();
        self
    }

    /// Sends bytes and waits for a row of the screen to say something.
    pub(crate) fn send_until(&mut self, bytes: impl AsRef<[u8]>, wanted: &str) -> &mut Terminal {
        self.send(bytes);
        self.wait_until(wanted, |screen| row_of(screen, wanted).is_some());
        self
    }

    pub(crate) fn resize(&mut self, width: u16, height: u16) {
        self.parser.set_size(height.try_into().unwrap(), width.try_into().unwrap());
        self.master.resize(size(width, height)).unwrap();
    }

    /// Sends a signal to the program, and to nothing else.
    pub(crate) fn signal(&self, name: &str) {
        let sent = Command::new("sh").args(["-c", &format!("kill -{name} {}", self.pid)]).status().unwrap();
        assert!(sent.success(), "no signal {name}");
    }

    /// Waits until the screen is as wanted.
    pub(crate) fn wait_until(&mut self, wanted: &str, is_there: impl Fn(&Screen) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !is_there(self.screen()) {
            let left = deadline.saturating_duration_since(Instant::now());
            let in_time = self.wait(left);
            assert!(in_time && self.code.is_none(), "no {wanted} on\n{}", self.show());
        }
    }

    /// Reads on until nothing more comes; gives everything written since this was asked last.
    pub(crate) fn settled(&mut self) -> Vec<u8> {
        while self.wait(QUIET) {}
        std::mem::take(&mut self.written)
    }

    /// What the program writes while nothing is to happen; since nothing is expected, the wait has a bound.
    pub(crate) fn written_while_idle(&mut self) -> Vec<u8> {
        self.written.clear();
        self.wait(QUIET);
        std::mem::take(&mut self.written)
    }

    /// Waits for the program to end, with all that it wrote; gives its exit code.
    pub(crate) fn wait_for_end(&mut self) -> u32 {
        let deadline = Instant::now() + PATIENCE;
        while self.code.is_none() {
            let in_time = self.wait(deadline.saturating_duration_since(Instant::now()));
            assert!(in_time, "it does not end:\n{}", self.show());
        }
        self.code.unwrap()
    }

    /// Whether the modes of the terminal are what they were before the program came.
    pub(crate) fn has_its_modes_back(&self) -> bool {
        modes(self.master.as_ref()) == self.modes
    }

    /// Closes the other side of an ended program's terminal; gives what was written since this was
    /// asked last.
    pub(crate) fn drain(&mut self) -> Vec<u8> {
        drop(self.slave.take());
        while let Ok(news) = self.news.recv_timeout(PATIENCE) {
            match news {
                News::Wrote(bytes) => self.take(&bytes),
                News::Ended(code) => self.code = Some(code),
                News::Closed => return std::mem::take(&mut self.written),
            }
        }
        panic!("the terminal is still held open");
    }

    /// Waits for one piece of news; gives whether any came.
    fn wait(&mut self, for_at_most: Duration) -> bool {
        match self.news.recv_timeout(for_at_most) {
            Ok(News::Wrote(bytes)) => self.take(&bytes),
            Ok(News::Ended(code)) => self.code = Some(code),
            Ok(News::Closed) | Err(RecvTimeoutError::Disconnected) => {}
            Err(RecvTimeoutError::Timeout) => return false,
        }
        true
    }

    /// Shows what was written, a synchronised update only when it is whole, as a terminal does: on half a
    /// frame the cursor stands anywhere.
    fn take(&mut self, bytes: &[u8]) {
        self.written.extend_from_slice(bytes);
        self.waiting.extend_from_slice(bytes);
        let waiting = std::mem::take(&mut self.waiting);
        let mut shown = 0;
        while let Some(begin) = find(&waiting[shown..], BEGIN) {
            let Some(end) = find(&waiting[shown + begin..], END) else {
                self.parser.process(&waiting[shown..shown + begin]);
                self.waiting = waiting[shown + begin..].to_vec();
                return;
            };
            let next = shown + begin + end + END.len();
            self.parser.process(&waiting[shown..next]);
            shown = next;
        }
        // A beginning may itself have arrived in part.
        let rest = &waiting[shown..];
        let partial = (1..BEGIN.len()).rev().find(|length| rest.ends_with(&BEGIN[..*length])).unwrap_or(0);
        let (now, later) = rest.split_at(rest.len() - partial);
        self.parser.process(now);
        self.waiting = later.to_vec();
    }

    /// The screen for a failing test.
    pub(crate) fn show(&self) -> String {
        let (row, column) = self.screen().cursor_position();
        let ended = self.code.map_or(String::new(), |code| format!(", ended with {code}"));
        format!("{}\ncursor: {column},{row}{ended}", self.screen().contents())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // A test that failed leaves no program behind.
        if self.code.is_none() {
            let _ = self.killer.kill();
        }
    }
}

fn size(width: u16, height: u16) -> PtySize {
    PtySize { rows: height, cols: width, pixel_width: 0, pixel_height: 0 }
}

/// The modes of a terminal (echo, line by line, signals by key, …), to compare.
fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().expect("a terminal has modes"))
}

/// The rows of a screen, without what is blank at their right.
pub(crate) fn rows(screen: &Screen) -> impl Iterator<Item = String> {
    let (_, width) = screen.size();
    screen.rows(0, width.get()).map(|row| row.trim_end().to_owned())
}

/// The first row that has this in it.
pub(crate) fn row_of(screen: &Screen, wanted: &str) -> Option<String> {
    rows(screen).find(|row| row.contains(wanted))
}

/// Takes what was written apart into whole synchronised updates; gives what stands outside of them.
pub(crate) fn frames(written: &[u8]) -> (Vec<Vec<u8>>, Vec<u8>) {
    let (mut frames, mut outside) = (Vec::new(), Vec::new());
    let mut rest = written;
    while let Some(begin) = find(rest, BEGIN) {
        outside.extend_from_slice(&rest[..begin]);
        rest = &rest[begin + BEGIN.len()..];
        let end = find(rest, END).expect("an update that begins and never ends");
        frames.push(rest[..end].to_vec());
        rest = &rest[end + END.len()..];
    }
    outside.extend_from_slice(rest);
    (frames, outside)
}

/// Where a run of bytes first stands.
fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}
