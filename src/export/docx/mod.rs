//! Word in the layout of official documents (GB/T 9704—2012): A4, 22 lines of 28 characters, the four heading levels in
//! 黑体, 楷体 and 仿宋, page numbers outside, tables with merged headers that repeat on each page.
//!
//! The parts are our own: no crate has repeated header rows, three levels of merged cells, East Asian fonts and the same
//! bytes every time. The measures that give 22×28 in Word and in LibreOffice alike were found by trial: exact lines of
//! 28.95 pt and characters set 0.25 pt closer.
//!
//! A report that is not final carries its mark in the head of each page.

mod body;
mod parts;
mod table;

use std::io::{self, Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::Export;

/// Writes a report as a Word document.
pub(super) fn write(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mark = export.mark();
    let files: [(&str, Vec<u8>); 11] = [
        ("[Content_Types].xml", parts::content_types(mark.is_some())?),
        ("_rels/.rels", parts::package_relations()?),
        ("docProps/core.xml", parts::core(export)?),
        ("word/document.xml", body::document(export, export.forms, mark.is_some())?),
        ("word/_rels/document.xml.rels", parts::document_relations(mark.is_some())?),
        ("word/styles.xml", parts::styles()?),
        ("word/settings.xml", parts::settings()?),
        ("word/fontTable.xml", parts::fonts()?),
        ("word/footer1.xml", parts::footer(false)?),
        ("word/footer2.xml", parts::footer(true)?),
        ("word/header1.xml", mark.map_or_else(|| Ok(Vec::new()), |mark| parts::header(&mark))?),
    ];
    out.write_all(&pack(&files)?)
}

/// One archive of the files that are not empty; no clock and no machine shows in its bytes.
fn pack(files: &[(&str, Vec<u8>)]) -> io::Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files.iter().filter(|(_, bytes)| !bytes.is_empty()) {
        zip.start_file(*name, options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}
