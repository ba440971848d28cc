//! What the papers that go with a report say: what was found, explained, commented, signed, changed and corrected.

use jiff::Timestamp;

use super::Project;
use super::beside::word;
use super::history::{anchor_name, how, place_of};
use super::paper::Part;
use crate::checks::{Counts, Finding, Severity, spoken};
use crate::model::{Report, Year};
use crate::review::{Change, Comment, Review, SignOff, Standing, signatures};

/// A record of the year's review, whether there is one or not.
const NOTHING: &str = "没有。";

impl Project {
    /// The review sheet (审核单) of one year's report with these findings of it.
    pub(super) fn sheet(&self, year: Year, findings: &[Finding]) -> Option<Vec<Part>> {
        let report = self.reports.get(&year)?;
        let counts = Counts::of(findings);
        let mut parts = vec![
            Part::Title("审核单".to_owned()),
            Part::Words(report.title.clone()),
            Part::Items(vec![
                format!("单位：{}", self.head.agency.name),
                format!("年度：{year}　状态：{}", report.status.word()),
                format!(
                    "结果：错 {}　警 {}　示 {}　已说明 {}",
                    counts.error, counts.warning, counts.hint, counts.waived
                ),
            ]),
        ];
        parts.extend(open(findings, report));
        parts.extend(explained(findings, report));
        parts.extend(self.dead(year, findings));
        if let Some(review) = self.reviews.get(&year) {
            parts.extend(commented(report, review));
            parts.extend(signed(report, review));
            parts.extend(changed(report, review));
            parts.extend(corrections(report, review));
        }
        parts.push(Part::Heading("签字".to_owned()));
        parts.push(Part::Blanks(&["编制人", "审核人", "审批人"]));
        parts.push(Part::Words("日期：　　　　年　　月　　日".to_owned()));
        Some(parts)
    }

    /// The corrections (更正说明) to one year's report; none where there are none.
    pub(super) fn correction_paper(&self, year: Year) -> Option<Vec<Part>> {
        let (report, review) = self.reports.get(&year).zip(self.reviews.get(&year))?;
        if review.corrections.is_empty() {
            return None;
        }
        let published = review.published.as_ref();
        let published = published.map(|one| format!("（{}发布）", day(one.when)));
        let name = &self.head.agency.name;
        let title = report.title.replace('\n', "");
        let mut parts = vec![
            Part::Title(format!("{name}{year}年政府信息公开工作年度报告更正说明")),
            Part::Words(format!(
                "{name}公布的《{title}》{}有 {} 处更正，原文保持公布时的样子：",
                published.unwrap_or_default(),
                review.corrections.len()
            )),
        ];
        parts.extend(corrections(report, review).into_iter().skip(1));
        let last = review.corrections.iter().map(|one| one.when).max();
        parts.push(Part::Words(format!("{name}　{}", last.map_or(String::new(), day))));
        Some(parts)
    }

    fn dead(&self, year: Year, findings: &[Finding]) -> Vec<Part> {
        let dead = self.lapsed(year, findings).into_iter();
        let rows = dead
            .map(|one| vec![one.rule.clone(), one.reason.clone(), one.by.clone(), day(one.when)]);
        let why = "写说明以后，所说的文字或数值改过，或者问题已经改好。";
        headed("已失效的说明", why, &["规则", "说明", "说明人", "日期"], rows.collect())
    }
}

/// A table below a heading; nothing where it has no rows.
fn headed(
    title: &str,
    words: &str,
    heads: &'static [&'static str],
    rows: Vec<Vec<String>>,
) -> Vec<Part> {
    if rows.is_empty() {
        return Vec::new();
    }
    let words = (!words.is_empty()).then(|| Part::Words(words.to_owned()));
    let head = std::iter::once(Part::Heading(title.to_owned()));
    head.chain(words).chain([Part::Grid(heads, rows)]).collect()
}

fn open(findings: &[Finding], report: &Report) -> Vec<Part> {
    let open = findings.iter().filter(|one| one.waived.is_none());
    let row = |(number, finding): (usize, &Finding)| {
        let message = match (&finding.lapsed, finding.severity) {
            (Some(lapsed), _) => {
                format!("{}（原说明“{}”已失效）", finding.message, lapsed.reason)
            }
            (None, Severity::Error) if finding.firm => format!("{}（必须改正）", finding.message),
            _ => finding.message.clone(),
        };
        vec![
            number.to_string(),
            finding.severity.word().to_owned(),
            finding.rule.to_owned(),
            spoken(finding, report),
            message,
            finding.basis.to_string(),
            "　".to_owned(),
        ]
    };
    let rows: Vec<Vec<String>> = (1..).zip(open).map(row).collect();
    if rows.is_empty() {
        return vec![Part::Heading("待处理".to_owned()), Part::Words(NOTHING.to_owned())];
    }
    headed("待处理", "", &["序号", "级别", "规则", "位置", "问题", "依据", "处理意见"], rows)
}

fn explained(findings: &[Finding], report: &Report) -> Vec<Part> {
    let waived = findings.iter().filter_map(|one| Some((one, one.waived.as_ref()?)));
    let rows = waived.map(|(finding, waived)| {
        let since = waived.carried_from.map_or("", |_| "（去年已说明）");
        vec![
            finding.severity.word().to_owned(),
            finding.rule.to_owned(),
            spoken(finding, report),
            finding.message.clone(),
            format!("{}{since}", waived.reason),
            waived.by.clone(),
            day(waived.when),
        ]
    });
    let heads = &["级别", "规则", "位置", "问题", "说明", "说明人", "日期"];
    headed("已说明", "", heads, rows.collect())
}

fn commented(report: &Report, review: &Review) -> Vec<Part> {
    let row = |(number, comment): (usize, &Comment)| {
        let said: Vec<String> = comment
            .thread
            .iter()
            .map(|one| format!("{}（{}）：{}", one.by, day(one.when), one.text))
            .collect();
        let suggestion = comment.suggestion.as_ref().map(|one| {
            let fate = match &one.decided {
                None => "未定".to_owned(),
                Some(one) if one.taken => format!("{}已采纳", one.by),
                Some(one) => format!("{}不采纳", one.by),
            };
            format!("建议改为“{}”（{fate}）", one.to)
        });
        let said: Vec<String> = said.into_iter().chain(suggestion).collect();
        let gone = if comment.whereabouts(report).stands() { "" } else { "（原文已改）" };
        let quote = comment.quote();
        vec![
            number.to_string(),
            anchor_name(report, &comment.at),
            if quote.is_empty() { String::new() } else { format!("“{quote}”{gone}") },
            said.join("；"),
            if comment.is_open() { "未解决" } else { "已解决" }.to_owned(),
        ]
    };
    let rows: Vec<Vec<String>> = (1..).zip(&review.comments).map(row).collect();
    headed("意见和答复", "", &["序号", "位置", "所指", "意见和答复", "状态"], rows)
}

fn signed(report: &Report, review: &Review) -> Vec<Part> {
    let all = signatures(report, review);
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut acts: Vec<(&SignOff, usize, Vec<String>)> = Vec::new();
    for (one, standing) in all {
        let same = |act: &&mut (&SignOff, usize, Vec<String>)| {
            (act.0.role, &act.0.by, act.0.when) == (one.role, &one.by, one.when)
        };
        let at = acts.iter_mut().find(same);
        let fallen = (standing != Standing::Holds).then(|| place_of(report, one.of, None));
        match at {
            Some(act) => {
                act.1 += 1;
                act.2.extend(fallen);
            }
            None => acts.push((one, 1, fallen.into_iter().collect())),
        }
    }
    for (one, count, fallen) in acts {
        let login =
            if one.login.is_empty() { String::new() } else { format!("（{}）", one.login) };
        let held = count - fallen.len();
        let fallen = if fallen.is_empty() {
            "都有效".to_owned()
        } else {
            format!("{} 处签后改过，已失效：{}", fallen.len(), fallen.join("、"))
        };
        rows.push(vec![
            word(one.role).to_owned(),
            format!("{}{login}", one.by),
            time(one.when),
            format!("{held}/{count} 处"),
            fallen,
        ]);
    }
    headed("签批", "", &["环节", "签名人", "时间", "有效", "说明"], rows)
}

/// What was changed since the last signature; where nothing was, since the one before.
fn changed(report: &Report, review: &Review) -> Vec<Part> {
    let mut rounds: Vec<Timestamp> = review.sign_offs.iter().map(|one| one.when).collect();
    rounds.sort_unstable();
    rounds.dedup();
    let since = rounds.iter().rev().copied().map(Some).chain([None]);
    let found = since.map(|since| (since, review.changes_since(since).collect::<Vec<&Change>>()));
    let Some((since, changes)) = found.into_iter().find(|(_, changes)| !changes.is_empty()) else {
        return Vec::new();
    };
    let words = match since {
        Some(since) => format!("{}签批以来：", time(since)),
        None => "还没有人签批，自记录开始以来：".to_owned(),
    };
    let rows = changes.into_iter().map(|change| {
        vec![
            place_of(report, change.of, change.cell.as_ref()),
            how(report, review, change),
            change.by.clone(),
            time(change.when),
        ]
    });
    headed("上一轮以来的改动", &words, &["位置", "改动", "改的人", "时间"], rows.collect())
}

fn corrections(report: &Report, review: &Review) -> Vec<Part> {
    let rows = review.corrected().into_iter().map(|one| {
        vec![
            one.number.to_string(),
            anchor_name(report, &one.at),
            one.was().to_owned(),
            one.to.clone(),
            one.reason.clone(),
            one.by.clone(),
            day(one.when),
        ]
    });
    let heads = &["序号", "位置", "公布的", "更正为", "理由", "更正人", "日期"];
    headed("更正", "", heads, rows.collect())
}

/// The day of a time, as the office's own clock has it.
fn day(when: Timestamp) -> String {
    when.to_zoned(jiff::tz::TimeZone::system()).date().to_string()
}

fn time(when: Timestamp) -> String {
    when.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string()
}
