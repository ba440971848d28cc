//! Reviewing (审阅): the places to look at, one after the other, decided by digits.

use std::sync::Arc;

use crate::checks::{Finding, Spot};
use crate::model::{Id, Report, TextAt, Year};
use crate::project::{ReviewPlace, mark_places, review_places};
use crate::review::Review;

use super::action::Revision;
use super::state::State;

/// Which places are walked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Only {
    /// What differs, what has changed since it was looked at, what is wrong, what was commented on.
    #[default]
    Telling,
    /// What has changed since this reviewer looked at it.
    Since,
    /// What differs from last year.
    Changed,
    /// What is wrong.
    Wrong,
    /// What was commented on.
    Commented,
    /// Everything.
    All,
}

impl Only {
    /// The word in the title of the pane.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Telling => "变动、问题和意见",
            Self::Since => "看后改过",
            Self::Changed => "变动",
            Self::Wrong => "问题",
            Self::Commented => "意见",
            Self::All => "全部",
        }
    }

    /// The next in turn.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Telling => Self::Since,
            Self::Since => Self::Changed,
            Self::Changed => Self::Wrong,
            Self::Wrong => Self::Commented,
            Self::Commented => Self::All,
            Self::All => Self::Telling,
        }
    }

    fn takes(self, place: &ReviewPlace) -> bool {
        let (wrong, commented) = (!place.findings.is_empty(), !place.comments.is_empty());
        let since = place.since.is_some();
        match self {
            Self::Telling => place.changed || since || wrong || commented,
            Self::Since => since,
            Self::Changed => place.changed,
            Self::Wrong => wrong,
            Self::Commented => commented,
            Self::All => true,
        }
    }
}

/// What the report is compared with (比较对象).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Base {
    /// The report of the year before.
    #[default]
    LastYear,
    /// The report of another year.
    Year(Year),
    /// An earlier state of the same report: what it is called, and what it said.
    Version(String, Arc<Report>),
}

/// What a list of places was made of.
type Made = (Revision, Option<Revision>, Base);

/// The places of the open report and the one that is looked at.
#[derive(Debug, Clone, Default)]
pub struct Reviewing {
    /// The places that are walked, in reading order.
    pub places: Vec<ReviewPlace>,
    /// How many others there are: the same, and nothing to say of them.
    pub passed_over: usize,
    /// Index of the one looked at.
    pub at: usize,
    /// Which are walked.
    pub only: Only,
    /// What they are compared with.
    pub base: Base,
    /// Whether the basis of each finding is shown.
    pub basis: bool,
    /// First line shown.
    pub top: usize,
    /// What is being commented on, corrected or answered, while that is typed.
    pub(super) about: About,
    /// Every place, and what they were made of.
    all: Vec<ReviewPlace>,
    made: Option<Made>,
}

/// What the line that is asked for will be about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum About {
    /// The place under review.
    #[default]
    Place,
    /// Words or a cell.
    Anchor(crate::review::Anchor, crate::review::Beside),
    /// A comment that is answered.
    Comment(Id),
}

impl Reviewing {
    /// The place that is looked at.
    pub fn place(&self) -> Option<&ReviewPlace> {
        self.places.get(self.at)
    }

    /// The words or the value that the line that is asked for will be about.
    pub(super) fn quote(&self) -> &str {
        match &self.about {
            About::Anchor(at, _) => at.quote(),
            _ => "",
        }
    }

    /// How many of the places have been decided on.
    pub fn decided(&self) -> usize {
        self.places.iter().filter(|place| place.verdict.is_some()).count()
    }

    /// How many places have changed since this reviewer looked at them.
    pub fn since(&self) -> usize {
        self.places.iter().filter(|place| place.since.is_some()).count()
    }
}

impl State {
    /// Finds the places anew; the one looked at stays the one looked at. What is compared is compared once.
    pub(super) fn find_places(&mut self) {
        let mut reviewing = std::mem::take(&mut self.reviewing);
        self.fill_places(&mut reviewing);
        self.reviewing = reviewing;
    }

    fn fill_places(&self, reviewing: &mut Reviewing) {
        let (Some(revision), Some(report)) = (self.revision(), self.report()) else { return };
        let earlier = self.compared_with(&reviewing.base);
        let other = match &reviewing.base {
            Base::Version(..) => None,
            _ => earlier.and_then(|earlier| self.revision_of(earlier.year)),
        };
        let made = (revision, other, reviewing.base.clone());
        if reviewing.made.as_ref() != Some(&made) {
            reviewing.all = review_places(report, earlier);
            reviewing.made = Some(made);
        }
        let nothing = Review::default();
        let review = self.review().unwrap_or(&nothing);
        mark_places(&mut reviewing.all, review, &self.user, &self.findings.list);
        let looked_at = reviewing.place().map(|place| (place.of, place.pair.is_some()));
        let only = reviewing.only;
        reviewing.places =
            reviewing.all.iter().filter(|place| only.takes(place)).cloned().collect();
        let same = reviewing
            .places
            .iter()
            .position(|place| Some((place.of, place.pair.is_some())) == looked_at);
        let last = reviewing.places.len().saturating_sub(1);
        reviewing.at = same.unwrap_or(reviewing.at).min(last);
        reviewing.passed_over = reviewing.all.len() - reviewing.places.len();
    }

    /// What the open report is compared with; none where there is nothing of the kind.
    fn compared_with<'a>(&'a self, base: &'a Base) -> Option<&'a Report> {
        let year = match base {
            Base::Version(_, report) => return Some(report),
            Base::LastYear => self.year()?.checked_sub(1)?,
            Base::Year(year) => *year,
        };
        self.project()?.reports.get(&year)
    }

    /// What the report is compared with, in the head of the pane: `去年`, `2022 年`.
    pub fn base_name(&self) -> String {
        match &self.reviewing.base {
            Base::LastYear => "去年".to_owned(),
            Base::Year(year) => format!("{year} 年"),
            Base::Version(name, _) => name.clone(),
        }
    }

    /// The findings about the place that is looked at.
    pub(super) fn findings_here(&self) -> impl Iterator<Item = &Finding> {
        let indices = self.reviewing.place().into_iter().flat_map(|place| &place.findings);
        indices.filter_map(|index| self.findings.list.get(*index))
    }

    /// What the place that is looked at is called: `三、收到… 第4段`.
    pub fn review_place_name(&self) -> String {
        let (Some(place), Some(report)) = (self.reviewing.place(), self.report()) else {
            return String::new();
        };
        if place.stray {
            return if place.comments.is_empty() { "全文" } else { "所说的地方已不在" }.to_owned();
        }
        let index = report.section_index(place.section);
        let section = index.and_then(|index| report.sections.get(index));
        let number = index.map_or("", |index| self.page.number(index));
        let title = section
            .map_or("", |section| if section.is_preface() { "前言" } else { &section.title });
        let nth = |id| section?.paragraphs().position(|paragraph| paragraph.id == id);
        let within = match &place.spot {
            Spot::Text(TextAt::Paragraph(id), _) => {
                nth(*id).map_or(String::new(), |nth| format!(" 第{}段", nth + 1))
            }
            Spot::Table(_) => " 表".to_owned(),
            _ if place.pair.is_some() => " 删去的".to_owned(),
            _ => " 标题".to_owned(),
        };
        format!("{number}{title}{within}")
    }
}
