//! F007 空白与0、/混用: one table leaves some cells blank and puts 0 or / into others that mean the same.

use super::super::filled::Filled;
use super::super::finding::{Fix, Mend, Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Spot};
use crate::figures::{Amount, Answer, At, only_total};

#[doc = include_str!("blank_or_zero.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F007",
        name: "空白与0或/混用",
        severity: Severity::Hint,
        basis: "同一张表里没有发生的宜一律填0、不适用的宜一律填“/”，空白分不清是没有还是没填（填报惯例）",
        page: include_str!("blank_or_zero.md"),
    },
    looks: &[Look::Filled(see)],
};

fn see(table: &Filled<'_>) -> Vec<Slip> {
    let sheet = &table.sheet;
    let is = |wanted: fn(&Amount) -> bool| -> Vec<At> {
        sheet.cells().filter(|at| wanted(&sheet.amount(*at))).collect()
    };
    let blank = is(|amount| *amount == Amount::Blank);
    let nothing = is(|amount| *amount == Amount::None);
    let zero = is(|amount| matches!(amount, Amount::Plain(value) if value.is_zero()));
    if !table.is_statutory() || sheet.is_blank() {
        return Vec::new();
    }
    if blank.is_empty() {
        let mixed = !nothing.is_empty() && !zero.is_empty() && splits_a_line(table, &nothing);
        return if mixed { vec![zero_and_nothing(table, &nothing)] } else { Vec::new() };
    }
    let fill = fillable(table, &blank);
    let mut kinds = vec![format!("{}格空白", blank.len())];
    kinds.extend((!zero.is_empty()).then(|| format!("{}格写0", zero.len())));
    kinds.extend((!nothing.is_empty()).then(|| format!("{}格写“/”", nothing.len())));
    let message = match (kinds.len(), fill.len()) {
        (1, 0) => format!("有{}格空白", blank.len()),
        (1, count) => format!("有{}格空白，其中{count}格按0算勾稽相符", blank.len()),
        (_, 0) => format!("同一张表里{}", kinds.join("、")),
        (_, count) => format!("同一张表里{}；其中{count}格按0算勾稽相符", kinds.join("、")),
    };
    vec![Slip {
        at: Spot::Table(table.table.id),
        found: kinds.join("、"),
        expected: String::new(),
        message,
        fixes: vec![fix(table, &fill)],
    }]
}

/// The blank cells into which 0 can go: every identity that sees one holds with 0 there. A line of which only the total
/// was filled in is another matter.
fn fillable(table: &Filled<'_>, blank: &[At]) -> Vec<At> {
    let sheet = &table.sheet;
    let fits = |at: &At| {
        let answers: Vec<Answer> = table
            .ties
            .affected(*at)
            .filter(|tie| tie.identity.is_hard())
            .map(|tie| if only_total(tie, sheet) { Answer::Holds } else { tie.answer(sheet) })
            .collect();
        let right = |answer: &Answer| matches!(answer, Answer::FillZero | Answer::Unread);
        answers.contains(&Answer::FillZero) && answers.iter().all(right)
    };
    blank.iter().copied().filter(fits).collect()
}

/// Whether a row has both 0 and /: then they do not follow the rows.
fn splits_a_line(table: &Filled<'_>, nothing: &[At]) -> bool {
    let zero = |at: At| matches!(table.sheet.amount(at), Amount::Plain(value) if value.is_zero());
    nothing.iter().any(|own| table.sheet.cells().any(|at| at.row == own.row && zero(at)))
}

fn zero_and_nothing(table: &Filled<'_>, nothing: &[At]) -> Slip {
    let count = nothing.len();
    let title = "同一行里没有发生的都填0，整行不适用的才填“/”".to_owned();
    Slip {
        at: Spot::Table(table.table.id),
        found: format!("{count}格写“/”"),
        expected: String::new(),
        message: "同一行里有的格写0，有的格写“/”".to_owned(),
        fixes: vec![Fix { tier: Tier::Told, title, edits: Vec::new() }],
    }
}

fn fix(table: &Filled<'_>, fill: &[At]) -> Fix {
    let edits: Vec<Mend> = fill.iter().filter_map(|at| table.set(*at, "0")).collect();
    if edits.is_empty() {
        let title = "没有发生的填0，不适用的填“/”，不留空白".to_owned();
        return Fix { tier: Tier::Told, title, edits };
    }
    Fix { tier: Tier::Likely, title: format!("补0？（{}格）", edits.len()), edits }
}
