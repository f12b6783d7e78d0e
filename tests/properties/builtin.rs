//! The properties on our own catalogue: for each program a client whose fields are answered one tenth
//! after the other, in random order, with figures at and around the thresholds that the programs name.
//! After each tenth every program of the catalogue is decided; nothing that was decided may be reversed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, TimeDelta};
use policydesk::assets;
use policydesk::domain::answer::Answer;
use policydesk::domain::catalogue::{Catalogue, ProgramId};
use policydesk::domain::criterion::{Criteria, NodeKind};
use policydesk::domain::date::DateRange;
use policydesk::domain::expr::Literal;
use policydesk::domain::field::{Field, FieldId, FieldKind, Mask};
use policydesk::domain::interval::Interval;
use policydesk::domain::profile::{Entry, Profile};
use policydesk::domain::truth::Truth as Ticked;
use policydesk::store;
use rust_decimal::Decimal;

use super::desk::{self, Verdict};
use super::value::{Truth, months_later};

/// From nothing answered to everything.
pub(super) const LEVELS: usize = 10;

/// The same throws every time.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    /// A number below `sides`.
    pub(super) fn throw(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) >> 32).unwrap() % sides
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        if of.is_empty() { None } else { of.get(self.throw(of.len())) }
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for place in (1..list.len()).rev() {
            list.swap(place, self.throw(place + 1));
        }
    }
}

/// What the walk goes over: the catalogue, a day, and the figures that its tests hold each field against.
pub(super) struct Ground {
    pub(super) catalogue: Catalogue,
    pub(super) as_of: NaiveDate,
    literals: BTreeMap<FieldId, Vec<Literal>>,
}

impl Ground {
    pub(super) fn new() -> Ground {
        let catalogue = Catalogue::load(&assets::sources(None).unwrap()).expect("the data are checked elsewhere");
        let mut literals: BTreeMap<FieldId, Vec<Literal>> = BTreeMap::new();
        for (_, _, program) in catalogue.programs() {
            for (_, node) in program.criteria.leaves() {
                let NodeKind::Test(test) = &node.kind else { continue };
                for field in test.fields() {
                    literals.entry(field).or_default().extend(test.literals(&catalogue.fields));
                }
            }
        }
        Ground { catalogue, as_of: NaiveDate::from_ymd_opt(2024, 5, 10).unwrap(), literals }
    }

    /// The fields that a program asks, inputs of formulas included.
    pub(super) fn asks(&self, id: ProgramId) -> Vec<FieldId> {
        let (_, program) = self.catalogue.program(id).unwrap();
        let mut fields: Vec<FieldId> = program.criteria.nodes().iter().flat_map(|node| node.fields.clone()).collect();
        fields.sort_unstable();
        fields.dedup();
        desk::with_inputs(&self.catalogue, fields)
    }

    /// Whether everything behind a derived field was answered, so that a figure of its own would contradict it.
    fn is_bound(&self, profile: &Profile, field: FieldId) -> bool {
        let formula = self.catalogue.fields.get(field).and_then(Field::derived);
        let answered = |field: FieldId| profile.answer(field).is_some_and(|answer| *answer != Answer::DontKnow);
        formula.is_some_and(|formula| {
            formula.fields().into_iter().all(|input| answered(input) || self.is_bound(profile, input))
        })
    }

    /// A random answer: mostly exact, now and then a range, not applicable, or not known.
    pub(super) fn answer(&self, field: FieldId, dice: &mut Dice) -> Answer {
        let exactly = match dice.throw(12) {
            0 => return Answer::NotApplicable,
            1 => return Answer::DontKnow,
            throw => throw > 3,
        };
        let known = self.literals.get(&field).map_or(&[][..], Vec::as_slice);
        match &self.catalogue.fields.get(field).unwrap().kind {
            FieldKind::Number { domain, .. } => {
                let figure = |dice: &mut Dice| {
                    let named = match dice.pick(known) {
                        Some(Literal::Number(value, _)) => *value,
                        _ => Decimal::from(dice.throw(6)),
                    };
                    let factor = Decimal::from(*dice.pick(&[0, 1, 2, 2, 2, 3, 4]).unwrap()) / Decimal::TWO;
                    (named * factor + Decimal::from(*dice.pick(&[0, 0, 0, 1]).unwrap())).normalize()
                };
                let (a, b) = (figure(dice), figure(dice));
                let said = if exactly { Interval::exact(a) } else { Interval::between(a.min(b), a.max(b)) };
                let possible = !said.intersect(domain).is_empty();
                Answer::Number(if possible { said } else { Interval::exact(domain.lo.map_or(a, |lo| lo.value)) })
            }
            FieldKind::Flag => Answer::Flag(dice.throw(2) == 0),
            FieldKind::Choice(options) => {
                let mut mask = Mask::one(dice.throw(options.len()));
                if !exactly {
                    mask = mask.union(Mask::one(dice.throw(options.len())));
                }
                Answer::Choice(mask)
            }
            FieldKind::Choices(options) => {
                let some = |dice: &mut Dice| {
                    (0..dice.throw(3)).fold(Mask::NONE, |mask, _| mask.union(Mask::one(dice.throw(options.len()))))
                };
                let must = some(dice);
                Answer::Choices { must, may: if exactly { must } else { must.union(some(dice)) } }
            }
            FieldKind::Date => {
                let day = |dice: &mut Dice| match dice.pick(known) {
                    Some(Literal::Date(date)) => *date + TimeDelta::days(dice.throw(3) as i64 - 1),
                    _ => {
                        let back = i32::try_from(dice.throw(12) * 6).unwrap();
                        months_later(self.as_of, -back) + TimeDelta::days(dice.throw(3) as i64 - 1)
                    }
                };
                let (a, b) = (day(dice), day(dice));
                Answer::Date(if exactly {
                    DateRange::exact(a)
                } else {
                    DateRange { from: Some(a.min(b)), to: Some(a.max(b)) }
                })
            }
        }
    }

    fn show(&self, id: ProgramId, profile: &Profile) -> String {
        format!("{} with {}", self.catalogue.reference(id), store::to_text(profile, &self.catalogue))
    }
}

/// Plain Kleene logic over criteria whose leaves stand as given.
fn kleene(criteria: &Criteria, place: usize, leaf: &dyn Fn(usize) -> Truth) -> Truth {
    let node = &criteria.nodes()[place];
    let children: Vec<Truth> = criteria.children(place).map(|child| kleene(criteria, child, leaf)).collect();
    let yes = children.iter().filter(|truth| **truth == Some(true)).count();
    let open = children.iter().filter(|truth| truth.is_none()).count();
    let needed = match node.kind {
        NodeKind::All => children.len(),
        NodeKind::Any => 1,
        NodeKind::AtLeast(count) => count,
        NodeKind::Not => return children[0].map(|truth| !truth),
        NodeKind::Test(_) | NodeKind::Judgement { .. } | NodeKind::External { .. } => return leaf(place),
    };
    if yes >= needed {
        Some(true)
    } else if yes + open < needed {
        Some(false)
    } else {
        None
    }
}

/// Everything that broke, and how often each verdict was given at each level of answers.
#[derive(Default)]
struct Found {
    broken: Vec<String>,
    /// Of the program whose fields are answered, by tenths answered.
    own: BTreeMap<usize, BTreeMap<&'static str, usize>>,
    profiles: usize,
    decisions: usize,
    moot: usize,
    causes: usize,
}

#[test]
fn our_programs_hold_the_properties_at_every_level_of_missing_answers() {
    let ground = Ground::new();
    let mut found = Found::default();
    let programs: Vec<ProgramId> = ground.catalogue.programs().map(|(id, _, _)| id).collect();
    for (number, id) in programs.iter().enumerate() {
        for client in [Client::Any, Client::Willing] {
            walk(&ground, *id, client, &mut Dice(number as u64), &mut found);
        }
    }
    println!(
        "{} profiles, {} decisions over {} programs; {} answers to moot fields, {} causes mended",
        found.profiles,
        found.decisions,
        programs.len(),
        found.moot,
        found.causes
    );
    for (level, verdicts) in &found.own {
        let verdicts: Vec<String> = verdicts.iter().map(|(word, count)| format!("{word} {count}")).collect();
        println!("{:3} % answered: {}", level * 10, verdicts.join(", "));
    }
    assert!(found.profiles >= 1000, "only {} profiles", found.profiles);
    let shown: Vec<&str> = found.broken.iter().take(5).map(String::as_str).collect();
    assert!(shown.is_empty(), "{} broken, such as:\n{}", found.broken.len(), shown.join("\n"));
}

/// How a client answers: at random, which nearly always ends in a refusal, or of a few random answers one
/// that does not.
#[derive(Clone, Copy, PartialEq)]
enum Client {
    Any,
    Willing,
}

/// One program's client, answered tenth by tenth.
fn walk(ground: &Ground, id: ProgramId, client: Client, dice: &mut Dice, found: &mut Found) {
    let mut fields = ground.asks(id);
    dice.shuffle(&mut fields);
    let mut profile = Profile::default();
    for (_, node) in ground.catalogue.program(id).unwrap().1.criteria.leaves() {
        if let Some(tick) = node.kind.tick() {
            let ticked =
                *dice.pick(&[None, None, Some(Ticked::Yes), Some(Ticked::Yes), Some(Ticked::Unknown)]).unwrap();
            profile.set_tick(tick, ticked);
        }
    }
    let mut before: Vec<(ProgramId, Verdict)> = Vec::new();
    let mut answered = 0;
    for level in 0..=LEVELS {
        while answered * LEVELS < fields.len() * level {
            let field = fields[answered];
            answered += 1;
            if ground.is_bound(&profile, field) {
                continue;
            }
            for _ in 0..6 {
                profile.set(field, Some(Entry::from(ground.answer(field, dice))));
                let verdict = desk::verdict(&ground.catalogue, id, &profile, ground.as_of);
                if client == Client::Any || verdict != Verdict::Ineligible {
                    break;
                }
            }
        }
        let (now, next) = desk::verdicts_and_next(&ground.catalogue, &profile, ground.as_of);
        found.profiles += 1;
        found.decisions += now.len();
        for ((other, was), (_, is)) in before.iter().zip(&now) {
            if *was != Verdict::Undecided && was != is {
                let words = format!("{} becomes {} by added answers", was.word(), is.word());
                found.broken.push(format!("{words}: {}", ground.show(*other, &profile)));
            }
        }
        before = now;
        let verdict = before.iter().find(|(other, _)| *other == id).unwrap().1;
        *found.own.entry(level).or_default().entry(verdict.word()).or_default() += 1;
        if let Some(field) = next.filter(|field| is_settled(&profile, *field)) {
            found.broken.push(format!(
                "{} is asked of {}",
                ground.catalogue.fields.key(field),
                ground.show(id, &profile)
            ));
        }
        check(ground, id, &profile, verdict, dice, found);
    }
}

/// Whether the client said all that can be said of a field, or could not say.
fn is_settled(profile: &Profile, field: FieldId) -> bool {
    match profile.answer(field) {
        None => false,
        Some(Answer::DontKnow | Answer::Flag(_) | Answer::NotApplicable) => true,
        Some(Answer::Number(interval)) => interval.single().is_some(),
        Some(Answer::Date(range)) => range.single().is_some(),
        Some(Answer::Choice(mask)) => mask.len() == 1,
        Some(Answer::Choices { must, may }) => must == may,
    }
}

/// What must hold of one program and one client.
fn check(ground: &Ground, id: ProgramId, profile: &Profile, verdict: Verdict, dice: &mut Dice, found: &mut Found) {
    let Ground { catalogue, as_of, .. } = ground;
    let criteria = &catalogue.program(id).unwrap().1.criteria;
    if criteria.nodes().is_empty() {
        return;
    }
    let mut broken = |what: String| found.broken.push(format!("{what}: {}", ground.show(id, profile)));
    // Exact refines Kleene.
    let leaves: BTreeMap<usize, Truth> = desk::leaves(catalogue, id, profile, *as_of).into_iter().collect();
    let plain = kleene(criteria, 0, &|place| leaves[&place]);
    if plain.is_some() && super::verdicts::decides(verdict) != plain {
        broken(format!("{} although Kleene makes it {plain:?}", verdict.word()));
    }
    // A moot field changes nothing, and nothing is listed that was settled.
    let listed = desk::mattering(catalogue, id, profile, *as_of);
    if let Some(field) = listed.iter().find(|field| is_settled(profile, **field)) {
        broken(format!("{} is listed although it was answered", catalogue.fields.key(*field)));
    }
    let wide: BTreeSet<FieldId> = desk::with_inputs(catalogue, listed).into_iter().collect();
    for field in ground.asks(id) {
        if wide.contains(&field) || profile.answer(field).is_some() || ground.is_bound(profile, field) {
            continue;
        }
        let mut other = profile.clone();
        let answer = ground.answer(field, dice);
        other.set(field, Some(Entry::from(answer)));
        found.moot += 1;
        let after = desk::verdict(catalogue, id, &other, *as_of);
        if after != verdict && !(verdict == Verdict::Undecided && after == Verdict::Likely) {
            let key = catalogue.fields.key(field);
            broken(format!("{key} is not listed, yet {answer:?} turns {} to {}", verdict.word(), after.word()));
        }
    }
    // A cause turned to the other side lifts a refusal that Kleene sees; without one of its criteria it does not.
    for set in desk::causes(catalogue, id, profile, *as_of) {
        let without = |left_out: Option<usize>| {
            let turned = |place: usize| set.contains(&place) && Some(place) != left_out;
            kleene(criteria, 0, &|place| leaves[&place].map(|truth| truth != turned(place)))
        };
        found.causes += 1;
        if plain == Some(false) && without(None) == Some(false) {
            broken(format!("the cause {set:?} mended lifts nothing"));
        }
        // Criteria on a shared field may be refused together by more than Kleene sees.
        let is_shared =
            |place: &usize| criteria.clusters().iter().any(|cluster| cluster.holds(*place, criteria.nodes()));
        if set.iter().any(is_shared) {
            continue;
        }
        if let Some(place) = set.iter().find(|place| plain == Some(false) && without(Some(**place)) != Some(false)) {
            broken(format!("the cause {set:?} needs no {place}"));
        }
    }
    // Answers given the other way round make the same client.
    let mut backwards = Profile::default();
    let entries: Vec<(FieldId, Entry)> = profile.answered().map(|(field, entry)| (field, entry.clone())).collect();
    for (tick, truth) in profile.ticks() {
        backwards.set_tick(tick, Some(truth));
    }
    for (field, entry) in entries.into_iter().rev() {
        backwards.set(field, Some(entry));
    }
    if desk::verdict(catalogue, id, &backwards, *as_of) != verdict {
        broken("the order of answers matters".to_owned());
    }
}
