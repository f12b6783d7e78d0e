//! What must hold of the fields that can still matter, of the next question, and of the causes of a refusal.

use super::desk::{Desk, Verdict};
use super::make::Class;
use super::model::Case;
use super::oracle::{possible, test};
use super::run::Tally;
use super::value::{Said, Truth, Value};
use super::verdicts::decides;
use super::world::{Open, World};

/// A field that is not listed changes nothing, whatever is answered; where the reference is exact, a field
/// that is listed can change something. (Where an upper limit on something that does not apply leaves the tree
/// open in some completion, the engine counts that as able to go either way.) What the client could not say is not asked again, so it is listed
/// by nobody, whether it matters or not.
pub(super) fn moot_fields_change_nothing(case: &Case, class: Class, tally: &Tally) -> Result<(), String> {
    let Some(world) = World::new(case, 0) else {
        tally.count("skipped");
        return Ok(());
    };
    let desk = Desk::open(case);
    let (verdict, listed, wide) = (desk.verdict(0), desk.mattering(0), desk.mattering_with_inputs(0));
    for at in 0..world.what.len() {
        let Open::Field(field) = world.what[at] else { continue };
        let (key, said) = (&case.fields[field].key, case.said[field]);
        let is_answered = said.is_some_and(|said| said.is_exact() || said == Said::DontKnow);
        if listed.contains(&field) && is_answered {
            return Err(format!("{key} is listed although {said:?} was said"));
        }
        // Of a derived field that follows what was said, only a figure that contradicts it could be told.
        if is_answered || case.is_bound(field) {
            continue;
        }
        if wide.contains(&field) {
            tally.count("listed");
            // A criterion on two fields is listed for both where either may matter.
            let leaves = case.programs[0].leaves();
            let is_alone =
                leaves.iter().flatten().all(|test| !test.fields().contains(&field) || test.fields().len() == 1);
            if class == Class::Single && is_alone && !world.depends(at) && !world.may_stay_open() {
                return Err(format!("{key} is listed although it changes nothing"));
            }
            continue;
        }
        tally.count("moot");
        if world.depends(at) {
            return Err(format!("{key} is not listed although it can change the outcome"));
        }
        for value in possible(case, field).into_iter().filter(|value| *value != Value::Formula) {
            let after = desk.with(&case.with(field, Some(Said::exactly(value)))).verdict(0);
            // A test that is met makes an open verdict likely, although it changes no outcome.
            let gains = verdict == Verdict::Undecided && after == Verdict::Likely;
            if after != verdict && !gains {
                return Err(format!("{key} is not listed, yet {value:?} makes it {}", after.word()));
            }
        }
    }
    Ok(())
}

/// The next question is on an open field that the client has not failed to answer, and some answer to it
/// has an effect; and there is one as long as some open field has an effect.
pub(super) fn the_next_question_has_an_effect(case: &Case, tally: &Tally) -> Result<(), String> {
    let worlds: Option<Vec<World>> = (0..case.programs.len()).map(|program| World::new(case, program)).collect();
    let Some(worlds) = worlds else {
        tally.count("skipped");
        return Ok(());
    };
    let has_effect = |field: usize| worlds.iter().any(|world| world.depends_on_field(field));
    let Some(field) = Desk::open(case).next() else {
        tally.count("nothing to ask");
        let askable = |field: &usize| !matches!(case.said[*field], Some(Said::DontKnow)) && has_effect(*field);
        return match (0..case.fields.len()).find(askable) {
            Some(field) => Err(format!("nothing is asked although {} has an effect", case.fields[field].key)),
            None => Ok(()),
        };
    };
    tally.count("asked");
    let (key, said) = (&case.fields[field].key, case.said[field]);
    if said.is_some_and(|said| said.is_exact() || said == Said::DontKnow) {
        return Err(format!("{key} is asked although {said:?} was said"));
    }
    if !has_effect(field) && !worlds.iter().any(World::may_stay_open) {
        return Err(format!("{key} is asked although no answer to it has an effect"));
    }
    Ok(())
}

/// Every refusal has a cause; the criteria of a cause turned to the other side lift it; fewer do not.
/// For catalogues whose criteria have nothing in common, so that each can be turned by itself.
pub(super) fn a_mended_cause_lifts_a_refusal(case: &Case, tally: &Tally) -> Result<(), String> {
    let desk = Desk::open(case);
    let verdict = desk.verdict(0);
    let sets = desk.causes(0);
    if verdict != Verdict::Ineligible {
        tally.count("not refused");
        return if sets.is_empty() { Ok(()) } else { Err(format!("{} with causes {sets:?}", verdict.word())) };
    }
    tally.count("refused");
    if sets.is_empty() {
        return Err("refused without a cause".to_owned());
    }
    for set in sets {
        if set.is_empty() {
            return Err("a cause of nothing".to_owned());
        }
        let Some(mended) = set.iter().try_fold(case.clone(), |case, leaf| turned(&case, *leaf, &desk.leaves(0))) else {
            tally.count("cannot be mended");
            continue;
        };
        tally.count(&format!("causes of {}", set.len()));
        if desk.with(&mended).verdict(0) == Verdict::Ineligible {
            return Err(format!("still refused with {set:?} mended: {mended:?}"));
        }
        // Every part of a small set; of a large one those that lack a single criterion.
        let most = u32::try_from(set.len() - 1).unwrap();
        for part in (1u32..(1 << set.len()) - 1).filter(|part| most < 4 || part.count_ones() == most) {
            let chosen = set.iter().enumerate().filter(|(place, _)| part >> place & 1 == 1);
            let part: Vec<usize> = chosen.map(|(_, leaf)| *leaf).collect();
            let partly = part.iter().try_fold(case.clone(), |case, leaf| turned(&case, *leaf, &desk.leaves(0)));
            if partly.is_some_and(|case| decides(desk.with(&case).verdict(0)) != Some(false)) {
                return Err(format!("{part:?} of the cause {set:?} is enough"));
            }
        }
    }
    Ok(())
}

/// The case with one leaf on the other side, by an answer to its own field or by a tick; nothing when no
/// answer can do it.
fn turned(case: &Case, leaf: usize, leaves: &[Truth]) -> Option<Case> {
    let wanted = !leaves[leaf]?;
    let Some(own) = case.programs[0].leaves()[leaf] else {
        let mut case = case.clone();
        case.ticks[0][leaf] = Some(Some(wanted));
        return Some(case);
    };
    let field = own.fields()[0];
    let free = case.with(field, None);
    let value = possible(&free, field).into_iter().find(|value| test(&free, own, &|_| *value) == Some(wanted))?;
    Some(case.with(field, Some(Said::exactly(value))))
}
