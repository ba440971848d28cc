//! `nianbao diff`: what is different between two years, two versions, or two files.

mod sides;

use std::fmt::Write;
use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::Ending;
use super::args::Output;
use super::failure::Failure;
use super::out;
use super::values::year;
use crate::checks::{Spot, place};
use crate::model::{Cell, Id, Section, TextAt, Year};
use crate::review::{Comparison, Counts, Echo, Paired, Part, TablePair, TextPair, compare};
use crate::text::diff::{Fate, Piece, differs, marked};
use sides::{Side, sides};

#[derive(Debug, Args)]
pub(super) struct Diff {
    #[arg(
        value_name = "项目或文件",
        num_args = 0..=2,
        help = "一个项目（默认从当前文件夹往上找），或两个年报文件（先旧后新；.ron 或可以导入的格式）",
        help_heading = "参数"
    )]
    paths: Vec<PathBuf>,
    #[arg(long, value_name = "年度", value_parser = year, help = "比较项目里的这两年：写两次，先旧后新；只写一次是与上一年比", help_heading = "选项")]
    year: Vec<Year>,
    #[arg(
        long,
        value_name = "第几版",
        help = "与这份年报以前的版本比：1 是最近存下的一版；写两次是两版相比，先旧后新",
        help_heading = "选项"
    )]
    version: Vec<usize>,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(asked: &Diff) -> Result<Ending, Failure> {
    let (old, new) = sides(asked)?;
    let found = compare(&old.report, &new.report);
    if asked.output.is_json() {
        out::json(&as_json(&found, &old, &new))?;
    } else {
        out::print(&as_text(&found, &old, &new))?;
    }
    Ok(if found.is_same() { Ending::Fine } else { Ending::Otherwise })
}

fn as_text(found: &Comparison, old: &Side, new: &Side) -> String {
    let mut out = format!("{} 与 {}\n", old.name, new.name);
    if differs(&found.title) {
        let _ = writeln!(out, "\n标题\n  {}", marked(&found.title));
    }
    for part in found.parts.iter().filter(|part| part.is_changed()) {
        told(part, old, new, &mut out);
    }
    let counts = Counts::of(found);
    if found.is_same() {
        let _ = writeln!(out, "没有不同：{} 段、{} 格相同", counts.same_texts, counts.same_cells);
    } else {
        let _ = writeln!(
            out,
            "\n不同：标题 {} 处，正文 {} 段，表格 {} 格；相同：{} 段，{} 格",
            counts.headings, counts.texts, counts.cells, counts.same_texts, counts.same_cells
        );
    }
    if counts.echoes > 0 && old.report.year != new.report.year {
        let _ = writeln!(out, "示：{} 段与 {} 除数字外完全相同", counts.echoes, old.name);
    }
    out
}

fn told(part: &Part, old: &Side, new: &Side, out: &mut String) {
    let fate = match (part.old, part.new) {
        (None, _) => "　新增的一节",
        (_, None) => "　删去的一节",
        _ if part.moved => "　移动了位置",
        _ if part.releveled => "　改了级别",
        _ => "",
    };
    let side = if part.new.is_some() { new } else { old };
    let _ = writeln!(out, "\n{}{}{fate}", number(part, side), headed(part));
    let mut same = 0;
    for block in &part.blocks {
        if !block.is_changed() {
            same += usize::from(matches!(block, Paired::Text(_)));
            continue;
        }
        match block {
            Paired::Text(pair) => text_told(pair, side, out),
            Paired::Table(pair) => table_told(pair, out),
        }
    }
    if same > 0 {
        let _ = writeln!(out, "  另有 {same} 段没有变化");
    }
}

fn section<'a>(part: &Part, side: &'a Side) -> Option<&'a Section> {
    side.report.sections.get(part.new.or(part.old)?)
}

/// The number path of the section, as places are named everywhere.
fn number(part: &Part, side: &Side) -> String {
    let named = section(part, side)
        .map(|section| place(&side.report, &Spot::Text(TextAt::Heading(section.id), 0..0)));
    match named {
        Some(crate::checks::Place::Text(place)) if !place.number.is_empty() => {
            format!("{} ", place.number)
        }
        _ => String::new(),
    }
}

fn headed(part: &Part) -> String {
    let heading = marked(&part.heading);
    if heading.is_empty() { "前言".to_owned() } else { heading }
}

fn text_told(pair: &TextPair, side: &Side, out: &mut String) {
    let at = pair
        .new
        .or(pair.old)
        .map(|id| place(&side.report, &Spot::Text(TextAt::Paragraph(id), 0..0)));
    let nth = match at {
        Some(crate::checks::Place::Text(place)) => place.paragraph.unwrap_or_default(),
        _ => 0,
    };
    let _ = match (pair.old, pair.new) {
        (_, None) => writeln!(out, "  删去：{}", marked(&pair.pieces)),
        (None, _) => writeln!(out, "  第{nth}段，新增：{}", marked(&pair.pieces)),
        _ => writeln!(out, "  第{nth}段：{}", marked(&pair.pieces)),
    };
}

fn table_told(pair: &TablePair, out: &mut String) {
    let _ = match (pair.old, pair.new) {
        (None, _) => writeln!(out, "  新增的表"),
        (_, None) => writeln!(out, "  删去的表"),
        _ => Ok(()),
    };
    for (name, pieces) in [("表题", &pair.caption), ("表注", &pair.notes)] {
        if differs(pieces) {
            let _ = writeln!(out, "  {name}：{}", marked(pieces));
        }
    }
    for cell in &pair.cells {
        let _ = writeln!(out, "  {}／{}：{}", cell.labels.0, cell.labels.1, cell.told());
    }
    if pair.same > 0 {
        let _ = writeln!(out, "  另有 {} 格没有变化", pair.same);
    }
}

fn as_json(found: &Comparison, old: &Side, new: &Side) -> Value {
    let counts = Counts::of(found);
    let sections: Vec<Value> = found
        .parts
        .iter()
        .filter(|part| part.is_changed())
        .map(|part| part_json(part, old, new))
        .collect();
    json!({
        "schema": 1,
        "old": { "name": old.name, "year": old.report.year },
        "new": { "name": new.name, "year": new.report.year },
        "same": found.is_same(),
        "title": pieces_json(&found.title),
        "sections": sections,
        "summary": {
            "headings": counts.headings, "texts": counts.texts, "cells": counts.cells,
            "same_texts": counts.same_texts, "same_cells": counts.same_cells, "echoes": counts.echoes,
        },
    })
}

fn part_json(part: &Part, old: &Side, new: &Side) -> Value {
    let side = if part.new.is_some() { new } else { old };
    let fate = match (part.old, part.new) {
        (None, _) => "added",
        (_, None) => "removed",
        _ if part.moved => "moved",
        _ => "kept",
    };
    let blocks: Vec<Value> = part
        .blocks
        .iter()
        .filter(|block| block.is_changed())
        .map(|block| match block {
            Paired::Text(pair) => text_json(pair, side),
            Paired::Table(pair) => table_json(pair, side),
        })
        .collect();
    json!({
        "section": section(part, side).map(|section| section.id.to_string()),
        "number": number(part, side).trim_end(),
        "fate": fate,
        "heading": pieces_json(&part.heading),
        "changes": blocks,
    })
}

fn text_json(pair: &TextPair, side: &Side) -> Value {
    let echo = match pair.echo {
        Echo::Own => Value::Null,
        Echo::Verbatim => "verbatim".into(),
        Echo::Numbers => "numbers".into(),
    };
    let at = pair
        .new
        .or(pair.old)
        .map(|id| place(&side.report, &Spot::Text(TextAt::Paragraph(id), 0..0)));
    json!({
        "kind": "text",
        "fate": fate(pair.old, pair.new),
        "place": at,
        "pieces": pieces_json(&pair.pieces),
        "echo": echo,
    })
}

fn table_json(pair: &TablePair, side: &Side) -> Value {
    let shown = |cell: &Option<Cell>| cell.as_ref().map(ToString::to_string);
    let at = pair.new.or(pair.old).map(|id| place(&side.report, &Spot::Table(id)));
    let cells: Vec<Value> = pair
        .cells
        .iter()
        .map(|cell| {
            json!({
                "row": cell.row, "column": cell.column, "old": shown(&cell.old), "new": shown(&cell.new),
                "difference": cell.difference().map(|number| number.to_string()),
                "growth": cell.growth().map(|number| number.to_string()),
            })
        })
        .collect();
    json!({
        "kind": "table", "fate": fate(pair.old, pair.new), "place": at, "caption": pieces_json(&pair.caption),
        "notes": pieces_json(&pair.notes), "cells": cells, "same_cells": pair.same,
    })
}

fn fate(old: Option<Id>, new: Option<Id>) -> &'static str {
    match (old, new) {
        (None, _) => "added",
        (_, None) => "removed",
        _ => "changed",
    }
}

fn pieces_json(pieces: &[Piece]) -> Value {
    let piece = |piece: &Piece| {
        let fate = match piece.fate {
            Fate::Kept => "kept",
            Fate::Removed => "removed",
            Fate::Added => "added",
        };
        json!([fate, piece.text])
    };
    pieces.iter().map(piece).collect()
}
