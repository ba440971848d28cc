//! `nianbao export`: a report in another format.

use super::values::year;
use crate::model::Year;
use clap::Args;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::path::PathBuf;

use super::Ending;
use super::failure::Failure;
use super::out;
use super::project;
use crate::export;

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

pub(super) fn run(asked: &Export) -> Result<Ending, Failure> {
    let format = export::format(&asked.format).ok_or_else(|| {
        let known: Vec<&str> = export::FORMATS.iter().map(|format| format.key).collect();
        Failure::Usage(format!("“--to”的值不能是“{}”，可用的有 {}", asked.format, known.join("、")))
    })?;
    let opened = project::open(Some(&asked.project))?;
    project::tell_unread(&opened);
    let report = project::report(&opened.project, asked.year)?;
    let agency = opened.project.head.agency.name.as_str();
    let mut bytes = Vec::new();
    (format.write)(&export::Export { agency, report }, &mut bytes)
        .map_err(|error| Failure::File(format!("导出没有成功：{error}")))?;
    match asked.output.as_deref() {
        None => out::bytes(&bytes)?,
        Some(path) if path == Path::new("-") => out::bytes(&bytes)?,
        Some(path) => {
            write(path, &bytes, asked.replace)?;
            out::tell(&format!("已导出到 {}", path.display()));
        }
    }
    Ok(Ending::Fine)
}

/// A file that is there is not written over unless that was asked for.
fn write(path: &Path, bytes: &[u8], replace: bool) -> Result<(), Failure> {
    let opened = if replace { fs::File::create(path) } else { fs::File::create_new(path) };
    let written = opened.and_then(|mut file| file.write_all(bytes));
    written.map_err(|error| {
        let why = if error.kind() == io::ErrorKind::AlreadyExists {
            "文件已经在那里，没有覆盖；要替换请加 --replace".to_owned()
        } else {
            error.to_string()
        };
        Failure::File(format!("{} 没有导出：{why}", path.display()))
    })
}
