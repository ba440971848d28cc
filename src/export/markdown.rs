//! Markdown (CommonMark with pipe tables) that a person can read and edit and that reads back as the same report.
//!
//! Comments carry what Markdown has no place for; everything else stands where a reader sees it:
//!
//! | comment | tells |
//! |---|---|
//! | `<!-- nianbao {…} -->` in the first line | `schema`, agency, year, form, period, contact; that depth of heading is level |
//! | `<!-- 编号 "(一)" -->` below a heading | the number is not the one that follows from its place |
//! | `<!-- 表 {…} -->` above a table | form, keys, units, measures, formulas, overrides; whether the paragraph above is its caption, how many notes follow |
//! | `<!-- 前言 -->`, `<!-- 空段 -->` | a preface without paragraphs, a paragraph without text |
//!
//! Below the first line a report that is not final carries `【草稿，未改正的错 3 处】`. Ids and the state of the report
//! (草稿…) are not written.

use std::io;
use std::io::Write;

use serde_json::{Map, Value, json};

use crate::model::{Block, Column, Formula, Measure, Row, Section, Table};

use super::{Export, escape, labels};

/// Head of the column of row labels.
const CORNER: &str = "项目";

/// Writes a report as Markdown.
pub(super) fn write(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let report = export.report;
    writeln!(out, "{}", comment("nianbao", &head(export)))?;
    if let Some(mark) = export.mark() {
        writeln!(out, "\n【{mark}】")?;
    }
    if !report.title.is_empty() {
        writeln!(out)?;
        for line in report.title.split('\n') {
            writeln!(out, "{}", format!("# {}", escape::heading(line)).trim_end_matches(' '))?;
        }
    }
    for (section, number) in report.sections.iter().zip(report.printed_numbers()) {
        heading(section, &number, out)?;
        for block in &section.blocks {
            writeln!(out)?;
            match block {
                Block::Paragraph(paragraph) if paragraph.text.is_empty() => {
                    writeln!(out, "<!-- 空段 -->")?;
                }
                Block::Paragraph(paragraph) => writeln!(out, "{}", escape::block(&paragraph.text))?,
                Block::Table(table) => write_table(table, out)?,
            }
        }
    }
    Ok(())
}

/// What the whole report is, for the first line.
fn head(export: &Export<'_>) -> Value {
    let report = export.report;
    json!({
        "schema": 1,
        "agency": export.agency,
        "year": report.year,
        "form": report.form.name(),
        "period": report.period,
        "contact": report.contact,
    })
}

/// A comment that nothing inside can end.
fn comment(name: &str, value: &Value) -> String {
    format!("<!-- {name} {} -->", value.to_string().replace('>', "\\u003e"))
}

fn heading(section: &Section, number: &str, out: &mut dyn Write) -> io::Result<()> {
    if section.is_preface() {
        return if section.blocks.is_empty() { writeln!(out, "\n<!-- 前言 -->") } else { Ok(()) };
    }
    let marks = "#".repeat(usize::from(section.level) + 1);
    let text = escape::heading(&format!("{number}{}", section.title));
    writeln!(out, "\n{}", format!("{marks} {text}").trim_end_matches(' '))?;
    match &section.number {
        Some(number) => writeln!(out, "{}", comment("编号", &json!(number))),
        None => Ok(()),
    }
}

fn write_table(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    if let Some(note) = note(table) {
        writeln!(out, "{}\n", comment("表", &note))?;
    }
    if !table.caption.is_empty() {
        writeln!(out, "{}\n", escape::block(&table.caption))?;
    }
    let columns = table.columns.iter().map(|column| labels::exact(&column.label, &column.unit));
    line(std::iter::once(CORNER.to_owned()).chain(columns), out)?;
    writeln!(out, "| --- |{}", " ---: |".repeat(table.columns.len()))?;
    for row in &table.rows {
        let cells = row.cells.iter().map(ToString::to_string);
        line(std::iter::once(labels::exact(&row.label, &row.unit)).chain(cells), out)?;
    }
    for note in &table.notes {
        writeln!(out, "\n{}", escape::block(&format!("注：{note}")))?;
    }
    if !table.source.is_empty() {
        writeln!(out, "\n{}", escape::block(&format!("资料来源：{}", table.source)))?;
    }
    Ok(())
}

fn line(cells: impl Iterator<Item = String>, out: &mut dyn Write) -> io::Result<()> {
    let cells: Vec<String> = cells.map(|cell| escape::cell(&cell)).collect();
    writeln!(out, "| {} |", cells.join(" | "))
}

/// What a pipe table does not show, where there is any.
fn note(table: &Table) -> Option<Value> {
    let mut note = Map::new();
    let mut tell = |name: &str, value: Value, wanted: bool| {
        if wanted {
            note.insert(name.to_owned(), value);
        }
    };
    tell("form", json!(table.form), !table.form.is_empty());
    tell("caption", json!(true), !table.caption.is_empty());
    let columns: Vec<Value> = table.columns.iter().map(column).collect();
    let rows: Vec<Value> = table.rows.iter().map(row).collect();
    let told = |values: &[Value]| values.iter().any(|value| *value != json!({}));
    tell("columns", json!(columns), told(&columns));
    tell("rows", json!(rows), told(&rows));
    tell("notes", json!(table.notes.len()), !table.notes.is_empty());
    tell("source", json!(true), !table.source.is_empty());
    (!note.is_empty()).then_some(Value::Object(note))
}

fn column(column: &Column) -> Value {
    let keys = keys(&column.key, &column.unit, column.measure);
    with_formula(keys, column.formula.as_ref())
}

fn row(row: &Row) -> Value {
    let mut keys = with_formula(keys(&row.key, &row.unit, row.measure), row.formula.as_ref());
    if let Some(keys) = keys.as_object_mut().filter(|_| !row.overrides.is_empty()) {
        keys.insert("overrides".to_owned(), json!(row.overrides));
    }
    keys
}

fn with_formula(mut keys: Value, formula: Option<&Formula>) -> Value {
    if let (Some(keys), Some(formula)) = (keys.as_object_mut(), formula) {
        keys.insert("formula".to_owned(), json!(formula));
    }
    keys
}

fn keys(key: &str, unit: &str, measure: Measure) -> Value {
    let mut keys = Map::new();
    if !key.is_empty() {
        keys.insert("key".to_owned(), json!(key));
    }
    if !unit.is_empty() {
        keys.insert("unit".to_owned(), json!(unit));
    }
    if measure != Measure::Flow {
        keys.insert("measure".to_owned(), json!(measure));
    }
    Value::Object(keys)
}
