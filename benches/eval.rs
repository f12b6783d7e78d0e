//! What an assessment costs: one program, the whole catalogue, and the next best question, on the
//! sample profile and on an empty one.
//!
//! `cargo bench --bench eval`. Peers and floors stand in the design; the README holds the figures.

#![allow(clippy::expect_used, reason = "a bench with broken data has nothing to measure")]
#![allow(missing_docs, reason = "benches have no callers")]

use divan::{Bencher, black_box};
use policydesk::assets;
use policydesk::domain::assess::{assess, facts};
use policydesk::domain::catalogue::Catalogue;
use policydesk::domain::decide::{decide, decide_plainly};
use policydesk::domain::explain::explain;
use policydesk::domain::message::Lang;
use policydesk::domain::profile::Profile;
use policydesk::domain::question::next_questions;
use policydesk::domain::total::total;
use policydesk::report::standing::Standing;
use policydesk::store;

fn main() {
    divan::main();
}

fn catalogue() -> Catalogue {
    Catalogue::load(&assets::sources(None).expect("built in")).expect("checked by the tests")
}

fn profile(name: &str, catalogue: &Catalogue) -> Profile {
    if name == "empty" {
        return Profile::default();
    }
    store::open(name, std::path::Path::new(""), catalogue).expect("a sample").profile
}

const PROFILES: [&str; 2] = ["empty", "sample:machinery"];

/// One program of some forty leaves, every leaf's status kept.
#[divan::bench(args = PROFILES)]
fn one_program(bencher: Bencher<'_, '_>, name: &str) {
    let catalogue = catalogue();
    let profile = profile(name, &catalogue);
    let as_of = "2024-05-10".parse().expect("a date");
    let id = catalogue.resolve_program("45/little-giant").expect("there");
    let (_, program) = catalogue.program(id).expect("there");
    let facts = facts(&catalogue, &profile, as_of);
    bencher.bench_local(|| decide(black_box(&program.criteria), &facts));
}

/// Every program of the catalogue.
#[divan::bench(args = PROFILES)]
fn whole_catalogue(bencher: Bencher<'_, '_>, name: &str) {
    let catalogue = catalogue();
    let profile = profile(name, &catalogue);
    let as_of = "2024-05-10".parse().expect("a date");
    bencher.bench_local(|| assess(&catalogue, black_box(&profile), as_of));
}

/// The same by three-valued logic alone: what exact decisions are measured against.
#[divan::bench(args = PROFILES)]
fn whole_catalogue_plainly(bencher: Bencher<'_, '_>, name: &str) {
    let catalogue = catalogue();
    let profile = profile(name, &catalogue);
    let as_of = "2024-05-10".parse().expect("a date");
    let decide_all = || {
        let facts = facts(&catalogue, black_box(&profile), as_of);
        catalogue.programs().map(|(_, _, program)| decide_plainly(&program.criteria, &facts)).collect::<Vec<_>>()
    };
    bencher.bench_local(decide_all);
}

/// Everything that is said of one client: every program decided, what stands in the way and what is still
/// to ask, each criterion in words, the amounts, and the next best question.
#[divan::bench(args = PROFILES)]
fn everything(bencher: Bencher<'_, '_>, name: &str) {
    let catalogue = catalogue();
    let profile = profile(name, &catalogue);
    let as_of = "2024-05-10".parse().expect("a date");
    bencher.bench_local(|| {
        let assessment = assess(&catalogue, black_box(&profile), as_of);
        let questions = next_questions(&catalogue, &assessment, &profile);
        let facts = facts(&catalogue, &profile, as_of);
        for assessed in assessment.programs {
            let Some(standing) = Standing::assessed(&catalogue, facts, assessed) else { continue };
            for (_, node, _) in standing.nodes().filter(|(_, node, _)| node.is_leaf()) {
                black_box(explain(node, &standing.facts, Lang::Zh));
            }
            black_box(standing);
        }
        questions
    });
}

/// Only what explaining every criterion costs.
#[divan::bench(args = PROFILES)]
fn explanations(bencher: Bencher<'_, '_>, name: &str) {
    let catalogue = catalogue();
    let profile = profile(name, &catalogue);
    let as_of = "2024-05-10".parse().expect("a date");
    let facts = facts(&catalogue, &profile, as_of);
    bencher.bench_local(|| {
        for (_, _, program) in catalogue.programs() {
            for (_, node) in program.criteria.leaves() {
                black_box(explain(black_box(node), &facts, Lang::Zh));
            }
        }
    });
}

/// The next best question over every program, given the assessment.
#[divan::bench(args = PROFILES)]
fn questions(bencher: Bencher<'_, '_>, name: &str) {
    let catalogue = catalogue();
    let profile = profile(name, &catalogue);
    let as_of = "2024-05-10".parse().expect("a date");
    let assessment = assess(&catalogue, &profile, as_of);
    bencher.bench_local(|| next_questions(&catalogue, black_box(&assessment), &profile));
}

/// What the programs within the client's reach bring together, given the assessment.
#[divan::bench(args = ["sample:machinery", "sample:graduate-shop"])]
fn totals(bencher: Bencher<'_, '_>, name: &str) {
    let catalogue = catalogue();
    let profile = profile(name, &catalogue);
    let as_of = "2024-05-10".parse().expect("a date");
    let assessment = assess(&catalogue, &profile, as_of);
    let facts = facts(&catalogue, &profile, as_of);
    bencher.bench_local(|| total(&catalogue, &facts, black_box(&assessment), None));
}

/// The same over all programs at once, with everything that excludes each other.
#[divan::bench]
fn total_of_all(bencher: Bencher<'_, '_>) {
    let catalogue = catalogue();
    let profile = Profile::default();
    let as_of = "2024-05-10".parse().expect("a date");
    let assessment = assess(&catalogue, &profile, as_of);
    let facts = facts(&catalogue, &profile, as_of);
    let all: Vec<_> = catalogue.programs().map(|(id, _, _)| id).collect();
    bencher.bench_local(|| total(&catalogue, &facts, black_box(&assessment), Some(&all)));
}

/// Reading and checking every data file.
#[divan::bench]
fn load(bencher: Bencher<'_, '_>) {
    let sources = assets::sources(None).expect("built in");
    bencher.bench_local(|| Catalogue::load(black_box(&sources)).expect("checked"));
}
