//! What a number is of: the words before it, else those behind it, else those of the part before.

use std::cmp::Reverse;
use std::ops::Range;

use super::figure::{Doubt, Role};
use super::numbers::Amount;
use super::reader::Reader;
use super::scan::{Here, What};
use super::vocabulary::Concepts;
use super::words::Sign;

/// What a number was found to be of.
pub(super) struct Naming {
    pub(super) indicator: Option<usize>,
    pub(super) label: Range<usize>,
    pub(super) doubt: Option<Doubt>,
    /// Whether no other words narrow it.
    pub(super) is_plain: bool,
}

impl Naming {
    const fn of(indicator: Option<usize>, label: Range<usize>) -> Self {
        Self { indicator, label, doubt: None, is_plain: true }
    }
}

/// How well an indicator fits: words said here, how lately the others, how many it has, how early it is listed.
type Worth = (u32, u32, u32, Reverse<usize>);

/// How far behind a number a word may stand to be the thing counted, in bytes, where words stand before it too.
const CLOSE: usize = 9;

impl Reader<'_> {
    /// What the number at an item is of.
    pub(super) fn naming(&mut self, amount: &Amount, role: Role, here: Here<'_>) -> Naming {
        let naming = self.named(amount, role, here);
        let own = self.part.label_from.min(here.item.bytes.start)..here.item.bytes.start;
        let stretch = if self.label(own.clone()).is_empty() { naming.label.clone() } else { own };
        Naming { is_plain: self.is_plain(stretch, here), ..naming }
    }

    /// The same, without that.
    fn named(&mut self, amount: &Amount, role: Role, here: Here<'_>) -> Naming {
        let start = here.item.bytes.start;
        let own = self.part.said;
        let label = self.label(self.part.label_from..start);
        let label = if own.is_empty() && self.is_joined(start) { start..start } else { label };
        if let Some(paired) = self.pair(here.at) {
            let mut said = paired.said;
            said.join(&own);
            let indicator =
                self.match_up(&paired.said, amount).or_else(|| self.match_up(&said, amount));
            return Naming {
                indicator,
                label: self.label(paired.name),
                doubt: paired.doubt,
                is_plain: true,
            };
        }
        if !matches!(role, Role::Amount | Role::Rate) {
            return self.inherited(role, label, amount);
        }
        if let Some(same) = self.goes_on(&label, start) {
            return same;
        }
        let (behind, behind_said, close) = self.behind(here);
        if label.is_empty() && own.is_empty() {
            return match self.before().copied() {
                _ if !behind.is_empty() => {
                    Naming::of(self.match_behind(&behind_said, amount), behind)
                }
                Some(before) => {
                    let label = self.label(before.label_from..self.part.from);
                    Naming::of(self.match_up(&before.said, amount), label)
                }
                None => Naming::of(None, label),
            };
        }
        let some = self.text.get(self.part.from..start).is_some_and(|text| {
            let text = text.trim_end_matches(['有', '的', ' ', '仅', '只']);
            text.ends_with('中') && !text.ends_with("其中")
        });
        let indicator = self.match_up(&own, amount).filter(|_| !some).or_else(|| {
            let mut both = own;
            both.join(&close);
            self.match_behind(&both, amount).filter(|_| !some && !close.is_empty())
        });
        let label = if label.is_empty() { self.label(self.part.from..start) } else { label };
        Naming::of(indicator, if label.is_empty() { behind } else { label })
    }

    /// 54种“三新食品”和4种食药物质: the words before 和 are of the number before them.
    fn is_joined(&self, start: usize) -> bool {
        let before = self.text.get(self.part.from..start).unwrap_or_default();
        self.part.numbers > 0 && before.ends_with(['和', '及', '与'])
    }

    /// 增加到15件, 3～5万元: the number is of what the number before is.
    fn goes_on(&self, label: &Range<usize>, start: usize) -> Option<Naming> {
        let gap = self.text.get(self.part.from..start).unwrap_or_default().trim();
        let joined = ["-", "—", "——", "–", "~", "～", "－", "至", "到"].contains(&gap);
        let reached = self.part.reached.is_some() && self.part.said.is_empty() && label.is_empty();
        let earlier = self.figures.get(self.first..).and_then(<[_]>::last);
        let earlier = earlier.filter(|_| joined || reached)?;
        Some(Naming::of(earlier.indicator, earlier.label.clone()))
    }

    /// A change or a share is of what the figure is that it belongs to.
    fn inherited(&self, role: Role, label: Range<usize>, amount: &Amount) -> Naming {
        let own = &self.part.said;
        let told = self.figures.get(self.first..).unwrap_or_default().iter().rev();
        let told = told.take(48).find(|figure| figure.role == Role::Amount);
        let indicator = match told {
            Some(told) => told.indicator,
            None if matches!(role, Role::Growth(_)) => self.any_unit(own),
            None => self.match_up(own, amount),
        };
        let label = told.map_or(label, |told| told.label.clone());
        Naming { indicator, label, doubt: None, is_plain: true }
    }

    /// The indicator whose words were said, whatever its unit.
    fn any_unit(&self, said: &Concepts) -> Option<usize> {
        self.best(said, |_| true)
    }

    /// The same for words behind the number.
    fn match_behind(&self, said: &Concepts, amount: &Amount) -> Option<usize> {
        self.match_up(said, amount)
            .filter(|at| self.vocabulary.indicators().get(*at).is_some_and(|known| !known.before))
    }

    /// The indicator that fits best: most of its words said here, then those said last.
    pub(super) fn match_up(&self, said: &Concepts, amount: &Amount) -> Option<usize> {
        self.best(said, |units| units.is_empty() || units.iter().any(|unit| unit == amount.unit))
    }

    fn best(&self, said: &Concepts, counts: impl Fn(&[String]) -> bool) -> Option<usize> {
        let mut best: Option<(Worth, usize)> = None;
        for concept in said.all() {
            for &at in self.vocabulary.led_by(concept) {
                let Some(known) = self.vocabulary.known(at) else { continue };
                let Some((here, size)) = known.fits(said) else { continue };
                let units =
                    self.vocabulary.indicators().get(at).map(|known| known.units.as_slice());
                if !counts(units.unwrap_or_default()) {
                    continue;
                }
                let last = |concept: &usize| self.last.get(*concept).copied().unwrap_or(0);
                let near = known.near.iter().filter(|concept| !said.has(**concept));
                let recent = near.map(last).min().unwrap_or(u32::MAX);
                if recent == 0 {
                    continue;
                }
                let worth = (here, if recent == u32::MAX { 0 } else { recent }, size, Reverse(at));
                if best.is_none_or(|(known, _)| worth > known) {
                    best = Some((worth, at));
                }
            }
        }
        best.map(|(_, at)| at)
    }

    /// The words behind a number, all of them and those that stand close: up to the next mark or number: 190条微博, 2件结转下年.
    fn behind(&self, here: Here<'_>) -> (Range<usize>, Concepts, Concepts) {
        let (mut said, mut close) = (Concepts::default(), Concepts::default());
        let from = here.item.bytes.end;
        let mut to = None;
        for item in here.behind() {
            match item.what {
                What::Word(_) => {
                    let meaning = item.meaning(self.vocabulary);
                    said.join(&meaning.concepts);
                    if item.bytes.start <= from + CLOSE {
                        close.join(&meaning.concepts);
                    }
                    let stops = matches!(
                        meaning.sign,
                        Some(Sign::Share | Sign::YearOnYear | Sign::OfWhich)
                    );
                    if stops {
                        to = Some(item.bytes.start);
                        break;
                    }
                }
                What::Mark(_) | What::Amount(_) | What::Time(_) => {
                    to = Some(item.bytes.start);
                    break;
                }
            }
        }
        let to = to.unwrap_or(self.text.len());
        let mut end = to.min(from + 60);
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        (self.label(from..end), said, close)
    }
}
