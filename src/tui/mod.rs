//! The desk in the terminal: event → action → update → view.
//!
//! Update is synchronous and total, view only reads; everything that touches the terminal or the disk
//! happens here, in the loop.

pub mod action;
pub mod content;
pub mod event;
pub mod keymap;
pub mod layout;
pub mod model;
mod terminal;
pub mod theme;
pub mod update;
pub mod view;

use std::io;
use std::path::PathBuf;

use chrono::NaiveDate;
use tui_input::Input;

use crate::domain::catalogue::Catalogue;
use crate::domain::message::Lang;
use crate::handbook::Book;
use crate::message;
use crate::search::corpus;
use crate::store::habits::Habits;
use crate::store::{self, Opened};

use event::Event;
use model::prompt::{Prompt, PromptKind};
use model::session::Session;
use model::{App, Notice};
use terminal::Screen;
use theme::Theme;
use update::{Effect, update};

/// What the desk opens with.
pub struct Options {
    /// The checked data.
    pub catalogue: Catalogue,
    /// The profile.
    pub opened: Opened,
    /// The date that the assessment is for.
    pub as_of: NaiveDate,
    /// The language.
    pub lang: Lang,
    /// Whether colour is not to be used.
    pub no_color: bool,
    /// Where profiles are kept.
    pub profiles: PathBuf,
    /// Where the desk remembers queries, policies looked at and favourites.
    pub habits: PathBuf,
    /// The phrase table of the search, as JSON text.
    pub phrases: &'static str,
    /// The official text, if the user has a copy.
    pub book: Option<Book>,
}

/// Runs the desk until the user leaves it.
///
/// # Errors
/// What the terminal says; it is restored in any case.
pub fn run(options: Options) -> io::Result<()> {
    let Options { catalogue, opened, as_of, lang, no_color, profiles, habits, phrases, book } = options;
    let theme = if no_color { Theme::Mono } else { Theme::Colour };
    let session = Session::new(&catalogue, opened.profile, opened.origin, as_of);
    let mut screen = Screen::open()?;
    // A first look at the keyboard makes crossterm notice changes of the size from here on; asked for
    // the size only then, none of them is lost.
    crossterm::event::poll(std::time::Duration::ZERO)?;
    let mut app = App::new(catalogue, session, lang, crossterm::terminal::size()?);
    app.notice = book.as_ref().and_then(|book| book_notice(book, &app.catalogue));
    let places = Places { profiles, habits: remember(&mut app, habits) };
    app.official.book = book;
    let events = event::listen()?;
    // The first frame does not wait for the search index.
    screen.draw(|frame| view::draw(&app, theme, frame))?;
    let official = app.official.book.iter().flat_map(Book::searchable);
    app.index = Some(corpus::index(&app.catalogue, phrases, official));
    while !app.ended {
        // Waits without using the processor; what queued up meanwhile is taken in one frame.
        let Ok(first) = events.recv() else { break };
        let mut next = Some(first);
        while let Some(event) = next {
            for effect in update(&mut app, event) {
                run_effect(&mut app, &mut screen, effect, &places)?;
            }
            next = if app.ended { None } else { events.try_recv().ok() };
        }
        screen.draw(|frame| view::draw(&app, theme, frame))?;
    }
    Ok(())
}

/// What is to be said about a handbook file that was not recognised whole; it is used as far as it goes.
fn book_notice(book: &Book, catalogue: &Catalogue) -> Option<Notice> {
    let mut findings = book.findings.clone();
    findings.extend(book.unrecognised(catalogue));
    let more = findings.len().saturating_sub(1);
    let first = findings.first()?.message();
    let rest = message!("（另有 {more} 处，见 policydesk verify）", "({more} more: see policydesk verify)");
    let message = if more > 0 { first.then(rest) } else { first };
    Some(Notice { message, is_error: true })
}

/// Where the desk writes.
struct Places {
    profiles: PathBuf,
    /// None where what is there cannot be read, and so must not be written over.
    habits: Option<PathBuf>,
}

/// Takes up what is remembered of the user; gives the place to keep it, if it may be written.
fn remember(app: &mut App, path: PathBuf) -> Option<PathBuf> {
    match Habits::open(&path) {
        Ok(habits) => {
            app.habits = habits;
            update::fill_shelf(app);
            Some(path)
        }
        Err(message) => {
            app.notice = Some(Notice { message, is_error: true });
            None
        }
    }
}

fn run_effect(app: &mut App, screen: &mut Screen, effect: Effect, places: &Places) -> io::Result<()> {
    match effect {
        Effect::Save(path) => save(app, path),
        Effect::SaveAs(name) => {
            let path = store::path_of(&name, &places.profiles);
            if path.exists() {
                // What was typed is kept, to be changed.
                app.prompt = Some(Prompt { kind: PromptKind::ProfileName, input: Input::new(name.clone()) });
                app.notice = Some(Notice {
                    message: message!(
                        "已有叫 {name} 的档案，换个名字",
                        "there is a profile called {name} already, choose another name"
                    ),
                    is_error: true,
                });
            } else {
                app.session.adopt(&name, path.clone());
                save(app, path);
            }
        }
        // Only a convenience: where it cannot be written, it is forgotten with the program.
        Effect::Keep => {
            if let Some(path) = &places.habits {
                let _ = app.habits.save(path);
            }
        }
        Effect::Redraw => screen.redraw(app.size.0, app.size.1)?,
        Effect::Suspend => {
            screen.suspend()?;
            // The terminal may have another size when it comes back.
            let (width, height) = crossterm::terminal::size()?;
            update(app, Event::Resize(width, height));
        }
    }
    Ok(())
}

fn save(app: &mut App, path: PathBuf) {
    let shown = path.display();
    app.notice = Some(match store::save(app.session.profile(), &path, &app.catalogue) {
        Ok(()) => {
            app.session.saved();
            Notice { message: message!("已保存到 {shown}", "saved to {shown}"), is_error: false }
        }
        Err(error) => Notice {
            message: message!("没有保存成：{shown}：{error}", "not saved: {shown}: {error}"),
            is_error: true,
        },
    });
}
