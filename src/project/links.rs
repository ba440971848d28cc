//! Whether a figure in a sentence still agrees with the cell that it was taken from (关联).

use super::Project;
use crate::checks::{Places, Spot};
use crate::figures::tying::CellAt;
use crate::model::{
    Block, Cell, Id, Link, Paragraph, Report, Section, Source, Table, TextAt, Year,
};

/// How a tied figure stands to its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tied {
    /// The cell says what it said.
    Right,
    /// The cell says something else now; the figure is to be renewed.
    Changed {
        /// What the cell says now, as a figure with its unit.
        now: String,
        /// The bare value.
        value: String,
    },
    /// The figure was renewed and nobody has looked at the words around it yet (复看).
    LookAgain,
    /// There is no such cell any more.
    Dangling,
    /// The words at the link's place are others: somebody changed the file by hand.
    Astray,
}

impl Tied {
    /// Whether the report may go out with such a figure in it.
    pub const fn may_go_out(&self) -> bool {
        matches!(self, Self::Right | Self::LookAgain)
    }
}

/// A tied figure, where it stands, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TiedFigure<'a> {
    /// The paragraph.
    pub paragraph: &'a Paragraph,
    /// The link.
    pub link: &'a Link,
    /// How it stands to its source.
    pub state: Tied,
}

impl Project {
    /// The cell that a source names, with its row's and column's unit.
    pub fn source(&self, source: &Source) -> Option<(&Cell, &str)> {
        let report = self.reports.get(&source.year)?;
        let table = named_table(report, &source.table)?;
        let column = table.columns.iter().position(|column| column.key == source.column)?;
        let row = table.rows.iter().find(|row| row.name() == source.row)?;
        let unit = row.unit(table.columns.get(column)?);
        Some((row.cells.get(column)?, unit))
    }

    /// Where the cell is that a source names.
    pub fn cell_at(&self, source: &Source) -> Option<CellAt> {
        let table = named_table(self.reports.get(&source.year)?, &source.table)?;
        let row = table.rows.iter().find(|row| row.name() == source.row)?;
        let (row, column) = (row.id, source.column.clone());
        Some(CellAt { year: source.year, table: table.id, row, column })
    }

    /// Every tied figure of a year's report, in reading order.
    pub fn tied_figures(&self, year: Year) -> Vec<TiedFigure<'_>> {
        let sections = self.reports.get(&year).map(|report| &report.sections);
        let paragraphs = sections.into_iter().flatten().flat_map(Section::paragraphs);
        let figures = paragraphs.flat_map(|paragraph| {
            let state = |link| TiedFigure { paragraph, link, state: self.tied(paragraph, link) };
            paragraph.links.iter().map(state)
        });
        figures.collect()
    }

    /// What keeps a year's report from going out: every figure whose link is loose, with its place and how to mend it.
    pub fn loose_links(&self, year: Year) -> Vec<String> {
        let Some(report) = self.reports.get(&year) else { return Vec::new() };
        let loose: Vec<TiedFigure<'_>> =
            self.tied_figures(year).into_iter().filter(|one| !one.state.may_go_out()).collect();
        if loose.is_empty() {
            return Vec::new();
        }
        let places = Places::of(report);
        let told = loose.into_iter().map(|TiedFigure { paragraph, link, state }| {
            let at = Spot::Text(TextAt::Paragraph(paragraph.id), 0..0);
            let place = places.place(&at).words();
            let (quote, source) = (&link.quote, &link.source);
            match state {
                Tied::Changed { now, .. } => {
                    format!("{place}“{quote}”：来源 {source} 现在是 {now}；用“更新关联的数”改过来")
                }
                Tied::Astray => {
                    format!("{place}“{quote}”：那里的字已经不同；解除关联，或按 F3 重新插入")
                }
                _ => format!(
                    "{place}“{quote}”：来源 {source} 已经不在了；解除关联，或按 F3 换一个来源"
                ),
            }
        });
        told.collect()
    }

    /// How a tied figure of a paragraph stands to its source.
    pub fn tied(&self, paragraph: &Paragraph, link: &Link) -> Tied {
        if !link.stands_in(&paragraph.text) {
            return Tied::Astray;
        }
        match self.source(&link.source) {
            None => Tied::Dangling,
            Some((cell, unit)) if cell.to_string() != link.value => {
                let value = cell.to_string();
                Tied::Changed { now: figure(&value, unit), value }
            }
            Some(_) if link.look_again => Tied::LookAgain,
            Some(_) => Tied::Right,
        }
    }
}

/// A value as it stands in a sentence.
pub fn figure(value: &str, unit: &str) -> String {
    format!("{value}{unit}")
}

/// The table of a form, or the one with this id.
fn named_table<'a>(report: &'a Report, name: &str) -> Option<&'a Table> {
    let by_id = || {
        let id: Id = name.parse().ok()?;
        let blocks = report.sections.iter().flat_map(|section| &section.blocks);
        blocks.filter_map(Block::table).find(|table| table.id == id)
    };
    report.form_table(name).filter(|table| !table.form.is_empty()).or_else(by_id)
}
