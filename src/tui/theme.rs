//! How each meaning looks. Colours are the terminal's own sixteen, so that they fit a dark and a light
//! background alike; without colour, bold, dim, underline and reverse carry the difference, and the
//! signs carry the meaning in any case.

use ratatui::style::{Color, Modifier, Style};

use super::content::Role;

/// A look for every meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// With colour.
    Colour,
    /// Without any colour (`NO_COLOR`).
    Mono,
}

impl Theme {
    /// The look of a meaning.
    #[must_use]
    pub fn style(self, role: Role) -> Style {
        match self {
            Theme::Colour => colour(role),
            Theme::Mono => mono(role),
        }
    }

    /// The look of the selected row.
    #[must_use]
    pub fn selected(self, focused: bool) -> Style {
        let base = Style::new();
        if focused {
            base.add_modifier(Modifier::REVERSED)
        } else {
            base.add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
        }
    }

    /// The border of a pane.
    #[must_use]
    pub fn border(self, focused: bool) -> Style {
        match (self, focused) {
            (Theme::Colour, true) => Style::new().fg(Color::Cyan).add_modifier(Modifier::BOLD),
            (Theme::Mono, true) => Style::new().add_modifier(Modifier::BOLD),
            (_, false) => Style::new().add_modifier(Modifier::DIM),
        }
    }
}

fn colour(role: Role) -> Style {
    let style = Style::new();
    match role {
        Role::Plain => style,
        Role::Dim => style.add_modifier(Modifier::DIM),
        Role::Title => style.add_modifier(Modifier::BOLD),
        Role::Heading => style.fg(Color::Cyan).add_modifier(Modifier::BOLD),
        Role::Good => style.fg(Color::Green),
        Role::Likely => style.fg(Color::Green).add_modifier(Modifier::DIM),
        Role::Bad => style.fg(Color::Red).add_modifier(Modifier::BOLD),
        Role::Open => style.fg(Color::Magenta),
        Role::Match => style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        Role::Current => style.add_modifier(Modifier::REVERSED),
        Role::Cited => style.fg(Color::Magenta).add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        Role::Error => style.fg(Color::Red).add_modifier(Modifier::BOLD),
        Role::Key => style.fg(Color::Cyan),
    }
}

fn mono(role: Role) -> Style {
    let style = Style::new();
    match role {
        Role::Plain | Role::Open | Role::Good => style,
        Role::Dim | Role::Likely => style.add_modifier(Modifier::DIM),
        Role::Title | Role::Heading | Role::Bad | Role::Error | Role::Key => style.add_modifier(Modifier::BOLD),
        Role::Match | Role::Cited => style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        Role::Current => style.add_modifier(Modifier::REVERSED),
    }
}
