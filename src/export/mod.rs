//! The report out (导出): one file a format, all of them on one list.

mod book;
mod csv;
mod docx;
mod escape;
mod html;
mod json;
mod labels;
mod markdown;
mod sheet;
mod spans;
mod text;
pub mod trend;
mod xml;

pub use csv::{Sheet, sheets};

use std::io;
use std::io::Write;

use crate::checks::Counts;
use crate::forms::Catalogue;
use crate::model::Report;
use crate::model::Status;
use crate::model::Year;
use crate::project::Project;

/// What is written: a report and whose it is.
#[derive(Debug, Clone, Copy)]
pub struct Export<'a> {
    /// Full name of the agency; may be empty.
    pub agency: &'a str,
    /// The report.
    pub report: &'a Report,
    /// How many findings of severity 错 are open.
    pub errors: usize,
    /// The forms of its tables, the office's own among them.
    pub forms: &'a Catalogue,
}

impl<'a> Export<'a> {
    /// A project's report of a year, its errors counted.
    ///
    /// # Errors
    /// If there is no such report, or a figure in it is tied to a cell that says something else or is gone: nothing goes out
    /// like that.
    pub fn of(project: &'a Project, year: Year) -> Result<Self, Refusal> {
        let report = project.reports.get(&year).ok_or(Refusal::NoReport(year))?;
        let loose = project.loose_links(year);
        if !loose.is_empty() {
            return Err(Refusal::Loose { year, places: loose });
        }
        let errors = Counts::of(&project.findings(year)).error;
        let forms = &*project.forms;
        Ok(Self { agency: &project.head.agency.name, report, errors, forms })
    }

    /// What a report that is not final is marked with: `草稿，未改正的错 3 处`.
    fn mark(&self) -> Option<String> {
        let is_final = matches!(self.report.status, Status::Approved | Status::Published);
        (!is_final).then(|| format!("草稿，未改正的错 {} 处", self.errors))
    }
}

/// Why a report does not go out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is none of this year.
    #[error("没有 {0} 年报")]
    NoReport(Year),
    /// Figures in it do not agree with the cells that they are tied to.
    #[error("{year} 年报没有导出：{} 个关联的数与来源不符——{}", places.len(), places.join("\n"))]
    Loose {
        /// Of which report.
        year: Year,
        /// Each with its place and how to mend it.
        places: Vec<String>,
    },
}

/// A format that can be written.
#[derive(Debug)]
pub struct Format {
    /// Stable key such as `md`.
    pub key: &'static str,
    /// The name shown to the user.
    pub title: &'static str,
    /// What it is good for, a sentence.
    pub about: &'static str,
    /// Ending of file names.
    pub ending: &'static str,
    /// Whether it is text, which may go to a terminal.
    pub is_text: bool,
    /// Writes the whole file. The same report gives the same bytes.
    pub write: fn(&Export<'_>, &mut dyn Write) -> io::Result<()>,
}

/// Every format that can be written, in the order in which they are offered.
pub const FORMATS: &[Format] = &[
    Format {
        key: "docx",
        title: "Word 文档",
        about: "报送用：GB/T 9704 版式，表头合并，页码外侧",
        ending: "docx",
        is_text: false,
        write: docx::write,
    },
    Format {
        key: "html",
        title: "网页",
        about: "发布用：单个文件，表格能读屏、能打印，没有脚本",
        ending: "html",
        is_text: true,
        write: html::write,
    },
    Format {
        key: "xlsx",
        title: "Excel 表格",
        about: "只有统计表，一表一页：合计是公式，勾稽关系列在表下",
        ending: "xlsx",
        is_text: false,
        write: book::write,
    },
    Format {
        key: "md",
        title: "Markdown",
        about: "纯文本排版，能原样再导入",
        ending: "md",
        is_text: true,
        write: markdown::write,
    },
    Format {
        key: "txt",
        title: "纯文本",
        about: "贴进邮件或网页表单",
        ending: "txt",
        is_text: true,
        write: text::write,
    },
    Format {
        key: "csv",
        title: "CSV",
        about: "每张表一个文件，用表格软件打开，能再导入",
        ending: "csv",
        is_text: true,
        write: csv::write,
    },
    Format {
        key: "json",
        title: "JSON",
        about: "给别的程序读",
        ending: "json",
        is_text: true,
        write: json::write,
    },
];

impl Format {
    /// The name of a file that nobody named: `示例市民政局2024年报.docx`.
    pub fn file_name(&self, export: &Export<'_>) -> String {
        let unfit = |c: char| c.is_control() || r#"\/:*?"<>|"#.contains(c);
        let agency = export.agency.trim().trim_start_matches('.').replace(unfit, "_");
        format!("{agency}{}年报.{}", export.report.year, self.ending)
    }
}

/// The format with this key.
pub fn format(key: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.key == key)
}
