//! `nianbao fmt`: project files in their canonical form.
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Ending;
use super::failure::Failure;
use super::out;
use super::project;
use crate::store::{self, Canonical, Condition, Found, Kind, Opened, Part};

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

/// What became of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Became {
    Canonical,
    Different,
    Mended,
    Refused,
}

pub(super) fn run(asked: &Fmt) -> Result<Ending, Failure> {
    let opened = project::open(asked.project.as_deref())?;
    let mut all = Vec::new();
    for (part, found) in &opened.files {
        let path = part.path(&opened.folder);
        let became = one(&opened, *part, found, asked.check)?;
        if let Some(word) = word(became) {
            out::print(&format!("{word}　{}\n", path.display()))?;
        }
        all.push(became);
    }
    Ok(if all.contains(&Became::Refused) {
        Ending::Unread
    } else if all.contains(&Became::Different) {
        Ending::Otherwise
    } else {
        Ending::Fine
    })
}

const fn word(became: Became) -> Option<&'static str> {
    match became {
        Became::Canonical | Became::Refused => None,
        Became::Different => Some("不规范"),
        Became::Mended => Some("已整理"),
    }
}

fn one(opened: &Opened, part: Part, found: &Found, only_look: bool) -> Result<Became, Failure> {
    let path = part.path(&opened.folder);
    match &found.condition {
        Condition::Writable => {}
        Condition::ReadOnly(why) => return Ok(refused(&path, &why.to_string())),
        Condition::Broken { error, .. } => {
            out::tell(&format!("nianbao：{error}"));
            return Ok(Became::Refused);
        }
    }
    let text = fs::read_to_string(&path)
        .map_err(|error| Failure::File(format!("“{}”读不了：{error}", path.display())))?;
    let kind = match part {
        Part::Head => Kind::Head,
        Part::Report(_) => Kind::Report,
        Part::Review(_) => Kind::Review,
    };
    let formed = store::canonical(kind, &text)
        .map_err(|fault| Failure::File(format!("{} {fault}", path.display())))?;
    if formed.text == text {
        return Ok(Became::Canonical);
    }
    if only_look {
        return Ok(Became::Different);
    }
    if !formed.comments.is_empty() {
        return Ok(refused(&path, &comments(&formed)));
    }
    let year = match part {
        Part::Head => None,
        Part::Report(year) | Part::Review(year) => Some(year),
    };
    let _held = store::hold(&opened.folder, year, &project::me(opened))?;
    save(opened, part, found)?;
    Ok(Became::Mended)
}

fn refused(path: &Path, why: &str) -> Became {
    out::tell(&format!("nianbao：{} 没有整理：{why}", path.display()));
    Became::Refused
}

/// Comments would be lost: the user decides where they go.
fn comments(formed: &Canonical) -> String {
    let lines: Vec<String> = formed.comments.iter().map(|(at, _)| at.line.to_string()).collect();
    format!("第 {} 行有注释，规范的写法里没有注释的位置；请移到 notes 里或删去", lines.join("、"))
}

fn save(opened: &Opened, part: Part, found: &Found) -> Result<(), Failure> {
    let project = &opened.project;
    match part {
        Part::Head => {
            store::save_head(&opened.folder, &project.head, found.stamp)?;
        }
        Part::Report(year) => {
            if let Some(report) = project.reports.get(&year) {
                let me = project::me(opened);
                let saved = store::save_report(&opened.folder, report, found.stamp, &me.name)?;
                out::tell_saved(&saved);
            }
        }
        Part::Review(year) => {
            if let Some(review) = project.reviews.get(&year) {
                store::save_review(&opened.folder, year, review, found.stamp)?;
            }
        }
    }
    Ok(())
}
