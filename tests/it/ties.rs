//! Every cell of every statutory form, in a report as an office files it: one that is one off is told by the same check
//! that the program runs.

use nianbao::checks::{Checker, Finding, Mend, Severity};
use nianbao::figures::{At, LINKS, Link, Ties};
use nianbao::forms::{Along, Catalogue, TableForm};
use nianbao::model::{Agency, Block, Cell, Form, Report, Section, Table, Year};
use nianbao::project::Project;
use nianbao::store;

/// A true 统计表 of one year by row key: what the office of the sample could have filed before the form of 2019.
const STATISTICS: &[(&str, &str)] = &[
    ("pub.total", "1254"),
    ("pub.norm", "6"),
    ("pub.norm_made", "6"),
    ("ch.gazette", "12"),
    ("ch.web", "1180"),
    ("ch.weibo", "310"),
    ("ch.wechat", "268"),
    ("ch.other", "45"),
    ("resp.total", "9"),
    ("resp.press", "3"),
    ("resp.press_head", "2"),
    ("resp.interview", "2"),
    ("resp.interview_head", "1"),
    ("resp.article", "18"),
    ("resp.social", "7"),
    ("resp.other", "4"),
    ("req.recv", "68"),
    ("req.face", "9"),
    ("req.fax", "2"),
    ("req.net", "41"),
    ("req.mail", "16"),
    ("req.done", "66"),
    ("req.ontime", "61"),
    ("req.late", "5"),
    ("req.reply", "70"),
    ("rep.already", "14"),
    ("rep.yes", "21"),
    ("rep.part", "6"),
    ("rep.no", "9"),
    ("no.secret", "1"),
    ("no.trade", "2"),
    ("no.privacy", "3"),
    ("no.safety", "1"),
    ("no.notinfo", "1"),
    ("no.law", "1"),
    ("rep.notours", "7"),
    ("rep.none", "8"),
    ("rep.amend", "3"),
    ("rep.elsewhere", "2"),
    ("rev.total", "4"),
    ("rev.keep", "2"),
    ("rev.fix", "1"),
    ("rev.other", "1"),
    ("lit.total", "3"),
    ("lit.keep", "2"),
    ("lit.fix", "0"),
    ("lit.other", "1"),
    ("compl", "2"),
    ("fee", "0.12"),
    ("org.bodies", "1"),
    ("org.points", "3"),
    ("org.staff", "11"),
    ("org.full", "2"),
    ("org.part", "9"),
    ("org.money", "6.5"),
    ("meet", "4"),
    ("train", "2"),
    ("trainees", "86"),
];

/// The tables of the years that are told, without the words around them.
fn project(reports: impl IntoIterator<Item = Report>) -> Project {
    let mut project = Project::new(Agency::default());
    for mut report in reports {
        for section in &mut report.sections {
            section.blocks.retain(|block| matches!(block, Block::Table(_)));
        }
        project.reports.insert(report.year, report);
    }
    project
}

fn sample(year: Year) -> Report {
    let folder =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/shili-minzheng");
    store::open(&folder).unwrap().project.reports.remove(&year).unwrap()
}

/// The forms of 2021 on: the sample's newest year, with the year before.
fn of_2021() -> Project {
    project([sample(2023), sample(2024)])
}

/// The forms of 2019 and 2020: the sample's year 2020, with a year before it that it follows from.
fn of_2019() -> Project {
    let after = sample(2020);
    let mut before = after.clone();
    before.year = 2019;
    for table in before.sections.iter_mut().flat_map(Section::tables_mut) {
        let now = after.form_table(&table.form).unwrap();
        let value = |row: &str, column: &str| {
            now.rows.iter().find(|own| own.key == row).and_then(|row| {
                let at = now.columns.iter().position(|own| own.key == column)?;
                row.cells.get(at).cloned()
            })
        };
        for column in (1..=7).map(|at| format!("c{at}")) {
            if let Some(opening) = value("r2", &column) {
                table.set("r25", &column, opening);
            }
        }
        for row in ["permit", "service", "penalty", "force", "fee"] {
            table.set(row, "change", Cell::from("0"));
        }
    }
    project([before, after])
}

/// The form of 2014 to 2018, two years alike.
fn of_2014() -> Project {
    let catalogue = Catalogue::built_in();
    let report = |year| {
        let mut report = catalogue.new_report(&Agency::default(), year, Form::F2008).unwrap();
        let table = report.sections.iter_mut().flat_map(Section::tables_mut).next().unwrap();
        for (row, value) in STATISTICS {
            assert!(table.set(row, "value", Cell::from(*value)), "{row}");
        }
        report
    };
    project([report(2016), report(2017)])
}

/// What is told of the tables of a year, blanks and mere hints aside.
fn told(project: &Project, year: Year, checker: &mut Checker) -> Vec<Finding> {
    let all = project.findings_by(year, checker).into_iter();
    all.filter(|own| own.rule.starts_with('F') && own.severity != Severity::Hint).collect()
}

/// What a cell is watched by.
#[derive(Debug, Default, PartialEq, Eq)]
struct Watched {
    /// An identity that must hold.
    hard: usize,
    /// Only a relation to last year.
    yearly: usize,
    /// Neither.
    neither: usize,
}

fn links_to(form: &TableForm, row: &str, column: &str) -> bool {
    let sees = |link: &Link| {
        let keys = [&[link.opening], link.plus, link.minus].concat();
        let (own, line) = if link.over == Along::Rows { (row, column) } else { (column, row) };
        // In every line that has all of its cells.
        let whole = keys.iter().all(|key| match link.over {
            Along::Rows => form.has(key, line),
            Along::Columns => form.has(line, key),
        });
        link.form == form.key && whole && keys.contains(&own)
    };
    LINKS.iter().any(sees)
}

fn mends(finding: &Finding, table: &Table, (row, column): (usize, usize), to: &str) -> bool {
    finding.fixes.iter().flat_map(|fix| &fix.edits).any(|edit| {
        matches!(edit, Mend::SetCell { table: own, row: at, column: key, to: value }
            if *own == table.id
                && *at == table.rows[row].id
                && *key == table.columns[column].key
                && value == to)
    })
}

/// Changes every cell of every table of a year alone by one, up and down, and sees who tells.
fn walk(mut project: Project, year: Year) -> Vec<(String, Watched)> {
    let mut checker = Checker::new(Catalogue::built_in());
    assert_eq!(told(&project, year, &mut checker), [], "{year}: a true example is told nothing");
    let catalogue = Catalogue::built_in();
    let forms: Vec<TableForm> = catalogue.forms(project.reports[&year].form).cloned().collect();
    let mut walked = Vec::new();
    for form in &forms {
        let ties = Ties::of(form);
        let table = project.reports[&year].form_table(&form.key).unwrap().clone();
        let mut watched = Watched::default();
        for row in 0..form.rows.len() {
            for column in 0..form.columns.len() {
                let keys = (form.rows[row].key.as_str(), form.columns[column].key.as_str());
                if !form.has(keys.0, keys.1) {
                    continue;
                }
                let hard = ties.affected(At { row, column }).any(|tie| tie.identity.is_hard());
                let yearly = links_to(form, keys.0, keys.1);
                let right = table.cell(row, column).unwrap().to_string();
                for wrong in off_by_one(&right) {
                    put(&mut project, (year, &table), (row, column), &wrong);
                    let found = told(&project, year, &mut checker);
                    let place = format!("{} {keys:?}: {right} as {wrong}", form.title);
                    if hard {
                        let named = found.iter().any(|finding| {
                            finding.severity == Severity::Error
                                && mends(finding, &table, (row, column), &right)
                        });
                        assert!(named, "{place}: {found:#?}");
                    } else if yearly {
                        assert!(!found.is_empty(), "{place}");
                    }
                }
                put(&mut project, (year, &table), (row, column), &right);
                watched.hard += usize::from(hard);
                watched.yearly += usize::from(yearly && !hard);
                watched.neither += usize::from(!yearly && !hard);
            }
        }
        walked.push((form.key.clone(), watched));
    }
    walked
}

/// A whole number one more and one less, not below 0.
fn off_by_one(right: &str) -> Vec<String> {
    let Ok(value) = right.parse::<i64>() else { return Vec::new() };
    [value + 1, value - 1].into_iter().filter(|own| *own >= 0).map(|own| own.to_string()).collect()
}

fn put(project: &mut Project, (year, table): (Year, &Table), at: (usize, usize), value: &str) {
    let report = project.reports.get_mut(&year).unwrap();
    let (row, column) = (&table.rows[at.0].key, &table.columns[at.1].key);
    let mut tables = report.sections.iter_mut().flat_map(Section::tables_mut);
    let own = tables.find(|own| own.id == table.id).unwrap();
    assert!(own.set(row, column, Cell::from(value)));
}

fn watched(key: &str, hard: usize, yearly: usize, neither: usize) -> (String, Watched) {
    (key.to_owned(), Watched { hard, yearly, neither })
}

#[test]
fn every_cell_of_the_forms_of_2021_is_watched() {
    assert_eq!(
        walk(of_2021(), 2024),
        [
            watched("disclosure", 0, 6, 4),
            watched("applications", 175, 0, 0),
            watched("litigation", 15, 0, 0),
        ]
    );
}

#[test]
fn every_cell_of_the_forms_of_2019_is_watched() {
    assert_eq!(
        walk(of_2019(), 2020),
        [
            watched("disclosure", 0, 5, 17),
            watched("applications", 161, 0, 0),
            watched("litigation", 15, 0, 0),
        ]
    );
}

#[test]
fn every_cell_of_the_form_of_2014_is_watched() {
    assert_eq!(walk(of_2014(), 2017), [watched("statistics", 34, 0, 24)]);
}

/// Changes every cell of last year from which this year's follow, and counts those that this year's check tells.
fn walk_back(mut project: Project, year: Year) -> usize {
    let mut checker = Checker::new(Catalogue::built_in());
    let catalogue = Catalogue::built_in();
    let before = project.reports[&(year - 1)].clone();
    let mut noticed = 0;
    for link in LINKS {
        let form = catalogue.form(before.form, link.form).unwrap().clone();
        let table = before.form_table(link.form).unwrap().clone();
        for (row, column) in form.cells().map(|(row, column)| (&row.key, &column.key)) {
            let (own, line) = if link.over == Along::Rows { (row, column) } else { (column, row) };
            let opens = match link.over {
                Along::Rows => form.has(link.opening, line),
                Along::Columns => form.has(line, link.opening),
            };
            if !opens || !link.last.contains(&own.as_str()) {
                continue;
            }
            let place = (
                table.rows.iter().position(|known| known.key == *row).unwrap(),
                table.columns.iter().position(|known| known.key == *column).unwrap(),
            );
            let right = table.cell(place.0, place.1).unwrap().to_string();
            for wrong in off_by_one(&right) {
                put(&mut project, (year - 1, &table), place, &wrong);
                let found = told(&project, year, &mut checker);
                assert!(!found.is_empty(), "{} {row} {column}: {right} as {wrong}", link.code);
            }
            put(&mut project, (year - 1, &table), place, &right);
            noticed += 1;
        }
    }
    noticed
}

#[test]
fn what_last_year_closed_with_is_watched_this_year() {
    // 结转下年度 in seven columns, 现行有效 of two rows.
    assert_eq!(walk_back(of_2021(), 2024), 7 + 2);
    // 结转下年度 in seven columns, the items of five rows and their change.
    assert_eq!(walk_back(of_2019(), 2020), 7 + 2 * 5);
}
