//! A table of Word as a rectangle with its merged cells.

use super::body::Body;
use crate::import::piece::{self, Piece};
use crate::import::reflow;
use crate::import::sheet::{Sheet, Spot};
use crate::import::xml::Element;

/// The only cell of a table that is a frame around what it holds.
pub(super) fn only_cell(table: &Element) -> Option<&Element> {
    let mut rows = rows(table).into_iter();
    let (row, more) = (rows.next()?, rows.next());
    let cells = cells(row);
    match (cells.as_slice(), more) {
        ([cell], None) => Some(*cell),
        _ => None,
    }
}

/// The table, and below it the tables inside its cells.
pub(super) fn pieces(body: &mut Body, table: &Element) -> Vec<Piece> {
    let mut sheet = Sheet::default();
    let mut found = Found::default();
    for row in rows(table) {
        let properties = row.child("trPr");
        let is = |name: &str| properties.is_some_and(|own| own.is_on(name));
        if properties.is_some_and(|own| own.child("del").is_some()) {
            found.doubts.push("表格里有修订中删去的行，没有导入".to_owned());
            continue;
        }
        let at = sheet.height();
        sheet.row();
        if is("tblHeader") && at == sheet.heads {
            sheet.heads = at + 1;
        }
        let number = |name: &str| {
            let value = properties.and_then(|own| own.child(name)).and_then(Element::value);
            value.and_then(|value| value.parse::<usize>().ok()).unwrap_or_default()
        };
        (0..number("gridBefore").min(64)).for_each(|_| {
            sheet.put(at, "", (1, 1));
        });
        for cell in cells(row) {
            put(body, &mut sheet, cell, &mut found);
        }
        (0..number("gridAfter").min(64)).for_each(|_| {
            sheet.put(at, "", (1, 1));
        });
    }
    if sheet.heads >= sheet.height() {
        sheet.heads = 0;
    }
    let mut made = Piece { body: piece::Body::Sheet(sheet), ..Piece::default() };
    made.doubts = found.doubts;
    let mut made = vec![made];
    made.extend(found.inside);
    made
}

/// What the cells of a table hold beside their text.
#[derive(Default)]
struct Found {
    inside: Vec<Piece>,
    doubts: Vec<String>,
    /// The cell that one merged across in the old way goes on with.
    last: Option<Spot>,
}

/// Puts one cell into the rectangle.
fn put(body: &mut Body, sheet: &mut Sheet, cell: &Element, found: &mut Found) {
    let row = sheet.height().saturating_sub(1);
    let properties = cell.child("tcPr");
    let value = |name: &str| properties.and_then(|own| own.child(name));
    let across = value("gridSpan").and_then(Element::value);
    let across = across.and_then(|across| across.parse().ok()).unwrap_or(1_usize).clamp(1, 256);
    let goes_on =
        |name: &str| value(name).is_some_and(|merge| !matches!(merge.value(), Some("restart")));
    if goes_on("hMerge") && found.last.is_some() {
        // Every cell of such a merge is there; all but the first are empty.
        if let Some(cell) = &found.last {
            sheet.widen(row, cell, across);
        }
        return;
    }
    let text = text(body, cell, found);
    if goes_on("vMerge") && sheet.put_below(row, across) {
        if !text.is_empty() {
            found.doubts.push(format!("合并格里藏着“{text}”，没有导入"));
        }
        found.last = None;
        return;
    }
    if goes_on("vMerge") {
        return; // nothing above to be merged with: a blank was put
    }
    let column = sheet.put(row, &text, (across, 1));
    found.last = Some(Spot { text, origin: (row, column) });
}

/// The text of a cell, its paragraphs joined; tables inside it are put apart.
fn text(body: &mut Body, cell: &Element, found: &mut Found) -> String {
    let mut text = String::new();
    for piece in body.inside(cell) {
        match piece.as_text() {
            Some(words) if text.is_empty() => words.clone_into(&mut text),
            Some(words) => {
                reflow::glue(&mut text, words);
            }
            None => {
                found.doubts.push("格里套着表格，已移到这张表的后面".to_owned());
                found.inside.push(piece);
                continue;
            }
        }
        let kept = piece.doubts.into_iter().filter(|doubt| !doubt.contains("文本框"));
        found.doubts.extend(kept);
    }
    text
}

/// The rows of a table, whatever wraps them.
fn rows(table: &Element) -> Vec<&Element> {
    wrapped(table, "tr")
}

fn cells(row: &Element) -> Vec<&Element> {
    wrapped(row, "tc")
}

/// Elements of a name, directly inside or inside content controls and revisions.
fn wrapped<'e>(parent: &'e Element, name: &str) -> Vec<&'e Element> {
    let mut found = Vec::new();
    for element in parent.elements() {
        match element.name.as_str() {
            own if own == name => found.push(element),
            "sdt" => {
                let inside = element.child("sdtContent");
                found.extend(inside.into_iter().flat_map(|inside| wrapped(inside, name)));
            }
            "ins" | "moveTo" | "customXml" => found.extend(wrapped(element, name)),
            _ => {}
        }
    }
    found
}
