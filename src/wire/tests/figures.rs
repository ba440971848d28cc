//! Bytes of typical keys, printed and held under their bounds.

use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};

use super::terminal::{Driven, at, blank, write};
use crate::text::width::Widths;
use crate::wire::Abilities;

const PLAIN: (Style, Widths) = (Style::new(), Widths::NARROW);
const PROSE: &str = "本年度主动公开政府信息共计三千余条，其中通过政府网站公开二千八百条，通过政务新媒体公开四百余条。依申请公开\
方面，全年收到申请一百五十六件，比上年增长百分之十二，均在法定期限内答复，无结转下年度办理的申请；因政府信息公开引起的\
行政复议三件，全部维持原决定，未发生行政诉讼。";

/// A page of filled rows under a title and over a status line, as the editor draws it; the text stands in `left..right`.
struct Page {
    text: Vec<char>,
    top: u16,
    left: u16,
    right: u16,
    count: bool,
}

impl Page {
    fn new(glyphs: usize) -> Self {
        Self {
            text: PROSE.chars().cycle().take(glyphs).collect(),
            top: 2,
            left: 0,
            right: 80,
            count: true,
        }
    }

    /// Rows are filled to the margin, but none begins with a mark that must not stand there (避头).
    fn rows(&self) -> Vec<(usize, usize)> {
        let mut rows = Vec::new();
        let fill = usize::from((self.right - self.left) / 2);
        let mut start = 0;
        while start < self.text.len() {
            let mut end = (start + fill).min(self.text.len());
            while end < self.text.len() && end > start + 1 && "，。；".contains(self.text[end]) {
                end -= 1;
            }
            rows.push((start, end));
            start = end;
        }
        rows
    }

    fn draw(&self, first: usize) -> Buffer {
        let mut frame = blank(80, 24);
        let bar = (Style::new().add_modifier(Modifier::REVERSED), Widths::NARROW);
        write(
            &mut frame,
            (0, 0, 80),
            &format!("{:<60}", "  宁川市政府信息公开工作年度报告（2025年）"),
            bar,
        );
        for (y, (start, end)) in (self.top..22).zip(self.rows().into_iter().skip(first)) {
            let row: String = self.text[start..end].iter().collect();
            write(&mut frame, (self.left, y, self.right), &row, PLAIN);
        }
        if self.right < 80 {
            for y in self.top..22 {
                write(&mut frame, (self.right, y, 80), "| 批注：请核对本段数字", PLAIN);
            }
        }
        let status = if self.count {
            format!("字数 {}  第三节  已保存", self.text.len())
        } else {
            "第三节".to_owned()
        };
        write(&mut frame, (0, 23, 80), &status, PLAIN);
        frame
    }

    /// Column and row of the caret before glyph `at`.
    fn caret(&self, place: usize) -> (u16, u16) {
        let rows = self.rows();
        let y = rows.iter().rposition(|(start, _)| *start <= place).unwrap_or(0);
        let x = u16::try_from((place - rows[y].0) * 2).unwrap();
        (self.left + x, self.top + u16::try_from(y).unwrap())
    }
}

fn xterm() -> Driven {
    Driven::new(Abilities::of("xterm-256color", false), (80, 24))
}

/// Draws, checks the screen cell by cell, and counts.
fn bytes(terminal: &mut Driven, frame: &Buffer, place: (u16, u16)) -> Vec<u8> {
    let cursor = at(place.0.min(79), place.1);
    let sent = terminal.present(frame, cursor);
    terminal.agrees(frame, cursor).expect("same screen");
    sent
}

/// Types `glyphs` glyphs one by one from `place` on: mean and most bytes of a key.
fn typed(page: &mut Page, place: usize, glyphs: usize) -> (usize, usize) {
    let mut terminal = xterm();
    let caret = page.caret(place);
    bytes(&mut terminal, &page.draw(0), caret);
    let mut sizes = Vec::new();
    for (step, glyph) in
        "进一步规范依申请公开办理流程严格落实保密审查".chars().cycle().take(glyphs).enumerate()
    {
        page.text.insert(place + step, glyph);
        let caret = page.caret(place + step + 1);
        let sent = bytes(&mut terminal, &page.draw(0), caret);
        sizes.push(sent.len());
    }
    (sizes.iter().sum::<usize>() / sizes.len(), *sizes.iter().max().unwrap())
}

#[test]
fn a_glyph_typed_in_the_middle_of_a_long_paragraph() {
    let full = |glyphs| Page::new(glyphs);
    let pane = |glyphs| Page { left: 4, right: 56, ..Page::new(glyphs) };
    let table: [(&str, Page, usize, usize); 4] = [
        // what, page, glyphs before the caret, bytes of a key on average
        ("12 rows, 6 follow", full(12 * 40 - 10), 5 * 40 + 11, 85),
        ("12 rows, 11 follow", full(12 * 40 - 10), 11, 115),
        ("12 rows, last row", full(12 * 40 - 10), 12 * 40 - 30, 25),
        ("12 rows beside another pane, 6 follow", pane(12 * 26 - 10), 5 * 26 + 7, 190),
    ];
    for (what, mut page, place, bound) in table {
        let (mean, most) = typed(&mut page, place, 20);
        println!("{what}: {mean} bytes a key, {most} at most");
        assert!(mean <= bound, "{what}: {mean} bytes");
    }
}
