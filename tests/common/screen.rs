//! The desk without a terminal: a small made-up handbook, keys by their names, frames as text.
//!
//! The data stand in `tests/data/desk` and have nothing to do with the real handbook, so that the screens
//! only change when the desk does.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use policydesk::domain::catalogue::{Catalogue, Source, Sources};
use policydesk::domain::message::Lang;
use policydesk::domain::profile::Profile;
use policydesk::search::corpus;
use policydesk::store::{self, Origin};
use policydesk::text::Widths;
use policydesk::tui::event::Event;
use policydesk::tui::model::App;
use policydesk::tui::model::session::Session;
use policydesk::tui::theme::Theme;
use policydesk::tui::update::{Effect, update};
use policydesk::tui::view;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};

/// The day of every assessment here: nine days before the first program's window closes.
pub(crate) const AS_OF: &str = "2024-05-10";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/desk")
}

fn source(path: &Path) -> Source {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Source { path: path.display().to_string(), text: Cow::Owned(text) }
}

/// The catalogue of the made-up handbook.
pub(crate) fn catalogue() -> Catalogue {
    let folder = folder();
    let policies = fs::read_dir(folder.join("policies")).unwrap();
    let sources = Sources {
        handbook: source(&folder.join("handbook.json")),
        fields: source(&folder.join("fields.json")),
        policies: policies.map(|entry| source(&entry.unwrap().path())).collect(),
    };
    Catalogue::load(&sources).unwrap_or_else(|problems| {
        let all: Vec<String> = problems.iter().map(|problem| problem.text(Lang::En)).collect();
        panic!("{}", all.join("\n"))
    })
}

/// A frame: its cells, and the cell of the cursor.
pub(crate) struct Frame {
    buffer: Buffer,
    pub(crate) cursor: (u16, u16),
}

/// The desk at work.
pub(crate) struct Desk {
    pub(crate) app: App,
    /// What it asked to be done outside, in order.
    pub(crate) effects: Vec<Effect>,
    /// How often it asked to write down what is remembered of the user.
    pub(crate) kept: usize,
    pub(crate) theme: Theme,
}

impl Desk {
    /// The desk with one of the profiles in `tests/data/desk/profiles`, or with none (`empty`).
    pub(crate) fn open(profile: &str, size: (u16, u16)) -> Desk {
        Desk::open_as(profile, size, Lang::Zh, Origin::Sample)
    }

    /// The same with a language, and with a place that the profile came from.
    pub(crate) fn open_as(profile: &str, size: (u16, u16), lang: Lang, origin: Origin) -> Desk {
        let mut desk = Desk::fresh(profile, size, lang, origin);
        desk.resize(size.0, size.1).effects.clear();
        desk
    }

    /// The desk as its first frame is drawn, before anything has happened.
    pub(crate) fn fresh(profile: &str, size: (u16, u16), lang: Lang, origin: Origin) -> Desk {
        let catalogue = catalogue();
        let (profile, origin) = match profile {
            "empty" => (Profile::default(), Origin::New),
            name => {
                let text = source(&folder().join(format!("profiles/{name}.json"))).text;
                (store::parse(&text, &catalogue).unwrap_or_else(|problem| panic!("{name}: {}", problem.en)), origin)
            }
        };
        let as_of = AS_OF.parse::<NaiveDate>().unwrap();
        let session = Session::new(&catalogue, profile, origin, as_of);
        let mut app = App::new(catalogue, session, lang, size);
        app.index = Some(corpus::index(&app.catalogue, "{}", std::iter::empty()));
        Desk { app, effects: Vec::new(), kept: 0, theme: Theme::Colour }
    }

    /// Something happens.
    pub(crate) fn event(&mut self, event: Event) -> &mut Desk {
        let (kept, effects): (Vec<Effect>, Vec<Effect>) =
            update(&mut self.app, event).into_iter().partition(|effect| *effect == Effect::Keep);
        self.kept += kept.len();
        self.effects.extend(effects);
        self
    }

    /// Presses keys one after the other, by the names of the action table: `down enter ctrl-u 7 ？`.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Desk {
        for name in keys.split_whitespace() {
            self.event(Event::Key(key(name)));
        }
        self
    }

    /// Types a text, as an input method or a keyboard sends it.
    pub(crate) fn type_text(&mut self, text: &str) -> &mut Desk {
        for c in text.chars() {
            self.event(Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)));
        }
        self
    }

    pub(crate) fn paste(&mut self, text: &str) -> &mut Desk {
        self.event(Event::Paste(text.to_owned()))
    }

    pub(crate) fn resize(&mut self, width: u16, height: u16) -> &mut Desk {
        self.event(Event::Resize(width, height))
    }

    /// The screen as it is now.
    pub(crate) fn frame(&self) -> Frame {
        let (width, height) = self.app.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| view::draw(&self.app, self.theme, frame)).unwrap();
        let cursor = terminal.get_cursor_position().unwrap();
        let frame = Frame { buffer: terminal.backend().buffer().clone(), cursor: (cursor.x, cursor.y) };
        frame.check();
        frame
    }

    /// The screen as text.
    pub(crate) fn screen(&self) -> String {
        self.frame().text()
    }

    /// The first row of the screen that has this in it.
    pub(crate) fn row(&self, wanted: &str) -> String {
        let frame = self.frame();
        frame.row_with(wanted).unwrap_or_else(|| panic!("no `{wanted}` on\n{}", frame.text()))
    }

    /// Whether the screen says this on one row.
    pub(crate) fn shows(&self, wanted: &str) -> bool {
        self.frame().row_with(wanted).is_some()
    }

    /// The rows of the tree, without its border, where it stands beside another pane.
    pub(crate) fn tree(&self) -> Vec<String> {
        let rows: Vec<String> = self.frame().rows().collect();
        let inside = rows.iter().filter_map(|row| row.strip_prefix('│')?.split('│').next());
        inside.map(|row| row.trim_end().to_owned()).filter(|row| !row.is_empty()).collect()
    }

    /// The row of the tree that has this in it.
    pub(crate) fn branch(&self, wanted: &str) -> String {
        self.tree().into_iter().find(|row| row.contains(wanted)).unwrap_or_default()
    }

    /// What the cell of the cursor and those behind it say.
    pub(crate) fn at_cursor(&self) -> String {
        let frame = self.frame();
        let (x, y) = frame.cursor;
        frame
            .cells(y)
            .filter(|(at, _)| *at >= x)
            .map(|(_, cell)| cell.symbol())
            .collect::<String>()
            .trim_end()
            .to_owned()
    }

    /// What the cells before the cursor say.
    pub(crate) fn before_cursor(&self) -> String {
        let frame = self.frame();
        let (x, y) = frame.cursor;
        frame.cells(y).filter(|(at, _)| *at < x).map(|(_, cell)| cell.symbol()).collect()
    }
}

/// A key by its name in the action table; the opposite of `keymap::name`.
pub(crate) fn key(name: &str) -> KeyEvent {
    let mut modifiers = KeyModifiers::NONE;
    let mut rest = name;
    for (prefix, modifier) in [("ctrl-", KeyModifiers::CONTROL), ("alt-", KeyModifiers::ALT)] {
        if let Some(behind) = rest.strip_prefix(prefix) {
            modifiers |= modifier;
            rest = behind;
        }
    }
    let code = match rest {
        "space" => KeyCode::Char(' '),
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pageup" => KeyCode::PageUp,
        "pagedown" => KeyCode::PageDown,
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "shift-tab" => KeyCode::BackTab,
        "backspace" => KeyCode::Backspace,
        "delete" => KeyCode::Delete,
        other => {
            let number = other.strip_prefix('f').and_then(|number| number.parse().ok());
            let mut chars =
                other.strip_prefix("shift-").map_or(other.to_owned(), str::to_uppercase).chars().collect::<Vec<_>>();
            match (number, chars.pop(), chars.is_empty()) {
                (Some(number), _, _) => KeyCode::F(number),
                (None, Some(one), true) => KeyCode::Char(one),
                _ => panic!("no key is called `{name}`"),
            }
        }
    };
    KeyEvent::new(code, modifiers)
}

impl Frame {
    /// The cells of a row that are seen, each with its column: a wide glyph covers the one behind it.
    fn cells(&self, y: u16) -> impl Iterator<Item = (u16, &Cell)> {
        let mut next = 0;
        (0..self.buffer.area.width).filter_map(move |x| {
            if x < next {
                return None;
            }
            let cell = self.buffer.cell(Position::new(x, y))?;
            next = x + width(cell);
            Some((x, cell))
        })
    }

    fn rows(&self) -> impl Iterator<Item = String> {
        (0..self.buffer.area.height).map(|y| {
            let row: String = self.cells(y).map(|(_, cell)| cell.symbol()).collect();
            row.trim_end().to_owned()
        })
    }

    /// The rows, right-trimmed, between a line with the size and one with the cell of the cursor.
    pub(crate) fn text(&self) -> String {
        let (width, height) = (self.buffer.area.width, self.buffer.area.height);
        let rows: Vec<String> = self.rows().collect();
        let (x, y) = self.cursor;
        format!("size: {width}x{height}\n{}\ncursor: {x},{y}", rows.join("\n"))
    }

    pub(crate) fn row_with(&self, wanted: &str) -> Option<String> {
        self.rows().find(|row| row.contains(wanted))
    }

    /// Every stretch of a row that does not look plain: `y,x look: text`.
    pub(crate) fn styles(&self) -> String {
        let mut lines = Vec::new();
        for y in 0..self.buffer.area.height {
            let mut run: Option<(u16, String, String)> = None;
            for (x, cell) in self.cells(y) {
                let look = look(cell);
                match &mut run {
                    Some((_, before, text)) if *before == look => text.push_str(cell.symbol()),
                    _ => {
                        lines.extend(run.take().map(|run| (y, run)));
                        run = Some((x, look, cell.symbol().to_owned()));
                    }
                }
            }
            lines.extend(run.map(|run| (y, run)));
        }
        let shown = lines.into_iter().filter(|(_, (_, look, _))| !look.is_empty());
        shown.map(|(y, (x, look, text))| format!("{y},{x} {look}: {}", text.trim_end())).collect::<Vec<_>>().join("\n")
    }

    /// What holds of every frame, whatever it shows.
    fn check(&self) {
        let area = self.buffer.area;
        for y in 0..area.height {
            for (x, cell) in self.cells(y) {
                let symbol = cell.symbol();
                assert!(!symbol.chars().any(char::is_control), "a control character at {x},{y}:\n{}", self.text());
                assert!(x + width(cell) <= area.width, "a halved glyph at the edge of row {y}:\n{}", self.text());
                // The cell that a wide glyph covers is empty, or a terminal would draw over the glyph.
                let covered = (width(cell) == 2).then(|| self.buffer.cell(Position::new(x + 1, y))).flatten();
                let is_free = covered.is_none_or(|cell| matches!(cell.symbol(), "" | " "));
                assert!(is_free, "`{symbol}` at {x},{y} is drawn over:\n{}", self.text());
            }
        }
        let (x, y) = self.cursor;
        assert!(x < area.width && y < area.height, "the cursor is outside: {x},{y}");
        assert!(self.cells(y).any(|(at, _)| at == x), "the cursor is inside a wide glyph:\n{}", self.text());
    }
}

/// How many cells a cell's glyph takes; a blank one takes its own.
fn width(cell: &Cell) -> u16 {
    u16::try_from(Widths::default().of(cell.symbol())).unwrap().max(1)
}

fn look(cell: &Cell) -> String {
    let mut words = Vec::new();
    for (name, colour) in [("fg", cell.fg), ("bg", cell.bg)] {
        if colour != Color::Reset {
            words.push(format!("{name}={}", colour.to_string().to_lowercase()));
        }
    }
    for (name, modifier) in [
        ("bold", Modifier::BOLD),
        ("dim", Modifier::DIM),
        ("underlined", Modifier::UNDERLINED),
        ("reversed", Modifier::REVERSED),
    ] {
        if cell.modifier.contains(modifier) {
            words.push(name.to_owned());
        }
    }
    words.join("+")
}
