//! The real desk in a pseudo-terminal: what a person types, what a terminal gets, and that the terminal is
//! theirs again on every way out.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use std::fs;
use std::path::Path;

use tempfile::TempDir;

#[path = "common/terminal.rs"]
mod terminal;

use terminal::{Launch, Terminal, frames, row_of, rows};

const CTRL_Q: &str = "\x11";
const DOWN: &str = "\x1b[B";
const UP: &str = "\x1b[A";
const F1: &str = "\x1bOP";
const F2: &str = "\x1bOQ";
const F3: &str = "\x1bOR";
const F7: &str = "\x1b[18~";
const F8: &str = "\x1b[19~";
/// A key without a meaning.
const F12: &str = "\x1b[24~";
const ENTER: &str = "\r";
const ESC: &str = "\x1b";
const USUAL: (u16, u16) = (80, 24);
const THREE: (u16, u16) = (120, 35);

/// The desk of the brief: the real data, and the sample of a machine works.
fn machinery() -> Terminal {
    let args = ["--as-of", "2024-05-10", "--profile", "sample:machinery"];
    Terminal::open(&Launch { args: &args, size: THREE, env: &[] }, TempDir::new().unwrap())
}

/// The desk over the made-up handbook, with no profile, so that what these tests see does not change with
/// the data.
fn desk(size: (u16, u16), env: &[(&str, &str)]) -> Terminal {
    let args = ["--as-of", "2024-05-10", "--data", "tests/data/desk"];
    Terminal::open(&Launch { args: &args, size, env }, TempDir::new().unwrap())
}

/// The same with a profile in a file of its own; gives the file.
fn desk_with_file() -> (Terminal, std::path::PathBuf) {
    let home = TempDir::new().unwrap();
    let file = home.path().join("client.json");
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/desk/profiles/typical.json"), &file).unwrap();
    let name = file.display().to_string();
    let args = ["--as-of", "2024-05-10", "--data", "tests/data/desk", "--profile", &name];
    (Terminal::open(&Launch { args: &args, size: THREE, env: &[] }, home), file)
}

/// An ended desk has given everything back: the modes of the terminal, the screen that was there before,
/// the cursor, the way of pasting; and it wrote nothing after that.
fn assert_given_back(mut desk: Terminal, code: u32) {
    assert_eq!(desk.wait_for_end(), code, "{}", desk.show());
    assert!(desk.has_its_modes_back(), "echo and line mode are not back");
    let written = desk.drain();
    let screen = desk.screen();
    assert!(!screen.alternate_screen(), "still on the alternate screen");
    assert!(!screen.hide_cursor(), "the cursor is hidden");
    assert!(!screen.bracketed_paste(), "pastes are still bracketed");
    assert_eq!(screen.contents().trim(), "", "something is left on the screen that was there before");
    let (_, outside) = frames(&written);
    let text = String::from_utf8(outside).unwrap();
    for sequence in ["\x1b[?1049l", "\x1b[?2004l", "\x1b[?25h"] {
        assert_eq!(text.matches(sequence).count(), 1, "{sequence:?} in {text:?}");
    }
    assert!(text.contains("\x1b[0m"), "the looks are not reset: {text:?}");
    let left = text.rfind("\x1b[?1049l").unwrap();
    assert!(text[left..].matches("\x1b[").count() <= 2, "more than the cursor after leaving: {text:?}");
}

// ---- The desk at work ----

#[test]
fn the_client_whose_debt_is_too_high() {
    let mut desk = machinery();
    desk.send_until("zjtx", "政策指南 › 45 国家级");
    // The form takes the focus and says where its criterion stands in the handbook.
    desk.send_until(F2, "依据：");
    for _ in 0..50 {
        let before = form_row(desk.screen());
        if before.contains("资产负债率") {
            break;
        }
        desk.send(DOWN);
        desk.wait_until("the next criterion", |screen| form_row(screen) != before);
    }
    let row = form_row(desk.screen());
    assert!(row.contains("✗ 资产负债率") && row.contains("73%") && row.contains("高 3 个百分点"), "{}", desk.show());
    desk.send_until(ENTER, "> 资产负债率");
    desk.send_until("70%", "✓ 资产负债率 ≤ 70%");
    desk.send_until(ENTER, "示例机械厂*");
    let row = form_row(desk.screen());
    assert!(row.contains("✓ 资产负债率") && row.trim_end_matches(['│', '┃']).ends_with("70%"), "{}", desk.show());
    // A sample has no file: its changes are asked about once.
    desk.send_until(CTRL_Q, "没有保存");
    assert_eq!(desk.code(), None);
    desk.send(CTRL_Q);
    assert_given_back(desk, 0);
}

#[test]
fn what_this_client_can_get_and_on_which_day() {
    let mut desk = machinery();
    desk.send_until(F3, "符合（1）").send_until(" ", "选了 1 项");
    assert!(row_of(desk.screen(), "+✓").is_some_and(|row| row.contains("设备一次性扣除")), "{}", desk.show());
    desk.send_until(ENTER, "› 22 ");
    // The window of the little giants closes on the nineteenth.
    desk.send_until(F7, "评估日：").send_until("2024-05\r", "没有写到日").send_until("-19\r", "评估日 2024-05-19");
    desk.send_until(F3, "符合（1）").send_until(ESC, "› 22 ");
    desk.send_until(F8, "对比哪一天：").send_until("2024-05-20\r", "2024-05-19 → 2024-05-20：");
    assert!(row_of(desk.screen(), "45/little-giant").is_some(), "{}", desk.show());
    // Another day is no change of the client: nothing is asked.
    desk.send(CTRL_Q);
    assert_given_back(desk, 0);
}

/// What the form, at the right, says on the row of the cursor.
fn form_row(screen: &vt100::Screen) -> String {
    let (row, _) = screen.cursor_position();
    let row = rows(screen).nth(usize::from(row)).unwrap();
    row.trim_end_matches(['│', '┃']).rsplit(['│', '┃']).next().unwrap_or_default().to_owned()
}

#[test]
fn chinese_comes_as_bytes_even_split_ones() {
    let mut desk = desk(USUAL, &[]);
    desk.send_until("夜市", "1/5");
    assert!(row_of(desk.screen(), "3 夜市贷").is_some() && row_of(desk.screen(), "1 灯塔").is_none());
    // Behind the label and two wide glyphs, where an input method's window hangs.
    assert_eq!(desk.screen().cursor_position(), (1, 10), "{}", desk.show());
    // A glyph whose bytes come one by one, as a slow line brings them.
    for byte in "贷".bytes() {
        desk.send([byte]);
    }
    desk.wait_until("the whole glyph", |screen| row_of(screen, "搜索 夜市贷").is_some());
    desk.send_until(ESC, "1 灯塔");
}

#[test]
fn a_paste_goes_to_the_search_bar_and_triggers_nothing() {
    let mut desk = desk(USUAL, &[]);
    // A line break, Ctrl-Q, F1 and a question mark, as a web page may hide them in what is copied.
    desk.send_until("\x1b[200~夜市\r\n\x11\x1bOP?\x1b[201~", "搜索 夜市");
    assert_eq!(desk.code(), None);
    assert!(row_of(desk.screen(), "1 目录").is_some() && row_of(desk.screen(), "帮助 ─").is_none());
    // The same bytes as keys would have ended it.
    desk.send(CTRL_Q);
    assert_given_back(desk, 0);
}

#[test]
fn the_panes_follow_the_size_of_the_terminal() {
    let mut desk = desk(USUAL, &[]);
    let panes = |screen: &vt100::Screen| {
        let row = row_of(screen, "1 目录").unwrap_or_default();
        ["1 目录", "2 详情", "3 资格"].into_iter().filter(|pane| row.contains(pane)).count()
    };
    let is_whole = |screen: &vt100::Screen, (width, height): (u16, u16)| {
        let corners = rows(screen).filter(|row| row.starts_with('╰') && row.ends_with('╯')).count();
        let rows: Vec<String> = rows(screen).collect();
        let used = rows.iter().map(|row| policydesk::text::Widths::default().of(row)).max();
        corners == 1 && rows.len() == usize::from(height) && used == Some(usize::from(width))
    };
    assert_eq!(panes(desk.screen()), 2);
    // The desk hears of sizes once it reads the keyboard, which a first key shows.
    desk.send_until("贷", "1/5").send_until(ESC, "1 灯塔");
    for (size, wanted) in [(THREE, 3), (USUAL, 2), ((200, 60), 3), ((60, 16), 1), (THREE, 3)] {
        desk.resize(size.0, size.1);
        desk.wait_until("the new panes", move |screen| {
            is_whole(screen, size) && (wanted == 1 || panes(screen) == wanted)
        });
    }
    desk.resize(40, 10);
    desk.wait_until("the plain message", |screen| row_of(screen, "窗口太小").is_some());
    desk.resize(80, 24);
    desk.wait_until("the desk again", move |screen| is_whole(screen, USUAL) && panes(screen) == 2);
}

#[test]
fn a_profile_in_a_file_is_written_on_every_change() {
    let (mut desk, file) = desk_with_file();
    desk.send_until(DOWN, "2 厂房租金补贴").send_until(UP, "✗ 资产负债率");
    desk.send_until(F2, "依据：一、4");
    desk.send_until(ENTER, "> 资产负债率").send_until("65%", "✓ 资产负债率");
    desk.send_until(ENTER, "已保存到");
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("\"65%\"") && !text.contains("\"73%\""), "{text}");
    desk.send(CTRL_Q);
    assert_given_back(desk, 0);
}

#[test]
fn a_new_profile_is_saved_under_the_name_that_is_given() {
    use std::os::unix::fs::PermissionsExt;
    let mut desk = desk(THREE, &[]);
    desk.send_until(DOWN, "2 厂房租金补贴").send_until(UP, "? 申请主体是企业");
    desk.send_until(F2, "依据：一、1").send_until("\r1\r", "✓ 申请主体是企业");
    desk.send_until("\x13", "档案名：").send_until("甲厂\r", "已保存到");
    let file = desk.home().join("data/policydesk/profiles/甲厂.json");
    assert!(fs::read_to_string(&file).unwrap().contains("company"));
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&file), mode(file.parent().unwrap())), (0o600, 0o700));
    desk.send(CTRL_Q);
    assert_given_back(desk, 0);
}

#[test]
fn a_name_that_is_taken_is_kept_to_be_changed() {
    let mut desk = desk(THREE, &[]);
    let profiles = desk.home().join("data/policydesk/profiles");
    fs::create_dir_all(&profiles).unwrap();
    fs::write(profiles.join("甲厂.json"), "not ours").unwrap();
    desk.send_until("\x13", "档案名：").send_until("甲厂\r", "已有叫 甲厂 的档案");
    desk.send_until("二\r", "已保存到");
    assert!(profiles.join("甲厂二.json").is_file());
    assert_eq!(fs::read_to_string(profiles.join("甲厂.json")).unwrap(), "not ours");
    desk.send(CTRL_Q);
    assert_given_back(desk, 0);
}

#[test]
fn the_locale_chooses_the_face_and_no_color_the_looks() {
    let mut english = desk(USUAL, &[("LANG", "en_US.UTF-8")]);
    assert!(row_of(english.screen(), "F1 help").is_some(), "{}", english.show());
    let coloured = |desk: &Terminal| {
        let cells = (0..24).flat_map(|row| (0..80).map(move |column| (row, column)));
        let mut cells = cells.filter_map(|(row, column)| desk.screen().cell(row, column));
        cells.any(|cell| cell.fgcolor() != vt100::Color::Default || cell.bgcolor() != vt100::Color::Default)
    };
    assert!(coloured(&english));
    english.send(CTRL_Q);
    assert_given_back(english, 0);
    let plain = desk(USUAL, &[("NO_COLOR", "1")]);
    assert!(!coloured(&plain));
    // What is selected still shows.
    let selected = (0..80).filter_map(|column| plain.screen().cell(4, column));
    assert!(selected.into_iter().any(vt100::Cell::inverse), "{}", plain.show());
}

// ---- What is written, and when ----

#[test]
fn every_frame_is_one_synchronised_update() {
    let mut desk = desk(USUAL, &[]);
    let opening = desk.settled();
    let (first, outside) = frames(&opening);
    assert_eq!(first.len(), 1, "one frame opens the desk");
    assert_eq!(String::from_utf8(outside).unwrap(), "\x1b[?1049h\x1b[?2004h", "and nothing but taking the terminal");
    for (keys, wanted) in [("贷", "1/5"), (ESC, "1 灯塔"), (F1, "到处可用"), (ESC, "搜索"), (F2, "依据：")]
    {
        desk.send_until(keys, wanted);
        let written = desk.settled();
        let (frames, outside) = frames(&written);
        assert_eq!((frames.len(), outside.len()), (1, 0), "{keys:?}: {:?}", String::from_utf8_lossy(&written));
    }
}

#[test]
fn nothing_is_written_while_nothing_happens() {
    let mut desk = desk(USUAL, &[]);
    desk.send_until("租", "1/5").settled();
    let woken = wakings(desk.pid());
    assert_eq!(desk.written_while_idle(), b"");
    assert_eq!(wakings(desk.pid()), woken, "a thread woke up for nothing");
    // And it is still there.
    desk.send_until(ESC, "1 灯塔");
}

#[test]
fn a_key_that_changes_nothing_writes_nothing() {
    let mut desk = desk(USUAL, &[]);
    desk.send_until("租", "1/5").settled();
    desk.send(F12);
    assert_eq!(desk.written_while_idle(), b"", "it wrote for nothing");
}

/// How often the threads of a process went to sleep by themselves so far; the same number twice means
/// that none woke up in between.
fn wakings(pid: u32) -> Option<u64> {
    let threads = fs::read_dir(format!("/proc/{pid}/task")).ok()?;
    let statuses = threads.filter_map(|thread| fs::read_to_string(thread.ok()?.path().join("status")).ok());
    let count = |status: String| {
        let line = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"))?;
        line.trim().parse::<u64>().ok()
    };
    Some(statuses.filter_map(count).sum())
}

// ---- Every way out ----

#[test]
fn leaving_gives_the_terminal_back() {
    for keys in [CTRL_Q, "\x03"] {
        let mut desk = desk(USUAL, &[]);
        assert!(!desk.has_its_modes_back(), "the desk reads keys one by one");
        assert!(desk.screen().alternate_screen() && desk.screen().bracketed_paste());
        assert!(!desk.screen().hide_cursor(), "the input method needs the cursor");
        desk.send(keys);
        assert_given_back(desk, 0);
    }
}

#[test]
fn a_signal_gives_the_terminal_back() {
    for signal in ["TERM", "HUP", "INT"] {
        let desk = desk(USUAL, &[]);
        desk.signal(signal);
        assert_given_back(desk, 0);
    }
}

#[test]
fn suspending_gives_the_terminal_back_and_continuing_takes_it_again() {
    let mut desk = desk(USUAL, &[]);
    desk.send_until("租", "1/5");
    desk.send("\x1a");
    desk.wait_until("the shell's screen", |screen| !screen.alternate_screen() && !screen.bracketed_paste());
    while !is_stopped(desk.pid()) {
        // It stops a moment after it gave the terminal back; nothing tells when.
        desk.settled();
    }
    assert!(desk.has_its_modes_back());
    desk.signal("CONT");
    desk.wait_until("the desk again", |screen| screen.alternate_screen() && row_of(screen, "搜索 租").is_some());
    assert!(!desk.has_its_modes_back());
    desk.send_until(ESC, "1 灯塔");
    desk.send(CTRL_Q);
    assert_eq!(desk.wait_for_end(), 0);
    assert!(desk.has_its_modes_back());
}

/// Whether a process is stopped, as the system says (`State: T`).
fn is_stopped(pid: u32) -> bool {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    !status.contains("State:") || status.contains("State:\tT")
}
