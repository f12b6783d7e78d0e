//! `check REF`: one program against a profile.

use super::context::{Context, Given};
use super::outcome::{Exit, Failure};
use crate::domain::assess::assess;
use crate::domain::calendar::of_policy;
use crate::domain::catalogue::Reference;
use crate::domain::decide::Eligibility;
use crate::domain::field::{Field, FieldId};
use crate::domain::message::{Lang, Message};
use crate::domain::policy::Policy;
use crate::domain::question::{for_program, next_questions, of_program};
use crate::domain::suggest;
use crate::domain::what_if::what_if;
use crate::message;
use crate::report::standing::Standing;
use crate::report::{json, text, words};

/// 评估一个事项：资格、期限、逐条条件、还要问什么、能得什么
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 事项：编号（只有一个事项时）、事项名称，或 45/little-giant
    #[arg(value_name = "REF", help_heading = "参数")]
    reference: String,
    #[command(flatten)]
    given: Given,
    /// 假设某个数字字段取别的值：列出在全部事项里的各档界线，以及到哪一档哪些结论会变
    #[arg(long, value_name = "FIELD", help_heading = "选项")]
    what_if: Option<String>,
    /// 用退出码表示结论：0 符合或初步符合，3 待补充，4 不符合
    #[arg(long, help_heading = "选项")]
    exit_status: bool,
}

/// Checks the program and prints its standing.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let (catalogue, as_of) = (context.catalogue, context.as_of);
    let profile = args.given.applied(context)?;
    if let Some(policy) = for_reference(&args.reference, context)? {
        reference(policy, context)?;
        return Ok(exit(args, Eligibility::Reference));
    }
    let id = catalogue.resolve_program(&args.reference).map_err(Failure::Usage)?;
    let field = args.what_if.as_deref().map(|key| number_field(key, context)).transpose()?;
    let Some(standing) = Standing::of(catalogue, &profile, as_of, id) else {
        return Ok(Exit::Failure);
    };
    let assessment = assess(catalogue, &profile, as_of);
    let what_if = field.map(|field| what_if(catalogue, &assessment, &profile, field));
    if context.json {
        let everywhere = next_questions(catalogue, &assessment, &profile);
        let own = of_program(&standing.program.criteria, &standing.decision, &standing.facts);
        let next = for_program(&everywhere, &own);
        context.print_json(&json::check(catalogue, &standing, &next, what_if.as_ref(), context.lang))?;
    } else {
        let mut page = context.page();
        text::check(&mut page, catalogue, &standing)?;
        if let Some(what_if) = &what_if {
            text::what_if(&mut page, catalogue, what_if)?;
        }
    }
    Ok(exit(args, standing.decision.eligibility))
}

/// The field that `--what-if` names, which has to be a number.
fn number_field(key: &str, context: &Context<'_>) -> Result<FieldId, Failure> {
    let fields = &context.catalogue.fields;
    let id = fields.find(key).ok_or_else(|| {
        let Message { zh, en } = suggest::unknown_field(key, fields.iter().map(|(_, field)| field.key.as_str()));
        Failure::Usage(message!("--what-if：{zh}", "--what-if: {en}"))
    })?;
    if fields.get(id).and_then(Field::unit).is_none() {
        return Err(Failure::Usage(message!(
            "--what-if：`{key}` 不是数字字段",
            "--what-if: `{key}` is not a number field",
        )));
    }
    Ok(id)
}

/// The policy that is named, if it is one to read only.
fn for_reference<'a>(reference: &str, context: &Context<'a>) -> Result<Option<&'a Policy>, Failure> {
    let found = context.catalogue.resolve(reference).map_err(Failure::Usage)?;
    let Reference::Policy(place) = found else { return Ok(None) };
    let policy = context.catalogue.policy(place);
    Ok(policy.filter(|policy| policy.programs.is_empty() && !policy.programs_pending))
}

fn reference(policy: &Policy, context: &mut Context<'_>) -> Result<(), Failure> {
    let stands = of_policy(policy, context.as_of);
    if context.json {
        return context.print_json(&json::reference(policy, &stands, context.as_of));
    }
    let (no, title, lang) = (policy.no, &policy.title, context.lang);
    let mut page = context.page();
    page.line(&format!("{no}  {title}"))?;
    page.line(&format!("{} · {}", Eligibility::Reference.label(lang), words::availability(&stands, lang)))?;
    page.line(&match lang {
        Lang::Zh => format!("这项政策没有可申报的事项，内容见 policydesk show {no}"),
        Lang::En => format!("This policy has nothing to apply for; read it with policydesk show {no}"),
    })?;
    Ok(())
}

fn exit(args: &Args, eligibility: Eligibility) -> Exit {
    match eligibility {
        _ if !args.exit_status => Exit::Done,
        Eligibility::Eligible | Eligibility::Likely => Exit::Done,
        // Nothing to meet is not the same as meeting it.
        Eligibility::Undecided | Eligibility::Reference => Exit::Undecided,
        Eligibility::Ineligible => Exit::Ineligible,
    }
}
