//! Rows and columns of the office's own tables: keys in, screen out.

use std::fs;
use std::path::Path;

use crate::support::{Program, copy};

/// The own table of the sample of 2017, taken back to a draft; the cursor on its first cell.
fn own() -> Program {
    let folder = tempfile::tempdir().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/zhongwei-2017"), folder.path());
    let file = folder.path().join("reports/2017.ron");
    let text = fs::read_to_string(&file).unwrap().replace("status: Published,", "status: Draft,");
    fs::write(&file, text).unwrap();
    let into = "end down down down down down down enter home ctrl-home";
    let program = Program::open(folder, 80, 24).press("ctrl-f 截至第三季度 enter").press(into);
    assert!(at(&program, 3).starts_with("> 救助人次"), "{}", program.screen());
    program
}

/// A row of the screen, its blanks drawn together.
fn at(program: &Program, row: usize) -> String {
    program.row(row).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether these labels stand on neighbouring rows of the screen, the first on a row counted from 0.
fn stand(program: &Program, row: usize, labels: &[&str]) {
    for (row, label) in (row..).zip(labels) {
        assert!(at(program, row).starts_with(label), "{label}: {}", program.screen());
    }
}

#[test]
fn a_row_is_added_named_filled_moved_and_removed() {
    let asked = own().press("ins");
    assert!(asked.screen().contains("新行的名称："), "{}", asked.screen());
    let left = asked.press("esc");
    assert!(!left.session().state().has_unsaved(), "nothing is added without a name");
    let program = left.press("ins 取暖补贴 enter");
    stand(&program, 3, &["救助人次", "> 取暖补贴 _ _ _", "低保金"]);
    assert!(program.screen().contains("行 最低生活保障 ▸ 取暖补贴"), "in the same group");
    let program = program.press("ctrl-p 改行标 enter");
    assert!(program.screen().contains("行的名称：取暖补贴"), "{}", program.screen());
    let program = program.press("人次 enter 8 enter up");
    stand(&program, 3, &["救助人次", "> 取暖补贴人次 8 _ _", "低保金"]);
    let program = program.press("[");
    stand(&program, 3, &["> 取暖补贴人次 8 _ _", "救助人次", "低保金"]);
    assert!(program.press("[").row(20).contains("已经到头了"));
}

#[test]
fn each_change_of_shape_is_one_step_back() {
    let program = own().press("ins 取暖补贴 enter ] ctrl-p 删这一行 enter");
    assert!(program.row(20).contains("已删去“取暖补贴”行"), "{}", program.screen());
    assert!(!at(&program, 5).contains("取暖补贴"), "{}", program.screen());
    let program = program.press("ctrl-z");
    stand(&program, 3, &["救助人次", "低保金", "> 取暖补贴"]);
    let program = program.press("ctrl-z");
    assert!(at(&program, 4).contains("取暖补贴"), "{}", program.screen());
    let program = program.press("ctrl-z");
    assert!(!program.screen().contains(" 取暖补贴  "), "{}", program.screen());
    assert!(!program.session().state().has_unsaved(), "all is as it was");
}

#[test]
fn a_column_is_added_named_moved_and_removed() {
    let program = own().press("end ctrl-p 加一列 enter 全年 enter");
    assert!(at(&program, 1).ends_with("第三季度 全年"), "{}", program.screen());
    assert!(at(&program, 3).ends_with("313250 603293 108788名 _"), "{}", program.screen());
    let program = program.press("9 enter up <");
    assert!(at(&program, 1).ends_with("全年 第三季度"), "{}", program.screen());
    assert!(at(&program, 3).ends_with("313250 603293 9 108788名"), "{}", program.screen());
    let program = program.press("ctrl-p 改列标 enter backspace backspace 半年 enter");
    assert!(at(&program, 1).ends_with("半年 第三季度"), "{}", program.screen());
    let program = program.press("> ctrl-p 删这一列 enter");
    assert!(program.row(20).contains("已删去“半年”列"), "{}", program.screen());
    assert!(at(&program, 3).ends_with("313250 603293 108788名"), "{}", program.screen());
    let program = program.press("ctrl-z");
    assert!(at(&program, 3).ends_with("313250 603293 108788名 9"), "{}", program.screen());
}

#[test]
fn the_last_column_stays() {
    let program = own().press("ctrl-p 删这一列 enter ctrl-p 删这一列 enter ctrl-p 删这一列 enter");
    assert!(program.row(20).contains("只剩这一列"), "{}", program.screen());
}

#[test]
fn rows_and_columns_are_given_their_units() {
    let program = own().press("ctrl-p 行单位 enter");
    assert!(program.screen().contains("行的单位（写 无 取消）：人次"), "{}", program.screen());
    let program = program.press("ctrl-u 户次 enter");
    assert!(program.screen().contains("本格 313250 户次"), "{}", program.screen());
    let program = program.press("ctrl-p 行单位 enter ctrl-u 无 enter");
    assert!(program.screen().contains("本格 313250\n"), "{}", program.screen());
    // A row without a unit of its own is counted in that of the column.
    let program = program.press("ctrl-p 列单位 enter 人 enter");
    assert!(program.screen().contains("本格 313250 人\n"), "{}", program.screen());
    let program = program.press("ctrl-z ctrl-z ctrl-z");
    assert!(!program.session().state().has_unsaved(), "each is one step");
}

#[test]
fn what_was_shaped_is_what_is_saved() {
    let program = own().press("ins 取暖补贴 enter 8 enter ctrl-s");
    let file = program.file("reports/2017.ron");
    assert!(file.contains(r#"label: ["最低生活保障", "取暖补贴"]"#), "{file}");
}

#[test]
fn a_statutory_form_keeps_its_rows_and_columns() {
    for keys in ["ins", "[", ">", "ctrl-p 删这一行 enter", "ctrl-p 改列标 enter"] {
        let program = Program::at("lianxi", "2024/applications/r3/c1").press(keys);
        assert!(program.screen().contains("行和列是规定好的"), "{keys}: {}", program.screen());
        assert!(!program.session().state().has_unsaved(), "{keys}");
    }
}
