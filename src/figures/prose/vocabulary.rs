//! The vocabulary of indicators (指标词表): data that says what a number in a sentence can be of.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use ron::error::SpannedError;
use serde::Deserialize;

use super::words::{SIGNS, Sign};
use crate::model::Measure;

const BUILT_IN: &str = include_str!("indicators.ron");

/// How many concepts a vocabulary can hold.
const CONCEPTS: usize = 512;

/// A set of concepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Concepts([u64; CONCEPTS / 64]);

impl Concepts {
    pub(super) fn insert(&mut self, concept: usize) {
        if let Some(word) = self.0.get_mut(concept / 64) {
            *word |= 1 << (concept % 64);
        }
    }

    pub(super) fn join(&mut self, other: &Self) {
        for (mine, more) in self.0.iter_mut().zip(other.0) {
            *mine |= more;
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0 == Self::default().0
    }

    pub(super) fn has(&self, concept: usize) -> bool {
        self.0.get(concept / 64).is_some_and(|word| word >> (concept % 64) & 1 == 1)
    }

    fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(other.0).any(|(mine, more)| mine & more != 0)
    }

    fn covers(&self, other: &Self) -> bool {
        self.0.iter().zip(other.0).all(|(mine, more)| mine & more == more)
    }

    /// Every concept of the set.
    pub(super) fn all(&self) -> impl Iterator<Item = usize> {
        self.0.into_iter().enumerate().flat_map(|(at, mut word)| {
            std::iter::from_fn(move || {
                let bit = word.trailing_zeros() as usize;
                word &= word.wrapping_sub(1);
                (bit < 64).then_some(at * 64 + bit)
            })
        })
    }
}

/// How something that can be counted is said to have been none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Zero {
    /// 未收到…
    Received,
    /// 未发生…
    Happened,
    /// 未收取…
    Charged,
    /// Any of them, and 未受理….
    Any,
}

/// What a number can be of.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Stable key such as `req.done`; several entries with one key are ways to say the same.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// Concepts that must stand in the number's own stretch of the sentence.
    pub own: Vec<String>,
    /// Concepts that may also stand further before, or in the heading.
    #[serde(default)]
    pub near: Vec<String>,
    /// Concepts that must not stand in the own stretch.
    #[serde(default)]
    pub never: Vec<String>,
    /// Whether its words must stand before the number: 有3件申请 is not all that came in.
    #[serde(default)]
    pub before: bool,
    /// Units it is counted in; empty: any. An empty unit admits a number without one.
    #[serde(default)]
    pub units: Vec<String>,
    /// What sort of amount it is where the sentence does not say.
    #[serde(default)]
    pub measure: Measure,
    /// How it is said that there was none; none if no statement of that sort is read.
    #[serde(default)]
    pub zero: Option<Zero>,
    /// Cells that it equals, by form: any one of the sums, such as `r1/c7 + r2/c7`.
    #[serde(default)]
    pub ties: BTreeMap<String, Vec<String>>,
}

/// What stands in a vocabulary file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    #[serde(default)]
    words: BTreeMap<String, Vec<String>>,
    indicators: Vec<Indicator>,
}

/// A vocabulary that cannot be used, and where in its text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("第 {line} 行第 {column} 列：{trouble}")]
pub struct VocabularyError {
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// What is wrong.
    pub trouble: String,
}

/// One indicator, its concepts as sets.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) own: Concepts,
    pub(super) near: Vec<usize>,
    never: Concepts,
    all: Concepts,
    size: u32,
}

/// What one spelling means.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Meaning {
    pub(super) sign: Option<Sign>,
    pub(super) concepts: Concepts,
}

/// Every indicator that is known, ready to be looked for.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    indicators: Vec<Indicator>,
    known: Vec<Known>,
    /// Indicators by the first of their own concepts.
    by_first: Vec<Vec<usize>>,
    meanings: Vec<Meaning>,
    spellings: BTreeMap<String, Vec<String>>,
    finder: AhoCorasick,
}

impl PartialEq for Vocabulary {
    fn eq(&self, other: &Self) -> bool {
        // All else follows from these.
        self.indicators == other.indicators && self.spellings == other.spellings
    }
}

impl Eq for Vocabulary {}

impl Vocabulary {
    /// The statutory indicators and the common ones of civil affairs. Reads its data anew: ask once and keep it.
    ///
    /// # Panics
    /// Never: the data are part of the program, and its tests read them.
    pub fn built_in() -> Self {
        let listed: Listed = ron::from_str(BUILT_IN).expect("the built-in vocabulary is right");
        Self::of(listed).expect("the built-in vocabulary is complete")
    }

    /// The same with what a project adds in `indicators.ron`; its indicators come first.
    ///
    /// # Errors
    /// If the text cannot be read or names what is not there, with line and column.
    pub fn with(text: &str) -> Result<Self, VocabularyError> {
        let own: Listed = ron::from_str(text).map_err(VocabularyError::from)?;
        for indicator in &own.indicators {
            check(text, indicator)?;
        }
        let mut listed: Listed = ron::from_str(BUILT_IN).map_err(VocabularyError::from)?;
        for (concept, spellings) in own.words {
            listed.words.entry(concept).or_default().extend(spellings);
        }
        listed.indicators.splice(0..0, own.indicators);
        Self::of(listed).ok_or_else(|| VocabularyError {
            line: 1,
            column: 1,
            trouble: format!("概念太多，最多 {CONCEPTS} 个"),
        })
    }

    fn of(listed: Listed) -> Option<Self> {
        let mut spellings = listed.words;
        for indicator in &listed.indicators {
            for concept in indicator.own.iter().chain(&indicator.near).chain(&indicator.never) {
                spellings.entry(concept.clone()).or_insert_with(|| vec![concept.clone()]);
            }
        }
        let names: Vec<&String> = spellings.keys().collect();
        if names.len() > CONCEPTS {
            return None;
        }
        let index = |concept: &String| names.binary_search(&concept).unwrap_or_default();
        let mut by_spelling: BTreeMap<&str, Meaning> = BTreeMap::new();
        for (sign, words) in SIGNS {
            for word in words.split_whitespace() {
                by_spelling.entry(word).or_default().sign = Some(*sign);
            }
        }
        for (concept, words) in &spellings {
            for word in words {
                by_spelling.entry(word).or_default().concepts.insert(index(concept));
            }
        }
        let known: Vec<Known> =
            listed.indicators.iter().map(|indicator| Known::of(indicator, &index)).collect();
        let mut by_first = vec![Vec::new(); names.len()];
        for (at, indicator) in listed.indicators.iter().enumerate() {
            if let Some(list) = indicator.own.first().and_then(|own| by_first.get_mut(index(own))) {
                list.push(at);
            }
        }
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::DFA))
            .build(by_spelling.keys())
            .ok()?;
        let meanings = by_spelling.into_values().collect();
        Some(Self { indicators: listed.indicators, known, by_first, meanings, spellings, finder })
    }

    /// Every indicator, the project's own first.
    pub fn indicators(&self) -> &[Indicator] {
        &self.indicators
    }

    /// How a concept is written.
    pub fn spellings(&self, concept: &str) -> &[String] {
        self.spellings.get(concept).map_or(&[], Vec::as_slice)
    }

    /// Every concept with its spellings.
    pub fn spelled(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.spellings.iter().map(|(concept, spellings)| (concept.as_str(), spellings.as_slice()))
    }

    pub(super) fn known(&self, at: usize) -> Option<&Known> {
        self.known.get(at)
    }

    pub(super) fn meaning(&self, pattern: usize) -> Meaning {
        self.meanings.get(pattern).copied().unwrap_or_default()
    }

    pub(super) const fn finder(&self) -> &AhoCorasick {
        &self.finder
    }

    pub(super) const fn concepts(&self) -> usize {
        self.by_first.len()
    }

    /// The indicators that have a concept first among their own.
    pub(super) fn led_by(&self, concept: usize) -> &[usize] {
        self.by_first.get(concept).map_or(&[], Vec::as_slice)
    }
}

impl Known {
    fn of(indicator: &Indicator, index: &impl Fn(&String) -> usize) -> Self {
        let set = |concepts: &[String]| {
            let mut set = Concepts::default();
            for concept in concepts {
                set.insert(index(concept));
            }
            set
        };
        let (own, never) = (set(&indicator.own), set(&indicator.never));
        let mut all = own;
        all.join(&set(&indicator.near));
        let near = indicator.near.iter().map(index).collect();
        let size = u32::try_from(all.all().count()).unwrap_or(u32::MAX);
        Self { own, near, never, all, size }
    }

    /// How well the own words of a number fit; none if they do not. The more of its concepts are said, the better.
    pub(super) fn fits(&self, said: &Concepts) -> Option<(u32, u32)> {
        if !said.covers(&self.own) || said.meets(&self.never) {
            return None;
        }
        let there = self.all.all().filter(|concept| said.has(*concept)).count();
        Some((u32::try_from(there).unwrap_or(u32::MAX), self.size))
    }
}

/// What the type cannot say: an indicator needs a key, a name and something by which it is known.
fn check(text: &str, indicator: &Indicator) -> Result<(), VocabularyError> {
    let trouble = if indicator.key.is_empty() {
        "指标的键名是空的".to_owned()
    } else if indicator.name.is_empty() {
        format!("指标“{}”没有名称", indicator.key)
    } else if indicator.own.is_empty() || indicator.own.iter().any(String::is_empty) {
        format!("指标“{}”没有写靠哪个词认它（own）", indicator.key)
    } else if let Some(wrong) = indicator.ties.values().flatten().find(|sum| !is_sum(sum)) {
        format!("指标“{}”的“{wrong}”不是格的和，应如 r1/c7 + r2/c7", indicator.key)
    } else {
        return Ok(());
    };
    let quoted = format!("\"{}\"", indicator.key);
    let before = text.split_once(quoted.as_str()).map_or("", |(before, _)| before);
    let line = before.lines().count().max(1);
    let column = before.lines().last().map_or(0, |last| last.chars().count()) + 1;
    Err(VocabularyError { line, column, trouble })
}

fn is_sum(sum: &str) -> bool {
    sum.split(['+', '-']).all(|cell| {
        cell.trim()
            .split_once('/')
            .is_some_and(|(row, column)| !row.trim().is_empty() && !column.trim().is_empty())
    })
}

impl From<SpannedError> for VocabularyError {
    fn from(error: SpannedError) -> Self {
        let start = error.span.start;
        let trouble = crate::forms::ron_trouble(&error.code);
        Self { line: start.line, column: start.col, trouble }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_vocabulary_ties_only_to_cells_that_are() {
        let vocabulary = Vocabulary::built_in();
        assert!(vocabulary.indicators().len() > 100);
        for indicator in vocabulary.indicators() {
            check(BUILT_IN, indicator).unwrap();
            for concept in indicator.own.iter().chain(&indicator.near).chain(&indicator.never) {
                let written = BUILT_IN.contains(&format!("\"{concept}\": ["));
                assert!(written, "{}: {concept} has no spellings", indicator.key);
            }
        }
    }

    #[test]
    fn a_mistake_is_told_with_line_and_column() {
        let told = |text: &str| Vocabulary::with(text).unwrap_err().to_string();
        assert_eq!(
            told("(\n  indicators: [\n    (key: \"a\", name: \"甲\", own: [])\n  ])"),
            "第 3 行第 11 列：指标“a”没有写靠哪个词认它（own）"
        );
        assert_eq!(
            told("(indicators: [(key: \"a\", nam: \"甲\")])"),
            "第 1 行第 26 列：没有“nam”这个字段，可用的有 key、name、own、near、never、before、units、measure、zero、ties"
        );
        assert!(told("(indicators: [").starts_with("第 1 行第 "));
        assert!(told("(indicators: [(key: \"a\", name: \"甲\", own: [\"甲\"], ties: {\"applications\": [\"r1\"]})])").contains("不是格的和"));
    }

    #[test]
    fn a_project_adds_its_own() {
        let text = "(indicators: [(key: \"sites\", name: \"助餐点\", own: [\"助餐点\"])])";
        let vocabulary = Vocabulary::with(text).unwrap();
        assert_eq!(vocabulary.indicators()[0].name, "助餐点");
        assert_eq!(vocabulary.spellings("助餐点"), ["助餐点"]);
    }
}
