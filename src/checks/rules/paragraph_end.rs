//! P030 段末标点: a paragraph that ends in a comma, a semicolon of no list, or in nothing.

use super::super::finding::{Severity, Tier};
use super::super::lists::marker;
use super::super::rule::{About, Look, Rule, Slip, Text};
use super::super::scan::in_address;
use crate::model::{Block, Report, Section, TextAt, Year};
use crate::text::punctuation::{is_closer, is_han};

#[doc = include_str!("paragraph_end.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "P030",
        name: "段末没有句末标点",
        severity: Severity::Hint,
        basis: "GB/T 15834—2011（句末点号用于句子末尾）",
        page: include_str!("paragraph_end.md"),
    },
    looks: &[Look::Report(see)],
};

fn see(report: &Report) -> Vec<Slip> {
    let last = report.sections.len().saturating_sub(1);
    let sections = report.sections.iter().enumerate();
    sections.flat_map(|(at, section)| in_section(section, report.year, at < last)).collect()
}

/// `goes_on`: whether another section follows.
fn in_section(section: &Section, year: Year, goes_on: bool) -> Vec<Slip> {
    let mut slips = Vec::new();
    for (place, block) in section.blocks.iter().enumerate() {
        let Some(paragraph) = block.paragraph() else { continue };
        let text = Text { at: TextAt::Paragraph(paragraph.id), text: &paragraph.text, year };
        slips.extend(wrong(&text, section.blocks.get(place + 1), goes_on));
    }
    slips
}

fn wrong(text: &Text<'_>, next: Option<&Block>, goes_on: bool) -> Option<Slip> {
    let whole = text.text.trim_end();
    let last = whole.chars().next_back()?;
    let range = whole.len() - last.len_utf8()..whole.len();
    let item = |text: &str| marker(text.trim_start()).is_some();
    let next_item =
        next.is_some_and(|block| block.paragraph().is_some_and(|next| item(&next.text)));
    match last {
        '。' | '！' | '？' | '…' | '!' | '?' | '）' | ')' | '.' => None,
        '：' | ':' if next.is_some() || goes_on => None,
        '；' | ';' if next_item => None,
        '：' | ':' => Some(text.slip(range, "冒号后面没有内容").advise("补上内容，或改为句号")),
        '，' | '、' | '；' | ',' | ';' => Some(
            text.slip(range, format!("段末是“{last}”，后面可能丢了话；没有丢的应为句号"))
                .becomes(Tier::Likely, "。"),
        ),
        _ if is_sentence(whole, last) => {
            let to = format!("{last}。");
            Some(text.slip(range, "段末没有标点").becomes(Tier::Likely, &to))
        }
        _ => None,
    }
}

/// Whether a paragraph that ends in no mark is a sentence, and no heading, signature or line of a list.
fn is_sentence(text: &str, last: char) -> bool {
    const LINES: [&str; 12] =
        ["附", "注", "来源", "单位", "联系", "地址", "电话", "邮", "网址", "（", "填报", "http"];
    let body = text.trim_end_matches(is_closer);
    let closed = body.ends_with(['。', '！', '？', '；']);
    let prose = text.contains('。') || (text.contains('，') && text.chars().count() > 30);
    let line = LINES.iter().any(|word| text.trim_start().starts_with(word));
    let title = marker(text).is_some() && !text.contains('。');
    let kind = is_han(last) || last.is_ascii_digit() || is_closer(last);
    prose
        && kind
        && !closed
        && !line
        && !title
        && !text.contains("  ")
        && !in_address(text, text.len() - last.len_utf8())
}
