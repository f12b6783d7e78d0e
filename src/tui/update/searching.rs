//! The search bar: every change of the line narrows the tree and selects the best hit.

use std::collections::BTreeSet;

use tui_input::{Input, InputRequest};

use super::super::model::tree::{Filter, Item};
use super::super::model::{App, Offer, SearchBar};
use super::recalling;
use crate::domain::catalogue::{Catalogue, ProgramId};
use crate::domain::message::Message;
use crate::message;
use crate::search::{Highlighter, Hit, Limits, Query, corpus};

/// Takes a change of the line.
pub(super) fn edit(app: &mut App, request: InputRequest) {
    let changed = app.search.input.handle(request).is_some_and(|change| change.value);
    if changed {
        app.search.completion = None;
        app.search.back = None;
        search(app);
    }
}

/// Empties the bar; the selection stays on what was found, and goes back to where the search began when
/// nothing was.
pub(super) fn clear(app: &mut App) {
    let back = app.search.began_at.filter(|_| app.search.found == Some(0));
    app.search.input = Input::default();
    app.search.completion = None;
    app.search.back = None;
    search(app);
    if let Some(item) = back {
        app.tree.select(&app.catalogue, item);
    }
}

/// Searches for what the bar says and selects the best hit.
pub fn search(app: &mut App) {
    run(app, true);
}

/// Searches once more, because the client or the day is another: what is selected stays if it is still
/// found.
pub(super) fn again(app: &mut App) {
    if app.search.found.is_some() {
        run(app, false);
    }
}

fn run(app: &mut App, to_the_best: bool) {
    let query = Query::parse(app.search.input.value());
    let Some(index) = app.index.as_ref().filter(|_| !query.is_empty()) else {
        app.search = SearchBar { query, ..blank(app) };
        recalling::fill_shelf(app);
        app.tree.narrow(&app.catalogue, None, None);
        return;
    };
    let decides = |filter: &crate::search::Filter, number: usize, program: Option<usize>| {
        corpus::admits(&app.catalogue, app.session.assessment(), filter, number, program)
    };
    let limits = Limits { decides: Some(&decides), ..Limits::default() };
    let unknown = unknown_number(&app.catalogue, &query);
    let mut outcome = index.look(&query, &limits);
    let mut offer = (!outcome.dropped.is_empty()).then(|| Offer::LeftOut(outcome.dropped.clone()));
    if outcome.hits.is_empty() && query.problems.is_empty() {
        let mut rescue = index.rescue(&query, &limits);
        outcome = std::mem::take(&mut rescue.outcome);
        // The tree counts policies, so what it is said to hold is counted so as well.
        rescue.outcome.total = filter_of(&app.catalogue, &outcome.hits).policies.len();
        offer = Some(Offer::Nearest(rescue));
    }
    let hits = &outcome.hits;
    app.search.began_at.get_or_insert(app.tree.selected());
    let filter = filter_of(&app.catalogue, hits);
    let best = best(hits).filter(|_| to_the_best).and_then(|hit| item_of(&app.catalogue, hit));
    app.search.marks = Highlighter::of_outcome(&outcome);
    // The foot of the tree is narrow, so what is wrong is said in full below.
    if let Some(problem) = query.problems.first().map(|problem| problem.message()).or(unknown) {
        super::notice(app, problem);
    }
    app.search.found = Some(filter.policies.len());
    app.search.query = query;
    app.search.hits = outcome.hits;
    app.search.offer = offer;
    app.tree.narrow(&app.catalogue, Some(filter), best);
}

/// That no policy has the number that was asked for.
fn unknown_number(catalogue: &Catalogue, query: &Query) -> Option<Message> {
    let known = |number: &&usize| catalogue.policies().iter().any(|policy| usize::from(policy.no) == **number);
    let number = query.numbers.iter().find(|number| !known(number))?;
    let last = catalogue.policies().last().map_or(0, |policy| policy.no);
    Some(message!("没有第 {number} 项：编号是 1–{last}", "there is no policy {number}: they go from 1 to {last}"))
}

/// A bar without a search; the line and the way back through former ones stay.
fn blank(app: &mut App) -> SearchBar {
    let SearchBar { input, completion, back, draft, .. } = std::mem::take(&mut app.search);
    SearchBar { input, completion, back, draft, ..SearchBar::default() }
}

/// The hit that a row of the tree stands for.
pub(in crate::tui) fn hit_of(app: &App, item: Item) -> Option<&Hit> {
    app.search.hits.iter().find(|hit| item_of(&app.catalogue, hit) == Some(item))
}

/// The first hit; where it is a policy found by the words of one of its programs, that program.
fn best(hits: &[Hit]) -> Option<&Hit> {
    let first = hits.first()?;
    let own = hits.iter().find(|hit| hit.policy == first.policy && hit.program.is_some() && hit.entry == first.entry);
    own.or(Some(first))
}

fn filter_of(catalogue: &Catalogue, hits: &[Hit]) -> Filter {
    let mut filter = Filter { policies: BTreeSet::new(), programs: BTreeSet::new() };
    for hit in hits {
        match item_of(catalogue, hit) {
            Some(Item::Policy(place)) => {
                filter.policies.insert(place);
            }
            Some(Item::Program(id)) => {
                filter.policies.insert(id.policy);
                filter.programs.insert(id);
            }
            Some(Item::Shelf | Item::Shelved(_) | Item::Category(_)) | None => {}
        }
    }
    filter
}

/// The row of a hit; the index speaks of handbook numbers, the tree of places.
fn item_of(catalogue: &Catalogue, hit: &Hit) -> Option<Item> {
    let place = catalogue.policies().iter().position(|policy| usize::from(policy.no) == hit.policy)?;
    Some(match hit.program {
        Some(program) => Item::Program(ProgramId { policy: place, program }),
        None => Item::Policy(place),
    })
}
