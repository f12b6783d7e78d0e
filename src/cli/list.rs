//! `list`: every policy with its programs.

use serde::Serialize;

use super::context::Context;
use super::outcome::{Exit, Failure};
use crate::domain::catalogue::Catalogue;
use crate::domain::message::Lang;
use crate::domain::policy::Policy;

/// 列出全部政策和事项
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

#[derive(Serialize)]
struct PolicyShape<'a> {
    no: u16,
    slug: &'a str,
    category: &'a str,
    title: &'a str,
    level: &'static str,
    programs: Vec<ProgramShape<'a>>,
    /// Only where the programs are still to be entered, which is not the same as having none.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pending: bool,
}

#[derive(Serialize)]
struct ProgramShape<'a> {
    id: &'a str,
    title: &'a str,
}

/// Prints the catalogue's contents.
pub(super) fn run(_: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let catalogue = context.catalogue;
    if context.json {
        let policies: Vec<PolicyShape<'_>> =
            catalogue.policies().iter().map(|policy| shape(policy, catalogue)).collect();
        context.print_json(&policies)?;
        return Ok(Exit::Done);
    }
    let lang = context.lang;
    let mut page = context.page();
    let (policies, programs) = (catalogue.policies().len(), catalogue.programs().count());
    let (title, edition) = (&catalogue.handbook.title, &catalogue.handbook.edition);
    page.line(&match lang {
        Lang::Zh => format!("{title} {edition} 年版 · {policies} 项政策 · {programs} 个事项"),
        Lang::En => format!("{title} {edition} · policies: {policies} · programs: {programs}"),
    })?;
    for (place, category) in catalogue.handbook.categories.iter().enumerate() {
        let of_category = || catalogue.policies().iter().filter(move |policy| policy.category == place);
        let (policies, programs) =
            (of_category().count(), of_category().map(|policy| policy.programs.len()).sum::<usize>());
        if policies == 0 {
            continue;
        }
        let title = &category.title;
        page.heading(&match lang {
            Lang::Zh => format!("{title}（{policies} 项政策，{programs} 个事项）"),
            Lang::En => format!("{title} (policies: {policies}, programs: {programs})"),
        })?;
        // One table a category, policies and programs together, so that all columns stand in line.
        let rows: Vec<[String; 3]> = of_category().flat_map(|policy| rows(policy, lang)).collect();
        page.table(1, &rows)?;
    }
    Ok(Exit::Done)
}

fn shape<'a>(policy: &'a Policy, catalogue: &'a Catalogue) -> PolicyShape<'a> {
    let category = catalogue.handbook.categories.get(policy.category);
    let programs = policy.programs.iter().map(|program| ProgramShape { id: &program.id, title: &program.title });
    PolicyShape {
        no: policy.no,
        slug: &policy.slug,
        category: category.map_or("", |category| &category.title),
        title: &policy.title,
        level: policy.level.word(),
        programs: programs.collect(),
        pending: policy.programs_pending,
    }
}

fn rows(policy: &Policy, lang: Lang) -> Vec<[String; 3]> {
    let no = policy.no;
    let state = match policy.programs.len() {
        0 if policy.programs_pending => lang.pick("事项待录入", "programs not entered yet"),
        0 => lang.pick("仅供查阅", "for reference"),
        _ => "",
    };
    let level = policy.level.label(lang);
    let about = if state.is_empty() { level.to_owned() } else { format!("{level} · {state}") };
    let mut rows = vec![[format!("{no:>2}  {}", policy.slug), about, policy.title.clone()]];
    rows.extend(
        policy
            .programs
            .iter()
            .map(|program| [format!("      {no}/{}", program.id), String::new(), program.title.clone()]),
    );
    rows
}
