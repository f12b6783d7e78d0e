//! What the panes say, as styled lines without any toolkit type.
//!
//! Update needs to know how many lines a pane has, and view draws them; both get them from here, so that
//! scrolling and drawing cannot disagree. Text from data and profiles is made safe here, once.

pub mod compare;
pub mod detail;
mod editor;
pub mod form;
pub mod help;
pub mod matching;
pub mod official;

use crate::text::{Widths, WrapOptions, clean_line, wrap};

/// What a piece of text means; the theme gives it a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Plain text.
    Plain,
    /// Less important.
    Dim,
    /// The title of a page.
    Title,
    /// The heading of a section.
    Heading,
    /// Met, eligible, open for applications.
    Good,
    /// Failed, ineligible.
    Bad,
    /// Open, undecided.
    Open,
    /// Likely.
    Likely,
    /// Matched by the search.
    Match,
    /// The hit of a find that one stands on.
    Current,
    /// The passage that the selected criterion cites.
    Cited,
    /// An error.
    Error,
    /// A key to press.
    Key,
}

/// A piece of text with its meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// What it means.
    pub role: Role,
    /// The text, safe for a terminal.
    pub text: String,
}

impl Span {
    /// A piece of text, made safe.
    #[must_use]
    pub fn new(role: Role, text: &str) -> Span {
        Span { role, text: clean_line(text).into_owned() }
    }
}

/// One line of a pane.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Its pieces, from the left.
    pub spans: Vec<Span>,
}

impl Line {
    /// A line of one piece.
    #[must_use]
    pub fn of(role: Role, text: &str) -> Line {
        Line { spans: vec![Span::new(role, text)] }
    }

    /// How many cells it takes.
    #[must_use]
    pub fn width(&self) -> usize {
        self.spans.iter().map(|span| Widths::default().of(&span.text)).sum()
    }

    /// The text without its looks.
    #[must_use]
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }
}

/// Wraps pieces to a width, the first line indented by `first` cells and the others by `rest`.
#[must_use]
pub fn paragraph(spans: &[Span], width: usize, first: usize, rest: usize) -> Vec<Line> {
    let whole: String = spans.iter().map(|span| span.text.as_str()).collect();
    let options = WrapOptions { first_indent: first, rest_indent: rest, widths: Widths::default() };
    wrap(&whole, width, &options)
        .into_iter()
        .map(|line| {
            let mut pieces = Vec::new();
            if line.indent > 0 {
                pieces.push(Span { role: Role::Plain, text: " ".repeat(line.indent) });
            }
            let mut start = 0;
            for span in spans {
                let end = start + span.text.len();
                let (from, to) = (line.range.start.max(start), line.range.end.min(end));
                if let Some(text) = (from < to).then(|| whole.get(from..to)).flatten() {
                    pieces.push(Span { role: span.role, text: text.to_owned() });
                }
                start = end;
            }
            Line { spans: pieces }
        })
        .collect()
}

/// Text at the left and text at the right edge: on one line if both fit with a gap, else the right one
/// on the last line that has room, or wrapped below.
#[must_use]
pub fn two_sided(left: Vec<Span>, right: Vec<Span>, width: usize, indent: usize) -> Vec<Line> {
    let measure = |spans: &[Span]| spans.iter().map(|span| Widths::default().of(&span.text)).sum::<usize>();
    let (left_width, right_width) = (measure(&left), measure(&right));
    if right_width == 0 {
        return paragraph(&left, width, 0, indent);
    }
    if left_width + 2 + right_width <= width {
        let gap = " ".repeat(width - left_width - right_width);
        let mut spans = left;
        spans.push(Span { role: Role::Plain, text: gap });
        spans.extend(right);
        return vec![Line { spans }];
    }
    let mut lines = paragraph(&left, width, 0, indent);
    // The last line of the left side often has the room.
    let last = lines.last().map_or(0, Line::width);
    if right_width + indent > width {
        lines.extend(paragraph(&right, width, indent, indent));
        return lines;
    }
    if last + 2 + right_width > width {
        lines.push(Line::default());
    }
    if let Some(line) = lines.last_mut() {
        let gap = " ".repeat(width - line.width() - right_width);
        line.spans.push(Span { role: Role::Plain, text: gap });
        line.spans.extend(right);
    }
    lines
}

/// What is shown of a typed line: the text before the caret, and all of it that fits.
#[must_use]
pub fn visible(line: &tui_input::Input, room: usize) -> (String, String) {
    let skip = line.visual_scroll(room);
    let widths = crate::text::Widths::default();
    let text = line.value();
    let hidden = widths.prefix(text, skip).len();
    let rest = text.get(hidden..).unwrap_or("");
    let caret: String = text.chars().take(line.cursor()).collect();
    let before = caret.get(hidden..).unwrap_or("").to_owned();
    (before, widths.prefix(rest, room).to_owned())
}

/// The lines with what a search finds in them marked, across the ends of wrapped lines as well.
///
/// `find` gives the places of the characters that match in a text, ascending.
#[must_use]
pub fn marked(lines: &[Line], width: usize, find: impl Fn(&str) -> Vec<usize>) -> Vec<Line> {
    let mut text = String::new();
    // Where each line's own characters begin in the text, and how many blanks it is indented by.
    let mut starts: Vec<(usize, usize)> = Vec::with_capacity(lines.len());
    let mut length = 0;
    for (place, line) in lines.iter().enumerate() {
        let own = line.text();
        let trimmed = own.trim_start_matches(' ');
        // A line that leaves room ends its paragraph; over that nothing goes on.
        let goes_on = place.checked_sub(1).and_then(|before| lines.get(before)).is_some_and(|b| b.width() + 3 > width);
        if !goes_on {
            text.push('\n');
            length += 1;
        }
        starts.push((length, own.chars().count() - trimmed.chars().count()));
        text.push_str(trimmed);
        length += trimmed.chars().count();
    }
    let found = find(&text);
    if found.is_empty() {
        return lines.to_vec();
    }
    let is_found = |at: usize| found.binary_search(&at).is_ok();
    lines
        .iter()
        .zip(starts)
        .map(|(line, (start, indent))| mark_line(line, |at| at >= indent && is_found(start + at - indent)))
        .collect()
}

fn mark_line(line: &Line, is_found: impl Fn(usize) -> bool) -> Line {
    let chars = line.spans.iter().flat_map(|span| span.text.chars().map(|c| (span.role, c)));
    let is_marked = |at: usize, c: char| is_found(at) && c != ' ';
    Line {
        spans: by_role(chars.enumerate().map(|(at, (role, c))| (if is_marked(at, c) { Role::Match } else { role }, c))),
    }
}

/// Characters with their roles as spans, those of the same role side by side in one.
pub fn by_role(chars: impl Iterator<Item = (Role, char)>) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for (role, c) in chars {
        match spans.last_mut() {
            Some(last) if last.role == role => last.text.push(c),
            _ => spans.push(Span { role, text: c.to_string() }),
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::{Line, Role, Span, marked, paragraph, two_sided};

    #[test]
    fn pieces_keep_their_meaning_across_lines() {
        let spans = [Span::new(Role::Dim, "一、6 "), Span::new(Role::Plain, "资产负债率不高于百分之七十")];
        let lines = paragraph(&spans, 12, 0, 2);
        assert_eq!(lines[0].spans[0].role, Role::Dim);
        assert_eq!(lines[1].spans.last().map(|span| span.role), Some(Role::Plain));
        let text: String = lines.iter().map(|line| line.text().replace(' ', "")).collect();
        assert_eq!(text, "一、6资产负债率不高于百分之七十");
    }

    #[test]
    fn what_is_found_is_marked_across_the_end_of_a_line() {
        let spans = [Span::new(Role::Dim, "- "), Span::new(Role::Plain, "给认定的专精特新企业奖励")];
        let lines = paragraph(&spans, 12, 0, 2);
        let find = |text: &str| {
            let at = text.find("专精特新").map(|byte| text[..byte].chars().count());
            at.map(|at| (at..at + 4).collect()).unwrap_or_default()
        };
        let marked = marked(&lines, 12, find);
        let in_role = |line: &Line| {
            line.spans.iter().filter(|s| s.role == Role::Match).map(|s| s.text.clone()).collect::<String>()
        };
        assert_eq!(marked.iter().map(in_role).collect::<String>(), "专精特新");
        assert!(marked.iter().filter(|line| !in_role(line).is_empty()).count() > 1, "it was to cross a line's end");
        let texts = |lines: &[Line]| lines.iter().map(Line::text).collect::<Vec<_>>();
        assert_eq!(texts(&marked), texts(&lines), "only looks change");
    }

    #[test]
    fn the_right_side_moves_below_when_it_does_not_fit() {
        let left = || vec![Span::new(Role::Plain, "资产负债率")];
        let right = || vec![Span::new(Role::Bad, "73%")];
        assert_eq!(two_sided(left(), right(), 15, 2)[0].text(), "资产负债率  73%");
        let lines = two_sided(left(), right(), 14, 2);
        assert_eq!(lines[1].text(), "           73%");
    }

    #[test]
    fn control_characters_never_reach_a_line() {
        assert!(!Span::new(Role::Plain, "a\u{1b}[31mb").text.contains('\u{1b}'));
    }
}
