//! Numbers as they are written in prose, and those that tell no amount: years, dates, ordinals, document numbers, phones.

use std::ops::Range;

use rust_decimal::Decimal;

use super::digits::{self, Run, behind, code_end, is_part_of_code};
use super::figure::Bound;
use super::scan::{Item, What};
use super::times::{range, time};
use super::units;

/// A number with its unit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Amount {
    pub(super) value: Decimal,
    pub(super) digits: Range<usize>,
    pub(super) bound: Bound,
    pub(super) unit: &'static str,
    /// The groups of digits are wrong: 12,34.
    pub(super) is_misgrouped: bool,
}

/// What was read at a place, and where to go on.
pub(super) struct Read {
    pub(super) items: Vec<Item>,
    pub(super) end: usize,
}

/// Reads the digits at a place and what belongs to them.
pub(super) fn read(text: &str, at: usize) -> Read {
    let run = digits::run(text, at);
    let none = |end| Read { items: Vec::new(), end };
    let before = text.get(..at).unwrap_or_default();
    let after = text.get(run.bytes.end..).unwrap_or_default();
    if is_part_of_code(before, after) {
        return none(code_end(text, run.bytes.end));
    }
    if before.trim_end_matches([' ', '\u{3000}']).ends_with('第') {
        return none(ordinal_end(text, run.bytes.end));
    }
    if let Some(read) = list_mark(text, &run, before) {
        return read;
    }
    if let Some(read) = time(text, &run) {
        return read;
    }
    if is_rank(before) {
        return none(ordinal_end(text, run.bytes.end));
    }
    if let Some(read) = range(text, &run) {
        return read;
    }
    match amount(text, &run) {
        Some(item) => {
            let end = item.bytes.end;
            Read { items: vec![item], end }
        }
        None => none(run.bytes.end),
    }
}

/// 前20名, 前3位: a place in an order; but 目前20名 and 提前5天 are none.
fn is_rank(before: &str) -> bool {
    let Some(head) = before.trim_end_matches(' ').strip_suffix('前') else { return false };
    !head.ends_with(['目', '提', '以', '之', '当', '年', '月', '日', '此', '事', '会', '期', '空'])
}

/// Behind an ordinal and the word that it counts, so that 第1季度 stays one word of its own.
fn ordinal_end(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let trimmed = rest.trim_start_matches([' ', '\u{3000}']);
    let skipped = rest.len() - trimmed.len();
    units::unit(trimmed).map_or(from, |(_, length)| from + skipped + length)
}

/// 1.严格, 2.2021年, （1）: the number of a point in a list, at the beginning of a sentence.
fn list_mark(text: &str, run: &Run, before: &str) -> Option<Read> {
    let opening = before.trim_end_matches([' ', '\u{3000}', '\n']);
    let bracketed = opening.ends_with(['（', '(']);
    let begins =
        opening.is_empty() || opening.ends_with(['。', '；', '：', ';']) || before.ends_with('\n');
    let rest = text.get(run.bytes.end..)?;
    let after = rest.chars().next();
    if bracketed && run.whole <= 2 && matches!(after, Some('）' | ')')) {
        return Some(Read { items: Vec::new(), end: run.bytes.end });
    }
    if !begins || run.whole > 2 {
        return None;
    }
    if matches!(after, Some('.' | '．' | '、' | ')' | '）')) {
        return Some(Read { items: Vec::new(), end: run.bytes.end });
    }
    // A point was read as a decimal point: 2.2021年度, 3.12个部门.
    let digits = text.get(run.bytes.clone())?;
    let (mark, _) = digits.split_once(['.', '．'])?;
    let point = run.bytes.start + mark.len();
    let behind = point + digits.get(mark.len()..)?.chars().next()?.len_utf8();
    let unit = units::unit(rest.trim_start()).map(|(unit, _)| unit);
    let is_year = rest.trim_start().starts_with('年');
    (is_year || unit.is_some_and(units::is_whole)).then(|| {
        let again = read_after_mark(text, behind);
        Read { items: again.items, end: again.end.max(behind) }
    })
}

fn read_after_mark(text: &str, at: usize) -> Read {
    let run = digits::run(text, at);
    if let Some(read) = time(text, &run) {
        return read;
    }
    let items: Vec<Item> = amount(text, &run).into_iter().collect();
    let end = items.last().map_or(run.bytes.end, |item| item.bytes.end);
    Read { items, end }
}

/// Words before a number that bound it, the longest first.
const BOUNDS_BEFORE: &[(Bound, &[&str])] = &[
    (
        Bound::AtMost,
        &["不超过", "不多于", "不到", "不足", "最多", "将近", "接近", "近", "低于", "少于"],
    ),
    (
        Bound::AtLeast,
        &["不少于", "不低于", "不下", "至少", "超过", "突破", "多达", "高达", "逾", "超", "大于"],
    ),
    (Bound::About, &["大约", "大概", "约为", "约"]),
];

/// A number with a unit, with what bounds it; none where no unit makes it an amount.
pub(super) fn amount(text: &str, run: &Run) -> Option<Item> {
    let mut value = run.value?;
    let mut tail = Tail { text, at: run.bytes.end, bound: Bound::Exact };
    tail.more();
    let mut scaled = false;
    while let Some(power) = tail.power() {
        value = value.checked_mul(power)?.normalize();
        scaled = true;
        tail.more();
    }
    let digits = run.bytes.start..if scaled { tail.at } else { run.bytes.end };
    let (at, _) = behind(text, tail.at);
    let unit = units::unit(text.get(at..)?);
    let unit = match unit {
        Some((unit, length)) => {
            tail.at = at + length;
            if units::is_duration(unit) && is_limit(text, run.bytes.start, tail.at) {
                return None;
            }
            unit
        }
        None if scaled || stands_bare(text, run, tail.at) => "",
        None => return None,
    };
    tail.more();
    let before = text.get(..run.bytes.start)?;
    let (start, bound) = bound_before(before, tail.bound);
    let start = run.bytes.start - start;
    let (start, negative) = sign(text, start, run);
    let value = if negative { -value } else { value };
    let digits = if negative { start..digits.end } else { digits };
    let amount = Amount { value, digits, bound, unit, is_misgrouped: run.is_misgrouped };
    Some(Item { bytes: start..tail.at, what: What::Amount(amount) })
}

/// Stretches of time within which something must be done are no amounts: 20个工作日内, 满3年; those that were measured are.
fn is_limit(text: &str, start: usize, end: usize) -> bool {
    let rest = text.get(end..).unwrap_or_default();
    let bounded = [
        "内",
        "以内",
        "之内",
        "前",
        "后",
        "以上",
        "制",
        "不打烊",
        "服务",
        "以前",
        "自助",
        "开放",
        "值班",
    ];
    let mut from = start.saturating_sub(24);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = text.get(from..start).unwrap_or_default();
    let measured = [
        "用时", "平均", "压缩", "缩短", "提前", "减少", "由", "从", "降", "时限", "时间", "时长",
        "少", "多", "增加", "为",
    ];
    bounded.iter().any(|word| rest.starts_with(word))
        || !measured.iter().any(|word| before.contains(word))
}

/// 部分公开67，: a number between a word and a mark, not a code and not a year.
fn stands_bare(text: &str, run: &Run, at: usize) -> bool {
    let before = text.get(..run.bytes.start).unwrap_or_default().trim_end_matches(' ');
    let named =
        ["公开", "提供", "处理", "办结", "答复", "结转", "复议", "诉讼", "维持", "纠正", "审结"];
    let closed = text.get(at..).is_none_or(|rest| {
        rest.trim_start().starts_with(['，', '。', '；', '、', ',', ';', '）', ')'])
            || rest.trim().is_empty()
    });
    run.whole <= 6 && closed && named.iter().any(|word| before.ends_with(word))
}

/// How many bytes before a number belong to it, and the bound that they set.
pub(super) fn bound_before(before: &str, behind: Bound) -> (usize, Bound) {
    let trimmed = before.trim_end_matches([' ', '\u{3000}']);
    let all = BOUNDS_BEFORE
        .iter()
        .flat_map(|(bound, words)| words.iter().map(move |word| (*bound, *word)));
    let longest =
        all.filter(|(_, word)| trimmed.ends_with(word)).max_by_key(|(_, word)| word.len());
    let Some((bound, word)) = longest else { return (0, behind) };
    let bound = if behind == Bound::Exact { bound } else { behind };
    (before.len() - trimmed.len() + word.len(), bound)
}

/// A minus before a number; a hyphen between words is none.
fn sign(text: &str, start: usize, run: &Run) -> (usize, bool) {
    let before = text.get(..start).unwrap_or_default();
    let minus = ['-', '－', '−'].into_iter().find(|minus| before.ends_with(*minus));
    let Some(minus) = minus.filter(|_| start == run.bytes.start) else { return (start, false) };
    let rest = before.trim_end_matches(minus);
    let opens = rest.is_empty() || rest.ends_with(['为', '是', '：', ':', '（', '(', ' ']);
    if opens { (start - minus.len_utf8(), true) } else { (start, false) }
}

/// What follows a number.
pub(super) struct Tail<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    pub(super) bound: Bound,
}

impl Tail<'_> {
    /// Takes 余, 多, 以上, 左右.
    pub(super) fn more(&mut self) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let words = [
            ("余", Bound::AtLeast),
            ("餘", Bound::AtLeast),
            ("多", Bound::AtLeast),
            ("以上", Bound::AtLeast),
            ("之多", Bound::Exact),
            ("左右", Bound::About),
            ("上下", Bound::About),
            ("以下", Bound::AtMost),
            ("以内", Bound::AtMost),
        ];
        let found = words.iter().find(|(word, _)| rest.starts_with(word));
        if let Some((word, bound)) = found {
            self.at += word.len();
            self.bound = *bound;
        }
    }

    /// Takes 万, 亿, 千 as part of the number, but not before 元.
    fn power(&mut self) -> Option<Decimal> {
        let (at, next) = behind(self.text, self.at);
        let next = next?;
        let after = self.text.get(at + next.len_utf8()..)?;
        let power = match next {
            '万' | '萬' => 10_000,
            '亿' | '億' => 100_000_000,
            '千' if !after.starts_with('克') && !after.starts_with('米') => 1000,
            '百' if !after.starts_with('分') => 100,
            _ => return None,
        };
        let money = after.trim_start_matches(['余', '多']);
        if money.starts_with('元')
            && matches!(next, '万' | '亿' | '萬' | '億')
            && money.len() == after.len()
        {
            return None;
        }
        self.at = at + next.len_utf8();
        Some(Decimal::from(power))
    }
}
