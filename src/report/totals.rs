//! Totals over several programs in words: sums, what has no figure, what is left out and why, what a
//! person has to know to read them.
//!
//! Every face takes its sentences from here, so that the desk and the command line say the same.

use crate::domain::amount::interval_text;
use crate::domain::catalogue::{Catalogue, ProgramId};
use crate::domain::message::Lang;
use crate::domain::number::Unit;
use crate::domain::policy::{Benefit, Per, Relation, RelationKind};
use crate::domain::total::{Bond, LeftOut, Remark, Sum, Total, Why};
use crate::domain::worth::Range;

/// What a sum is of: `资金（一次性）`.
#[must_use]
pub fn sum_label(sum: &Sum, lang: Lang) -> String {
    let (kind, period) = (sum.kind.label(lang), sum.period.label(lang));
    match lang {
        Lang::Zh => format!("{kind}（{period}）"),
        Lang::En => format!("{kind} ({period})"),
    }
}

/// A range of money: `最高 105万元`, `20万元–50万元`.
#[must_use]
pub fn range_text(range: Range, lang: Lang) -> String {
    interval_text(&range.interval(), Unit::Yuan, lang).unwrap_or_default()
}

/// The lines of credit, which are never added: `2 笔，单笔最高 400万元`.
#[must_use]
fn loans(total: &Total, lang: Lang) -> Option<String> {
    let count = total.loans;
    let largest = total.largest_loan.map(|range| range_text(Range { lo: range.hi, ..range }, lang));
    Some(match (count, largest, lang) {
        (0, ..) => return None,
        (_, Some(largest), Lang::Zh) => format!("{count} 笔，单笔最高 {largest}，不相加"),
        (_, Some(largest), Lang::En) => format!("{count}, the largest up to {largest}, not added"),
        (_, None, Lang::Zh) => format!("{count} 笔，额度未载明"),
        (_, None, Lang::En) => format!("{count}, sizes not printed"),
    })
}

/// Of how many programs a total is, and on which footing.
#[must_use]
pub fn title(total: &Total, lang: Lang) -> String {
    let kept = total.kept.len();
    lang.pick(format!("合计（{kept} 项，按都获批计）"), format!("Together ({kept}, if all are granted)"))
}

/// Every sum with what it is of, the lines of credit last.
#[must_use]
pub fn figures(total: &Total, lang: Lang) -> Vec<[String; 2]> {
    let sums = total.sums.iter().map(|sum| [sum_label(sum, lang), range_text(sum.range, lang)]);
    let loans = loans(total, lang).map(|loans| [lang.pick("贷款额度", "loans").to_owned(), loans]);
    sums.chain(loans).collect()
}

/// What the sums do not say: what has no figure, and whether a better set may be there.
#[must_use]
pub fn notes(total: &Total, lang: Lang) -> Vec<String> {
    let bounded = lang.pick(
        "互斥的太多，没有全部比完，以上组合不一定最好",
        "too many exclude each other to compare all; this set may not be the best",
    );
    without_figures(total, lang).into_iter().chain((!total.exact).then(|| bounded.to_owned())).collect()
}

/// What is left out and why, and what a person has to know to read the sums, each under its heading.
#[must_use]
pub fn lists(catalogue: &Catalogue, total: &Total, lang: Lang) -> Vec<(&'static str, Vec<String>)> {
    let left = total.left_out.iter().map(|left| {
        format!("{}{}{}", named(catalogue, left.id), lang.pick("：", ": "), left_out(catalogue, left, lang))
    });
    let lists = [
        (lang.pick("没有计入", "Not added"), left.collect()),
        (lang.pick("合计的说明", "About these sums"), remarks(catalogue, total, lang)),
    ];
    lists.into_iter().filter(|(_, items)| !items.is_empty()).collect()
}

/// What is kept but has no figure in the sums: `另有 2 项金额未载明、1 项待测算`.
#[must_use]
fn without_figures(total: &Total, lang: Lang) -> Option<String> {
    let counts = &total.counts;
    let parts: Vec<String> = [
        (counts.open, lang.pick("待测算", "still to be worked out")),
        (counts.unprinted, lang.pick("金额未载明", "with an amount not printed")),
        (counts.reliefs, lang.pick("税费减免无金额", "with tax relief without a figure")),
        (counts.rates, lang.pick("利率费率", "with a rate")),
        (counts.in_kind, lang.pick("服务便利", "in kind")),
        (counts.qualifications, lang.pick("资格认定", "with a qualification")),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| lang.pick(format!("{count} 项{what}"), format!("{count} {what}")))
    .collect();
    let joined = parts.join(lang.pick("、", ", "));
    (!parts.is_empty()).then(|| lang.pick(format!("另有 {joined}"), format!("besides: {joined}")))
}

/// How a program is named in a line: `44/loan-individual 个人担保贷款`.
#[must_use]
pub fn named(catalogue: &Catalogue, id: ProgramId) -> String {
    let name = catalogue.program(id).map_or("", |(_, program)| program.name());
    format!("{} {name}", catalogue.reference(id))
}

/// Why a chosen program is not added: `与 44/loan-individual … 二选一，只计其一`.
#[must_use]
pub fn left_out(catalogue: &Catalogue, left: &LeftOut, lang: Lang) -> String {
    match left.why {
        Why::Ineligible => lang.pick("不符合，不计入", "not eligible, not added").to_owned(),
        Why::Expired => lang.pick("政策已失效，不计入", "no longer in force, not added").to_owned(),
        Why::Closed => lang.pick("申报已截止，不计入", "closed, not added").to_owned(),
        Why::Excluded { by, bond } => {
            let Some(relation) = bond.relation(catalogue) else { return String::new() };
            let (by, kind) = (named(catalogue, by), relation.kind.label(lang));
            let (within, text) = (within(relation, lang), &relation.text);
            match (relation.kind, lang) {
                (RelationKind::SameGrant, Lang::Zh) => format!("与 {by} 是同一笔，只计一次：{text}"),
                (RelationKind::SameGrant, Lang::En) => format!("the same grant as {by}, counted once: {text}"),
                (_, Lang::Zh) => format!("与 {by} {within}{kind}，只计其一：{text}"),
                (_, Lang::En) => format!("{kind}{within} with {by}, one of them is counted: {text}"),
            }
        }
    }
}

/// What a rule is bound to: `同一项目`.
fn within(relation: &Relation, lang: Lang) -> String {
    relation.within.map_or_else(String::new, |per| match lang {
        Lang::Zh => format!("同一{}", per.label(lang)),
        Lang::En => format!(" within the same {}", per.label(lang)),
    })
}

/// What a person has to know to read a total, one line each; the same thing of several programs in one.
#[must_use]
pub fn remarks(catalogue: &Catalogue, total: &Total, lang: Lang) -> Vec<String> {
    let gathered = |of: fn(&Remark) -> Option<ProgramId>, say: &str| {
        let mut ids: Vec<ProgramId> = total.remarks.iter().filter_map(of).collect();
        ids.dedup();
        let names: Vec<String> = ids.into_iter().map(|id| named(catalogue, id)).collect();
        let names = names.join(lang.pick("、", ", "));
        (!names.is_empty()).then(|| format!("{say}{}{names}", lang.pick("：", ": ")))
    };
    let undecided = |remark: &Remark| if let Remark::Undecided(id) = remark { Some(*id) } else { None };
    let closed = |remark: &Remark| if let Remark::Closed(id) = remark { Some(*id) } else { None };
    let open = |remark: &Remark| if let Remark::Open(id, _) = remark { Some(*id) } else { None };
    let undecided = gathered(undecided, lang.pick("资格待补充，按符合计", "undecided, counted as if eligible"));
    let closed = gathered(closed, lang.pick("申报已截止，按下次能报计", "closed, counted for a next time"));
    let open =
        gathered(open, lang.pick("还有待测算的，不在合计里", "with figures still open, which are not in the sums"));
    let is_gathered = |said: &&Remark| matches!(said, Remark::Undecided(_) | Remark::Closed(_) | Remark::Open(..));
    let others = total.remarks.iter().filter(|said| !is_gathered(said));
    [undecided, closed, open].into_iter().flatten().chain(others.map(|said| remark(catalogue, said, lang))).collect()
}

/// One thing that a person has to know to read a total.
#[must_use]
pub fn remark(catalogue: &Catalogue, remark: &Remark, lang: Lang) -> String {
    let pair = |bond: &Bond| (named(catalogue, bond.of), named(catalogue, bond.with));
    let rule = |bond: &Bond| bond.relation(catalogue).map_or_else(String::new, |relation| within(relation, lang));
    match remark {
        Remark::Unclear(bond) => {
            let ((a, b), within) = (pair(bond), rule(bond));
            lang.pick(
                format!("{a} 与 {b}：{within}能否都拿，手册没有写，下限只计其一"),
                format!("{a} and {b}: not stated whether both can be had{within}, the lower end counts one"),
            )
        }
        Remark::Replaces(bond) => {
            let (a, b) = pair(bond);
            lang.pick(
                format!("{a} 代替 {b}，只加高出的部分"),
                format!("{a} stands in for {b}, only the excess is added"),
            )
        }
        Remark::Deducts(bond) => {
            let (a, b) = pair(bond);
            lang.pick(format!("{a} 要扣除 {b} 已享受的资金"), format!("what {b} gives is taken off {a}"))
        }
        Remark::LeadsTo(bond) => {
            let (a, b) = pair(bond);
            let text = bond.relation(catalogue).map_or("", |relation| relation.text.as_str());
            lang.pick(format!("{a} 转为 {b}：{text}"), format!("{a} turns into {b}: {text}"))
        }
        Remark::Requires(id, place) => requires(catalogue, *id, *place, lang),
        Remark::Outside(id, place) => {
            let program = catalogue.program(*id).map(|(_, program)| program);
            let text =
                program.and_then(|program| program.relations.get(*place)).map_or("", |found| found.text.as_str());
            format!("{}{}{text}", named(catalogue, *id), lang.pick("：", ": "))
        }
        Remark::Closed(id) => {
            let name = named(catalogue, *id);
            lang.pick(format!("{name} 申报已截止，按下次能报计"), format!("{name} is closed; counted for a next time"))
        }
        Remark::Undecided(id) => {
            let name = named(catalogue, *id);
            lang.pick(format!("{name} 资格待补充，按符合计"), format!("{name} is undecided; counted as if eligible"))
        }
        Remark::Open(id, place) => of_benefit(catalogue, *id, *place, |name, benefit| {
            let label = &benefit.label;
            lang.pick(
                format!("{name} · {label}：待测算，不在合计里"),
                format!("{name} · {label}: still to be worked out and not in the sums"),
            )
        }),
        Remark::Apart(id, place) => of_benefit(catalogue, *id, *place, |name, benefit| {
            let label = &benefit.label;
            let why =
                benefit.note.as_deref().map_or_else(String::new, |note| format!("{}{note}", lang.pick("，", ", ")));
            lang.pick(format!("{name} · {label}：不计入合计{why}"), format!("{name} · {label}: never added{why}"))
        }),
        Remark::ForOne(id, place) => of_benefit(catalogue, *id, *place, |name, benefit| {
            let label = &benefit.label;
            let one: Vec<String> = benefit.per.iter().filter_map(|per| one_of(*per, lang)).collect();
            let one = one.join(lang.pick("、", ", "));
            lang.pick(format!("{name} · {label}：按 {one}计"), format!("{name} · {label}: counted for {one}"))
        }),
    }
}

/// `1 户`, `1 个项目`; nothing for a time, which is not counted but said.
fn one_of(per: Per, lang: Lang) -> Option<String> {
    let word = per.label(lang);
    let counter = match per {
        Per::Year | Per::Month | Per::Day => return None,
        Per::Project | Per::Park | Per::City => "个",
        _ => "",
    };
    Some(lang.pick(format!("1 {counter}{word}"), format!("one {word}")))
}

fn requires(catalogue: &Catalogue, id: ProgramId, place: usize, lang: Lang) -> String {
    let relation = catalogue.program(id).and_then(|(_, program)| program.relations.get(place));
    let premises: Vec<String> =
        relation.map(|found| &found.ids).into_iter().flatten().map(|id| named(catalogue, *id)).collect();
    let (name, premises) = (named(catalogue, id), premises.join(lang.pick(" 或 ", " or ")));
    lang.pick(
        format!("{name} 要先有 {premises}，按现有资料还没有判定为符合；已经有的不受影响"),
        format!("{name} requires {premises}, not found eligible so far by what is known; having it already is enough"),
    )
}

fn of_benefit(
    catalogue: &Catalogue,
    id: ProgramId,
    place: usize,
    say: impl FnOnce(String, &Benefit) -> String,
) -> String {
    let benefit = catalogue.program(id).and_then(|(_, program)| program.benefits.get(place));
    benefit.map_or_else(String::new, |benefit| say(named(catalogue, id), benefit))
}
