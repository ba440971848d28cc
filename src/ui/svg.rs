//! The screen as a picture, for the README and for bug reports.

use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

/// Pixels of one cell.
const WIDTH: usize = 9;
const HEIGHT: usize = 20;

/// The sixteen colours of a terminal, as xterm has them.
const SIXTEEN: [&str; 16] = [
    "#000000", "#cd0000", "#00a000", "#b0900a", "#2060d0", "#cd00cd", "#008b8b", "#d0d0d0",
    "#7f7f7f", "#ff4040", "#40d040", "#e0c020", "#5c8cff", "#ff60ff", "#30c0c0", "#ffffff",
];

/// The screen as one SVG document; the same screen gives the same text.
pub fn svg(buffer: &Buffer) -> String {
    let (columns, rows) = (usize::from(buffer.area.width), usize::from(buffer.area.height));
    let (width, height) = (columns * WIDTH, rows * HEIGHT);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"'Noto Sans Mono CJK SC','Sarasa Mono SC',monospace\" font-size=\"16\">\n<title>年报工作台</title>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n"
    );
    for (y, row) in buffer.content().chunks(columns.max(1)).enumerate() {
        for (x, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.symbol().is_empty()) {
            let covered = row.get(x + 1).is_some_and(|next| next.symbol().is_empty());
            glyph(&mut out, cell, (x, y), if covered { 2 } else { 1 });
        }
    }
    out.push_str("</svg>\n");
    out
}

fn glyph(out: &mut String, cell: &Cell, (x, y): (usize, usize), cells: usize) {
    let (mut ink, mut paper) = (colour(cell.fg, "#202020"), colour(cell.bg, "#ffffff"));
    if cell.modifier.contains(Modifier::REVERSED) {
        std::mem::swap(&mut ink, &mut paper);
    }
    let (left, top, width) = (x * WIDTH, y * HEIGHT, cells * WIDTH);
    if paper != "#ffffff" {
        let _ = writeln!(
            out,
            "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{HEIGHT}\" fill=\"{paper}\"/>"
        );
    }
    if cell.modifier.contains(Modifier::UNDERLINED) {
        let line = top + HEIGHT - 2;
        let _ = writeln!(
            out,
            "<rect x=\"{left}\" y=\"{line}\" width=\"{width}\" height=\"1\" fill=\"{ink}\"/>"
        );
    }
    if cell.symbol() == " " {
        return;
    }
    let weight = if cell.modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
    let faint = if cell.modifier.contains(Modifier::DIM) { " fill-opacity=\"0.6\"" } else { "" };
    let text = cell.symbol().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let base = top + HEIGHT - 5;
    let _ = writeln!(
        out,
        "<text x=\"{left}\" y=\"{base}\" fill=\"{ink}\"{weight}{faint} textLength=\"{width}\" lengthAdjust=\"spacingAndGlyphs\">{text}</text>"
    );
}

fn colour(colour: Color, default: &str) -> String {
    let index = match colour {
        Color::Rgb(red, green, blue) => return format!("#{red:02x}{green:02x}{blue:02x}"),
        Color::Indexed(index) => index,
        Color::Reset => return default.to_owned(),
        named => sixteen(named),
    };
    match index {
        0..=15 => SIXTEEN.get(usize::from(index)).copied().unwrap_or(default).to_owned(),
        16..=231 => {
            let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
            let cube = index - 16;
            format!("#{:02x}{:02x}{:02x}", level(cube / 36), level(cube / 6 % 6), level(cube % 6))
        }
        _ => {
            let grey = 8 + 10 * (index - 232);
            format!("#{grey:02x}{grey:02x}{grey:02x}")
        }
    }
}

const fn sixteen(colour: Color) -> u8 {
    match colour {
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    #[test]
    fn a_glyph_takes_its_cells() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 3, 1));
        buffer[(0, 0)].set_symbol("年").set_style(Style::new().fg(Color::Indexed(208)));
        buffer[(1, 0)].set_symbol("");
        buffer[(2, 0)].set_symbol("<");
        let picture = svg(&buffer);
        assert!(
            picture.contains(
                "fill=\"#ff8700\" textLength=\"18\" lengthAdjust=\"spacingAndGlyphs\">年<"
            ),
            "{picture}"
        );
        assert!(picture.contains(">&lt;</text>") && picture.ends_with("</svg>\n"));
    }
}
