//! The figures of one table from CSV or tab-separated text, put into a table that is there.

use crate::forms::{Catalogue, TableForm};
use crate::model::{Cell, Id, Table};

use super::encoding;
use super::recognise::{Known, align, recognise, steps, value};
use super::{ImportError, fits, sniff};

/// A file of rows and columns, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its rows; they need not be of one length.
    pub grid: Vec<Vec<String>>,
    /// Encoding of the file, as shown to the user.
    pub encoding: &'static str,
    /// What a person should look at.
    pub doubts: Vec<String>,
}

/// What a file would change in a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filling {
    /// The cells that would hold something else.
    pub cells: Vec<Change>,
    /// Rows and columns that only one of the two has, and figures that have no place, a sentence each.
    pub doubts: Vec<String>,
}

/// One cell that would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The row.
    pub row: Id,
    /// Column counted from 0.
    pub column: usize,
    /// What stands there.
    pub before: Cell,
    /// What the file has.
    pub after: Cell,
}

/// Reads a file of comma- or tab-separated values; the ending of its name says which, else what it holds.
///
/// # Errors
/// If it is empty, too large, not text.
pub fn sheet(name: &str, bytes: &[u8]) -> Result<Sheet, ImportError> {
    fits(bytes.len() as u64)?;
    sniff::refuse_foreign(bytes)?;
    let decoded = encoding::decode(bytes)?;
    let text = decoded.text.replace("\r\n", "\n").replace('\r', "\n");
    if text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let first = text.lines().next().unwrap_or_default();
    let tabs = match ending.as_deref() {
        Some("tsv" | "tab") => true,
        // Excel calls its tab-separated text csv as well.
        _ => first.matches('\t').count() > first.matches(',').count(),
    };
    let delimiter = if tabs { b'\t' } else { b',' };
    let mut doubts = Vec::new();
    if text.contains('\u{fffd}') {
        doubts.push("有些字节不合编码，读成了“\u{fffd}”，请与原文核对".to_owned());
    }
    let mut grid = rows(&text, delimiter, true);
    // A quotation mark that is never closed swallows the rest.
    let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
    let inner = grid.iter().flatten().map(|cell| cell.matches('\n').count()).sum::<usize>();
    let swallowed = grid.iter().flatten().any(|cell| cell.matches('\n').count() > 3);
    if swallowed && grid.len() + inner >= lines.saturating_sub(1) && grid.len() < lines {
        grid = rows(&text, delimiter, false);
        doubts.push("文件里有没配对的引号，按没有引号读".to_owned());
    }
    Ok(Sheet { grid, encoding: decoded.name, doubts })
}

fn rows(text: &str, delimiter: u8, quoting: bool) -> Vec<Vec<String>> {
    let mut reader = ::csv::ReaderBuilder::new();
    let reader = reader.has_headers(false).flexible(true).delimiter(delimiter).quoting(quoting);
    let records = reader.from_reader(text.as_bytes()).into_records();
    records.map_while(Result::ok).map(|record| record.iter().map(str::to_owned).collect()).collect()
}

impl Sheet {
    /// What it would change in a table. Rows are known by their keys in the first column, else by their labels; columns by
    /// their labels. A statutory table may also have the headers of several levels that its form prints.
    ///
    /// # Errors
    /// [`ImportError::OtherTable`] if no row or no column of it is one of the table's.
    pub fn fill(
        &self,
        table: &Table,
        form: Option<&TableForm>,
        forms: &Catalogue,
    ) -> Result<Filling, ImportError> {
        let keyed = self
            .by_keys(table)
            .or_else(|| self.recognised(table, forms))
            .or_else(|| self.by_labels(table));
        let mut found = keyed.ok_or(ImportError::OtherTable)?;
        let mut filling =
            Filling { doubts: std::mem::take(&mut found.doubts), ..Filling::default() };
        for (row, column, after) in found.cells {
            let Some((own, before)) =
                table.rows.get(row).and_then(|own| Some((own, own.cells.get(column)?)))
            else {
                continue;
            };
            let key = table.columns.get(column).map_or("", |column| column.key.as_str());
            let has = form.is_none_or(|form| {
                form.row(&own.key).is_none()
                    || form.column(key).is_none()
                    || form.has(&own.key, key)
            });
            if !has && after != Cell::Blank && *before == Cell::Blank {
                let label = table
                    .columns
                    .get(column)
                    .map(|column| column.label.join("／"))
                    .unwrap_or_default();
                filling
                    .doubts
                    .push(format!("“{}”行没有“{label}”这一列，{after}没有收入", name(&own.label)));
            } else if *before != after {
                filling.cells.push(Change { row: own.id, column, before: before.clone(), after });
            }
        }
        let lacks = |what: &str, labels: Vec<&Vec<String>>| {
            let named: Vec<String> =
                labels.iter().map(|label| format!("“{}”", name(label))).collect();
            (!named.is_empty()).then(|| {
                format!("文件里缺{}{what}：{}；这些格没有改动", named.len(), named.join("、"))
            })
        };
        let rows = table.rows.iter().enumerate().filter(|(at, _)| !found.rows.contains(at));
        filling.doubts.extend(lacks("行", rows.map(|(_, row)| &row.label).collect()));
        let columns =
            table.columns.iter().enumerate().filter(|(at, _)| !found.columns.contains(at));
        filling.doubts.extend(lacks("列", columns.map(|(_, column)| &column.label).collect()));
        Ok(filling)
    }

    /// By the keys of the rows in the first column, as `export --to csv` writes them.
    fn by_keys(&self, table: &Table) -> Option<Found> {
        let (_, body) = self.grid.split_first()?;
        let rows: Vec<Option<usize>> = body
            .iter()
            .map(|line| {
                let key = line.first().map(|key| key.trim()).filter(|key| !key.is_empty())?;
                table.rows.iter().position(|row| row.key == key)
            })
            .collect();
        let known = rows.iter().flatten().count();
        (known > 0).then(|| Found::of(table, &self.grid, &rows, 2))
    }

    /// By what the form prints.
    fn recognised(&self, table: &Table, forms: &Catalogue) -> Option<Found> {
        let mut found = recognise(&self.grid, forms, None)
            .filter(|found| !table.form.is_empty() && found.table.form == table.form)?;
        let columns = found.columns_in(table);
        let mut filled = Found { doubts: std::mem::take(&mut found.doubts), ..Found::default() };
        for (at, cells) in found.rows_in(table) {
            filled.rows.push(at);
            for (column, cell) in columns.iter().zip(cells) {
                filled.cells.extend(column.map(|column| (at, column, cell.clone())));
            }
        }
        filled.columns = columns.into_iter().flatten().collect();
        Some(filled)
    }

    /// By the labels of the rows in the columns before the first known one.
    fn by_labels(&self, table: &Table) -> Option<Found> {
        let (head, body) = self.grid.split_first()?;
        let stub =
            columns(table, head, 1).iter().position(Option::is_some).map_or(1, |first| first + 1);
        let known: Vec<Known> = table.rows.iter().map(|row| Known::of(&row.label, &[])).collect();
        let paths: Vec<Vec<String>> = body
            .iter()
            .map(|line| line.iter().take(stub).flat_map(|cell| steps(cell)).collect())
            .collect();
        let rows = align(&paths, &known);
        rows.iter()
            .any(Option::is_some)
            .then(|| Found::of(table, &self.grid, &rows, stub))
            .filter(|found| !found.columns.is_empty())
    }
}

/// Cells by the table's rows and columns.
#[derive(Debug, Default)]
struct Found {
    cells: Vec<(usize, usize, Cell)>,
    rows: Vec<usize>,
    columns: Vec<usize>,
    doubts: Vec<String>,
}

impl Found {
    /// From a first row of headers and rows already known; the first `stub` columns hold heads.
    fn of(table: &Table, grid: &[Vec<String>], rows: &[Option<usize>], stub: usize) -> Self {
        let (head, body) =
            grid.split_first().map_or((&[][..], &[][..]), |(head, body)| (head.as_slice(), body));
        let columns = columns(table, head, stub);
        let mut found =
            Self { columns: columns.iter().flatten().copied().collect(), ..Self::default() };
        let extra = head
            .iter()
            .skip(stub)
            .zip(&columns)
            .filter(|(label, column)| column.is_none() && !label.trim().is_empty());
        found.doubts.extend(
            extra.map(|(label, _)| format!("文件里的“{}”列表里没有，没有收入", label.trim())),
        );
        for (line, row) in body.iter().zip(rows) {
            let Some(row) = row else {
                if line.iter().any(|cell| !cell.trim().is_empty()) {
                    let mut heads = line.iter().take(stub).map(|cell| cell.trim());
                    let label = heads.rfind(|cell| !cell.is_empty());
                    found.doubts.push(format!(
                        "文件里的“{}”行表里没有，没有收入",
                        label.unwrap_or_default()
                    ));
                }
                continue;
            };
            if found.rows.contains(row) {
                let label = line.get(..stub.min(line.len())).unwrap_or_default().join("　");
                found.doubts.push(format!("文件里“{label}”行出现两次，用的是第一次的数"));
                continue;
            }
            found.rows.push(*row);
            for (place, column) in columns.iter().enumerate() {
                let cell = line.get(place + stub).map_or("", String::as_str);
                found.cells.extend(column.map(|column| (*row, column, value(cell))));
            }
            let over =
                line.iter().skip(stub + columns.len()).filter(|cell| !cell.trim().is_empty());
            found.doubts.extend(over.map(|cell| {
                format!(
                    "文件里“{}”行多出的“{}”没有收入",
                    line.get(stub - 1).map_or("", String::as_str),
                    cell.trim()
                )
            }));
        }
        found
    }
}

/// Which column of the table each header behind the first `stub` ones is.
fn columns(table: &Table, head: &[String], stub: usize) -> Vec<Option<usize>> {
    let known: Vec<Known> =
        table.columns.iter().map(|column| Known::of(&column.label, &[])).collect();
    let paths: Vec<Vec<String>> =
        head.iter().skip(stub).map(|cell| steps(&cell.replace('\\', ""))).collect();
    align(&paths, &known)
}

fn name(label: &[String]) -> &str {
    label.last().map_or("", String::as_str)
}
