//! A laid-out table as a Word table: merged places, repeated headers, rows that stay together.

use std::io;

use super::super::sheet::{Line, Role, Sheet, Slot};
use super::super::xml::Xml;
use super::body::words;

/// Width of the text area in twentieths of a point: 156 mm.
const WIDTH: usize = 8845;

/// What is left free at both sides of a cell.
const MARGIN: usize = 40;

/// More columns of figures than this are set in 9 pt.
const MANY: usize = 10;

/// A place of an earlier line that reaches down into this one.
#[derive(Clone, Copy)]
struct Above {
    column: usize,
    across: usize,
    /// How many lines it still takes.
    left: usize,
}

pub(super) fn write(xml: &mut Xml, sheet: &Sheet) -> io::Result<()> {
    let widths: Vec<usize> = sheet.shares().iter().map(|share| WIDTH * share / 10_000).collect();
    xml.open("w:tbl", &[])?;
    properties(xml, widths.iter().sum())?;
    xml.open("w:tblGrid", &[])?;
    for width in &widths {
        xml.empty("w:gridCol", &[("w:w", &width.to_string())])?;
    }
    xml.close()?;
    let mut above: Vec<Above> = Vec::new();
    for line in &sheet.lines {
        row(xml, line, &widths, &mut above)?;
    }
    xml.close()
}

fn properties(xml: &mut Xml, width: usize) -> io::Result<()> {
    xml.open("w:tblPr", &[])?;
    xml.empty("w:tblW", &[("w:w", &width.to_string()), ("w:type", "dxa")])?;
    xml.empty("w:jc", &[("w:val", "center")])?;
    xml.open("w:tblBorders", &[])?;
    for side in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
        let line = [("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "000000")];
        xml.empty(side, &line)?;
    }
    xml.close()?;
    xml.empty("w:tblLayout", &[("w:type", "fixed")])?;
    xml.open("w:tblCellMar", &[])?;
    for (side, width) in [("w:top", "28"), ("w:left", "40"), ("w:bottom", "28"), ("w:right", "40")]
    {
        xml.empty(side, &[("w:w", width), ("w:type", "dxa")])?;
    }
    xml.close()?;
    xml.close()
}

fn row(xml: &mut Xml, line: &Line, widths: &[usize], above: &mut Vec<Above>) -> io::Result<()> {
    xml.open("w:tr", &[])?;
    xml.open("w:trPr", &[])?;
    xml.empty("w:cantSplit", &[])?;
    if line.head {
        xml.empty("w:tblHeader", &[])?;
    }
    xml.close()?;
    let width =
        |column: usize, across: usize| -> usize { widths.iter().skip(column).take(across).sum() };
    let small = widths.len() > MANY;
    let mut column = 0;
    let mut next: Vec<Above> = Vec::new();
    let mut slots = line.slots.iter().peekable();
    while column < widths.len() {
        if let Some(reaching) = above.iter().find(|reaching| reaching.column == column).copied() {
            cell(xml, width(column, reaching.across), reaching.across, Some("continue"))?;
            xml.open("w:p", &[])?;
            xml.open("w:pPr", &[])?;
            xml.empty("w:pStyle", &[("w:val", "TableText")])?;
            (0..3).try_for_each(|_| xml.close())?;
            column += reaching.across;
            next.push(Above { left: reaching.left - 1, ..reaching });
        } else if let Some(slot) = slots.next_if(|slot| slot.column == column) {
            let merge = (slot.down > 1).then_some("restart");
            cell(xml, width(column, slot.across), slot.across, merge)?;
            content(xml, slot, line.keep, (small, width(column, slot.across)))?;
            xml.close()?;
            column += slot.across.max(1);
            next.push(Above { column: slot.column, across: slot.across, left: slot.down - 1 });
        } else {
            column += 1; // a layout leaves no place out
        }
    }
    next.retain(|reaching| reaching.left > 0);
    *above = next;
    xml.close()
}

/// Opens a cell of a width, over some columns, maybe merged with those above or below.
fn cell(xml: &mut Xml, width: usize, across: usize, merge: Option<&str>) -> io::Result<()> {
    xml.open("w:tc", &[])?;
    xml.open("w:tcPr", &[])?;
    xml.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")])?;
    if across > 1 {
        xml.empty("w:gridSpan", &[("w:val", &across.to_string())])?;
    }
    if let Some(merge) = merge {
        xml.empty("w:vMerge", &[("w:val", merge)])?;
    }
    xml.empty("w:vAlign", &[("w:val", "center")])?;
    xml.close()
}

/// What both sides of a narrow header are set in by, so that its lines are of one length: 商业／企业, not 商业企／业.
fn balance(text: &str, width: usize, size: usize) -> usize {
    let room = (width.saturating_sub(2 * MARGIN) / size).max(1);
    let characters = text.chars().count();
    let lines = characters.div_ceil(room);
    if lines < 2 {
        return 0;
    }
    width.saturating_sub(2 * MARGIN + characters.div_ceil(lines) * size + size / 4) / 2
}

/// The paragraph of a cell of a width, in 9 pt where it is small.
fn content(
    xml: &mut Xml,
    slot: &Slot,
    keep: bool,
    (small, width): (bool, usize),
) -> io::Result<()> {
    let size = if small { 180 } else { 210 };
    xml.open("w:p", &[])?;
    xml.open("w:pPr", &[])?;
    xml.empty("w:pStyle", &[("w:val", "TableText")])?;
    if keep {
        xml.empty("w:keepNext", &[])?;
    }
    if slot.depth > 0 {
        let indent = (slot.depth * size).to_string();
        xml.empty(
            "w:ind",
            &[("w:left", &indent), ("w:firstLineChars", "0"), ("w:firstLine", "0")],
        )?;
    }
    let side = if slot.role == Role::Head { balance(&slot.text, width, size) } else { 0 };
    if side > 0 {
        let side = side.to_string();
        xml.empty(
            "w:ind",
            &[
                ("w:left", &side),
                ("w:right", &side),
                ("w:firstLineChars", "0"),
                ("w:firstLine", "0"),
            ],
        )?;
    }
    if slot.role != Role::Stub {
        xml.empty("w:jc", &[("w:val", "center")])?;
    }
    xml.close()?;
    if !slot.text.is_empty() {
        xml.open("w:r", &[])?;
        if small {
            xml.open("w:rPr", &[])?;
            xml.empty("w:sz", &[("w:val", "18")])?;
            xml.empty("w:szCs", &[("w:val", "18")])?;
            xml.close()?;
        }
        for (at, part) in slot.text.split('\n').enumerate() {
            if at > 0 {
                xml.empty("w:br", &[])?;
            }
            words(xml, part)?;
        }
        xml.close()?;
    }
    xml.close()
}
