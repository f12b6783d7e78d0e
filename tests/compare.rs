//! What changes between two days, by a table on the catalogue of `tests/data/money`, and on the stages of
//! the real data.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a broken test should stop at once"
)]

#[path = "common/client.rs"]
mod client;

use std::path::Path;

use client::client;

use policydesk::assets;
use policydesk::domain::assess::{assess, facts};
use policydesk::domain::catalogue::Catalogue;
use policydesk::domain::compare::{Comparison, compare};
use policydesk::domain::message::Lang;
use policydesk::domain::profile::Profile;
use policydesk::report::changes::{headline, reasons, summary};

fn catalogue(folder: Option<&str>) -> Catalogue {
    Catalogue::load(&assets::sources(folder.map(Path::new)).unwrap()).expect("sound")
}

fn compared(catalogue: &Catalogue, profile: &Profile, days: (&str, &str)) -> Comparison {
    let (from, to) = (days.0.parse().unwrap(), days.1.parse().unwrap());
    compare(catalogue, profile, &assess(catalogue, profile, from), &assess(catalogue, profile, to))
}

/// What changes for one program: its headline and its reasons; empty where nothing does.
fn said(catalogue: &Catalogue, answers: &str, days: (&str, &str), reference: &str, lang: Lang) -> Vec<String> {
    let profile = client(catalogue, answers);
    let comparison = compared(catalogue, &profile, days);
    let id = catalogue.resolve_program(reference).unwrap();
    let Some(change) = comparison.changes.iter().find(|change| change.id == id) else { return Vec::new() };
    let on = |day: &str| facts(catalogue, &profile, day.parse().unwrap());
    let mut lines = vec![headline(change, lang)];
    lines.extend(reasons(catalogue, change, (&on(days.0), &on(days.1)), lang));
    lines
}

#[test]
fn verdict_window_and_stage_change_with_their_reasons() {
    let catalogue = catalogue(Some("tests/data/money"));
    let young = |days, lang| said(&catalogue, "kind=firm founded=2021-05-20", days, "young", lang);
    assert_eq!(young(("2024-05-10", "2024-05-19"), Lang::Zh), Vec::<String>::new(), "a countdown is no change");
    assert_eq!(
        young(("2024-05-10", "2024-05-20"), Lang::Zh),
        [
            "不符合 → 符合 · 申报中 → 未开始",
            "成立满 3 年：不成立，还差 10 天（2024-05-20 满） → 成立，2021-05-20",
            "2024-05-19 截止的窗口换成 2024-09-30 截止的",
        ]
    );
    assert_eq!(
        young(("2024-05-20", "2024-09-01"), Lang::Zh),
        [
            "符合 · 未开始 → 申报中",
            "窗口 2024-09-01 开始，2024-09-30 截止",
            "头一段每人 10 元 10元 → 后一段每人 20 元 20元"
        ]
    );
    assert_eq!(
        young(("2024-09-30", "2024-10-01"), Lang::En),
        ["eligible · open → closed", "the window closed on 2024-09-30"]
    );
    assert_eq!(
        young(("2024-12-31", "2025-01-01"), Lang::Zh),
        ["符合 · 已截止", "不再有：后一段每人 20 元 20元（已于 2024-12-31 结束）"]
    );
    assert_eq!(
        said(&catalogue, "kind=firm", ("2023-12-31", "2024-01-01"), "gone", Lang::Zh),
        ["符合 · 常年受理 → 政策已失效", "2023-12-31 后失效"]
    );
}

#[test]
fn what_does_not_change_is_only_counted() {
    let catalogue = catalogue(Some("tests/data/money"));
    let profile = client(&catalogue, "kind=shop founded=2021-05-20");
    let comparison = compared(&catalogue, &profile, ("2024-05-10", "2024-05-20"));
    let all = catalogue.programs().count();
    assert_eq!(comparison.changes.len() + comparison.same, all);
    assert_eq!(summary(&comparison, Lang::Zh), format!("2024-05-10 → 2024-05-20：1 项有变化，{} 项不变", all - 1));
    assert!(comparison.changes[0].bears_on_the_client(), "a criterion that comes to hold is worth knowing");
    let nothing = compared(&catalogue, &profile, ("2024-05-10", "2024-05-10"));
    assert_eq!((nothing.changes.len(), nothing.same), (0, all));
}

#[test]
fn going_back_turns_every_pair_round() {
    let catalogue = catalogue(None);
    let profile = client(&catalogue, "applicant_kind=company established_on=2021-07-01");
    let there = compared(&catalogue, &profile, ("2024-05-10", "2025-01-01"));
    let back = compared(&catalogue, &profile, ("2025-01-01", "2024-05-10"));
    assert_eq!(there.same, back.same);
    assert!(there.changes.len() >= 5, "the end of 2024 ends a good deal");
    for (there, back) in there.changes.iter().zip(&back.changes) {
        assert_eq!(there.id, back.id);
        assert_eq!(there.eligibility, (back.eligibility.1, back.eligibility.0));
        assert_eq!(there.availability.0, back.availability.1);
        let places = |change: &policydesk::domain::compare::Change| {
            change.criteria.iter().map(|found| found.place).collect::<Vec<_>>()
        };
        assert_eq!(places(there), places(back));
    }
}

#[test]
fn the_stages_of_the_noodle_park_change_on_their_days() {
    let catalogue = catalogue(None);
    let support = |days| said(&catalogue, "luosifen_park_rent=10万元", days, "13/luosifen-rent-support", Lang::Zh);
    let stages = [
        (("2023-06-30", "2023-07-01"), Some("第一阶段：合同租金的 70% 7万元 → 第二阶段：合同租金的 70% 7万元")),
        (("2024-06-29", "2024-06-30"), None),
        (("2024-06-30", "2024-07-01"), Some("第二阶段：合同租金的 70% 7万元 → 第三阶段（半年）：合同租金的 50% 5万元")),
        (("2024-12-30", "2024-12-31"), None),
    ];
    for (days, expected) in stages {
        assert_eq!(support(days).get(1).map(String::as_str), expected, "{days:?}");
    }
    let end = support(("2024-12-31", "2025-01-01"));
    assert_eq!(end[0], "待补充 · 待上级通知 → 政策已失效");
    assert!(end[2].starts_with("不再有：第三阶段"), "{end:?}");
    // Who says which stage he claims is not moved by the day.
    let claimed =
        said(&catalogue, "luosifen_park_stage=2", ("2024-06-30", "2024-07-01"), "13/luosifen-rent-support", Lang::Zh);
    assert_eq!(claimed, Vec::<String>::new());
}
