//! `nianbao figures`: every figure of tables and prose with unit, period and place, as text, JSON or CSV.

use std::fmt::Write;
use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::Ending;
use super::failure::Failure;
use super::find::{Listed, Listing, row};
use super::out;
use super::project;
use super::values::year;
use crate::checks::Place;
use crate::model::Year;
use crate::project::Told;

#[derive(Debug, Args)]
pub(super) struct Figures {
    #[arg(
        value_name = "项目",
        help = "项目文件夹（默认从当前文件夹往上找）",
        help_heading = "参数"
    )]
    project: Option<PathBuf>,
    #[arg(long, value_name = "年度", value_parser = year, help = "只列这一年", help_heading = "选项")]
    year: Option<Year>,
    #[command(flatten)]
    listed: Listed,
}

pub(super) fn run(asked: &Figures) -> Result<Ending, Failure> {
    let opened = project::open(asked.project.as_deref())?;
    let vocabulary = project::vocabulary(&opened);
    let years: Vec<Year> = match asked.year {
        Some(year) => {
            project::report(&opened, year)?;
            vec![year]
        }
        None => opened.project.reports.keys().copied().collect(),
    };
    let all = years.into_iter().flat_map(|year| opened.project.figures(year, &vocabulary));
    let figures: Vec<Told> = all.collect();
    match asked.listed.format() {
        Listing::Json => out::json(&json!({ "schema": 1, "figures": figures }))?,
        Listing::Csv => out::print(&csv(&figures))?,
        Listing::Text => out::print(&text(&figures))?,
    }
    Ok(if project::tell_unread(&opened) { Ending::Unread } else { Ending::Fine })
}

/// One figure a line, under the name of the place where it stands.
fn text(figures: &[Told]) -> String {
    let mut out = String::new();
    let mut last = String::new();
    for told in figures {
        let heading = format!("{} {}", told.year, place(&told.place));
        if heading != last {
            let _ = writeln!(out, "{heading}");
            last = heading;
        }
        let doubt = if told.sure {
            String::new()
        } else {
            format!("　待确认：{}", told.candidates.join("；"))
        };
        let _ = writeln!(
            out,
            "  {}{}{}　{}　{}{}{}{doubt}",
            bound(told.bound),
            told.value,
            told.unit,
            told.indicator,
            told.period,
            kind(told.kind),
            role(told.role)
        );
    }
    if out.is_empty() {
        out.push_str("没有数\n");
    }
    out
}

fn csv(figures: &[Told]) -> String {
    let mut out = row(&[
        "年度",
        "指标",
        "数值",
        "计量单位",
        "期间",
        "性质",
        "约数",
        "来源",
        "确定",
        "位置",
        "原文",
    ]);
    for told in figures {
        out += &row(&[
            &told.year.to_string(),
            &told.indicator,
            &told.value,
            &told.unit,
            &told.period,
            word(told.kind),
            bound(told.bound),
            if told.origin == "table" { "表" } else { "文" },
            if told.sure { "是" } else { "待确认" },
            &place(&told.place),
            &told.sentence,
        ]);
    }
    out
}

fn bound(key: &str) -> &'static str {
    match key {
        "about" => "约",
        "at_least" => "不少于",
        "at_most" => "不超过",
        _ => "",
    }
}

/// What a number does that is no amount itself.
fn role(key: &str) -> &'static str {
    match key {
        "before" => "（原数）",
        "up" => "（增幅）",
        "down" => "（降幅）",
        "more" => "（增加数）",
        "less" => "（减少数）",
        "share" => "（占比）",
        "times" => "（倍数）",
        _ => "",
    }
}

fn kind(key: &str) -> String {
    if key == "flow" { String::new() } else { format!("（{}）", word(key)) }
}

fn word(key: &str) -> &'static str {
    match key {
        "cumulative" => "累计",
        "state" => "时点",
        "rate" => "比率",
        _ => "流量",
    }
}

/// A place in short: 一（二）第3段, applications r24/c7.
fn place(place: &Place) -> String {
    match place {
        Place::Report {} => String::new(),
        Place::Text(text) => {
            let paragraph = text.paragraph.map(|count| format!("第{count}段")).unwrap_or_default();
            let number =
                if text.number.is_empty() { text.title.as_str() } else { text.number.as_str() };
            format!("{number}{paragraph}")
        }
        Place::Table(table) => format!("表 {}", table.table),
    }
}
