//! Which lines are headings: told by their number (一、（一）1.（1）) and their shape, never by how they were marked up.

/// Characters that a heading has at most, its number counted.
const LONGEST: usize = 40;

/// Marks on which a sentence, a clause or a list item ends, and a heading does not.
const ENDS: [char; 10] = ['。', '；', '！', '？', '：', '，', ';', '!', '?', ','];

/// A line that opens with the number of a heading (结构层次序数, GB/T 9704—2012, 7.3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Numbered<'a> {
    /// 1 to 4 = 一、（一）1.（1）.
    pub(super) level: u8,
    /// The number exactly as printed, its punctuation included.
    pub(super) number: &'a str,
    /// Blanks between number and title.
    pub(super) gap: &'a str,
    /// What follows.
    pub(super) title: &'a str,
}

/// The heading number that the line opens with, if it does; the rest may be a heading or a whole paragraph.
pub(super) fn numbered(line: &str) -> Option<Numbered<'_>> {
    let (level, length) = bracketed(line).or_else(|| pointed(line))?;
    let (number, rest) = line.split_at_checked(length)?;
    let title = rest.trim_start();
    let gap = rest.strip_suffix(title).unwrap_or_default();
    Some(Numbered { level, number, gap, title })
}

/// The line as a heading: numbered, short, and not ending like a sentence.
pub(super) fn heading(line: &str) -> Option<Numbered<'_>> {
    numbered(line).filter(|found| !found.title.is_empty() && is_short(line))
}

/// Whether a line is short enough for a heading or title and does not end like a sentence.
pub(super) fn is_short(line: &str) -> bool {
    line.chars().nth(LONGEST).is_none() && !line.ends_with(ENDS) && !line.contains('。')
}

/// `（一）` is 2, `（1）` is 4; brackets of either width. A point after the closing bracket belongs to the number.
fn bracketed(line: &str) -> Option<(u8, usize)> {
    let inner = line.strip_prefix(['（', '('])?;
    let (count, rest) = cut(inner, &['）', ')'])?;
    let level = if is_chinese(count) {
        2
    } else if is_small(count) {
        4
    } else {
        return None;
    };
    let rest = rest.strip_prefix(['、', '.', '．']).unwrap_or(rest);
    Some((level, line.len() - rest.len()))
}

/// `一、` is 1, `1.` is 3; a decimal such as 1.5 or 2.2021年 is none.
fn pointed(line: &str) -> Option<(u8, usize)> {
    let (count, rest) = cut(line, &['、', '.', '．'])?;
    let level = if is_chinese(count) {
        1
    } else if is_small(count) && !rest.starts_with(is_digit) {
        3
    } else {
        return None;
    };
    Some((level, line.len() - rest.len()))
}

/// What stands before and behind the first of these signs, looked for where a number may end and no further.
fn cut<'l>(line: &'l str, signs: &[char]) -> Option<(&'l str, &'l str)> {
    let (at, sign) = line.char_indices().take(6).find(|(_, c)| signs.contains(c))?;
    Some((line.get(..at)?, line.get(at + sign.len_utf8()..)?))
}

fn is_chinese(count: &str) -> bool {
    let digit = |c: char| "一二三四五六七八九十百".contains(c);
    !count.is_empty() && count.chars().count() <= 5 && count.chars().all(digit)
}

fn is_small(count: &str) -> bool {
    !count.is_empty() && count.chars().count() <= 2 && count.chars().all(is_digit)
}

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_come_from_the_number() {
        for (line, level, number, title) in [
            ("一、总体情况", 1, "一、", "总体情况"),
            ("十二．附则", 1, "十二．", "附则"),
            ("（三）平台建设", 2, "（三）", "平台建设"),
            ("(三)平台建设", 2, "(三)", "平台建设"),
            ("（三）、平台建设", 2, "（三）、", "平台建设"),
            ("1.网站", 3, "1.", "网站"),
            ("1．网站", 3, "1．", "网站"),
            ("１、网站", 3, "１、", "网站"),
            ("2. 网站", 3, "2.", "网站"),
            ("（1）栏目", 4, "（1）", "栏目"),
            ("(12) 栏目", 4, "(12)", "栏目"),
        ] {
            let found = heading(line).unwrap();
            assert_eq!((found.level, found.number, found.title), (level, number, title), "{line}");
        }
    }

    #[test]
    fn what_is_no_heading() {
        for line in [
            "总体情况",
            "一是加强学习",
            "1.5 倍",
            "2.2021年度未收到申请",
            "100.其他",
            "（略）",
            "（2023）5号文件",
            "一、加强领导，落实责任。",
            "（一）公开目录包括：",
            "1. 门户网站。我局依托市政府网站公开信息",
            "一、",
            "三、四次会议之后，局里又先后召开专题会议研究部署并逐项推进落实各项政务公开工作任务及其他有关事项",
        ] {
            assert_eq!(heading(line), None, "{line}");
        }
    }

    #[test]
    fn a_paragraph_may_open_with_a_number() {
        let found = numbered("1. 门户网站。我局依托市政府网站公开信息。").unwrap();
        assert_eq!((found.level, found.number, found.gap), (3, "1.", " "));
        assert_eq!(heading("1. 门户网站。我局依托市政府网站公开信息。"), None);
    }
}
