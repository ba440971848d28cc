//! Printed labels compared with those of a form, in every way that offices write them.

use crate::figures::{Amount, amount};
use crate::forms::{ColumnForm, RowForm};
use crate::model::Cell;
use crate::text::numeral::half_width_char;

/// How well a printed label fits one of the form, from best to worst.
pub(super) const SAME: u32 = 100;
/// Fits a variant that published reports are known to have.
pub(super) const VARIANT: u32 = 95;
/// Fits without its number or the remark behind it.
pub(super) const CORE: u32 = 80;
/// Differs by a character or two.
pub(super) const NEAR: u32 = 60;

/// A row or column of a form, ready to be compared.
#[derive(Debug)]
pub(in super::super) struct Known {
    /// The innermost label, then it with those above it, each one joined.
    keys: Vec<String>,
    variants: Vec<String>,
    core: String,
    /// Labels above the innermost.
    pub(super) outer: Vec<String>,
}

impl Known {
    /// A row or column with this label, outermost first, and these variants of the innermost.
    pub(in super::super) fn of(label: &[String], variants: &[String]) -> Self {
        let steps: Vec<String> = label.iter().map(|step| plain(step)).collect();
        let leaf = steps.last().cloned().unwrap_or_default();
        let outer = steps.iter().take(steps.len().saturating_sub(1)).cloned().collect();
        let variants = variants.iter().map(|variant| plain(variant)).collect();
        Self { keys: joined(&steps), variants, core: core(&leaf), outer }
    }

    pub(super) fn row(row: &RowForm) -> Self {
        Self::of(&row.label, &row.variants)
    }

    pub(super) fn column(column: &ColumnForm) -> Self {
        Self::of(&column.label, &column.variants)
    }

    /// Whether it has no label at all, as the only row of a table.
    pub(super) const fn is_nameless(&self) -> bool {
        self.keys.is_empty()
    }

    /// The innermost label.
    pub(super) fn leaf(&self) -> &str {
        self.keys.first().map_or("", String::as_str)
    }

    /// How well a printed path, made plain, fits; 0 if not at all.
    pub(super) fn fits(&self, path: &[String]) -> u32 {
        let Some(leaf) = path.last().filter(|leaf| !leaf.is_empty()) else { return 0 };
        let printed = joined(path);
        let same = printed.iter().any(|key| self.keys.contains(key));
        let fit = if same {
            SAME
        } else if self.variants.contains(leaf) {
            VARIANT
        } else if !self.core.is_empty() && core(leaf) == self.core {
            CORE
        } else if is_near(leaf, self.leaf()) {
            NEAR
        } else {
            return 0;
        };
        let above = self.outer.iter().filter(|outer| path.contains(outer)).count();
        fit + 3 * u32::try_from(above).unwrap_or(0)
    }
}

/// The innermost step, then it with those above it, joined.
fn joined(steps: &[String]) -> Vec<String> {
    let from = (0..steps.len()).rev();
    from.filter_map(|from| steps.get(from..)).map(<[String]>::concat).collect()
}

/// A label without blanks and joints, in half-width forms and one sort of quotation marks.
pub(super) fn plain(label: &str) -> String {
    let kept = label.chars().filter(|c| !c.is_whitespace() && !is_unseen(*c));
    let plain: String = kept
        .map(|c| match half_width_char(c) {
            '“' | '”' | '「' | '」' | '‘' | '’' | '\'' => '"',
            '【' | '〔' | '[' => '(',
            '】' | '〕' | ']' => ')',
            c => c,
        })
        .filter(|c| !matches!(c, '/' | '-' | '—' | '–' | '>' | '|' | '·' | '•' | '*'))
        .collect();
    let plain = plain.trim_end_matches([':', ';', ',']);
    dotted(plain)
}

/// `1、` and `1)` at the head as `1.`.
fn dotted(text: &str) -> String {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    match text.get(digits..).and_then(|rest| rest.strip_prefix(['、', ')', ','])) {
        Some(rest) if digits > 0 => format!("{}.{rest}", text.get(..digits).unwrap_or_default()),
        _ => text.to_owned(),
    }
}

pub(super) const fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{00ad}' | '\u{2060}')
}

/// A plain label without its number, 其中 and the remark in brackets behind it.
fn core(plain: &str) -> String {
    let mut rest = plain;
    loop {
        let bare = ["其中:", "其中"].iter().find_map(|word| rest.strip_prefix(word));
        match bare.or_else(|| unnumbered(rest)) {
            Some(less) if !less.is_empty() => rest = less,
            _ => break,
        }
    }
    let remark = rest.strip_suffix(')').and_then(|inside| inside.rfind('('));
    remark.filter(|at| *at > 0).and_then(|at| rest.get(..at)).unwrap_or(rest).to_owned()
}

/// What stands behind 一、（一）1.（1）.
fn unnumbered(text: &str) -> Option<&str> {
    let han = |text: &str| text.chars().take_while(|c| "一二三四五六七八九十".contains(*c)).count();
    let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
    let skip = |text: &str, count: usize| -> Option<usize> {
        (count > 0).then(|| text.chars().take(count).map(char::len_utf8).sum())
    };
    if let Some(inside) = text.strip_prefix('(') {
        let at = skip(inside, han(inside).max(digits(inside)))?;
        return inside.get(at..)?.strip_prefix(')').map(|rest| rest.trim_start_matches('、'));
    }
    if let Some(at) = skip(text, han(text)) {
        return text.get(at..)?.strip_prefix('、');
    }
    let at = skip(text, digits(text))?;
    text.get(at..)?.strip_prefix('.')
}

/// Whether two labels differ by one character, or by two if they are long.
fn is_near(one: &str, other: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let shorter = a.len().min(b.len());
    let may = match shorter {
        0..=3 => return false,
        4..=7 => 1,
        _ => 2,
    };
    if a.len().abs_diff(b.len()) > may {
        return false;
    }
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (at, c) in a.iter().enumerate() {
        let mut row = vec![at + 1];
        for ((d, above), diagonal) in b.iter().zip(last.iter().skip(1)).zip(&last) {
            let left = row.last().copied().unwrap_or_default();
            row.push((above + 1).min(left + 1).min(diagonal + usize::from(c != d)));
        }
        last = row;
    }
    last.last().is_some_and(|distance| *distance <= may)
}

/// The steps of a printed label: 法人或其他组织／商业企业 is two.
pub(in super::super) fn steps(label: &str) -> Vec<String> {
    label.split(['／', '\n']).map(plain).filter(|step| !step.is_empty()).collect()
}

/// What stands in a cell, without the blanks that web pages leave; every slash is 不适用.
pub(in super::super) fn value(text: &str) -> Cell {
    let trimmed = text.trim_matches(|c: char| c.is_whitespace() || is_unseen(c));
    if matches!(trimmed, "／" | "\\" | "＼") { Cell::NotApplicable } else { Cell::from(trimmed) }
}

/// Whether a text can stand in a cell of figures: a number however spelt, or a sign for 不适用.
pub(super) fn is_value(text: &str) -> bool {
    !is_blank(text) && !matches!(amount(&value(text), ""), Amount::Words | Amount::Blank)
}

/// Whether nothing can be seen in a cell.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_unseen(c))
}

/// Heads of columns beside the figures.
const UNITS: [&str; 2] = ["单位", "计量单位"];
/// Heads of columns that only count rows.
const COUNTS: [&str; 6] = ["序号", "代码", "行号", "行次", "编号", "指标代码"];

/// Whether a plain header says that units stand below it.
pub(super) fn heads_units(plain: &str) -> bool {
    UNITS.contains(&plain)
}

/// Whether a plain header says that numbers of rows stand below it.
pub(super) fn heads_counts(plain: &str) -> bool {
    COUNTS.contains(&plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(label: &[&str], variants: &[&str]) -> Known {
        let owned = |list: &[&str]| list.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
        Known::of(&owned(label), &owned(variants))
    }

    #[test]
    fn labels_are_known_in_every_spelling() {
        let quoted = known(&["三、本年度办理结果", "（三）不予公开", "3.危及“三安全一稳定”"], &[]);
        let part = known(
            &["三、本年度办理结果", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"],
            &[],
        );
        let valid = known(&["现行有效件数"], &["现行有效件"]);
        let firm = known(&["申请人情况", "法人或其他组织", "商业企业"], &[]);
        for (known, printed, least) in [
            (&quoted, "3.危及“三安全一稳定”", SAME),
            (&quoted, "3．危及 \"三安全一稳定\"", SAME),
            (&quoted, "3、危及「三安全一稳定」", SAME),
            (&quoted, "（三）不予公开／3. 危及‘三安全一稳定’", SAME),
            (&quoted, "三、本年度办理结果（三）不予公开3.危及“三安全一稳定”", SAME),
            (&quoted, "危及“三安全一稳定”", CORE),
            (&quoted, "3.危机“三安全一稳定”", NEAR),
            (&part, "（二）部分公开", CORE),
            (&valid, "现行有效件", VARIANT),
            (&firm, "商业企业", SAME),
            (&firm, "法人或其他组织-商业企业", SAME),
            (&firm, "法人或其他组织／商业企业", SAME),
        ] {
            let fit = known.fits(&steps(printed));
            assert!(fit >= least && fit < least + 10, "{printed}: {fit}");
        }
        for printed in ["4.保护第三方合法权益", "（三）不予公开", "", "商业", "科研机构"]
        {
            assert_eq!(
                firm.fits(&steps(printed)).max(quoted.fits(&steps(printed))),
                0,
                "{printed}"
            );
        }
    }

    #[test]
    fn what_can_stand_in_a_cell() {
        for text in ["0", "１２", "-35", "+5", "/", "／", "—", "3件", "251000元", "1,204"] {
            assert!(is_value(text), "{text}");
        }
        for text in ["", "\u{a0}", "规章", "条", "2024年", "信息内容"] {
            assert!(!is_value(text), "{text}");
        }
        assert_eq!(value("\u{a0}／ "), Cell::NotApplicable);
        assert_eq!(value("\u{200b}"), Cell::Blank);
    }
}
