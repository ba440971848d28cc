//! 增长9.2%, 增加9件: a change against what was a year before.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Against, FigureAt, Source, Tied, Verdict};
use crate::figures::prose::{Bound, Figure, Passage, Role, Way};

impl Against<'_> {
    /// A change against the amounts of both years; which amount was taken for the year before is told.
    pub(super) fn change(&self, passage: &Passage<'_>, at: usize) -> Tied {
        let Some(change) = passage.figures.get(at) else { return Tied::unplaced() };
        let Some(now) = change.of.and_then(|of| passage.figures.get(of)) else {
            return Tied::unplaced();
        };
        if now.bound != Bound::Exact || now.period.to().year() != self.year() {
            return Tied::unplaced();
        }
        let mut earlier = self.own_earlier(passage, change.of);
        let is_told = !earlier.is_empty();
        earlier.extend(self.year_before(passage, now));
        let mut sources: Vec<Source> = Vec::new();
        for source in earlier {
            let Some(due) = due(change, source.value, now.value) else { continue };
            let what = format!("{}{}{}，现{}", source.what, source.value, now.unit, now.value);
            sources.push(Source { what, value: due, ..source });
        }
        if sources.is_empty() {
            return Tied::unplaced();
        }
        let said = signed(change);
        match sources.iter().position(|source| is_same(change, said, source.value)) {
            Some(right) => Tied {
                verdict: Verdict::Right,
                sources: sources.into_iter().skip(right).take(1).collect(),
            },
            None if !is_told && (!now.is_plain || !now.is_sure()) => Tied::unplaced(),
            None => Tied { verdict: Verdict::Wrong, sources },
        }
    }

    /// The amount before, where the sentence tells it itself: 由9件增加到15件，增长66.7%.
    fn own_earlier(&self, passage: &Passage<'_>, now: Option<usize>) -> Vec<Source> {
        let before =
            passage.figures.iter().filter(|figure| figure.role == Role::Before && figure.of == now);
        before
            .map(|figure| Source {
                what: "原为".to_owned(),
                value: figure.value,
                cells: Vec::new(),
                figure: Some(FigureAt {
                    year: self.year(),
                    paragraph: passage.paragraph.id,
                    bytes: figure.bytes.clone(),
                }),
            })
            .collect()
    }
}

/// The change that follows from two amounts, exactly; down is negative.
fn due(change: &Figure, earlier: Decimal, now: Decimal) -> Option<Decimal> {
    let difference = now.checked_sub(earlier)?;
    match (change.role, change.unit) {
        (Role::Difference(_), _) => Some(difference),
        (Role::Growth(_), _) if earlier.is_zero() => None,
        (Role::Growth(_), "%") => {
            difference.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(earlier)
        }
        (Role::Growth(_), "倍") => difference.checked_div(earlier),
        _ => None,
    }
}

fn signed(change: &Figure) -> Decimal {
    match change.role {
        Role::Growth(Way::Down) | Role::Difference(Way::Down) => -change.value,
        _ => change.value,
    }
}

/// Whether the change said is the change due, rounded to the places said.
fn is_same(change: &Figure, said: Decimal, due: Decimal) -> bool {
    match change.bound {
        Bound::Exact => rounded(due, said.scale()) == said,
        Bound::AtLeast => {
            due.abs() >= said.abs() && due.is_sign_negative() == said.is_sign_negative()
        }
        Bound::AtMost => due.abs() <= said.abs(),
        Bound::About => (due - said).abs() * Decimal::TEN <= said.abs(),
    }
}

/// Rounded as people round (四舍五入).
pub(super) fn rounded(value: Decimal, places: u32) -> Decimal {
    value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}
