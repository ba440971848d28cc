//! Papers that go with a report (审核单、更正说明): what they say once, as Markdown or as plain text.

use std::fmt::Write;

use super::Project;
use crate::checks::Finding;
use crate::model::Year;

/// A paper about a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// 审核单: findings, explanations, comments, signatures, changes.
    Sheet,
    /// 更正说明: the corrections to a published report.
    Corrections,
}

/// How a paper is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// To be printed or put on a page.
    Markdown,
    /// To be sent or read as it is.
    Text,
}

impl Style {
    /// What the file ends in.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Text => "txt",
        }
    }
}

impl Paper {
    /// What it is called.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Sheet => "审核单",
            Self::Corrections => "更正说明",
        }
    }
}

impl Project {
    /// A paper about one year's report with these findings of it; none where there is no such report, or nothing to say.
    pub fn paper(
        &self,
        (paper, style): (Paper, Style),
        year: Year,
        findings: &[Finding],
    ) -> Option<String> {
        let parts = match paper {
            Paper::Sheet => self.sheet(year, findings)?,
            Paper::Corrections => self.correction_paper(year)?,
        };
        Some(match style {
            Style::Markdown => markdown(&parts),
            Style::Text => text(&parts),
        })
    }
}

/// A piece of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// The title of all.
    Title(String),
    /// A heading.
    Heading(String),
    /// A paragraph.
    Words(String),
    /// Lines that belong together.
    Items(Vec<String>),
    /// A table: heads, rows. The first column is a number where its head is 序号.
    Grid(&'static [&'static str], Vec<Vec<String>>),
    /// What is filled in by hand on paper: heads without values.
    Blanks(&'static [&'static str]),
}

fn markdown(parts: &[Part]) -> String {
    let mut out = String::new();
    for part in parts {
        let _ = match part {
            Part::Title(title) => writeln!(out, "# {}\n", one_line(title)),
            Part::Heading(title) => writeln!(out, "## {}\n", one_line(title)),
            Part::Words(words) => writeln!(out, "{}\n", one_line(words)),
            Part::Items(items) => {
                let lines = items.iter().map(|item| format!("- {}\n", one_line(item)));
                writeln!(out, "{}", lines.collect::<String>())
            }
            Part::Grid(heads, rows) => {
                grid(&mut out, heads, rows);
                writeln!(out)
            }
            Part::Blanks(heads) => {
                grid(&mut out, heads, &[vec!["　".to_owned(); heads.len()]]);
                writeln!(out)
            }
        };
    }
    format!("{}\n", out.trim_end())
}

fn grid(out: &mut String, heads: &[&str], rows: &[Vec<String>]) {
    let _ = writeln!(out, "| {} |", heads.join(" | "));
    let rule = heads.iter().map(|head| if *head == "序号" { "--:|" } else { "---|" });
    let _ = writeln!(out, "|{}", rule.collect::<String>());
    for row in rows {
        let cells: Vec<String> = row.iter().map(|text| cell(text)).collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
}

/// A text for a cell of a Markdown table: one line, the signs that would be markup made harmless.
fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in one_line(text).chars() {
        if matches!(sign, '|' | '\\' | '`' | '*' | '_' | '<' | '[' | ']' | '~' | '#') {
            out.push('\\');
        }
        out.push(sign);
    }
    if out.is_empty() { "　".to_owned() } else { out }
}

fn one_line(text: &str) -> String {
    text.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect()
}

/// Longest value that stands on one line with others.
const BRIEF: usize = 12;

fn text(parts: &[Part]) -> String {
    let mut out = String::new();
    for part in parts {
        match part {
            Part::Title(title) | Part::Words(title) => {
                let _ = writeln!(out, "{}\n", one_line(title));
            }
            Part::Heading(title) => {
                let _ = writeln!(out, "【{}】\n", one_line(title));
            }
            Part::Items(items) => {
                out.extend(items.iter().map(|item| format!("{}\n", one_line(item))));
                out.push('\n');
            }
            Part::Grid(heads, rows) => {
                for (row, number) in rows.iter().zip(1..) {
                    entry(&mut out, number, heads, row);
                }
            }
            Part::Blanks(heads) => {
                out.extend(heads.iter().map(|head| format!("{head}：\n")));
                out.push('\n');
            }
        }
    }
    format!("{}\n", out.trim_end())
}

/// A row of a table as lines: what is brief on one, what is long below.
fn entry(out: &mut String, number: usize, heads: &[&str], row: &[String]) {
    let values = heads
        .iter()
        .zip(row)
        .filter(|(head, value)| **head != "序号" && !value.trim_matches('　').is_empty());
    let (brief, long): (Vec<_>, Vec<_>) =
        values.partition(|(_, value)| value.chars().count() <= BRIEF);
    let brief: Vec<String> =
        brief.iter().map(|(head, value)| format!("{head} {}", one_line(value))).collect();
    let _ = writeln!(out, "{number}. {}", brief.join("　"));
    for (head, value) in long {
        let _ = writeln!(out, "   {head}：{}", one_line(value));
    }
    out.push('\n');
}
