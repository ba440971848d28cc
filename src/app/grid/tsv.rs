//! Blocks of cells as tab-separated text, as spreadsheets exchange them over the clipboard.

use csv::{QuoteStyle, ReaderBuilder, WriterBuilder};

/// The cells of a pasted text: rows of tab-separated cells, quoted where a cell holds tabs or line breaks. Text without
/// tabs is one cell a line, blank lines kept.
pub(super) fn read(text: &str) -> Vec<Vec<String>> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if !text.contains('\t') && !text.starts_with('"') {
        let lines = text.strip_suffix('\n').unwrap_or(&text).split('\n');
        return lines.map(|line| vec![line.trim().to_owned()]).collect();
    }
    let mut reader = ReaderBuilder::new();
    reader.delimiter(b'\t').has_headers(false).flexible(true);
    let mut rows: Vec<Vec<String>> = Vec::new();
    for record in reader.from_reader(text.as_bytes()).records().flatten() {
        let cell = |cell: &str| cell.split_whitespace().collect::<Vec<_>>().join(" ");
        rows.push(record.iter().map(cell).collect());
    }
    rows
}

/// Rows of cells as tab-separated text, each row ended by a line break.
pub(super) fn write(rows: &[Vec<String>]) -> String {
    let mut writer = WriterBuilder::new();
    writer.delimiter(b'\t').flexible(true).quote_style(QuoteStyle::Necessary);
    let mut writer = writer.from_writer(Vec::new());
    for row in rows {
        // A vector takes whatever is written to it.
        let written = writer.write_record(row);
        debug_assert!(written.is_ok(), "{written:?}");
    }
    let bytes = writer.into_inner().unwrap_or_default();
    let text = String::from_utf8(bytes).unwrap_or_default();
    // A row of one blank cell is a blank line to a spreadsheet.
    if rows.iter().all(|row| row.len() == 1) { text.replace("\"\"\n", "\n") } else { text }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        read(text)
    }

    #[test]
    fn blocks_of_spreadsheets_are_read() {
        for (text, cells) in [
            ("1\t2\r\n\t/\r\n", vec![vec!["1", "2"], vec!["", "/"]]),
            (
                "\"（二）部分公开\n（区分处理的）\"\t6\n",
                vec![vec!["（二）部分公开 （区分处理的）", "6"]],
            ),
            ("12\n\n13\n", vec![vec!["12"], vec![""], vec!["13"]]),
            ("\"1,204\"\t3", vec![vec!["1,204", "3"]]),
            ("5", vec![vec!["5"]]),
        ] {
            assert_eq!(rows(text), cells, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            cells in (1usize..4).prop_flat_map(|width| {
                prop::collection::vec(prop::collection::vec("[0-9/年“\",]{0,4}", width), 1..5)
            })
        ) {
            // The reader drops rows in which nothing stands, unless each row is one cell.
            prop_assume!(cells.iter().all(|row| row.iter().any(|cell| !cell.is_empty())));
            prop_assume!(cells[0].len() > 1 || cells.iter().all(|row| !row[0].contains('"')));
            prop_assert_eq!(read(&write(&cells)), cells);
        }
    }
}
