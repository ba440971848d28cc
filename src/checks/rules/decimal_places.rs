//! F042 小数位数不一: one amount of money with other decimal places than those around it.

use super::super::finding::Severity;
use super::super::prose::{Prose, Told, told};
use super::super::rule::{About, Look, Rule, Slip};
use crate::figures::prose::Passage;

#[doc = include_str!("decimal_places.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "F042",
        name: "同组金额小数位数不一",
        severity: Severity::Hint,
        basis: "GB/T 15835—2011《出版物上数字用法》：同类别数字的形式应当统一；统计数据同一指标小数位数一致",
        page: include_str!("decimal_places.md"),
    },
    looks: &[Look::Prose(see)],
};

/// How many amounts make a group that has a habit.
const GROUP: usize = 4;

fn see(prose: &Prose<'_>) -> Vec<Slip> {
    prose
        .passages
        .iter()
        .enumerate()
        .flat_map(|(at, passage)| of_passage(prose, at, passage))
        .collect()
}

/// The amounts of money of a paragraph, sentence by sentence.
fn of_passage(prose: &Prose<'_>, at: usize, passage: &Passage<'_>) -> Vec<Slip> {
    let Some(tied) = prose.tied.get(at) else { return Vec::new() };
    let money: Vec<Told<'_>> = passage
        .figures
        .iter()
        .zip(tied)
        .map(|(figure, tied)| Told { passage, figure, tied })
        .filter(|told| matches!(told.figure.unit, "万元" | "亿元") && told.figure.value.scale() > 0)
        .collect();
    let sentences = money.chunk_by(|one, other| one.figure.sentence == other.figure.sentence);
    sentences.flat_map(of_sentence).collect()
}

fn of_sentence(money: &[Told<'_>]) -> Vec<Slip> {
    if money.len() < GROUP {
        return Vec::new();
    }
    let of = |scale: u32| money.iter().filter(|told| told.figure.value.scale() == scale).count();
    let most = (1..=6).max_by_key(|scale| of(*scale));
    let Some(usual) = most.filter(|scale| of(*scale) * 4 >= money.len() * 3) else {
        return Vec::new();
    };
    let odd = money.iter().filter(|told| told.figure.value.scale() != usual);
    odd.map(|told| slip(told, usual)).collect()
}

fn slip(odd: &Told<'_>, usual: u32) -> Slip {
    let message = format!(
        "{}是{}位小数，这一段其他金额都是{usual}位",
        odd.amount(),
        odd.figure.value.scale()
    );
    odd.slip(message, format!("{usual}位小数"), vec![told("统一小数位数")])
}
