//! All that can be typed. The doc comments are the help, in Chinese like the desk's users.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use super::outcome::Failure;
use super::{check, fields, list, matching, search, show, usage, validate, verify};

/// How a help page is laid out, in place of clap's English one.
const PAGE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}\n";
const MORE: &str = "\
不带命令时打开终端界面。REF 写编号、名称或“编号/事项”，如 45、little-giant、45/little-giant。
某个命令的用法：policydesk help 命令

退出码：0 完成；1 出错；2 用法不对；check --exit-status 时 0 符合或初步符合、3 待补充、4 不符合。";

/// 政策台：查惠企政策，看资格、金额和期限
#[derive(Debug, Parser)]
#[command(name = "policydesk", version, disable_help_flag = true, disable_version_flag = true)]
#[command(disable_help_subcommand = true, subcommand_help_heading = "命令", subcommand_value_name = "命令")]
#[command(after_help = MORE)]
struct Cli {
    #[command(flatten)]
    global: Global,
    /// 显示版本
    #[arg(long, short = 'V', action = ArgAction::Version, help_heading = "通用选项")]
    version: Option<bool>,
    #[command(subcommand)]
    command: Option<Command>,
}

// No doc comment: clap would take it for the help of the whole program.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "通用选项")]
pub(super) struct Global {
    /// 自己的数据文件夹，叠加在内置数据之上（含 handbook.json、fields.json 或 policies/）
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) data: Option<PathBuf>,
    /// 手册原文的文本文件
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) handbook: Option<PathBuf>,
    /// 用哪份档案：已保存的名称、档案文件，或 sample:名称（示例）；不写为空白档案
    #[arg(long, global = true, value_name = "NAME|FILE|sample:NAME")]
    pub(super) profile: Option<String>,
    /// 评估日，如 2024-05-10；不写为今天
    #[arg(long, global = true, value_name = "DATE")]
    pub(super) as_of: Option<String>,
    /// 界面语言：zh 或 en；不写按系统语言
    #[arg(long, global = true, value_name = "zh|en", value_parser = ["zh", "en"], hide_possible_values = true)]
    pub(super) lang: Option<String>,
    /// 输出 JSON
    #[arg(long, global = true)]
    pub(super) json: bool,
    /// 显示用法
    #[arg(long, short, global = true, action = ArgAction::Help)]
    help: Option<bool>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    List(list::Args),
    Search(search::Args),
    Show(show::Args),
    Fields(fields::Args),
    Check(check::Args),
    Match(matching::Args),
    Validate(validate::Args),
    Verify(verify::Args),
}

/// What a command line asks for.
pub(super) enum Request {
    /// To print this and end.
    Text(String),
    /// To open the desk.
    Desk(Global),
    /// To run a command.
    Command(Global, Command),
}

/// Reads the command line.
pub(super) fn parse(args: Vec<OsString>) -> Result<Request, Failure> {
    let parsed =
        command().try_get_matches_from(as_clap_reads(args)).and_then(|matches| Cli::from_arg_matches(&matches));
    match parsed {
        Ok(Cli { global, command: Some(command), .. }) => Ok(Request::Command(global, command)),
        Ok(Cli { global, command: None, .. }) => Ok(Request::Desk(global)),
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Ok(Request::Text(error.render().to_string())),
            _ => Err(Failure::Usage(usage::message(&error))),
        },
    }
}

/// The help of the whole program.
pub(super) fn help() -> String {
    command().render_help().to_string()
}

fn command() -> clap::Command {
    // clap breaks lines at blanks only, which Chinese has none of; ours are laid out by `Page`.
    let pages = |command: clap::Command| command.help_template(PAGE).term_width(0);
    pages(Cli::command()).mut_subcommands(pages)
}

/// Two things that clap cannot be told: `help check` means `check --help` (its own command of that name
/// speaks English only), and in a query `-个人` is a word and not an option.
fn as_clap_reads(mut args: Vec<OsString>) -> Vec<OsString> {
    // Options of the program may stand before it; the name of a command never does.
    if let Some(place) = args.iter().skip(1).position(|arg| arg == "help").map(|place| place + 1) {
        let mut before = args.iter().take(place).skip(1).filter_map(|arg| arg.to_str());
        let commands = Cli::command();
        if !before.any(|word| commands.find_subcommand(word).is_some()) {
            args.remove(place);
            args.push("--help".into());
        }
    }
    let query = args.iter().position(|arg| arg == "search").unwrap_or(args.len());
    for arg in args.iter_mut().skip(query) {
        let excludes = arg.to_str().is_some_and(|text| {
            text.len() > 1 && text.starts_with('-') && !text.starts_with("--") && !["-h", "-V"].contains(&text)
        });
        if excludes {
            // A blank before it means nothing in a query.
            let mut word = OsString::from(" ");
            word.push(&*arg);
            *arg = word;
        }
    }
    args
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        super::command().debug_assert();
    }
}
