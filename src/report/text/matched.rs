//! Every program against a profile, grouped by verdict.

use std::io;

use crate::domain::catalogue::Catalogue;
use crate::domain::decide::Eligibility;
use crate::domain::message::Lang;
use crate::domain::question::Question;
use crate::domain::total::Total;
use crate::report::brings::brings;
use crate::report::page::Page;
use crate::report::standing::Standing;
use crate::report::words;

/// Every program against a profile, grouped by verdict, with what the chosen bring together and the best
/// next questions.
///
/// # Errors
/// What the writer says.
pub fn matched(
    page: &mut Page<'_>,
    catalogue: &Catalogue,
    about: &str,
    ranked: &[Standing<'_>],
    next: &[Question],
    total: &Total,
) -> io::Result<()> {
    let lang = page.lang;
    let in_group = |group: Eligibility| ranked.iter().filter(move |standing| standing.decision.eligibility == group);
    let filled = || Eligibility::ALL.into_iter().map(|group| (group, in_group(group).count()));
    page.line(about)?;
    let counts: Vec<String> = filled()
        .filter(|(group, count)| *count > 0 || *group != Eligibility::Reference)
        .map(|(group, count)| format!("{} {count}", group.label(lang)))
        .collect();
    page.line(&counts.join(" · "))?;
    for (group, count) in filled().filter(|(_, count)| *count > 0) {
        page.heading(&match lang {
            Lang::Zh => format!("{}（{count}）", group.label(lang)),
            Lang::En => format!("{} ({count})", group.label(lang)),
        })?;
        let rows: Vec<[String; 5]> = in_group(group).map(|standing| row(standing, lang)).collect();
        page.table(0, &rows)?;
    }
    super::total(page, catalogue, total)?;
    if next.is_empty() {
        return Ok(());
    }
    page.heading(lang.pick("下一问", "Next questions"))?;
    let rows: Vec<[String; 3]> = next
        .iter()
        .filter_map(|question| {
            let field = catalogue.fields.get(question.field)?;
            let (decides, touches) = (question.decides, question.touches);
            let worth = match lang {
                Lang::Zh => format!("最多判定 {decides} 项，涉及 {touches} 项"),
                Lang::En => format!("decides up to {decides}, bears on {touches}"),
            };
            Some([field.key.clone(), field.label.clone(), worth])
        })
        .collect();
    page.table(0, &rows)
}

fn row(standing: &Standing<'_>, lang: Lang) -> [String; 5] {
    let counts = match standing.decision.eligibility {
        Eligibility::Reference => String::new(),
        _ => words::counts(&standing.decision.counts, lang),
    };
    [
        standing.reference(),
        standing.program.name().to_owned(),
        words::availability_short(&standing.availability, lang),
        counts,
        brings(standing.program, &standing.amounts, &standing.facts, lang),
    ]
}
