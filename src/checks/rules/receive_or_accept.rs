//! T005 接收/接受: 接收监督 for 接受监督.

use super::super::finding::{Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Text};
use super::super::scan::clause_after;

#[doc = include_str!("receive_or_accept.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "T005",
        name: "“接受监督”写成了“接收”",
        severity: Severity::Hint,
        basis: "《现代汉语词典》：接收，收受（实物、信息）；接受，对事物容纳而不拒绝",
        page: include_str!("receive_or_accept.md"),
    },
    looks: &[Look::Words(&["接收"], see)],
};

const DEEDS: [&str; 15] = [
    "监督", "检查", "评议", "教育", "培训", "考核", "评估", "审查", "采访", "质询", "审计", "监察",
    "约谈", "问询", "处罚",
];
const THINGS: [&str; 22] = [
    "捐", "信件", "来信", "申请", "材料", "文件", "数据", "信息", "邮件", "意见", "建议", "举报",
    "投诉", "款", "物", "移交", "档案", "传真", "留言", "报送", "遗体", "人员",
];

fn see(text: &Text<'_>) -> Vec<Slip> {
    text.text
        .match_indices("接收")
        .filter(|(at, word)| {
            let object = clause_after(text.text, at + word.len(), 16);
            let deed = DEEDS.iter().filter_map(|deed| object.find(deed)).min();
            deed.and_then(|deed| object.get(..deed))
                .is_some_and(|between| !THINGS.iter().any(|thing| between.contains(thing)))
        })
        .map(|(at, word)| {
            text.slip(at..at + word.len(), "受监督、检查用“接受”").becomes(Tier::Sure, "接受")
        })
        .collect()
}
