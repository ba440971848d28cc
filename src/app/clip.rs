//! Our own clipboard: text, and the links of the tied figures in it.

use crate::edit::Edit;
use crate::model::{Block, Link, Paragraph, Report, moved_on, within};

use super::selection::Selection;
use super::spot::Spot;
use super::state::State;

/// Text that was cut or copied, and the tied figures in it, a list a line.
#[derive(Debug, Clone, Default)]
pub struct Clip {
    text: String,
    links: Vec<Vec<Link>>,
}

impl Clip {
    /// A selected stretch of text with what is tied in it.
    pub(super) fn of(report: &Report, selection: &Selection) -> Self {
        let spots = std::iter::successors(Some(selection.from.0), |spot| spot.next(report));
        let texts = spots
            .take_while(|spot| *spot <= selection.to.0)
            .filter(|spot| spot.text(report).is_some());
        let links = texts.map(|spot| {
            let paragraph = spot.block(report).and_then(Block::paragraph);
            let of = |own: &Paragraph| {
                let range = selection.within(spot, own.text.len())?;
                Some(within(&own.links, chars(&own.text, range.start), chars(&own.text, range.end)))
            };
            paragraph.and_then(of).unwrap_or_default()
        });
        Self { text: selection.text(report), links: links.collect() }
    }

    /// A text of which nothing is tied, or the whole of a paragraph.
    pub(super) fn whole(report: &Report, spot: Spot) -> Self {
        let text = spot.text(report).unwrap_or_default().to_owned();
        let links = spot.block(report).and_then(Block::paragraph).map(|own| own.links.clone());
        Self { text, links: vec![links.unwrap_or_default()] }
    }

    /// What is tied in a text that is pasted, a list for each line that is not blank: what was taken here comes back with its
    /// links, also by way of the clipboard of the user's machine.
    fn links_of(&self, pasted: &str) -> Vec<Vec<Link>> {
        if self.text != pasted {
            return Vec::new();
        }
        let lines = pasted.lines().zip(self.links.iter().cloned());
        lines.filter(|(line, _)| !line.trim_end().is_empty()).map(|(_, links)| links).collect()
    }
}

impl State {
    /// What is tied in a text that is pasted, a list a line.
    pub(super) fn carried(&self, pasted: &str) -> Vec<Vec<Link>> {
        self.clip.links_of(pasted)
    }
}

/// Characters before a byte.
pub(super) fn chars(text: &str, byte: usize) -> usize {
    text.get(..byte).map_or(0, |before| before.chars().count())
}

/// What ties the figures of a text again that was put into a paragraph at a byte, in the place of nothing.
pub(super) fn tied_again(
    paragraph: &Paragraph,
    at: usize,
    put: &str,
    links: &[Link],
) -> Option<Edit> {
    let links = links.iter().filter(|link| link.to <= put.chars().count()).cloned();
    let links: Vec<Link> = links.collect();
    if links.is_empty() {
        return None;
    }
    let from = chars(&paragraph.text, at);
    let mut to = crate::model::after_change(&paragraph.links, from, from, put.chars().count());
    to.extend(moved_on(&links, from));
    to.sort_by_key(|link| link.from);
    Some(Edit::SetLinks { paragraph: paragraph.id, to })
}
