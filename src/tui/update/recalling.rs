//! What saves typing: filters completed, former queries, and the policies kept at hand.

use tui_input::Input;

use super::super::model::tree::Item;
use super::super::model::{App, Completion, Pane};
use super::{Effect, notice, searching};
use crate::domain::message::Lang;
use crate::message;

/// Puts the next value in the place of the half-typed filter before the caret; says whether there was one.
pub(super) fn complete(app: &mut App) -> bool {
    let line: Vec<char> = app.search.input.value().chars().collect();
    let caret = app.search.input.cursor();
    let start = line.iter().take(caret).rposition(|c| c.is_whitespace()).map_or(0, |blank| blank + 1);
    let word: String = line.get(start..caret).unwrap_or_default().iter().collect();
    let words = match app.search.completion.take() {
        Some(Completion { words, at }) if words.get(at) == Some(&word) => {
            let at = (at + 1) % words.len().max(1);
            Completion { words, at }
        }
        _ => {
            // A word that is no filter yet may also be what is searched for.
            let is_filter = word.contains([':', '：']) || app.search.found == Some(0) || app.search.offer.is_some();
            let index = app.index.as_ref().filter(|_| is_filter && !word.is_empty());
            let words = index.map(|index| index.complete(&word)).unwrap_or_default();
            Completion { words: in_language(words, app.lang), at: 0 }
        }
    };
    let Some(chosen) = words.words.get(words.at).cloned() else { return false };
    let head: String = line.get(..start).unwrap_or_default().iter().collect();
    let tail: String = line.get(caret..).unwrap_or_default().iter().collect();
    let caret = start + chosen.chars().count();
    app.search.input = Input::new(format!("{head}{chosen}{tail}")).with_cursor(caret);
    let (place, count) = (words.at + 1, words.words.len());
    if count > 1 {
        let all = words.words.iter().take(8).cloned().collect::<Vec<_>>().join("  ");
        notice(app, message!("Tab 换下一个（{place}/{count}）：{all}", "Tab for the next ({place}/{count}): {all}"));
    }
    app.search.completion = Some(words);
    searching::search(app);
    true
}

/// Values that stand in both languages are offered in the one of the face, unless there are no others.
fn in_language(words: Vec<String>, lang: Lang) -> Vec<String> {
    let is_ascii = |word: &String| word.split_once(':').is_none_or(|(_, value)| value.is_ascii());
    let (english, chinese): (Vec<String>, Vec<String>) = words.into_iter().partition(is_ascii);
    match lang {
        Lang::Zh if !chinese.is_empty() => chinese,
        Lang::En if !english.is_empty() => english,
        _ => [english, chinese].concat(),
    }
}

/// Goes back (or forth) through the former queries; the line being typed comes after the newest.
pub(super) fn step_query(app: &mut App, older: bool) {
    let next = match (app.search.back, older) {
        (None, true) => Some(0),
        (None, false) => return,
        (Some(at), true) => Some(at + 1),
        (Some(at), false) => at.checked_sub(1),
    };
    if app.search.back.is_none() {
        app.search.draft = app.search.input.value().to_owned();
    }
    let line = match next {
        None => app.search.draft.clone(),
        Some(at) => match app.habits.queries.get(at) {
            Some(query) => query.clone(),
            None => {
                notice(app, message!("没有更早的搜索了", "there is no earlier search"));
                return;
            }
        },
    };
    app.search.input = Input::new(line);
    app.search.completion = None;
    app.search.back = next;
    searching::search(app);
}

/// Marks the selected policy, or takes the mark off.
pub(super) fn toggle_favourite(app: &mut App) -> Vec<Effect> {
    let Some(policy) = app.tree.policy().and_then(|place| app.catalogue.policy(place)) else {
        notice(app, message!("先选一项政策", "choose a policy first"));
        return Vec::new();
    };
    let (no, title) = (policy.no, policy.short_title.clone());
    let message = if app.habits.toggle(no) {
        message!("已收藏：{no} {title}", "marked: {no} {title}")
    } else {
        message!("取消收藏：{no} {title}", "no longer marked: {no} {title}")
    };
    notice(app, message);
    fill_shelf(app);
    vec![Effect::Keep]
}

/// Whoever goes on to the detail or the form has found what was looked for.
pub(super) fn note_visit(app: &mut App) -> Vec<Effect> {
    let policy = app.tree.policy().and_then(|place| app.catalogue.policy(place)).map(|policy| policy.no);
    let Some(policy) = policy.filter(|_| app.focus != Pane::Tree) else { return Vec::new() };
    let query = app.search.input.value().trim().to_owned();
    let is_new = app.habits.visit(policy);
    if app.search.found.is_some_and(|found| found > 0) && app.habits.queries.first() != Some(&query) {
        app.habits.remember(&query);
        return vec![Effect::Keep];
    }
    if is_new { vec![Effect::Keep] } else { Vec::new() }
}

/// Puts what is kept at hand above the chapters.
pub(in crate::tui) fn fill_shelf(app: &mut App) {
    let place = |no: u16| app.catalogue.policies().iter().position(|policy| policy.no == no);
    let places = app.habits.shelf().filter_map(place).collect();
    let before = app.tree.selected();
    app.tree.put_on_shelf(&app.catalogue, places);
    // A row that came in above must not move the selection to itself.
    if app.tree.selected() != before && !matches!(before, Item::Shelved(_) | Item::Shelf) {
        app.tree.select(&app.catalogue, before);
    }
}
