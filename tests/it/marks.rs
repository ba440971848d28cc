//! Numbers that are tied while one writes: marks in the text, the way from a number to its cell and back.

use insta::assert_snapshot;

use crate::support::Program;

/// The sample of 2024 as a draft in which sentence and table say 办结 87.
fn draft() -> Program {
    changed(|text| text)
}

/// The same with something else changed in it.
fn changed(change: impl Fn(String) -> String) -> Program {
    Program::drafting(|text| {
        let text = text.replace("办结58件", "办结87件");
        let total = r#"key: "r24""#;
        let (before, row) = text.split_once(total).expect("三（七）总计");
        change(format!("{before}{total}{}", row.replacen("58", "87", 1)))
    })
}

/// Types 88 for 87 in the sentence.
const MISTAKE: &str = "ctrl-f 办结87 enter f2 right right right right backspace 8";

/// Keys of row and column of the cell at the cursor.
fn place(program: &Program) -> String {
    let state = program.session().state();
    let table = state.report().and_then(|report| report.table(state.grid.table)).expect("a table");
    format!("{}/{}", table.rows[state.grid.row].key, table.columns[state.grid.column].key)
}

#[test]
fn a_wrong_number_is_marked_leads_to_its_cell_and_is_cleared_by_undo() {
    let program = draft().press("enter");
    let wrong = program.press(MISTAKE);
    assert!(wrong.screen().contains("办结{88}件"), "{}", wrong.screen());
    assert!(wrong.screen().contains("错 F020"), "{}", wrong.screen());
    let cell = wrong.press("f4");
    assert!(cell.row(0).contains("三、收到和处理政府信息公开申请情况"), "{}", cell.screen());
    assert_eq!(place(&cell), "r24/c7");
    assert!(cell.screen().contains("被引用 一（二）第 1 段（不符）"), "{}", cell.screen());
    let back = cell.press("f4");
    assert!(back.row(22).starts_with(" 编辑"), "{}", back.screen());
    assert!(back.screen().contains("办结{88}件"), "{}", back.screen());
    let undone = back.press("ctrl-z ctrl-z");
    assert!(undone.screen().contains("办结87件"), "{}", undone.screen());
    assert!(!undone.screen().contains("F020"), "{}", undone.screen());
}

#[test]
fn a_changed_cell_marks_every_sentence_that_quotes_it() {
    let twice =
        |text: String| text.replace("修订保密审查办法", "全年办结申请87件。修订保密审查办法");
    let program = changed(twice).press("enter").go("2024/applications/r24/c7");
    assert!(
        program.screen().contains("被引用 一（二）第 1 段、一（三）第 1 段"),
        "{}",
        program.screen()
    );
    let program = program.press("8 6 enter esc esc");
    let text = program.go("2024/1.2/1").screen();
    assert!(text.contains("办结{87}件，结转"), "{text}");
    assert!(text.contains("全年办结申请{87}件"), "{text}");
}

#[test]
fn one_walks_round_all_places_of_a_number_and_back() {
    let twice =
        |text: String| text.replace("修订保密审查办法", "全年办结申请87件。修订保密审查办法");
    let program = changed(twice).press("enter ctrl-f 办结87 enter right right");
    let cell = program.press("f4");
    assert_eq!(place(&cell), "r24/c7");
    assert!(cell.screen().contains("第 2 处，共 3 处"), "{}", cell.screen());
    let other = cell.press("f4");
    assert!(other.screen().contains("政府信息管理“87件"), "{}", other.screen());
    let round = other.press("f4");
    assert!(round.screen().contains("回到原处"), "{}", round.screen());
    // Step by step the same way back.
    let back = round.press("ctrl-w");
    assert!(back.screen().contains("政府信息管理“87件"), "{}", back.screen());
    assert_eq!(place(&back.press("ctrl-w")), "r24/c7");
}

#[test]
fn from_a_cell_to_the_sentence() {
    let program = draft().press("enter").go("2024/applications/r24/c7").press("f4");
    assert!(program.row(0).contains("（二）依申请公开"), "{}", program.screen());
    assert!(program.screen().contains("“87件"), "{}", program.screen());
    let program = draft().press("enter").go("2024/applications/r22/c3").press("f4");
    assert!(program.screen().contains("正文里没有引用这一格的数"), "{}", program.screen());
}

#[test]
fn the_line_under_the_text_says_what_a_number_is_tied_to() {
    let told = |words: &str| {
        let program = draft().press("enter ctrl-f").press(words).press("enter esc");
        let screen = program.screen();
        screen.lines().skip(20).take(2).collect::<Vec<_>>().join("").replace(' ', "")
    };
    for (words, says) in [
        ("57件", "收到政府信息公开申请57件＝表三一、本年新收57，相符"),
        ("1 8 . 8", "算得18.75，四舍五入到1位"),
        ("61件", "相符"),
        ("216处", "不是表里的指标，正文别处也没有再说"),
    ] {
        assert!(told(words).contains(says), "{words}: {}", told(words));
    }
}

#[test]
fn what_is_being_typed_is_marked_at_the_pause_and_signs_are_no_text() {
    let program = draft().press("enter ctrl-f 助餐点 enter esc f2 共3处 esc ctrl-s");
    assert!(program.screen().contains("共<3>处"), "{}", program.screen());
    assert!(program.file("reports/2024.ron").contains("共3处助餐点"));
    // The caret passes the signs in one step and stands where it types.
    let program = program.press("f2 home right left backspace ctrl-z");
    assert!(program.screen().contains("共<3>处"), "{}", program.screen());
    let hidden = program.press("esc ctrl-p 数字标记 enter");
    assert!(hidden.screen().contains("共3处"), "{}", hidden.screen());
}

#[test]
fn signs_are_told_without_colour_in_every_window() {
    for (columns, rows) in [(80, 24), (40, 10), (160, 48)] {
        let program = Program::sized("lianxi", columns, rows).go("2024/1.2/1");
        assert_snapshot!(format!("signs_{columns}x{rows}"), program.screen());
    }
}
