//! Bytes of typical keys, printed and held under their bounds.

use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};

use super::page::Page;
use super::terminal::{Driven, at, blank, write};
use crate::text::width::Widths;
use crate::wire::Abilities;

fn xterm() -> Driven {
    Driven::new(Abilities::of("xterm-256color", false), (80, 24))
}

/// Draws, checks the screen cell by cell, and counts.
fn bytes(terminal: &mut Driven, frame: &Buffer, (x, y): (u16, u16)) -> usize {
    let sent = terminal.present(frame, at(x, y));
    terminal.agrees(frame, at(x, y)).expect("same screen");
    sent.len()
}

fn mean(sizes: &[usize]) -> usize {
    sizes.iter().sum::<usize>().div_ceil(sizes.len())
}

/// Types glyphs one by one from `place` on: bytes of each key.
fn typed(page: &mut Page, place: usize, glyphs: usize) -> Vec<usize> {
    let mut terminal = xterm();
    bytes(&mut terminal, &page.draw(), page.caret(place));
    let keys =
        "进一步规范依申请公开办理流程严格落实保密审查".chars().cycle().take(glyphs).enumerate();
    keys.map(|(step, glyph)| {
        page.text.insert(place + step, glyph);
        bytes(&mut terminal, &page.draw(), page.caret(place + step + 1))
    })
    .collect()
}

#[test]
fn a_glyph_typed_in_a_long_paragraph() {
    let pane = |glyphs| Page { left: 4, right: 56, ..Page::new(glyphs) };
    let silent = |glyphs| Page { counted: false, ..Page::new(glyphs) };
    let table: [(&str, Page, usize, (usize, usize)); 6] = [
        // what, page, glyphs before the caret, bytes of a key: on average and at most
        ("12 rows, 6 follow", Page::new(12 * 40 - 10), 5 * 40 + 11, (85, 165)),
        ("12 rows, 11 follow", Page::new(12 * 40 - 10), 11, (115, 245)),
        ("12 rows, last row", Page::new(12 * 40 - 10), 12 * 40 - 30, (25, 45)),
        ("12 rows beside another pane, 6 follow", pane(12 * 26 - 10), 5 * 26 + 7, (155, 225)),
        ("at the end, with a live count", Page::new(300), 300, (20, 30)),
        ("at the end, without", silent(300), 300, (4, 8)),
    ];
    for (what, mut page, place, bounds) in table {
        let sizes = typed(&mut page, place, 20);
        let found = (mean(&sizes), sizes.iter().copied().max().unwrap_or(0));
        println!("typed, {what}: {} bytes a key, {} at most", found.0, found.1);
        assert!(found.0 <= bounds.0 && found.1 <= bounds.1, "{what}: {sizes:?}");
    }
}

#[test]
fn a_glyph_deleted_in_a_long_paragraph() {
    let mut page = Page::new(12 * 40 - 10);
    let mut terminal = xterm();
    let place = 5 * 40 + 31;
    bytes(&mut terminal, &page.draw(), page.caret(place));
    let sizes: Vec<usize> = (1..=20)
        .map(|step| {
            page.text.remove(place - step);
            bytes(&mut terminal, &page.draw(), page.caret(place - step))
        })
        .collect();
    println!(
        "deleted, 12 rows, 6 follow: {} bytes a key, {} at most",
        mean(&sizes),
        sizes.iter().max().unwrap()
    );
    assert!(mean(&sizes) <= 130, "{sizes:?}");
}

#[test]
fn pages_and_lines_of_a_long_text() {
    // ideographs in an order that does not repeat: nothing on the next page stands on this one
    let text = (0..80 * 40).filter_map(|at| char::from_u32(0x4e00 + at * 7919 % 20_000)).collect();
    let mut page = Page { counted: false, text, ..Page::new(0) };
    let mut terminal = xterm();
    bytes(&mut terminal, &page.draw(), (0, 2));
    page.first += 20;
    let sent = bytes(&mut terminal, &page.draw(), (0, 2));
    let shown = page.bytes_shown();
    println!("page down: {sent} bytes for {shown} bytes of text");
    assert!(sent * 100 <= shown * 105, "{sent} bytes for {shown}");
    for (what, step, bound) in
        [("one line down", 1_isize, 160), ("one line up", -1, 160), ("three lines down", 3, 410)]
    {
        page.first = page.first.checked_add_signed(step).unwrap();
        let sent = bytes(&mut terminal, &page.draw(), (0, 2));
        println!("{what}: {sent} bytes");
        assert!(sent <= bound, "{what}: {sent}");
    }
}

/// A table of figures with the current cell reversed, its name in the status line.
fn table(row: u16, column: u16) -> Buffer {
    let mut frame = blank(80, 24);
    for y in 0..20 {
        for x in 0..6 {
            let chosen = (y, x) == (row, column);
            let style =
                if chosen { Style::new().add_modifier(Modifier::REVERSED) } else { Style::new() };
            let figure = format!("{:>10}", (u32::from(y) * 7919 + u32::from(x) * 131) % 10_000);
            write(&mut frame, (14 + x * 11, 2 + y, 80), &figure, (style, Widths::NARROW));
        }
    }
    let status = format!("第{}行 第{}列  行政许可", row + 1, column + 1);
    write(&mut frame, (0, 23, 80), &status, (Style::new(), Widths::NARROW));
    frame
}

#[test]
fn moving_from_cell_to_cell() {
    let mut terminal = xterm();
    bytes(&mut terminal, &table(3, 2), (46, 5));
    let down = bytes(&mut terminal, &table(4, 2), (46, 6));
    let right = bytes(&mut terminal, &table(4, 3), (57, 6));
    println!("cell down: {down} bytes, cell right: {right} bytes");
    assert!(down <= 75 && right <= 75, "{down}, {right}");
}

#[test]
fn a_pane_beside_the_text_scrolls_alone() {
    let mut page = Page { left: 24, right: 80, ..Page::new(80 * 28) };
    let mut terminal = xterm();
    let outlined = |page: &Page| {
        let mut frame = page.draw();
        for y in 2..22 {
            write(
                &mut frame,
                (0, y, 24),
                &format!("{y} 主动公开情况 |"),
                (Style::new(), Widths::NARROW),
            );
        }
        frame
    };
    bytes(&mut terminal, &outlined(&page), (24, 2));
    page.first += 1;
    let sent = bytes(&mut terminal, &outlined(&page), (24, 2));
    println!("one line down beside an outline: {sent} bytes");
    assert!(sent < 1000, "{sent}");
}
