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
use crate::runtime::readback;

#[derive(Debug, Args)]
pub(super) struct Export {
    #[arg(value_name = "项目", help = "项目文件夹", help_heading = "参数")]
    pub(super) project: PathBuf,
    #[arg(long, value_name = "年度", value_parser = year, help = "报告年度", help_heading = "选项")]
    pub(super) year: Year,
    #[arg(long = "to", value_name = "格式", value_parser = format, help = formats(), help_heading = "选项")]
    pub(super) format: &'static export::Format,
    #[arg(
        short,
        value_name = "文件",
        help = "写到这个文件；- 是标准输出。不写时文字格式到标准输出，其余写成“单位年度年报.docx”之类",
        help_heading = "选项"
    )]
    pub(super) output: Option<PathBuf>,
    #[arg(long, help = "文件已在时替换它", help_heading = "选项")]
    pub(super) replace: bool,
}

/// The keys of all formats, for the help.
fn formats() -> String {
    let keys: Vec<&str> = export::FORMATS.iter().map(|format| format.key).collect();
    keys.join("、")
}

fn format(key: &str) -> Result<&'static export::Format, String> {
    export::format(key).ok_or_else(|| format!("可用的有 {}", formats()))
}

pub(super) fn run(asked: &Export) -> Result<Ending, Failure> {
    let format = asked.format;
    let opened = project::open(Some(&asked.project))?;
    project::tell_unread(&opened);
    project::report(&opened.project, asked.year)?;
    let Some(export) = export::Export::of(&opened.project, asked.year) else {
        return Ok(Ending::Fine);
    };
    let mut bytes = Vec::new();
    (format.write)(&export, &mut bytes)
        .map_err(|error| Failure::File(format!("导出没有成功：{error}")))?;
    let own = PathBuf::from(format.file_name(&export));
    let path = match asked.output.as_deref() {
        None if !format.is_text => &own,
        Some(path) if path != Path::new("-") => path,
        None | Some(_) => {
            out::bytes(&bytes)?;
            return Ok(Ending::Fine);
        }
    };
    write(path, &bytes, asked.replace)?;
    let told = path.display();
    match readback::unlike(format, &export, &bytes) {
        None => out::tell(&format!("已导出到 {told}")),
        Some(why) => {
            return Err(Failure::File(format!(
                "{told} 已写出，但读回来与项目不同，交出前请核对：{why}"
            )));
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
