//! Y005 发布日期: published after the deadline or before the year was over.

use std::ops::Range;

use super::super::finding::Severity;
use super::super::rule::{About, Look, Rule, Slip, Subject, Text, texts};
use super::super::scan::{after, before, digits, number, skip_blanks};
use crate::model::{Form, Kind, Level, TextAt};
use jiff::civil::Date;

#[doc = include_str!("late_publication.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "Y005",
        name: "公布日期晚于期限或早于年度终了",
        severity: Severity::Warning,
        basis: "《政府信息公开条例》（国务院令第711号）第四十九条：部门每年1月31日前、政府每年3月31日前公布上一年度报告；2018年度及以前为3月31日前",
        page: include_str!("late_publication.md"),
    },
    looks: &[Look::Project(see)],
};

fn see(subject: &Subject<'_>) -> Vec<Slip> {
    let report = subject.report;
    let all: Vec<Text<'_>> =
        texts(report).filter(|text| matches!(text.at, TextAt::Paragraph(_))).collect();
    let end = all.len().saturating_sub(5);
    all.iter()
        .enumerate()
        .flat_map(|(place, text)| dates(text.text).into_iter().map(move |date| (place, text, date)))
        .filter_map(|(place, text, (range, date))| {
            let alone = place >= end && text.text.trim().len() == range.len();
            wrong(subject, date, alone, sentence(text.text, &range)).map(|message| {
                text.slip(range, message).advise("日期写错的改正；确实迟了的写一句说明")
            })
        })
        .collect()
}

fn wrong(subject: &Subject<'_>, date: Date, alone: bool, sentence: &str) -> Option<String> {
    let report = subject.report;
    let names = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
    let told = names(&["本报告", "年度报告", "年报", "将报告"])
        && names(&["公布", "发布", "刊载", "刊登", "上网"]);
    if !alone && !told {
        return None;
    }
    let limit = deadline(subject)?;
    if date.year() == report.year + 1 && date > limit {
        return Some(format!("{}，晚于{}月{}日的期限", spoken(date), limit.month(), limit.day()));
    }
    let over = Date::new(report.year, 12, 31).ok()?;
    let early = date < over && date.year() == report.year && (alone || names(&["本报告"]));
    early.then(|| format!("{}，报告年度还没有结束", spoken(date)))
}

fn spoken(date: Date) -> String {
    format!("公布日期{}年{}月{}日", date.year(), date.month(), date.day())
}

/// The last day on which this report is in time. Who is no plain department has the later day.
fn deadline(subject: &Subject<'_>) -> Option<Date> {
    let year = subject.report.year;
    let agency = subject.agency;
    let department = agency.kind == Kind::Department
        && agency.level != Level::Township
        && ["局", "厅", "委", "委员会", "部", "院"].iter().any(|end| agency.name.ends_with(end))
        && !agency.name.ends_with("管理委员会");
    if department && subject.report.form != Form::F2008 {
        Date::new(year + 1, 1, 31).ok()
    } else {
        Date::new(year + 1, 3, 31).ok()
    }
}

fn sentence<'a>(text: &'a str, range: &Range<usize>) -> &'a str {
    let ends = |c: char| matches!(c, '。' | '；');
    let left = before(text, range.start, 80).rsplit(ends).next().unwrap_or_default();
    let right = after(text, range.start, 60).split(ends).next().unwrap_or_default();
    text.get(range.start - left.len()..range.start + right.len()).unwrap_or_default()
}

/// Every full date, with its place.
pub(super) fn dates(text: &str) -> Vec<(Range<usize>, Date)> {
    digits(text).filter_map(|run| date(text, &run)).collect()
}

fn date(text: &str, run: &Range<usize>) -> Option<(Range<usize>, Date)> {
    let year: i16 = text.get(run.clone()).filter(|year| year.len() == 4)?.parse().ok()?;
    let rest = skip_blanks(text.get(run.end..)?).strip_prefix('年')?;
    let (month, rest) = number(skip_blanks(rest))?;
    let rest = skip_blanks(rest).strip_prefix('月')?;
    let (day, rest) = number(skip_blanks(rest))?;
    let rest = skip_blanks(rest).strip_prefix('日')?;
    let date = Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()?;
    Some((run.start..text.len() - rest.len(), date))
}
