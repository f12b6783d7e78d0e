//! Finding a policy: the search bar, and moving in the tree.

use policydesk::domain::policy::Policy;
use policydesk::tui::model::{Pane, Screen};

use crate::screen::Desk;
use crate::{THREE, USUAL, golden};

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
    desk.type_text("qqqqqq");
    assert!(desk.shows("没有找到") && desk.shows("0/5"), "{}", desk.screen());
    desk.press("ctrl-u").type_text("夜市");
    assert_eq!(selected_policy(&desk), Some(3));
}

#[test]
fn what_is_nearest_is_offered_with_what_was_left_out() {
    let mut desk = Desk::open("typical", THREE);
    desk.type_text("夜市贷 qqqq");
    assert!(desk.shows("去掉“qqqq”后有"), "{}", desk.screen());
    assert_eq!(selected_policy(&desk), Some(3));
    golden("search-nearest", &desk.screen());
    // The words of a line without blanks count too, and what belongs to none of them is said.
    desk.press("ctrl-u").type_text("灯塔企业夜市");
    assert!(!desk.shows("没有找到"), "{}", desk.screen());
}

#[test]
fn a_hit_says_where_it_was_found_and_the_detail_marks_it() {
    let mut desk = Desk::open("typical", THREE);
    desk.type_text("审计报告");
    assert!(desk.shows("内容：") || desk.app.search.found == Some(0), "{}", desk.screen());
    desk.press("ctrl-u").type_text("guapai");
    golden("search-marks", &desk.frame().styles());
}

#[test]
fn tab_completes_a_filter_and_goes_on_otherwise() {
    let mut desk = Desk::open("typical", USUAL);
    desk.type_text("for:个").press("tab");
    assert_eq!(desk.app.search.input.value(), "for:个人", "{}", desk.screen());
    assert_eq!(desk.app.focus, Pane::Tree);
    let first = desk.app.search.input.value().to_owned();
    desk.press("tab");
    assert_ne!(desk.app.search.input.value(), first, "several values begin so: {}", desk.screen());
    desk.press("ctrl-u").type_text("夜市").press("tab");
    assert_eq!((desk.app.search.input.value(), desk.app.focus), ("夜市", Pane::Detail));
}

#[test]
fn former_queries_come_back_and_the_line_after_them() {
    let mut desk = Desk::open("typical", USUAL);
    for query in ["夜市", "zujin"] {
        desk.type_text(query).press("f2").press("esc esc");
    }
    assert_eq!(desk.app.habits.queries, ["zujin", "夜市"]);
    desk.type_text("灯").press("alt-up");
    assert_eq!(desk.app.search.input.value(), "zujin");
    desk.press("alt-up");
    assert_eq!((desk.app.search.input.value(), selected_policy(&desk)), ("夜市", Some(3)));
    desk.press("alt-up");
    assert!(desk.shows("没有更早的搜索了") && desk.app.search.input.value() == "夜市");
    desk.press("alt-down alt-down");
    assert_eq!(desk.app.search.input.value(), "灯");
}

#[test]
fn what_was_looked_at_and_what_is_marked_stands_above_the_chapters() {
    let mut desk = Desk::open("typical", USUAL);
    assert!(!desk.shows("常用"), "nothing is at hand yet");
    desk.type_text("夜市").press("f2 esc esc");
    desk.type_text("租金").press("ctrl-t esc");
    assert!(desk.kept >= 2, "it is to be written down");
    golden("search-shelf", &desk.screen());
    // Enter on it goes to its own place, where its programs are.
    desk.press("ctrl-home down enter");
    assert!(desk.row("个体户").contains('~') || desk.shows("租金补贴（个体户）"), "{}", desk.screen());
    desk.press("ctrl-t ctrl-home");
    assert!(!desk.shows("* 2 厂房租金补贴"), "the mark is off: {}", desk.screen());
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
fn of_a_policy_with_several_programs_the_form_of_the_nearest_opens() {
    let mut desk = Desk::open("typical", USUAL);
    desk.press("down f2");
    assert_eq!(desk.app.focus, Pane::Form);
    assert!(desk.branch("租金补贴（企业）").ends_with('✓'), "the others are in the tree: {}", desk.screen());
    assert!(desk.shows("✓ 职工 ≥ 20 人") && desk.shows("先看最接近的"), "{}", desk.screen());
    // One that the search found by its own words goes before one that stands better.
    let mut desk = Desk::open("typical", USUAL);
    desk.type_text("租金补贴 个体户").press("f2");
    assert!(desk.shows("是个体工商户") && desk.app.focus == Pane::Form, "{}", desk.screen());
}
