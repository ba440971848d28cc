//! P010 缺逗号: 经…同意现予发布.

use super::super::finding::{Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Text};

#[doc = include_str!("missing_comma.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "P010",
        name: "分句之间少了逗号",
        severity: Severity::Hint,
        basis: "GB/T 15834—2011《标点符号用法》：句子内部分句之间的停顿用逗号",
        page: include_str!("missing_comma.md"),
    },
    looks: &[Look::Words(&BEGINS, see)],
};

/// Words that end one clause, and those that begin the next.
const ENDS: [&str; 6] = ["同意", "批准", "审定", "审核", "审议通过", "研究决定"];
const BEGINS: [&str; 8] =
    ["现予以", "现予", "现将", "现公布", "现发布", "现印发", "现公开", "特此"];

fn see(text: &Text<'_>) -> Vec<Slip> {
    if !text.text.contains(['现', '特']) {
        return Vec::new();
    }
    let begins = BEGINS.iter().flat_map(|word| text.text.match_indices(word));
    let mut slips: Vec<(usize, Slip)> = begins
        .filter_map(|(at, word)| {
            let before = text.text.get(..at)?;
            let end = ENDS.iter().find(|end| before.ends_with(*end))?;
            let range = at - end.len()..at + word.len();
            let slip = text.slip(range, format!("“{end}”后面少了逗号"));
            Some((at, slip.becomes(Tier::Likely, &format!("{end}，{word}"))))
        })
        .collect();
    slips.sort_by_key(|(at, _)| *at);
    slips.dedup_by_key(|(at, _)| *at);
    slips.into_iter().map(|(_, slip)| slip).collect()
}
