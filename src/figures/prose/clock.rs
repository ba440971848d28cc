//! Of when a number is: what the sentence says, else what was said before, else the year of the report.

use crate::model::{Measure, Period};

/// A stretch of whole months, or a day at whose end something was so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    from: (i16, i8),
    to: (i16, i8),
    /// The day, where one was named; else the month's last.
    day: Option<i8>,
    pub(super) mode: Mode,
}

/// How an amount belongs to its span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Of the span.
    Within,
    /// From January to the span's end.
    Cumulative,
    /// 第二季度累计: of the span, or from January to its end.
    Either,
    /// At its end.
    AtEnd,
}

impl Span {
    /// Months of one year.
    pub(super) const fn months(year: i16, first: i8, last: i8) -> Self {
        Self { from: (year, first), to: (year, last), day: None, mode: Mode::Within }
    }

    /// A whole year.
    pub(super) const fn year(year: i16) -> Self {
        Self::months(year, 1, 12)
    }

    /// Whole years.
    pub(super) const fn years(first: i16, last: i16) -> Self {
        Self { from: (first, 1), to: (last, 12), day: None, mode: Mode::Within }
    }

    /// The state at the end of a month, or at a day of it.
    pub(super) const fn end(year: i16, month: i8, day: Option<i8>) -> Self {
        Self { from: (year, month), to: (year, month), day, mode: Mode::AtEnd }
    }

    /// The year in which it ends.
    pub(super) const fn last_year(self) -> i16 {
        self.to.0
    }

    pub(super) const fn is_whole_year(self) -> bool {
        self.from.0 == self.to.0 && self.from.1 == 1 && self.to.1 == 12
    }

    pub(super) const fn begins_in_january(self) -> bool {
        self.from.0 == self.to.0 && self.from.1 == 1
    }

    pub(super) const fn with(self, mode: Mode) -> Self {
        Self { mode, ..self }
    }

    /// Everything from January on to its end.
    const fn since_january(self) -> Self {
        Self { from: (self.to.0, 1), ..self }
    }

    /// The period of an amount of a measure, whether it is cumulative, and what else the words may mean.
    pub(super) fn period(self, measure: Measure) -> (Option<Period>, Measure, Option<Period>) {
        let at_end = self.mode == Mode::AtEnd && measure != Measure::Rate;
        if measure == Measure::State || at_end {
            return (self.day_at_end(), Measure::State, None);
        }
        let cumulative = if measure == Measure::Rate { measure } else { Measure::Cumulative };
        match self.mode {
            Mode::Within | Mode::AtEnd => (self.stretch(), measure, None),
            Mode::Cumulative => (self.since_january().stretch(), cumulative, None),
            Mode::Either => (self.since_january().stretch(), cumulative, self.stretch()),
        }
    }

    fn stretch(self) -> Option<Period> {
        if self.from.0 == self.to.0 {
            return Period::months(self.from.0, self.from.1, self.to.1).ok();
        }
        let (first, last) = (
            Period::months(self.from.0, self.from.1, self.from.1).ok()?,
            Period::months(self.to.0, self.to.1, self.to.1).ok()?,
        );
        Period::new(first.from(), last.to()).ok()
    }

    fn day_at_end(self) -> Option<Period> {
        let month = Period::months(self.to.0, self.to.1, self.to.1).ok()?;
        let day = match self.day {
            Some(day) => jiff::civil::Date::new(self.to.0, self.to.1, day).ok()?,
            None => month.to(),
        };
        Period::new(day, day).ok()
    }
}

/// What has been said of time so far.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock {
    report: i16,
    /// What holds until something else is said.
    base: Span,
    /// Whether that outlives the sentence.
    keeps: bool,
    /// What holds in this part of the sentence alone.
    own: Option<Span>,
    /// What holds for the next number alone.
    next: Option<Span>,
    /// A year that has just been named, to which a month may follow.
    named: Option<i16>,
    /// A month that has just been named, to which a day may follow.
    month: Option<(i16, i8, Span)>,
    until: bool,
    /// Whether what holds was said by a month alone.
    light: Light,
}

/// What a month alone said of the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Light {
    /// Nothing.
    No,
    /// 3月，…
    Month,
    /// 从8月份开始
    Onward,
}

impl Clock {
    pub(super) const fn new(report: i16) -> Self {
        Self {
            report,
            base: Span::year(report),
            keeps: false,
            own: None,
            next: None,
            named: None,
            month: None,
            until: false,
            light: Light::No,
        }
    }

    /// The span of a number that stands here.
    pub(super) fn span(&self) -> Span {
        self.next.or(self.own).unwrap_or(self.base)
    }

    /// The year of the report.
    pub(super) const fn report(&self) -> i16 {
        self.report
    }

    /// A number was read.
    pub(super) const fn number(&mut self) {
        (self.next, self.named, self.month, self.until) = (None, None, None, false);
    }

    /// A part of a sentence ended.
    pub(super) const fn part(&mut self) {
        (self.own, self.next, self.named, self.month, self.until) = (None, None, None, None, false);
    }

    /// What stands between two ； ended: 从8月份开始 holds no longer, a quarter does.
    pub(super) fn semicolon(&mut self) {
        self.part();
        if self.light != Light::No {
            self.base = Span::year(self.base.last_year());
            self.light = Light::No;
        }
    }

    /// A sentence ended.
    pub(super) const fn sentence(&mut self) {
        self.part();
        if matches!(self.light, Light::Onward) {
            self.light = Light::Month;
        }
        if !self.keeps {
            self.base = Span::year(self.report);
        }
    }

    /// 截至: the time that follows is an end.
    pub(super) const fn until(&mut self) {
        self.until = true;
    }

    /// A year, said for the next number alone or for what follows.
    pub(super) fn year(&mut self, year: i16, alone: bool, topic: bool) {
        self.named = Some(year);
        let span = Span::year(year);
        if alone {
            self.next = Some(span);
        } else if year > self.report {
            self.own = Some(span);
        } else {
            (self.base, self.keeps, self.own) = (span, topic, None);
        }
    }

    /// Years from … to ….
    pub(super) const fn years(&mut self, first: i16, last: i16) {
        (self.base, self.keeps, self.own) = (Span::years(first, last), false, None);
    }

    /// Months, for this part of the sentence, or on from there for the rest of it.
    pub(super) fn months(&mut self, (first, last): (i8, i8), onward: bool, rest: bool) {
        let year = self.named.unwrap_or_else(|| self.base.last_year());
        let before = self.base;
        let span = Span::months(year, first, if onward { 12 } else { last });
        if self.until {
            self.base = Span::months(year, 1, last).with(Mode::Cumulative);
            self.own = None;
        } else if onward || rest || first != last {
            (self.base, self.own) = (span, None);
            self.light = if onward { Light::Onward } else { Light::Month };
        } else {
            self.own = Some(span);
        }
        self.keeps = false;
        self.month = Some((year, last, before));
    }

    /// The end of a month: a state, or with 截至 everything up to it.
    pub(super) fn month_end(&mut self, month: i8) {
        let year = self.named.unwrap_or_else(|| self.base.last_year());
        if self.until && month < 12 {
            (self.base, self.own) = (Span::months(year, 1, month).with(Mode::Cumulative), None);
        } else if self.until {
            (self.base, self.own) = (Span::end(year, month, None), None);
        } else {
            self.own = Some(Span::end(year, month, None));
        }
        self.keeps = false;
    }

    /// A day: the end of what follows after 截至; else something happened then, which says nothing of the numbers.
    pub(super) fn day(&mut self, day: i8) {
        let Some((year, month, before)) = self.month.take() else { return };
        self.own = None;
        self.base = if self.until { Span::end(year, month, Some(day)) } else { before };
        if !self.until && before.last_year() > self.report {
            self.base = Span::year(self.report);
        }
        self.keeps = false;
    }

    /// Quarters of the year, from the first to the last.
    pub(super) fn quarters(&mut self, first: u8, last: u8, at_end: bool) {
        let year = self.named.unwrap_or_else(|| self.base.last_year());
        let month = |quarter: u8| i8::try_from(quarter * 3).unwrap_or(12);
        let span = Span::months(year, month(first) - 2, month(last));
        let span = match (self.until, at_end) {
            (true, _) => Span::months(year, 1, month(last)).with(Mode::Cumulative),
            (false, true) => Span::end(year, month(last), None),
            (false, false) => span,
        };
        (self.base, self.own) = (span, None);
        self.keeps = true;
    }

    /// 累计, for the quarter that was just named.
    pub(super) fn cumulative(&mut self) {
        let span = self.span();
        if span.mode != Mode::Within || span.from.0 != span.to.0 {
            return;
        }
        let mode = if span.begins_in_january() { Mode::Cumulative } else { Mode::Either };
        if self.own.is_some() || self.base.is_whole_year() {
            self.own = Some(span.with(mode));
        } else {
            self.base = span.with(mode);
        }
    }

    /// 全年, 本年度; 年内 goes no further back than the month that was said before in the sentence.
    pub(super) const fn this_year(&mut self, within: bool) {
        if within && matches!(self.light, Light::Onward) {
            return;
        }
        (self.base, self.keeps, self.own) = (Span::year(self.report), false, None);
        self.named = Some(self.report);
    }

    /// 上年, 去年, for the next number alone or for this part of the sentence.
    pub(super) const fn last_year(&mut self, alone: bool, at_end: bool) {
        let year = self.report - 1;
        self.named = Some(year);
        let span = if at_end { Span::end(year, 12, None) } else { Span::year(year) };
        if alone {
            self.next = Some(span);
        } else {
            self.own = Some(span);
        }
    }

    /// 年末: at the end of the year that was named, or of the report's.
    pub(super) fn year_end(&mut self) {
        let span = Span::end(self.named.unwrap_or(self.base.to.0), 12, None);
        if self.until {
            (self.base, self.keeps, self.own) = (span, false, None);
        } else {
            self.own = Some(span);
        }
    }

    /// 2017年底
    pub(super) fn end_of(&mut self, year: i16) {
        self.named = Some(year);
        self.year_end();
    }

    /// 目前: at the end of the report's year.
    pub(super) const fn now(&mut self) {
        let span = Span::end(self.report, 12, None);
        if self.until {
            (self.base, self.keeps, self.own) = (span, false, None);
        } else {
            self.own = Some(span);
        }
    }

    /// 以来, 开始 behind a year: on from there to the end of the report's year.
    pub(super) const fn onward(&mut self) {
        if let Some(year) = self.named
            && year < self.report
        {
            (self.base, self.keeps) = (Span::years(year, self.report), false);
        }
    }
}
