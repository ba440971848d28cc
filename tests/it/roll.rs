//! One year into the next: what a clerk finds in the draft.

use nianbao::model::{Block, Cell, Form, Report, Section, Table};
use nianbao::project::{Project, RollError, Rolled};
use nianbao::store;
use proptest::prelude::*;

use crate::run::Run;
use crate::support::Program;

fn sample(name: &str) -> Project {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    store::open(&root.join(name)).unwrap().project
}

/// A sample project with its reports up to a year.
fn until(name: &str, year: i16) -> Project {
    let mut project = sample(name);
    project.reports.retain(|known, _| *known <= year);
    project
}

fn roll(project: &Project, to: i16) -> Rolled {
    project.roll(to).unwrap()
}

fn row<'a>(report: &'a Report, form: &str, key: &str) -> &'a [Cell] {
    let table = report.form_table(form).unwrap();
    &table.rows.iter().find(|row| row.key == key).unwrap().cells
}

fn tables(report: &Report) -> Vec<&Table> {
    report.sections.iter().flat_map(Section::tables).collect()
}

#[test]
fn what_is_carried_over_equals_last_years_column_by_column() {
    for (year, to) in [(2021, 2022), (2022, 2023), (2023, 2024), (2024, 2025), (2020, 2021)] {
        let project = until("shili-minzheng", year);
        let rolled = roll(&project, to);
        let last = row(&project.reports[&year], "applications", "r25");
        assert_eq!(row(&rolled.report, "applications", "r2"), last, "{to}");
        assert_eq!((rolled.from, rolled.carried), (year, 7));
        assert_eq!(rolled.report.form, Form::F2021);
    }
}

#[test]
fn standing_items_of_the_trial_format_go_on() {
    let project = until("shili-minzheng", 2020);
    let mut report = project.reports[&2020].clone();
    report.year = 2019;
    let mut earlier = Project { head: project.head.clone(), ..Project::default() };
    earlier.reports.insert(2019, report.clone());
    let rolled = roll(&earlier, 2020);
    let number =
        |cells: &[Cell], column: usize| cells[column].number().map(nianbao::model::Number::value);
    let table = report.form_table("disclosure").unwrap();
    let at = |key: &str| table.columns.iter().position(|column| column.key == key).unwrap();
    for key in ["permit", "service", "penalty", "force", "fee"] {
        let last = row(&report, "disclosure", key);
        let want = number(last, at("previous")).zip(number(last, at("change"))).map(|(a, b)| a + b);
        let is = number(row(&rolled.report, "disclosure", key), at("previous"));
        assert!(want.is_some(), "{key}");
        assert_eq!(is, want, "{key}");
    }
}

#[test]
fn every_other_cell_is_blank_and_what_does_not_apply_stays_so() {
    let mut project = sample("shili-minzheng");
    let report = project.reports.get_mut(&2024).unwrap();
    let table = report.sections.iter_mut().flat_map(Section::tables_mut).next().unwrap();
    assert!(table.set("reg", "made", Cell::NotApplicable));
    let rolled = roll(&project, 2025);
    for table in tables(&rolled.report) {
        for row in table.rows.iter().filter(|row| row.key != "r2") {
            for cell in &row.cells {
                assert!(matches!(cell, Cell::Blank | Cell::NotApplicable), "{} {cell}", row.key);
            }
        }
    }
    assert_eq!(row(&rolled.report, "disclosure", "reg")[0], Cell::NotApplicable);
}

#[test]
fn title_period_and_preface_are_of_the_new_year() {
    let rolled = roll(&sample("shili-minzheng"), 2025);
    assert_eq!(rolled.report.title, "示例市民政局\n2025年政府信息公开工作年度报告");
    assert_eq!(rolled.report.period.to_string(), "2025");
    let preface: String = rolled.report.sections[0]
        .blocks
        .iter()
        .filter_map(|block| Some(block.paragraph()?.text.as_str()))
        .collect();
    assert!(preface.contains("2025年1月1日至2025年12月31日"), "{preface}");
    assert!(!preface.contains("2024年"), "{preface}");
}

#[test]
fn every_sentence_with_a_number_or_a_year_is_marked() {
    let project = sample("shili-minzheng");
    let rolled = roll(&project, 2025);
    let marked = |text: &str| {
        rolled
            .review
            .pending
            .iter()
            .any(|mark| text.contains(&mark.quote) || mark.quote.contains(text.trim()))
    };
    for section in rolled.report.sections.iter().filter(|section| !section.is_preface()) {
        for text in
            section.blocks.iter().filter_map(Block::paragraph).map(|paragraph| &paragraph.text)
        {
            for sentence in text.split_inclusive('。') {
                let old = sentence.chars().any(|c| c.is_ascii_digit()) || sentence.contains("今年");
                assert!(!old || marked(sentence), "{sentence}");
            }
        }
    }
    assert!(rolled.review.pending.iter().all(|mark| {
        rolled
            .report
            .paragraph(mark.paragraph)
            .is_some_and(|paragraph| mark.stands_in(&paragraph.text))
    }));
}

#[test]
fn the_old_outline_is_laid_out_in_the_new_one() {
    let project = sample("zhongwei-2017");
    let rolled = roll(&project, 2018);
    assert_eq!(rolled.report.form, Form::F2008);
    let rolled = roll(&project, 2019);
    let heads: Vec<&str> = rolled
        .report
        .sections
        .iter()
        .filter(|section| section.level == 1)
        .map(|section| section.title.as_str())
        .collect();
    assert_eq!(
        heads,
        [
            "总体情况",
            "主动公开政府信息情况",
            "收到和处理政府信息公开申请情况",
            "政府信息公开行政复议、行政诉讼情况",
            "存在的主要问题及改进情况",
            "其他需要报告的事项"
        ]
    );
    let forms: Vec<&str> = tables(&rolled.report)
        .iter()
        .map(|table| table.form.as_str())
        .filter(|form| !form.is_empty())
        .collect();
    assert_eq!(forms, ["disclosure", "applications", "litigation"]);
    // Not a paragraph is lost on the way.
    let texts = |report: &Report| {
        let mut texts: Vec<String> = report
            .sections
            .iter()
            .filter(|section| !section.is_preface())
            .flat_map(|section| &section.blocks)
            .filter_map(|block| Some(block.paragraph()?.text.clone()))
            .collect();
        texts.sort();
        texts
    };
    assert_eq!(texts(&rolled.report), texts(&project.reports[&2017]));
    let ids: Vec<_> = rolled.report.ids().collect();
    let once: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(once.len(), ids.len());
}

#[test]
fn what_cannot_be_rolled_is_told() {
    let project = sample("shili-minzheng");
    assert_eq!(project.roll(2024), Err(RollError::Exists(2024)));
    assert_eq!(project.roll(2019), Err(RollError::Nothing(2019)));
    let late = project.roll(2027).unwrap();
    assert_eq!((late.carried, late.from), (0, 2024));
    assert!(late.remarks.iter().any(|remark| remark.contains("缺 2026 年")), "{:?}", late.remarks);
}

#[test]
fn the_command_writes_the_draft_and_touches_nothing_else() {
    let run = Run::new().sample("shili-minzheng");
    let folder = run.folder.path().join("shili-minzheng/reports");
    let before = std::fs::read(folder.join("2024.ron")).unwrap();
    let ended = run.args(["roll", "shili-minzheng", "--to", "2025"]).code(0).stdout("");
    assert!(
        ended.stderr.starts_with("已由 2024 年报结转出 2025 年报草稿：上年结转填了 7 格，待更新 "),
        "{}",
        ended.stderr
    );
    assert_eq!(std::fs::read(folder.join("2024.ron")).unwrap(), before);
    let ended = ended.then().args(["fmt", "shili-minzheng", "--check"]).code(0);
    let ended = ended.then().args(["roll", "shili-minzheng", "--to", "2025"]).code(3);
    assert!(ended.stderr.contains("2025 年报已经有了"), "{}", ended.stderr);
    ended.then().args(["roll", "shili-minzheng", "--to", "2010"]).code(2);
}

#[test]
fn the_draft_is_made_and_shown_from_the_menu() {
    let program = Program::on("shili-minzheng").press("ctrl-p j z x y n enter");
    let screen = program.screen();
    assert!(screen.contains("示例市民政局 2025"), "{screen}");
    assert!(screen.contains("已由 2024 年报结转出 2025 年报草稿：上年结转 7 格"), "{screen}");
    assert!(program.file("reports/2025.ron").contains("year: 2025"));
    let again = program.press("ctrl-p j z x y n enter");
    assert!(again.screen().contains("2026"), "{}", again.screen());
}

#[test]
fn what_is_not_saved_is_saved_first() {
    let program = Program::at("lianxi", "2024/1.1/1").press("新 esc ctrl-p j z x y n enter");
    let screen = program.screen();
    assert!(screen.contains("先按 Ctrl-S 保存，再结转"), "{screen}");
}

proptest! {
    /// Whatever is written, nothing of it is lost, and every mark stands where it says.
    #[test]
    fn any_text_is_rolled(texts in prop::collection::vec(r"(我局|今年|公开|3次|。|；|12条|2024年|《|》){0,9}", 1..5)) {
        let mut project = sample("shili-minzheng");
        let report = project.reports.get_mut(&2024).unwrap();
        let paragraphs = report.sections.iter_mut().flat_map(|section| &mut section.blocks).filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph),
            Block::Table(_) => None,
        });
        for (paragraph, text) in paragraphs.skip(2).zip(&texts) {
            paragraph.text.clone_from(text);
        }
        let rolled = roll(&project, 2025);
        for mark in &rolled.review.pending {
            let paragraph = rolled.report.paragraph(mark.paragraph).unwrap();
            prop_assert!(mark.stands_in(&paragraph.text));
            prop_assert!(!mark.why.is_empty());
        }
    }
}
