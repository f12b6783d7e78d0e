//! Totals over several programs: by tables on the catalogue of `tests/data/money`, and as properties of
//! random choices from the real one.

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
use policydesk::domain::amount::{Stage, amounts, out_of_stage, stage};
use policydesk::domain::assess::{Assessment, assess, facts};
use policydesk::domain::catalogue::{Catalogue, ProgramId};
use policydesk::domain::decide::Eligibility;
use policydesk::domain::interval::Interval;
use policydesk::domain::message::Lang;
use policydesk::domain::policy::RelationKind;
use policydesk::domain::profile::Profile;
use policydesk::domain::total::{Remark, Total, Why, by_default, total};
use policydesk::domain::worth::worth;
use policydesk::report::totals::{range_text, remark, sum_label};
use policydesk::store;
use proptest::prelude::{ProptestConfig, proptest};
use proptest::sample::subsequence;

const AS_OF: &str = "2024-05-10";

fn money() -> Catalogue {
    Catalogue::load(&assets::sources(Some(Path::new("tests/data/money"))).unwrap()).expect("sound")
}

/// The program with this id, whichever policy it is of.
fn ids(catalogue: &Catalogue, names: &str) -> Vec<ProgramId> {
    names.split_whitespace().map(|name| catalogue.resolve_program(name).expect(name)).collect()
}

fn totalled(catalogue: &Catalogue, answers: &str, day: &str, names: &str) -> Total {
    let (profile, day) = (client(catalogue, answers), day.parse().unwrap());
    let assessment = assess(catalogue, &profile, day);
    let chosen = ids(catalogue, names);
    total(catalogue, &facts(catalogue, &profile, day), &assessment, Some(&chosen))
}

/// A total in one line: sums, credit, counts of what has no figure, what is left out and why.
fn line(catalogue: &Catalogue, total: &Total) -> String {
    let mut parts: Vec<String> = Vec::new();
    for sum in &total.sums {
        parts.push(format!("{} {}", sum_label(sum, Lang::Zh), range_text(sum.range, Lang::Zh)));
    }
    if total.loans > 0 {
        parts.push(format!(
            "贷款{} {}",
            total.loans,
            total.largest_loan.map_or("?".to_owned(), |it| it.hi.to_string())
        ));
    }
    let counts = &total.counts;
    for (count, word) in
        [(counts.open, "待测"), (counts.unprinted, "未印"), (counts.rates, "利率"), (counts.in_kind, "服务")]
    {
        parts.extend((count > 0).then(|| format!("{word}{count}")));
    }
    for left in &total.left_out {
        let (_, program) = catalogue.program(left.id).unwrap();
        let why = match left.why {
            Why::Ineligible => "不符".to_owned(),
            Why::Expired => "失效".to_owned(),
            Why::Closed => "截止".to_owned(),
            Why::Excluded { by, bond } => {
                let kind = bond.relation(catalogue).unwrap().kind.word();
                format!("{kind} {}", catalogue.program(by).unwrap().1.id)
            }
        };
        parts.push(format!("无{}({why})", program.id));
    }
    parts.join("；")
}

#[track_caller]
fn check(names: &str, answers: &str, expected: &str) {
    let catalogue = money();
    let total = totalled(&catalogue, &format!("kind=firm {answers}"), AS_OF, names);
    assert_eq!(line(&catalogue, &total), expected, "{names} with {answers}");
    assert!(total.exact);
}

#[test]
fn sums_are_kept_apart_by_kind_and_by_time() {
    check("grant", "", "资金（一次性） 10万元");
    check("grant yearly monthly", "", "资金（一次性） 10万元；资金（每年） 3万元；资金（每月） 最高 1500元");
    check("grant relief", "tax=8万元", "资金（一次性） 10万元；税费减免（每年） 4万元");
    check("relief", "", "待测1");
    check("grant loan small-loan", "grade=a", "资金（一次性） 10万元；贷款2 3000000；利率1");
    check("grant silent", "", "资金（一次性） 10万元；未印1；服务1");
    check("title", "grade=a", "");
}

#[test]
fn tiers_are_alternatives_and_an_open_one_is_never_certain() {
    check("tiers", "grade=a", "资金（一次性） 30万元");
    check("tiers", "grade=b,c", "资金（一次性） 5万元–20万元");
    check("tiers", "grade=a,none", "资金（一次性） 最高 30万元");
    check("tiers", "", "资金（一次性） 最高 30万元");
    check("tiers", "grade=none", "");
    check("tiers grant", "grade=b,c", "资金（一次性） 15万元–30万元");
}

#[test]
fn only_what_is_marked_is_added_within_a_program() {
    check("both", "", "资金（一次性） 70万元");
    check("unmarked", "", "资金（一次性） 8万元");
}

#[test]
fn caps_counts_and_open_figures() {
    check("capped", "", "资金（一次性） 最高 100万元");
    check("capped", "investment=200万元", "资金（一次性） 最高 20万元");
    check("capped grant", "investment=300..2000万元", "资金（一次性） 10万元–110万元");
    check("heads", "hires=3", "资金（一次性） 3000元");
    check("heads", "hires=2..5", "资金（一次性） 2000元–5000元");
    check("heads grant", "", "资金（一次性） 10万元；待测1");
    check("heads grant", "hires=>3", "资金（一次性） 10万元；待测1");
    check("heads", "hires=0", "");
}

#[test]
fn two_that_exclude_each_other_are_never_added() {
    check("either-small either-big", "", "资金（一次性） 最高 9万元；无either-small(either_or either-big)");
    check("either-big either-small grant", "", "资金（一次性） 10万元–19万元；无either-small(either_or either-big)");
    check("bar left right", "", "资金（一次性） 8万元；无bar(not_combinable left)");
    check("bar left", "", "资金（一次性） 7万元；无left(not_combinable bar)");
    check("print reprint", "", "资金（一次性） 5万元；无reprint(same_grant print)");
    check("print rival", "", "资金（一次性） 6万元；无print(not_combinable rival)");
    check("reprint rival", "", "资金（一次性） 6万元；无reprint(not_combinable rival)");
}

#[test]
fn what_is_not_stated_widens_the_range() {
    check("perhaps maybe", "", "资金（一次性） 3万元–5万元");
    check("perhaps maybe grant", "", "资金（一次性） 13万元–15万元");
    check("perhaps", "", "资金（一次性） 2万元");
}

#[test]
fn what_was_had_is_taken_off_and_what_is_replaced_is_not_paid_twice() {
    check("had award", "investment=500万元", "资金（一次性） 12万元");
    check("had award", "investment=2000万元", "资金（一次性） 20万元");
    check("had award", "investment=500..800万元", "资金（一次性） 12万元");
    check("had award", "investment=1000..3000万元", "资金（一次性） 12万元–30万元");
    check("award silent", "", "资金（一次性） 最高 12万元；未印1；服务1");
    check("heads kept", "hires=10 stayed=4", "资金（一次性） 1.2万元");
    check("kept", "stayed=4", "资金（一次性） 6000元");
    check("heads kept", "hires=10 stayed=2..4", "资金（一次性） 1.1万元–1.2万元");
    check("heads kept", "hires=10", "资金（一次性） 1万元；待测1");
    check("heads kept", "", "待测2");
    // Of two that may exclude each other one is dropped from the lower end, and nothing else is.
    check("award silent perhaps maybe", "", "资金（一次性） 3万元–17万元；未印1；服务1");
}

#[test]
fn what_cannot_be_had_is_named_and_not_zero() {
    let catalogue = money();
    let shop = totalled(&catalogue, "kind=shop", AS_OF, "grant gone old");
    assert_eq!(line(&catalogue, &shop), "无grant(不符)；无old(不符)；无gone(不符)");
    check("grant gone", "", "资金（一次性） 10万元；无gone(失效)");
    // Asked for by name, a closed program counts and says so; by itself it is left out.
    check("grant old", "", "资金（一次性） 11万元");
    let profile = client(&catalogue, "kind=firm grade=none founded=2024-01-01");
    let day = AS_OF.parse().unwrap();
    let assessment = assess(&catalogue, &profile, day);
    let all = total(&catalogue, &facts(&catalogue, &profile, day), &assessment, None);
    let left = line(&catalogue, &all);
    assert!(left.contains("无old(截止)；无gone(失效)") && !left.contains("title"), "{left}");
    assert!(by_default(&assessment).iter().all(|id| {
        matches!(assessment.get(*id).unwrap().decision.eligibility, Eligibility::Eligible | Eligibility::Likely)
    }));
}

#[test]
fn remarks_say_what_has_to_be_known() {
    let catalogue = money();
    let said = |answers: &str, names: &str| -> Vec<String> {
        let total = totalled(&catalogue, answers, AS_OF, names);
        total.remarks.iter().map(|found| remark(&catalogue, found, Lang::Zh)).collect()
    };
    let table: [(&str, &str, &[&str]); 10] = [
        ("kind=firm", "silent", &["1/silent silent：与别处同类奖励不能重复"]),
        (
            "kind=firm grade=none",
            "loan",
            &["1/loan loan 要先有 2/title title，按现有资料还没有判定为符合；已经有的不受影响"],
        ),
        ("kind=firm grade=a", "loan", &[]),
        ("kind=firm", "both", &["1/both both · 入股 100 万：不计入合计，是入股"]),
        ("kind=firm", "monthly", &[]),
        ("kind=firm", "either-small", &["2/either-small either-small · 4 万：按 1 个项目计"]),
        ("kind=firm", "perhaps maybe", &["2/perhaps perhaps 与 2/maybe maybe：能否都拿，手册没有写，下限只计其一"]),
        ("kind=firm", "old", &["2/old old 申报已截止，按下次能报计"]),
        ("", "grant", &["1/grant grant 资格待补充，按符合计"]),
        (
            "kind=firm investment=1亿元",
            "had award",
            &["2/award award 要扣除 2/had had 已享受的资金", "2/had had 转为 2/award award：自动转为"],
        ),
    ];
    for (answers, names, expected) in table {
        assert_eq!(said(answers, names), expected, "{names} with {answers}");
    }
    let names = "silent loan both monthly perhaps maybe old had award heads kept";
    let total = totalled(&catalogue, "", AS_OF, names);
    let english: Vec<String> = total.remarks.iter().map(|found| remark(&catalogue, found, Lang::En)).collect();
    assert!(english.len() > 10 && english.iter().all(|text| !text.contains(['，', '：', '、'])), "{english:?}");
}

#[test]
fn a_stage_is_said_with_its_countdown() {
    let catalogue = money();
    let id = ids(&catalogue, "young")[0];
    let (_, program) = catalogue.program(id).unwrap();
    let on = |day: &str| {
        let profile = Profile::default();
        let facts = facts(&catalogue, &profile, day.parse().unwrap());
        let running: Vec<usize> = amounts(program, &facts).iter().map(|amount| amount.benefit).collect();
        let elsewhen: Vec<usize> = out_of_stage(program, &facts).iter().map(|(place, _)| *place).collect();
        (running, elsewhen)
    };
    let stage_on = |benefit: usize, day: &str| stage(&program.benefits[benefit], day.parse().unwrap());
    let day = |text: &str| text.parse().unwrap();
    assert_eq!(on("2024-06-30"), (vec![0], vec![1]));
    assert_eq!(on("2024-07-01"), (vec![1], vec![0]));
    assert_eq!(on("2025-01-01"), (vec![], vec![0, 1]));
    assert_eq!(stage_on(0, "2024-06-30"), Some(Stage::Running { to: day("2024-06-30"), days: 0 }));
    assert_eq!(stage_on(0, "2024-06-29"), Some(Stage::Running { to: day("2024-06-30"), days: 1 }));
    assert_eq!(stage_on(0, "2024-07-01"), Some(Stage::Ended { to: day("2024-06-30") }));
    assert_eq!(stage_on(1, "2024-06-30"), Some(Stage::NotBegun { from: day("2024-07-01"), days: 1 }));
    let (_, grant) = catalogue.program(ids(&catalogue, "grant")[0]).unwrap();
    assert_eq!(stage(&grant.benefits[0], day("2024-06-30")), None);
}

/// The built-in catalogue with all its programs and some clients of all sorts, loaded once.
struct Real {
    catalogue: Catalogue,
    clients: Vec<(Profile, Assessment)>,
    all: Vec<ProgramId>,
}

fn real() -> &'static Real {
    static REAL: std::sync::OnceLock<Real> = std::sync::OnceLock::new();
    REAL.get_or_init(|| {
        let catalogue = Catalogue::load(&assets::sources(None).unwrap()).expect("checked elsewhere");
        let samples = ["sample:machinery", "sample:graduate-shop", "sample:incubator"];
        let opened = samples.map(|name| store::open(name, Path::new(""), &catalogue).expect(name).profile);
        let profiles = opened.into_iter().chain([Profile::default()]);
        let assessed = profiles.map(|profile| {
            let assessment = assess(&catalogue, &profile, AS_OF.parse().unwrap());
            (profile, assessment)
        });
        let clients = assessed.collect();
        let all = catalogue.programs().map(|(id, _, _)| id).collect();
        Real { catalogue, clients, all }
    })
}

/// Whether one of the two says that both cannot be had.
fn excluded(catalogue: &Catalogue, a: ProgramId, b: ProgramId) -> bool {
    let says = |of: ProgramId, with: ProgramId| {
        let (_, program) = catalogue.program(of).unwrap();
        program.relations.iter().any(|relation| relation.kind.excludes() && relation.ids.contains(&with))
    };
    says(a, b) || says(b, a)
}

#[test]
fn every_mark_and_relation_of_the_real_data_is_used_as_meant() {
    let Real { catalogue, .. } = real();
    for (id, _, program) in catalogue.programs() {
        let name = catalogue.reference(id);
        for relation in &program.relations {
            assert_eq!(relation.ids.len(), relation.with.len(), "{name}: every program is placed");
            assert!(!relation.ids.contains(&id), "{name} bears on itself");
            // What is said of two is said from both sides, so that each page shows it.
            let symmetric = matches!(relation.kind, RelationKind::SameGrant | RelationKind::EitherOr);
            for other in relation.ids.iter().filter(|_| symmetric) {
                let (_, with) = catalogue.program(*other).unwrap();
                let back = with.relations.iter().any(|back| back.kind.excludes() && back.ids.contains(&id));
                assert!(back, "{name} and {} differ", catalogue.reference(*other));
            }
        }
    }
}

/// The most that a set can bring, figures open or without bound aside.
fn most(catalogue: &Catalogue, set: &[ProgramId]) -> rust_decimal::Decimal {
    let profile = Profile::default();
    let facts = facts(catalogue, &profile, AS_OF.parse().unwrap());
    let of = |id: &ProgramId| {
        let (_, program) = catalogue.program(*id).unwrap();
        worth(program, &amounts(program, &facts), &facts).purse.cash[0].hi
    };
    set.iter().map(of).sum()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_chosen_no_two_kept_exclude_each_other(
        chosen in subsequence(real().all.clone(), 0..138),
        client in 0_usize..4,
    ) {
        let Real { catalogue, clients, .. } = real();
        let (profile, assessment) = &clients[client];
        let facts = facts(catalogue, profile, assessment.as_of);
        let total = total(catalogue, &facts, assessment, Some(&chosen));
        for (place, a) in total.kept.iter().enumerate() {
            for b in &total.kept[..place] {
                assert!(!excluded(catalogue, *a, *b), "{} and {}", catalogue.reference(*a), catalogue.reference(*b));
            }
        }
        // Nothing that was chosen is lost, and nothing is added that was not.
        let mut named: Vec<ProgramId> = total.kept.iter().copied().chain(total.left_out.iter().map(|left| left.id)).collect();
        named.sort_unstable();
        assert_eq!(named, chosen);
        for left in &total.left_out {
            if let Why::Excluded { by, .. } = left.why {
                assert!(total.kept.contains(&by));
            }
        }
        assert!(total.exact);
        for sum in &total.sums {
            assert!(sum.range.lo <= sum.range.hi && !Interval::is_empty(&sum.range.interval()));
        }
    }

    #[test]
    fn the_kept_set_is_as_good_as_every_other(chosen in subsequence(
        ids(&real().catalogue, "40/soho-startup 40/soho-hiring 43/rent-subsidy 43/startup-subsidy 43/hiring-subsidy \
            44/incubated-rent 44/incubated-startup 44/loan-startup-5000 44/graduate-soho-5000 53/industry-upgrade \
            55/major-industry-project 47/innovation-industrialization 38/major-industrial 38/hightech-hq"), 0..12)) {
        let Real { catalogue, clients, .. } = real();
        // Of somebody of whom nothing is known everything may be chosen.
        let (profile, assessment) = clients.last().unwrap();
        let facts = facts(catalogue, profile, assessment.as_of);
        let total = total(catalogue, &facts, assessment, Some(&chosen));
        let best = most(catalogue, &total.kept);
        for bits in 0_u32..1 << chosen.len() {
            let set: Vec<ProgramId> = (0..chosen.len()).filter(|place| bits >> place & 1 == 1).map(|place| chosen[place]).collect();
            let compatible = set.iter().enumerate().all(|(place, a)| {
                set[..place].iter().all(|b| !clashes(catalogue, *a, *b))
            });
            assert!(!compatible || most(catalogue, &set) <= best);
        }
    }
}

/// Whether two exclude each other, or one of them and another print of the other do.
fn clashes(catalogue: &Catalogue, a: ProgramId, b: ProgramId) -> bool {
    let prints = |id: ProgramId| {
        let (_, program) = catalogue.program(id).unwrap();
        let same = program.relations.iter().filter(|relation| relation.kind == RelationKind::SameGrant);
        same.flat_map(|relation| relation.ids.iter().copied()).chain([id]).collect::<Vec<ProgramId>>()
    };
    prints(a).iter().any(|a| prints(b).iter().any(|b| a == b || excluded(catalogue, *a, *b)))
}

#[test]
fn known_readings_of_the_real_data_hold() {
    let Real { catalogue, .. } = real();
    let table = [
        (
            "40/internship 40/internship-retention",
            "intern_person_months=20 retained_intern_person_months=10",
            "资金（一次性） 3.5万元",
        ),
        (
            "40/soho-startup 44/graduate-soho-5000",
            "",
            "资金（一次性） 5000元；无graduate-soho-5000(same_grant soho-startup)",
        ),
        (
            "43/hiring-subsidy 44/incubated-hiring",
            "incubated_new_hires=3",
            "资金（一次性） 6000元；无incubated-hiring(same_grant hiring-subsidy)",
        ),
        ("40/special-expert", "", "资金（一次性） 400万元"),
        (
            "40/flexible-talent",
            "flexible_talent_pay_yearly=100万元 flexible_talent_years=2",
            "资金（一次性） 最高 30万元",
        ),
        (
            "39/national-skill-award",
            "national_skill_awards=china_skill_award,national_technician",
            "资金（一次性） 45万元",
        ),
        ("39/guangxi-skill-award", "guangxi_skill_award=guangxi_technician", "资金（一次性） 2万元"),
        ("41/talent-venture", "liuzhou_talent_class=class_b", "资金（一次性） 最高 2500万元"),
        ("35/standard-plant-county", "", ""),
        ("42/enclave-rd 42/enclave-offshore", "", "资金（一次性） 800万元–950万元"),
        (
            "32/output-growth-with-base 32/output-growth-new",
            "",
            "资金（一次性） 最高 100万元；无output-growth-new(either_or output-growth-with-base)",
        ),
        (
            "53/industry-upgrade 55/major-industry-project",
            "",
            "资金（一次性） 最高 1亿元；无industry-upgrade(either_or major-industry-project)",
        ),
        // What is said of the two themselves goes before what follows from another print of one of them:
        // whether both may be had is not stated, so the sum is a range.
        ("40/soho-startup 44/incubated-startup", "", "资金（一次性） 5000元–1万元"),
    ];
    for (names, answers, expected) in table {
        assert_eq!(line(catalogue, &totalled(catalogue, answers, AS_OF, names)), expected, "{names} with {answers}");
    }
    // The tiers of one loan are one loan.
    assert_eq!(totalled(catalogue, "", AS_OF, "44/loan-repeat").loans, 1);
    let required = totalled(catalogue, "applicant_kind=company", AS_OF, "44/no-counter-guarantee");
    assert!(required.remarks.iter().any(|found| matches!(found, Remark::Requires(..))));
}
