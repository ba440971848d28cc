//! A command (命令): something a user can do, with its title, its keys and its deed in one entry.

use super::action::Effect;
use super::focus::Focus;
use super::state::State;

/// Something a user can do. Help, palette, menu, hints and the key table of the README are all made from these entries.
#[derive(Clone, Copy)]
pub struct Command {
    /// Stable English name, as in key files: `file.save`.
    pub id: &'static str,
    /// Name in the menu and the palette.
    pub title: &'static str,
    /// One or two 汉字 for the hint bar; empty where it is never hinted.
    pub hint: &'static str,
    /// What it does, in one sentence.
    pub about: &'static str,
    /// The menu it stands in.
    pub menu: Menu,
    /// Where it works; empty: everywhere outside overlays.
    pub places: &'static [Focus],
    /// Default keys; the first that arrives everywhere is the one shown.
    pub keys: &'static [&'static str],
    /// Does it.
    pub run: fn(&mut State) -> Vec<Effect>,
    /// Why it cannot be done now, if so.
    pub blocked: fn(&State) -> Option<String>,
}

/// A group of the menu bar (F10).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Menu {
    /// 文件
    File,
    /// 编辑
    Edit,
    /// 章节
    Section,
    /// 表格
    Table,
    /// 查找
    Find,
    /// 校核
    Check,
    /// 审阅
    Review,
    /// 查看
    View,
    /// 帮助
    Help,
    /// Moving about: in the help, not in the menu.
    Move,
}

impl Menu {
    /// The groups of the bar, left to right.
    pub const BAR: &'static [Self] = &[
        Self::File,
        Self::Edit,
        Self::Section,
        Self::Table,
        Self::Find,
        Self::Check,
        Self::Review,
        Self::View,
        Self::Help,
    ];

    /// The group's name.
    pub const fn title(self) -> &'static str {
        match self {
            Self::File => "文件",
            Self::Edit => "编辑",
            Self::Section => "章节",
            Self::Table => "表格",
            Self::Find => "查找",
            Self::Check => "校核",
            Self::Review => "审阅",
            Self::View => "查看",
            Self::Help => "帮助",
            Self::Move => "移动",
        }
    }
}

/// A command that only moves or edits where it stands: it is in the help, not in the menu, and never hinted.
pub(super) const fn moving(
    id: &'static str,
    title: &'static str,
    keys: &'static [&'static str],
    run: fn(&mut State) -> Vec<Effect>,
) -> Command {
    let (hint, about) = ("", "");
    Command { id, title, hint, about, menu: Menu::Move, places: &[], keys, run, blocked: free }
}

impl Command {
    /// The same command, working in these places alone.
    pub(super) const fn within(self, places: &'static [Focus]) -> Self {
        Self { places, ..self }
    }

    /// The same command, with a word in the hint bar and a sentence in the help.
    pub(super) const fn told(self, hint: &'static str, about: &'static str) -> Self {
        Self { hint, about, ..self }
    }

    /// Whether it works while this place has the keys.
    pub fn works_in(&self, focus: Focus) -> bool {
        if self.places.is_empty() { !focus.is_overlay() } else { self.places.contains(&focus) }
    }
}

/// Nothing stands in the way.
pub(super) fn free(_: &State) -> Option<String> {
    None
}

/// Needs an open report.
pub(super) fn needs_report(state: &State) -> Option<String> {
    state.report().is_none().then(|| "还没有打开年报".to_owned())
}

/// Needs an open report that may be changed.
pub(super) fn needs_writing(state: &State) -> Option<String> {
    needs_report(state).or_else(|| state.read_only())
}
