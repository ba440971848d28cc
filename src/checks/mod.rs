//! The checks (审核): one rule (规则) a file, each finding with its place, its basis and how to mend it.
//!
//! A rule reads and never changes: its fixes are data that somebody above turns into edits. What a rule may see follows
//! from the type of its [`Look`], so that after a keystroke only those need to look again that saw what has changed.

mod filled;
mod finding;
mod place;
mod printed;
mod required;
mod rule;
mod rules;

pub use filled::{Filled, Yearly};
pub use finding::{Counts, Finding, Fix, Mend, Severity, Tier, Waived};
pub use place::{InTable, InText, Place, Words};
pub use printed::printed;
pub use rule::{About, Look, Rule, Slip, Spot, Subject, Text};
pub use rules::RULES;

use crate::forms::Catalogue;
use crate::model::Report;
use filled::Seen;
use place::Places;

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
    run_with(subject, &Catalogue::built_in())
}

/// Runs every rule over one report with forms that the caller keeps, an office's own among them.
pub fn run_with(subject: &Subject<'_>, forms: &Catalogue) -> Vec<Finding> {
    let places = Places::of(subject.report);
    let seen = Seen::of(subject, forms);
    let mut found: Vec<_> = RULES
        .iter()
        .flat_map(|rule| rule.slips(&seen).into_iter().map(|slip| (rule.about, slip)))
        .map(|(about, slip)| (places.order(&slip.at), about.code, finding(about, slip, &places)))
        .collect();
    found.sort_by(|one, other| (&one.0, one.1).cmp(&(&other.0, other.1)));
    found.into_iter().map(|(_, _, finding)| finding).collect()
}

fn finding(about: About, slip: Slip, places: &Places<'_>) -> Finding {
    Finding {
        rule: about.code,
        severity: about.severity,
        year: places.year(),
        place: places.place(&slip.at),
        found: slip.found,
        expected: slip.expected,
        message: slip.message,
        basis: about.basis,
        fixes: slip.fixes,
        waived: None,
    }
}
