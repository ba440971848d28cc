//! Reads the figures of a paragraph, from left to right, remembering what was said before.

use std::ops::Range;

use super::clock::Clock;
use super::figure::{Context, Doubt, Figure, Role, Way};
use super::numbers::Amount;
use super::pairs::Pairs;
use super::parts::Parts;
use super::scan::{self, Here, Item, Mark, Time, What};
use super::units;
use super::vocabulary::{Concepts, Vocabulary};
use super::words::Sign;
use crate::model::Measure;

/// A paragraph being read.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) items: Vec<Item>,
    pub(super) figures: Vec<Figure>,
    pub(super) clock: Clock,
    /// Where each concept was said last, counted in items; 0: never.
    pub(super) last: Vec<u32>,
    pub(super) sentence: Range<usize>,
    /// The first of the figures in this sentence, or since its last ；.
    pub(super) first: usize,
    pub(super) part: Part,
    /// What the part before said, if no number stood in it.
    before: Option<Part>,
    pub(super) parts: Vec<Parts>,
    pairs: Option<Pairs>,
    pub(super) depth: usize,
}

/// A part of a sentence: what stands between two marks.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Part {
    /// Where it begins, or where the last number in it ended.
    pub(super) from: usize,
    /// The first word in it, by its place among the items.
    pub(super) item: usize,
    pub(super) said: Concepts,
    /// 比上年, 较
    pub(super) is_compared: bool,
    /// Where the last label may begin: behind the last word that only orders.
    pub(super) label_from: usize,
    pub(super) way: Option<(Way, usize)>,
    pub(super) reached: Option<usize>,
    /// 占
    pub(super) share: Option<usize>,
    pub(super) sum: bool,
    pub(super) rest: bool,
    pub(super) numbers: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, vocabulary: &'a Vocabulary, context: &Context<'_>) -> Self {
        let mut last = vec![0; vocabulary.concepts()];
        for word in vocabulary.finder().find_iter(context.headings) {
            let meaning = vocabulary.meaning(word.pattern().as_usize());
            for concept in meaning.concepts.all() {
                if let Some(place) = last.get_mut(concept) {
                    *place = 1;
                }
            }
        }
        Self {
            text,
            vocabulary,
            items: scan::items(text, vocabulary),
            figures: Vec::new(),
            clock: Clock::new(context.year),
            last,
            sentence: 0..0,
            first: 0,
            part: Part::default(),
            before: None,
            parts: Vec::new(),
            pairs: None,
            depth: 0,
        }
    }

    pub(super) fn read(mut self) -> Vec<Figure> {
        let items = std::mem::take(&mut self.items);
        let mut start = true;
        for (at, item) in items.iter().enumerate() {
            if start {
                let end = sentence_end(self.text, items.get(at..).unwrap_or_default());
                self.sentence = self.sentence.end..end;
                (self.first, start) = (self.figures.len(), false);
            }
            let here = Here { items: &items, at, item };
            match &item.what {
                What::Amount(amount) => self.amount(amount, here),
                What::Time(time) => self.time(*time, here),
                What::Word(_) => self.word(here),
                What::Mark(mark) => {
                    self.mark(*mark, item, at);
                    start = *mark == Mark::Stop;
                }
            }
        }
        self.figures
    }

    fn mark(&mut self, mark: Mark, item: &Item, at: usize) {
        match mark {
            Mark::Open => {
                self.depth += 1;
                self.begin(item.bytes.end, at);
                if self.text.get(item.bytes.end..).is_some_and(|rest| rest.starts_with('含')) {
                    self.including();
                }
                return;
            }
            Mark::Close => {
                self.depth = self.depth.saturating_sub(1);
                self.parts.retain(|parts| parts.depth <= self.depth);
            }
            _ => {}
        }
        if mark == Mark::Pause && self.is_verb_alone(item.bytes.start) {
            return;
        }
        if mark != Mark::Pause && mark != Mark::Close {
            self.clock.part();
        }
        if matches!(mark, Mark::Stop | Mark::Semicolon) {
            self.parts.clear();
            self.before = None;
            self.first = self.figures.len();
            self.clock.semicolon();
        } else {
            self.before = (self.part.numbers == 0).then_some(self.part);
        }
        if mark == Mark::Stop {
            self.clock.sentence();
            self.depth = 0;
        }
        if !matches!(mark, Mark::Pause | Mark::Close) {
            self.pairs = None;
        }
        self.begin(item.bytes.end, at);
    }

    /// 共收到、办理申请3件: one number of two verbs.
    fn is_verb_alone(&self, end: usize) -> bool {
        let said = self.text.get(self.part.from..end).unwrap_or_default();
        self.part.numbers == 0
            && ["收到", "受理", "接收", "接到"].iter().any(|verb| said.ends_with(verb))
    }

    fn begin(&mut self, from: usize, at: usize) {
        self.part = Part { from, label_from: from, item: at + 1, ..Part::default() };
    }

    fn word(&mut self, here: Here<'_>) {
        let meaning = here.item.meaning(self.vocabulary);
        let order = u32::try_from(here.at).unwrap_or(u32::MAX).saturating_add(2);
        self.part.said.join(&meaning.concepts);
        for concept in meaning.concepts.all() {
            if let Some(place) = self.last.get_mut(concept) {
                *place = order;
            }
        }
        if let Some(sign) = meaning.sign {
            self.sign(sign, here);
            if meaning.concepts.is_empty()
                && !matches!(sign, Sign::Nothing | Sign::Rest | Sign::Each | Sign::Sum)
            {
                self.part.label_from = here.item.bytes.end;
            }
        }
    }

    fn sign(&mut self, sign: Sign, here: Here<'_>) {
        let end = here.item.bytes.end;
        match sign {
            Sign::OfWhich => self.of_which(),
            Sign::Including => self.including(),
            Sign::Besides if self.depth > 0 => self.parts.retain(|parts| parts.depth < self.depth),
            Sign::Cumulative => self.clock.cumulative(),
            Sign::Sum => self.part.sum = true,
            Sign::Respectively => self.pairs = Pairs::ahead(self, here),
            Sign::Rest => self.part.rest = true,
            Sign::Share => self.part.share = Some(end),
            Sign::YearOnYear | Sign::Against => self.part.is_compared = true,
            Sign::Up => self.part.way = Some((Way::Up, end)),
            Sign::Down => self.part.way = Some((Way::Down, end)),
            Sign::UpTo | Sign::DownTo => self.part.reached = Some(end),
            Sign::NotReceived
            | Sign::NotHappened
            | Sign::NotCharged
            | Sign::NotTaken
            | Sign::None => {
                self.none(sign, here);
            }
            Sign::Zero => self.is_zero(here.item),
            Sign::ThisYear => {
                let word = self.text.get(here.item.bytes.clone()).unwrap_or_default();
                self.clock.this_year(word.ends_with('内'));
            }
            Sign::LastYear => self.last_year(here.item),
            Sign::YearEnd => self.clock.year_end(),
            Sign::Now => self.clock.now(),
            Sign::Until => self.clock.until(),
            Sign::FirstHalf => self.clock.quarters(1, 2, false),
            Sign::SecondHalf => self.clock.quarters(3, 4, false),
            Sign::Quarter(quarter) => self.clock.quarters(quarter, quarter, self.ends_here(end)),
            Sign::Quarters(last) => self.clock.quarters(1, last, self.ends_here(end)),
            Sign::Onward => self.clock.onward(),
            Sign::Besides
            | Sign::Total
            | Sign::Each
            | Sign::NextYear
            | Sign::End
            | Sign::Nothing => {}
        }
    }

    /// Whether 末 or 底 follows.
    fn ends_here(&self, end: usize) -> bool {
        self.text.get(end..).is_some_and(|rest| rest.starts_with(['末', '底']))
    }

    fn last_year(&mut self, item: &Item) {
        if self.part.is_compared && self.part.numbers == 0 {
            return;
        }
        let word = self.text.get(item.bytes.clone()).unwrap_or_default();
        let rest = self.text.get(item.bytes.end..).unwrap_or_default();
        self.clock.last_year(rest.starts_with('的'), word.ends_with(['末', '底']));
    }

    fn time(&mut self, time: Time, here: Here<'_>) {
        let item = here.item;
        let rest = self.text.get(item.bytes.end..).unwrap_or_default();
        let before = self.text.get(..item.bytes.start).unwrap_or_default();
        if rest.starts_with('前') {
            return;
        }
        let since = before.ends_with(['从', '自']);
        match time {
            Time::Year(year) => {
                if before.ends_with(['比', '较', '与', '同', '是']) && !before.ends_with("截至")
                {
                    return;
                }
                let of = rest.trim_start_matches('度').starts_with('的');
                let number = matches!(here.next(), Some(What::Amount(_)));
                let close = of && number;
                let topic = self.part.item == here.at && self.part.from <= self.sentence.start + 6;
                self.clock.year(year, close || before.ends_with('由'), topic);
            }
            Time::YearEnd(_) if before.ends_with(['比', '较', '与', '同']) => {}
            Time::YearEnd(year) => self.clock.end_of(year),
            Time::Years(first, last) => self.clock.years(first, last),
            Time::Months(first, last) => {
                let onward =
                    since || ["起", "开始", "以来"].iter().any(|word| rest.starts_with(word));
                let follows = here
                    .items
                    .get(here.at.wrapping_sub(1))
                    .is_some_and(|item| matches!(item.what, What::Time(Time::Year(_))));
                let opens = self.part.item == here.at || follows;
                let day = matches!(here.next(), Some(What::Time(Time::Day(_))));
                if opens
                    || onward
                    || first != last
                    || day
                    || before.ends_with(['于', '在', '至', '到'])
                {
                    self.clock.months((first, last), onward && !day, rest.starts_with('，'));
                }
            }
            Time::MonthEnd(month) => self.clock.month_end(month),
            Time::Day(day) => self.clock.day(day),
        }
        self.part.label_from = item.bytes.end;
    }

    fn amount(&mut self, amount: &Amount, here: Here<'_>) {
        let item = here.item;
        let role = self.role(amount, item);
        let index = self.figures.len();
        let total = self.within(amount, here);
        let naming = self.naming(amount, role, here);
        let misgrouped = amount.is_misgrouped.then_some(Doubt::Grouping);
        let mut doubts: Vec<Doubt> = misgrouped.into_iter().chain(naming.doubt).collect();
        let of = self.said_of(role, amount);
        let known = naming.indicator.and_then(|at| self.vocabulary.indicators().get(at));
        let measure = match role {
            _ if units::is_rate(amount.unit) => Measure::Rate,
            _ => known.map_or(Measure::Flow, |known| known.measure),
        };
        let span = self.clock.span();
        let (period, measure, other) = span.period(measure);
        doubts.extend(other.map(Doubt::Period));
        if measure == Measure::State
            && span.mode == super::clock::Mode::Cumulative
            && self.is_told_here(here)
        {
            doubts.extend(span.period(Measure::Flow).0.map(Doubt::Period));
        }
        let Some(period) = period else { return };
        let (parent, group) = match role {
            Role::Amount => self.parent(amount, naming.indicator, total),
            _ => (None, 0),
        };
        let indicator =
            naming.indicator.filter(|own| !self.is_own_total(*own, parent, &naming.label));
        self.figures.push(Figure {
            bytes: item.bytes.clone(),
            digits: amount.digits.clone(),
            value: amount.value,
            bound: amount.bound,
            unit: amount.unit,
            indicator,
            label: naming.label,
            channel: self.channel(here.items),
            period,
            measure,
            role,
            of,
            parent,
            group,
            is_plain: naming.is_plain,
            is_rest: self.part.rest,
            doubts,
            sentence: self.sentence.clone(),
        });
        self.before_this(index, amount);
        self.clock.number();
        self.part = Part {
            from: item.bytes.end,
            label_from: item.bytes.end,
            item: here.at + 1,
            is_compared: self.part.is_compared,
            numbers: self.part.numbers + 1,
            ..Part::default()
        };
        self.before = None;
    }

    /// 公开信息88条，其中信息公开指南1条: a part that would be named like its total is something else, by its own words.
    fn is_own_total(&self, own: usize, parent: Option<usize>, label: &Range<usize>) -> bool {
        let key = |at: usize| self.vocabulary.indicators().get(at).map(|known| known.key.as_str());
        let total = parent.and_then(|at| self.figures.get(at)).and_then(|total| total.indicator);
        !label.is_empty() && total.is_some_and(|total| key(total) == key(own))
    }

    /// Whether the part in which a number stands names the time itself.
    fn is_told_here(&self, here: Here<'_>) -> bool {
        here.since(self.part.item).iter().any(|item| {
            matches!(
                item.meaning(self.vocabulary).sign,
                Some(Sign::Until | Sign::Quarter(_) | Sign::Quarters(_))
            )
        })
    }

    /// The part before, where it named something and told no number.
    pub(super) const fn before(&self) -> Option<&Part> {
        self.before.as_ref()
    }

    pub(super) fn pair(&mut self, at: usize) -> Option<super::pairs::Paired> {
        let pairs = self.pairs.as_mut()?;
        pairs.next(at)
    }
}

/// Where the sentence that begins with these items ends.
fn sentence_end(text: &str, items: &[Item]) -> usize {
    let stop = items.iter().find(|item| item.what == What::Mark(Mark::Stop));
    stop.map_or(text.len(), |stop| stop.bytes.end)
}
