//! Which paragraph of a section became which.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::likeness::Likeness;
use crate::model::Block;

/// Thousandths of likeness from which two paragraphs are the same one, rewritten.
const ALIKE: usize = 350;

/// Pairs of paragraphs at most that are tried for likeness between two that are equal; beyond, they pair by place.
const TRIED: usize = 10_000;

/// What pairs two blocks: the same text, or the same table.
#[derive(PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Sign<'a> {
    Text(&'a str),
    /// The number of a pair of tables.
    Table(usize),
    /// A table without a partner.
    Lone(bool, usize),
}

/// Index pairs of blocks in the order of the new section; what is gone stands behind what it followed.
pub(super) fn aligned(
    old: &[&Block],
    new: &[&Block],
    tables: &[(usize, usize)],
) -> Vec<(Option<usize>, Option<usize>)> {
    let was: Vec<Sign<'_>> = signs(old, |at| tables.iter().position(|pair| pair.0 == at), false);
    let is: Vec<Sign<'_>> = signs(new, |at| tables.iter().position(|pair| pair.1 == at), true);
    let mut pairs = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &was, &is) {
        if let DiffOp::Equal { old_index, new_index, len } = op {
            pairs.extend((0..len).map(|step| (Some(old_index + step), Some(new_index + step))));
            continue;
        }
        let (_, gone, come) = op.as_tag_tuple();
        let (gone, come): (Vec<usize>, Vec<usize>) = (gone.collect(), come.collect());
        pairs.extend(alike(old, new, &gone, &come));
    }
    mend_tables(&mut pairs, tables);
    pairs
}

fn signs<'a>(
    blocks: &[&'a Block],
    pair: impl Fn(usize) -> Option<usize>,
    new: bool,
) -> Vec<Sign<'a>> {
    let sign = |(at, block): (usize, &&'a Block)| match block {
        Block::Paragraph(paragraph) => Sign::Text(paragraph.text.as_str()),
        Block::Table(_) => pair(at).map_or(Sign::Lone(new, at), Sign::Table),
    };
    blocks.iter().enumerate().map(sign).collect()
}

/// Tables that changed places with paragraphs stand as gone and come: they are one pair where the new one stands.
fn mend_tables(pairs: &mut Vec<(Option<usize>, Option<usize>)>, tables: &[(usize, usize)]) {
    for (was, is) in tables {
        let together = pairs.contains(&(Some(*was), Some(*is)));
        if !together {
            pairs.retain(|pair| *pair != (Some(*was), None));
            for pair in pairs.iter_mut().filter(|pair| **pair == (None, Some(*is))) {
                pair.0 = Some(*was);
            }
        }
    }
}

/// Pairs paragraphs between two that are equal, in order, so that the sum of their likeness is greatest.
fn alike(
    old: &[&Block],
    new: &[&Block],
    gone: &[usize],
    come: &[usize],
) -> Vec<(Option<usize>, Option<usize>)> {
    if gone.len().saturating_mul(come.len()) > TRIED {
        return by_place(gone, come);
    }
    let text = |blocks: &[&Block], at: &usize| {
        let paragraph = blocks.get(*at).and_then(|block| block.paragraph());
        paragraph.map(|paragraph| (paragraph.id, Likeness::of(&paragraph.text)))
    };
    let was: Vec<_> = gone.iter().map(|at| text(old, at)).collect();
    let is: Vec<_> = come.iter().map(|at| text(new, at)).collect();
    let worth = |one: usize, two: usize| -> usize {
        let pair = was.get(one).and_then(Option::as_ref).zip(is.get(two).and_then(Option::as_ref));
        pair.map_or(0, |((old, was), (new, is))| {
            let like = was.to(is);
            // A paragraph that kept its id is the same one, however much of it was rewritten.
            if old == new {
                1000 + like
            } else if like >= ALIKE {
                like
            } else {
                0
            }
        })
    };
    let best = Best::of(was.len(), is.len(), &worth);
    best.walk(gone, come, &worth)
}

/// The greatest sum of likeness from each pair of places to the end.
struct Best {
    wide: usize,
    sums: Vec<usize>,
}

impl Best {
    fn of(tall: usize, wide: usize, worth: &impl Fn(usize, usize) -> usize) -> Self {
        let mut best = Self { wide: wide + 1, sums: vec![0; (tall + 1) * (wide + 1)] };
        for one in (0..tall).rev() {
            for two in (0..wide).rev() {
                let like = worth(one, two);
                let paired = if like > 0 { like + best.at(one + 1, two + 1) } else { 0 };
                let sum = paired.max(best.at(one + 1, two)).max(best.at(one, two + 1));
                if let Some(place) = best.sums.get_mut(one * best.wide + two) {
                    *place = sum;
                }
            }
        }
        best
    }

    fn at(&self, one: usize, two: usize) -> usize {
        self.sums.get(one * self.wide + two).copied().unwrap_or(0)
    }

    fn walk(
        &self,
        gone: &[usize],
        come: &[usize],
        worth: &impl Fn(usize, usize) -> usize,
    ) -> Vec<(Option<usize>, Option<usize>)> {
        let (mut one, mut two) = (0, 0);
        let mut pairs = Vec::new();
        while one < gone.len() || two < come.len() {
            let (was, is) = (gone.get(one).copied(), come.get(two).copied());
            let like = if was.is_some() && is.is_some() { worth(one, two) } else { 0 };
            if like > 0 && self.at(one, two) == like + self.at(one + 1, two + 1) {
                pairs.push((was, is));
                (one, two) = (one + 1, two + 1);
            } else if was.is_some() && (is.is_none() || self.at(one, two) == self.at(one + 1, two))
            {
                pairs.push((was, None));
                one += 1;
            } else {
                pairs.push((None, is));
                two += 1;
            }
        }
        pairs
    }
}

fn by_place(gone: &[usize], come: &[usize]) -> Vec<(Option<usize>, Option<usize>)> {
    let longest = gone.len().max(come.len());
    (0..longest).map(|at| (gone.get(at).copied(), come.get(at).copied())).collect()
}
