//! Pieces to sections: headings by their numbers, cut paragraphs joined, tables with what belongs to them.

use crate::model::{Block, Paragraph, Section, Table, numbers};

use super::piece::{Body, Fix, Mark, Piece, What};
use super::place::Spot;
use super::{grid, heading, reflow};

/// How far ahead the words of a change are looked for, in bytes.
const NEAR: usize = 8192;

/// A report being put together: sections, and what is to be told about them.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) title: String,
    pub(super) sections: Vec<Section>,
    pub(super) repairs: Vec<(Spot, Fix)>,
    pub(super) doubts: Vec<(Spot, String)>,
    /// Whether the last paragraph may go on in the next piece.
    open: bool,
    /// Whether the last paragraph was set off as the caption of a table.
    captioned: bool,
    /// Depth that the first heading of each level was marked with.
    depths: [Option<u8>; 5],
}

impl Draft {
    /// Puts pieces together.
    pub(super) fn of(mut pieces: Vec<Piece>) -> Self {
        let (title, fixes) = super::title::take(&mut pieces);
        let mut draft = Self { title, ..Self::default() };
        draft.repairs = fixes.into_iter().map(|fix| (Spot::Title, fix)).collect();
        for piece in pieces {
            draft.add(piece);
        }
        draft.settle_numbers();
        draft
    }

    fn add(&mut self, mut piece: Piece) {
        let fixes = std::mem::take(&mut piece.fixes);
        let doubts = std::mem::take(&mut piece.doubts);
        let length = piece.as_text().map_or(0, str::len);
        match piece.body {
            Body::Text(text) if !text.is_empty() => self.text(text, piece.mark),
            Body::Text(_) => {}
            Body::Grid(grid) => {
                let (table, corner) = grid::table(grid);
                self.table(table, corner);
            }
            Body::Sheet(sheet) => {
                let (grid, said) = sheet.grid();
                let (table, corner) = grid::table(grid);
                self.table(table, corner);
                let last = self.last();
                self.doubts.extend(said.into_iter().map(|doubt| (last.clone(), doubt)));
            }
            Body::Table(found) => self.table(found.0, None),
        }
        let last = self.last();
        let mut from = self.last_text().map_or(0, |text| text.len().saturating_sub(length));
        for fix in fixes {
            let spot = self.find(&last, &fix.after, &mut from);
            self.repairs.push((spot, fix));
        }
        self.doubts.extend(doubts.into_iter().map(|doubt| (last.clone(), doubt)));
    }

    /// Where the newest block or heading stands.
    pub(super) fn last(&self) -> Spot {
        let Some(at) = self.sections.len().checked_sub(1) else { return Spot::Title };
        let blocks = self.sections.last().map_or(0, |section| section.blocks.len());
        blocks.checked_sub(1).map_or(Spot::Section(at), |block| Spot::Block(at, block, 0..0))
    }

    /// The words in the paragraph at a spot, looked for from a byte on, which moves to where they were found; what goes
    /// around the words found before begins ahead of them.
    fn find(&self, spot: &Spot, words: &str, from: &mut usize) -> Spot {
        let (Spot::Block(at, block, _), Some(text)) = (spot, self.last_text()) else {
            return spot.clone();
        };
        let near = |start: usize| {
            let start = text.floor_char_boundary(start);
            let end = text.floor_char_boundary(start + 2 * words.len() + NEAR);
            text.get(start..end)?.find(words).map(|at| start + at)
        };
        let Some(found) = near(*from).or_else(|| near(from.saturating_sub(words.len()))) else {
            return spot.clone();
        };
        *from = found + words.len();
        Spot::Block(*at, *block, found..*from)
    }

    /// The text of the newest block, if it is a paragraph.
    fn last_text(&self) -> Option<&str> {
        let block = self.sections.last()?.blocks.last()?;
        block.paragraph().map(|paragraph| paragraph.text.as_str())
    }

    fn last_text_mut(&mut self) -> Option<&mut String> {
        match self.sections.last_mut()?.blocks.last_mut()? {
            Block::Paragraph(paragraph) => Some(&mut paragraph.text),
            Block::Table(_) => None,
        }
    }

    fn text(&mut self, text: String, mark: Mark) {
        if reflow::is_page_number(&text) {
            self.repairs.push((self.last(), Fix::new(What::PageNumber, text, "")));
            return;
        }
        if self.open && mark == Mark::None && self.joins(&text) {
            return;
        }
        if self.belongs_to_table(&text) {
            return;
        }
        self.open = false;
        self.captioned = mark == Mark::Caption;
        if !self.captioned && heading::heading(&text).is_some() {
            self.heading(&text, mark);
        } else if matches!(mark, Mark::Heading(_)) && heading::is_short(&text) {
            self.section(1, Some(String::new()), text);
            self.doubts.push((self.last(), "标题没有编号，按一级标题收入".to_owned()));
        } else {
            self.block(Block::Paragraph(Paragraph { text: text.clone(), ..Paragraph::default() }));
            if let Mark::Heading(depth) = mark {
                let before = format!("{} {text}", "#".repeat(usize::from(depth)));
                self.repairs.push((self.last(), Fix::new(What::NoHeading, before, text)));
            }
            self.open = !matches!(mark, Mark::Apart | Mark::Caption);
        }
    }

    /// Joins the text to the last paragraph, if a page break cut them apart.
    fn joins(&mut self, next: &str) -> bool {
        let Spot::Block(at, block, _) = self.last() else { return false };
        let Some(text) = self.last_text() else { return false };
        if !reflow::is_one(text, next) {
            return false;
        }
        let tail = text.get(around(text, text.len())).unwrap_or_default();
        let before = format!("{tail}⏎{}", next.get(around(next, 0)).unwrap_or_default());
        let Some(joined) = self.last_text_mut() else { return false };
        let seam = reflow::glue(joined, next);
        let near = around(joined, seam);
        let after = joined.get(near.clone()).unwrap_or_default().to_owned();
        if let Some(found) = heading::heading(joined) {
            let (level, number, title) =
                (found.level, found.number.to_owned(), found.title.to_owned());
            self.sections.last_mut().map(|section| section.blocks.pop());
            self.sections.retain(|section| !section.is_preface() || !section.blocks.is_empty());
            self.section(level, Some(number), title);
            self.repairs.push((self.last(), Fix::new(What::Joined, before, after)));
            self.open = false;
            return true;
        }
        self.mind_table_above();
        self.repairs.push((Spot::Block(at, block, near), Fix::new(What::Joined, before, after)));
        true
    }

    /// What has become a note or a source by being joined belongs to the table above it.
    fn mind_table_above(&mut self) {
        let blocks = self.sections.last_mut().map(|section| &mut section.blocks);
        let Some(Block::Paragraph(last)) = blocks.and_then(Vec::pop) else { return };
        if !self.belongs_to_table(&last.text)
            && let Some(section) = self.sections.last_mut()
        {
            section.blocks.push(Block::Paragraph(last));
        }
    }

    /// A note or source below a table belongs to the table.
    fn belongs_to_table(&mut self, text: &str) -> bool {
        let last = self.sections.last_mut().and_then(|section| section.blocks.last_mut());
        let Some(Block::Table(table)) = last else { return false };
        if let Some(note) = text.strip_prefix("注：").filter(|_| table.source.is_empty()) {
            table.notes.push(note.to_owned());
            return true;
        }
        let source = text.strip_prefix("资料来源：").filter(|source| !source.is_empty());
        if let Some(source) = source.filter(|_| table.source.is_empty()) {
            source.clone_into(&mut table.source);
            return true;
        }
        false
    }

    fn heading(&mut self, text: &str, mark: Mark) {
        let Some(found) = heading::heading(text) else { return };
        self.section(found.level, Some(found.number.to_owned()), found.title.to_owned());
        if !found.gap.is_empty() {
            let after = format!("{}{}", found.number, found.title);
            self.repairs.push((self.last(), Fix::new(What::Gap, text, after)));
        }
        let Mark::Heading(depth) = mark else { return };
        let Some(first) = self.depths.get_mut(usize::from(found.level)) else { return };
        let usual = *first.get_or_insert(depth);
        if usual != depth {
            let marked = |depth: u8| format!("{} {text}", "#".repeat(usize::from(depth)));
            let fix = Fix::new(What::Depth, marked(depth), marked(usual));
            self.repairs.push((self.last(), fix));
        }
    }

    /// Opens a section; its number is as printed until all are known.
    pub(super) fn section(&mut self, level: u8, number: Option<String>, title: String) {
        self.sections.push(Section { level, title, number, ..Section::default() });
    }

    /// Opens the preface, if nothing stands yet.
    pub(super) fn preface(&mut self) {
        if self.sections.is_empty() {
            self.sections.push(Section::default());
        }
    }

    /// Adds a block to the newest section, or to the preface if there is none yet.
    pub(super) fn block(&mut self, block: Block) {
        self.preface();
        if let Some(section) = self.sections.last_mut() {
            section.blocks.push(block);
        }
    }

    fn table(&mut self, mut table: Table, corner: Option<String>) {
        let captioned = std::mem::take(&mut self.captioned);
        let caption = self.last_text().filter(|text| captioned || is_caption(text));
        if let Some(caption) = caption.map(str::to_owned) {
            self.sections.last_mut().map(|section| section.blocks.pop());
            table.caption = caption;
        }
        self.block(Block::Table(table));
        self.open = false;
        if let Some(corner) = corner {
            let doubt = format!("表头左上角的“{corner}”没有地方存放，未导入");
            self.doubts.push((self.last(), doubt));
        }
    }

    /// Keeps a printed number only where it is not the one that follows from place and level, and tells it.
    pub(super) fn settle_numbers(&mut self) {
        let printed: Vec<String> = self
            .sections
            .iter_mut()
            .map(|section| section.number.take().unwrap_or_default())
            .collect();
        for (section, number) in self.sections.iter_mut().zip(&printed) {
            let unnumbered = number.is_empty() && !section.is_preface();
            section.number = unnumbered.then(String::new);
        }
        let derived = numbers(&self.sections);
        let both = printed.into_iter().zip(derived).enumerate();
        for (at, (printed, derived)) in both {
            if printed == derived {
                continue;
            }
            self.doubts
                .push((Spot::Section(at), format!("编号印作“{printed}”，按次序应为“{derived}”")));
            if let Some(section) = self.sections.get_mut(at) {
                section.number = Some(printed);
            }
        }
    }
}

/// Whether a line is the caption of the table below it: 表1 …, 附表二 ….
fn is_caption(text: &str) -> bool {
    let numbered =
        text.strip_prefix("附表").or_else(|| text.strip_prefix('表')).is_some_and(|rest| {
            rest.trim_start()
                .starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
        });
    numbered && heading::is_short(text)
}

/// A few characters on both sides of a seam.
fn around(text: &str, seam: usize) -> std::ops::Range<usize> {
    const SIDE: usize = 8;
    let (before, after) = text.split_at_checked(seam).unwrap_or((text, ""));
    let start = before.char_indices().rev().take(SIDE).last().map_or(seam, |(at, _)| at);
    let end = after.char_indices().nth(SIDE).map_or(text.len(), |(at, _)| seam + at);
    start..end
}

#[cfg(test)]
mod tests {
    use super::super::piece::Grid;
    use super::*;

    fn draft(lines: &[(&str, Mark)]) -> Draft {
        Draft::of(lines.iter().map(|(text, mark)| Piece::text(*text, *mark)).collect())
    }

    #[test]
    fn a_printed_number_is_kept_where_it_is_another() {
        let draft =
            draft(&[("一、甲", Mark::None), ("三、乙", Mark::None), ("(一)丙", Mark::None)]);
        let numbers: Vec<_> =
            draft.sections.iter().map(|section| section.number.as_deref()).collect();
        assert_eq!(numbers, [None, Some("三、"), Some("(一)")]);
        assert_eq!(draft.doubts.len(), 2);
    }

    #[test]
    fn what_is_set_apart_is_not_joined() {
        let draft = draft(&[
            ("各科室坚持按季", Mark::None),
            ("度报送信息", Mark::Apart),
            ("完成", Mark::None),
        ]);
        assert_eq!(draft.sections[0].blocks.len(), 3);
        assert!(draft.repairs.is_empty());
    }

    #[test]
    fn a_join_shows_both_sides_of_the_seam() {
        let draft = draft(&[
            ("各科室坚持按季", Mark::None),
            ("— 2 —", Mark::None),
            ("度报送公开信息。", Mark::None),
        ]);
        let fixes: Vec<_> =
            draft.repairs.iter().map(|(_, fix)| (fix.what, fix.before.as_str())).collect();
        assert_eq!(
            fixes,
            [(What::PageNumber, "— 2 —"), (What::Joined, "各科室坚持按季⏎度报送公开信息。")]
        );
        assert_eq!(draft.last_text(), Some("各科室坚持按季度报送公开信息。"));
    }

    #[test]
    fn captions_notes_and_sources_belong_to_their_table() {
        let mut pieces = vec![Piece::text("表1 季度情况", Mark::None), Piece::default()];
        pieces[1].body = Body::Grid(Grid {
            header: vec!["项目".to_owned(), "人次".to_owned()],
            rows: Vec::new(),
            stub: None,
        });
        pieces.extend(
            ["注：不含临时救助", "资料来源：业务台账", "全年平稳。"]
                .map(|text| Piece::text(text, Mark::None)),
        );
        let draft = Draft::of(pieces);
        let table = draft.sections[0].blocks[0].table().unwrap();
        assert_eq!((table.caption.as_str(), table.source.as_str()), ("表1 季度情况", "业务台账"));
        assert_eq!(table.notes, ["不含临时救助"]);
        assert_eq!(draft.sections[0].blocks.len(), 2);
    }
}
