//! The findings of a project's reports, with what was waived marked so.

use super::Project;
use crate::checks::{Checker, Finding, Subject};
use crate::model::Year;

impl Project {
    /// The findings of one year's report in reading order; none where there is no such report.
    pub fn findings(&self, year: Year) -> Vec<Finding> {
        self.findings_by(year, &mut self.checker())
    }

    /// The findings of all reports, the oldest report first.
    pub fn all_findings(&self) -> Vec<Finding> {
        let mut checker = self.checker();
        self.reports.keys().flat_map(|year| self.findings_by(*year, &mut checker)).collect()
    }

    /// The findings of one year's report by a checker that remembers what it has seen.
    pub fn findings_by(&self, year: Year, checker: &mut Checker) -> Vec<Finding> {
        let Some(report) = self.reports.get(&year) else { return Vec::new() };
        let previous = year.checked_sub(1).and_then(|year| self.reports.get(&year));
        let words = &self.words;
        let subject = Subject { report, agency: &self.head.agency, previous, words };
        let mut findings = checker.check_with(&subject, self.told_beside(year));
        findings.retain(|finding| !words.spares(finding, report));
        self.policy.apply(&mut findings);
        self.explain(year, &mut findings);
        findings
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Report;
    use crate::model::{Agency, Block, Cell, Column, Paragraph, Row, Section, Table};
    use crate::review::{Anchor, Review, Waiver};

    const TEXT: &str = "共\u{200b}条";

    /// A project with one hidden character in a paragraph, one in a cell, and an empty section.
    fn project() -> Project {
        let mut report = Report::new(2024, "年报".to_owned()).unwrap();
        let paragraph = Paragraph::new("p1".parse().unwrap(), TEXT.to_owned());
        let column = Column { key: "c1".to_owned(), ..Column::default() };
        let row = Row {
            id: "r1".parse().unwrap(),
            cells: vec![Cell::from("5\u{200b}")],
            ..Row::default()
        };
        let table = Table {
            id: "t1".parse().unwrap(),
            columns: vec![column],
            rows: vec![row],
            ..Table::default()
        };
        let section = |id: &str, title: &str| Section {
            id: id.parse().unwrap(),
            level: 1,
            title: title.to_owned(),
            ..Section::default()
        };
        report.sections = vec![section("s1", "总体情况"), section("s2", "其他")];
        report.sections[0].blocks = vec![Block::Paragraph(paragraph), Block::Table(table)];
        let mut project = Project::new(Agency::default());
        project.reports.insert(2024, report);
        project
    }

    fn waiver(rule: &str, at: Anchor) -> Waiver {
        let when = jiff::Timestamp::UNIX_EPOCH;
        Waiver {
            rule: rule.to_owned(),
            at,
            found: String::new(),
            expected: String::new(),
            reason: "来文如此".to_owned(),
            by: "审核人".to_owned(),
            when,
        }
    }

    fn words(quote: &str) -> Anchor {
        Anchor::Words { paragraph: "p1".parse().unwrap(), quote: quote.to_owned() }
    }

    fn value(value: &str) -> Anchor {
        let (table, row) = ("t1".parse().unwrap(), "r1".parse().unwrap());
        Anchor::Cell { table, row, column: "c1".to_owned(), value: value.to_owned() }
    }

    /// How many findings of a rule are waived by a waiver.
    fn waived(rule: &str, at: Anchor) -> usize {
        let mut project = project();
        let review = Review { waivers: vec![waiver(rule, at)], ..Review::default() };
        project.reviews.insert(2024, review);
        project.findings(2024).iter().filter(|finding| finding.waived.is_some()).count()
    }

    #[test]
    fn a_waiver_lives_as_long_as_the_words_or_the_value() {
        assert_eq!(waived("X001", words("\u{200b}")), 1);
        assert_eq!(waived("X001", words("\u{feff}")), 0); // other words
        assert_eq!(waived("S003", words("\u{200b}")), 0); // another rule
        assert_eq!(waived("X001", value("5\u{200b}")), 1);
        assert_eq!(waived("X001", value("6\u{200b}")), 0); // the value has changed
        assert_eq!(waived("S003", Anchor::Section("s2".parse().unwrap())), 1);
        assert_eq!(waived("S003", Anchor::Section("s1".parse().unwrap())), 0);
    }

    #[test]
    fn a_waiver_without_a_reason_is_none() {
        let mut project = project();
        let silent = Waiver { reason: " ".to_owned(), ..waiver("X001", words("\u{200b}")) };
        project.reviews.insert(2024, Review { waivers: vec![silent], ..Review::default() });
        assert!(project.findings(2024).iter().all(|finding| finding.waived.is_none()));
    }

    #[test]
    fn a_year_without_a_report_has_no_findings() {
        assert_eq!(project().findings(1999), []);
        assert_eq!(project().all_findings(), project().findings(2024));
    }
}
