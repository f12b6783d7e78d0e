//! The one line at the foot of the screen that asks for something: a name, a day.

use tui_input::Input;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PromptKind {
    /// A name to save the profile under.
    ProfileName,
    /// The day that the assessment is for.
    AsOf,
    /// The day to compare with.
    Compare,
}

/// A question with the line being typed.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What is asked for.
    pub kind: PromptKind,
    /// The line.
    pub input: Input,
}
