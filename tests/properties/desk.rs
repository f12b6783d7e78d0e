//! The one place where the properties call the engine: loads a made-up catalogue through the real loader,
//! gives its client the answers, and asks for verdicts, open fields, causes and the next question. Whoever
//! changes the interface of `decide`, `blame` or `question` changes the functions of the second half.

use std::borrow::Cow;
use std::rc::Rc;

use chrono::NaiveDate;
use policydesk::domain::answer::Answer;
use policydesk::domain::assess::{assess, facts};
use policydesk::domain::blame;
use policydesk::domain::catalogue::{Catalogue, ProgramId, Source, Sources};
use policydesk::domain::criterion::NodeKind;
use policydesk::domain::date::DateRange;
use policydesk::domain::decide::decide;
use policydesk::domain::field::{Field, FieldId, Mask};
use policydesk::domain::interval::{End, Interval};
use policydesk::domain::message::Lang;
use policydesk::domain::profile::{Entry, Profile};
use policydesk::domain::question::next_questions;
use policydesk::domain::truth::Truth as EngineTruth;
use rust_decimal::Decimal;

use super::model::{Case, Kind, Tick};
use super::value::{Fraction, Said, Truth};

pub(super) use policydesk::domain::decide::Eligibility as Verdict;

const HANDBOOK: &str = r#"{"title":"T","edition":"2024","publisher":"P","categories":[{"title":"C","from":1,"to":9}]}"#;

/// A case at the desk.
#[derive(Clone)]
pub(super) struct Desk {
    catalogue: Rc<Catalogue>,
    profile: Profile,
    as_of: NaiveDate,
}

impl Desk {
    /// Loads the catalogue of the case and takes its client's answers down.
    pub(super) fn open(case: &Case) -> Desk {
        let source = |path: &str, text: String| Source { path: path.to_owned(), text: Cow::Owned(text) };
        let sources = Sources {
            handbook: source("handbook.json", HANDBOOK.to_owned()),
            fields: source("fields.json", case.fields_json()),
            policies: vec![source("policies/01-one.json", case.policy_json())],
        };
        let catalogue = Catalogue::load(&sources).unwrap_or_else(|problems| {
            let texts: Vec<String> = problems.iter().map(|problem| problem.text(Lang::En)).collect();
            panic!("the loader refuses a made-up catalogue:\n{}\n{case:?}", texts.join("\n"))
        });
        Desk { catalogue: Rc::new(catalogue), profile: Profile::default(), as_of: case.as_of }.with(case)
    }

    /// The same catalogue with the answers of another case of it.
    pub(super) fn with(&self, case: &Case) -> Desk {
        let mut desk = Desk { profile: Profile::default(), ..self.clone() };
        for field in 0..case.fields.len() {
            desk.say(case, field);
        }
        for (program, ticks) in case.ticks.iter().enumerate() {
            for (leaf, tick) in ticks.iter().enumerate() {
                desk.tick(program, leaf, *tick);
            }
        }
        desk
    }

    /// Takes down what the case's client says about one field.
    pub(super) fn say(&mut self, case: &Case, field: usize) {
        let entry = case.said[field].map(|said| Entry::from(answer(&said)));
        self.profile.set(FieldId(field), entry);
    }

    /// Ticks a leaf of a program; one that is no judgement has no tick.
    pub(super) fn tick(&mut self, program: usize, leaf: usize, tick: Tick) {
        let truth = |tick: Option<bool>| tick.map_or(EngineTruth::Unknown, EngineTruth::from);
        if let Some(id) = self.catalogue.find_tick(&format!("1/p{program}:l{leaf}")) {
            self.profile.set_tick(id, tick.map(truth));
        }
    }

    pub(super) fn verdict(&self, program: usize) -> Verdict {
        verdict(&self.catalogue, self.id(program), &self.profile, self.as_of)
    }

    /// The fields that the engine says can still matter to a program.
    pub(super) fn mattering(&self, program: usize) -> Vec<usize> {
        let found = mattering(&self.catalogue, self.id(program), &self.profile, self.as_of);
        found.into_iter().map(|field| field.0).collect()
    }

    /// The same with the inputs of derived fields, by which such a field can be answered as well.
    pub(super) fn mattering_with_inputs(&self, program: usize) -> Vec<usize> {
        let found = mattering(&self.catalogue, self.id(program), &self.profile, self.as_of);
        with_inputs(&self.catalogue, found).into_iter().map(|field| field.0).collect()
    }

    /// The sets of leaves, by their number, that stand in the way.
    pub(super) fn causes(&self, program: usize) -> Vec<Vec<usize>> {
        let id = self.id(program);
        let (_, found) = self.catalogue.program(id).expect("it was loaded");
        let places: Vec<usize> = found.criteria.leaves().map(|(place, _)| place).collect();
        let number = |place: &usize| places.iter().position(|leaf| leaf == place).expect("a cause is a leaf");
        let sets = causes(&self.catalogue, id, &self.profile, self.as_of);
        sets.iter().map(|set| set.iter().map(number).collect()).collect()
    }

    /// How each leaf stands by itself.
    pub(super) fn leaves(&self, program: usize) -> Vec<Truth> {
        let id = self.id(program);
        leaves(&self.catalogue, id, &self.profile, self.as_of).into_iter().map(|(_, truth)| truth).collect()
    }

    /// The field that is most worth asking next, over all programs.
    pub(super) fn next(&self) -> Option<usize> {
        verdicts_and_next(&self.catalogue, &self.profile, self.as_of).1.map(|field| field.0)
    }

    /// Whether an answer reads back as it was from the notation that it is written in. Ranges and sets
    /// that the notation cannot say (an end that is not in, some options surely and some perhaps) are
    /// left out.
    pub(super) fn reads_back(&self, case: &Case, field: usize) -> Result<(), String> {
        let Some(said) = case.said[field].filter(|said| can_be_written(said, case.fields[field].kind)) else {
            return Ok(());
        };
        let known = self.catalogue.fields.get(FieldId(field)).expect("a field of the case");
        let text = answer(&said).notation(known);
        match Answer::parse(known, &text) {
            Ok(read) if read == answer(&said) => Ok(()),
            Ok(read) => Err(format!("{said:?} is written {text}, which reads {read:?}")),
            Err(message) => Err(format!("{said:?} is written {text}, which is refused: {}", message.en)),
        }
    }

    fn id(&self, program: usize) -> ProgramId {
        ProgramId { policy: 0, program }
    }
}

fn can_be_written(said: &Said, kind: Kind) -> bool {
    match (said, kind) {
        (Said::Figures { low: Some((_, low)), high: Some((_, high)) }, _) => *low && *high,
        // Nothing surely and everything perhaps is written like *don't know*, which comes to the same.
        (Said::Choices { must, may }, Kind::Choices(count)) => must == may || (*must != 0 && *may == (1 << count) - 1),
        _ => true,
    }
}

fn answer(said: &Said) -> Answer {
    let end = |end: Option<(Fraction, bool)>| {
        end.map(|(figure, closed)| {
            let (over, under) = figure.parts();
            End { value: (Decimal::from(over) / Decimal::from(under)).normalize(), closed }
        })
    };
    match *said {
        Said::Figures { low, high } => Answer::Number(Interval { lo: end(low), hi: end(high) }),
        Said::Flag(yes) => Answer::Flag(yes),
        Said::Choice(mask) => Answer::Choice(Mask(mask)),
        Said::Choices { must, may } => Answer::Choices { must: Mask(must), may: Mask(may) },
        Said::Days { from, to } => Answer::Date(DateRange { from, to }),
        Said::DontKnow => Answer::DontKnow,
        Said::Lacking => Answer::NotApplicable,
    }
}

// What follows asks the engine, for made-up catalogues and for the built-in one alike.

pub(super) fn verdict(catalogue: &Catalogue, id: ProgramId, profile: &Profile, as_of: NaiveDate) -> Verdict {
    let (_, program) = catalogue.program(id).expect("a program of the catalogue");
    decide(&program.criteria, &facts(catalogue, profile, as_of)).eligibility
}

/// Every program's verdict, in the order of the catalogue, and the field that is most worth asking next.
pub(super) fn verdicts_and_next(
    catalogue: &Catalogue,
    profile: &Profile,
    as_of: NaiveDate,
) -> (Vec<(ProgramId, Verdict)>, Option<FieldId>) {
    let assessment = assess(catalogue, profile, as_of);
    let next = next_questions(catalogue, &assessment, profile).first().map(|question| question.field);
    let verdicts = assessment.programs.into_iter().map(|assessed| (assessed.id, assessed.decision.eligibility));
    (verdicts.collect(), next)
}

/// The fields that can still matter to a program, in asking order; none once it is decided.
pub(super) fn mattering(catalogue: &Catalogue, id: ProgramId, profile: &Profile, as_of: NaiveDate) -> Vec<FieldId> {
    let (_, program) = catalogue.program(id).expect("a program of the catalogue");
    let facts = facts(catalogue, profile, as_of);
    blame::missing(&program.criteria, &decide(&program.criteria, &facts).statuses, &facts)
}

/// The sets of leaves that stand in the way, by their place among the nodes.
pub(super) fn causes(catalogue: &Catalogue, id: ProgramId, profile: &Profile, as_of: NaiveDate) -> Vec<Vec<usize>> {
    let (_, program) = catalogue.program(id).expect("a program of the catalogue");
    let facts = facts(catalogue, profile, as_of);
    blame::causes(&program.criteria, &decide(&program.criteria, &facts).statuses, &facts)
}

/// How each leaf stands by itself, with its place among the nodes.
pub(super) fn leaves(catalogue: &Catalogue, id: ProgramId, profile: &Profile, as_of: NaiveDate) -> Vec<(usize, Truth)> {
    let (_, program) = catalogue.program(id).expect("a program of the catalogue");
    let facts = facts(catalogue, profile, as_of);
    let own = program.criteria.leaves().map(|(place, node)| {
        let truth = match &node.kind {
            NodeKind::Test(test) => test.eval(&facts),
            other => other.tick().and_then(|tick| profile.tick(tick)).unwrap_or(EngineTruth::Unknown),
        };
        let truth = match truth {
            EngineTruth::Yes => Some(true),
            EngineTruth::No => Some(false),
            EngineTruth::Unknown => None,
        };
        (place, truth)
    });
    own.collect()
}

/// Fields together with everything that their formulas read.
pub(super) fn with_inputs(catalogue: &Catalogue, mut fields: Vec<FieldId>) -> Vec<FieldId> {
    let mut next = 0;
    while let Some(field) = fields.get(next).copied() {
        let inputs = catalogue.fields.get(field).and_then(Field::derived).map(|formula| formula.fields());
        fields.extend(inputs.unwrap_or_default());
        next += 1;
    }
    fields.sort_unstable();
    fields.dedup();
    fields
}
