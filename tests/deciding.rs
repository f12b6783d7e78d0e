//! Beyond three-valued logic, by tables on a small made-up catalogue: what can no longer matter, what stands
//! in the way where open criteria cannot hold together, what is worth asking, and what another figure would
//! change.

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

use client::client;
use policydesk::domain::assess::{assess, facts};
use policydesk::domain::blame::{causes, missing, moot};
use policydesk::domain::catalogue::{Catalogue, ProgramId};
use policydesk::domain::decide::{Depth, Status, decide, decide_plainly};
use policydesk::domain::field::FieldId;
use policydesk::domain::message::Lang;
use policydesk::domain::question::{for_program, next_questions, of_program};
use policydesk::domain::what_if::what_if;
use policydesk::report::text::{what_if_rows, what_if_thresholds};
use small::{catalogue, day, judgement, leaf, verdict};

const AS_OF: &str = "2024-05-10";
/// The only program of the small catalogue.
const ONLY: ProgramId = ProgramId { policy: 0, program: 0 };

fn all(parts: &[&str]) -> String {
    format!(r#"{{"all":[{}]}}"#, parts.join(","))
}

fn any(parts: &[&str]) -> String {
    format!(r#"{{"any":[{}],"label":"x"}}"#, parts.join(","))
}

fn keys(catalogue: &Catalogue, fields: &[FieldId]) -> String {
    fields.iter().map(|id| catalogue.fields.key(*id)).collect::<Vec<_>>().join(" ")
}

#[test]
fn what_no_completion_makes_matter_is_moot() {
    let (rich, poor) = (leaf("a", "revenue >= 1亿元"), leaf("b", "revenue >= 5000万元"));
    let (few, listed) = (leaf("c", "staff >= 10"), leaf("d", "listed == no"));
    // Whoever has 1亿 has 5000万, so the other route never counts; without 1亿 nothing does.
    let implied = all(&[&rich, &any(&[&poor, &listed])]);
    // The same requirement on both routes: what else they ask decides.
    let shared = any(&[&all(&[&rich, &few]), &all(&[&leaf("g", "revenue >= 1亿元"), &listed])]);
    // Either way of the revenue needs the staff, so the revenue itself tells nothing.
    let below = leaf("e", "revenue < 1亿元");
    let either = any(&[&all(&[&rich, &few]), &all(&[&below, &leaf("f", "staff >= 10")])]);
    // (tree, client, fields that matter, fields that are moot)
    let table = [
        (&implied, "", "revenue", "listed"),
        (&implied, "revenue=>=5000万", "revenue", "listed"),
        (&implied, "revenue=2000万", "", "listed"),
        (&shared, "", "staff listed revenue", ""),
        (&shared, "staff=20", "revenue", "listed"),
        // Nobody has said that there is a revenue at all, and "no such thing" would end it.
        (&either, "", "staff revenue", ""),
        (&either, "revenue=5000万..2亿", "staff", "revenue"),
        (&either, "staff=20 revenue=5000万..2亿", "", "revenue"),
    ];
    for (tree, notation, mattering, idle) in table {
        let catalogue = catalogue(tree, "");
        let profile = client(&catalogue, notation);
        let facts = facts(&catalogue, &profile, day(AS_OF));
        let criteria = &catalogue.program(ONLY).unwrap().1.criteria;
        let statuses = decide(criteria, &facts).statuses;
        assert_eq!(keys(&catalogue, &missing(criteria, &statuses, &facts)), mattering, "{tree} with {notation}");
        assert_eq!(keys(&catalogue, &moot(criteria, &statuses, &facts)), idle, "{tree} with {notation}");
    }
}

#[test]
fn likely_needs_no_open_fact_that_could_still_matter() {
    let rich = leaf("a", "revenue >= 1亿元");
    let below = leaf("b", "revenue < 1亿元");
    let tree = all(&[&any(&[&rich, &below]), &leaf("c", "staff >= 10"), &judgement("j")]);
    for (notation, expected) in [
        ("staff=20", "undecided"),
        ("staff=20 revenue=5000万..2亿", "likely"),
        ("staff=20 revenue=5000万..2亿 1/p:j=yes", "eligible"),
        ("staff=20 revenue=5000万..2亿 1/p:j=no", "ineligible"),
        ("revenue=5000万..2亿", "undecided"),
    ] {
        assert_eq!(verdict(&catalogue(&tree, ""), notation).0, expected, "{notation}");
    }
}

#[test]
fn the_decision_says_how_it_was_come_by() {
    let twice = all(&[&leaf("a", "staff >= 21"), &leaf("b", "staff <= 20")]);
    let once = all(&[&leaf("a", "staff >= 21"), &leaf("b", "listed == no")]);
    for (tree, notation, depth) in
        [(&twice, "", Depth::Exact), (&twice, "staff=20", Depth::Plain), (&once, "", Depth::Plain)]
    {
        let catalogue = catalogue(tree, "");
        let profile = client(&catalogue, notation);
        let facts = facts(&catalogue, &profile, day(AS_OF));
        let criteria = &catalogue.program(ONLY).unwrap().1.criteria;
        assert_eq!(decide(criteria, &facts).depth, depth, "{tree} with {notation}");
        let plain = decide_plainly(criteria, &facts).statuses[0];
        assert_eq!(plain == Status::Unknown, notation.is_empty(), "three-valued logic alone: {tree}");
    }
}

#[test]
fn open_criteria_that_cannot_hold_together_are_causes() {
    let (rich, poor) = (leaf("a", "revenue >= 1亿元"), leaf("b", "revenue <= 5000万元"));
    let staff = leaf("c", "staff >= 10");
    // (tree, client, causes)
    let table = [
        (all(&[&rich, &poor]), "", vec!["a", "b"]),
        (all(&[&rich, &poor, &staff]), "", vec!["a", "b"]),
        (all(&[&rich, &poor, &staff]), "staff=1", vec!["a+c", "b+c"]),
        (all(&[&rich, &any(&[&poor, &staff])]), "staff=1", vec!["a", "b", "c"]),
        (all(&[&rich, &poor]), "revenue=2亿", vec!["b"]),
    ];
    for (tree, notation, expected) in table {
        let catalogue = catalogue(&tree, "");
        let profile = client(&catalogue, notation);
        let facts = facts(&catalogue, &profile, day(AS_OF));
        let criteria = &catalogue.program(ONLY).unwrap().1.criteria;
        let statuses = decide(criteria, &facts).statuses;
        let id = |place: &usize| criteria.nodes()[*place].id.as_str();
        let sets: Vec<String> = causes(criteria, &statuses, &facts)
            .iter()
            .map(|set| set.iter().map(id).collect::<Vec<_>>().join("+"))
            .collect();
        assert_eq!(sets, expected, "{tree} with {notation}");
    }
}

#[test]
fn a_question_counts_only_where_an_answer_to_it_alone_settles() {
    let (rich, below) = (leaf("a", "revenue >= 1亿元"), leaf("b", "revenue < 1亿元"));
    let tiers = any(&[&all(&[&rich, &leaf("c", "staff >= 50")]), &all(&[&below, &leaf("d", "staff >= 10")])]);
    let relating = all(&[&leaf("e", "rd >= 3% * revenue")]);
    // (tree, client, questions with what they decide)
    let table = [
        // Fifty people are enough on either tier, nine on none; a revenue alone tells nothing.
        (&tiers, "revenue=5000万..2亿", "staff:1 revenue:0"),
        (&tiers, "staff=20 revenue=5000万..2亿", "revenue:1"),
        (&relating, "", "revenue:0 rd:0"),
        (&relating, "rd=300万", "revenue:1"),
        // Behind a don't-know the last missing input of the formula settles, the first does not.
        (&all(&[&leaf("f", "rd_share >= 3%")]), "rd_share=?", "revenue:0 rd:0"),
        (&all(&[&leaf("f", "rd_share >= 3%")]), "rd_share=? rd=300万", "revenue:1"),
    ];
    for (tree, notation, expected) in table {
        let catalogue = catalogue(tree, "");
        let profile = client(&catalogue, notation);
        let assessment = assess(&catalogue, &profile, day(AS_OF));
        let everywhere = next_questions(&catalogue, &assessment, &profile);
        let criteria = &catalogue.program(ONLY).unwrap().1.criteria;
        let own = of_program(criteria, &assessment.programs[0].decision, &facts(&catalogue, &profile, day(AS_OF)));
        let shown: Vec<String> = for_program(&everywhere, &own)
            .iter()
            .map(|question| format!("{}:{}", catalogue.fields.key(question.field), question.decides))
            .collect();
        assert_eq!(shown.join(" "), expected, "{tree} with {notation}");
    }
}

#[test]
fn another_figure_shows_its_thresholds_and_what_would_change() {
    let tree = all(&[&leaf("a", "debt <= 70%"), &leaf("b", "staff >= 10")]);
    let by_formula = all(&[&leaf("a", "rd_share >= 3%"), &leaf("b", "revenue >= 5000万元")]);
    // (tree, client, field, thresholds, bands)
    let table = [
        (
            &tree,
            "staff=20 debt=73%",
            "debt",
            "界线 70%（1/p）",
            vec!["≤ 70% 不符合→符合 1/p", "> 70%（现在） 与现在一样"],
        ),
        (&tree, "staff=20", "debt", "界线 70%（1/p）", vec!["≤ 70% 待补充→符合 1/p", "> 70% 待补充→不符合 1/p"]),
        // What is short elsewhere stays short, so nothing parts the figures.
        (&tree, "staff=1 debt=73%", "debt", "界线 70%（1/p）", vec!["≥ 0%（现在） 与现在一样"]),
        // 3 % of the revenue is what the research has to come to.
        (
            &by_formula,
            "revenue=1亿",
            "rd",
            "界线 300万元（1/p）",
            vec!["< 300万元 待补充→不符合 1/p", "≥ 300万元 待补充→符合 1/p"],
        ),
        (&tree, "", "listed", "界线 ", vec![]),
    ];
    for (tree, notation, key, thresholds, bands) in table {
        let catalogue = catalogue(tree, "");
        let profile = client(&catalogue, notation);
        let assessment = assess(&catalogue, &profile, day(AS_OF));
        let found = what_if(&catalogue, &assessment, &profile, catalogue.fields.find(key).unwrap());
        assert_eq!(what_if_thresholds(&catalogue, &found, Lang::Zh), thresholds, "{key} with {notation}");
        let rows: Vec<String> = what_if_rows(&catalogue, &found, Lang::Zh).iter().map(|row| row.join(" ")).collect();
        assert_eq!(rows, bands, "{key} with {notation}");
    }
}
