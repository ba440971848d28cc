//! Findings as SARIF 2.1.0, for the tools that collect what checkers say.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::checks::{Finding, Place, RULES, Severity, Words};
use crate::model::Year;
use crate::review::Waiver;
use crate::store::{Opened, Part};

use super::super::project;
use super::{Checked, edits};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// One run a project.
pub(super) fn log(checked: &[Checked]) -> Value {
    let runs: Vec<Value> = checked.iter().map(run).collect();
    json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": runs })
}

fn run(checked: &Checked) -> Value {
    let opened = &checked.opened;
    let mut files = BTreeMap::new();
    for year in opened.project.reports.keys() {
        // A file that is gone meanwhile has no lines to point at.
        let file = fs::read_to_string(Part::Report(*year).path(&opened.folder)).unwrap_or_default();
        files.insert(*year, file);
    }
    let file = |finding: &Finding| files.get(&finding.year).map_or("", String::as_str);
    let mut results: Vec<Value> =
        checked.findings.iter().map(|finding| result(finding, file(finding))).collect();
    results.extend(absent(checked));
    json!({
        "tool": { "driver": driver() },
        "automationDetails": { "id": format!("{}/", project::name(opened)) },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": { "PROJECT": { "uri": folder(opened) } },
        "results": results,
    })
}

fn driver() -> Value {
    let rules: Vec<Value> = RULES
        .iter()
        .map(|rule| {
            let about = rule.about;
            json!({
                "id": about.code,
                "shortDescription": { "text": about.name },
                "fullDescription": { "text": about.basis },
                "help": { "text": about.page, "markdown": about.page },
                "defaultConfiguration": { "level": level(about.severity) },
            })
        })
        .collect();
    json!({
        "name": "nianbao",
        "version": env!("CARGO_PKG_VERSION"),
        "language": "zh-CN",
        "rules": rules,
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

/// What was explained, this year or the year before, and is found no more.
fn absent(checked: &Checked) -> Vec<Value> {
    let project = &checked.opened.project;
    let mut gone = Vec::new();
    for year in &checked.years {
        let mine: Vec<Finding> =
            checked.findings.iter().filter(|one| one.year == *year).cloned().collect();
        let told = |waiver: &Waiver| {
            mine.iter().filter_map(|one| one.lapsed.as_ref().or(one.waived.as_ref())).any(|said| {
                said.reason == waiver.reason && said.by == waiver.by && said.when == waiver.when
            })
        };
        let own = project.lapsed(*year, &mine);
        let last = year.checked_sub(1).and_then(|last| project.reviews.get(&last));
        let last = last.filter(|_| checked.has_baseline).map_or(&[][..], |last| &last.waivers);
        let all = own.into_iter().chain(last).filter(|waiver| !told(waiver));
        gone.extend(all.filter_map(|waiver| absence(waiver, *year)));
    }
    gone
}

fn absence(waiver: &Waiver, year: Year) -> Option<Value> {
    let index = RULES.iter().position(|rule| rule.about.code == waiver.rule)?;
    let about = RULES.get(index)?.about;
    Some(json!({
        "ruleId": about.code,
        "ruleIndex": index,
        "level": level(about.severity),
        "message": { "text": format!("说明过的“{}”已经不在：{}", waiver.found, about.name) },
        "locations": [{ "physicalLocation": { "artifactLocation": artifact(year) } }],
        "baselineState": "absent",
        "suppressions": [{
            "kind": "external",
            "status": "accepted",
            "justification": format!("{}（{}，{}）", waiver.reason, waiver.by, waiver.when),
        }],
    }))
}

/// The file of a year's report.
fn artifact(year: Year) -> Value {
    let uri = Part::Report(year).path(Path::new("")).display().to_string();
    json!({ "uri": uri, "uriBaseId": "PROJECT" })
}

fn result(finding: &Finding, file: &str) -> Value {
    let carried = finding.waived.as_ref().is_some_and(|waived| waived.carried_from.is_some());
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": RULES.iter().position(|rule| rule.about.code == finding.rule),
        "level": level(finding.severity),
        "message": { "text": message(finding) },
        "locations": [location(finding, file)],
        "baselineState": if carried { "unchanged" } else { "new" },
        "suppressions": suppressions(finding),
    });
    let fixes = edits::fixes(finding, file, &artifact(finding.year));
    if let Some(object) = result.as_object_mut() {
        if let Some(lapsed) = &finding.lapsed {
            object.insert("properties".to_owned(), json!({ "lapsed": lapsed }));
        }
        if !fixes.is_empty() {
            object.insert("fixes".to_owned(), json!(fixes));
        }
    }
    result
}

fn message(finding: &Finding) -> String {
    format!("{}。依据：{}", finding.message, finding.basis)
}

/// Empty where the finding is open: by the standard, that is how a result says that it is not suppressed.
fn suppressions(finding: &Finding) -> Vec<Value> {
    let waived = finding.waived.iter();
    waived
        .map(|waived| {
            json!({
                "kind": "external",
                "status": "accepted",
                "justification": format!("{}（{}，{}）", waived.reason, waived.by, waived.when),
            })
        })
        .collect()
}

fn location(finding: &Finding, file: &str) -> Value {
    let mut physical = json!({ "artifactLocation": artifact(finding.year) });
    if let (Some(region), Some(object)) = (region(finding, file), physical.as_object_mut()) {
        object.insert("region".to_owned(), region);
    }
    let name = logical(finding);
    json!({
        "physicalLocation": physical,
        "logicalLocations": [{ "fullyQualifiedName": format!("{}/{name}", finding.year), "kind": "object" }],
    })
}

/// The place as people write it: `一（二）/3`, `applications/r2/c7`.
fn logical(finding: &Finding) -> String {
    let parts: Vec<String> = match &finding.place {
        Place::Report {} => Vec::new(),
        Place::Text(place) => {
            let section = if place.number.is_empty() { &place.title } else { &place.number };
            let paragraph = place.paragraph.map(|number| number.to_string());
            [Some(section.clone()), paragraph].into_iter().flatten().collect()
        }
        Place::Table(place) => {
            let column = place.column.clone();
            [Some(place.table.clone()), place.row.clone(), column].into_iter().flatten().collect()
        }
    };
    parts.join("/")
}

/// Where in the file the paragraph or the row stands, and the words within its line.
fn region(finding: &Finding, file: &str) -> Option<Value> {
    let (id, words) = match &finding.place {
        Place::Report {} => return None,
        Place::Text(place) => (place.id.or(place.section)?, place.words.as_ref()),
        Place::Table(place) => (place.row_id.unwrap_or(place.id), place.words.as_ref()),
    };
    let wanted = format!("id: \"{id}\"");
    let (index, line) = file.lines().enumerate().find(|(_, line)| line.contains(&wanted))?;
    let mut region = json!({ "startLine": index + 1 });
    let columns = words.and_then(|words| columns(line, words));
    if let (Some([start, end]), Some(object)) = (columns, region.as_object_mut()) {
        object.insert("startColumn".to_owned(), json!(start));
        object.insert("endColumn".to_owned(), json!(end));
    }
    if let (Some(words), Some(object)) = (words, region.as_object_mut()) {
        object.insert("snippet".to_owned(), json!({ "text": words.quote }));
    }
    Some(region)
}

/// First column of the words in the line of their paragraph, and the one behind them; none where the file writes them
/// with escapes.
pub(super) fn columns(line: &str, words: &Words) -> Option<[usize; 2]> {
    const TEXT: &str = "text: \"";
    let start = line.find(TEXT)? + TEXT.len();
    let text = line.get(start..)?;
    let before = text.get(..words.bytes[0])?;
    let quote = text.get(words.bytes[0]..)?.starts_with(words.quote.as_str());
    let plain = quote && !before.contains('\\');
    let first = line.get(..start)?.chars().count() + before.chars().count() + 1;
    plain.then(|| [first, first + words.quote.chars().count()])
}

/// The project's folder as an address, its name in percent signs where it is not plain ASCII.
fn folder(opened: &Opened) -> String {
    let mut out = "file://".to_owned();
    for byte in opened.folder.display().to_string().bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out.push('/');
    out
}
