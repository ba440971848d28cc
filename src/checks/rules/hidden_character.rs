//! X001 控制或零宽字符: characters that nobody sees, in texts and in tables.

use std::ops::Range;

use super::super::finding::{Fix, Mend, Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Spot, Text};
use crate::model::Row;
use crate::model::Table;
use crate::model::TextAt;

#[doc = include_str!("hidden_character.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "X001",
        name: "文中有看不见的字符",
        severity: Severity::Warning,
        basis: "GB 18030—2022（依据待核）（控制字符不是文字内容）；公布的文本应当能够检索、复制",
        page: include_str!("hidden_character.md"),
    },
    looks: &[Look::Text(see_text), Look::Table(see_table)],
};

fn see_text(text: &Text<'_>) -> Vec<Slip> {
    let runs = hidden_runs(text.text, text.at == TextAt::Title);
    runs.into_iter().filter_map(|run| in_text(text, run)).collect()
}

fn in_text(text: &Text<'_>, run: Range<usize>) -> Option<Slip> {
    let removed = text.text.get(run.clone())?;
    let edits = vec![Mend::Replace {
        at: text.at,
        start: run.start,
        removed: removed.to_owned(),
        inserted: String::new(),
    }];
    Some(slip(text.spot(run), removed, edits))
}

fn see_table(table: &Table) -> Vec<Slip> {
    table.rows.iter().flat_map(|row| see_row(table, row)).chain(see_around(table)).collect()
}

/// The row's head and its cells.
fn see_row(table: &Table, row: &Row) -> Vec<Slip> {
    let spot = |column| Spot::Cell { table: table.id, row: row.id, column };
    let head = row
        .label
        .iter()
        .filter(|label| has_hidden(label))
        .map(|label| slip(spot(None), &hidden(label), Vec::new()));
    let cells = table.columns.iter().zip(&row.cells).filter_map(|(column, cell)| {
        let text = cell.to_string();
        has_hidden(&text).then(|| {
            let to = hidden_runs(&text, false).iter().rev().fold(text.clone(), |mut clean, run| {
                clean.replace_range(run.clone(), "");
                clean
            });
            let (table, row, column) = (table.id, row.id, column.key.clone());
            let edit = Mend::SetCell { table, row, column: column.clone(), to };
            slip(spot(Some(column)), &hidden(&text), vec![edit])
        })
    });
    head.chain(cells).collect()
}

/// The headers above and the notes below.
fn see_around(table: &Table) -> Vec<Slip> {
    let headers = table.columns.iter().flat_map(|column| &column.label);
    let texts = headers.chain(&table.notes).chain([&table.source]);
    texts
        .filter(|text| has_hidden(text))
        .map(|text| slip(Spot::Table(table.id), &hidden(text), Vec::new()))
        .collect()
}

fn slip(at: Spot, removed: &str, edits: Vec<Mend>) -> Slip {
    let names: Vec<String> = removed.chars().map(name).collect();
    let names = names.join("、");
    let certain =
        !edits.is_empty() && !removed.contains(['\t', '\n', '\r', '\u{2028}', '\u{2029}']);
    let tier = match (edits.is_empty(), certain) {
        (true, _) => Tier::Told,
        (_, true) => Tier::Sure,
        (_, false) => Tier::Likely,
    };
    Slip {
        at,
        found: names.clone(),
        expected: String::new(),
        message: format!("有看不见的字符：{names}"),
        fixes: vec![Fix { tier, title: "删去看不见的字符".to_owned(), edits }],
    }
}

/// How a character that cannot be shown is called.
fn name(c: char) -> String {
    let known = match c {
        '\t' => "制表符",
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => "换行符",
        '\u{ad}' => "软连字符",
        '\u{200b}' => "零宽空格",
        '\u{200c}' | '\u{200d}' => "零宽连接符",
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => "方向控制符",
        '\u{2060}' => "词连接符",
        '\u{feff}' => "字节顺序标记",
        _ => "控制字符",
    };
    format!("{known}（U+{:04X}）", u32::from(c))
}

fn has_hidden(text: &str) -> bool {
    !hidden_runs(text, false).is_empty()
}

/// The hidden characters of a text, without the others.
fn hidden(text: &str) -> String {
    hidden_runs(text, false).into_iter().filter_map(|run| text.get(run)).collect()
}

/// Byte ranges of hidden characters, neighbours together. A title may break its line once between agency and document.
fn hidden_runs(text: &str, is_title: bool) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut before = None;
    let mut rest = text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        let after = rest.peek().map(|(_, c)| *c);
        let meant = (is_title && c == '\n') || (is_joiner(c) && (shapes(before) || shapes(after)));
        before = Some(c);
        if !is_hidden(c) || meant {
            continue;
        }
        let end = start + c.len_utf8();
        match runs.last_mut() {
            Some(run) if run.end == start => run.end = end,
            _ => runs.push(start..end),
        }
    }
    runs
}

/// Whether nothing is drawn for this character, or it steers how others are drawn.
pub(super) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{180e}')
}

const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}'..='\u{200f}' | '\u{180e}')
}

/// Whether joiners belong to the writing of this character: Arabic and its kin, Mongolian, Indic scripts, emoji.
const fn shapes(c: Option<char>) -> bool {
    matches!(
        c,
        Some(
            '\u{590}'..='\u{8ff}'
            | '\u{900}'..='\u{dff}'
            | '\u{f00}'..='\u{fff}'
            | '\u{1800}'..='\u{18af}'
            | '\u{fb50}'..='\u{fdff}'
            | '\u{fe0f}'
            | '\u{fe70}'..='\u{fefc}'
            | '\u{1f000}'..='\u{1faff}',
        )
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn neighbours_are_one_run() {
        for (text, runs) in [
            ("公\u{200b}\u{feff}开\u{7}", vec![3..9, 12..13]),
            ("\u{7}公开\t", vec![0..1, 7..8]),
            ("公开", vec![]),
            ("👨\u{200d}👩", vec![]), // an emoji of two people
        ] {
            assert_eq!(hidden_runs(text, false), runs, "{text:?}");
        }
        assert!(hidden_runs("某局\n年报", true).is_empty());
    }

    proptest! {
        #[test]
        fn what_is_found_can_be_cut_out(text in any::<String>()) {
            for run in hidden_runs(&text, false) {
                prop_assert!(text.get(run).unwrap().chars().all(is_hidden));
            }
        }
    }
}
