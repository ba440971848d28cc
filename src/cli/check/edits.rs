//! Fixes as SARIF knows them: what is taken out of a line of the file, and what is put there.

use serde_json::{Value, json};

use super::sarif::columns;
use crate::checks::{Finding, Fix, Mend, Words};
use crate::model::TextAt;

/// The fixes of a finding that can be told as changes of the file; the others are told in words alone.
pub(super) fn fixes(finding: &Finding, file: &str, artifact: &Value) -> Vec<Value> {
    let all = finding.fixes.iter().filter(|fix| !fix.edits.is_empty());
    all.filter_map(|fix| {
        let replacements: Option<Vec<Value>> =
            fix.edits.iter().map(|mend| replacement(mend, file)).collect();
        Some(whole(fix, artifact, &replacements?))
    })
    .collect()
}

fn whole(fix: &Fix, artifact: &Value, replacements: &[Value]) -> Value {
    json!({
        "description": { "text": format!("{}：{}", fix.tier.word(), fix.title) },
        "artifactChanges": [{ "artifactLocation": artifact, "replacements": replacements }],
    })
}

/// The change of a paragraph, which stands on a line of its own in the file.
fn replacement(mend: &Mend, file: &str) -> Option<Value> {
    let Mend::Replace { at: TextAt::Paragraph(id), start, removed, inserted } = mend else {
        return None;
    };
    let wanted = format!("id: \"{id}\"");
    let (index, line) = file.lines().enumerate().find(|(_, line)| line.contains(&wanted))?;
    let words =
        Words { chars: [0, 0], bytes: [*start, start + removed.len()], quote: removed.clone() };
    let [first, end] = columns(line, &words)?;
    let line = index + 1;
    let inserted = inserted.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    Some(json!({
        "deletedRegion": { "startLine": line, "startColumn": first, "endLine": line, "endColumn": end },
        "insertedContent": { "text": inserted },
    }))
}
