//! Find in all years, and replace with a preview and one undo.

use crate::support::{Program, copy};

/// The words of every paragraph of the open report.
fn words(program: &Program) -> String {
    let report = program.session().state().report().expect("a report");
    let sections = report.sections.iter();
    sections
        .flat_map(|section| section.paragraphs().map(|paragraph| paragraph.text.clone()))
        .collect::<Vec<_>>()
        .join("\n")
}

fn count(program: &Program, year: i16, what: &str) -> usize {
    let project = program.session().state().project().expect("a project");
    let report = project.reports.get(&year).expect("that year");
    let sections = report.sections.iter();
    let texts = sections.flat_map(|section| section.paragraphs().map(|paragraph| &paragraph.text));
    texts.map(|text| text.matches(what).count()).sum()
}

#[test]
fn every_place_is_shown_and_replaced_in_one_step() {
    let program = Program::on("lianxi");
    let before = count(&program, 2024, "申请");
    assert!(before > 3);
    let program = program.press("enter ctrl-r 申请 enter 请求 enter");
    assert!(program.screen().contains("申请[请求]"), "{}", program.screen());
    assert!(program.row(1).contains("范围：本年报"), "{}", program.screen());
    let program = program.press("enter");
    assert!(program.row(20).contains("已把“申请”换成“请求”"), "{}", program.screen());
    assert_eq!(count(&program, 2024, "申请"), 0);
    let program = program.press("ctrl-z");
    assert!(program.row(20).contains("已撤销：把“申请”换成“请求”"), "{}", program.screen());
    assert_eq!(count(&program, 2024, "申请"), before);
    assert!(!program.session().state().has_unsaved());
}

#[test]
fn a_place_that_is_left_out_stays() {
    let program = Program::on("lianxi");
    let before = count(&program, 2024, "公开");
    let program = program.press("enter ctrl-r 公开 enter 公布 enter end space enter");
    assert_eq!(count(&program, 2024, "公开"), 1, "{before}");
}

#[test]
fn a_published_year_is_left_alone_and_said_so() {
    let program = Program::on("lianxi").press("enter ctrl-r 公开 enter 公布 tab enter");
    assert!(program.row(1).contains("范围：全部年度"), "{}", program.screen());
    assert!(program.row(2).contains("2023 年报"), "{}", program.screen());
    assert!(program.row(2).contains("只能查看"), "{}", program.screen());
    let published = count(&program, 2023, "公开");
    let program = program.press("enter");
    assert_eq!((count(&program, 2024, "公开"), count(&program, 2023, "公开")), (0, published));
    assert!(
        program.row(20).contains("没改") || program.row(21).contains("没改"),
        "{}",
        program.screen()
    );
}

/// The sample with both years as drafts.
fn two_drafts() -> Program {
    let program = Program::on("lianxi")
        .elsewhere("reports/2023.ron", |text| text.replace("status: Published", "status: Draft"));
    let folder = tempfile::tempdir().expect("a folder");
    copy(std::path::Path::new(program.session().state().folder()), folder.path());
    Program::open(folder, 80, 24)
}

#[test]
fn all_years_are_one_undo_and_one_redo() {
    let both = |program: &Program| (count(program, 2023, "公开"), count(program, 2024, "公开"));
    let program = two_drafts();
    let before = both(&program);
    let program = program.press("enter ctrl-r 公开 enter 公布 tab enter enter");
    assert_eq!(both(&program), (0, 0));
    assert!(program.row(20).contains("2023 年报"), "{}", program.screen());
    let program = program.press("ctrl-z");
    assert_eq!(both(&program), before);
    assert!(program.screen().contains("连同 2023 年报"), "{}", program.screen());
    assert!(!program.session().state().has_unsaved());
    let program = program.press("ctrl-y");
    assert_eq!(both(&program), (0, 0));
}

#[test]
fn later_work_in_another_year_is_not_taken_back_with_it() {
    let program = two_drafts().press("enter ctrl-r 公开 enter 公布 tab enter enter");
    let program = program.press("ctrl-o 2 0 2 3 enter down down f2 甲 esc");
    assert_eq!(program.session().state().year(), Some(2023));
    let program = program.press("ctrl-o 2 0 2 4 enter ctrl-z");
    assert!(program.screen().contains("2023 年报里后来又有改动"), "{}", program.screen());
    assert_eq!(count(&program, 2023, "公开"), 0);
    assert!(count(&program, 2024, "公开") > 0);
}

#[test]
fn what_is_looked_for_can_be_pinyin_a_number_or_a_pattern() {
    let shown = |keys: &str| Program::on("lianxi").press(keys).screen();
    let pinyin = shown("enter ctrl-r f2 y s q g k enter 甲 enter");
    assert!(pinyin.contains("依申请公开[甲]"), "{pinyin}");
    let pattern = shown("enter ctrl-r f2 f2 f2 [0-9]+件 enter 〔$0〕 enter");
    assert!(pattern.contains("方式：正则") && pattern.contains("件[〔"), "{pattern}");
    let wrong = Program::on("lianxi").press("enter ctrl-r f2 f2 f2 ( enter");
    assert!(
        wrong.row(20).contains("写得不对") || wrong.screen().contains("写得不对"),
        "{}",
        wrong.screen()
    );
}

#[test]
fn a_section_or_a_selection_bounds_it() {
    let program = Program::on("lianxi")
        .press("enter down down down f2 ctrl-b down down down down ctrl-r 的 enter 地 enter");
    assert!(program.row(1).contains("范围：选区"), "{}", program.screen());
    let inside = program.session().state().matches.found.len();
    let program = program.press("tab");
    assert!(program.row(1).contains("范围：本节"), "{}", program.screen());
    let section = program.session().state().matches.found.len();
    let program = program.press("tab");
    let report = program.session().state().matches.found.len();
    assert!(inside <= section && section < report, "{inside} {section} {report}");
}

#[test]
fn a_few_selected_words_are_what_is_replaced() {
    let program = Program::on("lianxi").press("enter down down f2 shift-right shift-right ctrl-r");
    assert!(program.screen().contains("替换（文字，本年报）：根据"), "{}", program.screen());
}

#[test]
fn nothing_typed_instead_means_to_delete() {
    let program = Program::on("lianxi").press("enter ctrl-r 公开 enter enter");
    assert!(program.row(1).contains("删去“公开”"), "{}", program.screen());
    let program = program.press("enter");
    assert_eq!(count(&program, 2024, "公开"), 0);
    assert!(!words(&program).contains("公开"));
}

#[test]
fn tab_lists_what_stands_in_all_years_and_enter_goes_there() {
    let program = Program::on("shili-minzheng").press("enter ctrl-f 查阅点 tab");
    assert!(program.row(1).contains("范围：全部年度"), "{}", program.screen());
    let first = program.session().state().matches.found[0].year;
    let program = program.press("enter");
    assert_eq!(program.session().state().year(), Some(first));
    assert!(program.row(20).contains("第 1/"), "{}", program.screen());
}

#[test]
fn esc_leaves_everything_as_it_was() {
    let before = Program::on("lianxi").press("enter").screen();
    assert_eq!(
        Program::on("lianxi").press("enter ctrl-r 公开 enter 甲 enter esc").screen(),
        before
    );
}
