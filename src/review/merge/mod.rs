//! Two people's changes to one report, brought together (合并): by section, paragraph, row and cell.
//!
//! What only one of them changed is taken. Where both changed the same thing differently, ours stands and theirs is kept
//! beside it as a [`Conflict`](crate::model::Conflict); where one removed what the other changed, it stays. Nothing that either typed is lost.

mod blocks;
mod clashes;
mod order;
mod record;
mod sections;
mod tables;

pub use record::merge_reviews;

use std::collections::BTreeSet;

use crate::model::{Contact, Disputed, Ids, Report, TextAt};

use blocks::Blocks;
pub use clashes::{Clashes, Sides};
pub use record::united;

/// What came of a merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged<T> {
    /// Everything of both.
    pub value: T,
    /// How many conflicts this merge has left.
    pub conflicts: usize,
}

/// Brings together what two people made of the same report.
pub fn merge_reports(base: &Report, ours: &Report, theirs: &Report) -> Merged<Report> {
    let sides = Sides { base, ours, theirs };
    if let Some(one) = sides.easy() {
        return Merged { value: one.clone(), conflicts: 0 };
    }
    let mut clashes = Clashes::default();
    let ids = [base, ours, theirs].into_iter().flat_map(Report::ids).collect::<BTreeSet<_>>();
    let mut ids = Ids::new(ids.len() as u64, ids);
    let title = clashes.text(sides.texts(|report| &report.title), Disputed::Text(TextAt::Title));
    let field = |name: &str| Disputed::Field(name.to_owned());
    let form =
        *clashes.pick(sides.of(|report| &report.form), field("form"), |it| it.name().to_owned());
    let period =
        *clashes.pick(sides.of(|report| &report.period), field("period"), ToString::to_string);
    let status =
        *clashes.pick(sides.of(|report| &report.status), field("status"), |it| it.word().into());
    let contact = contact(sides.of(|report| &report.contact), &mut clashes);
    let blocks = Blocks::merged(sides, &mut clashes, &mut ids);
    let sections = sections::merged(sides, blocks, &mut clashes);
    let year = *clashes.pick(sides.of(|report| &report.year), field("year"), ToString::to_string);
    let mut conflicts = united(sides.of(|report| &report.conflicts[..]));
    let left = clashes.0.len();
    conflicts.extend(clashes.0);
    let value = Report { year, title, form, period, status, contact, sections, conflicts };
    Merged { value, conflicts: left }
}

fn contact(sides: Sides<'_, Contact>, clashes: &mut Clashes) -> Contact {
    let mut field = |name: &str, of: fn(&Contact) -> &str| {
        clashes.text(sides.texts(of), Disputed::Field(format!("contact.{name}")))
    };
    Contact {
        office: field("office", |contact| &contact.office),
        address: field("address", |contact| &contact.address),
        postcode: field("postcode", |contact| &contact.postcode),
        telephone: field("telephone", |contact| &contact.telephone),
        fax: field("fax", |contact| &contact.fax),
        email: field("email", |contact| &contact.email),
        website: field("website", |contact| &contact.website),
    }
}
