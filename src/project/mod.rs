//! What one project (项目) is: an agency, its people and settings, and its reports and reviews by year.

mod beside;
mod figures;
mod find;
mod findings;
mod history;
mod links;
mod lookup;
mod merge;
mod paper;
mod quarters;
mod query;
mod reviewing;
mod roll;
mod sheet;
mod trend;
mod waivers;

pub use beside::told_changes;
pub use figures::Told;
pub use find::{FigureHit, Hits, TextHit};
pub use history::{CellAt, Event, anchor_name, place_of};
pub use links::{Tied, TiedFigure, figure};
pub use lookup::{Key, Origin, Series, YEARS};
pub use merge::merge_heads;
pub use paper::{Paper, Style};
pub use query::Query;
pub use reviewing::{ReviewPlace, anchor_of, mark_places, review_places, words_anchor};
pub use roll::{RollError, Rolled};
pub use trend::{Curve, Point, Trend};
pub use waivers::waiver;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::checks::{Checker, Policy, WordList};
use crate::figures::prose::Vocabulary;
use crate::forms::Catalogue;
use crate::model::Agency;
use crate::model::Conflict;
use crate::model::Person;
use crate::model::Report;
use crate::model::Year;
use crate::review::Review;

/// An agency's reports and everything that belongs to them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Project {
    /// What stands in `project.ron`.
    pub head: Head,
    /// The reports by year.
    pub reports: BTreeMap<Year, Report>,
    /// What is about the reports, by year.
    pub reviews: BTreeMap<Year, Review>,
    /// Which findings count and how much: the office's policy with the project's own over it.
    pub policy: Policy,
    /// The office's own words.
    pub words: WordList,
    /// The forms of tables: the statutory ones, and those that the office wrote (`forms/*.ron`).
    pub forms: Arc<Catalogue>,
    /// What numbers in prose can be of, where the office added to that (`indicators.ron`); else the built-in vocabulary holds.
    pub vocabulary: Option<Arc<Vocabulary>>,
}

/// The project without its reports: what stands in `project.ron`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Head {
    /// Whose reports these are.
    pub agency: Agency,
    /// Who works on them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Person>,
    /// Choices that hold for the whole project.
    pub settings: Settings,
    /// What a reader of the project should know, in the office's own words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// What merging has left to be decided (冲突).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<Conflict>,
}

/// Choices that hold for the whole project (设置).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Characters that 总体情况 should not exceed; offices set this themselves, 1000 is what several prescribe.
    pub overview_characters: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { overview_characters: 1000 }
    }
}

impl Project {
    /// A project of an agency, with no report yet.
    pub fn new(agency: Agency) -> Self {
        let forms = Arc::new(Catalogue::built_in());
        Self { head: Head { agency, ..Head::default() }, ..Self::knowing(forms) }
    }

    /// A project with nothing in it but these forms.
    pub fn knowing(forms: Arc<Catalogue>) -> Self {
        Self {
            head: Head::default(),
            reports: BTreeMap::new(),
            reviews: BTreeMap::new(),
            policy: Policy::default(),
            words: WordList::default(),
            forms,
            vocabulary: None,
        }
    }

    /// A checker that knows the forms and the words of the project.
    pub fn checker(&self) -> Checker {
        let forms = Catalogue::clone(&self.forms);
        match &self.vocabulary {
            Some(own) => Checker::with_vocabulary(forms, Vocabulary::clone(own)),
            None => Checker::new(forms),
        }
    }

    /// The newest report, if there is one.
    pub fn newest(&self) -> Option<&Report> {
        self.reports.values().next_back()
    }
}
