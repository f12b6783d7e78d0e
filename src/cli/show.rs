//! `show REF`: a policy or program to read, or its data as they are.

use super::context::Context;
use super::outcome::{Exit, Failure};
use crate::domain::catalogue::Reference;
use crate::report::text;

/// 看一项政策或一个事项：要点、期限、条件、金额、材料、办法、联系方式
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 政策或事项：45、little-giant、45/little-giant
    #[arg(value_name = "REF", help_heading = "参数")]
    reference: String,
}

/// Prints the page, or the text of the data file.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let catalogue = context.catalogue;
    let found = catalogue.resolve(&args.reference).map_err(Failure::Usage)?;
    if context.json {
        let json = match found {
            Reference::Policy(place) => catalogue.text(place).map(str::to_owned),
            Reference::Program(id) => catalogue.program_text(id).map(unindent),
        };
        context.print_json_text(&json.unwrap_or_default())?;
        return Ok(Exit::Done);
    }
    let as_of = context.as_of;
    let mut page = context.page();
    match found {
        Reference::Policy(place) => {
            if let Some(policy) = catalogue.policy(place) {
                text::policy(&mut page, catalogue, policy, as_of)?;
            }
        }
        Reference::Program(id) => {
            if let Some((policy, program)) = catalogue.program(id) {
                text::program(&mut page, catalogue, policy, program, as_of)?;
            }
        }
    }
    Ok(Exit::Done)
}

/// An object cut out of a file, moved to the left edge. A line break cannot stand in a JSON string, so
/// that every line begins with blanks of the file's layout.
fn unindent(object: &str) -> String {
    let last = object.lines().last().unwrap_or_default();
    let indent = last.len() - last.trim_start().len();
    let moved = object.lines().map(|line| {
        let blanks = line.len() - line.trim_start().len();
        line.get(indent.min(blanks)..).unwrap_or(line)
    });
    moved.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::unindent;

    #[test]
    fn a_nested_object_is_moved_to_the_left_edge() {
        assert_eq!(unindent("{\n      \"a\": [\n        1\n      ]\n    }"), "{\n  \"a\": [\n    1\n  ]\n}");
        assert_eq!(unindent("{\"a\": 1}"), "{\"a\": 1}");
    }
}
