//! Every rule against its texts: those that must be found and those, near to them, that must not.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use nianbao::checks::{self, Checker, Finding, NO_WORDS, Place, RULES, Subject, WordList, printed};
use nianbao::forms::Catalogue;
use nianbao::model::{
    Agency, Block, Cell, Form, Ids, Override, Paragraph, Report, Section, Table, Year,
};
use nianbao::text::width::Widths;
use proptest::prelude::*;
use serde::Deserialize;

/// `tests/fixtures/checks/<CODE>.ron`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixtures {
    found: Vec<Case>,
    left_alone: Vec<Case>,
}

/// A report in short: first-level headings with a sentence below each, or the sections in full.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// What the case shows.
    why: String,
    #[serde(default = "this_year")]
    year: Year,
    form: Option<Form>,
    #[serde(default = "title")]
    title: String,
    #[serde(default)]
    headings: Vec<String>,
    #[serde(default)]
    sections: Vec<Section>,
    /// What merging has left.
    #[serde(default)]
    conflicts: Vec<nianbao::model::Conflict>,
    /// Paragraphs of one section, and those of the year before.
    #[serde(default)]
    texts: Vec<String>,
    #[serde(default)]
    last_texts: Vec<String>,
    /// A statutory table of this year, and the same of the year before.
    table: Option<Filling>,
    before: Option<Filling>,
    #[serde(default)]
    agency: Agency,
    #[serde(default)]
    words: WordList,
    /// What the findings of the rule say is there or is missing, in reading order.
    #[serde(default)]
    says: Vec<String>,
}

/// A statutory table in short: every cell alike, then some by `row/column`, or whole rows.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Filling {
    form: String,
    /// The generation, where it is not that of the year.
    of: Option<Form>,
    /// What stands in every cell of the form.
    #[serde(default = "zero")]
    all: String,
    #[serde(default)]
    rows: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    cells: BTreeMap<String, String>,
    /// Reasons for computed cells filled in by hand, by `row/column`: the value explained, the reason.
    #[serde(default)]
    overrides: BTreeMap<String, (String, String)>,
}

fn zero() -> String {
    "0".to_owned()
}

impl Filling {
    fn table(&self, generation: Form) -> Table {
        let catalogue = Catalogue::built_in();
        let form = catalogue.form(generation, &self.form).expect("a form of that generation");
        let mut table = form.blank(&mut Ids::of_text(&self.form));
        for row in &mut table.rows {
            let known = form.row(&row.key).unwrap();
            for (column, cell) in form.columns.iter().zip(&mut row.cells) {
                let own = if known.has(&column.key) { self.all.as_str() } else { "" };
                *cell = Cell::from(own);
            }
            if let Some(cells) = self.rows.get(&row.key) {
                row.cells = cells.iter().map(|text| Cell::from(text.as_str())).collect();
            }
        }
        for (place, text) in &self.cells {
            let (row, column) = place.split_once('/').expect("row/column");
            assert!(form.has(row, column), "{place}");
            let at = form.columns.iter().position(|known| known.key == column).unwrap();
            let row = table.rows.iter_mut().find(|known| known.key == row).unwrap();
            row.cells[at] = Cell::from(text.as_str());
        }
        for (place, (value, reason)) in &self.overrides {
            let (row, column) = place.split_once('/').expect("row/column");
            let row = table.rows.iter_mut().find(|known| known.key == row).unwrap();
            row.overrides.push(Override {
                column: column.to_owned(),
                value: Cell::from(value.as_str()),
                reason: reason.clone(),
                by: "张三".to_owned(),
                when: jiff::Timestamp::UNIX_EPOCH,
            });
        }
        table
    }

    fn report(&self, year: Year) -> Report {
        let mut report = Report::new(year, title()).expect("a year of the calendar");
        report.form = self.of.unwrap_or(report.form);
        let blocks = vec![Block::Table(self.table(report.form))];
        report.sections =
            vec![Section { level: 1, title: "表".to_owned(), blocks, ..Section::default() }];
        report
    }
}

/// A section of these paragraphs.
fn section_of(texts: &[String]) -> Section {
    let paragraph = |text: &String| Paragraph { text: text.clone(), ..Paragraph::default() };
    let blocks = texts.iter().map(paragraph).map(Block::Paragraph).collect();
    Section { level: 1, title: "总体情况".to_owned(), blocks, ..Section::default() }
}

const fn this_year() -> Year {
    2024
}

fn title() -> String {
    "示例市民政局2024年政府信息公开工作年度报告".to_owned()
}

impl Case {
    fn report(&self) -> Report {
        let mut report =
            Report::new(self.year, self.title.clone()).expect("a year of the calendar");
        report.form = self.form.unwrap_or(report.form);
        let text = || {
            Block::Paragraph(Paragraph {
                text: "本年度情况正常。".to_owned(),
                ..Paragraph::default()
            })
        };
        let short = self.headings.iter().map(|title| Section {
            level: 1,
            title: title.clone(),
            blocks: vec![text()],
            ..Section::default()
        });
        let plain = (!self.texts.is_empty()).then(|| section_of(&self.texts));
        report.sections = short.chain(plain).chain(self.sections.iter().cloned()).collect();
        if let Some(table) = &self.table {
            report.form = table.of.unwrap_or(report.form);
            report.sections.extend(table.report(self.year).sections);
        }
        report.conflicts.clone_from(&self.conflicts);
        report.give_ids(&mut Ids::of_text(&self.why));
        report
    }

    fn findings(&self, code: &str) -> Vec<Finding> {
        self.findings_by(&mut checker(), code)
    }

    /// The same by a checker that has read the forms before.
    fn findings_by(&self, checker: &mut Checker, code: &str) -> Vec<Finding> {
        let mut before = self.before.as_ref().map(|table| table.report(self.year - 1));
        if !self.last_texts.is_empty() {
            let mut last = Report::new(self.year - 1, title()).unwrap();
            last.sections = vec![section_of(&self.last_texts)];
            last.give_ids(&mut Ids::of_text("last"));
            before = Some(last);
        }
        let report = self.report();
        let subject = Subject {
            report: &report,
            agency: &self.agency,
            previous: before.as_ref(),
            words: &self.words,
        };
        let found = checker.check(&subject);
        found.into_iter().filter(|finding| finding.rule == code).collect()
    }
}

fn checker() -> Checker {
    Checker::new(Catalogue::built_in())
}

fn find(report: &Report) -> Vec<Finding> {
    checks::run(&Subject { report, agency: &Agency::default(), previous: None, words: &NO_WORDS })
}

fn folder(inside: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(inside)
}

fn fixtures(code: &str) -> Fixtures {
    let path = folder("tests/fixtures/checks").join(format!("{code}.ron"));
    let text =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    ron::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn what_is_wrong_is_found() {
    let mut missed = Vec::new();
    let mut checker = checker();
    for rule in RULES.iter().filter(|rule| !rule.looks.is_empty()) {
        let code = rule.about.code;
        let cases = fixtures(code).found;
        assert!(cases.len() >= 3, "{code}: three texts that must be found, at least");
        for case in cases {
            let named = |finding: Finding| {
                if finding.found.is_empty() { finding.expected } else { finding.found }
            };
            let said: Vec<String> =
                case.findings_by(&mut checker, code).into_iter().map(named).collect();
            if said.is_empty() || said != case.says {
                missed.push(format!("{code} {}: {said:?} and not {:?}", case.why, case.says));
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn what_is_right_is_left_alone() {
    let mut blamed = Vec::new();
    let mut checker = checker();
    for rule in RULES.iter().filter(|rule| !rule.looks.is_empty()) {
        let code = rule.about.code;
        let cases = fixtures(code).left_alone;
        assert!(cases.len() >= 3, "{code}: three near texts that must not be found, at least");
        for case in cases {
            let found = case.findings_by(&mut checker, code).into_iter();
            blamed.extend(found.map(|found| format!("{code} {}: {}", case.why, found.message)));
        }
    }
    assert!(blamed.is_empty(), "{}", blamed.join("\n"));
}

#[test]
fn a_code_is_given_once_and_in_order() {
    let codes: Vec<&str> = RULES.iter().map(|rule| rule.about.code).collect();
    let sorted: BTreeSet<&str> = codes.iter().copied().collect();
    assert_eq!(codes, sorted.into_iter().collect::<Vec<_>>());
    for code in codes {
        let (family, number) = code.split_at(1);
        assert!("FPNTYSCX".contains(family), "{code}");
        assert!(number.len() == 3 && number.parse::<u16>().is_ok(), "{code}");
    }
}

#[test]
fn every_rule_that_is_written_is_on_the_list() {
    let list = fs::read_to_string(folder("src/checks/rules/mod.rs")).unwrap();
    let mut files = 0;
    for entry in fs::read_dir(folder("src/checks/rules")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if name == "mod" {
            continue;
        }
        if path.extension().is_some_and(|ending| ending == "rs") {
            files += 1;
            assert!(list.contains(&format!("&{name}::RULE,")), "{name} is not on the list");
            assert!(path.with_extension("md").exists(), "{name} has no page");
        } else {
            assert!(path.with_extension("rs").exists(), "{name} is a page without a rule");
        }
    }
    assert_eq!(files, RULES.len());
}

#[test]
fn every_fixture_has_its_rule() {
    for entry in fs::read_dir(folder("tests/fixtures/checks")).unwrap() {
        let path = entry.unwrap().path();
        let code = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(checks::rule(&code).is_some(), "{}: no such rule", path.display());
    }
}

#[test]
fn a_name_reads_after_豁免() {
    for rule in RULES {
        let name = rule.about.name;
        // It says what is wrong (a state), not what to do, and is no sentence.
        assert!(!name.is_empty() && name.chars().count() <= 20, "{name}");
        assert!(!name.contains(['。', '，', '：', '！']), "豁免 {name}");
        for order in ["请", "应", "检查", "须", "不要", "豁免"] {
            assert!(!name.starts_with(order), "豁免 {name}");
        }
    }
}

#[test]
fn every_page_tells_all_there_is_to_tell() {
    for rule in RULES {
        let about = rule.about;
        let opening = format!("# {} {}\n", about.code, about.name);
        assert!(about.page.starts_with(&opening), "{} opens otherwise", about.code);
        for part in ["查什么", "为什么", "依据", "例", "怎样改", "对照"] {
            assert!(about.page.contains(&format!("\n**{part}** ")), "{}: {part}", about.code);
        }
        assert!(!about.basis.is_empty());
    }
}

#[test]
fn every_finding_says_where_why_and_what_to_do() {
    let mut checker = checker();
    for rule in RULES.iter().filter(|rule| !rule.looks.is_empty()) {
        for case in fixtures(rule.about.code).found {
            for finding in case.findings_by(&mut checker, rule.about.code) {
                assert_eq!(finding.severity, rule.about.severity);
                assert!(finding.basis == rule.about.basis || finding.basis.contains("条例"));
                assert!(!finding.message.is_empty() && finding.year == case.year);
                let nothing_at_all = matches!(finding.place, Place::Report {});
                assert!(
                    nothing_at_all || !finding.fixes.is_empty() || finding.message.contains("末尾"),
                    "{finding:?}"
                );
            }
        }
    }
}

#[test]
fn the_basis_is_the_law_in_force_for_the_year() {
    for (year, names, not) in [(2017, "第492号", "第711号"), (2024, "第711号", "第492号")] {
        let mut report = Report::new(year, title()).unwrap();
        let section =
            |title: &str| Section { level: 1, title: title.to_owned(), ..Section::default() };
        report.sections = vec![section("概述")];
        report.give_ids(&mut Ids::of_text("概述"));
        let found = find(&report);
        for code in ["S001", "S003"] {
            let basis = &found.iter().find(|finding| finding.rule == code).unwrap().basis;
            assert!(basis.contains(names) && !basis.contains(not), "{year} {code}: {basis}");
        }
    }
}

#[test]
fn a_place_in_json_is_what_scripts_rely_on() {
    let section = |level, title: &str, text: &str| Section {
        level,
        title: title.to_owned(),
        blocks: vec![Block::Paragraph(Paragraph { text: text.to_owned(), ..Paragraph::default() })],
        ..Section::default()
    };
    let mut report = Report::new(2024, "年报".to_owned()).unwrap();
    report.sections =
        vec![section(1, "总体情况", "正常。"), section(2, "主动公开", "共12\u{200b}条。")];
    report.give_ids(&mut Ids::of_text("年报"));
    let finding = find(&report).into_iter().find(|finding| finding.rule == "X001").unwrap();
    let section = report.sections[1].id.to_string();
    let paragraph = report.sections[1].blocks[0].id().to_string();
    assert_eq!(
        serde_json::to_value(&finding).unwrap(),
        serde_json::json!({
            "rule": "X001",
            "severity": "warning",
            "year": 2024,
            "place": {
                "section": section, "number": "一（一）", "title": "主动公开", "paragraph": 1, "id": paragraph,
                "chars": [3, 4], "bytes": [5, 8], "quote": "\u{200b}",
            },
            "found": "零宽空格（U+200B）",
            "expected": "",
            "message": "有看不见的字符：零宽空格（U+200B）",
            "basis": finding.basis,
            "fixes": [{
                "tier": "sure",
                "title": "删去看不见的字符",
                "edits": [{"replace": {
                    "at": {"Paragraph": paragraph}, "start": 5, "removed": "\u{200b}", "inserted": "",
                }}],
            }],
            "waived": null,
        })
    );
}

#[test]
fn carets_stand_below_the_words() {
    let case = Case {
        why: "carets".to_owned(),
        year: 2024,
        form: None,
        title: title(),
        headings: vec!["总体情况：".to_owned()],
        sections: Vec::new(),
        conflicts: Vec::new(),
        texts: Vec::new(),
        last_texts: Vec::new(),
        table: None,
        before: None,
        agency: Agency::default(),
        words: NO_WORDS,
        says: Vec::new(),
    };
    let report = case.report();
    let finding = find(&report).into_iter().find(|finding| finding.rule == "S005").unwrap();
    assert_eq!(
        printed(&finding, &report, &Widths::NARROW),
        "警 S005 2024年一《总体情况：》：标题末尾不用“：”\n    \
         一、总体情况：\n    \
         \u{3000}\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}＾\n    \
         依据：GB/T 15834—2011《标点符号用法》；公文标题末尾不加点号的通行写法\n    \
         确定：删去“：”\n"
    );
}

#[test]
fn a_failing_column_is_told_with_its_sums_and_its_repairs() {
    let case: Case = ron::from_str(
        r#"(why: "差1", table: Some((form: "applications", rows: {
            "r1": ["0", "7", "0", "0", "0", "0", "7"], "r3": ["0", "7", "0", "0", "0", "0", "7"],
            "r24": ["0", "7", "0", "0", "0", "0", "7"], "r25": ["0", "1", "0", "0", "0", "0", "0"]})))"#,
    )
    .unwrap();
    let report = case.report();
    let finding = find(&report).into_iter().find(|finding| finding.rule == "F005").unwrap();
    assert_eq!(
        printed(&finding, &report, &Widths::NARROW),
        "错 F005 2024年《表》表“四、结转下年度继续办理”行：“商业企业”列：一+二为7，三（七）+四为8，差1\n    \
         依据：国办公开办函〔2021〕30号、〔2019〕60号表三：第一项加第二项之和，等于第三项加第四项之和\n    \
         建议：“四、结转下年度继续办理”行“商业企业”列由1改为0（2处不符一并改正）\n"
    );
    let table = report.sections[0].blocks[0].table().unwrap();
    assert_eq!(
        serde_json::to_value(&finding.place).unwrap(),
        serde_json::json!({
            "table": "applications", "row": "r25", "column": "c2", "id": table.id.to_string(),
        })
    );
    assert_eq!(
        serde_json::to_value(&finding.fixes[0].edits).unwrap(),
        serde_json::json!([{"set_cell": {
            "table": table.id.to_string(), "row": table.rows[24].id.to_string(), "column": "c2", "to": "0",
        }}])
    );
}

#[test]
fn filling_with_zero_is_one_fix_for_all_cells_that_take_it() {
    let case: Case = ron::from_str(
        r#"(why: "补0", table: Some((form: "litigation", all: "", cells: {"r1/v1": "2", "r1/v5": "2"})))"#,
    )
    .unwrap();
    let findings = case.findings("F007");
    assert_eq!(findings[0].message, "有13格空白，其中13格按0算勾稽相符");
    assert_eq!(findings[0].fixes[0].title, "补0？（13格）");
    assert_eq!(findings[0].fixes[0].edits.len(), 13);
}

/// Pieces of which rules take notice, to be joined at random.
const PIECES: [&str; 72] = [
    "2023",
    "2024",
    "24",
    "3",
    "31",
    "12,34",
    "868",
    "10-20",
    "0955-7037171",
    "（0955）",
    "737174",
    "13900000000",
    "11010519491231002X",
    "6222000000000009",
    "139000**000",
    "年",
    "月",
    "日",
    "号",
    "%",
    "万元",
    "件",
    "条",
    "余",
    "多",
    "左右",
    "约",
    "近",
    "至",
    "—",
    "、",
    "，",
    "。",
    "；",
    "：",
    "（",
    "）",
    "(",
    ")",
    "《",
    "》",
    "“",
    "”",
    "〔",
    "]",
    "[",
    " ",
    "\u{3000}",
    "\u{a0}",
    "\u{200b}",
    "\u{e000}",
    "⼯",
    "𠮷",
    "…",
    "...",
    "__",
    "XX",
    "一",
    "二是",
    "三、四次",
    "1、",
    "（一）",
    "截止",
    "接收监督",
    "今年",
    "以来",
    "电话：",
    "邮编",
    "@",
    "www",
    "http：//",
    "申请人张三",
];

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![8 => prop::sample::select(PIECES.as_slice()).prop_map(str::to_owned), 1 => any::<String>()];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_text_breaks_a_rule_and_every_fix_takes_out_what_stands_there(
        texts in prop::collection::vec(pieces(), 1..6), title in pieces(), last in prop::collection::vec(pieces(), 0..3)
    ) {
        let mut report = Report::new(2024, title).unwrap();
        let mut preface = section_of(&texts);
        preface.level = 0;
        preface.title = String::new();
        let mut problems = section_of(&texts);
        problems.title = format!("问题{}", texts[0]);
        problems.blocks.push(Block::Table(Table { caption: texts[0].clone(), ..Table::default() }));
        report.sections = vec![preface, section_of(&texts), problems];
        report.give_ids(&mut Ids::of_text("now"));
        let mut before = Report::new(2023, title_of_last()).unwrap();
        before.sections = vec![section_of(&last)];
        before.give_ids(&mut Ids::of_text("last"));
        let agency = Agency { name: "示例市民政局".to_owned(), ..Agency::default() };
        for finding in checks::run(&Subject { report: &report, agency: &agency, previous: Some(&before), words: &NO_WORDS }) {
            if let Place::Text(place) = &finding.place {
                let text = report.text(place.at).unwrap();
                if let Some(words) = &place.words {
                    prop_assert_eq!(text.get(words.bytes[0]..words.bytes[1]), Some(words.quote.as_str()));
                } else {
                    prop_assert!(finding.found.is_empty() || finding.rule.starts_with('S'), "{:?}", finding);
                }
            }
            for edit in finding.fixes.iter().flat_map(|fix| &fix.edits) {
                if let checks::Mend::Replace { at, start, removed, .. } = edit {
                    let text = report.text(*at).unwrap();
                    prop_assert_eq!(text.get(*start..start + removed.len()), Some(removed.as_str()), "{:?}", finding);
                }
            }
        }
    }
}

fn title_of_last() -> String {
    "示例市民政局2023年政府信息公开工作年度报告".to_owned()
}
