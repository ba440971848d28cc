//! Numbers in 汉字 where they are amounts: 培训三次, 十二期; and years: 二〇一七年.

use super::figure::Bound;
use super::numbers::{Amount, Tail, bound_before};
use super::scan::{Item, Time, What};
use super::units;
use crate::text::numeral::from_chinese;

/// Whether a number in 汉字 can begin with this character.
pub(super) const fn is_han_digit(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '两')
}

const fn is_han_number(c: char) -> bool {
    is_han_digit(c) || matches!(c, '百' | '千' | '零' | '〇')
}

/// Characters before a number in 汉字 that make it no amount: 第一次, 每三次, 统一.
const NO_AMOUNT_AFTER: &[char] = &[
    '第', '每', '逐', '再', '同', '某', '之', '统', '唯', '进', '任', '周', '专', '合', '这', '那',
    '此', '该', '各', '跑', '单', '首', '上', '下', '另', '哪', '百', '千', '万', '亿', '零', '数',
    '几', '好', '个', '点', '、', '—', '-', '“', '《', '十', '不',
];

/// Behind the characters of a number in 汉字.
pub(super) fn han_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.chars().take_while(|c| is_han_number(*c)).map(char::len_utf8).sum::<usize>()
}

/// A number in 汉字 with a unit in which it counts: 培训三次, 十二期, 一百余件; also 二〇一七年.
pub(super) fn read_han(text: &str, at: usize) -> Option<Item> {
    let rest = text.get(at..)?;
    let length: usize =
        rest.chars().take_while(|c| is_han_number(*c)).take(9).map(char::len_utf8).sum();
    let number = rest.get(..length)?;
    let end = at + length;
    let count = number.chars().count();
    let value = from_chinese(number)?;
    if text.get(end..)?.starts_with('年') && count == 4 && (1900..=2100).contains(&value) {
        let end = end + '年'.len_utf8();
        return Some(Item {
            bytes: at..end,
            what: What::Time(Time::Year(i16::try_from(value).ok()?)),
        });
    }
    let before = text.get(..at)?.trim_end_matches(' ');
    let approximate = count > 1 && !number.contains(['十', '百', '千']);
    if approximate || before.ends_with(NO_AMOUNT_AFTER) {
        return None;
    }
    let mut tail = Tail { text, at: end, bound: Bound::Exact };
    tail.more();
    let (unit, length) =
        units::unit(text.get(tail.at..)?).filter(|(unit, _)| units::counts_in_han(unit))?;
    tail.at += length;
    let after = text.get(tail.at..)?;
    let closed = after.is_empty() || after.starts_with(['。', '，', '；', '、', '）', ' ']);
    let is_name = ["实事", "民生", "产业", "供水", "性", "工程", "创业", "大"]
        .iter()
        .any(|name| after.starts_with(name));
    if is_name || (value == 1 && !(closed && matches!(unit, "次" | "期" | "场"))) {
        return None;
    }
    tail.more();
    let (start, bound) = bound_before(before, tail.bound);
    let amount = Amount { value: value.into(), digits: at..end, bound, unit, is_misgrouped: false };
    Some(Item { bytes: before.len() - start..tail.at, what: What::Amount(amount) })
}
