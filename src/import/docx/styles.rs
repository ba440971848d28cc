//! Styles of paragraphs: what they say of headings, indents, alignment and numbers, their bases asked.

use std::collections::BTreeMap;

use crate::import::xml::Element;

/// How a paragraph is set, as far as it matters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// Outline level from 0; 9 is running text.
    pub(super) outline: Option<u8>,
    /// Whether the first line is indented.
    pub(super) indented: Option<bool>,
    /// Whether it stands at the middle or the right.
    pub(super) aside: Option<bool>,
    /// List and level.
    pub(super) number: (Option<String>, Option<usize>),
    /// Whether this is the title of the document.
    pub(super) title: bool,
    /// Whether this is the caption of a table.
    pub(super) caption: bool,
}

impl Look {
    /// What the properties of a paragraph or style say themselves.
    pub(super) fn of(properties: &Element) -> Self {
        let value = |names: &[&str]| properties.path(names).and_then(Element::value);
        let indent = properties.child("ind").and_then(|indent| {
            let of = |name: &str| indent.attribute(name)?.parse::<i32>().ok();
            Some(of("firstLineChars").filter(|chars| *chars != 0).or_else(|| of("firstLine"))? > 0)
        });
        Self {
            outline: value(&["outlineLvl"]).and_then(|level| level.parse().ok()),
            indented: indent,
            aside: value(&["jc"]).map(|side| matches!(side, "center" | "right" | "end")),
            number: (
                value(&["numPr", "numId"]).map(str::to_owned),
                value(&["numPr", "ilvl"]).and_then(|level| level.parse().ok()),
            ),
            title: false,
            caption: false,
        }
    }

    /// This look, and what it does not say from another.
    pub(super) fn over(self, base: &Self) -> Self {
        Self {
            outline: self.outline.or(base.outline),
            indented: self.indented.or(base.indented),
            aside: self.aside.or(base.aside),
            number: (
                self.number.0.or_else(|| base.number.0.clone()),
                self.number.1.or(base.number.1),
            ),
            title: self.title || base.title,
            caption: self.caption || base.caption,
        }
    }
}

/// The looks of all paragraph styles.
#[derive(Debug, Default)]
pub(super) struct Styles {
    looks: BTreeMap<String, Look>,
    usual: Look,
}

/// Styles that a style may be based on, one on the other.
const BASES: usize = 16;

impl Styles {
    pub(super) fn of(root: &Element) -> Self {
        let mut own: BTreeMap<String, (Look, Option<String>)> = BTreeMap::new();
        let mut usual = String::new();
        for style in root.elements().filter(|style| style.attribute("type") == Some("paragraph")) {
            let Some(id) = style.attribute("styleId") else { continue };
            if matches!(style.attribute("default"), Some("1" | "true")) {
                id.clone_into(&mut usual);
            }
            let name = style.child("name").and_then(Element::value).unwrap_or_default();
            let mut look = style.child("pPr").map(Look::of).unwrap_or_default();
            look.title = matches!(name.to_lowercase().as_str(), "title" | "标题");
            look.caption = matches!(name.to_lowercase().as_str(), "caption" | "题注");
            let named = name.to_lowercase();
            let named = ["heading ", "标题 "].iter().find_map(|start| named.strip_prefix(start));
            let named = named.and_then(|level| level.parse::<u8>().ok()?.checked_sub(1));
            look.outline = look.outline.or(named);
            let base = style.child("basedOn").and_then(Element::value).map(str::to_owned);
            own.insert(id.to_owned(), (look, base));
        }
        let looks: BTreeMap<String, Look> =
            own.keys().map(|id| (id.clone(), resolved(&own, id))).collect();
        let usual = looks.get(&usual).cloned().unwrap_or_default();
        Self { looks, usual }
    }

    /// How a paragraph with these properties looks.
    pub(super) fn look(&self, properties: Option<&Element>) -> Look {
        let style = properties.and_then(|own| own.child("pStyle")).and_then(Element::value);
        let base = style.and_then(|id| self.looks.get(id)).unwrap_or(&self.usual);
        properties.map(Look::of).unwrap_or_default().over(base)
    }
}

/// A style with what its bases say.
fn resolved(own: &BTreeMap<String, (Look, Option<String>)>, id: &str) -> Look {
    let mut look = Look::default();
    let mut next = Some(id);
    for _ in 0..BASES {
        let Some((base, above)) = next.and_then(|id| own.get(id)) else { break };
        look = look.over(base);
        next = above.as_deref();
    }
    look
}
