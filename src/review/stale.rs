//! What in a sentence belongs to the year that it was written for, so that next year somebody must look at it.
//!
//! Rather a sentence too many than one too few: a mark costs a glance, a number of last year costs a correction.

use super::record::Stale;
use crate::model::Year;
use crate::text::numeral::half_width_char;

/// Words for the year of the report and those beside it.
const YEARS: [&str; 18] = [
    "今年",
    "去年",
    "明年",
    "本年",
    "上年",
    "上一年",
    "下一年",
    "年内",
    "全年",
    "年末",
    "年底",
    "年初",
    "以来",
    "目前",
    "同期",
    "同比",
    "季度",
    "截至",
];

/// What follows the year in the name of a report and in the days that it covers.
pub const OWN: [&str; 3] = ["年政府信息公开工作年度报告", "年1月1日", "年12月31日"];

/// Words that belong to a meeting, a speech or a campaign of a certain year.
const MEETINGS: [&str; 10] = [
    "全会",
    "大会",
    "会议精神",
    "讲话精神",
    "重要讲话",
    "中央经济工作会议",
    "两会",
    "周年",
    "年度要点",
    "工作要点",
];

/// Titles of those who lead.
const TITLES: [&str; 12] = [
    "书记",
    "主席",
    "总理",
    "省长",
    "市长",
    "州长",
    "县长",
    "区长",
    "局长",
    "厅长",
    "主任",
    "主要负责同志",
];

/// What in a sentence is of the year that it was written for, each once; nothing where it may stand for ever. Of the new
/// year are only the report's own name and the days that it covers.
pub fn stale(sentence: &str, now: Year) -> Vec<Stale> {
    let own =
        OWN.iter().fold(sentence.to_owned(), |text, own| text.replace(&format!("{now}{own}"), ""));
    let sentence = own.as_str();
    let holds = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
    let plain = without_titles(sentence);
    let mut why = Vec::new();
    if has_number(&plain) {
        why.push(Stale::Figure);
    }
    if holds(&YEARS) || has_date(sentence) {
        why.push(Stale::Year);
    }
    if holds(&MEETINGS) {
        why.push(Stale::Meeting);
    }
    if holds(&TITLES) {
        why.push(Stale::Title);
    }
    why
}

/// The sentence without what stands in 《》, URLs, telephone numbers, and the numbers of articles and documents: digits
/// there are names.
fn without_titles(sentence: &str) -> String {
    let mut plain = String::new();
    let mut depth = 0_usize;
    for c in sentence.chars().map(half_width_char) {
        match c {
            '《' | '〔' => depth += 1,
            '》' | '〕' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            _ => plain.push(c),
        }
    }
    let mut kept = String::new();
    for run in runs(&plain) {
        let name = run.chars().any(|c| c.is_ascii_alphabetic())
            || run.contains('-')
            || run.len() >= 6 && !run.contains('.');
        if !(run.chars().any(|c| c.is_ascii_digit()) && name) {
            kept.push_str(run);
        }
    }
    kept
}

/// A text in runs of ASCII and runs of everything else.
fn runs(text: &str) -> Vec<&str> {
    let mut runs = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, c) in text.char_indices() {
        let ascii = c.is_ascii_graphic();
        if before.is_some_and(|before| before != ascii) {
            runs.extend(text.get(start..at));
            start = at;
        }
        before = Some(ascii);
    }
    runs.extend(text.get(start..));
    runs
}

/// Whether a number is told that is no ordinal: 3次, 三次 and 两次, not 第3条 or 一是.
fn has_number(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let at = |index: usize| chars.get(index).copied();
    let ordinal = |index: usize| {
        let before =
            chars.iter().take(index).rev().find(|c| !c.is_ascii_digit() && !is_numeral(**c));
        let behind = chars.iter().skip(index).find(|c| !c.is_ascii_digit());
        before == Some(&'第') || behind.is_some_and(|c| "号年月日".contains(*c))
    };
    chars.iter().enumerate().any(|(index, c)| {
        let amount = c.is_ascii_digit() && at(index + 1) != Some('.');
        let counted = is_numeral(*c)
            && at(index + 1).is_some_and(|unit| "次件条项个名人户篇场期份部".contains(unit));
        (amount || counted) && !ordinal(index)
    })
}

const fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千'
    )
}

/// Whether a year or a date is named: 2024年, 二〇二四年, 3月1日.
fn has_date(text: &str) -> bool {
    let mut run = String::new();
    for c in text.chars().map(half_width_char) {
        match c {
            _ if c.is_ascii_digit() || matches!(c, '〇' | '○' | '零') || is_numeral(c) => {
                run.push(c);
            }
            '年' if run.chars().count() == 4 => return true,
            // 二月 and 三日 are hardly ever dates here.
            '月' | '日' if run.starts_with(|c: char| c.is_ascii_digit()) => return true,
            _ => run.clear(),
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_of_its_year_is_told() {
        use Stale::{Figure, Meeting, Title, Year};
        for (sentence, want) in [
            ("新收政府信息公开申请57件。", vec![Figure]),
            ("召开专题会议三次。", vec![Figure]),
            ("2024年，我局健全机制。", vec![Year]),
            ("今年以来，公开质量有所提高。", vec![Year]),
            ("深入学习党的二十届三中全会精神。", vec![Meeting]),
            ("3月上线老龄工作栏目。", vec![Year]),
            ("本报告于2025年1月20日公布。", vec![Year]),
            ("落实《2023年政务公开要点分工》。", vec![Year]),
            ("市长听取了专题汇报。", vec![Title]),
            ("公开率达到98.5%。", vec![Figure]),
            ("办结１２件。", vec![Figure]),
            ("二〇二四年度没有收取费用。", vec![Year]),
        ] {
            assert_eq!(stale(sentence, 2025), want, "{sentence}");
        }
    }

    #[test]
    fn what_may_stand_for_ever_is_not() {
        for sentence in [
            "依照《中华人民共和国政府信息公开条例》（国务院令第711号）第四十九条编制。",
            "公开内容在门户网站（www.shili.gov.cn）查阅，电话：0399-5550101。",
            "一是加强解读；二是完善目录。",
            "没有其他需要报告的事项。",
            "数据的统计期限为2025年1月1日至2025年12月31日。",
            "落实国办发〔2017〕24号文件。",
        ] {
            assert_eq!(stale(sentence, 2025), [], "{sentence}");
        }
    }
}
