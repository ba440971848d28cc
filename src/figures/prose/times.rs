//! Times written with digits, and two numbers joined by a dash.

use super::digits::{self, Run, behind, code_end};
use super::figure::Bound;
use super::numbers::{Amount, Read, amount};
use super::scan::{Item, Time, What};
use super::units;
use crate::text::numeral::half_width_char;

/// 2017年, 2015—2017年, 8月, 1-6月, 6月底, 31日; ends behind the character that makes it one.
pub(super) fn time(text: &str, run: &Run) -> Option<Read> {
    let (skipped, next) = behind(text, run.bytes.end);
    let item = |time, end| Read {
        items: vec![Item { bytes: run.bytes.start..end, what: What::Time(time) }],
        end,
    };
    let nothing = |end| Some(Read { items: Vec::new(), end });
    let whole = whole(run);
    let end = skipped + next.map_or(0, char::len_utf8);
    match next {
        Some('年') => {
            let Some(year) = whole.filter(|year| (1900..=2100).contains(year)) else {
                return nothing(end);
            };
            let year = i16::try_from(year).ok()?;
            if let Some(tail) = text.get(end..)?.strip_prefix(['底', '末', '终']) {
                return Some(item(Time::YearEnd(year), text.len() - tail.len()));
            }
            let dash = dash(text, end).and_then(|from| second(text, from));
            if let Some((to, '年', end)) =
                dash.filter(|(to, ..)| (i64::from(year)..=2100).contains(to))
            {
                return Some(item(Time::Years(year, i16::try_from(to).ok()?), end));
            }
            let degree = text.get(end..)?.strip_prefix('度').filter(|rest| !rest.starts_with('假'));
            Some(item(Time::Year(year), degree.map_or(end, |rest| text.len() - rest.len())))
        }
        Some('月') => {
            let Some(month) = whole.filter(|month| (1..=12).contains(month)) else {
                return nothing(end);
            };
            let month = i8::try_from(month).ok()?;
            let rest = text.get(end..)?;
            if let Some(tail) = rest.strip_prefix(['底', '末']) {
                return Some(item(Time::MonthEnd(month), text.len() - tail.len()));
            }
            let end = if rest.starts_with('份') { end + '份'.len_utf8() } else { end };
            let dash = dash(text, end).and_then(|from| second(text, from));
            if let Some((to, '月', end)) =
                dash.filter(|(to, ..)| (i64::from(month)..=12).contains(to))
            {
                return Some(item(Time::Months(month, i8::try_from(to).ok()?), end));
            }
            Some(item(Time::Months(month, month), end))
        }
        Some('日' | '号') => {
            let day =
                whole.filter(|day| (1..=31).contains(day)).and_then(|day| i8::try_from(day).ok());
            match day.filter(|_| next == Some('日')) {
                Some(day) => Some(item(Time::Day(day), end)),
                None => nothing(end),
            }
        }
        Some('时' | '点' | '岁' | '届' | '大' | '周') if skipped == run.bytes.end => {
            nothing(end)
        }
        _ => None,
    }
}

/// 2015-2017年, 1至6月, 10-20%, 3—5万元: two numbers of one kind.
pub(super) fn range(text: &str, run: &Run) -> Option<Read> {
    let first_unit = {
        let (at, _) = behind(text, run.bytes.end);
        units::unit(text.get(at..)?).map(|(unit, length)| (unit, at + length))
    };
    let from = dash(text, run.bytes.end).or_else(|| dash(text, first_unit?.1))?;
    let (to, sign, end) = second(text, from).unwrap_or((0, ' ', from));
    let whole = whole(run);
    if sign == '年' {
        let (a, b) = (i16::try_from(whole?).ok()?, i16::try_from(to).ok()?);
        let known = (1900..=2100).contains(&a) && (a..=2100).contains(&b);
        let items = if known {
            vec![Item { bytes: run.bytes.start..end, what: What::Time(Time::Years(a, b)) }]
        } else {
            Vec::new()
        };
        return Some(Read { items, end });
    }
    if sign == '月' {
        let (a, b) = (i8::try_from(whole?).ok()?, i8::try_from(to).ok()?);
        let known = (1..=12).contains(&a) && (a..=12).contains(&b);
        let items = if known {
            vec![Item { bytes: run.bytes.start..end, what: What::Time(Time::Months(a, b)) }]
        } else {
            Vec::new()
        };
        return Some(Read { items, end });
    }
    let other = digits::run(text, from);
    let Some(Item { bytes, what: What::Amount(mut high) }) = amount(text, &other) else {
        // A telephone number, a postcode, a day of a date in figures.
        return first_unit
            .is_none()
            .then(|| Read { items: Vec::new(), end: code_end(text, other.bytes.end) });
    };
    high.bound = Bound::AtMost;
    let low = Amount {
        value: run.value?,
        digits: run.bytes.clone(),
        bound: Bound::AtLeast,
        unit: high.unit,
        is_misgrouped: false,
    };
    let end = bytes.end;
    let low_end = first_unit.map_or(run.bytes.end, |(_, end)| end);
    let low = Item { bytes: run.bytes.start..low_end, what: What::Amount(low) };
    Some(Read { items: vec![low, Item { bytes, what: What::Amount(high) }], end })
}

/// Behind a dash between two numbers.
fn dash(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let tail = ["——", "--", "-", "—", "–", "―", "~", "～", "－", "至", "到"]
        .iter()
        .find_map(|dash| rest.strip_prefix(dash))?;
    tail.starts_with(|c: char| half_width_char(c).is_ascii_digit()).then(|| text.len() - tail.len())
}

/// A whole number and the character behind it.
fn second(text: &str, from: usize) -> Option<(i64, char, usize)> {
    let run = digits::run(text, from);
    let (at, next) = behind(text, run.bytes.end);
    let next = next?;
    Some((whole(&run)?, next, at + next.len_utf8()))
}

fn whole(run: &Run) -> Option<i64> {
    let value = run.value.filter(|value| run.is_plain && value.scale() == 0)?;
    i64::try_from(value).ok()
}
