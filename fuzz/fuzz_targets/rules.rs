//! Every rule on any text: as title, heading, paragraph, caption, cell and note, beside a report of the year before.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::checks::{self, NO_WORDS, Subject};
use nianbao::model::{Agency, Block, Cell, Column, Ids, Paragraph, Report, Row, Section, Table};

fn report(year: i16, text: &str) -> Option<Report> {
    let mut report = Report::new(year, text.lines().next().unwrap_or_default().to_owned()).ok()?;
    let paragraph = |text: &str| {
        Block::Paragraph(Paragraph { text: text.to_owned(), ..Paragraph::default() })
    };
    let column = Column { key: "c1".to_owned(), label: vec![text.to_owned()], ..Column::default() };
    let row = Row { label: vec![text.to_owned()], cells: vec![Cell::from(text)], ..Row::default() };
    let table = Table {
        caption: text.to_owned(),
        columns: vec![column],
        rows: vec![row],
        notes: vec![text.to_owned()],
        ..Table::default()
    };
    let blocks = text.lines().map(paragraph).chain([Block::Table(table)]).collect();
    report.sections =
        vec![Section { level: 1, title: text.to_owned(), blocks, ..Section::default() }];
    report.give_ids(&mut Ids::of_text("fuzz"));
    Some(report)
}

fuzz_target!(|text: &str| {
    let (Some(now), Some(last)) = (report(2024, text), report(2023, text)) else { return };
    let agency = Agency { name: "示例市民政局".to_owned(), ..Agency::default() };
    let subject =
        Subject { report: &now, agency: &agency, previous: Some(&last), words: &NO_WORDS };
    for finding in checks::run(&subject) {
        for edit in finding.fixes.iter().flat_map(|fix| &fix.edits) {
            if let checks::Mend::Replace { at, start, removed, .. } = edit {
                let there = now.text(*at).and_then(|text| text.get(*start..start + removed.len()));
                assert_eq!(there, Some(removed.as_str()), "{finding:?}");
            }
        }
    }
});
