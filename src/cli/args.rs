//! What can be typed after `nianbao`; what a subcommand takes stands beside what it does.

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

use super::check::Check;
use super::diff::Diff;
use super::doctor::Doctor;
use super::explain::Explain;
use super::export::Export;
use super::figures::Figures;
use super::find::Find;
use super::format::Fmt;
use super::import::Import;
use super::merge::Merge;
use super::new::New;
use super::recover::Recover;
use super::roll::Roll;
use super::screen::Screen;
use super::shell::Completions;
use crate::text::width::Widths;

#[derive(Debug, Parser)]
#[command(
    name = "nianbao",
    version,
    about = "年报工作台：编写、核对、审核、查阅政府信息公开工作年度报告",
    after_help = "不带命令时打开工作台；不写项目则从当前文件夹往上找。与命令同名的文件夹写作 ./名字。\n退出码：0 正常；1 有“错”级问题（--strict 时含“警”）、不规范、没找到；2 用法不对；3 读写不成；4 别人正在编辑。",
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
        value_name = "姓名",
        help = "坐在这里的是谁（默认按登录名在 project.ron 的 people 里找）；共用账号时写明",
        help_heading = "选项"
    )]
    pub(super) user: Option<String>,

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
    #[command(about = "从最近一年的年报结转出新一年的草稿")]
    Roll(Roll),
    #[command(about = "导入年报：Word、网页、电子表格、Markdown、纯文本，一次可以有几年的")]
    Import(Import),
    #[command(about = "导出年报：Word、网页、Excel、Markdown、纯文本、JSON")]
    Export(Export),
    #[command(about = "审核：列出问题、位置、依据和改法")]
    Check(Check),
    #[command(about = "查找：正文里的句子、表格里的数")]
    Find(Find),
    #[command(about = "列出正文和表格里的每一个数：指标、单位、期间、位置")]
    Figures(Figures),
    #[command(about = "比较两年的年报，或两个年报文件：正文逐字，表格逐格")]
    Diff(Diff),
    #[command(about = "把项目文件整理成规范的写法")]
    Fmt(Fmt),
    #[command(about = "列出或恢复没有正常退出时留下的内容")]
    Recover(Recover),
    #[command(about = "合并两个人的改动：逐节、逐段、逐格（git 的合并驱动）")]
    Merge(Merge),
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
