//! `nianbao import FILE.csv --table KEY`: the figures of one table into a report that is there.
//!
//! Blank cells are filled; a cell that holds something else is only changed with `--replace`, and then the former report is
//! kept as a version. Nothing is written where one of the files may not be.

use std::path::Path;

use serde_json::{Value, json};

use super::Ending;
use super::failure::Failure;
use super::import::{Import, bytes, keep};
use super::out;
use super::project;
use crate::forms::Catalogue;
use crate::import::{self, Change, Filling, Sheet};
use crate::model::{Agency, Block, Cell, Form, Ids, Report, Section, Status, Table, Year};
use crate::project::Project;
use crate::store::{self, Condition, Opened, Part};

/// What was done with one file.
struct Done {
    sheet: Sheet,
    filling: Filling,
    table: Table,
}

pub(super) fn run(asked: &Import) -> Result<Ending, Failure> {
    let Some(year) = asked.year else {
        return Err(Failure::Usage("csv、tsv 文件里没有年度，请用 --year 写明".to_owned()));
    };
    if asked.table.is_some() && asked.files.len() > 1 {
        let words = "--table 只对一个文件；几个文件一起导入时，文件名就是表的键名";
        return Err(Failure::Usage(words.to_owned()));
    }
    let opened =
        asked.into.join("project.ron").exists().then(|| store::open(&asked.into)).transpose()?;
    if let Some(opened) = &opened {
        may_change(opened, year, &asked.into)?;
    }
    let forms = opened
        .as_ref()
        .map_or_else(Catalogue::built_in, |opened| Catalogue::clone(&opened.project.forms));
    let mut report = report(asked, opened.as_ref(), year, &forms)?;
    let mut done = Vec::new();
    for file in &asked.files {
        let key = match &asked.table {
            Some(key) => key.clone(),
            None => {
                file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
            }
        };
        let one = fill(asked, file, &key, (&mut report, &forms))?;
        done.push(one);
    }
    let changed = done.iter().any(|one| !one.filling.cells.is_empty());
    if changed || opened.is_none() {
        save(asked, opened.as_ref(), &report)?;
    }
    answer(asked, &report, &done)?;
    Ok(Ending::Fine)
}

/// The report of the year, or a new one with the blank tables of its form.
fn report(
    asked: &Import,
    opened: Option<&Opened>,
    year: Year,
    forms: &Catalogue,
) -> Result<Report, Failure> {
    if let Some(report) = opened.and_then(|opened| opened.project.reports.get(&year)) {
        return Ok(report.clone());
    }
    let agency = match opened {
        Some(opened) => opened.project.head.agency.clone(),
        None => Agency { name: asked.agency.clone().unwrap_or_default(), ..Agency::default() },
    };
    let form = asked.form.unwrap_or(Form::of_year(year));
    forms.new_report(&agency, year, form).map_err(|error| Failure::Usage(error.to_string()))
}

fn may_change(opened: &Opened, year: Year, place: &Path) -> Result<(), Failure> {
    let place = place.display();
    let published =
        opened.project.reports.get(&year).is_some_and(|report| report.status == Status::Published);
    if published {
        return Err(Failure::File(format!("{place} 的 {year} 年报告已发布，不能改动")));
    }
    match opened.files.get(&Part::Report(year)).map(|found| &found.condition) {
        None | Some(Condition::Writable) => Ok(()),
        Some(Condition::ReadOnly(why)) => {
            Err(Failure::File(format!("{place} 的 {year} 年报告不能改动：{why}")))
        }
        Some(Condition::Broken { error, .. }) => Err(Failure::File(format!("{error}；没有改动"))),
    }
}

/// Puts the figures of one file into the table that is meant.
fn fill(
    asked: &Import,
    file: &Path,
    key: &str,
    (report, forms): (&mut Report, &Catalogue),
) -> Result<Done, Failure> {
    let refused = |why: String| Failure::File(format!("{}：{why}", file.display()));
    let bytes = bytes(file)?;
    let sheet = import::sheet(&file.to_string_lossy(), &bytes)
        .map_err(|error| refused(error.to_string()))?;
    let table = find(report, key, forms).ok_or_else(|| refused(unknown(report, key, forms)))?;
    let form = forms.form(report.form, &table.form);
    let mut filling =
        sheet.fill(&table, form, forms).map_err(|error| refused(error.to_string()))?;
    let over = |change: &Change| change.before != Cell::Blank && change.after != Cell::Blank;
    if !asked.replace {
        let taken: Vec<String> = filling
            .cells
            .iter()
            .filter(|change| over(change))
            .map(|change| said(&table, change))
            .collect();
        if !taken.is_empty() {
            let more = if taken.len() > 5 { "……" } else { "" };
            let some: Vec<String> = taken.iter().take(5).cloned().collect();
            let words = format!(
                "有 {} 格已经填了别的数，没有改动：{}{more}；要以文件为准请加 --replace",
                taken.len(),
                some.join("；")
            );
            return Err(refused(words));
        }
        filling.cells.retain(|change| change.after != Cell::Blank);
    }
    let mut filled = table;
    for change in &filling.cells {
        let row = filled.rows.iter_mut().find(|row| row.id == change.row);
        if let Some(cell) = row.and_then(|row| row.cells.get_mut(change.column)) {
            *cell = change.after.clone();
        }
    }
    if let Some(place) = report.table_mut(filled.id) {
        *place = filled.clone();
    }
    Ok(Done { sheet, filling, table: filled })
}

/// The table that a key or an id means; one of the form that the report lacks is added where it belongs.
fn find(report: &mut Report, key: &str, forms: &Catalogue) -> Option<Table> {
    let by_id = key.parse().ok().and_then(|id| report.table(id));
    if let Some(table) = report.form_table(key).or(by_id) {
        return Some(table.clone());
    }
    let form = forms.form(report.form, key)?;
    let mut ids = Ids::new(0, report.ids());
    let table = form.blank(&mut ids);
    let meant = forms
        .sections(report.form)
        .iter()
        .find(|section| section.tables.iter().any(|own| own == key));
    let place = report.sections.iter().position(|section| {
        section.level == 1 && meant.is_some_and(|meant| meant.is_meant_by(&section.title))
    });
    if report.sections.is_empty() {
        report.sections.push(Section {
            id: ids.give(),
            level: 1,
            title: form.title.clone(),
            ..Section::default()
        });
    }
    let place = place.unwrap_or(report.sections.len() - 1);
    report.sections.get_mut(place)?.blocks.push(Block::Table(table.clone()));
    Some(table)
}

/// Why there is no such table, and which there are.
fn unknown(report: &Report, key: &str, forms: &Catalogue) -> String {
    let of_form = forms.forms(report.form).map(|form| format!("{}（{}）", form.key, form.title));
    let own =
        report.sections.iter().flat_map(Section::tables).filter(|table| table.form.is_empty());
    let own = own.map(|table| {
        format!(
            "{}（{}）",
            table.id,
            if table.caption.is_empty() { "无表题" } else { &table.caption }
        )
    });
    let known: Vec<String> = of_form.chain(own).collect();
    format!("{} 年报告没有“{key}”这张表，可用的有 {}", report.year, known.join("、"))
}

fn save(asked: &Import, opened: Option<&Opened>, report: &Report) -> Result<(), Failure> {
    let Some(opened) = opened else {
        let name = asked.agency.clone().unwrap_or_default();
        let mut project = Project::new(Agency { name, ..Agency::default() });
        project.reports.insert(report.year, report.clone());
        return Ok(store::create(&asked.into, &project)?);
    };
    let (years, me) = ([report.year], project::me(opened));
    let _held = store::hold(&opened.folder, years, &me)?;
    let found = opened.files.get(&Part::Report(report.year));
    if found.is_some() && asked.replace {
        keep(&opened.folder, report.year)?;
    }
    let was = found.and_then(|found| found.stamp);
    out::tell_saved(&store::save_report(&opened.folder, report, was, &me.name)?);
    Ok(())
}

/// A changed cell in words: “一、本年新收”行“自然人”列 原 5 今 6.
fn said(table: &Table, change: &Change) -> String {
    let (row, column) = labels(table, change);
    let shown =
        |cell: &Cell| if *cell == Cell::Blank { "空白".to_owned() } else { cell.to_string() };
    format!("“{row}”行“{column}”列原为{}，文件里是{}", shown(&change.before), shown(&change.after))
}

fn labels(table: &Table, change: &Change) -> (String, String) {
    let row = table
        .row_index(change.row)
        .and_then(|at| table.rows.get(at))
        .and_then(|row| row.label.last());
    let column = table.columns.get(change.column).and_then(|column| column.label.last());
    (row.cloned().unwrap_or_default(), column.cloned().unwrap_or_default())
}

fn answer(asked: &Import, report: &Report, done: &[Done]) -> Result<(), Failure> {
    if asked.output.is_json() {
        let all: Vec<Value> = done.iter().map(|one| object(asked, report, one)).collect();
        return match all.as_slice() {
            [one] => out::json(one),
            several => out::json(&several),
        };
    }
    let mut lines = Vec::new();
    for one in done {
        let name = if one.table.form.is_empty() {
            one.table.id.to_string()
        } else {
            one.table.form.clone()
        };
        let replaced = one.filling.cells.iter().filter(|change| change.before != Cell::Blank);
        let (replaced, all) = (replaced.count(), one.filling.cells.len());
        lines.push(format!(
            "{} 年　{name}　{}　填入 {} 格　改动 {replaced} 格　疑点 {}",
            report.year,
            one.sheet.encoding,
            all - replaced,
            one.sheet.doubts.len() + one.filling.doubts.len()
        ));
        let changed = one.filling.cells.iter().filter(|change| change.before != Cell::Blank);
        lines.extend(changed.map(|change| format!("改动　{}", said(&one.table, change))));
        let doubts = one.sheet.doubts.iter().chain(&one.filling.doubts);
        lines.extend(doubts.map(|doubt| format!("疑点　{doubt}")));
    }
    out::print(&(lines.join("\n") + "\n"))
}

fn object(asked: &Import, report: &Report, one: &Done) -> Value {
    let name = one.table.name();
    let repairs = one.filling.cells.iter().map(|change| {
        let row = one.table.row_index(change.row).and_then(|at| one.table.rows.get(at));
        let column = one.table.columns.get(change.column).map_or("", |column| column.key.as_str());
        let what = if change.before == Cell::Blank { "填入" } else { "改动" };
        json!({
            "place": {"table": name, "row": row.map_or("", |row| row.key.as_str()), "column": column},
            "what": what,
            "before": change.before,
            "after": change.after,
        })
    });
    let doubts = one.sheet.doubts.iter().chain(&one.filling.doubts);
    let doubts = doubts.map(|what| json!({"place": {"table": name}, "what": what}));
    json!({
        "schema": 1,
        "agency": asked.agency,
        "year": report.year,
        "form": report.form.name(),
        "encoding": one.sheet.encoding,
        "table": name,
        "repairs": repairs.collect::<Vec<_>>(),
        "doubts": doubts.collect::<Vec<_>>(),
    })
}
