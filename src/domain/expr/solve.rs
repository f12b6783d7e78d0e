//! Solves a number for one field: the figure at which a formula reaches a given value.

use rust_decimal::Decimal;

use super::{Facts, Num, Value};
use crate::domain::field::FieldId;

impl Num {
    /// The figure of a field at which this number comes to `target`, everything else in it being known
    /// exactly; `None` where it is not, where the field occurs more than once or not at all, or where no
    /// single figure does it.
    #[must_use]
    pub fn solve(&self, field: FieldId, target: Decimal, facts: &Facts<'_>) -> Option<Decimal> {
        let known = |number: &Num| match number.eval(facts) {
            Value::Known(interval) if !number.fields().contains(&field) => interval.single(),
            _ => None,
        };
        match self {
            Num::Field(own) => (*own == field).then_some(target),
            Num::Negate(a) => a.solve(field, -target, facts),
            Num::Add(a, b) => match (known(a), known(b)) {
                (None, Some(b)) => a.solve(field, target.checked_sub(b)?, facts),
                (Some(a), None) => b.solve(field, target.checked_sub(a)?, facts),
                _ => None,
            },
            Num::Subtract(a, b) => match (known(a), known(b)) {
                (None, Some(b)) => a.solve(field, target.checked_add(b)?, facts),
                (Some(a), None) => b.solve(field, a.checked_sub(target)?, facts),
                _ => None,
            },
            Num::Multiply(a, b) => match (known(a), known(b)) {
                (None, Some(b)) => a.solve(field, target.checked_div(b)?, facts),
                (Some(a), None) => b.solve(field, target.checked_div(a)?, facts),
                _ => None,
            },
            Num::Divide(a, b) => match (known(a), known(b)) {
                (None, Some(b)) => a.solve(field, target.checked_mul(b)?, facts),
                (Some(a), None) => b.solve(field, a.checked_div(target)?, facts),
                _ => None,
            },
            Num::Literal(_) | Num::Min(_) | Num::Max(_) | Num::If(..) | Num::Since(..) | Num::Count(_) => None,
        }
    }
}
