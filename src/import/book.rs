//! Spreadsheets (xlsx, xls, et, ods) to pieces: each sheet a table, the lines with one text above and below it texts.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Sheets, open_workbook_auto_from_rs};

use super::error::ImportError;
use super::package::Package;
use super::piece::{Body, Mark, Piece, Source};
use super::places::Places;
use super::sheet::Sheet;
use super::xml::{self, Element};

/// Cells of all sheets together.
const CELLS: usize = 400_000;

/// Rows of a sheet that are looked at: a report's tables have a few dozen.
const ROWS: usize = 5_000;

/// Whether bytes are a workbook. The old formats are told by the names of the streams inside.
pub(super) fn is_book(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"PK") {
        return Package::open(bytes).is_ok_and(|package| {
            package.has("xl/workbook.xml")
                || package.has("xl/workbook.bin")
                || package.has("content.xml") && is_ods(package)
        });
    }
    bytes.starts_with(b"\xd0\xcf\x11\xe0")
        && (has_name(bytes, "Workbook") || has_name(bytes, "Book"))
}

fn is_ods(mut package: Package<'_>) -> bool {
    let kind = package.part("mimetype").ok().flatten().unwrap_or_default();
    kind.ends_with(b"opendocument.spreadsheet")
}

/// Whether a compound file has a stream of this name.
pub(super) fn has_name(bytes: &[u8], name: &str) -> bool {
    let wanted: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// Reads a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Source, ImportError> {
    if has_name(bytes, "EncryptedPackage") {
        return Err(ImportError::Encrypted);
    }
    let mut places = Places::default();
    if bytes.starts_with(b"PK") {
        // The parts are unpacked here once, within limits, before another unpacks them without.
        let mut package = Package::open(bytes)?;
        for name in package.names() {
            let part = package.part(&name)?.unwrap_or_default();
            let claimed = match name.as_str() {
                "content.xml" => repeated(&xml::read(&part)?),
                sheet if sheet.starts_with("xl/worksheets/") => farthest(&part),
                _ => 0,
            };
            if claimed > CELLS {
                return Err(ImportError::TooComplex { what: "单元格" });
            }
        }
        places = Places::of(&mut package)?;
    }
    // Young parsers of old formats: what they stumble over is a damaged file, not the end of the program.
    let parsed = std::panic::catch_unwind(|| parse(bytes, &places));
    parsed.unwrap_or(Err(ImportError::Damaged))
}

/// Places of the rectangle that a sheet of Excel claims by the names of its cells, such as `XFD1048576`.
fn farthest(part: &[u8]) -> usize {
    let (mut rows, mut columns) = (0_usize, 0_usize);
    for at in
        part.windows(4).enumerate().filter(|(_, mark)| *mark == b" r=\"").map(|(at, _)| at + 4)
    {
        let name = part.get(at..).unwrap_or_default();
        let letters = name.iter().take(4).take_while(|byte| byte.is_ascii_alphabetic());
        let column = letters.fold(0, |column, byte| {
            column * 26 + usize::from(byte.to_ascii_uppercase() - b'A') + 1
        });
        let digits = name.iter().skip_while(|byte| byte.is_ascii_alphabetic()).take(8);
        let row = digits.take_while(|byte| byte.is_ascii_digit());
        let row = row.fold(0, |row, byte| row * 10 + usize::from(byte - b'0'));
        (rows, columns) = (rows.max(row), columns.max(column));
    }
    rows.saturating_mul(columns)
}

/// Places that the filled cells of an OpenDocument sheet take, each as often as it is repeated.
fn repeated(root: &Element) -> usize {
    let times = |element: &Element, name: &str| {
        element.attribute(name).and_then(|times| times.parse::<usize>().ok()).unwrap_or(1)
    };
    let mut places = 0_usize;
    for row in root.descendants().into_iter().filter(|one| one.name == "table:table-row") {
        let filled = row.elements().filter(|cell| !cell.nodes.is_empty());
        let cells: usize = filled.map(|cell| times(cell, "table:number-columns-repeated")).sum();
        let rows = times(row, "table:number-rows-repeated");
        places = places.saturating_add(cells.saturating_mul(rows));
    }
    places
}

fn parse(bytes: &[u8], places: &Places) -> Result<Source, ImportError> {
    let opened = open_workbook_auto_from_rs(Cursor::new(bytes));
    let mut book: Sheets<Cursor<&[u8]>> = opened.map_err(|_| ImportError::Damaged)?;
    let mut pieces = Vec::new();
    let mut cells = 0;
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).map_err(|_| ImportError::Damaged)?;
        cells += range.get_size().0.saturating_mul(range.get_size().1);
        if cells > CELLS {
            return Err(ImportError::TooComplex { what: "单元格" });
        }
        let merged = merged(&mut book, &name);
        let shown = |row: u32, column: u32| places.get(&name, row, column);
        let mut made = page(&range, &merged, &shown);
        // Each sheet of a workbook of ours tells whose it is; once is enough.
        let title = |pieces: &[Piece]| pieces.first().and_then(Piece::as_text).map(str::to_owned);
        if !pieces.is_empty() && title(&made).is_some() && title(&made) == title(&pieces) {
            made.remove(0);
        }
        pieces.extend(made);
    }
    Ok(Source { pieces, encoding: None })
}

/// The merged places of a sheet: first and last row and column.
fn merged(book: &mut Sheets<Cursor<&[u8]>>, name: &str) -> Vec<Merged> {
    let found = match book {
        Sheets::Xlsx(book) => book.merge_cells_by_sheet_name(name).ok(),
        Sheets::Xls(book) => book.merge_cells_by_sheet_name(name).ok(),
        Sheets::Xlsb(_) | Sheets::Ods(_) => None,
    };
    found.unwrap_or_default().into_iter().map(|one| (one.start, one.end)).collect()
}

/// First and last row and column of merged cells.
type Merged = ((u32, u32), (u32, u32));

/// The texts of a sheet, where in it they begin, and its merged places.
struct Area<'s> {
    texts: Vec<Vec<String>>,
    start: (u32, u32),
    merged: &'s [Merged],
}

/// The pieces of one sheet.
fn page(
    range: &Range<Data>,
    merged: &[Merged],
    shown: &dyn Fn(u32, u32) -> Option<usize>,
) -> Vec<Piece> {
    let Some(start) = range.start() else { return Vec::new() };
    let line = |(row, cells): (u32, &[Data])| {
        let cells = (start.1..).zip(cells);
        cells.map(|(column, cell)| text(cell, shown(row, column))).collect()
    };
    let texts: Vec<Vec<String>> = (start.0..).zip(range.rows().take(ROWS)).map(line).collect();
    let area = Area { texts, start, merged };
    let texts = &area.texts;
    let filled = |row: &Vec<String>| row.iter().filter(|text| !text.is_empty()).count();
    let is_table = |row: &Vec<String>| filled(row) > 1;
    let first = texts.iter().position(is_table).unwrap_or(texts.len());
    let last =
        texts.iter().rposition(|row| is_table(row) && !is_check(row)).map_or(first, |at| at + 1);
    let mut pieces: Vec<Piece> = Vec::new();
    let line = |row: &Vec<String>, mark: Mark| {
        let text = row.iter().find(|text| !text.is_empty())?;
        Some(Piece::text(text.as_str(), mark))
    };
    let above = texts.iter().take(first).enumerate();
    pieces.extend(above.filter_map(|(at, row)| {
        line(row, if at == 0 && start.0 == 0 { Mark::Heading(1) } else { Mark::Apart })
    }));
    if first < last {
        let mut sheet = Sheet::default();
        for at in first..last {
            while sheet.height() <= at - first {
                sheet.row();
            }
            area.fill(&mut sheet, (at - first, at));
        }
        pieces.push(Piece { body: Body::Sheet(sheet), ..Piece::default() });
    }
    let below = texts.iter().skip(last).filter(|row| !is_check(row));
    pieces.extend(below.filter_map(|row| line(row, Mark::Apart)));
    pieces
}

/// Whether a row is one of the identities that our own export writes below a table.
fn is_check(row: &[String]) -> bool {
    row.first()
        .is_some_and(|text| text.starts_with("勾稽 ") && text.ends_with("：左右相减，应为 0"))
}

impl Area<'_> {
    /// Puts a row of the sheet into the table.
    fn fill(&self, sheet: &mut Sheet, (row, at): (usize, usize)) {
        let Self { texts, start: (top, left), merged } = self;
        let Some(cells) = texts.get(at) else { return };
        for (column, text) in cells.iter().enumerate() {
            let place = (
                top + u32::try_from(at).unwrap_or_default(),
                left + u32::try_from(column).unwrap_or_default(),
            );
            let inside = merged.iter().find(|((r0, c0), (r1, c1))| {
                (*r0..=*r1).contains(&place.0) && (*c0..=*c1).contains(&place.1)
            });
            match inside {
                Some((start, end)) if *start == place => {
                    let across = (end.1 - start.1 + 1) as usize;
                    let down = ((end.0 - start.0 + 1) as usize).min(texts.len() - at);
                    sheet.put(row, text, (across, down));
                }
                Some(_) => {} // the merged cell stands there already
                None => {
                    sheet.put(row, text, (1, 1));
                }
            }
        }
    }
}

/// The text of a cell: whole numbers without a point, dates as they are read aloud.
fn text(cell: &Data, places: Option<usize>) -> String {
    match cell {
        Data::Float(value) => number(*value, places.unwrap_or_default()),
        Data::Int(value) => value.to_string(),
        Data::Bool(value) => if *value { "是" } else { "否" }.to_owned(),
        Data::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year}年{month}月{day}日")
        }
        Data::Error(_) | Data::Empty => String::new(),
        other => other.to_string().trim().to_owned(),
    }
}

/// A number as a person would write it: 61, 6780.35; what binary arithmetic left behind is rounded off. It has at least
/// so many places behind the point.
fn number(value: f64, places: usize) -> String {
    let text = format!("{value:.10}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    let text = if text == "-0" { "0" } else { text };
    let has = text.split_once('.').map_or(0, |(_, places)| places.len());
    if places <= has || places > 10 {
        return text.to_owned();
    }
    let point = if has == 0 { "." } else { "" };
    format!("{text}{point}{}", "0".repeat(places - has))
}
