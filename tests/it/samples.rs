//! The sample projects: they read, the clean one ties out, and the exercise has exactly the mistakes it lists.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use nianbao::checks::{self, Finding, NO_WORDS, Place, Subject};
use nianbao::forms::{Catalogue, Identity, Relation, TableForm};
use nianbao::model::{Form, Id, Measure, Report, Section, Status, Table, TextAt, Year};
use nianbao::project::Head;
use serde::de::DeserializeOwned;

fn folder(project: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data").join(project)
}

/// Reads a file and refuses fields that the program does not know, but for the format number.
fn read<T: DeserializeOwned>(path: &Path) -> T {
    let text = fs::read_to_string(path).unwrap();
    let name = path.display();
    let mut reader = ron::de::Deserializer::from_str(&text).unwrap();
    let mut ignored = Vec::new();
    let note = |field: serde_ignored::Path| ignored.push(field.to_string());
    let value = serde_ignored::deserialize(&mut reader, note)
        .unwrap_or_else(|error| panic!("{name}: {}", reader.span_error(error)));
    reader.end().unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(ignored, ["format"], "{name}");
    value
}

fn head(project: &str) -> Head {
    read(&folder(project).join("project.ron"))
}

fn reports(project: &str) -> BTreeMap<Year, Report> {
    let files = fs::read_dir(folder(project).join("reports")).unwrap();
    files
        .map(|file| file.unwrap().path())
        .map(|path| {
            let year: Year = path.file_stem().unwrap().to_str().unwrap().parse().unwrap();
            (year, read(&path))
        })
        .collect()
}

fn number(table: &Table, row: &str, column: &str) -> i64 {
    let at = table.columns.iter().position(|known| known.key == column).unwrap();
    let row = table.rows.iter().find(|known| known.key == row).unwrap();
    row.cells[at].number().map_or(0, |number| number.to_string().parse().unwrap())
}

/// The sentences of a report with every number masked.
fn sentences(report: &Report) -> BTreeSet<String> {
    let paragraphs = report.sections.iter().flat_map(Section::paragraphs);
    let masked = |text: &str| {
        text.chars()
            .map(|c| if c.is_ascii_digit() || c == '.' { '#' } else { c })
            .collect::<String>()
    };
    paragraphs
        .flat_map(|paragraph| paragraph.text.split('。').map(masked).collect::<Vec<_>>())
        .map(|sentence| {
            sentence.split('#').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("#")
        })
        .filter(|sentence| !sentence.is_empty())
        .collect()
}

#[test]
fn every_sample_reads() {
    for (project, years) in [
        ("shili-minzheng", vec![2020, 2021, 2022, 2023, 2024]),
        ("lianxi", vec![2023, 2024]),
        ("zhongwei-2017", vec![2017]),
    ] {
        let head = head(project);
        assert!(!head.notes.is_empty() && !head.people.is_empty());
        let reports = reports(project);
        assert_eq!(reports.keys().copied().collect::<Vec<_>>(), years);
        for (year, report) in reports {
            assert_eq!(report.year, year);
            assert_eq!(report.form, Form::of_year(year));
            assert!(report.title.starts_with(&head.agency.name));
            let draft = (project, year) == ("lianxi", 2024);
            assert_eq!(report.status, if draft { Status::Draft } else { Status::Published });
            let ids: Vec<Id> = report.ids().collect();
            assert!(ids.iter().all(|id| id.to_string().len() == 6));
            assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
            for table in report.sections.iter().flat_map(Section::tables) {
                assert!(table.rows.iter().all(|row| row.cells.len() == table.columns.len()));
            }
        }
    }
}

#[test]
fn clean_years_have_the_tables_and_sections_of_their_form() {
    let catalogue = Catalogue::built_in();
    for (year, report) in reports("shili-minzheng") {
        for form in catalogue.forms(report.form) {
            let table = report.form_table(&form.key).unwrap();
            let blank = form.blank(&mut nianbao::model::Ids::of_text(""));
            assert_eq!(table.columns, blank.columns, "{year} {}", form.key);
            for (row, known) in table.rows.iter().zip(&form.rows) {
                assert_eq!((&row.key, &row.label), (&known.key, &known.label));
                for (cell, column) in row.cells.iter().zip(&form.columns) {
                    assert_eq!(
                        cell.number().is_some(),
                        known.has(&column.key),
                        "{year} {}",
                        row.key
                    );
                }
            }
            assert_eq!(table.rows.len(), form.rows.len());
        }
        let titles: Vec<&str> = report
            .sections
            .iter()
            .filter(|section| section.level == 1)
            .map(|section| section.title.as_str())
            .collect();
        let known = catalogue.sections(report.form).iter().map(|section| section.title.as_str());
        assert_eq!(titles, known.collect::<Vec<_>>());
    }
}

/// The sums of both sides of an identity, in every row or column where it holds.
fn sums(form: &TableForm, identity: &Identity, table: &Table) -> Vec<(i64, i64)> {
    let (left, right) = identity.relation.sides();
    let sum = |line: &str, keys: &[String]| -> i64 {
        let cells = keys.iter().map(|key| identity.cell(line, key));
        cells.map(|(row, column)| number(table, row, column)).sum()
    };
    let lines = identity.lines(form).into_iter();
    lines.map(|line| (sum(line, left), sum(line, right))).collect()
}

#[test]
fn clean_years_tie_out() {
    let catalogue = Catalogue::built_in();
    for (year, report) in reports("shili-minzheng") {
        for form in catalogue.forms(report.form) {
            let table = report.form_table(&form.key).unwrap();
            for identity in &form.identities {
                for (left, right) in sums(form, identity, table) {
                    match identity.relation {
                        Relation::AtMost { .. } => {
                            assert!(left <= right, "{year} {}", identity.name);
                        }
                        Relation::Needs { .. } => {
                            assert!(left <= 0 || right > 0, "{year} {}", identity.name);
                        }
                        Relation::Sum { .. } | Relation::Balance { .. } => {
                            assert_eq!(left, right, "{year} {}", identity.name);
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn clean_years_follow_from_each_other() {
    let reports = reports("shili-minzheng");
    for ((_, before), (year, after)) in reports.iter().zip(reports.iter().skip(1)) {
        let pair = |key| (before.form_table(key).unwrap(), after.form_table(key).unwrap());
        let (old, new) = pair("applications");
        for column in ["c1", "c2", "c3", "c4", "c5", "c6", "c7"] {
            assert_eq!(number(new, "r2", column), number(old, "r25", column), "{year} {column}");
        }
        let (old, new) = pair("disclosure");
        let last = if before.form == Form::F2019 { "total" } else { "valid" };
        let follows =
            number(old, "norm", last) + number(new, "norm", "made") - number(new, "norm", "repeal");
        assert_eq!(number(new, "norm", "valid"), follows, "{year}");
    }
}

#[test]
fn clean_years_are_told_in_their_own_words() {
    let reports = reports("shili-minzheng");
    for (year, report) in &reports {
        let text: usize = report
            .sections
            .iter()
            .flat_map(Section::paragraphs)
            .map(|p| p.text.chars().count())
            .sum();
        assert!((800..=2500).contains(&text), "{year}: {text}");
        for (_, other) in reports.range(year + 1..) {
            let both: Vec<String> =
                sentences(report).intersection(&sentences(other)).cloned().collect();
            assert_eq!(both, Vec::<String>::new(), "{year} and {}", other.year);
        }
    }
}

#[test]
fn the_exercise_lists_every_mistake_with_its_place() {
    let head = head("lianxi");
    let report = reports("lianxi").remove(&2024).unwrap();
    let mut listed = 0;
    for note in head.notes.iter().filter(|note| note.contains('｜')) {
        let parts: Vec<&str> = note.split('｜').collect();
        let [_, _, place, quote, why] = parts[..] else { panic!("{note}") };
        assert!(!why.is_empty());
        assert!(words_at(&report, place).iter().any(|words| words.contains(quote)), "{note}");
        listed += 1;
    }
    assert_eq!(listed, 81);
}

/// What stands at a place of a note: a paragraph, a heading with its number, a cell or a column header.
fn words_at(report: &Report, place: &str) -> Vec<String> {
    let (id, column) = place.split_once('/').unwrap_or((place, ""));
    let id: Id = id.parse().unwrap();
    if let Some(paragraph) = report.paragraph(id) {
        return vec![paragraph.text.clone()];
    }
    if let Some(at) = report.section_index(id) {
        return vec![report.sections[at].title.clone(), report.printed_numbers()[at].clone()];
    }
    if let Some(table) = report.table(id) {
        let header = table.columns.iter().find(|known| known.key == column);
        return header.unwrap().label.clone();
    }
    let tables = report.sections.iter().flat_map(Section::tables);
    let cells = tables.filter_map(|table| {
        let at = table.columns.iter().position(|known| known.key == column)?;
        Some(table.rows.get(table.row_index(id)?)?.cells[at].to_string())
    });
    cells.collect()
}

#[test]
fn the_exercise_begins_from_a_clean_year() {
    let year = |project| reports(project).remove(&2023).unwrap();
    assert_eq!(year("lianxi"), year("shili-minzheng"));
}

#[test]
fn the_retold_report_keeps_its_figures() {
    let report = reports("zhongwei-2017").remove(&2017).unwrap();
    assert_eq!(report.sections.iter().filter(|section| section.level == 1).count(), 7);
    assert_eq!(report.sections.iter().filter(|section| section.level == 2).count(), 4);
    let prose: Vec<&str> = report
        .sections
        .iter()
        .flat_map(Section::paragraphs)
        .map(|paragraph| paragraph.text.as_str())
        .collect();
    let table = report.sections.iter().flat_map(Section::tables).next().unwrap();
    assert_eq!((table.rows.len(), table.columns.len()), (8, 3));
    for row in &table.rows {
        let people = row.unit == "人";
        assert_eq!(row.measure, if people { Measure::State } else { Measure::Cumulative });
        for cell in &row.cells {
            let figure = cell.to_string();
            let figure = figure.trim_end_matches('名');
            assert!(figure.parse::<nianbao::model::Number>().is_ok(), "{figure}");
            assert!(prose.iter().any(|text| text.contains(figure)), "{figure}");
        }
    }
    for column in &table.columns {
        assert!(column.key.parse::<nianbao::model::Period>().is_ok(), "{}", column.key);
    }
}

/// Every mistake in a table that the exercise lists, by the kind of its note, and the rule that finds it there.
#[test]
fn the_listed_mistakes_in_tables_are_found_where_they_are() {
    let by_kind = BTreeMap::from([
        ("T01", "F005"),
        ("T02", "F001"),
        ("T03", "F001"),
        ("T04", "F001"),
        ("T05", "F008"),
        ("T06", "F007"),
        ("T07", "F006"),
        ("T08", "F014"),
        ("T09", "F016"),
        ("T12", "F013"),
        ("T13", "F018"),
        ("T15", "F018"),
        ("Y01", "F012"),
        ("Y02", "F013"),
        ("Y09", "F015"),
    ]);
    let head = head("lianxi");
    let reports = reports("lianxi");
    let report = &reports[&2024];
    let subject =
        Subject { report, agency: &head.agency, previous: reports.get(&2023), words: &NO_WORDS };
    let findings = checks::run(&subject);
    let mut listed = BTreeSet::new();
    for note in head.notes.iter().filter(|note| note.contains('｜')) {
        let parts: Vec<&str> = note.split('｜').collect();
        let Some(code) = by_kind.get(parts[0]) else { continue };
        let found = findings
            .iter()
            .any(|finding| finding.rule == *code && is_there(finding, parts[2], parts[3], report));
        assert!(found, "{code}: {note}");
        listed.insert(parts[0]);
    }
    assert_eq!(listed.len(), by_kind.len());
}

/// Whether a finding is at the cell of a note; of the table as a whole, whether it is about that header or table.
fn is_there(finding: &Finding, place: &str, quote: &str, report: &Report) -> bool {
    let Place::Table(at) = &finding.place else { return false };
    let (id, column) = place.split_once('/').unwrap();
    let id: Id = id.parse().unwrap();
    match at.row_id {
        Some(row) => {
            (row == id || at.id == id && finding.found == quote)
                && at.column.as_deref() == Some(column)
        }
        None if at.id == id => finding.found == quote,
        None => report.table(at.id).is_some_and(|table| table.row_index(id).is_some()),
    }
}

/// The kinds of mistakes in prose that the exercise lists, and the rules that find them.
const IN_PROSE: [(&str, &[&str]); 41] = [
    ("M02", &["S002"]),
    ("M03", &["S006"]),
    ("M04", &["Y011"]),
    ("M05", &["T001"]),
    ("M06", &["S008"]),
    ("M08", &["Y004"]),
    ("M10", &["S010"]),
    ("M11", &["S011"]),
    ("M12", &["N002"]),
    ("M13", &["P002"]),
    ("P01", &["C001"]),
    ("P02", &["C002"]),
    ("P03", &["C003"]),
    ("P04", &["C004"]),
    ("P05", &["C005"]),
    ("P06", &["C006"]),
    ("P07", &["C007"]),
    ("P08", &["C008"]),
    ("P09", &["C009"]),
    ("P10", &["C010"]),
    ("U05", &["N004"]),
    ("U06", &["N007"]),
    ("U07", &["N003"]),
    ("U08", &["N006", "P021"]),
    ("U10", &["N005"]),
    ("W01", &["T004"]),
    ("W02", &["T005"]),
    ("W03", &["T010"]),
    ("W04", &["T020", "T021"]),
    ("W05", &["P005"]),
    ("W06", &["P006"]),
    ("W07", &["P007"]),
    ("W08", &["P001"]),
    ("W09", &["P030"]),
    ("W10", &["P008"]),
    ("W11", &["T007"]),
    ("W13", &["T006"]),
    ("Y03", &["Y001"]),
    ("Y04", &["Y005"]),
    ("Y05", &["Y003"]),
    ("Y06", &["Y006"]),
];

#[test]
fn the_listed_mistakes_in_prose_are_found_at_their_words() {
    let head = head("lianxi");
    let reports = reports("lianxi");
    let report = &reports[&2024];
    let previous = reports.get(&2023);
    let findings =
        checks::run(&Subject { report, agency: &head.agency, previous, words: &NO_WORDS });
    let mut kinds: BTreeMap<&str, &[&str]> = IN_PROSE.into_iter().collect();
    kinds.extend([("Y07", ["Y007"].as_slice()), ("Y10", &["Y010"])]);
    let mut missed = Vec::new();
    let mut listed = BTreeSet::new();
    for note in head.notes.iter().filter(|note| note.contains('｜')) {
        let parts: Vec<&str> = note.split('｜').collect();
        let Some(codes) = kinds.get(parts[0]) else { continue };
        let found = |finding: &Finding| {
            codes.contains(&finding.rule) && overlaps(finding, parts[2], parts[3], report)
        };
        if !findings.iter().any(found) {
            missed.push(note.as_str());
        }
        listed.insert(parts[0]);
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
    assert_eq!(listed.len(), kinds.len());
    // Of two parts that have changed places either may be called misplaced.
    assert!(findings.iter().any(|finding| finding.rule == "S001"));
}

/// Whether a finding is in the paragraph or heading of a note, and its words and the quoted ones have something in common.
fn overlaps(finding: &Finding, id: &str, quote: &str, report: &Report) -> bool {
    let Place::Text(place) = &finding.place else { return false };
    let id: Id = id.parse().unwrap();
    let TextAt::Paragraph(at) = place.at else { return place.section == Some(id) };
    let text = &report.paragraph(at).unwrap().text;
    let meant = text.match_indices(quote);
    let words = place.words.as_ref().map_or([0, text.len()], |words| words.bytes);
    at == id
        && meant.into_iter().any(|(start, _)| start < words[1] && words[0] < start + quote.len())
}

#[test]
fn clean_years_have_no_finding() {
    let head = head("shili-minzheng");
    let reports = reports("shili-minzheng");
    for (year, report) in &reports {
        let previous = reports.get(&(year - 1));
        let found =
            checks::run(&Subject { report, agency: &head.agency, previous, words: &NO_WORDS });
        assert!(found.is_empty(), "{year}: {found:#?}");
    }
}
