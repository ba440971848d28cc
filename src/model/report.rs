//! One annual report, and how its parts are found.

use serde::{Deserialize, Serialize};

use super::conflict::Conflict;
use super::contact::Contact;
use super::id::{Id, Ids};
use super::numbering::numbers;
use super::period::Period;
use super::section::{Block, Paragraph, Section};
use super::table::Table;
use super::textat::TextAt;

/// The year that a report is about (报告年度); it is published in the next.
pub type Year = i16;

/// An annual report (年报).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The year that the data are of.
    pub year: Year,
    /// Title as printed; a line break parts agency and name of the document.
    pub title: String,
    /// Generation of the statutory form.
    pub form: Form,
    /// The days that the data cover.
    pub period: Period,
    /// How far the report has come.
    #[serde(default)]
    pub status: Status,
    /// Whom to ask.
    #[serde(default, skip_serializing_if = "Contact::is_empty")]
    pub contact: Contact,
    /// The preface (level 0), if any, then all sections in reading order.
    #[serde(default)]
    pub sections: Vec<Section>,
    /// What merging has left to be decided (冲突).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<Conflict>,
}

/// Generation of the statutory form (表式), named by the year from which it applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Form {
    /// Under the Regulation of 2008 (国务院令第492号); with a statistical annex since 2014 (国办发〔2014〕32号).
    F2008,
    /// Trial format for 2019 and 2020 (国办公开办函〔2019〕60号).
    F2019,
    /// Present format since 2021 (国办公开办函〔2021〕30号).
    F2021,
}

impl Form {
    /// The form that a report of this year has, unless its headers say otherwise.
    pub const fn of_year(year: Year) -> Self {
        match year {
            ..=2018 => Self::F2008,
            2019..=2020 => Self::F2019,
            _ => Self::F2021,
        }
    }

    /// The year by which people, files and the command line name it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::F2008 => "2008",
            Self::F2019 => "2019",
            Self::F2021 => "2021",
        }
    }
}

/// How far a report has come (状态).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub enum Status {
    /// 草稿
    #[default]
    Draft,
    /// 送审
    Submitted,
    /// 已审核
    Reviewed,
    /// 定稿
    Approved,
    /// 已发布: read-only
    Published,
}

impl Status {
    /// The word shown to the user.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "草稿",
            Self::Submitted => "送审",
            Self::Reviewed => "已审核",
            Self::Approved => "定稿",
            Self::Published => "已发布",
        }
    }
}

impl Report {
    /// An empty draft for a year, with the form of that year.
    ///
    /// # Errors
    /// If no calendar has that year.
    pub fn new(year: Year, title: String) -> Result<Self, super::period::PeriodError> {
        Ok(Self {
            year,
            title,
            form: Form::of_year(year),
            period: Period::year(year)?,
            status: Status::Draft,
            contact: Contact::default(),
            sections: Vec::new(),
            conflicts: Vec::new(),
        })
    }

    /// Where the section with this id stands.
    pub fn section_index(&self, id: Id) -> Option<usize> {
        self.sections.iter().position(|section| section.id == id)
    }

    /// Section index and block index of the paragraph or table with this id.
    pub fn block_index(&self, id: Id) -> Option<(usize, usize)> {
        self.sections.iter().enumerate().find_map(|(at, section)| {
            section.blocks.iter().position(|block| block.id() == id).map(|block| (at, block))
        })
    }

    /// The paragraph with this id.
    pub fn paragraph(&self, id: Id) -> Option<&Paragraph> {
        self.block(id)?.paragraph()
    }

    /// The table with this id.
    pub fn table(&self, id: Id) -> Option<&Table> {
        self.block(id)?.table()
    }

    fn block(&self, id: Id) -> Option<&Block> {
        let (section, block) = self.block_index(id)?;
        self.sections.get(section)?.blocks.get(block)
    }

    fn block_mut(&mut self, id: Id) -> Option<&mut Block> {
        let (section, block) = self.block_index(id)?;
        self.sections.get_mut(section)?.blocks.get_mut(block)
    }

    /// The paragraph with this id, to be changed by an edit.
    pub fn paragraph_mut(&mut self, id: Id) -> Option<&mut Paragraph> {
        match self.block_mut(id)? {
            Block::Paragraph(paragraph) => Some(paragraph),
            Block::Table(_) => None,
        }
    }

    /// The table with this id, to be changed by an edit.
    pub fn table_mut(&mut self, id: Id) -> Option<&mut Table> {
        match self.block_mut(id)? {
            Block::Table(table) => Some(table),
            Block::Paragraph(_) => None,
        }
    }

    /// The text that stands at a place.
    pub fn text(&self, at: TextAt) -> Option<&str> {
        Some(match at {
            TextAt::Title => &self.title,
            TextAt::Heading(id) => &self.sections.get(self.section_index(id)?)?.title,
            TextAt::Paragraph(id) => &self.paragraph(id)?.text,
            TextAt::Caption(id) => &self.table(id)?.caption,
        })
    }

    /// The text that stands at a place, to be changed by an edit.
    pub fn text_mut(&mut self, at: TextAt) -> Option<&mut String> {
        Some(match at {
            TextAt::Title => &mut self.title,
            TextAt::Heading(id) => {
                let index = self.section_index(id)?;
                &mut self.sections.get_mut(index)?.title
            }
            TextAt::Paragraph(id) => match self.block_mut(id)? {
                Block::Paragraph(paragraph) => &mut paragraph.text,
                Block::Table(_) => return None,
            },
            TextAt::Caption(id) => &mut self.table_mut(id)?.caption,
        })
    }

    /// The section at `index` and all below it: how many sections stand in its subtree, itself counted.
    pub fn subtree(&self, index: usize) -> usize {
        let Some(top) = self.sections.get(index) else { return 0 };
        1 + self
            .sections
            .iter()
            .skip(index + 1)
            .take_while(|section| section.level > top.level)
            .count()
    }

    /// The number each heading is printed with: the source's own where it was kept, else the derived one.
    pub fn printed_numbers(&self) -> Vec<String> {
        let derived = numbers(&self.sections).into_iter();
        derived
            .zip(&self.sections)
            .map(|(number, section)| section.number.clone().unwrap_or(number))
            .collect()
    }

    /// Bytes of its texts and cells, roughly.
    pub fn weight(&self) -> usize {
        self.title.len() + self.sections.iter().map(Section::weight).sum::<usize>()
    }

    /// The statutory table with this form key.
    pub fn form_table(&self, form: &str) -> Option<&Table> {
        self.sections.iter().flat_map(Section::tables).find(|table| table.form == form)
    }

    /// Every id in use.
    pub fn ids(&self) -> impl Iterator<Item = Id> {
        let inner = |block: &Block| {
            let rows: Vec<Id> = block
                .table()
                .into_iter()
                .flat_map(|table| table.rows.iter().map(|row| row.id))
                .collect();
            std::iter::once(block.id()).chain(rows)
        };
        self.sections.iter().flat_map(move |section| {
            std::iter::once(section.id).chain(section.blocks.iter().flat_map(inner))
        })
    }

    /// Gives an id to whatever has none or one that is already taken; says how many were given.
    pub fn give_ids(&mut self, ids: &mut Ids) -> usize {
        let mut given = 0;
        let mut settle = |id: &mut Id| {
            if id.is_none() || !ids.take(*id) {
                *id = ids.give();
                given += 1;
            }
        };
        for section in &mut self.sections {
            settle(&mut section.id);
            for block in &mut section.blocks {
                match block {
                    Block::Paragraph(paragraph) => settle(&mut paragraph.id),
                    Block::Table(table) => {
                        settle(&mut table.id);
                        table.rows.iter_mut().for_each(|row| settle(&mut row.id));
                    }
                }
            }
        }
        given
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(id: &str) -> Block {
        Block::Paragraph(Paragraph::new(id.parse().unwrap(), String::new()))
    }

    #[test]
    fn ids_are_given_where_missing_or_double() {
        let mut report = Report::new(2024, "年报".to_owned()).unwrap();
        let blocks = vec![paragraph("a1"), paragraph("a1"), Block::Paragraph(Paragraph::default())];
        report.sections = vec![Section { level: 1, blocks, ..Section::default() }];
        assert_eq!(report.give_ids(&mut Ids::of_text("年报")), 3); // the section, the double one, the missing one
        let mut seen: Vec<Id> = report.ids().collect();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 4);
        assert!(seen.contains(&"a1".parse().unwrap()));
    }

    #[test]
    fn a_subtree_ends_at_the_next_heading_of_its_level() {
        let mut report = Report::new(2024, String::new()).unwrap();
        report.sections =
            [0, 1, 2, 3, 2, 1].map(|level| Section { level, ..Section::default() }).to_vec();
        assert_eq!([1, 2, 5].map(|index| report.subtree(index)), [4, 2, 1]);
    }
}
