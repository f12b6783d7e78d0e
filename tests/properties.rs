//! Properties of the verdicts, on made-up catalogues and on ours.
//!
//! A made-up catalogue goes through the real loader; a reference of the tests' own, written from the
//! specification, goes through every completion of an incomplete client by brute force.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a broken test should stop at once, and each says how many cases it went through"
)]

#[path = "properties/bound.rs"]
mod bound;
#[path = "properties/builtin.rs"]
mod builtin;
#[path = "properties/desk.rs"]
mod desk;
#[path = "properties/make.rs"]
mod make;
#[path = "properties/matter.rs"]
mod matter;
#[path = "properties/model.rs"]
mod model;
#[path = "properties/oracle.rs"]
mod oracle;
#[path = "properties/run.rs"]
mod run;
#[path = "properties/value.rs"]
mod value;
#[path = "properties/verdicts.rs"]
mod verdicts;
#[path = "properties/world.rs"]
mod world;
#[path = "properties/write.rs"]
mod write;

use make::{Class, RawSaid, case, case_of_answered_inputs, case_of_two_minds, case_to_be_ticked, raw_said};
use model::Case;
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any};
use run::{Tally, hold};
use value::{Fraction, Said, Value};

/// Answers that are added one by one: which field, and what is said of it.
fn steps() -> impl Strategy<Value = Vec<(u8, RawSaid)>> {
    vec((0u8..16, raw_said()), 1..8)
}

/// Holds verdicts against every completion, on trees at random and on trees that say the same twice.
fn completions(class: Class) {
    let property = |case: Case, tally: &Tally| verdicts::agrees_with_completions(&case, class, tally);
    let tally = hold(&format!("completions, {class:?}"), 700, case(class, 1), property);
    tally.must_have(50, &["eligible", "ineligible", "undecided"]);
    let tally = hold(&format!("completions, {class:?}, of two minds"), 800, case_of_two_minds(class), property);
    tally.must_have(50, &["eligible", "ineligible", "undecided", "beyond Kleene"]);
}

#[test]
fn verdicts_on_single_fields_are_what_every_completion_says() {
    completions(Class::Single);
}

#[test]
fn no_completion_overturns_a_verdict_on_related_fields() {
    completions(Class::Relating);
}

#[test]
fn no_completion_overturns_a_verdict_on_derived_fields() {
    completions(Class::Derived);
}

#[test]
fn no_completion_overturns_a_verdict_on_a_formula_of_answers() {
    let property = |case: Case, tally: &Tally| verdicts::agrees_with_completions(&case, Class::Derived, tally);
    let tally = hold("completions, inputs answered", 800, case_of_answered_inputs(), property);
    tally.must_have(50, &["eligible", "ineligible", "undecided"]);
}

#[test]
fn likely_on_single_fields_means_that_only_ticks_are_open() {
    let property = |case: Case, tally: &Tally| verdicts::likely_rests_on_ticks(&case, Class::Single, tally);
    hold("likely, single fields", 700, case_to_be_ticked(Class::Single), property).must_have(50, &["likely"]);
}

#[test]
fn likely_on_related_and_derived_fields_means_that_only_ticks_are_open() {
    for (name, class) in [("likely, related fields", Class::Relating), ("likely, derived fields", Class::Derived)] {
        let property = |case: Case, tally: &Tally| verdicts::likely_rests_on_ticks(&case, class, tally);
        hold(name, 400, case_to_be_ticked(class), property).must_have(30, &["likely"]);
    }
}

#[test]
fn complete_clients_are_decided_as_the_reference_has_it() {
    for class in [Class::Single, Class::Relating, Class::Derived] {
        let property =
            |(case, pick): (Case, usize), tally: &Tally| verdicts::complete_clients_agree(&case, pick, tally);
        let tally = hold(&format!("complete clients, {class:?}"), 700, (case(class, 1), any::<usize>()), property);
        tally.must_have(50, &["eligible", "ineligible"]);
    }
}

#[test]
fn exact_verdicts_refine_kleenes() {
    for class in [Class::Single, Class::Relating, Class::Derived] {
        let property = |case: Case, tally: &Tally| verdicts::refines_kleene(&case, class, tally);
        let tally = hold(&format!("Kleene, {class:?}"), 500, case(class, 1), property);
        tally.must_have(50, &["decided by Kleene", "open to Kleene"]);
    }
}

/// Holds that added answers reverse no verdict of the engine.
fn no_added_answer_reverses(class: Class) {
    let property = |(case, steps): (Case, Vec<_>), tally: &Tally| {
        let desk = desk::Desk::open(&case);
        verdicts::nothing_is_reversed(&case, &steps, |case| Some(desk.with(case).verdict(0)), tally)
    };
    let tally = hold(&format!("added answers, {class:?}"), 1000, (case(class, 1), steps()), property);
    tally.must_have(10, &["eligible then eligible", "ineligible then ineligible", "likely then likely", "ticks"]);
}

#[test]
fn no_added_answer_reverses_a_verdict_on_single_fields() {
    no_added_answer_reverses(Class::Single);
}

#[test]
fn no_added_answer_reverses_a_verdict_on_related_fields() {
    no_added_answer_reverses(Class::Relating);
}

#[test]
fn no_added_answer_reverses_a_verdict_on_derived_fields() {
    no_added_answer_reverses(Class::Derived);
}

#[test]
fn no_narrower_input_reverses_a_verdict_on_a_formula() {
    let property = |(case, steps): (Case, Vec<_>), tally: &Tally| {
        let desk = desk::Desk::open(&case);
        verdicts::nothing_is_reversed(&case, &steps, |case| Some(desk.with(case).verdict(0)), tally)
    };
    let tally = hold("added answers, inputs answered", 800, (case_of_answered_inputs(), steps()), property);
    tally.must_have(10, &["eligible then eligible", "ineligible then ineligible", "ticks"]);
}

#[test]
fn no_added_answer_reverses_a_verdict_of_the_reference() {
    for class in [Class::Single, Class::Relating, Class::Derived] {
        let property = |(case, steps): (Case, Vec<_>), tally: &Tally| {
            verdicts::nothing_is_reversed(&case, &steps, verdicts::reference, tally)
        };
        let tally = hold(&format!("the reference itself, {class:?}"), 300, (case(class, 1), steps()), property);
        tally.must_have(10, &["eligible then eligible", "ineligible then ineligible", "ticks"]);
    }
}

#[test]
fn the_order_of_answers_does_not_matter() {
    let order = Just((0..15).collect::<Vec<usize>>()).prop_shuffle();
    let property =
        |(case, order): (Case, Vec<usize>), tally: &Tally| verdicts::order_does_not_matter(&case, &order, tally);
    hold("order of answers", 500, (case(Class::Derived, 2), order), property);
}

#[test]
fn a_moot_field_changes_nothing_and_a_listed_one_something() {
    let property = |case: Case, tally: &Tally| matter::moot_fields_change_nothing(&case, Class::Single, tally);
    hold("moot, single fields", 800, case(Class::Single, 1), property).must_have(50, &["listed", "moot"]);
}

#[test]
fn a_moot_field_among_related_ones_changes_nothing() {
    let property = |case: Case, tally: &Tally| matter::moot_fields_change_nothing(&case, Class::Relating, tally);
    hold("moot, related fields", 500, case(Class::Relating, 1), property).must_have(50, &["listed", "moot"]);
}

#[test]
fn a_moot_field_among_derived_ones_changes_nothing() {
    let property = |case: Case, tally: &Tally| matter::moot_fields_change_nothing(&case, Class::Derived, tally);
    hold("moot, derived fields", 500, case(Class::Derived, 1), property).must_have(50, &["listed", "moot"]);
}

#[test]
fn the_next_question_is_never_without_effect() {
    let property = |case: Case, tally: &Tally| matter::the_next_question_has_an_effect(&case, tally);
    hold("next question", 800, case(Class::Single, 3), property).must_have(50, &["asked", "nothing to ask"]);
}

#[test]
fn a_mended_cause_lifts_a_refusal_and_a_part_of_it_does_not() {
    let property = |case: Case, tally: &Tally| matter::a_mended_cause_lifts_a_refusal(&case, tally);
    let tally = hold("causes", 1500, case(Class::Apart, 1), property);
    tally.must_have(20, &["not refused", "causes of 1", "causes of 2"]);
}

#[test]
fn answers_read_back_as_they_were_given() {
    let property = |case: Case, tally: &Tally| {
        let desk = desk::Desk::open(&case);
        tally.count("clients");
        (0..case.fields.len()).try_for_each(|field| desk.reads_back(&case, field))
    };
    hold("reading back", 300, case(Class::Derived, 1), property).must_have(300, &["clients"]);
}

#[test]
fn figures_of_many_digits_and_days_of_three_centuries_read_back() {
    let said = (0usize..7, -1_000_000_000_000i128..1_000_000_000_000, 0u32..10, 0i64..109_500);
    let property = |(case, (field, over, digits, days)): (Case, (usize, i128, u32, i64)), tally: &Tally| {
        let value = match case.fields[field].kind {
            model::Kind::Date => {
                let first = chrono::NaiveDate::from_ymd_opt(1900, 1, 1).unwrap();
                Value::Day(first + chrono::TimeDelta::days(days))
            }
            _ => Value::Figure(Fraction::new(over, 10i128.pow(digits))),
        };
        let said = Said::exactly(value);
        if !oracle::may_be(&case, field, said) {
            tally.count("out of the domain");
            return Ok(());
        }
        tally.count("read back");
        let case = case.with(field, Some(said));
        desk::Desk::open(&case).reads_back(&case, field)
    };
    hold("many digits", 600, (case(Class::Single, 1), said), property).must_have(200, &["read back"]);
}
