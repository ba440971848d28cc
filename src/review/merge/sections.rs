//! The sections of a merged report, with their headings and the blocks that belong to them, in order.

use std::collections::BTreeMap;

use crate::model::{Block, Disputed, Id, Report, Section, TextAt};

use super::blocks::Blocks;
use super::clashes::{Clashes, Sides};
use super::order::ordered;

pub(super) fn merged(
    sides: Sides<'_, Report>,
    mut blocks: Blocks,
    clashes: &mut Clashes,
) -> Vec<Section> {
    let known = |report: &'_ Report| -> BTreeMap<Id, Section> {
        report.sections.iter().map(|section| (section.id, heading(section))).collect()
    };
    let (base, ours, theirs) = (known(sides.base), known(sides.ours), known(sides.theirs));
    let list =
        |report: &Report| report.sections.iter().map(|section| section.id).collect::<Vec<Id>>();
    let (old, mine, yours) = (list(sides.base), list(sides.ours), list(sides.theirs));
    let mut kept: BTreeMap<Id, Section> = BTreeMap::new();
    for id in mine.iter().chain(yours.iter().filter(|id| !ours.contains_key(id))) {
        let section = match (base.get(id), ours.get(id), theirs.get(id)) {
            (before, Some(ours), Some(theirs)) => {
                let empty = Section { id: *id, ..Section::default() };
                Some(both(Sides { base: before.unwrap_or(&empty), ours, theirs }, clashes))
            }
            (before, Some(one), None) | (before, None, Some(one)) => {
                single(before, one, blocks.any_in(*id), clashes)
            }
            (_, None, None) => None,
        };
        kept.extend(section.map(|section| (*id, section)));
    }
    let all = Sides { base: &old[..], ours: &mine[..], theirs: &yours[..] };
    let order = ordered(all, |id| kept.contains_key(id));
    let sections = order.into_iter().filter_map(|id| {
        let section = kept.remove(&id)?;
        let blocks = blocks_of(sides, id, &mut blocks);
        Some(Section { blocks, ..section })
    });
    preface_first(sections.collect())
}

/// A section without what stands below its heading.
fn heading(section: &Section) -> Section {
    Section { blocks: Vec::new(), ..section.clone() }
}

/// A section that only one side has: new, or removed by the other, who did not know of what has changed in it.
fn single(
    before: Option<&Section>,
    one: &Section,
    filled: bool,
    clashes: &mut Clashes,
) -> Option<Section> {
    if let Some(before) = before {
        if before == one && !filled {
            return None;
        }
        clashes.note(Disputed::Section(one.id), before.title.clone(), None);
    }
    Some(one.clone())
}

fn both(sides: Sides<'_, Section>, clashes: &mut Clashes) -> Section {
    let id = sides.ours.id;
    let title = clashes.text(sides.texts(|it| &it.title), Disputed::Text(TextAt::Heading(id)));
    let at = || Disputed::Section(id);
    let level = *clashes.pick(sides.of(|it| &it.level), at(), |level| format!("第 {level} 级标题"));
    let number = clashes.pick(sides.of(|it| &it.number), at(), |number| {
        number.clone().unwrap_or_else(|| "自动编号".to_owned())
    });
    Section { title, level, number: number.clone(), ..sides.ours.clone() }
}

fn blocks_of(sides: Sides<'_, Report>, section: Id, blocks: &mut Blocks) -> Vec<Block> {
    let list = |report: &Report| -> Vec<Id> {
        let found = report.sections.iter().find(|known| known.id == section);
        found.into_iter().flat_map(|found| &found.blocks).map(Block::id).collect()
    };
    let (base, ours, theirs) = (list(sides.base), list(sides.ours), list(sides.theirs));
    let all = Sides { base: &base[..], ours: &ours[..], theirs: &theirs[..] };
    let order = ordered(all, |id| blocks.section(*id) == Some(section));
    order.into_iter().flat_map(|id| blocks.take(id).collect::<Vec<_>>()).collect()
}

/// There is one preface, and it comes first: of two that were begun apart the second goes on in the first.
fn preface_first(sections: Vec<Section>) -> Vec<Section> {
    let (prefaces, mut sections): (Vec<Section>, Vec<Section>) =
        sections.into_iter().partition(Section::is_preface);
    let joined = prefaces.into_iter().reduce(|mut first, second| {
        first.blocks.extend(second.blocks);
        first
    });
    sections.splice(0..0, joined);
    sections
}
