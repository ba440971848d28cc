//! A workbook: a sheet a table, merged headers, totals as formulas, the identities (勾稽) below and live, panes frozen.
//!
//! A total is a formula only where its value is what the formula gives: no number of the report changes by being exported.

use std::io::{self, Write};

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet,
    XlsxError,
};

use crate::forms::{Along, Identity, Relation, TableForm};
use crate::model::{Block, Cell, Table};

use super::Export;
use super::sheet::{Line, Role, Sheet, Slot};

/// Width of all columns together, in characters.
const WIDTH: usize = 110;

/// Line of the sheet in which the table begins: title and heading stand above.
const TOP: u32 = 2;

/// Digits that a number of a spreadsheet holds exactly.
const EXACT: usize = 15;

/// Writes the tables of a report as a workbook.
pub(super) fn write(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let bytes = workbook(export).map_err(io::Error::other)?;
    out.write_all(&bytes)
}

fn workbook(export: &Export<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new().set_author(export.agency).set_creation_datetime(&created);
    book.set_properties(&properties);
    let report = export.report;
    let mut names: Vec<String> = Vec::new();
    for (section, number) in report.sections.iter().zip(report.printed_numbers()) {
        for table in section.blocks.iter().filter_map(Block::table) {
            let form = export.forms.form(report.form, &table.form);
            let called = [
                table.caption.as_str(),
                form.map_or("", |form| form.title.as_str()),
                &section.title,
            ];
            let called = called.into_iter().find(|name| !name.is_empty()).unwrap_or("表");
            let name = sheet_name(called, &names);
            let heading = if section.is_preface() {
                String::new()
            } else {
                format!("{number}{}", section.title)
            };
            let page = book.add_worksheet().set_name(&name)?;
            names.push(name);
            Page { book: page, table, form, sheet: Sheet::of(table, form) }
                .write(export, &heading)?;
        }
    }
    if names.is_empty() {
        let page = book.add_worksheet().set_name("没有表格")?;
        page.write_string(0, 0, report.title.replace('\n', ""))?;
    }
    book.save_to_buffer()
}

/// A name that a sheet may have and no other has: 31 characters, none of `[]:*?/\`.
fn sheet_name(called: &str, taken: &[String]) -> String {
    let plain: String =
        called.chars().filter(|c| !"[]:*?/\\'".contains(*c) && !c.is_control()).collect();
    let short: String = plain.chars().take(24).collect();
    let short = if short.trim().is_empty() { "表".to_owned() } else { short };
    let numbers = std::iter::once(String::new()).chain((2..).map(|number| format!("（{number}）")));
    let mut names = numbers.map(|number| format!("{short}{number}"));
    names.find(|name| !taken.contains(name)).unwrap_or(short)
}

/// One sheet being written.
struct Page<'p> {
    book: &'p mut Worksheet,
    table: &'p Table,
    form: Option<&'p TableForm>,
    sheet: Sheet,
}

impl Page<'_> {
    fn write(&mut self, export: &Export<'_>, heading: &str) -> Result<(), XlsxError> {
        let title = export.report.title.replace('\n', "");
        self.book.write_string_with_format(0, 0, title, &Format::new().set_bold())?;
        self.book.write_string(1, 0, heading)?;
        if let Some(mark) = export.mark() {
            self.book.set_header(format!("&R{mark}"));
        }
        for (at, share) in self.sheet.shares().into_iter().enumerate() {
            let width = u32::try_from(WIDTH * share / 10_000).unwrap_or(8);
            self.book.set_column_width(column(at), f64::from(width.max(6)))?;
        }
        let shares = self.sheet.shares();
        let lines = std::mem::take(&mut self.sheet.lines);
        for (at, line) in lines.iter().enumerate() {
            self.book.set_row_height(row(at), f64::from(height(line, &shares)))?;
            for slot in &line.slots {
                self.slot(row(at), slot)?;
            }
        }
        self.sheet.lines = lines;
        self.below()?;
        let heads = self.sheet.lines.iter().take_while(|line| line.head).count();
        self.book.set_freeze_panes(row(heads), column(self.sheet.stub))?;
        if heads > 0 {
            self.book.set_repeat_rows(TOP, row(heads).saturating_sub(1).max(TOP))?;
        }
        self.book.set_paper_size(9).set_print_fit_to_pages(1, 0);
        Ok(())
    }

    fn slot(&mut self, at: u32, slot: &Slot) -> Result<(), XlsxError> {
        let align = if slot.role == Role::Stub { FormatAlign::Left } else { FormatAlign::Center };
        let format = Format::new()
            .set_border(FormatBorder::Thin)
            .set_text_wrap()
            .set_align(align)
            .set_align(FormatAlign::VerticalCenter)
            .set_indent(u8::try_from(slot.depth).unwrap_or_default());
        let (from, to) = (column(slot.column), column(slot.column + slot.across - 1));
        let last = at + u32::try_from(slot.down - 1).unwrap_or_default();
        if slot.across > 1 || slot.down > 1 {
            self.book.merge_range(at, from, last, to, "", &format)?;
        }
        match slot.cell.and_then(|(row, column)| self.table.cell(row, column)) {
            Some(Cell::Number(_)) => self.number(at, slot, &format),
            Some(Cell::Blank) | None if slot.text.is_empty() => {
                self.book.write_blank(at, from, &format).map(|_| ())
            }
            _ => self.book.write_string_with_format(at, from, &slot.text, &format).map(|_| ()),
        }
    }

    /// A number with its places, as the formula of a total where there is one that gives it.
    fn number(&mut self, at: u32, slot: &Slot, format: &Format) -> Result<(), XlsxError> {
        let text = slot.text.as_str();
        let places = text.split_once('.').map_or(0, |(_, places)| places.len());
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let kind = if places == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(places)) };
        let format = format.clone().set_num_format(kind);
        let from = column(slot.column);
        if digits > EXACT {
            return self.book.write_string_with_format(at, from, text, &format).map(|_| ());
        }
        if let Some(sum) = slot.cell.and_then(|cell| self.total(cell)) {
            let formula = Formula::new(sum).set_result(text);
            return self.book.write_formula_with_format(at, from, formula, &format).map(|_| ());
        }
        let value: f64 = text.parse().unwrap_or_default();
        self.book.write_number_with_format(at, from, value, &format).map(|_| ())
    }

    /// The sum that a total is, if every part is there and they add up to it.
    fn total(&self, (row, column): (usize, usize)) -> Option<String> {
        let form = self.form?;
        let (row_key, column_key) =
            (&self.table.rows.get(row)?.key, &self.table.columns.get(column)?.key);
        form.identities.iter().find_map(|identity| {
            let Relation::Sum { total, parts } = &identity.relation else { return None };
            let line = match identity.over {
                Along::Columns if total == column_key => row_key,
                Along::Rows if total == row_key => column_key,
                _ => return None,
            };
            let cells: Vec<(usize, usize)> =
                parts.iter().map(|part| self.cell(identity, line, part)).collect::<Option<_>>()?;
            let values = cells
                .iter()
                .map(|(row, column)| Some(self.table.cell(*row, *column)?.number()?.value()));
            let sum = values.sum::<Option<rust_decimal::Decimal>>()?;
            let whole = self.table.cell(row, column)?.number()?.value();
            (sum == whole).then(|| format!("={}", self.sum(&cells)))
        })
    }

    /// Where a key of an identity stands in a line of it.
    fn cell(&self, identity: &Identity, line: &str, key: &str) -> Option<(usize, usize)> {
        let (row, column) = identity.cell(line, key);
        Some((
            self.table.rows.iter().position(|own| own.key == row)?,
            self.table.columns.iter().position(|own| own.key == column)?,
        ))
    }

    /// The sum of cells, neighbours as one range.
    fn sum(&self, cells: &[(usize, usize)]) -> String {
        let names: Vec<String> = cells.iter().filter_map(|cell| self.name(*cell)).collect();
        let (Some(first), Some(last)) = (names.first(), names.last()) else {
            return "0".to_owned();
        };
        let lines: Vec<(usize, usize)> =
            cells.iter().filter_map(|cell| self.place(*cell)).collect();
        let run = lines.windows(2).all(|pair| match pair {
            [(row, column), next] => *next == (row + 1, *column) || *next == (*row, column + 1),
            _ => true,
        });
        if run && names.len() > 2 {
            format!("SUM({first}:{last})")
        } else {
            format!("SUM({})", names.join(","))
        }
    }

    /// Line and column of the sheet in which a cell of the table is printed.
    fn place(&self, cell: (usize, usize)) -> Option<(usize, usize)> {
        self.sheet.lines.iter().enumerate().find_map(|(at, line)| {
            let slot = line.slots.iter().find(|slot| slot.cell == Some(cell))?;
            Some((at, slot.column))
        })
    }

    /// The name of that place, such as `D5`.
    fn name(&self, cell: (usize, usize)) -> Option<String> {
        let (line, at) = self.place(cell)?;
        Some(rust_xlsxwriter::utility::row_col_to_cell(row(line), column(at)))
    }

    /// Notes and source; then a line for each identity that ties rows, 0 in every column where it holds.
    fn below(&mut self) -> Result<(), XlsxError> {
        let mut at = row(self.sheet.lines.len());
        let notes = self.table.notes.iter().map(|note| format!("注：{note}"));
        let source = self.table.source.as_str();
        let source = (!source.is_empty()).then(|| format!("资料来源：{source}"));
        for text in notes.chain(source) {
            self.book.write_string(at, 0, text)?;
            at += 1;
        }
        let Some(form) = self.form else { return Ok(()) };
        let ties = |identity: &&Identity| identity.over == Along::Rows && identity.is_hard();
        let identities: Vec<&Identity> = form.identities.iter().filter(ties).collect();
        for identity in identities {
            at += 1;
            let label = format!("勾稽 {}：左右相减，应为 0", identity.name);
            self.book.write_string(at, 0, label)?;
            for line in identity.lines(form) {
                let (left, right) = identity.relation.sides();
                let cells = |keys: &[String]| -> Option<Vec<(usize, usize)>> {
                    keys.iter().map(|key| self.cell(identity, line, key)).collect()
                };
                let (Some(left), Some(right)) = (cells(left), cells(right)) else { continue };
                let Some((_, column_at)) = left.first().and_then(|cell| self.place(*cell)) else {
                    continue;
                };
                let formula = format!("={}-{}", self.sum(&left), self.sum(&right));
                let gap = self.gap(&left, &right);
                let formula = Formula::new(formula).set_result(gap);
                self.book.write_formula(at, column(column_at), formula)?;
            }
        }
        Ok(())
    }

    /// What the formula gives, for programs that do not calculate.
    fn gap(&self, left: &[(usize, usize)], right: &[(usize, usize)]) -> String {
        let sum = |cells: &[(usize, usize)]| -> rust_decimal::Decimal {
            cells
                .iter()
                .filter_map(|(row, column)| Some(self.table.cell(*row, *column)?.number()?.value()))
                .sum()
        };
        (sum(left) - sum(right)).normalize().to_string()
    }
}

/// Height of a line, in points, so that its longest text fits: merged cells do not grow by themselves.
fn height(line: &Line, shares: &[usize]) -> u32 {
    let rows = line.slots.iter().filter(|slot| slot.down == 1).map(|slot| {
        let share: usize = shares.iter().skip(slot.column).take(slot.across).sum();
        let room = (WIDTH * share / 10_000).saturating_sub(1).max(4);
        (slot.text.chars().count() * 2).div_ceil(room)
    });
    let rows = rows.max().unwrap_or(1).clamp(1, 12);
    u32::try_from(4 + 14 * rows).unwrap_or(18)
}

fn row(line: usize) -> u32 {
    TOP + u32::try_from(line).unwrap_or_default()
}

fn column(at: usize) -> u16 {
    u16::try_from(at).unwrap_or_default()
}
