//! S002 序号不符: a heading's printed number is not the one that follows from its place, or a level is left out.

use super::super::finding::{Fix, Mend, Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Spot};
use crate::model::Report;
use crate::model::Section;
use crate::model::TextAt;
use crate::model::{derived, numbers};

#[doc = include_str!("wrong_number.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "S002",
        name: "标题序号与位置不符",
        severity: Severity::Warning,
        basis: "GB/T 9704—2012 7.3.3（依据待核）：结构层次序数依次用“一、”“（一）”“1.”“（1）”标注",
        page: include_str!("wrong_number.md"),
    },
    looks: &[Look::Report(see)],
};

fn see(report: &Report) -> Vec<Slip> {
    let expected = numbers(&report.sections);
    let differing = report.sections.iter().zip(&expected).filter_map(|(section, number)| {
        let printed = section.number.as_ref()?;
        (core(printed) != core(number)).then(|| differs(section, printed, number))
    });
    differing.chain(skipped(report)).collect()
}

fn differs(section: &Section, printed: &str, number: &str) -> Slip {
    Slip {
        at: Spot::Text(TextAt::Heading(section.id), 0..0),
        found: printed.to_owned(),
        expected: number.to_owned(),
        message: format!("序号是“{printed}”，按位置应是“{number}”"),
        fixes: vec![Fix {
            tier: Tier::Likely,
            title: format!("改为“{number}”"),
            edits: vec![Mend::DeriveNumber { section: section.id }],
        }],
    }
}

/// A number without its brackets and marks.
pub(super) fn core(number: &str) -> String {
    let marks = ['、', '.', '．', '，', ',', '（', '）', '(', ')', '。', ' ', '\u{3000}'];
    number.chars().filter(|c| !marks.contains(c)).collect()
}

/// Headings below which a level is left out. From 一、 straight to 1. is usual where there are only two levels, so it is
/// told only in a section that has （一） as well.
fn skipped(report: &Report) -> Vec<Slip> {
    let mut slips = Vec::new();
    let mut last = 0;
    let mut has_second = false;
    for (index, section) in report.sections.iter().enumerate() {
        let level = section.level;
        if level == 1 {
            let below = report
                .sections
                .iter()
                .skip(index + 1)
                .take(report.subtree(index).saturating_sub(1));
            has_second = below.into_iter().any(|section| section.level == 2);
        }
        let two_levels_only = last == 1 && level == 3 && !has_second;
        if level > last + 1 && !two_levels_only {
            slips.push(skips(section, last));
        }
        last = level;
    }
    slips
}

fn skips(section: &Section, last: u8) -> Slip {
    let wanted = derived(last + 1, 1);
    let above = match last {
        0 => "第一个标题".to_owned(),
        _ => format!("“{}”这一级之下", derived(last, 1)),
    };
    Slip {
        at: Spot::Text(TextAt::Heading(section.id), 0..0),
        found: derived(section.level, 1),
        expected: wanted.clone(),
        message: format!("{above}直接用了“{}”这一级，跳过了“{wanted}”", derived(section.level, 1)),
        fixes: vec![Fix {
            tier: Tier::Told,
            title: format!("把标题升到“{wanted}”这一级，或补上缺的上级标题"),
            edits: Vec::new(),
        }],
    }
}
