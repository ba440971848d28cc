//! Statements that there was none (零声明): 未收到…, 无…案件, 没有受理…, each with what it covers.

use rust_decimal::Decimal;

use super::figure::{Bound, Figure, Role};
use super::reader::Reader;
use super::scan::{Here, Item, Mark, What};
use super::vocabulary::Zero;
use super::words::Sign;

/// How many items a statement can cover.
const REACH: usize = 40;
/// How far behind 无 the thing may stand, in bytes, where it is not otherwise said what did not happen.
const CLOSE: usize = 36;

impl Reader<'_> {
    /// Reads what a statement covers: everything named up to the next comma.
    pub(super) fn none(&mut self, sign: Sign, here: Here<'_>) {
        let (start, end) = (here.item.bytes.start, here.item.bytes.end);
        let covered = here.behind().iter().take(REACH);
        let covered = covered.take_while(|item| !is_end(&item.what));
        let covered: Vec<Item> = covered.cloned().collect();
        // A number behind it is what the sentence is about: 没有…的12件.
        if covered.iter().any(|item| matches!(item.what, What::Amount(_))) {
            return;
        }
        let mut told: Vec<usize> = Vec::new();
        for item in &covered {
            let Some(indicator) = self.denied(item, sign, item.bytes.start - end) else { continue };
            if self.is_cause(indicator, (start, end), item.bytes.start) {
                continue;
            }
            let key =
                |at: usize| self.vocabulary.indicators().get(at).map(|known| known.key.as_str());
            if told.iter().any(|known| key(*known) == key(indicator)) {
                continue;
            }
            told.push(indicator);
            self.push_zero(indicator, start, item);
        }
    }

    /// 信息处理费收入为零: the part before is of what there was none.
    pub(super) fn is_zero(&mut self, item: &Item) {
        let said = self.part.said;
        let found = said.all().find_map(|concept| {
            self.vocabulary.led_by(concept).iter().copied().find(|at| {
                let known = self.vocabulary.indicators().get(*at);
                known.is_some_and(|known| known.zero.is_some() && known.own.len() == 1)
            })
        });
        if let Some(indicator) = found {
            let start = self.part.label_from;
            self.push_zero(indicator, start, item);
        }
    }

    /// 无因政府信息公开申请提起行政复议: the applications are why, and not what there was none of.
    fn is_cause(&self, indicator: usize, (start, end): (usize, usize), at: usize) -> bool {
        let received = self.vocabulary.indicators().get(indicator).and_then(|known| known.zero)
            == Some(Zero::Received);
        let sign = self.text.get(start..end).unwrap_or_default();
        let between = self.text.get(end..at).unwrap_or_default();
        let causes = ["因", "涉及", "针对", "有关", "由于", "相关", "与"];
        received && (sign.ends_with('因') || causes.iter().any(|word| between.contains(word)))
    }

    /// The indicator that a word names and this statement denies.
    fn denied(&self, item: &Item, sign: Sign, distance: usize) -> Option<usize> {
        let meaning = item.meaning(self.vocabulary);
        meaning.concepts.all().find_map(|concept| {
            self.vocabulary.led_by(concept).iter().copied().find(|at| {
                let Some(known) = self.vocabulary.indicators().get(*at) else { return false };
                let Some(zero) = known.zero.filter(|_| known.own.len() == 1) else { return false };
                let alone = known.near.is_empty();
                alone && denies(sign, zero, distance)
            })
        })
    }

    fn push_zero(&mut self, indicator: usize, start: usize, item: &Item) {
        let Some(known) = self.vocabulary.indicators().get(indicator) else { return };
        let unit = known
            .units
            .first()
            .and_then(|unit| super::units::unit(unit))
            .map_or("", |(unit, _)| unit);
        let (Some(period), measure, _) = self.clock.span().period(known.measure) else { return };
        let end = item.bytes.end;
        self.figures.push(Figure {
            bytes: start..end,
            digits: end..end,
            value: Decimal::ZERO,
            bound: Bound::Exact,
            unit,
            indicator: Some(indicator),
            label: item.bytes.clone(),
            channel: 0..0,
            period,
            measure,
            role: Role::Amount,
            of: None,
            parent: None,
            group: 0,
            is_plain: true,
            is_rest: false,
            doubts: Vec::new(),
            sentence: self.sentence.clone(),
        });
    }
}

/// Whether a statement of this sort says that there was none of what is denied so.
const fn denies(sign: Sign, zero: Zero, distance: usize) -> bool {
    let close = distance <= CLOSE;
    match (zero, sign) {
        (Zero::Received, Sign::NotReceived | Sign::NotTaken)
        | (Zero::Charged, Sign::NotCharged) => true,
        (Zero::Received, Sign::None | Sign::NotHappened) => distance <= CLOSE / 2,
        (Zero::Charged, Sign::None | Sign::NotHappened) => close,
        (Zero::Happened | Zero::Any, Sign::NotCharged) | (Zero::Received | Zero::Charged, _) => {
            false
        }
        (Zero::Happened | Zero::Any, _) => true,
    }
}

const fn is_end(what: &What) -> bool {
    matches!(what, What::Mark(Mark::Stop | Mark::Semicolon | Mark::Comma | Mark::Colon))
}
