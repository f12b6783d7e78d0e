//! The domain by tables: evaluation, verdicts, causes, explanations, availability, amounts, and what the
//! loader says about broken data, all on a small made-up catalogue in a compact notation.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a broken test should stop at once"
)]

#[path = "common/client.rs"]
mod client;
#[path = "common/small.rs"]
mod small;

use std::path::Path;

use client::client;
use policydesk::domain::amount::{amount_text, amounts};
use policydesk::domain::assess::{assess, facts};
use policydesk::domain::blame::{causes, missing};
use policydesk::domain::catalogue::Catalogue;
use policydesk::domain::explain::explain;
use policydesk::domain::message::Lang;
use policydesk::domain::profile::Profile;
use policydesk::domain::question::next_questions;
use policydesk::store;
use small::{catalogue, day, judgement, leaf, load, policy, program, verdict};

#[test]
fn tests_are_decided_at_below_and_above_their_limits() {
    // (test, client, status)
    let table = [
        ("debt <= 70%", "debt=70%", 'm'),
        ("debt <= 70%", "debt=70.01%", 'f'),
        ("debt <= 70%", "debt=50..70", 'm'),
        ("debt <= 70%", "debt=60..80", 'u'),
        ("debt <= 70%", "debt=?", 'u'),
        ("debt <= 70%", "", 'u'),
        ("debt <= 70%", "debt=-", 'u'),
        ("staff > 300", "staff=300", 'f'),
        ("staff > 300", "staff=>300", 'm'),
        ("staff >= 300", "staff=<300", 'f'),
        ("staff >= 300", "staff=-", 'f'),
        // 7 of 70 is 10 %, 600万 of 1亿 is 6 %, exactly.
        ("rd_share >= 6%", "rd=600万 revenue=1亿", 'm'),
        ("rd_share >= 6%", "rd=599.9999万 revenue=1亿", 'f'),
        ("rd_share >= 6%", "rd_share=6% rd=1元 revenue=1亿", 'm'),
        ("rd_share >= 6%", "rd_share=? rd=700万 revenue=1亿", 'm'),
        ("rd_share >= 6%", "rd=700万 revenue=1元..1亿", 'm'),
        // An income of zero has no share, so a range that reaches down to it decides nothing.
        ("rd_share >= 6%", "rd=700万 revenue=<=1亿", 'u'),
        ("rd_share >= 6%", "rd=700万", 'u'),
        ("rd_share >= 6%", "rd=700万 revenue=0", 'u'),
        ("years(founded) >= 3", "founded=2021-05-10", 'm'),
        ("years(founded) >= 3", "founded=2021-05-11", 'f'),
        ("years(founded) >= 3", "founded=2021-05", 'u'),
        ("years(founded) >= 3", "founded=2021-04", 'm'),
        ("years(founded) >= 3", "founded=2021", 'u'),
        ("as_of <= founded + 2年", "founded=2022-05-10", 'm'),
        ("as_of <= founded + 2年", "founded=2022-05-09", 'f'),
        ("founded in 2022-01-01..2023-12-31", "founded=2022-01-01", 'm'),
        ("founded in 2022-01-01..2023-12-31", "founded=2023", 'm'),
        ("founded in 2022-01-01..2023-12-31", "founded=2024-01-01", 'f'),
        ("staff in 20..300", "staff=300", 'm'),
        ("staff in 20..300", "staff=301", 'f'),
        ("kind in {firm, shop}", "kind=firm|shop", 'm'),
        ("kind in {firm, shop}", "kind=firm|person", 'u'),
        ("kind in {firm, shop}", "kind=person", 'f'),
        ("kind in {firm, shop}", "kind=-", 'f'),
        ("kind != person", "kind=-", 'm'),
        ("kind == firm", "kind=shop", 'f'),
        ("groups has graduate", "groups=veteran", 'f'),
        ("groups has graduate", "groups=veteran,?", 'u'),
        ("groups has any {graduate, veteran}", "groups=veteran,farmer", 'm'),
        ("groups has graduate", "groups=none", 'f'),
        ("count(groups) >= 2", "groups=veteran,farmer", 'm'),
        ("listed == no", "listed=no", 'm'),
        ("listed == no", "listed=yes", 'f'),
        ("listed == no", "listed=-", 'm'),
        ("listed", "listed=-", 'f'),
        ("staff >= if(kind == firm, 20, 15)", "kind=firm staff=15", 'f'),
        ("staff >= if(kind == firm, 20, 15)", "kind=shop staff=15", 'm'),
        ("staff >= if(kind == firm, 20, 15)", "staff=20", 'm'),
        ("staff >= if(kind == firm, 20, 15)", "staff=14", 'f'),
        ("staff >= if(kind == firm, 20, 15)", "staff=16", 'u'),
        ("min(rd, revenue) >= 100万元", "rd=50万", 'f'),
        ("max(rd, revenue) >= 100万元", "rd=100万 revenue=0", 'm'),
        // There may be no such thing as a revenue, which no comparison here would pass.
        ("max(rd, revenue) >= 100万元", "rd=100万", 'u'),
        ("staff >= 0", "", 'u'),
        ("rd - revenue * 10% >= 0元", "rd=10万 revenue=100万", 'm'),
    ];
    for (test, notation, expected) in table {
        let catalogue = catalogue(&format!(r#"{{"all":[{}]}}"#, leaf("x", test)), "");
        let (_, statuses) = verdict(&catalogue, notation);
        // A lone leaf is never moot, and a failed root leaves nothing open.
        assert_eq!(statuses, expected.to_string(), "{test} with {notation}");
    }
}

#[test]
fn trees_fold_as_the_logic_says() {
    let (a, b, c, j) = (leaf("a", "staff >= 10"), leaf("b", "debt <= 70%"), leaf("c", "listed == no"), judgement("j"));
    let all = format!(r#"{{"all":[{a},{b}]}}"#);
    let any = format!(r#"{{"any":[{a},{b}],"label":"x"}}"#);
    let two = format!(r#"{{"at_least":2,"of":[{a},{b},{c}],"label":"x"}}"#);
    let not = format!(r#"{{"not":{a}}}"#);
    let mixed = format!(r#"{{"all":[{a},{j}]}}"#);
    let either = format!(r#"{{"any":[{a},{j}],"label":"x"}}"#);
    let only = format!(r#"{{"all":[{j}]}}"#);
    // (tree, client, verdict, leaves)
    let table = [
        (&all, "", "undecided", "uu"),
        (&all, "staff=10", "undecided", "mu"),
        (&all, "staff=9", "ineligible", "f-"),
        (&all, "staff=10 debt=70%", "eligible", "mm"),
        (&any, "staff=10", "eligible", "m-"),
        (&any, "staff=9", "undecided", "fu"),
        (&any, "staff=9 debt=71%", "ineligible", "ff"),
        (&two, "staff=10", "undecided", "muu"),
        (&two, "staff=10 debt=70%", "eligible", "mm-"),
        (&two, "staff=9 debt=71%", "ineligible", "ff-"),
        (&not, "staff=9", "eligible", "f"),
        (&not, "staff=10", "ineligible", "m"),
        // A judgement that nobody ticked leaves a program likely, once a fact speaks for it.
        (&mixed, "staff=10", "likely", "mu"),
        (&mixed, "", "undecided", "uu"),
        (&mixed, "staff=10 1/p:j=yes", "eligible", "mm"),
        (&mixed, "staff=10 1/p:j=no", "ineligible", "mf"),
        (&mixed, "staff=10 1/p:j=?", "likely", "mu"),
        // A fact that was not asked keeps an either-or open, however the judgement may turn out.
        (&either, "", "undecided", "uu"),
        (&either, "staff=9", "undecided", "fu"),
        (&only, "", "undecided", "u"),
        (&only, "1/p:j=yes", "eligible", "m"),
    ];
    for (tree, notation, eligibility, leaves) in table {
        let catalogue = catalogue(tree, "");
        let found = verdict(&catalogue, notation);
        assert_eq!(found, (eligibility.to_owned(), leaves.to_owned()), "{tree} with {notation}");
    }
}

#[test]
fn causes_are_the_smallest_sets_that_would_lift_a_refusal() {
    let (a, b, c) = (leaf("a", "staff >= 10"), leaf("b", "debt <= 70%"), leaf("c", "listed == no"));
    let failing = "staff=1 debt=99% listed=yes";
    let table = [
        (format!(r#"{{"all":[{a},{b}]}}"#), failing, vec!["a+b"]),
        (format!(r#"{{"any":[{a},{b}],"label":"x"}}"#), failing, vec!["a", "b"]),
        (format!(r#"{{"all":[{a},{{"any":[{b},{c}],"label":"x"}}]}}"#), failing, vec!["a+b", "a+c"]),
        (format!(r#"{{"at_least":2,"of":[{a},{b},{c}],"label":"x"}}"#), failing, vec!["a+b", "a+c", "b+c"]),
        (format!(r#"{{"at_least":2,"of":[{a},{b},{c}],"label":"x"}}"#), "staff=10 debt=99% listed=yes", vec!["b", "c"]),
        (format!(r#"{{"not":{{"any":[{a},{b}],"label":"x"}}}}"#), "staff=10 debt=1%", vec!["a+b"]),
        (format!(r#"{{"all":[{a},{b}]}}"#), "staff=10", vec![]),
    ];
    for (tree, notation, expected) in table {
        let catalogue = catalogue(&tree, "");
        let profile = client(&catalogue, notation);
        let assessment = assess(&catalogue, &profile, day("2024-05-10"));
        let assessed = &assessment.programs[0];
        let (_, program) = catalogue.program(assessed.id).unwrap();
        let sets: Vec<String> =
            causes(&program.criteria, &assessed.decision.statuses, &facts(&catalogue, &profile, assessment.as_of))
                .iter()
                .map(|set| {
                    set.iter().map(|place| program.criteria.nodes()[*place].id.as_str()).collect::<Vec<_>>().join("+")
                })
                .collect();
        assert_eq!(sets, expected, "{tree}");
    }
}

#[test]
fn need_have_and_gap_speak_in_the_units_of_the_text() {
    // (test, client, need, have, gap)
    let table = [
        ("debt <= 70%", "debt=73%", "≤ 70%", "73%", Some("高 3 个百分点")),
        ("debt <= 70%", "debt=73..80", "≤ 70%", "73%..80%", Some("至少高 3 个百分点")),
        ("staff >= 20", "staff=8", "≥ 20 人", "8 人", Some("差 12 人")),
        ("staff > 20", "staff=20", "> 20 人", "20 人", Some("正好在界上，不含本数")),
        ("revenue >= 1亿元", "revenue=8000万", "≥ 1亿元", "8000万元", Some("差 2000万元")),
        ("years(founded) >= 3", "founded=2022-01-10", "≥ 3 年", "2022-01-10", Some("还差 8 个月（2025-01-10 满）")),
        ("years(founded) >= 3", "founded=2021-05-15", "≥ 3 年", "2021-05-15", Some("还差 5 天（2024-05-15 满）")),
        ("as_of <= founded + 2年", "founded=2022-05-01", "不晚于 成立日期 +2 年", "2022-05-01", Some("晚 9 天")),
        ("kind in {firm, shop}", "kind=person", "其一：企业、个体户", "个人", None),
        ("listed == no", "listed=yes", "否", "是", None),
        ("staff >= if(kind == firm, 20, 15)", "staff=10", "≥ 15 人 或 20 人", "10 人", Some("差 5 人")),
        ("rd_share >= 6%", "rd=500万 revenue=1亿", "≥ 6%", "5%", Some("差 1 个百分点")),
        ("debt <= 70%", "debt=?", "≤ 70%", "不知道", None),
        ("debt <= 70%", "", "≤ 70%", "", None),
    ];
    for (test, notation, need, have, gap) in table {
        let catalogue = catalogue(&format!(r#"{{"all":[{}]}}"#, leaf("x", test)), "");
        let profile = client(&catalogue, notation);
        let facts = facts(&catalogue, &profile, day("2024-05-10"));
        let (_, _, program) = catalogue.programs().next().unwrap();
        let (_, node) = program.criteria.leaves().next().unwrap();
        let explanation = explain(node, &facts, Lang::Zh);
        let found = (explanation.need.as_str(), explanation.have.as_str(), explanation.gap.as_deref());
        assert_eq!(found, (need, have, gap), "{test} with {notation}");
    }
}

#[test]
fn open_fields_come_in_asking_order_and_dont_know_leads_to_the_formula() {
    let tree = format!(
        r#"{{"all":[{},{},{}]}}"#,
        leaf("a", "rd_share >= 6%"),
        leaf("b", "staff >= 10"),
        leaf("c", "debt <= 70%")
    );
    for (notation, expected) in [
        ("", "staff rd_share debt"),
        ("staff=10", "rd_share debt"),
        ("staff=?", "rd_share debt"),
        ("rd_share=?", "staff debt revenue rd"),
        ("rd_share=? rd=5万", "staff debt revenue"),
        ("staff=1", ""),
    ] {
        let catalogue = catalogue(&tree, "");
        let profile = client(&catalogue, notation);
        let assessment = assess(&catalogue, &profile, day("2024-05-10"));
        let (_, _, program) = catalogue.programs().next().unwrap();
        let facts = facts(&catalogue, &profile, day("2024-05-10"));
        let found: Vec<&str> = missing(&program.criteria, &assessment.programs[0].decision.statuses, &facts)
            .into_iter()
            .map(|id| catalogue.fields.key(id))
            .collect();
        assert_eq!(found.join(" "), expected, "{notation}");
    }
}

#[test]
fn a_question_that_can_decide_comes_before_one_that_cannot() {
    let tree = format!(
        r#"{{"all":[{{"any":[{},{}],"label":"x"}},{}]}}"#,
        leaf("a", "staff >= 10"),
        leaf("b", "listed == no"),
        leaf("c", "debt <= 70%")
    );
    let catalogue = catalogue(&tree, "");
    let profile = Profile::default();
    let assessment = assess(&catalogue, &profile, day("2024-05-10"));
    let questions = next_questions(&catalogue, &assessment, &profile);
    assert_eq!(catalogue.fields.key(questions[0].field), "debt");
    assert_eq!(questions.iter().map(|question| question.decides).collect::<Vec<_>>(), [1, 0, 0]);
}

#[test]
fn availability_counts_the_last_day() {
    let windows = r#","windows":[{"from":"2024-04-25","to":"2024-05-19"},{"from":"2024-07-01","to":"2024-07-15"}]"#;
    let deadline = r#","windows":[{"to":"2024-01-25"}]"#;
    let rolling = r#","rolling":true,"expires":"2024-12-31""#;
    let table = [
        (windows, "2024-04-24", "upcoming", Some(1)),
        (windows, "2024-04-25", "open", Some(24)),
        (windows, "2024-05-19", "open", Some(0)),
        (windows, "2024-05-20", "upcoming", Some(42)),
        (windows, "2024-07-16", "closed", None),
        (deadline, "2023-01-01", "open", Some(389)),
        (deadline, "2024-01-26", "closed", None),
        (rolling, "2024-12-31", "rolling", Some(0)),
        (rolling, "2025-01-01", "expired", None),
        (r#","awaiting":true"#, "2024-05-10", "awaiting", None),
        (r#","effective":"2024-06-01""#, "2024-05-31", "upcoming", Some(1)),
        ("", "2024-05-10", "unstated", None),
    ];
    for (more, date, state, days_left) in table {
        let catalogue = catalogue(&format!(r#"{{"all":[{}]}}"#, leaf("a", "staff >= 10")), more);
        let assessment = assess(&catalogue, &Profile::default(), day(date));
        let availability = assessment.programs[0].availability;
        assert_eq!((availability.state.word(), availability.days_left), (state, days_left), "{more} on {date}");
    }
}

#[test]
fn amounts_are_intervals_while_inputs_are_open() {
    // (benefit keys, client, text)
    let table = [
        (r#""amount":"min(10% * revenue, 1亿元)""#, "", Some("最高 1亿元")),
        (r#""amount":"min(10% * revenue, 1亿元)""#, "revenue=5亿", Some("5000万元")),
        (r#""amount":"min(10% * revenue, 1亿元)""#, "revenue=50亿", Some("1亿元")),
        (r#""amount":"min(10% * revenue, 1亿元)""#, "revenue=2亿..5亿", Some("2000万元–5000万元")),
        (r#""amount":"1500元","per":["person","month"]"#, "", Some("1500元/人·月")),
        (r#""amount":"2000元","per":["person"],"times":"staff""#, "", Some("2000元/人")),
        (r#""amount":"2000元","per":["person"],"times":"staff""#, "staff=5", Some("1万元")),
        (r#""amount":"3000万元","up_to":true"#, "", Some("最高 3000万元")),
        (r#""amount":"10% * revenue""#, "", None),
        (r#""amount":"30万元","when":"kind == firm""#, "kind=person", None),
        (r#""amount":"30万元","from":"2024-06-01""#, "", None),
        (r#""amount":"30万元","to":"2024-05-10""#, "", Some("30万元")),
    ];
    for (keys, notation, expected) in table {
        let text = policy(&program(&format!(r#"{{"all":[{}]}}"#, leaf("a", "staff >= 10")), ""))
            .replace(r#""kind":"in_kind","label":"B""#, &format!(r#""kind":"cash","label":"B",{keys}"#));
        let catalogue = load(&text).unwrap_or_else(|problems| panic!("{}", problems[0].text(Lang::En)));
        let profile = client(&catalogue, notation);
        let (_, _, program) = catalogue.programs().next().unwrap();
        let found = amounts(program, &facts(&catalogue, &profile, day("2024-05-10")));
        let text = found.first().and_then(|amount| amount_text(amount, &program.benefits[0], Lang::Zh));
        assert_eq!(text.as_deref(), expected, "{keys} with {notation}");
    }
}

#[test]
fn a_broken_expression_is_shown_with_a_caret() {
    // (test, offset, English)
    let table = [
        ("debt <= 70", 8, "units do not go together"),
        ("debts <= 70%", 0, "did you mean `debt`?"),
        ("revenue >= 300人", 11, "units do not go together"),
        ("revenue >= 300", 11, "units do not go together"),
        ("staff >= 20 and debt <= 70%", 12, "belong in the criteria tree"),
        ("kind == firms", 8, "did you mean `firm`?"),
        ("kind > firm", 0, "compares like this"),
        ("staff = 20", 6, "equality is written"),
        ("staff >=", 8, "expected here"),
        ("staff", 0, "a comparison expected"),
        ("years(staff) >= 3", 6, "a date expected"),
        ("staff in 20", 11, "after `in`"),
        ("founded + staff >= 2024-01-01", 10, "written number"),
        ("staff >= 20元", 9, "units do not go together"),
        ("staff >= 20头", 9, "there is no unit"),
        ("if(kind == firm, 1) >= 1", 0, "takes 3 arguments"),
        ("sum(staff) >= 1", 0, "there is no function"),
        ("groups == graduate", 0, "compares like this"),
        ("((((((((((((((((((((((((((((((((((((staff))))))))))))))))))))))))))))))))))))", 32, "nested too deeply"),
        ("# staff", 0, "has no place"),
    ];
    for (test, offset, says) in table {
        let problems = load(&policy(&program(&format!(r#"{{"all":[{}]}}"#, leaf("x", test)), ""))).expect_err(test);
        let problem = &problems[0];
        assert_eq!(problems.len(), 1, "{test}");
        assert_eq!(problem.path, "programs[0].criteria.all[0].test", "{test}");
        assert_eq!(problem.caret, Some((test.to_owned(), offset)), "{test}: {}", problem.message.en);
        assert!(problem.message.en.contains(says), "{test}: {}", problem.message.en);
        assert!(problem.line > 1 && problem.column > 1, "{test}");
    }
}

#[test]
fn every_error_of_a_file_is_found_and_nothing_is_loaded() {
    let tree = format!(
        r#"{{"all":[{},{{"id":"b","label":"L","at":"一","anchor":"{}","test":"staff >= 1","colour":1}},{{"any":[{{"id":7}}],"label":"x"}}]}}"#,
        leaf("a", "debt <= 70"),
        "字".repeat(25),
    );
    let problems = load(&policy(&program(&tree, r#","window":[]"#))).expect_err("broken");
    let texts: Vec<String> = problems.iter().map(|problem| problem.text(Lang::En)).collect();
    for says in ["unknown field `window`", "unknown field `colour`", "invalid type: integer `7`"] {
        assert!(texts.iter().any(|text| text.contains(says)), "{says} in {texts:#?}");
    }
    // Once the shape fits, every value is checked.
    let tree = tree.replace(r#","colour":1"#, "").replace(r#"{"id":7}"#, &leaf("a", "listed == maybe"));
    let problems = load(&policy(&program(&tree, r#","rolling":true,"awaiting":true,"expires":"2024-13-01""#)))
        .expect_err("broken");
    let texts: Vec<String> = problems.iter().map(|problem| problem.text(Lang::En)).collect();
    for says in [
        "units do not go together",
        "the anchor has 25 characters",
        "criterion `a` is there twice",
        "there is no field `maybe`",
        "only one of windows, rolling, awaiting",
        "`2024-13-01` is not a date",
    ] {
        assert!(texts.iter().any(|text| text.contains(says)), "{says} in {texts:#?}");
    }
    let problems = load("{\"no\": 1,").expect_err("not JSON");
    assert_eq!((problems.len(), problems[0].line), (1, 1));
}

#[test]
fn an_added_answer_never_reverses_a_decided_verdict_on_the_built_in_data() {
    let sources = policydesk::assets::sources(None).unwrap();
    let catalogue = Catalogue::load(&sources).unwrap_or_else(|problems| {
        panic!("{}", problems.iter().map(|problem| problem.text(Lang::Zh)).collect::<Vec<_>>().join("\n"))
    });
    for (name, _) in policydesk::assets::samples() {
        let full = store::open(&format!("sample:{name}"), Path::new(""), &catalogue)
            .unwrap_or_else(|m| panic!("{}", m.en))
            .profile;
        let mut partial = Profile::default();
        let mut before = assess(&catalogue, &partial, day("2024-05-10"));
        for (id, entry) in full.answered() {
            partial.set(id, Some(entry.clone()));
            let after = assess(&catalogue, &partial, day("2024-05-10"));
            for (old, new) in before.programs.iter().zip(&after.programs) {
                let decided = matches!(old.decision.eligibility.word(), "eligible" | "ineligible");
                assert!(!decided || old.decision.eligibility == new.decision.eligibility, "{name}: {:?}", old.id);
            }
            before = after;
        }
    }
}

#[test]
fn a_field_that_several_criteria_read_is_decided_beyond_kleene() {
    let all = |leaves: &[String]| format!(r#"{{"all":[{}]}}"#, leaves.join(","));
    let any = |groups: &[String]| format!(r#"{{"any":[{}],"label":"x"}}"#, groups.join(","));
    let tiers = any(&[
        all(&[leaf("a", "revenue >= 1亿元"), leaf("b", "rd_share >= 3%")]),
        all(&[leaf("c", "revenue < 1亿元"), leaf("d", "rd_share >= 6%")]),
    ]);
    let both_ways = all(&[leaf("a", "staff >= 21"), leaf("b", "staff <= 20")]);
    let switch = any(&[
        all(&[leaf("a", "kind == firm"), leaf("b", "staff >= 20")]),
        all(&[leaf("c", "kind != firm"), leaf("d", "staff >= 15")]),
    ]);
    let equal = all(&[leaf("a", "staff >= 20"), leaf("b", "staff <= 20"), leaf("c", "staff != 20")]);
    let dates = any(&[leaf("a", "founded <= 2020-01-01"), leaf("b", "founded >= 2020-01-01")]);
    let groups = any(&[leaf("a", "groups has graduate"), format!(r#"{{"not":{}}}"#, leaf("b", "groups has graduate"))]);
    // (tree, client, verdict)
    let table = [
        (&tiers, "revenue=>=5000万 rd_share=6%", "eligible"),
        (&tiers, "revenue=>=5000万 rd_share=5%", "undecided"),
        (&tiers, "revenue=>=5000万 rd_share=2%", "ineligible"),
        // Nobody has said that there is a revenue at all.
        (&tiers, "rd_share=6%", "undecided"),
        (&tiers, "rd_share=2%", "ineligible"),
        (&both_ways, "", "ineligible"),
        (&both_ways, "staff=?", "ineligible"),
        (&switch, "staff=20", "eligible"),
        (&switch, "staff=15", "undecided"),
        (&switch, "staff=14", "ineligible"),
        (&switch, "kind=shop|firm staff=20", "eligible"),
        (&equal, "", "ineligible"),
        (&dates, "founded=2019..2021", "eligible"),
        (&groups, "", "eligible"),
    ];
    for (tree, notation, expected) in table {
        let catalogue = catalogue(tree, "");
        assert_eq!(verdict(&catalogue, notation).0, expected, "{tree} with {notation}");
    }
}

#[test]
fn tiers_and_criteria_that_cannot_be_right_are_doubted() {
    let text = |when: [&str; 2]| {
        let benefit = |id: &str, when: &str| {
            format!(r#"{{"id":"{id}","kind":"cash","label":"B","amount":"1元","when":"{when}"}}"#)
        };
        let both = format!("{},{}", benefit("low", when[0]), benefit("high", when[1]));
        policy(&program(&format!(r#"{{"all":[{}]}}"#, leaf("a", "staff >= 10")), ""))
            .replace(r#"{"id":"b","kind":"in_kind","label":"B"}"#, &both)
    };
    let said = |text: &str| -> Vec<String> {
        let catalogue = load(text).unwrap_or_else(|problems| panic!("{}", problems[0].text(Lang::En)));
        let found = policydesk::domain::lint::doubts(&catalogue).into_iter().filter(|doubt| doubt.place.contains('/'));
        found.map(|doubt| format!("{} {}", doubt.place, doubt.message.en)).collect()
    };
    for (when, expected) in [
        (["staff <= 20", "staff > 20"], None),
        (["staff < 20", "staff > 20"], Some("1/p:high there is a gap between this tier and `low`")),
        (["staff <= 20", "staff >= 20"], Some("1/p:high this tier overlaps with `low`")),
        (["staff == 1", "staff == 2"], None),
        (["staff in 1..5", "staff in 7..9"], Some("1/p:high there is a gap between this tier and `low`")),
    ] {
        assert_eq!(said(&text(when)), expected.into_iter().collect::<Vec<_>>(), "{when:?}");
    }
    for (test, expected) in [
        ("staff >= 0", "1/p:x this criterion can never fail"),
        ("rd_share > 100%", "1/p:x this criterion can never be met"),
    ] {
        let found = said(&policy(&program(&format!(r#"{{"all":[{}]}}"#, leaf("x", test)), "")));
        assert_eq!(found.first().map(String::as_str), Some(expected));
    }
    let never = format!(r#"{{"all":[{},{}]}}"#, leaf("a", "staff >= 21"), leaf("b", "staff <= 20"));
    assert_eq!(said(&policy(&program(&never, ""))), ["1/p nobody can ever be eligible"]);
}

#[test]
fn the_built_in_data_leave_no_doubt() {
    let catalogue = Catalogue::load(&policydesk::assets::sources(None).unwrap()).expect("checked");
    assert_eq!(policydesk::domain::lint::doubts(&catalogue), []);
}
