//! F020 正文数字与表不符: a number in a sentence that is not the one in the table.

use super::super::finding::{Fix, Severity};
use super::super::prose::{Prose, Told, listed, told};
use super::super::rule::{About, Look, Rule, Slip};
use crate::figures::prose::Role;
use crate::figures::tying::Verdict;

#[doc = include_str!("figure_and_table.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F020",
        name: "正文数字与表不符",
        severity: Severity::Error,
        basis: "《政府信息公开条例》第五十条；国办公开办函〔2021〕30号：总体情况与各表说的是同一件事，数字应当相等",
        page: include_str!("figure_and_table.md"),
    },
    looks: &[Look::Prose(see)],
};

fn see(prose: &Prose<'_>) -> Vec<Slip> {
    let wrong = prose.figures().filter(|told| {
        let tables = told.tied.sources.iter().any(|source| !source.cells.is_empty());
        let amount = matches!(told.figure.role, Role::Amount | Role::Before);
        told.tied.verdict == Verdict::Wrong && amount && tables
    });
    wrong.map(|told| slip(prose, &told)).collect()
}

fn slip(prose: &Prose<'_>, figure: &Told<'_>) -> Slip {
    let sources = &figure.tied.sources;
    let name = prose.name(figure);
    let first = sources.first();
    let elsewhere = first.and_then(|source| prose.book.elsewhere(source, figure.figure.value));
    let hint = elsewhere
        .map(|cell| format!("；{}是“{cell}”的数", figure.figure.value))
        .unwrap_or_default();
    let said = if figure.figure.is_statement() { "没有".to_owned() } else { figure.amount() };
    let mut fixes: Vec<Fix> = Vec::new();
    for source in sources.iter().take(2) {
        let to = source.value.normalize().to_string();
        fixes.push(figure.rewrite(&to, &format!("按{}", source.what)));
    }
    fixes.push(told("表填错的，改表里的格"));
    let expected = first.map(|source| source.value.normalize().to_string()).unwrap_or_default();
    figure.slip(format!("“{name}”正文写{said}，{}{hint}", listed(sources)), expected, fixes)
}
