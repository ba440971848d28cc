//! Which part of a page is the report.

use ego_tree::iter::Edge;
use scraper::{ElementRef, Html, Node};

use crate::import::heading;

/// Elements whose text nobody reads, or that lead elsewhere.
const JUNK: [&str; 17] = [
    "script", "style", "noscript", "template", "head", "nav", "select", "button", "iframe",
    "object", "textarea", "svg", "audio", "video", "canvas", "form", "input",
];

/// Of the Han characters of a page, how many the report has at least, in hundredths.
const SHARE: usize = 60;

/// Numbered headings that a report has at least.
const HEADINGS: usize = 3;

/// Characters shown of what was left out.
const SHOWN: usize = 120;

/// The part of a page that is the report, and what stands around it.
pub(super) struct Content<'p> {
    pub(super) root: ElementRef<'p>,
    /// The beginning of the text left out; empty if nothing was.
    pub(super) around: String,
}

/// Whether an element is left out with all that is inside.
pub(super) fn is_junk(node: &Node) -> bool {
    let Node::Element(element) = node else { return matches!(node, Node::Comment(_)) };
    let hidden = element.attr("style").is_some_and(|style| {
        let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
        style.to_ascii_lowercase().contains("display:none")
    });
    hidden || element.attr("hidden").is_some() || JUNK.contains(&element.name())
}

/// What was counted inside an open element.
#[derive(Default)]
struct Count {
    han: usize,
    headings: usize,
}

/// Finds the smallest element with most of the text and the headings; the whole page where there is none.
pub(super) fn find(page: &Html) -> Content<'_> {
    let root = page.root_element();
    let mut closed: Vec<(ElementRef<'_>, Count)> = Vec::new();
    let mut open: Vec<Count> = vec![Count::default()];
    let mut skipped = 0_usize;
    for edge in root.traverse() {
        match edge {
            Edge::Open(node) => {
                if skipped > 0 || is_junk(node.value()) {
                    skipped += 1;
                    continue;
                }
                match node.value() {
                    Node::Text(text) => {
                        if let Some(count) = open.last_mut() {
                            count.han += text.chars().filter(|c| is_han(*c)).count();
                            count.headings += usize::from(heading::numbered(text.trim()).is_some());
                        }
                    }
                    _ => open.push(Count::default()),
                }
            }
            Edge::Close(node) => {
                if skipped > 0 {
                    skipped -= 1;
                    continue;
                }
                if matches!(node.value(), Node::Text(_)) {
                    continue;
                }
                let Some(count) = open.pop() else { continue };
                if let Some(above) = open.last_mut() {
                    above.han += count.han;
                    above.headings += count.headings;
                }
                closed.extend(ElementRef::wrap(node).map(|element| (element, count)));
            }
        }
    }
    let all = open.first().map_or(0, |count| count.han);
    let fits = |count: &Count| count.han * 100 >= all * SHARE && count.headings >= HEADINGS;
    let best = closed.iter().filter(|(_, count)| fits(count)).min_by_key(|(_, count)| count.han);
    let root = best.map_or(root, |(element, _)| *element);
    Content { root, around: around(page, root) }
}

const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// The beginning of the text that stands outside an element, and how much there is.
fn around(page: &Html, root: ElementRef<'_>) -> String {
    let mut text = String::new();
    let mut skipped = 0_usize;
    let mut count = 0;
    for edge in page.root_element().traverse() {
        match edge {
            Edge::Open(node) => {
                if skipped > 0 || node.id() == root.id() || is_junk(node.value()) {
                    skipped += 1;
                } else if let Node::Text(words) = node.value() {
                    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                    count += words.chars().count();
                    if !words.is_empty() && text.chars().count() < SHOWN {
                        text.push_str(&words);
                        text.push(' ');
                    }
                }
            }
            Edge::Close(_) => skipped = skipped.saturating_sub(1),
        }
    }
    let shown: String = text.trim().chars().take(SHOWN).collect();
    if count > SHOWN { format!("{shown}……（共 {count} 字）") } else { shown }
}
