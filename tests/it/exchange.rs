//! Formats out and in again: the same report comes back.

use jiff::Timestamp;
use nianbao::export;
use nianbao::export::Export;
use nianbao::import;
use nianbao::import::Options;
use nianbao::model::{
    Block, Cell, Column, Contact, Form, Formula, Id, Measure, Override, Paragraph, Period, Report,
    Row, Section, Table,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// Everything that Markdown could take for markup, among Chinese and Latin text and blanks of several kinds.
const TEXT: &str = r#"[一二三、（）()条例1-39.．年 　\t\u{a0}a-cA-C#*_\[\]<>&;:|`\\~+=!，。；：“”《》／/"'{}@$^%\-—注表\n]{0,24}"#;

/// The same without line breaks: a heading, label or paragraph.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![TEXT.prop_map(|text| text.replace('\n', "")), words()]
}

/// One of the openings, words, and now and then one of the endings.
fn words() -> impl Strategy<Value = String> {
    (prop::sample::select(HEADS), r"[一二条例a-b。 ]{0,8}", option::of(prop::sample::select(TAILS)))
        .prop_map(|(head, rest, tail)| format!("{head}{rest}{}", tail.unwrap_or_default()))
}

/// Openings that mean something to one of the readers.
const HEADS: &[&str] = &[
    "一、",
    "（一）",
    "1. ",
    "1.",
    "# ",
    "# ",
    "- ",
    "+ ",
    "---",
    "===",
    "> ",
    "    ",
    "　　",
    "~~~",
    "```",
    "| a |",
    "注：",
    "资料来源：",
    "表1 ",
    "[a]: b",
    "[^1]: c",
    "&amp;",
    "<b>",
    "<!-- 空段 -->",
    "http://a.cn ",
    "https://a_b_c.cn",
    "**粗**",
    "_a_",
    "1) ",
    "第",
    "（",
    "\u{feff}",
    "*",
    "* ",
    "\\",
    "\\／",
    "／",
    "12345678901. ",
    "&lt;",
    "&#35;",
    "&#x41;",
    "&",
    "<",
    "<=@a>",
    "<1@b.c>",
    "<mailto:a@b.c>",
    "<http://a.cn>",
    "<?a?>",
    "<!A>",
    "<![CDATA[",
    "</a>",
    "<script>",
    "<pre",
    "<br>",
    "<!--",
    "-->",
    "`a`",
    "`` ` ``",
    "***",
    "___",
    "- - -",
    "* * *",
    "--",
    "=",
    "-",
    ":-",
    "|-|",
    "| --- |",
    "a|b",
    "[a]: <b> 'c'",
    "[a]",
    "[^1]",
    "[a](b \"c\")",
    "![a](b)",
    "a*b*c",
    "**公开。**开",
    "  ",
    "\t",
    "0. ",
    "999999999) ",
    "a.",
    "i. ",
    "##",
    "＃ ",
    "－ ",
    "——",
    "\u{3000}\u{3000}",
    "\\|",
    "\\\\",
    "\\<",
    "\\&",
    "〔1〕",
    "https://a.cn/?a=1&lt=2",
];

/// Endings that mean something to one of the readers.
const TAILS: &[&str] = &[
    " #", "#", "\\", "  ", "\t", "`", "*", "_", ">", "]", "](b)", ": b", "@a>", "|", " |", "-->",
    ";", "。", "：", "；", "，", "“", "（", "\u{a0}", "　", "---", "===", "&", "<", "<a", "&amp",
    "/>", "！[a]", "！",
];

fn measure() -> impl Strategy<Value = Measure> {
    prop::sample::select(vec![Measure::Flow, Measure::Cumulative, Measure::State, Measure::Rate])
}

fn cell() -> impl Strategy<Value = Cell> {
    let written = prop_oneof![
        Just(String::new()),
        Just("/".to_owned()),
        "[0-9]{1,6}(\\.[0-9]{1,3})?",
        line(),
        TEXT.boxed(),
    ];
    written.prop_map(|text| Cell::from(text.as_str()))
}

fn column() -> impl Strategy<Value = Column> {
    (line(), vec(line(), 0..3), line(), measure()).prop_map(|(key, label, unit, measure)| Column {
        key,
        label,
        unit,
        measure,
        formula: None,
    })
}

fn row(cells: usize) -> impl Strategy<Value = Row> {
    let overrides = (line(), cell(), line(), line()).prop_map(|(column, value, reason, by)| {
        Override { column, value, reason, by, when: Timestamp::UNIX_EPOCH }
    });
    let overrides = vec(overrides, 0..2);
    (line(), vec(line(), 0..3), line(), measure(), vec(cell(), cells), overrides).prop_map(
        |(key, label, unit, measure, cells, overrides)| Row {
            id: Id::default(),
            key,
            label,
            unit,
            measure,
            formula: Some(Formula::Sum(vec!["a".to_owned(), "b".to_owned()])),
            cells,
            overrides,
        },
    )
}

fn table() -> impl Strategy<Value = Table> {
    (0_usize..4)
        .prop_flat_map(|width| {
            let grid = (vec(column(), width), vec(row(width), 0..4));
            (grid, option::of(line()), line(), vec(line(), 0..3), line())
        })
        .prop_map(|((columns, rows), form, caption, notes, source)| Table {
            id: Id::default(),
            form: form.unwrap_or_default(),
            caption,
            columns,
            rows,
            notes,
            source,
        })
}

fn block() -> impl Strategy<Value = Block> {
    let paragraph = |text: String| Block::Paragraph(Paragraph::new(Id::default(), text));
    prop_oneof![4 => line().prop_map(paragraph), 1 => table().prop_map(Block::Table)]
}

fn section() -> impl Strategy<Value = Section> {
    (1_u8..5, line(), option::weighted(0.2, line()), vec(block(), 0..4)).prop_map(
        |(level, title, number, blocks)| Section {
            id: Id::default(),
            level,
            title,
            number,
            blocks,
        },
    )
}

fn contact() -> impl Strategy<Value = Contact> {
    (line(), line(), line(), line()).prop_map(|(office, address, telephone, email)| Contact {
        office,
        address,
        telephone,
        email,
        ..Contact::default()
    })
}

fn report() -> impl Strategy<Value = Report> {
    let form = prop::sample::select(vec![Form::F2008, Form::F2019, Form::F2021]);
    let period = (2001_i16..2030, 1_i8..7, 6_i8..13);
    let sections = (option::of(vec(block(), 0..4)), vec(section(), 0..6));
    (TEXT, form, period, contact(), sections).prop_map(
        |(title, form, (year, from, to), contact, sections)| {
            let mut report =
                Report::new(year, title).expect("a report that can be written and read");
            report.form = form;
            report.period =
                Period::months(year, from, to).expect("a report that can be written and read");
            report.contact = contact;
            let (preface, rest) = sections;
            report.sections = preface
                .map(|blocks| Section { blocks, ..Section::default() })
                .into_iter()
                .collect();
            report.sections.extend(rest);
            report
        },
    )
}

fn write(key: &str, agency: &str, report: &Report) -> String {
    let mut bytes = Vec::new();
    let format = export::format(key).expect("a report that can be written and read");
    let forms = &nianbao::forms::Catalogue::built_in();
    (format.write)(&Export { agency, report, errors: 0, forms }, &mut bytes)
        .expect("a report that can be written and read");
    String::from_utf8(bytes).expect("a report that can be written and read")
}

fn read(name: &str, text: &str) -> import::Imported {
    import::read(name, text.as_bytes(), &Options::default())
        .expect("a report that can be written and read")
}

/// The report with every id taken off.
fn without_ids(mut report: Report) -> Report {
    for section in &mut report.sections {
        section.id = Id::default();
        for block in &mut section.blocks {
            match block {
                Block::Paragraph(paragraph) => paragraph.id = Id::default(),
                Block::Table(table) => {
                    table.id = Id::default();
                    for row in &mut table.rows {
                        row.id = Id::default();
                    }
                }
            }
        }
    }
    report
}

/// No file of former failures: what was found is mended in the strategies.
fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    /// Whatever a report holds, Markdown gives it back: every character, number, cell, key, unit, note, contact.
    /// Ids are new, and the state is draft again.
    #[test]
    fn markdown_gives_back_any_report(report in report(), agency in line()) {
        let text = write("md", &agency, &report);
        let imported = read("年报.md", &text);
        prop_assert_eq!(&without_ids(imported.report), &report, "{}", text);
        prop_assert_eq!(imported.agency.unwrap_or_default(), agency);
        prop_assert!(imported.repairs.is_empty(), "{:?}", imported.repairs);
    }

    /// What was once read from any text at all is the same after going out and in again, ids and all.
    #[test]
    fn what_was_imported_survives_markdown(lines in vec(line(), 1..20)) {
        let text = format!("示例市民政局2023年度报告\n\n{}", lines.join("\n"));
        for name in ["a.md", "a.txt"] {
            let first = read(name, &text);
            let again = read("b.md", &write("md", first.agency.as_deref().unwrap_or_default(), &first.report));
            prop_assert_eq!(&again.report, &first.report);
            prop_assert_eq!(again.agency, first.agency);
        }
    }

    /// The same by way of plain text, where the text tells everything: numbered headings, a title that names a report.
    #[test]
    fn what_was_imported_survives_plain_text(lines in vec(prose(), 1..20)) {
        let text = format!("示例市民政局2023年度报告\n\n{}", lines.join("\n"));
        let first = read("a.txt", &text);
        let written = write("txt", "", &first.report);
        let again = read("b.txt", &written);
        prop_assert_eq!(&again.report, &first.report, "{}", written);
    }
}

/// Lines of a plain text: headings of every level, sentences, halves of sentences, rows of a table, notes.
fn prose() -> impl Strategy<Value = String> {
    let heads = vec![
        "一、",
        "三、",
        "（一）",
        "(二)",
        "1.",
        "2．",
        "（1）",
        "　　",
        "",
        "",
        "",
        "注：",
        "资料来源：",
        "表1 ",
        "第",
    ];
    let rests = vec![
        "总体情况",
        "公开 5 条",
        "全年平稳。",
        "如下：",
        "主要是；",
        "二是公开《指南",
        "》一份",
        "人次\t金额",
        "低保\t12.50",
        "\t/",
        "",
        "加强领导，",
        "2023年1月5日",
        "发布时间：2024-01-05",
        "a_b*c*",
        "- 甲",
    ];
    (prop::sample::select(heads), prop::sample::select(rests))
        .prop_map(|(head, rest)| format!("{head}{rest}"))
}

/// Shapes that no report has, each long enough that reading it in more than one pass for every line would be seen.
#[test]
fn strange_texts_are_read_to_their_end() {
    let nested = |open: &str, close: &str| format!("{}中{}", open.repeat(1000), close.repeat(1000));
    let mut texts: Vec<String> =
        [nested("- ", ""), nested("> ", ""), nested("*a ", "b* "), nested("![", "](b)")].into();
    for unit in [
        "[",
        "*",
        ">",
        "|",
        "`",
        "<",
        "&",
        "\\",
        "#",
        "“",
        "（",
        "[a](",
        "**a*",
        "<!--",
        "年",
        "联系",
        "电话：",
        "字",
        "全年公开。",
        "a\t",
        "**公开**不够。",
    ] {
        texts.extend([unit.repeat(20_000), format!("{unit}\n").repeat(20_000)]);
    }
    texts.push("一、 **情况**\n\n".repeat(5000));
    texts.push(format!("{}\n{}", "a\t".repeat(5000), "1\t2\n".repeat(5000)));
    for text in texts {
        let text = format!("# 示例市民政局2023年度报告\n\n{text}\n");
        for name in ["a.md", "a.txt"] {
            let imported = read(name, &text);
            assert_eq!(imported.report.year, 2023);
        }
    }
}

/// A statutory table and one of the office's own, with everything a table can have.
fn sample() -> Report {
    let mut report = Report::new(2024, "示例市民政局\n2024年政府信息公开工作年度报告".to_owned())
        .expect("a report that can be written and read");
    let column = |key: &str, label: &[&str]| Column {
        key: key.to_owned(),
        label: label.iter().map(|step| (*step).to_owned()).collect(),
        ..Column::default()
    };
    let cells = |cells: [&str; 3]| cells.map(Cell::from).to_vec();
    let row = |key: &str, label: [&str; 2], given: [&str; 3]| Row {
        key: key.to_owned(),
        label: label.map(str::to_owned).to_vec(),
        cells: cells(given),
        ..Row::default()
    };
    let table = Table {
        form: "applications".to_owned(),
        caption: "表1 申请办理情况".to_owned(),
        columns: vec![
            column("c1", &["申请人情况", "自然人"]),
            column("c2", &["申请人情况", "法人或其他组织", "商业企业"]),
            Column {
                unit: "万元".to_owned(), measure: Measure::State, ..column("c7", &["总计"])
            },
        ],
        rows: vec![
            row("r3", ["三、本年度办理结果", "（一）予以公开"], ["5", "0", "12.50"]),
            row("r4", ["三、本年度办理结果", "（二）部分公开"], ["", "/", "约 3"]),
        ],
        notes: vec!["不含上年结转".to_owned()],
        source: "业务台账".to_owned(),
        ..Table::default()
    };
    let text = "1. 门户网站。公开 5 条，见 http://www.example.gov.cn/a_b。".to_owned();
    let paragraph = Block::Paragraph(Paragraph::new(Id::default(), text));
    report.sections = vec![
        Section {
            level: 1,
            title: "总体情况".to_owned(),
            blocks: vec![paragraph],
            ..Section::default()
        },
        Section {
            level: 2,
            title: "申请".to_owned(),
            number: Some("(一)".to_owned()),
            blocks: vec![Block::Table(table)],
            ..Section::default()
        },
    ];
    report
}

#[test]
fn markdown_is_what_a_person_would_write() {
    insta::assert_snapshot!(write("md", "示例市民政局", &sample()));
}

#[test]
fn plain_text_is_what_a_person_would_write() {
    insta::assert_snapshot!(write("txt", "示例市民政局", &sample()));
}

#[test]
fn json_holds_every_key_and_every_value_as_text() {
    insta::assert_snapshot!(write("json", "示例市民政局", &sample()));
}

/// A report that a person went on writing in an exported file: what is new is read, what is odd is told.
#[test]
fn an_exported_file_may_be_edited_by_hand() {
    let mut text = write("md", "示例市民政局", &sample());
    text.push_str("\n## 三、存在的问题\n\n**公开**不够及时。\n\n## 附件\n\n- 目录\n");
    let imported = read("年报.md", &text);
    let report = imported.report;
    assert_eq!(report.printed_numbers(), ["一、", "(一)", "三、", ""]);
    assert_eq!(report.sections[2].title, "存在的问题");
    let texts: Vec<_> = report
        .sections
        .iter()
        .skip(2)
        .flat_map(Section::paragraphs)
        .map(|text| text.text.as_str())
        .collect();
    assert_eq!(texts, ["公开不够及时。", "目录"]);
    let whats: Vec<_> = imported.repairs.iter().map(|repair| repair.what.words()).collect();
    assert_eq!(whats, ["去掉强调标记", "去掉列表符号"]);
}

/// Words that a reader of Markdown takes for markup.
const MARKUP: &[&str] = &[
    "<=@a>",
    "`<=@a>",
    "<1@b.c>",
    "<a@b.c>",
    "<http://a.cn>",
    "<?a?>",
    "<!A>",
    "<![CDATA[a]]>",
    "<pre>",
    "<!-- 空段 -->",
    "&amp;",
    "&#35;",
    "`a` `` ` ``",
    "\\",
    "\\|",
    "\\&lt;",
    "===",
    "- - -",
    "--",
    "| a | b |",
    "| --- |",
    "[a]: <b> 'c'",
    "[^1]: a",
    "[a](b)![c](d)",
    "* a",
    "1. ",
    "1)",
    "    a",
    "\ta\t",
    "# a #",
    "~~~",
    "> a",
    "a  ",
    "a\\",
    "\u{a0}",
];

/// Each of them stands wherever a report can hold words.
#[test]
fn what_looks_like_markup_comes_back_as_words() {
    for &words in MARKUP {
        let mut report = sample();
        words.clone_into(&mut report.title);
        for section in &mut report.sections {
            words.clone_into(&mut section.title);
            for block in &mut section.blocks {
                match block {
                    Block::Paragraph(paragraph) => words.clone_into(&mut paragraph.text),
                    Block::Table(table) => fill(table, words),
                }
            }
        }
        let text = write("md", words, &report);
        let imported = read("年报.md", &text);
        assert_eq!(without_ids(imported.report), report, "{text}");
        assert_eq!((imported.agency.as_deref(), imported.repairs), (Some(words), vec![]), "{text}");
    }
}

/// The words in every place of a table that holds words.
fn fill(table: &mut Table, words: &str) {
    let all = |path: &mut Vec<String>| path.iter_mut().for_each(|step| words.clone_into(step));
    for text in [&mut table.caption, &mut table.source].into_iter().chain(&mut table.notes) {
        words.clone_into(text);
    }
    for column in &mut table.columns {
        all(&mut column.label);
        words.clone_into(&mut column.unit);
    }
    for row in &mut table.rows {
        all(&mut row.label);
        words.clone_into(&mut row.unit);
        row.cells.iter_mut().for_each(|cell| *cell = Cell::from(words));
    }
}

/// The real report stays outside the repository: `NIANBAO_REAL_REPORTS` names its folder.
#[test]
fn the_real_report_of_2017_survives_every_way() {
    let Ok(folder) = std::env::var("NIANBAO_REAL_REPORTS") else {
        eprintln!("NIANBAO_REAL_REPORTS is not set: skipped");
        return;
    };
    let text = std::fs::read_to_string(format!("{folder}/000_d9aff0bab10d4f30.txt"))
        .expect("a report that can be written and read");
    let first = read("000.txt", &text);
    for key in ["md", "txt"] {
        let again =
            read("年报", &write(key, first.agency.as_deref().unwrap_or_default(), &first.report));
        assert_eq!(again.report, first.report, "{key}");
        assert_eq!(again.agency, first.agency, "{key}");
    }
}
