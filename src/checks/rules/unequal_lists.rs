//! S010 问题与措施不对应: three problems and two measures.

use super::super::finding::Severity;
use super::super::lists::{Marker, spoken_lists};
use super::super::rule::{About, Look, Rule, Slip, Text};
use super::super::scan::before;
use super::empty_problems::problems;
use crate::model::Report;

#[doc = include_str!("unequal_lists.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "S010",
        name: "问题与措施的条数不对应",
        severity: Severity::Hint,
        basis: "《政府信息公开条例》（国务院令第711号）第五十条第四项：主要问题及改进情况（改进应当针对问题）",
        page: include_str!("unequal_lists.md"),
    },
    looks: &[Look::Report(see)],
};

fn see(report: &Report) -> Vec<Slip> {
    let Some((_, texts)) = problems(report) else { return Vec::new() };
    let mut problem: Option<usize> = None;
    for text in texts {
        for list in spoken_lists(text.text) {
            let Some((start, _)) = list.first() else { continue };
            let lead = before(text.text, *start, 40);
            let measures = ["措施", "改进", "下一步", "打算", "举措", "对策", "整改"]
                .iter()
                .filter_map(|word| lead.rfind(word))
                .max();
            let trouble = ["问题", "不足", "困难", "短板", "差距"]
                .iter()
                .filter_map(|word| lead.rfind(word))
                .max();
            match problem {
                None if measures < trouble || (measures.is_none() && trouble.is_none()) => {
                    problem = Some(list.len());
                }
                Some(count) if measures > trouble || measures.is_some() => {
                    return unequal(&text, &list, count);
                }
                _ => {}
            }
        }
    }
    Vec::new()
}

fn unequal(text: &Text<'_>, list: &[(usize, Marker)], count: usize) -> Vec<Slip> {
    let Some((at, last)) =
        list.last().filter(|_| count > 1 && list.len() > 1 && list.len() != count)
    else {
        return Vec::new();
    };
    let message = format!("前面列了{count}个问题，这里的措施有{}条", list.len());
    vec![text.slip(*at..at + last.len, message).advise("补上措施，或说明哪几条合并改进")]
}
