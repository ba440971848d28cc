//! C008 申请人姓名: a full name after 申请人.

use super::super::cells::in_cells;
use super::super::finding::{Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Text};
use super::super::scan::{after, ends_clause};
use crate::model::Table;
use crate::text::punctuation::is_han;

#[doc = include_str!("applicant_name.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "C008",
        name: "写出了申请人的姓名",
        severity: Severity::Warning,
        basis: "《政府信息公开条例》（国务院令第711号）第十五条（依据待核）（个人隐私不得公开）",
        page: include_str!("applicant_name.md"),
    },
    looks: &[Look::Words(&ROLES, see), Look::Table(in_table)],
};

const ROLES: [&str; 8] =
    ["申请人", "当事人", "原告", "上诉人", "信访人", "投诉人", "举报人", "救助对象"];
const SURNAMES: &str = "张王李刘陈杨赵黄吴徐孙胡朱郭罗梁宋郑谢韩唐冯董萧袁邓傅沈彭吕苏卢蒋蔡贾魏薛阎潘戴夏汪姜姚谭廖邹熊邱侯邵孟钱尹黎乔赖龚周林";
const VERBS: [&str; 16] = [
    "的", "于", "向", "因", "不服", "提出", "提起", "提交", "申请", "诉", "通过", "对", "与",
    "要求", "反映", "就",
];
/// Words that begin like a name.
const WORDS: [&str; 16] = [
    "黄金", "周边", "周围", "周期", "周岁", "林地", "林业", "林权", "罗列", "谢绝", "孟加", "钱款",
    "戴", "蒋介", "邵东", "孙子",
];

fn in_table(table: &Table) -> Vec<Slip> {
    in_cells(table, see)
}

fn see(text: &Text<'_>) -> Vec<Slip> {
    ROLES
        .iter()
        .flat_map(|role| text.text.match_indices(role))
        .filter_map(|(at, role)| named(text, at + role.len()))
        .collect()
}

fn named(text: &Text<'_>, at: usize) -> Option<Slip> {
    let rest = text.text.get(at..)?;
    let rest = rest.trim_start_matches(['：', ':', ' ', '\u{3000}', '（', '“', '为']);
    let start = text.text.len() - rest.len();
    let surname = rest.chars().next().filter(|c| SURNAMES.contains(*c))?;
    let end = [3, 2].into_iter().find_map(|count| {
        let name = after(text.text, start, count);
        let behind = text.text.get(start + name.len()..)?;
        let given = name.chars().skip(1).all(|c| {
            is_han(c) && !"某先女的等一二两三之在向于因和与及们氏是有为不就提申诉".contains(c)
                || (count == 2 && "三一".contains(c))
        });
        let ends = ends_clause(text.text, start + name.len())
            || VERBS.iter().any(|verb| behind.starts_with(verb));
        (name.chars().count() == count && given && ends).then_some(start + name.len())
    })?;
    let found = text.text.get(start..end)?;
    if WORDS.iter().any(|word| found.starts_with(word)) {
        return None;
    }
    Some(
        text.slip(start..end, "写出了申请人的姓名，应当隐去")
            .becomes(Tier::Likely, &format!("{surname}某")),
    )
}
