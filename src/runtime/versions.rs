//! The versions of a report, read and told for the interface.

use std::path::Path;

use crate::app::{Past, Rescue};
use crate::model::{Report, Year};
use crate::review::{Counts, compare};
use crate::store::StoreError;
use crate::store::versions::{self, Version, Why};

use super::keeper::time;

/// So many of the newest are shown.
const SHOWN: usize = 200;

/// The versions of the report of a year, the newest first, each with what had changed since the one before it.
pub(super) fn pasts(folder: &Path, year: Year) -> Vec<Past> {
    let there: Vec<Version> = versions::list(folder, year).into_iter().take(SHOWN).collect();
    let reports: Vec<Result<Report, String>> = there
        .iter()
        .map(|version| match version.why {
            Why::Damaged => Err("坏文件，读不出".to_owned()),
            _ => versions::read(version).map_err(|error| error.to_string()),
        })
        .collect();
    let told = there.iter().enumerate().map(|(index, version)| {
        let report = reports.get(index).cloned().unwrap_or_else(|| Err(String::new()));
        let before = reports.iter().skip(index + 1).find_map(|older| older.as_ref().ok());
        let changed = match (&report, before) {
            (Ok(report), Some(before)) => changed(before, report),
            (Ok(_), None) => "最早的一版".to_owned(),
            (Err(_), _) => String::new(),
        };
        Past {
            when: time(version.at),
            who: version.by.clone(),
            why: version.why.to_string(),
            changed,
            report: report.map(Box::new),
        }
    });
    told.collect()
}

fn changed(before: &Report, report: &Report) -> String {
    let counts = Counts::of(&compare(before, report)).told();
    match () {
        () if !counts.is_empty() => format!("改了{counts}"),
        () if before.status != report.status => format!("改为{}", report.status.word()),
        () if before == report => "与前一版相同".to_owned(),
        () => "改了标题、联系方式等".to_owned(),
    }
}

/// The newest version that can be read, offered for a report whose file cannot.
pub(super) fn rescue(folder: &Path, year: Year, error: &StoreError) -> Option<Rescue> {
    let there = versions::list(folder, year);
    let good = there.into_iter().find(|version| {
        !matches!(version.why, Why::Damaged | Why::Unsaved) && versions::read(version).is_ok()
    })?;
    let who = if good.by.is_empty() { String::new() } else { format!("{}，", good.by) };
    let line = match error {
        StoreError::Faulty { fault, .. } => fault.at.map(|at| format!("（第 {} 行）", at.line)),
        _ => None,
    };
    let (line, when) = (line.unwrap_or_default(), time(good.at));
    let told = format!("{year} 年报坏了{line}。最近的好版本：{who}{when}（{}）", good.why);
    Some(Rescue { year, told, file: good.path })
}
