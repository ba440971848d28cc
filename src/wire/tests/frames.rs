//! Typical frames and their exact bytes.

use ratatui::style::{Color, Modifier, Style};

use super::terminal::{Driven, at, blank, write};
use crate::text::width::Widths;
use crate::wire::Abilities;

const PLAIN: (Style, Widths) = (Style::new(), Widths::NARROW);

fn xterm() -> Driven {
    Driven::new(Abilities::of("xterm-256color", false), (80, 24))
}

fn readable(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace('\x1b', "ESC")
}

#[test]
fn nothing_is_sent_for_an_unchanged_frame() {
    let mut terminal = xterm();
    let mut frame = blank(80, 24);
    write(&mut frame, (0, 0, 80), "一、总体情况", PLAIN);
    terminal.present(&frame, at(12, 0));
    assert_eq!(readable(&terminal.present(&frame, at(12, 0))), "");
}

#[test]
fn a_glyph_typed_at_the_end_is_its_three_bytes() {
    let mut terminal = xterm();
    let mut frame = blank(80, 24);
    let end = write(&mut frame, (4, 3, 80), "主动公开政府信息", PLAIN);
    terminal.present(&frame, at(end, 3));
    let after = write(&mut frame, (end, 3, 80), "共", PLAIN);
    assert_eq!(readable(&terminal.present(&frame, at(after, 3))), "共");
    terminal.agrees(&frame, at(after, 3)).expect("same screen");
}

#[test]
fn moving_the_cursor_is_one_motion() {
    let mut terminal = xterm();
    let mut frame = blank(80, 24);
    write(&mut frame, (0, 0, 80), "一、总体情况", PLAIN);
    terminal.present(&frame, at(12, 0));
    for (place, want) in [
        ((14, 0), "ESC[2C"),
        ((12, 0), "\u{8}\u{8}"),
        ((12, 1), "\n"),
        ((0, 1), "\r"),
        ((0, 0), "ESCM"),
    ] {
        assert_eq!(readable(&terminal.present(&frame, at(place.0, place.1))), want, "to {place:?}");
    }
}

#[test]
fn a_style_is_kept_between_frames() {
    let mut terminal = xterm();
    let mut frame = blank(80, 24);
    let red = (Style::new().fg(Color::Red).add_modifier(Modifier::BOLD), Widths::NARROW);
    write(&mut frame, (0, 0, 80), "错", red);
    assert_eq!(readable(&terminal.present(&frame, at(2, 0))), "ESC[1;31m错ESC[?25h");
    write(&mut frame, (2, 0, 80), "误", red);
    assert_eq!(readable(&terminal.present(&frame, at(4, 0))), "误");
    let plain_bold = (Style::new().add_modifier(Modifier::BOLD), Widths::NARROW);
    write(&mut frame, (4, 0, 80), "须改", plain_bold);
    assert_eq!(readable(&terminal.present(&frame, at(8, 0))), "ESC[39m须改");
}

#[test]
fn a_pop_up_comes_and_goes_over_half_glyphs() {
    let mut terminal = xterm();
    let mut under = blank(80, 24);
    for y in 0..24 {
        write(&mut under, (0, y, 80), &"公开政府信息工作".repeat(5), PLAIN);
    }
    terminal.present(&under, at(0, 0));
    let mut over = under.clone();
    for y in 5..9 {
        write(&mut over, (21, y, 80), "| 确定要保存吗？ |", PLAIN);
    }
    let bytes = terminal.present(&over, None);
    terminal.agrees(&over, None).expect("same screen");
    // a row: a motion, 25 bytes of text, the two halves that it leaves; hiding the cursor, and the brackets
    assert!(bytes.len() <= 4 * (7 + 25 + 2) + 6 + 16, "{}", bytes.len());
    terminal.present(&under, at(0, 0));
    terminal.agrees(&under, at(0, 0)).expect("same screen");
}
