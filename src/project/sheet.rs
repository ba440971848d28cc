//! The review sheet (审核单): what was found in a report, what was explained and by whom, as Markdown to print and sign.

use std::fmt::Write;

use crate::checks::{Counts, Finding, Severity, spoken};
use crate::model::{Report, Year};

use super::Project;

impl Project {
    /// The review sheet of one year's report with these findings of it; none where there is no such report.
    pub fn sheet(&self, year: Year, findings: &[Finding]) -> Option<String> {
        let report = self.reports.get(&year)?;
        let mut out = format!("# 审核单\n\n{}\n\n", one_line(&report.title));
        let _ = writeln!(out, "- 单位：{}", one_line(&self.head.agency.name));
        let _ = writeln!(out, "- 年度：{year}　状态：{}", report.status.word());
        let counts = Counts::of(findings);
        let _ = writeln!(
            out,
            "- 结果：错 {}　警 {}　示 {}　已说明 {}\n",
            counts.error, counts.warning, counts.hint, counts.waived
        );
        open(&mut out, findings, report);
        explained(&mut out, findings, report);
        self.dead(&mut out, year, findings);
        out.push_str("## 签字\n\n| 编制人 | 审核人 | 审批人 |\n|---|---|---|\n| 　 | 　 | 　 |\n\n日期：　　　　年　　月　　日\n");
        Some(out)
    }

    fn dead(&self, out: &mut String, year: Year, findings: &[Finding]) {
        let dead = self.lapsed(year, findings);
        if dead.is_empty() {
            return;
        }
        out.push_str("## 已失效的说明\n\n写说明以后，所说的文字或数值改过，或者问题已经改好。\n\n| 规则 | 说明 | 说明人 | 日期 |\n|---|---|---|---|\n");
        for waiver in dead {
            let (reason, by) = (cell(&waiver.reason), cell(&waiver.by));
            let _ = writeln!(out, "| {} | {reason} | {by} | {} |", waiver.rule, day(waiver.when));
        }
        out.push('\n');
    }
}

fn open(out: &mut String, findings: &[Finding], report: &Report) {
    out.push_str("## 待处理\n\n");
    let open: Vec<&Finding> = findings.iter().filter(|one| one.waived.is_none()).collect();
    if open.is_empty() {
        out.push_str("没有。\n\n");
        return;
    }
    out.push_str(
        "| 序号 | 级别 | 规则 | 位置 | 问题 | 依据 | 处理意见 |\n|--:|---|---|---|---|---|---|\n",
    );
    for (number, finding) in (1..).zip(open) {
        let message = match (&finding.lapsed, finding.severity) {
            (Some(lapsed), _) => {
                format!("{}（原说明“{}”已失效）", finding.message, lapsed.reason)
            }
            (None, Severity::Error) if finding.firm => format!("{}（必须改正）", finding.message),
            _ => finding.message.clone(),
        };
        let place = cell(&spoken(finding, report));
        let (message, basis) = (cell(&message), cell(&finding.basis));
        let (severity, rule) = (finding.severity.word(), finding.rule);
        let _ = writeln!(
            out,
            "| {number} | {severity} | {rule} | {place} | {message} | {basis} | 　 |"
        );
    }
    out.push('\n');
}

fn explained(out: &mut String, findings: &[Finding], report: &Report) {
    let mut waived = findings.iter().filter_map(|one| Some((one, one.waived.as_ref()?))).peekable();
    if waived.peek().is_none() {
        return;
    }
    out.push_str("## 已说明\n\n| 级别 | 规则 | 位置 | 问题 | 说明 | 说明人 | 日期 |\n|---|---|---|---|---|---|---|\n");
    for (finding, waived) in waived {
        let place = cell(&spoken(finding, report));
        let (severity, rule) = (finding.severity.word(), finding.rule);
        let (message, by, day) = (cell(&finding.message), cell(&waived.by), day(waived.when));
        let since = waived.carried_from.map_or("", |_| "（去年已说明）");
        let reason = cell(&waived.reason);
        let _ = writeln!(
            out,
            "| {severity} | {rule} | {place} | {message} | {reason}{since} | {by} | {day} |"
        );
    }
    out.push('\n');
}

/// A text for a cell of a Markdown table: one line, the signs that would be markup made harmless.
fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in one_line(text).chars() {
        if matches!(sign, '|' | '\\' | '`' | '*' | '_' | '<' | '[' | ']' | '~' | '#') {
            out.push('\\');
        }
        out.push(sign);
    }
    out
}

fn one_line(text: &str) -> String {
    text.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect()
}

/// The day of a time, as the office's own clock has it.
fn day(when: jiff::Timestamp) -> String {
    when.to_zoned(jiff::tz::TimeZone::system()).date().to_string()
}
