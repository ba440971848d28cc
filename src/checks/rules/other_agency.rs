//! T001 抄别单位: the name of another agency where one’s own should stand.

use super::super::finding::{Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Subject, Text, texts};
use super::super::scan::before;
use crate::model::{Agency, Kind, TextAt};
use crate::text::punctuation::is_han;

#[doc = include_str!("other_agency.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "T001",
        name: "写成了别的单位",
        severity: Severity::Error,
        basis: "《政府信息公开条例》（国务院令第711号）第四十九条：年度报告由本行政机关编制公布",
        page: include_str!("other_agency.md"),
    },
    looks: &[Look::Project(see)],
};

const VERBS: [&str; 14] = [
    "部署", "推进", "做好", "加强", "开展", "提升", "规范", "推动", "抓好", "落实", "强化", "深化",
    "完善", "安排",
];
const ENDS: [&str; 8] =
    ["局", "厅", "委", "委员会", "街道办事处", "镇人民政府", "乡人民政府", "管理处"];
const OTHERS: [&str; 14] = [
    "下属", "所属", "直属", "各", "有关", "相关", "单位", "部门", "县区", "和", "与", "及", "上级",
    "系统",
];
/// What follows when the words are somebody else's orders.
const ORDERS: [&str; 14] = [
    "要求",
    "部署",
    "安排",
    "要点",
    "会议",
    "精神",
    "任务",
    "的",
    "考核",
    "通知",
    "文件",
    "领导小组",
    "培训",
    "意见",
];

fn see(subject: &Subject<'_>) -> Vec<Slip> {
    let agency = subject.agency;
    if agency.name.is_empty() {
        return Vec::new();
    }
    let title = Text { at: TextAt::Title, text: &subject.report.title, year: subject.report.year };
    let mut slips: Vec<Slip> = titled(&title, agency).into_iter().collect();
    if agency.kind == Kind::Department {
        let prose = texts(subject.report).filter(|text| matches!(text.at, TextAt::Paragraph(_)));
        slips.extend(prose.flat_map(|text| copied(&text, agency)));
    }
    slips
}

fn titled(title: &Text<'_>, agency: &Agency) -> Option<Slip> {
    let end = title.text.find(|c: char| c.is_ascii_digit() || matches!(c, '《' | '“'))?;
    let name = title.text.get(..end)?.trim();
    let wrong = ENDS.iter().any(|end| name.ends_with(end)) && !is_own(name, agency);
    let start = title.text.find(name)?;
    wrong.then(|| {
        let message = format!("题名是“{name}”，项目的单位是“{}”", agency.name);
        title.slip(start..start + name.len(), message).becomes(Tier::Likely, &agency.name)
    })
}

fn copied(text: &Text<'_>, agency: &Agency) -> Vec<Slip> {
    let mut slips = Vec::new();
    for (at, word) in text.text.match_indices("公开工作") {
        let orders = text
            .text
            .get(at + word.len()..)
            .is_some_and(|rest| ORDERS.iter().any(|order| rest.starts_with(order)));
        let Some(head) = text.text.get(..at).filter(|_| !orders) else { continue };
        let Some(head) =
            ["政府信息", "政务", "信息"].iter().find_map(|word| head.strip_suffix(word))
        else {
            continue;
        };
        let left = before(head, head.len(), 20);
        let verb = VERBS.iter().filter_map(|verb| left.rfind(verb).map(|at| at + verb.len())).max();
        let Some(name) = verb.and_then(|end| left.get(end..)) else { continue };
        let name = name.trim_start_matches(['了', '全', '好', '本', '我']);
        let long = (3..=16).contains(&name.chars().count()) && name.chars().all(is_han);
        let ends = ENDS.iter().any(|end| name.ends_with(end));
        let others = OTHERS.iter().any(|other| name.contains(other));
        if long && ends && !others && !is_own(name, agency) {
            let range = head.len() - name.len()..head.len();
            let message = format!("这里是“{name}”，不是本单位");
            slips.push(text.slip(range, message).becomes(Tier::Likely, &agency.name));
        }
    }
    slips
}

/// Whether a name is one of the agency's, or of the same branch above or below it.
fn is_own(name: &str, agency: &Agency) -> bool {
    let mut own = std::iter::once(&agency.name).chain(&agency.aliases);
    own.any(|own| own.contains(name) || name.contains(own.as_str()) || same_branch(name, own))
}

/// 民政厅 and 示例市民政局: the words behind the place begin alike.
fn same_branch(name: &str, own: &str) -> bool {
    let (one, other) = (branch(name), branch(own));
    let head = |text: &str| -> String { text.chars().take(2).collect() };
    head(one) == head(other) || one.contains(&head(other)) || other.contains(&head(one))
}

fn branch(name: &str) -> &str {
    let mut place = name
        .char_indices()
        .filter(|(_, c)| matches!(c, '省' | '市' | '县' | '区' | '州' | '旗' | '盟'));
    let end = place.next_back().map_or(0, |(at, c)| at + c.len_utf8());
    let rest = name.get(end..).unwrap_or_default();
    if rest.chars().count() < 2 { name } else { rest }
}
