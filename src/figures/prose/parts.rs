//! 其中: which total a number is a part of.

use super::figure::{Figure, Role};
use super::numbers::Amount;
use super::reader::Reader;
use super::scan::Here;

/// A total whose parts are being told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Parts {
    parent: usize,
    group: u8,
    /// In how many brackets.
    pub(super) depth: usize,
    is_first: bool,
}

/// How many figures back the parts of a total are summed.
const NEAR: usize = 64;

impl Reader<'_> {
    /// 其中: what follows are parts of the last total, or of the same total in another way.
    pub(super) fn of_which(&mut self) {
        let open = self.parts.iter().rev().find(|parts| parts.depth == self.depth).copied();
        let last = self.last_amount();
        let (parent, group) = match open {
            Some(open) if self.is_complete(open) => (open.parent, open.group.saturating_add(1)),
            _ => match last {
                Some(last) => (last, 0),
                None => return,
            },
        };
        self.parts.push(Parts { parent, group, depth: self.depth, is_first: true });
    }

    /// （含：what follows are parts of the number before the bracket.
    pub(super) fn including(&mut self) {
        if let Some(parent) = self.last_amount() {
            self.parts.push(Parts { parent, group: 0, depth: self.depth, is_first: true });
        }
    }

    /// The last amount, of this sentence or of the one before.
    fn last_amount(&self) -> Option<usize> {
        let amounts = self.figures.iter().enumerate().rev().take(NEAR);
        amounts.into_iter().find(|(_, figure)| figure.role == Role::Amount).map(|(at, _)| at)
    }

    /// Whether the parts told so far make up the total.
    fn is_complete(&self, parts: Parts) -> bool {
        let Some(total) = self.figures.get(parts.parent) else { return false };
        let mine = self.figures.iter().rev().take(NEAR).filter(|figure| {
            figure.parent == Some(parts.parent)
                && figure.group == parts.group
                && figure.unit == total.unit
        });
        let sum = mine
            .into_iter()
            .try_fold(rust_decimal::Decimal::ZERO, |sum, part| sum.checked_add(part.value));
        sum.is_some_and(|sum| sum >= total.value && !sum.is_zero())
    }

    /// The total of a number that has just been read.
    pub(super) fn parent(
        &mut self,
        amount: &Amount,
        indicator: Option<usize>,
        total: Option<usize>,
    ) -> (Option<usize>, u8) {
        if total.is_some() {
            return (total, 0);
        }
        let Some(at) = self.parts.iter().rposition(|parts| parts.depth <= self.depth) else {
            return (None, 0);
        };
        let Some(parts) = self.parts.get(at).copied() else { return (None, 0) };
        let Some(total) = self.figures.get(parts.parent) else { return (None, 0) };
        let same = total.unit == amount.unit;
        if !self.is_same_matter(total, indicator) || self.part.sum && same {
            self.parts.remove(at);
            return (None, 0);
        }
        if !same && !parts.is_first {
            return (None, 0);
        }
        if same && parts.is_first && self.is_of_several(parts, amount) {
            self.parts.remove(at);
            return (None, 0);
        }
        let parent =
            self.roomier(parts, amount).filter(|_| same && parts.is_first).unwrap_or(parts.parent);
        if let Some(open) = self.parts.get_mut(at) {
            *open = Parts { parent, is_first: false, ..*open };
        }
        (Some(parent), parts.group)
    }

    /// A part that does not fit into the number before 其中: an earlier total of this sentence or the one before.
    fn roomier(&self, parts: Parts, amount: &Amount) -> Option<usize> {
        let small = self.figures.get(parts.parent).is_some_and(|total| total.value < amount.value);
        let earlier =
            self.figures.iter().enumerate().take(parts.parent).rev().take(NEAR).filter(|_| small);
        let fits = |figure: &Figure| {
            figure.role == Role::Amount
                && figure.unit == amount.unit
                && figure.parent.is_none()
                && figure.value >= amount.value
        };
        earlier.into_iter().find(|(_, figure)| fits(figure)).map(|(at, _)| at)
    }

    /// 建议9件、提案13件，其中15件…: a part of the numbers before together.
    fn is_of_several(&self, parts: Parts, amount: &Amount) -> bool {
        let Some(total) = self.figures.get(parts.parent).filter(|total| total.value < amount.value)
        else {
            return false;
        };
        let beside =
            self.figures.iter().take(parts.parent + 1).rev().take(NEAR).take_while(|figure| {
                figure.sentence == total.sentence
                    && figure.unit == total.unit
                    && figure.role == Role::Amount
                    && figure.parent.is_none()
            });
        let sum = beside
            .into_iter()
            .try_fold(rust_decimal::Decimal::ZERO, |sum, part| sum.checked_add(part.value));
        self.roomier(parts, amount).is_none() && sum.is_some_and(|sum| sum >= amount.value)
    }

    /// 21篇解读稿件中短视频3篇: the number before is the total, and only the words behind 中 are the part's own.
    pub(super) fn within(&mut self, amount: &Amount, here: Here<'_>) -> Option<usize> {
        let item = here.item;
        let last = self.last_amount().filter(|last| *last >= self.first)?;
        let total = self
            .figures
            .get(last)
            .filter(|total| total.unit == amount.unit && total.value >= amount.value)?;
        let from = total.bytes.end;
        let between = self.text.get(from..item.bytes.start)?;
        if between.len() > 60 || between.contains(['；', '。', '，']) {
            return None;
        }
        let (before, after) = between.split_once('中')?;
        let word = before.ends_with(['其', '集', '当'])
            || after.starts_with(['心', '央', '国', '小', '介', '学', '型', '医', '层', '共']);
        if word {
            return None;
        }
        let own = item.bytes.start - after.len();
        let inside = here.since(self.part.item).iter().filter(|word| word.bytes.start >= own);
        let mut said = super::vocabulary::Concepts::default();
        inside.for_each(|word| said.join(&word.meaning(self.vocabulary).concepts));
        self.part.said = said;
        self.part.label_from = self.part.label_from.max(own);
        Some(last)
    }

    /// Whether a part can be of the total's matter: 复议 is no part of 申请.
    fn is_same_matter(&self, total: &Figure, indicator: Option<usize>) -> bool {
        let matter = |at: Option<usize>| {
            let key = self.vocabulary.indicators().get(at?)?.key.split('.').next()?;
            Some(match key {
                "req" | "res" => "req",
                "rev" => "rev",
                "lit" => "lit",
                "pub" | "ch" | "norm" | "reg" => "pub",
                _ => return None,
            })
        };
        match (matter(total.indicator), matter(indicator)) {
            (Some(total), Some(part)) => total == part,
            _ => true,
        }
    }
}
