//! Y004 段落雷同: a paragraph that is the same as a year before but for its numbers.

use std::collections::HashMap;

use super::super::finding::Severity;
use super::super::rule::{About, Look, Rule, Slip, Subject, texts_of};
use crate::model::{Section, TextAt};
use crate::text::punctuation::is_stop;

#[doc = include_str!("copied_paragraph.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "Y004",
        name: "与上年同一段雷同",
        severity: Severity::Warning,
        basis: "《政府信息公开条例》（国务院令第711号）第四十七条、第五十条；上级通报以内容雷同、敷衍塞责为追责情形",
        page: include_str!("copied_paragraph.md"),
    },
    looks: &[Look::Project(see)],
};

/// Characters below which a paragraph is a formula that must look alike.
const SHORTEST: usize = 40;

fn see(subject: &Subject<'_>) -> Vec<Slip> {
    let Some(last) = subject.previous else { return Vec::new() };
    let mut known: HashMap<String, Vec<usize>> = HashMap::new();
    let before = last.sections.iter().flat_map(Section::paragraphs);
    for (place, paragraph) in before.enumerate() {
        for clause in clauses(&paragraph.text) {
            let places = known.entry(clause).or_default();
            if places.len() < 8 && places.last() != Some(&place) {
                places.push(place);
            }
        }
    }
    let sections = subject.report.sections.iter().filter(|section| !section.is_preface());
    let texts = sections.flat_map(|section| texts_of(section, subject.report.year));
    texts
        .filter(|text| matches!(text.at, TextAt::Paragraph(_)) && is_copied(text.text, &known))
        .map(|text| {
            text.slip(0..text.text.len(), format!("除数字外与{}年报告的一段相同", last.year))
                .advise("按本年的情况重写；确无变化的写一句说明")
        })
        .collect()
}

/// The clauses of a paragraph without digits and blanks.
fn clauses(text: &str) -> impl Iterator<Item = String> {
    let plain = |clause: &str| -> String {
        clause.chars().filter(|c| !c.is_ascii_digit() && !c.is_whitespace() && *c != '.').collect()
    };
    text.split(is_stop).map(plain).filter(|clause| clause.chars().count() > 2)
}

fn is_copied(text: &str, known: &HashMap<String, Vec<usize>>) -> bool {
    let mut all = 0;
    let mut shared: HashMap<usize, usize> = HashMap::new();
    for clause in clauses(text) {
        let long = clause.chars().count();
        all += long;
        for place in known.get(&clause).into_iter().flatten() {
            *shared.entry(*place).or_default() += long;
        }
    }
    let none = ["未发生", "没有", "未收", "无此", "未出现", "未产生"]
        .iter()
        .any(|word| text.contains(word))
        && all < 3 * SHORTEST;
    let most = shared.into_values().max().unwrap_or_default();
    all >= SHORTEST && !none && most * 10 >= all * 9
}
