//! S015 标题序号写法: (一) for （一）, 1、 for 1.

use super::super::finding::{Fix, Mend, Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Spot};
use super::wrong_number::core;
use crate::model::{Report, Section, TextAt, numbers};

#[doc = include_str!("number_spelling.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "S015",
        name: "标题序号的写法不是这一级的",
        severity: Severity::Hint,
        basis: "GB/T 9704—2012 7.3.3（依据待核）：结构层次序数依次用“一、”“（一）”“1.”“（1）”标注",
        page: include_str!("number_spelling.md"),
    },
    looks: &[Look::Report(see)],
};

fn see(report: &Report) -> Vec<Slip> {
    let expected = numbers(&report.sections);
    let wrong: Vec<(&Section, &str, String)> = report
        .sections
        .iter()
        .zip(expected)
        .filter_map(|(section, number)| {
            let printed = section.number.as_deref()?;
            (printed != number && core(printed) == core(&number))
                .then_some((section, printed, number))
        })
        .collect();
    let Some((section, printed, number)) = wrong.first() else { return Vec::new() };
    let also = match wrong.len() {
        1 => String::new(),
        count => format!("，全文{count}处写法不是所在一级的"),
    };
    let edits =
        wrong.iter().map(|(section, ..)| Mend::DeriveNumber { section: section.id }).collect();
    vec![Slip {
        at: Spot::Text(TextAt::Heading(section.id), 0..0),
        found: (*printed).to_owned(),
        expected: number.clone(),
        message: format!("序号写作“{printed}”，这一级应写作“{number}”{also}"),
        fixes: vec![Fix {
            tier: Tier::Sure, title: "都改为这一级的写法".to_owned(), edits
        }],
    }]
}
