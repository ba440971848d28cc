//! What else the report says of the same thing: a figure that no table knows, against the other sentences.

use std::collections::HashMap;

use super::{FigureAt, Source, Tied, Verdict};
use crate::figures::prose::{Bound, Figure, Passage, Role, Vocabulary};
use crate::model::{Measure, Period, Year};

/// How many characters words of the office's own must have in common to name one thing.
const LONG: usize = 5;

/// By what two figures are known to be of one thing.
type Same = (String, &'static str, Period, Measure);

/// The verdicts, with those on figures that nothing was found for taken from the other sentences that tell the same.
pub fn others(
    (year, passages): (Year, &[Passage<'_>]),
    mut tied: Vec<Vec<Tied>>,
    vocabulary: &Vocabulary,
) -> Vec<Vec<Tied>> {
    let mut told: HashMap<Same, Vec<(usize, usize)>> = HashMap::new();
    for (at, passage) in passages.iter().enumerate() {
        for (place, figure) in passage.figures.iter().enumerate() {
            if let Some(same) = same(passage, figure, vocabulary) {
                told.entry(same).or_default().push((at, place));
            }
        }
    }
    let figure = |(at, place): (usize, usize)| {
        let passage = passages.get(at)?;
        Some((passage, passage.figures.get(place)?))
    };
    for places in told.values().filter(|places| places.len() > 1) {
        for here in places {
            let Some((passage, own)) = figure(*here) else { continue };
            let apart = |(other, said): &(&Passage<'_>, &Figure)| {
                other.paragraph.id != passage.paragraph.id || said.sentence != own.sentence
            };
            let rest = places.iter().filter(|place| *place != here);
            let sources: Vec<Source> = rest
                .filter_map(|place| figure(*place))
                .filter(apart)
                .map(|(other, said)| source(year, other, said))
                .collect();
            let verdict = tied.get_mut(here.0).and_then(|tied| tied.get_mut(here.1));
            if let Some(verdict) = verdict.filter(|tied| tied.verdict == Verdict::Unplaced) {
                *verdict = Tied::of(own, sources);
            }
        }
    }
    tied
}

/// By what a figure is known, where it stands for the whole of something: no part, no bound, nothing in doubt.
fn same(passage: &Passage<'_>, figure: &Figure, vocabulary: &Vocabulary) -> Option<Same> {
    let whole = figure.role == Role::Amount
        && figure.bound == Bound::Exact
        && figure.parent.is_none()
        && figure.is_sure()
        && !figure.is_statement();
    let name = figure.name(&passage.paragraph.text, vocabulary);
    let says_all = match figure.indicator {
        Some(_) => figure.is_plain,
        None => name.chars().count() >= LONG,
    };
    (whole && says_all).then_some((name, figure.unit, figure.period, figure.measure))
}

fn source(year: Year, passage: &Passage<'_>, figure: &Figure) -> Source {
    let text = passage.paragraph.text.get(figure.sentence.clone()).unwrap_or_default().trim();
    let short: String = text.chars().take(12).collect();
    let more = if short.len() < text.len() { ">" } else { "" };
    Source {
        what: format!("另一句“{short}{more}”"),
        value: figure.value,
        cells: Vec::new(),
        figure: Some(FigureAt {
            year,
            paragraph: passage.paragraph.id,
            bytes: figure.bytes.clone(),
        }),
    }
}
