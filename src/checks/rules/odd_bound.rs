//! F043 约数的写法矛盾: 868余条, 约…左右, 近…余.

use super::super::finding::{Fix, Severity, Tier};
use super::super::prose::Prose;
use super::super::rule::{About, Look, Rule, Slip};

#[doc = include_str!("odd_bound.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F043",
        name: "约数的写法矛盾",
        severity: Severity::Hint,
        basis: "GB/T 15835—2011《出版物上数字用法》；“余”“多”接在整十、整百的数后，“约”与“左右”、“近”与“余”不同用",
        page: include_str!("odd_bound.md"),
    },
    looks: &[Look::Prose(see)],
};

fn see(prose: &Prose<'_>) -> Vec<Slip> {
    let slips = prose.figures().filter_map(|told| {
        let words = told.words();
        let (found, advice) =
            trouble(&words, told.passage.paragraph.text.get(told.figure.digits.clone())?)?;
        let fix = Fix { tier: Tier::Told, title: advice.to_owned(), edits: Vec::new() };
        Some(told.slip(format!("“{words}”：{found}"), String::new(), vec![fix]))
    });
    slips.collect()
}

/// What is odd about an approximate number, and what to do about it.
fn trouble(words: &str, digits: &str) -> Option<(&'static str, &'static str)> {
    let begins = |list: &[&str]| list.iter().any(|word| words.starts_with(word));
    let more = words.contains(['余', '多', '餘']);
    let about = words.contains("左右") || words.contains("上下");
    let last = digits.chars().rev().find(char::is_ascii_digit);
    let plain = digits.chars().all(|c| c.is_ascii_digit());
    if more && plain && digits.len() > 1 && last.is_some_and(|last| last != '0') {
        return Some(("末位不是0，不能再加“余”“多”", "去掉“余”“多”，写准确的数"));
    }
    if begins(&["约", "大约", "大概"]) && about {
        return Some(("“约”和“左右”重复", "留一个"));
    }
    if begins(&["近", "将近", "接近", "不足", "不到"]) && more {
        return Some(("“近”是不到，“余”是超过，互相矛盾", "留一个"));
    }
    if begins(&["超", "超过", "突破", "逾"]) && (more || about) {
        return Some(("“超过”与“余”“左右”重复或矛盾", "留一个"));
    }
    if begins(&["约", "大约"]) && more {
        return Some(("“约”和“余”“多”重复", "留一个"));
    }
    None
}
