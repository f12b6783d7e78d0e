//! What stands behind a number and says what it counts: a pure table with its one reader.

use rust_decimal::Decimal;

use super::starts_with;

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::handbook) enum Counted {
    /// 元
    Money,
    /// %, 折, 倍
    Ratio,
    /// 年
    Years,
    /// 个月
    Months,
    /// 天, 工作日
    Days,
    /// 平方米
    Area,
    /// 亩
    Mu,
    /// 千瓦时
    Energy,
    /// People, firms, pieces and whatever else has a word to be counted by.
    Things,
    /// Nothing said.
    Plain,
}

/// Each word with what it counts and the factor as digits and decimal places; longer words before those
/// that they begin with.
const UNITS: &[(&str, Counted, i64, u32)] = &[
    ("元", Counted::Money, 1, 0),
    ("%", Counted::Ratio, 1, 2),
    ("‰", Counted::Ratio, 1, 3),
    ("个百分点", Counted::Ratio, 1, 2),
    ("百分点", Counted::Ratio, 1, 2),
    ("个基点", Counted::Ratio, 1, 4),
    ("折", Counted::Ratio, 1, 1),
    ("倍", Counted::Ratio, 1, 0),
    ("周年", Counted::Years, 1, 0),
    ("周岁", Counted::Years, 1, 0),
    ("岁", Counted::Years, 1, 0),
    ("个完整会计年度", Counted::Years, 1, 0),
    ("个会计年度", Counted::Years, 1, 0),
    ("个完整年度", Counted::Years, 1, 0),
    ("个自然年", Counted::Years, 1, 0),
    ("个年度", Counted::Years, 1, 0),
    ("年", Counted::Years, 1, 0),
    ("个自然月", Counted::Months, 1, 0),
    ("个月", Counted::Months, 1, 0),
    ("个工作日", Counted::Days, 1, 0),
    ("工作日", Counted::Days, 1, 0),
    ("个自然日", Counted::Days, 1, 0),
    ("自然日", Counted::Days, 1, 0),
    ("天", Counted::Days, 1, 0),
    ("日内", Counted::Days, 1, 0),
    ("平方米", Counted::Area, 1, 0),
    ("平米", Counted::Area, 1, 0),
    ("㎡", Counted::Area, 1, 0),
    ("m2", Counted::Area, 1, 0),
    ("m²", Counted::Area, 1, 0),
    ("亩", Counted::Mu, 1, 0),
    ("千瓦时", Counted::Energy, 1, 0),
    ("度电", Counted::Energy, 1, 0),
    ("人", Counted::Things, 1, 0),
    ("名", Counted::Things, 1, 0),
    ("位", Counted::Things, 1, 0),
    ("家", Counted::Things, 1, 0),
    ("户", Counted::Things, 1, 0),
    ("个", Counted::Things, 1, 0),
    ("件", Counted::Things, 1, 0),
    ("项", Counted::Things, 1, 0),
    ("条", Counted::Things, 1, 0),
    ("场", Counted::Things, 1, 0),
    ("次", Counted::Things, 1, 0),
    ("批", Counted::Things, 1, 0),
    ("篇", Counted::Things, 1, 0),
    ("种", Counted::Things, 1, 0),
    ("类", Counted::Things, 1, 0),
    ("款", Counted::Things, 1, 0),
    ("套", Counted::Things, 1, 0),
    ("台", Counted::Things, 1, 0),
    ("届", Counted::Things, 1, 0),
    ("强", Counted::Things, 1, 0),
];

/// What a number counts, the factor that its unit makes, and how many characters the unit takes.
pub(super) fn unit(number: Decimal, behind: &[char]) -> (Counted, Decimal, usize) {
    let plain = (Counted::Plain, Decimal::ONE, 0);
    let Some((word, counted, digits, places)) = UNITS.iter().find(|(word, ..)| starts_with(behind, word)) else {
        return plain;
    };
    // A year of the calendar is a date and no distance.
    if *word == "年" && number >= Decimal::from(1900) {
        return plain;
    }
    // 七五折 is 75 %.
    let places = if *word == "折" && number >= Decimal::TEN { 2 } else { *places };
    (*counted, Decimal::new(*digits, places), word.chars().count())
}
