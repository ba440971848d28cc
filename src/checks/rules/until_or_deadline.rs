//! T004 截止/截至: 截止2024年底 for 截至2024年底.

use super::super::finding::{Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Text};
use super::super::scan::{clause_after, number, skip_blanks};

#[doc = include_str!("until_or_deadline.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "T004",
        name: "“截至”写成了“截止”",
        severity: Severity::Hint,
        basis: "《现代汉语词典》：截止，（到一定期限）停止；截至，到（某个时候）为止",
        page: include_str!("until_or_deadline.md"),
    },
    looks: &[Look::Words(&["截止"], see)],
};

fn see(text: &Text<'_>) -> Vec<Slip> {
    text.text.match_indices("截止").filter_map(|(at, word)| until(text, at, word.len())).collect()
}

fn until(text: &Text<'_>, at: usize, wide: usize) -> Option<Slip> {
    let rest = text.text.get(at + wide..)?;
    let to = ["到", "至"].into_iter().find(|word| rest.starts_with(word)).unwrap_or_default();
    let end = at + wide + to.len();
    let behind = skip_blanks(text.text.get(end..)?);
    let times = [
        "目前",
        "年底",
        "年末",
        "第",
        "本年",
        "本月",
        "上年",
        "上月",
        "去年",
        "今年",
        "现在",
        "当前",
        "一季度",
        "二季度",
        "三季度",
        "四季度",
        "十二月",
        "二〇",
    ];
    let (digits, unit) = number(behind).unwrap_or_default();
    let dated = !digits.is_empty() && skip_blanks(unit).starts_with(['年', '月', '日']);
    let timed = times.iter().any(|word| behind.starts_with(word)) && !behind.starts_with("第三方");
    let muddled = clause_after(text.text, end, 40).contains('止');
    ((dated || timed) && !muddled)
        .then(|| text.slip(at..end, "到某个时候为止用“截至”").becomes(Tier::Sure, "截至"))
}
