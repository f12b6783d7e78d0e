//! The official text: showing it, finding in it, and keeping the passage of the selected criterion in
//! view.

use tui_input::{Input, InputRequest};

use super::super::content::official::{OfficialPage, page};
use super::super::content::{Line, Role, Span, paragraph};
use super::super::layout::{areas, inner_size};
use super::super::model::{App, Pane};
use super::notice;
use crate::handbook::{Item, Passage};
use crate::message;

/// Shows the official text in place of our digest, and back.
pub(super) fn toggle(app: &mut App) {
    app.official.shown = !app.official.shown;
    app.official.followed = None;
    app.detail_scroll = 0;
    if app.focus == Pane::Tree || app.size.0 >= 120 || app.form.editor.is_some() {
        return;
    }
    // Where the form covers the pane, the text that was asked for must be seen.
    app.focus = Pane::Detail;
}

/// Opens the line for what to find.
pub(super) fn find(app: &mut App) {
    if item(app).is_none() {
        app.official.shown = true;
        notice(app, message!("没有这项政策的原文可找", "there is no official text of this policy to find in"));
        return;
    }
    app.official.shown = true;
    app.official.find.line = Some(Input::default());
}

/// A keystroke on that line: the first hit comes into view at once.
pub(super) fn edit(app: &mut App, request: InputRequest) {
    let Some(line) = &mut app.official.find.line else { return };
    line.handle(request);
    let needle = line.value().to_owned();
    app.official.find.seek(&needle);
    reveal_hit(app);
}

/// Forgets what was looked for.
pub(super) fn stop(app: &mut App) {
    app.official.find = Default::default();
}

/// Goes to another hit, around the ends.
pub(super) fn step(app: &mut App, by: isize) {
    let hits = official_page(app, width(app)).map_or(0, |page| page.hits.len());
    app.official.find.step(by, hits);
    reveal_hit(app);
}

fn reveal_hit(app: &mut App) {
    let at = app.official.find.at;
    let line = official_page(app, width(app)).and_then(|page| page.hits.get(at).copied());
    if let Some(line) = line {
        scroll_to(app, line);
    }
}

/// Brings the passage of the criterion that the form stands on into view, once per criterion.
pub(super) fn follow_form(app: &mut App) {
    let Some(program) = app.form.program.filter(|_| app.official.shown && app.focus == Pane::Form) else { return };
    let here = Some((program, app.form.selected));
    if app.official.followed == here {
        return;
    }
    app.official.followed = here;
    if let Some(line) = official_page(app, width(app)).and_then(|page| page.passage) {
        scroll_to(app, line);
    }
}

fn scroll_to(app: &mut App, line: usize) {
    let (_, height) = inner_size(areas(app.size, Pane::Detail).detail);
    app.detail_scroll = line.saturating_sub(height / 3);
}

fn width(app: &App) -> usize {
    inner_size(areas(app.size, Pane::Detail).detail).0
}

/// The item of the selected policy in the user's copy.
fn item(app: &App) -> Option<&Item> {
    let policy = app.tree.policy().and_then(|place| app.catalogue.policy(place))?;
    app.official.book.as_ref()?.item_of(policy)
}

/// Where the selected criterion is printed.
fn passage(app: &App, item: &Item) -> Option<Passage> {
    let (_, program) = app.catalogue.program(app.form.program?)?;
    let node = program.criteria.nodes().get(app.form.criterion()?)?;
    item.passage(node.citation.anchor.as_deref()?)
}

/// The page of the selected policy, if the user's copy has it.
pub(in crate::tui) fn official_page(app: &App, width: usize) -> Option<OfficialPage> {
    let item = item(app)?;
    Some(page(item, passage(app, item).as_ref(), &app.official.find, width))
}

/// The lines of the pane; where there is no official text, how to add it.
pub(super) fn official_lines(app: &App, width: usize) -> Vec<Line> {
    if let Some(page) = official_page(app, width) {
        return page.lines;
    }
    let text = match &app.official.book {
        None => app.lang.pick(
            "还没有手册原文。用 policydesk --handbook 手册文件.txt 打开，或把它存成数据文件夹里的 handbook.txt。F6 回到摘要。",
            "There is no official text yet. Start with policydesk --handbook FILE.txt, or keep it as handbook.txt in the data folder. F6 goes back to the digest.",
        ),
        Some(_) => app.lang.pick(
            "这份手册文件里没有找到这一项。F6 回到摘要。",
            "This policy was not found in the handbook file. F6 goes back to the digest.",
        ),
    };
    paragraph(&[Span::new(Role::Open, text)], width, 0, 0)
}
