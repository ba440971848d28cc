//! `nianbao check`: the findings of one project or of many, as text, JSON, SARIF or a review sheet.

mod edits;
mod sarif;

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::Ending;
use super::failure::Failure;
use super::out;
use super::overview::counted;
use super::project;
use super::values::{profile, year};
use crate::checks::{Checker, Counts, Finding, Profile, printed};
use crate::forms::Catalogue;
use crate::model::{Status, Year};
use crate::project::{Paper, Style};
use crate::store::Opened;
use crate::text::fit::fit;
use crate::text::width::Widths;

#[derive(Debug, Args)]
pub(super) struct Check {
    #[arg(
        value_name = "项目",
        help = "项目文件夹，可以写几个，也可以是放着许多项目的文件夹（默认从当前文件夹往上找）",
        help_heading = "参数"
    )]
    projects: Vec<PathBuf>,
    #[arg(long, value_name = "年度", value_parser = year, help = "只审核这一年", help_heading = "选项")]
    year: Option<Year>,
    #[arg(long, help = "有“警”级问题时退出码也是 1", help_heading = "选项")]
    strict: bool,
    #[arg(long, value_name = "方案", value_parser = profile, help = "年报、公文或仅数字（默认按项目的 policy.ron）", help_heading = "选项")]
    profile: Option<Profile>,
    #[arg(long, help = "去年已说明的也算作问题", help_heading = "选项")]
    no_baseline: bool,
    #[arg(
        long,
        value_enum,
        value_name = "格式",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true,
        help = "text、json、sarif，sheet 或 sheet-text（审核单，Markdown 或文本），corrections 或 corrections-text（更正说明）；默认 text",
        help_heading = "选项"
    )]
    format: Format,
    #[arg(long, help = "同 --format json", help_heading = "选项", conflicts_with = "format")]
    json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Sarif,
    Sheet,
    SheetText,
    Corrections,
    CorrectionsText,
}

impl Format {
    /// The paper that is asked for, if it is one.
    const fn paper(self) -> Option<(Paper, Style)> {
        match self {
            Self::Sheet => Some((Paper::Sheet, Style::Markdown)),
            Self::SheetText => Some((Paper::Sheet, Style::Text)),
            Self::Corrections => Some((Paper::Corrections, Style::Markdown)),
            Self::CorrectionsText => Some((Paper::Corrections, Style::Text)),
            Self::Text | Self::Json | Self::Sarif => None,
        }
    }
}

/// A project and what was found in it.
struct Checked {
    opened: Opened,
    /// The years that were checked.
    years: Vec<Year>,
    /// Whether what was explained the year before counts.
    has_baseline: bool,
    findings: Vec<Finding>,
}

pub(super) fn run(asked: &Check) -> Result<Ending, Failure> {
    let (opened, refused) = opened(&asked.projects)?;
    let mut checked = Vec::new();
    let mut known: Option<(Arc<Catalogue>, Checker)> = None;
    for mut opened in opened {
        if let Some(profile) = asked.profile {
            opened.project.policy.profile = profile;
        }
        let years = years(&opened, asked)?;
        // Projects with the same forms and no words of their own are checked by one checker, which has read them.
        let forms = &opened.project.forms;
        let same = |known: &(Arc<Catalogue>, Checker)| known.0 == *forms;
        let own = opened.project.vocabulary.is_some();
        let (_, checker) = match known.take().filter(same).filter(|_| !own) {
            Some(same) => known.insert(same),
            None => known.insert((Arc::clone(forms), opened.project.checker())),
        };
        let findings = found(&opened, &years, asked, checker);
        if own {
            known = None;
        }
        checked.push(Checked { opened, years, findings, has_baseline: !asked.no_baseline });
    }
    let many = checked.len() + refused.len() > 1;
    match asked.format {
        _ if asked.json => out::json(&answer(&checked, many))?,
        Format::Json => out::json(&answer(&checked, many))?,
        Format::Sarif => out::json(&sarif::log(&checked))?,
        _ if asked.format.paper().is_some() => out::print(&papers(&checked, asked.format))?,
        Format::Text if many => out::print(&table(&checked, &refused))?,
        _ => checked.iter().try_for_each(|one| out::print(&text(one)))?,
    }
    let unread = checked.iter().filter(|one| project::tell_unread(&one.opened)).count();
    for (_, failure) in &refused {
        out::tell(&format!("nianbao：{failure}"));
    }
    if unread + refused.len() > 0 {
        return Ok(Ending::Unread);
    }
    let counts = total(&checked);
    let wrong = counts.error > 0 || (asked.strict && counts.warning > 0);
    Ok(if wrong { Ending::Otherwise } else { Ending::Fine })
}

/// A project among several that cannot be opened: its folder, and why.
type Refused = (PathBuf, Failure);

/// The projects that are meant. One that was named alone must open; of several, the others are checked all the same.
fn opened(named: &[PathBuf]) -> Result<(Vec<Opened>, Vec<Refused>), Failure> {
    let folders = match named {
        [] => return Ok((vec![project::open(None)?], Vec::new())),
        _ => project::folders(named)?,
    };
    if let [only] = folders.as_slice() {
        return Ok((vec![project::open(Some(only))?], Vec::new()));
    }
    let (mut opened, mut refused) = (Vec::new(), Vec::new());
    for folder in folders {
        match project::open(Some(&folder)) {
            Ok(found) => opened.push(found),
            Err(failure) => refused.push((folder, failure)),
        }
    }
    Ok((opened, refused))
}

/// The years that are meant.
fn years(opened: &Opened, asked: &Check) -> Result<Vec<Year>, Failure> {
    let project = &opened.project;
    Ok(match asked.year {
        // Of several projects some have no report of that year; of one, that is a slip.
        Some(year) if asked.projects.len() < 2 => {
            project::report(opened, year)?;
            vec![year]
        }
        Some(year) => vec![year],
        None => project.reports.keys().copied().collect(),
    })
}

fn found(opened: &Opened, years: &[Year], asked: &Check, checker: &mut Checker) -> Vec<Finding> {
    let found = years.iter().flat_map(|year| opened.project.findings_by(*year, checker));
    let mut findings: Vec<Finding> = found.collect();
    if asked.no_baseline {
        let carried = |one: &&mut Finding| {
            one.waived.as_ref().is_some_and(|waived| waived.carried_from.is_some())
        };
        findings.iter_mut().filter(carried).for_each(|finding| finding.waived = None);
    }
    findings
}

fn total(checked: &[Checked]) -> Counts {
    Counts::of(checked.iter().flat_map(|one| &one.findings))
}

/// One object for one project; for several, one that holds one of each.
fn answer(checked: &[Checked], many: bool) -> Value {
    let of = |one: &Checked| {
        json!({
            "schema": 1,
            "project": project::name(&one.opened),
            "findings": one.findings,
            "summary": Counts::of(&one.findings),
        })
    };
    if let ([only], false) = (checked, many) {
        return of(only);
    }
    let projects: Vec<Value> = checked
        .iter()
        .map(|one| {
            let mut object = of(one);
            if let Some(fields) = object.as_object_mut() {
                let folder = one.opened.folder.display().to_string();
                fields.insert("folder".to_owned(), json!(folder));
            }
            object
        })
        .collect();
    json!({ "schema": 1, "projects": projects, "summary": total(checked) })
}

/// The papers about the reports that were checked; of several years, those that leave something to be done or said.
fn papers(checked: &[Checked], format: Format) -> String {
    let Some(paper) = format.paper() else { return String::new() };
    let mut papers = Vec::new();
    for one in checked {
        let project = &one.opened.project;
        for year in &one.years {
            let findings: Vec<Finding> =
                one.findings.iter().filter(|finding| finding.year == *year).cloned().collect();
            let published = project.reports.get(year).map(|report| report.status);
            let settled = findings.is_empty() && published == Some(Status::Published);
            if settled && one.years.len() > 1 && paper.0 == Paper::Sheet {
                continue;
            }
            papers.extend(project.paper(paper, *year, &findings));
        }
    }
    papers.join("\n---\n\n")
}

/// The findings that are open, a blank line after each, and the counts.
fn text(checked: &Checked) -> String {
    let mut out = String::new();
    for finding in checked.findings.iter().filter(|finding| finding.waived.is_none()) {
        if let Some(report) = checked.opened.project.reports.get(&finding.year) {
            out.push_str(&printed(finding, report, &Widths::NARROW));
            out.push('\n');
        }
    }
    out.push_str(&counted(Counts::of(&checked.findings)));
    out.push('\n');
    out
}

/// A line a project with its counts, those that could not be opened at the end, and the sum.
fn table(checked: &[Checked], refused: &[Refused]) -> String {
    let mut lines: Vec<(String, [String; 4])> = Vec::new();
    for one in checked {
        lines.push((named(&one.opened), cells(Counts::of(&one.findings))));
    }
    for (folder, _) in refused {
        lines.push((shown(folder), ["打不开", "", "", ""].map(str::to_owned)));
    }
    lines.push((format!("合计 {} 个", checked.len()), cells(total(checked))));
    let names = lines.iter().map(|(name, _)| Widths::NARROW.of(name)).max().unwrap_or(0).max(4);
    let mut out = format!("{}    错    警    示  已豁免\n", fit("项目", names, &Widths::NARROW));
    for (name, [error, warning, hint, waived]) in lines {
        let name = fit(&name, names, &Widths::NARROW);
        let line = format!("{name}{error:>6}{warning:>6}{hint:>6}{waived:>8}");
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out.push_str("逐条看：nianbao check 项目\n");
    out
}

/// Agency and folder: several projects may be of one agency.
fn named(opened: &Opened) -> String {
    let folder = opened.folder.file_name().unwrap_or_default().to_string_lossy();
    format!("{}（{folder}）", project::name(opened))
}

fn cells(counts: Counts) -> [String; 4] {
    [counts.error, counts.warning, counts.hint, counts.waived].map(|count| count.to_string())
}

fn shown(folder: &Path) -> String {
    folder.display().to_string()
}
