//! The office's own words (词表): right names, words that are not used, names that have changed. Nothing is built in.

use jiff::civil::Date;
use serde::Deserialize;

use super::finding::Finding;
use super::place::Place;
use super::policy::PolicyTrouble;
use crate::model::{Period, Report};

/// The families of rules that speak of wording: what the office calls right, they leave alone.
pub const WORDING: [char; 3] = ['T', 'P', 'N'];

/// What an office has written in `words.ron` (词表).
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct WordList {
    /// 正确: rules on wording leave these alone.
    pub correct: Vec<Correct>,
    /// 禁用: what is not to be written, with what is written instead.
    pub forbidden: Vec<Forbidden>,
    /// 改名: agencies and things that are called otherwise from a day on.
    pub renamed: Vec<Renamed>,
}

/// A word that is right, whatever a rule says of it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Correct {
    /// The word.
    pub word: String,
    /// Who says so: a document, a decision.
    #[serde(default)]
    pub source: String,
    /// First and last day on which it is right; none: always.
    #[serde(default)]
    pub from: Option<Date>,
    /// See `from`.
    #[serde(default)]
    pub until: Option<Date>,
}

/// A word that is not to be used.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Forbidden {
    /// The word.
    pub word: String,
    /// What is written instead (改为); empty where a person must decide.
    #[serde(default)]
    pub to: String,
    /// Who says so.
    #[serde(default)]
    pub source: String,
    /// First and last day on which it is forbidden; none: always.
    #[serde(default)]
    pub from: Option<Date>,
    /// See `from`.
    #[serde(default)]
    pub until: Option<Date>,
}

/// A name that has changed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Renamed {
    /// The name before.
    pub old: String,
    /// The name since then.
    pub new: String,
    /// The first day of the new name; none: long ago.
    #[serde(default)]
    pub from: Option<Date>,
    /// Who says so.
    #[serde(default)]
    pub source: String,
}

/// No words: an office that keeps no list.
pub const NO_WORDS: WordList =
    WordList { correct: Vec::new(), forbidden: Vec::new(), renamed: Vec::new() };

impl WordList {
    /// Entries that cannot be followed; the others hold.
    pub fn troubles(&self) -> Vec<PolicyTrouble> {
        let trouble =
            |word: &str, what: &str| PolicyTrouble { word: word.to_owned(), what: what.to_owned() };
        let mut troubles = Vec::new();
        let all = self.correct.iter().map(|entry| (&entry.word, entry.from, entry.until));
        for (word, from, until) in
            all.chain(self.forbidden.iter().map(|entry| (&entry.word, entry.from, entry.until)))
        {
            if word.trim().is_empty() {
                troubles.push(trouble(word, "词是空的，请写上词或删去这一条"));
            }
            if from.zip(until).is_some_and(|(from, until)| until < from) {
                troubles.push(trouble(word, "终止日期早于起始日期，请改正其一"));
            }
        }
        for entry in &self.forbidden {
            if entry.word == entry.to || self.correct.iter().any(|other| other.word == entry.word) {
                troubles.push(trouble(&entry.word, "同一个词既禁用又是正确的，请删去其一"));
            }
        }
        for entry in &self.renamed {
            if entry.old.trim().is_empty() || entry.new.trim().is_empty() || entry.old == entry.new
            {
                troubles.push(trouble(&entry.old, "旧名和新名都要写，并且不能相同"));
            }
        }
        troubles
    }

    /// Whether a finding is about a word that the office calls right. Only what rules say of wording is spared.
    pub fn spares(&self, finding: &Finding, report: &Report) -> bool {
        let Place::Text(place) = &finding.place else { return false };
        let (Some(words), Some(text)) = (&place.words, report.text(place.at)) else { return false };
        if self.correct.is_empty() || !finding.rule.starts_with(WORDING) {
            return false;
        }
        let [start, end] = words.bytes;
        let holds = |entry: &&Correct| {
            !entry.word.is_empty() && is_in_force(entry.from, entry.until, report.period)
        };
        self.correct.iter().filter(holds).any(|entry| {
            text.match_indices(entry.word.as_str())
                .any(|(at, word)| at <= start && end <= at + word.len())
        })
    }
}

/// Whether something that holds between two days holds in a period at all.
pub(super) fn is_in_force(from: Option<Date>, until: Option<Date>, period: Period) -> bool {
    from.is_none_or(|from| from <= period.to()) && until.is_none_or(|until| period.from() <= until)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> WordList {
        ron::Options::default()
            .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
            .from_str(text)
            .unwrap()
    }

    #[test]
    fn what_cannot_be_followed_is_told() {
        let words = read(
            r#"(correct: [(word: "台帐", source: "沿用")], forbidden: [(word: "台帐", to: "台账"), (word: " ")],
            renamed: [(old: "甲局", new: "甲局"), (old: "乙局", new: "丙局", from: "2024-03-01")])"#,
        );
        let told: Vec<String> = words.troubles().into_iter().map(|trouble| trouble.word).collect();
        assert_eq!(told, [" ", "台帐", "甲局"]);
        assert!(read("()").troubles().is_empty());
    }

    #[test]
    fn a_word_holds_between_its_days() {
        let year = Period::year(2024).unwrap();
        let day = |text: &str| Some(text.parse::<Date>().unwrap());
        assert!(is_in_force(None, None, year) && is_in_force(day("2024-12-31"), None, year));
        assert!(
            !is_in_force(day("2025-01-01"), None, year)
                && !is_in_force(None, day("2023-12-31"), year)
        );
    }
}
