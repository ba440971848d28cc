//! `nianbao export`: a report in another format.
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::Ending;
use super::failure::Failure;
use super::out;
use super::project;
use super::values::year;
use crate::export;
use crate::model::Year;
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
        help = "写到这个文件（csv 是文件夹）；- 是标准输出。不写时文字格式到标准输出，其余写成“单位年度年报.docx”之类",
        help_heading = "选项"
    )]
    pub(super) output: Option<PathBuf>,
    #[arg(
        long,
        value_name = "编码",
        value_parser = encoding,
        help = "文字格式的编码：utf-8（默认）、utf-8-bom（旧版 Excel 认得）或 gb18030",
        help_heading = "选项"
    )]
    pub(super) encoding: Option<Encoding>,
    #[arg(long, help = "文件已在时替换它", help_heading = "选项")]
    pub(super) replace: bool,
}

/// How text is written in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    /// With the mark at its beginning by which older spreadsheets know it.
    Utf8Bom,
    Gb18030,
}

fn encoding(name: &str) -> Result<Encoding, String> {
    match name.to_ascii_lowercase().as_str() {
        "utf-8" | "utf8" => Ok(Encoding::Utf8),
        "utf-8-bom" | "utf8-bom" => Ok(Encoding::Utf8Bom),
        "gb18030" | "gbk" => Ok(Encoding::Gb18030),
        _ => Err("可用的有 utf-8、utf-8-bom、gb18030".to_owned()),
    }
}

impl Encoding {
    /// The same text in this encoding; every character has a place in each of them.
    fn encode(self, text: Vec<u8>) -> Vec<u8> {
        match self {
            Self::Utf8 => text,
            Self::Utf8Bom => [&b"\xef\xbb\xbf"[..], &text].concat(),
            Self::Gb18030 => {
                let text = String::from_utf8_lossy(&text);
                encoding_rs::GB18030.encode(&text).0.into_owned()
            }
        }
    }
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
    project::report(&opened, asked.year)?;
    let export = match export::Export::of(&opened.project, asked.year) {
        Ok(export) => export,
        // As `check` does with what is wrong.
        Err(refusal) => {
            out::tell(&format!("nianbao：{refusal}"));
            return Ok(Ending::Otherwise);
        }
    };
    if asked.encoding.is_some() && !format.is_text {
        let words = format!("“--encoding”只用于文字格式，{} 不是", format.title);
        return Err(Failure::Usage(words));
    }
    let encoding = asked.encoding.unwrap_or(Encoding::Utf8);
    let failed = |error: io::Error| Failure::File(format!("导出没有成功：{error}"));
    if let Some(folder) =
        asked.output.as_deref().filter(|path| format.key == "csv" && *path != Path::new("-"))
    {
        let sheets = export::sheets(export.report).map_err(failed)?;
        let sheets = sheets
            .into_iter()
            .map(|sheet| (format!("{}.csv", sheet.name), encoding.encode(sheet.bytes)));
        return into_folder(folder, &sheets.collect::<Vec<_>>(), asked.replace);
    }
    let mut bytes = Vec::new();
    (format.write)(&export, &mut bytes).map_err(failed)?;
    let bytes = encoding.encode(bytes);
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

/// One file a table into a folder, which is made where it is not there. Nothing is written where one of them may not be.
fn into_folder(
    folder: &Path,
    files: &[(String, Vec<u8>)],
    replace: bool,
) -> Result<Ending, Failure> {
    let refused = |why: &str| Failure::File(format!("{} 没有导出：{why}", folder.display()));
    if files.is_empty() {
        return Err(refused("这一年的报告里没有表"));
    }
    if folder.is_file() {
        return Err(refused("这是文件；CSV 每张表一个文件，-o 要写文件夹"));
    }
    fs::create_dir_all(folder).map_err(|error| refused(&error.to_string()))?;
    if let Some((name, _)) = files.iter().find(|(name, _)| !replace && folder.join(name).exists()) {
        return Err(refused(&format!("{name} 已经在那里，没有覆盖；要替换请加 --replace")));
    }
    for (name, bytes) in files {
        write(&folder.join(name), bytes, replace)?;
    }
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    out::tell(&format!("已导出到 {}：{}", folder.display(), names.join("、")));
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
