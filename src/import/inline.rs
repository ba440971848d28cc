//! The text inside one Markdown block: marks taken off and told, links written out, lines kept apart.

use comrak::Arena;
use comrak::Options;
use comrak::arena_tree::NodeEdge;
use comrak::nodes::{Node, NodeValue};

use super::piece::{Fix, What};

/// The text of one block.
#[derive(Debug, Default)]
pub(super) struct Inline {
    /// Its lines; where a source line ends, the text goes on, unless the break was a hard one.
    pub(super) lines: Vec<Line>,
    pub(super) fixes: Vec<Fix>,
    pub(super) doubts: Vec<String>,
}

/// One line of a block.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub(super) text: String,
    /// Whether the writer asked for a break behind it.
    pub(super) hard: bool,
}

/// Markdown as it is read here: tables, footnotes where they stand, emphasis beside Chinese marks.
pub(super) fn parse<'a>(arena: &'a Arena<'a>, text: &str) -> Node<'a> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.footnotes = true;
    options.extension.cjk_friendly_emphasis = true;
    options.parse.leave_footnote_definitions = true;
    comrak::parse_document(arena, text, &options)
}

impl Inline {
    /// Reads what stands in a block.
    pub(super) fn of(block: Node<'_>) -> Self {
        let mut inline = Self { lines: vec![Line::default()], ..Self::default() };
        let mut open: Vec<String> = Vec::new();
        for edge in block.traverse() {
            match edge {
                NodeEdge::Start(node) => inline.start(node, &mut open),
                NodeEdge::End(node) => inline.end(node, &mut open),
            }
        }
        inline
    }

    /// All lines as one, for places that hold one line only.
    pub(super) fn joined(&self) -> String {
        let mut lines = self.lines.iter();
        let first = lines.next().map(|line| line.text.clone()).unwrap_or_default();
        lines.fold(first, |text, line| super::reflow::glue(&text, &line.text).0)
    }

    /// Adds text to the line and to every mark that is still open.
    fn push(&mut self, text: &str, open: &mut [String]) {
        if let Some(line) = self.lines.last_mut() {
            line.text.push_str(text);
        }
        for inner in open {
            inner.push_str(text);
        }
    }

    fn end_line(&mut self, hard: bool) {
        if let Some(line) = self.lines.last_mut() {
            line.hard = hard;
        }
        self.lines.push(Line::default());
    }

    fn start(&mut self, node: Node<'_>, open: &mut Vec<String>) {
        match &node.data().value {
            NodeValue::Text(text) => self.push(text, open),
            NodeValue::Code(code) => {
                self.push(&code.literal, open);
                self.fixes.push(Fix::new(What::Code, format!("`{}`", code.literal), &code.literal));
            }
            NodeValue::SoftBreak => self.end_line(false),
            NodeValue::LineBreak => self.end_line(true),
            NodeValue::HtmlInline(tag) => self.tag(tag),
            NodeValue::FootnoteReference(note) => {
                let text = format!("[{}]", note.name);
                self.push(&text, open);
                self.fixes.push(Fix::new(What::Footnote, format!("[^{}]", note.name), text));
            }
            NodeValue::Emph | NodeValue::Strong | NodeValue::Link(_) | NodeValue::Image(_) => {
                open.push(String::new());
            }
            _ => {}
        }
    }

    fn tag(&mut self, tag: &str) {
        let name = tag.trim_start_matches(['<', '/']).trim_end_matches(['>', '/', ' ']);
        if name.eq_ignore_ascii_case("br") {
            self.end_line(true);
        } else {
            let what = if tag.starts_with("<!--") { What::Comment } else { What::Html };
            self.fixes.push(Fix::new(what, tag, ""));
        }
    }

    fn end(&mut self, node: Node<'_>, open: &mut Vec<String>) {
        match &node.data().value {
            NodeValue::Emph => self.emphasis("*", open),
            NodeValue::Strong => self.emphasis("**", open),
            NodeValue::Link(link) => {
                let Some(text) = open.pop() else { return };
                if link.url == text || link.url.strip_prefix("mailto:") == Some(&text) {
                    self.fixes.push(Fix::new(What::Autolink, format!("<{text}>"), text));
                } else {
                    self.address(&text, &link.url, open);
                }
            }
            NodeValue::Image(image) => {
                let Some(text) = open.pop() else { return };
                self.address(&text, &image.url, open);
                self.doubts.push(format!("图片没有导入，只留下说明和地址：{}", image.url));
            }
            _ => {}
        }
    }

    fn emphasis(&mut self, mark: &str, open: &mut Vec<String>) {
        if let Some(text) = open.pop() {
            self.fixes.push(Fix::new(What::Emphasis, format!("{mark}{text}{mark}"), text));
        }
    }

    /// Writes the address behind the words of a link, so that it is not lost.
    fn address(&mut self, text: &str, url: &str, open: &mut [String]) {
        let shown = if url.is_empty() { String::new() } else { format!("（{url}）") };
        self.push(&shown, open);
        self.fixes.push(Fix::new(What::Link, format!("[{text}]({url})"), format!("{text}{shown}")));
    }
}
