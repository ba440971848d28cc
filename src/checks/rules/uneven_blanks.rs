//! P021 数字旁空格不一: 2017 年 here, 2017年 there.

use std::ops::Range;

use super::super::finding::{Mend, Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Text, texts};
use super::super::scan::{Quoted, digits};
use crate::model::Report;
use crate::text::punctuation::is_han;

#[doc = include_str!("uneven_blanks.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "P021",
        name: "数字与汉字之间的空格不一致",
        severity: Severity::Hint,
        basis: "GB/T 15835—2011（同类别同形式）；公文中数字与汉字之间不空格的通行写法",
        page: include_str!("uneven_blanks.md"),
    },
    looks: &[Look::Report(see)],
};

/// A place where a number meets a Chinese character.
struct Meeting<'a> {
    text: Text<'a>,
    /// The number with its neighbour.
    range: Range<usize>,
    /// The blanks between; empty if there are none.
    blanks: Range<usize>,
}

fn see(report: &Report) -> Vec<Slip> {
    let all: Vec<Meeting<'_>> = texts(report).flat_map(meetings).collect();
    let loose = |meeting: &Meeting<'_>| !meeting.blanks.is_empty();
    let Some(first) = all.first() else { return Vec::new() };
    let Some(other) = all.iter().find(|meeting| loose(meeting) != loose(first)) else {
        return Vec::new();
    };
    let edits: Vec<Mend> = all
        .iter()
        .filter(|meeting| loose(meeting))
        .map(|meeting| meeting.text.replace(meeting.blanks.clone(), ""))
        .collect();
    let message = format!(
        "数字与汉字之间有的空格有的不空：空格的{}处，不空的{}处",
        edits.len(),
        all.len() - edits.len()
    );
    let slip = other.text.slip(other.range.clone(), message);
    vec![slip.mended(Tier::Sure, format!("删去数字旁的空格（{}处）", edits.len()), edits)]
}

const LABELS: [&str; 9] = ["邮编", "编码", "电话", "传真", "热线", "手机", "号码", "附件", "附表"];

fn meetings(text: Text<'_>) -> Vec<Meeting<'_>> {
    let runs: Vec<Range<usize>> = digits(text.text).collect();
    if runs.is_empty() {
        return Vec::new();
    }
    let titles = Quoted::titles(text.text);
    let free = runs.into_iter().filter(|run| !titles.covers(run.start));
    free.flat_map(|run| [left(text, &run), right(text, &run)]).flatten().collect()
}

fn right<'a>(text: Text<'a>, run: &Range<usize>) -> Option<Meeting<'a>> {
    let rest = text.text.get(run.end..)?;
    let behind = rest.trim_start_matches([' ', '\u{a0}']);
    let next = behind.chars().next().filter(|c| is_han(*c))?;
    let blanks = run.end..text.text.len() - behind.len();
    // A number of its own before words: 附件 1 关于……
    let item = run.start == 0 && run.len() < 3 && !blanks.is_empty();
    (!item).then(|| Meeting { text, range: run.start..blanks.end + next.len_utf8(), blanks })
}

fn left<'a>(text: Text<'a>, run: &Range<usize>) -> Option<Meeting<'a>> {
    let head = text.text.get(..run.start)?;
    let before = head.trim_end_matches([' ', '\u{a0}']);
    let last = before.chars().next_back().filter(|c| is_han(*c))?;
    // A label of the contact block may stand before its number with a blank.
    if LABELS.iter().any(|label| before.ends_with(label)) {
        return None;
    }
    Some(Meeting {
        text,
        range: before.len() - last.len_utf8()..run.end,
        blanks: before.len()..run.start,
    })
}
