//! The cases of `tests/cases/`: clients and the verdicts a careful official gives them, written from the
//! handbook's wording and not from the data files.
//!
//! One file a policy, one case a line: `program | KEY=VALUE … | as_of DATE | expected | why`. Expected is a
//! verdict (eligible, likely, undecided, ineligible), an availability (open, closed, …), or
//! `amount BENEFIT=FIGURE` (the most it can be; `unprinted`, `none`). A key that is no field is a
//! judgement of the program. `base NAME | …` names facts that cases begin with as `@NAME`; later items
//! win, and `KEY=` takes an answer back. Values with blanks are quoted.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a broken test should stop at once"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use policydesk::assets;
use policydesk::domain::amount::amounts;
use policydesk::domain::assess::facts;
use policydesk::domain::calendar::availability;
use policydesk::domain::catalogue::{Catalogue, ProgramId};
use policydesk::domain::decide::decide;
use policydesk::domain::number::{Unit, parse_number};
use policydesk::domain::profile::Profile;
use policydesk::store;

type Bases = BTreeMap<String, Vec<(String, String)>>;

#[test]
fn every_case_is_decided_as_the_text_says() {
    let catalogue = Catalogue::load(&assets::sources(None).unwrap()).expect("the data are checked elsewhere");
    let mut wrong = Vec::new();
    let mut covered = BTreeMap::new();
    let mut files: Vec<_> = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    for file in files {
        let no: u16 = file.file_stem().unwrap().to_str().unwrap().parse().expect("named by policy number");
        let mut bases = Bases::new();
        for (number, line) in fs::read_to_string(&file).unwrap().lines().enumerate() {
            let place = format!("{no}.txt:{}", number + 1);
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let parts: Vec<&str> = line.split(" | ").map(str::trim).collect();
            if let Some(name) = parts[0].strip_prefix("base ") {
                let items = items(parts[1], &bases, &place);
                bases.insert(name.trim().to_owned(), items);
                continue;
            }
            let [program, client, as_of, expected, ..] = parts[..] else { panic!("{place}: {line}") };
            let case = Case { no, program, items: items(client, &bases, &place), as_of, expected, place: &place };
            *covered.entry(format!("{no}/{program}")).or_insert(0) += 1;
            if let Err(found) = check(&catalogue, &case) {
                wrong.push(format!("{place}: {program}: expected {expected}, found {found}\n    {line}"));
            }
        }
    }
    let without: Vec<String> = catalogue
        .programs()
        .map(|(id, _, _)| catalogue.reference(id))
        .filter(|name| !covered.contains_key(name))
        .collect();
    assert!(without.is_empty(), "programs without a case: {without:?}");
    assert!(wrong.is_empty(), "{} cases differ:\n{}", wrong.len(), wrong.join("\n"));
}

struct Case<'a> {
    no: u16,
    program: &'a str,
    items: Vec<(String, String)>,
    as_of: &'a str,
    expected: &'a str,
    place: &'a str,
}

/// The items of a client, with quotes taken off and bases put in.
fn items(text: &str, bases: &Bases, place: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for word in words(text) {
        if let Some(base) = word.strip_prefix('@') {
            found.extend(bases.get(base).unwrap_or_else(|| panic!("{place}: no base {base}")).iter().cloned());
        } else {
            let (key, value) = word.split_once('=').unwrap_or_else(|| panic!("{place}: {word}"));
            found.push((key.to_owned(), value.to_owned()));
        }
    }
    found
}

fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in text.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            None if c == '"' || c == '\'' => quote = Some(c),
            None if c.is_whitespace() => words.push(String::new()),
            _ => words.last_mut().unwrap().push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn check(catalogue: &Catalogue, case: &Case<'_>) -> Result<(), String> {
    let id = catalogue.resolve_program(&format!("{}/{}", case.no, case.program)).map_err(|m| m.en)?;
    let (policy, program) = catalogue.program(id).unwrap();
    let profile = client(catalogue, case)?;
    let as_of = case.as_of.trim_start_matches("as_of").trim().parse().unwrap_or_else(|_| panic!("{}", case.place));
    let facts = facts(catalogue, &profile, as_of);
    let verdict = decide(&program.criteria, &facts).eligibility.word();
    let state = availability(policy, program, as_of).state.word();
    let found = match case.expected.split_once(' ') {
        Some(("amount", wanted)) => return check_amount(catalogue, id, &facts, wanted),
        _ if ["eligible", "likely", "undecided", "ineligible"].contains(&case.expected) => verdict,
        _ => state,
    };
    if found == case.expected { Ok(()) } else { Err(found.to_owned()) }
}

fn client(catalogue: &Catalogue, case: &Case<'_>) -> Result<Profile, String> {
    let mut profile = Profile::default();
    for (key, value) in &case.items {
        let is_field = catalogue.fields.find(key).is_some();
        let key = if is_field { key.clone() } else { format!("{}/{}:{key}", case.no, case.program) };
        store::set(&mut profile, &key, value, catalogue).map_err(|m| format!("{key}={value}: {}", m.en))?;
    }
    Ok(profile)
}

fn check_amount(
    catalogue: &Catalogue,
    id: ProgramId,
    facts: &policydesk::domain::expr::Facts<'_>,
    wanted: &str,
) -> Result<(), String> {
    let (_, program) = catalogue.program(id).unwrap();
    let (benefit, figure) = wanted.split_once('=').ok_or("amount BENEFIT=FIGURE")?;
    let place = program.benefits.iter().position(|one| one.id == benefit).ok_or("no such benefit")?;
    let all = amounts(program, facts);
    let amount = all.iter().find(|amount| amount.benefit == place);
    let most = amount.and_then(|amount| amount.interval).and_then(|interval| interval.hi).map(|end| end.value);
    match (figure, amount) {
        ("none", None) => Ok(()),
        ("none", Some(_)) => Err("it is there".to_owned()),
        ("unprinted", Some(amount)) if amount.interval.is_none() => Ok(()),
        (_, None) => Err("none".to_owned()),
        (figure, Some(amount)) => {
            let unit = if figure.ends_with('%') { Unit::Percent } else { amount.unit };
            let wanted = parse_number(figure, unit).map_err(|m| m.en)?;
            if most == Some(wanted) { Ok(()) } else { Err(format!("{most:?}")) }
        }
    }
}
