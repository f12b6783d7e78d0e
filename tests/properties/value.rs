//! Values of a complete client and answers of an incomplete one, in an arithmetic of the tests' own:
//! fractions instead of the engine's decimals, and months counted from first principles.

use std::cmp::Ordering;

use chrono::{Datelike, NaiveDate};

/// What holds, what fails, and what is open; the tests have their own so that they share no table with the engine.
pub(super) type Truth = Option<bool>;

/// An exact fraction with a positive denominator, in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Fraction {
    over: i128,
    under: i128,
}

impl Fraction {
    pub(super) fn new(over: i128, under: i128) -> Fraction {
        let divisor = greatest_divisor(over.unsigned_abs(), under.unsigned_abs()).max(1);
        let sign = if under < 0 { -1 } else { 1 };
        let divisor = i128::try_from(divisor).expect("small figures") * sign;
        Fraction { over: over / divisor, under: under / divisor }
    }

    pub(super) fn whole(number: i128) -> Fraction {
        Fraction::new(number, 1)
    }

    pub(super) fn plus(self, other: Fraction) -> Fraction {
        Fraction::new(self.over * other.under + other.over * self.under, self.under * other.under)
    }

    pub(super) fn minus(self, other: Fraction) -> Fraction {
        self.plus(other.times(Fraction::whole(-1)))
    }

    pub(super) fn times(self, other: Fraction) -> Fraction {
        Fraction::new(self.over * other.over, self.under * other.under)
    }

    /// Nothing over zero.
    pub(super) fn divided_by(self, other: Fraction) -> Option<Fraction> {
        (other.over != 0).then(|| Fraction::new(self.over * other.under, self.under * other.over))
    }

    pub(super) fn middle(self, other: Fraction) -> Fraction {
        self.plus(other).times(Fraction::new(1, 2))
    }

    pub(super) fn parts(self) -> (i128, i128) {
        (self.over, self.under)
    }

    /// As decimal text; only for fractions that end.
    pub(super) fn text(self) -> String {
        const PLACES: i128 = 1_000_000_000_000;
        let scaled = Fraction::new(self.over * PLACES, self.under);
        assert_eq!(scaled.under, 1, "a figure that does not end cannot be written");
        let sign = if scaled.over < 0 { "-" } else { "" };
        let (whole, rest) = (scaled.over.abs() / PLACES, scaled.over.abs() % PLACES);
        let text = format!("{sign}{whole}.{rest:012}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Fraction) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Fraction) -> Ordering {
        (self.over * other.under).cmp(&(other.over * self.under))
    }
}

fn greatest_divisor(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { greatest_divisor(b, a % b) }
}

/// The day so many months later or earlier; the last day of a month that has no such day.
pub(super) fn months_later(day: NaiveDate, months: i32) -> NaiveDate {
    let count = day.year() * 12 + day.month0() as i32 + months;
    let (year, month) = (count.div_euclid(12), count.rem_euclid(12) as u32 + 1);
    (1..=day.day()).rev().find_map(|number| NaiveDate::from_ymd_opt(year, month, number)).expect("a day of that month")
}

/// Full months from a day to another, negative when it lies after: the most that can be added without passing it.
pub(super) fn full_months(from: NaiveDate, to: NaiveDate) -> i32 {
    let apart = (to.year() - from.year()) * 12 + to.month() as i32 - from.month() as i32;
    (apart - 2..=apart + 2).rev().find(|months| months_later(from, *months) <= to).expect("within two months")
}

/// One fact of a complete client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Value {
    Figure(Fraction),
    Flag(bool),
    Option(usize),
    Options(u64),
    Day(NaiveDate),
    /// Not applicable: the client has no such thing.
    Lacking,
    /// What the formula of a derived field gives.
    Formula,
}

/// One end of a range: where, and whether the figure itself is in.
pub(super) type End = Option<(Fraction, bool)>;

/// What a client said about one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    Figures { low: End, high: End },
    Flag(bool),
    Choice(u64),
    Choices { must: u64, may: u64 },
    Days { from: Option<NaiveDate>, to: Option<NaiveDate> },
    DontKnow,
    Lacking,
}

impl Said {
    pub(super) fn exactly(value: Value) -> Said {
        match value {
            Value::Figure(figure) => Said::Figures { low: Some((figure, true)), high: Some((figure, true)) },
            Value::Flag(yes) => Said::Flag(yes),
            Value::Option(place) => Said::Choice(1 << place),
            Value::Options(mask) => Said::Choices { must: mask, may: mask },
            Value::Day(day) => Said::Days { from: Some(day), to: Some(day) },
            Value::Lacking => Said::Lacking,
            Value::Formula => Said::DontKnow,
        }
    }

    /// Whether the value is one of those that the answer leaves possible.
    pub(super) fn allows(&self, value: Value) -> bool {
        match (*self, value) {
            (Said::DontKnow, _) | (Said::Lacking, Value::Lacking) => true,
            (Said::Figures { low, high }, Value::Figure(figure)) => {
                low.is_none_or(|(end, closed)| figure > end || (closed && figure == end))
                    && high.is_none_or(|(end, closed)| figure < end || (closed && figure == end))
            }
            (Said::Flag(yes), Value::Flag(value)) => yes == value,
            (Said::Choice(mask), Value::Option(place)) => mask >> place & 1 == 1,
            (Said::Choices { must, may }, Value::Options(mask)) => must & !mask == 0 && mask & !may == 0,
            (Said::Days { from, to }, Value::Day(day)) => {
                from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
            }
            _ => false,
        }
    }

    /// Whether it leaves a single value.
    pub(super) fn is_exact(&self) -> bool {
        match self {
            Said::Figures { low, high } => low.is_some() && low == high,
            Said::Flag(_) | Said::Lacking => true,
            Said::Choice(mask) => mask.count_ones() == 1,
            Said::Choices { must, may } => must == may,
            Said::Days { from, to } => from.is_some() && from == to,
            Said::DontKnow => false,
        }
    }

    /// What both answers leave possible; the two are of one kind of field. Nothing when they contradict.
    pub(super) fn and(self, other: Said) -> Option<Said> {
        match (self, other) {
            (Said::DontKnow, said) | (said, Said::DontKnow) => Some(said),
            (Said::Lacking, Said::Lacking) => Some(Said::Lacking),
            (Said::Figures { low: a, high: b }, Said::Figures { low: c, high: d }) => {
                let low = tighter(a, c, |a, b| a > b);
                let high = tighter(b, d, |a, b| a < b);
                let empty = low.zip(high).is_some_and(|(l, h)| l.0 > h.0 || (l.0 == h.0 && !(l.1 && h.1)));
                (!empty).then_some(Said::Figures { low, high })
            }
            (Said::Flag(a), Said::Flag(b)) => (a == b).then_some(self),
            (Said::Choice(a), Said::Choice(b)) => (a & b != 0).then_some(Said::Choice(a & b)),
            (Said::Choices { must: a, may: b }, Said::Choices { must: c, may: d }) => {
                let (must, may) = (a | c, b & d);
                (must & !may == 0).then_some(Said::Choices { must, may })
            }
            (Said::Days { from: a, to: b }, Said::Days { from: c, to: d }) => {
                let from = a.max(c);
                let to = b.into_iter().chain(d).min();
                from.zip(to).is_none_or(|(from, to)| from <= to).then_some(Said::Days { from, to })
            }
            _ => None,
        }
    }
}

fn tighter(a: End, b: End, wins: impl Fn(Fraction, Fraction) -> bool) -> End {
    match (a, b) {
        (None, end) | (end, None) => end,
        (Some(a), Some(b)) if a.0 == b.0 => Some((a.0, a.1 && b.1)),
        (Some(a), Some(b)) => Some(if wins(a.0, b.0) { a } else { b }),
    }
}
