//! Arbitrary projects for the property tests of this room: small, and as nasty as strings can be.

use jiff::Timestamp;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{Just, Strategy, any};
use proptest::prop_oneof;
use proptest::sample::select;

use crate::model::{
    Agency, Block, Cell, Column, Contact, Form, Formula, Id, Ids, Kind, Level, Link, Measure,
    Override, Paragraph, Period, Person, Report, Role, Row, Section, Source, Status, Table,
};
use crate::project::{Head, Settings};

/// Chinese, signs of RON, everything invisible, half of a pair, and whatever Unicode has.
pub(super) fn text() -> impl Strategy<Value = String> {
    let nasty = select(vec![
        "\"",
        "\\",
        "\\u{",
        "r#\"",
        "\"#",
        "//",
        "/*",
        "*/",
        ",",
        "None",
        "Some(",
        "#![enable(",
        "(",
        "]",
        "\n",
        "\r\n",
        "\t",
        "\0",
        "\u{feff}",
        "\u{200b}",
        "\u{2028}",
        "\u{202e}",
        "\u{85}",
        "\u{3000}",
        "“",
        "，",
        "𠮷",
        "👨‍👩‍👧",
        "葛\u{e0100}",
        "'",
        "{",
        "12.50",
        "/",
    ])
    .prop_map(str::to_owned);
    let piece =
        prop_oneof![4 => nasty, 4 => r"[\p{Han}，。（）《》0-9]{1,6}", 1 => any::<String>()];
    vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

pub(super) fn id() -> impl Strategy<Value = Id> {
    any::<u64>().prop_map(|seed| Ids::new(seed, []).give())
}

fn measure() -> impl Strategy<Value = Measure> {
    select(vec![Measure::Flow, Measure::Cumulative, Measure::State, Measure::Rate])
}

fn cell() -> impl Strategy<Value = Cell> {
    let written = prop_oneof![text(), "", "/", "-?[1-9][0-9]{0,7}\\.[0-9]{1,6}", "[1-9][0-9]{0,9}"];
    written.prop_map(|text| Cell::from(text.as_str()))
}

fn overrides() -> impl Strategy<Value = Vec<Override>> {
    let own = (text(), cell(), text(), text(), when())
        .prop_map(|(column, value, reason, by, when)| Override { column, value, reason, by, when });
    vec(own, 0..2)
}

fn formula() -> impl Strategy<Value = Option<Formula>> {
    let places = 0..6_u32;
    option::of(prop_oneof![
        vec(text(), 0..3).prop_map(Formula::Sum),
        (text(), vec(text(), 0..3)).prop_map(|(of, less)| Formula::Difference { of, less }),
        (text(), text(), places.clone()).prop_map(|(part, whole, places)| Formula::Share {
            part,
            whole,
            places
        }),
        (text(), text(), places).prop_map(|(now, base, places)| Formula::Growth {
            now,
            base,
            places
        }),
        (text(), text()).prop_map(|(until, before)| Formula::Single { until, before }),
    ])
}

fn row(columns: usize) -> impl Strategy<Value = Row> {
    let head = (text(), vec(text(), 0..3), text(), measure(), formula());
    (head, vec(cell(), columns), overrides()).prop_map(
        |((key, label, unit, measure, formula), cells, overrides)| Row {
            id: Id::default(),
            key,
            label,
            unit,
            measure,
            formula,
            cells,
            overrides,
        },
    )
}

pub(super) fn table() -> impl Strategy<Value = Table> {
    let column = (text(), vec(text(), 0..3), text(), measure(), formula()).prop_map(
        |(key, label, unit, measure, formula)| Column { key, label, unit, measure, formula },
    );
    let body = vec(column, 0..4).prop_flat_map(|columns| {
        let rows = vec(row(columns.len()), 0..4);
        (Just(columns), rows)
    });
    (text(), text(), body, vec(text(), 0..3), text()).prop_map(
        |(form, caption, (columns, rows), notes, source)| Table {
            id: Id::default(),
            form,
            caption,
            columns,
            rows,
            notes,
            source,
        },
    )
}

fn section() -> impl Strategy<Value = Section> {
    let source = (1990..2100_i16, "[a-z]{1,9}", "r[0-9]{1,2}", "c[1-7]")
        .prop_map(|(year, table, row, column)| Source { year, table, row, column });
    let link = (0..9_usize, "[0-9]{1,4}件", source, any::<bool>()).prop_map(
        |(from, quote, source, look_again)| {
            let to = from + quote.chars().count();
            Link { from, to, value: quote.clone(), quote, source, look_again }
        },
    );
    // A link is believed only where its words stand: these begin their text.
    let tied = (vec(link, 1..2), text()).prop_map(|(links, text)| {
        let links: Vec<Link> = links
            .into_iter()
            .map(|link| Link { from: 0, to: link.to - link.from, ..link })
            .collect();
        let quote = links.first().map_or("", |link| link.quote.as_str());
        Paragraph { id: Id::default(), text: format!("{quote}{text}"), links }
    });
    let paragraph = prop_oneof![
        4 => text().prop_map(|text| Paragraph::new(Id::default(), text)),
        1 => tied
    ];
    let block =
        prop_oneof![3 => paragraph.prop_map(Block::Paragraph), 1 => table().prop_map(Block::Table)];
    (1..=4_u8, text(), option::of(text()), vec(block, 0..5)).prop_map(
        |(level, title, number, blocks)| Section {
            id: Id::default(),
            level,
            title,
            number,
            blocks,
        },
    )
}

/// A report that keeps what a report must keep, all ids given.
pub(super) fn report() -> impl Strategy<Value = Report> {
    let contact = [(); 7].map(|()| text()).prop_map(
        |[office, address, postcode, telephone, fax, email, website]| Contact {
            office,
            address,
            postcode,
            telephone,
            fax,
            email,
            website,
        },
    );
    let form = select(vec![Form::F2008, Form::F2019, Form::F2021]);
    let status = select(vec![Status::Draft, Status::Submitted, Status::Published]);
    let head = (1990..2100_i16, text(), form, status, contact);
    (head, vec(section(), 0..4), any::<u64>(), any::<bool>()).prop_map(
        |((year, title, form, status, contact), mut sections, seed, preface)| {
            if let Some(first) = sections.first_mut().filter(|_| preface) {
                first.level = 0;
            }
            let period = Period::year(year).unwrap();
            let conflicts = Vec::new();
            let mut report =
                Report { year, title, form, period, status, contact, sections, conflicts };
            report.give_ids(&mut Ids::new(seed, []));
            report
        },
    )
}

pub(super) fn when() -> impl Strategy<Value = Timestamp> {
    (0..4_000_000_000_i64).prop_map(|second| Timestamp::from_second(second).unwrap())
}

pub(super) fn role() -> impl Strategy<Value = Role> {
    select(vec![Role::Drafter, Role::Reviewer, Role::Approver])
}

/// What stands in `project.ron`.
pub(super) fn head() -> impl Strategy<Value = Head> {
    let level = select(vec![Level::Province, Level::City, Level::County, Level::Township]);
    let kind = select(vec![Kind::Government, Kind::Department]);
    let agency = (text(), level, kind, vec(text(), 0..3))
        .prop_map(|(name, level, kind, aliases)| Agency { name, level, kind, aliases });
    let person = (text(), text(), vec(role(), 0..3)).prop_map(|(name, login, roles)| Person {
        name,
        login,
        roles,
    });
    (agency, vec(person, 0..3), any::<u32>(), vec(text(), 0..3)).prop_map(
        |(agency, people, overview_characters, notes)| Head {
            agency,
            people,
            settings: Settings { overview_characters },
            notes,
            conflicts: Vec::new(),
        },
    )
}

/// A report of one section with a paragraph and a table, as small as can be while it has everything.
pub(super) fn example() -> Report {
    let mut report =
        Report::new(2024, "示例市民政局\n2024 年政府信息公开工作年度报告".to_owned()).unwrap();
    let id = |text: &str| text.parse().unwrap();
    let paragraph =
        |name: &str, text: &str| Block::Paragraph(Paragraph::new(id(name), text.to_owned()));
    let column = |key: &str, label: &str| Column {
        key: key.to_owned(),
        label: vec!["申请人情况".to_owned(), label.to_owned()],
        ..Column::default()
    };
    let row = |name: &str, label: &str, cells: [&str; 2]| Row {
        id: id(name),
        key: name.to_owned(),
        label: vec![label.to_owned()],
        cells: cells.map(Cell::from).to_vec(),
        ..Row::default()
    };
    let table = Table {
        id: id("t1"),
        form: "applications".to_owned(),
        columns: vec![column("c1", "自然人"), column("c7", "总计")],
        rows: vec![row("r1", "本年新收", ["12", "15"]), row("r2", "上年结转", ["", "/"])],
        ..Table::default()
    };
    report.contact.telephone = "0000-1234567".to_owned();
    report.sections = vec![
        Section {
            id: id("s0"),
            level: 0,
            blocks: vec![paragraph("p0", "根据《中华人民共和国政府信息公开条例》编制。")],
            ..Section::default()
        },
        Section {
            id: id("s1"),
            level: 1,
            title: "总体情况".to_owned(),
            blocks: vec![
                paragraph("p1", "全年主动公开 15 件，“零”差错。"),
                paragraph("p2", "门户网站\"要闻\"栏目更新 438.470 万字。"),
                Block::Table(table),
            ],
            ..Section::default()
        },
    ];
    report
}
