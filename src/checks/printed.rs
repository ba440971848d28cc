//! Findings as lines of text for a terminal or a file: place, message, the words with carets below.

use std::fmt::Write;
use std::ops::Range;

use super::finding::Finding;
use super::place::{InTable, Place};
use crate::model::Report;
use crate::model::Table;
use crate::model::TextAt;
use crate::text::grapheme::graphemes;
use crate::text::visible::visible;
use crate::text::width::Widths;

/// Columns of text shown before and after the quoted words.
const AROUND: usize = 24;

/// A finding as text, with the words it is about and carets below them.
///
/// The caret line is made of full-width blanks and carets wherever a full-width glyph stands above, so it also aligns
/// where a font makes 汉字 not exactly two columns wide.
pub fn printed(finding: &Finding, report: &Report, widths: &Widths) -> String {
    let mut out = String::new();
    let place = spoken(finding, report);
    let severity = finding.severity.word();
    let _ =
        writeln!(out, "{severity} {} {}年{place}：{}", finding.rule, finding.year, finding.message);
    if let Some((line, words)) = line(finding, report) {
        out.push_str(&underlined(&line, &words, *widths));
    }
    let _ = writeln!(out, "    依据：{}", finding.basis);
    for fix in &finding.fixes {
        let _ = writeln!(out, "    {}：{}", fix.tier.word(), fix.title);
    }
    if let Some(waived) = &finding.waived {
        let since = if waived.carried_from.is_some() { "去年已说明" } else { "已豁免" };
        let _ = writeln!(out, "    {since}：{}（{}）", waived.reason, waived.by);
    }
    if let Some(lapsed) = &finding.lapsed {
        let (reason, by) = (&lapsed.reason, &lapsed.by);
        let _ = writeln!(out, "    说明已失效：{reason}（{by}）；所说的内容改过，请重新说明");
    }
    out
}

/// A place as people say it.
pub fn spoken(finding: &Finding, report: &Report) -> String {
    spoken_at(&finding.place, report, &finding.message)
}

/// A place as people say it, without what is said of it anyway.
pub fn spoken_at(place: &Place, report: &Report, said: &str) -> String {
    match place {
        Place::Report {} => "全文".to_owned(),
        Place::Text(place) => match (place.section, place.paragraph) {
            (None, _) => "标题".to_owned(),
            (_, Some(paragraph)) if place.number.is_empty() => {
                format!("{}第{paragraph}段", place.title)
            }
            (_, Some(paragraph)) => format!("{}《{}》第{paragraph}段", place.number, place.title),
            (_, None) => format!("{}《{}》", place.number, place.title),
        },
        Place::Table(place) => in_table(place, report, said),
    }
}

/// A place in a table by the labels that are printed there, without those that the message names anyway.
fn in_table(place: &InTable, report: &Report, message: &str) -> String {
    let table = report.table(place.id);
    let section = report.block_index(place.id).and_then(|(at, _)| report.sections.get(at));
    let title = table.map(|table| table.caption.as_str()).filter(|caption| !caption.is_empty());
    let title = title.or(section.map(|section| section.title.as_str())).unwrap_or_default();
    let mut out = format!("《{title}》表");
    let row = table.zip(place.row_id).and_then(|(table, id)| table.rows.get(table.row_index(id)?));
    let row = row.and_then(|row| row.label.last()).map(|label| format!("“{label}”行"));
    let column = table.zip(place.column.as_ref()).and_then(|(table, key)| column(table, key));
    let unsaid = |label: &String| !message.contains(label.as_str());
    row.filter(unsaid)
        .into_iter()
        .chain(column.filter(unsaid))
        .for_each(|part| out.push_str(&part));
    out
}

/// A column by its innermost label, with those above it where another column has the same.
fn column(table: &Table, key: &str) -> Option<String> {
    let column = table.columns.iter().find(|column| column.key == *key)?;
    let alike = table.columns.iter().filter(|other| other.label.last() == column.label.last());
    let label =
        if alike.count() > 1 { column.label.join("·") } else { column.label.last()?.clone() };
    Some(format!("“{label}”列"))
}

/// The text that a finding is about, with what should be underlined: the words, else all of it.
fn line(finding: &Finding, report: &Report) -> Option<(String, Range<usize>)> {
    let Place::Text(place) = &finding.place else { return None };
    let text = report.text(place.at)?;
    // A heading is shown with its number, so that a wrong number can be seen.
    let number = match place.at {
        TextAt::Heading(id) => {
            let index = report.section_index(id)?;
            report.printed_numbers().into_iter().nth(index).unwrap_or_default()
        }
        _ => String::new(),
    };
    let before = number.len();
    let words = match &place.words {
        Some(words) => words.bytes[0] + before..words.bytes[1] + before,
        None if !number.is_empty() && finding.found == number => 0..before,
        None => 0..before + text.len(),
    };
    Some((number + text, words))
}

/// The line and its carets, cut so that the words can be seen.
fn underlined(line: &str, words: &Range<usize>, widths: Widths) -> String {
    let glyphs: Vec<(usize, &str)> = graphemes(line).collect();
    let shown = window(&glyphs, words, widths);
    let (mut text, mut carets) = ("    ".to_owned(), "    ".to_owned());
    if shown.start > 0 {
        text.push_str("..");
        carets.push_str("  ");
    }
    for (at, glyph) in glyphs.get(shown.clone()).unwrap_or_default() {
        let inside = words.contains(at);
        let drawn = visible(glyph);
        for (_, piece) in graphemes(&drawn) {
            text.push_str(piece);
            carets.push_str(match (widths.glyph(piece), inside) {
                (2, true) => "＾",
                (2, false) => "\u{3000}",
                (1, true) => "^",
                (1, false) => " ",
                _ => "",
            });
        }
    }
    if shown.end < glyphs.len() {
        text.push_str("..");
    }
    format!("{text}\n{}\n", carets.trim_end())
}

/// Which glyphs are shown: the words and [`AROUND`] columns on either side.
fn window(glyphs: &[(usize, &str)], words: &Range<usize>, widths: Widths) -> Range<usize> {
    let first = glyphs.iter().position(|(at, _)| *at >= words.start).unwrap_or(0);
    let last = glyphs.iter().rposition(|(at, _)| *at < words.end).map_or(first, |last| last + 1);
    let room = |side: &mut dyn Iterator<Item = &(usize, &str)>| {
        let mut left = AROUND;
        side.take_while(|(_, glyph)| {
            let width = widths.glyph(glyph);
            let fits = width <= left;
            left = left.saturating_sub(width);
            fits
        })
        .count()
    };
    let before = room(&mut glyphs.iter().take(first).rev());
    let after = room(&mut glyphs.iter().skip(last));
    first - before..last.max(first) + after
}
