//! S005 标题末标点: a heading, title or caption that ends in a mark, or is empty.

use super::super::finding::{Fix, Mend, Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Text};
use crate::model::TextAt;

#[doc = include_str!("mark_after_heading.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "S005",
        name: "标题末尾有标点或标题为空",
        severity: Severity::Warning,
        basis: "GB/T 15834—2011《标点符号用法》；公文标题末尾不加点号的通行写法",
        page: include_str!("mark_after_heading.md"),
    },
    looks: &[Look::Text(see)],
};

/// Marks that end a heading wrongly. 问号、叹号 and brackets may be meant.
const MARKS: [char; 10] = ['。', '，', '；', '：', '、', '．', '.', ',', ';', ':'];

fn see(text: &Text<'_>) -> Vec<Slip> {
    match text.at {
        TextAt::Paragraph(_) => Vec::new(),
        _ if text.text.trim().is_empty() => vec![empty(text)],
        _ => mark(text).into_iter().collect(),
    }
}

fn empty(text: &Text<'_>) -> Slip {
    let what = if text.at == TextAt::Title {
        "报告没有标题"
    } else {
        "标题是空的，只有序号"
    };
    Slip {
        at: text.spot(0..text.text.len()),
        found: text.text.to_owned(),
        expected: String::new(),
        message: what.to_owned(),
        fixes: vec![Fix {
            tier: Tier::Told,
            title: "写上标题，或删去这一节".to_owned(),
            edits: Vec::new(),
        }],
    }
}

fn mark(text: &Text<'_>) -> Option<Slip> {
    let whole = text.text.trim_end();
    let kept = whole.trim_end_matches(MARKS);
    let marks = whole.get(kept.len()..).filter(|marks| !marks.is_empty())?;
    let fix = Fix {
        tier: Tier::Sure,
        title: format!("删去“{marks}”"),
        edits: vec![Mend::Replace {
            at: text.at,
            start: kept.len(),
            removed: marks.to_owned(),
            inserted: String::new(),
        }],
    };
    Some(Slip {
        at: text.spot(kept.len()..whole.len()),
        found: marks.to_owned(),
        expected: String::new(),
        message: format!("标题末尾不用“{marks}”"),
        // Nothing but marks: there is no heading that would remain.
        fixes: if kept.trim().is_empty() { Vec::new() } else { vec![fix] },
    })
}
