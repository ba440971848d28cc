//! `nianbao doctor`: the terminal and the environment as a report that a technician can read.
use std::fmt::Write;
use std::io::{self, IsTerminal};

use clap::Args;
use serde_json::{Map, Value, json};

use super::Ending;
use super::args::Output;
use super::failure::Failure;
use super::open;
use super::out;
use crate::runtime::Preferences;
use crate::runtime::Tty;
use crate::runtime::surroundings::{Multiplexer, Surroundings};
use crate::text::width::Widths;

#[derive(Debug, Args)]
pub(super) struct Doctor {
    #[command(flatten)]
    pub(super) output: Output,
    #[arg(
        long,
        help = "按键测试：看每个键送来什么、会做什么，结束时写一份报告",
        help_heading = "选项"
    )]
    pub(super) keys: bool,
    #[arg(long = "break", hide = true, help = "演习：打开界面，按键后出错，看终端能否复原")]
    pub(super) breaks: bool,
}

/// A smaller screen still works, but not as it was drawn for.
const ROOM: (u16, u16) = (80, 24);

/// Glyphs whose width terminals disagree about, and two that every terminal must draw as the ruler below says.
const RULER: [&str; 3] = ["汉字", "１２", "“”—…①Ⅱ℃"];

/// One line of the report, and what to do if it is not as it should be.
#[derive(Debug, Clone)]
struct Line {
    what: &'static str,
    is: String,
    advice: Option<&'static str>,
}

pub(super) fn run(asked: &Doctor) -> Result<Ending, Failure> {
    if asked.breaks {
        return open::drill();
    }
    if asked.keys {
        return open::test_keys();
    }
    let surroundings = Surroundings::from_env();
    let lines = [
        versions(),
        terminal(&surroundings),
        characters(&surroundings),
        line(&surroundings),
        own(&surroundings),
    ]
    .concat();
    if asked.output.is_json() {
        let told: Map<String, Value> = lines
            .iter()
            .map(|line| (line.what.to_owned(), json!({"is": line.is, "advice": line.advice})))
            .collect();
        out::json(&json!({"schema": 1, "doctor": told}))?;
    } else {
        out::print(&text(&lines))?;
    }
    Ok(Ending::Fine)
}

fn fine(what: &'static str, is: impl Into<String>) -> Line {
    Line { what, is: is.into(), advice: None }
}

fn versions() -> Vec<Line> {
    let system = format!("{} {}", std::env::consts::OS, std::env::consts::ARCH);
    vec![fine("程序", format!("nianbao {}", env!("CARGO_PKG_VERSION"))), fine("系统", system)]
}

fn terminal(surroundings: &Surroundings) -> Vec<Line> {
    let is_terminal = |yes: bool| if yes { "是终端" } else { "不是终端" };
    let (input, output) = (io::stdin().is_terminal(), io::stdout().is_terminal());
    let both = input && output;
    let (columns, rows) = Tty::standard().map_or(ROOM, |tty| tty.size());
    let small = columns < ROOM.0 || rows < ROOM.1;
    let size = if output { format!("{columns} 列 × {rows} 行") } else { "问不到".to_owned() };
    let name = surroundings.term.clone().unwrap_or_else(|| "没有设置".to_owned());
    let program = surroundings.term_program.clone().unwrap_or_else(|| "没有说明".to_owned());
    vec![
        Line {
            what: "输入、输出",
            is: format!("输入{}，输出{}", is_terminal(input), is_terminal(output)),
            advice: (!both).then_some("不在终端里时不能打开界面，只打印概览"),
        },
        Line {
            what: "窗口",
            is: size,
            advice: (output && small).then_some("小于 80×24，可以用，但请尽量放大窗口"),
        },
        Line {
            what: "终端类型（TERM）",
            is: name,
            advice: surroundings
                .is_dumb()
                .then_some("请设为客户端支持的类型，如 TERM=xterm-256color"),
        },
        fine("终端程序（TERM_PROGRAM）", program),
        Line {
            what: "颜色",
            is: colours(surroundings).to_owned(),
            advice: surroundings.no_color.then_some("设了 NO_COLOR，界面不用颜色；要颜色请取消它"),
        },
    ]
}

/// The user's settings and keys, and everything in them that is wrong.
fn own(surroundings: &Surroundings) -> Vec<Line> {
    let read = Preferences::read(surroundings.config_folder.as_deref());
    let files: Vec<String> = read.files.iter().map(|file| file.display().to_string()).collect();
    let is = if files.is_empty() { "没有，全用默认".to_owned() } else { files.join("、") };
    let wrong = read.troubles.iter().map(|trouble| Line {
        what: "设置、按键有误",
        is: trouble.clone(),
        advice: Some("改好后重开程序；没有用上的照默认"),
    });
    std::iter::once(fine("自己的设置、按键", is)).chain(wrong).collect()
}

/// How many colours may be used, as far as the environment tells.
fn colours(surroundings: &Surroundings) -> &'static str {
    let has_256 = surroundings.term.as_deref().is_some_and(|term| term.contains("256"));
    match (surroundings.no_color, surroundings.is_dumb(), surroundings.is_true_colour(), has_256) {
        (true, ..) | (_, true, ..) => "单色",
        (_, _, true, _) => "全彩",
        (_, _, _, true) => "256 色",
        _ => "16 色",
    }
}

fn characters(surroundings: &Surroundings) -> Vec<Line> {
    let locale = surroundings.lang.clone().unwrap_or_else(|| "没有设置".to_owned());
    vec![
        Line {
            what: "语言环境（LC_ALL、LC_CTYPE、LANG）",
            is: locale,
            advice: (!surroundings.is_utf8_locale())
                .then_some("不是 UTF-8；请设 LANG=zh_CN.UTF-8（没有中文的系统用 C.UTF-8），客户端的字符集也选 UTF-8"),
        },
        Line {
            what: "汉字字体",
            is: if surroundings.is_linux_console() { "本机控制台没有汉字" } else { "由客户端提供" }.to_owned(),
            advice: surroundings
                .is_linux_console()
                .then_some("请从另一台电脑用 SSH 客户端登录，或装 fbterm 之类的汉字终端"),
        },
    ]
}

fn line(surroundings: &Surroundings) -> Vec<Line> {
    let (name, advice) = match surroundings.multiplexer {
        None => ("没有", None),
        Some(Multiplexer::Tmux) => {
            ("tmux", Some("Esc 若有延迟，请在 tmux 里设 set -sg escape-time 10"))
        }
        Some(Multiplexer::Screen) => {
            ("screen", Some("Ctrl-A 归 screen 用；粘贴多段文字前请升级到 5 版"))
        }
        Some(Multiplexer::Zellij) => (
            "zellij",
            Some(
                "Ctrl-P、Ctrl-T、Ctrl-N、Ctrl-S、Ctrl-O、Ctrl-Q 归 zellij 用，请锁定它的按键（Ctrl-G）",
            ),
        ),
    };
    vec![
        fine("线路", if surroundings.ssh { "SSH" } else { "本机" }),
        Line { what: "中间程序", is: name.to_owned(), advice },
    ]
}

fn text(lines: &[Line]) -> String {
    let mut out = String::from("nianbao 环境报告\n\n");
    for line in lines {
        let mark = if line.advice.is_some() { "!" } else { " " };
        let _ = writeln!(out, "{mark} {}：{}", line.what, line.is);
        if let Some(advice) = line.advice {
            let _ = writeln!(out, "    {advice}");
        }
    }
    out.push_str(
        "\n字符与宽度：下面每行的 | 应与上一行的 + 对齐；不齐或有方框、问号，请截图给技术人员\n",
    );
    for sample in RULER {
        let narrow = Widths::NARROW.of(sample);
        let wide = Widths::WIDE.of(sample);
        let rule = if narrow == wide {
            format!("{}+ {narrow} 列", "-".repeat(narrow))
        } else {
            let rest = wide - narrow - 1;
            format!("{}+{}+ {narrow} 或 {wide} 列", "-".repeat(narrow), "-".repeat(rest))
        };
        let _ = writeln!(out, "  {rule}\n  {sample}|");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_follow_from_the_environment() {
        for (variables, colour) in [
            (vec![("TERM", "xterm-256color")], "256 色"),
            (vec![("TERM", "xterm")], "16 色"),
            (vec![("TERM", "xterm"), ("COLORTERM", "truecolor")], "全彩"),
            (vec![("TERM", "xterm"), ("NO_COLOR", "1")], "单色"),
            (vec![("TERM", "dumb"), ("COLORTERM", "truecolor")], "单色"),
            (vec![], "单色"),
        ] {
            assert_eq!(colours(&Surroundings::given(&variables)), colour, "{variables:?}");
        }
    }

    #[test]
    fn what_is_wrong_comes_with_advice() {
        let advised = |variables: &[(&str, &str)]| {
            let surroundings = Surroundings::given(variables);
            let lines = [characters(&surroundings), line(&surroundings)].concat();
            lines
                .into_iter()
                .filter(|line| line.advice.is_some())
                .map(|line| line.what)
                .collect::<Vec<_>>()
        };
        assert!(advised(&[("TERM", "xterm"), ("LANG", "zh_CN.UTF-8")]).is_empty());
        assert_eq!(advised(&[("TERM", "linux"), ("LANG", "zh_CN.UTF-8")]), ["汉字字体"]);
        assert_eq!(
            advised(&[("LANG", "C"), ("TMUX", "x")]),
            ["语言环境（LC_ALL、LC_CTYPE、LANG）", "中间程序"]
        );
    }
}
