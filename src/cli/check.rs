//! `nianbao check`: the findings of a project as text or JSON.

use super::args::Output;
use super::values::year;
use crate::model::Year;
use clap::Args;
use serde_json::json;
use std::path::PathBuf;

use super::Ending;
use super::failure::Failure;
use super::out;
use super::overview::counted;
use super::project;
use crate::checks::{Counts, Finding, printed};
use crate::project::Project;
use crate::text::width::Widths;

#[derive(Debug, Args)]
pub(super) struct Check {
    #[arg(
        value_name = "项目",
        help = "项目文件夹（默认从当前文件夹往上找）",
        help_heading = "参数"
    )]
    pub(super) project: Option<PathBuf>,
    #[arg(long, value_name = "年度", value_parser = year, help = "只审核这一年", help_heading = "选项")]
    pub(super) year: Option<Year>,
    #[arg(long, help = "有“警”级问题时退出码也是 1", help_heading = "选项")]
    pub(super) strict: bool,
    #[command(flatten)]
    pub(super) output: Output,
}

pub(super) fn run(asked: &Check) -> Result<Ending, Failure> {
    let opened = project::open(asked.project.as_deref())?;
    let findings = match asked.year {
        Some(year) => {
            project::report(&opened.project, year)?;
            opened.project.findings(year)
        }
        None => opened.project.all_findings(),
    };
    let counts = Counts::of(&findings);
    if asked.output.is_json() {
        out::json(&json!({
            "schema": 1, "project": project::name(&opened), "findings": findings, "summary": counts,
        }))?;
    } else {
        out::print(&text(&findings, &opened.project))?;
    }
    if project::tell_unread(&opened) {
        return Ok(Ending::Unread);
    }
    let wrong = counts.error > 0 || (asked.strict && counts.warning > 0);
    Ok(if wrong { Ending::Otherwise } else { Ending::Fine })
}

/// The findings that were not waived, a blank line after each, and the counts.
fn text(findings: &[Finding], project: &Project) -> String {
    let mut out = String::new();
    for finding in findings.iter().filter(|finding| finding.waived.is_none()) {
        if let Some(report) = project.reports.get(&finding.year) {
            out.push_str(&printed(finding, report, &Widths::NARROW));
            out.push('\n');
        }
    }
    out.push_str(&counted(Counts::of(findings)));
    out.push('\n');
    out
}
