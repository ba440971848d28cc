//! Which section of a report became which, also where it was renamed or moved.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::likeness::{Likeness, masked};
use crate::model::{Block, Report, Section};

/// Thousandths of likeness from which two sections are the same one, renamed.
const ALIKE: usize = 450;

/// Sections of either report without a partner by name up to which likeness is tried.
const TRIED: usize = 300;

/// Two sections that are one.
pub(super) struct Pair {
    pub(super) old: Option<usize>,
    pub(super) new: Option<usize>,
    pub(super) moved: bool,
}

/// Every section of either report once, in the order of the new one; one that is gone stands behind the one it followed.
pub(super) fn matched(old: &Report, new: &Report) -> Vec<Pair> {
    let (partner, free) = (vec![None; new.sections.len()], vec![true; old.sections.len()]);
    let mut matching = Matching { old, new, partner, free };
    for name in [by_id, by_path, by_title] {
        matching.pair_by(name);
    }
    matching.pair_by_likeness();
    in_order(&matching.partner, &matching.free)
}

/// What has been matched so far.
struct Matching<'a> {
    old: &'a Report,
    new: &'a Report,
    /// For each section of the new report the one it was.
    partner: Vec<Option<usize>>,
    /// Which sections of the old report have no partner yet.
    free: Vec<bool>,
}

/// What two sections must share to be one; none where they cannot be told by it.
type Name = fn(&Report, usize) -> Option<String>;

fn by_id(report: &Report, at: usize) -> Option<String> {
    let section = report.sections.get(at)?;
    (!section.id.is_none()).then(|| section.id.to_string())
}

/// The heading with those above it.
fn by_path(report: &Report, at: usize) -> Option<String> {
    let mut level = report.sections.get(at)?.level;
    let mut path = vec![masked(&report.sections.get(at)?.title)];
    for section in report.sections.iter().take(at).rev() {
        if section.level < level && section.level > 0 {
            level = section.level;
            path.push(masked(&section.title));
        }
    }
    Some(path.join("／"))
}

fn by_title(report: &Report, at: usize) -> Option<String> {
    let section = report.sections.get(at)?;
    Some(format!("{} {}", section.level, masked(&section.title)))
}

impl Matching<'_> {
    /// Pairs the sections that are still free and have the same name, the first with the first.
    fn pair_by(&mut self, name: Name) {
        let mut known: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for at in self.gone().into_iter().rev() {
            if let Some(name) = name(self.old, at) {
                known.entry(name).or_default().push(at);
            }
        }
        for at in self.come() {
            let found = name(self.new, at).and_then(|name| known.get_mut(&name)?.pop());
            if let Some(was) = found {
                self.join(was, at);
            }
        }
    }

    /// Pairs what is left by what it says: the most like first.
    fn pair_by_likeness(&mut self) {
        let (gone, come) = (self.gone(), self.come());
        if gone.len().max(come.len()) > TRIED {
            return;
        }
        let was: Vec<Look> = gone.iter().filter_map(|at| Look::of(self.old, *at)).collect();
        let is: Vec<Look> = come.iter().filter_map(|at| Look::of(self.new, *at)).collect();
        let mut tries: Vec<_> = was
            .iter()
            .flat_map(|one| is.iter().map(move |two| (one, two, one.like(two))))
            .filter(|(_, _, like)| *like >= ALIKE)
            .map(|(one, two, like)| (Reverse(like), one.at.abs_diff(two.at), one.at, two.at))
            .collect();
        tries.sort_unstable();
        for (.., one, two) in tries {
            if self.free.get(one) == Some(&true) && self.partner.get(two) == Some(&None) {
                self.join(one, two);
            }
        }
    }

    fn gone(&self) -> Vec<usize> {
        (0..self.free.len()).filter(|at| self.free.get(*at) == Some(&true)).collect()
    }

    fn come(&self) -> Vec<usize> {
        (0..self.partner.len()).filter(|at| self.partner.get(*at) == Some(&None)).collect()
    }

    fn join(&mut self, old: usize, new: usize) {
        if let Some((free, partner)) = self.free.get_mut(old).zip(self.partner.get_mut(new)) {
            (*free, *partner) = (false, Some(old));
        }
    }
}

/// What a section looks like.
struct Look {
    at: usize,
    level: u8,
    title: Likeness,
    text: Likeness,
}

impl Look {
    fn of(report: &Report, at: usize) -> Option<Self> {
        let section = report.sections.get(at)?;
        let (title, text) = (Likeness::of(&section.title), Likeness::of(&text(section)));
        Some(Self { at, level: section.level, title, text })
    }

    /// Thousandths of likeness; a preface is like no section, and one level apart is as far as a section is moved.
    fn like(&self, other: &Self) -> usize {
        let apart = self.level.abs_diff(other.level) > 1 || (self.level == 0) != (other.level == 0);
        if apart { 0 } else { self.title.to(&other.title).max(self.text.to(&other.text)) }
    }
}

/// What a section says, as far as it tells it from others.
fn text(section: &Section) -> String {
    let mut text = String::new();
    for block in &section.blocks {
        match block {
            Block::Paragraph(paragraph) => text.push_str(&paragraph.text),
            Block::Table(table) => {
                text.push_str(&table.caption);
                table.rows.iter().flat_map(|row| &row.label).for_each(|label| text.push_str(label));
            }
        }
    }
    text
}

fn in_order(partner: &[Option<usize>], free: &[bool]) -> Vec<Pair> {
    let stayed = longest_rising(partner);
    let mut behind: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for at in (0..free.len()).filter(|at| free.get(*at) == Some(&true)) {
        let before = (0..at).rev().find(|before| free.get(*before) == Some(&false));
        behind.entry(before).or_default().push(at);
    }
    let mut pairs = Vec::new();
    let gone = |before: Option<usize>, pairs: &mut Vec<Pair>| {
        let gone = behind.get(&before).into_iter().flatten();
        pairs.extend(gone.map(|at| Pair { old: Some(*at), new: None, moved: false }));
    };
    gone(None, &mut pairs);
    for (at, old) in partner.iter().enumerate() {
        let moved = old.is_some() && !stayed.contains(&at);
        pairs.push(Pair { old: *old, new: Some(at), moved });
        if old.is_some() {
            gone(*old, &mut pairs);
        }
    }
    pairs
}

/// The places of a longest run of partners that rises: what is not in it was moved.
fn longest_rising(partner: &[Option<usize>]) -> Vec<usize> {
    let mut ends: Vec<(usize, usize)> = Vec::new(); // partner and place of the smallest end of a run of each length
    let mut before: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, old) in partner.iter().enumerate().filter_map(|(at, old)| Some((at, (*old)?))) {
        let length = ends.partition_point(|(end, _)| *end < old);
        if let Some((_, place)) = length.checked_sub(1).and_then(|shorter| ends.get(shorter)) {
            before.insert(at, *place);
        }
        match ends.get_mut(length) {
            Some(end) => *end = (old, at),
            None => ends.push((old, at)),
        }
    }
    let last = ends.last().map(|(_, at)| *at);
    std::iter::successors(last, |at| before.get(at).copied()).collect()
}
