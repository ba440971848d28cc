//! The start page, when no project is open.

use crate::app::Area;

use super::Caret;
use super::canvas::{Canvas, at};
use super::theme::Theme;

/// Says what can be done first.
pub(super) fn draw(theme: &Theme, canvas: &mut Canvas<'_>, area: Area) -> Caret {
    let lines = [
        ("年报工作台", theme.heading),
        ("编写、勾稽、审阅和查阅政府信息公开工作年度报告", theme.ink),
        ("", theme.ink),
        ("1  打开项目（已有的文件夹）", theme.ink),
        ("2  新建项目（单位全称、报告年度）", theme.ink),
        ("3  从去年结转（打开项目，由最近一年做出下一年的草稿）", theme.ink),
        ("4  帮助：能用的键", theme.ink),
        ("5  退出", theme.ink),
        ("", theme.ink),
        ("也可以在命令行上：nianbao 文件夹    nianbao import 旧年报.md --into 文件夹", theme.faint),
    ];
    for (y, (text, style)) in (1..area.height).zip(lines) {
        canvas.put(at(area, 2, y), text, style);
    }
    Caret { x: area.x + 2, y: area.y + 4, typing: false }
}
