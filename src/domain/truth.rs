//! Three-valued truth: what a criterion can be when not everything is known.
//!
//! The tables are those of Kleene's strong logic, which is also what DMN and CEL use for `null`:
//! an unknown never turns into a yes or a no by itself.

/// Whether something holds: for every possible completion of what is known, for none, or open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Truth {
    /// It holds whatever the open answers turn out to be.
    Yes,
    /// It fails whatever the open answers turn out to be.
    No,
    /// What is known does not settle it.
    Unknown,
}

impl Truth {
    /// Conjunction: one failed condition settles it.
    #[must_use]
    pub fn and(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::No, _) | (_, Truth::No) => Truth::No,
            (Truth::Yes, Truth::Yes) => Truth::Yes,
            (Truth::Unknown, Truth::Yes | Truth::Unknown) | (Truth::Yes, Truth::Unknown) => Truth::Unknown,
        }
    }

    /// Disjunction: one met condition settles it.
    #[must_use]
    pub fn or(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::Yes, _) | (_, Truth::Yes) => Truth::Yes,
            (Truth::No, Truth::No) => Truth::No,
            (Truth::Unknown, Truth::No | Truth::Unknown) | (Truth::No, Truth::Unknown) => Truth::Unknown,
        }
    }

    /// Negation: an open question stays open.
    #[must_use]
    pub fn negate(self) -> Truth {
        match self {
            Truth::Yes => Truth::No,
            Truth::No => Truth::Yes,
            Truth::Unknown => Truth::Unknown,
        }
    }

    /// Whether the matter is closed.
    #[must_use]
    pub fn is_decided(self) -> bool {
        self != Truth::Unknown
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Truth {
        if value { Truth::Yes } else { Truth::No }
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{self, No, Unknown, Yes};

    /// Kleene's tables, written out: (left, right, and, or).
    const TABLE: [(Truth, Truth, Truth, Truth); 9] = [
        (Yes, Yes, Yes, Yes),
        (Yes, No, No, Yes),
        (Yes, Unknown, Unknown, Yes),
        (No, Yes, No, Yes),
        (No, No, No, No),
        (No, Unknown, No, Unknown),
        (Unknown, Yes, Unknown, Yes),
        (Unknown, No, No, Unknown),
        (Unknown, Unknown, Unknown, Unknown),
    ];

    #[test]
    fn and_and_or_follow_kleenes_tables() {
        for (left, right, and, or) in TABLE {
            assert_eq!(left.and(right), and, "{left:?} and {right:?}");
            assert_eq!(left.or(right), or, "{left:?} or {right:?}");
        }
    }

    #[test]
    fn negation_keeps_the_unknown_open() {
        assert_eq!([Yes, No, Unknown].map(Truth::negate), [No, Yes, Unknown]);
    }

    #[test]
    fn de_morgan_holds_for_every_pair() {
        for (left, right, _, _) in TABLE {
            assert_eq!(left.and(right).negate(), left.negate().or(right.negate()));
        }
    }
}
