//! A page in reading order: blocks to pieces, however deep they stand.

use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use scraper::{ElementRef, Node};

use super::content::is_junk;
use super::table;
use crate::import::piece::{Fix, Mark, Piece, What};
use crate::import::{reflow, running};

/// Elements that stand within a line.
const INLINE: [&str; 36] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "rt", "ruby", "s", "samp", "small",
    "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// The pieces inside an element. In a page of our own every `p` is a whole paragraph.
pub(super) fn pieces(root: ElementRef<'_>, own: bool, wraps: bool) -> Vec<Piece> {
    let mut walk = Walk { own, wraps, ..Walk::default() };
    walk.all(*root);
    walk.end();
    walk.pieces
}

/// The text of an element in one line.
pub(super) fn line(root: NodeRef<'_, Node>) -> String {
    let mut walk = Walk::default();
    walk.inside(root);
    walk.end();
    let mut text = String::new();
    for piece in &walk.pieces {
        if let Some(words) = piece.as_text() {
            crate::import::reflow::glue(&mut text, words);
        }
    }
    text
}

#[derive(Default)]
struct Walk {
    own: bool,
    /// Whether the ends of lines of the source are blanks, also beside Chinese.
    wraps: bool,
    text: String,
    /// How the block that is open was set off, and those around it.
    marks: Vec<Mark>,
    /// Number of the next item of the lists that are open; none for bullets.
    lists: Vec<Option<usize>>,
    fixes: Vec<Fix>,
    doubts: Vec<String>,
    pieces: Vec<Piece>,
    /// Where links that are open began in the text.
    links: Vec<usize>,
}

impl Walk {
    fn all(&mut self, root: NodeRef<'_, Node>) {
        self.inside(root);
    }

    /// Goes through what is inside, without recursion: pages nest deep.
    fn inside(&mut self, root: NodeRef<'_, Node>) {
        let mut skipped = 0_usize;
        for edge in root.traverse() {
            match edge {
                Edge::Open(node) if node.id() == root.id() => {}
                Edge::Close(node) if node.id() == root.id() => {}
                Edge::Open(node) => {
                    if skipped > 0
                        || is_junk(node.value())
                        || self.is_running(node)
                        || self.is_taken(node)
                    {
                        skipped += 1;
                    } else {
                        self.open(node);
                    }
                }
                Edge::Close(node) => {
                    if skipped > 0 {
                        skipped -= 1;
                    } else {
                        self.close(node);
                    }
                }
            }
        }
    }

    /// Leaves out the head or foot of printed pages, which an office program writes into its pages under these names.
    fn is_running(&mut self, node: NodeRef<'_, Node>) -> bool {
        let Some(element) = ElementRef::wrap(node).filter(|one| one.value().name() == "div") else {
            return false;
        };
        if !matches!(element.attr("title"), Some("header" | "footer")) {
            return false;
        }
        let words = line(node);
        if !reflow::is_page_number(&words) && !running::is_draft_mark(&words) && !words.is_empty() {
            self.fixes.push(Fix::new(What::Running, words, ""));
        }
        true
    }

    /// Takes a whole table; one around other tables, or around one cell, is only a frame.
    fn is_taken(&mut self, node: NodeRef<'_, Node>) -> bool {
        let Some(element) = ElementRef::wrap(node).filter(|one| one.value().name() == "table")
        else {
            return false;
        };
        let Some(mut piece) = table::read(element) else { return false };
        self.flush();
        piece.doubts.append(&mut self.doubts);
        if let Some(caption) = table::caption(element) {
            self.pieces.push(Piece::text(caption, Mark::Caption));
        }
        self.pieces.push(piece);
        true
    }

    fn open(&mut self, node: NodeRef<'_, Node>) {
        match node.value() {
            Node::Text(text) => self.words(text),
            Node::Element(element) => match element.name() {
                "br" => self.flush(),
                "img" => {
                    let alt = element.attr("alt").unwrap_or_default().trim().to_owned();
                    let told = "有图片，没有导入".to_owned();
                    if !alt.is_empty() || element.attr("src").is_some() {
                        self.doubts.retain(|doubt| *doubt != told);
                        self.doubts.push(told);
                    }
                }
                "a" => self.links.push(self.text.len()),
                name if INLINE.contains(&name) => {}
                name => {
                    self.flush();
                    self.marks.push(self.mark(name, element));
                    match name {
                        "ol" => self.lists.push(Some(1)),
                        "ul" => self.lists.push(None),
                        "li" => self.item(),
                        _ => {}
                    }
                }
            },
            _ => {}
        }
    }

    fn close(&mut self, node: NodeRef<'_, Node>) {
        let Node::Element(element) = node.value() else { return };
        match element.name() {
            "br" | "img" => {}
            "a" => self.link(element.attr("href")),
            name if INLINE.contains(&name) => {}
            name => {
                self.flush();
                self.marks.pop();
                if matches!(name, "ol" | "ul") {
                    self.lists.pop();
                }
            }
        }
    }

    /// How a block is set off.
    fn mark(&self, name: &str, element: &scraper::node::Element) -> Mark {
        let style = element.attr("style").unwrap_or_default().to_ascii_lowercase();
        let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
        let aside = ["center", "right"].iter().any(|side| {
            style.contains(&format!("text-align:{side}"))
                || element.attr("align").is_some_and(|own| own.eq_ignore_ascii_case(side))
        });
        let indent = style.split("text-indent:").nth(1).unwrap_or_default();
        let indented = indent.starts_with(|c: char| ('1'..='9').contains(&c))
            || indent.starts_with("0.") && !indent.starts_with("0.0");
        let depth = name.strip_prefix('h').and_then(|depth| depth.parse::<u8>().ok());
        match depth {
            Some(depth @ 1..=6) => Mark::Heading(depth),
            _ if aside || matches!(name, "center" | "blockquote" | "li" | "dt" | "dd") => {
                Mark::Apart
            }
            _ if indented || name == "p" && self.own => Mark::Begins,
            _ => self
                .marks
                .last()
                .copied()
                .filter(|mark| name != "p" || *mark == Mark::Apart)
                .unwrap_or_default(),
        }
    }

    /// The number of a list item, which the page does not hold.
    fn item(&mut self) {
        if let Some(Some(number)) = self.lists.last_mut() {
            let text = format!("{number}.");
            *number += 1;
            self.fixes.push(Fix::new(What::Numbering, "", text.clone()));
            self.text.push_str(&text);
        }
    }

    /// Adds text; runs of blanks are one, and none where a line of the source ended beside Han.
    fn words(&mut self, words: &str) {
        let mut chars = words.chars().peekable();
        while let Some(c) = chars.next() {
            if !matches!(c, ' ' | '\t' | '\n' | '\r') {
                self.text.push(if c == '\u{a0}' { ' ' } else { c });
                continue;
            }
            let mut broken = matches!(c, '\n' | '\r');
            while let Some(next) = chars.next_if(|c| matches!(c, ' ' | '\t' | '\n' | '\r')) {
                broken |= matches!(next, '\n' | '\r');
            }
            let beside = self.text.chars().last().is_some_and(is_wide)
                || chars.peek().copied().is_some_and(is_wide);
            if !(self.text.is_empty()
                || self.text.ends_with(' ')
                || broken && beside && !self.wraps)
            {
                self.text.push(' ');
            }
        }
    }

    /// Tells where a link leads, if its words do not.
    fn link(&mut self, target: Option<&str>) {
        let from = self.links.pop().unwrap_or_default();
        let words = self.text.get(from..).unwrap_or_default().to_owned();
        let Some(after) = target.and_then(|target| crate::import::link::written(&words, target))
        else {
            return;
        };
        self.text.truncate(from);
        self.text.push_str(&after);
        self.fixes.push(Fix::new(What::Link, words, after));
    }

    /// Ends a line.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let indented = text.starts_with([' ', '\u{3000}', '\u{2003}']);
        let words =
            text.trim_matches([' ', '\u{3000}', '\u{2003}', '\u{2002}', '\u{200b}', '\u{feff}']);
        self.links.iter_mut().for_each(|from| *from = 0);
        if words.is_empty() {
            return;
        }
        let mark = self.marks.last().copied().unwrap_or_default();
        let mark = if mark == Mark::None && indented { Mark::Begins } else { mark };
        let mut piece = Piece::text(words, mark);
        piece.fixes = std::mem::take(&mut self.fixes);
        piece.doubts = std::mem::take(&mut self.doubts);
        self.pieces.push(piece);
    }

    /// Ends the page; what was told of nothing goes with the last piece.
    fn end(&mut self) {
        self.flush();
        if let Some(last) = self.pieces.last_mut() {
            last.doubts.append(&mut self.doubts);
            last.fixes.append(&mut self.fixes);
        }
    }
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}' | '“' | '”' | '—' | '…')
}
