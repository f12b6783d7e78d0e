//! Whole searches as tables over the small catalogue.

use std::collections::HashSet;

use std::sync::LazyLock;

use proptest::prelude::*;

use super::super::catalogue::{PHRASES, entries, index};
use super::*;

/// Hits as `policy` or `policy/program`, best first.
fn found(index: &Index, typed: &str, limits: &Limits<'_>) -> Vec<String> {
    index
        .search(&Query::parse(typed), limits)
        .iter()
        .map(|hit| match hit.program {
            Some(program) => format!("{}/{program}", hit.policy),
            None => hit.policy.to_string(),
        })
        .collect()
}

/// Each query with how its answer starts.
fn check(cases: &[(&str, &str)]) {
    let index = index();
    for (typed, start) in cases {
        let found = found(&index, typed, &Limits::default());
        let start: Vec<&str> = start.split_whitespace().collect();
        let same = found.iter().take(start.len()).eq(start.iter());
        assert!(same, "{typed}: wanted {start:?}, found {found:?}");
    }
}

/// Each query with its whole answer.
fn check_all(cases: &[(&str, &str)]) {
    let index = index();
    for (typed, all) in cases {
        let limits = Limits { few: 0, ..Limits::default() };
        assert_eq!(found(&index, typed, &limits).join(" "), *all, "{typed}");
    }
}

#[test]
fn the_policy_that_is_meant_comes_first() {
    check(&[
        ("zjtx", "45 45/0"),
        ("专精特新", "45 45/0"),
        ("专精特新小巨人", "45 45/0"),
        ("小巨人", "45"),
        ("专精tx", "45"),
        ("螺蛳粉", "13 13/0"),
        ("螺狮粉", "13 13/0"),
        ("luosifen", "13"),
        ("luoshifen", "13"),
        ("lsf", "13"),
        ("jiajikouchu", "23 23/0 23/1"),
        ("加计扣除 母机", "23 23/1"),
        ("yinhang", "14"),
        ("zaidaikuan", "14"),
        ("wgkg", "19"),
        ("桂政办发[2024]10号", "36"),
        ("桂政办发10号", "36"),
        ("工信厅联 26", "61"),
        ("创业担保贷款", "44"),
        ("创业担保贷款 个人", "44 44/0"),
        ("xuetuzhi", "40 40/16"),
        ("sjzx", "11"),
        ("国家级专精特新“小巨人”企业申报指南", "45"),
        ("专精持新", "45"),
        ("螺蛳粉补贴", "13 13/0"),
        ("小巨人申报条件是什么", "45"),
        ("luosifenbutie", "13"),
        ("电商直播", "36"),
        ("45", "45"),
        ("#45", "45"),
    ]);
}

#[test]
fn all_tokens_match_in_one_policy() {
    check_all(&[
        ("专精特新 资产负债率", "45 45/0"),
        ("资产负债率 专精特新", "45 45/0"),
        ("博士后 专精特新", "40 40/10"),
        ("学徒 见习", "40"),
        ("螺蛳粉 博士后", ""),
        ("返还 fanhuan", "40"),
    ]);
}

#[test]
fn narrowing() {
    check_all(&[
        ("#45", "45 45/0"),
        ("#45 #13 申报", "45 45/0"),
        ("#99", ""),
        ("专精特新 -#45 -#32 -#40", "50"),
        ("专精特新 -小巨人 -博士后", "32 50"),
        ("博士后 -资助", "40"),
        ("创业担保 -个人", "44 44/1"),
        ("level:市", "13 13/0"),
        ("-level:市 level:自治区 创业", "44 44/0 44/1"),
        ("cat:税收 加计", "23 23/0 23/1"),
        ("cat:shuishou 加计", "23 23/0 23/1"),
        ("for:个人", "44 44/0"),
        ("for:个人 贷款", "44 44/0"),
        ("for:企业", "44 44/1 45 45/0"),
        ("by:工信 专精特新", "45 45/0 32"),
        ("by:商务局", "13 13/0"),
        ("foo:bar #13", "13 13/0"),
    ]);
}

#[test]
fn the_caller_decides_what_only_it_knows() {
    let index = index();
    let decides = |filter: &Filter, policy: usize, program: Option<usize>| {
        filter.value == "符合" && policy == 45 && program != Some(9)
    };
    let limits = Limits { decides: Some(&decides), ..Limits::default() };
    for (typed, all) in [("status:符合", "45 45/0"), ("status:不符合", ""), ("-status:符合 专精特新", "32 40 50")]
    {
        assert_eq!(found(&index, typed, &limits).join(" "), all, "{typed}");
    }
    // Without an answer they do not narrow.
    assert_eq!(found(&index, "open: #45", &Limits::default()), ["45", "45/0"]);
}

#[test]
fn hits_say_where_and_why() {
    let index = index();
    for (typed, part, way, marked) in [
        ("zjtx", Part::Keyword, Way::Initials, "专精特新"),
        ("guojiaji", Part::Title, Way::Pinyin, "国家级"),
        ("xjr sb", Part::ShortTitle, Way::Initials, "小巨人申报"),
        ("螺狮粉", Part::ShortTitle, Way::Sound, "螺蛳粉"),
        ("桂政办发[2024]10号", Part::DocumentNumber, Way::Whole, "桂政办发202410号"),
        ("失业", Part::Criterion, Way::Substring, "失业"),
        ("45", Part::Title, Way::Number, ""),
    ] {
        let outcome = index.look(&Query::parse(typed), &Limits::default());
        let first = outcome.hits.first().unwrap();
        let text = &index.entry(first.entry).unwrap().text;
        let chars: Vec<char> = text.chars().collect();
        let shown: String = index.positions(&outcome, first).iter().map(|at| chars[*at]).collect();
        assert_eq!((first.part, first.way, shown.as_str()), (part, way, marked), "{typed}");
    }
}

#[test]
fn answers_are_in_order_unique_and_always_the_same() {
    let index = index();
    let mut backwards = entries();
    backwards.reverse();
    let other = Index::new(backwards, Phrases::parse(PHRASES).unwrap());
    for typed in ["企业", "qy", "专精特新", "贷款 企业", "2024", "补贴", "g", "zhong"] {
        let query = Query::parse(typed);
        let hits = index.search(&query, &Limits::default());
        assert!(hits.is_sorted_by_key(|hit| std::cmp::Reverse(hit.score)));
        let places: HashSet<_> = hits.iter().map(|hit| (hit.policy, hit.program)).collect();
        assert_eq!(places.len(), hits.len());
        assert_eq!(hits, index.search(&query, &Limits::default()));
        let order = |hits: &[Hit]| -> Vec<_> { hits.iter().map(|hit| (hit.policy, hit.program, hit.score)).collect() };
        let again = other.search(&query, &Limits::default());
        assert_eq!(order(&hits), order(&again), "{typed}");
    }
}

#[test]
fn odd_queries_get_an_answer() {
    let index = index();
    let long_word = "专".repeat(10_000);
    let long_letters = "zhuang".repeat(2_000);
    let many = "a b zj 小 ".repeat(3_000);
    let quotes = "\"".repeat(10_000);
    for typed in [
        long_word.as_str(),
        &long_letters,
        &many,
        &quotes,
        "\u{0}\u{1b}[2J\u{7f}",
        "，。！？（）",
        "🎉👨‍👩‍👧",
        "-",
        "#",
        "\"",
        ":",
        "： -： #： \"：",
        "e\u{301}",
        "\u{202e}小巨人",
        "level:🎉",
        "99999999999999999999999999",
        "#99999999999999999999999999",
    ] {
        let query = Query::parse(typed);
        let outcome = index.look(&query, &Limits::default());
        for hit in &outcome.hits {
            let text = &index.entry(hit.entry).unwrap().text;
            assert!(index.positions(&outcome, hit).iter().all(|at| *at < text.chars().count()));
        }
        let rescue = index.rescue(&query, &Limits::default());
        assert!(rescue.outcome.total > 0 || rescue.outcome.hits.is_empty());
        index.complete(typed);
        index.highlight("国家级专精特新“小巨人”企业", Part::Title, &Highlighter::new(&query));
    }
}

static SHARED: LazyLock<Index> = LazyLock::new(index);

proptest! {
    #[test]
    fn any_query_gets_hits_that_point_into_their_texts(
        typed in "[专精特新小巨人螺蛳粉企业补贴a-z0-9 　\"“”#:：（〔\\-，🎉]{0,40}",
    ) {
        let query = Query::parse(&typed);
        let outcome = SHARED.look(&query, &Limits::default());
        for hit in &outcome.hits {
            let length = SHARED.entry(hit.entry).map_or(0, |entry| entry.text.chars().count());
            let positions = SHARED.positions(&outcome, hit);
            prop_assert!(positions.is_sorted_by(|one, two| one < two));
            prop_assert!(positions.last().is_none_or(|last| *last < length));
            prop_assert!(hit.way == Way::Listed || hit.score > 0);
        }
        let text = "国家级专精特新“小巨人”企业（2024年）";
        let marked = SHARED.highlight(text, Part::Title, &Highlighter::new(&query));
        prop_assert!(marked.last().is_none_or(|last| *last < text.chars().count()));
    }
}

#[test]
fn highlighting_other_texts() {
    let index = index();
    for (typed, text, part, positions) in [
        ("小巨人 zj", "专精“小巨人”", Part::Title, vec![0, 1, 3, 4, 5]),
        ("zj", "专精“小巨人”", Part::Digest, vec![]),
        ("补贴", "补贴、补贴", Part::Digest, vec![0, 1, 3, 4]),
        ("螺狮粉", "吃螺蛳粉", Part::Digest, vec![1, 2, 3]),
        ("", "补贴", Part::Digest, vec![]),
        ("-补贴 #1 level:市", "补贴1市", Part::Digest, vec![]),
    ] {
        let found = index.highlight(text, part, &Highlighter::new(&Query::parse(typed)));
        assert_eq!(found, positions, "{typed}");
    }
}

#[test]
fn hits_are_limited() {
    let limits = Limits { hits: 2, ..Limits::default() };
    assert_eq!(found(&index(), "企业", &limits).len(), 2);
    assert_eq!(found(&index(), "", &limits).len(), 2);
}
