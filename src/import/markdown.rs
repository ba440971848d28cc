//! Markdown to pieces: structure and inline text by comrak; what is a heading is decided later, by its number.

use comrak::Arena;
use comrak::nodes::{Node, NodeValue};

use super::inline::{Inline, parse};
use super::piece::{Body, Fix, Grid, Mark, Piece, What};
use super::{heading, reflow};

/// Whether a text uses Markdown: a marked heading, a strong word, a row of dashes under a table head.
pub(super) fn is_markdown(text: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim_matches(' ');
        let depth = line.chars().take_while(|c| *c == '#').count();
        let marked = (1..=6).contains(&depth) && line.trim_start_matches('#').starts_with(' ');
        let rule = line.contains("--") && line.contains('|');
        marked
            || rule && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
            || line.starts_with("**")
    })
}

/// Reads a Markdown text.
pub(super) fn read(text: &str) -> Vec<Piece> {
    Reader { source: text.lines().collect(), exact: false, pieces: Vec::new() }.read(text)
}

/// Reads a Markdown text with the blanks at the ends of its texts.
pub(super) fn read_exactly(text: &str) -> Vec<Piece> {
    Reader { source: text.lines().collect(), exact: true, pieces: Vec::new() }.read(text)
}

struct Reader<'s> {
    source: Vec<&'s str>,
    /// Whether blanks at the ends of a text belong to it.
    exact: bool,
    pieces: Vec<Piece>,
}

impl<'s> Reader<'s> {
    fn read(mut self, text: &str) -> Vec<Piece> {
        let arena = Arena::new();
        self.blocks(parse(&arena, text));
        self.pieces
    }

    /// The text without the blanks at its ends, if they mean nothing.
    fn trim<'t>(&self, text: &'t str) -> &'t str {
        if self.exact { text } else { text.trim() }
    }

    /// The blocks that hold text, wherever they stand; lists and quotations are flattened.
    fn blocks(&mut self, root: Node<'_>) {
        for node in root.descendants() {
            match &node.data().value {
                NodeValue::Heading(head) => self.text(node, Mark::Heading(head.level)),
                NodeValue::Paragraph => self.paragraph(node),
                NodeValue::Table(_) => self.table(node),
                NodeValue::CodeBlock(code) => self.code(&code.literal, code.fenced),
                NodeValue::HtmlBlock(html) => self.html(&html.literal),
                NodeValue::ThematicBreak => {
                    let before = self.line(node.data().sourcepos.start.line).trim();
                    let fix = Fix::new(What::Rule, before, "");
                    self.note(fix);
                }
                _ => {}
            }
        }
    }

    fn line(&self, number: usize) -> &'s str {
        self.source.get(number.saturating_sub(1)).copied().unwrap_or_default()
    }

    /// Tells a change that leaves no text: it goes with the piece before it.
    fn note(&mut self, fix: Fix) {
        let mut piece = Piece::text("", Mark::Apart);
        piece.fixes.push(fix);
        self.pieces.push(piece);
    }

    /// A paragraph; in a list item its number is kept as printed, a bullet is taken off.
    fn paragraph(&mut self, node: Node<'_>) {
        let first = node.previous_sibling().is_none();
        let parent = node.parent().map(|parent| (parent, parent.data().value.clone()));
        match parent {
            Some((item, NodeValue::Item(list))) if first => {
                let start = item.data().sourcepos.start;
                let column = node.data().sourcepos.start;
                let line = self.line(start.line);
                let same = start.line == column.line;
                let marker = line.get(start.column - 1..column.column - 1).filter(|_| same);
                let marker = marker.unwrap_or_default();
                let ordered = list.list_type == comrak::nodes::ListType::Ordered;
                let mark = if ordered { Mark::Begins } else { Mark::Apart };
                let at = self.pieces.len();
                self.text_after(if ordered { marker } else { "" }, node, mark);
                if !ordered && let Some(piece) = self.pieces.get_mut(at) {
                    let text = piece.as_text().unwrap_or_default().to_owned();
                    piece.fixes.push(Fix::new(What::Bullet, format!("{marker}{text}"), text));
                }
            }
            Some((_, NodeValue::BlockQuote)) => {
                let at = self.pieces.len();
                self.text(node, Mark::Apart);
                if let Some(piece) = self.pieces.get_mut(at) {
                    let text = piece.as_text().unwrap_or_default().to_owned();
                    piece.fixes.push(Fix::new(What::Quote, format!("> {text}"), text));
                }
            }
            Some((_, NodeValue::FootnoteDefinition(note))) if first => {
                let marker = format!("[{}] ", note.name);
                let at = self.pieces.len();
                self.text_after(&marker, node, Mark::Apart);
                if let Some(piece) = self.pieces.get_mut(at) {
                    let text = piece.as_text().unwrap_or_default().to_owned();
                    let before = format!("[^{}]: …", note.name);
                    piece.fixes.push(Fix::new(What::Footnote, before, text));
                }
            }
            Some((_, NodeValue::Item(_) | NodeValue::FootnoteDefinition(_))) => {
                self.text(node, Mark::Apart);
            }
            _ => self.text(node, Mark::None),
        }
    }

    fn text(&mut self, node: Node<'_>, mark: Mark) {
        self.text_after("", node, mark);
    }

    /// A block of text behind its marker. Lines of one paragraph are one text, unless one of them is a heading.
    fn text_after(&mut self, marker: &str, node: Node<'_>, mark: Mark) {
        let inline = Inline::of(node);
        let mut texts: Vec<(String, usize)> = Vec::new();
        let mut arrived = Vec::new();
        let mut goes_on = false;
        for (at, line) in inline.lines.into_iter().enumerate() {
            let text = if at == 0 { format!("{marker}{}", line.text) } else { line.text };
            let split = heading::numbered(&text).is_some()
                || texts.last().is_some_and(|(last, _)| heading::heading(last).is_some());
            match texts.last_mut().filter(|_| goes_on && !split) {
                Some((last, joints)) => {
                    reflow::glue(last, &text);
                    *joints += 1;
                }
                None => texts.push((text, 0)),
            }
            goes_on = !line.hard;
            arrived.push(texts.len().saturating_sub(1));
        }
        let from = self.pieces.len();
        for (text, joints) in texts {
            let mut piece = Piece::text(self.trim(&text), mark);
            if joints > 0 {
                let before = format!("段内 {joints} 处换行");
                piece.fixes.push(Fix::new(What::Unwrapped, before, ""));
            }
            self.pieces.push(piece);
        }
        let made = self.pieces.get_mut(from..).unwrap_or_default();
        for (line, fix) in inline.fixes {
            let at = arrived.get(line).copied().unwrap_or_default();
            if let Some(piece) = made.get_mut(at) {
                piece.fixes.push(fix);
            }
        }
        if let Some(piece) = made.first_mut() {
            piece.doubts.extend(inline.doubts);
        }
    }

    fn table(&mut self, node: Node<'_>) {
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut piece = Piece::default();
        for row in node.children() {
            let mut cells = Vec::new();
            for cell in row.children() {
                let inline = Inline::of(cell);
                cells.push(self.trim(&inline.joined()).to_owned());
                piece.fixes.extend(inline.fixes.into_iter().map(|(_, fix)| fix));
                piece.doubts.extend(inline.doubts);
            }
            rows.push(cells);
        }
        let header = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
        piece.body = Body::Grid(Grid { header, rows, stub: None });
        self.pieces.push(piece);
    }

    /// Indented lines are paragraphs with a western indent; a fenced block is told.
    fn code(&mut self, literal: &str, fenced: bool) {
        for line in literal.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let mut piece = Piece::text(line, Mark::Begins);
            if fenced {
                piece.fixes.push(Fix::new(What::Code, "```", ""));
            }
            self.pieces.push(piece);
        }
    }

    /// The text of a raw HTML block, a line a paragraph; its structure is not read here, which is told.
    fn html(&mut self, literal: &str) {
        if literal.trim_start().starts_with("<!--") {
            self.note(Fix::new(What::Comment, literal.trim(), ""));
            return;
        }
        let mut told = false;
        for line in without_tags(literal).lines().map(str::trim).filter(|line| !line.is_empty()) {
            let mut piece = Piece::text(line, Mark::Apart);
            if !told {
                piece.fixes.push(Fix::new(What::Html, literal.trim(), ""));
                piece.doubts.push("HTML 块只导入了文字；其中如有表格，请重新录入".to_owned());
                told = true;
            }
            self.pieces.push(piece);
        }
        if !told {
            self.note(Fix::new(What::Html, literal.trim(), ""));
        }
    }
}

/// The text between tags.
fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                text.push('\n');
            }
            _ if inside => {}
            _ => text.push(c),
        }
    }
    text
}
