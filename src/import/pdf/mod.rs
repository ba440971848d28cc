//! PDF with a text layer to pieces: characters by their places to lines, lines to paragraphs, rules to tables.
//!
//! Objects, filters and fonts are read by a library; what a page means is concluded here. A page that is a picture has no
//! text, and nothing is recognised in it.

mod cmap;
mod content;
mod flow;
mod font;
mod habit;
mod lines;
mod matrix;
mod page;
mod ruled;

use std::panic::catch_unwind;

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};

use super::error::ImportError;
use super::piece::Source;

use content::Drawing;
use flow::Item;
use matrix::Matrix;
use page::Page;

/// Pages that a report has at most.
const PAGES: usize = 300;

/// Bytes that all compressed objects of a file may unpack to while it is opened.
const OBJECTS: usize = 48 << 20;

/// Bytes of the content of one page.
const CONTENT: usize = 8 << 20;

/// How far into the file its mark may stand.
const MARK: usize = 1024;

/// Whether bytes are a PDF.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    bytes.get(..bytes.len().min(MARK)).is_some_and(|head| {
        bytes.starts_with(b"%PDF-")
            || head.windows(5).any(|mark| mark == b"%PDF-") && !head.starts_with(b"<")
    })
}

/// Reads a PDF.
pub(super) fn read(bytes: &[u8]) -> Result<Source, ImportError> {
    // What the library stumbles over is a damaged file, not the end of the program.
    let read = catch_unwind(|| pages(bytes));
    let pages = read.unwrap_or(Err(ImportError::Damaged))?;
    if pages.iter().all(|page| page.glyphs.is_empty()) {
        return Err(match pages.iter().any(|page| page.lost > 0 || !page.turned.is_empty()) {
            true => ImportError::Unreadable,
            false if pages.iter().any(|page| page.has_picture) => ImportError::Scanned,
            false => ImportError::Empty,
        });
    }
    let all: usize = pages.iter().map(|page| page.glyphs.len()).sum();
    let unknown: usize = pages.iter().map(|page| page.unknown).sum();
    if unknown * 2 > all {
        return Err(ImportError::Unreadable);
    }
    let mut said = doubts(&pages);
    let mut laid = Vec::new();
    for mut page in pages {
        let (tables, looked) = ruled::take(&mut page);
        if !looked {
            said.push("有一页的线条太多，没有按框线认表格".to_owned());
        }
        let mut items: Vec<Item> = lines::lines(page.glyphs).into_iter().map(Item::Line).collect();
        for table in tables {
            let above = |item: &Item| match item {
                Item::Line(line) => line.y > table.top,
                Item::Table(other) => other.top >= table.top,
            };
            let at = items.iter().position(|item| !above(item)).unwrap_or(items.len());
            items.insert(at, Item::Table(table));
        }
        laid.push(items);
    }
    let fixes = flow::running_off(&mut laid);
    laid.retain(|page| !page.is_empty());
    flow::stitch(&mut laid);
    let mut pieces = flow::pieces(laid);
    if let Some(last) = pieces.last_mut() {
        last.fixes.extend(fixes);
        last.doubts.extend(said);
    }
    Ok(Source { pieces, encoding: None })
}

/// What could not be read on the pages, a sentence each.
fn doubts(pages: &[Page]) -> Vec<String> {
    let mut said = Vec::new();
    let mut blank: Vec<String> = Vec::new();
    for (number, page) in (1..).zip(pages) {
        if page.glyphs.is_empty() && page.has_picture {
            blank.push(number.to_string());
        }
        if !page.turned.trim().is_empty() {
            said.push(format!("第 {number} 页有竖排或斜排的字，没有导入：{}", page.turned.trim()));
        }
        if page.is_broken {
            said.push(format!("第 {number} 页的内容不完整，后面的没有读到"));
        }
        if page.lost > 0 {
            said.push(format!("第 {number} 页有些字的字体不在文件里，没有读到"));
        }
        if page.unknown > 0 {
            said.push(format!("第 {number} 页有 {} 个字认不出，记作“\u{fffd}”", page.unknown));
        }
    }
    if !blank.is_empty() {
        said.push(format!("第 {} 页是图片，没有文字，没有导入", blank.join("、")));
    }
    if pages.iter().any(|page| page.is_hidden) {
        said.push("文字是扫描后识别出来的，容易认错，请逐字逐数核对".to_owned());
    }
    said
}

/// Draws every page.
fn pages(bytes: &[u8]) -> Result<Vec<Page>, ImportError> {
    let packed = bytes.windows(7).filter(|word| word == b"/ObjStm").count();
    let options = LoadOptions::with_max_decompressed_size(OBJECTS / packed.max(1));
    let locked = bytes.windows(8).any(|word| word == b"/Encrypt");
    let document =
        Document::load_mem_with_options(bytes, options).map_err(|error| match error {
            _ if locked => ImportError::Encrypted,
            lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. }) => {
                ImportError::TooComplex { what: "解压后的内容" }
            }
            _ => ImportError::Damaged,
        })?;
    if document.is_encrypted() {
        return Err(ImportError::Encrypted);
    }
    let ids: Vec<ObjectId> = document.page_iter().take(PAGES + 1).collect();
    if ids.is_empty() {
        return Err(if locked { ImportError::Encrypted } else { ImportError::Damaged });
    }
    if ids.len() > PAGES {
        return Err(ImportError::TooComplex { what: "页数" });
    }
    let mut drawing = Drawing::new(&document);
    let mut pages = Vec::new();
    for id in ids {
        let content = document
            .get_page_content_with_limit(id, CONTENT)
            .map_err(|_| ImportError::TooComplex { what: "解压后的内容" })?;
        let resources = inherited(&document, id, b"Resources").and_then(|one| one.as_dict().ok());
        let turned = inherited(&document, id, b"Rotate").and_then(|one| one.as_i64().ok());
        pages.push(drawing.page(&content, resources, Matrix::upright(turned.unwrap_or(0)))?);
    }
    Ok(pages)
}

/// What a page says under a key, or one of the nodes above it.
fn inherited<'d>(document: &'d Document, page: ObjectId, key: &[u8]) -> Option<&'d Object> {
    let mut node: &Dictionary = document.get_dictionary(page).ok()?;
    for _ in 0..32 {
        if let Ok(found) = node.get_deref(key, document) {
            return Some(found);
        }
        node = node.get_deref(b"Parent", document).ok()?.as_dict().ok()?;
    }
    None
}
