//! `nianbao recover`: unsaved work that sessions have left behind, and the versions of reports, listed or restored.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use super::Ending;
use super::args::Output;
use super::failure::Failure;
use super::out;
use super::project;
use super::values::year;
use crate::model::Year;
use crate::runtime::surroundings::Surroundings;
use crate::store::versions::{self, Version};
use crate::store::{self, Condition, Orphan, Part};

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
    #[arg(long, value_name = "年度", value_parser = year, help = "只看这一年的，或恢复这一年的版本", help_heading = "选项")]
    pub(super) year: Option<Year>,
    #[arg(
        long,
        value_name = "编号",
        requires = "year",
        conflicts_with = "restore",
        help = "把这个版本存进年报（编号见列表），现在的留作版本",
        help_heading = "选项"
    )]
    pub(super) version: Option<usize>,
    #[arg(
        long,
        requires = "version",
        help = "只把这个版本写到标准输出，不改文件",
        help_heading = "选项"
    )]
    pub(super) print: bool,
    #[command(flatten)]
    pub(super) output: Output,
}

/// What is listed.
#[derive(Debug, Serialize)]
struct Lists {
    schema: u32,
    unsaved: Vec<Listed>,
    versions: Vec<Numbered>,
}

/// A version, as it is listed.
#[derive(Debug, Serialize)]
struct Numbered {
    year: Year,
    /// From 1, the newest; another save shifts it.
    number: usize,
    when: String,
    by: String,
    why: String,
    file: String,
}

/// One piece of unsaved work, as it is listed.
#[derive(Debug, Serialize)]
struct Listed {
    year: Year,
    when: String,
    by: Option<String>,
    host: Option<String>,
    /// 字数 more than the saved report; `None` where the file is damaged.
    more: Option<i64>,
    /// The report was saved by somebody after this work began.
    moved_on: bool,
    damage: Option<String>,
    file: String,
}

pub(super) fn run(asked: &Recover) -> Result<Ending, Failure> {
    let opened = project::open(asked.project.as_deref())?;
    let me = project::me(&opened);
    let state = Surroundings::from_env().state_folder;
    let found = store::orphans(state.as_deref(), &opened, &me);
    match (asked.restore, asked.version.zip(asked.year)) {
        (Some(year), _) => {
            let _held = store::hold(&opened.folder, [year], &me)?;
            restore(&opened, &found, year, &me.name)
        }
        (None, Some((number, year))) => {
            let version = numbered(&opened, year, number)?;
            if asked.print {
                out::bytes(&versions::bytes(&version)?)?;
                return Ok(Ending::Fine);
            }
            let _held = store::hold(&opened.folder, [year], &me)?;
            bring_back(&opened, &version, &me.name)
        }
        (None, None) => {
            let years = opened.files.keys().filter_map(|part| match part {
                Part::Report(year) => Some(*year),
                _ => None,
            });
            let wanted = |year: &Year| asked.year.is_none_or(|only| only == *year);
            let versions =
                years.filter(wanted).flat_map(|year| all(&opened.folder, year)).collect();
            let unsaved = found.iter().filter(|orphan| wanted(&orphan.year)).map(listed).collect();
            list(&Lists { schema: 1, unsaved, versions }, asked.output.is_json())
        }
    }
}

fn list(lists: &Lists, json: bool) -> Result<Ending, Failure> {
    if json {
        out::json(lists)?;
    } else {
        out::print(&told(lists))?;
    }
    let nothing = lists.unsaved.is_empty() && lists.versions.is_empty();
    Ok(if nothing { Ending::Otherwise } else { Ending::Fine })
}

fn told(lists: &Lists) -> String {
    let mut out = if lists.unsaved.is_empty() {
        "没有没存的内容\n".to_owned()
    } else {
        lists.unsaved.iter().map(text).collect()
    };
    let mut year = None;
    for version in &lists.versions {
        let of_year = lists.versions.iter().filter(|other| other.year == version.year).count();
        if year.replace(version.year) != Some(version.year) {
            let of = format!("{} 年　历史版本 {of_year} 个", version.year);
            let how = format!("恢复：--year {} --version 编号；先看看：再加 --print", version.year);
            let _ = writeln!(out, "{of}（{how}）");
        }
        let by = if version.by.is_empty() { "（不详）" } else { &version.by };
        let Numbered { number, when, why, .. } = version;
        let _ = writeln!(out, "　{number:>3}　{when}　{by}　{why}");
    }
    out
}

fn all(folder: &Path, year: Year) -> Vec<Numbered> {
    let there = versions::list(folder, year).into_iter();
    let numbered = (1..).zip(there).map(|(number, version)| Numbered {
        year,
        number,
        when: day_and_time(version.at),
        by: version.by,
        why: version.why.to_string(),
        file: version.path.display().to_string(),
    });
    numbered.collect()
}

fn day_and_time(at: jiff::Timestamp) -> String {
    at.to_zoned(jiff::tz::TimeZone::system()).strftime("%F %H:%M").to_string()
}

fn numbered(opened: &store::Opened, year: Year, number: usize) -> Result<Version, Failure> {
    let there = versions::list(&opened.folder, year);
    let (count, index) = (there.len(), number.checked_sub(1));
    index.and_then(|index| there.into_iter().nth(index)).ok_or_else(|| {
        Failure::Usage(format!("{year} 年报没有第 {number} 个历史版本，只有 {count} 个"))
    })
}

/// Saves what a version holds as the report of its year; a damaged file is replaced too.
fn bring_back(opened: &store::Opened, version: &Version, by: &str) -> Result<Ending, Failure> {
    let part = Part::Report(version.year);
    let found = opened.files.get(&part);
    let broken = found.is_some_and(|it| matches!(it.condition, Condition::Broken { .. }));
    if broken {
        versions::put_back(&opened.folder, version)?;
    } else {
        let report = versions::read(version)?;
        let was = found.and_then(|found| found.stamp);
        out::tell_saved(&store::save_report(&opened.folder, &report, was, by)?);
    }
    out::tell(&format!(
        "{} 年报已恢复到 {} 的版本；原来的留作版本",
        version.year,
        day_and_time(version.at)
    ));
    Ok(Ending::Fine)
}

fn listed(orphan: &Orphan) -> Listed {
    let work = orphan.work.as_ref();
    Listed {
        year: orphan.year,
        when: day_and_time(orphan.when),
        by: orphan.by.as_ref().map(|by| by.name.clone()),
        host: orphan.by.as_ref().map(|by| by.host.clone()),
        more: work.ok().map(|work| work.more),
        moved_on: work.is_ok_and(|work| work.moved_on),
        damage: work.err().cloned(),
        file: orphan.path.display().to_string(),
    }
}

fn text(listed: &Listed) -> String {
    let held = match (&listed.damage, listed.more) {
        (Some(damage), _) => format!("读不出：{damage}"),
        (None, None | Some(0)) => "与已存的字数相同，内容不同".to_owned(),
        (None, Some(more @ 1..)) => format!("比已存的多 {more} 字"),
        (None, Some(fewer)) => format!("比已存的少 {} 字", fewer.unsigned_abs()),
    };
    let later = if listed.moved_on { "；已存的后来又改过" } else { "" };
    let by = listed.by.as_deref().filter(|by| !by.is_empty()).unwrap_or("（不详）");
    format!("{} 年　{}　{by}　{held}{later}\n　　{}\n", listed.year, listed.when, listed.file)
}

/// Restores the newest work on a year that can be read.
fn restore(
    opened: &store::Opened,
    found: &[Orphan],
    year: Year,
    by: &str,
) -> Result<Ending, Failure> {
    let mut of_year = found.iter().rev().filter(|orphan| orphan.year == year).peekable();
    if of_year.peek().is_none() {
        out::tell(&format!("{year} 年报没有遗留的内容"));
        return Ok(Ending::Otherwise);
    }
    let Some(orphan) = of_year.find(|orphan| orphan.work.is_ok()) else {
        return Err(Failure::File(format!("{year} 年报的恢复文件坏了，没有恢复；文件没有动")));
    };
    let saved = store::restore(opened, orphan, by)?;
    out::tell(&format!("已把遗留的内容存为 {year} 年报；原来的留作版本，用 nianbao recover 列出"));
    out::tell_saved(&saved);
    Ok(Ending::Fine)
}
