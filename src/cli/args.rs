//! What can be typed after `nianbao`: the arguments of every subcommand.

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

use super::values::{form, size, year, years};
use crate::app::Size;
use crate::model::Form;
use crate::model::Year;
use crate::text::width::Widths;

#[derive(Debug, Parser)]
#[command(
    name = "nianbao",
    version,
    about = "年报工作台：编写、核对、审核、查阅政府信息公开工作年度报告",
    after_help = "不带命令时打开工作台；不写项目则从当前文件夹往上找。与命令同名的文件夹写作 ./名字。\n退出码：0 正常；1 有“错”级问题（--strict 时含“警”）、不规范、没找到；2 用法不对；3 读写不成。",
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    subcommand_help_heading = "命令"
)]
pub(super) struct Arguments {
    #[arg(value_name = "项目", help = "项目文件夹", help_heading = "参数")]
    pub(super) project: Option<PathBuf>,

    #[arg(
        long,
        value_name = "位置",
        help = "打开后停在这里，如 2017/1.2/3（2017 年报告一（二）第 3 段）",
        help_heading = "选项"
    )]
    pub(super) at: Option<String>,

    #[arg(
        long,
        value_enum,
        value_name = "种类",
        hide_possible_values = true,
        global = true,
        help = "颜色：never、16、256（默认看终端）",
        help_heading = "通用选项"
    )]
    pub(super) color: Option<Color>,

    #[arg(long, help = "界面符号只用 ASCII", help_heading = "选项")]
    pub(super) ascii: bool,

    #[arg(
        long,
        value_name = "配色",
        help = "默认、高对比、单色、松烟、青花，或配色文件",
        help_heading = "选项"
    )]
    pub(super) theme: Option<String>,

    #[arg(
        long,
        value_enum,
        value_name = "字宽",
        hide_possible_values = true,
        help = "“”—…① 等字的宽度：auto 量终端（默认）、narrow 一列、wide 两列",
        help_heading = "选项"
    )]
    pub(super) width: Option<Width>,

    #[arg(short, long, global = true, action = ArgAction::Help, help = "显示这个命令的用法", help_heading = "通用选项")]
    help: Option<bool>,

    #[arg(short = 'V', long, action = ArgAction::Version, help = "显示版本", help_heading = "选项")]
    version: Option<bool>,

    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// How many colours the interface may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    Never,
    #[value(name = "16")]
    Sixteen,
    #[value(name = "256")]
    Many,
}

/// How wide glyphs are whose width Unicode leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Width {
    Auto,
    Narrow,
    Wide,
}

impl Width {
    /// The widths that are set; none where the terminal is to be measured.
    pub(super) const fn widths(self) -> Option<Widths> {
        match self {
            Self::Auto => None,
            Self::Narrow => Some(Widths::NARROW),
            Self::Wide => Some(Widths::WIDE),
        }
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    #[command(about = "新建项目和一份空白年报")]
    New(New),
    #[command(about = "导入年报（Markdown、纯文本；编码自动识别）")]
    Import(Import),
    #[command(about = "导出年报：Markdown、纯文本、JSON")]
    Export(Export),
    #[command(about = "审核：列出问题、位置、依据和改法")]
    Check(Check),
    #[command(about = "查找：正文里的句子、表格里的数")]
    Find(Find),
    #[command(about = "把项目文件整理成规范的写法")]
    Fmt(Fmt),
    #[command(about = "列出或恢复没有正常退出时留下的内容")]
    Recover(Recover),
    #[command(about = "看一条审核规则的说明")]
    Explain(Explain),
    #[command(about = "检查终端和环境，报告给技术人员看")]
    Doctor(Doctor),
    #[command(about = "不用终端，打印按了这些键之后的屏幕")]
    Screen(Screen),
    #[command(about = "输出命令行补全脚本")]
    Completions(Completions),
    #[command(about = "输出手册页（man）")]
    Man,
}

#[derive(Debug, Args)]
pub(super) struct New {
    #[arg(value_name = "文件夹", help = "项目放在这里，没有就新建", help_heading = "参数")]
    pub(super) folder: PathBuf,
    #[arg(long, value_name = "名称", help = "单位全称", help_heading = "选项")]
    pub(super) agency: String,
    #[arg(long, value_name = "年度", value_parser = year, help = "报告年度，如 2024", help_heading = "选项")]
    pub(super) year: Year,
    #[arg(long, value_name = "表式", value_parser = form, help = "2008、2019 或 2021（默认随年度）", help_heading = "选项")]
    pub(super) form: Option<Form>,
}

#[derive(Debug, Args)]
pub(super) struct Import {
    #[arg(
        value_name = "文件",
        required = true,
        help = "要导入的文件；- 是标准输入",
        help_heading = "参数"
    )]
    pub(super) files: Vec<PathBuf>,
    #[arg(long, value_name = "项目", help = "导入到这个项目，没有就新建", help_heading = "选项")]
    pub(super) into: PathBuf,
    #[arg(long, value_name = "年度", value_parser = year, help = "报告年度（默认从文中认）", help_heading = "选项")]
    pub(super) year: Option<Year>,
    #[arg(long, value_name = "表式", value_parser = form, help = "2008、2019 或 2021（默认从文中认）", help_heading = "选项")]
    pub(super) form: Option<Form>,
    #[arg(long, value_name = "名称", help = "单位全称（默认从文中认）", help_heading = "选项")]
    pub(super) agency: Option<String>,
    #[arg(long, help = "这一年已有报告时替换它，原来的存为旧版本", help_heading = "选项")]
    pub(super) replace: bool,
    #[command(flatten)]
    pub(super) output: Output,
}

#[derive(Debug, Args)]
pub(super) struct Export {
    #[arg(value_name = "项目", help = "项目文件夹", help_heading = "参数")]
    pub(super) project: PathBuf,
    #[arg(long, value_name = "年度", value_parser = year, help = "报告年度", help_heading = "选项")]
    pub(super) year: Year,
    #[arg(long = "to", value_name = "格式", help = "md、txt 或 json", help_heading = "选项")]
    pub(super) format: String,
    #[arg(
        short,
        value_name = "文件",
        help = "写到这个文件；- 是标准输出（默认）",
        help_heading = "选项"
    )]
    pub(super) output: Option<PathBuf>,
    #[arg(long, help = "文件已在时替换它", help_heading = "选项")]
    pub(super) replace: bool,
}

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

#[derive(Debug, Args)]
pub(super) struct Doctor {
    #[command(flatten)]
    pub(super) output: Output,
    #[arg(long = "break", hide = true, help = "演习：打开界面，按键后出错，看终端能否复原")]
    pub(super) breaks: bool,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    #[arg(
        value_name = "项目",
        help = "项目文件夹（默认从当前文件夹往上找）",
        help_heading = "参数"
    )]
    pub(super) project: Option<PathBuf>,
    #[arg(long, value_name = "年度", value_parser = year, help = "只审核这一年", help_heading = "选项")]
    pub(super) year: Option<Year>,
    #[arg(long, help = "有“警”级问题时退出码也是 1", help_heading = "选项")]
    pub(super) strict: bool,
    #[command(flatten)]
    pub(super) output: Output,
}

#[derive(Debug, Args)]
pub(super) struct Find {
    #[arg(
        value_name = "词",
        required = true,
        help = "要找的词；几个词要在同一句、同一格里都有",
        help_heading = "参数"
    )]
    pub(super) query: Vec<String>,
    #[arg(
        long = "in",
        value_name = "文件夹",
        help = "一个项目，或装着许多项目的文件夹",
        help_heading = "选项"
    )]
    pub(super) inside: Option<PathBuf>,
    #[arg(long, value_name = "年度", value_parser = years, help = "一年或一段，如 2023、2020..2024", help_heading = "选项")]
    pub(super) year: Option<(Year, Year)>,
    #[arg(long, value_name = "名称", help = "单位名称里有这些字", help_heading = "选项")]
    pub(super) agency: Option<String>,
    #[arg(
        long,
        value_enum,
        value_name = "格式",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true,
        help = "text、json 或 csv（默认 text）",
        help_heading = "选项"
    )]
    pub(super) format: Listing,
    #[arg(long, help = "同 --format json", help_heading = "选项", conflicts_with = "format")]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(super) struct Fmt {
    #[arg(
        value_name = "项目",
        help = "项目文件夹（默认从当前文件夹往上找）",
        help_heading = "参数"
    )]
    pub(super) project: Option<PathBuf>,
    #[arg(long, help = "只看是否规范，不改文件；不规范时退出码为 1", help_heading = "选项")]
    pub(super) check: bool,
}

#[derive(Debug, Args)]
pub(super) struct Recover {
    #[arg(
        value_name = "项目",
        help = "项目文件夹（默认从当前文件夹往上找）",
        help_heading = "参数"
    )]
    pub(super) project: Option<PathBuf>,
    #[arg(long, value_name = "年度", value_parser = year, help = "把这一年留下的内容存进年报，原来的留作版本", help_heading = "选项")]
    pub(super) restore: Option<Year>,
    #[command(flatten)]
    pub(super) output: Output,
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    #[arg(
        value_name = "规则",
        help = "规则代码，如 S001；不写则列出全部规则",
        help_heading = "参数"
    )]
    pub(super) code: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Completions {
    #[arg(
        value_name = "SHELL",
        value_enum,
        hide_possible_values = true,
        help = "bash、zsh、fish、elvish 或 powershell",
        help_heading = "参数"
    )]
    pub(super) shell: clap_complete::Shell,
}

/// How the answer is written.
#[derive(Debug, Args)]
pub(super) struct Output {
    #[arg(
        long,
        value_enum,
        value_name = "格式",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true,
        help = "text 或 json（默认 text）",
        help_heading = "选项"
    )]
    format: Format,
    #[arg(long, help = "同 --format json", help_heading = "选项", conflicts_with = "format")]
    json: bool,
}

impl Output {
    /// Whether the answer is one JSON object.
    pub(super) const fn is_json(&self) -> bool {
        self.json || matches!(self.format, Format::Json)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// How hits are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Listing {
    Text,
    Json,
    Csv,
}
