//! What a keystroke in the search bar costs, and what building the index costs, on the handbook's own
//! data.
//!
//! `cargo bench --bench search`. The plain substring scan of the same texts is the floor.

#![allow(clippy::expect_used, reason = "a bench with broken data has nothing to measure")]
#![allow(missing_docs, reason = "benches have no callers")]

use divan::{Bencher, black_box};
use policydesk::assets;
use policydesk::domain::catalogue::Catalogue;
use policydesk::search::{Limits, Query, corpus};

fn main() {
    divan::main();
}

fn catalogue() -> Catalogue {
    Catalogue::load(&assets::sources(None).expect("built in")).expect("checked by the tests")
}

/// A query of each kind: initials, pinyin, a wrong character, a mix, two words, a number, nothing.
const QUERIES: [&str; 8] =
    ["zjtx", "luosifen", "螺狮粉", "专精tx", "残疾人 贷款", "桂政办发[2024]10号", "j", "没有这个词"];

#[divan::bench(args = QUERIES)]
fn keystroke(bencher: Bencher<'_, '_>, typed: &str) {
    let index = corpus::index(&catalogue(), assets::pinyin_phrases(), std::iter::empty());
    bencher.bench_local(|| {
        let query = Query::parse(black_box(typed));
        index.search(&query, &Limits::default())
    });
}

/// The floor: does any text of the data files hold the word.
#[divan::bench(args = ["贷款", "没有这个词"])]
fn substring_scan(bencher: Bencher<'_, '_>, typed: &str) {
    let catalogue = catalogue();
    let texts: Vec<&str> = (0..catalogue.policies().len()).filter_map(|place| catalogue.text(place)).collect();
    let lines: Vec<&str> = texts.iter().flat_map(|text| text.lines()).collect();
    bencher.bench_local(|| lines.iter().filter(|line| line.contains(black_box(typed))).count());
}

#[divan::bench]
fn build_index(bencher: Bencher<'_, '_>) {
    let catalogue = catalogue();
    bencher.bench_local(|| corpus::index(black_box(&catalogue), assets::pinyin_phrases(), std::iter::empty()));
}
