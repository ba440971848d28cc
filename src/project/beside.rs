//! What the records beside a report say of it: sentences still to be updated, tied figures that do not agree with their
//! source, signatures that have fallen.

use super::{Project, Tied, TiedFigure};
use crate::checks::{Fix, Slip, Spot, Tier};
use crate::model::{Paragraph, Report, Role, TextAt, Year};
use crate::review::{Pending, Review, SignOff, Standing, signatures};
use crate::text::diff::{Fate, diff};

impl Project {
    /// Everything that rules say which rest on records beside a year's report.
    pub(super) fn told_beside(&self, year: Year) -> Vec<(&'static str, Slip)> {
        let Some(report) = self.reports.get(&year) else { return Vec::new() };
        let mut told: Vec<_> =
            self.tied_figures(year).iter().filter_map(|figure| loose(figure)).collect();
        if let Some(review) = self.reviews.get(&year) {
            let pending = review.pending.iter().filter_map(|mark| pending(report, mark));
            told.extend(pending.map(|slip| ("Y090", slip)));
            told.extend(fallen(report, review).map(|slip| ("S091", slip)));
        }
        told
    }
}

fn pending(report: &Report, mark: &Pending) -> Option<Slip> {
    let text = &report.paragraph(mark.paragraph)?.text;
    let start = text.find(&mark.quote)?;
    let why: Vec<&str> = mark.why.iter().map(|why| why.words()).collect();
    Some(Slip {
        at: Spot::Text(TextAt::Paragraph(mark.paragraph), start..start + mark.quote.len()),
        found: mark.quote.clone(),
        expected: String::new(),
        message: format!("沿用往年的句子，还没有更新：{}", why.join("，")),
        fixes: vec![told("按今年的情况改写；仍然适用的写明说明")],
    })
}

fn told(title: &str) -> Fix {
    Fix { tier: Tier::Told, title: title.to_owned(), edits: Vec::new() }
}

fn loose(figure: &TiedFigure<'_>) -> Option<(&'static str, Slip)> {
    let TiedFigure { paragraph, link, state } = figure;
    let (code, expected, message, way) = match state {
        Tied::Right => return None,
        Tied::Changed { now, .. } => (
            "F191",
            now.clone(),
            format!("关联的“{}”来自 {}，那里现在是 {now}", link.quote, link.source),
            format!("更新为 {now}，再看一遍这一句"),
        ),
        Tied::LookAgain => (
            "F192",
            String::new(),
            format!("关联的“{}”更新过，这一句还没有人复看", link.quote),
            "看过之后记为看过".to_owned(),
        ),
        Tied::Dangling => (
            "F191",
            String::new(),
            format!("关联的“{}”来自 {}，那里已经没有这一格", link.quote, link.source),
            "解除关联，改成普通的数".to_owned(),
        ),
        Tied::Astray => (
            "F191",
            link.quote.clone(),
            format!("关联所指的地方已经不是“{}”，文件在别处改过", link.quote),
            "解除关联，或者重新插入".to_owned(),
        ),
    };
    let at = Spot::Text(TextAt::Paragraph(paragraph.id), bytes(paragraph, link.from, link.to));
    Some((code, Slip { at, found: link.quote.clone(), expected, message, fixes: vec![told(&way)] }))
}

/// The bytes of a stretch of characters, as far as the text goes.
fn bytes(paragraph: &Paragraph, from: usize, to: usize) -> std::ops::Range<usize> {
    let text = &paragraph.text;
    let byte = |at: usize| text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte);
    byte(from)..byte(to)
}

fn fallen<'a>(report: &'a Report, review: &'a Review) -> impl Iterator<Item = Slip> + 'a {
    let fallen = signatures(report, review).into_iter();
    fallen.filter(|(_, standing)| *standing == Standing::Fallen).map(|(signature, _)| {
        let at = if report.section_index(signature.of).is_some() {
            Spot::Text(TextAt::Heading(signature.of), 0..0)
        } else {
            Spot::Table(signature.of)
        };
        Slip {
            at,
            found: String::new(),
            expected: String::new(),
            message: format!(
                "{}（{}）签名之后又改过{}",
                signature.by,
                word(signature.role),
                changes(report, review, signature)
            ),
            fixes: vec![told("请签名的人看改动的地方，重新签")],
        }
    })
}

/// The word for a part in the making of a report.
pub(super) const fn word(role: Role) -> &'static str {
    match role {
        Role::Drafter => "起草",
        Role::Reviewer => "审核",
        Role::Approver => "签发",
    }
}

/// What was changed since, a few at most: `：86件改为68件`.
fn changes(report: &Report, review: &Review, signature: &SignOff) -> String {
    const SHOWN: usize = 3;
    let now = crate::review::meaning::said(report, signature.of);
    let Some((was, now)) = review.signed.get(&signature.content).zip(now) else {
        return String::new();
    };
    let pieces = diff(was, &now);
    let mut told = Vec::new();
    let mut removed: Option<&str> = None;
    for piece in &pieces {
        match piece.fate {
            Fate::Kept => told.extend(removed.take().map(|gone| format!("删去“{gone}”"))),
            Fate::Removed => removed = Some(&piece.text),
            Fate::Added => told.push(match removed.take() {
                Some(gone) => format!("“{gone}”改为“{}”", piece.text),
                None => format!("加了“{}”", piece.text),
            }),
        }
    }
    told.extend(removed.map(|gone| format!("删去“{gone}”")));
    let more = if told.len() > SHOWN { format!("等 {} 处", told.len()) } else { String::new() };
    told.truncate(SHOWN);
    if told.is_empty() { String::new() } else { format!("：{}{more}", told.join("、")) }
}
