//! `match`: every program against a profile, ranked, with the questions worth asking next.

use chrono::NaiveDate;

use super::context::{Context, Given};
use super::outcome::{Exit, Failure};
use crate::domain::assess::{assess, facts};
use crate::domain::calendar::AvailabilityState;
use crate::domain::decide::Eligibility;
use crate::domain::question::next_questions;
use crate::report::standing::Standing;
use crate::report::{json, text};

/// How many questions are worth showing to a person, and to a program.
const QUESTIONS: (usize, usize) = (5, 20);

/// 评估全部事项，按结论分组排序，并给出最值得问的问题
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    given: Given,
}

/// Assesses the whole catalogue and prints it ranked.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let (catalogue, as_of, lang) = (context.catalogue, context.as_of, context.lang);
    let profile = args.given.applied(context)?;
    let assessment = assess(catalogue, &profile, as_of);
    let mut next = next_questions(catalogue, &assessment, &profile);
    let known = facts(catalogue, &profile, as_of);
    let mut ranked: Vec<Standing<'_>> =
        assessment.programs.into_iter().filter_map(|assessed| Standing::assessed(catalogue, known, assessed)).collect();
    // Stable, so that equals keep the order of the handbook.
    ranked.sort_by_key(rank);
    next.truncate(if context.json { QUESTIONS.1 } else { QUESTIONS.0 });
    if context.json {
        context.print_json(&json::matched(catalogue, as_of, &ranked, &next, lang))?;
    } else {
        let about = text::about(&profile, as_of, lang);
        text::matched(&mut context.page(), catalogue, &about, &ranked, &next)?;
    }
    Ok(Exit::Done)
}

/// Best verdict first; within it what can be applied for now, the nearest deadline before the others.
fn rank(standing: &Standing<'_>) -> (u8, u8, NaiveDate) {
    let verdict = match standing.decision.eligibility {
        Eligibility::Eligible => 0,
        Eligibility::Likely => 1,
        Eligibility::Undecided => 2,
        Eligibility::Ineligible => 3,
        Eligibility::Reference => 4,
    };
    let availability = &standing.availability;
    let (when, day) = match availability.state {
        AvailabilityState::Open => (0, availability.to),
        AvailabilityState::Rolling => (1, None),
        AvailabilityState::Upcoming => (2, availability.from),
        AvailabilityState::Awaiting => (3, None),
        AvailabilityState::Unstated => (4, None),
        AvailabilityState::Closed => (5, None),
        AvailabilityState::Expired => (6, None),
    };
    (verdict, when, day.unwrap_or(NaiveDate::MAX))
}
