//! `nianbao export`: one report in another format, to a file or to standard output.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use super::Ending;
use super::args::Export as Asked;
use super::failure::Failure;
use super::out;
use super::project;
use crate::export::{self, Export, FORMATS};

pub(super) fn run(asked: &Asked) -> Result<Ending, Failure> {
    let format = export::format(&asked.to).ok_or_else(|| {
        let known: Vec<&str> = FORMATS.iter().map(|format| format.key).collect();
        Failure::Usage(format!("不能导出为“{}”，可用的有 {}", asked.to, known.join("、")))
    })?;
    let opened = project::open(asked.project.as_deref())?;
    let report = project::report(&opened.project, asked.year)?;
    let mut bytes = Vec::new();
    let export = Export { agency: &opened.project.head.agency.name, report };
    (format.write)(&export, &mut bytes)
        .map_err(|error| Failure::File(format!("导出不成：{error}")))?;
    match asked.output.as_deref().filter(|path| *path != Path::new("-")) {
        Some(path) => write(path, &bytes, asked.force)?,
        None => out::bytes(&bytes)?,
    }
    Ok(Ending::Fine)
}

/// Writes a file; one that is there already is left alone unless it may be replaced.
fn write(path: &Path, bytes: &[u8], may_replace: bool) -> Result<(), Failure> {
    let refused = |error: io::Error| {
        Failure::File(match error.kind() {
            ErrorKind::AlreadyExists => {
                format!("{} 已经有了，没有覆盖；要覆盖请加 --force", path.display())
            }
            ErrorKind::NotFound => format!("{}：没有这个文件夹", path.display()),
            _ => format!("{} 写不成：{error}", path.display()),
        })
    };
    let mut file = if may_replace { fs::File::create(path) } else { fs::File::create_new(path) }
        .map_err(refused)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(refused)?;
    out::tell(&format!("已导出 {}", path.display()));
    Ok(())
}
