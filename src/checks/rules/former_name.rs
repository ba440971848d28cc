//! T003 旧称: an agency called by the name that it had before.

use super::super::finding::{Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Subject, Text, texts};
use super::super::scan::{Quoted, after, before};
use super::super::words::{Renamed, is_in_force};
use super::office_word::stands_in;

#[doc = include_str!("former_name.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "T003",
        name: "用了改名以前的名称",
        severity: Severity::Warning,
        basis: "本单位词表（words.ron）所载的改名文件；机构名称以批准文件为准",
        page: include_str!("former_name.md"),
    },
    looks: &[Look::Project(see)],
};

fn see(subject: &Subject<'_>) -> Vec<Slip> {
    let period = subject.report.period;
    let holds = |entry: &&Renamed| !entry.old.is_empty() && is_in_force(entry.from, None, period);
    let all: Vec<&Renamed> = subject.words.renamed.iter().filter(holds).collect();
    if all.is_empty() {
        return Vec::new();
    }
    texts(subject.report)
        .flat_map(|text| all.iter().flat_map(|entry| found(&text, entry)).collect::<Vec<Slip>>())
        .collect()
}

fn found(text: &Text<'_>, entry: &Renamed) -> Vec<Slip> {
    let mut places = text.text.match_indices(entry.old.as_str()).peekable();
    if places.peek().is_none() {
        return Vec::new();
    }
    let quoted = Quoted::of(text.text);
    let slips = places.filter(|(at, old)| {
        let left = before(text.text, *at, 4);
        let former = left.ends_with('原')
            || left.ends_with("原来的")
            || left.contains("曾")
            || left.ends_with("旧称");
        let now = after(text.text, at + old.len(), 3).contains('现');
        !former
            && !now
            && !quoted.covers(*at)
            && !stands_in(text.text, *at, (&entry.old, &entry.new))
    });
    slips
        .map(|(at, old)| {
            let since = entry
                .from
                .map(|from| format!("{}年{}月{}日起", from.year(), from.month(), from.day()))
                .unwrap_or_default();
            let source = if entry.source.is_empty() {
                String::new()
            } else {
                format!("（{}）", entry.source)
            };
            let message = format!("“{old}”{since}已改称“{}”{source}", entry.new);
            text.slip(at..at + old.len(), message).becomes(Tier::Likely, &entry.new)
        })
        .collect()
}
