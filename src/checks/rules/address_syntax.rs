//! C003 网址邮箱格式: blanks and Chinese marks in a web or e-mail address; an office mailbox elsewhere.

use super::super::finding::{Severity, Tier};
use super::super::rule::{About, Look, Rule, Slip, Text};
use super::super::scan::skip_blanks;

#[doc = include_str!("address_syntax.md")]
pub(super) static RULE: Rule = Rule {
    about: About {
        code: "C003",
        name: "网址或邮箱的格式有误",
        severity: Severity::Hint,
        basis: "《政府信息公开条例》（国务院令第711号）第十二条（依据待核）（联系方式应当可用）；政府网站使用 .gov.cn 域名的通行要求",
        page: include_str!("address_syntax.md"),
    },
    looks: &[Look::Words(&["@", "＠", "http", "www", ".gov.c"], see)],
};

const PUBLIC: [&str; 8] =
    ["qq.com", "163.com", "126.com", "sina.com", "sina.cn", "139.com", "sohu.com", "foxmail.com"];

fn see(text: &Text<'_>) -> Vec<Slip> {
    let whole = text.text;
    let mail = whole.char_indices().filter(|(_, c)| matches!(c, '@' | '＠'));
    let mut slips: Vec<Slip> = mail.filter_map(|(at, c)| mailbox(text, at, c)).collect();
    slips.extend(whole.match_indices("http").filter_map(|(at, _)| scheme(text, at)));
    slips.extend(whole.match_indices("www").filter_map(|(at, _)| host(text, at)));
    slips.extend(
        whole.match_indices(".gov.c").filter_map(|(at, found)| ending(text, at + found.len())),
    );
    slips
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')
}

fn mailbox(text: &Text<'_>, at: usize, sign: char) -> Option<Slip> {
    let head = text.text.get(..at)?;
    let trimmed = head.trim_end_matches([' ', '\u{3000}', '\u{a0}']);
    let name: usize =
        trimmed.chars().rev().take(64).take_while(|c| is_latin(*c)).map(char::len_utf8).sum();
    let behind = text.text.get(at + sign.len_utf8()..)?;
    let rest = skip_blanks(behind);
    let domain = rest.find(|c: char| !is_latin(c)).unwrap_or(rest.len());
    let domain = rest.get(..domain)?.trim_end_matches('.');
    if name == 0 {
        return None; // @某人 in a message
    }
    let range = trimmed.len() - name..text.text.len() - rest.len() + domain.len();
    let plain = format!("{}@{domain}", trimmed.get(trimmed.len() - name..)?);
    if !domain.contains('.') {
        return Some(text.slip(range, "邮箱“@”后面没有完整的域名").advise("核对邮箱后改正"));
    }
    if text.text.get(range.clone()) != Some(plain.as_str()) {
        return Some(
            text.slip(range, "邮箱“@”前后不能有空格，“@”用半角").becomes(Tier::Sure, &plain),
        );
    }
    PUBLIC.contains(&domain).then(|| {
        text.slip(range, "公布的是公共邮箱，单位有专用邮箱的应当用专用邮箱")
            .advise("核对；没有专用邮箱的写明原因")
    })
}

/// http：//, http:/www
fn scheme(text: &Text<'_>, at: usize) -> Option<Slip> {
    let rest = text.text.get(at + "http".len()..)?;
    let name = if rest.starts_with('s') { "https" } else { "http" };
    let rest = text.text.get(at + name.len()..)?;
    let end =
        rest.find(|c: char| !matches!(c, ':' | '：' | '/' | '／' | ' ')).unwrap_or(rest.len());
    let marks = rest.get(..end)?;
    let wrong = marks != "://"
        && marks.contains([':', '：'])
        && rest.get(end..)?.starts_with(|c: char| c.is_ascii_alphanumeric());
    wrong.then(|| {
        text.slip(at..at + name.len() + end, "网址的“://”写法有误")
            .becomes(Tier::Sure, &format!("{name}://"))
    })
}

/// www。shili
fn host(text: &Text<'_>, at: usize) -> Option<Slip> {
    let rest = text.text.get(at + "www".len()..)?;
    let dot = rest
        .find(|c: char| !matches!(c, '.' | '。' | '．' | '，' | ',' | ' '))
        .unwrap_or(rest.len());
    let marks = rest.get(..dot)?;
    let wrong = !marks.is_empty()
        && marks != "."
        && rest.get(dot..)?.starts_with(|c: char| c.is_ascii_alphanumeric());
    wrong.then(|| {
        text.slip(at..at + "www".len() + dot, "网址的点写法有误").becomes(Tier::Sure, "www.")
    })
}

/// .gov.con
fn ending(text: &Text<'_>, end: usize) -> Option<Slip> {
    let rest = text.text.get(end..)?;
    let letters = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let wrong = rest.get(..letters)? != "n";
    wrong.then(|| {
        text.slip(end - ".gov.c".len()..end + letters, "政府网站的域名以“.gov.cn”结尾")
            .becomes(Tier::Likely, ".gov.cn")
    })
}
