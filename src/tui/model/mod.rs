//! The state of the desk, by concern; each struct owns its fields and the methods that touch only them.
//!
//! `App` composes them and coordinates. Nothing here knows the terminal, the clock or the disk: sizes
//! come in as actions, the date with the session, and writing is an effect that is handed out.

pub mod comparing;
pub mod editor;
pub mod form;
pub mod matching;
pub mod official;
pub mod prompt;
pub mod session;
pub mod tree;

use chrono::NaiveDate;
use tui_input::Input;

use crate::domain::assess::Assessed;
use crate::domain::catalogue::{Catalogue, ProgramId};
use crate::domain::decide::Status;
use crate::domain::message::{Lang, Message};
use crate::search::{Highlighter, Hit, Index, Query, Rescue};
use crate::store::habits::Habits;

use comparing::Comparing;
use form::{Form, Spot};
use matching::Matching;
use official::Official;
use prompt::Prompt;
use session::Session;
use tree::Tree;

/// A pane of the browse screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The policy tree, with the search bar.
    Tree,
    /// The detail pane.
    Detail,
    /// The eligibility form.
    Form,
}

/// What fills the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// Tree, detail and form.
    Browse,
    /// Every program, ranked, with what they bring together.
    Match,
    /// What changes on another day.
    Compare,
    /// The help screen.
    Help,
}

/// A line of news at the foot of the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What happened.
    pub message: Message,
    /// Whether something went wrong.
    pub is_error: bool,
}

/// The search bar and what it found.
#[derive(Default)]
pub struct SearchBar {
    /// The line being typed.
    pub input: Input,
    /// What was typed, understood.
    pub query: Query,
    /// The same, ready for marking what it matches in the tree.
    pub marks: Highlighter,
    /// How many policies were found; `None` while the bar is empty.
    pub found: Option<usize>,
    /// What was selected before the search began, to go back to when it leads nowhere.
    pub began_at: Option<tree::Item>,
    /// The hits, best first, to say where each was found.
    pub hits: Vec<Hit>,
    /// What was left out to find something.
    pub offer: Option<Offer>,
    /// The filter values that Tab goes through.
    pub completion: Option<Completion>,
    /// How far back in the former queries the line is; none on a line of its own.
    pub back: Option<usize>,
    /// The line that was being typed before going back.
    pub draft: String,
}

/// What stands in for a search that finds nothing as typed.
pub enum Offer {
    /// Words of a query without blanks that were left out.
    LeftOut(Vec<String>),
    /// What is nearest.
    Nearest(Rescue),
}

/// The ways in which a half-typed filter can go on.
pub struct Completion {
    /// The whole words that can stand there.
    pub words: Vec<String>,
    /// Which of them stands there now.
    pub at: usize,
}

/// The whole state.
pub struct App {
    /// What can be asked about.
    pub catalogue: Catalogue,
    /// The search index; absent until the first frame is out.
    pub index: Option<Index>,
    /// The client.
    pub session: Session,
    /// The tree.
    pub tree: Tree,
    /// The search bar.
    pub search: SearchBar,
    /// What is remembered of the user.
    pub habits: Habits,
    /// The official text in the detail pane.
    pub official: Official,
    /// The first line of the detail pane on screen.
    pub detail_scroll: usize,
    /// The form.
    pub form: Form,
    /// The match screen.
    pub matching: Matching,
    /// The compare screen.
    pub comparing: Comparing,
    /// What is being asked for at the foot of the screen.
    pub prompt: Option<Prompt>,
    /// The day that the desk was opened for.
    pub opened_for: NaiveDate,
    /// The pane that has the focus.
    pub focus: Pane,
    /// What fills the terminal.
    pub screen: Screen,
    /// The screens that one came by, to go back to.
    behind: Vec<Screen>,
    /// The first line of the help screen on screen.
    pub help_scroll: usize,
    /// The size of the terminal in cells.
    pub size: (u16, u16),
    /// The language.
    pub lang: Lang,
    /// The last news, until the next key.
    pub notice: Option<Notice>,
    /// Whether quitting with unsaved changes was already asked for once.
    pub quit_asked: bool,
    /// Whether the program is to end.
    pub ended: bool,
}

impl App {
    /// The desk as it opens.
    #[must_use]
    pub fn new(catalogue: Catalogue, session: Session, lang: Lang, size: (u16, u16)) -> App {
        let mut tree = Tree::default();
        // The first policy, not its chapter: the panes have something to show from the start.
        tree.select(&catalogue, tree::Item::Policy(0));
        let mut app = App {
            opened_for: session.as_of(),
            catalogue,
            index: None,
            session,
            tree,
            search: SearchBar::default(),
            habits: Habits::default(),
            official: Official::default(),
            detail_scroll: 0,
            form: Form::default(),
            matching: Matching::default(),
            comparing: Comparing::default(),
            prompt: None,
            focus: Pane::Tree,
            screen: Screen::Browse,
            behind: Vec::new(),
            help_scroll: 0,
            size,
            lang,
            notice: None,
            quit_asked: false,
            ended: false,
        };
        app.follow_tree();
        app
    }

    /// Opens a screen over the current one; one that is open already comes to the front without what lies
    /// over it.
    pub fn open_screen(&mut self, screen: Screen) {
        if screen == self.screen {
            return;
        }
        match self.behind.iter().position(|other| *other == screen) {
            Some(place) => self.behind.truncate(place),
            None => self.behind.push(self.screen),
        }
        self.screen = screen;
    }

    /// Goes back to the screen that one came from.
    pub fn leave_screen(&mut self) {
        self.screen = self.behind.pop().unwrap_or(Screen::Browse);
    }

    /// Shows the form of the program that the tree stands on; on a new one the cursor goes to where
    /// there is something to do.
    pub fn follow_tree(&mut self) {
        let program = self.tree.program(&self.catalogue);
        if program == self.form.program {
            return;
        }
        self.detail_scroll = 0;
        self.form = Form { program, ..Form::default() };
        self.form.selected = self.first_open().map(Spot::Criterion).unwrap_or_default();
        if program.is_none() && self.focus == Pane::Form {
            self.focus = Pane::Tree;
        }
    }

    /// The first criterion that can still matter, else the first that failed, else the first.
    fn first_open(&self) -> Option<usize> {
        let id = self.form.program?;
        let (_, program) = self.catalogue.program(id)?;
        let statuses = &self.standing(id)?.decision.statuses;
        let first = |wanted: Status| {
            let mut leaves = program.criteria.leaves();
            leaves.find(|(place, _)| statuses.get(*place) == Some(&wanted))
        };
        let found =
            first(Status::Unknown).or_else(|| first(Status::Failed)).or_else(|| program.criteria.leaves().next());
        found.map(|(place, _)| place)
    }

    /// How a program stands.
    #[must_use]
    pub fn standing(&self, id: ProgramId) -> Option<&Assessed> {
        self.session.assessment().get(id)
    }
}
