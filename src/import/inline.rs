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
    /// What was changed, each with the line that it ends in.
    pub(super) fixes: Vec<(usize, Fix)>,
    pub(super) doubts: Vec<String>,
}

/// One line of a block.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub(super) text: String,
    /// Whether the writer asked for a break behind it.
    pub(super) hard: bool,
}

/// Marks within marks that are told one by one; what lies deeper is told with the marks around it.
const DEEPEST: usize = 16;

/// The text of a block so far, and where in it the marks begin that have not ended yet.
#[derive(Debug, Default)]
struct Open {
    text: String,
    begins: Vec<usize>,
}

impl Open {
    /// The text of the mark that ends here, unless it is one of too many.
    fn end(&mut self) -> Option<String> {
        let begin = self.begins.pop()?;
        let text = self.text.get(begin..).filter(|_| self.begins.len() < DEEPEST)?;
        Some(text.to_owned())
    }
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
        let mut open = Open::default();
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
        let mut text = lines.next().map(|line| line.text.clone()).unwrap_or_default();
        for line in lines {
            super::reflow::glue(&mut text, &line.text);
        }
        text
    }

    /// Adds text to the line and to every mark that is still open.
    fn push(&mut self, text: &str, open: &mut Open) {
        if let Some(line) = self.lines.last_mut() {
            line.text.push_str(text);
        }
        open.text.push_str(text);
    }

    fn fix(&mut self, fix: Fix) {
        self.fixes.push((self.lines.len().saturating_sub(1), fix));
    }

    fn end_line(&mut self, hard: bool) {
        if let Some(line) = self.lines.last_mut() {
            line.hard = hard;
        }
        self.lines.push(Line::default());
    }

    fn start(&mut self, node: Node<'_>, open: &mut Open) {
        match &node.data().value {
            NodeValue::Text(text) => self.push(text, open),
            NodeValue::Code(code) => {
                self.push(&code.literal, open);
                self.fix(Fix::new(What::Code, format!("`{}`", code.literal), &code.literal));
            }
            NodeValue::SoftBreak => self.end_line(false),
            NodeValue::LineBreak => self.end_line(true),
            NodeValue::HtmlInline(tag) => self.tag(tag),
            NodeValue::FootnoteReference(note) => {
                let text = format!("[{}]", note.name);
                self.push(&text, open);
                self.fix(Fix::new(What::Footnote, format!("[^{}]", note.name), text));
            }
            NodeValue::Emph | NodeValue::Strong | NodeValue::Link(_) | NodeValue::Image(_) => {
                open.begins.push(open.text.len());
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
            self.fix(Fix::new(what, tag, ""));
        }
    }

    fn end(&mut self, node: Node<'_>, open: &mut Open) {
        match &node.data().value {
            NodeValue::Emph => self.emphasis("*", open),
            NodeValue::Strong => self.emphasis("**", open),
            NodeValue::Link(link) => {
                let text = open.end().unwrap_or_else(|| "…".to_owned());
                if link.url == text || link.url.strip_prefix("mailto:") == Some(&text) {
                    self.fix(Fix::new(What::Autolink, format!("<{text}>"), text));
                } else {
                    self.address(&text, &link.url, open);
                }
            }
            NodeValue::Image(image) => {
                let text = open.end().unwrap_or_else(|| "…".to_owned());
                self.address(&text, &image.url, open);
                self.doubts.push(format!("图片没有导入，只留下说明和地址：{}", image.url));
            }
            _ => {}
        }
    }

    fn emphasis(&mut self, mark: &str, open: &mut Open) {
        if let Some(text) = open.end() {
            self.fix(Fix::new(What::Emphasis, format!("{mark}{text}{mark}"), text));
        }
    }

    /// Writes the address behind the words of a link, so that it is not lost.
    fn address(&mut self, text: &str, url: &str, open: &mut Open) {
        let shown = if url.is_empty() { String::new() } else { format!("（{url}）") };
        self.push(&shown, open);
        self.fix(Fix::new(What::Link, format!("[{text}]({url})"), format!("{text}{shown}")));
    }
}
