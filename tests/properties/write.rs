//! Writes a made-up catalogue: as the JSON texts that the real loader reads, and in few words, so that a
//! failing case can be read.

use std::fmt;

use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use super::model::{Case, Field, Formula, Kind, Op, Span, Test, Tree, Unit};
use super::value::{Fraction, Said};

impl Unit {
    pub(super) fn word(self) -> &'static str {
        match self {
            Unit::Person => "人",
            Unit::Yuan => "元",
            Unit::Percent => "%",
        }
    }

    /// A figure of this unit as an expression or an answer writes it.
    pub(super) fn write(self, figure: Fraction) -> String {
        let figure = if self == Unit::Percent { figure.times(Fraction::whole(100)) } else { figure };
        format!("{}{}", figure.text(), self.word())
    }
}

impl Op {
    fn sign(self) -> &'static str {
        match self {
            Op::Eq => "==",
            Op::Ne => "!=",
            Op::Lt => "<",
            Op::Le => "<=",
            Op::Gt => ">",
            Op::Ge => ">=",
        }
    }
}

impl Formula {
    fn text(self, fields: &[Field]) -> String {
        match self {
            Formula::Share(a, b) => format!("{} / {}", fields[a].key, fields[b].key),
            Formula::Sum(a, b) => format!("{} + {}", fields[a].key, fields[b].key),
            Formula::Half(a) => format!("{} / 2", fields[a].key),
        }
    }
}

impl Test {
    /// The expression.
    fn text(&self, fields: &[Field]) -> String {
        let key = |field: &usize| fields[*field].key.as_str();
        let write = |field: &usize, figure: &Fraction| match fields[*field].kind {
            Kind::Number { unit, .. } => unit.write(*figure),
            _ => panic!("{} is no number", key(field)),
        };
        let options = |field: &usize, mask: u64| {
            let count = match fields[*field].kind {
                Kind::Choice(count) | Kind::Choices(count) => count,
                _ => panic!("{} has no options", key(field)),
            };
            let picked: Vec<String> = (0..count).filter(|place| mask >> place & 1 == 1).map(option).collect();
            picked.join(", ")
        };
        match self {
            Test::Number { field, op, figure } => format!("{} {} {}", key(field), op.sign(), write(field, figure)),
            Test::Within { field, low, high } => {
                format!("{} in {}..{}", key(field), write(field, low), write(field, high))
            }
            Test::If { field, op, condition, yes, no } => format!(
                "{} {} if({}, {}, {})",
                key(field),
                op.sign(),
                condition.text(fields),
                write(field, yes),
                write(field, no)
            ),
            Test::Since { span, field, op, count } => {
                let (name, unit) = match span {
                    Span::Years => ("years", "年"),
                    Span::Months => ("months", "月"),
                    Span::Days => ("days", "天"),
                };
                format!("{name}({}) {} {count}{unit}", key(field), op.sign())
            }
            Test::Day { field, op, day } => format!("{} {} {day}", key(field), op.sign()),
            Test::Until { op, field, months } => format!("as_of {} {} + {months}月", op.sign(), key(field)),
            Test::DayWithin { field, from, to } => format!("{} in {from}..{to}", key(field)),
            Test::OneOf { field, mask, negated: true } => format!("{} != {}", key(field), options(field, *mask)),
            Test::OneOf { field, mask, negated: false } => format!("{} in {{{}}}", key(field), options(field, *mask)),
            Test::HasAny { field, mask } => format!("{} has any {{{}}}", key(field), options(field, *mask)),
            Test::Count { field, op, count } => format!("count({}) {} {count}", key(field), op.sign()),
            Test::Flag { field, want } => format!("{} == {}", key(field), if *want { "yes" } else { "no" }),
            Test::Pair { left, op, right, half } => {
                format!("{} {} {}{}", key(left), op.sign(), if *half { "50% * " } else { "" }, key(right))
            }
            Test::Extreme { most, a, b, op, figure } => {
                let name = if *most { "max" } else { "min" };
                format!("{name}({}, {}) {} {}", key(a), key(b), op.sign(), write(a, figure))
            }
            Test::Difference { a, b, op, figure } => {
                format!("{} - {} {} {}", key(a), key(b), op.sign(), write(a, figure))
            }
            Test::DayPair { left, op, right, months } => {
                format!("{} {} {} + {months}月", key(left), op.sign(), key(right))
            }
        }
    }
}

/// The id of an option by its place.
pub(super) fn option(place: usize) -> String {
    format!("o{place}")
}

impl Tree {
    /// The criteria as a data file writes them; `next` numbers the leaves.
    fn json(&self, fields: &[Field], next: &mut usize) -> Json {
        let mut list = |children: &[Tree]| children.iter().map(|child| child.json(fields, next)).collect::<Vec<_>>();
        match self {
            Tree::All(children) => json!({ "all": list(children) }),
            Tree::Any(children) => json!({ "any": list(children), "label": "L" }),
            Tree::AtLeast(count, children) => json!({ "at_least": count, "of": list(children), "label": "L" }),
            Tree::Not(child) => json!({ "not": child.json(fields, next) }),
            Tree::Test(_) | Tree::Judgement | Tree::External => {
                let mut leaf = json!({ "id": format!("l{next}"), "label": "L", "at": "一", "anchor": "a" });
                *next += 1;
                let (key, text) = match self {
                    Tree::Test(test) => ("test", test.text(fields)),
                    Tree::Judgement => ("judgement", "look".to_owned()),
                    _ => ("external", "a paper".to_owned()),
                };
                leaf[key] = Json::String(text);
                leaf
            }
        }
    }

    /// Short, for a failing case.
    fn short(&self, fields: &[Field]) -> String {
        let list = |children: &[Tree]| children.iter().map(|child| child.short(fields)).collect::<Vec<_>>().join(", ");
        match self {
            Tree::Test(test) => format!("\"{}\"", test.text(fields)),
            Tree::Judgement => "judgement".to_owned(),
            Tree::External => "external".to_owned(),
            Tree::All(children) => format!("all[{}]", list(children)),
            Tree::Any(children) => format!("any[{}]", list(children)),
            Tree::AtLeast(count, children) => format!("at_least {count} of[{}]", list(children)),
            Tree::Not(child) => format!("not({})", child.short(fields)),
        }
    }
}

impl Case {
    pub(super) fn fields_json(&self) -> String {
        let fields: Vec<Json> = self.fields.iter().map(|field| field_json(field, &self.fields)).collect();
        json!({ "topics": [{ "id": "t", "title": "T" }], "fields": fields }).to_string()
    }

    pub(super) fn policy_json(&self) -> String {
        let program = |(place, tree): (usize, &Tree)| {
            json!({
                "id": format!("p{place}"), "title": "P", "applicants": ["company"],
                "criteria": tree.json(&self.fields, &mut 0),
                "benefits": [{ "id": "b", "kind": "in_kind", "label": "B" }],
            })
        };
        let programs: Vec<Json> = self.programs.iter().enumerate().map(program).collect();
        json!({
            "no": 1, "slug": "one", "category": "C", "title": "T", "short_title": "S", "kind": "guide",
            "level": "city", "page": 1, "document_numbers": [], "agencies": [], "basis": [],
            "dates": { "issued": null, "effective": null, "expires": null }, "summary": "s", "points": [],
            "contacts": [], "links": [], "keywords": [], "notes": [], "errata": [], "programs": programs,
        })
        .to_string()
    }
}

fn field_json(field: &Field, all: &[Field]) -> Json {
    let mut found = json!({ "key": field.key, "topic": "t", "label": field.key, "help": "h", "effort": 1 });
    let kind = match field.kind {
        Kind::Number { unit, min, max, formula } => {
            found["unit"] = json!(unit.word());
            found["min"] = json!(min.map(|figure| unit.write(figure)));
            found["max"] = json!(max.map(|figure| unit.write(figure)));
            found["derived"] = json!(formula.map(|formula| formula.text(all)));
            "number"
        }
        Kind::Flag => "bool",
        Kind::Choice(count) | Kind::Choices(count) => {
            let options = (0..count).map(|place| json!({ "id": option(place), "label": option(place) }));
            found["options"] = Json::Array(options.collect());
            if matches!(field.kind, Kind::Choice(_)) { "choice" } else { "choices" }
        }
        Kind::Date => "date",
    };
    found["type"] = json!(kind);
    found
}

impl Case {
    /// What is said of one field, in few words.
    pub(super) fn told(&self, field: usize) -> String {
        let known = &self.fields[field];
        let said = self.said[field].map_or("not asked".to_owned(), |said| short(&said, known.kind));
        format!("{} ({}): {said}", known.key, kind(known.kind, &self.fields))
    }
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "on {}", self.as_of)?;
        let mut read: Vec<usize> = (0..self.programs.len()).flat_map(|program| self.reads(program)).collect();
        read.sort_unstable();
        read.dedup();
        for (place, tree) in self.programs.iter().enumerate() {
            writeln!(f, "  program {place}: {}", tree.short(&self.fields))?;
            writeln!(f, "    as JSON: {}", tree.json(&self.fields, &mut 0))?;
            let ticks = tree.leaves().into_iter().zip(&self.ticks[place]).enumerate();
            for (leaf, (_, tick)) in ticks.filter(|(_, (test, tick))| test.is_none() && tick.is_some()) {
                let word = match tick.flatten() {
                    Some(true) => "yes",
                    Some(false) => "no",
                    None => "?",
                };
                writeln!(f, "    l{leaf} is ticked {word}")?;
            }
        }
        for field in read {
            writeln!(f, "  {}", self.told(field))?;
        }
        Ok(())
    }
}

/// A kind of field in few words.
fn kind(kind: Kind, fields: &[Field]) -> String {
    match kind {
        Kind::Number { unit, min, max, formula } => {
            let end = |end: Option<Fraction>| end.map_or("…".to_owned(), |figure| unit.write(figure));
            let formula = formula.map_or(String::new(), |formula| format!(", or {}", formula.text(fields)));
            format!("{}..{}{formula}", end(min), end(max))
        }
        Kind::Flag => "yes or no".to_owned(),
        Kind::Choice(count) => format!("one of {count} options"),
        Kind::Choices(count) => format!("any of {count} options"),
        Kind::Date => "a day".to_owned(),
    }
}

/// An answer in few words.
fn short(said: &Said, kind: Kind) -> String {
    let figure = |figure: Fraction| match kind {
        Kind::Number { unit, .. } => unit.write(figure),
        _ => figure.text(),
    };
    let options = |mask: u64| {
        let picked: Vec<String> = (0..64).filter(|place| mask >> place & 1 == 1).map(option).collect();
        if picked.is_empty() { "none".to_owned() } else { picked.join(" ") }
    };
    match *said {
        Said::Figures { low, high } => match (low, high) {
            (Some(low), Some(high)) if low == high => figure(low.0),
            (Some((low, true)), Some((high, true))) => format!("{}..{}", figure(low), figure(high)),
            _ => {
                let ends = [(low, ">"), (high, "<")].into_iter().filter_map(|(end, sign)| {
                    end.map(|(end, closed)| format!("{sign}{} {}", if closed { "=" } else { "" }, figure(end)))
                });
                ends.collect::<Vec<_>>().join(" and ")
            }
        },
        Said::Days { from, to } if from == to => from.map_or("?".to_owned(), |day| day.to_string()),
        Said::Days { from, to } => {
            let day = |day: Option<NaiveDate>| day.map_or("…".to_owned(), |day| day.to_string());
            format!("{}..{}", day(from), day(to))
        }
        Said::Flag(yes) => if yes { "yes" } else { "no" }.to_owned(),
        Said::Choice(mask) => options(mask).replace(' ', " or "),
        Said::Choices { must, may } if must == may => options(must),
        Said::Choices { must, may } => format!("surely {}, perhaps {}", options(must), options(may & !must)),
        Said::DontKnow => "don't know".to_owned(),
        Said::Lacking => "not applicable".to_owned(),
    }
}
