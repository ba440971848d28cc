//! Random frames: after every one the terminal shows exactly the frame.

use proptest::prelude::{Strategy, any, prop, prop_assert, prop_oneof, proptest};
use proptest::test_runner::Config;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

use super::page::Page;
use super::terminal::{Drawn, Driven, at, blank, wanted, write};
use crate::text::width::{Widths, is_certain};
use crate::wire::Abilities;

/// One change of what is on the screen.
#[derive(Debug, Clone)]
enum Change {
    Text {
        x: u16,
        y: u16,
        text: String,
        style: usize,
    },
    Clear {
        x: u16,
        y: u16,
        width: u16,
        height: u16,
    },
    /// Rows move up (positive) or down between two rows.
    Scroll {
        top: u16,
        height: u16,
        by: i16,
    },
    /// Columns of one row move right (positive) or left from a column on.
    Shift {
        x: u16,
        y: u16,
        by: i16,
    },
    Size {
        width: u16,
        height: u16,
    },
    Forget,
}

fn style(at: usize) -> Style {
    let styles = [
        Style::new(),
        Style::new().fg(Color::Red),
        Style::new().bg(Color::Indexed(24)),
        Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        Style::new().add_modifier(Modifier::REVERSED),
        Style::new().fg(Color::LightBlue).add_modifier(Modifier::DIM),
    ];
    styles[at % styles.len()]
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z ]{1,12}", "[政府信息公开工作年度报告，。0-9 ]{1,60}", "[“”…—①中文 a]{1,20}"]
}

fn change() -> impl Strategy<Value = Change> {
    let place = (0_u16..80, 0_u16..24);
    prop_oneof![
        5 => (place.clone(), text(), 0_usize..6).prop_map(|((x, y), text, style)| Change::Text { x, y, text, style }),
        1 => (place.clone(), 1_u16..80, 1_u16..6)
            .prop_map(|((x, y), width, height)| Change::Clear { x, y, width, height }),
        2 => (0_u16..24, 2_u16..24, -4_i16..5).prop_map(|(top, height, by)| Change::Scroll { top, height, by }),
        3 => (place, -6_i16..7).prop_map(|((x, y), by)| Change::Shift { x, y, by }),
        1 => (1_u16..=160, 1_u16..=48).prop_map(|(width, height)| Change::Size { width, height }),
        1 => any::<bool>().prop_map(|_| Change::Forget),
    ]
}

/// The frame after a change; what it leaves of half glyphs is blank.
fn apply(frame: &Buffer, change: &Change, widths: Widths) -> Buffer {
    let (width, height) = (frame.area.width, frame.area.height);
    let mut next = frame.clone();
    match change {
        Change::Text { x, y, text, style: at } => {
            if *x < width && *y < height {
                write(&mut next, (*x, *y, width), text, (style(*at), widths));
            }
        }
        Change::Clear { x, y, width: across, height: along } => {
            for row in *y..(y + along).min(height) {
                write(
                    &mut next,
                    (*x, row, (x + across).min(width)),
                    &" ".repeat(80),
                    (Style::new(), widths),
                );
            }
        }
        Change::Scroll { top, height: along, by } => {
            let bottom = (top + along).min(height);
            for y in *top..bottom {
                for x in 0..width {
                    let from = i32::from(y) + i32::from(*by);
                    let inside = from >= i32::from(*top) && from < i32::from(bottom);
                    next[(x, y)] = if inside {
                        frame[(x, u16::try_from(from).expect("inside"))].clone()
                    } else {
                        blank(1, 1)[(0, 0)].clone()
                    };
                }
            }
        }
        Change::Shift { x, y, by } => {
            for column in (*x..width).filter(|_| *y < height) {
                let from = i32::from(column) - i32::from(*by);
                let inside = from >= i32::from(*x) && from < i32::from(width);
                next[(column, *y)] = if inside {
                    frame[(u16::try_from(from).expect("inside"), *y)].clone()
                } else {
                    blank(1, 1)[(0, 0)].clone()
                };
            }
        }
        Change::Size { width, height } => {
            next = blank(*width, *height);
            for y in 0..frame.area.height.min(*height) {
                for x in 0..frame.area.width.min(*width) {
                    next[(x, y)] = frame[(x, y)].clone();
                }
            }
        }
        Change::Forget => {}
    }
    whole(&mut next, widths);
    next
}

/// Replaces what is only half of a glyph by a blank, as `ui` must.
fn whole(frame: &mut Buffer, widths: Widths) {
    for y in 0..frame.area.height {
        for x in 0..frame.area.width {
            let empty = |x: u16| x < frame.area.width && frame[(x, y)].symbol().is_empty();
            let glyph = frame[(x, y)].symbol().to_owned();
            let orphan =
                glyph.is_empty() && (x == 0 || widths.glyph(frame[(x - 1, y)].symbol()) != 2);
            let half = widths.glyph(&glyph) == 2 && !empty(x + 1);
            if orphan || half {
                frame[(x, y)].set_symbol(" ");
            }
        }
    }
}

fn run(abilities: Abilities, changes: &[(Change, Option<(u16, u16)>)]) -> Result<(), String> {
    let mut frame = blank(80, 24);
    let mut terminal = Driven::new(abilities, (80, 24));
    for (step, (change, place)) in changes.iter().enumerate() {
        frame = apply(&frame, change, Widths::NARROW);
        match change {
            Change::Size { width, height } => terminal.resize((*width, *height)),
            Change::Forget => terminal.screen.forget(),
            _ => {}
        }
        let cursor =
            place.map(|(x, y)| at(x.min(frame.area.width - 1), y.min(frame.area.height - 1)));
        let bytes = terminal.present(&frame, cursor);
        let told = String::from_utf8_lossy(&bytes).replace('\x1b', "ESC");
        terminal
            .agrees(&frame, cursor)
            .map_err(|error| format!("step {step}: {error} after {told}"))?;
        let again = terminal.present(&frame, cursor);
        if !again.is_empty() {
            return Err(format!("step {step}: {} bytes for the same frame", again.len()));
        }
    }
    Ok(())
}

fn session() -> impl Strategy<Value = Vec<(Change, Option<(u16, u16)>)>> {
    prop::collection::vec((change(), prop::option::weighted(0.9, (0_u16..160, 0_u16..48))), 1..20)
}

proptest! {
    #![proptest_config(Config { cases: 64, failure_persistence: None, ..Config::default() })]

    #[test]
    fn the_terminal_shows_the_frame(changes in session()) {
        for name in ["xterm-256color", "linux", "vt100"] {
            let mut abilities = Abilities::of(name, false);
            abilities.colours = crate::wire::Colours::Many;
            let run = run(abilities, &changes);
            prop_assert!(run.is_ok(), "{name}: {}", run.unwrap_err());
        }
    }
}

/// On a terminal that was not measured every glyph whose width is certain stands where it belongs, whichever way the
/// terminal draws the others and whichever way they were laid out.
fn unmeasured(
    drawn: Drawn,
    widths: Widths,
    changes: &[(Change, Option<(u16, u16)>)],
) -> Result<(), String> {
    let abilities = Abilities::of("xterm-256color", false);
    let mut terminal = Driven::unmeasured(abilities, (82, 24), drawn);
    // the emulator wraps by itself: what may be drawn wider than laid out keeps away from the last column
    let mut frame = blank(82, 24);
    for (step, (change, _)) in changes.iter().enumerate() {
        let mut next = match change {
            Change::Size { .. } | Change::Forget => frame.clone(),
            _ => apply(&frame, change, widths),
        };
        for y in 0..24 {
            write(&mut next, (80, y, 82), "  ", (Style::new(), widths));
        }
        frame = next;
        terminal.present(&frame, at(0, 0));
        for y in 0..24 {
            for x in 0..82 {
                let (want, is) = (wanted(&frame, x, y), terminal.cell(x, y));
                let owner =
                    if want.text.is_empty() { frame[(x - 1, y)].symbol() } else { &want.text };
                if is_certain(owner) && want != is {
                    return Err(format!("step {step}, column {x}, row {y}: {is:?}, not {want:?}"));
                }
            }
        }
    }
    // the answers have come: the same text, laid out as the terminal draws it
    terminal.screen.trust(Box::new(|_| true));
    let measured = if drawn == Drawn::Wide { Widths::WIDE } else { Widths::NARROW };
    let frame = laid_out(&frame, measured);
    terminal.present(&frame, at(0, 0));
    terminal.agrees(&frame, at(0, 0)).map_err(|error| format!("measured: {error}"))
}

/// The glyphs of a frame laid out anew.
fn laid_out(frame: &Buffer, widths: Widths) -> Buffer {
    let mut next = blank(frame.area.width, frame.area.height);
    for y in 0..frame.area.height {
        let mut at = 0;
        for x in 0..frame.area.width {
            let cell = &frame[(x, y)];
            at = write(&mut next, (at, y, 80), cell.symbol(), (cell.style(), widths));
        }
    }
    next
}

proptest! {
    #![proptest_config(Config { cases: 48, failure_persistence: None, ..Config::default() })]

    #[test]
    fn no_other_glyph_is_damaged_before_the_terminal_is_measured(changes in session()) {
        for drawn in [Drawn::Narrow, Drawn::Wide] {
            for widths in [Widths::NARROW, Widths::WIDE] {
                let run = unmeasured(drawn, widths, &changes);
                prop_assert!(run.is_ok(), "{drawn:?} {widths:?}: {}", run.unwrap_err());
            }
        }
    }
}

/// One key of somebody who writes.
#[derive(Debug, Clone)]
enum Key {
    Type(String),
    Delete(usize),
    Go(usize),
    Scroll(usize),
    Pane(u16),
    PopUp(u16, u16),
}

fn key() -> impl Strategy<Value = Key> {
    prop_oneof![
        6 => "[政府信息公开，。“”…—①a1 ]{1,4}".prop_map(Key::Type),
        4 => (1_usize..9).prop_map(Key::Delete),
        2 => (0_usize..900).prop_map(Key::Go),
        2 => (0_usize..12).prop_map(Key::Scroll),
        1 => (20_u16..=80).prop_map(Key::Pane),
        1 => (0_u16..70, 0_u16..20).prop_map(|(x, y)| Key::PopUp(x, y)),
    ]
}

/// Does what a key asks for; returns the frame to be shown.
fn press(page: &mut Page, place: &mut usize, key: &Key) -> Buffer {
    let mut over = None;
    match key {
        Key::Type(text) => {
            for glyph in text.chars() {
                page.text.insert(*place, glyph);
                *place += 1;
            }
        }
        Key::Delete(glyphs) => {
            let from = place.saturating_sub(*glyphs);
            page.text.drain(from..*place);
            *place = from;
        }
        Key::Go(to) => *place = (*to).min(page.text.len()),
        Key::Scroll(first) => page.first = *first,
        Key::Pane(right) => {
            page.right = (*right).clamp(page.left + 2, page.size.0.max(page.left + 2));
        }
        Key::PopUp(x, y) => over = Some((*x, *y)),
    }
    let mut frame = page.draw();
    if let Some((x, y)) = over.filter(|(x, y)| *x < page.size.0 && *y < page.size.1) {
        write(&mut frame, (x, y, page.size.0), "| 确定要保存吗？ |", (style(4), page.widths));
    }
    frame
}

proptest! {
    #![proptest_config(Config { cases: 48, failure_persistence: None, ..Config::default() })]

    #[test]
    fn whoever_writes_sees_the_page(
        keys in prop::collection::vec(key(), 1..25),
        size in prop_oneof![(1_u16..=160, 1_u16..=48), prop::strategy::Just((80_u16, 24_u16))],
        glyphs in 0_usize..900,
        left in 0_u16..8,
        wide in any::<bool>(),
    ) {
        // under the wide policy on a terminal that draws the same width, measured: no glyph is in doubt
        let (widths, drawn) = if wide { (Widths::WIDE, Drawn::Wide) } else { (Widths::NARROW, Drawn::Narrow) };
        let left = if left + 2 <= size.0 { left } else { 0 };
        let mut page = Page { size, left, right: size.0.max(left + 2), widths, ..Page::new(glyphs) };
        let mut terminal = Driven::drawing(Abilities::of("xterm-256color", false), size, drawn);
        let mut place = glyphs / 2;
        for (step, key) in keys.iter().enumerate() {
            let frame = press(&mut page, &mut place, key);
            let (x, y) = page.caret(place);
            terminal.present(&frame, at(x, y));
            let agrees = terminal.agrees(&frame, at(x, y));
            prop_assert!(agrees.is_ok(), "step {step}, {key:?}: {}", agrees.unwrap_err());
        }
    }

    #[test]
    fn moving_cells_and_rows_never_takes_more_bytes(
        keys in prop::collection::vec(key(), 1..4),
        glyphs in 0_usize..900,
        right in prop_oneof![40_u16..80, prop::strategy::Just(80_u16)],
    ) {
        let mut page = Page { right, ..Page::new(glyphs) };
        let mut place = glyphs / 2;
        let before = page.draw();
        let start = page.caret(place);
        let mut after = before.clone();
        for key in &keys {
            after = press(&mut page, &mut place, key);
        }
        let end = page.caret(place);
        let all = Abilities::of("xterm-256color", false);
        let few = Abilities { insert_delete: false, scroll_region: false, ..all };
        let [moved, plain] = [all, few].map(|abilities| {
            let mut terminal = Driven::drawing(abilities, (80, 24), Drawn::Narrow);
            terminal.present(&before, at(start.0, start.1));
            terminal.present(&after, at(end.0, end.1)).len()
        });
        prop_assert!(moved <= plain, "{moved} bytes, plain {plain}");
    }
}

proptest! {
    #![proptest_config(Config::with_cases(64))]

    #[test]
    fn what_was_painted_before_measuring_is_mended(
        before in prop::collection::vec(text(), 1..12), after in prop::collection::vec(text(), 1..12), same: bool,
    ) {
        for drawn in [Drawn::Narrow, Drawn::Wide] {
            let page = |lines: &[String], widths: Widths| {
                let mut frame = blank(60, 14);
                for (y, line) in (0..14).zip(lines) {
                    write(&mut frame, (0, y, 60), line, (style(0), widths));
                }
                whole(&mut frame, widths);
                frame
            };
            let mut driven = Driven::unmeasured(Abilities::of("xterm-256color", false), (60, 14), drawn);
            driven.present(&page(&before, Widths::NARROW), at(0, 0));
            driven.screen.doubt();
            driven.screen.trust(Box::new(|_| true));
            let widths = if drawn == Drawn::Wide { Widths::WIDE } else { Widths::NARROW };
            let next = page(if same { &before } else { &after }, widths);
            driven.present(&next, at(0, 0));
            let agreed = driven.agrees(&next, at(0, 0));
            prop_assert!(agreed.is_ok(), "{drawn:?}: {agreed:?}");
        }
    }
}
