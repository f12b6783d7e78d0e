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

use make::{Class, case, raw_said};
use proptest::collection::vec;
use proptest::prelude::*;
use run::hold;

#[test]
fn verdicts_on_single_fields_are_what_every_completion_says() {
    hold("exact", 1500, case(Class::Single, 1), |case, tally| {
        verdicts::agrees_with_completions(&case, Class::Single, tally)
    });
}

#[test]
fn no_completion_overturns_a_verdict_on_related_fields() {
    hold("sound", 1500, case(Class::Relating, 1), |case, tally| {
        verdicts::agrees_with_completions(&case, Class::Relating, tally)
    });
}

#[test]
fn likely_rests_on_ticks_alone() {
    hold("likely, single", 700, case(Class::Single, 1), |case, tally| {
        verdicts::likely_rests_on_ticks(&case, Class::Single, tally)
    });
    hold("likely, related", 500, case(Class::Relating, 1), |case, tally| {
        verdicts::likely_rests_on_ticks(&case, Class::Relating, tally)
    });
}

#[test]
fn complete_clients_are_decided_as_the_reference_has_it() {
    for (name, class) in [("complete, single", Class::Single), ("complete, related", Class::Relating)] {
        hold(name, 700, (case(class, 1), any::<usize>()), |(case, pick), tally| {
            verdicts::complete_clients_agree(&case, pick, tally)
        });
    }
}

#[test]
fn exact_verdicts_refine_kleenes() {
    for (name, class) in [("Kleene, single", Class::Single), ("Kleene, related", Class::Relating)] {
        hold(name, 700, case(class, 1), |case, tally| verdicts::refines_kleene(&case, class, tally));
    }
}

#[test]
fn an_added_answer_reverses_no_verdict_on_single_fields() {
    let steps = vec((0u8..16, raw_said()), 1..8);
    hold("reversal, single", 1000, (case(Class::Single, 1), steps), |(case, steps), tally| {
        verdicts::nothing_is_reversed(&case, &steps, tally)
    });
}

#[test]
fn an_added_answer_reverses_no_verdict_on_related_fields() {
    let steps = vec((0u8..16, raw_said()), 1..8);
    hold("reversal, related", 1500, (case(Class::Relating, 1), steps), |(case, steps), tally| {
        verdicts::nothing_is_reversed(&case, &steps, tally)
    });
}

#[test]
fn the_order_of_answers_does_not_matter() {
    let order = Just((0..15).collect::<Vec<usize>>()).prop_shuffle();
    hold("order", 500, (case(Class::Relating, 2), order), |(case, order), tally| {
        verdicts::order_does_not_matter(&case, &order, tally)
    });
}

#[test]
fn a_moot_field_changes_nothing_and_a_listed_one_something() {
    hold("moot, single", 800, case(Class::Single, 1), |case, tally| {
        matter::moot_fields_change_nothing(&case, Class::Single, tally)
    });
}

#[test]
fn a_moot_field_among_related_ones_changes_nothing() {
    hold("moot, related", 800, case(Class::Relating, 1), |case, tally| {
        matter::moot_fields_change_nothing(&case, Class::Relating, tally)
    });
}

#[test]
fn the_next_question_is_never_without_effect() {
    hold("next question", 800, case(Class::Single, 3), |case, tally| {
        matter::the_next_question_has_an_effect(&case, tally)
    });
}

#[test]
fn a_mended_cause_lifts_a_refusal_and_a_part_of_it_does_not() {
    hold("causes", 1500, case(Class::Apart, 1), |case, tally| matter::a_mended_cause_lifts_a_refusal(&case, tally));
}

#[test]
fn answers_read_back_as_they_were_given() {
    hold("reading back", 300, case(Class::Relating, 1), |case, _| {
        let desk = desk::Desk::open(&case);
        (0..case.fields.len()).try_for_each(|field| desk.reads_back(&case, field))
    });
}
