//! What a number is of: the words before it, else those behind it, else those of the part before.

use std::cmp::Reverse;
use std::ops::Range;

use super::figure::{Doubt, Role};
use super::numbers::Amount;
use super::reader::Reader;
use super::scan::{Here, Item, What};
use super::vocabulary::Concepts;
use super::words::Sign;

/// What a number was found to be of.
pub(super) struct Naming {
    pub(super) indicator: Option<usize>,
    pub(super) label: Range<usize>,
    pub(super) doubt: Option<Doubt>,
}

/// Words at the edges of a label that say nothing of what is counted, the longest first.
const LEADING: &[&str] = &[
    "其中：",
    "其中",
    "我局",
    "我镇",
    "我乡",
    "我街道",
    "我办",
    "我市",
    "我县",
    "我区",
    "本机关",
    "本局",
    "全市",
    "全县",
    "全区",
    "共计",
    "总共",
    "一共",
    "共",
    "并",
    "及",
    "和",
    "与",
    "或",
    "一是",
    "二是",
    "三是",
    "四是",
    "五是",
    "六是",
    "七是",
    "给",
    "把",
    "以及",
    "还",
    "已",
    "均",
    "各",
    "中有",
    "中的",
    "中",
    "里",
    "有",
    "为",
    "是",
    "的",
    "按",
    "将",
    "对",
    "等",
    "也",
    "又",
    "约",
    "了",
    "总计",
    "合计",
    "累计",
    "分别",
    "同时",
    "同期",
    "另",
    "含",
    "：",
    "，",
    "“",
    "”",
    " ",
    "\u{3000}",
    "\n",
    "、",
];
const TRAILING: &[&str] = &[
    "共计",
    "总共",
    "一共",
    "共有",
    "共",
    "累计",
    "合计",
    "总计",
    "达到了",
    "达到",
    "达",
    "数量为",
    "数量",
    "总数为",
    "总数",
    "为",
    "是",
    "有",
    "约",
    "了",
    "的",
    "数",
    "计",
    "：",
    ":",
    "，",
    "分别",
    "各",
    "“",
    "、",
    " ",
    "\u{3000}",
    "\n",
    "于",
    "到",
    "近",
    "超",
    "由",
    "从",
    "在",
    "（",
    "(",
];

/// How well an indicator fits: words said here, how lately the others, how many it has, how early it is listed.
type Worth = (u32, u32, u32, Reverse<usize>);

/// How far behind a number a word may stand to be the thing counted, in bytes, where words stand before it too.
const CLOSE: usize = 9;

impl Reader<'_> {
    /// What the number at an item is of.
    pub(super) fn naming(&mut self, amount: &Amount, role: Role, here: Here<'_>) -> Naming {
        let start = here.item.bytes.start;
        let own = self.part.said;
        let label = self.label(self.part.label_from..start);
        if let Some(paired) = self.pair(here.at) {
            let mut said = paired.said;
            said.join(&own);
            let indicator =
                self.match_up(&paired.said, amount).or_else(|| self.match_up(&said, amount));
            return Naming { indicator, label: self.label(paired.name), doubt: paired.doubt };
        }
        if !matches!(role, Role::Amount | Role::Rate) {
            return self.inherited(role, label, amount);
        }
        let (behind, behind_said, close) = self.behind(here);
        let earlier = self.figures.get(self.first..).and_then(<[_]>::last);
        if let Some(earlier) =
            earlier.filter(|_| self.part.reached.is_some() && own.is_empty() && label.is_empty())
        {
            return Naming {
                indicator: earlier.indicator,
                label: earlier.label.clone(),
                doubt: None,
            };
        }
        let gap = self.text.get(self.part.from..start).unwrap_or_default().trim();
        let joined = ["-", "—", "——", "–", "~", "～", "－", "至", "到"].contains(&gap);
        if let Some(earlier) = earlier.filter(|_| joined) {
            return Naming {
                indicator: earlier.indicator,
                label: earlier.label.clone(),
                doubt: None,
            };
        }
        if label.is_empty() && own.is_empty() {
            if !behind.is_empty() {
                return Naming {
                    indicator: self.match_behind(&behind_said, amount),
                    label: behind,
                    doubt: None,
                };
            }
            if let Some(before) = self.before().copied() {
                let indicator = self.match_up(&before.said, amount);
                let label = self.label(before.label_from..self.part.from);
                return Naming { indicator, label, doubt: None };
            }
            return Naming { indicator: None, label, doubt: None };
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
        let label = if label.is_empty() { behind } else { label };
        Naming { indicator, label, doubt: None }
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
        Naming { indicator, label, doubt: None }
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

    /// A label without the words at its edges that say nothing.
    pub(super) fn label(&self, bytes: Range<usize>) -> Range<usize> {
        let (mut from, mut to) = (bytes.start, bytes.end.max(bytes.start));
        if to - from > 90 {
            from = to - 90;
            while !self.text.is_char_boundary(from) {
                from += 1;
            }
        }
        loop {
            let text = self.text.get(from..to).unwrap_or_default();
            if let Some(word) = LEADING.iter().find(|word| text.starts_with(*word)) {
                from += word.len();
            } else if let Some(word) = TRAILING.iter().find(|word| text.ends_with(*word)) {
                to -= word.len();
            } else {
                return from..to;
            }
        }
    }

    /// The way by which something was done: 通过门户网站, 在“政务公开栏”上.
    pub(super) fn channel(&self, items: &[Item]) -> Range<usize> {
        let here = items.get(self.part.item..).unwrap_or_default();
        let end = here.first().map_or(self.part.from, |item| item.bytes.start);
        let opening = self.text.get(self.part.from..end.max(self.part.from)).unwrap_or_default();
        let word = ["通过", "利用", "依托", "在"]
            .iter()
            .find_map(|word| opening.rfind(word).map(|at| at + word.len()));
        let Some(from) = word.map(|at| self.part.from + at) else { return 0..0 };
        let text = self.text.get(from..).unwrap_or_default();
        let stop = text.char_indices().take(20).find(|(at, _)| {
            let rest = text.get(*at..).unwrap_or_default();
            [
                "主动公开",
                "公开",
                "发布",
                "公布",
                "上发",
                "上公",
                "上主",
                "采用",
                "更新",
                "，",
                "、",
                "。",
            ]
            .iter()
            .any(|word| rest.starts_with(word))
        });
        stop.map_or(0..0, |(length, _)| from..from + length)
    }
}
