//! `nianbao recover`: unsaved work that sessions have left behind, listed or restored.
use std::path::PathBuf;

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
use crate::store::{self, Orphan};

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
    match asked.restore {
        Some(year) => {
            let _held = store::hold(&opened.folder, [year], &me)?;
            restore(&opened, &found, year, &me.name)
        }
        None => list(&found, asked.output.is_json()),
    }
}

fn list(found: &[Orphan], json: bool) -> Result<Ending, Failure> {
    let listed: Vec<Listed> = found.iter().map(listed).collect();
    if json {
        out::json(&listed)?;
    } else if listed.is_empty() {
        out::print("没有遗留的内容\n")?;
    } else {
        out::print(&listed.iter().map(text).collect::<String>())?;
    }
    Ok(if found.is_empty() { Ending::Otherwise } else { Ending::Fine })
}

fn listed(orphan: &Orphan) -> Listed {
    let work = orphan.work.as_ref();
    Listed {
        year: orphan.year,
        when: orphan.when.to_zoned(jiff::tz::TimeZone::system()).strftime("%F %H:%M").to_string(),
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
