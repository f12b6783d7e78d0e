//! A small made-up catalogue of one program, written in the tests themselves, and clients in a compact
//! notation (`staff=120 debt=? 1/p:j=yes`), so that a test of the domain reads as a table.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::borrow::Cow;

use super::client::client;
use chrono::NaiveDate;
use policydesk::domain::assess::assess;
use policydesk::domain::catalogue::{Catalogue, Problem, Source, Sources};
use policydesk::domain::message::Lang;

pub(crate) const HANDBOOK: &str =
    r#"{"title":"T","edition":"2024","publisher":"P","categories":[{"title":"C","from":1,"to":9}]}"#;

pub(crate) const FIELDS: &str = r#"{"topics":[{"id":"t","title":"T"}],"fields":[
{"key":"staff","topic":"t","label":"职工","type":"number","unit":"人","min":"0","help":"h","effort":1},
{"key":"revenue","topic":"t","label":"收入","type":"number","unit":"元","min":"0元","help":"h","effort":3},
{"key":"rd","topic":"t","label":"研发","type":"number","unit":"元","min":"0元","help":"h","effort":3},
{"key":"rd_share","topic":"t","label":"研发占比","type":"number","unit":"%","min":"0%","max":"100%","derived":"rd / revenue","help":"h","effort":2},
{"key":"debt","topic":"t","label":"负债率","type":"number","unit":"%","min":"0%","help":"h","effort":2},
{"key":"founded","topic":"t","label":"成立日期","type":"date","help":"h","effort":1},
{"key":"listed","topic":"t","label":"失信","type":"bool","help":"h","effort":1},
{"key":"kind","topic":"t","label":"主体","type":"choice","options":[{"id":"firm","label":"企业"},{"id":"person","label":"个人"},{"id":"shop","label":"个体户"}],"help":"h","effort":1},
{"key":"groups","topic":"t","label":"群体","type":"choices","options":[{"id":"graduate","label":"毕业生"},{"id":"veteran","label":"退役军人"},{"id":"farmer","label":"农民"}],"help":"h","effort":1}
]}"#;

/// A policy file around one program.
pub(crate) fn policy(program: &str) -> String {
    format!(
        r#"{{"no":1,"slug":"one","category":"C","title":"T","short_title":"S","kind":"guide","level":"city","page":1,
"document_numbers":[],"agencies":[],"basis":[],"dates":{{"issued":null,"effective":null,"expires":null}},"summary":"s",
"points":[],"contacts":[],"links":[],"keywords":[],"notes":[],"errata":[],"programs":[{program}]}}"#
    )
}

/// A program around a criteria tree, with further keys.
pub(crate) fn program(criteria: &str, more: &str) -> String {
    format!(
        r#"{{"id":"p","title":"P","applicants":["company"],"criteria":{criteria},
"benefits":[{{"id":"b","kind":"in_kind","label":"B"}}]{more}}}"#
    )
}

pub(crate) fn leaf(id: &str, test: &str) -> String {
    format!(r#"{{"id":"{id}","label":"L","at":"一","anchor":"a","test":"{test}"}}"#)
}

pub(crate) fn judgement(id: &str) -> String {
    format!(r#"{{"id":"{id}","label":"L","at":"一","anchor":"a","judgement":"look"}}"#)
}

pub(crate) fn source(path: &str, text: &str) -> Source {
    Source { path: path.to_owned(), text: Cow::Owned(text.to_owned()) }
}

pub(crate) fn load(policy: &str) -> Result<Catalogue, Vec<Problem>> {
    let sources = Sources {
        handbook: source("handbook.json", HANDBOOK),
        fields: source("fields.json", FIELDS),
        policies: vec![source("policies/01-one.json", policy)],
    };
    Catalogue::load(&sources)
}

pub(crate) fn catalogue(criteria: &str, more: &str) -> Catalogue {
    load(&policy(&program(criteria, more))).unwrap_or_else(|problems| {
        panic!("{}", problems.iter().map(|problem| problem.text(Lang::En)).collect::<Vec<_>>().join("\n"))
    })
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().expect(text)
}

/// The verdict and the statuses of the leaves, as letters: m met, f failed, u unknown, - moot.
pub(crate) fn verdict(catalogue: &Catalogue, notation: &str) -> (String, String) {
    let profile = client(catalogue, notation);
    let assessment = assess(catalogue, &profile, day("2024-05-10"));
    let assessed = &assessment.programs[0];
    let (_, program) = catalogue.program(assessed.id).unwrap();
    let letters = program.criteria.leaves().map(|(place, _)| match assessed.decision.statuses[place].word() {
        "met" => 'm',
        "failed" => 'f',
        "unknown" => 'u',
        _ => '-',
    });
    (assessed.decision.eligibility.word().to_owned(), letters.collect())
}
