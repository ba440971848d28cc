//! What can still be read of a damaged report: the canonical layout tells where each section, paragraph and table begins, so
//! one that cannot be read is kept as its source text and the others are what they were.

use serde::de::DeserializeOwned;

use crate::model::{
    Block, Contact, Form, Id, Ids, Paragraph, Period, Report, Section, Status, Year,
};

use super::read::options;
use super::settle::settle;

/// What stands before the source of a part that could not be read.
const UNREAD: &str = "【这一处读不出，原文如下】";

/// What was read of a damaged report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Salvaged {
    /// The report; what could not be read stands in it as source text.
    pub report: Report,
    /// How many parts could not be read.
    pub unread: usize,
}

/// Reads as much of a damaged report as can be; `None` if nothing of its text can.
pub fn salvage(text: &str, year: Year) -> Option<Salvaged> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let lines: Vec<&str> = text.lines().collect();
    let mut report = Report::new(year, field(&lines, "  ", "title").unwrap_or_default()).ok()?;
    let form: Option<Form> = field(&lines, "  ", "form");
    let period: Option<Period> = field(&lines, "  ", "period");
    let status: Option<Status> = field(&lines, "  ", "status");
    (report.form, report.period) = (form.unwrap_or(report.form), period.unwrap_or(report.period));
    report.status = status.unwrap_or_default();
    report.contact = contact(&lines).unwrap_or_default();
    let mut unread = 0;
    for lines in groups(&lines, |line| line == "    (", |line| line == "  ],") {
        report.sections.push(section(lines, &mut unread));
    }
    let good = report.sections.iter().flat_map(|section| &section.blocks);
    let good = good.filter(|block| {
        !block.paragraph().is_some_and(|paragraph| paragraph.text.starts_with(UNREAD))
    });
    if good.count() == 0 {
        return None;
    }
    // Two sections that have become one by the damage may lack what every report must have.
    settle(&mut report, &text).ok()?;
    report.give_ids(&mut Ids::of_text(&text));
    Some(Salvaged { report, unread })
}

fn read<T: DeserializeOwned>(source: &str) -> Option<T> {
    options().from_str(source.trim().trim_end_matches(',')).ok()
}

/// The value of a field that stands in a line of its own.
fn field<T: DeserializeOwned>(lines: &[&str], indent: &str, name: &str) -> Option<T> {
    let value = |line: &&str| {
        line.strip_prefix(indent)?.strip_prefix(name)?.strip_prefix(':').map(str::to_owned)
    };
    read(&lines.iter().find_map(value)?)
}

fn contact(lines: &[&str]) -> Option<Contact> {
    let from = lines.iter().position(|line| *line == "  contact: (")?;
    let rest = lines.get(from..)?;
    let end = rest.iter().position(|line| *line == "  ),")?;
    read(rest.get(..=end)?.join("\n").trim_start().strip_prefix("contact:")?)
}

/// The lines from each that begins something up to the next one, or to the end of the list.
fn groups<'a, 'b>(
    lines: &'b [&'a str],
    begins: impl Fn(&str) -> bool,
    ends: impl Fn(&str) -> bool,
) -> Vec<&'b [&'a str]> {
    let starts: Vec<usize> =
        lines.iter().enumerate().filter(|(_, line)| begins(line)).map(|(at, _)| at).collect();
    let mut found = Vec::new();
    for (index, start) in starts.iter().enumerate() {
        let next = starts.get(index + 1).copied().unwrap_or(lines.len());
        let group = lines.get(*start..next).unwrap_or_default();
        let end = group.iter().position(|line| ends(line)).unwrap_or(group.len());
        found.push(group.get(..end).unwrap_or_default());
    }
    found
}

fn section(lines: &[&str], unread: &mut usize) -> Section {
    if let Some(section) = read::<Section>(&lines.join("\n")) {
        return section;
    }
    let level = field(lines, "      ", "level").unwrap_or(1);
    let title = field(lines, "      ", "title").unwrap_or_default();
    let id = field(lines, "      ", "id").unwrap_or_default();
    let number = field(lines, "      ", "number");
    let begins = |line: &str| {
        let rest = line.strip_prefix("        ").unwrap_or_default();
        rest.starts_with(|first: char| first.is_ascii_alphabetic())
    };
    let groups = groups(lines, begins, |line| line == "      ],");
    let mut blocks: Vec<Block> = groups.into_iter().map(|lines| block(lines, unread)).collect();
    if blocks.is_empty() {
        blocks.push(source(lines));
        *unread += 1;
    }
    Section { id, level, title, number, blocks }
}

fn block(lines: &[&str], unread: &mut usize) -> Block {
    let whole = lines.join("\n");
    read::<Block>(&whole).unwrap_or_else(|| {
        *unread += 1;
        source(lines)
    })
}

/// A part as its source, in one paragraph.
fn source(lines: &[&str]) -> Block {
    let lines = lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty());
    let text: Vec<&str> = lines.collect();
    let text: String = format!("{UNREAD}{}", text.join(" "));
    let text = text.chars().filter(|glyph| !glyph.is_control()).collect();
    Block::Paragraph(Paragraph::new(Id::default(), text))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::store::arbitrary::{self, example};
    use crate::store::layout::file;

    #[test]
    fn a_whole_report_is_read_whole() {
        let found = salvage(&file(&example()).unwrap(), 2024).unwrap();
        assert_eq!(found, Salvaged { report: example(), unread: 0 });
    }

    #[test]
    fn one_broken_paragraph_costs_that_paragraph() {
        let good = file(&example()).unwrap();
        let text =
            example().sections.iter().flat_map(Section::paragraphs).next().unwrap().text.clone();
        let broken = good.replacen(&format!("{text}\""), &text, 1);
        assert_ne!(broken, good);
        let found = salvage(&broken, 2024).unwrap();
        assert_eq!((found.unread, found.report.sections.len()), (1, example().sections.len()));
        let all = format!("{:?}", found.report);
        assert!(all.contains(UNREAD) && all.contains(&text), "its source is there: {all}");
        let tables = |report: &Report| {
            report.sections.iter().flat_map(Section::tables).cloned().collect::<Vec<_>>()
        };
        assert_eq!(tables(&found.report), tables(&example()));
    }

    #[test]
    fn what_is_no_report_is_none() {
        for text in ["", "一段文字", "(year: 2024)", "<<<<<<< HEAD\n=======\n"] {
            assert_eq!(salvage(text, 2024), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_report_cut_anywhere_keeps_the_paragraphs_before_the_cut(
            report in arbitrary::report(), at in 0usize..1000,
        ) {
            let whole = file(&report).unwrap();
            let length = whole.chars().count() * at / 1000;
            let cut: String = whole.chars().take(length).collect();
            if let Some(found) = salvage(&cut, report.year) {
                let texts = |report: &Report| -> Vec<String> {
                    let all = report.sections.iter().flat_map(Section::paragraphs);
                    all.map(|paragraph| paragraph.text.clone()).collect()
                };
                let (before, after) = (texts(&report), texts(&found.report));
                for (read, was) in after.iter().zip(&before).take(after.len().saturating_sub(1)) {
                    prop_assert_eq!(read, was);
                }
            }
        }

        #[test]
        fn no_text_breaks_it(text in "(    \\(\n|        Paragraph\\(|[\"(),\\[\\]a年 \n]){0,40}") {
            salvage(&text, 2024);
        }
    }
}
