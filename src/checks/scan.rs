//! Reading prose for rules: neighbours, runs of digits, words of a table, what is quoted, what is an address.
//!
//! Everything is linear in the text: looks to the side reach a fixed number of characters.

use std::ops::Range;

use crate::text::punctuation::{is_closer, is_opener, is_stop};

/// The character before a place.
pub(super) fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// The character at a place.
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// At most so many characters before a place.
pub(super) fn before(text: &str, at: usize, count: usize) -> &str {
    let head = text.get(..at).unwrap_or_default();
    let start = head.char_indices().rev().take(count).last().map_or(at, |(start, _)| start);
    head.get(start..).unwrap_or_default()
}

/// At most so many characters from a place on.
pub(super) fn after(text: &str, at: usize, count: usize) -> &str {
    let rest = text.get(at..).unwrap_or_default();
    let end = rest.char_indices().nth(count).map_or(rest.len(), |(end, _)| end);
    rest.get(..end).unwrap_or_default()
}

/// What stands from a place on up to the next stop, at most so many characters.
pub(super) fn clause_after(text: &str, at: usize, count: usize) -> &str {
    let rest = after(text, at, count);
    rest.split(is_stop).next().unwrap_or_default()
}

/// Whether a clause begins at a place, blanks and opening marks not counted.
pub(super) fn begins_clause(text: &str, at: usize) -> bool {
    let head = text.get(..at).unwrap_or_default();
    let last = head.chars().rev().take(4).find(|c| !c.is_whitespace() && !is_opener(*c));
    last.is_none_or(is_stop)
}

/// Runs of half-width digits.
pub(super) fn digits(text: &str) -> impl Iterator<Item = Range<usize>> {
    runs(text, |c| c.is_ascii_digit())
}

/// The longest runs of characters of one kind.
pub(super) fn runs(
    text: &str,
    is_meant: impl Fn(char) -> bool,
) -> impl Iterator<Item = Range<usize>> {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = chars.find(|(_, c)| is_meant(*c))?;
        let mut end = start + first.len_utf8();
        while let Some((at, c)) = chars.next_if(|(_, c)| is_meant(*c)) {
            end = at + c.len_utf8();
        }
        Some(start..end)
    })
}

/// A text without the blanks at its start, and how many bytes they took.
pub(super) fn skip_blanks(text: &str) -> &str {
    text.trim_start_matches([' ', '\u{a0}', '\u{3000}'])
}

/// The digits at the start of a text, with one decimal point; and what follows.
pub(super) fn number(text: &str) -> Option<(&str, &str)> {
    let whole = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let rest = text.get(whole..)?;
    let places = rest
        .strip_prefix('.')
        .map_or(0, |rest| rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()));
    let end = if places == 0 { whole } else { whole + 1 + places };
    (whole > 0).then(|| Some((text.get(..end)?, text.get(end..)?)))?
}

/// Whether digits stand alone and are no part of a longer number or of a Latin word.
pub(super) fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    let point = |c: Option<char>| c.is_some_and(|c| matches!(c, '.' | ',' | '，'));
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let (left, right) = (char_before(text, range.start), char_at(text, range.end));
    let longer_left = point(left)
        && left != Some('，')
        && digit(char_before(text, range.start.saturating_sub(1)));
    let longer_right = point(right) && right != Some('，') && digit(char_at(text, range.end + 1));
    !joins(left) && !joins(right) && !longer_left && !longer_right
}

/// Every place where one of the words of a table stands, the first entry that fits at each place. The table must be sorted
/// by first character.
pub(super) fn words<'t, T>(
    text: &str,
    table: &'t [(&'static str, T)],
) -> impl Iterator<Item = (Range<usize>, &'t (&'static str, T))> {
    text.char_indices().filter_map(move |(at, c)| {
        let first = |word: &(&str, T)| word.0.chars().next().unwrap_or_default();
        let from = table.partition_point(|word| first(word) < c);
        let rest = text.get(at..)?;
        let alike = table.get(from..)?.iter().take_while(|word| first(word) == c);
        let word = alike.into_iter().find(|word| rest.starts_with(word.0))?;
        Some((at..at + word.0.len(), word))
    })
}

/// The stretches of a text that stand in quotation marks or title marks.
pub(super) struct Quoted(Vec<Range<usize>>);

impl Quoted {
    /// In 《》, “”, ‘’, 「」: what somebody else has worded.
    pub(super) fn of(text: &str) -> Self {
        Self::between(text, &[('《', '》'), ('“', '”'), ('‘', '’'), ('「', '」')])
    }

    /// In 《》: titles.
    pub(super) fn titles(text: &str) -> Self {
        Self::between(text, &[('《', '》')])
    }

    /// The outermost stretches between marks that pair; an opening mark that is never closed quotes nothing.
    fn between(text: &str, pairs: &[(char, char)]) -> Self {
        let mut spans = Vec::new();
        let mut open: Vec<(usize, char)> = Vec::new();
        for (at, c) in text.char_indices() {
            if let Some((_, closer)) = pairs.iter().find(|(opener, _)| *opener == c) {
                open.push((at, *closer));
            } else if let Some(place) = open
                .iter()
                .rposition(|(_, closer)| *closer == c)
                .filter(|place| open.len() - place < 8)
            {
                let start = open.get(place).map_or(at, |(start, _)| *start);
                open.truncate(place);
                spans.push(start..at + c.len_utf8());
            } else if open.len() > 64 {
                open.clear();
            }
        }
        spans.sort_by_key(|span: &Range<usize>| span.start);
        spans.dedup_by(|inner, outer| inner.end <= outer.end);
        Self(spans)
    }

    /// Whether a place is quoted.
    pub(super) fn covers(&self, at: usize) -> bool {
        let next = self.0.partition_point(|span| span.start <= at);
        next.checked_sub(1).and_then(|last| self.0.get(last)).is_some_and(|span| at < span.end)
    }
}

/// Whether a place is inside a web or e-mail address or a file name: a run of Latin characters with signs of one.
pub(super) fn in_address(text: &str, at: usize) -> bool {
    const REACH: usize = 120;
    let latin = |c: &char| c.is_ascii_graphic() && !matches!(c, '(' | ')' | '<' | '>');
    let left: String =
        text.get(..at).unwrap_or_default().chars().rev().take(REACH).take_while(latin).collect();
    let right: String =
        text.get(at..).unwrap_or_default().chars().take(REACH).take_while(latin).collect();
    let whole: String = left.chars().rev().chain(right.chars()).collect();
    ["://", "www.", "@", ".cn", ".com", ".gov", ".net", ".org", ".html"]
        .iter()
        .any(|sign| whole.contains(sign))
}

/// Measure words that can follow a count.
pub(super) fn is_measure(c: char) -> bool {
    "条件个人次项份家户名篇位期场批宗起处所辆台套册本部种类张元万亿千百吨米公平亩天小周余多"
        .contains(c)
}

/// Whether a stop, a bracket or the end of the text is at a place.
pub(super) fn ends_clause(text: &str, at: usize) -> bool {
    char_at(text, at).is_none_or(|c| is_stop(c) || is_closer(c) || is_opener(c))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn neighbours_and_clauses() {
        let text = "一是公开，二是解读28条。";
        let at = text.find("解读").unwrap();
        assert_eq!((before(text, at, 2), after(text, at, 4)), ("二是", "解读28"));
        assert_eq!(clause_after(text, at, 9), "解读28条");
        assert!(begins_clause(text, text.find('二').unwrap()) && !begins_clause(text, at));
    }

    #[test]
    fn numbers_are_read_whole() {
        assert_eq!(number("12.5万元"), Some(("12.5", "万元")));
        assert_eq!(number("3."), Some(("3", ".")));
        assert_eq!(number("万"), None);
        let runs: Vec<_> = digits("a12，345").collect();
        assert_eq!(runs, [1..3, 6..9]);
        assert!(stands_alone("共12件", &(3..5)) && !stands_alone("a12", &(1..3)));
        assert!(!stands_alone("1.23", &(2..4)) && !stands_alone("12,345", &(0..2)));
    }

    #[test]
    fn quoted_words_are_known() {
        let text = "印发《关于“五公开”的通知》，公开";
        let quoted = Quoted::of(text);
        assert!(
            quoted.covers(text.find("五").unwrap()) && quoted.covers(text.find("通知").unwrap())
        );
        assert!(!quoted.covers(text.find("，").unwrap()) && !quoted.covers(0));
        assert!(!Quoted::of("《没有右边").covers(5));
    }

    #[test]
    fn addresses_are_known() {
        let text = "见www.shili.gov.cn/a,b。";
        assert!(in_address(text, text.find(',').unwrap()));
        assert!(!in_address("信件,183条", "信件".len()));
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in any::<String>(), at in 0usize..40) {
            before(&text, at, 3);
            after(&text, at, 3);
            clause_after(&text, at, 3);
            in_address(&text, at);
            Quoted::of(&text).covers(at);
            for run in digits(&text) {
                prop_assert!(text.get(run.clone()).is_some());
                stands_alone(&text, &run);
            }
        }
    }
}
