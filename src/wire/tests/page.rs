//! A page as the editor draws it: a title, a paragraph filled to the margin, perhaps a pane beside it, a status line.

use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};

use super::terminal::{blank, write};
use crate::text::width::Widths;

const PROSE: &str = "本年度主动公开政府信息共计三千余条，其中通过政府网站公开二千八百条，通过政务新媒体公开四百余条。依申请公开\
方面，全年收到申请一百五十六件，比上年增长百分之十二，均在法定期限内答复，无结转下年度办理的申请；因政府信息公开引起的\
行政复议三件，全部维持原决定，未发生行政诉讼。";

#[derive(Debug, Clone)]
pub(super) struct Page {
    pub(super) text: Vec<char>,
    pub(super) size: (u16, u16),
    /// The text stands in the columns `left..right`; a pane stands in those from `right` on.
    pub(super) left: u16,
    pub(super) right: u16,
    /// The first row of the text that is shown.
    pub(super) first: usize,
    pub(super) widths: Widths,
    pub(super) counted: bool,
}

impl Page {
    pub(super) fn new(glyphs: usize) -> Self {
        Self {
            text: PROSE.chars().cycle().take(glyphs).collect(),
            size: (80, 24),
            left: 0,
            right: 80,
            first: 0,
            widths: Widths::NARROW,
            counted: true,
        }
    }

    /// The first row of the text on the screen, and the row after the last.
    pub(super) fn lines(&self) -> (u16, u16) {
        (2.min(self.size.1), self.size.1.saturating_sub(2))
    }

    /// Rows are filled to the margin, but none begins with a mark that must not stand there (避头).
    pub(super) fn rows(&self) -> Vec<(usize, usize)> {
        let mut rows = Vec::new();
        let room = usize::from(self.right - self.left);
        let mut start = 0;
        while start < self.text.len() {
            let mut used = 0;
            let fits = self.text[start..].iter().take_while(|glyph| {
                used += self.columns(**glyph);
                used <= room
            });
            let mut end = start + fits.count().max(1);
            while end < self.text.len() && end > start + 1 && "，。；".contains(self.text[end]) {
                end -= 1;
            }
            rows.push((start, end));
            start = end;
        }
        rows
    }

    fn columns(&self, glyph: char) -> usize {
        self.widths.glyph(glyph.encode_utf8(&mut [0; 4]))
    }

    pub(super) fn draw(&self) -> Buffer {
        let (width, height) = self.size;
        let mut frame = blank(width, height);
        let plain = (Style::new(), self.widths);
        let bar = (Style::new().add_modifier(Modifier::REVERSED), self.widths);
        write(
            &mut frame,
            (0, 0, width),
            &format!("{:<60}", "  宁川市政府信息公开工作年度报告（2025年）"),
            bar,
        );
        let (top, bottom) = self.lines();
        for (y, (start, end)) in (top..bottom).zip(self.rows().into_iter().skip(self.first)) {
            let row: String = self.text[start..end].iter().collect();
            write(&mut frame, (self.left, y, self.right), &row, plain);
        }
        for y in top..bottom {
            write(&mut frame, (self.right, y, width), "| 批注：请核对本段数字", plain);
        }
        if height > 3 {
            let count =
                if self.counted { format!("字数 {}", self.text.len()) } else { String::new() };
            write(&mut frame, (0, height - 1, width), &format!("{count}  第三节  已保存"), plain);
        }
        frame
    }

    /// Column and row of the caret before a glyph, kept inside the screen.
    pub(super) fn caret(&self, place: usize) -> (u16, u16) {
        let rows = self.rows();
        let row = rows.iter().rposition(|(start, _)| *start <= place).unwrap_or(0);
        let start = rows.get(row).map_or(0, |(start, _)| *start);
        let before: usize = self.text[start..place].iter().map(|glyph| self.columns(*glyph)).sum();
        let x = usize::from(self.left) + before;
        let y = usize::from(self.lines().0) + row.saturating_sub(self.first);
        let inside = |at: usize, end: u16| u16::try_from(at.min(usize::from(end) - 1)).unwrap();
        (inside(x, self.size.0), inside(y, self.size.1))
    }

    /// UTF-8 bytes of the text on the screen.
    pub(super) fn bytes_shown(&self) -> usize {
        let (top, bottom) = self.lines();
        let rows = self.rows().into_iter().skip(self.first).take(usize::from(bottom - top));
        rows.flat_map(|(start, end)| &self.text[start..end]).map(|glyph| glyph.len_utf8()).sum()
    }
}
