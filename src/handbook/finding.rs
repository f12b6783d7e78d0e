//! What was noticed while reading a handbook, for the person who supplied the file.

use crate::domain::message::Message;
use crate::message;

/// Something about the file that its reader should know; none of them stops the reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// There is no text in it.
    Empty,
    /// It is written in another encoding than UTF-8, and was converted.
    NotUtf8 {
        /// The name of the encoding, as converters know it.
        encoding: &'static str,
    },
    /// It ends in the middle of a character.
    CutInCharacter,
    /// Some characters of it are broken.
    Damaged {
        /// How many.
        characters: usize,
    },
    /// It has no table of contents of the handbook's kind, so that nothing in it can be told apart.
    NoContents,
    /// An item of the contents whose title was not found in the text.
    TitleNotFound {
        /// Its number.
        no: u16,
        /// Its title as the contents print it.
        title: String,
    },
    /// An item that was recognised although its title is printed a little differently.
    TitleDiffers {
        /// Its number.
        no: u16,
        /// Its title as the contents print it.
        title: String,
        /// The line on which it begins, counted from one.
        line: usize,
    },
    /// The text ends before these items.
    EndsBefore {
        /// The first one that is missing.
        first: u16,
        /// The last one of the contents.
        last: u16,
    },
    /// The contents jump over a number.
    ContentsSkip {
        /// The number that is missing.
        no: u16,
    },
    /// A policy of the data that is no item of this book: the book is of another edition.
    PolicyNotFound {
        /// The number of the policy.
        no: u16,
        /// Its title in the data.
        title: String,
        /// The title under the same number in this book, if there is one.
        printed: Option<String>,
    },
}

impl Finding {
    /// The sentence about it, with what can be done.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Finding::Empty => message!("文件是空的", "the file is empty"),
            Finding::NotUtf8 { encoding } => message!(
                "文件不是 UTF-8，而是 {encoding}，已转换后使用；可用 `iconv -f {encoding} -t UTF-8 旧文件 > 新文件` 或在记事本里“另存为”UTF-8",
                "the file is not UTF-8 but {encoding}; it was converted for reading. Convert it with `iconv -f {encoding} -t UTF-8 OLD > NEW`, or save it as UTF-8 in an editor",
            ),
            Finding::CutInCharacter => {
                message!(
                    "文件在一个字的中间断开，后面的内容缺失",
                    "the file ends in the middle of a character: the rest is missing"
                )
            }
            Finding::Damaged { characters } => {
                message!("文件里有 {characters} 个字损坏，无法读出", "{characters} characters of the file are broken")
            }
            Finding::NoContents => message!(
                "没有找到这本手册的目录，这可能不是《手册》的文本",
                "no contents of this handbook were found; this may be another document",
            ),
            Finding::TitleNotFound { no, title } => {
                message!("第 {no} 项在正文里没有找到：{title}", "item {no} was not found in the text: {title}")
            }
            Finding::TitleDiffers { no, title, line } => message!(
                "第 {no} 项的标题在第 {line} 行，与目录略有不同：{title}",
                "the title of item {no} on line {line} differs a little from the contents: {title}",
            ),
            Finding::EndsBefore { first, last } if first == last => {
                message!(
                    "文本到第 {first} 项之前就结束了，缺这一项",
                    "the text ends before item {first}, which is missing"
                )
            }
            Finding::EndsBefore { first, last } => message!(
                "文本到第 {first} 项之前就结束了，缺第 {first}–{last} 项，它们前面的一项也可能不完整",
                "the text ends before item {first}: items {first}–{last} are missing, and the one before may be cut",
            ),
            Finding::ContentsSkip { no } => {
                message!("目录里没有第 {no} 项", "the contents have no item {no}")
            }
            Finding::PolicyNotFound { no, title, printed: Some(printed) } => message!(
                "数据的第 {no} 项“{title}”在这本手册里没有认出，这里的第 {no} 项是“{printed}”（可能是另一年的版本）",
                "policy {no} of the data ({title}) was not recognised in this book, whose item {no} is {printed} (another edition?)",
            ),
            Finding::PolicyNotFound { no, title, printed: None } => message!(
                "数据的第 {no} 项“{title}”在这本手册里没有认出",
                "policy {no} of the data ({title}) was not recognised in this book",
            ),
        }
    }
}
