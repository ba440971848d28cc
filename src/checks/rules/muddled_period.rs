//! Y006 期限书写病句: 截止到…起至…止.

use super::super::finding::{Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Text};
use super::super::scan::{after, skip_blanks};

#[doc = include_str!("muddled_period.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "Y006",
        name: "统计期限的写法杂糅",
        severity: Severity::Hint,
        basis: "GB/T 15835—2011（时间段的表示）；“自……起至……止”与“截至……”只能用一种",
        page: include_str!("muddled_period.md"),
    },
    looks: &[Look::Words(&["截止", "截至"], see)],
};

fn see(text: &Text<'_>) -> Vec<Slip> {
    let words = text.text.match_indices("截止").chain(text.text.match_indices("截至"));
    words.filter_map(|(at, word)| muddled(text, at, word.len())).collect()
}

fn muddled(text: &Text<'_>, at: usize, wide: usize) -> Option<Slip> {
    let rest = text.text.get(at + wide..)?;
    let rest = rest.strip_prefix('到').or_else(|| rest.strip_prefix('至')).unwrap_or(rest);
    let start = text.text.len() - rest.len();
    let near = after(text.text, start, 40).split(['。', '；', '，', '、', '）']).next()?;
    let stop = near.find('止')?;
    let inner = near.get(..stop)?;
    let dated = inner.contains(|c: char| c.is_ascii_digit())
        && inner.trim_end().ends_with(['日', '月', '年', '底', '末', '为']);
    let spans = inner.contains(['起', '至', '到', '—', '-']);
    let from = skip_blanks(inner);
    let begins = ["自", "从"].into_iter().find(|word| from.starts_with(word));
    let range = at..start + stop + '止'.len_utf8();
    let slip = dated.then(|| text.slip(range, "“截至……”与“……起至……止”只能用一种"))?;
    let to = match (spans, begins) {
        (true, Some(_)) => format!("{}止", from.trim_end()),
        (true, None) => format!("自{}止", from.trim_end()),
        (false, _) => format!("截至{}", from.trim_end().trim_end_matches('为')),
    };
    Some(slip.becomes(Tier::Likely, &to))
}
