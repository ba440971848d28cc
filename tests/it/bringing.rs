//! Files brought in: shown first, nothing done without an answer; in the interface and from the command line.

use std::path::Path;

use nianbao::export;
use nianbao::export::Export;
use nianbao::store;
use tempfile::TempDir;

use crate::run::Run;
use crate::support::{Program, copy};

/// A report of a sample project in a format.
fn exported(sample: &str, year: i16, key: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data").join(sample);
    let project = store::open(&folder).expect("a sample project").project;
    let mut bytes = Vec::new();
    let format = export::format(key).expect("a format");
    (format.write)(&Export::of(&project, year).expect("a report"), &mut bytes).expect("written");
    bytes
}

/// The sample project without some years, and files beside its reports.
fn program(without: &[i16], files: &[(&str, Vec<u8>)]) -> Program {
    Program::open(folder(without, files), 80, 24)
}

fn folder(without: &[i16], files: &[(&str, Vec<u8>)]) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/shili-minzheng");
    copy(&sample, folder.path());
    for year in without {
        std::fs::remove_file(folder.path().join(format!("reports/{year}.ron"))).expect("removed");
    }
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, bytes).expect("written");
    }
    folder
}

/// Opens 导入年报 by the palette and takes what is listed under a name.
fn choose(program: Program, name: &str) -> Program {
    let mut program = program.press("ctrl-p 导入年报 enter");
    for c in name.chars() {
        program = program.press(&c.to_string());
    }
    program.press("enter")
}

#[test]
fn a_new_year_is_shown_and_taken_by_one_key() {
    let docx = exported("shili-minzheng", 2023, "docx");
    let program = choose(program(&[2023], &[("qunian.docx", docx)]), "qunian");
    let screen = program.screen();
    for wanted in [
        "2023 年",
        "示例市民政局",
        "2021 年表式",
        "依据",
        "规定表格",
        "疑点",
        "1 收进本项目",
        "2 不收",
    ] {
        assert!(screen.contains(wanted), "{wanted}\n{screen}");
    }
    assert!(!program.session().state().project().unwrap().reports.contains_key(&2023));
    let program = program.press("1");
    assert!(program.file("reports/2023.ron").contains("示例市民政局"));
    assert!(program.screen().contains("已收进 2023 年报"), "{}", program.screen());
}

#[test]
fn esc_leaves_everything_as_it_was() {
    let docx = exported("shili-minzheng", 2023, "docx");
    let program = choose(program(&[2023], &[("qunian.docx", docx)]), "qunian").press("esc");
    assert!(!program.session().state().project().unwrap().reports.contains_key(&2023));
    assert!(program.screen().contains("没有导入"), "{}", program.screen());
}

#[test]
fn another_agency_is_asked_about() {
    let docx = exported("zhongwei-2017", 2017, "docx");
    let program = choose(program(&[], &[("zhongwei.docx", docx)]), "zhongwei");
    let screen = program.screen();
    assert!(screen.contains("注意：文中的单位是“中卫市民政局”"), "{screen}");
    assert!(screen.contains("1 不收") && screen.contains("2 收进本项目"), "{screen}");
    let program = program.press("enter");
    assert!(!program.session().state().project().unwrap().reports.contains_key(&2017));
}

#[test]
fn a_workbook_fills_the_tables_of_a_year_that_is_there_in_one_step() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/shili-minzheng");
    let mut project = store::open(&sample).expect("a sample project").project;
    let report = project.reports.get_mut(&2024).unwrap();
    let id = report.form_table("applications").unwrap().id;
    report.table_mut(id).unwrap().rows[0].cells[0] = "77".into();
    let mut bytes = Vec::new();
    let format = export::format("xlsx").unwrap();
    (format.write)(&Export::of(&project, 2024).unwrap(), &mut bytes).unwrap();
    let folder = folder(&[], &[("biao.xlsx", bytes)]);
    let file = folder.path().join("reports/2024.ron");
    let text =
        std::fs::read_to_string(&file).unwrap().replace("status: Published", "status: Draft");
    std::fs::write(file, text).unwrap();
    let program = Program::open(folder, 80, 24);
    let program = choose(program, "biao");
    let screen = program.screen();
    for wanted in ["已有 2024 年报", "改动 1 格", "41 → 77", "1 不动", "2 只填表格（1 格"]
    {
        assert!(screen.contains(wanted), "{wanted}\n{screen}");
    }
    let program = program.press("2");
    let cell = |program: &Program| {
        let report = &program.session().state().project().unwrap().reports[&2024];
        report.form_table("applications").unwrap().cell(0, 0).unwrap().to_string()
    };
    assert_eq!(cell(&program), "77", "{}", program.screen());
    let program = program.press("ctrl-z");
    assert_eq!(cell(&program), "41");
}

#[test]
fn a_folder_of_years_comes_in_at_once_and_one_bad_file_stops_nobody() {
    let mut files: Vec<(String, Vec<u8>)> = (2020..2024)
        .map(|year| (format!("old/{year}.docx"), exported("shili-minzheng", year, "docx")))
        .collect();
    files.push(("old/huai.docx".to_owned(), b"PK\x03\x04 nothing".to_vec()));
    let files: Vec<(&str, Vec<u8>)> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
    let program = program(&[2021, 2022, 2023], &files);
    // Read from the project's folder, for there is none of that name here.
    let program = program.press("ctrl-p 导入年报 enter o l d enter");
    let screen = program.screen();
    for wanted in ["5 个文件", "2021.docx", "读不了　huai.docx", "1 收进 3 份新年度"] {
        assert!(screen.contains(wanted), "{wanted}\n{screen}");
    }
    let program = program.press("1");
    // The year that was there is asked about by itself.
    assert!(program.screen().contains("已有 2020 年报"), "{}", program.screen());
    let program = program.press("enter");
    let screen = program.screen();
    assert!(
        screen.contains("已收进 2021、2022、2023 年报") && screen.contains("1 个文件读不了"),
        "{screen}"
    );
}

#[test]
fn exporting_twice_asks_before_it_writes_over() {
    let program = Program::on("shili-minzheng").press("f12 enter");
    assert!(program.screen().contains("已导出到"), "{}", program.screen());
    let program = program.press("f12 enter");
    let screen = program.screen();
    for wanted in
        ["项目文件夹里已有 示例市民政局2024年报.docx", "1 另存一份", "2 换掉原来的文件", "3 不导出"]
    {
        assert!(screen.contains(wanted), "{wanted}\n{screen}");
    }
    let program = program.press("2");
    assert!(program.screen().contains("已导出到"), "{}", program.screen());
}

#[test]
fn from_the_command_line_a_bad_file_is_told_at_the_end() {
    let run = Run::new()
        .file("a.docx", exported("shili-minzheng", 2022, "docx"))
        .file("b.docx", b"PK\x03\x04 nothing")
        .file("c.pdf", b"%PDF-1.4 nothing");
    let ended = run.line("import a.docx b.docx c.pdf --into P").code(3).told("2 个文件没有导入");
    assert!(ended.stderr.contains("b.docx") && ended.stderr.contains("c.pdf"));
    assert!(ended.stdout.contains("2022 年"));
    ended.then().line("check P --year 2022").code(0);
}

#[test]
fn from_the_command_line_a_workbook_changes_cells_alone() {
    let run = Run::new().file("biao.xlsx", exported("shili-minzheng", 2022, "xlsx"));
    let run = run.file("a.docx", exported("shili-minzheng", 2022, "docx"));
    let run = run.line("import a.docx --into P").code(0).then();
    let run =
        run.line("import biao.xlsx --into P").code(3).told("只换表格里的数请加 --replace").then();
    let ended =
        run.line("import biao.xlsx --into P --replace").code(0).told("填入 0 格，改动 0 格");
    ended.then().line("export P --year 2022 --to txt").code(0).stdout("一、总体情况");
}
