//! The match screen, the as-of date and the compare screen: what they show and where their keys lead.

use policydesk::domain::date::parse_day;
use policydesk::domain::decide::Eligibility;
use policydesk::tui::model::{Pane, Screen};

use crate::screen::Desk;
use crate::{COMPARED, LARGE, SMALL, THREE, USUAL, check};

/// The beacon within reach of the typical client, whose debt ratio is a little too high.
const MENDED: &str = "f2 enter 7 0 % enter esc";

#[test]
fn the_match_in_every_size_for_every_kind_of_client() {
    for size in [SMALL, USUAL, THREE, LARGE] {
        check(&format!("match-typical-{}x{}", size.0, size.1), "typical", size, "f3");
    }
    check("match-empty-80x24", "empty", USUAL, "f3");
    check("match-open-80x24", "open", USUAL, "f3");
    check("match-open-120x35", "open", THREE, "f3 end");
    check("match-typical-60x16-end", "typical", SMALL, "f3 end");
}

#[test]
fn a_total_of_programs_that_exclude_each_other() {
    check("match-total-80x24", "typical", USUAL, &format!("{MENDED} f3 tab"));
    check("match-chosen-120x35", "typical", THREE, &format!("{MENDED} f3 space down space down down space"));
    // What does not fit below the list is counted, with the key that leads there.
    check("match-total-60x16", "typical", SMALL, &format!("{MENDED} f3"));
    check("match-total-60x16-end", "typical", SMALL, &format!("{MENDED} f3 tab end"));
}

#[test]
fn what_changes_on_another_day() {
    // From before the client was three years old to today: a criterion, a window and a verdict change.
    let before = "f7 2 0 1 9 - 0 1 - 1 0 enter f8 2 0 2 4 - 0 5 - 1 0 enter";
    for size in [USUAL, THREE] {
        check(&format!("compare-{}x{}", size.0, size.1), "typical", size, &format!("{MENDED} {before}"));
    }
    check("compare-ineligible-60x16", "typical", SMALL, COMPARED);
    check("compare-nothing", "typical", USUAL, "f8 2 0 2 4 - 0 5 - 1 1 enter");
}

#[test]
fn a_question_with_what_is_wrong_with_its_answer() {
    check("prompt-as-of", "typical", USUAL, "f7");
    check("prompt-as-of-problem", "typical", USUAL, "f7 2 0 2 4 - 0 6 enter");
    // Where the reason does not fit beside the line, it stands above it.
    check("prompt-name-problem-60x16", "empty", SMALL, "ctrl-s a / b 甲 乙 丙 丁 戊 己 庚 辛 enter");
}

#[test]
fn one_goes_back_to_where_one_was() {
    for leave in ["esc", "f3"] {
        let mut desk = Desk::open("typical", THREE);
        desk.press("f2 down");
        let before = desk.screen();
        desk.press("f3 down").press(leave);
        assert_eq!(desk.screen(), before, "{leave}");
    }
    // Help and compare lie over the match, and the match is below them still.
    for keys in ["f1 esc", "f1 f1", "f8 2 0 2 7 - 0 1 - 0 1 enter esc", "f8 esc", "f1 f3", "f7 esc"] {
        let mut desk = Desk::open("typical", THREE);
        desk.press("f3 down");
        let before = desk.screen();
        desk.press(keys);
        assert_eq!((desk.app.screen, desk.screen()), (Screen::Match, before), "{keys}");
        desk.press("esc");
        assert_eq!(desk.app.screen, Screen::Browse, "{keys}");
    }
}

#[test]
fn enter_goes_to_the_form_of_the_program() {
    for keys in ["enter", "f2"] {
        let mut desk = Desk::open("typical", THREE);
        // A search that hides it is emptied, one that does not stays.
        desk.type_text("夜市").press("f3").press(keys);
        assert_eq!((desk.app.screen, desk.app.focus), (Screen::Browse, Pane::Form));
        assert!(desk.shows("2 详情 产业扶持 › 2 厂房租金补贴") && desk.shows("✓ 职工 ≥ 20 人"), "{}", desk.screen());
        assert_eq!(desk.app.search.input.value(), "");
        // Back again, the row is still selected.
        desk.press("f3");
        assert!(desk.at_cursor().contains("租金补贴（企业）"), "{}", desk.screen());
    }
    let mut desk = Desk::open("typical", THREE);
    desk.type_text("租金").press("f3 enter");
    assert_eq!(desk.app.search.input.value(), "租金");
    let mut desk = Desk::open("typical", THREE);
    desk.press("f3 alt-2");
    assert_eq!((desk.app.screen, desk.app.focus), (Screen::Browse, Pane::Detail));
    assert!(desk.shows("厂房租金补贴（企业）"), "{}", desk.screen());
}

#[test]
fn space_chooses_for_the_total_and_delete_chooses_none() {
    let mut desk = Desk::open("typical", THREE);
    desk.press("f3");
    assert!(desk.shows("没有选定：算全部符合和初步符合的") && desk.shows("合计（1 项"), "{}", desk.screen());
    let cash = "3.2万元";
    assert!(desk.shows(cash), "{}", desk.screen());
    // What the client is not eligible for can be chosen, and is left out with the reason.
    desk.press("down space");
    assert!(desk.at_cursor().starts_with("+✗"), "{}", desk.screen());
    assert!(desk.shows("选了 1 项") && desk.shows("合计（0 项") && desk.shows("没有计入"), "{}", desk.screen());
    desk.press("up space");
    assert!(desk.shows("选了 2 项") && desk.shows("合计（1 项") && desk.shows("没有计入"), "{}", desk.screen());
    desk.press("space");
    assert!(desk.shows("选了 1 项"));
    desk.press("delete");
    assert!(desk.shows("没有选定") && !desk.shows("+✗") && desk.shows(cash));
}

#[test]
fn of_two_that_exclude_each_other_one_is_counted() {
    let mut desk = Desk::open("typical", THREE);
    desk.press(MENDED).press("f3");
    let total = desk.app.matching.total();
    assert_eq!((total.kept.len(), total.left_out.len()), (1, 1), "{}", desk.screen());
    assert!(desk.shows("60万元") && desk.shows("没有计入"), "{}", desk.screen());
    // The total follows the client: taken back, the beacon is out of reach, and the rent is counted.
    desk.press("ctrl-u");
    assert!(desk.shows("3.2万元") && !desk.shows("没有计入"), "{}", desk.screen());
}

#[test]
fn one_key_orders_by_the_next_thing() {
    let mut desk = Desk::open("open", THREE);
    desk.press("f3");
    for (heading, order) in [
        // Open, rolling, awaiting, closed.
        ("按截止日", ["1 灯塔企业认定", "2 租金补贴（企业）", "3 夜市贷", "2 租金补贴（个体户）"]),
        // At most 5000万元 once, at most 100万元 once, something each year, a line of credit.
        ("按金额", ["2 租金补贴（企业）", "1 灯塔企业认定", "2 租金补贴（个体户）", "3 夜市贷"]),
        ("按编号", ["1 灯塔企业认定", "2 租金补贴（企业）", "2 租金补贴（个体户）", "3 夜市贷"]),
        ("按截止日", ["1 灯塔企业认定", "2 租金补贴（企业）", "3 夜市贷", "2 租金补贴（个体户）"]),
    ] {
        assert!(desk.shows(&format!("匹配 {heading}")), "{}", desk.screen());
        let list = desk.tree();
        let places: Vec<Option<usize>> =
            order.iter().map(|name| list.iter().position(|row| row.contains(name))).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{heading}: {list:?}");
        desk.press("f9");
    }
}

#[test]
fn groups_say_how_many_they_have() {
    let mut desk = Desk::open("typical", USUAL);
    desk.press("f3");
    let verdict = |wanted| {
        let programs = &desk.app.session.assessment().programs;
        programs.iter().filter(|assessed| assessed.decision.eligibility == wanted).count()
    };
    for (verdict, label) in [(verdict(Eligibility::Eligible), "符合"), (verdict(Eligibility::Ineligible), "不符合")]
    {
        assert!(verdict > 0 && desk.shows(&format!("{label}（{verdict}）")), "{}", desk.screen());
    }
}

#[test]
fn the_as_of_date_moves_everything_and_changes_nothing_of_the_client() {
    let mut desk = Desk::open("typical", THREE);
    desk.press("f2");
    let profile = desk.app.session.profile().clone();
    desk.press("f7").type_text("2024年5月19日").press("enter");
    assert!(desk.app.prompt.is_none() && desk.shows("评估日 2024-05-19"), "{}", desk.screen());
    assert!(desk.shows("申报中 今天截止"), "{}", desk.screen());
    desk.press("f3");
    assert!(desk.shows("申报中 今天截止"), "{}", desk.screen());
    desk.press("f7").type_text("2024-05-20").press("enter");
    assert!(desk.row("灯塔企业认定").contains("已截止"), "{}", desk.screen());
    assert_eq!((desk.app.session.profile(), desk.app.session.unsaved()), (&profile, false));
    assert!(desk.effects.is_empty());
    // Nothing to undo, and an empty answer goes back to the day it began with.
    desk.press("ctrl-u f7 enter");
    assert_eq!(desk.app.session.as_of(), parse_day("2024-05-10").unwrap());
    assert!(desk.row("灯塔企业认定").contains("剩 9 天"), "{}", desk.screen());
}

#[test]
fn a_search_by_date_follows_the_date() {
    let mut desk = Desk::open("typical", USUAL);
    desk.type_text("open:");
    assert!(!desk.branch("1 灯塔企业认定").is_empty(), "{}", desk.screen());
    desk.press("f7").type_text("2024-08-01").press("enter");
    assert!(desk.branch("1 灯塔企业认定").is_empty(), "{}", desk.screen());
}

#[test]
fn only_a_whole_day_is_taken_and_a_bad_one_stays_with_its_reason() {
    for (typed, reason) in [("2024-06", "没有写到日"), ("明天", "不是日期"), ("2024-02-30", "不是日期")]
    {
        for key in ["f7", "f8"] {
            let mut desk = Desk::open("typical", USUAL);
            desk.press(key).press("ctrl-u").type_text(typed).press("enter");
            let row = desk.row(reason);
            assert!(row.contains(&format!("：{typed}")), "the answer is not beside its reason: {row}");
            assert!(desk.before_cursor().ends_with(typed), "{}", desk.screen());
            assert_eq!(desk.app.screen, Screen::Browse);
            // What is typed next is typed into it.
            desk.press("backspace");
            assert!(desk.app.prompt.is_some() && !desk.shows(reason), "{}", desk.screen());
        }
    }
}

#[test]
fn an_open_field_is_not_covered_and_a_date_does_not_close_it() {
    for key in ["f3", "f8"] {
        let mut desk = Desk::open("typical", USUAL);
        desk.press("f2 enter 7").press(key);
        assert!(desk.app.form.editor.is_some() && desk.app.screen == Screen::Browse, "{key}");
        assert!(desk.app.prompt.is_none() && desk.shows("先填完这一项"), "{}", desk.screen());
    }
    let mut desk = Desk::open("typical", USUAL);
    desk.press("f2 enter 7 f7").type_text("2024-05-19").press("enter");
    assert!(desk.before_cursor().ends_with("> 资产负债率：7"), "{}", desk.screen());
    assert!(desk.shows("今天截止"), "{}", desk.screen());
}

#[test]
fn the_comparison_remembers_its_day_and_follows_the_client() {
    let mut desk = Desk::open("typical", THREE);
    desk.press("f8 enter");
    assert!(desk.app.prompt.is_some() && desk.shows("要写一个日子"), "{}", desk.screen());
    desk.type_text("2024-06-01").press("enter");
    assert!(desk.shows("2024-05-10 → 2024-06-01：1 项有变化，3 项不变"), "{}", desk.screen());
    assert!(desk.shows("申报中 → 已截止") && desk.shows("前后都不符合"), "{}", desk.screen());
    // A change of the client: now it bears on him.
    desk.press("esc").press(MENDED).press("f8");
    assert!(desk.before_cursor().ends_with("2024-06-01"), "{}", desk.screen());
    desk.press("enter");
    assert!(desk.shows("初步符合 · 申报中 → 已截止") && !desk.shows("前后都不符合"), "{}", desk.screen());
    // A change of the day: by then it is closed on both.
    desk.press("f7").type_text("2024-05-25").press("enter");
    assert!(desk.shows("2024-05-25 → 2024-06-01：0 项有变化，4 项不变"), "{}", desk.screen());
    desk.press("enter");
    assert_eq!(desk.app.screen, Screen::Compare, "there is no program to go to");
    desk.press("f7 enter enter");
    assert_eq!((desk.app.screen, desk.app.focus), (Screen::Browse, Pane::Form));
    assert!(desk.shows("› 1 灯塔企业认定"), "{}", desk.screen());
}
