//! N009 量词不合: 规范性文件65个, 回应16条.

use super::super::finding::{Fix, Mend, Severity, Tier};
use super::super::prose::{Prose, Told};
use super::super::rule::{About, Look, Rule, Slip};
use crate::figures::prose::Role;
use crate::model::TextAt;

#[doc = include_str!("odd_measure_word.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "N009",
        name: "量词与所数的事不合",
        severity: Severity::Hint,
        basis: "《政府信息公开情况统计表》（国办发〔2014〕32号）和国办公开办函〔2021〕30号各表的计量单位",
        page: include_str!("odd_measure_word.md"),
    },
    looks: &[Look::Prose(see)],
};

/// What is counted, how it is counted, and the measure words that do not fit. Others are left alone.
const MEASURES: &[(&[&str], &str, &[&str])] = &[
    (&["req.", "res."], "件", &["个", "条", "次", "篇", "项"]),
    (&["rev.", "lit."], "件", &["个", "条", "项"]),
    (&["norm.public"], "件", &["个", "篇", "项"]),
    (&["norm.", "reg."], "件", &["个", "条", "篇", "项"]),
    (&["pub.", "ch."], "条", &["个", "项"]),
    (&["articles"], "篇", &["个"]),
    (&["responses"], "次", &["条", "个"]),
    (&["meetings", "trainings", "press"], "次", &["个"]),
    (&["npc", "cppcc"], "件", &["个", "条"]),
];

fn see(prose: &Prose<'_>) -> Vec<Slip> {
    let told =
        prose.figures().filter(|told| told.figure.role == Role::Amount && told.figure.is_plain);
    told.filter_map(|told| slip(prose, &told)).collect()
}

fn slip(prose: &Prose<'_>, told: &Told<'_>) -> Option<Slip> {
    let key = prose.key(told);
    let named = |names: &[&str]| names.iter().any(|name| key.starts_with(name));
    let (_, right, wrong) = MEASURES.iter().find(|(names, ..)| !key.is_empty() && named(names))?;
    let unit = told.figure.unit;
    if !wrong.contains(&unit) {
        return None;
    }
    let text = told.passage.paragraph.text.as_str();
    let words = text.get(told.figure.bytes.clone())?;
    let at = told.figure.bytes.start + words.rfind(unit)?;
    let message = format!("“{}”用“{right}”计，不用“{unit}”", prose.name(told));
    let edit = Mend::Replace {
        at: TextAt::Paragraph(told.passage.paragraph.id),
        start: at,
        removed: unit.to_owned(),
        inserted: (*right).to_owned(),
    };
    let fix =
        Fix {
            tier: Tier::Likely, title: format!("“{unit}”改为“{right}”"), edits: vec![edit]
        };
    Some(told.slip(message, (*right).to_owned(), vec![fix]))
}
