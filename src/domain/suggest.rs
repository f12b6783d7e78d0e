//! "Did you mean": the known name nearest to one that is not known.

use super::message::Message;
use crate::message;

/// The known name that was most likely meant, if one is near enough to be worth saying: by its spelling, or
/// else one whose first words it is.
#[must_use]
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let known: Vec<&str> = known.into_iter().collect();
    let begun = |candidate: &&str| candidate.strip_prefix(name).is_some_and(|rest| rest.starts_with(['_', '-']));
    alike(name, &known).or_else(|| known.iter().copied().find(begun))
}

fn alike<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    known
        .iter()
        .copied()
        .map(|candidate| (strsim::normalized_damerau_levenshtein(name, candidate), candidate))
        .filter(|(likeness, _)| *likeness >= 0.6)
        // Of equally near names the first listed wins, so that the hint is stable.
        .fold(None, |best: Option<(f64, &str)>, next| match best {
            Some(best) if best.0 >= next.0 => Some(best),
            _ => Some(next),
        })
        .map(|(_, candidate)| candidate)
}

/// The hint after an unknown name, or nothing.
#[must_use]
pub fn hint<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Message {
    match nearest(name, known) {
        Some(meant) => message!("：是不是 `{meant}`？", ": did you mean `{meant}`?"),
        None => Message { zh: String::new(), en: String::new() },
    }
}

/// A field that the vocabulary does not have.
#[must_use]
pub fn unknown_field<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Message {
    let hint = hint(name, known);
    let (zh, en) = (hint.zh, hint.en);
    message!("没有字段 `{name}`{zh}", "there is no field `{name}`{en}")
}

/// An option that a field does not have.
#[must_use]
pub fn unknown_option<'a>(name: &str, field: &str, known: impl Iterator<Item = &'a str> + Clone) -> Message {
    let hint = hint(name, known.clone());
    let all = known.collect::<Vec<_>>().join("、");
    let (zh, en) = (hint.zh, hint.en);
    message!(
        "字段 `{field}` 没有选项 `{name}`{zh}（有 {all}）",
        "field `{field}` has no option `{name}`{en} (it has {all})",
    )
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_name_is_offered_only_when_it_is_near() {
        let known = ["debt_ratio", "staff", "revenue_last_year"];
        assert_eq!(nearest("debt_ration", known), Some("debt_ratio"));
        assert_eq!(nearest("stuff", known), Some("staff"));
        assert_eq!(nearest("revenue", known), Some("revenue_last_year"));
        assert_eq!((nearest("zzz", known), nearest("", known), nearest("rev", known)), (None, None, None));
    }
}
