//! A made-up catalogue as the tests see it: fields, tests, trees and one client, with the JSON texts that
//! the real loader reads, and a short way to print a failing one.

use std::fmt;

use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use super::value::{Fraction, Said};

/// What a number field counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Person,
    Yuan,
    Percent,
}

impl Unit {
    pub fn word(self) -> &'static str {
        match self {
            Unit::Person => "人",
            Unit::Yuan => "元",
            Unit::Percent => "%",
        }
    }

    /// A figure of this unit as an expression or an answer writes it.
    pub fn write(self, figure: Fraction) -> String {
        let figure = if self == Unit::Percent { figure.times(Fraction::whole(100)) } else { figure };
        format!("{}{}", figure.text(), self.word())
    }
}

/// How a derived field follows from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Formula {
    Share(usize, usize),
    Sum(usize, usize),
    Half(usize),
}

impl Formula {
    pub fn inputs(self) -> Vec<usize> {
        match self {
            Formula::Share(a, b) | Formula::Sum(a, b) => vec![a, b],
            Formula::Half(a) => vec![a],
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Number { unit: Unit, min: Option<Fraction>, max: Option<Fraction>, formula: Option<Formula> },
    Flag,
    Choice(usize),
    Choices(usize),
    Date,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    pub key: String,
    pub kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

impl Op {
    pub const ALL: [Op; 6] = [Op::Ge, Op::Le, Op::Gt, Op::Lt, Op::Eq, Op::Ne];

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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    Years,
    Months,
    Days,
}

/// One criterion; the last four relate two fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    Number { field: usize, op: Op, figure: Fraction },
    Within { field: usize, low: Fraction, high: Fraction },
    If { field: usize, op: Op, condition: Box<Test>, yes: Fraction, no: Fraction },
    Since { span: Span, field: usize, op: Op, count: i32 },
    Day { field: usize, op: Op, day: NaiveDate },
    Until { op: Op, field: usize, months: i32 },
    DayWithin { field: usize, from: NaiveDate, to: NaiveDate },
    OneOf { field: usize, mask: u64, negated: bool },
    HasAny { field: usize, mask: u64 },
    Count { field: usize, op: Op, count: i32 },
    Flag { field: usize, want: bool },
    Pair { left: usize, op: Op, right: usize, half: bool },
    Extreme { most: bool, a: usize, b: usize, op: Op, figure: Fraction },
    Difference { a: usize, b: usize, op: Op, figure: Fraction },
    DayPair { left: usize, op: Op, right: usize, months: i32 },
}

impl Test {
    /// The fields it reads, formulas aside.
    pub fn fields(&self) -> Vec<usize> {
        match self {
            Test::Number { field, .. }
            | Test::Within { field, .. }
            | Test::Since { field, .. }
            | Test::Day { field, .. }
            | Test::Until { field, .. }
            | Test::DayWithin { field, .. }
            | Test::OneOf { field, .. }
            | Test::HasAny { field, .. }
            | Test::Count { field, .. }
            | Test::Flag { field, .. } => vec![*field],
            Test::If { field, condition, .. } => [vec![*field], condition.fields()].concat(),
            Test::Pair { left: a, right: b, .. }
            | Test::Extreme { a, b, .. }
            | Test::Difference { a, b, .. }
            | Test::DayPair { left: a, right: b, .. } => vec![*a, *b],
        }
    }

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
pub fn option(place: usize) -> String {
    format!("o{place}")
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tree {
    Test(Test),
    Judgement,
    External,
    All(Vec<Tree>),
    Any(Vec<Tree>),
    AtLeast(usize, Vec<Tree>),
    Not(Box<Tree>),
}

impl Tree {
    /// The leaves in order; nothing stands for one that is ticked.
    pub fn leaves(&self) -> Vec<Option<&Test>> {
        match self {
            Tree::Test(test) => vec![Some(test)],
            Tree::Judgement | Tree::External => vec![None],
            Tree::All(children) | Tree::Any(children) | Tree::AtLeast(_, children) => {
                children.iter().flat_map(Tree::leaves).collect()
            }
            Tree::Not(child) => child.leaves(),
        }
    }

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
        let list = |children: &[Tree]| {
            children.iter().map(|child| child.short(fields)).collect::<Vec<_>>().join(", ")
        };
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

/// A tick: not looked at, looked at without a result, ticked.
pub type Tick = Option<Option<bool>>;

/// A catalogue of one policy with one program a tree, a client and a day.
#[derive(Clone, PartialEq, Eq)]
pub struct Case {
    pub as_of: NaiveDate,
    pub fields: Vec<Field>,
    pub programs: Vec<Tree>,
    /// By field.
    pub said: Vec<Option<Said>>,
    /// By leaf of each program; only those of judgements and external criteria count.
    pub ticks: Vec<Vec<Tick>>,
}

impl Case {
    pub fn with(&self, field: usize, said: Option<Said>) -> Case {
        let mut case = self.clone();
        case.said[field] = said;
        case
    }

    pub fn formula(&self, field: usize) -> Option<Formula> {
        match self.fields[field].kind {
            Kind::Number { formula, .. } => formula,
            _ => None,
        }
    }

    /// The fields that a program reads, inputs of formulas included, each once.
    pub fn reads(&self, program: usize) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        let mut waiting: Vec<usize> =
            self.programs[program].leaves().into_iter().flatten().flat_map(Test::fields).collect();
        while let Some(field) = waiting.pop() {
            if !found.contains(&field) {
                found.push(field);
                waiting.extend(self.formula(field).map(Formula::inputs).unwrap_or_default());
            }
        }
        found.sort_unstable();
        found
    }

    /// Whether a derived field follows its formula and nothing else: it has no answer of its own, and
    /// everything behind it was answered, so that another figure would contradict what was said.
    pub fn is_bound(&self, field: usize) -> bool {
        let Some(formula) = self.formula(field) else { return false };
        let answered = |said: &Option<Said>| said.is_some_and(|said| said != Said::DontKnow);
        !answered(&self.said[field])
            && formula.inputs().iter().all(|input| answered(&self.said[*input]) || self.is_bound(*input))
    }

    pub fn fields_json(&self) -> String {
        let fields: Vec<Json> = self.fields.iter().map(|field| field_json(field, &self.fields)).collect();
        json!({ "topics": [{ "id": "t", "title": "T" }], "fields": fields }).to_string()
    }

    pub fn policy_json(&self) -> String {
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
            found["derived"] = json!(formula.map(|formula| match formula {
                Formula::Share(a, b) => format!("{} / {}", all[a].key, all[b].key),
                Formula::Sum(a, b) => format!("{} + {}", all[a].key, all[b].key),
                Formula::Half(a) => format!("{} / 2", all[a].key),
            }));
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
            let known = &self.fields[field];
            writeln!(f, "  {}: {:?}", known.key, Shown(known.kind))?;
            match &self.said[field] {
                None => writeln!(f, "    not asked")?,
                Some(said) => writeln!(f, "    answered {}", short(said))?,
            }
        }
        Ok(())
    }
}

/// A kind of field in few words.
struct Shown(Kind);

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Kind::Number { unit, min, max, formula } => {
                let end = |end: Option<Fraction>| end.map_or("…".to_owned(), |figure| unit.write(figure));
                write!(f, "a number of {}..{}", end(min), end(max))?;
                formula.map_or(Ok(()), |formula| write!(f, ", derived {formula:?}"))
            }
            other => write!(f, "{other:?}"),
        }
    }
}

/// An answer in few words; fractions as they are, without their unit.
fn short(said: &Said) -> String {
    match said {
        Said::Figures { low, high } => {
            let end = |end: &Option<(Fraction, bool)>| {
                end.map_or("…".to_owned(), |(figure, closed)| {
                    format!("{}{}", figure.text(), if closed { "" } else { " (not itself)" })
                })
            };
            format!("{}..{}", end(low), end(high))
        }
        Said::Days { from, to } => {
            let day = |day: &Option<NaiveDate>| day.map_or("…".to_owned(), |day| day.to_string());
            format!("{}..{}", day(from), day(to))
        }
        Said::Choice(mask) => format!("one of {mask:#b}"),
        Said::Choices { must, may } => format!("surely {must:#b}, perhaps {may:#b}"),
        Said::Flag(_) | Said::DontKnow | Said::Lacking => format!("{said:?}"),
    }
}
