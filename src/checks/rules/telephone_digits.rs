//! C001 电话位数不符: a local number of fewer or more digits than the others of its area code.

use std::ops::Range;

use super::super::finding::Severity;
use super::super::rule::{About, Look, Rule, Slip, Subject, Text, texts};
use super::super::scan::{before, char_before, digits, number};

#[doc = include_str!("telephone_digits.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "C001",
        name: "电话号码位数不符",
        severity: Severity::Error,
        basis: "电话号码由区号和 7 位或 8 位本地号码组成，同一区号位数相同；年报应提供可用的联系方式",
        page: include_str!("telephone_digits.md"),
    },
    looks: &[Look::Project(see)],
};

struct Telephone<'a> {
    text: Text<'a>,
    range: Range<usize>,
    area: &'a str,
    local: &'a str,
}

fn see(subject: &Subject<'_>) -> Vec<Slip> {
    let all: Vec<Telephone<'_>> = texts(subject.report).flat_map(telephones).collect();
    if all.is_empty() {
        return Vec::new();
    }
    let last: Vec<Telephone<'_>> = subject
        .previous
        .into_iter()
        .flat_map(|report| texts(report).flat_map(telephones))
        .collect();
    all.iter().filter_map(|one| wrong(one, &all, &last)).collect()
}

fn wrong(one: &Telephone<'_>, all: &[Telephone<'_>], last: &[Telephone<'_>]) -> Option<Slip> {
    let long = one.local.len();
    let big_city = one.area.len() == 3;
    let possible = if big_city { long == 8 } else { (7..=8).contains(&long) };
    let count = |digits: usize| {
        let alike = all.iter().chain(last).filter(|other| other.area == one.area);
        alike.filter(|other| other.local.len() == digits).count()
    };
    // Of two that differ the one that cannot be is wrong, whatever there is more of.
    let usual = [8, 7].into_iter().filter(|digits| *digits != long && count(*digits) > 0);
    let usual = usual.into_iter().find(|digits| !possible || count(*digits) > count(long));
    let message = match usual {
        Some(usual) => {
            format!("{}号码有{long}位，同区号（{}）的其他号码是{usual}位", what(one), one.area)
        }
        None if possible => return None,
        None if big_city => format!("{}号码有{long}位，{}区号的号码应为8位", what(one), one.area),
        None => format!("{}号码有{long}位，本地号码应为7位或8位", what(one)),
    };
    let range = one.range.clone();
    let slip = one.text.slip(range, message).advise("核实号码后改正");
    Some(match usual {
        Some(usual) => slip.expecting(format!("{}-加{usual}位号码", one.area)),
        None => slip,
    })
}

fn what(one: &Telephone<'_>) -> &'static str {
    if before(one.text.text, one.range.start, 4).contains("传真") { "传真" } else { "电话" }
}

const LABELS: [&str; 8] = ["电话", "传真", "热线", "座机", "咨询", "监督", "举报", "联系"];

fn telephones(text: Text<'_>) -> Vec<Telephone<'_>> {
    let mut found: Vec<Telephone<'_>> = Vec::new();
    for run in digits(text.text) {
        if found.last().is_some_and(|last| run.start < last.range.end) {
            continue;
        }
        found.extend(telephone(text, run));
    }
    found
}

fn telephone(text: Text<'_>, run: Range<usize>) -> Option<Telephone<'_>> {
    let whole = text.text;
    let area = whole
        .get(run.clone())
        .filter(|area| area.starts_with('0') && (3..=4).contains(&area.len()))?;
    let known = area.len() == 4 || area.starts_with("02") || area == "010";
    let known = known && !(area.len() == 4 && (area.starts_with("02") || area.starts_with("01")));
    if !known
        || char_before(whole, run.start)
            .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '/'))
    {
        return None;
    }
    let rest = whole.get(run.end..)?;
    let gap = rest.trim_start_matches(['-', '－', '—', '–', '―', ')', '）', ' ']);
    let local_at = whole.len() - gap.len();
    let (local, _) =
        number(gap).filter(|_| gap.len() < rest.len() && rest.len() - gap.len() <= 8)?;
    let local = local.split('.').next()?;
    let hotline = local.len() <= 5 && local.starts_with(['1', '9']);
    let labelled = LABELS.iter().any(|label| before(whole, run.start, 24).contains(label));
    let opened =
        char_before(whole, run.start).filter(|c| matches!(c, '(' | '（')).map_or(0, char::len_utf8);
    (!hotline && labelled && local.len() > 2).then(|| Telephone {
        text,
        range: run.start - opened..local_at + local.len(),
        area,
        local,
    })
}
