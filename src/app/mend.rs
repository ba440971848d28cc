//! Fixes (改) as changes to the open report: one step to undo, however many places they touch.

use std::collections::BTreeMap;

use crate::checks::{Finding, Fix, Mend, Tier};
use crate::edit::Edit;
use crate::model::{Cell, Id, Ids, Report, Section, TextAt};

/// The fix of a finding that may be made in bulk (确定), if its first one is.
pub(super) fn sure(finding: &Finding) -> Option<&Fix> {
    let first = finding.fixes.first().filter(|fix| fix.tier == Tier::Sure);
    first.filter(|fix| !fix.edits.is_empty() && finding.waived.is_none())
}

/// The fixes that change something themselves.
pub(super) fn ready(finding: &Finding) -> Vec<&Fix> {
    finding.fixes.iter().filter(|fix| !fix.edits.is_empty()).collect()
}

/// The changes of some fixes together; none where one of them does not fit the report any more.
///
/// Every fix was made for the report as it stands: in one text they are made from the end to the beginning, so that none
/// moves what another is about. Of two that touch the same characters the first alone is made.
pub(super) fn edit(report: &Report, ids: &mut Ids, fixes: &[&Fix]) -> Option<Edit> {
    let mut texts: BTreeMap<TextAt, Vec<Replacement<'_>>> = BTreeMap::new();
    let mut others = Vec::new();
    for mend in fixes.iter().flat_map(|fix| &fix.edits) {
        match mend {
            Mend::Replace { at, start, removed, inserted } => {
                let new = Replacement { start: *start, removed, inserted };
                let known = texts.entry(*at).or_default();
                if !known.iter().any(|old| old.meets(&new)) {
                    known.push(new);
                }
            }
            Mend::DeriveNumber { section } => {
                others.push(Edit::SetNumber { section: *section, to: None });
            }
            Mend::SetCell { table, row, column, to } => {
                others.push(cell(report, (*table, *row), column, to)?);
            }
            Mend::AddSection { after, title } => others.push(section(report, ids, *after, title)?),
        }
    }
    let mut edits = Vec::new();
    for (at, mut replacements) in texts {
        replacements.sort_by_key(|one| std::cmp::Reverse(one.start));
        edits.extend(replacements.into_iter().map(|one| Edit::ReplaceText {
            at,
            start: one.start,
            removed: one.removed.to_owned(),
            inserted: one.inserted.to_owned(),
        }));
    }
    edits.extend(others);
    (!edits.is_empty()).then_some(Edit::Group(edits))
}

struct Replacement<'a> {
    start: usize,
    removed: &'a str,
    inserted: &'a str,
}

impl Replacement<'_> {
    /// Whether both touch the same characters or the same place between two.
    fn meets(&self, other: &Self) -> bool {
        let (end, other_end) = (self.start + self.removed.len(), other.start + other.removed.len());
        self.start == other.start || (self.start < other_end && other.start < end)
    }
}

fn cell(report: &Report, (table, row): (Id, Id), column: &str, to: &str) -> Option<Edit> {
    let found = report.table(table)?;
    let column = found.columns.iter().position(|known| known.key == column)?;
    Some(Edit::SetCell { table, row, column, to: Cell::from(to) })
}

/// An empty section of the first level, behind one and all below it.
fn section(report: &Report, ids: &mut Ids, after: Option<Id>, title: &str) -> Option<Edit> {
    let at = match after {
        Some(after) => {
            let index = report.section_index(after)?;
            index + report.subtree(index)
        }
        None => report.sections.iter().take_while(|section| section.is_preface()).count(),
    };
    let new = Section { id: ids.give(), level: 1, title: title.to_owned(), ..Section::default() };
    Some(Edit::InsertSections { at, sections: vec![new] })
}

/// What a fix does, before and after, for the eye: `…监督,〔,→，〕…`.
pub(super) fn difference(report: &Report, fix: &Fix) -> Vec<String> {
    fix.edits.iter().map(|mend| told(report, mend)).collect()
}

fn told(report: &Report, mend: &Mend) -> String {
    match mend {
        Mend::Replace { at, start, removed, inserted } => {
            let text = report.text(*at).unwrap_or_default();
            let head: String = {
                let before = text.get(..*start).unwrap_or_default().chars().rev().take(10);
                before.collect::<Vec<char>>().into_iter().rev().collect()
            };
            let rest = text.get(start + removed.len()..).unwrap_or_default();
            let tail: String = rest.chars().take(10).collect();
            match (removed.is_empty(), inserted.is_empty()) {
                (true, _) => format!("{head}[添“{inserted}”]{tail}"),
                (_, true) => format!("{head}[删“{removed}”]{tail}"),
                _ => format!("{head}[“{removed}”改为“{inserted}”]{tail}"),
            }
        }
        Mend::DeriveNumber { section } => {
            let index = report.section_index(*section);
            let title = index.and_then(|index| report.sections.get(index));
            format!("“{}”的序号按位置编", title.map_or("", |section| section.title.as_str()))
        }
        Mend::SetCell { table, row, column, to } => {
            let found = report.table(*table);
            let was = found.and_then(|table| {
                let at = table.columns.iter().position(|known| known.key == *column)?;
                Some(table.cell(table.row_index(*row)?, at)?.to_string())
            });
            let label = found
                .and_then(|table| table.rows.get(table.row_index(*row)?)?.label.last().cloned());
            let was = was.filter(|was| !was.is_empty()).unwrap_or_else(|| "空白".to_owned());
            format!("{}：{was}改为{to}", label.unwrap_or_default())
        }
        Mend::AddSection { title, .. } => format!("加上一节“{title}”"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fix(edits: Vec<Mend>) -> Fix {
        Fix { tier: Tier::Sure, title: String::new(), edits }
    }

    fn replace(start: usize, removed: &str, inserted: &str) -> Mend {
        let (removed, inserted) = (removed.to_owned(), inserted.to_owned());
        Mend::Replace { at: TextAt::Title, start, removed, inserted }
    }

    #[test]
    fn fixes_of_one_text_do_not_move_each_other() {
        let mut report = Report::new(2024, "甲,乙,丙".to_owned()).unwrap();
        let fixes = [
            fix(vec![replace(3, ",", "，，")]),
            fix(vec![replace(7, ",", "")]),
            fix(vec![replace(3, ",乙", "没有")]),
        ];
        let all: Vec<&Fix> = fixes.iter().collect();
        let edit = edit(&report, &mut Ids::of_text("a"), &all).unwrap();
        let undo = edit.apply(&mut report).unwrap();
        assert_eq!(report.title, "甲，，乙丙");
        undo.apply(&mut report).unwrap();
        assert_eq!(report.title, "甲,乙,丙");
    }

    #[test]
    fn a_section_is_added_behind_all_below_the_one_before() {
        let mut report = Report::new(2024, String::new()).unwrap();
        report.sections =
            [0, 1, 2, 1].map(|level| Section { level, ..Section::default() }).to_vec();
        report.give_ids(&mut Ids::of_text("b"));
        let after = Some(report.sections[1].id);
        let add = fix(vec![Mend::AddSection { after, title: "新".to_owned() }]);
        edit(&report, &mut Ids::of_text("c"), &[&add]).unwrap().apply(&mut report).unwrap();
        assert_eq!((report.sections[3].title.as_str(), report.sections[3].level), ("新", 1));
        assert!(!report.sections[3].id.is_none());
    }
}
