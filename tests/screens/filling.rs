//! Filling the form: every keystroke counts, a bad entry stays, every edit has a way back.

use policydesk::domain::decide::Eligibility;
use policydesk::store;
use policydesk::tui::model::Pane;
use policydesk::tui::model::editor::Mode;

use crate::screen::Desk;
use crate::{THREE, USUAL, golden};

fn beacon(desk: &Desk) -> Eligibility {
    desk.app.session.assessment().programs[0].decision.eligibility
}

#[test]
fn the_row_and_the_tree_turn_on_the_keystroke_that_parses() {
    let mut desk = Desk::open("typical", USUAL);
    desk.press("f2 enter");
    assert!(desk.row("≤ 70%").contains("✗ 资产负债率"));
    for (key, mark) in [("7", '✓'), ("1", '✗'), ("backspace", '✓'), ("0", '✓'), (".", '✓'), ("1", '✗')] {
        desk.press(key);
        assert!(desk.shows(&format!("{mark} 资产负债率 ≤ 70%")), "after `{key}`:\n{}", desk.screen());
        // Two judgements are not ticked yet, so the program is likely at most.
        let verdict = if mark == '✓' { '~' } else { mark };
        assert!(desk.branch("1 灯塔企业认定").ends_with(verdict), "after `{key}`:\n{}", desk.screen());
    }
}

#[test]
fn money_counts_once_its_unit_is_there() {
    let mut desk = Desk::open("empty", THREE);
    desk.press("f2 end up up enter");
    assert!(desk.shows("> 固定资产投资额"), "{}", desk.screen());
    desk.type_text("600");
    assert!(desk.shows("! 金额要带单位"), "{}", desk.screen());
    assert!(desk.shows("? 固定资产投资额"));
    desk.type_text("万");
    assert!(!desk.shows("! 金额要带单位") && desk.shows("✓ 固定资产投资额"), "{}", desk.screen());
    // The detail pane beside it knows as well.
    assert!(desk.shows("一次性奖励  60万元"), "{}", desk.screen());
}

#[test]
fn a_bad_entry_keeps_the_text_and_says_why() {
    let mut desk = Desk::open("typical", USUAL);
    desk.press("f2 enter").type_text("约70");
    for _ in 0..2 {
        assert!(desk.before_cursor().ends_with("约70") && desk.shows("! `约70` 不是数字"), "{}", desk.screen());
        // What was known before stands meanwhile, and Enter does not take the entry.
        assert!(desk.shows("73% 高 3 个百分点"));
        desk.press("enter");
    }
    desk.press("home delete");
    assert!(desk.shows("✓ 资产负债率") && !desk.shows("! "), "{}", desk.screen());
}

#[test]
fn the_first_character_replaces_the_former_answer_and_other_keys_edit_it() {
    let mut desk = Desk::open("typical", USUAL);
    desk.press("f2 enter");
    assert!(desk.before_cursor().ends_with("73%"));
    desk.type_text("6");
    assert!(desk.before_cursor().ends_with("：6"));
    let mut desk = Desk::open("typical", USUAL);
    desk.press("f2 enter left backspace 0");
    assert!(desk.before_cursor().ends_with("70"));
    assert!(desk.at_cursor().starts_with('%') && desk.shows("✓ 资产负债率"), "{}", desk.screen());
}

#[test]
fn esc_restores_what_was_known() {
    let mut desk = Desk::open("typical", USUAL);
    let before = desk.app.session.profile().clone();
    desk.press("f2 enter 7 0");
    assert_ne!(desk.app.session.profile(), &before);
    desk.press("esc");
    assert_eq!(desk.app.session.profile(), &before);
    assert_eq!((desk.app.focus, beacon(&desk)), (Pane::Form, Eligibility::Ineligible));
    assert!(!desk.app.session.unsaved());
    // Once more it leaves the form.
    desk.press("esc");
    assert_eq!(desk.app.focus, Pane::Tree);
}

#[test]
fn enter_takes_the_answer_and_it_holds_for_every_program() {
    let mut desk = Desk::open("empty", THREE);
    desk.press("f2 enter 1 enter");
    assert!(desk.shows("✓ 申请主体是企业"), "{}", desk.screen());
    assert!(desk.app.session.unsaved() && desk.shows("未命名*"));
    // The loan is for persons and traders.
    assert!(desk.branch("3 夜市贷").ends_with('✗'), "{}", desk.screen());
}

#[test]
fn tab_asks_one_question_after_the_other() {
    let mut desk = Desk::open("empty", THREE);
    desk.press("f2");
    let mut asked = Vec::new();
    while asked.len() < 20 {
        desk.press("tab");
        let Some(editor) = &desk.app.form.editor else { break };
        let label = desk.row("  > ").rsplit("  > ").next().unwrap().split('：').next().unwrap().to_owned();
        let answer = match (label.as_str(), &editor.mode) {
            ("列入失信名单", _) => "2",
            ("在职职工人数", _) => "60",
            ("成立日期", _) => "2016",
            ("资产负债率", _) => "65%",
            (_, Mode::Pick(_)) => "1",
            (_, Mode::Text { .. }) => "3000万",
        };
        asked.push(format!("{label} {answer}"));
        desk.type_text(answer);
    }
    golden("tab-questions", &format!("{}\n\n{}", asked.join("\n"), desk.screen()));
}

#[test]
fn tab_alone_answers_nothing() {
    let mut desk = Desk::open("empty", THREE);
    let before = desk.app.session.profile().clone();
    desk.press("f2 tab tab tab tab");
    assert_eq!(desk.app.session.profile(), &before, "it answered by itself");
}

#[test]
fn tab_goes_on_past_what_is_not_answered_and_comes_round() {
    let mut desk = Desk::open("empty", THREE);
    desk.press("f2");
    let mut asked = Vec::new();
    for _ in 0..6 {
        desk.press("tab");
        asked.push(desk.app.form.editor.as_ref().expect("a question").subject);
    }
    let first = asked[0];
    let round = asked.iter().skip(1).position(|subject| *subject == first);
    let distinct = asked.iter().collect::<std::collections::HashSet<_>>().len();
    assert!(distinct >= 5 || round.is_some_and(|round| round + 1 == distinct), "it goes to and fro: {asked:?}");
}

#[test]
fn enter_comes_back_to_the_answer_to_correct_it() {
    let mut desk = Desk::open("typical", USUAL);
    desk.press("f2 enter 7 1 enter");
    assert!(desk.shows("71%"), "{}", desk.screen());
    desk.press("enter 7 0 enter");
    assert!(desk.shows("✓ 资产负债率 ≤ 70%"), "{}", desk.screen());
}

#[test]
fn tab_after_the_last_question_says_that_nothing_is_left() {
    let mut desk = Desk::open("typical", USUAL);
    desk.press("f2 tab");
    assert!(desk.shows("结论已定：不符合"), "{}", desk.screen());
    assert!(desk.app.form.editor.is_none());
    // With the debt ratio in order the judgements come, and after them nothing.
    desk.press("enter 7 0 enter tab 1 enter tab 1 enter tab");
    assert!(desk.shows("这个事项没有要补的了"), "{}", desk.screen());
}

#[test]
fn tab_stays_with_an_entry_that_does_not_parse() {
    let mut desk = Desk::open("empty", THREE);
    desk.press("f2 down enter x tab");
    assert!(desk.shows("> 成立日期：x") && desk.shows("! `x`"), "{}", desk.screen());
}

#[test]
fn a_question_mark_is_dont_know_full_width_or_not() {
    for key in ["?", "？"] {
        // On a row, in an empty editor, in one that still holds the former answer, and in a list.
        for keys in ["f2 down down", "f2 down down enter", "f2 down down enter 9 backspace", "f2", "f2 enter"] {
            let mut desk = Desk::open("empty", THREE);
            desk.press(keys).press(key);
            assert!(desk.app.form.editor.is_none(), "{keys} {key}:\n{}", desk.screen());
            assert!(desk.shows("不知道│"), "{keys} {key}:\n{}", desk.screen());
        }
        let mut desk = Desk::open("typical", THREE);
        desk.press("f2 enter").press(key);
        assert!(desk.row("资产负债率 ≤ 70%").contains("? 资产负债率"), "{}", desk.screen());
        // Behind other text it is a character, as in `steel,?`.
        let mut desk = Desk::open("empty", THREE);
        desk.press("f2 down down enter 9").press(key);
        assert!(desk.before_cursor().ends_with(&format!("9{key}")), "{}", desk.screen());
    }
}

#[test]
fn full_width_figures_count() {
    let mut desk = Desk::open("typical", USUAL);
    desk.press("f2 enter").type_text("７０％");
    assert!(desk.shows("✓ 资产负债率 ≤ 70%"), "{}", desk.screen());
    desk.press("enter");
    assert!(desk.row("资产负债率 ≤ 70%").contains(" 70%"));
}

#[test]
fn a_range_decides_when_it_lies_on_one_side() {
    for (typed, mark) in [("<= 70", "✓"), ("> 70", "✗"), ("60..80", "?"), ("50..70", "✓"), ("70..80", "?")] {
        let mut desk = Desk::open("empty", THREE);
        desk.press("f2 down down down enter").type_text(typed).press("enter");
        let row = desk.row("资产负债率 ≤ 70%");
        assert!(row.contains(&format!("{mark} 资产负债率")), "{typed}: {row}");
    }
}

#[test]
fn several_options_are_ticked_one_by_one() {
    let mut desk = Desk::open("empty", THREE);
    desk.press("f2 end up up up enter");
    assert!(desk.shows("[ ] 灯具制造"), "{}", desk.screen());
    desk.press("space down down 3");
    assert!(desk.shows("1 [*] 灯具制造") && desk.shows("> 3 [*] 渔船修造"), "{}", desk.screen());
    desk.press("space");
    assert!(desk.shows("> 3 [ ] 渔船修造"));
    desk.press("down down space");
    assert!(desk.shows("[ ] 灯具制造") && desk.shows("[*] 以上都不是"), "{}", desk.screen());
    desk.press("enter");
    assert!(desk.row("做灯具").contains("✗"), "{}", desk.screen());
    assert!(desk.row("做灯具").contains("都不是"));
}

#[test]
fn a_list_confirmed_unchanged_changes_nothing() {
    let mut desk = Desk::open("open", THREE);
    desk.press("f2 end up up up");
    assert!(desk.shows("? 做灯具或者修渔船"));
    desk.press("enter enter");
    assert!(desk.shows("? 做灯具或者修渔船"), "it answers more than was said");
}

#[test]
fn a_judgement_is_yes_no_or_cannot_say() {
    for (keys, row) in [("1 enter", "✓ 市场前景好"), ("2 enter", "✗ 市场前景好"), ("?", "? 市场前景好")]
    {
        let mut desk = Desk::open("empty", THREE);
        desk.press("f2 end up enter").press(keys);
        assert!(desk.shows(row), "{keys}:\n{}", desk.screen());
    }
    // It is always applicable.
    let mut desk = Desk::open("empty", THREE);
    desk.press("f2 end up -");
    assert!(desk.shows("判断项只有"), "{}", desk.screen());
}

#[test]
fn delete_takes_an_answer_back() {
    let mut desk = Desk::open("typical", USUAL);
    desk.press("f2 delete");
    assert!(desk.row("资产负债率 ≤ 70%").contains("待补"), "{}", desk.screen());
    assert_eq!(beacon(&desk), Eligibility::Undecided);
}

#[test]
fn every_edit_can_be_undone_and_redone() {
    let mut desk = Desk::open("typical", THREE);
    let text = |desk: &Desk| store::to_text(desk.app.session.profile(), &desk.app.catalogue);
    let mut profiles = vec![text(&desk)];
    for keys in ["f2 enter 7 0 enter", "delete", "?", "end enter 1 enter"] {
        desk.press(keys);
        profiles.push(text(&desk));
    }
    for profile in profiles.iter().rev().skip(1) {
        desk.press("ctrl-u");
        assert!(desk.shows("撤销了："), "{}", desk.screen());
        assert_eq!(&text(&desk), profile);
    }
    desk.press("ctrl-u");
    assert!(desk.shows("没有可撤销的"));
    for profile in &profiles[1..] {
        desk.press("ctrl-r");
        assert_eq!(&text(&desk), profile);
    }
    desk.press("ctrl-r");
    assert!(desk.shows("没有可重做的"));
    // A new edit ends the way forward.
    desk.press("ctrl-u ctrl-u home enter 2 enter ctrl-r");
    assert!(desk.shows("没有可重做的"));
}

#[test]
fn undo_waits_until_the_open_field_is_done() {
    // Ctrl-U clears the line that is being typed; in a list it says to finish first. Neither undoes behind
    // the open field, which Esc would then bring back outside the history.
    let mut desk = Desk::open("typical", USUAL);
    let before = desk.app.session.profile().clone();
    desk.press("f2 enter 7 0 enter");
    let changed = desk.app.session.profile().clone();
    desk.press("up down enter ctrl-u esc");
    assert_eq!(desk.app.session.profile(), &changed, "nothing was undone behind the field");
    desk.press("ctrl-u");
    assert_eq!(desk.app.session.profile(), &before);
}
