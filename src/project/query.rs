//! What is looked for: words, years, amounts; and whether a name, a sentence or a file answers it.

use rust_decimal::Decimal;

use crate::figures::prose::{Vocabulary, unit};
use crate::model::Year;
use crate::text::numeral::half_width;
use crate::text::search;

/// What is looked for: every word must be there (查询).
///
/// Case, full-width and half-width forms are one; letters are pinyin, in full or by initials. A year (`2023`, `2023年`), years
/// (`2015..2018`), an amount (`>1000件`, `=87`) and a part of the agency's name narrow the search instead of being looked
/// for, as long as another word is left.
#[derive(Clone)]
pub struct Query {
    words: Vec<Word>,
    years: Option<(Year, Year)>,
    amounts: Vec<(Is, Decimal)>,
    unit: Option<String>,
}

/// A word that is looked for.
#[derive(Clone)]
struct Word {
    /// As it is compared: lower case, half width, no blanks.
    folded: String,
    /// Whether it is typed in letters, and so may be pinyin.
    is_pinyin: bool,
    name: search::Query,
    /// Words of the vocabulary that it may stand for.
    meant: Vec<String>,
    /// Spellings that an indicator is known by whose name it is found in.
    behind: Vec<String>,
}

/// How an amount must stand to the one that is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Is {
    More,
    AtLeast,
    Less,
    AtMost,
    Same,
}

impl std::fmt::Debug for Query {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.words.iter().map(|word| &word.folded)).finish()
    }
}

impl Query {
    /// A query of words, within years if given, both counted in. `None` if there is nothing to look for.
    pub fn new(words: &[String], years: Option<(Year, Year)>) -> Option<Self> {
        let all = words.iter().flat_map(|word| word.split_whitespace()).map(fold);
        let all: Vec<String> = all.filter(|word| !word.is_empty()).collect();
        let mut query = Self { words: Vec::new(), years, amounts: Vec::new(), unit: None };
        let mut wants_unit = false;
        for word in &all {
            let range =
                word.split_once("..").and_then(|(first, last)| Some((year(first)?, year(last)?)));
            if let Some(range) = range {
                query.years = Some(range);
            } else if let Some((is, value, unit)) = amount(word) {
                query.amounts.push((is, value));
                wants_unit = unit.is_empty();
                query.unit = Some(unit).filter(|unit| !unit.is_empty()).or(query.unit);
            } else if wants_unit && is_unit(word) {
                query.unit = Some(word.clone());
                wants_unit = false;
            } else {
                query.words.push(Word::new(word));
            }
        }
        (!all.is_empty()).then_some(query)
    }

    /// The same, with the words of a vocabulary that letters may stand for.
    pub fn knowing(&mut self, vocabulary: &Vocabulary) {
        let names = vocabulary.indicators().iter();
        let spelled = names
            .clone()
            .flat_map(|known| known.own.iter())
            .flat_map(|own| vocabulary.spellings(own));
        let all: Vec<&String> = names.map(|known| &known.name).chain(spelled).collect();
        for word in &mut self.words {
            let known = vocabulary
                .indicators()
                .iter()
                .filter(|known| word.name.find(&known.name).is_some());
            let own =
                known.flat_map(|known| known.own.iter()).flat_map(|own| vocabulary.spellings(own));
            word.behind = own.map(|spelled| fold(spelled)).collect();
            if word.is_pinyin {
                let meant = all.iter().filter(|name| word.name.find(name).is_some());
                word.meant = meant.map(|name| fold(name)).collect();
            }
            for list in [&mut word.behind, &mut word.meant] {
                list.sort();
                list.dedup();
            }
        }
    }

    /// What of it is left to look for in a report; `None` if the report is not meant.
    pub(super) fn left(&self, agency: &str, of: Year) -> Option<Left<'_>> {
        let (first, last) = self.years.unwrap_or((Year::MIN, Year::MAX));
        if !(first..=last).contains(&of) {
            return None;
        }
        let agency = fold(agency);
        let narrows = |word: &&Word| year(&word.folded) == Some(of) || word.is_of_agency(&agency);
        let others: Vec<&Word> = self.words.iter().filter(|word| !narrows(word)).collect();
        let all = others.is_empty() && self.amounts.is_empty() && self.years.is_none();
        let words = if all { self.words.iter().collect() } else { others };
        Some(Left { query: self, words })
    }

    /// Whether the bytes of a report's file can hold an answer; a file that cannot need not be read.
    pub fn may_be_in(&self, file: &[u8]) -> bool {
        let text = String::from_utf8_lossy(file);
        self.words.iter().all(|word| word.may_be_in(&text))
    }
}

/// What is left of a query after year and agency.
pub(super) struct Left<'q> {
    query: &'q Query,
    words: Vec<&'q Word>,
}

impl Left<'_> {
    /// How well a figure answers; none if it does not. The name must answer a word, the sentence may answer others.
    pub(super) fn figure(
        &self,
        name: &str,
        sentence: &str,
        (value, unit): (Option<Decimal>, &str),
    ) -> Option<u32> {
        let counts = self
            .query
            .amounts
            .iter()
            .all(|(is, than)| value.is_some_and(|value| is.holds(value, *than)));
        if !counts || self.query.unit.as_ref().is_some_and(|wanted| fold(unit) != *wanted) {
            return None;
        }
        let (name_folded, sentence) = (fold(name), fold(sentence));
        let mut best = None;
        for word in &self.words {
            let number = word.folded.starts_with(|c: char| c.is_ascii_digit());
            let same = number && value.is_some_and(|value| word.is_amount(value, unit));
            match word.name.find(name).map(|hit| hit.score).or(same.then_some(1)) {
                Some(score) => best = best.max(Some(score)),
                None if !word.is_pinyin
                    && !number
                    && (sentence.contains(&word.folded) || name_folded.contains(&word.folded)) => {}
                None => return None,
            }
        }
        if self.words.is_empty() { Some(0) } else { best }
    }

    /// Whether a paragraph can hold an answer.
    pub(super) fn may_be_in(&self, text: &str) -> bool {
        self.words.iter().all(|word| word.may_be_in(text))
    }

    /// Whether all words stand in a text.
    pub(super) fn is_in(&self, text: &str) -> bool {
        let text = fold(text);
        let amounts = self.query.amounts.is_empty();
        amounts && !self.words.is_empty() && self.words.iter().all(|word| word.is_in(&text))
    }
}

impl Word {
    fn new(folded: &str) -> Self {
        let letters = folded.chars().any(|c| c.is_ascii_alphabetic());
        Self {
            folded: folded.to_owned(),
            is_pinyin: letters,
            name: search::Query::new(folded),
            meant: Vec::new(),
            behind: Vec::new(),
        }
    }

    /// Whether it is a part of the agency's name, or its beginning in pinyin where it is that of no indicator.
    fn is_of_agency(&self, agency: &str) -> bool {
        let unknown = self.is_pinyin && self.meant.is_empty() && self.behind.is_empty();
        let begins = |hit: search::Hit| hit.ranges.first().is_some_and(|range| range.start == 0);
        agency.contains(&self.folded) || unknown && self.name.find(agency).is_some_and(begins)
    }

    fn is_in(&self, folded: &str) -> bool {
        folded.contains(&self.folded)
            || self.meant.iter().any(|meant| folded.contains(meant.as_str()))
    }

    /// Whether it is this amount, with or without its unit.
    fn is_amount(&self, value: Decimal, unit: &str) -> bool {
        let digits = self.folded.strip_suffix(fold(unit).as_str()).unwrap_or(&self.folded);
        digits.replace(',', "").parse() == Ok(value)
    }

    /// Whether a text can hold it: in digits any may, else its own characters or those that it may stand for.
    fn may_be_in(&self, text: &str) -> bool {
        let digits = self.folded.chars().any(|c| c.is_ascii_digit());
        let unknown = self.is_pinyin && self.meant.is_empty() && self.behind.is_empty();
        let stands = |spelled: &String| text.contains(spelled.as_str());
        digits
            || unknown
            || stands(&self.folded)
            || self.meant.iter().any(stands)
            || self.behind.iter().any(stands)
    }
}

impl Is {
    fn holds(self, value: Decimal, than: Decimal) -> bool {
        match self {
            Self::More => value > than,
            Self::AtLeast => value >= than,
            Self::Less => value < than,
            Self::AtMost => value <= than,
            Self::Same => value == than,
        }
    }
}

/// A year as four digits, with or without 年.
fn year(word: &str) -> Option<Year> {
    let digits = word.strip_suffix('年').unwrap_or(word);
    digits.parse().ok().filter(|year| digits.len() == 4 && (1949..=2100).contains(year))
}

/// Whether a word is a unit and no more.
fn is_unit(word: &str) -> bool {
    unit(word).is_some_and(|(_, length)| length == word.len())
}

/// `>1000件`, `≥5`, `=87`: how, how much, and the unit.
fn amount(word: &str) -> Option<(Is, Decimal, String)> {
    let signs = [
        (">=", Is::AtLeast),
        ("≥", Is::AtLeast),
        ("<=", Is::AtMost),
        ("≤", Is::AtMost),
        (">", Is::More),
        ("<", Is::Less),
        ("=", Is::Same),
    ];
    let (rest, is) = signs.iter().find_map(|(sign, is)| Some((word.strip_prefix(sign)?, *is)))?;
    let end =
        rest.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')).unwrap_or(rest.len());
    let (digits, unit) = rest.split_at(end);
    Some((is, digits.replace(',', "").parse().ok()?, unit.to_owned()))
}

/// A text as it is compared: lower case, half width, no blanks.
pub(super) fn fold(text: &str) -> String {
    half_width(text).chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(words: &str) -> Query {
        Query::new(&[words.to_owned()], None).unwrap()
    }

    fn answers(words: &str, name: &str, value: &str, unit: &str) -> bool {
        let query = query(words);
        let left = query.left("示例市民政局", 2017);
        left.is_some_and(|left| left.figure(name, "", (value.parse().ok(), unit)).is_some())
    }

    #[test]
    fn years_amounts_and_the_agency_narrow() {
        assert!(answers("低保 2015..2018", "低保金", "5", "万元"));
        assert!(!answers("低保 2018..2019", "低保金", "5", "万元"));
        assert!(!answers("低保 2018", "低保金", "5", "万元")); // 2018 is looked for, and not there
        assert!(answers("申请 >1000件", "收到申请", "1001", "件"));
        assert!(!answers("申请 >1000 件", "收到申请", "1001", "条"));
        assert!(!answers("申请 >1000", "收到申请", "1000", "件"));
        assert!(answers(">1000 申请", "收到申请", "1001", "件")); // no unit
        assert!(answers("民政局 ≥5", "收到申请", "5", "件"));
        assert!(answers("5件", "收到申请", "5", "件") && !answers("6件", "收到申请", "5", "件"));
    }

    #[test]
    fn letters_are_pinyin() {
        for typed in ["dbj", "dibaojin", "DBJ", "低bj"] {
            assert!(answers(typed, "低保金", "5", "万元"), "{typed}");
        }
        assert!(!answers("dbx", "低保金", "5", "万元"));
    }

    #[test]
    fn an_agency_may_be_typed_in_pinyin() {
        let query = query("cq 申请");
        let left = |agency| query.left(agency, 2017);
        let answers = |agency| {
            left(agency).and_then(|left| left.figure("收到申请", "", (None, "件"))).is_some()
        };
        assert!(answers("重庆市民政局") && !answers("示例市民政局"));
    }

    #[test]
    fn a_file_without_the_words_is_passed_over() {
        assert!(query("低保").may_be_in("发放低保金".as_bytes()));
        assert!(!query("低保").may_be_in("发放津贴".as_bytes()));
        let mut pinyin = query("dbj");
        pinyin.knowing(&Vocabulary::built_in());
        assert!(
            pinyin.may_be_in("发放低保金".as_bytes())
                && pinyin.may_be_in("低保对象的保障金".as_bytes())
        );
        assert!(!pinyin.may_be_in("发放津贴".as_bytes()));
    }
}
