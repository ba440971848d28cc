//! F030 两处重复说没有: the same statement that there was none, in two sections.

use super::super::finding::Severity;
use super::super::prose::{Prose, Told, told};
use super::super::rule::{About, Look, Rule, Slip};

#[doc = include_str!("told_twice.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F030",
        name: "两部分重复说同一个没有",
        severity: Severity::Hint,
        basis: "通行的编写要求：同一情况在应说的部分说一次；复议、诉讼在“行政复议、行政诉讼情况”说",
        page: include_str!("told_twice.md"),
    },
    looks: &[Look::Prose(see)],
};

fn see(prose: &Prose<'_>) -> Vec<Slip> {
    let zeros: Vec<Told<'_>> = prose.figures().filter(|told| told.figure.is_statement()).collect();
    let again = zeros.iter().enumerate().filter_map(|(at, zero)| {
        let key = prose.key(zero);
        let first = zeros.iter().take(at).find(|first| {
            prose.key(first) == key && first.passage.section != zero.passage.section
        })?;
        Some((zero, first))
    });
    again.map(|(zero, first)| slip(prose, zero, first)).collect()
}

fn slip(prose: &Prose<'_>, zero: &Told<'_>, first: &Told<'_>) -> Slip {
    let message = format!("没有“{}”，前面“{}”已经说过", prose.name(zero), first.words());
    zero.slip(message, String::new(), vec![told("留下该说的那一处")])
}
