//! Where the cursor stands, every size of the terminal, and what reaches a terminal from frame to frame.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use policydesk::domain::message::Lang;
use policydesk::store::Origin;
use policydesk::tui::model::Pane;
use policydesk::tui::update::Effect;
use policydesk::tui::view;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

use crate::screen::Desk;
use crate::{COMPARED, LARGE, SMALL, THREE, USUAL};

#[test]
fn the_cursor_stands_where_the_input_method_belongs() {
    // (profile, keys, what stands before the cursor, what stands at it)
    for (keys, before, at) in [
        ("", " 搜索 ", ""),
        ("租 金", " 搜索 租金", ""),
        ("租 金 left", " 搜索 租", "金"),
        ("f2", "│", "✗ 资产负债率 ≤ 70%"),
        ("f2 up", "│", "✓ 职工 ≥ 50 人"),
        ("tab", "│", "灯塔企业认定"),
        ("f2 enter", "> 资产负债率：73%", ""),
        ("f2 enter home", "> 资产负债率：", "73%"),
        ("f2 enter 约", "> 资产负债率：约", ""),
        ("f2 end enter", "│  ", "> 1 ( ) 是"),
        ("f2 end enter down", "│  ", "> 2 ( ) 否"),
        ("f2 delete ctrl-s", " 档案名：示例灯具厂", ""),
        ("f1", "│", "到处可用"),
        ("f3", "│", " ✓   2 租金补贴（企业）"),
        ("f3 end", "│", " ✗   2 租金补贴（个体户）"),
        ("f3 tab", "│", "没有选定"),
        ("f3 f7 2 0 x enter", " 评估日：20x", "  ! `20x` 不是日期"),
        (COMPARED, "│", "1/beacon 灯塔企业认定"),
    ] {
        let mut desk = Desk::open("typical", USUAL);
        desk.press(keys);
        assert!(desk.before_cursor().ends_with(before), "{keys}: `{}`\n{}", desk.before_cursor(), desk.screen());
        let found = desk.at_cursor();
        let found = found.trim_end_matches(['│', '┃']).trim_end();
        assert!(found.starts_with(at) && (!at.is_empty() || found.is_empty()), "{keys}: `{found}`\n{}", desk.screen());
    }
}

#[test]
fn the_cursor_stays_behind_what_was_typed_however_long() {
    for (keys, size) in [("", SMALL), ("", USUAL), ("f2 enter", SMALL), ("f2 enter", USUAL), ("f2 enter", THREE)] {
        for letters in ["a好b", "好", "9"] {
            let mut desk = Desk::open("typical", size);
            desk.press(keys);
            // Up to where the line begins to move, and on; then all the way back.
            desk.type_text(&letters.repeat(60).chars().take(20).collect::<String>());
            for c in letters.chars().cycle().skip(20 % letters.chars().count()).take(45) {
                desk.type_text(&c.to_string());
                assert!(desk.before_cursor().ends_with(c), "{keys} {size:?}:\n{}", desk.screen());
            }
            for _ in 0..70 {
                desk.press("left");
            }
            assert!(desk.at_cursor().starts_with(&letters.chars().take(3).collect::<String>()), "{}", desk.screen());
        }
    }
}

#[test]
fn a_desk_that_was_too_small_recovers() {
    let mut desk = Desk::open("typical", USUAL);
    desk.press("f2 enter 7");
    for (width, height) in [(20, 5), (1, 1), (59, 16), (60, 15), (0, 0), (200, 3)] {
        desk.resize(width, height);
        if width > 0 && height > 0 {
            assert!(!desk.shows("资产负债率"));
        }
    }
    desk.resize(80, 24);
    assert!(desk.before_cursor().ends_with("> 资产负债率：7"), "{}", desk.screen());
    assert!(desk.shows("✓ 资产负债率 ≤ 70%") && desk.shows("1 目录 5"));
}

#[test]
fn every_size_draws_and_keeps_what_is_selected_in_view() {
    let shown = ["", "ctrl-end", "tab end", "f2 end", "f2 enter", "f2 end up up up enter end", "f1 end"];
    let more = ["f3 end", "f3 tab end", "f7 x enter", COMPARED];
    for keys in shown.into_iter().chain(more) {
        let mut desk = Desk::open("open", LARGE);
        desk.press(keys);
        for width in (4..=130).step_by(7) {
            for height in [1, 2, 15, 16, 17, 24, 50] {
                desk.resize(width, height);
                let frame = desk.frame();
                if width >= 60 && height >= 16 && keys.starts_with("f2") {
                    assert!(frame.cursor.1 >= 3, "the selected criterion is out of view:\n{}", frame.text());
                }
            }
        }
    }
}

#[test]
fn the_terminal_is_drawn_whole_after_a_resize() {
    let mut desk = Desk::open("typical", USUAL);
    desk.resize(100, 30);
    assert_eq!(desk.effects, [Effect::Redraw]);
}

#[test]
fn the_first_frame_is_the_desk_already() {
    let fresh = Desk::fresh("typical", THREE, Lang::Zh, Origin::Sample);
    let settled = Desk::open("typical", THREE);
    assert!(fresh.screen() == settled.screen(), "the first frame is not yet the desk");
}

#[test]
fn the_first_key_may_be_any() {
    let mut desk = Desk::fresh("typical", THREE, Lang::Zh, Origin::Sample);
    desk.press("f2");
    assert_eq!(desk.app.focus, Pane::Form, "F2 went elsewhere");
}

#[test]
fn drawing_changes_nothing() {
    let mut desk = Desk::open("typical", THREE);
    for key in ["租", "esc", "f2", "enter", "7", "esc", "tab", "esc", "f1", "esc", "f3", "tab", "f7", "esc", "f8"] {
        desk.press(key);
        let first = desk.frame();
        let second = desk.frame();
        assert_eq!((first.text(), first.styles()), (second.text(), second.styles()), "after `{key}`");
    }
}

#[test]
fn a_cut_has_one_sign() {
    for width in 120..140 {
        let mut desk = Desk::open("typical", (width, 35));
        desk.press("ctrl-end");
        assert!(!desk.shows("……"), "two signs for one cut:\n{}", desk.screen());
    }
}

/// Collects what the backend writes.
#[derive(Clone, Default)]
struct Written(Rc<RefCell<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Only differences are written from frame to frame; with wide glyphs a difference that is told wrongly
/// leaves half a glyph behind. So a terminal is fed the differences and has to show what a whole frame
/// shows.
#[test]
fn a_terminal_fed_with_differences_shows_the_same() {
    let keys: Vec<&str> =
        "down up right left enter tab shift-tab esc f2 f1 f3 f7 f8 f9 home end pagedown pageup delete backspace \
                           space 租 金 灯 z j 1 2 3 0 % ? ctrl-u ctrl-r"
            .split_whitespace()
            .collect();
    for (size, mut seed) in [(SMALL, 1_u64), (USUAL, 2), (THREE, 3)] {
        let written = Written::default();
        let viewport = Viewport::Fixed(Rect::new(0, 0, size.0, size.1));
        let mut terminal =
            Terminal::with_options(CrosstermBackend::new(written.clone()), TerminalOptions { viewport }).unwrap();
        let mut screen = vt100::Parser::new(size.1.try_into().unwrap(), size.0.try_into().unwrap(), 0);
        let mut desk = Desk::open("open", size);
        let mut pressed = Vec::new();
        for _ in 0..250 {
            terminal.draw(|frame| view::draw(&desk.app, desk.theme, frame)).unwrap();
            screen.process(&written.0.take());
            let shown: Vec<String> = screen.screen().rows(0, size.0).map(|row| row.trim_end().to_owned()).collect();
            let (row, column) = screen.screen().cursor_position();
            let shown = format!("size: {}x{}\n{}\ncursor: {column},{row}", size.0, size.1, shown.join("\n"));
            assert_eq!(shown, desk.screen(), "after {}", pressed.join(" "));
            // A fixed sequence that looks like none (Knuth's linear congruence).
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let key = keys[usize::try_from(seed >> 33).unwrap() % keys.len()];
            desk.press(key);
            pressed.push(key);
        }
    }
}
