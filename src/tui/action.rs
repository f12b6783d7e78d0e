//! Everything a person can do, as one table: the keys, the help screen and the footer all come from it.

use crate::domain::message::Lang;

/// Something to do, with no data of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// Up one row.
    Up,
    /// Down one row.
    Down,
    /// Up a page.
    PageUp,
    /// Down a page.
    PageDown,
    /// To the first row.
    Top,
    /// To the last row.
    Bottom,
    /// Close the selected branch, or go to its parent.
    Collapse,
    /// Open the selected branch.
    Expand,
    /// Open what is selected: a branch, a program's form, a criterion's field.
    Open,
    /// To the next pane.
    NextPane,
    /// To the pane before.
    PreviousPane,
    /// To the form.
    Form,
    /// To the detail pane.
    Detail,
    /// To the search bar and the tree.
    Search,
    /// The query before.
    OlderQuery,
    /// The query after.
    NewerQuery,
    /// Mark the policy, or take the mark off.
    Favourite,
    /// Every program, ranked; and back.
    Match,
    /// Put the selected program into the total, or take it out.
    Choose,
    /// Order by the next thing.
    Reorder,
    /// Assess for another day.
    AsOf,
    /// Compare with another day.
    Compare,
    /// The official text in place of our digest, and back.
    Official,
    /// Find something in the official text.
    Find,
    /// The next hit.
    FindNext,
    /// The hit before.
    FindPrevious,
    /// To the next best question.
    NextQuestion,
    /// The client does not know.
    DontKnow,
    /// The client has no such thing.
    NotApplicable,
    /// Take an answer back.
    Clear,
    /// Undo the last change of the profile.
    Undo,
    /// Redo what was undone.
    Redo,
    /// Save the profile.
    Save,
    /// Back: leave the field, the form, the search.
    Back,
    /// The help screen.
    Help,
    /// Draw the screen anew.
    Redraw,
    /// Suspend to the shell.
    Suspend,
    /// End the program.
    Quit,
}

/// Where a key works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Context {
    /// Everywhere.
    Global,
    /// The tree; letters go to the search bar.
    Tree,
    /// The detail pane.
    Detail,
    /// The list of criteria.
    Form,
    /// A field that is being filled by typing.
    Text,
    /// A field that is being filled by picking.
    Pick,
    /// What to find in the official text.
    Find,
    /// The list of the match screen.
    Match,
    /// The total of the match screen.
    Total,
    /// The compare screen.
    Compare,
    /// A name or a day that is asked for.
    Prompt,
    /// The help screen.
    Help,
}

impl Context {
    /// The heading of this part of the help screen.
    #[must_use]
    pub fn title(self, lang: Lang) -> &'static str {
        match self {
            Context::Global => lang.pick("到处可用", "everywhere"),
            Context::Tree => lang.pick("目录与搜索", "tree and search"),
            Context::Detail => lang.pick("详情", "detail"),
            Context::Form => lang.pick("资格表", "form"),
            Context::Text => lang.pick("填写时", "while typing an answer"),
            Context::Pick => lang.pick("选择时", "while picking an answer"),
            Context::Find => lang.pick("在原文里找", "finding in the official text"),
            Context::Match => lang.pick("匹配", "match"),
            Context::Total => lang.pick("匹配的合计", "the total of the match"),
            Context::Compare => lang.pick("对比", "compare"),
            Context::Prompt => lang.pick("问名字或日子时", "while a name or a day is asked for"),
            Context::Help => lang.pick("帮助", "help"),
        }
    }
}

/// One row of the table: a command in a context.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// Where it works.
    pub context: Context,
    /// The keys, by the names of [`super::keymap`]; the first is the one to show.
    pub keys: &'static [&'static str],
    /// What it does.
    pub command: Command,
    /// What it does, in Chinese.
    pub zh: &'static str,
    /// What it does, in English.
    pub en: &'static str,
    /// Whether the footer names it.
    pub footer: bool,
}

impl Binding {
    /// What it does.
    #[must_use]
    pub fn label(&self, lang: Lang) -> &'static str {
        lang.pick(self.zh, self.en)
    }
}

const fn row(
    context: Context,
    keys: &'static [&'static str],
    command: Command,
    zh: &'static str,
    en: &'static str,
) -> Binding {
    Binding { context, keys, command, zh, en, footer: false }
}

const fn shown(
    context: Context,
    keys: &'static [&'static str],
    command: Command,
    zh: &'static str,
    en: &'static str,
) -> Binding {
    Binding { context, keys, command, zh, en, footer: true }
}

use Command as C;
use Context as X;

/// The table. Within a context the order is that of the footer and of the help screen.
pub const BINDINGS: &[Binding] = &[
    shown(X::Tree, &["up"], C::Up, "上一行", "up"),
    shown(X::Tree, &["down"], C::Down, "下一行", "down"),
    row(X::Tree, &["pageup"], C::PageUp, "上一页", "page up"),
    row(X::Tree, &["pagedown"], C::PageDown, "下一页", "page down"),
    row(X::Tree, &["ctrl-home"], C::Top, "第一行", "first row"),
    row(X::Tree, &["ctrl-end"], C::Bottom, "最后一行", "last row"),
    row(X::Tree, &["left"], C::Collapse, "收起", "close"),
    row(X::Tree, &["right"], C::Expand, "展开", "open branch"),
    shown(X::Tree, &["enter"], C::Open, "打开", "open"),
    shown(X::Tree, &["tab"], C::NextPane, "换栏", "next pane"),
    row(X::Tree, &["shift-tab"], C::PreviousPane, "前一栏", "previous pane"),
    row(X::Tree, &["alt-up", "ctrl-up"], C::OlderQuery, "上一次搜索", "the search before"),
    row(X::Tree, &["alt-down", "ctrl-down"], C::NewerQuery, "下一次搜索", "the search after"),
    row(X::Tree, &["esc"], C::Back, "清空搜索", "clear the search"),
    shown(X::Detail, &["up", "k"], C::Up, "上移", "up"),
    shown(X::Detail, &["down", "j"], C::Down, "下移", "down"),
    row(X::Detail, &["pageup", "ctrl-b"], C::PageUp, "上一页", "page up"),
    row(X::Detail, &["pagedown", "space", "ctrl-f"], C::PageDown, "下一页", "page down"),
    row(X::Detail, &["home", "g"], C::Top, "开头", "top"),
    row(X::Detail, &["end", "shift-g"], C::Bottom, "结尾", "bottom"),
    shown(X::Detail, &["tab", "l", "right"], C::NextPane, "换栏", "next pane"),
    row(X::Detail, &["shift-tab", "h", "left"], C::PreviousPane, "前一栏", "previous pane"),
    row(X::Detail, &["enter"], C::Open, "去填表", "to the form"),
    shown(X::Detail, &["/"], C::Find, "在原文里找", "find in the official text"),
    row(X::Detail, &["n"], C::FindNext, "下一处", "next hit"),
    row(X::Detail, &["shift-n"], C::FindPrevious, "上一处", "previous hit"),
    shown(X::Detail, &["esc"], C::Back, "回目录", "back to the tree"),
    shown(X::Form, &["enter"], C::Open, "填写", "fill in"),
    shown(X::Form, &["tab"], C::NextQuestion, "下一问", "next question"),
    shown(X::Form, &["?"], C::DontKnow, "不知道", "don't know"),
    row(X::Form, &["-"], C::NotApplicable, "不适用", "not applicable"),
    shown(X::Form, &["delete", "backspace"], C::Clear, "清除", "clear"),
    row(X::Form, &["up", "k"], C::Up, "上一条", "up"),
    row(X::Form, &["down", "j"], C::Down, "下一条", "down"),
    row(X::Form, &["pageup", "ctrl-b"], C::PageUp, "上一页", "page up"),
    row(X::Form, &["pagedown", "ctrl-f"], C::PageDown, "下一页", "page down"),
    row(X::Form, &["home", "g"], C::Top, "第一条", "first"),
    row(X::Form, &["end", "shift-g"], C::Bottom, "最后一条", "last"),
    row(X::Form, &["shift-tab", "h", "left"], C::PreviousPane, "前一栏", "previous pane"),
    row(X::Form, &["/"], C::Search, "去搜索", "to the search"),
    shown(X::Form, &["esc"], C::Back, "回目录", "back to the tree"),
    shown(X::Text, &["enter"], C::Open, "确定", "done"),
    shown(X::Text, &["tab"], C::NextQuestion, "下一问", "next question"),
    shown(X::Text, &["?"], C::DontKnow, "不知道", "don't know"),
    shown(X::Text, &["esc"], C::Back, "放弃", "discard"),
    shown(X::Pick, &["up", "k"], C::Up, "上移", "up"),
    shown(X::Pick, &["down", "j"], C::Down, "下移", "down"),
    shown(X::Pick, &["enter"], C::Open, "选定", "choose"),
    shown(X::Pick, &["tab"], C::NextQuestion, "下一问", "next question"),
    shown(X::Pick, &["?"], C::DontKnow, "不知道", "don't know"),
    row(X::Pick, &["-"], C::NotApplicable, "不适用", "not applicable"),
    row(X::Pick, &["delete", "backspace"], C::Clear, "清除", "clear"),
    shown(X::Pick, &["esc"], C::Back, "放弃", "discard"),
    shown(X::Find, &["enter"], C::Open, "找", "find"),
    shown(X::Find, &["esc"], C::Back, "不找了", "stop finding"),
    shown(X::Match, &["up", "k"], C::Up, "上移", "up"),
    shown(X::Match, &["down", "j"], C::Down, "下移", "down"),
    shown(X::Match, &["enter"], C::Open, "打开", "open"),
    shown(X::Match, &["space"], C::Choose, "选入合计", "add to the total"),
    shown(X::Match, &["f9"], C::Reorder, "排序", "order"),
    shown(X::Match, &["tab"], C::NextPane, "看合计", "to the total"),
    shown(X::Match, &["esc"], C::Back, "返回", "back"),
    row(X::Match, &["delete", "backspace"], C::Clear, "取消全部选择", "choose none"),
    row(X::Match, &["pageup", "ctrl-b"], C::PageUp, "上一页", "page up"),
    row(X::Match, &["pagedown", "ctrl-f"], C::PageDown, "下一页", "page down"),
    row(X::Match, &["home", "g"], C::Top, "第一项", "first"),
    row(X::Match, &["end", "shift-g"], C::Bottom, "最后一项", "last"),
    shown(X::Total, &["up", "k"], C::Up, "上移", "up"),
    shown(X::Total, &["down", "j"], C::Down, "下移", "down"),
    row(X::Total, &["pageup", "ctrl-b"], C::PageUp, "上一页", "page up"),
    row(X::Total, &["pagedown", "space", "ctrl-f"], C::PageDown, "下一页", "page down"),
    row(X::Total, &["home", "g"], C::Top, "开头", "top"),
    row(X::Total, &["end", "shift-g"], C::Bottom, "结尾", "bottom"),
    row(X::Total, &["tab", "shift-tab"], C::NextPane, "回列表", "to the list"),
    shown(X::Total, &["esc"], C::Back, "回列表", "back to the list"),
    shown(X::Compare, &["up", "k"], C::Up, "上移", "up"),
    shown(X::Compare, &["down", "j"], C::Down, "下移", "down"),
    shown(X::Compare, &["enter"], C::Open, "打开", "open"),
    row(X::Compare, &["pageup", "ctrl-b"], C::PageUp, "上一页", "page up"),
    row(X::Compare, &["pagedown", "space", "ctrl-f"], C::PageDown, "下一页", "page down"),
    row(X::Compare, &["home", "g"], C::Top, "第一项", "first"),
    row(X::Compare, &["end", "shift-g"], C::Bottom, "最后一项", "last"),
    shown(X::Compare, &["esc"], C::Back, "返回", "back"),
    shown(X::Prompt, &["enter"], C::Open, "确定", "done"),
    shown(X::Prompt, &["esc"], C::Back, "放弃", "discard"),
    shown(X::Help, &["up", "k"], C::Up, "上移", "up"),
    shown(X::Help, &["down", "j"], C::Down, "下移", "down"),
    row(X::Help, &["pageup", "ctrl-b"], C::PageUp, "上一页", "page up"),
    row(X::Help, &["pagedown", "space", "ctrl-f"], C::PageDown, "下一页", "page down"),
    row(X::Help, &["home", "g"], C::Top, "开头", "top"),
    row(X::Help, &["end", "shift-g"], C::Bottom, "结尾", "bottom"),
    shown(X::Help, &["esc", "enter", "q"], C::Back, "关闭", "close"),
    shown(X::Global, &["f2", "alt-3"], C::Form, "填表", "form"),
    shown(X::Global, &["f3"], C::Match, "匹配", "match"),
    shown(X::Global, &["f1"], C::Help, "帮助", "help"),
    shown(X::Global, &["f6"], C::Official, "原文", "official text"),
    shown(X::Global, &["f7"], C::AsOf, "评估日", "as-of date"),
    shown(X::Global, &["ctrl-s"], C::Save, "存档案", "save profile"),
    shown(X::Global, &["ctrl-q", "ctrl-c"], C::Quit, "退出", "quit"),
    shown(X::Global, &["f8"], C::Compare, "对比", "compare"),
    row(X::Global, &["alt-1"], C::Search, "去目录和搜索", "to the tree and the search"),
    row(X::Global, &["alt-2"], C::Detail, "去详情", "to the detail"),
    row(X::Global, &["ctrl-t"], C::Favourite, "收藏或取消", "mark the policy, or not"),
    row(X::Global, &["ctrl-u"], C::Undo, "撤销（填写时清空一行）", "undo (clears the line while typing)"),
    row(X::Global, &["ctrl-r"], C::Redo, "重做", "redo"),
    row(X::Global, &["ctrl-l"], C::Redraw, "重画屏幕", "redraw"),
    row(X::Global, &["ctrl-z"], C::Suspend, "挂起", "suspend"),
];

#[cfg(test)]
mod tests {
    use super::{BINDINGS, Context};

    #[test]
    fn no_key_means_two_things_in_one_place() {
        for (place, one) in BINDINGS.iter().enumerate() {
            for other in BINDINGS.iter().skip(place + 1) {
                let meet = one.context == other.context || other.context == Context::Global;
                for key in one.keys {
                    assert!(!(meet && other.keys.contains(key)), "{key} in {:?} and {:?}", one.command, other.command);
                }
            }
        }
    }
}
