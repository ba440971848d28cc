//! Findings as SARIF 2.1.0, for the tools that collect what checkers say.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::checks::{Finding, Place, RULES, Severity, Words};
use crate::store::{Opened, Part};

use super::super::project;
use super::Checked;

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
    let results: Vec<Value> =
        checked.findings.iter().map(|finding| result(finding, file(finding))).collect();
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
    if let (Some(lapsed), Some(object)) = (&finding.lapsed, result.as_object_mut()) {
        object.insert("properties".to_owned(), json!({ "lapsed": lapsed }));
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
    let part = Part::Report(finding.year);
    let uri = part.path(Path::new("")).display().to_string();
    let mut physical = json!({ "artifactLocation": { "uri": uri, "uriBaseId": "PROJECT" } });
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
fn columns(line: &str, words: &Words) -> Option<[usize; 2]> {
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
