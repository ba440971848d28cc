//! The tables of a report that was read, put into the report of the same year that is there: only cells change.

use crate::forms::Catalogue;
use crate::model::{Block, Cell, Report, Row, Section, Table};

/// What a report becomes when its tables are filled from another, and what that changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The report with the new figures; everything else is as it was.
    pub report: Report,
    /// Cells that were blank and hold something now.
    pub filled: usize,
    /// Cells that held something else, a sentence each.
    pub changed: Vec<String>,
    /// What has no place here, a sentence each.
    pub missing: Vec<String>,
}

/// Fills the tables of a report from one that was read. Blank cells of the latter change nothing.
pub fn fill(own: &Report, found: &Report, forms: &Catalogue) -> Filled {
    let mut filled =
        Filled { report: own.clone(), filled: 0, changed: Vec::new(), missing: Vec::new() };
    for table in found.sections.iter().flat_map(Section::tables) {
        let mut places = filled.report.sections.iter_mut().flat_map(|section| &mut section.blocks);
        let place = places.find_map(|block| match block {
            Block::Table(own) if is_same(own, table) => Some(own),
            Block::Table(_) | Block::Paragraph(_) => None,
        });
        let name = match forms.form(found.form, &table.form) {
            Some(form) => form.title.clone(),
            None => table.caption.clone(),
        };
        let Some(place) = place else {
            filled.missing.push(format!("《{name}》这一年的报告里没有，没有填"));
            continue;
        };
        let mut lost = 0;
        for row in &table.rows {
            for (column, cell) in table.columns.iter().zip(&row.cells) {
                if *cell == Cell::Blank {
                    continue;
                }
                let at = place
                    .columns
                    .iter()
                    .position(|own| is_one((&own.key, &own.label), (&column.key, &column.label)));
                let line = place
                    .rows
                    .iter_mut()
                    .find(|own| is_one((&own.key, &own.label), (&row.key, &row.label)));
                let Some(own) = line.zip(at).and_then(|(row, at)| row.cells.get_mut(at)) else {
                    lost += 1;
                    continue;
                };
                if *own == Cell::Blank {
                    filled.filled += 1;
                } else if own != cell {
                    let (line, head) = (last(&row.label), last(&column.label));
                    filled.changed.push(format!("《{name}》“{line}”行“{head}”列：{own} → {cell}"));
                }
                own.clone_from(cell);
            }
        }
        if lost > 0 {
            filled.missing.push(format!("《{name}》有 {lost} 格没有对应的行或列，没有填"));
        }
    }
    filled
}

/// Whether two tables are of one form, or tables of the office with the same caption and rows.
fn is_same(own: &Table, other: &Table) -> bool {
    if !own.form.is_empty() || !other.form.is_empty() {
        return own.form == other.form;
    }
    let labels = |rows: &[Row]| rows.iter().map(|row| row.label.clone()).collect::<Vec<_>>();
    own.caption == other.caption && labels(&own.rows) == labels(&other.rows)
}

/// Whether two rows or columns are one: by their keys, or where they have none by their labels.
fn is_one(own: (&String, &Vec<String>), other: (&String, &Vec<String>)) -> bool {
    if own.0.is_empty() || other.0.is_empty() { own.1 == other.1 } else { own.0 == other.0 }
}

fn last(label: &[String]) -> &str {
    label.last().map_or("", String::as_str)
}

#[cfg(test)]
mod tests {
    use super::super::{Options, read};
    use super::*;

    fn report(text: &str) -> Report {
        let text = format!("示例局2023年报告\n\n一、总体情况\n　　公开 5 条。\n\n{text}");
        read("a.txt", text.as_bytes(), &Options::default()).unwrap().report
    }

    #[test]
    fn only_cells_change_and_every_change_is_told() {
        let own = report("项目\t数\t额\n甲\t0\t\n乙\t/\t2\n");
        let filled =
            fill(&own, &report("项目\t数\t额\n甲\t7\t1\n乙\t/\t\n"), &Catalogue::built_in());
        assert_eq!((filled.filled, filled.missing.len()), (1, 0));
        assert_eq!(filled.changed.len(), 1);
        assert!(filled.changed[0].ends_with("“甲”行“数”列：0 → 7"), "{:?}", filled.changed);
        let table = filled.report.sections[0].tables().next().unwrap();
        assert_eq!(table.rows[0].cells, [Cell::from("7"), Cell::from("1")]);
        assert_eq!(table.rows[1].cells, [Cell::NotApplicable, Cell::from("2")]);
        assert_eq!(filled.report.sections[0].title, own.sections[0].title);
        let other = fill(&own, &report("季度\t数\n一\t1\n"), &Catalogue::built_in());
        assert_eq!(other.report, own);
        assert!(other.missing[0].contains("没有填"));
    }
}
