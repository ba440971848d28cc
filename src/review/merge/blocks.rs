//! The paragraphs and tables of a merged report, wherever they stand.

use std::collections::BTreeMap;

use crate::model::{Block, Disputed, Id, Ids, Link, Paragraph, Report, Table, TextAt};

use super::clashes::{Clashes, Sides};
use super::record::united;
use super::tables;

/// Every block that stays: where it belongs and what it is.
#[derive(Debug, Default)]
pub(super) struct Blocks(BTreeMap<Id, Placed>);

#[derive(Debug)]
struct Placed {
    section: Id,
    block: Block,
    /// Theirs, where the two are too different to be one.
    beside: Option<Block>,
}

/// A block and the section in which one of the sides has it.
type Home<'a> = (Id, &'a Block);

fn homes(report: &Report) -> BTreeMap<Id, Home<'_>> {
    let blocks = report.sections.iter().flat_map(|section| {
        section.blocks.iter().map(move |block| (block.id(), (section.id, block)))
    });
    blocks.collect()
}

impl Blocks {
    pub(super) fn merged(sides: Sides<'_, Report>, clashes: &mut Clashes, ids: &mut Ids) -> Self {
        let (base, ours, theirs) = (homes(sides.base), homes(sides.ours), homes(sides.theirs));
        let mut blocks = Self::default();
        let mut work = Work { clashes, ids };
        // In reading order, so that the conflicts come in it too.
        let mine = sides.ours.sections.iter().flat_map(|section| &section.blocks);
        let yours = sides.theirs.sections.iter().flat_map(|section| &section.blocks);
        let yours = yours.filter(|block| !ours.contains_key(&block.id()));
        for id in mine.chain(yours).map(Block::id) {
            let found = [&base, &ours, &theirs].map(|side| side.get(&id).copied());
            let placed = match found {
                [_, Some(mine), Some(yours)] => Some(work.both(found[0], mine, yours)),
                [before, Some(one), None] | [before, None, Some(one)] => work.single(before, one),
                [_, None, None] => None,
            };
            blocks.0.extend(placed.map(|placed| (id, placed)));
        }
        blocks
    }

    /// Where a block that stays belongs.
    pub(super) fn section(&self, id: Id) -> Option<Id> {
        self.0.get(&id).map(|placed| placed.section)
    }

    /// Whether any block belongs to a section.
    pub(super) fn any_in(&self, section: Id) -> bool {
        self.0.values().any(|placed| placed.section == section)
    }

    /// Takes a block out, and what stands beside it.
    pub(super) fn take(&mut self, id: Id) -> impl Iterator<Item = Block> {
        self.0
            .remove(&id)
            .into_iter()
            .flat_map(|placed| [Some(placed.block), placed.beside])
            .flatten()
    }
}

/// What is noted and given out while blocks are merged.
struct Work<'a> {
    clashes: &'a mut Clashes,
    ids: &'a mut Ids,
}

impl Work<'_> {
    /// A block that only one side has: new, or removed by the other.
    fn single(&mut self, before: Option<Home<'_>>, one: Home<'_>) -> Option<Placed> {
        let (section, block) = one;
        if let Some((_, before)) = before {
            if before == block {
                return None;
            }
            self.clashes.note(Disputed::Block(block.id()), words(before), None);
        }
        Some(Placed { section, block: block.clone(), beside: None })
    }

    fn both(
        &mut self,
        before: Option<Home<'_>>,
        (mine, ours): Home<'_>,
        (yours, theirs): Home<'_>,
    ) -> Placed {
        let moved = before.is_some_and(|(was, _)| was != mine);
        let section = if moved || before.is_none() { mine } else { yours };
        let before = before.map(|(_, block)| block);
        let placed = |block: Block, beside| Placed { section, block, beside };
        if ours == theirs || before == Some(theirs) {
            return placed(ours.clone(), None);
        }
        if before == Some(ours) {
            return placed(theirs.clone(), None);
        }
        match (before, ours, theirs) {
            (before, Block::Paragraph(ours), Block::Paragraph(theirs)) => {
                let empty = Paragraph::default();
                let base = before.and_then(Block::paragraph).unwrap_or(&empty);
                let text = Sides { base, ours, theirs }.texts(|paragraph| &paragraph.text);
                let at = Disputed::Text(TextAt::Paragraph(ours.id));
                let text = self.clashes.text(text, at);
                let links = Sides { base, ours, theirs }.of(|it| &it.links[..]);
                let links = relinked(united(links), &text);
                placed(Block::Paragraph(Paragraph { id: ours.id, text, links }), None)
            }
            (Some(Block::Table(base)), Block::Table(ours), Block::Table(theirs)) => {
                match tables::merged(Sides { base, ours, theirs }, self.clashes) {
                    Some(table) => placed(Block::Table(table), None),
                    None => self.apart(section, Block::Table(ours.clone()), theirs),
                }
            }
            (_, ours, Block::Table(theirs)) => self.apart(section, ours.clone(), theirs),
            (_, ours, Block::Paragraph(theirs)) => {
                self.clashes.note(
                    Disputed::Block(ours.id()),
                    String::new(),
                    Some(theirs.text.clone()),
                );
                placed(ours.clone(), None)
            }
        }
    }

    /// Ours with their table behind it, under ids of its own.
    fn apart(&mut self, section: Id, block: Block, theirs: &Table) -> Placed {
        let mut table = theirs.clone();
        table.id = self.ids.give();
        for row in &mut table.rows {
            row.id = self.ids.give();
        }
        let other = "另一份表紧接在这份的后面，请留下一份".to_owned();
        self.clashes.note(Disputed::Block(block.id()), String::new(), Some(other));
        Placed { section, block, beside: Some(Block::Table(table)) }
    }
}

/// A block in words, for whoever decides.
fn words(block: &Block) -> String {
    match block {
        Block::Paragraph(paragraph) => paragraph.text.clone(),
        Block::Table(table) if table.caption.is_empty() => format!("表 {}", table.form),
        Block::Table(table) => table.caption.clone(),
    }
}

/// The links of both, at their figures in the merged text; one whose figure does not stand there any more goes.
fn relinked(links: Vec<Link>, text: &str) -> Vec<Link> {
    let chars: Vec<char> = text.chars().collect();
    let mut kept: Vec<Link> = Vec::new();
    for link in links {
        let quote: Vec<char> = link.quote.chars().collect();
        let free = |at: &usize| {
            let to = *at + quote.len();
            kept.iter().all(|other| to <= other.from || other.to <= *at)
        };
        let there = chars.windows(quote.len().max(1)).enumerate();
        let found = there.filter(|(_, words)| **words == quote).map(|(at, _)| at).filter(free);
        if let Some(from) = found.min_by_key(|at| at.abs_diff(link.from)) {
            kept.push(Link { from, to: from + quote.len(), ..link });
        }
    }
    kept.sort_by_key(|link| link.from);
    kept
}
