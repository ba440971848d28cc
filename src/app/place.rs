//! Places as they are written on the command line: `2017/1.2/3`, `2024/applications/r3/c1`.

use crate::model::Report;

use super::caret::Caret;
use super::commands::{enter_table, start_typing};
use super::focus::Focus;
use super::spot::Spot;
use super::state::State;

impl State {
    /// Goes to a place and makes it ready to type: `year`, `year/section`, `year/section/paragraph`, `year/table/row/column`.
    /// A section is written by its place, `1.2` for 一（二）, `0` for the preface; paragraphs count from 1.
    ///
    /// # Errors
    /// One sentence that says which part leads nowhere.
    pub fn go_to(&mut self, place: &str) -> Result<(), String> {
        // A question that stands is answered first; the place waits behind it.
        let asked = self.focus.top() == Focus::Choice && self.focus.pop();
        let gone = self.go(place);
        if asked {
            self.focus.push(Focus::Choice);
        }
        self.settle();
        gone
    }

    fn go(&mut self, place: &str) -> Result<(), String> {
        let mut parts = place.split('/');
        let year = parts.next().unwrap_or_default();
        let known = year.parse().ok().filter(|year| {
            self.project().is_some_and(|project| project.reports.contains_key(year))
        });
        self.turn_to(known.ok_or_else(|| format!("项目里没有 {year} 年报"))?);
        self.outline.open_year(known.unwrap_or_default());
        let Some(part) = parts.next() else { return Ok(()) };
        let rest: Vec<&str> = parts.collect();
        self.focus.push(Focus::Text);
        if part.starts_with(|first: char| first.is_ascii_digit()) {
            self.go_to_paragraph(part, &rest)?;
        } else {
            self.go_to_cell(part, &rest)?;
        }
        Ok(())
    }

    fn go_to_paragraph(&mut self, path: &str, rest: &[&str]) -> Result<(), String> {
        let report = self.report().ok_or("没有打开年报")?;
        let section = section_at(report, path).ok_or_else(|| format!("没有“{path}”这一节"))?;
        let spot = match rest.first() {
            None => Spot::first_of(report, section),
            Some(wanted) => {
                let blocks = report
                    .sections
                    .get(section)
                    .map(|found| found.blocks.as_slice())
                    .unwrap_or_default();
                let mut paragraphs =
                    blocks.iter().enumerate().filter(|(_, block)| block.paragraph().is_some());
                let index = wanted.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
                let found = index.and_then(|index| paragraphs.nth(index));
                let (block, _) = found.ok_or_else(|| format!("“{path}”里没有第 {wanted} 段"))?;
                Some(Spot::Block(section, block))
            }
        };
        self.page.show(Caret::before(spot.unwrap_or_default()));
        if !rest.is_empty() {
            start_typing(self);
        }
        Ok(())
    }

    fn go_to_cell(&mut self, form: &str, rest: &[&str]) -> Result<(), String> {
        let report = self.report().ok_or("没有打开年报")?;
        let table = report.form_table(form).ok_or_else(|| format!("没有“{form}”这张表"))?;
        let (id, mut row, mut column) = (table.id, 0, 0);
        if let Some(key) = rest.first() {
            row = table
                .rows
                .iter()
                .position(|row| row.key == *key)
                .ok_or_else(|| format!("表里没有“{key}”这一行"))?;
        }
        if let Some(key) = rest.get(1) {
            let found = table.columns.iter().position(|column| column.key == *key);
            column = found.ok_or_else(|| format!("表里没有“{key}”这一列"))?;
        }
        enter_table(self, id);
        self.show_cell(row, column);
        Ok(())
    }
}

/// The section at a path of places such as `1.2`.
fn section_at(report: &Report, path: &str) -> Option<usize> {
    if path == "0" {
        return report.sections.first().filter(|section| section.is_preface()).map(|_| 0);
    }
    let (mut at, mut end) = (0, report.sections.len());
    let mut found = None;
    for (level, wanted) in (1..).zip(path.split('.')) {
        let wanted: usize = wanted.parse().ok().filter(|wanted| *wanted > 0)?;
        let here = (at..end).filter(|index| {
            report.sections.get(*index).is_some_and(|section| section.level == level)
        });
        let index = here.skip(wanted - 1).min()?;
        (at, end) = (index + 1, index + report.subtree(index));
        found = Some(index);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Section;

    #[test]
    fn a_path_leads_to_its_section() {
        let mut report = Report::new(2024, String::new()).unwrap();
        report.sections =
            [0, 1, 2, 2, 3, 1, 2].map(|level| Section { level, ..Section::default() }).to_vec();
        for (path, index) in [
            ("0", Some(0)),
            ("1", Some(1)),
            ("1.2", Some(3)),
            ("1.2.1", Some(4)),
            ("2.1", Some(6)),
            ("3", None),
            ("2.2", None),
            ("1.x", None),
            ("1.0", None),
        ] {
            assert_eq!(section_at(&report, path), index, "{path}");
        }
    }
}
