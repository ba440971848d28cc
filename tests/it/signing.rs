//! From draft to published, as the three who sign meet it.

use std::path::Path;

use crate::support::{Program, copy};

/// The clean sample's newest report as it was handed over: in a state of its own.
fn program(status: &str) -> Program {
    let folder = tempfile::tempdir().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/shili-minzheng"), folder.path());
    let path = folder.path().join("reports/2024.ron");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("status: Published", &format!("status: {status}"))).unwrap();
    Program::open(folder, 80, 24)
}

/// Asks for the steps and takes the answer of a digit.
fn step(program: Program, digit: &str) -> Program {
    program.press("ctrl-p s s q p enter").press(digit)
}

#[test]
fn a_report_goes_from_draft_to_published() {
    let program = step(program("Draft").sits("张三"), "2");
    assert!(program.screen().contains("已送审，现在是“送审”"), "{}", program.screen());
    let program = step(program.sits("李四"), "2");
    assert!(program.screen().contains("已审核通过，现在是“已审核”"), "{}", program.screen());
    let program = step(program.sits("王五"), "2");
    assert!(program.screen().contains("已签发定稿，现在是“定稿”"), "{}", program.screen());
    assert!(program.file("reports/2024.ron").contains("status: Approved"));
    let review = program.file("reviews/2024.ron");
    for (role, name) in [("Drafter", "张三"), ("Reviewer", "李四"), ("Approver", "王五")] {
        assert!(review.contains(&format!("role: {role}, by: \"{name}\"")), "{review}");
    }
    let program = step(program, "2");
    assert!(program.file("reports/2024.ron").contains("status: Published"));
    let program = program.press("ctrl-p s s q p enter");
    assert!(program.screen().contains("已经发布，不再流转"), "{}", program.screen());
}

#[test]
fn who_has_not_the_part_is_told_who_has() {
    let program = step(program("Submitted").sits("张三"), "2");
    let told = "“审核通过”要由审核人来办（李四），现在是“张三”";
    assert!(program.screen().contains(told), "{}", program.screen());
    assert!(program.file("reports/2024.ron").contains("status: Submitted"));
}

#[test]
fn what_is_wrong_stands_in_the_way_of_the_last_signature() {
    // More applications came in than were dealt with.
    let program = program("Reviewed").sits("王五").go("2024/applications/r1/c1").press("9 9 enter");
    let program = step(program, "2");
    assert!(
        program.screen().contains("处“错”没有改正也没有说明，不能定稿"),
        "{}",
        program.screen()
    );
    assert!(program.file("reports/2024.ron").contains("status: Reviewed"));
}

#[test]
fn the_safe_answer_leaves_everything() {
    let program = step(program("Draft").sits("张三"), "1");
    assert!(program.file("reports/2024.ron").contains("status: Draft"));
    let program = program.press("ctrl-p s s q p enter").press("esc");
    assert!(program.file("reports/2024.ron").contains("status: Draft"));
}

#[test]
fn a_signature_is_taken_back() {
    let program = step(program("Draft").sits("张三"), "2").press("ctrl-p c x s h enter");
    assert!(program.screen().contains("已撤销：送审"), "{}", program.screen());
    assert!(!program.file("reviews/2024.ron").contains("sign_offs"));
}
