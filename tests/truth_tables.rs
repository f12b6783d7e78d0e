//! Our logic beside two published ones: DMN's (FEEL's ternary logic) and CEL's, as tables whose rows are
//! put through the real loader, parser and decision.
//!
//! Sources, of which only the facts are used:
//! - OMG, Decision Model and Notation, version 1.5, clause 10.3.2.15 (semantic mappings of FEEL): table 49
//!   (conditionals, equality with null), table 50 (conjunction and disjunction), table 51 (negation), tables
//!   52 to 54 (equality and order; operands of two kinds give null), table 55 (`between`, `in`), table 59
//!   (division).
//! - The conformance cases of DMN, `dmn-tck/tck` at 0dbcaf9, by number: `0106` is
//!   `compliance-level-2/0106-feel-ternary-logic`, `0064` is `compliance-level-3/0064-feel-conjunction`, …
//! - The Common Expression Language, `google/cel-spec` at 508bd98: `doc/langdef.md` by its headings, and the
//!   conformance cases of `tests/simple/testdata` by file, section and name.
//!
//! How the words map: their `true` and `false` are a flag answered yes or no, their `null` (DMN) and error
//! (CEL) a field that was not asked or that the client could not say, and our *open* is their `null` or
//! error as a result. Where we differ, the row says why; a row that says why and does not differ fails.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a broken test should stop at once"
)]

#[path = "common/client.rs"]
mod client;

use std::borrow::Cow;

use client::client;

use policydesk::domain::assess::facts;
use policydesk::domain::catalogue::{Catalogue, Source, Sources};
use policydesk::domain::decide::{Eligibility, decide};
use policydesk::domain::message::Lang;
use policydesk::domain::truth::Truth::{self, No, Unknown, Yes};
use serde_json::{Value, json};

/// A row: where it is from, what it says, what that gives there, our criteria, our client, what it gives
/// here, and why when the two differ.
type Row = (&'static str, &'static str, &'static str, &'static str, &'static str, Truth, &'static str);

const OPEN_IS_NOT_A_VALUE: &str =
    "what was not asked is not a value that differs from others: it may yet turn out equal";
const LACKING_REACHES_NOTHING: &str =
    "not applicable is known, and what the client has not got reaches no minimum and is no value";
const BEYOND_KLEENE: &str = "whichever way the open field turns out, the tree comes to the same";

/// DMN: a client's answers to flags `a` and `b` against each of the nine rows of table 50.
/// (a, b, `a and b`, `a or b`, cases of the TCK)
const CONJUNCTION_AND_DISJUNCTION: [(Truth, Truth, Truth, Truth, &str); 9] = [
    (Yes, Yes, Yes, Yes, "0106 001; 0064 001; 0065 001"),
    (Yes, No, No, Yes, "0106 004; 0064 002; 0065 002"),
    (Yes, Unknown, Unknown, Yes, "0106 007; 0064 003_a; 0065 003_a"),
    (No, Yes, No, Yes, "0106 002; 0064 004; 0065 004"),
    (No, No, No, No, "0106 005; 0064 005; 0065 005"),
    (No, Unknown, No, Unknown, "0106 008; 0064 006_a; 0065 006_a"),
    (Unknown, Yes, Unknown, Yes, "0106 003; 0064 007_a; 0065 007_a"),
    (Unknown, No, No, Unknown, "0106 006; 0064 008_a; 0065 008_a"),
    (Unknown, Unknown, Unknown, Unknown, "0106 009; 0064 009_a; 0065 009_a"),
];

/// DMN: table 51. (a, `not(a)`, cases of the TCK)
const NEGATION: [(Truth, Truth, &str); 3] =
    [(Yes, No, "0107 001; 0066 001"), (No, Yes, "0107 002; 0066 002"), (Unknown, Unknown, "0107 003; 0066 003_a")];

/// CEL, langdef "Logical Operators": the operand that settles it makes an error in the other one vanish,
/// on either side; otherwise the error is the result. (a, b, `a && b`, `a || b`, cases in `logic.textproto`)
const ABSORPTION: [(Truth, Truth, Truth, Truth, &str); 9] = [
    (Yes, Yes, Yes, Yes, "AND all_true; OR all_true"),
    (Yes, No, No, Yes, "AND false_right; OR false_right"),
    (Yes, Unknown, Unknown, Yes, "AND error_right; OR short_circuit_error_left"),
    (No, Yes, No, Yes, "AND false_left; OR false_left"),
    (No, No, No, No, "AND all_false; OR all_false"),
    (No, Unknown, No, Unknown, "AND short_circuit_error_left; OR error_right"),
    (Unknown, Yes, Unknown, Yes, "AND error_left; OR short_circuit_error_right"),
    (Unknown, No, No, Unknown, "AND short_circuit_error_right; OR error_left"),
    (Unknown, Unknown, Unknown, Unknown, "AND no_overload; OR no_overload"),
];

/// What is around the plain tables: the same flag twice, and a flag that does not apply.
const AROUND_THE_TABLES: &[Row] = &[
    ("DMN tables 50, 51", "null and not(null)", "null", "all: a == yes | not a == yes", "", No, BEYOND_KLEENE),
    ("DMN tables 50, 51", "null or not(null)", "null", "any: a == yes | not a == yes", "", Yes, BEYOND_KLEENE),
    ("CEL langdef, Logical Operators", "e && !e", "error", "all: a == yes | not a == yes", "a=?", No, BEYOND_KLEENE),
    ("CEL langdef, Logical Operators", "e || !e", "error", "any: a == yes | not a == yes", "a=?", Yes, BEYOND_KLEENE),
    ("DMN 0064 003_b", "true and 123", "null", "all: b == yes | a == yes", "b=yes a=-", No, LACKING_REACHES_NOTHING),
    ("DMN 0065 006_b", "false or 123", "null", "any: b == yes | a == yes", "b=no a=-", No, LACKING_REACHES_NOTHING),
    ("DMN 0066 003_b", "not(0)", "null", "not: a == yes", "a=-", Yes, LACKING_REACHES_NOTHING),
    (
        "CEL macros.textproto, all list_elem_error_shortcircuit",
        "true, an error and false under all()",
        "false",
        "all: a == yes | b == yes | c == yes",
        "a=yes c=no",
        No,
        "",
    ),
    (
        "CEL macros.textproto, all list_elem_error_exhaustive",
        "errors alone under all()",
        "error",
        "all: a == yes | b == yes | c == yes",
        "",
        Unknown,
        "",
    ),
    (
        "CEL macros.textproto, exists list_elem_exists_error",
        "errors alone under exists()",
        "error",
        "any: a == yes | b == yes | c == yes",
        "",
        Unknown,
        "",
    ),
    (
        "CEL langdef, Macros",
        "an error and true under exists()",
        "true",
        "any: a == yes | b == yes | c == yes",
        "b=? c=yes",
        Yes,
        "",
    ),
    ("CEL logic.textproto, NOT not_true", "!true", "false", "not: a == yes", "a=yes", No, ""),
    ("CEL logic.textproto, NOT not_false", "!false", "true", "not: a == yes", "a=no", Yes, ""),
    ("CEL logic.textproto, NOT no_overload", "!0", "error", "not: a == yes", "a=?", Unknown, ""),
];

/// Equality and order with null.
const COMPARISON: &[Row] = &[
    ("DMN table 53", "100 = 100", "true", "n == 100人", "n=100", Yes, ""),
    ("DMN table 53", "100 != 100", "false", "n != 100人", "n=100", No, ""),
    ("DMN 0068 number_006", "100 = null", "false", "n == 100人", "", Unknown, OPEN_IS_NOT_A_VALUE),
    ("DMN 0068 number_006", "100 = null", "false", "n == 100人", "n=?", Unknown, OPEN_IS_NOT_A_VALUE),
    ("DMN 0068 number_006", "100 = null", "false", "n == 100人", "n=-", No, ""),
    ("DMN table 49", "100 != null", "true", "n != 100人", "n=-", Yes, ""),
    ("DMN 0068 boolean_006", "true = null", "false", "a == yes", "", Unknown, OPEN_IS_NOT_A_VALUE),
    ("DMN 0068 boolean_006", "true = null", "false", "a == yes", "a=-", No, ""),
    (
        "DMN 0068 boolean_007",
        "false = null",
        "false",
        "a == no",
        "a=-",
        Yes,
        "who has no such thing has not got it: a prohibition is kept",
    ),
    ("DMN 0068 date_003", "date = null", "false", "day == 2018-12-07", "", Unknown, OPEN_IS_NOT_A_VALUE),
    ("DMN 0068 date_003", "date = null", "false", "day == 2018-12-07", "day=-", No, ""),
    ("DMN 0068 string_004", "\"foo\" = null", "false", "kind == firm", "", Unknown, OPEN_IS_NOT_A_VALUE),
    ("DMN 0068 string_004", "\"foo\" = null", "false", "kind == firm", "kind=-", No, ""),
    ("DMN table 49", "\"foo\" != null", "true", "kind != firm", "kind=-", Yes, ""),
    ("DMN 0068 null_001", "null = null", "true", "n == low", "", Unknown, OPEN_IS_NOT_A_VALUE),
    (
        "DMN 0068 null_001",
        "null = null",
        "true",
        "n == low",
        "n=- low=-",
        No,
        "nothing equals nothing: two things that the client has not got are not alike",
    ),
    ("DMN 0068 null_002", "null != null", "false", "n != low", "n=- low=-", Yes, "the same, turned round"),
    (
        "CEL comparisons.textproto, eq_null",
        "null == null",
        "true",
        "n == low",
        "n=- low=-",
        No,
        "nothing equals nothing: two things that the client has not got are not alike",
    ),
    ("CEL comparisons.textproto, not_eq_dyn_bool_null", "dyn(false) == null", "false", "a == yes", "a=-", No, ""),
    ("DMN table 52", "null < 10", "null", "n < 10人", "", Unknown, ""),
    ("DMN table 52", "null < 10", "null", "n < 10人", "n=-", Unknown, ""),
    ("DMN table 52", "null <= 10", "null", "n <= 10人", "n=-", Unknown, ""),
    ("DMN table 52", "null > 10", "null", "n > 10人", "", Unknown, ""),
    ("DMN table 52", "null > 10", "null", "n > 10人", "n=-", No, LACKING_REACHES_NOTHING),
    ("DMN table 52", "null >= 10", "null", "n >= 10人", "n=-", No, LACKING_REACHES_NOTHING),
    ("DMN table 54", "9 < 10", "true", "n < 10人", "n=9", Yes, ""),
    ("DMN table 54", "10 < 10", "false", "n < 10人", "n=10", No, ""),
    ("DMN table 52", "10 <= 10", "true", "n <= 10人", "n=10", Yes, ""),
];

/// `between` and `in`.
const RANGES: &[Row] = &[
    ("DMN table 55, 0071 number_001", "0 between 1 and 10", "false", "n in 1人..10人", "n=0", No, ""),
    ("DMN table 55, 0071 number_002", "1 between 1 and 10", "true", "n in 1人..10人", "n=1", Yes, ""),
    ("DMN table 55, 0071 number_003", "5 between 1 and 10", "true", "n in 1人..10人", "n=5", Yes, ""),
    ("DMN table 55, 0071 number_004", "10 between 1 and 10", "true", "n in 1人..10人", "n=10", Yes, ""),
    ("DMN table 55, 0071 number_005", "11 between 1 and 10", "false", "n in 1人..10人", "n=11", No, ""),
    ("DMN 0071 null_001", "null between 1 and 10", "null", "n in 1人..10人", "", Unknown, ""),
    ("DMN 0071 null_001", "null between 1 and 10", "null", "n in 1人..10人", "n=?", Unknown, ""),
    ("DMN 0071 null_001", "null between 1 and 10", "null", "n in 1人..10人", "n=-", No, LACKING_REACHES_NOTHING),
    ("DMN 0071 null_002", "2 between null and 10", "null", "n in low..10人", "n=2", Unknown, ""),
    ("DMN 0071 null_003", "2 between 1 and null", "null", "n in 1人..low", "n=2", Unknown, ""),
    ("DMN tables 55, 50", "11 between null and 10", "false", "n in low..10人", "n=11", No, ""),
    ("DMN tables 55, 50", "0 between 1 and null", "false", "n in 1人..low", "n=0", No, ""),
    ("DMN table 55, 0072 number_010_a", "1 in [2..4]", "false", "n in 2人..4人", "n=1", No, ""),
    ("DMN table 55, 0072 number_010_b", "2 in [2..4]", "true", "n in 2人..4人", "n=2", Yes, ""),
    ("DMN table 55, 0072 number_010_c", "3 in [2..4]", "true", "n in 2人..4人", "n=3", Yes, ""),
    ("DMN table 55, 0072 number_010_d", "4 in [2..4]", "true", "n in 2人..4人", "n=4", Yes, ""),
    ("DMN table 55, 0072 number_010_e", "5 in [2..4]", "false", "n in 2人..4人", "n=5", No, ""),
    ("DMN 0072 null_001", "null in [1..10]", "null", "n in 1人..10人", "", Unknown, ""),
    ("DMN 0072 null_001_d", "5 in [null..10]", "null", "n in low..10人", "n=5", Unknown, ""),
    ("DMN 0072 null_001_c", "5 in [1..null]", "null", "n in 1人..low", "n=5 low=?", Unknown, ""),
    (
        "DMN 0071 date_002",
        "a first day between itself and a later one",
        "true",
        "day in 2018-12-05..2018-12-07",
        "day=2018-12-05",
        Yes,
        "",
    ),
    ("DMN 0071 date_005", "a day after both ends", "false", "day in 2018-12-05..2018-12-07", "day=2018-12-08", No, ""),
    ("DMN 0071 null_001, of days", "null between two days", "null", "day in 2018-12-05..2018-12-07", "", Unknown, ""),
    ("DMN table 55, 0072 number_001", "1 in [2,3,1]", "true", "kind in {shop, firm}", "kind=firm", Yes, ""),
    ("DMN table 55, 0072 number_001_a", "1 in [2,3,4]", "false", "kind in {shop, person}", "kind=firm", No, ""),
    ("DMN tables 55, 53", "null in [2,3]", "false", "kind in {shop, person}", "", Unknown, OPEN_IS_NOT_A_VALUE),
    ("DMN tables 55, 53", "null in [2,3]", "false", "kind in {shop, person}", "kind=-", No, ""),
    ("DMN table 55, list contains", "a list with the value", "true", "groups has graduate", "groups=graduate", Yes, ""),
    ("DMN table 55, list contains", "an empty list", "false", "groups has graduate", "groups=none", No, ""),
    ("DMN 10.3.2.15, out of its domain", "null for the list", "null", "groups has graduate", "", Unknown, ""),
];

/// Conditionals, and arithmetic that fails.
const CONDITIONALS: &[Row] = &[
    ("DMN 0032 001", "if true", "true", "n >= if(a, 20人, 15人)", "a=yes n=20", Yes, ""),
    ("DMN 0032 001", "if true", "false", "n >= if(a, 20人, 15人)", "a=yes n=16", No, ""),
    ("DMN 0032 002", "if false", "true", "n >= if(a, 20人, 15人)", "a=no n=16", Yes, ""),
    (
        "DMN 0032 003",
        "if null, the second branch",
        "true",
        "n >= if(a, 20人, 15人)",
        "n=16",
        Unknown,
        "an open condition chooses no branch: the first may turn out to be the one that counts",
    ),
    (
        "DMN 0032 003",
        "if null, the second branch",
        "true",
        "n >= if(a, 20人, 15人)",
        "a=? n=16",
        Unknown,
        "an open condition chooses no branch: the first may turn out to be the one that counts",
    ),
    ("DMN 0032 003", "if null, the second branch", "true", "n >= if(a, 20人, 15人)", "n=20", Yes, ""),
    ("DMN 0032 003", "if null, the second branch", "false", "n >= if(a, 20人, 15人)", "n=14", No, ""),
    ("DMN 0032 003", "if null, the second branch", "true", "n >= if(a, 20人, 15人)", "a=- n=16", Yes, ""),
    (
        "CEL logic.textproto, conditional true_case",
        "true ? 1 : 2",
        "true",
        "n <= if(a, 1人, 2人)",
        "a=yes n=1",
        Yes,
        "",
    ),
    (
        "CEL logic.textproto, conditional false_case",
        "false ? 1 : 2",
        "true",
        "n <= if(a, 1人, 2人)",
        "a=no n=2",
        Yes,
        "",
    ),
    (
        "CEL logic.textproto, conditional error_case",
        "error ? 1 : 2",
        "error",
        "n <= if(a, 1人, 2人)",
        "n=2",
        Unknown,
        "",
    ),
    (
        "CEL logic.textproto, conditional error_case",
        "error ? 1 : 2",
        "error",
        "n <= if(a, 1人, 2人)",
        "n=3",
        No,
        "neither branch lets it through, so the open condition does not matter",
    ),
    (
        "CEL langdef, Logical Operators",
        "the branch not taken is an error",
        "true",
        "n <= if(a, 1人, low)",
        "a=yes n=1",
        Yes,
        "",
    ),
    (
        "CEL langdef, Logical Operators",
        "the branch taken is an error",
        "error",
        "n <= if(a, 1人, low)",
        "a=no n=1",
        Unknown,
        "",
    ),
    (
        "DMN table 59",
        "1 / 0 as one side of a comparison",
        "null",
        "cash / money >= 50%",
        "cash=1元 money=0",
        Unknown,
        "",
    ),
    (
        "CEL logic.textproto, AND error_right",
        "true && 1/0 != 0",
        "error",
        "all: a == yes | cash / money != 0%",
        "a=yes cash=1元 money=0",
        Unknown,
        "",
    ),
    (
        "CEL logic.textproto, AND short_circuit_error_left",
        "false && (2 / 0 > 3 ? false : true)",
        "false",
        "all: a == yes | cash / money > 3%",
        "a=no cash=2元 money=0",
        No,
        "",
    ),
    (
        "CEL logic.textproto, OR short_circuit_error_right",
        "(2 / 0 > 3 ? false : true) || true",
        "true",
        "any: cash / money > 3% | a == yes",
        "a=yes cash=2元 money=0",
        Yes,
        "",
    ),
];

const HANDBOOK: &str = r#"{"title":"T","edition":"2024","publisher":"P","categories":[{"title":"C","from":1,"to":9}]}"#;

/// The catalogue of one program with these criteria: a test, or `all: … | …`, `any: … | …`, `not: …`, where
/// a member may begin with `not`.
fn catalogue(criteria: &str) -> Catalogue {
    let number = |key: &str, unit: &str| json!({ "key": key, "type": "number", "unit": unit });
    let flag = |key: &str| json!({ "key": key, "type": "bool" });
    let choice = |key: &str, kind: &str, ids: &[&str]| {
        let options: Vec<Value> = ids.iter().map(|id| json!({ "id": id, "label": id })).collect();
        json!({ "key": key, "type": kind, "options": options })
    };
    let mut fields = vec![
        flag("a"),
        flag("b"),
        flag("c"),
        number("n", "人"),
        number("low", "人"),
        number("cash", "元"),
        number("money", "元"),
        json!({ "key": "day", "type": "date" }),
        choice("kind", "choice", &["firm", "shop", "person"]),
        choice("groups", "choices", &["graduate", "veteran"]),
    ];
    for field in &mut fields {
        for (key, value) in [("topic", json!("t")), ("label", field["key"].clone()), ("help", json!("h"))] {
            field[key] = value;
        }
        field["effort"] = json!(1);
    }
    let program = json!({
        "id": "p", "title": "P", "applicants": ["company"], "criteria": tree(criteria),
        "benefits": [{ "id": "b", "kind": "in_kind", "label": "B" }],
    });
    let policy = json!({
        "no": 1, "slug": "one", "category": "C", "title": "T", "short_title": "S", "kind": "guide", "level": "city",
        "page": 1, "document_numbers": [], "agencies": [], "basis": [], "summary": "s", "points": [], "contacts": [],
        "dates": { "issued": null, "effective": null, "expires": null }, "links": [], "keywords": [], "notes": [],
        "errata": [], "programs": [program],
    });
    let source = |path: &str, text: String| Source { path: path.to_owned(), text: Cow::Owned(text) };
    let sources = Sources {
        handbook: source("handbook.json", HANDBOOK.to_owned()),
        fields: source("fields.json", json!({ "topics": [{ "id": "t", "title": "T" }], "fields": fields }).to_string()),
        policies: vec![source("policies/01-one.json", policy.to_string())],
    };
    Catalogue::load(&sources).unwrap_or_else(|problems| {
        panic!("{criteria}: {}", problems.iter().map(|problem| problem.text(Lang::En)).collect::<Vec<_>>().join("\n"))
    })
}

fn tree(criteria: &str) -> Value {
    let leaves = std::cell::Cell::new(0);
    let member = |text: &str| {
        leaves.set(leaves.get() + 1);
        let test = text.strip_prefix("not ").unwrap_or(text);
        let leaf = json!({ "id": format!("l{}", leaves.get()), "label": "L", "at": "一", "anchor": "a", "test": test });
        if text.starts_with("not ") { json!({ "not": leaf }) } else { leaf }
    };
    match criteria.split_once(": ") {
        None => member(criteria),
        Some(("not", inner)) => json!({ "not": member(inner) }),
        Some((group, members)) => {
            json!({ group: members.split(" | ").map(member).collect::<Vec<Value>>(), "label": "L" })
        }
    }
}

/// How a program with these criteria stands for a client in the notation `a=yes n=5`.
fn standing(criteria: &str, notation: &str) -> Truth {
    let catalogue = catalogue(criteria);
    let profile = client(&catalogue, notation);
    let (_, _, program) = catalogue.programs().next().unwrap();
    let as_of = "2024-05-10".parse().unwrap();
    match decide(&program.criteria, &facts(&catalogue, &profile, as_of)).eligibility {
        Eligibility::Eligible => Yes,
        Eligibility::Ineligible => No,
        Eligibility::Likely | Eligibility::Undecided | Eligibility::Reference => Unknown,
    }
}

/// Every way for a client to leave a flag as a truth: open is not asked, or asked in vain.
fn said(flag: &str, truth: Truth) -> Vec<String> {
    match truth {
        Yes => vec![format!("{flag}=yes")],
        No => vec![format!("{flag}=no")],
        Unknown => vec![String::new(), format!("{flag}=?")],
    }
}

fn check_pairs(table: &[(Truth, Truth, Truth, Truth, &str)]) {
    for (a, b, and, or, source) in table {
        assert_eq!((a.and(*b), a.or(*b)), (*and, *or), "{source}: {a:?}, {b:?}");
        for left in said("a", *a) {
            for right in said("b", *b) {
                let client = format!("{left} {right}");
                assert_eq!(standing("all: a == yes | b == yes", &client), *and, "{source}: all with `{client}`");
                assert_eq!(standing("any: a == yes | b == yes", &client), *or, "{source}: any with `{client}`");
            }
        }
    }
}

fn check_rows(rows: &[Row]) {
    for (source, says, gives, criteria, client, ours, why) in rows {
        let found = standing(criteria, client);
        assert_eq!(found, *ours, "{source} ({says}): {criteria} with `{client}`");
        let theirs = match *gives {
            "true" => Yes,
            "false" => No,
            "null" | "error" => Unknown,
            other => panic!("{source}: `{other}`"),
        };
        assert_eq!(theirs == *ours, why.is_empty(), "{source} ({says}): a difference needs its reason, and only that");
    }
    println!("{} rows, {} differ on purpose", rows.len(), rows.iter().filter(|row| !row.6.is_empty()).count());
}

#[test]
fn conjunction_and_disjunction_are_dmns() {
    check_pairs(&CONJUNCTION_AND_DISJUNCTION);
}

#[test]
fn negation_is_dmns() {
    for (a, not, source) in NEGATION {
        assert_eq!(a.negate(), not, "{source}");
        for client in said("a", a) {
            assert_eq!(standing("not: a == yes", &client), not, "{source}: not with `{client}`");
        }
    }
}

#[test]
fn open_operands_are_absorbed_like_cels_errors() {
    check_pairs(&ABSORPTION);
}

#[test]
fn groups_are_theirs_but_for_what_is_decided_already_and_what_does_not_apply() {
    check_rows(AROUND_THE_TABLES);
}

#[test]
fn comparisons_differ_where_null_would_be_a_value() {
    check_rows(COMPARISON);
}

#[test]
fn between_and_in_are_dmns_but_for_what_does_not_apply() {
    check_rows(RANGES);
}

#[test]
fn conditionals_and_failing_arithmetic_stay_open_where_theirs_would_guess() {
    check_rows(CONDITIONALS);
}
