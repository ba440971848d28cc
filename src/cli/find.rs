//! `nianbao find`: cells and sentences of one project or of many, as text, JSON or CSV.

use std::fmt::Write;
use std::path::Path;

use serde_json::json;

use super::Ending;
use super::args::{Find, Listing};
use super::failure::Failure;
use super::out;
use super::project;
use crate::project::{Hits, Query};

pub(super) fn run(asked: &Find) -> Result<Ending, Failure> {
    let query = Query::new(&asked.query, asked.year)
        .ok_or_else(|| Failure::Usage("要找的词是空的，请写上要找的词".to_owned()))?;
    let opened = match &asked.inside {
        Some(folder) => project::all_in(folder)?,
        None => vec![project::open(None::<&Path>)?],
    };
    let mut hits = Hits::default();
    let mut unread = false;
    for opened in &opened {
        unread |= project::tell_unread(opened);
        let name = &opened.project.head.agency.name;
        if asked.agency.as_ref().is_none_or(|part| name.contains(part.as_str())) {
            let found = opened.project.find(&query);
            hits.cells.extend(found.cells);
            hits.texts.extend(found.texts);
        }
    }
    answer(asked, &hits)?;
    let nothing = hits.cells.is_empty() && hits.texts.is_empty();
    Ok(match (unread, nothing) {
        (true, _) => Ending::Unread,
        (false, true) => Ending::Otherwise,
        (false, false) => Ending::Fine,
    })
}

fn answer(asked: &Find, hits: &Hits) -> Result<(), Failure> {
    let listing = if asked.json { Listing::Json } else { asked.format };
    match listing {
        Listing::Text => out::print(&text(hits)),
        Listing::Csv => out::print(&csv(hits)),
        Listing::Json => out::json(&json!({
            "schema": 1, "query": asked.query.join(" "), "hits": hits.cells, "texts": hits.texts,
        })),
    }
}

/// One hit a line: figures first, then sentences.
fn text(hits: &Hits) -> String {
    let mut out = String::new();
    for hit in &hits.cells {
        let _ = writeln!(
            out,
            "{} {}　{}　{}{}（{}）",
            hit.year, hit.agency, hit.indicator, hit.value, hit.unit, hit.sentence
        );
    }
    for hit in &hits.texts {
        let _ = writeln!(out, "{} {}　{}　{}", hit.year, hit.agency, hit.section, hit.sentence);
    }
    if out.is_empty() {
        out.push_str("没有找到\n");
    }
    out
}

/// RFC 4180, with a row of headers.
fn csv(hits: &Hits) -> String {
    let mut out = row(&["单位", "年度", "指标", "数值", "计量单位", "期间", "来源", "原文"]);
    for hit in &hits.cells {
        let year = hit.year.to_string();
        out += &row(&[
            &hit.agency,
            &year,
            &hit.indicator,
            &hit.value,
            &hit.unit,
            &hit.period,
            "表",
            &hit.sentence,
        ]);
    }
    for hit in &hits.texts {
        out += &row(&[
            &hit.agency,
            &hit.year.to_string(),
            &hit.section,
            "",
            "",
            "",
            "文",
            &hit.sentence,
        ]);
    }
    out
}

fn row(fields: &[&str]) -> String {
    let quoted = |field: &&str| {
        if field.contains(['"', ',', '\n', '\r']) {
            format!("\"{}\"", field.replace('"', "\"\""))
        } else {
            (*field).to_owned()
        }
    };
    fields.iter().map(quoted).collect::<Vec<_>>().join(",") + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_that_need_it_are_quoted() {
        assert_eq!(row(&["甲", "a,b", "说\"好\""]), "甲,\"a,b\",\"说\"\"好\"\"\"\r\n");
    }
}
