//! F032 列举而不计数: 共解读《…》《…》 without a number, or many titles that nobody counted.

use std::ops::Range;

use super::super::finding::{Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Text};
use super::super::scan::clause_after;
use crate::model::TextAt;
use crate::text::punctuation::{is_numeral, is_stop};

#[doc = include_str!("listed_without_count.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F032",
        name: "列了几份文件没有写数",
        severity: Severity::Hint,
        basis: "通行的编写要求：说“共”就写数；列举多份文件的，写明几份，便于和下一年相比",
        page: include_str!("listed_without_count.md"),
    },
    looks: &[Look::Words(&["《"], see)],
};

/// Verbs between 共 and the titles.
const DEEDS: &[&str] = &[
    "解读", "印发", "制定", "出台", "公开", "发布", "转发", "学习", "修订", "编制", "公布", "清理",
    "废止", "建立", "完善", "修改", "起草", "制发",
];
/// Titles in a row that nobody counts for himself.
const MANY: usize = 5;

fn see(text: &Text<'_>) -> Vec<Slip> {
    if !matches!(text.at, TextAt::Paragraph(_)) || !text.text.contains('《') {
        return Vec::new();
    }
    lists(text.text).iter().filter_map(|list| slip(text, list)).collect()
}

/// Titles that follow one another with nothing between them but 、 or 和.
struct List {
    /// From the first opening mark to the last closing one.
    range: Range<usize>,
    count: usize,
}

fn lists(text: &str) -> Vec<List> {
    let mut found: Vec<List> = Vec::new();
    let mut open = None;
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '《' => {
                if depth == 0 {
                    open = Some(at);
                }
                depth += 1;
            }
            '》' if depth > 0 => {
                depth -= 1;
                let end = at + c.len_utf8();
                let Some(start) = open.filter(|_| depth == 0) else { continue };
                let joins = |list: &&mut List| {
                    let gap = text.get(list.range.end..start).unwrap_or_default();
                    ["", "、", "和", "及", "以及", "与", "，", "\n"].contains(&gap)
                };
                match found.last_mut().filter(joins) {
                    Some(list) => {
                        list.range.end = end;
                        list.count += 1;
                    }
                    None => found.push(List { range: start..end, count: 1 }),
                }
            }
            _ => {}
        }
    }
    found
}

fn slip(text: &Text<'_>, list: &List) -> Option<Slip> {
    let head = text.text.get(..list.range.start)?;
    let clause = head.rsplit(is_stop).next().unwrap_or_default();
    let tail = clause_after(text.text, list.range.end, 12);
    let counted = |words: &str| words.chars().any(|c| c.is_ascii_digit() || is_numeral(c));
    let told = clause.rfind('共').map(|at| clause.get(at..).unwrap_or_default());
    let told = told.filter(|words| {
        DEEDS.iter().any(|deed| *words == format!("共{deed}") || *words == format!("共{deed}了"))
    });
    // A list that ends in 等 is none of all, and one with a number is counted.
    if list.count < 2
        || tail.starts_with('等')
        || counted(tail)
        || told.is_none() && counted(clause)
    {
        return None;
    }
    let count = list.count;
    if let Some(words) = told {
        let start = list.range.start - words.len();
        let message = format!("“{words}”后面没有写数，列了{count}份");
        let edit = text.replace(list.range.start..list.range.start, &format!("{count}件："));
        let slip = text.slip(start..list.range.start, message).expecting(format!("{count}件"));
        return Some(slip.mended(Tier::Likely, format!("写明“{count}件”"), vec![edit]));
    }
    let deed = DEEDS.iter().any(|deed| clause.contains(deed));
    (deed && count >= MANY).then(|| {
        let first = text.text.get(list.range.clone()).and_then(|list| list.find('》'));
        let end = first.map_or(list.range.end, |at| list.range.start + at + '》'.len_utf8());
        text.slip(list.range.start..end, format!("从这里起列了{count}份文件，没有写共几份"))
            .advise(format!("写明“{count}件”，或只写件数"))
    })
}
