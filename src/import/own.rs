//! Markdown that this program wrote (see `export`): depth of heading is level, comments carry what Markdown cannot.
//!
//! Nothing is guessed here: no line is joined, no heading is found by its number. What a person added by hand is read
//! as far as it goes.

use serde_json::Value;

use crate::model::{
    Block, Cell, Column, Contact, Form, Formula, Measure, Paragraph, Period, Row, Table,
};
use crate::model::{Year, numbers};

use super::draft::Draft;
use super::piece::{Body, Fix, Grid, Mark, Piece, What};
use super::{heading, markdown};

/// What the first line tells of the whole report.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub(super) agency: String,
    pub(super) year: Year,
    pub(super) form: Form,
    pub(super) period: Period,
    pub(super) contact: Contact,
}

/// The head of a text that this program wrote, if it did.
pub(super) fn head(text: &str) -> Option<Head> {
    let value = comment(text.lines().next()?, "nianbao")?;
    if value.get("schema")? != 1 {
        return None;
    }
    let form = match value.get("form")?.as_str()? {
        "2008" => Form::F2008,
        "2019" => Form::F2019,
        _ => Form::F2021,
    };
    Some(Head {
        agency: value.get("agency")?.as_str()?.to_owned(),
        year: Year::try_from(value.get("year")?.as_i64()?).ok()?,
        form,
        period: serde_json::from_value(value.get("period")?.clone()).ok()?,
        contact: serde_json::from_value(value.get("contact")?.clone()).ok()?,
    })
}

/// Puts together what stands below the head.
pub(super) fn draft(text: &str) -> Draft {
    let mut reader = Reader::default();
    for piece in markdown::read_exactly(text) {
        reader.add(piece);
    }
    reader.end()
}

/// The value of a comment with this name.
fn comment(line: &str, name: &str) -> Option<Value> {
    let inside = line.trim().strip_prefix("<!-- ")?.strip_suffix(" -->")?;
    serde_json::from_str(inside.strip_prefix(name)?.strip_prefix(' ')?).ok()
}

#[derive(Debug, Default)]
struct Reader {
    draft: Draft,
    title: Vec<String>,
    /// What the comment above the next table tells.
    note: Option<Value>,
    /// The paragraph that is the next table's caption.
    caption: Option<String>,
    /// Notes that still belong to the last table, and whether its source does.
    below: (u64, bool),
}

impl Reader {
    fn add(&mut self, mut piece: Piece) {
        let fixes = std::mem::take(&mut piece.fixes);
        match piece.body {
            Body::Grid(grid) => self.table(&grid),
            Body::Sheet(_) => {} // no Markdown has one
            // Nothing is recognised here: the comments tell which table it is.
            Body::Table(found) => self.draft.block(Block::Table(found.0)),
            Body::Text(text) => match piece.mark {
                Mark::Heading(1) if self.draft.sections.is_empty() => self.title.push(text),
                Mark::Heading(depth) => {
                    self.end_caption();
                    self.draft.section(depth.saturating_sub(1).clamp(1, 4), None, text);
                }
                _ if text.is_empty() => {}
                _ => self.paragraph(text),
            },
        }
        for fix in fixes {
            if fix.what != What::Comment || !self.comment(&fix.before) {
                self.repair(fix);
            }
        }
        let last = self.draft.last();
        self.draft.doubts.extend(piece.doubts.into_iter().map(|doubt| (last.clone(), doubt)));
    }

    fn repair(&mut self, fix: Fix) {
        self.draft.repairs.push((self.draft.last(), fix));
    }

    /// Follows one of our comments; false for any other.
    fn comment(&mut self, text: &str) -> bool {
        if let Some(number) = comment(text, "编号") {
            if let Some(section) = self.draft.sections.last_mut() {
                section.number = number.as_str().map(str::to_owned);
            }
        } else if let Some(note) = comment(text, "表") {
            self.end_caption();
            self.note = Some(note);
        } else if text == "<!-- 空段 -->" {
            self.end_caption();
            self.push(String::new());
        } else if text == "<!-- 前言 -->" {
            self.draft.preface();
        } else {
            return comment(text, "nianbao").is_some();
        }
        true
    }

    fn push(&mut self, text: String) {
        self.below = (0, false);
        self.draft.block(Block::Paragraph(Paragraph { text, ..Paragraph::default() }));
    }

    fn paragraph(&mut self, text: String) {
        let captioned = self.note.as_ref().is_some_and(|note| note.get("caption").is_some());
        if captioned && self.caption.is_none() {
            self.caption = Some(text);
        } else if !self.belongs_to_table(&text) {
            self.end_caption();
            self.push(text);
        }
    }

    /// A caption below which no table came is a paragraph after all.
    fn end_caption(&mut self) {
        self.note = None;
        if let Some(text) = self.caption.take() {
            self.push(text);
        }
    }

    /// Notes and source stand below their table, as many as the comment above it told.
    fn belongs_to_table(&mut self, text: &str) -> bool {
        let last = self.draft.sections.last_mut().and_then(|section| section.blocks.last_mut());
        let Some(Block::Table(table)) = last else { return false };
        let (notes, source) = &mut self.below;
        if *notes > 0
            && let Some(note) = text.strip_prefix("注：")
        {
            *notes -= 1;
            table.notes.push(note.to_owned());
        } else if *source && let Some(words) = text.strip_prefix("资料来源：") {
            *source = false;
            words.clone_into(&mut table.source);
        } else {
            return false;
        }
        true
    }

    fn table(&mut self, grid: &Grid) {
        let note = self.note.take().unwrap_or_default();
        let words =
            |name: &str| note.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let list = |name: &str, at: usize| note.get(name).and_then(|list| list.get(at)).cloned();
        let header = grid.header.iter().skip(1).enumerate();
        let columns = header.map(|(at, label)| {
            let Keys { key, unit, measure, formula } = Keys::of(list("columns", at));
            Column { key, label: path(label, &unit), unit, measure, formula }
        });
        let columns = columns.collect();
        let rows = grid.rows.iter().enumerate().map(|(at, row)| {
            let told = list("rows", at);
            let overrides = told.as_ref().and_then(|told| told.get("overrides")).cloned();
            let overrides = overrides.and_then(|list| serde_json::from_value(list).ok());
            let Keys { key, unit, measure, formula } = Keys::of(told);
            let label = row.first().map(String::as_str).unwrap_or_default();
            let cells = row.iter().skip(1).map(|cell| Cell::from(cell.as_str())).collect();
            Row {
                key,
                label: path(label, &unit),
                unit,
                measure,
                formula,
                cells,
                overrides: overrides.unwrap_or_default(),
                ..Row::default()
            }
        });
        let rows = rows.collect();
        let caption = self.caption.take().unwrap_or_default();
        let table = Table { form: words("form"), caption, columns, rows, ..Table::default() };
        self.draft.block(Block::Table(table));
        let notes = note.get("notes").and_then(Value::as_u64).unwrap_or_default();
        self.below = (notes, note.get("source").is_some());
    }

    /// Takes the numbers off the headings.
    fn end(mut self) -> Draft {
        self.end_caption();
        self.draft.title = self.title.join("\n");
        let derived = numbers(&self.draft.sections);
        let mut told = Vec::new();
        for (section, derived) in self.draft.sections.iter_mut().zip(derived) {
            told.push(section.number.clone());
            if section.is_preface() {
                continue;
            }
            let printed = section.number.clone().unwrap_or(derived);
            let (number, title) = match section.title.strip_prefix(printed.as_str()) {
                Some(title) => (printed, title.to_owned()),
                None => heading::numbered(&section.title).map_or_else(
                    || (String::new(), section.title.clone()),
                    |found| (found.number.to_owned(), found.title.to_owned()),
                ),
            };
            section.number = Some(number);
            section.title = title;
        }
        self.draft.settle_numbers();
        for (section, told) in self.draft.sections.iter_mut().zip(told) {
            section.number = told.or(section.number.take());
        }
        self.draft
    }
}

/// What a comment tells of a column or row.
#[derive(Debug, Default)]
struct Keys {
    key: String,
    unit: String,
    measure: Measure,
    formula: Option<Formula>,
}

impl Keys {
    fn of(value: Option<Value>) -> Self {
        let Some(value) = value else { return Self::default() };
        let words =
            |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let measure = value.get("measure").cloned();
        let measure = measure.and_then(|measure| serde_json::from_value(measure).ok());
        let formula = value.get("formula").cloned();
        Self {
            key: words("key"),
            unit: words("unit"),
            measure: measure.unwrap_or_default(),
            formula: formula.and_then(|formula| serde_json::from_value(formula).ok()),
        }
    }
}

/// The header path of a label: steps parted by ／, \ before a ／ or \ that belongs to a step, a lone \ for one empty
/// step; the unit in brackets behind it taken off.
fn path(label: &str, unit: &str) -> Vec<String> {
    let unit = unit.replace('\\', "\\\\").replace('／', "\\／");
    let label = match label.strip_suffix(&format!("（{unit}）")) {
        Some(label) if !unit.is_empty() => label,
        _ => label,
    };
    if label.is_empty() {
        return Vec::new();
    }
    let mut steps = vec![String::new()];
    let mut chars = label.chars();
    while let Some(c) = chars.next() {
        let c = match c {
            '／' => {
                steps.push(String::new());
                continue;
            }
            '\\' => chars.next(),
            _ => Some(c),
        };
        if let Some(step) = steps.last_mut() {
            step.extend(c);
        }
    }
    steps
}
