//! Single quarters from amounts counted from January on: what came between one date and the next.

use rust_decimal::Decimal;

use super::figures::Told;
use crate::model::Period;

/// What follows from cumulative amounts of one indicator, each as a figure of its own: the later less the earlier, of the time
/// between, at the place of the later.
pub(super) fn quarters(told: &[Told]) -> Vec<Told> {
    let mut found = Vec::new();
    let mut done: Vec<&Told> = Vec::new();
    for (at, later) in told.iter().enumerate().filter(|(_, told)| told.kind == "cumulative") {
        let Ok(to) = later.period.parse::<Period>() else { continue };
        if done.iter().any(|known| same(known, later) && known.period == later.period) {
            continue;
        }
        done.push(later);
        let others = told.iter().enumerate().filter(|(place, other)| {
            *place != at && same(other, later) && other.kind == later.kind
        });
        let before = others.filter_map(|(_, other)| {
            let period = other.period.parse::<Period>().ok()?;
            (period.from() == to.from() && period.to() < to.to()).then_some((period, other))
        });
        let Some((from, earlier)) = before.max_by_key(|(period, _)| period.to()) else { continue };
        found.extend(between(later, earlier, (from, to)));
    }
    found
}

/// Whether two figures are of one thing, in one unit, from one kind of source.
fn same(one: &Told, other: &Told) -> bool {
    (&one.series, &one.unit, one.origin, one.year)
        == (&other.series, &other.unit, other.origin, other.year)
}

fn between(later: &Told, earlier: &Told, (from, to): (Period, Period)) -> Option<Told> {
    let first = from.to().tomorrow().ok()?;
    let period = Period::new(first, to.to()).ok()?;
    let (now, then): (Decimal, Decimal) = (later.value.parse().ok()?, earlier.value.parse().ok()?);
    let value = now.checked_sub(then)?;
    Some(Told {
        value: value.to_string(),
        period: period.to_string(),
        kind: "flow",
        derived: true,
        ..later.clone()
    })
}
