//! What the records beside a report say of it: sentences still to be updated, tied figures that do not agree with their
//! source, signatures that have fallen.

use std::collections::BTreeSet;

use super::{Project, Tied, TiedFigure};
use crate::checks::{Fix, Slip, Spot, Tier};
use crate::model::{Form, Id, Paragraph, Report, Role, Section, Status, TextAt, Year};
use crate::review::{Pending, Review, SignOff, Standing, meaning, signatures};
use crate::text::count::count;
use crate::text::diff::{Fate, diff};

impl Project {
    /// Everything that rules say which rest on records beside a year's report.
    pub(super) fn told_beside(&self, year: Year) -> Vec<(&'static str, Slip)> {
        let Some(report) = self.reports.get(&year) else { return Vec::new() };
        let mut told: Vec<_> =
            self.tied_figures(year).iter().filter_map(|figure| loose(figure)).collect();
        let long = long(report, self.head.settings.overview_characters);
        told.extend(long.map(|slip| ("S017", slip)));
        if let Some(review) = self.reviews.get(&year) {
            let pending = review.pending.iter().filter_map(|mark| pending(report, mark));
            told.extend(pending.map(|slip| ("Y090", slip)));
            told.extend(fallen(report, review).map(|slip| ("S091", slip)));
            told.extend(republished(report, review).into_iter().map(|slip| ("S092", slip)));
            told.extend(strange(report, review).into_iter().map(|slip| ("S093", slip)));
        }
        told
    }
}

/// 总体情况 with all below it, where it has more characters than it may have; of 0 nothing is said.
fn long(report: &Report, most: u32) -> Option<Slip> {
    let most = usize::try_from(most).ok().filter(|most| *most > 0 && report.form != Form::F2008)?;
    let named = |section: &Section| section.level == 1 && section.title.contains("总体情况");
    let at = report.sections.iter().position(named)?;
    let heading = report.sections.get(at)?;
    let below = report.sections.iter().skip(at).take(report.subtree(at).max(1));
    let paragraphs = below.flat_map(Section::paragraphs);
    let words: usize = paragraphs.map(|paragraph| count(&paragraph.text).total()).sum();
    (words > most).then(|| Slip {
        at: Spot::Text(TextAt::Heading(heading.id), 0..heading.title.len()),
        found: heading.title.clone(),
        expected: format!("不超过{most}字"),
        message: format!("总体情况有{words}字，超过{most}字"),
        fixes: vec![told("压缩套话，留下做了什么和数")],
    })
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
    fallen.filter(|(_, standing)| *standing == Standing::Fallen).map(|(signature, _)| Slip {
        at: spot_of(report, signature.of).unwrap_or(Spot::Report),
        found: String::new(),
        expected: String::new(),
        message: format!(
            "{}（{}）签名之后又改过{}",
            signature.by,
            word(signature.role),
            changes(report, review, signature)
        ),
        fixes: vec![told("请签名的人看改动的地方，重新签")],
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

/// What was changed since a signature.
fn changes(report: &Report, review: &Review, signature: &SignOff) -> String {
    let now = meaning::said(report, signature.of);
    let told =
        review.signed.get(&signature.content).zip(now).map(|(was, now)| told_changes(was, &now));
    told.filter(|told| !told.is_empty()).map_or(String::new(), |told| format!("：{told}"))
}

/// What makes of one text the other, a few changes at most: `“86件”改为“68件”`.
pub fn told_changes(was: &str, now: &str) -> String {
    const SHOWN: usize = 3;
    let pieces = diff(was, now);
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
    format!("{}{more}", told.join("、"))
}

/// Where a section or table is shown.
fn spot_of(report: &Report, of: Id) -> Option<Spot> {
    if report.section_index(of).is_some() {
        return Some(Spot::Text(TextAt::Heading(of), 0..0));
    }
    report.table(of).map(|_| Spot::Table(of))
}

/// What says something else than when it was published.
fn republished(report: &Report, review: &Review) -> Vec<Slip> {
    let Some(published) = review.published.as_ref().filter(|_| report.status == Status::Published)
    else {
        return Vec::new();
    };
    let slip = |(spot, how): (Spot, String)| Slip {
        at: spot,
        found: String::new(),
        expected: String::new(),
        message: format!("发布之后又改过{how}"),
        fixes: vec![told("改回公布的样子，另写更正")],
    };
    let changed = published.parts.iter().filter_map(|(of, content)| {
        let Some(now) = meaning::of(report, *of) else {
            return Some((Spot::Report, "：有一节或一张表删去了".to_owned()));
        };
        if now == *content {
            return None;
        }
        let said = review.signed.get(content).zip(meaning::said(report, *of));
        let how = said.map(|(was, now)| told_changes(was, &now)).filter(|how| !how.is_empty());
        Some((spot_of(report, *of)?, how.map_or(String::new(), |how| format!("：{how}"))))
    });
    let new = meaning::signed_parts(report).filter(|of| !published.parts.contains_key(of));
    let new = new.filter_map(|of| Some((spot_of(report, of)?, "：公布时没有这一部分".to_owned())));
    changed.chain(new).map(slip).collect()
}

/// Whether the records are about another report altogether: nothing that they name is there.
fn strange(report: &Report, review: &Review) -> Option<Slip> {
    let comments = review.comments.iter().filter_map(|one| one.at.of());
    let seen = review.seen.iter().map(|one| one.of);
    let signed = review.sign_offs.iter().map(|one| one.of);
    let marks = review.pending.iter().map(|one| one.paragraph);
    let named: BTreeSet<Id> = comments.chain(seen).chain(signed).chain(marks).collect();
    let own: BTreeSet<Id> = report.ids().collect();
    let alien = named.len() > 2 && named.iter().all(|id| !own.contains(id));
    alien.then(|| Slip {
        at: Spot::Report,
        found: String::new(),
        expected: String::new(),
        message: format!(
            "审阅记录（reviews/{}.ron）所说的 {} 处，这份年报里一处也没有，像是另一份年报的；记录都留着",
            report.year,
            named.len()
        ),
        fixes: vec![told("换回属于这份年报的审阅记录，或者把它移走")],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Block;

    #[test]
    fn the_overview_may_be_as_long_as_the_project_says() {
        let section = |level, title: &str| Section {
            level,
            title: title.to_owned(),
            blocks: vec![Block::Paragraph(Paragraph {
                text: "公开2024条。".to_owned(),
                ..Paragraph::default()
            })],
            ..Section::default()
        };
        let mut report = Report::new(2024, "年报".to_owned()).unwrap();
        report.sections =
            vec![section(1, "总体情况"), section(2, "主动公开"), section(1, "其他事项")];
        assert!(long(&report, 10).is_none() && long(&report, 0).is_none());
        assert_eq!(long(&report, 9).unwrap().message, "总体情况有10字，超过9字");
        report.form = Form::F2008;
        assert!(long(&report, 9).is_none());
    }
}
