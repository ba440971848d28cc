//! The places that a reviewer looks at (审阅): what differs from last year, what is wrong, what was commented on.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::checks::{Finding, Place, Spot};
use crate::model::{Id, Report, Section, TextAt};
use crate::review::{
    Anchor, Beside, Comment, Paired, Part, Review, Seen, Verdict, compare, meaning,
};
use crate::text::diff::{Fate, Piece};
use crate::text::sentence::sentences;

/// A heading, a paragraph or a table to be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewPlace {
    /// Where it is; what is gone stands at the heading of its section.
    pub spot: Spot,
    /// The section, paragraph or table; of a comment whose place is gone, the comment.
    pub of: Id,
    /// The section that it stands in.
    pub section: Id,
    /// The heading, piece by piece, where the place is one.
    pub heading: Vec<Piece>,
    /// What else became of the section since: 移动了位置.
    pub fate: &'static str,
    /// A paragraph or table with its partner in what it is compared with.
    pub pair: Option<Paired>,
    /// Indices of the findings about it that are open.
    pub findings: Vec<usize>,
    /// The comments on it.
    pub comments: Vec<Id>,
    /// Hash of what stands there.
    pub content: String,
    /// Whether it differs from what it is compared with, or there is nothing to compare with.
    pub changed: bool,
    /// What this reviewer decided on just this content.
    pub verdict: Option<Verdict>,
    /// What this reviewer decided on last, where something else stands there by now.
    pub since: Option<Seen>,
    /// Whether it is none of the report's own: the report as a whole, or a comment on something that is not there any more.
    pub stray: bool,
}

impl ReviewPlace {
    fn new(spot: Spot, of: Id, section: Id, content: String) -> Self {
        Self {
            spot,
            of,
            section,
            heading: Vec::new(),
            fate: "",
            pair: None,
            findings: Vec::new(),
            comments: Vec::new(),
            content,
            changed: false,
            verdict: None,
            since: None,
            stray: false,
        }
    }
}

/// Every heading, paragraph and table of a report in reading order, compared with an earlier state of it or with another
/// year's report.
pub fn review_places(report: &Report, earlier: Option<&Report>) -> Vec<ReviewPlace> {
    let parts = match earlier {
        Some(earlier) => compare(earlier, report).parts,
        None => alone(report),
    };
    let mut places = Vec::new();
    let mut section = report.sections.first();
    for part in parts {
        section = part.new.and_then(|at| report.sections.get(at)).or(section);
        if let Some(section) = section {
            let compared = earlier.is_some();
            places.extend(heading(&part, section, compared));
            places.extend(
                part.blocks.into_iter().map(|pair| block(pair, section, (report, compared))),
            );
        }
    }
    places
}

/// Notes at each place what a reviewer has to know of it: findings, comments, what he decided. What is about the report as
/// a whole gets a place at the beginning; comments on what is not there any more get places of their own, at the end.
pub fn mark_places(
    places: &mut Vec<ReviewPlace>,
    review: &Review,
    who: &str,
    findings: &[Finding],
) {
    places.retain(|place| !place.stray);
    let mut placed = BTreeSet::new();
    for place in places.iter_mut() {
        place.findings = about(place, findings);
        let here = review.comments.iter().filter(|one| is_on(place, one));
        place.comments = here.map(|one| one.id).collect();
        placed.extend(place.comments.iter().copied());
        decided(place, review, who);
    }
    let known: BTreeSet<usize> = places.iter().flat_map(|place| &place.findings).copied().collect();
    let open = |(at, one): &(usize, &Finding)| one.waived.is_none() && !known.contains(at);
    let left: Vec<usize> = findings.iter().enumerate().filter(open).map(|(at, _)| at).collect();
    if !left.is_empty() {
        let told: String =
            left.iter().filter_map(|at| Some(findings.get(*at)?.message.as_str())).collect();
        let content = meaning::of_text(&told);
        let mut place = ReviewPlace::new(Spot::Report, Id::default(), Id::default(), content);
        (place.findings, place.stray) = (left, true);
        decided(&mut place, review, who);
        places.insert(0, place);
    }
    for comment in review.comments.iter().filter(|one| !placed.contains(&one.id)) {
        let said: String = comment.thread.iter().map(|remark| remark.text.as_str()).collect();
        let content = meaning::of_text(&format!("{said}{}", comment.resolved));
        let mut place = ReviewPlace::new(Spot::Report, comment.id, Id::default(), content);
        (place.comments, place.stray) = (vec![comment.id], true);
        decided(&mut place, review, who);
        places.push(place);
    }
}

fn decided(place: &mut ReviewPlace, review: &Review, who: &str) {
    let mine = review.seen.iter().rev().filter(|seen| seen.by == who && seen.of == place.of);
    let (same, other): (Vec<&Seen>, Vec<&Seen>) =
        mine.partition(|seen| seen.content == place.content);
    place.verdict = same.first().map(|seen| seen.verdict);
    place.since = other.first().filter(|_| same.is_empty()).map(|seen| (*seen).clone());
}

/// The parts of a report that has nothing to be compared with.
fn alone(report: &Report) -> Vec<Part> {
    let blank = Report { sections: Vec::new(), ..report.clone() };
    compare(&blank, report).parts
}

fn heading(part: &Part, section: &Section, compared: bool) -> Option<ReviewPlace> {
    let bare = Part { blocks: Vec::new(), ..part.clone() };
    let gone = part.new.is_none();
    let spot = Spot::Text(TextAt::Heading(section.id), 0..0);
    let content = meaning::of_text(&format!("{}{:?}", section.title, part.old.filter(|_| gone)));
    let fate = match (part.old, part.new) {
        _ if !compared => "",
        (None, _) => "新增的一节",
        (_, None) => "删去的一节",
        _ if part.moved => "移动了位置",
        _ if part.releveled => "改了级别",
        _ => "",
    };
    (!section.is_preface() || gone).then(|| ReviewPlace {
        heading: part.heading.clone(),
        fate,
        changed: !compared || bare.is_changed(),
        ..ReviewPlace::new(spot, section.id, section.id, content)
    })
}

fn block(pair: Paired, section: &Section, (report, compared): (&Report, bool)) -> ReviewPlace {
    let gone = Spot::Text(TextAt::Heading(section.id), 0..0);
    let (spot, of, content) = match &pair {
        Paired::Text(text) => {
            let here = text.new.and_then(|id| report.paragraph(id));
            let words: String = text.pieces.iter().map(|piece| piece.text.as_str()).collect();
            if let Some(own) = here {
                let spot = Spot::Text(TextAt::Paragraph(own.id), 0..0);
                (spot, own.id, meaning::of_text(&own.text))
            } else {
                let content = meaning::of_text(&format!("删去{words}"));
                (gone, text.old.unwrap_or_default(), content)
            }
        }
        Paired::Table(table) => match table.new.and_then(|id| report.table(id)) {
            Some(own) => (Spot::Table(own.id), own.id, meaning::of_table(own)),
            None => (gone, table.old.unwrap_or_default(), meaning::of_text("删去的表")),
        },
    };
    ReviewPlace {
        changed: !compared || pair.is_changed(),
        pair: Some(pair),
        ..ReviewPlace::new(spot, of, section.id, content)
    }
}

/// The open findings about a place.
fn about(place: &ReviewPlace, findings: &[Finding]) -> Vec<usize> {
    let gone = place.pair.as_ref().is_some_and(|pair| match pair {
        Paired::Text(pair) => pair.new.is_none(),
        Paired::Table(pair) => pair.new.is_none(),
    });
    let here = |finding: &Finding| match (&finding.place, &place.spot) {
        _ if gone => false,
        (Place::Text(found), Spot::Text(at, _)) => found.at == *at,
        (Place::Table(found), Spot::Table(id)) => found.id == *id,
        _ => false,
    };
    let open = findings.iter().enumerate().filter(|(_, finding)| finding.waived.is_none());
    open.filter(|(_, finding)| here(finding)).map(|(index, _)| index).collect()
}

fn is_on(place: &ReviewPlace, comment: &Comment) -> bool {
    let about = comment.at.of() == Some(place.of);
    match &comment.at {
        Anchor::Section(_) => about && place.pair.is_none(),
        _ => about,
    }
}

/// What a comment on a place is tied to: the first words that are new there, else its first sentence.
pub fn anchor_of(report: &Report, place: &ReviewPlace) -> (Anchor, Beside) {
    let whole = |at| (at, Beside::default());
    match &place.spot {
        Spot::Table(id) => whole(Anchor::Table(*id)),
        Spot::Text(TextAt::Paragraph(id), _) => {
            let text = report.paragraph(*id).map_or("", |found| found.text.as_str());
            let first = || sentences(text).into_iter().next().unwrap_or_default();
            words_anchor(*id, text, added(place).unwrap_or_else(first))
        }
        _ if place.stray => whole(Anchor::Report { quote: String::new() }),
        _ => whole(Anchor::Section(place.section)),
    }
}

/// What a comment on some bytes of a text is tied to.
pub fn words_anchor(paragraph: Id, text: &str, words: Range<usize>) -> (Anchor, Beside) {
    let quote = text.get(words.clone()).unwrap_or_default().to_owned();
    (Anchor::Words { paragraph, quote }, Beside::of(text, &words))
}

/// The bytes of the first words that are new at a place.
fn added(place: &ReviewPlace) -> Option<Range<usize>> {
    let Some(Paired::Text(pair)) = &place.pair else { return None };
    let mut at = 0;
    for piece in pair.pieces.iter().filter(|piece| piece.fate != Fate::Removed) {
        if piece.fate == Fate::Added && pair.old.is_some() {
            return Some(at..at + piece.text.len());
        }
        at += piece.text.len();
    }
    None
}
