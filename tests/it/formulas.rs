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
    assert!(screen.contains("算式 合计=低保金+供养资金+医疗救助救助金"), "{screen}");
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

#[test]
fn a_formula_is_given_by_names_and_taken_back() {
    let program = on(str::to_owned).press("end ctrl-p 加一列 enter 第二季度单季 enter");
    let asked = program.press("ctrl-p 列公式 enter");
    assert!(asked.screen().contains("本列=（甲+乙"), "{}", asked.screen());
    let program = asked.press("第二季度-第一季度 enter");
    assert!(program.screen().contains("由公式算出"), "{}", program.screen());
    assert!(at(&program, 3).ends_with("290043"), "{}", program.screen());
    assert!(
        program.screen().contains("算式 单季数=第二季度-第一季度（自动）"),
        "{}",
        program.screen()
    );
    let saved = program.press("ctrl-s");
    let file = saved.file("reports/2017.ron");
    assert!(file.contains("formula: Single(until: \"2017Q1-Q2\", before: \"2017Q1\")"), "{file}");
    let program = saved.press("ctrl-p 列公式 enter");
    assert!(program.screen().contains("第二季度-第一季度"), "what there is can be mended");
    let program = program.press("ctrl-u 无 enter");
    assert!(program.screen().contains("已取消公式"), "{}", program.screen());
    assert!(at(&program, 3).ends_with("290043"), "the numbers stay");
    let program = program.press("ctrl-z");
    assert!(program.screen().contains("算式 单季数"), "{}", program.screen());
}

#[test]
fn a_row_is_the_sum_of_the_others_of_its_unit() {
    let program = on(str::to_owned).press("down ins 资金合计 enter ctrl-p 行公式 enter 合计 enter");
    let screen = program.screen();
    assert!(at(&program, 5).starts_with("> 资金合计 9213.763 19790.07 32501.90"), "{screen}");
    for (written, why) in [
        ("没有这行+低保金", "没有名为“没有这行”的行"),
        ("低保金", "要写两项以上"),
        ("资金合计-低保金", "绕了一圈又用到自己"),
    ] {
        let keys = format!("down ins 资金合计 enter ctrl-p 行公式 enter {written} enter");
        let refused = on(str::to_owned).press(&keys);
        assert!(refused.screen().contains(why), "{written}: {}", refused.screen());
    }
}

#[test]
fn a_table_is_put_into_the_text_and_shaped() {
    let program = on(str::to_owned).press("esc ctrl-p 插入表格 enter");
    let screen = program.screen();
    assert!(screen.contains("政府信息公开情况统计表"), "{screen}");
    let program = program.press("空白表 enter");
    assert!(program.screen().contains("已插入“新表”"), "{}", program.screen());
    assert!(at(&program, 2).starts_with(">第1行 _ _"), "{}", program.screen());
    let program = program.press("ctrl-p 改行标 enter ctrl-u 低保 enter 5 enter 7 enter");
    let program = program.press("ins 合计 enter ctrl-p 行公式 enter 合计 enter");
    assert!(at(&program, 4).starts_with(">合计 12"), "{}", program.screen());
    let program = program.press("ctrl-s");
    assert!(program.file("reports/2017.ron").contains("formula: Sum([\"r1\", \"r2\"])"));
}

#[test]
fn a_form_is_put_in_once() {
    let program = Program::on("lianxi").press("enter ctrl-p 插入表格 enter");
    let program = program.press("enter");
    assert!(program.screen().contains("这份年报里已有这张表"), "{}", program.screen());
    let folder = tempfile::tempdir().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/lianxi"), folder.path());
    fs::create_dir(folder.path().join("forms")).unwrap();
    let form = "(key: \"relief\", title: \"社会救助情况\", columns: [(key: \"c1\", label: [\"本年\"], unit: \"人次\")], \
        rows: [(key: \"a\", label: [\"低保\"], note: \"城乡低保合计。\"), (key: \"b\", label: [\"特困\"]), \
        (key: \"t\", label: [\"合计\"])], identities: [(code: \"S1\", name: \"合计=低保+特困\", over: Rows, \
        relation: Sum(total: \"t\", parts: [\"a\", \"b\"]))])";
    fs::write(folder.path().join("forms/relief.ron"), form).unwrap();
    let program = Program::open(folder, 80, 24).press("down right down down enter");
    let program = program.press("ctrl-p 插入表格 enter 社会救助 enter");
    assert!(program.screen().contains("已插入“社会救助情况”"), "{}", program.screen());
    let program = program.press("5 enter 6 enter up");
    let screen = program.screen();
    assert!(
        at(&program, 4).starts_with("合计 11"),
        "totals follow as in a statutory one: {screen}"
    );
    let program = program.press("up");
    assert!(program.screen().contains("口径 城乡低保合计。"), "{}", program.screen());
}
