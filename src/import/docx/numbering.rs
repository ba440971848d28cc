//! Automatic numbers of Word written out: 一、（一）1.（1）① as they are printed.

use std::collections::BTreeMap;

use crate::import::xml::Element;
use crate::text::numeral;

/// What stands before an item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Number {
    Bullet,
    /// A number with what is printed around it.
    Printed(String),
}

/// One level of a list.
#[derive(Debug, Clone, Default)]
struct Level {
    /// How its count is written.
    format: String,
    /// Its text, such as `（%2）`.
    text: String,
    start: u32,
}

/// The lists of a document and how far each has been counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// Levels by abstract list.
    lists: BTreeMap<String, BTreeMap<usize, Level>>,
    /// For each list the abstract one, and the levels that it has otherwise.
    numbers: BTreeMap<String, (String, BTreeMap<usize, Level>)>,
    counts: BTreeMap<String, BTreeMap<usize, u32>>,
    /// Lists that were begun, as those that start anew do so once.
    begun: Vec<String>,
}

impl Numbering {
    pub(super) fn of(root: &Element) -> Self {
        let mut found = Self::default();
        for list in root.elements().filter(|list| list.name == "abstractNum") {
            let id = list.attribute("abstractNumId").unwrap_or_default().to_owned();
            let levels = list.elements().filter(|level| level.name == "lvl");
            found.lists.insert(id, levels.filter_map(level).collect());
        }
        for number in root.elements().filter(|number| number.name == "num") {
            let id = number.attribute("numId").unwrap_or_default().to_owned();
            let of = number.child("abstractNumId").and_then(Element::value).unwrap_or_default();
            let own = number.elements().filter(|other| other.name == "lvlOverride");
            let own = own.filter_map(|other| {
                let at: usize = other.attribute("ilvl")?.parse().ok()?;
                let usual = || found.lists.get(of)?.get(&at).cloned();
                let mut level =
                    other.child("lvl").and_then(level).map(|(_, level)| level).or_else(usual)?;
                if let Some(start) = other.child("startOverride").and_then(Element::value) {
                    level.start = start.parse().unwrap_or(level.start);
                }
                Some((at, level))
            });
            let own = own.collect();
            found.numbers.insert(id, (of.to_owned(), own));
        }
        found
    }

    /// Counts on in a list.
    pub(super) fn next(&mut self, list: &str, at: usize) -> Option<Number> {
        let (of, own) = self.numbers.get(list)?.clone();
        let level = |at: usize| own.get(&at).or_else(|| self.lists.get(&of)?.get(&at)).cloned();
        let this = level(at)?;
        let anew = !own.is_empty() && !self.begun.iter().any(|begun| begun == list);
        let counts = self.counts.entry(of.clone()).or_default();
        if anew {
            counts.retain(|at, _| !own.contains_key(at));
            self.begun.push(list.to_owned());
        }
        counts.retain(|deeper, _| *deeper <= at);
        let count = counts.get(&at).map_or(this.start, |count| count.saturating_add(1));
        counts.insert(at, count);
        if this.format == "bullet" {
            return Some(Number::Bullet);
        }
        let mut text = this.text.clone();
        for outer in 0..=at.min(8) {
            let mark = format!("%{}", outer + 1);
            if text.contains(&mark) {
                let level = level(outer).unwrap_or_default();
                let count = counts.get(&outer).copied().unwrap_or(level.start);
                text = text.replace(&mark, &written(&level.format, count));
            }
        }
        Some(Number::Printed(text))
    }
}

fn level(level: &Element) -> Option<(usize, Level)> {
    let value = |name: &str| level.child(name).and_then(Element::value);
    let at = level.attribute("ilvl")?.parse().ok()?;
    let start = value("start").and_then(|start| start.parse().ok()).unwrap_or(1);
    let format = value("numFmt").unwrap_or("decimal").to_owned();
    Some((at, Level { format, text: value("lvlText").unwrap_or_default().to_owned(), start }))
}

/// A count as a list of this kind writes it.
fn written(format: &str, count: u32) -> String {
    let plain = count.to_string();
    match format {
        "none" => String::new(),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "koreanCounting" => numeral::chinese(count).unwrap_or(plain),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => {
            let digit = |c: char| "〇一二三四五六七八九".chars().nth(c.to_digit(10)? as usize);
            plain.chars().filter_map(digit).collect()
        }
        "decimalFullWidth" | "decimalFullWidth2" => numeral::full_width(&plain),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => {
            numeral::circled(count).map_or(plain, String::from)
        }
        "decimalEnclosedParen" => format!("({plain})"),
        "decimalZero" => format!("{count:02}"),
        "upperLetter" | "lowerLetter" => letters(count, format == "upperLetter"),
        "upperRoman" => roman(count),
        "lowerRoman" => roman(count).to_lowercase(),
        _ => plain,
    }
}

/// a, b … z, aa, bb …
fn letters(count: u32, upper: bool) -> String {
    let at = count.saturating_sub(1);
    let letter = char::from(b'a' + u8::try_from(at % 26).unwrap_or_default());
    let text = letter.to_string().repeat(1 + (at / 26).min(8) as usize);
    if upper { text.to_uppercase() } else { text }
}

fn roman(count: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut left = count.min(3999);
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            text.push_str(sign);
            left -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_written_as_the_list_says() {
        for (format, count, wanted) in [
            ("chineseCounting", 12, "十二"),
            ("ideographDigital", 10, "一〇"),
            ("decimalEnclosedCircleChinese", 3, "③"),
            ("decimalFullWidth", 2, "２"),
            ("lowerLetter", 28, "bb"),
            ("upperRoman", 9, "IX"),
            ("something new", 7, "7"),
        ] {
            assert_eq!(written(format, count), wanted);
        }
    }
}
