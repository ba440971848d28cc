//! XML as a tree, refused where it is deeper or larger than any report, or defines entities of its own.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::encoding;
use super::error::ImportError;

/// Elements inside each other.
const DEPTH: usize = 200;

/// Elements and texts of one part.
const NODES: usize = 600_000;

/// An element with all that is inside.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// The name, without the prefix `w:` that the marks of Word have.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    pub(super) nodes: Vec<Node>,
}

/// What stands inside an element.
#[derive(Debug)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// The value of an attribute, named without `w:`.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The value of `w:val`.
    pub(super) fn value(&self) -> Option<&str> {
        self.attribute("val")
    }

    /// The elements directly inside.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element of a name directly inside.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.name == name)
    }

    /// The element at the end of a path of names.
    pub(super) fn path(&self, names: &[&str]) -> Option<&Self> {
        names.iter().try_fold(self, |element, name| element.child(name))
    }

    /// The text directly inside.
    pub(super) fn text(&self) -> String {
        let texts = self.nodes.iter().map(|node| match node {
            Node::Text(text) => text.as_str(),
            Node::Element(_) => "",
        });
        texts.collect()
    }

    /// Every element inside, however deep, in order.
    pub(super) fn descendants(&self) -> Vec<&Self> {
        let mut found = Vec::new();
        let mut open: Vec<&Self> = self.elements().collect();
        open.reverse();
        while let Some(element) = open.pop() {
            found.push(element);
            let from = open.len();
            open.extend(element.elements());
            if let Some(new) = open.get_mut(from..) {
                new.reverse();
            }
        }
        found
    }

    /// Whether a mark such as `w:b` is there and not switched off.
    pub(super) fn is_on(&self, name: &str) -> bool {
        self.child(name).is_some_and(|mark| !matches!(mark.value(), Some("0" | "false" | "none")))
    }
}

/// The outermost element of an XML file.
pub(super) fn read(bytes: &[u8]) -> Result<Element, ImportError> {
    let text = encoding::decode(bytes)?.text;
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    let mut open = vec![Element::default()];
    let mut nodes = 0_usize;
    loop {
        nodes += 1;
        if open.len() > DEPTH || nodes > NODES {
            return Err(ImportError::TooComplex { what: "标记" });
        }
        match reader.read_event().map_err(|_| ImportError::Damaged)? {
            Event::Start(start) => open.push(element(&start)?),
            Event::Empty(start) => {
                let element = element(&start)?;
                push(&mut open, Node::Element(element));
            }
            Event::End(_) => {
                if let Some(element) = open.pop() {
                    push(&mut open, Node::Element(element));
                }
            }
            Event::Text(text) => push(&mut open, Node::Text(text.xml10_content().into_owned())),
            Event::CData(text) => push(&mut open, Node::Text(text.xml10_content().into_owned())),
            Event::GeneralRef(name) => {
                let known = name.resolve_char_ref().ok().flatten().map(String::from);
                let known = known
                    .or_else(|| quick_xml::escape::resolve_xml_entity(&name).map(str::to_owned));
                push(&mut open, Node::Text(known.ok_or(ImportError::Damaged)?));
            }
            Event::DocType(_) => return Err(ImportError::TooComplex { what: "自定义实体" }),
            Event::Eof => break,
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
    while open.len() > 1 {
        if let Some(element) = open.pop() {
            push(&mut open, Node::Element(element));
        }
    }
    let mut root = open.pop().ok_or(ImportError::Damaged)?;
    let first = root.nodes.iter().position(|node| matches!(node, Node::Element(_)));
    match first.map(|at| root.nodes.swap_remove(at)) {
        Some(Node::Element(element)) => Ok(element),
        _ => Err(ImportError::Damaged),
    }
}

/// Puts a node into the innermost open element; texts that touch become one.
fn push(open: &mut Vec<Element>, node: Node) {
    let Some(element) = open.last_mut() else {
        if let Node::Element(element) = node {
            open.push(element);
        }
        return;
    };
    if let (Node::Text(text), Some(Node::Text(before))) = (&node, element.nodes.last_mut()) {
        before.push_str(text);
    } else {
        element.nodes.push(node);
    }
}

fn element(start: &BytesStart<'_>) -> Result<Element, ImportError> {
    let plain = |name: &str| name.strip_prefix("w:").unwrap_or(name).to_owned();
    let mut element = Element { name: plain(start.name().as_ref()), ..Element::default() };
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| ImportError::Damaged)?;
        let value = attribute
            .normalized_value(quick_xml::XmlVersion::Implicit1_0)
            .map_err(|_| ImportError::Damaged)?;
        element.attributes.push((plain(attribute.key.as_ref()), value.into_owned()));
    }
    Ok(element)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_of_names_values_and_texts() {
        let root = read(r#"<?xml version="1.0"?><w:a><w:b w:val="x&amp;y"/>甲&lt;<![CDATA[乙]]>&#x4e19;<c><d/></c></w:a>"#.as_bytes()).unwrap();
        assert_eq!((root.name.as_str(), root.text().as_str()), ("a", "甲<乙丙"));
        assert_eq!(root.child("b").and_then(Element::value), Some("x&y"));
        assert!(root.path(&["c", "d"]).is_some());
        assert_eq!(root.descendants().len(), 3);
    }

    #[test]
    fn what_no_report_holds_is_refused() {
        let deep = format!("<a>{}", "<b>".repeat(100_000));
        let many = format!("<a>{}</a>", "<b/>".repeat(700_000));
        for text in [deep.as_str(), &many, "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"] {
            assert!(matches!(read(text.as_bytes()), Err(ImportError::TooComplex { .. })));
        }
        for text in ["", "甲", "<a b=c", "<a>&nbsp;</a>"] {
            assert!(read(text.as_bytes()).is_err(), "{text}");
        }
    }
}
