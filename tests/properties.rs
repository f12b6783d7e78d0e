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

#[path = "properties/desk.rs"]
mod desk;
#[path = "properties/make.rs"]
mod make;
#[path = "properties/model.rs"]
mod model;
#[path = "properties/oracle.rs"]
mod oracle;
#[path = "properties/run.rs"]
mod run;
#[path = "properties/value.rs"]
mod value;
#[path = "properties/world.rs"]
mod world;

use desk::{Desk, Verdict};
use make::{Class, case};
use run::{Tally, hold};
use world::World;

/// What the reference says of an exact verdict: no decision that a completion overturns, and, where its
/// representatives stand for all values, no decision missed.
fn agrees(case: &model::Case, class: Class, tally: &Tally) -> Result<(), String> {
    let Some(world) = World::new(case, 0) else {
        tally.count("skipped");
        return Ok(());
    };
    let verdict = Desk::open(case).verdict(0);
    tally.count(verdict.word());
    let decided = match verdict {
        Verdict::Eligible => Some(true),
        Verdict::Ineligible => Some(false),
        _ => None,
    };
    let truth = world.constant();
    if decided.is_some() && decided != truth {
        let wanted = world.truths.iter().position(|truth| *truth != decided).expect("some completion differs");
        return Err(format!(
            "{} although a completion makes it {:?}: {:?}",
            verdict.word(),
            world.truths[wanted],
            world.completion(case, 0, wanted)
        ));
    }
    if class == Class::Single && decided != truth {
        return Err(format!("{} although every completion makes it {truth:?}", verdict.word()));
    }
    Ok(())
}

#[test]
fn verdicts_agree_with_brute_force() {
    hold("single fields", 2500, case(Class::Single, 1), |case, tally| agrees(&case, Class::Single, tally));
}

#[test]
fn no_verdict_is_overturned_by_a_completion() {
    hold("relating fields", 2000, case(Class::Relating, 1), |case, tally| agrees(&case, Class::Relating, tally));
}
