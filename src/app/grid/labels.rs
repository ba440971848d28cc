//! Which rows and columns of a table a pasted block means, by the labels in it.

use crate::forms::{Catalogue, RowForm, TableForm};
use crate::import;
use crate::model::Form;
use crate::model::Table;
use crate::text::numeral::half_width_char;

use super::head;

/// A block laid on a table.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Matched {
    /// How that was done, told in a few words.
    pub(super) how: String,
    /// Row, column and text of each cell.
    pub(super) cells: Vec<((usize, usize), String)>,
    /// What is missing or left over.
    pub(super) told: Vec<String>,
}

/// Lays a block on a statutory table as an import would recognise it: by headers of several levels and merged row heads.
pub(super) fn recognised(
    (forms, generation): (&Catalogue, Form),
    table: &Table,
    grid: &[Vec<String>],
) -> Option<Matched> {
    let mut found =
        import::recognise(grid, forms, Some(generation)).filter(|_| !table.form.is_empty())?;
    if found.table.form != table.form {
        let other = forms.form(found.generation, &found.table.form);
        let title = other.map_or("另一张表", |form| form.title.as_str());
        let told = vec![format!("粘贴的像是《{title}》，不是光标所在的表，没有放入")];
        return Some(Matched { how: "对不上这张表".to_owned(), told, ..Matched::default() });
    }
    let columns = found.columns_in(table);
    let mut matched = Matched { told: std::mem::take(&mut found.doubts), ..Matched::default() };
    let mut free = vec![true; table.rows.len()];
    for (at, cells) in found.rows_in(table) {
        if let Some(free) = free.get_mut(at) {
            *free = false;
        }
        let cells = columns.iter().zip(cells);
        matched
            .cells
            .extend(cells.filter_map(|(column, cell)| Some(((at, (*column)?), cell.to_string()))));
    }
    let hits = free.iter().filter(|free| !**free).count();
    matched.how = format!("按行标对上 {hits} 行");
    matched.told.extend(missing(table, &free));
    Some(matched)
}

/// Lays a block on the table by its row labels, if most of its rows have one that the table has.
pub(super) fn by_labels(
    form: Option<&TableForm>,
    table: &Table,
    grid: &[Vec<String>],
) -> Option<Matched> {
    let grid = &gathered(form, table, grid);
    let names: Vec<Vec<String>> =
        (0..table.rows.len()).map(|row| row_names(form, table, row)).collect();
    let mut free: Vec<bool> = vec![true; table.rows.len()];
    let mut found: Vec<Option<(usize, usize)>> = Vec::new();
    for line in grid {
        let hit = stub(line).find_map(|(at, label)| {
            let known = |row: &usize| {
                free.get(*row) == Some(&true)
                    && names.get(*row).is_some_and(|own| own.contains(&label))
            };
            (0..names.len()).find(known).map(|row| (row, at))
        });
        if let Some((row, _)) = hit
            && let Some(free) = free.get_mut(row)
        {
            *free = false;
        }
        found.push(hit);
    }
    let hits = found.iter().flatten().count();
    if hits == 0 || hits * 2 < grid.len().min(table.rows.len()) {
        return None;
    }
    let first = found.iter().position(Option::is_some)?;
    let stub = found.iter().flatten().map(|(_, at)| at + 1).max().unwrap_or(1);
    let columns = columns(form, table, grid.get(..first).unwrap_or_default(), stub);
    let mut matched = Matched { how: format!("按行标对上 {hits} 行"), ..Matched::default() };
    for (line, hit) in grid.iter().zip(&found) {
        let values = line.iter().enumerate().skip(stub);
        let Some((row, _)) = hit else {
            let label = line.iter().take(stub).rfind(|cell| !cell.is_empty());
            let filled = values.filter(|(_, cell)| !cell.is_empty()).count();
            let heads =
                grid.iter().position(|own| std::ptr::eq(own, line)).is_some_and(|at| at < first);
            if filled > 0 && !heads {
                let label = label.map_or("（没有行标）", String::as_str);
                matched.told.push(format!("多一行：{label}，表里没有，没有放入"));
            }
            continue;
        };
        for (at, cell) in values {
            match columns.get(at - stub).copied().flatten() {
                Some(column) => matched.cells.push(((*row, column), cell.clone())),
                None if !cell.is_empty() => {
                    let text = format!("第 {} 列对不上表里的列，没有放入", at + 1);
                    if !matched.told.contains(&text) {
                        matched.told.push(text);
                    }
                }
                None => {}
            }
        }
    }
    matched.told.extend(missing(table, &free));
    Some(matched)
}

/// What is to be said of the rows of the table that the block lacks: each by name where they are few.
fn missing(table: &Table, free: &[bool]) -> Vec<String> {
    const FEW: usize = 5;
    let rows: Vec<usize> =
        free.iter().enumerate().filter(|(_, free)| **free).map(|(row, _)| row).collect();
    if rows.len() > FEW {
        return vec![format!("粘贴里没有表中其余 {} 行，这些行不动", rows.len())];
    }
    rows.into_iter().map(|row| missing_row(table, row)).collect()
}

/// 少一行：（四）无法提供 ▸ 1.本机关不掌握相关政府信息.
fn missing_row(table: &Table, row: usize) -> String {
    let label = table.rows.get(row).map(|row| row.label.as_slice()).unwrap_or_default();
    let inner = label.len().saturating_sub(2);
    let path: Vec<&str> = label.iter().skip(inner).map(String::as_str).collect();
    format!("少一行：{}，表里这一行不动", path.join("／"))
}

/// The leading cells of a line that can be labels, innermost first.
fn stub(line: &[String]) -> impl Iterator<Item = (usize, String)> {
    let words = line.iter().take_while(|cell| !is_value(cell)).count().min(4);
    let cells = line.iter().take(words).enumerate().rev();
    cells.filter(|(_, cell)| !cell.is_empty()).map(|(at, cell)| (at, plain(cell)))
}

fn is_value(cell: &str) -> bool {
    let plain: String = cell.chars().map(half_width_char).collect();
    let plain = plain.trim();
    let digits =
        plain.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '-' | '+' | '%'));
    plain == "/" || (!plain.is_empty() && digits)
}

/// Which column of the table each column of the block behind its labels is: by the heads above, else by order.
fn columns(
    form: Option<&TableForm>,
    table: &Table,
    heads: &[Vec<String>],
    stub: usize,
) -> Vec<Option<usize>> {
    let width = table.columns.len();
    let names: Vec<Vec<String>> =
        (0..width).map(|column| column_names(form, table, column)).collect();
    for line in heads.iter().rev() {
        let known = |cell: &String| {
            let cell = plain(cell);
            names.iter().position(|own| !cell.is_empty() && own.contains(&cell))
        };
        let found: Vec<Option<usize>> = line.iter().skip(stub).map(known).collect();
        let hits = found.iter().flatten().count();
        if hits > 0 && hits * 2 >= line.len().saturating_sub(stub).min(width) {
            return found;
        }
    }
    (0..width).map(Some).collect()
}

/// One cell a line, as web pages paste tables: each line that is a label begins a row anew.
fn gathered(form: Option<&TableForm>, table: &Table, grid: &[Vec<String>]) -> Vec<Vec<String>> {
    if grid.iter().any(|line| line.len() > 1) || table.columns.len() < 2 {
        return grid.to_vec();
    }
    let names: Vec<Vec<String>> =
        (0..table.rows.len()).map(|row| row_names(form, table, row)).collect();
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut full = true;
    for cell in grid.iter().flatten() {
        let is_label = !is_value(cell) && !cell.is_empty();
        let known = is_label && names.iter().any(|own| own.contains(&plain(cell)));
        match rows.last_mut().filter(|_| !known && !is_label) {
            Some(row) if !full => row.push(cell.clone()),
            _ if known || is_label => rows.push(vec![cell.clone()]),
            _ => {}
        }
        full = rows.last().is_none_or(|row| row.len() > table.columns.len());
    }
    rows
}

fn row_names(form: Option<&TableForm>, table: &Table, row: usize) -> Vec<String> {
    let Some(found) = table.rows.get(row) else { return Vec::new() };
    let of_form = form.and_then(|form| form.row(&found.key));
    let known =
        of_form.map(|row| (row.label.as_slice(), row.short.as_str(), row.variants.as_slice()));
    names(&found.label, known)
}

fn column_names(form: Option<&TableForm>, table: &Table, column: usize) -> Vec<String> {
    let Some(found) = table.columns.get(column) else { return Vec::new() };
    let of_form = form.and_then(|form| form.column(&found.key));
    let known =
        of_form.map(|own| (own.label.as_slice(), own.short.as_str(), own.variants.as_slice()));
    names(&found.label, known)
}

/// Label, short label and variants as a form has them.
type Known<'f> = (&'f [String], &'f str, &'f [String]);

/// Everything that a row or column may be called, made plain.
fn names(printed: &[String], known: Option<Known<'_>>) -> Vec<String> {
    let mut names = vec![printed.concat(), printed.last().cloned().unwrap_or_default()];
    if let Some((label, short, variants)) = known {
        names.extend([label.concat(), label.last().cloned().unwrap_or_default(), short.to_owned()]);
        names.extend(variants.iter().cloned());
    }
    names.iter().map(|name| plain(name)).filter(|name| !name.is_empty()).collect()
}

/// A label without blanks, quotation marks and stops, in half-width forms.
fn plain(label: &str) -> String {
    let kept = label.chars().map(half_width_char).filter(|c| c.is_alphanumeric());
    kept.collect()
}

/// A cell as messages name it: （一）予以公开／自然人.
pub fn cell_name(form: Option<&TableForm>, table: &Table, (row, column): (usize, usize)) -> String {
    let label = table.rows.get(row).and_then(|row| {
        let short = form.and_then(|form| form.row(&row.key)).map(RowForm::brief);
        short.or(row.label.last().map(String::as_str))
    });
    match label.filter(|label| !label.is_empty()) {
        Some(label) => format!("{label}／{}", head(table, column)),
        None => head(table, column).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::grid::tsv;
    use crate::forms::Catalogue;
    use crate::model::{Form, Ids};

    fn laid(text: &str) -> Option<Matched> {
        let forms = Catalogue::built_in();
        let form = forms.form(Form::F2021, "applications").unwrap();
        let table = form.blank(&mut Ids::of_text("table"));
        by_labels(Some(form), &table, &tsv::read(text))
    }

    fn block(skip: &str) -> String {
        let forms = Catalogue::built_in();
        let form = forms.form(Form::F2021, "applications").unwrap();
        let rows = form.rows.iter().enumerate().filter(|(_, row)| row.key != skip);
        let line = |(at, row): (usize, &crate::forms::RowForm)| {
            format!("{}\t{at}\t0\t0\t0\t0\t0\t{at}\n", row.label.last().unwrap())
        };
        rows.map(line).collect()
    }

    #[test]
    fn rows_are_known_by_their_labels_and_a_missing_one_is_named() {
        let whole = laid(&block("")).unwrap();
        assert_eq!((whole.cells.len(), whole.told.len()), (175, 0));
        let short = laid(&block("r13")).unwrap();
        assert_eq!(short.cells.len(), 168);
        assert_eq!(
            short.told,
            ["少一行：（四）无法提供／1.本机关不掌握相关政府信息，表里这一行不动"]
        );
        assert!(
            short.cells.contains(&((13, 0), "13".to_owned())),
            "the rows below stay where they belong"
        );
    }

    #[test]
    fn heads_decide_the_columns() {
        let heads = "\t总计\t自然人\n";
        let laid =
            laid(&format!("{heads}一、本年新收政府信息公开申请数量\t57\t41\n二、上年结转\t5\t3\n"))
                .unwrap();
        assert_eq!(laid.cells.first(), Some(&((0, 6), "57".to_owned())));
        assert_eq!(laid.cells.get(1), Some(&((0, 0), "41".to_owned())));
    }

    #[test]
    fn one_cell_a_line_is_put_together() {
        let text = "自然人\n企业\n一、本年新收政府信息公开申请数量\n41\n7\n1\n2\n5\n1\n57\n二、上年结转政府信息公开申请数量\n2\n1\n0\n0\n1\n0\n4\n";
        let laid = laid(text).unwrap();
        assert_eq!(laid.cells.len(), 14);
        assert_eq!(laid.cells.last(), Some(&((1, 6), "4".to_owned())));
    }

    #[test]
    fn a_block_of_numbers_has_no_labels() {
        assert_eq!(laid("1\t2\n3\t4\n"), None);
    }
}
