//! The official text in the detail pane: shown, followed, searched, and missing.

use std::path::Path;

use policydesk::handbook::Book;
use policydesk::tui::model::Pane;

use crate::screen::Desk;
use crate::{THREE, USUAL, golden};

/// The desk with the made-up handbook of the test data.
fn desk(size: (u16, u16)) -> Desk {
    let mut desk = Desk::open("typical", size);
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/desk-handbook.txt");
    desk.app.official.book = Some(Book::open(&file).unwrap());
    desk
}

#[test]
fn the_passage_of_the_selected_criterion_is_marked() {
    let mut desk = desk(THREE);
    desk.press("f6 f2 home down down down");
    golden("official-passage", &desk.screen());
    assert!(desk.shows("· 原文"));
    assert!(desk.frame().styles().contains("资产负债率不高于70%"), "{}", desk.frame().styles());
    desk.press("f6");
    assert!(!desk.shows("· 原文"), "the digest is back");
}

#[test]
fn find_counts_and_steps_around() {
    let mut desk = desk(THREE);
    desk.press("tab /").type_text("补贴");
    assert!(desk.shows("补贴 1/3"), "{}", desk.screen());
    desk.press("enter n");
    assert!(desk.shows("补贴 2/3"));
    desk.press("n n");
    assert!(desk.shows("补贴 1/3"), "after the last comes the first");
    desk.press("shift-n");
    assert!(desk.shows("补贴 3/3"));
    // Full-width and half-width are the same; what is not there says so.
    desk.press("/").type_text("７０％").press("enter");
    assert!(desk.shows("1/1"), "{}", desk.screen());
    desk.press("/").type_text("没有").press("enter n");
    assert!(desk.shows("没有 1/1"), "{}", desk.screen());
    desk.press("/").type_text("夜市").press("enter n");
    assert!(desk.shows("夜市：没有"), "{}", desk.screen());
    desk.press("/ esc");
    assert!(!desk.shows("夜市：没有"));
}

#[test]
fn without_the_text_the_pane_says_how_to_add_it() {
    let mut without = Desk::open("typical", USUAL);
    without.press("f6");
    assert!(without.shows("还没有手册原文") && without.shows("--handbook"), "{}", without.screen());
    without.press("tab /");
    assert!(without.shows("没有这项政策的原文可找"));
    // The third policy is not in the made-up handbook.
    let mut other = desk(USUAL);
    other.type_text("#3").press("f6");
    assert!(other.shows("没有找到这一项"), "{}", other.screen());
}

#[test]
fn in_two_panes_asking_for_the_text_shows_it() {
    let mut desk = desk(USUAL);
    desk.press("f2 f6");
    assert_eq!(desk.app.focus, Pane::Detail);
    assert!(desk.shows("· 原文") || desk.shows("申报条件"), "{}", desk.screen());
}
