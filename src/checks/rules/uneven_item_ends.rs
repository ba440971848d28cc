//! P007 分项标点: 一是…。二是…；三是…, items that end in different marks.

use std::ops::Range;

use super::super::finding::{Severity, Tier};
use super::super::lists::{Marker, spoken_lists};
use super::super::rule::{About, Look, Rule, Slip, Text};

#[doc = include_str!("uneven_item_ends.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "P007",
        name: "分项末尾的标点不一致",
        severity: Severity::Hint,
        basis: "GB/T 15834—2011（并列分项之间用分号；分项内已有句号的，项末用句号）",
        page: include_str!("uneven_item_ends.md"),
    },
    looks: &[Look::Text(see)],
};

fn see(text: &Text<'_>) -> Vec<Slip> {
    spoken_lists(text.text).iter().filter_map(|list| uneven(text, list)).collect()
}

/// Where each item but the last ends, its mark included.
fn uneven(text: &Text<'_>, list: &[(usize, Marker)]) -> Option<Slip> {
    let items: Vec<(Range<usize>, char)> = list
        .windows(2)
        .filter_map(|pair| {
            let [(start, _), (next, _)] = pair else { return None };
            let item = text.text.get(*start..*next)?.trim_end();
            let mark = item.chars().next_back()?;
            Some((*start..start + item.len(), mark))
        })
        .collect();
    let inner = |(item, mark): &(Range<usize>, char)| {
        text.text
            .get(item.start..item.end - mark.len_utf8())
            .is_some_and(|words| words.contains('。'))
    };
    let wanted = if items.iter().any(inner) { '。' } else { '；' };
    let marks = |c: char| matches!(c, '。' | '；' | '，' | '、' | ';' | ',');
    let first = items.first()?.1;
    let even = items.iter().all(|(_, mark)| *mark == first);
    if (even && !(first == '；' && wanted == '。')) || !items.iter().all(|(_, mark)| marks(*mark))
    {
        return None;
    }
    let wrong: Vec<&(Range<usize>, char)> =
        items.iter().filter(|(_, mark)| *mark != wanted).collect();
    let (item, mark) = wrong.first()?;
    let edits = wrong
        .iter()
        .map(|(item, mark)| {
            text.replace(item.end - mark.len_utf8()..item.end, wanted.encode_utf8(&mut [0; 4]))
        })
        .collect();
    let message = if even {
        "分项里面已经有句号，分项末尾不再用分号".to_owned()
    } else {
        format!("各分项末尾的标点不一致，这一项用了“{mark}”")
    };
    let shown = if text.text.get(item.clone())?.chars().count() > 30 {
        item.end - mark.len_utf8()..item.end
    } else {
        item.clone()
    };
    Some(text.slip(shown, message).mended(Tier::Likely, format!("各分项末尾都用“{wanted}”"), edits))
}
