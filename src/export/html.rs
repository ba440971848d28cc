//! One web page: headings, paragraphs and tables that a screen reader can follow, printable on A4, without scripts.
//!
//! Every header cell has a scope, every value names the headers it stands under. `generator` tells the importer that a
//! `p` is a whole paragraph.

use std::io::{self, Write};

use crate::model::{Block, Section, Table};

use super::Export;
use super::sheet::{Line, Role, Sheet, Slot};
use super::xml::Xml;

/// How the page looks, on the screen and on paper.
const STYLE: &str = "\
body{margin:0;background:#fff;color:#000;font:16pt/1.8 FangSong,仿宋,仿宋_GB2312,STFangsong,serif}
main{max-width:156mm;margin:0 auto;padding:10mm 6mm}
h1{font:22pt/1.5 方正小标宋简体,STZhongsong,SimSun,serif;text-align:center;margin:0 0 1em}
h2{font:16pt/1.8 SimHei,黑体,sans-serif;margin:0;text-indent:2em}
h3{font:16pt/1.8 KaiTi,楷体,楷体_GB2312,serif;margin:0;text-indent:2em}
h4,h5{font:inherit;margin:0;text-indent:2em}
p{margin:0;text-indent:2em;overflow-wrap:break-word}
table{width:100%;border-collapse:collapse;margin:.5em 0;font:10.5pt/1.4 SimSun,宋体,serif}
caption{font:12pt/1.6 SimHei,黑体,sans-serif}
th,td{border:1px solid #000;padding:2px 3px;text-align:center;font-weight:normal}
th[scope=row],th[scope=rowgroup]{text-align:left}
.note{font-size:10.5pt}
.mark{text-align:right;font-size:12pt;text-indent:0}
@page{size:A4;margin:37mm 26mm 35mm 28mm}
@media print{main{max-width:none;padding:0}thead{display:table-header-group}tr{break-inside:avoid}h2,h3,h4,h5,caption{break-after:avoid}}
";

/// Writes a report as a web page in UTF-8.
pub(super) fn write(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let report = export.report;
    let mut xml = Xml::new();
    xml.open("html", &[("lang", "zh-CN")])?;
    head(&mut xml, export)?;
    xml.open("body", &[])?;
    xml.open("main", &[])?;
    if let Some(mark) = export.mark() {
        xml.holding("p", &[("class", "mark")], &format!("【{mark}】"))?;
    }
    if !report.title.is_empty() {
        xml.open("h1", &[])?;
        for (at, line) in report.title.split('\n').enumerate() {
            if at > 0 {
                xml.empty("br", &[])?;
            }
            xml.text(line)?;
        }
        xml.close()?;
    }
    let mut tables = 0;
    for (section, number) in report.sections.iter().zip(report.printed_numbers()) {
        heading(&mut xml, section, &number)?;
        for block in &section.blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    xml.holding("p", &[], &paragraph.text)?;
                }
                Block::Table(table) => {
                    tables += 1;
                    let sheet = Sheet::of(table, export.forms.form(report.form, &table.form));
                    write_table(&mut xml, table, &sheet, tables)?;
                }
            }
        }
    }
    out.write_all(b"<!DOCTYPE html>\n")?;
    out.write_all(&xml.done()?)?;
    out.write_all(b"\n")
}

fn head(xml: &mut Xml, export: &Export<'_>) -> io::Result<()> {
    xml.open("head", &[])?;
    xml.empty("meta", &[("charset", "utf-8")])?;
    xml.empty("meta", &[("name", "generator"), ("content", "nianbao")])?;
    xml.empty("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")])?;
    xml.empty("meta", &[("name", "author"), ("content", export.agency)])?;
    xml.holding("title", &[], &export.report.title.replace('\n', ""))?;
    xml.holding("style", &[], STYLE)?;
    xml.close()
}

fn heading(xml: &mut Xml, section: &Section, number: &str) -> io::Result<()> {
    if section.is_preface() {
        return Ok(());
    }
    let name = format!("h{}", section.level.clamp(1, 4) + 1);
    xml.holding(&name, &[], &format!("{number}{}", section.title))
}

fn write_table(xml: &mut Xml, table: &Table, sheet: &Sheet, number: usize) -> io::Result<()> {
    xml.open("table", &[])?;
    if !table.caption.is_empty() {
        xml.holding("caption", &[], &table.caption)?;
    }
    let heads = sheet.lines.iter().take_while(|line| line.head).count();
    let (head, body) = sheet.lines.split_at(heads);
    for (name, first, lines) in [("thead", 0, head), ("tbody", heads, body)] {
        if lines.is_empty() {
            continue;
        }
        xml.open(name, &[])?;
        for (at, line) in lines.iter().enumerate() {
            xml.open("tr", &[])?;
            for slot in &line.slots {
                cell(xml, &sheet.lines, (first + at, slot), number)?;
            }
            xml.close()?;
        }
        xml.close()?;
    }
    xml.close()?;
    for note in &table.notes {
        xml.holding("p", &[("class", "note")], &format!("注：{note}"))?;
    }
    if !table.source.is_empty() {
        xml.holding("p", &[("class", "note")], &format!("资料来源：{}", table.source))?;
    }
    Ok(())
}

/// The name of a header cell in the page.
fn id(number: usize, line: usize, slot: &Slot) -> String {
    format!("t{number}r{line}c{}", slot.column)
}

fn cell(
    xml: &mut Xml,
    lines: &[Line],
    (at, slot): (usize, &Slot),
    number: usize,
) -> io::Result<()> {
    let (across, down) = (slot.across.to_string(), slot.down.to_string());
    let own = id(number, at, slot);
    let headers = headers(lines, at, slot, number);
    let mut attributes: Vec<(&str, &str)> = Vec::new();
    let name = match slot.role {
        Role::Value | Role::Unit => {
            if !headers.is_empty() {
                attributes.push(("headers", &headers));
            }
            "td"
        }
        role => {
            attributes.push(("id", &own));
            let scope = match role {
                Role::Stub if slot.down > 1 => "rowgroup",
                Role::Stub => "row",
                Role::Band => "rowgroup",
                Role::Head if slot.across > 1 => "colgroup",
                _ => "col",
            };
            attributes.push(("scope", scope));
            "th"
        }
    };
    if slot.across > 1 {
        attributes.push(("colspan", &across));
    }
    if slot.down > 1 {
        attributes.push(("rowspan", &down));
    }
    let indent = format!("padding-left:{}em", slot.depth + 1);
    if slot.depth > 0 {
        attributes.push(("style", &indent));
    }
    xml.holding(name, &attributes, &slot.text)
}

/// The headers that a value stands under and beside, outermost first. The headers of a band end with it.
fn headers(lines: &[Line], at: usize, slot: &Slot, number: usize) -> String {
    let band = lines
        .iter()
        .take(at)
        .rposition(|line| line.slots.iter().any(|slot| slot.role == Role::Band));
    let mut found = Vec::new();
    for (line, slots) in lines.iter().enumerate().take(at + 1).skip(band.unwrap_or_default()) {
        for head in &slots.slots {
            let above = matches!(head.role, Role::Head | Role::Band)
                && (head.column..head.column + head.across).contains(&slot.column);
            let beside = head.role == Role::Stub && line + head.down > at;
            if above || beside {
                found.push(id(number, line, head));
            }
        }
    }
    found.join(" ")
}
