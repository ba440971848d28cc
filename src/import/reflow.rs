//! Whether two paragraphs are one that a page break cut in two.
//!
//! Joins what a page break parted and nothing else: a sentence that was finished stays finished. Only layout could tell
//! a break that fell exactly behind a full stop, and text alone has none.

use super::heading;

const OPENING: &str = "“‘（《〈「『【〔([";
const CLOSING: &str = "”’）》〉」』】〕)]";
/// Marks that never open a line (GB/T 15834—2011, 5.1).
const NOT_FIRST: &str = "，。；：、！？…％%";
/// Words that open the next item of a list.
const ITEMS: [&str; 18] = [
    "一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是", "九是", "十是", "首先", "其次",
    "再次", "最后", "第一", "第二", "第三", "第四",
];
/// Openings of the lines that publishing systems put above a text.
const LABELS: [&str; 12] = [
    "发布时间",
    "发布日期",
    "发文日期",
    "成文日期",
    "来源",
    "信息来源",
    "索引号",
    "浏览次数",
    "发文机关",
    "作者",
    "字体",
    "字号",
];

/// Whether `next` goes on with the sentence that `text` breaks off.
pub(super) fn is_one(text: &str, next: &str) -> bool {
    let (Some(last), Some(first)) = (text.chars().last(), next.chars().next()) else {
        return false;
    };
    let numbered = heading::numbered(next).is_some() && last != '第';
    if numbered || heading::heading(text).is_some() {
        return false;
    }
    if CLOSING.contains(first) || NOT_FIRST.contains(first) || closes(text, next) {
        return true;
    }
    if is_finished(text) || last == '：' || is_aside(text) || is_aside(next) {
        return false;
    }
    if last == '；' {
        return !ITEMS.iter().any(|item| next.starts_with(item));
    }
    true
}

/// Makes two texts one: no blank beside Chinese, one between Latin words. Gives the length of the first in the result.
pub(super) fn glue(text: &mut String, next: &str) -> usize {
    text.truncate(text.trim_end().len());
    let next = next.trim_start();
    let seam = text.len();
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    if latin(text.chars().last()) && latin(next.chars().next()) {
        text.push(' ');
    }
    text.push_str(next);
    seam
}

/// Whether the text ends a sentence, closing marks after the full stop not counted.
fn is_finished(text: &str) -> bool {
    text.trim_end_matches(|c| CLOSING.contains(c)).ends_with(['。', '！', '？', '!', '?'])
}

/// How far back an open bracket is looked for, in bytes: half a page.
const BEHIND: usize = 2048;

/// Whether `next` closes a bracket or quotation that `text` left open.
fn closes(text: &str, next: &str) -> bool {
    let kind = |c: char| CLOSING.chars().position(|mark| mark == c);
    let Some(first) = next.chars().find(|c| OPENING.contains(*c) || CLOSING.contains(*c)) else {
        return false;
    };
    let Some(wanted) = kind(first) else { return false };
    let mut open: Vec<usize> = Vec::new();
    let far = text.floor_char_boundary(text.len().saturating_sub(BEHIND));
    for c in text.get(far..).unwrap_or_default().chars() {
        if let Some(kind) = OPENING.chars().position(|mark| mark == c) {
            open.push(kind);
        } else if kind(c).is_some_and(|kind| open.last() == Some(&kind)) {
            open.pop();
        }
    }
    open.last() == Some(&wanted)
}

/// A date line or a line of the publishing system: never part of a sentence.
fn is_aside(line: &str) -> bool {
    let date = line.chars().nth(14).is_none()
        && line.starts_with(|c: char| c.is_ascii_digit() || "二〇０１２".contains(c))
        && line.contains('年')
        && line.ends_with('日');
    let label = LABELS.iter().any(|label| {
        line.strip_prefix(label).is_some_and(|rest| rest.trim_start().starts_with(['：', ':']))
    });
    date || label
}

/// Whether the line is nothing but a page number: `— 3 —`, `-3-`, `第 3 页`, `第 3 页 共 9 页`.
pub(super) fn is_page_number(line: &str) -> bool {
    let plain: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let digits = |text: &str| {
        (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let dash = |c: char| matches!(c, '—' | '－' | '-' | '–' | '·');
    let dashed =
        plain.starts_with(dash) && plain.ends_with(dash) && digits(plain.trim_matches(dash));
    let paged =
        plain.strip_prefix('第').and_then(|rest| rest.strip_suffix('页')).is_some_and(|rest| {
            rest.split_once("页").map_or(digits(rest), |(page, all)| {
                digits(page) && digits(all.trim_start_matches(['，', '/']).trim_start_matches('共'))
            })
        });
    dashed || paged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_what_a_page_break_cut() {
        for (text, next) in [
            ("各科室坚持按季", "度报送公开信息。"),
            ("全年受理咨询 1024 人次", "并当场答复。"),
            ("办理留言 12 条；", "在门户网站公开信息 30 条。"),
            ("持续提高认", "识，认真整改。"),
            ("印发《信息公开", "指南》。"),
            ("解读文件（含图解", "）5 篇。"),
            ("公开事项如下。（详见“清单。", "附件二”）"),
            ("全年公开 90", "％的文件"),
            ("依据第", "（一）项规定公开"),
            ("依据第", "1.项"),
        ] {
            assert!(is_one(text, next), "{text}¦{next}");
        }
    }

    #[test]
    fn leaves_apart_what_was_finished() {
        for (text, next) in [
            ("任务全部完成。", "下一步继续努力。"),
            ("他说“任务完成。”", "会后印发纪要。"),
            ("主要做法如下：", "一是健全制度。"),
            ("一是健全制度；", "二是加强培训。"),
            ("本年度情况", "一、总体情况"),
            ("一、总体情况", "全年平稳"),
            ("还有一些不足", "1. 网站。栏目更新慢。"),
            ("发布时间：2024-01-15", "根据条例规定编制"),
            ("示例市民政局", "2024年1月15日"),
            ("以下简称（《条例》，特此说明。", "本年度公开平稳。"), // a bracket forgotten, not a page break
            ("", "全年平稳"),
        ] {
            assert!(!is_one(text, next), "{text}¦{next}");
        }
    }

    #[test]
    fn no_blank_comes_between_chinese() {
        for (text, next, glued) in [
            ("人次 ", " 予以", "人次予以"),
            ("Open ", "Data", "Open Data"),
            ("2017", "年", "2017年"),
            ("网址 www", "公开", "网址 www公开"),
        ] {
            let mut text = text.to_owned();
            glue(&mut text, next);
            assert_eq!(text, glued);
        }
    }

    #[test]
    fn page_numbers_are_known() {
        for line in ["— 3 —", "-12-", "第 3 页", "第3页 共9页", "第 3 页，共 9 页"] {
            assert!(is_page_number(line), "{line}");
        }
        for line in ["3", "——", "第三页", "—3件—", "2017-12", "第页"] {
            assert!(!is_page_number(line), "{line}");
        }
    }

    /// Prose of our own with what real reports have: figures, quotations, lists, Latin words, nested titles.
    const PROSE: [&str; 3] = [
        "全年通过市政府门户网站发布信息 286 条，其中规划计划类 12 条、资金类 35 条；“示例民政”微信公众号推送 148 期，阅读量 6.5 万次，\
         回复群众留言 73 条，平均用时 1.5 天。",
        "一是修订《示例市民政局信息公开指南》《示例市民政局公开审查办法（试行）》，明确科室、岗位和时限；二是把公开属性列入 OA 办文流程，\
         未标明的不予编号；三是按季度通报，全年点名 2 次，督促整改问题 9 个。",
        "向 18 个乡镇（街道）和 206 个村（社区）发放救助政策明白纸 3.2 万份，公示低保对象 4517 户 8293 人，累计支出低保金 3865.40 万元，\
         较上年增长 4.8%，未发生因公示引起的投诉。",
    ];

    /// Breaking at every place inside a paragraph: only a break behind a finished sentence or list item may pass unseen.
    #[test]
    fn a_break_anywhere_is_mended() {
        for prose in PROSE {
            let cuts: Vec<usize> = prose.char_indices().map(|(at, _)| at).skip(1).collect();
            for at in cuts {
                let (text, next) = prose.split_at(at);
                let (text, next) = (text.trim_end(), next.trim_start());
                let unseen = text.ends_with('。')
                    || text.ends_with('；') && ITEMS.iter().any(|item| next.starts_with(item))
                    || heading::numbered(next).is_some();
                assert!(unseen || is_one(text, next), "{text}¦{next}");
            }
        }
    }
}
