//! Past figures: looked up, taken along, and shown over the years; tied figures cut, pasted and kept from going out loose.

use insta::assert_snapshot;

use crate::run::Run;
use crate::support::Program;

/// The sample as a draft, typing at the end of the paragraph of 一（五）.
fn typing() -> Program {
    Program::drafting(|text| text).go("2024/1.5/1").press("end")
}

#[test]
fn the_total_comes_first_and_five_years_stand_beside_each_other() {
    let program = Program::on("shili-minzheng").press("enter f3 x s");
    assert!(program.row(3).contains("一、本年新收／总计"), "{}", program.screen());
    assert!(
        program.row(2).contains("2020    2021    2022    2023    2024"),
        "{}",
        program.screen()
    );
    assert_snapshot!("look_up", program.screen());
    // A column that is named is what is meant.
    let program = program.press("z r r");
    assert!(program.row(3).contains("一、本年新收／自然人"), "{}", program.screen());
    let low = Program::sized("shili-minzheng", 40, 10).press("enter f3 x s");
    assert_snapshot!("look_up_40x10", low.screen());
}

#[test]
fn figures_of_the_prose_are_looked_up_with_their_sentence() {
    let program = Program::on("zhongwei-2017").press("enter f3 y l j z");
    assert!(program.row(3).contains("医疗救助"), "{}", program.screen());
    assert!(program.screen().contains("来源 2017 年报 二第"), "{}", program.screen());
    let there = program.press("enter");
    assert!(there.row(0).contains("二、"), "{}", there.screen());
}

#[test]
fn a_figure_is_copied_with_its_unit_and_where_it_is_from() {
    let program = Program::on("shili-minzheng").press("enter f3 x s ctrl-c");
    let told = program.screen();
    assert!(told.contains("已收下“57件（示例市民政局2024年政府信息公开工作年度报告"), "{told}");
    let state = program.session().state();
    assert_eq!(
        state.clipboard,
        "57件（示例市民政局2024年政府信息公开工作年度报告，一、本年新收／总计）"
    );
    // y is a letter of what is looked for until one has moved in the list.
    let program = Program::on("shili-minzheng").press("enter f3 x s down up y");
    assert!(program.screen().contains("已收下“57件"), "{}", program.screen());
    let program = Program::on("shili-minzheng").press("enter f3 y");
    assert!(program.screen().contains("> y"), "{}", program.screen());
}

/// The report with a tied figure put at the end of a paragraph.
fn tied() -> Program {
    typing().press("f3 b n x s 总 计 enter")
}

#[test]
fn what_is_cut_and_pasted_stays_tied() {
    let program = tied().press("ctrl-a ctrl-x");
    assert!(!program.screen().contains("[57]件"), "{}", program.screen());
    let program = program.press("ctrl-v");
    assert!(program.screen().contains("[57]件"), "{}", program.screen());
    // Into another paragraph, in the middle of its words.
    let program =
        program.press("ctrl-a ctrl-x").go("2024/1.4/1").press("right right ctrl-v ctrl-s");
    assert!(program.screen().contains("[57]件"), "{}", program.screen());
    assert!(program.file("reports/2024.ron").contains("2024/applications/r1/c7"));
    let undone = program.press("ctrl-z ctrl-z ctrl-s");
    assert_eq!(undone.file("reports/2024.ron").matches("2024/applications/r1/c7").count(), 1);
    // Copied, it is tied twice.
    let twice = tied().press("shift-left ctrl-c right ctrl-v ctrl-s");
    assert_eq!(
        twice.file("reports/2024.ron").matches("source: \"2024/applications/r1/c7\"").count(),
        2
    );
}

#[test]
fn a_loose_link_does_not_go_out() {
    let text = tied().press("esc ctrl-s").file("reports/2024.ron");
    let loose = text.replace("2024/applications/r1/c7", "2024/applications/r99/c7");
    let mut run =
        Run::new().sample("shili-minzheng").file("shili-minzheng/reports/2024.ron", &loose);
    for format in ["md", "txt", "html", "docx", "json", "csv", "xlsx"] {
        let line = format!("export shili-minzheng --year 2024 --to {format} -o out.{format}");
        let ended = run.line(&line).code(1);
        let ended = ended.told("一（五）第 1 段“57件”：来源 2024/applications/r99/c7 已经不在了");
        run = ended.then();
        assert!(!run.path(&format!("out.{format}")).exists(), "{format}");
    }
}

#[test]
fn in_the_interface_too_a_loose_link_stops_the_export() {
    let program = tied().press("esc").go("2024/applications/r1/c1").press("4 2 enter esc esc");
    let program = program.press("f12 enter");
    assert!(program.screen().contains("没有导出：1 个关联的数与来源不符"), "{}", program.screen());
    let program = program.press("ctrl-p 更新关联的数 enter f12 enter");
    assert!(program.screen().contains("已导出到"), "{}", program.screen());
}

#[test]
fn figures_over_the_years() {
    for (columns, rows) in [(80, 24), (40, 10)] {
        let program = Program::sized("shili-minzheng", columns, rows).press("enter f3 x s tab");
        assert_snapshot!(format!("trend_lines_{columns}x{rows}"), program.screen());
        let program = program.press("tab");
        assert_snapshot!(format!("trend_bars_{columns}x{rows}"), program.screen());
        let program = program.press("tab");
        assert_snapshot!(format!("trend_table_{columns}x{rows}"), program.screen());
    }
}

#[test]
fn several_figures_share_a_trend_and_are_written_as_files() {
    let program = Program::on("shili-minzheng").press("enter f3 x s tab 3 j z x n enter");
    assert_snapshot!("trend_of_two", program.screen());
    let written = program.press("4");
    assert!(written.screen().contains("已导出到"), "{}", written.screen());
    let csv = written.file("示例市民政局一本年新收总计走势.csv");
    assert!(csv.starts_with("期间,一、本年新收"), "{csv}");
    assert_eq!(csv.lines().count(), 6, "{csv}");
    assert!(written.file("示例市民政局一本年新收总计走势.svg").contains("<polyline"));
    let one = written.press("-");
    assert!(!one.screen().contains("B "), "{}", one.screen());
    assert!(one.press("esc").row(23).contains("F1帮助"));
}

#[test]
fn single_quarters_are_shown_where_a_report_tells_them() {
    let program = Program::on("zhongwei-2017").press("enter f3 d b j tab 2 tab tab");
    let screen = program.screen();
    assert!(screen.contains("按季") && screen.contains("8308.31"), "{screen}");
    let program = Program::on("shili-minzheng").press("enter f3 x s tab 2");
    assert!(program.screen().contains("没有按季的数"), "{}", program.screen());
}
