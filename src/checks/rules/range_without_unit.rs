//! N003 数值范围前项缺单位: 10-20% for 10%～20%.

use super::super::finding::{Severity, Tier};
use super::super::rule::{About, DIGITS, Look, Rule, Slip, Text};
use super::super::scan::{char_before, digits, number};

#[doc = include_str!("range_without_unit.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "N003",
        name: "数值范围的前一个数缺百分号或量级",
        severity: Severity::Hint,
        basis: "GB/T 15835—2011（数值范围：不致引起歧义时，前一个数的附加符号或计量单位方可省略）",
        page: include_str!("range_without_unit.md"),
    },
    looks: &[Look::Words(&DIGITS, see)],
};

fn see(text: &Text<'_>) -> Vec<Slip> {
    let mut behind = 0;
    let mut slips = Vec::new();
    for run in digits(text.text) {
        if run.start < behind {
            continue;
        }
        if let Some((end, slip)) = range(text, run.start) {
            behind = end;
            slips.push(slip);
        }
    }
    slips
}

fn range(text: &Text<'_>, start: usize) -> Option<(usize, Slip)> {
    let left = char_before(text.text, start);
    if left.is_some_and(|c| c.is_ascii_alphanumeric() || "-－—–～~./第号:：".contains(c)) {
        return None;
    }
    let (first, rest) = number(text.text.get(start..)?)?;
    let link = rest.chars().next().filter(|c| "-－—–～~至".contains(*c))?;
    let (second, rest) = number(rest.get(link.len_utf8()..)?)?;
    let is_year =
        |number: &str| number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
    if is_year(first) || is_year(second) {
        return None;
    }
    let sign =
        ["%", "％", "万元", "亿元", "万", "亿"].into_iter().find(|sign| rest.starts_with(sign))?;
    let end = text.text.len() - rest.len() + sign.len();
    let link = if "至—～".contains(link) { link } else { '～' };
    let to = format!("{first}{sign}{link}{second}{sign}");
    let slip = text.slip(start..end, format!("前一个数缺“{sign}”")).becomes(Tier::Likely, &to);
    Some((end, slip))
}
