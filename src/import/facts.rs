//! What a report says about itself: agency, year, period and generation of the form, each with the words that say so.

use jiff::civil::Date;

use crate::forms::Catalogue;
use crate::model::{Form, Period, Report, Section, Year};

use super::squeezed::Squeezed;

/// Words that only one generation of the form has, oldest last, so that a mixed report counts as the newest.
const FORM_WORDS: &[(&str, Form)] = &[
    ("本年制发件数", Form::F2021),
    ("本年废止件数", Form::F2021),
    ("现行有效件", Form::F2021),
    ("本年收费金额", Form::F2021),
    ("本年新制作数量", Form::F2019),
    ("本年新公开数量", Form::F2019),
    ("对外公开总数量", Form::F2019),
    ("上一年项目数量", Form::F2019),
    ("政府信息公开情况统计表", Form::F2008),
    ("主动公开政府信息数", Form::F2008),
];

/// Headings of the structure of 2008.
const OLD_HEADINGS: [&str; 3] = ["概述", "收费", "依申请公开"];

/// How far before a year the name of a report is looked for, in characters.
const LONGEST: usize = 40;

/// Something found, and the words it was found in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found<T> {
    pub(super) value: T,
    pub(super) quote: String,
}

/// The year in the title, else in the first texts, else in the file name.
pub(super) fn year(title: &str, texts: &[&str], name: &str) -> Option<Found<Year>> {
    let first = |text: &str| {
        let squeezed = Squeezed::of(text);
        let (value, from, to) = squeezed.years().next()?;
        Some(Found { value, quote: squeezed.printed(from, to).to_owned() })
    };
    first(title).or_else(|| texts.iter().find_map(|text| first(text))).or_else(|| {
        let digits: Vec<&str> = name.split(|c: char| !c.is_ascii_digit()).collect();
        let value =
            digits.iter().filter(|part| part.len() == 4).find_map(|part| part.parse().ok())?;
        (1949..2100).contains(&value).then(|| Found { value, quote: name.to_owned() })
    })
}

/// The agency: what stands before the year in the title, else in the name of the report inside the preface, else in
/// 本报告由…编制.
pub(super) fn agency(title: &str, texts: &[&str]) -> Option<Found<String>> {
    let squeezed = Squeezed::of(title);
    let from_title = squeezed
        .years()
        .next()
        .and_then(|(_, from, _)| named(squeezed.plain.get(..from)?, squeezed.printed(0, from)));
    from_title.or_else(|| texts.iter().find_map(|text| agency_in(text)))
}

/// The agency in a sentence: 《示例市民政局2023年…》 or 本报告由示例市民政局编制.
fn agency_in(text: &str) -> Option<Found<String>> {
    let squeezed = Squeezed::of(text);
    let plain = squeezed.plain.as_str();
    let quoted = squeezed.years().find_map(|(_, from, _)| {
        let mut before = plain.get(..from)?.char_indices().rev().take(LONGEST);
        let start = before.find(|(_, c)| *c == '《')?.0 + '《'.len_utf8();
        named(plain.get(start..from)?, squeezed.printed(start, from))
    });
    quoted.or_else(|| {
        let start = plain.find("本报告由")? + "本报告由".len();
        let rest = plain.get(start..)?;
        let end = ["根据", "按照", "依据", "依照", "编制", "，"]
            .iter()
            .filter_map(|word| rest.find(word))
            .min()?;
        let name = rest.get(..end)?.trim_end_matches("办公室");
        named(name, squeezed.printed(start, start + name.len()))
    })
}

/// A name, if it looks like one.
fn named(name: &str, printed: &str) -> Option<Found<String>> {
    let name = name.trim_end_matches("关于").trim_end_matches('（');
    let plain = name.chars().all(|c| !matches!(c, '，' | '。' | '；' | '：' | '《' | '》'));
    let fits = (3..=30).contains(&name.chars().count()) && plain;
    fits.then(|| Found { value: name.to_owned(), quote: printed.to_owned() })
}

/// The days covered: two dates joined by 至 or 到 in the first texts.
pub(super) fn period(texts: &[&str], year: Year) -> Option<Found<Period>> {
    texts.iter().find_map(|text| {
        let squeezed = Squeezed::of(text);
        squeezed.plain.match_indices('年').find_map(|(at, _)| {
            let start = squeezed.plain.get(..at)?.char_indices().rev().nth(3)?.0;
            let (from, rest) = date(squeezed.plain.get(start..)?, year)?;
            let rest = rest.trim_start_matches(['起', '开', '始', '，', '（', '）']);
            let rest = rest.strip_prefix(['至', '到', '—', '-', '－', '～', '~'])?;
            let (to, rest) = date(rest.trim_start_matches(['—', '到', '-']), from.year())?;
            let value = Period::new(from, to).ok()?;
            let end = squeezed.plain.len() - rest.len();
            Some(Found { value, quote: squeezed.printed(start, end).to_owned() })
        })
    })
}

/// A date at the head of the text, `2017年1月1日` or `12月31日` of a year known; and the rest.
fn date(text: &str, year: Year) -> Option<(Date, &str)> {
    let (first, rest) = cut(text, &['年', '月'])?;
    let (year, month, rest) = if text.strip_prefix(first)?.starts_with('年') {
        let (month, rest) = cut(rest, &['月'])?;
        (first.parse().ok()?, month, rest)
    } else {
        (year, first, rest)
    };
    let (day, rest) = cut(rest, &['日'])?;
    Some((Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()?, rest))
}

/// What stands before and behind the first of these signs, which is at most four digits away.
fn cut<'t>(text: &'t str, signs: &[char]) -> Option<(&'t str, &'t str)> {
    let (at, sign) = text.char_indices().take(5).find(|(_, c)| signs.contains(c))?;
    Some((text.get(..at)?, text.get(at + sign.len_utf8()..)?))
}

/// The generation that the tables, the words of flattened tables or the headings show.
pub(super) fn form(report: &Report, forms: &Catalogue) -> Option<Found<Form>> {
    let tables = report.sections.iter().flat_map(Section::tables);
    let told = tables.filter_map(|table| Some((table, forms.generation(table)?)));
    if let Some((table, value)) = told.max_by_key(|(_, generation)| *generation) {
        let form = forms.form(value, &table.form).map_or("", |form| form.title.as_str());
        return Some(Found { value, quote: format!("《{form}》的表头") });
    }
    let labels = report.sections.iter().flat_map(Section::tables).flat_map(|table| {
        let columns = table.columns.iter().flat_map(|column| &column.label);
        columns.chain(table.rows.iter().flat_map(|row| &row.label))
    });
    let paragraphs = report.sections.iter().flat_map(Section::paragraphs);
    let texts: Vec<&str> = labels
        .map(String::as_str)
        .chain(paragraphs.map(|paragraph| paragraph.text.as_str()))
        .collect();
    let found = FORM_WORDS.iter().find(|(word, _)| texts.iter().any(|text| text.contains(word)));
    if let Some(&(word, value)) = found {
        return Some(Found { value, quote: word.to_owned() });
    }
    let first = |section: &&Section| section.level == 1;
    let headings: Vec<&str> =
        report.sections.iter().filter(first).map(|section| section.title.as_str()).collect();
    let old = headings.iter().find(|title| OLD_HEADINGS.iter().any(|word| title.contains(word)));
    old.map(|title| Found { value: Form::F2008, quote: (*title).to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_agency_stands_before_the_year() {
        for (title, texts, wanted) in [
            ("示例市民政局\n2023 年政府信息公开工作年度报告", vec![], Some("示例市民政局")),
            ("示例市民政局关于2023年政府信息公开的报告", vec![], Some("示例市民政局")),
            ("2023年度报告", vec!["《示例市 民政局2023年度报告》已发布。"], Some("示例市民政局")),
            ("年度报告", vec!["本报告由示例市民政局办公室根据条例编制。"], Some("示例市民政局")),
            ("年度报告", vec!["全年平稳。"], None),
        ] {
            assert_eq!(
                agency(title, &texts).map(|found| found.value).as_deref(),
                wanted,
                "{title}"
            );
        }
    }

    #[test]
    fn the_year_is_looked_for_in_three_places() {
        for (title, text, name, wanted) in [
            ("示例局2022年度报告", "截至2023年底", "", Some(2022)),
            ("年度报告", "统计期限为２０２１年１月１日", "2020.txt", Some(2021)),
            ("年度报告", "全年", "年报-2020.md", Some(2020)),
            ("年度报告", "全年", "年报20201.md", None),
        ] {
            assert_eq!(year(title, &[text], name).map(|found| found.value), wanted);
        }
    }

    #[test]
    fn the_period_is_two_dates() {
        for (text, wanted) in [
            ("统计期限从 2017 年 1 月 1 日起至 2017 年 12 月 31 日止。", Some("2017")),
            ("期限为2019年1月1日到12月31日", Some("2019")),
            ("自２０２１年１月１日—６月３０日", Some("2021Q1-Q2")),
            ("2021年1月1日，召开会议", None),
            ("2021年2月30日至3月1日", None),
        ] {
            let found = period(&[text], 2020).map(|found| found.value.to_string());
            assert_eq!(found.as_deref(), wanted, "{text}");
        }
    }
}
