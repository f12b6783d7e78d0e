//! The help screen, made from the action table.

use super::{Line, Role, Span};
use crate::domain::message::Lang;
use crate::text::Widths;
use crate::tui::action::{BINDINGS, Context};
use crate::tui::keymap::display;

/// The contexts in the order of the screen.
const ORDER: [Context; 12] = [
    Context::Global,
    Context::Tree,
    Context::Detail,
    Context::Find,
    Context::Form,
    Context::Text,
    Context::Pick,
    Context::Match,
    Context::Total,
    Context::Compare,
    Context::Prompt,
    Context::Help,
];

/// How wide the column of keys is.
const KEYS: usize = 24;

/// The lines of the help screen.
#[must_use]
pub fn lines(lang: Lang) -> Vec<Line> {
    let mut lines = Vec::new();
    for context in ORDER {
        lines.push(Line::of(Role::Heading, context.title(lang)));
        for row in BINDINGS.iter().filter(|row| row.context == context) {
            let keys: Vec<String> = row.keys.iter().map(|key| display(key)).collect();
            let keys = Widths::default().pad_right(&keys.join("  "), KEYS).into_owned();
            lines.push(Line {
                spans: vec![Span::new(Role::Key, &format!("  {keys}")), Span::new(Role::Plain, row.label(lang))],
            });
        }
        lines.push(Line::default());
    }
    lines.push(Line::of(Role::Heading, lang.pick("标记", "marks")));
    for (sign, role, zh, en) in [
        ("✓", Role::Good, "符合", "met, eligible"),
        ("~", Role::Likely, "初步符合：事实都满足，还有要人判断的", "likely: facts fit, judgements are left"),
        ("✗", Role::Bad, "不符合", "failed, ineligible"),
        ("?", Role::Open, "待补充", "open, undecided"),
        ("-", Role::Dim, "待补，但已无影响", "open, but it can no longer matter"),
        ("-", Role::Dim, "仅供查阅", "for reference only"),
        ("·", Role::Plain, "已有的数，只用来算金额", "a figure that is there, for the amounts only"),
        ("*", Role::Plain, "收藏的政策；假设表里正填的一档", "a marked policy; the band being typed"),
        ("+", Role::Plain, "选入合计的事项", "a program chosen for the total"),
    ] {
        lines.push(Line {
            spans: vec![Span::new(role, &format!("  {sign}  ")), Span::new(Role::Plain, lang.pick(zh, en))],
        });
    }
    lines.push(Line::default());
    lines.push(Line::of(Role::Heading, lang.pick("搜索里可写", "in the search")));
    for (how, zh, en) in [
        ("#45", "编号", "a number of the handbook"),
        ("\"…\"  -…", "原样；不要", "as it stands; without"),
        ("level:  cat:", "层级；类别", "level; chapter"),
        ("for:  by:", "申请主体；部门", "applicant; agency"),
        ("status:  open:", "结论；正在受理", "verdict; takes applications now"),
    ] {
        let how = Widths::default().pad_right(how, KEYS).into_owned();
        lines.push(Line {
            spans: vec![Span::new(Role::Key, &format!("  {how}")), Span::new(Role::Plain, lang.pick(zh, en))],
        });
    }
    lines
}
