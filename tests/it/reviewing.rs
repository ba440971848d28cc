//! A review played by digits and F-keys alone, as a reviewer with an input method on would.

use std::path::Path;

use insta::assert_snapshot;

use crate::support::{Program, copy};

/// The clean sample's newest report as it was handed over.
fn handed_over(columns: u16, rows: u16) -> Program {
    let folder = tempfile::tempdir().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/shili-minzheng"), folder.path());
    let path = folder.path().join("reports/2024.ron");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("status: Published", "status: Submitted")).unwrap();
    Program::open(folder, columns, rows).sits("李四")
}

/// How many places there are, from the head of the pane.
fn places(program: &Program) -> usize {
    let head = program.row(1);
    head.split('/').nth(1).unwrap().split('处').next().unwrap().parse().unwrap()
}

#[test]
fn a_place_shows_both_years() {
    assert_snapshot!("review_80x24", handed_over(80, 24).press("f9 f8 f8 f8 f8").screen());
    let mut program = handed_over(100, 30).press("f9");
    while !(program.row(2).starts_with(" 去年") && program.row(1).contains("段")) {
        program = program.press("f8");
    }
    assert_snapshot!("review_100x30", program.screen());
    let mut program = handed_over(80, 24).press("f9");
    while !(program.row(2).starts_with(" 去年") && program.row(1).contains("段")) {
        program = program.press("f8");
    }
    assert_snapshot!("review_both_80x24", program.screen());
    assert_snapshot!("review_160x48", handed_over(160, 48).press("f9 f8 f8 f8 f8").screen());
    assert_snapshot!("review_40x10", handed_over(40, 10).press("f9 f8 f8 f8 f8").screen());
}

#[test]
fn a_table_shows_its_cells() {
    let mut program = handed_over(80, 24).press("f9");
    while !program.row(1).contains("三、收到和处理") || !program.row(1).contains(" 表") {
        program = program.press("f8");
    }
    assert_snapshot!("review_table", program.screen());
}

#[test]
fn a_whole_review_is_played_by_digits_and_ends_in_the_last_signature() {
    let mut program = handed_over(80, 24).press("f9");
    let count = places(&program);
    assert!(count > 10, "{}", program.screen());
    for _ in 0..count {
        program = program.press("1");
    }
    assert!(program.row(1).contains(&format!("已看 {count}/{count}")), "{}", program.screen());
    let program = program.press("esc f10 6");
    // The menu leads there without a letter; what it says is pressed by its digit in the list.
    let program = program.press("esc ctrl-p 送审签批 enter 2");
    assert!(program.screen().contains("已审核通过"), "{}", program.screen());
    let program = program.sits("王五").press("ctrl-p 送审签批 enter 2");
    assert!(program.screen().contains("已签发定稿"), "{}", program.screen());
    // One digit changes: exactly one section's signatures fall, those of the reviewer and the approver.
    let program = program.go("2024/1.5/1").press("end backspace backspace 8 次 。 esc ctrl-s f5");
    let findings = program.session().state().findings.list.clone();
    let fallen: Vec<_> = findings.iter().filter(|finding| finding.rule == "S091").collect();
    assert_eq!(fallen.len(), 2, "{fallen:#?}");
    assert_eq!(fallen[0].place, fallen[1].place);
    assert!(fallen[0].message.contains("改过："), "{}", fallen[0].message);
    // What was seen is seen still, but for that one place.
    let program = program.sits("李四").press("f9");
    assert!(
        program.row(1).contains(&format!("已看 {}/{count}", count - 1)),
        "{}",
        program.screen()
    );
}

#[test]
fn a_place_is_given_back_with_its_reason_and_answered() {
    let program = handed_over(80, 24).press("f9 f8 2 数字请再核对 enter");
    assert!(program.screen().contains("已记“退回”第2处"), "{}", program.screen());
    let program = program.press("f7");
    assert!(program.screen().contains("数字请再核对（未解决）"), "{}", program.screen());
    assert!(program.screen().contains("已看 退回"), "{}", program.screen());
    let program = program.sits("张三").press("7 已核对无误 enter");
    assert!(program.screen().contains("已核对无误（未解决）"), "{}", program.screen());
    let program = program.press("8");
    assert!(program.screen().contains("（已解决）"), "{}", program.screen());
    let program = program.press("9");
    assert!(program.screen().contains("（未解决）"), "{}", program.screen());
    assert!(program.file("reviews/2024.ron").contains("数字请再核对"));
}

#[test]
fn a_decision_is_taken_back() {
    let program = handed_over(80, 24).press("f9 1 1 9");
    assert!(program.screen().contains("已撤销：第2处“同意”"), "{}", program.screen());
    assert!(program.row(1).contains("已看 1/"), "{}", program.screen());
}

#[test]
fn a_comment_says_when_its_words_are_gone() {
    let program = handed_over(80, 24).press("f9");
    let mut program = program;
    while !program.screen().contains("业务培训2期") {
        program = program.press("f8");
    }
    let program = program.press("3 请附名单 enter 5 end backspace ， 另 有 。 esc");
    let text = program.file("reviews/2024.ron");
    assert!(text.contains("请附名单"), "{text}");
    let program = program.press("ctrl-a ctrl-x f9");
    let review = program.session().state().review().unwrap().clone();
    let report = program.session().state().report().unwrap();
    assert!(!review.comments[0].whereabouts(report).stands());
}

#[test]
fn what_is_seen_is_chosen_by_tab() {
    let program = handed_over(80, 24).press("f9");
    assert!(program.row(1).contains("只看：变动"), "{}", program.screen());
    let program = program.press("tab");
    assert!(program.row(1).contains("只看：问题"), "{}", program.screen());
    let program = program.press("tab tab");
    assert!(program.row(1).contains("只看：全部"), "{}", program.screen());
    assert!(program.row(1).contains("另有 0 处未列"), "{}", program.screen());
    let program = program.press("esc");
    assert!(program.screen().contains("目录"), "{}", program.screen());
}

#[test]
fn a_first_report_is_reviewed_whole() {
    let folder = tempfile::tempdir().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/zhongwei-2017"), folder.path());
    let program = Program::open(folder, 80, 24).press("f9");
    assert!(places(&program) > 10, "{}", program.screen());
    assert!(program.screen().contains("去年没有"), "{}", program.screen());
}
