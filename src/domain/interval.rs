//! Sets of numbers as intervals, with the arithmetic and comparisons of criteria.
//!
//! Invariant: every operation is sound, that is, the result holds every value that the operands allow.
//! It may hold more (a field that occurs twice is treated as two), which can leave a criterion open
//! but never decides one wrongly. What overflows becomes unbounded for the same reason.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::truth::Truth;

/// One end of an interval: a value, and whether the value itself belongs to the set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// The bounding value.
    pub value: Decimal,
    /// Whether the value itself is included.
    pub closed: bool,
}

impl End {
    /// Zero itself, which makes every product and quotient zero.
    fn is_closed_zero(self) -> bool {
        self.closed && self.value.is_zero()
    }
}

/// The numbers between two ends; an absent end is unbounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The lower end.
    pub lo: Option<End>,
    /// The upper end.
    pub hi: Option<End>,
}

/// A comparison sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// Equal.
    Eq,
    /// Not equal.
    Ne,
    /// Below, the figure excluded (低于, 不满).
    Lt,
    /// At most, the figure included (以下, 不超过, 不高于).
    Le,
    /// Above, the figure excluded (超过, 高于).
    Gt,
    /// At least, the figure included (以上, 不低于, 达到).
    Ge,
}

impl Op {
    /// The sign as data files write it.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Op::Eq => "==",
            Op::Ne => "!=",
            Op::Lt => "<",
            Op::Le => "<=",
            Op::Gt => ">",
            Op::Ge => ">=",
        }
    }

    /// The sign as people read it.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Op::Eq => "=",
            Op::Ne => "≠",
            Op::Lt => "<",
            Op::Le => "≤",
            Op::Gt => ">",
            Op::Ge => "≥",
        }
    }

    /// Whether two single values stand in this order.
    #[must_use]
    pub fn holds<T: Ord>(self, left: &T, right: &T) -> bool {
        match self {
            Op::Eq => left == right,
            Op::Ne => left != right,
            Op::Lt => left < right,
            Op::Le => left <= right,
            Op::Gt => left > right,
            Op::Ge => left >= right,
        }
    }
}

impl Interval {
    /// Every number.
    pub const FULL: Interval = Interval { lo: None, hi: None };

    /// Exactly one number.
    #[must_use]
    pub fn exact(value: Decimal) -> Interval {
        Interval::between(value, value)
    }

    /// The numbers from `lo` to `hi`, both included.
    #[must_use]
    pub fn between(lo: Decimal, hi: Decimal) -> Interval {
        Interval { lo: Some(End { value: lo, closed: true }), hi: Some(End { value: hi, closed: true }) }
    }

    /// The one number it holds, if it is only one.
    #[must_use]
    pub fn single(&self) -> Option<Decimal> {
        match (self.lo, self.hi) {
            (Some(lo), Some(hi)) if lo.value == hi.value => Some(lo.value),
            _ => None,
        }
    }

    /// Whether no number is in it (`> 5` and `< 5`).
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match (self.lo, self.hi) {
            (Some(lo), Some(hi)) => match lo.value.cmp(&hi.value) {
                Ordering::Greater => true,
                Ordering::Equal => !(lo.closed && hi.closed),
                Ordering::Less => false,
            },
            _ => false,
        }
    }

    /// The numbers in both.
    #[must_use]
    pub fn intersect(&self, other: &Interval) -> Interval {
        Interval { lo: tighter(self.lo, other.lo, Ordering::Greater), hi: tighter(self.hi, other.hi, Ordering::Less) }
    }

    /// The smallest interval that holds both.
    #[must_use]
    pub fn hull(&self, other: &Interval) -> Interval {
        Interval { lo: looser(self.lo, other.lo, Ordering::Less), hi: looser(self.hi, other.hi, Ordering::Greater) }
    }

    /// Every difference sign flipped.
    #[must_use]
    pub fn negate(&self) -> Interval {
        let flip = |end: End| End { value: -end.value, closed: end.closed };
        Interval { lo: self.hi.map(flip), hi: self.lo.map(flip) }
    }

    /// Sums.
    #[must_use]
    pub fn add(&self, other: &Interval) -> Interval {
        let sum = |a: Option<End>, b: Option<End>| {
            let (a, b) = (a?, b?);
            Some(End { value: a.value.checked_add(b.value)?, closed: a.closed && b.closed })
        };
        Interval { lo: sum(self.lo, other.lo), hi: sum(self.hi, other.hi) }
    }

    /// Differences.
    #[must_use]
    pub fn subtract(&self, other: &Interval) -> Interval {
        self.add(&other.negate())
    }

    /// Products.
    #[must_use]
    pub fn multiply(&self, other: &Interval) -> Interval {
        combine(self, other, |a, b| a.times(b))
    }

    /// Quotients; unbounded when the divisor may be zero, because then nothing can be said.
    #[must_use]
    pub fn divide(&self, other: &Interval) -> Interval {
        if other.may_be_zero() {
            return Interval::FULL;
        }
        combine(self, other, |a, b| a.over(b))
    }

    /// Whether zero itself is in it, or may be for all its ends say.
    #[must_use]
    pub fn may_be_zero(&self) -> bool {
        let below = self.lo.is_none_or(|lo| lo.value < Decimal::ZERO || (lo.value.is_zero() && lo.closed));
        let above = self.hi.is_none_or(|hi| hi.value > Decimal::ZERO || (hi.value.is_zero() && hi.closed));
        below && above
    }

    /// The smaller of each pair.
    #[must_use]
    pub fn min(&self, other: &Interval) -> Interval {
        Interval { lo: looser(self.lo, other.lo, Ordering::Less), hi: tighter(self.hi, other.hi, Ordering::Less) }
    }

    /// The larger of each pair.
    #[must_use]
    pub fn max(&self, other: &Interval) -> Interval {
        Interval { lo: tighter(self.lo, other.lo, Ordering::Greater), hi: looser(self.hi, other.hi, Ordering::Greater) }
    }

    /// Whether the comparison holds for every pair, for none, or for some.
    #[must_use]
    pub fn compare(&self, op: Op, other: &Interval) -> Truth {
        match op {
            Op::Le => always_at_most(self, other, false),
            Op::Lt => always_at_most(self, other, true),
            Op::Ge => always_at_most(other, self, false),
            Op::Gt => always_at_most(other, self, true),
            Op::Eq => equal(self, other),
            Op::Ne => equal(self, other).negate(),
        }
    }
}

/// `a <= b` (or `a < b` when strict) over all pairs.
fn always_at_most(a: &Interval, b: &Interval, strict: bool) -> Truth {
    if let (Some(a_hi), Some(b_lo)) = (a.hi, b.lo) {
        match a_hi.value.cmp(&b_lo.value) {
            Ordering::Less => return Truth::Yes,
            Ordering::Equal if !(strict && a_hi.closed && b_lo.closed) => return Truth::Yes,
            Ordering::Equal | Ordering::Greater => {}
        }
    }
    if let (Some(a_lo), Some(b_hi)) = (a.lo, b.hi) {
        match a_lo.value.cmp(&b_hi.value) {
            Ordering::Greater => return Truth::No,
            Ordering::Equal if strict || !(a_lo.closed && b_hi.closed) => return Truth::No,
            Ordering::Equal | Ordering::Less => {}
        }
    }
    Truth::Unknown
}

fn equal(a: &Interval, b: &Interval) -> Truth {
    match (a.single(), b.single()) {
        (Some(left), Some(right)) => Truth::from(left == right),
        _ if a.intersect(b).is_empty() => Truth::No,
        _ => Truth::Unknown,
    }
}

/// The end that shuts out more; `wins` is the order in which the first is the tighter.
fn tighter(a: Option<End>, b: Option<End>, wins: Ordering) -> Option<End> {
    match (a, b) {
        (None, end) | (end, None) => end,
        (Some(a), Some(b)) => Some(match a.value.cmp(&b.value) {
            Ordering::Equal => End { value: a.value, closed: a.closed && b.closed },
            order if order == wins => a,
            _ => b,
        }),
    }
}

/// The end that lets in more; an unbounded end lets in most.
fn looser(a: Option<End>, b: Option<End>, wins: Ordering) -> Option<End> {
    let (a, b) = (a?, b?);
    Some(match a.value.cmp(&b.value) {
        Ordering::Equal => End { value: a.value, closed: a.closed || b.closed },
        order if order == wins => a,
        _ => b,
    })
}

/// A bound while products and quotients are worked out: a finite end, or beyond all numbers.
#[derive(Clone, Copy)]
enum Bound {
    Below,
    At(End),
    Above,
}

impl Bound {
    fn sign(self) -> i8 {
        match self {
            Bound::Below => -1,
            Bound::Above => 1,
            Bound::At(end) if end.value.is_zero() => 0,
            Bound::At(end) if end.value.is_sign_negative() => -1,
            Bound::At(_) => 1,
        }
    }

    fn infinite(sign: i8) -> Bound {
        if sign < 0 { Bound::Below } else { Bound::Above }
    }

    fn times(self, other: Bound) -> Bound {
        match (self, other) {
            (Bound::At(a), Bound::At(b)) => match a.value.checked_mul(b.value) {
                Some(value) => Bound::At(End {
                    value,
                    // A closed zero makes a closed product whatever the other side is.
                    closed: (a.closed || b.is_closed_zero()) && (b.closed || a.is_closed_zero()),
                }),
                None => Bound::infinite(self.sign() * other.sign()),
            },
            _ if self.sign() == 0 || other.sign() == 0 => Bound::At(End { value: Decimal::ZERO, closed: true }),
            _ => Bound::infinite(self.sign() * other.sign()),
        }
    }

    /// Only for divisors that are not zero; an end at an excluded zero divides without limit.
    fn over(self, other: Bound) -> Bound {
        match (self, other) {
            (Bound::At(a), Bound::At(b)) if !b.value.is_zero() => match a.value.checked_div(b.value) {
                Some(value) => Bound::At(End { value, closed: a.closed && (b.closed || a.value.is_zero()) }),
                None => Bound::infinite(self.sign() * other.sign()),
            },
            (Bound::At(a), Bound::Below | Bound::Above) => {
                Bound::At(End { value: Decimal::ZERO, closed: a.closed && a.value.is_zero() })
            }
            _ if self.sign() == 0 => Bound::At(End { value: Decimal::ZERO, closed: true }),
            _ => Bound::infinite(self.sign() * if other.sign() == 0 { 1 } else { other.sign() }),
        }
    }

    fn cmp(self, other: Bound) -> Ordering {
        match (self, other) {
            (Bound::At(a), Bound::At(b)) => a.value.cmp(&b.value),
            (Bound::Below, Bound::Below) | (Bound::Above, Bound::Above) => Ordering::Equal,
            (Bound::Below, _) | (_, Bound::Above) => Ordering::Less,
            (Bound::Above, _) | (_, Bound::Below) => Ordering::Greater,
        }
    }

    fn end(self) -> Option<End> {
        match self {
            Bound::At(end) => Some(end),
            Bound::Below | Bound::Above => None,
        }
    }
}

/// The hull of an operation over all four pairs of ends.
fn combine(a: &Interval, b: &Interval, operation: impl Fn(Bound, Bound) -> Bound) -> Interval {
    let lows = [a.lo.map_or(Bound::Below, Bound::At), a.hi.map_or(Bound::Above, Bound::At)];
    let highs = [b.lo.map_or(Bound::Below, Bound::At), b.hi.map_or(Bound::Above, Bound::At)];
    let mut least: Option<Bound> = None;
    let mut most: Option<Bound> = None;
    for x in lows {
        for y in highs {
            let result = operation(x, y);
            least = Some(least.map_or(result, |old| outer(old, result, Ordering::Less)));
            most = Some(most.map_or(result, |old| outer(old, result, Ordering::Greater)));
        }
    }
    Interval { lo: least.and_then(Bound::end), hi: most.and_then(Bound::end) }
}

fn outer(old: Bound, new: Bound, wins: Ordering) -> Bound {
    match (new.cmp(old), old, new) {
        (Ordering::Equal, Bound::At(a), Bound::At(b)) => {
            Bound::At(End { value: a.value, closed: a.closed || b.closed })
        }
        (order, _, _) if order == wins => new,
        _ => old,
    }
}

#[cfg(test)]
mod tests {
    use super::{End, Interval, Op};
    use crate::domain::truth::Truth::{self, No, Unknown, Yes};
    use rust_decimal::Decimal;

    /// `[1,2]`, `(1,2)`, `[1,)`: the notation of the tables below.
    fn interval(text: &str) -> Interval {
        let inner = &text[1..text.len() - 1];
        let (lo, hi) = inner.split_once(',').expect(text);
        let end = |s: &str, closed: bool| s.parse().ok().map(|value| End { value, closed });
        Interval { lo: end(lo, text.starts_with('[')), hi: end(hi, text.ends_with(']')) }
    }

    fn compare(left: &str, op: Op, right: &str, expected: Truth) {
        let got = interval(left).compare(op, &interval(right));
        assert_eq!(got, expected, "{left} {} {right}", op.sign());
    }

    #[test]
    fn a_figure_at_its_limit_is_decided_rightly() {
        compare("[70,70]", Op::Le, "[70,70]", Yes);
        compare("[70,70]", Op::Lt, "[70,70]", No);
        compare("[70,70]", Op::Ge, "[70,70]", Yes);
        compare("[70,70]", Op::Gt, "[70,70]", No);
        compare("[70,70]", Op::Eq, "[70,70]", Yes);
        compare("[70,70]", Op::Ne, "[70,70]", No);
    }

    #[test]
    fn a_range_on_one_side_of_the_threshold_decides() {
        compare("(300,)", Op::Ge, "[300,300]", Yes);
        compare("(300,)", Op::Gt, "[300,300]", Yes);
        compare("[300,)", Op::Gt, "[300,300]", Unknown);
        compare("(,300)", Op::Ge, "[300,300]", No);
        compare("(,300]", Op::Ge, "[300,300]", Unknown);
        compare("[50,100]", Op::Le, "[70,70]", Unknown);
        compare("[50,60]", Op::Eq, "[70,70]", No);
        compare("(,)", Op::Le, "[70,70]", Unknown);
    }

    #[test]
    fn arithmetic_keeps_every_possible_value() {
        let check = |got: Interval, expected: &str| assert_eq!(got, interval(expected));
        let i = interval;
        check(i("[1,2]").add(&i("[10,20]")), "[11,22]");
        check(i("[1,2)").add(&i("[10,)")), "[11,)");
        check(i("[1,2]").subtract(&i("[10,20]")), "[-19,-8]");
        check(i("[-2,3]").multiply(&i("[4,5]")), "[-10,15]");
        check(i("[0,)").multiply(&i("[0.1,0.1]")), "[0,)");
        check(i("[7,7]").divide(&i("[70,70]")), "[0.1,0.1]");
        check(i("[7,7]").divide(&i("[0,)")), "(,)");
        check(i("[7,7]").divide(&i("[-1,1]")), "(,)");
        check(i("[6,6]").divide(&i("(0,100]")), "[0.06,)");
        check(i("[6,6]").divide(&i("[100,)")), "(0,0.06]");
        check(i("[1,5]").min(&i("[3,9]")), "[1,5]");
        check(i("[0,)").min(&i("[3,3]")), "[0,3]");
        check(i("[0,)").max(&i("[3,3]")), "[3,)");
    }

    #[test]
    fn overflow_becomes_unbounded_and_never_panics() {
        let huge = Interval::exact(Decimal::MAX);
        assert_eq!(huge.multiply(&huge).hi, None);
        assert_eq!(huge.add(&huge).hi, None);
        assert_eq!(huge.negate().add(&huge.negate()).lo, None);
    }

    #[test]
    fn empty_intervals_are_seen() {
        assert!(interval("(5,5]").is_empty());
        assert!(interval("[6,5]").is_empty());
        assert!(!interval("[5,5]").is_empty());
        assert!(!interval("(,5)").is_empty());
    }
}
