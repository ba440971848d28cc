//! A change to a report, as data: applying it gives back what undoes it.

use serde::{Deserialize, Serialize};

use crate::model::Block;
use crate::model::Cell;
use crate::model::Contact;
use crate::model::Form;
use crate::model::Id;
use crate::model::Link;
use crate::model::Override;
use crate::model::Period;
use crate::model::Report;
use crate::model::Section;
use crate::model::Status;
use crate::model::Table;
use crate::model::TextAt;
use crate::model::after_change;

/// A change (修改) to a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edit {
    /// Takes `removed` out of a text at a byte offset and puts `inserted` there.
    ReplaceText {
        /// Which text.
        at: TextAt,
        /// Byte offset, on a character boundary.
        start: usize,
        /// What must stand there now.
        removed: String,
        /// What stands there afterwards.
        inserted: String,
    },
    /// Says which figures of a paragraph are tied to their sources (关联).
    SetLinks {
        /// The paragraph.
        paragraph: Id,
        /// All links of the paragraph afterwards.
        to: Vec<Link>,
    },
    /// Gives a heading another number than the derived one, or the derived one again.
    SetNumber {
        /// The section.
        section: Id,
        /// See [`Section::number`].
        to: Option<String>,
    },
    /// Moves one heading to another level; sections below it are not taken along.
    SetLevel {
        /// The section.
        section: Id,
        /// 1 to 4.
        to: u8,
    },
    /// Puts sections in before the one at `at`.
    InsertSections {
        /// Index among the sections.
        at: usize,
        /// In reading order.
        sections: Vec<Section>,
    },
    /// Takes out sections.
    RemoveSections {
        /// Index of the first.
        at: usize,
        /// How many.
        count: usize,
    },
    /// Puts paragraphs and tables into a section.
    InsertBlocks {
        /// The section.
        section: Id,
        /// Index among its blocks.
        at: usize,
        /// In reading order.
        blocks: Vec<Block>,
    },
    /// Takes paragraphs and tables out of a section.
    RemoveBlocks {
        /// The section.
        section: Id,
        /// Index of the first.
        at: usize,
        /// How many.
        count: usize,
    },
    /// Fills a cell.
    SetCell {
        /// The table.
        table: Id,
        /// The row.
        row: Id,
        /// Column counted from 0.
        column: usize,
        /// What stands there afterwards.
        to: Cell,
    },
    /// Says which computed cells of a row were filled in by hand and why (手填).
    SetOverrides {
        /// The table.
        table: Id,
        /// The row.
        row: Id,
        /// All overrides of the row afterwards.
        to: Vec<Override>,
    },
    /// Replaces a whole table: headers, rows, notes.
    SetTable {
        /// The table that is replaced; the new one has the same id.
        to: Box<Table>,
    },
    /// Changes the state of the report.
    SetStatus(Status),
    /// Changes the days that the data cover.
    SetPeriod(Period),
    /// Changes the generation of the statutory form.
    SetForm(Form),
    /// Changes the contact block.
    SetContact(Box<Contact>),
    /// Replaces everything; the year stays the same.
    SetReport(Box<Report>),
    /// Several changes that are one to the user.
    Group(Vec<Edit>),
}

/// A change that does not fit the report it is applied to; the report is left as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("这处修改与现在的年报对不上：{0}")]
pub struct EditError(&'static str);

impl Edit {
    /// Changes the report and gives back the change that undoes it.
    pub fn apply(self, report: &mut Report) -> Result<Self, EditError> {
        match self {
            Self::ReplaceText { at, start, removed, inserted } => {
                replace_text(report, (at, start), removed, inserted)
            }
            Self::SetLinks { paragraph, to } => {
                let found = report.paragraph_mut(paragraph).ok_or(EditError("没有这一段"))?;
                Ok(Self::SetLinks { paragraph, to: std::mem::replace(&mut found.links, to) })
            }
            Self::SetNumber { section, to } => {
                let was = std::mem::replace(&mut self::section(report, section)?.number, to);
                Ok(Self::SetNumber { section, to: was })
            }
            Self::SetLevel { section, to } => {
                let was = std::mem::replace(&mut self::section(report, section)?.level, to);
                Ok(Self::SetLevel { section, to: was })
            }
            Self::SetCell { table, row, column, to } => set_cell(report, (table, row, column), to),
            Self::SetOverrides { table, row, to } => {
                let missing = EditError("没有这一行");
                let found = report.table_mut(table).ok_or(missing.clone())?;
                let index = found.row_index(row).ok_or(missing.clone())?;
                let own = &mut found.rows.get_mut(index).ok_or(missing)?.overrides;
                Ok(Self::SetOverrides { table, row, to: std::mem::replace(own, to) })
            }
            Self::SetTable { to } => {
                let table = report.table_mut(to.id).ok_or(EditError("没有这张表"))?;
                Ok(Self::SetTable { to: Box::new(std::mem::replace(table, *to)) })
            }
            Self::SetStatus(to) => Ok(Self::SetStatus(std::mem::replace(&mut report.status, to))),
            Self::SetPeriod(to) => Ok(Self::SetPeriod(std::mem::replace(&mut report.period, to))),
            Self::SetForm(to) => Ok(Self::SetForm(std::mem::replace(&mut report.form, to))),
            Self::SetContact(to) => {
                Ok(Self::SetContact(Box::new(std::mem::replace(&mut report.contact, *to))))
            }
            Self::SetReport(to) if to.year != report.year => Err(EditError("不是同一年的年报")),
            Self::SetReport(to) => Ok(Self::SetReport(Box::new(std::mem::replace(report, *to)))),
            Self::Group(edits) => group(report, edits),
            Self::InsertSections { .. } | Self::RemoveSections { .. } => {
                self.apply_to_sections(report)
            }
            Self::InsertBlocks { .. } | Self::RemoveBlocks { .. } => self.apply_to_blocks(report),
        }
    }

    /// Bytes that it takes, roughly.
    pub fn weight(&self) -> usize {
        const LITTLE: usize = 64;
        LITTLE
            + match self {
                Self::ReplaceText { removed, inserted, .. } => removed.len() + inserted.len(),
                Self::InsertSections { sections, .. } => sections.iter().map(Section::weight).sum(),
                Self::InsertBlocks { blocks, .. } => blocks.iter().map(Block::weight).sum(),
                Self::SetTable { to } => to.weight(),
                Self::SetReport(to) => to.weight(),
                Self::Group(edits) => edits.iter().map(Self::weight).sum(),
                Self::SetLinks { to, .. } => to.len() * LITTLE,
                Self::SetOverrides { to, .. } => to.len() * LITTLE,
                _ => 0,
            }
    }

    fn apply_to_sections(self, report: &mut Report) -> Result<Self, EditError> {
        match self {
            Self::InsertSections { at, sections } => {
                let count = sections.len();
                insert(&mut report.sections, at, sections)?;
                Ok(Self::RemoveSections { at, count })
            }
            Self::RemoveSections { at, count } => {
                Ok(Self::InsertSections { at, sections: remove(&mut report.sections, at, count)? })
            }
            _ => Err(EditError("不是章节的修改")),
        }
    }

    fn apply_to_blocks(self, report: &mut Report) -> Result<Self, EditError> {
        match self {
            Self::InsertBlocks { section, at, blocks } => {
                let count = blocks.len();
                insert(&mut self::section(report, section)?.blocks, at, blocks)?;
                Ok(Self::RemoveBlocks { section, at, count })
            }
            Self::RemoveBlocks { section, at, count } => {
                let blocks = remove(&mut self::section(report, section)?.blocks, at, count)?;
                Ok(Self::InsertBlocks { section, at, blocks })
            }
            _ => Err(EditError("不是段落的修改")),
        }
    }
}

fn section(report: &mut Report, id: Id) -> Result<&mut Section, EditError> {
    let index = report.section_index(id).ok_or(EditError("没有这一节"))?;
    report.sections.get_mut(index).ok_or(EditError("没有这一节"))
}

fn set_cell(
    report: &mut Report,
    (table, row, column): (Id, Id, usize),
    to: Cell,
) -> Result<Edit, EditError> {
    let missing = EditError("没有这个单元格");
    let found = report.table_mut(table).ok_or(missing.clone())?;
    let index = found.row_index(row).ok_or(missing.clone())?;
    let cell =
        found.rows.get_mut(index).and_then(|row| row.cells.get_mut(column)).ok_or(missing)?;
    Ok(Edit::SetCell { table, row, column, to: std::mem::replace(cell, to) })
}

/// Links beside the text move along; those whose figure is touched are gone, and come back with what undoes it.
fn replace_text(
    report: &mut Report,
    (at, start): (TextAt, usize),
    removed: String,
    inserted: String,
) -> Result<Edit, EditError> {
    let text = report.text_mut(at).ok_or(EditError("没有这段文字"))?;
    let end = start + removed.len();
    if text.get(start..end) != Some(removed.as_str()) {
        return Err(EditError("原文已经不同"));
    }
    let from = text.get(..start).map_or(0, |before| before.chars().count());
    text.replace_range(start..end, &inserted);
    let (gone, come) = (removed.chars().count(), inserted.chars().count());
    let undo = Edit::ReplaceText { at, start, removed: inserted, inserted: removed };
    let TextAt::Paragraph(id) = at else { return Ok(undo) };
    let Some(paragraph) = report.paragraph_mut(id).filter(|found| !found.links.is_empty()) else {
        return Ok(undo);
    };
    let links = after_change(&paragraph.links, from, from + gone, come);
    let was = std::mem::replace(&mut paragraph.links, links);
    if was.len() == paragraph.links.len() {
        return Ok(undo);
    }
    Ok(Edit::Group(vec![undo, Edit::SetLinks { paragraph: id, to: was }]))
}

/// Applies all or none.
fn group(report: &mut Report, edits: Vec<Edit>) -> Result<Edit, EditError> {
    let mut undo = Vec::with_capacity(edits.len());
    for edit in edits {
        match edit.apply(report) {
            Ok(inverse) => undo.push(inverse),
            Err(error) => {
                for inverse in undo.into_iter().rev() {
                    inverse.apply(report)?;
                }
                return Err(error);
            }
        }
    }
    undo.reverse();
    Ok(Edit::Group(undo))
}

fn insert<T>(list: &mut Vec<T>, at: usize, items: Vec<T>) -> Result<(), EditError> {
    if at > list.len() {
        return Err(EditError("位置超出范围"));
    }
    list.splice(at..at, items);
    Ok(())
}

fn remove<T>(list: &mut Vec<T>, at: usize, count: usize) -> Result<Vec<T>, EditError> {
    if at + count > list.len() {
        return Err(EditError("位置超出范围"));
    }
    Ok(list.drain(at..at + count).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Column, Ids, Paragraph, Row};

    fn sample() -> Report {
        let mut report = Report::new(2024, "示例市民政局\n2024年年报".to_owned()).unwrap();
        for level in [0, 1, 2, 1] {
            let text = "全年收到申请86件。".to_owned();
            let paragraph =
                Paragraph { links: vec![tied()], ..Paragraph::new(Id::default(), text) };
            let rows = vec![Row { cells: vec![Cell::from("1"), Cell::Blank], ..Row::default() }];
            let table = Table { columns: vec![Column::default(); 2], rows, ..Table::default() };
            let blocks = vec![Block::Paragraph(paragraph), Block::Table(table)];
            report.sections.push(Section {
                level,
                title: "标题".to_owned(),
                blocks,
                ..Section::default()
            });
        }
        report.give_ids(&mut Ids::of_text("sample"));
        report
    }

    fn by_hand() -> Override {
        Override {
            column: "c1".to_owned(),
            value: Cell::from("1"),
            reason: "合并答复".to_owned(),
            by: "张三".to_owned(),
            when: jiff::Timestamp::UNIX_EPOCH,
        }
    }

    /// 86件 in the sample's text.
    fn tied() -> Link {
        Link {
            from: 6,
            to: 9,
            quote: "86件".to_owned(),
            source: "2024/applications/r1/c7".parse().unwrap(),
            value: "86".to_owned(),
            look_again: false,
        }
    }

    /// One edit of every kind, at places chosen by the numbers; some do not fit the report.
    fn edit(kind: u8, a: usize, b: usize) -> Edit {
        let report = sample();
        let section = report.sections.get(a % 4).unwrap();
        let (paragraph, table) =
            (section.paragraphs().next().unwrap(), section.tables().next().unwrap());
        let at = [
            TextAt::Title,
            TextAt::Heading(section.id),
            TextAt::Paragraph(paragraph.id),
            TextAt::Caption(table.id),
        ][b % 4];
        match kind % 17 {
            0 => Edit::ReplaceText {
                at,
                start: 0,
                removed: String::new(),
                inserted: "新".to_owned(),
            },
            1 => {
                let at = TextAt::Paragraph(paragraph.id);
                Edit::ReplaceText {
                    at,
                    start: 0,
                    removed: "全年".to_owned(),
                    inserted: "今年".to_owned(),
                }
            }
            2 => Edit::SetNumber { section: section.id, to: Some("（九）".to_owned()) },
            3 => Edit::SetLevel { section: section.id, to: u8::try_from(b % 5).unwrap() },
            4 => Edit::InsertSections { at: b % 6, sections: vec![Section::default()] },
            5 => Edit::RemoveSections { at: a % 5, count: b % 3 },
            6 => Edit::InsertBlocks {
                section: section.id,
                at: b % 4,
                blocks: vec![Block::Paragraph(Paragraph::default())],
            },
            7 => Edit::RemoveBlocks { section: section.id, at: a % 3, count: b % 3 },
            8 => Edit::SetCell {
                table: table.id,
                row: table.rows[0].id,
                column: b % 3,
                to: Cell::NotApplicable,
            },
            9 => Edit::SetTable {
                to: Box::new(Table { caption: "新".to_owned(), ..table.clone() }),
            },
            10 => Edit::SetStatus(Status::Submitted),
            11 => Edit::SetPeriod(Period::months(2024, 1, 6).unwrap()),
            12 => Edit::SetForm(Form::F2008),
            13 => Edit::SetReport(Box::new(Report {
                year: if b.is_multiple_of(2) { 2024 } else { 2023 },
                title: "别的".to_owned(),
                ..report.clone()
            })),
            14 => {
                Edit::SetOverrides { table: table.id, row: table.rows[0].id, to: vec![by_hand()] }
            }
            15 => Edit::SetLinks { paragraph: paragraph.id, to: Vec::new() },
            _ => Edit::SetContact(Box::new(Contact { fax: "1".to_owned(), ..Contact::default() })),
        }
    }

    #[test]
    fn a_figure_stays_tied_while_the_words_around_it_change() {
        let mut report = sample();
        let id = report.sections[1].paragraphs().next().unwrap().id;
        let replace = |start: usize, removed: &str, inserted: &str| Edit::ReplaceText {
            at: TextAt::Paragraph(id),
            start,
            removed: removed.to_owned(),
            inserted: inserted.to_owned(),
        };
        let links = |report: &Report| report.paragraph(id).unwrap().links.clone();
        replace(0, "全年", "2024年，我局共").apply(&mut report).unwrap();
        assert!(links(&report)[0].stands_in(&report.paragraph(id).unwrap().text));
        let before = report.clone();
        let start = report.paragraph(id).unwrap().text.find("86").unwrap();
        let undo = replace(start, "86", "68").apply(&mut report).unwrap();
        assert_eq!(links(&report), []);
        undo.apply(&mut report).unwrap();
        assert_eq!(report, before);
    }

    proptest! {
        #[test]
        fn an_edit_and_its_inverse_are_nothing(steps in prop::collection::vec((0u8..16, 0usize..12, 0usize..12), 1..12)) {
            let before = sample();
            let mut report = before.clone();
            let mut undo = Vec::new();
            for (kind, a, b) in steps {
                let was = report.clone();
                if let Ok(inverse) = edit(kind, a, b).apply(&mut report) {
                    undo.push(inverse);
                } else {
                    prop_assert_eq!(&report, &was, "a refused edit changes nothing");
                }
            }
            for inverse in undo.into_iter().rev() {
                inverse.apply(&mut report).unwrap();
            }
            prop_assert_eq!(report, before);
        }

        #[test]
        fn a_group_is_all_or_nothing(kinds in prop::collection::vec((0u8..16, 0usize..12, 0usize..12), 1..6)) {
            let before = sample();
            let mut report = before.clone();
            let group = Edit::Group(kinds.into_iter().map(|(kind, a, b)| edit(kind, a, b)).collect());
            if let Ok(inverse) = group.apply(&mut report) {
                inverse.apply(&mut report).unwrap();
            }
            prop_assert_eq!(report, before);
        }
    }
}
