//! The checks (审核): one rule (规则) a file, each finding with its place, its basis and how to mend it.
//!
//! A rule reads and never changes: its fixes are data that somebody above turns into edits. What a rule may see follows
//! from the type of its [`Look`], so that after a keystroke only those need to look again that saw what has changed.

mod cells;
mod checker;
mod filled;

mod finding;
mod lists;
mod place;
mod policy;
mod printed;
mod prose;
mod required;
mod rule;
mod rules;
mod scan;
mod slip;
mod typos;
mod wanted;
mod words;

pub use checker::{Checker, Looked};
pub use filled::{Filled, Yearly};
pub use finding::{Counts, Finding, Fix, Mend, Severity, Tier, Waived};
pub use place::{InTable, InText, Place, Places, Words};
pub use policy::{Policy, PolicyTrouble, Profile, WrittenPolicy, nearest};
pub use printed::{printed, spoken, spoken_at};
pub use prose::{Prose, Told};
pub use rule::{About, Look, Prescribed, Rule, Slip, Spot, Subject, Text};
pub use rules::RULES;
pub use words::{Correct, Forbidden, NO_WORDS, Renamed, WORDING, WordList};

use crate::forms::Catalogue;
use crate::model::Report;

/// The rule with this code, if there is one.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.about.code == code)
}

/// What a place of a report is called, for whoever points at one.
pub fn place(report: &Report, at: &Spot) -> Place {
    Places::of(report).place(at)
}

/// Runs every rule over one report with the statutory forms; the findings come in reading order.
///
/// Waivers are not known here: [`Finding::waived`] is empty.
pub fn run(subject: &Subject<'_>) -> Vec<Finding> {
    Checker::new(Catalogue::built_in()).check(subject)
}
