//! What two people made of `project.ron`, brought together.

use crate::model::{Agency, Disputed, Kind, Level};
use crate::review::{Clashes, Merged, Sides, united};

use super::Head;

/// Brings together what two people made of the same `project.ron`.
pub fn merge_heads(base: &Head, ours: &Head, theirs: &Head) -> Merged<Head> {
    let sides = Sides { base, ours, theirs };
    if let Some(one) = sides.easy() {
        return Merged { value: one.clone(), conflicts: 0 };
    }
    let mut clashes = Clashes::default();
    let field = |name: &str| Disputed::Field(name.to_owned());
    let agency = sides.of(|head| &head.agency);
    let name = clashes.text(agency.texts(|agency| &agency.name), field("agency.name"));
    let level = *clashes.pick(agency.of(|it| &it.level), field("agency.level"), |level| {
        let word = match level {
            Level::Province => "省级",
            Level::City => "市级",
            Level::County => "县级",
            Level::Township => "乡级",
        };
        word.to_owned()
    });
    let kind = *clashes.pick(agency.of(|it| &it.kind), field("agency.kind"), |kind| {
        if *kind == Kind::Government {
            "人民政府".to_owned()
        } else {
            "政府部门".to_owned()
        }
    });
    let aliases = united(agency.of(|agency| &agency.aliases[..]));
    let agency = Agency { name, level, kind, aliases };
    let at = field("settings");
    let settings =
        clashes.pick(sides.of(|head| &head.settings), at, |it| format!("{it:?}")).clone();
    let mut conflicts = united(sides.of(|head| &head.conflicts[..]));
    let left = clashes.0.len();
    conflicts.extend(clashes.0);
    let people = united(sides.of(|head| &head.people[..]));
    let notes = united(sides.of(|head| &head.notes[..]));
    Merged { value: Head { agency, people, settings, notes, conflicts }, conflicts: left }
}
