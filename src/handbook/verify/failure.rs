//! What does not hold between the data and the official text, and how it is told.

use super::super::item::Item;
use crate::domain::expr::Literal;
use crate::domain::message::Message;
use crate::domain::number::show;
use crate::message;

/// A place of the data that the official text does not bear out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The data file.
    pub file: String,
    /// The number of the policy.
    pub policy: u16,
    /// Where in it: `45/little-giant:age`, `45/little-giant:benefits.lump`, `45:points.2`.
    pub place: String,
    /// What does not hold.
    pub cause: Cause,
    /// The nearest passage of the item.
    pub nearest: Option<Nearest>,
}

/// What does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The book has no such item, so that nothing of the policy could be checked.
    NoItem {
        /// The title looked for.
        title: String,
    },
    /// An anchor is not printed in the item.
    AnchorMissing {
        /// The words.
        anchor: String,
    },
    /// An anchor is printed more than once.
    AnchorAmbiguous {
        /// The words.
        anchor: String,
        /// How often.
        count: usize,
    },
    /// A figure is not printed in the passage that its anchor finds.
    FigureMissing {
        /// The figure.
        figure: String,
        /// The anchor.
        anchor: String,
        /// Whether another passage of the item prints it; then that is the nearest one.
        elsewhere: bool,
    },
    /// A fact of the metadata is not printed in the item.
    NotPrinted {
        /// The key of the fact in the data file.
        fact: &'static str,
        /// Its value.
        value: String,
    },
    /// The contents give another page.
    PageDiffers {
        /// The page in the data.
        page: u16,
        /// The page in the contents.
        printed: u16,
    },
}

/// A passage of the official text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearest {
    /// The line of the file on which it begins, counted from one.
    pub line: usize,
    /// Its beginning.
    pub text: String,
}

/// A passage is told by so many characters.
const SHOWN: usize = 60;

/// The paragraph at a place, shortened.
pub(super) fn nearest_of(item: &Item, paragraph: usize) -> Option<Nearest> {
    let paragraph = item.paragraphs().get(paragraph)?;
    let mut text: String = paragraph.text.chars().take(SHOWN).collect();
    if text.len() < paragraph.text.len() {
        text.push('…');
    }
    Some(Nearest { line: paragraph.line, text })
}

/// A figure of the data as a person writes it.
pub(super) fn shown(literal: &Literal) -> String {
    match literal {
        Literal::Number(value, unit) => show(*value, *unit),
        Literal::Date(date) => date.to_string(),
        Literal::Span { months, days: 0 } if months % 12 == 0 => format!("{} 年", months / 12),
        Literal::Span { months, days: 0 } => format!("{months} 月"),
        Literal::Span { months: 0, days } => format!("{days} 天"),
        Literal::Span { months, days } => format!("{months} 月 {days} 天"),
    }
}

impl Failure {
    /// The sentence about it, without file and place.
    #[must_use]
    pub fn message(&self) -> Message {
        let what = match &self.cause {
            Cause::NoItem { title } => {
                message!("手册里没有这一项“{title}”", "the book has no item {title}")
            }
            Cause::AnchorMissing { anchor } => {
                message!("本项原文里没有“{anchor}”", "`{anchor}` is not printed in the item")
            }
            Cause::AnchorAmbiguous { anchor, count } => {
                message!(
                    "“{anchor}”在本项里出现 {count} 次，要写到只有一次",
                    "`{anchor}` is printed {count} times in the item, and must be unique"
                )
            }
            Cause::FigureMissing { figure, anchor, elsewhere: true } => message!(
                "“{anchor}”那里没有 {figure}，它印在别处",
                "{figure} is not printed at `{anchor}` but elsewhere",
            ),
            Cause::FigureMissing { figure, anchor, elsewhere: false } => message!(
                "“{anchor}”那里没有 {figure}，本项别处也没有",
                "{figure} is not printed at `{anchor}`, nor anywhere in the item",
            ),
            Cause::NotPrinted { fact, value } => {
                message!("{fact} 的 {value} 在本项里没有印出", "{value} ({fact}) is not printed in the item")
            }
            Cause::PageDiffers { page, printed } => {
                message!("页码是 {page}，目录印的是 {printed}", "the page is {page}, the contents print {printed}")
            }
        };
        match &self.nearest {
            Some(Nearest { line, text }) => {
                what.then(message!("（最近的原文在第 {line} 行：{text}）", "(nearest, line {line}: {text})"))
            }
            None => what,
        }
    }
}
