//! JSON for other programs: the whole report with keys, every value exactly as it is kept.
//!
//! One object:
//!
//! ```json
//! {"schema": 1, "agency": "…", "year": 2024, "title": "…\n…", "form": "2008|2019|2021", "period": "2024",
//!  "status": "draft|submitted|reviewed|approved|published", "errors": 0,
//!  "contact": {"office": "…", "address": "…", "postcode": "…", "telephone": "…", "fax": "…", "email": "…", "website": "…"},
//!  "sections": [{"id": "…", "level": 0, "number": "一、", "title": "…", "blocks": [
//!    {"paragraph": {"id": "…", "text": "…"}},
//!    {"table": {"id": "…", "form": "applications", "caption": "…",
//!      "columns": [{"key": "c1", "label": ["…"], "unit": "件", "measure": "flow|cumulative|state|rate", "formula": null}],
//!      "rows": [{"id": "…", "key": "r1", "label": ["…"], "unit": "", "measure": "flow", "formula": {"Sum": ["r1", "r2"]}, "cells": ["61", "", "/"],
//!         "overrides": [{"column": "c7", "value": "61", "reason": "…", "by": "…", "when": "2025-01-06T09:00:00Z"}]}],
//!      "notes": ["…"], "source": "…"}}]}]}
//! ```
//!
//! `errors` counts the open findings of severity 错. Level 0 is the preface (前言). `number` is the one printed. A cell is text: a number with its places, `""` for blank,
//! `/` for not applicable. No key is ever left out; an empty string, or `null` for a formula, means that there is none.

use std::io;
use std::io::Write;

use serde_json::{Value, json};

use crate::model::{Block, Contact, Measure, Section, Status, Table};

use super::Export;

/// Writes a report as JSON, indented, in UTF-8.
pub(super) fn write(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let report = export.report;
    let numbered = report.sections.iter().zip(report.printed_numbers());
    let sections: Vec<Value> =
        numbered.map(|(section, number)| of_section(section, &number)).collect();
    let object = json!({
        "schema": 1,
        "agency": export.agency,
        "year": report.year,
        "title": report.title,
        "form": report.form.name(),
        "period": report.period,
        "status": status(report.status),
        "errors": export.errors,
        "contact": contact(&report.contact),
        "sections": sections,
    });
    serde_json::to_writer_pretty(&mut *out, &object)?;
    writeln!(out)
}

fn of_section(section: &Section, number: &str) -> Value {
    let blocks = section.blocks.iter().map(|block| match block {
        Block::Paragraph(paragraph) => {
            json!({"paragraph": {"id": paragraph.id, "text": paragraph.text}})
        }
        Block::Table(table) => json!({"table": of_table(table)}),
    });
    json!({
        "id": section.id,
        "level": section.level,
        "number": number,
        "title": section.title,
        "blocks": blocks.collect::<Vec<_>>(),
    })
}

fn of_table(table: &Table) -> Value {
    let columns = table.columns.iter().map(|column| {
        json!({
            "key": column.key,
            "label": column.label,
            "unit": column.unit,
            "measure": measure(column.measure),
            "formula": column.formula,
        })
    });
    let rows = table.rows.iter().map(|row| {
        json!({
            "id": row.id,
            "key": row.key,
            "label": row.label,
            "unit": row.unit,
            "measure": measure(row.measure),
            "formula": row.formula,
            "cells": row.cells,
            "overrides": row.overrides,
        })
    });
    json!({
        "id": table.id,
        "form": table.form,
        "caption": table.caption,
        "columns": columns.collect::<Vec<_>>(),
        "rows": rows.collect::<Vec<_>>(),
        "notes": table.notes,
        "source": table.source,
    })
}

fn contact(contact: &Contact) -> Value {
    let Contact { office, address, postcode, telephone, fax, email, website } = contact;
    json!({
        "office": office,
        "address": address,
        "postcode": postcode,
        "telephone": telephone,
        "fax": fax,
        "email": email,
        "website": website,
    })
}

const fn status(status: Status) -> &'static str {
    match status {
        Status::Draft => "draft",
        Status::Submitted => "submitted",
        Status::Reviewed => "reviewed",
        Status::Approved => "approved",
        Status::Published => "published",
    }
}

const fn measure(measure: Measure) -> &'static str {
    match measure {
        Measure::Flow => "flow",
        Measure::Cumulative => "cumulative",
        Measure::State => "state",
        Measure::Rate => "rate",
    }
}
