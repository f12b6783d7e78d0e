//! `validate [DIR]`: checks the data files and says everything that is wrong with them.

use std::io::Write;
use std::path::PathBuf;

use serde::Serialize;

use super::args::Global;
use super::context::{lang, page, print_json};
use super::load;
use super::outcome::{Exit, Failure};
use crate::domain::catalogue::{Catalogue, Problem};
use crate::domain::lint::{Doubt, doubts};
use crate::domain::message::Lang;
use crate::env::Env;

/// 检查数据文件，列出全部错误；没有错误时给出数量
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 数据文件夹；不写检查 --data 或内置的数据
    #[arg(value_name = "DIR", help_heading = "参数")]
    folder: Option<PathBuf>,
}

#[derive(Default, Serialize)]
struct Findings<'a> {
    problems: Vec<ProblemShape<'a>>,
    policies: usize,
    pending: usize,
    programs: usize,
    criteria: usize,
    fields: usize,
    /// What is well-formed and still wants a second look.
    doubts: Vec<DoubtShape<'a>>,
}

#[derive(Serialize)]
struct DoubtShape<'a> {
    place: &'a str,
    message: &'a str,
}

#[derive(Serialize)]
struct ProblemShape<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    path: &'a str,
    message: &'a str,
}

/// Checks and prints what was found.
pub(super) fn run(args: &Args, global: &Global, env: &Env, out: &mut dyn Write) -> Result<Exit, Failure> {
    let folder = args.folder.as_deref().or(global.data.as_deref());
    if let Some(folder) = folder {
        load::check_folder(folder)?;
    }
    let lang = lang(global, env);
    match Catalogue::load(&load::sources(folder, env)?) {
        Ok(catalogue) => {
            let doubts = doubts(&catalogue);
            let findings = sound(&catalogue, &doubts, lang);
            if global.json {
                print_json(out, &findings)?;
            } else {
                print(&findings, lang, out)?;
            }
            Ok(Exit::Done)
        }
        Err(problems) => {
            if global.json {
                let problems = problems.iter().map(|problem| shape(problem, lang)).collect();
                print_json(out, &Findings { problems, ..Findings::default() })?;
            } else {
                print_problems(&problems, lang, out)?;
            }
            Ok(Exit::Failure)
        }
    }
}

fn shape(problem: &Problem, lang: Lang) -> ProblemShape<'_> {
    ProblemShape {
        file: &problem.file,
        line: problem.line,
        column: problem.column,
        path: &problem.path,
        message: problem.message.text(lang),
    }
}

fn print_problems(problems: &[Problem], lang: Lang, out: &mut dyn Write) -> Result<(), Failure> {
    for problem in problems {
        // The caret of an expression stands in a line of its own, so these are not wrapped.
        writeln!(out, "{}", crate::text::clean_text(&problem.text(lang)))?;
    }
    let count = problems.len();
    page(out, lang).line(&match lang {
        Lang::Zh => format!("{count} 处错误"),
        Lang::En => format!("{count} errors"),
    })?;
    Ok(())
}

fn sound<'a>(catalogue: &Catalogue, doubts: &'a [Doubt], lang: Lang) -> Findings<'a> {
    let doubts =
        doubts.iter().map(|doubt| DoubtShape { place: &doubt.place, message: doubt.message.text(lang) }).collect();
    Findings {
        problems: Vec::new(),
        policies: catalogue.policies().len(),
        pending: catalogue.policies().iter().filter(|policy| policy.programs_pending).count(),
        programs: catalogue.programs().count(),
        criteria: catalogue.programs().map(|(_, _, program)| program.criteria.leaves().count()).sum(),
        fields: catalogue.fields.len(),
        doubts,
    }
}

fn print(findings: &Findings<'_>, lang: Lang, out: &mut dyn Write) -> Result<(), Failure> {
    let mut page = page(out, lang);
    let Findings { policies, pending, programs, criteria, fields, doubts, .. } = findings;
    page.line(&match lang {
        Lang::Zh => format!("没有错误：{policies} 项政策，{programs} 个事项，{criteria} 条条件，{fields} 个字段"),
        Lang::En => {
            format!("no errors: {policies} policies, {programs} programs, {criteria} criteria, {fields} fields")
        }
    })?;
    if *pending > 0 {
        page.line(&match lang {
            Lang::Zh => format!("{pending} 项政策的事项还没有录入"),
            Lang::En => format!("the programs of {pending} policies are not entered yet"),
        })?;
    }
    for doubt in doubts {
        page.item(0, lang.pick("提醒：", "note: "), &format!("{} {}", doubt.place, doubt.message))?;
    }
    Ok(())
}
