//! What the checks found (问题), as a list to walk.

use std::collections::BTreeMap;

use crate::checks::Finding;
use crate::checks::Place;
use crate::checks::Severity;
use crate::edit::Edit;
use crate::model::Id;
use crate::model::Section;
use crate::model::TextAt;

use super::focus::Focus;
use super::mending::Mended;
use super::spot::Spot;
use super::state::State;
use super::ties::FigureLine;

/// Which findings the list shows (只看).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Filter {
    /// All of them.
    #[default]
    All,
    /// Those of a severity.
    Severity(Severity),
    /// Those of a family of rules: its letter and its name.
    Family(char, &'static str),
    /// Those in a part of the report: the ids of its sections and tables, and its name.
    Part(Vec<Id>, String),
}

impl Filter {
    /// What is shown alone, for the title; empty for all.
    pub fn word(&self) -> &str {
        match self {
            Self::All => "",
            Self::Severity(severity) => severity.word(),
            Self::Family(_, name) => name,
            Self::Part(_, name) => name,
        }
    }

    /// Whether a finding is shown.
    pub fn has(&self, finding: &Finding) -> bool {
        match self {
            Self::All => true,
            Self::Severity(severity) => finding.severity == *severity,
            Self::Family(letter, _) => finding.rule.starts_with(*letter),
            Self::Part(ids, _) => match &finding.place {
                Place::Text(place) => place.section.is_some_and(|id| ids.contains(&id)),
                Place::Table(place) => ids.contains(&place.id),
                Place::Report {} => false,
            },
        }
    }
}

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum About {
    Report,
    Text(TextAt),
    Table(Id),
}

impl About {
    const fn of(place: &Place) -> Self {
        match place {
            Place::Report {} => Self::Report,
            Place::Text(place) => Self::Text(place.at),
            Place::Table(place) => Self::Table(place.id),
        }
    }
}

/// The findings of the open report and the one that is looked at.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// In the order of the report; empty as long as nothing was checked.
    pub list: Vec<Finding>,
    /// Which of them are about what, so that drawing and typing need not look through all.
    index: BTreeMap<About, Vec<usize>>,
    /// How many of each severity are open.
    open: BTreeMap<Severity, usize>,
    /// Whether the checks have run on the state that is shown.
    pub checked: bool,
    /// Whether they have run at all on this report; what they found last is shown until they have run again.
    ran: bool,
    /// Whether the one looked at has been gone to.
    pub seen: bool,
    /// First line shown.
    pub top: usize,
    /// Which of them are shown; all again when the list is left.
    pub filter: Filter,
    /// Index of the one looked at, among those shown.
    chosen: usize,
    /// What was mended and is being looked at again.
    pub(super) mended: Option<Mended>,
}

impl Findings {
    /// The text was changed: what was found in it keeps its words as long as they are untouched, until the checks have
    /// run again.
    pub(super) fn follow(&mut self, edit: &Edit) {
        self.checked = false;
        match edit {
            Edit::Group(edits) => edits.iter().for_each(|edit| self.follow(edit)),
            Edit::ReplaceText { at, start, removed, inserted } => {
                for index in self.index.get(&About::Text(*at)).into_iter().flatten() {
                    if let Some(finding) = self.list.get_mut(*index)
                        && let Place::Text(place) = &mut finding.place
                    {
                        place.words = place
                            .words
                            .take()
                            .and_then(|words| words.after(*start, (removed, inserted)));
                    }
                }
            }
            _ => {}
        }
    }

    /// Shows what a run of the checks found.
    pub fn show(&mut self, list: Vec<Finding>) {
        self.index.clear();
        self.open.clear();
        for (index, finding) in list.iter().enumerate() {
            self.index.entry(About::of(&finding.place)).or_default().push(index);
            if finding.waived.is_none() {
                *self.open.entry(finding.severity).or_default() += 1;
            }
        }
        self.list = list;
        (self.checked, self.ran) = (true, true);
        self.seen = false;
        self.choose(self.chosen);
    }

    /// Those about a text.
    pub fn in_text(&self, at: TextAt) -> impl Iterator<Item = &Finding> {
        self.about(About::Text(at)).map(|(_, finding)| finding)
    }

    /// Those about something, with their places in the list.
    fn about(&self, what: About) -> impl Iterator<Item = (usize, &Finding)> {
        let indices = self.index.get(&what).into_iter().flatten();
        indices.filter_map(|index| Some((*index, self.list.get(*index)?)))
    }

    /// Those that the filter lets through.
    pub fn shown(&self) -> impl Iterator<Item = &Finding> {
        self.list.iter().filter(|finding| self.filter.has(finding))
    }

    /// Index of the one looked at, among those shown.
    pub const fn position(&self) -> usize {
        self.chosen
    }

    /// The one looked at.
    pub fn chosen(&self) -> Option<&Finding> {
        self.shown().nth(self.chosen)
    }

    /// Looks at another, or the last where there are not so many.
    pub fn choose(&mut self, index: usize) {
        self.chosen = index.min(self.shown().count().saturating_sub(1));
    }

    /// Shows these alone, from the first on.
    pub fn only(&mut self, filter: Filter) {
        self.filter = filter;
        (self.chosen, self.top, self.seen) = (0, 0, false);
    }

    /// Shows all again; the one looked at stays.
    pub fn unfilter(&mut self) {
        if self.filter == Filter::All {
            return;
        }
        let index = self
            .chosen()
            .and_then(|chosen| self.list.iter().position(|finding| std::ptr::eq(finding, chosen)));
        self.filter = Filter::All;
        self.choose(index.unwrap_or(0));
    }

    /// The next or the previous of those shown that is still open, round the end.
    pub(super) fn walk(&self, forward: bool) -> Option<usize> {
        let open: Vec<usize> = self
            .shown()
            .enumerate()
            .filter(|(_, finding)| finding.waived.is_none())
            .map(|(index, _)| index)
            .collect();
        let here = self.chosen;
        let first = if self.seen { here + 1 } else { here };
        if forward {
            open.iter().find(|index| **index >= first).or(open.first()).copied()
        } else {
            let before =
                open.iter().rev().find(|index| **index < here || !self.seen && **index == here);
            before.or(open.last()).copied()
        }
    }

    /// How many there are of a severity, waived ones not counted.
    pub fn count(&self, severity: Severity) -> usize {
        self.open.get(&severity).copied().unwrap_or_default()
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
        if !self.ran {
            return String::new();
        }
        let count = |severity: Severity| format!("{}{}", severity.word(), self.count(severity));
        [Severity::Error, Severity::Warning, Severity::Hint].map(count).join(" ")
    }
}

impl State {
    /// The finding about the text at the caret, the one whose words it stands on before all others; within a table the
    /// one about the cell of the cursor or its row.
    pub fn finding_at_caret(&self) -> Option<&Finding> {
        self.findings.list.get(self.index_at_caret()?)
    }

    /// What is to be told of the number at the caret: before a finding about other words of the paragraph, behind one about
    /// these.
    pub fn figure_line_here(&self) -> Option<FigureLine> {
        if !matches!(self.focus.pane(), Focus::Text | Focus::Typing) {
            return None;
        }
        let offset = self.page.caret.offset;
        let under = self.finding_at_caret().is_some_and(|finding| match &finding.place {
            Place::Text(place) => place.words.as_ref().is_some_and(|words| {
                (words.bytes[0]..=words.bytes[1]).contains(&offset) && finding.waived.is_none()
            }),
            Place::Table(_) | Place::Report {} => false,
        });
        if under { None } else { self.figure_line() }
    }

    fn index_at_caret(&self) -> Option<usize> {
        let report = self.report()?;
        let caret = self.page.caret;
        let at = caret.spot.text_at(report);
        let in_table = self.focus.has(Focus::Table);
        let below =
            || caret.spot.block(report).and_then(|block| block.table()).map(|table| table.id);
        let table = if in_table { Some(self.grid.table) } else { below() };
        // In the order of the list: what is about the whole report stands first.
        let here = [
            Some(About::Report).filter(|_| !in_table && caret.spot == Spot::Title),
            at.filter(|_| !in_table).map(About::Text),
            table.map(About::Table),
        ];
        let under = |finding: &Finding| match &finding.place {
            Place::Text(place) => place
                .words
                .as_ref()
                .is_some_and(|words| (words.bytes[0]..=words.bytes[1]).contains(&caret.offset)),
            Place::Table(place) => in_table && self.is_at_cursor(place),
            Place::Report {} => false,
        };
        let all = || here.into_iter().flatten().flat_map(|what| self.findings.about(what));
        let open = |(_, finding): &(usize, &Finding)| finding.waived.is_none();
        // The one that was just walked to, of several at one place; it may be about the table as a whole.
        let chosen = if self.findings.seen { self.findings.chosen() } else { None };
        let whole = |finding: &Finding| match &finding.place {
            Place::Table(place) => place.row_id.is_none() && place.column.is_none(),
            Place::Text(_) | Place::Report {} => false,
        };
        let walked = all().find(|(_, finding)| {
            let walked = chosen.is_some_and(|chosen| std::ptr::eq(*finding, chosen));
            walked && (under(finding) || whole(finding))
        });
        // What is wrong in another row of the table says nothing of this cell.
        let near = |(_, finding): &(usize, &Finding)| !in_table || under(finding);
        walked
            .or_else(|| all().filter(open).find(|(_, finding)| under(finding)))
            .or_else(|| all().filter(near).find(open))
            .or_else(|| all().find(near))
            .map(|(index, _)| index)
    }

    fn is_at_cursor(&self, place: &crate::checks::InTable) -> bool {
        let table = self.report().and_then(|report| report.table(place.id));
        let row = table.zip(place.row_id).and_then(|(table, id)| table.row_index(id));
        let column = table.and_then(|table| {
            table.columns.iter().position(|known| Some(&known.key) == place.column.as_ref())
        });
        let there = place.row_id.is_some() || place.column.is_some();
        there
            && (place.row_id.is_none() || row == Some(self.grid.row))
            && (place.column.is_none() || column == Some(self.grid.column))
    }

    /// Looks at the finding at the caret; false where there is none.
    pub(super) fn choose_at_caret(&mut self) -> bool {
        let Some(index) = self.index_at_caret() else { return false };
        self.findings.filter = Filter::All;
        self.findings.choose(index);
        self.findings.seen = true;
        true
    }

    /// Says what the checks found: how many, or what became of a fix.
    pub(super) fn tell_findings(&mut self) {
        if let Some(mended) = self.findings.mended.take() {
            self.tell(mended.told(&self.findings.list));
        } else if self.focus.has(Focus::Findings) {
            let counts = self.findings.counts();
            self.tell(if self.findings.list.is_empty() {
                "校核完毕，没有发现问题".to_owned()
            } else {
                format!("校核完毕：{counts}")
            });
        }
    }
}
