//! What tables cost, told and not judged: processor time of this thread, by hand and in a release build.
//!
//! `cargo nextest run --release --run-ignored only speed --no-capture`

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::support::{Program, copy};

/// Nanoseconds that this thread has run; none where the system does not tell.
fn spent() -> Option<u64> {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split_whitespace().next()?.parse().ok()
}

/// Tells what some keys cost each, the drawing of the frame with them.
fn told(what: &str, program: &mut Program, keys: &[&str]) {
    let Some(before) = spent() else { return };
    for key in keys {
        program.press_on(key);
        let _ = program.session().screen();
    }
    let each = (spent().unwrap_or(before) - before) / u64::try_from(keys.len()).unwrap_or(1);
    eprintln!("{what}: {} µs", each / 1000);
}

/// A project with an own table of so many rows and eight columns.
fn long(rows: usize) -> Program {
    let folder = tempfile::tempdir().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/zhongwei-2017"), folder.path());
    let file = folder.path().join("reports/2017.ron");
    let text = fs::read_to_string(&file).unwrap().replace("status: Published,", "status: Draft,");
    let (before, rest) = text.split_once("          columns: [").unwrap();
    let (_, behind) = rest.split_once("          notes: [").unwrap();
    let mut table = "          columns: [\n".to_owned();
    for column in 1..=8 {
        let _ = writeln!(table, "            (key: \"c{column}\", label: [\"第{column}列\"]),");
    }
    table.push_str("          ],\n          rows: [\n");
    for row in 0..rows {
        let cells: Vec<String> = (0..8).map(|column| format!("\"{}\"", row * 7 + column)).collect();
        let _ = writeln!(
            table,
            "            (id: \"z{row}\", key: \"r{row}\", label: [\"第{row}行\"], unit: \"件\", cells: [{}]),",
            cells.join(", ")
        );
    }
    table.push_str("          ],\n          notes: [");
    fs::write(&file, format!("{before}{table}{behind}")).unwrap();
    Program::open(folder, 80, 24)
        .press("ctrl-f 截至第三季度 enter")
        .press("end down down down down down")
}

#[test]
#[ignore = "measures by hand, in a release build"]
fn what_tables_cost() {
    let mut program = Program::at("lianxi", "2024/applications/r3/c1").press("7 enter up");
    told("表三里填一格（打字、回车）", &mut program, &["8", "enter", "up", "9", "enter", "up"]);
    told("表三里移动一格", &mut program, &["down"; 8]);
    let mut program = long(10_000);
    told("一万行的表：光标到表上", &mut program, &["down"]);
    told("一万行的表：打开", &mut program, &["enter"]);
    told("一万行的表：移动一格", &mut program, &["down"; 100]);
    told("一万行的表：翻页", &mut program, &["pgdn"; 100]);
    told("一万行的表：填一格", &mut program, &["8", "enter"]);
    assert!(program.screen().contains("第"), "{}", program.screen());
}
