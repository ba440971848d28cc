//! What the checks found (问题), as a list to walk.

use crate::checks::Finding;
use crate::checks::Place;
use crate::checks::Severity;
use crate::model::Id;
use crate::model::Section;

use super::spot::Spot;
use super::state::State;

/// The findings of the open report and the one that is looked at.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// In the order of the report; empty as long as nothing was checked.
    pub list: Vec<Finding>,
    /// Index of the one looked at.
    pub chosen: usize,
    /// Whether the checks have run on the state that is shown.
    pub checked: bool,
    /// Whether the one looked at has been gone to.
    pub seen: bool,
    /// First line shown.
    pub top: usize,
}

impl Findings {
    /// Shows what a run of the checks found.
    pub fn show(&mut self, list: Vec<Finding>) {
        self.chosen = self.chosen.min(list.len().saturating_sub(1));
        self.list = list;
        self.checked = true;
        self.seen = false;
    }

    /// How many there are of a severity, waived ones not counted.
    pub fn count(&self, severity: Severity) -> usize {
        self.list
            .iter()
            .filter(|finding| finding.severity == severity && finding.waived.is_none())
            .count()
    }

    /// `错1 警2` for the headings, paragraphs and tables of one section; empty where there is none.
    pub fn in_section(&self, section: &Section) -> String {
        let tables: Vec<Id> = section.tables().map(|table| table.id).collect();
        self.tally(|place| match place {
            Place::Text(place) => place.section == Some(section.id),
            Place::Table(place) => tables.contains(&place.id),
            Place::Report {} => false,
        })
    }

    /// The same for one table.
    pub fn in_table(&self, table: Id) -> String {
        self.tally(|place| matches!(place, Place::Table(place) if place.id == table))
    }

    fn tally(&self, there: impl Fn(&Place) -> bool) -> String {
        let open =
            self.list.iter().filter(|finding| finding.waived.is_none() && there(&finding.place));
        let count = |severity| open.clone().filter(|finding| finding.severity == severity).count();
        let told = |severity: Severity| match count(severity) {
            0 => None,
            count => Some(format!("{}{count}", severity.word())),
        };
        [Severity::Error, Severity::Warning]
            .into_iter()
            .filter_map(told)
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// `错1 警0 示2`, or empty before the first check.
    pub fn counts(&self) -> String {
        if !self.checked {
            return String::new();
        }
        let count = |severity: Severity| format!("{}{}", severity.word(), self.count(severity));
        [Severity::Error, Severity::Warning, Severity::Hint].map(count).join(" ")
    }
}

impl State {
    /// The finding about the text or the table at the caret, the one whose words it stands on before all others.
    pub fn finding_at_caret(&self) -> Option<&Finding> {
        let report = self.report()?;
        let caret = self.page.caret;
        let at = caret.spot.text_at(report);
        let table = caret.spot.block(report).and_then(|block| block.table()).map(|table| table.id);
        let mut here = self.findings.list.iter().filter(|finding| match &finding.place {
            Place::Text(place) => Some(place.at) == at,
            Place::Table(place) => Some(place.id) == table,
            Place::Report {} => caret.spot == Spot::Title,
        });
        let under = |finding: &&Finding| match &finding.place {
            Place::Text(place) => place
                .words
                .as_ref()
                .is_some_and(|words| (words.bytes[0]..words.bytes[1]).contains(&caret.offset)),
            Place::Table(_) | Place::Report {} => false,
        };
        self.findings.checked.then(|| here.clone().find(under).or_else(|| here.next()))?
    }

    /// Says how many findings there are.
    pub(super) fn tell_findings(&mut self) {
        if self.focus.has(super::focus::Focus::Findings) {
            let counts = self.findings.counts();
            self.tell(if self.findings.list.is_empty() {
                "校核完毕，没有发现问题".to_owned()
            } else {
                format!("校核完毕：{counts}")
            });
        }
    }
}
