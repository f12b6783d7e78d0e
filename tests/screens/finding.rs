//! Finding a policy: the search bar, and moving in the tree.

use policydesk::domain::policy::Policy;
use policydesk::tui::model::{Pane, Screen};

use crate::USUAL;
use crate::screen::Desk;

fn selected_policy(desk: &Desk) -> Option<u16> {
    desk.app.tree.policy().and_then(|place| desk.app.catalogue.policy(place)).map(|policy: &Policy| policy.no)
}

#[test]
fn typing_narrows_and_selects() {
    for (typed, found, policy) in [
        ("租", 1, 2),
        ("zujin", 1, 2),
        ("zjbt", 1, 2),
        ("#3", 1, 3),
        ("夜市", 1, 3),
        ("专精特新", 1, 1),
        ("示政发〔2030〕7号", 1, 1),
        ("示政发[2030]7", 1, 1),
    ] {
        let mut desk = Desk::open("typical", USUAL);
        desk.type_text(typed);
        assert_eq!(selected_policy(&desk), Some(policy), "{typed}:\n{}", desk.screen());
        assert_eq!(desk.app.search.found, Some(found), "{typed}:\n{}", desk.screen());
    }
}

#[test]
fn letters_go_to_the_search_bar_and_never_command() {
    let mut desk = Desk::open("typical", USUAL);
    // Every letter is a command somewhere else.
    desk.type_text("qjkglhnGN?/-:？／：");
    assert_eq!(desk.app.search.input.value(), "qjkglhnGN?/-:？／：");
    assert!(!desk.app.ended && desk.app.focus == Pane::Tree && desk.app.screen == Screen::Browse);
}

#[test]
fn esc_shows_the_whole_tree_again_and_stays_where_it_is() {
    let mut desk = Desk::open("typical", USUAL);
    desk.type_text("夜市").press("esc");
    assert_eq!((desk.app.search.input.value(), desk.app.search.found), ("", None));
    assert_eq!(selected_policy(&desk), Some(3));
    assert!(desk.shows("灯塔企业认定"));
}

#[test]
fn nothing_found_says_so_and_the_next_key_mends_it() {
    let mut desk = Desk::open("typical", USUAL);
    desk.type_text("夜市qqq");
    assert!(desk.shows("没有找到") && desk.shows("0/5"), "{}", desk.screen());
    desk.press("backspace backspace backspace");
    assert_eq!(selected_policy(&desk), Some(3));
}

#[test]
fn a_search_without_hits_does_not_lose_the_place() {
    let mut desk = Desk::open("typical", USUAL);
    desk.press("down down down").type_text("qqq").press("esc");
    assert_eq!(selected_policy(&desk), Some(3), "the place is lost");
}

#[test]
fn the_search_bar_edits_like_a_line() {
    let mut desk = Desk::open("typical", USUAL);
    desk.type_text("夜市 daikuan").press("ctrl-w");
    assert_eq!(desk.app.search.input.value(), "夜市 ");
    desk.press("home").type_text("x").press("end backspace").type_text("y");
    assert_eq!(desk.app.search.input.value(), "x夜市y");
    desk.press("ctrl-u");
    assert_eq!(desk.app.search.input.value(), "");
    assert_eq!(desk.app.search.found, None);
}

#[test]
fn letters_typed_over_the_form_go_to_the_search_bar() {
    let mut desk = Desk::open("typical", USUAL);
    desk.press("f2").type_text("租");
    assert_eq!((desk.app.focus, desk.app.search.input.value()), (Pane::Tree, "租"));
}

#[test]
fn branches_open_and_close() {
    let mut desk = Desk::open("typical", USUAL);
    desk.press("down right");
    assert!(desk.branch("租金补贴（企业）").ends_with('✓') && !desk.branch("▾ 2 厂房租金补贴").is_empty());
    desk.press("down left");
    assert_eq!(selected_policy(&desk), Some(2));
    desk.press("left");
    assert_eq!(desk.branch("租金补贴（企业）"), "");
    desk.press("left left");
    assert!(desk.branch("2 厂房租金补贴").is_empty() && !desk.branch("▸ 产业扶持").is_empty(), "{}", desk.screen());
}

#[test]
fn a_policy_with_several_programs_opens_before_its_form() {
    let mut desk = Desk::open("typical", USUAL);
    desk.press("down f2");
    assert_eq!(desk.app.focus, Pane::Tree);
    assert!(desk.branch("租金补贴（企业）").ends_with('✓'));
    desk.press("f2 f2");
    assert_eq!(desk.app.focus, Pane::Form);
    assert!(desk.shows("✓ 职工 ≥ 20 人"));
}
