//! Judged queries: what counsellors type, with the policy that they mean.
//!
//! The tables under `tests/judged` were written from the handbook and from thinking of counsellors, by people
//! who had seen neither the data files nor the search, one half of the handbook each. A line is: kind, query,
//! the policy or program meant (several with `|` where they are equally right), why. The first hit has to be
//! right for 95 % of them, one of the first three policies for 99 %.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a broken test should stop at once, and it prints its score"
)]

use std::collections::BTreeMap;

use policydesk::assets;
use policydesk::domain::assess::{Assessment, assess};
use policydesk::domain::catalogue::Catalogue;
use policydesk::domain::profile::Profile;
use policydesk::search::{Filter, Index, Limits, Query, corpus};

const TABLES: [&str; 2] = [include_str!("judged/policies-01-33.txt"), include_str!("judged/policies-34-66.txt")];
/// Within a window of several programs, and within the force of most policies.
const AS_OF: &str = "2024-05-10";

/// One judged query.
struct Judged {
    kind: &'static str,
    query: &'static str,
    /// The numbers of the policies that are right.
    meant: Vec<usize>,
}

fn judged() -> Vec<Judged> {
    let lines = TABLES.iter().flat_map(|table| table.lines()).filter(|line| !line.trim().is_empty());
    lines
        .map(|line| {
            let [kind, query, meant, _why] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
            let number = |reference: &str| {
                let policy = reference.split('/').next().unwrap();
                policy.trim_start_matches('#').parse().unwrap_or_else(|_| panic!("{line}"))
            };
            Judged { kind, query, meant: meant.split('|').map(number).collect() }
        })
        .collect()
}

/// The policies that a query finds, best first, each once.
fn found(catalogue: &Catalogue, assessment: &Assessment, index: &Index, typed: &str) -> Vec<usize> {
    let decides = |filter: &Filter, number: usize, program: Option<usize>| {
        corpus::admits(catalogue, assessment, filter, number, program)
    };
    let (query, limits) = (Query::parse(typed), Limits { decides: Some(&decides), ..Limits::default() });
    let mut hits = index.search(&query, &limits);
    if hits.is_empty() {
        // What the screen offers then, saying what it left out.
        hits = index.rescue(&query, &limits).outcome.hits;
    }
    let mut policies: Vec<usize> = Vec::new();
    for hit in hits {
        if !policies.contains(&hit.policy) {
            policies.push(hit.policy);
        }
    }
    policies
}

/// How many queries there were, how many found what is meant first, and how many within three.
#[derive(Clone, Copy, Default)]
struct Score {
    asked: usize,
    first: usize,
    third: usize,
}

impl Score {
    fn count(&mut self, place: Option<usize>) {
        self.asked += 1;
        self.first += usize::from(place == Some(0));
        self.third += usize::from(place.is_some_and(|place| place < 3));
    }

    fn says(&self) -> String {
        let percent = |part: usize| 100.0 * part as f64 / self.asked as f64;
        format!(
            "{:4} queries, first {:5.1} %, within three {:5.1} %",
            self.asked,
            percent(self.first),
            percent(self.third)
        )
    }
}

#[test]
fn what_is_meant_comes_first() {
    let catalogue = Catalogue::load(&assets::sources(None).unwrap()).expect("the data are checked elsewhere");
    let index = corpus::index(&catalogue, assets::pinyin_phrases(), std::iter::empty());
    let assessment = assess(&catalogue, &Profile::default(), AS_OF.parse().unwrap());
    let mut all = Score::default();
    let mut kinds: BTreeMap<&str, Score> = BTreeMap::new();
    let mut misses = Vec::new();
    for Judged { kind, query, meant } in judged() {
        let policies = found(&catalogue, &assessment, &index, query);
        let place = policies.iter().position(|policy| meant.contains(policy));
        all.count(place);
        kinds.entry(kind).or_default().count(place);
        if place != Some(0) {
            let first: Vec<String> = policies.iter().take(4).map(usize::to_string).collect();
            let place = place.map_or("nowhere".to_owned(), |place| format!("at {}", place + 1));
            misses.push(format!("{kind:9} {query:24} means {meant:?}, {place}: {}", first.join(" ")));
        }
    }
    for (kind, score) in &kinds {
        println!("{kind:9} {}", score.says());
    }
    println!("all       {}", all.says());
    println!("{}", misses.join("\n"));
    assert!(all.asked >= 200, "only {} queries", all.asked);
    assert!(all.first * 100 >= all.asked * 95, "first: {}", all.says());
    assert!(all.third * 100 >= all.asked * 99, "within three: {}", all.says());
}
