//! Formulas in the office's own tables, and single quarters from cumulative columns: keys in, screen out.

use std::fs;
use std::path::Path;

use insta::assert_snapshot;

use crate::support::{Program, copy};

/// The sample of 2017 taken back to a draft, its report changed as text; the cursor in its own table.
fn on(change: impl Fn(&str) -> String) -> Program {
    let folder = tempfile::tempdir().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/zhongwei-2017"), folder.path());
    let file = folder.path().join("reports/2017.ron");
    let text = fs::read_to_string(&file).unwrap().replace("status: Published,", "status: Draft,");
    fs::write(&file, change(&text)).unwrap();
    let into = "end down down down down down down enter home ctrl-home";
    Program::open(folder, 80, 24).press("ctrl-f 截至第三季度 enter").press(into)
}

/// The table with a column for the second quarter alone, and a row for all the money.
fn computed() -> Program {
    on(|text| {
        let single = r#"            (key: "q2", label: ["第二季度"], formula: Some(Single(until: "2017Q1-Q2", before: "2017Q1"))),
          ],
          rows: [
            (id: "mmmmmm", key: "all", label: ["救助资金合计"], unit: "万元", measure: Cumulative, formula: Some(Sum(["r2", "r4", "r6", "r8"])), cells: ["", "", "", ""]),"#;
        let text = text.replacen("          ],\n          rows: [", single, 1);
        let row = |line: &str| {
            let own =
                line.contains("key: \"r") && line.contains("unit:") && line.contains("cells:");
            if own { line.replace("\"]),", "\", \"\"]),") } else { line.to_owned() }
        };
        let lines: Vec<String> = text.lines().map(row).collect();
        lines.join("\n") + "\n"
    })
}

fn at(program: &Program, row: usize) -> String {
    program.row(row).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn cumulative_columns_give_single_quarters() {
    let program = on(str::to_owned).press("right");
    assert_snapshot!("single_quarter", program.screen());
    let below = |program: &Program| {
        program.screen().lines().find(|line| line.starts_with(" 列 ")).unwrap().to_owned()
    };
    for (keys, says) in [
        ("right", "本期 第二季度 290043 人次"),
        ("right right", "本期 第三季度 -494505 名（两期单位不一，只供核对）"),
        ("down right right", "本期 第三季度 8411.84 万元"),
        ("down down down right", "本期 第二季度 180.89 万元"),
    ] {
        let found = below(&on(str::to_owned).press(keys));
        assert!(found.contains(says), "{keys}: {found}");
    }
    // The first is a quarter of its own; a number at a date is none.
    for keys in ["home", "down down right"] {
        let found = below(&on(str::to_owned).press(keys));
        assert!(!found.contains("本期"), "{keys}: {found}");
    }
}

#[test]
fn a_formula_shows_what_it_gives_and_follows_its_cells() {
    let program = computed();
    let screen = program.screen();
    assert!(at(&program, 2).starts_with(">救助资金合计 =9213.763 =19790.07 =32501.90"), "{screen}");
    assert!(screen.contains("算式 合计=低保金+供养资金+救助金+救助金（自动）"), "{screen}");
    // A part is changed: what rests on it is put down, in one step.
    let program = program.press("down down 7 enter");
    assert!(at(&program, 2).starts_with("救助资金合计 2440.413"), "{}", program.screen());
    let single = program.row(5);
    assert!(single.trim_end().ends_with("15081.66"), "{single}");
    let program = program.press("ctrl-z");
    assert!(at(&program, 2).contains("=9213.763"), "{}", program.screen());
    assert!(!program.session().state().has_unsaved());
}

#[test]
fn a_computed_cell_is_not_overtyped_without_a_reason() {
    let asked = computed().press("5 enter");
    assert!(asked.screen().contains("理由"), "{}", asked.screen());
    let left = asked.press("esc");
    assert!(at(&left, 2).contains("=9213.763"), "{}", left.screen());
    assert!(!left.session().state().has_unsaved());
    let program = left.press("5 enter 财政口径 enter");
    assert!(at(&program, 2).contains("救助资金合计 5"), "{}", program.screen());
    assert!(program.press("up").screen().contains("手填，理由：财政口径"));
    // What has a reason does not follow.
    let program = computed().press("5 enter 财政口径 enter down down 7 enter");
    assert!(at(&program, 2).contains("救助资金合计 5"), "{}", program.screen());
    // Del computes it again.
    let program = computed().press("5 enter 财政口径 enter up del");
    assert!(at(&program, 2).contains("9213.763"), "{}", program.screen());
}

#[test]
fn fill_mode_does_not_ask_for_what_is_computed() {
    let program = computed().press("f");
    let screen = program.screen();
    assert!(screen.contains("共 24 格"), "{screen}");
    assert!(screen.contains("救助人次"), "{screen}");
}
