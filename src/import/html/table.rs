//! A table of a page as a rectangle, by the table model of HTML: unclosed cells, spans to the end, spans over others.

use ego_tree::NodeRef;
use scraper::{ElementRef, Node};

use super::walk;
use crate::import::piece::{Body, Piece};
use crate::import::sheet::Sheet;

/// Rows that a cell may span (HTML, 4.9.11).
const DOWN: usize = 65_534;

/// The table as a piece; none where it is a frame around other tables or around a single cell.
pub(super) fn read(table: ElementRef<'_>) -> Option<Piece> {
    let mut rows: Vec<ElementRef<'_>> = Vec::new();
    let mut heads = 0;
    for node in table.descendants().skip(1) {
        let Node::Element(element) = node.value() else { continue };
        match element.name() {
            "table" => return None,
            "tr" => {
                let in_head = node.parent().is_some_and(|parent| is(parent, "thead"));
                if in_head && heads == rows.len() {
                    heads += 1;
                }
                rows.extend(ElementRef::wrap(node));
            }
            _ => {}
        }
    }
    let cells = |row: ElementRef<'_>| -> usize {
        row.children().filter(|cell| is(*cell, "td") || is(*cell, "th")).count()
    };
    if rows.iter().map(|row| cells(*row)).sum::<usize>() < 2 {
        return None;
    }
    let mut sheet = Sheet::default();
    sheet.heads = heads;
    for (at, row) in rows.iter().enumerate() {
        while sheet.height() <= at {
            sheet.row();
        }
        for cell in row.children().filter(|cell| is(*cell, "td") || is(*cell, "th")) {
            let Node::Element(element) = cell.value() else { continue };
            let number =
                |name: &str| element.attr(name).and_then(|value| value.trim().parse().ok());
            let across = number("colspan").unwrap_or(1_usize).max(1);
            // A span of 0 rows reaches to the end; none reaches beyond it.
            let left = rows.len() - at;
            let down =
                number("rowspan").map_or(1, |down: usize| if down == 0 { left } else { down });
            sheet.put(at, &walk::line(cell), (across, down.min(left).min(DOWN)));
        }
    }
    if heads >= sheet.height() {
        sheet.heads = 0;
    }
    Some(Piece { body: Body::Sheet(sheet), ..Piece::default() })
}

/// The caption that the table itself holds.
pub(super) fn caption(table: ElementRef<'_>) -> Option<String> {
    let found = table.children().find(|child| is(*child, "caption"))?;
    Some(walk::line(found)).filter(|text| !text.is_empty())
}

fn is(node: NodeRef<'_, Node>, name: &str) -> bool {
    matches!(node.value(), Node::Element(element) if element.name() == name)
}
