//! S003 空章节: a heading below which nothing stands.

use super::super::finding::{Fix, Severity, Tier};
use super::super::rule::{About, Look, Prescribed, Rule, Slip, Spot};
use crate::model::Block;
use crate::model::Section;
use crate::model::TextAt;

#[doc = include_str!("empty_section.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "S003",
        name: "标题之下没有内容",
        severity: Severity::Warning,
        basis: "《政府信息公开条例》（国务院令第711号）第五十条：年度报告应当包括所列内容；2018年度及以前为条例（国务院令第492号）第三十二条",
        page: include_str!("empty_section.md"),
    },
    looks: &[Look::Prescribed(see)],
};

fn see(prescribed: &Prescribed<'_>) -> Vec<Slip> {
    let report = prescribed.report;
    let alone = |index: usize| report.subtree(index) == 1;
    let sections = report.sections.iter().enumerate();
    sections
        .filter(|(index, section)| !section.is_preface() && alone(*index) && is_blank(section))
        .map(|(_, section)| Slip {
            at: Spot::Text(TextAt::Heading(section.id), 0..0),
            found: String::new(),
            expected: String::new(),
            message: format!("“{}”之下没有文字，没有表，也没有下级标题", section.title),
            fixes: vec![Fix {
                tier: Tier::Told,
                title: "写上内容；没有发生的写明没有；多余的标题删去".to_owned(),
                edits: Vec::new(),
            }],
        })
        .collect()
}

/// Whether nothing can be read there. What cannot be seen is no content.
fn is_blank(section: &Section) -> bool {
    section.blocks.iter().all(|block| match block {
        Block::Paragraph(paragraph) => paragraph.text.chars().all(is_unseen),
        Block::Table(table) => table.rows.is_empty(),
    })
}

fn is_unseen(c: char) -> bool {
    c.is_whitespace() || super::hidden_character::is_hidden(c)
}
