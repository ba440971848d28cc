//! `nianbao screen`: the screen after some keys, without a terminal.
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Ending;
use super::failure::Failure;
use super::out;
use super::project;
use super::values::size;
use crate::app::Size;
use crate::runtime::{Headless, Loaded};
use crate::ui::{svg, text};

#[derive(Debug, Args)]
pub(super) struct Screen {
    #[arg(value_name = "项目", help = "项目文件夹；不写是开始页", help_heading = "参数")]
    pub(super) project: Option<PathBuf>,
    #[arg(long, value_name = "位置", help = "先到这里，如 2017/1.2/3", help_heading = "选项")]
    pub(super) at: Option<String>,
    #[arg(
        long,
        value_name = "大小",
        value_parser = size,
        default_value = "80x24",
        hide_default_value = true,
        help = "列x行（默认 80x24）",
        help_heading = "选项"
    )]
    pub(super) size: Size,
    #[arg(
        long,
        value_name = "按键",
        default_value = "",
        hide_default_value = true,
        help = "依次按的键，如 \"F5 F8 3\"；汉字照样打进去",
        help_heading = "选项"
    )]
    pub(super) keys: String,
    #[arg(
        long = "to",
        value_enum,
        value_name = "格式",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true,
        help = "text 或 svg（默认 text）",
        help_heading = "选项"
    )]
    pub(super) picture: Picture,
    #[arg(long, value_name = "配色", help = "配色的名字", help_heading = "选项")]
    pub(super) theme: Option<String>,
}

/// As what the screen is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Picture {
    Text,
    Svg,
}

pub(super) fn run(asked: &Screen) -> Result<Ending, Failure> {
    let usage = |error: &dyn std::fmt::Display| Failure::Usage(error.to_string());
    let theme = super::theme::named(asked.theme.as_deref())?;
    let opened = match &asked.project {
        Some(folder) => Some(Loaded::from(project::open(Some(folder))?)),
        None => None,
    };
    let mut session = Headless::rehearsal(opened, asked.size, theme);
    if let Some(at) = &asked.at {
        session.go_to(at).map_err(Failure::Usage)?;
    }
    session.press(&asked.keys).map_err(|error| usage(&error))?;
    let (screen, _) = session.screen();
    match asked.picture {
        Picture::Text => out::print(&(text::lines(&screen).join("\n") + "\n"))?,
        Picture::Svg => out::print(&svg::svg(&screen))?,
    }
    Ok(Ending::Fine)
}
