//! N004 约数重复: 868余条, 约30%左右, 近200余件.

use super::super::finding::{Severity, Tier};
use super::super::rule::{About, DIGITS, Look, Rule, Slip, Text};
use super::super::scan::{before, char_before, digits, is_measure, number};

#[doc = include_str!("doubled_approximation.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "N004",
        name: "约数写法重复或自相矛盾",
        severity: Severity::Hint,
        basis: "GB/T 15835—2011（“多”“余”“左右”等表示约数）",
        page: include_str!("doubled_approximation.md"),
    },
    looks: &[Look::Words(&DIGITS, see)],
};

const BEFORE: [&str; 9] = ["大约", "将近", "接近", "超过", "约", "近", "超", "逾", "不到"];
const BEHIND: [&str; 4] = ["左右", "上下", "余", "多"];

fn see(text: &Text<'_>) -> Vec<Slip> {
    let mut behind = 0;
    let mut slips = Vec::new();
    for run in digits(text.text) {
        if run.start < behind {
            continue;
        }
        let Some((amount, rest)) = text.text.get(run.start..).and_then(number) else { continue };
        behind = text.text.len() - rest.len();
        slips.extend(
            twice(text, run.start, rest).or_else(|| exact(text, run.start, (amount, rest))),
        );
    }
    slips
}

/// 868余条
fn exact(text: &Text<'_>, start: usize, (amount, rest): (&str, &str)) -> Option<Slip> {
    let mark = rest.chars().next().filter(|c| matches!(c, '余' | '多'))?;
    let counted = rest.get(mark.len_utf8()..)?.chars().next().is_some_and(is_measure);
    let odd = !amount.ends_with('0') && !amount.contains('.') && amount.len() > 1;
    (odd && counted && !joined(text, start)).then(|| {
        let end = text.text.len() - rest.len() + mark.len_utf8();
        text.slip(start..end, format!("“{amount}”末位不是0，后面不能再加“{mark}”"))
            .becomes(Tier::Likely, amount)
    })
}

fn joined(text: &Text<'_>, start: usize) -> bool {
    char_before(text.text, start)
        .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, ',' | '.' | '-'))
}

/// 近200余件
fn twice(text: &Text<'_>, start: usize, rest: &str) -> Option<Slip> {
    let left = before(text.text, start, 3).trim_end();
    let word = BEFORE.into_iter().find(|word| left.ends_with(word))?;
    let outer = left.strip_suffix(word)?.chars().next_back();
    // 节约、附近、赶超 are other words.
    if outer.is_some_and(|c| "节预签公条特简制违邀附邻靠最就远亲高赶集履".contains(c))
    {
        return None;
    }
    let units = rest
        .find(|c: char| !"万亿千百元件条人次个份户家名项篇%％ ".contains(c))
        .unwrap_or(rest.len());
    let behind = rest.get(units..)?;
    let mark = BEHIND.into_iter().find(|mark| behind.starts_with(mark))?;
    let odd = mark == "多" && behind.get(mark.len()..)?.starts_with(['规', '元', '边', '层']);
    let far = rest.get(..units)?.chars().count() > 4;
    (!odd && !far && word != "不到").then(|| {
        let first = text.text.get(..start)?.trim_end().len() - word.len();
        let end = text.text.len() - behind.len() + mark.len();
        let kept = text.text.get(first..end - mark.len())?;
        let slip = text.slip(first..end, format!("“{word}”和“{mark}”都表示约数，只能用一个"));
        Some(slip.becomes(Tier::Likely, kept))
    })?
}
