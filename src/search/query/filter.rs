//! The filters of the query language, by name.

/// What a filter narrows by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FilterKind {
    /// National, regional or city policy.
    Level,
    /// The category of the handbook.
    Category,
    /// Who can apply.
    Applicant,
    /// The agency that issued it or is in charge.
    Agency,
    /// The verdict for the profile at hand; only the caller knows it.
    Status,
    /// Whether applications are taken on the date at hand; only the caller knows it.
    Open,
}

/// Every filter with its name, and its Chinese name for when an input method is on.
pub const FILTERS: [(FilterKind, &str, &str); 6] = [
    (FilterKind::Level, "level", "级别"),
    (FilterKind::Category, "cat", "分类"),
    (FilterKind::Applicant, "for", "对象"),
    (FilterKind::Agency, "by", "部门"),
    (FilterKind::Status, "status", "状态"),
    (FilterKind::Open, "open", "申报中"),
];

impl FilterKind {
    /// The filter of a name, in either language; `name` is lower case.
    pub(in crate::search) fn of(name: &str) -> Option<Self> {
        FILTERS.iter().find(|(_, latin, chinese)| [*latin, *chinese].contains(&name)).map(|(kind, _, _)| *kind)
    }

    /// Whether the filter means something without a value.
    pub(super) fn stands_alone(self) -> bool {
        self == Self::Open
    }
}

/// One filter of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// What it narrows by.
    pub kind: FilterKind,
    /// The value as typed, without quotes; may be empty for `open:`.
    pub value: String,
    /// Whether it was written with a minus, and so keeps what it would drop.
    pub negated: bool,
}

impl Filter {
    /// As it is typed, such as `-cat:税收`.
    pub(crate) fn typed(&self) -> String {
        let name = FILTERS.iter().find(|(kind, _, _)| *kind == self.kind).map_or("", |(_, name, _)| name);
        let minus = if self.negated { "-" } else { "" };
        format!("{minus}{name}:{}", self.value)
    }
}
