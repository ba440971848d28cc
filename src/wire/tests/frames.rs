//! Typical frames and their exact bytes.

use ratatui::style::{Color, Modifier, Style};

use super::terminal::{Drawn, Driven, at, blank, write};
use crate::text::width::Widths;
use crate::wire::{Abilities, Cursor, Shape};

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

/// A terminal that was not measured.
fn unmeasured(term: &str) -> Driven {
    Driven::unmeasured(Abilities::of(term, false), (20, 4), Drawn::Narrow)
}

#[test]
fn after_a_glyph_of_uncertain_width_comes_an_absolute_motion() {
    let table = [
        // layout, column of the text, text, bytes
        (Widths::NARROW, 0, "“政务”公开", "“ESC[2G政务”ESC[7G公开"),
        (Widths::WIDE, 0, "“政务”公开", "  \r“ESC[3G政务  \u{8}\u{8}”ESC[9G公开"),
        // what it may have touched is written again, at the end of the row as well
        (Widths::NARROW, 15, "政①", "ESC[15C政①ESC[19G "),
        // two columns at the margin: where a terminal stands after the last column nobody knows
        (Widths::WIDE, 18, "①", "ESC[18C  ESC[19G①"),
        (Widths::NARROW, 0, "政务公开", "政务公开"),
    ];
    for (widths, x, text, want) in table {
        let mut terminal = unmeasured("xterm");
        let mut frame = blank(20, 4);
        write(&mut frame, (x, 0, 20), text, (Style::new(), widths));
        let bytes = terminal.present(&frame, None);
        assert_eq!(readable(&bytes), format!("ESC[?25l{want}"), "{text} {widths:?}");
    }
}

#[test]
fn a_cluster_is_in_doubt_as_far_as_its_parts_reach() {
    let mut terminal = xterm();
    let mut frame = blank(80, 24);
    frame[(0, 0)].set_symbol("👨\u{200d}👩\u{200d}👧");
    frame[(1, 0)].set_symbol("");
    for (x, letter) in "abcdefgh".chars().enumerate() {
        frame[(2 + u16::try_from(x).unwrap(), 0)].set_char(letter);
    }
    terminal.present(&frame, None);
    frame[(0, 0)].set_symbol("👩\u{200d}👩\u{200d}👧");
    assert_eq!(readable(&terminal.present(&frame, None)), "\r  \r👩\u{200d}👩\u{200d}👧ESC[3Gabcd");
}

#[test]
fn what_must_not_reach_a_terminal_does_not() {
    let table = [
        ("\u{1b}", "?"),
        ("\u{9b}2J", "?"),
        ("\r", "?"),
        ("\u{200b}", "?"),
        ("\u{301}", "?"),
        ("中", " "), // half a glyph: nothing says that it takes the next column
        ("", " "),   // the second half of nothing
    ];
    for (symbol, want) in table {
        let mut terminal = xterm();
        let mut frame = blank(80, 24);
        frame[(0, 0)].set_symbol(symbol);
        frame[(1, 0)].set_symbol("|");
        let bytes = readable(&terminal.present(&frame, None));
        let shown = bytes.strip_prefix("ESC[?25l").expect("hidden first");
        assert!(shown == format!("{want}|") || shown == "ESC[C|", "{symbol:?}: {shown}");
        assert_eq!(
            (terminal.cell(0, 0).text.as_str(), terminal.cell(1, 0).text.as_str()),
            (want, "|")
        );
    }
}

#[test]
fn colours_come_down_to_what_the_terminal_has() {
    let pink = Style::new()
        .fg(Color::Rgb(255, 95, 135))
        .bg(Color::Indexed(236))
        .add_modifier(Modifier::ITALIC);
    let bold = Style::new().fg(Color::LightRed).add_modifier(Modifier::BOLD);
    let table = [
        ("xterm-256color", pink, "ESC[3;38;5;204;48;5;236m"),
        ("xterm", pink, "ESC[3;35;40m"),
        ("vt100", pink, ""),
        ("xterm-256color", bold, "ESC[1;91m"),
        ("xterm", bold, "ESC[1;91m"),
        ("vt100", bold, "ESC[1m"),
    ];
    for (term, style, want) in table {
        let mut terminal = Driven::new(Abilities::of(term, false), (80, 24));
        let mut frame = blank(80, 24);
        write(&mut frame, (0, 0, 80), "错", (style, Widths::NARROW));
        let bytes = readable(&terminal.present(&frame, None));
        assert_eq!(bytes, format!("ESC[?25l{want}错"), "{term}");
    }
}

#[test]
fn the_cursor_is_hidden_shown_and_formed_only_on_change() {
    let mut terminal = xterm();
    let frame = blank(80, 24);
    let bar = Cursor { shape: Shape::Bar, ..at(0, 0) };
    let table = [
        (Some(at(0, 0)), "ESC[?25h"),
        (Some(at(0, 0)), ""),
        (Some(bar), "ESC[6 q"),
        (Some(bar), ""),
        (None, "ESC[?25l"),
        (None, ""),
        (Some(at(0, 0)), "ESC[0 qESC[?25h"),
        // outside the screen it stays where it is
        (Some(at(200, 0)), ""),
    ];
    for (cursor, want) in table {
        assert_eq!(readable(&terminal.present(&frame, cursor)), want, "{cursor:?}");
    }
}

#[test]
fn a_forgotten_screen_is_written_whole_without_clearing_it() {
    let mut terminal = Driven::new(Abilities::of("xterm", false), (20, 3));
    let mut frame = blank(20, 3);
    write(&mut frame, (0, 1, 20), "年报", PLAIN);
    terminal.present(&frame, at(4, 1));
    terminal.screen.forget();
    let bytes = terminal.present(&frame, at(4, 1));
    assert_eq!(readable(&bytes), "ESC[rESC[?7lESC[HESC[mESC[K\n年报ESC[KESC7\r\nESC[KESC8ESC[?25h");
    terminal.agrees(&frame, at(4, 1)).expect("same screen");
}
