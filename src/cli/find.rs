//! `nianbao find`: cells and sentences of one project or of many, as text, JSON or CSV.
use std::fmt::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::json;

use super::Ending;
use super::failure::Failure;
use super::out;
use super::project;
use super::values::years;
use crate::figures::prose::Vocabulary;
use crate::model::Year;
use crate::project::{Hits, Query};

#[derive(Debug, Args)]
pub(super) struct Find {
    #[arg(
        value_name = "词",
        required = true,
        help = "要找的词；几个词要在同一句、同一格里都有",
        help_heading = "参数"
    )]
    pub(super) query: Vec<String>,
    #[arg(
        long = "in",
        value_name = "文件夹",
        help = "一个项目，或装着许多项目的文件夹",
        help_heading = "选项"
    )]
    pub(super) inside: Option<PathBuf>,
    #[arg(long, value_name = "年度", value_parser = years, help = "一年或一段，如 2023、2020..2024", help_heading = "选项")]
    pub(super) year: Option<(Year, Year)>,
    #[arg(long, value_name = "名称", help = "单位名称里有这些字", help_heading = "选项")]
    pub(super) agency: Option<String>,
    #[command(flatten)]
    pub(super) listed: Listed,
}

/// As what a list is written.
#[derive(Debug, Args)]
pub(super) struct Listed {
    #[arg(
        long,
        value_enum,
        value_name = "格式",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true,
        help = "text、json 或 csv（默认 text）",
        help_heading = "选项"
    )]
    format: Listing,
    #[arg(long, help = "同 --format json", help_heading = "选项", conflicts_with = "format")]
    json: bool,
}

impl Listed {
    /// The format that is meant.
    pub(super) const fn format(&self) -> Listing {
        if self.json { Listing::Json } else { self.format }
    }
}

/// How hits are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Listing {
    Text,
    Json,
    Csv,
}

pub(super) fn run(asked: &Find) -> Result<Ending, Failure> {
    let mut query = Query::new(&asked.query, asked.year)
        .ok_or_else(|| Failure::Usage("要找的词是空的，请写上要找的词".to_owned()))?;
    let built_in = Vocabulary::built_in();
    query.knowing(&built_in);
    let opened = match &asked.inside {
        Some(folder) => project::all_that(folder, &query)?,
        None => vec![project::open(None::<&Path>)?],
    };
    let mut hits = Hits::default();
    let mut unread = false;
    for opened in &opened {
        unread |= project::tell_unread(opened);
        let name = &opened.project.head.agency.name;
        if asked.agency.as_ref().is_none_or(|part| name.contains(part.as_str())) {
            let found = match &opened.project.vocabulary {
                None => opened.project.find(&query, &built_in),
                Some(own) => {
                    let mut query = query.clone();
                    query.knowing(own);
                    opened.project.find(&query, own)
                }
            };
            hits.figures.extend(found.figures);
            hits.texts.extend(found.texts);
        }
    }
    answer(asked, &hits)?;
    let nothing = hits.figures.is_empty() && hits.texts.is_empty();
    Ok(match (unread, nothing) {
        (true, _) => Ending::Unread,
        (false, true) => Ending::Otherwise,
        (false, false) => Ending::Fine,
    })
}

fn answer(asked: &Find, hits: &Hits) -> Result<(), Failure> {
    match asked.listed.format() {
        Listing::Text => out::print(&text(hits)),
        Listing::Csv => out::print(&csv(hits)),
        Listing::Json => out::json(&json!({
            "schema": 1, "query": asked.query.join(" "), "hits": hits.figures, "texts": hits.texts,
        })),
    }
}

/// One hit a line: figures first, then sentences.
fn text(hits: &Hits) -> String {
    let mut out = String::new();
    for hit in &hits.figures {
        let _ = writeln!(
            out,
            "{} {}　{}　{}{}　{}{}（{}）",
            hit.year,
            hit.agency,
            hit.indicator,
            hit.value,
            hit.unit,
            hit.period,
            if hit.derived { "　由累计数推算" } else { "" },
            hit.sentence
        );
    }
    for hit in &hits.texts {
        let _ = writeln!(out, "{} {}　{}　{}", hit.year, hit.agency, hit.section, hit.sentence);
    }
    if out.is_empty() {
        out.push_str("没有找到\n");
    }
    out
}

/// RFC 4180, with a row of headers.
fn csv(hits: &Hits) -> String {
    let mut out = row(&["单位", "年度", "指标", "数值", "计量单位", "期间", "来源", "原文"]);
    for hit in &hits.figures {
        let year = hit.year.to_string();
        out += &row(&[
            &hit.agency,
            &year,
            &hit.indicator,
            &hit.value,
            &hit.unit,
            &hit.period,
            match (hit.origin, hit.derived) {
                ("table", false) => "表",
                ("table", true) => "表推算",
                (_, false) => "文",
                (_, true) => "文推算",
            },
            &hit.sentence,
        ]);
    }
    for hit in &hits.texts {
        out += &row(&[
            &hit.agency,
            &hit.year.to_string(),
            &hit.section,
            "",
            "",
            "",
            "文",
            &hit.sentence,
        ]);
    }
    out
}

/// A row of a CSV file.
pub(super) fn row(fields: &[&str]) -> String {
    let quoted = |field: &&str| {
        if field.contains(['"', ',', '\n', '\r']) {
            format!("\"{}\"", field.replace('"', "\"\""))
        } else {
            (*field).to_owned()
        }
    };
    fields.iter().map(quoted).collect::<Vec<_>>().join(",") + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_that_need_it_are_quoted() {
        assert_eq!(row(&["甲", "a,b", "说\"好\""]), "甲,\"a,b\",\"说\"\"好\"\"\"\r\n");
    }
}
