//! Walking what the checks found, and dealing with it by F5, F8, Enter and digits.

use std::collections::BTreeSet;
use std::fs;

use nianbao::checks::{Finding, Fix, Mend};
use tempfile::TempDir;

use crate::support::Program;

/// The findings that nobody has explained.
fn open(program: &Program) -> Vec<Finding> {
    let list = program.session().state().findings.list.iter();
    list.filter(|finding| finding.waived.is_none()).cloned().collect()
}

/// Those of them that the program itself can mend.
fn mendable(program: &Program) -> usize {
    open(program).iter().filter(|one| one.fixes.iter().any(|fix| !fix.edits.is_empty())).count()
}

/// A project with these paragraphs in one report.
fn project(texts: &[&str]) -> Program {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("project.ron"), "(agency: (name: \"示例市民政局\"))").unwrap();
    fs::create_dir(folder.path().join("reports")).unwrap();
    let blocks: Vec<String> = texts
        .iter()
        .enumerate()
        .map(|(index, text)| format!("Paragraph(id: \"p{index}\", text: \"{text}\")"))
        .collect();
    let report = format!(
        "#![enable(implicit_some)]\n(format: 1, year: 2024, title: \"年报\", form: F2021, period: \"2024\", sections: [(id: \"s1\", level: 1, title: \"总体情况\", blocks: [{}])])",
        blocks.join(", ")
    );
    fs::write(folder.path().join("reports/2024.ron"), report).unwrap();
    Program::open(folder, 80, 24)
}

/// Keys that lead from the opened list to the card of the first finding of a rule.
fn card_of(program: Program, rule: &str) -> Program {
    let mut program = program.press("f5 home");
    let count = program.session().state().findings.list.len();
    for _ in 0..count {
        let chosen = program.session().state().findings.chosen().map(|finding| finding.rule);
        if chosen == Some(rule) {
            return program.press("enter");
        }
        program = program.press("down");
    }
    panic!("no finding of {rule}");
}

/// The cells that a fix fills.
fn cells(fix: &Fix) -> Vec<String> {
    let cell = |mend: &Mend| match mend {
        Mend::SetCell { table, row, column, .. } => Some(format!("{table}/{row}/{column}")),
        _ => None,
    };
    fix.edits.iter().filter_map(cell).collect()
}

/// Which of the fixes that a card offers takes back nothing that was mended before.
fn fresh(finding: &Finding, done: &BTreeSet<String>) -> Option<usize> {
    let mut ready = finding.fixes.iter().filter(|fix| !fix.edits.is_empty());
    ready.position(|fix| cells(fix).iter().all(|cell| !done.contains(cell)))
}

#[test]
fn everything_that_can_be_mended_is_mended_by_f5_f8_enter_and_digits() {
    let mut program = Program::on("lianxi").press("f5");
    let before = mendable(&program);
    assert!(before > 5, "{before} to mend");
    let mut done = BTreeSet::new();
    // A fix may bring up what it now no longer ties with; that is mended on the way.
    for _ in 0..before * 20 {
        if !open(&program).iter().any(|finding| fresh(finding, &done).is_some()) {
            break;
        }
        program = program.press("f8 enter");
        let finding = program.session().state().findings.chosen().expect("a finding").clone();
        let Some(index) = fresh(&finding, &done) else {
            program = program.press("esc");
            continue;
        };
        let ready: Vec<&Fix> = finding.fixes.iter().filter(|fix| !fix.edits.is_empty()).collect();
        done.extend(cells(ready[index]));
        program = program.press("1");
        if ready.len() > 1 {
            program = program.press(&(index + 1).to_string());
        }
    }
    let left = open(&program);
    let left: Vec<_> = left.iter().filter(|finding| fresh(finding, &done).is_some()).collect();
    assert!(left.is_empty(), "{left:#?}");
    assert!(mendable(&program) * 2 < before, "{} of {before}", mendable(&program));
}

#[test]
fn skipping_leaves_a_finding_and_goes_on_round_the_end() {
    let program = Program::on("lianxi").press("f5 f8");
    let count = program.session().state().findings.list.len();
    let place = |program: &Program| program.session().state().findings.position();
    assert_eq!(place(&program), 0);
    let program = program.press("enter 2");
    assert_eq!(place(&program), 1);
    let program = program.press("enter f8 enter f7");
    assert_eq!(place(&program), 1);
    let program = program.press("f7 f7");
    assert_eq!(place(&program), count - 1);
    assert_eq!(program.session().state().findings.list.len(), count, "nothing was changed");
}

#[test]
fn all_of_a_rule_are_mended_in_one_step_after_the_difference_was_shown() {
    let program = project(&["已\u{200b}公开。", "未\u{200b}公开、\u{200b}不公开。"]);
    let program = card_of(program, "X001").press("4");
    let card = program.session().state().card.clone();
    assert_eq!(card.title, "X001 将改 3 处（PgUp/PgDn 翻看）");
    assert_eq!(card.lines.len(), 3);
    assert!(card.lines[0].starts_with("已[删“"), "{:?}", card.lines);
    let none = program.press("2 esc");
    assert_eq!(none.session().state().saving(), "已存");
    let program = card_of(none.press("esc"), "X001").press("4 1");
    assert!(
        program.screen().contains("已改：有控制或零宽字符，3 处")
            || program.screen().contains("3 处（Ctrl-Z 撤销）")
    );
    assert!(open(&program).iter().all(|finding| finding.rule != "X001"));
    let program = program.press("esc ctrl-z");
    let back = open(&program).iter().filter(|finding| finding.rule == "X001").count();
    assert_eq!(back, 3, "one undo takes all of it back");
}

#[test]
fn what_a_fix_brings_up_is_told() {
    // The carry-over is put right in one column, and the sums of that column no longer hold.
    let program = card_of(Program::on("lianxi"), "F012").press("1");
    assert!(program.screen().contains("；又出现 "), "{}", program.screen());
}

#[test]
fn a_reason_is_written_to_the_review_and_can_be_withdrawn() {
    let program = card_of(Program::on("lianxi"), "F012").press("6 已向上级说明 enter");
    let review = program.file("reviews/2024.ron");
    assert!(review.contains("F012") && review.contains("已向上级说明"), "{review}");
    assert!(program.screen().contains("已说明 "), "{}", program.screen());
    let waived = |program: &Program| {
        program.session().state().findings.list.iter().filter(|one| one.waived.is_some()).count()
    };
    assert_eq!(waived(&program), 1);
    let program = program.press("enter");
    assert_eq!(program.session().state().card.choices[5].title, "撤回说明");
    let program = program.press("6");
    assert_eq!(waived(&program), 0);
    assert!(!program.file("reviews/2024.ron").contains("F012"));
}

#[test]
fn a_reason_lapses_with_the_value_and_is_offered_again() {
    let program = card_of(Program::on("lianxi"), "F012").press("6 已向上级说明 enter f2");
    // The cell is open: another value than the one that was explained.
    let program = program.press("4 enter f5");
    assert!(program.screen().contains("说明已失效 "), "{}", program.screen());
    let program = card_of(program.press("esc"), "F012").press("6");
    assert!(program.screen().contains("说明理由：已向上级说明"), "{}", program.screen());
}

#[test]
fn an_identity_of_a_statutory_table_takes_no_reason() {
    let program = card_of(Program::on("lianxi"), "F005").press("6");
    assert!(program.screen().contains("写说明：表内勾稽必须改正，不能写说明"));
    assert_eq!(program.session().state().card.choices.len(), 7, "the card still lies there");
}

#[test]
fn the_page_of_the_rule_is_a_digit_away() {
    let program = card_of(Program::on("lianxi"), "F012").press("7");
    let screen = program.screen();
    assert!(screen.contains("F012 的说明") && screen.contains("为什么"), "{screen}");
    let program = program.press("1");
    assert_eq!(program.session().state().card.choices.len(), 7);
    assert!(program.press("esc").screen().contains("问题  错"));
}

#[test]
fn mending_oneself_begins_at_the_words_or_in_the_cell() {
    let program = card_of(project(&["已\u{200b}公开。"]), "X001").press("3");
    assert!(program.screen().contains("编辑 "), "{}", program.screen());
    let program = card_of(Program::on("lianxi"), "F006").press("3");
    assert!(program.screen().contains("单元格") || program.screen().contains("编辑 "));
}

#[test]
fn the_list_is_narrowed_with_its_counts_and_is_whole_again_when_left() {
    let program = Program::on("lianxi").press("f5 tab");
    assert!(program.screen().contains("级别　错"), "{}", program.screen());
    let program = program.press("错 enter");
    assert!(program.screen().contains("只看：错（"), "{}", program.screen());
    assert!(program.session().state().findings.shown().all(|one| one.severity.word() == "错"));
    let program = program.press("esc f5");
    assert!(!program.screen().contains("只看"), "a filter does not stick");
}

#[test]
fn ctrl_e_deals_with_what_the_caret_stands_on() {
    let program = project(&["已\u{200b}公开。"]).press("down down enter");
    let program = program.press("home ctrl-e");
    assert!(program.screen().contains("光标处没有问题") || program.screen().contains("处理　"));
    let program = project(&["已\u{200b}公开。"]).press("f5 f8").press("esc");
    let program = program.press("f8 ctrl-e");
    assert!(program.screen().contains("处理　"), "{}", program.screen());
}

#[test]
fn a_word_that_is_right_goes_to_the_offices_list_in_one_key() {
    let program = project(&["进一步建全制度。", "建全台账。"]);
    let about = |program: &Program| open(program).iter().filter(|one| one.found == "建全").count();
    let rule = open(&program).iter().find(|one| one.found == "建全").expect("a finding").rule;
    assert_eq!(about(&program), 2);
    let program = card_of(program, rule).press("5");
    assert!(program.file("words.ron").contains("(word: \"建全\""), "{}", program.file("words.ron"));
    assert!(program.screen().contains("“建全”已记入词表"), "{}", program.screen());
    assert_eq!(about(&program), 0, "it is right wherever it stands");
}
