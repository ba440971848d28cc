//! F046 时点数夹在累计句里: people at a date told among amounts counted from January on.

use super::super::finding::Severity;
use super::super::prose::{Prose, Told, told};
use super::super::rule::{About, Look, Rule, Slip};
use crate::figures::prose::Role;
use crate::model::Measure;

#[doc = include_str!("state_told_as_total.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F046",
        name: "时点数写在累计句里",
        severity: Severity::Hint,
        basis: "统计常识：期末在册的人数、户数是时点数，不能累计，可增可减",
        page: include_str!("state_told_as_total.md"),
    },
    looks: &[Look::Prose(see)],
};

fn see(prose: &Prose<'_>) -> Vec<Slip> {
    let mut last: Vec<Told<'_>> = Vec::new();
    let mut slips = Vec::new();
    for told in prose.figures().filter(|told| told.figure.role == Role::Amount) {
        if told.figure.measure != Measure::State || told.figure.parent.is_some() {
            continue;
        }
        let same = |before: &&mut Told<'_>| {
            prose.name(before) == prose.name(&told) && before.figure.unit == told.figure.unit
        };
        match last.iter_mut().find(same) {
            Some(before) => {
                if has_fallen(before, &told) && is_among_totals(&told) {
                    slips.push(slip(prose, &told, before));
                }
                *before = told;
            }
            None => last.push(told),
        }
    }
    slips
}

/// Whether it is smaller than at an earlier date of the same year.
fn has_fallen(before: &Told<'_>, now: &Told<'_>) -> bool {
    let (from, to) = (before.figure.period.to(), now.figure.period.to());
    from.year() == to.year() && from < to && now.figure.value < before.figure.value
}

/// Whether the sentence counts other amounts from January on.
fn is_among_totals(told: &Told<'_>) -> bool {
    let sentence = &told.figure.sentence;
    let words = told.passage.paragraph.text.get(sentence.clone()).unwrap_or_default();
    words.contains("累计")
        && told
            .passage
            .figures
            .iter()
            .any(|other| other.sentence == *sentence && other.measure == Measure::Cumulative)
}

fn slip(prose: &Prose<'_>, now: &Told<'_>, before: &Told<'_>) -> Slip {
    let message = format!(
        "“{}”是时点数，写在“累计”的句子里，读的人会当作累计数；它比前一期（{}）少",
        prose.name(now),
        before.amount()
    );
    now.slip(message, String::new(), vec![told("写明是期末在册的数，和累计数分开写")])
}
