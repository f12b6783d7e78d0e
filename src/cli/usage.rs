//! What cannot be understood of a command line, as one sentence in our words; clap speaks English only.

use std::ffi::OsString;

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::domain::message::{Lang, Message};
use crate::message;

/// The language that `--lang` asks for, found before the rest is understood, because errors of the
/// rest are told in it.
pub(super) fn lang_of(args: &[OsString]) -> Option<Lang> {
    let texts: Vec<&str> = args.iter().filter_map(|arg| arg.to_str()).collect();
    let after = texts.windows(2).filter_map(|pair| match pair {
        ["--lang", value] => Some(*value),
        _ => None,
    });
    let joined = texts.iter().filter_map(|text| text.strip_prefix("--lang="));
    after.chain(joined).find_map(|value| match value {
        "zh" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    })
}

/// One sentence with a hint for an error of clap's.
pub(super) fn message(error: &Error) -> Message {
    let of = |kind: ContextKind| error.get(kind).map(text).filter(|text| !text.is_empty());
    let argument = of(ContextKind::InvalidArg).unwrap_or_default();
    // `--lang <zh|en>`: the name alone is enough.
    let argument = argument.split(' ').next().unwrap_or_default().to_owned();
    let value = of(ContextKind::InvalidValue);
    let told = match error.kind() {
        ErrorKind::UnknownArgument if !argument.starts_with('-') => {
            message!("多了 `{argument}`", "`{argument}` is too much")
        }
        ErrorKind::UnknownArgument => unknown("选项", "option", &argument, of(ContextKind::SuggestedArg)),
        ErrorKind::InvalidSubcommand => {
            let name = of(ContextKind::InvalidSubcommand).unwrap_or_default();
            unknown("命令", "command", &name, of(ContextKind::SuggestedSubcommand))
        }
        ErrorKind::MissingRequiredArgument => message!("缺少 {argument}", "{argument} is missing"),
        ErrorKind::ArgumentConflict => {
            message!("{argument} 写了不止一次", "{argument} is there more than once")
        }
        ErrorKind::InvalidValue => match (value, of(ContextKind::ValidValue)) {
            (None, _) => message!("{argument} 后面要有值", "{argument} needs a value"),
            (Some(value), Some(valid)) => {
                message!(
                    "{argument} 不能是 `{value}`，可写 {valid}",
                    "{argument} cannot be `{value}`; it can be {valid}"
                )
            }
            (Some(value), None) => message!("{argument} 不能是 `{value}`", "{argument} cannot be `{value}`"),
        },
        ErrorKind::TooManyValues => {
            let value = value.unwrap_or_default();
            message!("`{value}` 多余，`{argument}` 不带值", "`{value}` is too much: `{argument}` takes no value")
        }
        ErrorKind::InvalidUtf8 => message!("命令行里有不是 UTF-8 的字", "the command line is not all UTF-8"),
        _ => {
            let plain = error.to_string();
            let first = plain.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
            message!("命令行看不懂（{first}）", "{first}")
        }
    };
    told.then(message!("（用法见 policydesk --help）", "(see policydesk --help)"))
}

fn unknown(zh: &str, en: &str, name: &str, meant: Option<String>) -> Message {
    match meant {
        Some(meant) => {
            message!("没有{zh} `{name}`：是不是 `{meant}`？", "there is no {en} `{name}`: did you mean `{meant}`?")
        }
        None => message!("没有{zh} `{name}`", "there is no {en} `{name}`"),
    }
}

fn text(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(several) => several.join("、"),
        other => other.to_string(),
    }
}
