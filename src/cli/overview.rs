//! The overview (概览) of a project as text: reports, states, sections, open findings.

use std::fmt::Write;

use super::project::name;
use crate::checks::Counts;
use crate::model::Report;
use crate::store::Opened;

/// The overview of a project.
pub(super) fn overview(opened: &Opened) -> String {
    let project = &opened.project;
    let mut out = format!("{}　{}\n", name(opened), opened.folder.display());
    if project.reports.is_empty() {
        out.push_str("还没有报告\n");
    }
    for (year, report) in project.reports.iter().rev() {
        let counts = counted(Counts::of(&project.findings(*year)));
        let _ = writeln!(out, "\n{year} 年　{}　{counts}", report.status.word());
        sections(report, &mut out);
    }
    out
}

/// The headings of a report, a level two columns further in.
fn sections(report: &Report, out: &mut String) {
    for (section, number) in report.sections.iter().zip(report.printed_numbers()) {
        let title = if section.is_preface() { "前言" } else { section.title.as_str() };
        let indent = "  ".repeat(usize::from(section.level.max(1)));
        let tables = match section.tables().count() {
            0 => String::new(),
            tables => format!("　表 {tables}"),
        };
        let _ = writeln!(out, "{indent}{number}{title}{tables}");
    }
}

/// Counts as a line: `错 1　警 0　示 2　已豁免 1`.
pub(super) fn counted(counts: Counts) -> String {
    let mut line = format!("错 {}　警 {}　示 {}", counts.error, counts.warning, counts.hint);
    if counts.waived > 0 {
        let _ = write!(line, "　已豁免 {}", counts.waived);
    }
    line
}
