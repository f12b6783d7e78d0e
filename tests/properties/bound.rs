//! Whether the bound on the work of an exact decision is ever hit on our own catalogue: a thousand random
//! clients of every program at every level of missing answers.

use policydesk::domain::assess::facts;
use policydesk::domain::catalogue::ProgramId;
use policydesk::domain::decide::{Depth, decide};
use policydesk::domain::profile::{Entry, Profile};

use super::builtin::{Dice, Ground, LEVELS};

/// Clients of each program at each level.
const CLIENTS: usize = 1_000;

/// How decisions were come by, over a thousand random clients of every program at one level of answers.
#[derive(Default)]
struct Depths {
    plain: usize,
    exact: usize,
    bounded: usize,
}

/// Goes through the clients of one program at one level.
fn depths(ground: &Ground, id: ProgramId, level: usize, depths: &mut Depths) {
    let criteria = &ground.catalogue.program(id).unwrap().1.criteria;
    let fields = ground.asks(id);
    let mut dice = Dice((id.policy * 1_000 + id.program * 20 + level) as u64);
    for _ in 0..CLIENTS {
        let mut profile = Profile::default();
        for field in &fields {
            if dice.throw(LEVELS) < level {
                profile.set(*field, Some(Entry::from(ground.answer(*field, &mut dice))));
            }
        }
        match decide(criteria, &facts(&ground.catalogue, &profile, ground.as_of)).depth {
            Depth::Plain => depths.plain += 1,
            Depth::Exact => depths.exact += 1,
            Depth::Bounded => depths.bounded += 1,
        }
    }
}

#[test]
fn every_program_is_decided_within_the_bound_at_every_level_of_missing_answers() {
    let programs: Vec<ProgramId> = Ground::new().catalogue.programs().map(|(id, _, _)| id).collect();
    let at = |level: usize| {
        let ground = Ground::new();
        let mut found = Depths::default();
        programs.iter().for_each(|id| depths(&ground, *id, level, &mut found));
        (level, found)
    };
    // One thread for each half of the levels; the machine of the gate has two cores.
    let found: Vec<(usize, Depths)> = std::thread::scope(|scope| {
        let halves = [0, 1].map(|half| scope.spawn(move || (half..=LEVELS).step_by(2).map(at).collect::<Vec<_>>()));
        halves.into_iter().flat_map(|half| half.join().unwrap()).collect()
    });
    for (level, Depths { plain, exact, bounded }) in &found {
        let asked = plain + exact + bounded;
        println!(
            "{:3} % answered: {asked} decisions, {exact} beyond three-valued logic, {bounded} fell back",
            level * 10
        );
    }
    let fell_back: usize = found.iter().map(|(_, depths)| depths.bounded).sum();
    assert_eq!(fell_back, 0, "decisions fell back to the bound on the work");
    assert!(found.iter().any(|(_, depths)| depths.exact > 10_000), "hardly anything was gone through");
}
