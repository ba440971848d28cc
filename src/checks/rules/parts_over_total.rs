//! F021 其中各项超过总数: parts that are more than what they are parts of.

use super::super::finding::Severity;
use super::super::prose::{Prose, Told, told};
use super::super::rule::{About, Look, Rule, Slip};
use crate::figures::tying::{How, Sum};

#[doc = include_str!("parts_over_total.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F021",
        name: "其中各项超过总数",
        severity: Severity::Warning,
        basis: "统计常识：“其中”所列是总数的一部分，各项之和、任何一项都不能超过总数",
        page: include_str!("parts_over_total.md"),
    },
    looks: &[Look::Prose(see)],
};

fn see(prose: &Prose<'_>) -> Vec<Slip> {
    prose
        .sums
        .iter()
        .filter(|sum| sum.is_over() && sum.how != How::Again)
        .filter_map(|sum| slip(prose, sum))
        .collect()
}

fn slip(prose: &Prose<'_>, sum: &Sum) -> Option<Slip> {
    let (passage, tied) = (prose.passages.get(sum.passage)?, prose.tied.get(sum.passage)?);
    let at = |place: usize| {
        Some(Told { passage, figure: passage.figures.get(place)?, tied: tied.get(place)? })
    };
    let (total, largest) = (at(sum.total?)?, at(sum.largest)?);
    let one = largest.figure.value > sum.value;
    let message = if one {
        format!("“{}”{}，超过总数{}", prose.name(&largest), largest.amount(), total.amount())
    } else {
        let parts: Vec<String> = sum
            .parts
            .iter()
            .filter_map(|place| at(*place))
            .map(|part| part.figure.value.to_string())
            .collect();
        let loose = if sum.is_loose { "，而且有的项还写“余”" } else { "" };
        format!("{}={}，超过总数{}{loose}", parts.join("+"), sum.sum, total.amount())
    };
    let fixes = vec![told("核对总数和各项；各渠道有重复的，写明“同一信息多渠道发布”")];
    let found = if one { &largest } else { &total };
    Some(found.slip(message, String::new(), fixes))
}
