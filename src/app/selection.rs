//! The selected stretch of text: from the mark to the caret, over several paragraphs if need be.

use crate::edit::Edit;
use crate::model::{Block, Report, moved_on, within};

use super::caret::Caret;
use super::clip::chars;
use super::spot::Spot;
use super::state::State;

/// A stretch of text (选区), in reading order, both ends apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selection {
    /// Where it begins.
    pub from: (Spot, usize),
    /// Where it ends.
    pub to: (Spot, usize),
}

impl Selection {
    /// The stretch between two carets; none where they are at the same place.
    pub fn between(one: Caret, other: Caret) -> Option<Self> {
        let (one, other) = ((one.spot, one.offset), (other.spot, other.offset));
        (one != other).then(|| Self { from: one.min(other), to: one.max(other) })
    }

    /// The part of a text that is selected.
    pub fn within(&self, spot: Spot, length: usize) -> Option<std::ops::Range<usize>> {
        if spot < self.from.0 || spot > self.to.0 {
            return None;
        }
        let start = if spot == self.from.0 { self.from.1 } else { 0 };
        let end = if spot == self.to.0 { self.to.1.min(length) } else { length };
        (start <= end).then_some(start..end)
    }

    /// The selected words, a line a paragraph; tables are left out.
    pub fn text(&self, report: &Report) -> String {
        let spots = std::iter::successors(Some(self.from.0), |spot| spot.next(report));
        let parts = spots.take_while(|spot| *spot <= self.to.0).filter_map(|spot| {
            let text = spot.text(report)?;
            text.get(self.within(spot, text.len())?)
        });
        parts.collect::<Vec<_>>().join("\n")
    }

    /// The edit that puts other words in the place of the selected ones.
    ///
    /// # Errors
    /// Why it cannot be done, where the stretch reaches over a heading or a table.
    fn replaced(&self, report: &Report, with: &str) -> Result<Edit, &'static str> {
        let ((first, start), (last, end)) = (self.from, self.to);
        let text = first.text(report).ok_or("选中的是表格，到表里去改")?;
        let at = first.text_at(report).ok_or("选中的是表格，到表里去改")?;
        let cut =
            |text: &str, from: usize, to: usize| text.get(from..to).unwrap_or_default().to_owned();
        if first == last {
            let removed = cut(text, start, end);
            return Ok(Edit::ReplaceText { at, start, removed, inserted: with.to_owned() });
        }
        let (Spot::Block(section, block), Spot::Block(other, last_block)) = (first, last) else {
            return Err("选区跨过了标题；分开来删，或在目录里处理章节");
        };
        let owner = report.sections.get(section).filter(|_| section == other);
        let owner = owner.ok_or("选区跨过了标题；分开来删，或在目录里处理章节")?;
        let tables = owner
            .blocks
            .iter()
            .skip(block)
            .take(last_block - block + 1)
            .any(|block| block.table().is_some());
        if tables {
            return Err("选区里有表格；分开来删");
        }
        let tail = last.text(report).map(|text| cut(text, end, text.len())).unwrap_or_default();
        let joined = Edit::ReplaceText {
            at,
            start,
            removed: cut(text, start, text.len()),
            inserted: format!("{with}{tail}"),
        };
        let count = last_block - block;
        let mut edits =
            vec![joined, Edit::RemoveBlocks { section: owner.id, at: block + 1, count }];
        // What is tied in the rest of the last paragraph stays tied.
        let paragraph = |spot: Spot| spot.block(report).and_then(Block::paragraph);
        if let (Some(own), Some(other)) = (paragraph(first), paragraph(last)) {
            let rest = within(&other.links, chars(&other.text, end), usize::MAX);
            if !rest.is_empty() {
                let before = chars(&own.text, start);
                let mut to = within(&own.links, 0, before);
                to.extend(moved_on(&rest, before + with.chars().count()));
                edits.push(Edit::SetLinks { paragraph: own.id, to });
            }
        }
        Ok(Edit::Group(edits))
    }
}

impl State {
    /// The selected stretch, if there is one.
    pub fn selection(&self) -> Option<Selection> {
        Selection::between(self.page.mark?, self.page.caret)
    }

    /// Puts other words in the place of the selected ones, as one step; false where nothing is selected.
    pub(super) fn replace_selection(&mut self, title: &str, with: &str) -> bool {
        let (Some(selection), Some(report)) = (self.selection(), self.report()) else {
            return false;
        };
        match selection.replaced(report, with) {
            Err(refusal) => self.warn(refusal),
            Ok(edit) => {
                if self.change(title, edit) {
                    let (spot, start) = selection.from;
                    self.page.jump(Caret::at(spot, start + with.len()));
                }
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Block, Ids, Paragraph, Section};

    fn report() -> Report {
        let mut report = Report::new(2024, "年报".to_owned()).unwrap();
        let paragraph = |text: &str| {
            Block::Paragraph(Paragraph { text: text.to_owned(), ..Paragraph::default() })
        };
        let blocks =
            vec![paragraph("一二三"), paragraph("四五"), paragraph(""), paragraph("六七八")];
        report.sections =
            vec![Section { level: 1, title: "标题".to_owned(), blocks, ..Section::default() }];
        report.give_ids(&mut Ids::of_text("report"));
        report
    }

    /// The text of the section, a line a paragraph.
    fn whole(report: &Report) -> String {
        report.sections[0]
            .paragraphs()
            .map(|paragraph| paragraph.text.clone())
            .collect::<Vec<_>>()
            .join("\n")
    }

    proptest! {
        #[test]
        fn what_is_selected_is_what_goes(a in 0usize..4, b in 0usize..4, i in 0usize..4, j in 0usize..4) {
            let mut report = report();
            let place = |block: usize, index: usize| {
                let text = Spot::Block(0, block).text(&report).unwrap();
                Caret::at(Spot::Block(0, block), text.char_indices().nth(index).map_or(text.len(), |(at, _)| at))
            };
            let Some(selection) = Selection::between(place(a, i), place(b, j)) else { return Ok(()) };
            let (before, selected) = (whole(&report), selection.text(&report));
            selection.replaced(&report, "X").unwrap().apply(&mut report).unwrap();
            prop_assert_eq!(whole(&report).chars().count(), before.chars().count() - selected.chars().count() + 1);
            prop_assert_eq!(whole(&report).replacen('X', &selected, 1), before);
        }
    }

    #[test]
    fn a_heading_is_not_swallowed() {
        let report = report();
        let selection =
            Selection::between(Caret::before(Spot::Heading(0)), Caret::at(Spot::Block(0, 1), 3))
                .unwrap();
        assert!(selection.replaced(&report, "").is_err());
        assert_eq!(selection.text(&report), "标题\n一二三\n四");
    }
}
