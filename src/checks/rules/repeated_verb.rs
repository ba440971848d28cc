//! T022 同一动词前后重复: 推进下属单位推进工作.

use super::super::finding::{Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Text};
use crate::text::punctuation::is_han;

#[doc = include_str!("repeated_verb.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "T022",
        name: "一句里同一个动词用了两次",
        severity: Severity::Hint,
        basis: "《党政机关公文处理工作条例》（中办发〔2012〕14号）（依据待核）：公文应当用语准确、文字精练",
        page: include_str!("repeated_verb.md"),
    },
    looks: &[Look::Words(&VERBS, see)],
};

const VERBS: [&str; 10] =
    ["推进", "加强", "提高", "完善", "做好", "开展", "强化", "落实", "促进", "规范"];

fn see(text: &Text<'_>) -> Vec<Slip> {
    VERBS.iter().flat_map(|verb| twice(text, verb)).collect()
}

fn twice(text: &Text<'_>, verb: &str) -> Vec<Slip> {
    let places: Vec<usize> = text.text.match_indices(verb).map(|(at, _)| at).collect();
    let pairs = places.windows(2).filter_map(|pair| {
        let [first, second] = pair else { return None };
        let between = text.text.get(first + verb.len()..*second)?;
        let count = between.chars().count();
        let joined = !between.chars().all(is_han)
            || between.contains([
                '和', '与', '并', '及', '以', '来', '的', '要', '为', '中', '再', '力', '性', '化',
            ]);
        let rest = text.text.get(second + verb.len()..)?;
        let object =
            rest.chars().next().is_some_and(|c| is_han(c) && !"的了情工水机和与及性".contains(c));
        ((2..=8).contains(&count) && !joined && object).then(|| {
            text.slip(*second..second + verb.len(), format!("这一句里“{verb}”用了两次"))
                .becomes(Tier::Likely, "")
        })
    });
    pairs.collect()
}
