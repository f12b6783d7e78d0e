//! Keys to commands: names of keys, and the look-up in the action table.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::action::{BINDINGS, Command, Context};

/// The name of a key as the action table writes it: `ctrl-q`, `f1`, `down`, `shift-tab`, `?`.
///
/// Full-width ASCII counts as its half-width key, because single letters come that way from a Chinese
/// input method; `shift` is only named with keys that have no shifted character of their own.
#[must_use]
pub fn name(key: &KeyEvent) -> String {
    let base = match key.code {
        KeyCode::Char(' ' | '\u{3000}') => "space".to_owned(),
        KeyCode::Char(c) => {
            let half = half_width(c);
            if half.is_ascii_uppercase() {
                return with_modifiers(format!("shift-{}", half.to_ascii_lowercase()), key.modifiers);
            }
            half.to_string()
        }
        KeyCode::F(number) => format!("f{number}"),
        KeyCode::Up => "up".to_owned(),
        KeyCode::Down => "down".to_owned(),
        KeyCode::Left => "left".to_owned(),
        KeyCode::Right => "right".to_owned(),
        KeyCode::Home => "home".to_owned(),
        KeyCode::End => "end".to_owned(),
        KeyCode::PageUp => "pageup".to_owned(),
        KeyCode::PageDown => "pagedown".to_owned(),
        KeyCode::Enter => "enter".to_owned(),
        KeyCode::Esc => "esc".to_owned(),
        KeyCode::Tab => "tab".to_owned(),
        KeyCode::BackTab => "shift-tab".to_owned(),
        KeyCode::Backspace => "backspace".to_owned(),
        KeyCode::Delete => "delete".to_owned(),
        _ => String::new(),
    };
    with_modifiers(base, key.modifiers)
}

fn with_modifiers(base: String, modifiers: KeyModifiers) -> String {
    let control = if modifiers.contains(KeyModifiers::CONTROL) { "ctrl-" } else { "" };
    let alt = if modifiers.contains(KeyModifiers::ALT) { "alt-" } else { "" };
    format!("{control}{alt}{base}")
}

/// `？` is `?`, `：` is `:`.
fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    }
}

/// The command of a key in a context; the context's own rows win over the global ones.
#[must_use]
pub fn command(key: &KeyEvent, context: Context) -> Option<Command> {
    let name = name(key);
    let find = |wanted: Context| {
        BINDINGS.iter().find(|row| row.context == wanted && row.keys.contains(&name.as_str())).map(|row| row.command)
    };
    find(context).or_else(|| find(Context::Global))
}

/// The character that a key types, if it types one.
#[must_use]
pub fn typed(key: &KeyEvent) -> Option<char> {
    match key.code {
        KeyCode::Char(c) if !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) => Some(c),
        _ => None,
    }
}

/// A key's name as people read it: `↓`, `Ctrl-Q`, `F1`.
#[must_use]
pub fn display(name: &str) -> String {
    let arrows = [("up", "↑"), ("down", "↓"), ("left", "←"), ("right", "→")];
    if let Some((_, arrow)) = arrows.iter().find(|(word, _)| *word == name) {
        return (*arrow).to_owned();
    }
    let word = |part: &str| match part {
        "pageup" => "PgUp".to_owned(),
        "pagedown" => "PgDn".to_owned(),
        one if one.chars().count() == 1 && !name.contains('-') => one.to_owned(),
        other => {
            let mut chars = other.chars();
            chars.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + chars.as_str())
        }
    };
    if name == "-" {
        return name.to_owned();
    }
    name.split('-').map(word).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::{command, display, name};
    use crate::tui::action::{Command, Context};
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

    #[test]
    fn full_width_signs_count_as_their_ascii_keys() {
        for (typed, wanted) in [('？', "?"), ('／', "/"), ('：', ":"), ('ｊ', "j"), ('Ｇ', "shift-g")] {
            let key = KeyEvent::new(KeyCode::Char(typed), KeyModifiers::NONE);
            assert_eq!(name(&key), wanted);
        }
    }

    #[test]
    fn a_context_wins_over_the_global_rows() {
        let tab = KeyEvent::new(KeyCode::Tab, KeyModifiers::NONE);
        assert_eq!(command(&tab, Context::Tree), Some(Command::NextPane));
        assert_eq!(command(&tab, Context::Form), Some(Command::NextQuestion));
        let quit = KeyEvent::new(KeyCode::Char('q'), KeyModifiers::CONTROL);
        assert_eq!(command(&quit, Context::Text), Some(Command::Quit));
    }

    #[test]
    fn keys_are_shown_as_people_know_them() {
        for (name, shown) in [
            ("down", "↓"),
            ("ctrl-q", "Ctrl-Q"),
            ("f1", "F1"),
            ("shift-tab", "Shift-Tab"),
            ("-", "-"),
            ("?", "?"),
            ("enter", "Enter"),
        ] {
            assert_eq!(display(name), shown);
        }
    }
}
