//! Which two reports are compared: two years, two files, a version and the report, two versions.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::failure::Failure;
use super::super::project;
use super::Diff;
use crate::import;
use crate::model::{Report, Year};
use crate::store::{self, versions};

/// A report and what it is called in the answer.
pub(super) struct Side {
    pub(super) name: String,
    pub(super) report: Report,
}

/// What is to be compared, the old one first.
pub(super) fn sides(asked: &Diff) -> Result<(Side, Side), Failure> {
    if !asked.version.is_empty() {
        return versions(asked);
    }
    if let ([old, new], []) = (asked.paths.as_slice(), asked.year.as_slice()) {
        return Ok((file(old)?, file(new)?));
    }
    let years = match *asked.year.as_slice() {
        [old, new] => (old, new),
        [new] => (new - 1, new),
        _ => {
            return Err(Failure::Usage(
                "要比较什么没有写清：写 项目 --year 2023 --year 2024，或者写两个文件".to_owned(),
            ));
        }
    };
    if asked.paths.len() > 1 {
        return Err(Failure::Usage("写了 --year 就是在一个项目里比，项目只能写一个".to_owned()));
    }
    let opened = project::open(asked.paths.first().map(PathBuf::as_path))?;
    project::tell_unread(&opened);
    let side = |year| {
        let report = project::report(&opened, year)?.clone();
        Ok::<Side, Failure>(Side { name: format!("{year} 年报"), report })
    };
    Ok((side(years.0)?, side(years.1)?))
}

/// A version of a report and the report, or two versions of it.
fn versions(asked: &Diff) -> Result<(Side, Side), Failure> {
    let ([year], [old, rest @ ..]) = (asked.year.as_slice(), asked.version.as_slice()) else {
        return Err(Failure::Usage("比版本要写一个 --year 和一个或两个 --version".to_owned()));
    };
    let opened = project::open(asked.paths.first().map(PathBuf::as_path))?;
    project::tell_unread(&opened);
    let known = versions::list(&opened.folder, *year);
    let side = |nth: usize| {
        let version = nth.checked_sub(1).and_then(|at| known.get(at));
        let version = version.ok_or_else(|| Failure::Usage(no_version(*year, nth, &known)))?;
        let report = versions::read(version)?;
        Ok::<Side, Failure>(Side { name: format!("{year} 年报（{version}）"), report })
    };
    let new = match rest {
        [] => {
            let report = project::report(&opened, *year)?.clone();
            Side { name: format!("{year} 年报（现在）"), report }
        }
        [new] => side(*new)?,
        _ => return Err(Failure::Usage("--version 最多写两次，先旧后新".to_owned())),
    };
    Ok((side(*old)?, new))
}

/// Which versions there are.
fn no_version(year: Year, nth: usize, known: &[versions::Version]) -> String {
    if known.is_empty() {
        return format!("{year} 年报还没有存下的版本；每次保存都会留一版");
    }
    let list = known.iter().zip(1..).map(|(version, number)| format!("\n  {number}  {version}"));
    format!("{year} 年报没有第 {nth} 版，有的是：{}", list.collect::<String>())
}

/// A report from a file of ours, or from one that can be imported.
fn file(path: &Path) -> Result<Side, Failure> {
    let name = path.display().to_string();
    if path.is_dir() {
        return Err(Failure::Usage(format!("{name} 是文件夹；比较项目里的两年要写 --year 两次")));
    }
    if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("ron")) {
        return Ok(Side { name, report: store::read_report(path)? });
    }
    let told = |why: &dyn std::fmt::Display| Failure::File(format!("{name} 没有读成：{why}"));
    let size = fs::metadata(path).map_err(|error| told(&error))?.len();
    import::fits(size).map_err(|error| told(&error))?;
    let bytes = fs::read(path).map_err(|error| told(&error))?;
    let read = import::read(&name, &bytes, &import::Options::default());
    Ok(Side { report: read.map_err(|error| told(&error))?.report, name })
}
