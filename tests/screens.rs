//! Every screen as a golden text; the desk's behaviour by events, keys in, model and screen out, stands in
//! the modules.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use policydesk::domain::message::Lang;
use policydesk::store::Origin;
use policydesk::tui::theme::Theme;

#[path = "common/screen.rs"]
mod screen;

use screen::Desk;

#[path = "screens/drawing.rs"]
mod drawing;
#[path = "screens/filling.rs"]
mod filling;
#[path = "screens/finding.rs"]
mod finding;
#[path = "screens/leaving.rs"]
mod leaving;
#[path = "screens/matching.rs"]
mod matching;
#[path = "screens/reading.rs"]
mod reading;

const SMALL: (u16, u16) = (60, 16);
const USUAL: (u16, u16) = (80, 24);
const THREE: (u16, u16) = (120, 35);
const LARGE: (u16, u16) = (200, 60);

/// To the compare screen.
const COMPARED: &str = "f8 2 0 2 7 - 0 1 - 0 1 enter";

/// A text against its file in `tests/screens`; `cargo insta review` or `INSTA_UPDATE=always` takes a change
/// over.
fn golden(name: &str, text: &str) {
    insta::with_settings!(
        { snapshot_path => "screens", prepend_module_to_snapshot => false, omit_expression => true },
        { insta::assert_snapshot!(name, text) }
    );
}

/// Keys to a golden, for one profile and size.
fn check(name: &str, profile: &str, size: (u16, u16), keys: &str) {
    let mut desk = Desk::open(profile, size);
    desk.press(keys);
    golden(name, &desk.screen());
}

#[test]
fn browse_in_every_size_for_every_kind_of_client() {
    for profile in ["empty", "typical", "open"] {
        for size in [SMALL, USUAL, THREE, LARGE] {
            check(&format!("browse-{profile}-{}x{}", size.0, size.1), profile, size, "");
        }
    }
}

#[test]
fn form_in_every_size_for_every_kind_of_client() {
    for profile in ["empty", "typical", "open"] {
        for size in [SMALL, USUAL, THREE] {
            check(&format!("form-{profile}-{}x{}", size.0, size.1), profile, size, "f2");
        }
    }
}

#[test]
fn one_pane_at_a_time_where_no_two_fit() {
    check("detail-60x16", "typical", SMALL, "tab");
    check("detail-60x16-end", "typical", SMALL, "tab end");
    check("form-60x16-end", "typical", SMALL, "f2 end");
}

#[test]
fn a_policy_of_every_kind() {
    // Several programs, opened; a title that does not fit; one to read only; one that is not entered yet.
    check("policy-several", "typical", THREE, "down right down");
    // A stage that is over, one that runs out.
    check("policy-stages", "typical", THREE, "down right down down tab");
    check("policy-reference", "typical", THREE, "down down down down down");
    check("policy-pending", "typical", THREE, "ctrl-end");
    check("policy-pending-80x24", "typical", USUAL, "ctrl-end");
    check("policy-chapter", "typical", THREE, "up left");
}

#[test]
fn search_results() {
    for (name, query) in [
        ("hit", "租金"),
        ("pinyin", "dengta"),
        ("initials", "zjbt"),
        ("program", "个体户"),
        ("nothing", "zzzqqq"),
        ("filter", "status:符合"),
        ("problem", "level:"),
        ("number", "示政发[2030] 7"),
        ("number-wrong", "示政发〔2030〕8号"),
        ("typo", "灯搭企业"),
        ("sound", "denta"),
        ("mix", "灯塔qiye"),
    ] {
        let mut desk = Desk::open("typical", USUAL);
        desk.type_text(query);
        golden(&format!("search-{name}"), &desk.screen());
    }
}

#[test]
fn editors_and_questions() {
    check("editor-number", "typical", USUAL, "f2 enter");
    check("editor-number-error", "typical", USUAL, "f2 enter 7 0 % x");
    check("editor-number-error-60x16", "typical", SMALL, "f2 enter 7 0 % x");
    check("editor-date", "empty", USUAL, "f2 down enter 2 0 1 6 - 0 3");
    check("editor-pick", "empty", USUAL, "f2 enter");
    check("editor-flag", "open", USUAL, "f2 down down down down enter");
    check("editor-several", "open", THREE, "f2 end up up up enter space down space");
    check("editor-several-60x16", "open", SMALL, "f2 end up up up enter down down");
    check("editor-judgement", "typical", USUAL, "f2 end up enter");
    check("editor-external", "typical", USUAL, "f2 end enter");
    check("editor-prompt", "empty", USUAL, "f2 enter 1 enter ctrl-s a");
    check("leaving-asks", "typical", USUAL, "f2 delete ctrl-q");
    check("leaving-asks-60x16", "typical", SMALL, "f2 delete ctrl-q");
}

#[test]
fn help() {
    check("help", "typical", USUAL, "f1");
    check("help-end", "typical", USUAL, "f1 end");
    check("help-60x16", "typical", SMALL, "f1");
}

#[test]
fn too_small() {
    check("too-small", "typical", (40, 10), "");
    check("too-small-narrow", "typical", (12, 30), "");
}

#[test]
fn the_english_face() {
    for (name, size, keys) in [("browse", THREE, ""), ("editor", USUAL, "f2 enter 7 x"), ("help", USUAL, "f1")] {
        let mut desk = Desk::open_as("typical", size, Lang::En, Origin::Sample);
        desk.press(keys);
        golden(&format!("english-{name}"), &desk.screen());
    }
}

#[test]
fn looks() {
    for (name, theme) in [("mono", Theme::Mono), ("colour", Theme::Colour)] {
        let mut desk = Desk::open("typical", USUAL);
        desk.theme = theme;
        desk.type_text("灯塔").press("f2");
        golden(&format!("looks-{name}"), &desk.frame().styles());
    }
}

#[test]
fn without_colour_no_cell_has_one() {
    for keys in ["", "f2", "f2 enter", "f2 enter x", "f1", "tab", "f3", "f3 tab", "f7 x enter", COMPARED] {
        let mut desk = Desk::open("typical", THREE);
        desk.theme = Theme::Mono;
        desk.press(keys);
        let styles = desk.frame().styles();
        assert!(!styles.contains("fg=") && !styles.contains("bg="), "{keys}:\n{styles}");
    }
}
