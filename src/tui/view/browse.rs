//! The browse screen: title, search bar, tree, detail, form, footer.

use ratatui::layout::{Position, Rect};

use super::frame::{footer, title, typed_line};
use super::paint::Painter;
use crate::domain::blame;
use crate::domain::decide::Eligibility;
use crate::domain::message::Lang;
use crate::report::words;
use crate::search::{Index, Part, words as search_words};
use crate::text::{Widths, clean_line};
use crate::tui::content::detail::availability_role;
use crate::tui::content::form::verdict_mark;
use crate::tui::content::{Line, Role, Span, by_role, marked};
use crate::tui::layout::{areas, inside};
use crate::tui::model::tree::{Item, Row};
use crate::tui::model::{App, Offer, Pane};
use crate::tui::update;

/// Draws the screen; gives the cell for the cursor.
pub(super) fn draw(app: &App, painter: &mut Painter<'_>, size: (u16, u16)) -> Position {
    let areas = areas(size, app.focus);
    title(app, painter, areas.title);
    let mut cursor = search_bar(app, painter, areas.search);
    if let Some(area) = areas.tree {
        tree(app, painter, area);
    }
    if let Some(area) = areas.detail {
        detail(app, painter, area);
        if app.focus == Pane::Detail {
            let inner = inside(area);
            cursor = Position::new(inner.x, inner.y);
        }
    }
    if let Some(area) = areas.form
        && let Some(found) = form(app, painter, area)
        && app.focus == Pane::Form
    {
        cursor = found;
    }
    if let Some(area) = areas.tabs {
        tabs(app, painter, area);
    }
    footer(app, painter, areas.footer).unwrap_or(cursor)
}

/// The bar has nothing to the right of its caret but what was typed, so that an input method's window
/// finds room.
fn search_bar(app: &App, painter: &mut Painter<'_>, area: Rect) -> Position {
    let label = Span::new(Role::Key, app.lang.pick(" 搜索 ", " search "));
    let line = &app.search.input;
    let (text, caret) = typed_line(&label, line, area.width);
    let placeholder =
        app.lang.pick("（直接打字：汉字、拼音、首字母、文号、#45）", "(type: Chinese, pinyin, initials, a number)");
    let text = if line.value().is_empty() && app.focus != Pane::Tree {
        Span::new(Role::Dim, placeholder)
    } else {
        Span::new(Role::Plain, &text)
    };
    painter.line(area.x, area.y, area.width, &Line { spans: vec![label, text] });
    Position::new(area.x + caret, area.y)
}

fn tree(app: &App, painter: &mut Painter<'_>, area: Rect) {
    let focused = app.focus == Pane::Tree;
    let total = app.catalogue.policies().len();
    let count = match app.search.found {
        Some(found) => format!("{found}/{total}"),
        None => total.to_string(),
    };
    let title =
        [Span::new(Role::Title, app.lang.pick("1 目录", "1 tree")), Span::new(Role::Plain, &format!(" {count}"))];
    let foot = search_foot(app, usize::from(area.width).saturating_sub(4));
    painter.pane(area, focused, &title, &foot);
    let inner = inside(area);
    let rows = app.tree.rows(&app.catalogue);
    for (row, y) in rows.iter().skip(app.tree.scroll).zip(inner.top()..inner.bottom()) {
        let line = tree_row(app, row, usize::from(inner.width));
        painter.line(inner.x, y, inner.width, &line);
        if row.item == app.tree.selected() {
            let style = painter.theme.selected(focused);
            painter.over(Rect::new(inner.x, y, inner.width, 1), style);
        }
    }
    painter.scrollbar(area, app.tree.scroll, rows.len());
}

/// What there is to say of the search: what is wrong with it, what was left out, or where the selected hit
/// was found.
fn search_foot(app: &App, width: usize) -> Vec<Span> {
    let lang = app.lang;
    if let Some(problem) = app.search.query.problems.first() {
        return vec![Span::new(Role::Error, problem.message().text(lang))];
    }
    match (&app.search.offer, &app.index) {
        (Some(Offer::Nearest(rescue)), _) => vec![Span::new(Role::Open, &search_words::nearest(rescue, lang))],
        (Some(Offer::LeftOut(words)), _) => vec![Span::new(Role::Open, &search_words::left_out(words, lang))],
        (None, Some(index)) => found_in(app, index, width).unwrap_or_default(),
        (None, None) => Vec::new(),
    }
}

/// Where the selected hit was found, with what matched marked; a name that stands in the row itself is not
/// said twice.
fn found_in(app: &App, index: &Index, width: usize) -> Option<Vec<Span>> {
    let hit = update::hit_of(app, app.tree.selected())?;
    let guess = search_words::guess(hit.way, app.lang);
    let is_said = hit.part == Part::ShortTitle && guess.is_empty();
    let entry = index.entry(hit.entry).filter(|_| !is_said)?;
    let label = &format!("{guess}{}", search_words::part_label(hit.part, app.lang));
    let room = width.saturating_sub(Widths::default().of(label)) / 2;
    let first = index.highlight(&entry.text, hit.part, &app.search.marks).first().copied().unwrap_or(0);
    let text = search_words::snippet(&clean_line(&entry.text), first, room.max(8));
    let mut spans = vec![Span::new(Role::Dim, label)];
    spans.extend(highlighted(app, &text, Some(hit.part), Role::Plain));
    Some(spans)
}

fn tree_row(app: &App, row: &Row, width: usize) -> Line {
    let branch = match row.open {
        Some(true) => "▾ ",
        Some(false) => "▸ ",
        None => "  ",
    };
    let (label, part, right, role) = match row.item {
        Item::Shelf => (app.lang.pick("常用", "at hand").to_owned(), None, app.tree.shelved().to_string(), Role::Dim),
        Item::Category(place) => {
            let title = app.catalogue.handbook.categories.get(place).map_or("", |category| category.title.as_str());
            let count = app.tree.policies_of(&app.catalogue, place).count();
            (title.to_owned(), None, count.to_string(), Role::Dim)
        }
        Item::Policy(place) | Item::Shelved(place) => {
            let Some(policy) = app.catalogue.policy(place) else { return Line::default() };
            let (sign, role) = policy_mark(app, place);
            let star = if app.habits.favourites.contains(&policy.no) { "* " } else { "" };
            (format!("{star}{} {}", policy.no, policy.short_title), Some(Part::ShortTitle), sign.to_owned(), role)
        }
        Item::Program(id) => {
            let Some((_, program)) = app.catalogue.program(id) else { return Line::default() };
            let eligibility = app.standing(id).map_or(Eligibility::Reference, |assessed| assessed.decision.eligibility);
            let (sign, role) = verdict_mark(eligibility);
            (program.name().to_owned(), Some(Part::Program), sign.to_owned(), role)
        }
    };
    let widths = Widths::default();
    let head = format!("{}{branch}", " ".repeat(row.depth));
    let room = width.saturating_sub(widths.of(&head) + widths.of(&right) + 2);
    let label_role = if matches!(row.item, Item::Category(_) | Item::Shelf) { Role::Heading } else { Role::Plain };
    let mut spans = vec![Span::new(Role::Dim, &head)];
    spans.extend(highlighted(app, &widths.fit(&label, room), part, label_role));
    spans.push(Span::new(role, &format!(" {right} ")));
    Line { spans }
}

/// The label with what the search matched marked, whatever way it matched.
fn highlighted(app: &App, label: &str, part: Option<Part>, role: Role) -> Vec<Span> {
    let label = clean_line(label);
    let positions = match (&app.index, part) {
        (Some(index), Some(part)) if !app.search.query.is_empty() => index.highlight(&label, part, &app.search.marks),
        _ => Vec::new(),
    };
    let role_of = |at: usize| if positions.binary_search(&at).is_ok() { Role::Match } else { role };
    by_role(label.chars().enumerate().map(|(at, c)| (role_of(at), c)))
}

/// A policy shows the best of its programs; one to read only has no verdict, and one whose programs are
/// still to be entered says so.
fn policy_mark(app: &App, place: usize) -> (&'static str, Role) {
    let pending = app.catalogue.policy(place).is_some_and(|policy| policy.programs_pending);
    if pending {
        return ("…", Role::Dim);
    }
    let programs = app.session.assessment().programs.iter().filter(|assessed| assessed.id.policy == place);
    let best = programs.map(|assessed| assessed.decision.eligibility).min().unwrap_or(Eligibility::Reference);
    verdict_mark(best)
}

fn detail(app: &App, painter: &mut Painter<'_>, area: Rect) {
    let place = app.tree.policy().and_then(|place| app.catalogue.policy(place));
    let mut title = vec![Span::new(Role::Title, app.lang.pick("2 详情", "2 detail"))];
    if let Some(policy) = place {
        let category =
            app.catalogue.handbook.categories.get(policy.category).map_or("", |category| category.title.as_str());
        title.push(Span::new(Role::Dim, &format!(" {category} › {} {}", policy.no, policy.short_title)));
        if app.official.shown {
            title.push(Span::new(Role::Plain, app.lang.pick(" · 原文", " · official text")));
        }
    }
    painter.pane(area, app.focus == Pane::Detail, &title, &find_foot(app, area));
    let inner = inside(area);
    let lines = update::detail_lines(app, usize::from(inner.width));
    if lines.is_empty() {
        let text = app.lang.pick("在目录里选一项政策", "choose a policy in the tree");
        painter.line(inner.x, inner.y, inner.width, &Line::of(Role::Dim, text));
    }
    let shown = lines.get(app.detail_scroll..).unwrap_or_default();
    let shown = shown.get(..usize::from(inner.height)).unwrap_or(shown);
    match app.index.as_ref().filter(|_| !app.search.query.tokens.is_empty()) {
        Some(index) => {
            let find = |text: &str| index.highlight(text, Part::Digest, &app.search.marks);
            painter.lines(inner, &marked(shown, usize::from(inner.width), find));
        }
        None => painter.lines(inner, shown),
    }
    painter.scrollbar(area, app.detail_scroll, lines.len());
}

/// How many hits a find has, and which one is in view.
fn find_foot(app: &App, area: Rect) -> Vec<Span> {
    let find = &app.official.find;
    if !app.official.shown || find.needle.is_empty() {
        return Vec::new();
    }
    let hits = update::official_page(app, usize::from(inside(area).width)).map_or(0, |page| page.hits.len());
    if hits == 0 {
        let none = app.lang.pick("没有", "not there");
        return vec![Span::new(Role::Open, &format!("{}：{none}", find.needle))];
    }
    let place = find.at + 1;
    vec![
        Span::new(Role::Plain, &format!("{} {place}/{hits}", find.needle)),
        Span::new(Role::Dim, app.lang.pick("  n 下一处 N 上一处", "  n next N previous")),
    ]
}

/// Draws the form; gives the cell of the caret or of the selected row.
fn form(app: &App, painter: &mut Painter<'_>, area: Rect) -> Option<Position> {
    let lang = app.lang;
    let inner = inside(area);
    let mut title = vec![Span::new(Role::Title, lang.pick("3 资格", "3 form"))];
    let assessed = app.form.program.and_then(|id| app.standing(id));
    let Some(assessed) = assessed else {
        painter.pane(area, app.focus == Pane::Form, &title, &[]);
        let text = nothing_to_fill(app);
        painter.lines(
            inner,
            &crate::tui::content::paragraph(&[Span::new(Role::Dim, text)], usize::from(inner.width), 0, 0),
        );
        return None;
    };
    let (sign, role) = verdict_mark(assessed.decision.eligibility);
    title.push(Span::new(role, &format!(" {sign} {}", assessed.decision.eligibility.label(lang))));
    title.push(Span::new(Role::Dim, " · "));
    title.push(Span::new(
        availability_role(&assessed.availability),
        &words::availability_short(&assessed.availability, lang),
    ));
    painter.pane(area, app.focus == Pane::Form, &title, &form_foot(app));
    let counts = assessed.decision.counts;
    let more = words::unasked(&assessed.decision, lang).unwrap_or_else(|| match lang {
        Lang::Zh => format!("{}/{} 条凭数据可定", counts.testable, counts.total),
        Lang::En => format!("{}/{} by facts", counts.testable, counts.total),
    });
    let counts = format!("{}{}{more}", words::counts(&counts, lang), lang.pick("　", "  "));
    painter.line(inner.x, inner.y, inner.width, &Line::of(Role::Dim, &counts));
    let body = Rect::new(inner.x, inner.y + 1, inner.width, inner.height.saturating_sub(1));
    let rows = update::form_rows(app, usize::from(inner.width));
    let lines = rows.iter().flat_map(|row| &row.lines);
    painter.lines(body, lines.skip(app.form.scroll));
    let total: usize = rows.iter().map(|row| row.lines.len()).sum();
    painter.scrollbar(area, app.form.scroll, total + 1);
    selected_cell(app, painter, body, &rows)
}

fn nothing_to_fill(app: &App) -> &'static str {
    let policy = app.tree.policy().and_then(|place| app.catalogue.policy(place));
    match policy {
        Some(policy) if policy.programs_pending => app
            .lang
            .pick("这项政策的事项还没有录入，条件请看手册原文", "the programs of this policy are not entered yet"),
        Some(policy) if policy.programs.is_empty() => {
            app.lang.pick("仅供查阅：没有要判定的条件", "for reference: nothing to decide")
        }
        Some(_) => app
            .lang
            .pick("有几个事项：按 → 或 Enter 展开，选一个", "several programs: open with → or Enter and choose one"),
        None => app.lang.pick("在目录里选一项政策", "choose a policy in the tree"),
    }
}

/// Marks the selected criterion and finds the cell of the caret.
fn selected_cell(
    app: &App,
    painter: &mut Painter<'_>,
    body: Rect,
    rows: &[crate::tui::content::form::FormRow],
) -> Option<Position> {
    let mut line = 0;
    for row in rows {
        if row.spot == Some(app.form.selected) {
            let to_y = |line: usize| {
                let shown = line.checked_sub(app.form.scroll)?;
                let y = body.y.checked_add(u16::try_from(shown).ok()?)?;
                (y < body.bottom()).then_some(y)
            };
            if app.focus == Pane::Form
                && let Some(y) = to_y(line)
            {
                let style = painter.theme.selected(app.form.editor.is_none());
                painter.over(Rect::new(body.x, y, body.width, 1), style);
            }
            let (below, cell) = row.caret.unwrap_or((0, 0));
            let x = body.x + u16::try_from(cell).unwrap_or(0).min(body.width.saturating_sub(1));
            return to_y(line + below).map(|y| Position::new(x, y));
        }
        line += row.lines.len();
    }
    None
}

/// What is worth asking next, and why; for a refusal what stands in the way; at the foot of the form.
fn form_foot(app: &App) -> Vec<Span> {
    use crate::tui::model::session::Subject;
    let lang = app.lang;
    if let Some(cause) = first_cause(app) {
        return vec![Span::new(Role::Bad, lang.pick("卡点 ", "in the way ")), Span::new(Role::Plain, &cause)];
    }
    let Some((_, subject)) = update::next_subject(app, &[]) else { return Vec::new() };
    let (label, why) = match subject {
        Subject::Tick(tick) => (app.catalogue.tick_label(tick), String::new()),
        Subject::Field(field) => {
            let mut questions = app.session.questions().iter();
            let decides = questions.find(|question| question.field == field).map_or(0, |found| found.decides);
            let why = match (lang, decides) {
                (_, 0) => String::new(),
                (Lang::Zh, count) => format!("（最多判定 {count} 项）"),
                (Lang::En, count) => format!(" (decides up to {count})"),
            };
            (app.catalogue.fields.get(field).map_or("", |field| field.label.as_str()), why)
        }
    };
    // Why comes before a label that may be too long for the line.
    vec![Span::new(Role::Dim, &format!("{}{why} ", lang.pick("下一问", "next"))), Span::new(Role::Plain, label)]
}

/// The smallest set of criteria that stand in the way, and how many others there are.
fn first_cause(app: &App) -> Option<String> {
    let id = app.form.program?;
    let (_, program) = app.catalogue.program(id)?;
    let causes =
        blame::causes(&program.criteria, &app.standing(id)?.decision.statuses, &app.session.facts(&app.catalogue));
    let nodes = program.criteria.nodes();
    let (first, others) = causes.split_first()?;
    let labels: Vec<&str> = first.iter().filter_map(|place| Some(nodes.get(*place)?.label.as_str())).collect();
    let labels = labels.join(app.lang.pick("、", ", "));
    Some(match (others.len(), app.lang) {
        (0, _) => labels,
        (count, Lang::Zh) => format!("{labels}（或另外 {count} 种）"),
        (count, Lang::En) => format!("{labels} (or {count} other ways)"),
    })
}

fn tabs(app: &App, painter: &mut Painter<'_>, area: Rect) {
    let mut spans = Vec::new();
    for (pane, zh, en) in
        [(Pane::Tree, "1 目录", "1 tree"), (Pane::Detail, "2 详情", "2 detail"), (Pane::Form, "3 资格", "3 form")]
    {
        let label = app.lang.pick(zh, en);
        let (role, text) =
            if app.focus == pane { (Role::Key, format!("[{label}]")) } else { (Role::Dim, format!(" {label} ")) };
        spans.push(Span::new(role, &text));
    }
    painter.line(area.x, area.y, area.width, &Line { spans });
}
