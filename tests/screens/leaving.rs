//! What must not happen by accident: losing changes, writing what was not confirmed, a paste that commands.

use std::path::PathBuf;

use policydesk::domain::message::Lang;
use policydesk::store::Origin;
use policydesk::tui::model::Pane;
use policydesk::tui::update::Effect;

use crate::screen::Desk;
use crate::{COMPARED, USUAL};

#[test]
fn a_profile_with_a_file_is_saved_on_every_change() {
    let file = PathBuf::from("client.json");
    let mut desk = Desk::open_as("typical", USUAL, Lang::Zh, Origin::File(file.clone()));
    desk.press("f2");
    assert_eq!(desk.effects, []);
    desk.press("enter 7 0 enter");
    assert_eq!(desk.effects, [Effect::Save(file)]);
}

#[test]
fn a_profile_without_a_file_asks_for_its_name() {
    let mut desk = Desk::open("empty", USUAL);
    desk.press("ctrl-s");
    assert!(desk.shows("档案名："));
    // A name that would leave the folder is refused, and the line stays.
    desk.type_text("../a").press("enter");
    assert!(desk.effects.is_empty() && desk.app.prompt.is_some());
    let row = desk.row("档案名不能空");
    assert!(row.contains("档案名：../a"), "the reason is not beside the name: {row}");
    desk.press("ctrl-u").type_text("甲厂").press("enter");
    assert_eq!(desk.effects, [Effect::SaveAs("甲厂".to_owned())]);
    desk.press("ctrl-s esc");
    assert!(desk.app.prompt.is_none() && desk.effects.len() == 1);
}

#[test]
fn saving_confirms_the_open_field_first() {
    let file = PathBuf::from("client.json");
    let mut desk = Desk::open_as("typical", USUAL, Lang::Zh, Origin::File(file.clone()));
    let before = desk.app.session.profile().clone();
    desk.press("f2 enter 7 ctrl-s");
    assert!(desk.app.form.editor.is_none() && desk.app.session.profile() != &before);
    assert_eq!(desk.effects, [Effect::Save(file)]);
    // What was saved can be undone like any other answer.
    desk.press("ctrl-u");
    assert_eq!(desk.app.session.profile(), &before);
    // What cannot be read is not saved, and the field stays open.
    let mut desk = Desk::open_as("typical", USUAL, Lang::Zh, Origin::File(PathBuf::from("client.json")));
    desk.press("f2 enter 7 x ctrl-s");
    assert!(desk.app.form.editor.is_some() && desk.effects.is_empty());
}

#[test]
fn leaving_with_unsaved_changes_asks_once() {
    let mut desk = Desk::open("typical", USUAL);
    desk.press("ctrl-q");
    assert!(desk.app.ended, "nothing was changed");
    let mut desk = Desk::open("typical", USUAL);
    desk.press("f2 delete ctrl-q");
    assert!(!desk.app.ended && desk.shows("没有保存"), "{}", desk.screen());
    // Another key takes the question back.
    desk.press("up ctrl-q");
    assert!(!desk.app.ended);
    desk.press("ctrl-q");
    assert!(desk.app.ended);
    let mut desk = Desk::open("typical", USUAL);
    desk.press("f2 delete ctrl-c ctrl-c");
    assert!(desk.app.ended, "Ctrl-C is the same key to many");
}

#[test]
fn the_question_before_leaving_shows_on_the_help_screen_too() {
    let mut desk = Desk::open("typical", USUAL);
    desk.press("f2 delete f1 ctrl-q");
    assert!(!desk.app.ended);
    assert!(desk.shows("没有保存"), "the question is not on the screen");
}

#[test]
fn a_paste_never_triggers_a_command() {
    let text = "q\u{11}夜市\n\r\u{1b}[A?/jk\t";
    let mut desk = Desk::open("typical", USUAL);
    desk.paste(text);
    assert_eq!(desk.app.search.input.value(), "q夜市  [A?/jk ");
    assert!(!desk.app.ended && desk.app.focus == Pane::Tree && desk.effects.is_empty());
    // Where nothing is typed, nothing is taken, and it says so.
    for keys in ["f2", "tab", "f2 end enter", "f1", "f3", "f3 tab", COMPARED] {
        let mut desk = Desk::open("typical", USUAL);
        let before = desk.app.session.profile().clone();
        desk.press(keys);
        let (screen, focus) = (desk.app.screen, desk.app.focus);
        desk.paste(text).paste("1").paste("?").paste("\n");
        assert_eq!((desk.app.screen, desk.app.focus, desk.app.ended), (screen, focus, false), "{keys}");
        assert_eq!((desk.app.session.profile(), desk.app.search.input.value()), (&before, ""), "{keys}");
        assert!(desk.app.notice.is_some(), "{keys}");
    }
}

#[test]
fn a_paste_into_an_open_field_is_read_like_typing() {
    let mut desk = Desk::open("typical", USUAL);
    desk.press("f2 enter").paste("70%\n");
    assert!(desk.shows("✓ 资产负债率 ≤ 70%") && desk.app.form.editor.is_some(), "{}", desk.screen());
    // A question mark that comes with a paste is text, not the key.
    let mut desk = Desk::open("typical", USUAL);
    desk.press("f2 enter").paste("?");
    assert!(desk.app.form.editor.is_some());
}

#[test]
fn a_paste_is_bounded() {
    let mut desk = Desk::open("typical", USUAL);
    desk.paste(&"长".repeat(100_000));
    assert_eq!(desk.app.search.input.value().chars().count(), 200);
    let mut desk = Desk::open("typical", USUAL);
    desk.press("f2 enter").paste(&"9".repeat(100_000));
    assert!(desk.shows("! "), "{}", desk.screen());
}

#[test]
fn what_a_file_says_reaches_no_terminal_as_a_command() {
    let mut desk = Desk::open("typical", USUAL);
    desk.app.session.adopt("\u{1b}[31m\u{1b}]52;c;eA==\u{7}\u{202e}甲\u{9b}2J厂\n", PathBuf::from("x.json"));
    // Every frame is looked through for control characters as it is drawn.
    assert!(desk.shows("档案 甲厂"), "{}", desk.screen());
    desk.press("ctrl-s");
    assert!(!desk.screen().contains('\u{202e}'));
}
