//! `match`: every program against a profile, ranked, with what they bring together and the questions
//! worth asking next; or what changes on another day.

use super::context::{Context, Given};
use super::load;
use super::outcome::{Exit, Failure};
use crate::domain::assess::{assess, facts};
use crate::domain::catalogue::{Catalogue, ProgramId};
use crate::domain::compare::compare;
use crate::domain::question::next_questions;
use crate::domain::ranking::by_deadline;
use crate::domain::total::total;
use crate::report::standing::Standing;
use crate::report::{json, text};

/// How many questions are worth showing to a person, and to a program.
const QUESTIONS: (usize, usize) = (5, 20);

/// 评估全部事项，按结论分组排序，并给出最值得问的问题
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    given: Given,
    /// 合计哪些事项，逗号分开：44/loan-individual,45；不写则合计符合和初步符合的
    #[arg(long, value_name = "REF,REF", value_delimiter = ',', help_heading = "选项")]
    choose: Vec<String>,
    /// 换到这一天申报有什么变化，与评估日相比
    #[arg(long, value_name = "DATE", help_heading = "选项")]
    compare: Option<String>,
}

/// Assesses the whole catalogue and prints it ranked, or what changes on another day.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let (catalogue, as_of, lang) = (context.catalogue, context.as_of, context.lang);
    let profile = args.given.applied(context)?;
    let chosen = chosen(&args.choose, catalogue)?;
    let other_day = args.compare.as_ref().map(|text| load::day("--compare", text)).transpose()?;
    let assessment = assess(catalogue, &profile, as_of);
    let known = facts(catalogue, &profile, as_of);
    let then = other_day.map(|day| {
        let later = assess(catalogue, &profile, day);
        (compare(catalogue, &profile, &assessment, &later), facts(catalogue, &profile, day))
    });
    let about = text::about(&profile, as_of, lang);
    if let Some((comparison, later)) = then.as_ref().filter(|_| !context.json) {
        text::compared(&mut context.page(), catalogue, &about, comparison, (&known, later))?;
        return Ok(Exit::Done);
    }
    let mut next = next_questions(catalogue, &assessment, &profile);
    next.truncate(if context.json { QUESTIONS.1 } else { QUESTIONS.0 });
    let total = total(catalogue, &known, &assessment, chosen.as_deref());
    let mut ranked: Vec<Standing<'_>> =
        assessment.programs.into_iter().filter_map(|assessed| Standing::assessed(catalogue, known, assessed)).collect();
    // Stable, so that equals keep the order of the handbook.
    ranked.sort_by_key(|standing| by_deadline(standing.decision.eligibility, &standing.availability));
    if context.json {
        let compared = then.as_ref().map(|(comparison, later)| (comparison, (&known, later)));
        let found = json::Found { as_of, ranked: &ranked, next: &next, total: &total, compared };
        context.print_json(&json::matched(catalogue, &found, lang))?;
    } else {
        text::matched(&mut context.page(), catalogue, &about, &ranked, &next, &total)?;
    }
    Ok(Exit::Done)
}

/// The programs that `--choose` names; `None` where it names none.
fn chosen(references: &[String], catalogue: &Catalogue) -> Result<Option<Vec<ProgramId>>, Failure> {
    let named: Vec<&String> = references.iter().filter(|reference| !reference.trim().is_empty()).collect();
    if references.is_empty() {
        return Ok(None);
    }
    let ids: Result<Vec<ProgramId>, Failure> =
        named.into_iter().map(|reference| catalogue.resolve_program(reference).map_err(Failure::Usage)).collect();
    ids.map(Some)
}
