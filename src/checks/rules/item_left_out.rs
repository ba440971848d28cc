//! S007 正文序次断号: 一是…三是…, 1. … 3. …

use super::super::finding::{Severity, Tier};
use super::super::lists::{Kind, Marker, marker, spoken};
use super::super::rule::{About, Look, Rule, Slip, Text};
use super::super::scan::{char_at, char_before, skip_blanks};
use crate::model::{Report, Section, TextAt, Year};
use crate::text::numeral::chinese;

#[doc = include_str!("item_left_out.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "S007",
        name: "正文的序次语断号或重号",
        severity: Severity::Warning,
        basis: "GB/T 15834—2011、GB/T 9704—2012 7.3.3（依据待核）（结构层次序数依次排列）",
        page: include_str!("item_left_out.md"),
    },
    looks: &[Look::Report(see)],
};

fn see(report: &Report) -> Vec<Slip> {
    report.sections.iter().flat_map(|section| in_section(section, report.year)).collect()
}

fn in_section(section: &Section, year: Year) -> Vec<Slip> {
    let mut slips = Vec::new();
    // The last number of 一是, and of each kind at the head of a paragraph.
    let mut said: Option<u32> = None;
    let mut heads: Vec<(Kind, u32)> = Vec::new();
    for paragraph in section.paragraphs() {
        let text = Text { at: TextAt::Paragraph(paragraph.id), text: &paragraph.text, year };
        let indent = text.text.len() - skip_blanks(text.text).len();
        let head = marker(skip_blanks(text.text))
            .filter(|found| !matches!(found.kind, Kind::Is | Kind::Ordinal));
        if let Some(found) = head {
            let known = heads.iter().position(|(kind, _)| *kind == found.kind);
            let last = known.and_then(|at| heads.get(at)).map(|(_, number)| *number);
            slips.extend(last.and_then(|last| follows(&text, (indent, found), last)));
            heads.truncate(known.unwrap_or(heads.len()));
            heads.push((found.kind, found.number));
        }
        let mut behind = 0;
        for (at, found) in spoken(text.text) {
            let between = text.text.get(behind..at).unwrap_or_default();
            if let Some(last) = said.filter(|last| !otherwise(between, *last + 1)) {
                slips.extend(follows(&text, (at, found), last));
            }
            said = if found.number == 1 || said.is_some() { Some(found.number) } else { None };
            behind = at + found.len;
        }
    }
    slips
}

fn follows(text: &Text<'_>, (at, found): (usize, Marker), last: u32) -> Option<Slip> {
    if found.number == 1 || found.number == last + 1 {
        return None;
    }
    let range = at..at + found.len;
    let words = text.text.get(range.clone())?;
    let own = chinese(found.number).filter(|own| words.contains(own.as_str()));
    let to = match own {
        Some(own) => words.replacen(&own, &chinese(last + 1)?, 1),
        None => words.replacen(&found.number.to_string(), &(last + 1).to_string(), 1),
    };
    let what = if found.number <= last { "重了或乱了" } else { "断了" };
    let slip = text.slip(range, format!("序次{what}，按前文应是“{to}”"));
    Some(if to == words { slip.advise("按前文改号") } else { slip.becomes(Tier::Likely, &to) })
}

/// Whether the number that is looked for stands there in another wording: 二要, 其二, 第二.
fn otherwise(between: &str, number: u32) -> bool {
    let Some(number) = chinese(number) else { return true };
    between.match_indices(number.as_str()).any(|(at, found)| {
        let left = char_before(between, at).is_some_and(|c| matches!(c, '其' | '第' | '（' | '('));
        let right =
            char_at(between, at + found.len()).is_some_and(|c| "要则来、，为在从能方".contains(c));
        left || right
    })
}
