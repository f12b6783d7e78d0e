//! Checks `fields.json` and converts it: types, units, options, formulas.

use super::locate::Path;
use super::problem::Findings;
use super::raw::{RawField, RawOption, RawVocabulary};
use crate::domain::expr;
use crate::domain::field::{Choice, Field, FieldId, FieldKind, Topic, Vocabulary};
use crate::domain::interval::{End, Interval};
use crate::domain::number::{self, Unit};
use crate::domain::suggest;
use crate::message;

/// The types a field can have.
const TYPES: [&str; 5] = ["number", "bool", "choice", "choices", "date"];

/// Converts the vocabulary; what is wrong goes to the findings.
pub(super) fn vocabulary(raw: RawVocabulary, findings: &mut Findings<'_>) -> Vocabulary {
    let topics: Vec<Topic> = raw.topics.into_iter().map(|topic| Topic { id: topic.id, title: topic.title }).collect();
    let list = Path::Root.key("fields");
    let mut fields: Vec<Field> = Vec::new();
    let mut formulas = Vec::new();
    for (place, mut raw) in raw.fields.into_iter().enumerate() {
        let path = list.index(place);
        if let Some(formula) = raw.derived.take() {
            formulas.push((FieldId(place), formula));
        }
        if fields.iter().any(|field| field.key == raw.key) {
            let key = &raw.key;
            findings.add(&path.key("key"), message!("字段 `{key}` 写了两次", "field `{key}` is there twice"));
        }
        fields.push(field(raw, &topics, &path, findings));
    }
    let mut vocabulary = Vocabulary::new(topics, fields);
    for (id, text) in formulas {
        derive(&mut vocabulary, id, &text, &list, findings);
    }
    refuse_circles(&vocabulary, &list, findings);
    vocabulary
}

fn field(raw: RawField, topics: &[Topic], path: &Path<'_>, findings: &mut Findings<'_>) -> Field {
    let topic = topics.iter().position(|topic| topic.id == raw.topic).unwrap_or_else(|| {
        let name = &raw.topic;
        let hint = suggest::hint(name, topics.iter().map(|topic| topic.id.as_str()));
        let (zh, en) = (hint.zh, hint.en);
        findings.add(&path.key("topic"), message!("没有分组 `{name}`{zh}", "there is no topic `{name}`{en}"));
        0
    });
    if !(1..=4).contains(&raw.effort) {
        let effort = raw.effort;
        findings.add(
            &path.key("effort"),
            message!("effort 应为 1 到 4，不是 {effort}", "effort goes from 1 to 4, not {effort}"),
        );
    }
    if !raw.key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_') {
        findings.add(
            &path.key("key"),
            message!("字段名只用小写字母、数字和 `_`", "a field key has lower-case letters, digits and `_` only"),
        );
    }
    let kind = kind(&raw, path, findings);
    Field { key: raw.key, topic, label: raw.label, kind, help: raw.help, source: raw.source, effort: raw.effort }
}

fn kind(raw: &RawField, path: &Path<'_>, findings: &mut Findings<'_>) -> FieldKind {
    match raw.kind.as_str() {
        "number" => {
            let word = raw.unit.as_deref().unwrap_or("");
            let unit = Unit::from_word(word).filter(|unit| *unit != Unit::Bare).unwrap_or_else(|| {
                let words = Unit::words().collect::<Vec<_>>().join(" ");
                findings.add(
                    &path.key("unit"),
                    message!("没有单位 `{word}`；有 {words}", "there is no unit `{word}`; there are {words}"),
                );
                Unit::Bare
            });
            let lo = bound(raw.min.as_deref(), unit, &path.key("min"), findings);
            let hi = bound(raw.max.as_deref(), unit, &path.key("max"), findings);
            FieldKind::Number { unit, domain: Interval { lo, hi }, derived: None }
        }
        "bool" => FieldKind::Flag,
        "date" => FieldKind::Date,
        "choice" => FieldKind::Choice(options(raw.options.as_deref(), path, findings)),
        "choices" => FieldKind::Choices(options(raw.options.as_deref(), path, findings)),
        other => {
            let types = TYPES.join(" ");
            findings.add(
                &path.key("type"),
                message!("没有类型 `{other}`；有 {types}", "there is no type `{other}`; there are {types}"),
            );
            FieldKind::Flag
        }
    }
}

fn bound(text: Option<&str>, unit: Unit, path: &Path<'_>, findings: &mut Findings<'_>) -> Option<End> {
    match number::parse_number(text?, unit) {
        Ok(value) => Some(End { value, closed: true }),
        Err(message) => {
            findings.add(path, message);
            None
        }
    }
}

fn options(raw: Option<&[RawOption]>, path: &Path<'_>, findings: &mut Findings<'_>) -> Vec<Choice> {
    let path = path.key("options");
    let options: Vec<Choice> = raw
        .unwrap_or_default()
        .iter()
        .map(|option| Choice { id: option.id.clone(), label: option.label.clone() })
        .collect();
    if !(2..=64).contains(&options.len()) {
        let count = options.len();
        findings.add(
            &path,
            message!("选项要有 2 到 64 个，这里是 {count} 个", "a field has 2 to 64 options, this one {count}"),
        );
    }
    for (place, option) in options.iter().enumerate() {
        if options.iter().take(place).any(|other| other.id == option.id) {
            let id = &option.id;
            findings.add(&path.index(place), message!("选项 `{id}` 写了两次", "option `{id}` is there twice"));
        }
    }
    options
}

fn derive(vocabulary: &mut Vocabulary, id: FieldId, text: &str, list: &Path<'_>, findings: &mut Findings<'_>) {
    let field = list.index(id.0);
    let path = field.key("derived");
    let Some(wanted) = vocabulary.get(id).and_then(Field::unit) else {
        findings.add(&path, message!("只有数字字段能有公式", "only a number field can have a formula"));
        return;
    };
    match expr::parse_number(text, vocabulary) {
        Ok((formula, unit)) if unit == wanted || (unit == Unit::Bare && wanted.takes_bare()) => {
            vocabulary.set_derived(id, formula);
        }
        Ok((_, unit)) => {
            let (found, wanted) = (unit.word(), wanted.word());
            findings.add(
                &path,
                message!(
                    "公式得出的是 {found}，字段要的是 {wanted}",
                    "the formula gives {found}, the field wants {wanted}"
                ),
            );
        }
        Err(error) => findings.add_expression(&path, text, error),
    }
}

/// A formula that needs itself would never end.
fn refuse_circles(vocabulary: &Vocabulary, list: &Path<'_>, findings: &mut Findings<'_>) {
    for (id, field) in vocabulary.iter() {
        let mut seen = vec![false; vocabulary.len()];
        let mut waiting: Vec<FieldId> = field.derived().map(|formula| formula.fields()).unwrap_or_default();
        while let Some(next) = waiting.pop() {
            if next == id {
                let key = &field.key;
                let place = list.index(id.0);
                findings.add(
                    &place.key("derived"),
                    message!("`{key}` 的公式绕回了自己", "the formula of `{key}` needs itself"),
                );
                break;
            }
            if let Some(mark) = seen.get_mut(next.0)
                && !std::mem::replace(mark, true)
            {
                waiting.extend(vocabulary.get(next).and_then(Field::derived).map(|f| f.fields()).unwrap_or_default());
            }
        }
    }
}
