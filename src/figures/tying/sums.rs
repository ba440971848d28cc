//! Totals and their parts as sentences tell them: 其中…, 按内容分….

use rust_decimal::Decimal;

use super::Source;
use crate::figures::prose::{Bound, Figure, Passage, Role};

/// How the parts of a total were told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// 其中
    OfWhich,
    /// Another 其中, of a total whose parts had all been told before.
    Again,
    /// 按内容分
    ByKind,
}

/// A total and parts of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// Place of the paragraph among the passages.
    pub passage: usize,
    /// Place of the total among its figures; none where no amount before it is near.
    pub total: Option<usize>,
    /// What the total is.
    pub value: Decimal,
    /// Places of the parts.
    pub parts: Vec<usize>,
    /// What they add up to.
    pub sum: Decimal,
    /// Whether the parts claim to be complete: the last is the rest, or another complete set was told before.
    pub is_complete: bool,
    /// Whether a part is only a bound.
    pub is_loose: bool,
    /// How the parts were told.
    pub how: How,
    /// The largest part.
    pub largest: usize,
}

impl Sum {
    /// Whether the parts make up the total.
    pub fn is_even(&self) -> bool {
        !self.is_loose && self.sum == self.value
    }

    /// Whether they are more than the total.
    pub fn is_over(&self) -> bool {
        self.sum > self.value
    }

    /// Whether something must be wrong: more than the total, or complete and not equal.
    pub fn is_wrong(&self) -> bool {
        self.is_over() || self.is_complete && !self.is_loose && self.sum != self.value
    }

    /// The sum as a partner.
    pub(super) fn source(&self) -> Source {
        Source { what: "分项之和".to_owned(), value: self.sum, cells: Vec::new(), figure: None }
    }
}

/// Every total with parts, of all paragraphs.
pub fn sums(passages: &[Passage<'_>]) -> Vec<Sum> {
    let mut found = Vec::new();
    for (at, passage) in passages.iter().enumerate() {
        found.extend(of_which(at, passage));
        found.extend(by_kind(at, passage));
    }
    found
}

/// 其中: parts by their total and group, in the unit of the total.
fn of_which(at: usize, passage: &Passage<'_>) -> Vec<Sum> {
    let mut groups: Vec<(usize, u8, Vec<usize>)> = Vec::new();
    for (place, figure) in passage.figures.iter().enumerate() {
        let Some(parent) = figure.parent else { continue };
        let unit = passage.figures.get(parent).map(|total| total.unit);
        if unit != Some(figure.unit) || figure.role != Role::Amount {
            continue;
        }
        match groups
            .iter_mut()
            .rev()
            .find(|(known, group, _)| (*known, *group) == (parent, figure.group))
        {
            Some((.., parts)) => parts.push(place),
            None => groups.push((parent, figure.group, vec![place])),
        }
    }
    let mut found: Vec<Sum> = Vec::new();
    for (parent, group, parts) in groups {
        let before = found.iter().find(|sum| sum.total == Some(parent) && sum.is_even());
        let is_second = group > 0 && before.is_some();
        if let Some(mut sum) = sum(at, passage, (Some(parent), parts)) {
            sum.how = if is_second { How::Again } else { How::OfWhich };
            sum.is_complete |= is_second && sum.parts.len() > 1;
            found.push(sum);
        }
    }
    found
}

fn sum(
    at: usize,
    passage: &Passage<'_>,
    (total, parts): (Option<usize>, Vec<usize>),
) -> Option<Sum> {
    let whole = passage.figures.get(total?)?;
    let figure = |place: &usize| passage.figures.get(*place);
    let sum = parts
        .iter()
        .filter_map(figure)
        .try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.value))?;
    let is_complete =
        parts.last().and_then(figure).is_some_and(|last| last.is_rest) && parts.len() > 1;
    let is_loose = whole.bound != Bound::Exact
        || parts.iter().filter_map(figure).any(|part| part.bound != Bound::Exact);
    let largest = parts.iter().copied().max_by_key(|place| figure(place).map(|part| part.value))?;
    let value = whole.value;
    Some(Sum {
        passage: at,
        total,
        value,
        parts,
        sum,
        is_complete,
        is_loose,
        how: How::OfWhich,
        largest,
    })
}

/// 按内容分，甲203条、乙178条、其他263条: a complete set; its total is the amount before that it makes up, else the nearest in size.
fn by_kind(at: usize, passage: &Passage<'_>) -> Vec<Sum> {
    let text = passage.paragraph.text.as_str();
    let mut found = Vec::new();
    for (place, figure) in passage.figures.iter().enumerate() {
        let before = text.get(figure.sentence.start..figure.bytes.start).unwrap_or_default();
        let opens = before.rfind("分，").or_else(|| before.rfind("分："));
        let Some(opens) = opens.filter(|opens| is_opening(before, *opens)) else { continue };
        if before
            .get(opens..)
            .is_some_and(|near| near.chars().count() > 16 || near.contains(['；', '、']))
            || figure.parent.is_some()
        {
            continue;
        }
        let parts = run(passage, place);
        let named = before.get(..opens).unwrap_or_default();
        if let Some(sum) = total_of(passage, (place, &parts), named)
            .and_then(|total| sum(at, passage, (Some(total), parts)))
        {
            found.push(Sum { is_complete: true, how: How::ByKind, ..sum });
        }
    }
    found
}

/// Whether 按…分 stands there.
fn is_opening(before: &str, at: usize) -> bool {
    let head = before.get(..at).unwrap_or_default();
    head.rfind(['按', '从']).is_some_and(|from| {
        head.get(from..)
            .is_some_and(|kind| kind.chars().count() <= 10 && !kind.contains(['，', '。', '；']))
    })
}

/// The amounts that follow one another in one unit up to the end of the part of the sentence.
fn run(passage: &Passage<'_>, from: usize) -> Vec<usize> {
    let text = passage.paragraph.text.as_str();
    let mut parts: Vec<usize> = Vec::new();
    let mut end = None;
    for (place, figure) in passage.figures.iter().enumerate().skip(from) {
        let gap = end.map_or("", |end| text.get(end..figure.bytes.start).unwrap_or_default());
        let first = passage.figures.get(from).map(|first| first.unit);
        if gap.contains(['；', '。', '：'])
            || first != Some(figure.unit)
            || figure.role != Role::Amount
            || figure.parent.is_some()
        {
            break;
        }
        parts.push(place);
        end = Some(figure.bytes.end);
    }
    parts
}

/// The total of a complete set: an amount before it in the same unit that it makes up, else the nearest one.
fn total_of(
    passage: &Passage<'_>,
    (first, parts): (usize, &[usize]),
    named: &str,
) -> Option<usize> {
    if parts.len() < 2 {
        return None;
    }
    let unit = passage.figures.get(first)?.unit;
    let sum = parts
        .iter()
        .filter_map(|at| passage.figures.get(*at))
        .try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.value))?;
    let fits = |figure: &Figure| {
        figure.unit == unit && figure.role == Role::Amount && figure.bound == Bound::Exact
    };
    let before: Vec<usize> =
        (0..first).rev().take(12).filter(|at| passage.figures.get(*at).is_some_and(fits)).collect();
    let value =
        |at: &usize| passage.figures.get(*at).map(|figure| figure.value).unwrap_or_default();
    let equal = before.iter().find(|at| value(at) == sum);
    let text = passage.paragraph.text.as_str();
    let called = before.iter().find(|at| {
        let label = passage
            .figures
            .get(**at)
            .and_then(|figure| text.get(figure.label.clone()))
            .unwrap_or_default();
        label.len() >= 6 && named.rsplit('。').next().is_some_and(|here| here.contains(label))
    });
    let near = || before.iter().min_by_key(|at| (value(at) - sum).abs());
    equal.or(called).copied().or_else(|| near().copied())
}
