//! What a number does in its sentence: an amount, a change, a share, the earlier of two amounts.

use super::figure::{Doubt, Figure, Role};
use super::numbers::Amount;
use super::reader::Reader;
use super::scan::Item;
use super::units;

/// How many figures back a change or a share is looked for.
const NEAR: usize = 48;

impl Reader<'_> {
    /// What a number does, by the words right before it.
    pub(super) fn role(&self, amount: &Amount, item: &Item) -> Role {
        let part = &self.part;
        let gap = |end: usize| {
            self.text.get(end..item.bytes.start).is_some_and(|gap| {
                gap.trim_matches(['了', '为', '率', '幅', '度', '达', '到', ' ', '数', '约'])
                    .is_empty()
            })
        };
        let rate = units::is_rate(amount.unit);
        let way = part.way.filter(|(_, end)| gap(*end) || (rate && part.share.is_none()));
        match way {
            _ if part.reached.is_some_and(gap) => Role::Amount,
            Some((way, _)) if rate => Role::Growth(way),
            Some((way, _)) if part.is_compared || self.follows_same(amount) => {
                Role::Difference(way)
            }
            _ if amount.unit == "倍" => Role::Times,
            _ if rate && part.share.is_some() => Role::Share,
            _ if rate && amount.unit != "个百分点" => Role::Rate,
            _ => Role::Amount,
        }
    }

    /// 48件，增加8件: whether the number before in this sentence has the same unit and is no change itself.
    fn follows_same(&self, amount: &Amount) -> bool {
        let told = self.figures.get(self.first..).and_then(<[Figure]>::last);
        told.is_some_and(|told| {
            told.unit == amount.unit && told.role == Role::Amount && self.part.said.is_empty()
        }) && self.label(self.part.from..self.part.way.map_or(0, |(_, end)| end)).len() <= 6
    }

    /// The figure that a change or a share belongs to: the last amount of the sentence, else of the paragraph.
    pub(super) fn said_of(&self, role: Role, amount: &Amount) -> Option<usize> {
        if matches!(role, Role::Amount | Role::Before | Role::Rate) {
            return None;
        }
        let difference = matches!(role, Role::Difference(_));
        let fits = |figure: &(usize, &Figure)| {
            figure.1.role == Role::Amount && (!difference || figure.1.unit == amount.unit)
        };
        let told = self.figures.iter().enumerate().skip(self.first);
        told.rev().take(NEAR).find(fits).map(|(at, _)| at)
    }

    /// 由A增加到B: the A is the earlier amount, and nothing says of when unless a year does.
    pub(super) fn before_this(&mut self, index: usize, amount: &Amount) {
        let Some(_) = self.part.reached else { return };
        let Some(earlier) = index.checked_sub(1).filter(|earlier| *earlier >= self.first) else {
            return;
        };
        let report = self.clock.report();
        let (text, now) = (self.text, self.figures.get(index).cloned());
        let (Some(figure), Some(now)) = (self.figures.get_mut(earlier), now) else { return };
        let between = text.get(figure.bytes.end..now.bytes.start).unwrap_or_default();
        let opener = text.get(figure.sentence.start..figure.bytes.start).unwrap_or_default();
        let opens = opener
            .rfind(['，', '；', '。'])
            .map_or(opener, |at| opener.get(at..).unwrap_or_default());
        if figure.unit != amount.unit
            || between.contains(['，', '；']) && !opens.contains(['由', '从'])
            || !opens.contains(['由', '从'])
        {
            return;
        }
        figure.role = Role::Before;
        figure.of = Some(index);
        if figure.indicator.is_none() && now.indicator.is_some() {
            figure.indicator = now.indicator;
        }
        let label = figure.label.clone();
        if figure.period == now.period {
            if let Ok(before) = crate::model::Period::year(report - 1) {
                figure.period = before;
            }
            figure.doubts.push(Doubt::Since);
        }
        if let Some(now) = self.figures.get_mut(index)
            && now.label.is_empty()
        {
            now.label = label;
        }
    }
}
