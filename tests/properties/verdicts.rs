//! What must hold of verdicts: they are what every completion says, no further answer reverses one, plain
//! Kleene logic never says otherwise, and the order of the answers does not matter.

use super::desk::{Desk, Verdict};
use super::make::{Class, RawSaid, answer};
use super::model::Case;
use super::oracle::{kleene, may_be};
use super::run::Tally;
use super::value::{Said, Truth, Value};
use super::world::{Open, World};

/// What a verdict decides.
pub(super) fn decides(verdict: Verdict) -> Truth {
    match verdict {
        Verdict::Eligible => Some(true),
        Verdict::Ineligible => Some(false),
        Verdict::Likely | Verdict::Undecided | Verdict::Reference => None,
    }
}

/// No decision that a completion overturns; and, where the representatives stand for all values, no
/// decision missed.
pub(super) fn agrees_with_completions(case: &Case, class: Class, tally: &Tally) -> Result<(), String> {
    let Some(world) = World::new(case, 0) else {
        tally.count("skipped");
        return Ok(());
    };
    let verdict = Desk::open(case).verdict(0);
    tally.count(verdict.word());
    let (decided, truth) = (decides(verdict), world.constant());
    let leaves = case.programs[0].leaves().len();
    let plain = kleene(&case.programs[0], &mut (0..leaves).map(|place| world.leaf(place)));
    if truth.is_some() && plain.is_none() {
        tally.count("beyond Kleene");
    }
    if decided.is_some() && decided != truth {
        let other = world.truths.iter().position(|truth| *truth != decided).unwrap();
        let (found, example) = (world.truths[other], world.completion(case, 0, other, 0));
        return Err(format!("{} although a completion makes it {found:?}: {example:?}", verdict.word()));
    }
    if class == Class::Single && decided != truth {
        return Err(format!("{} although every completion makes it {truth:?}", verdict.word()));
    }
    Ok(())
}

/// *Likely* exactly when only ticks are open, they can make it come out right, and a test is met. Where a
/// completion leaves the tree itself open, *undecided* is as good.
pub(super) fn likely_rests_on_ticks(case: &Case, class: Class, tally: &Tally) -> Result<(), String> {
    let Some(world) = World::new(case, 0) else {
        tally.count("skipped");
        return Ok(());
    };
    let verdict = Desk::open(case).verdict(0);
    tally.count(verdict.word());
    let open_field = |at: &usize| matches!(world.what[*at], Open::Field(_)) && world.depends(*at);
    if let Some(at) = (0..world.what.len()).find(open_field).filter(|_| verdict == Verdict::Likely) {
        return Err(format!("likely although {:?} can still change it", world.what[at]));
    }
    if class != Class::Single {
        return Ok(());
    }
    let tests = case.programs[0].leaves();
    let met = (0..tests.len()).any(|place| tests[place].is_some() && world.leaf(place) == Some(true));
    let likely = world.rests_on_ticks() && met;
    let may_differ = world.has_open_end() && verdict == Verdict::Undecided;
    if (verdict == Verdict::Likely) != likely && !may_differ {
        return Err(format!("{} although only ticks are open is {likely} (a test is met: {met})", verdict.word()));
    }
    Ok(())
}

/// A complete client's verdict is what the reference works out.
pub(super) fn complete_clients_agree(case: &Case, pick: usize, tally: &Tally) -> Result<(), String> {
    let Some(world) = World::new(case, 0) else {
        tally.count("skipped");
        return Ok(());
    };
    let index = pick % world.truths.len();
    let complete = world.completion(case, 0, index, pick / world.truths.len());
    let verdict = Desk::open(&complete).verdict(0);
    tally.count(verdict.word());
    let (decided, truth) = (decides(verdict), world.truths[index]);
    // A quotient by zero leaves a derived field open, and the reference has only an example for it.
    let has_formula = complete.reads(0).into_iter().any(|field| complete.formula(field).is_some());
    if decided == truth || (has_formula && decided.is_none()) {
        return Ok(());
    }
    Err(format!("{} for a complete client that is {truth:?}: {complete:?}", verdict.word()))
}

/// Wherever plain Kleene logic over the leaves decides, the verdict is the same.
pub(super) fn refines_kleene(case: &Case, class: Class, tally: &Tally) -> Result<(), String> {
    let desk = Desk::open(case);
    let verdict = desk.verdict(0);
    let mut folds = vec![("as the engine has them", kleene(&case.programs[0], &mut desk.leaves(0).into_iter()))];
    if let Some(world) = World::new(case, 0).filter(|_| class == Class::Single) {
        let leaves = case.programs[0].leaves().len();
        folds.push(("as they are", kleene(&case.programs[0], &mut (0..leaves).map(|place| world.leaf(place)))));
    }
    for (whose, truth) in folds {
        tally.count(if truth.is_some() { "decided by Kleene" } else { "open to Kleene" });
        if truth.is_some() && decides(verdict) != truth {
            return Err(format!("{} although Kleene makes it {truth:?} from the leaves {whose}", verdict.word()));
        }
    }
    Ok(())
}

/// What the reference would say; nothing when there are too many completions.
pub(super) fn reference(case: &Case) -> Option<Verdict> {
    let world = World::new(case, 0)?;
    let tests = case.programs[0].leaves();
    let met = (0..tests.len()).any(|place| tests[place].is_some() && world.leaf(place) == Some(true));
    Some(match world.constant() {
        Some(true) => Verdict::Eligible,
        Some(false) => Verdict::Ineligible,
        None if world.rests_on_ticks() && met => Verdict::Likely,
        None => Verdict::Undecided,
    })
}

/// Answers that are added one by one, then ticks: nothing decided is reversed, and an answer to a field
/// leaves *likely* as it is. `judge` is whose verdicts are looked at.
pub(super) fn nothing_is_reversed(
    case: &Case,
    steps: &[(u8, RawSaid)],
    judge: impl Fn(&Case) -> Option<Verdict>,
    tally: &Tally,
) -> Result<(), String> {
    let reads = case.reads(0);
    let Some(mut before) = judge(case) else { return Ok(()) };
    let mut now = case.clone();
    for (slot, raw) in steps.iter().filter(|_| !reads.is_empty()) {
        let field = reads[usize::from(*slot) % reads.len()];
        let Some(next) = narrowed(&now, field, raw) else { continue };
        let Some(after) = judge(&next) else { return Ok(()) };
        tally.count(&format!("{} then {}", before.word(), after.word()));
        if before != Verdict::Undecided && before != after {
            let what = next.told(field);
            return Err(format!("{} becomes {} by {what}, from {now:?}", before.word(), after.word()));
        }
        (now, before) = (next, after);
    }
    for (leaf, _) in case.programs[0].leaves().iter().enumerate().filter(|(_, test)| test.is_none()) {
        if now.ticks[0][leaf].flatten().is_some() {
            continue;
        }
        let mut next = now.clone();
        next.ticks[0][leaf] = Some(Some(steps.len().is_multiple_of(2)));
        let Some(after) = judge(&next) else { return Ok(()) };
        tally.count("ticks");
        if decides(before).is_some() && before != after {
            return Err(format!("{} becomes {} by ticking l{leaf}, from {now:?}", before.word(), after.word()));
        }
        (now, before) = (next, after);
    }
    Ok(())
}

/// The case with an answer that says more about a field; nothing when it would contradict what was said.
fn narrowed(case: &Case, field: usize, raw: &RawSaid) -> Option<Case> {
    let said = answer(&case.fields[field], raw, case.as_of)?;
    // Whoever has answered everything behind a derived field has answered it.
    if case.is_bound(field) && said != Said::DontKnow {
        return None;
    }
    let said = match case.said[field] {
        None => said,
        Some(before) => before.and(said)?,
    };
    // What is left must still be possible at all.
    may_be(case, field, said).then(|| case.with(field, Some(said)))
}

/// The same answers in another order, and with some given wrongly at first, come to the same.
pub(super) fn order_does_not_matter(case: &Case, order: &[usize], tally: &Tally) -> Result<(), String> {
    let straight = Desk::open(case);
    let mut shuffled = straight.with(&Case { said: vec![None; case.said.len()], ..case.clone() });
    for field in order.iter().filter(|field| **field < case.fields.len()) {
        if field % 3 == 0 {
            shuffled.say(&case.with(*field, Some(Said::DontKnow)), *field);
            shuffled.say(&case.with(*field, Some(Said::exactly(Value::Lacking))), *field);
        }
        shuffled.say(case, *field);
    }
    tally.count(straight.verdict(0).word());
    for program in 0..case.programs.len() {
        let told = |desk: &Desk| (desk.verdict(program), desk.mattering(program), desk.causes(program), desk.next());
        if told(&straight) != told(&shuffled) {
            return Err(format!("{:?} in order, {:?} in the order {order:?}", told(&straight), told(&shuffled)));
        }
    }
    Ok(())
}
