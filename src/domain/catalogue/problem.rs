//! What is wrong with a data file: where, what was found, what was expected.

use super::Source;
use super::locate::{Path, Spot, line_and_column, offset_of};
use crate::domain::expr::ExprError;
use crate::domain::message::{Lang, Message};

/// One error of a data file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, as the source named it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// The JSON path of the value; empty for the whole file.
    pub path: String,
    /// What is wrong and what was expected.
    pub message: Message,
    /// For an expression: its text, and the character at which it goes wrong.
    pub caret: Option<(String, usize)>,
}

impl Problem {
    /// The error as a person reads it; an expression comes with a caret under the place.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let Problem { file, line, column, path, .. } = self;
        let message = self.message.text(lang);
        let place = if path.is_empty() { String::new() } else { format!("{path}: ") };
        let mut text = format!("{file}:{line}:{column}: {place}{message}");
        if let Some((expression, offset)) = &self.caret {
            let before: usize = expression.chars().take(*offset).map(cells).sum();
            text.push_str(&format!("\n    {expression}\n    {}^", " ".repeat(before)));
        }
        text
    }
}

/// How wide a character of an expression is on screen, so that the caret stands under it.
fn cells(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}

/// The errors of one file while it is checked.
pub(super) struct Findings<'a> {
    source: &'a Source,
    /// Only walked once something is wrong.
    spot: Option<Spot>,
    pub(super) problems: Vec<Problem>,
}

impl<'a> Findings<'a> {
    pub(super) fn new(source: &'a Source) -> Findings<'a> {
        Findings { source, spot: None, problems: Vec::new() }
    }

    /// Notes that the value at this path is wrong.
    pub(super) fn add(&mut self, path: &Path<'_>, message: Message) {
        self.push(path, message, None);
    }

    /// Notes that the expression at this path is wrong.
    pub(super) fn add_expression(&mut self, path: &Path<'_>, text: &str, error: ExprError) {
        self.push(path, error.message, Some((text.to_owned(), error.offset)));
    }

    fn push(&mut self, path: &Path<'_>, message: Message, caret: Option<(String, usize)>) {
        if self.spot.is_none() {
            self.spot = Spot::of(&self.source.text);
        }
        let start = self.spot.as_ref().map_or(0, |spot| spot.follow(path).start);
        let (line, column) = line_and_column(&self.source.text, start);
        self.problems.push(Problem {
            file: self.source.path.clone(),
            line,
            column,
            path: path.to_string(),
            message,
            caret,
        });
    }

    /// Notes what serde says about the text, or about a part of it that begins at `start`.
    pub(super) fn add_serde(&mut self, error: &serde_json::Error, part: &str, start: usize) {
        let offset = start + offset_of(part, error.line(), error.column());
        if self.spot.is_none() {
            self.spot = Spot::of(&self.source.text);
        }
        let path = self.spot.as_ref().map(|spot| spot.path_at(offset)).unwrap_or_default();
        let (line, column) = line_and_column(&self.source.text, offset);
        let full = error.to_string();
        // serde appends its own line and column, which would contradict ours for a part.
        let what = full.rsplit_once(" at line ").map_or(full.as_str(), |(what, _)| what);
        let problem = Problem {
            file: self.source.path.clone(),
            line,
            column,
            path,
            message: crate::message!("JSON 不合格式：{what}", "JSON does not fit: {what}"),
            caret: None,
        };
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }
}
