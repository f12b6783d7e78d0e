//! `fields [REF]`: the vocabulary, or what one program or policy asks.

use serde::Serialize;
use serde_json::Number;

use super::context::Context;
use super::outcome::{Exit, Failure};
use crate::domain::answer::show_interval;
use crate::domain::catalogue::{Catalogue, Reference};
use crate::domain::criterion::NodeKind;
use crate::domain::field::{Field, FieldId, FieldKind};
use crate::domain::interval::Interval;
use crate::domain::message::Lang;
use crate::domain::policy::Program;
use crate::report::json::number;
use crate::report::page::Page;
use crate::report::words;

/// 列出字段（--set 和档案里用的 KEY）；写了 REF 只列它要问的，包括判断项
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 政策或事项，如 45、45/little-giant；不写列出全部字段
    #[arg(value_name = "REF", help_heading = "参数")]
    reference: Option<String>,
}

#[derive(Serialize)]
struct FieldShape<'a> {
    key: &'a str,
    topic: &'a str,
    label: &'a str,
    r#type: &'static str,
    unit: Option<&'static str>,
    options: Vec<OptionShape<'a>>,
    min: Option<Number>,
    max: Option<Number>,
    derived_from: Vec<&'a str>,
    help: &'a str,
    source: Option<&'a str>,
    effort: Option<u8>,
}

#[derive(Serialize)]
struct OptionShape<'a> {
    id: &'a str,
    label: &'a str,
}

/// What is asked: fields, and the ticks of one program or policy.
struct Asked<'a> {
    fields: Vec<(FieldId, &'a Field)>,
    /// Name, kind, label, what to look at.
    ticks: Vec<(&'a str, &'static str, &'a str, &'a str)>,
}

/// Prints the fields.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let catalogue = context.catalogue;
    let asked = match &args.reference {
        None => Asked { fields: catalogue.fields.iter().collect(), ticks: Vec::new() },
        Some(reference) => asked(reference, catalogue)?,
    };
    if context.json {
        let fields = asked.fields.iter().map(|(_, field)| shape(field, catalogue));
        let ticks = asked.ticks.iter().map(|tick| tick_shape(*tick));
        context.print_json(&fields.chain(ticks).collect::<Vec<_>>())?;
    } else {
        print(&mut context.page(), catalogue, &asked)?;
    }
    Ok(Exit::Done)
}

fn asked<'a>(reference: &str, catalogue: &'a Catalogue) -> Result<Asked<'a>, Failure> {
    let programs: Vec<&Program> = match catalogue.resolve(reference).map_err(Failure::Usage)? {
        Reference::Program(id) => catalogue.program(id).map(|(_, program)| program).into_iter().collect(),
        Reference::Policy(place) => {
            let policy = catalogue.policy(place);
            // A policy still to be entered asks something, we only do not know what.
            if policy.is_some_and(|policy| policy.programs_pending) {
                catalogue.resolve_program(reference).map_err(Failure::Failed)?;
            }
            policy.map(|policy| policy.programs.iter().collect()).unwrap_or_default()
        }
    };
    let used: Vec<FieldId> = programs.iter().flat_map(|program| program.fields()).collect();
    let fields = catalogue.fields.iter().filter(|(id, _)| used.contains(id)).collect();
    let nodes = programs.iter().flat_map(|program| program.criteria.nodes());
    let ticks = nodes.filter_map(|node| match &node.kind {
        NodeKind::Judgement { tick, hint: about } | NodeKind::External { tick, standard: about } => {
            Some((catalogue.tick_name(*tick), node.kind.word(), node.label.as_str(), about.as_str()))
        }
        _ => None,
    });
    Ok(Asked { fields, ticks: ticks.collect() })
}

fn shape<'a>(field: &'a Field, catalogue: &'a Catalogue) -> FieldShape<'a> {
    let options = field.kind.options().iter().map(|option| OptionShape { id: &option.id, label: &option.label });
    let (min, max) = match &field.kind {
        FieldKind::Number { unit, domain, .. } => {
            (domain.lo.and_then(|end| number(end.value, *unit)), domain.hi.and_then(|end| number(end.value, *unit)))
        }
        _ => (None, None),
    };
    let inputs = field.derived().map(|formula| formula.fields()).unwrap_or_default();
    FieldShape {
        key: &field.key,
        topic: catalogue.fields.topics.get(field.topic).map_or("", |topic| &topic.id),
        label: &field.label,
        r#type: field.kind.word(),
        unit: field.unit().map(|unit| unit.word()),
        options: options.collect(),
        min,
        max,
        derived_from: inputs.into_iter().map(|id| catalogue.fields.key(id)).collect(),
        help: &field.help,
        source: field.source.as_deref(),
        effort: Some(field.effort),
    }
}

fn tick_shape<'a>((key, kind, label, help): (&'a str, &'static str, &'a str, &'a str)) -> FieldShape<'a> {
    FieldShape {
        key,
        topic: "",
        label,
        r#type: kind,
        unit: None,
        options: Vec::new(),
        min: None,
        max: None,
        derived_from: Vec::new(),
        help,
        source: None,
        effort: None,
    }
}

fn print(page: &mut Page<'_>, catalogue: &Catalogue, asked: &Asked<'_>) -> Result<(), Failure> {
    let lang = page.lang;
    let (fields, ticks) = (asked.fields.len(), asked.ticks.len());
    page.line(&match lang {
        Lang::Zh if ticks > 0 => format!("{fields} 个字段，{ticks} 个判断项"),
        Lang::Zh => format!("{fields} 个字段"),
        Lang::En if ticks > 0 => format!("{fields} fields, {ticks} judgements"),
        Lang::En => format!("{fields} fields"),
    })?;
    for (place, topic) in catalogue.fields.topics.iter().enumerate() {
        let of_topic = asked.fields.iter().filter(|(_, field)| field.topic == place);
        let rows: Vec<[String; 4]> = of_topic.map(|(_, field)| row(field, catalogue, lang)).collect();
        if !rows.is_empty() {
            page.heading(&format!("{}（{}）", topic.title, rows.len()))?;
            page.table(1, &rows)?;
        }
    }
    if ticks > 0 {
        page.heading(lang.pick("人工判断（--set 名称=yes|no|?）", "For a person to judge (--set NAME=yes|no|?)"))?;
        let rows: Vec<[String; 3]> = asked
            .ticks
            .iter()
            .map(|(name, _, label, about)| [(*name).to_owned(), (*label).to_owned(), (*about).to_owned()])
            .collect();
        page.table(1, &rows)?;
    }
    Ok(())
}

fn row(field: &Field, catalogue: &Catalogue, lang: Lang) -> [String; 4] {
    let kind = match &field.kind {
        FieldKind::Number { unit, domain, .. } => {
            let span =
                if *domain == Interval::FULL { String::new() } else { format!(" {}", show_interval(domain, *unit)) };
            format!("{}{span}", unit.word())
        }
        FieldKind::Flag => lang.pick("是/否", "yes/no").to_owned(),
        FieldKind::Date => lang.pick("日期", "date").to_owned(),
        FieldKind::Choice(_) => options(field, " | "),
        FieldKind::Choices(_) => options(field, ", "),
    };
    let inputs = field.derived().map(|formula| formula.fields()).unwrap_or_default();
    let inputs: Vec<&str> = inputs.into_iter().map(|id| catalogue.fields.key(id)).collect();
    let derived = match (inputs.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::Zh) => format!("；可由 {} 推算", inputs.join("、")),
        (false, Lang::En) => format!("; follows from {}", inputs.join(", ")),
    };
    let effort = words::effort(field.effort, lang).to_owned();
    [field.key.clone(), field.label.clone(), effort, format!("{kind}{derived}")]
}

/// `company 企业 | sole_trader 个体工商户`, with the sign that is also typed between several.
fn options(field: &Field, sign: &str) -> String {
    let named: Vec<String> =
        field.kind.options().iter().map(|option| format!("{} {}", option.id, option.label)).collect();
    named.join(sign)
}
