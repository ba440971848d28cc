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

/// The sentences of a draft that still hold a figure of the earlier report and bear no mark. What the figures are is told by
/// the reader of figures, which knows nothing of marks.
fn unmarked(project: &Project, to: i16) -> Vec<String> {
    let rolled = roll(project, to);
    let vocabulary = nianbao::figures::prose::Vocabulary::built_in();
    let mut left = Vec::new();
    let mut kept = project.clone();
    kept.reports.insert(to, rolled.report.clone());
    let mut seen = 0;
    for figure in kept.figures(to, &vocabulary) {
        let value = serde_json::to_value(&figure).unwrap();
        let Some(id) = value["place"]["id"].as_str().filter(|_| figure.origin == "prose") else {
            continue;
        };
        let digits = figure.sentence.chars().any(|c| c.is_ascii_digit());
        let marked = rolled.review.pending.iter().any(|mark| {
            mark.paragraph.to_string() == id
                && (mark.quote.contains(figure.sentence.trim())
                    || figure.sentence.contains(&mark.quote))
        });
        seen += 1;
        if digits && !marked {
            left.push(figure.sentence);
        }
    }
    assert!(seen > 10, "{seen} figures");
    left
}

#[test]
fn no_sentence_with_an_old_figure_is_left_unmarked() {
    for (name, year) in [
        ("shili-minzheng", 2020),
        ("shili-minzheng", 2021),
        ("shili-minzheng", 2022),
        ("shili-minzheng", 2023),
        ("shili-minzheng", 2024),
        ("lianxi", 2024),
        ("zhongwei-2017", 2017),
    ] {
        let left = unmarked(&until(name, year), year + 1);
        assert!(left.is_empty(), "{name} {year}: {left:#?}");
    }
    let left = unmarked(&until("zhongwei-2017", 2017), 2019);
    assert!(left.is_empty(), "{left:#?}");
}

/// The real report stays outside the repository: `NIANBAO_REAL_REPORTS` names its folder.
#[test]
fn the_real_report_leaves_no_old_figure_unmarked() {
    let Ok(folder) = std::env::var("NIANBAO_REAL_REPORTS") else {
        eprintln!("skipped: NIANBAO_REAL_REPORTS is not set");
        return;
    };
    let path = std::fs::read_dir(folder).unwrap().next().unwrap().unwrap().path();
    let bytes = std::fs::read(path).unwrap();
    let read =
        nianbao::import::read("真.txt", &bytes, &nianbao::import::Options::default()).unwrap();
    let mut project = Project::default();
    project.reports.insert(read.report.year, read.report);
    for to in [2018, 2019] {
        let left = unmarked(&project, to);
        assert!(left.is_empty(), "{left:#?}");
    }
}

#[test]
fn what_is_carried_over_is_what_was_published() {
    let mut project = until("shili-minzheng", 2023);
    let report = project.reports[&2023].clone();
    let mut review = nianbao::review::Review::default();
    review.publish(&report, ("王五", jiff::Timestamp::UNIX_EPOCH));
    let table = report.form_table("applications").unwrap();
    let closing = table.rows.iter().find(|row| row.key == "r25").unwrap();
    let (at, to) = (closing.id, "9".to_owned());
    let cell = nianbao::review::Anchor::Cell {
        table: table.id,
        row: at,
        column: "c1".to_owned(),
        value: closing.cells[0].to_string(),
    };
    review.corrections.push(nianbao::review::Correction {
        number: 1,
        at: cell,
        beside: nianbao::review::Beside::default(),
        to,
        reason: "漏记".to_owned(),
        by: "王五".to_owned(),
        when: jiff::Timestamp::UNIX_EPOCH,
    });
    project.reviews.insert(2023, review);
    // Somebody has changed the file since.
    let now = project.reports.get_mut(&2023).unwrap();
    let tables = now.sections.iter_mut().flat_map(Section::tables_mut);
    let changed = tables.into_iter().find(|table| table.form == "applications").unwrap();
    assert!(changed.set("r25", "c1", Cell::from("99")));
    let rolled = roll(&project, 2024);
    assert_eq!(row(&rolled.report, "applications", "r2"), row(&report, "applications", "r25"));
    let told = rolled.remarks.join("\n");
    assert!(told.contains("去年的结转数有更正 1"), "{told}");
    assert!(told.contains("2 更正为 9"), "{told}");
    // And the checks say that what was published is not what stands there.
    let wrong: Vec<_> =
        project.findings(2023).into_iter().filter(|one| one.rule == "S092").collect();
    assert_eq!(wrong.len(), 1, "{wrong:#?}");
    assert!(wrong[0].message.contains("“2”改为“99”"), "{}", wrong[0].message);
}

#[test]
fn what_is_still_to_do_shrinks_as_one_works() {
    let program = Program::on("shili-minzheng").press("ctrl-p j z x y n enter");
    let pending = |program: &Program| {
        let findings = &program.session().state().findings.list;
        findings.iter().filter(|finding| finding.rule == "Y090").count()
    };
    let before = pending(&program);
    assert!(before > 10, "{before}");
    let program = program.go("2025/1.1/1").press("end backspace 。 。 esc");
    assert_eq!(pending(&program), before - 1);
    let program = program.press("ctrl-z ctrl-z ctrl-z ctrl-z");
    assert_eq!(pending(&program), before, "taken back, it is as it was taken over");
}

#[test]
fn next_years_draft_is_made_from_the_start_page() {
    let folder = tempfile::tempdir().unwrap();
    let sample =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/shili-minzheng");
    crate::support::copy(&sample, folder.path());
    let path = folder.path().display().to_string();
    let program = Program::nowhere(80, 24);
    assert!(program.screen().contains("3  从去年结转"), "{}", program.screen());
    let program = program.press("3").paste(&path).press("enter");
    let screen = program.screen();
    assert!(screen.contains("已由 2024 年报结转出 2025 年报草稿"), "{screen}");
    assert!(folder.path().join("reports/2025.ron").is_file());
    let program = Program::nowhere(80, 24).press("3").paste("/没有/这里").press("enter");
    assert!(program.screen().contains("没有/这里"), "{}", program.screen());
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
