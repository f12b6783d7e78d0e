//! What a start costs up to the first frame: reading and checking the data, assessing, drawing 120x35,
//! and, apart from it, the whole process from exec to the end of a small command.
//!
//! `cargo bench --bench startup`.

#![allow(clippy::expect_used, reason = "a bench with broken data has nothing to measure")]
#![allow(missing_docs, reason = "benches have no callers")]

use std::process::{Command, Stdio};

use divan::{Bencher, black_box};
use policydesk::assets;
use policydesk::domain::catalogue::Catalogue;
use policydesk::domain::message::Lang;
use policydesk::domain::profile::Profile;
use policydesk::store::Origin;
use policydesk::tui::model::App;
use policydesk::tui::model::session::Session;
use policydesk::tui::theme::Theme;
use policydesk::tui::view;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

fn main() {
    divan::main();
}

/// Everything between `main` and the first frame, without the terminal.
#[divan::bench]
fn to_first_frame(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| {
        let sources = assets::sources(None).expect("built in");
        let catalogue = Catalogue::load(black_box(&sources)).expect("checked by the tests");
        let session = Session::new(&catalogue, Profile::default(), Origin::New, "2024-05-10".parse().expect("a date"));
        let app = App::new(catalogue, session, Lang::Zh, (120, 35));
        let mut terminal = Terminal::new(TestBackend::new(120, 35)).expect("a buffer");
        terminal.draw(|frame| view::draw(&app, Theme::Colour, frame)).expect("a buffer");
    });
}

/// A whole process that loads everything and prints the list.
#[divan::bench(sample_count = 50, sample_size = 1)]
fn process_list(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| run(&["list"]));
}

/// A whole process that does nothing: the floor under every command.
#[divan::bench(sample_count = 50, sample_size = 1)]
fn process_version(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| run(&["--version"]));
}

fn run(arguments: &[&str]) {
    let status = Command::new(env!("CARGO_BIN_EXE_policydesk"))
        .args(arguments)
        .stdout(Stdio::null())
        .status()
        .expect("the binary runs");
    assert!(status.success());
}
