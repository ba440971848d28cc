//! P001 半角标点: a half-width mark between Chinese characters.

use super::super::finding::{Mend, Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Text};
use super::super::scan::{char_at, char_before, in_address};
use crate::text::punctuation::{is_closer, is_han, is_numeral};

#[doc = include_str!("half_width_mark.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "P001",
        name: "汉字之间用了半角标点",
        severity: Severity::Hint,
        basis: "GB/T 15834—2011（汉字文本的标点用全角形式）",
        page: include_str!("half_width_mark.md"),
    },
    looks: &[Look::Text(see)],
};

const MARKS: [(char, &str); 5] = [(',', "，"), (';', "；"), (':', "："), ('?', "？"), ('!', "！")];

/// So many half-width stops of one text are told one by one; more of them, as one.
const FEW: usize = 3;

fn see(text: &Text<'_>) -> Vec<Slip> {
    let marks = text.text.char_indices().filter(|(_, c)| c.is_ascii_punctuation());
    let mut slips: Vec<Slip> = marks.filter_map(|(at, c)| mark(text, at, c)).collect();
    if slips.len() > FEW {
        slips = together(slips).into_iter().collect();
    }
    slips.extend(brackets(text));
    slips
}

/// All half-width stops of a text as one finding at the first of them.
fn together(slips: Vec<Slip>) -> Option<Slip> {
    let count = slips.len();
    let mut rest = slips.into_iter();
    let mut first = rest.next()?;
    first.message = format!("这一段有{count}处半角标点，汉字旁应当用全角");
    let others: Vec<Mend> = rest.flat_map(|slip| slip.fixes).flat_map(|fix| fix.edits).collect();
    if let Some(fix) = first.fixes.first_mut() {
        fix.title = format!("这一段的{count}处都改为全角");
        fix.edits.extend(others);
    }
    Some(first)
}

fn mark(text: &Text<'_>, at: usize, c: char) -> Option<Slip> {
    let left = char_before(text.text, at);
    let right = char_at(text.text, at + 1);
    let chinese = |c: char| is_han(c) || (!c.is_ascii() && is_closer(c));
    let by_left = left.is_some_and(chinese);
    let by_right = right.is_some_and(is_han);
    if c == '.' {
        let item = left.is_some_and(is_numeral);
        let ends = right.is_none() || by_right;
        let wrong = by_left && !item && ends;
        return wrong
            .then(|| text.slip(at..at + 1, "句末用了半角的点").becomes(Tier::Likely, "。"));
    }
    let (_, full) = MARKS.iter().find(|(half, _)| *half == c)?;
    let wrong = by_left || (by_right && left.is_some());
    (wrong && !in_address(text.text, at)).then(|| {
        text.slip(at..at + 1, format!("汉字旁的“{c}”应当用全角")).becomes(Tier::Sure, full)
    })
}

/// All brackets of a text around Chinese that are half-width, as one finding.
fn brackets(text: &Text<'_>) -> Option<Slip> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut wrong: Vec<(usize, char)> = Vec::new();
    for (at, c) in text.text.char_indices() {
        match c {
            '(' | '（' => open.push((at, c)),
            ')' | '）' => {
                let Some((start, opener)) = open.pop() else { continue };
                let inner = text.text.get(start..at).unwrap_or_default();
                if (opener == '(' || c == ')') && inner.chars().take(200).any(is_han) {
                    wrong.extend(
                        [(start, opener), (at, c)].into_iter().filter(|(_, c)| c.is_ascii()),
                    );
                }
            }
            _ => {}
        }
    }
    wrong.sort_unstable();
    let (first, _) = *wrong.first()?;
    let full = |c: char| if c == '(' { "（" } else { "）" };
    let edits = wrong.iter().map(|(at, c)| text.replace(*at..at + 1, full(*c))).collect();
    let slip = text.slip(first..first + 1, "括着汉字的圆括号应当用全角").expecting("（）");
    Some(slip.mended(Tier::Sure, "改为全角括号", edits))
}
