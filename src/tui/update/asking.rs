//! What is worth asking next about the program in the form: fields first, then what a person has to tick,
//! then what only the amounts need.

use super::super::content::form::{editable_fields, figures};
use super::super::model::App;
use super::super::model::form::Spot;
use super::super::model::session::{Known, Subject};
use super::filling::program;
use crate::domain::criterion::Node;
use crate::domain::decide::{Eligibility, Status};
use crate::domain::expr::Value;
use crate::domain::field::FieldId;
use crate::domain::message::Message;
use crate::domain::question::{Question, for_program, of_program};
use crate::message;

/// The question that is worth most for the program in the form, with the row it is asked on; those that were
/// passed over are left out.
pub(in crate::tui) fn next(app: &App, passed: &[Subject]) -> Option<(Spot, Subject)> {
    let asked = |subject: Subject| is_open(app, subject) && !passed.contains(&subject);
    let unanswered = |field: FieldId| asked(Subject::Field(field));
    if let Some(question) = questions(app).into_iter().find(|question| unanswered(question.field)) {
        return Some((spot_of(app, question.field)?, Subject::Field(question.field)));
    }
    let assessed = app.standing(app.form.program?)?;
    let (criteria, statuses) = (&program(app)?.criteria, &assessed.decision.statuses);
    let open = criteria.leaves().filter(|(place, _)| statuses.get(*place) == Some(&Status::Unknown));
    let tick = open.filter_map(|(place, node)| Some((place, Subject::Tick(node.kind.tick()?))));
    if let Some((place, subject)) = tick.into_iter().find(|(_, subject)| asked(*subject)) {
        return Some((Spot::Criterion(place), subject));
    }
    // Who gets nothing needs no figures.
    if assessed.decision.eligibility == Eligibility::Ineligible {
        return None;
    }
    let facts = app.session.facts(&app.catalogue);
    let is_open = |field: FieldId| matches!(facts.number(field), Value::Known(figures) if figures.single().is_none());
    let mut figures = figures(program(app)?, &app.catalogue).into_iter();
    let field = figures.find(|field| unanswered(*field) && is_open(*field))?;
    Some((Spot::Figure(field), Subject::Field(field)))
}

/// The questions on the program in the form, the most worth asking first.
pub(in crate::tui) fn questions(app: &App) -> Vec<Question> {
    let assessed = app.form.program.and_then(|id| app.standing(id));
    let (Some(assessed), Some(program)) = (assessed, program(app)) else { return Vec::new() };
    let facts = app.session.facts(&app.catalogue);
    for_program(app.session.questions(), &of_program(&program.criteria, &assessed.decision, &facts))
}

/// The open criterion that a field is asked for.
fn spot_of(app: &App, field: FieldId) -> Option<Spot> {
    let statuses = &app.standing(app.form.program?)?.decision.statuses;
    let reads = |node: &Node| editable_fields(&node.fields, &app.catalogue).contains(&field);
    let mut leaves = program(app)?.criteria.leaves();
    let found = leaves.find(|(place, node)| statuses.get(*place) == Some(&Status::Unknown) && reads(node))?;
    Some(Spot::Criterion(found.0))
}

/// Whether nothing was said of a subject yet.
pub(super) fn is_open(app: &App, subject: Subject) -> bool {
    matches!(app.session.known(subject), Known::Answer(None) | Known::Tick(None))
}

/// Why there is nothing to ask.
pub(super) fn nothing_left(app: &App) -> Message {
    let verdict = app.form.program.and_then(|id| app.standing(id)).map(|assessed| assessed.decision.eligibility);
    match verdict {
        Some(Eligibility::Ineligible) => message!(
            "结论已定：不符合。其余各条用 ↑↓ 选中仍可填",
            "the verdict stands: not eligible. Other rows can still be filled in: choose them with ↑↓",
        ),
        Some(Eligibility::Undecided) => message!(
            "能问的都问过了；答“不知道”的那几条弄清后再填",
            "everything was asked; what the client does not know is still open",
        ),
        _ => message!("这个事项没有要补的了", "nothing is left to ask about this program"),
    }
}
