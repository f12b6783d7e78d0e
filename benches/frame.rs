//! What a keystroke costs from key to drawn frame: the edit, every program assessed anew, the next
//! question, a 200x60 frame drawn. CPU only, without the terminal.
//!
//! `cargo bench --bench frame`. Prints the median and the 99th percentile over many keystrokes, beside
//! ratatui's own draw and diff of the same frame as the floor.

#![allow(clippy::expect_used, reason = "a bench with broken data has nothing to measure")]
#![allow(clippy::print_stdout, reason = "a bench reports to its reader")]

use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use policydesk::assets;
use policydesk::domain::catalogue::Catalogue;
use policydesk::domain::message::Lang;
use policydesk::search::corpus;
use policydesk::store;
use policydesk::tui::event::Event;
use policydesk::tui::model::App;
use policydesk::tui::model::session::Session;
use policydesk::tui::theme::Theme;
use policydesk::tui::{update, view};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

const SIZE: (u16, u16) = (200, 60);
const ROUNDS: usize = 300;

fn main() {
    let catalogue = Catalogue::load(&assets::sources(None).expect("built in")).expect("checked by the tests");
    let opened = store::open("sample:machinery", std::path::Path::new(""), &catalogue).expect("a sample");
    let as_of = "2024-05-10".parse().expect("a date");
    let session = Session::new(&catalogue, opened.profile, opened.origin, as_of);
    let mut app = App::new(catalogue, session, Lang::Zh, SIZE);
    app.index = Some(corpus::index(&app.catalogue, assets::pinyin_phrases(), std::iter::empty()));
    let mut terminal = Terminal::new(TestBackend::new(SIZE.0, SIZE.1)).expect("a buffer");

    for c in "zjtx".chars() {
        press(&mut app, KeyCode::Char(c));
    }
    press(&mut app, KeyCode::F(2));
    while !on_debt_ratio(&app) {
        press(&mut app, KeyCode::Down);
    }
    press(&mut app, KeyCode::Enter);
    let edits = rounds(&mut terminal, &mut app, "70%73%");
    report("edit a field, assess all, draw", &edits);

    // Out of the field, out of the form, out of the search.
    for _ in 0..3 {
        press(&mut app, KeyCode::Esc);
    }
    let searches = rounds(&mut terminal, &mut app, "luosifen");
    report("type in the search, narrow, draw", &searches);

    let strays = rounds(&mut terminal, &mut app, "zjtxluosifen");
    report("type what finds nothing, draw", &strays);

    for _ in "zjtxluosifen".chars() {
        press(&mut app, KeyCode::Backspace);
    }
    press(&mut app, KeyCode::F(3));
    let moves = again_and_again(&mut terminal, &mut app, &[KeyCode::Down, KeyCode::PageDown, KeyCode::Up]);
    report("match screen: move, draw", &moves);
    // The amounts of every program and the total of the chosen ones are worked out anew.
    let changes = [KeyCode::Char(' '), KeyCode::F(9), KeyCode::Down];
    let choices = again_and_again(&mut terminal, &mut app, &changes);
    report("match screen: choose, order, move, draw", &choices);

    press(&mut app, KeyCode::F(8));
    for c in "2027-12-01".chars() {
        press(&mut app, KeyCode::Char(c));
    }
    press(&mut app, KeyCode::Enter);
    let compared = again_and_again(&mut terminal, &mut app, &[KeyCode::Down, KeyCode::Down, KeyCode::Up]);
    report("compare screen: move, draw", &compared);

    // Back to the panes.
    press(&mut app, KeyCode::Esc);
    press(&mut app, KeyCode::Esc);
    let mut floor: Vec<Duration> = Vec::new();
    for _ in 0..ROUNDS {
        let start = Instant::now();
        terminal.draw(|frame| view::draw(&app, Theme::Colour, frame)).expect("a buffer");
        floor.push(start.elapsed());
    }
    report("draw and diff an unchanged frame", &floor);
}

fn on_debt_ratio(app: &App) -> bool {
    let program = app.form.program.and_then(|id| app.catalogue.program(id));
    let node = program.and_then(|(_, program)| program.criteria.nodes().get(app.form.criterion()?));
    node.is_some_and(|node| node.label.contains("资产负债率"))
}

fn press(app: &mut App, code: KeyCode) {
    update::update(app, Event::Key(KeyEvent::new(code, KeyModifiers::NONE)));
}

/// Types the text and takes it back, again and again, timing each key to its frame.
fn rounds(terminal: &mut Terminal<TestBackend>, app: &mut App, text: &str) -> Vec<Duration> {
    let keys: Vec<KeyCode> = text.chars().map(KeyCode::Char).chain(text.chars().map(|_| KeyCode::Backspace)).collect();
    again_and_again(terminal, app, &keys)
}

/// Presses the keys again and again, timing each to its frame.
fn again_and_again(terminal: &mut Terminal<TestBackend>, app: &mut App, keys: &[KeyCode]) -> Vec<Duration> {
    let mut times = Vec::new();
    while times.len() < ROUNDS {
        for key in keys {
            let start = Instant::now();
            press(app, *key);
            terminal.draw(|frame| view::draw(app, Theme::Colour, frame)).expect("a buffer");
            times.push(start.elapsed());
        }
    }
    times
}

fn report(what: &str, times: &[Duration]) {
    let mut sorted = times.to_vec();
    sorted.sort();
    let at = |share: f64| {
        // The share of a few hundred times is a small whole number.
        let place = (sorted.len() as f64 * share) as usize;
        sorted.get(place.min(sorted.len() - 1)).copied().unwrap_or_default()
    };
    println!("{what}: median {:?}, p99 {:?}, max {:?} over {} keys", at(0.5), at(0.99), at(1.0), sorted.len());
}
