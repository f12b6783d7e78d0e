//! What is searched: one piece of text of a policy or program.

/// Which part of a policy a text is; it weighs in the ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The official title of a policy.
    Title,
    /// The short title of a policy.
    ShortTitle,
    /// The title of a program.
    Program,
    /// A keyword.
    Keyword,
    /// A document number, such as 桂政办发〔2024〕10号.
    DocumentNumber,
    /// An agency that issued the policy or is in charge of it.
    Agency,
    /// The label of a criterion.
    Criterion,
    /// What a program brings.
    Benefit,
    /// A line of the digest, or any longer text.
    Digest,
    /// A document that the policy rests on.
    Basis,
    /// The phone of an office; found by its figures, four of them or more.
    Phone,
}

impl Part {
    /// The word of JSON output.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::ShortTitle => "short_title",
            Self::Program => "program",
            Self::Keyword => "keyword",
            Self::DocumentNumber => "document_number",
            Self::Agency => "agency",
            Self::Criterion => "criterion",
            Self::Benefit => "benefit",
            Self::Digest => "digest",
            Self::Basis => "basis",
            Self::Phone => "phone",
        }
    }

    /// Whether the text is a name of a few words rather than running text.
    pub(super) fn is_name(self) -> bool {
        match self {
            Self::Title | Self::ShortTitle | Self::Program | Self::Keyword | Self::DocumentNumber | Self::Agency => {
                true
            }
            Self::Criterion | Self::Benefit | Self::Digest | Self::Basis | Self::Phone => false,
        }
    }
}

/// One searchable text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The number of the policy in the handbook.
    pub policy: usize,
    /// The position of the program in the policy, or none for the policy itself.
    pub program: Option<usize>,
    /// Which part of the policy the text is.
    pub part: Part,
    /// The text as shown.
    pub text: String,
}
