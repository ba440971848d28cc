//! Exit codes and output of every subcommand, as a script meets them.

use std::fs;
use std::process::{Command, Stdio};

use crate::run::Run;

const TEXT: &str =
    "# 示例市民政局\n\n## 2023年政府信息公开工作年度报告\n\n一、总体情况\n\n全年公开信息88条。\n";

#[test]
fn check_prints_findings_and_counts_what_was_waived_apart() {
    Run::new()
        .project("mistakes")
        .args(["check", "mistakes"])
        .stdout("错 S001 2024年三《收到和处理政府信息公开申请情况》：缺“政府信息公开行政复议、行政诉讼情况”")
        .stdout("    二、主动公开政府信息情况。\n    　　　　　　　　　　　　＾\n")
        .stdout("警 S002 2024年五《存在的主要问题及改进情况》：序号是“五、”，按位置应是“四、”\n    五、存在的主要问题及改进情况\n    ＾＾\n")
        .stdout("错 1　警 5　示 0　已豁免 1\n")
        .code(1);
}

#[test]
fn check_as_json_is_one_object() {
    let ended =
        Run::new().project("mistakes").args(["check", "mistakes", "--json"]).code(1).stderr("");
    let answer = ended.json();
    assert_eq!(answer["schema"], 1);
    assert_eq!(answer["project"], "示例市民政局");
    assert_eq!(
        answer["summary"],
        serde_json::json!({"error": 1, "warning": 5, "hint": 0, "waived": 1})
    );
    let findings = answer["findings"].as_array().expect("a list");
    let rules: Vec<&str> = findings.iter().filter_map(|finding| finding["rule"].as_str()).collect();
    assert_eq!(rules, ["S005", "S001", "F018", "F018", "F018", "S002", "S003"]);
    assert_eq!(findings[0]["place"]["bytes"], serde_json::json!([30, 33]));
    assert_eq!(findings[6]["waived"]["reason"], "待办公室补充");
    assert_eq!(ended.then().args(["check", "mistakes", "--format", "json"]).json(), answer);
}

#[test]
fn warnings_count_where_it_is_strict() {
    let draft = Run::new().args(["new", "p", "--agency", "示例市民政局", "--year", "2024"]).code(0);
    let draft = draft.then().args(["check", "p"]).code(0);
    let draft = draft.then().args(["check", "p", "--strict"]).code(1);
    draft
        .then()
        .args(["check", "p", "--year", "2023"])
        .code(2)
        .stderr("nianbao：项目里没有 2023 年的报告（有 2024）");
}

#[test]
fn without_a_terminal_the_overview_is_printed() {
    let ended = Run::new().project("mistakes").args(["mistakes"]).code(0);
    let ended =
        ended.stdout("示例市民政局　").stdout("2024 年　草稿　错 1　警 5　示 0　已豁免 1\n");
    ended.stdout("  一、总体情况\n").stdout("  三、收到和处理政府信息公开申请情况　表 1\n");
}

#[test]
fn a_folder_with_the_name_of_a_command_is_opened_by_its_path() {
    let ended =
        Run::new().args(["new", "check", "--agency", "示例市民政局", "--year", "2024"]).code(0);
    ended.then().args(["./check"]).code(0).stdout("2024 年　草稿");
}

#[test]
fn what_is_typed_wrong_is_told_in_one_chinese_sentence() {
    for (arguments, told) in [
        (["check", "--formt"], "不认识“--formt”，是不是“--format”。用法见 nianbao check --help"),
        (
            ["check", "--format=xml"],
            "“--format”的值不能是“xml”，可用的有 text、json、sarif、sheet、sheet-text、corrections、corrections-text。用法见 nianbao check --help",
        ),
        (
            ["check", "--year=24"],
            "“--year”的值不能是“24”：年度应是四位数字，如 2024。用法见 nianbao check --help",
        ),
        (["check", "--year"], "“--year”后面缺一个值。用法见 nianbao check --help"),
        (["new", "p"], "还缺 --agency <名称>、--year <年度>。用法见 nianbao new --help"),
        (["find", "　"], "要找的词是空的，请写上要找的词"),
        (["explain", "S999"], "没有规则“S999”；nianbao explain 列出全部规则"),
        (
            ["p", "check"],
            "项目要写在命令后面，如 nianbao check 项目；与命令同名的文件夹写作 ./名字。用法见 nianbao check --help",
        ),
    ] {
        let ended = Run::new().args(arguments).code(2);
        assert_eq!(ended.stdout, "");
        ended.stderr(&format!("nianbao：{told}"));
    }
}

#[test]
fn what_cannot_be_read_is_3_and_named() {
    Run::new().args(["check", "nowhere"]).code(3);
    let broken = Run::new().project("mistakes").file("mistakes/reports/2023.ron", "(year: ");
    let ended = broken.args(["check", "mistakes", "--json"]).code(3);
    assert!(ended.stderr.contains("2023.ron"), "{}", ended.stderr);
    assert_eq!(ended.json()["summary"]["error"], 1); // the others were checked all the same
}

#[test]
fn help_is_chinese_and_on_standard_output() {
    for arguments in [["check", "--help"], ["help", "-h"], ["import", "-h"]] {
        let ended = Run::new().args(arguments).code(0).stdout("用法：nianbao").stderr("");
        assert!(!ended.stdout.contains("Usage"), "{}", ended.stdout);
    }
    Run::new().args(["--version"]).code(0).stdout("nianbao 0.");
}

#[test]
fn import_makes_the_project_and_tells_what_it_did() {
    let ended = Run::new().file("a.md", TEXT).args(["import", "a.md", "--into", "p"]).code(0);
    let ended = ended.stdout("2023 年　示例市民政局　UTF-8").then();
    let ended = ended.args(["import", "a.md", "--into", "p"]).code(3);
    let ended =
        ended.stderr("nianbao：p 已有 2023 年的报告，没有改动；要替换请加 --replace").then();
    let ended = ended.args(["import", "a.md", "--into", "p", "--replace", "--json"]).code(0);
    assert_eq!(ended.json()["year"], 2023);
    let versions = fs::read_dir(ended.folder.path().join("p/.nianbao/versions")).expect("versions");
    assert_eq!(versions.count(), 1);
}

#[test]
fn import_reads_standard_input_and_refuses_what_is_no_report() {
    let ended = Run::new().input(TEXT).args(["import", "-", "--into", "p"]).code(0);
    ended.then().args(["find", "88条", "--in", "p"]).code(0).stdout("全年公开信息88条。");
    let ended = Run::new().file("b.txt", "").args(["import", "b.txt", "--into", "p"]).code(3);
    assert!(!ended.folder.path().join("p").exists());
    ended.stderr("nianbao：b.txt：文件是空的，没有可导入的文字");
    Run::new()
        .args(["import", "no.md", "--into", "p"])
        .code(3)
        .stderr("nianbao：no.md：没有这个文件");
}

#[test]
fn export_gives_back_what_was_imported() {
    let ended = Run::new().file("a.md", TEXT).args(["import", "a.md", "--into", "p"]).code(0);
    let ended =
        ended.then().args(["export", "p", "--year", "2023", "--to", "md"]).code(0).stderr("");
    let (markdown, run) = (ended.stdout.clone(), ended.then());
    let ended = run.file("b.md", &markdown).args(["import", "b.md", "--into", "q"]).code(0);
    let ended = ended.then().args(["export", "q", "--year", "2023", "--to", "md"]).code(0);
    assert_eq!(ended.stdout, markdown);
    let ended =
        ended.then().args(["export", "p", "--year", "2023", "--to", "txt", "-o", "b.md"]).code(3);
    let ended = ended
        .stderr("nianbao：b.md 没有导出：文件已经在那里，没有覆盖；要替换请加 --replace")
        .then();
    let ended = ended.args(["export", "p", "--year", "2023", "--to", "wps"]).code(2);
    ended.stderr("nianbao：“--to”的值不能是“wps”：可用的有 docx、html、xlsx、md、txt、csv、json。用法见 nianbao export --help");
}

#[test]
fn find_gives_figures_first_and_1_where_there_is_nothing() {
    let ended =
        Run::new().project("mistakes").args(["find", "申请", "12", "--in", ".", "--json"]).code(0);
    let answer = ended.json();
    assert_eq!((&answer["query"], &answer["hits"][0]["value"]), (&"申请 12".into(), &"12".into()));
    assert_eq!(answer["texts"][0]["sentence"], "收到申请12件。");
    assert_eq!(answer["texts"][0]["place"]["chars"], serde_json::json!([11, 19]));
    let ended = ended.then().args(["find", "新收", "--in", "mistakes", "--json"]).code(0);
    let hit = &ended.json()["hits"][0];
    assert_eq!(
        (&hit["value"], &hit["unit"], &hit["period"]),
        (&"12".into(), &"件".into(), &"2024".into())
    );
    assert_eq!(
        (&hit["place"]["table"], &hit["place"]["row"]),
        (&"applications".into(), &"r1".into())
    );
    let ended = ended.then().args(["find", "新收", "--in", "mistakes", "--format", "csv"]).code(0);
    let ended = ended.stdout("示例市民政局,2024,本年新收申请／总计,12,件,2024,表,");
    ended.then().args(["find", "航天", "--in", "mistakes"]).code(1);
}

#[test]
fn fmt_tells_what_is_not_canonical_and_mends_it() {
    let ended = Run::new().project("mistakes").args(["fmt", "mistakes", "--check"]).code(1);
    let ended = ended.stdout("不规范　").then().args(["fmt", "mistakes"]).code(0);
    let ended = ended.stdout("已整理　").then().args(["fmt", "mistakes", "--check"]).code(0);
    assert_eq!(ended.stdout, "");
}

#[test]
fn fmt_never_drops_a_comment() {
    let commented = "// 待核\n(format: 1, agency: (name: \"示例市民政局\"))\n";
    let run = Run::new().project("mistakes").file("mistakes/project.ron", commented);
    let ended = run.args(["fmt", "mistakes"]).code(3);
    assert!(ended.stderr.contains("第 1 行有注释"), "{}", ended.stderr);
    let kept = fs::read_to_string(ended.folder.path().join("mistakes/project.ron"));
    assert_eq!(kept.expect("the file"), commented);
}

#[test]
fn every_rule_explains_itself() {
    let list = Run::new().args(["explain"]).code(0).stdout;
    for line in list.lines() {
        let code = line.split(' ').next().expect("a code");
        Run::new().args(["explain", code]).code(0).stdout("**怎样改** ");
    }
}

#[test]
fn other_programs_are_told_what_they_want_to_know() {
    Run::new().args(["completions", "bash"]).code(0).stdout("complete -F");
    Run::new().args(["man"]).code(0).stdout(".SH 用法");
    let doctor = Run::new().args(["doctor", "--json"]).code(0).json();
    assert_eq!(doctor["doctor"]["输入、输出"]["is"], "输入不是终端，输出不是终端");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let run = Run::new().project("mistakes");
    let mut child = Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .args(["check", "mistakes", "--json"])
        .current_dir(&run.folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(1), [].as_slice()));
}

#[test]
fn the_screen_is_printed_without_a_terminal() {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-data/shili-minzheng");
    let ended = Run::new().args(["screen", sample, "--at", "2024/1.2/1", "--size", "60x16"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert_eq!(ended.stdout.lines().count(), 16);
    assert!(ended.stdout.lines().next().unwrap().contains("（二）依申请公开"), "{}", ended.stdout);
    let ended = Run::new().args(["screen", sample, "--at", "2024/applications/r3/c1"]);
    assert!(ended.stdout.contains("本格 18 件          去年 "), "{}", ended.stdout);
    let ended = Run::new().args(["screen", sample, "--keys", "F1", "--to", "svg"]);
    assert!(ended.stdout.starts_with("<svg "), "{}", ended.stdout);
    for (place, told) in [
        ("1999", "项目里没有 1999 年报"),
        ("2024/9", "没有“9”这一节"),
        ("2024/1.1/99", "“1.1”里没有第 99 段"),
        ("2024/nothing", "没有“nothing”这张表"),
        ("2024/applications/r99", "表里没有“r99”这一行"),
    ] {
        let ended = Run::new().args(["screen", sample, "--at", place]);
        assert_eq!(ended.code, 2, "{place}");
        assert!(ended.stderr.contains(told), "{place}: {}", ended.stderr);
    }
    let ended = Run::new().args(["screen", sample, "--keys", "F99"]);
    assert!(ended.code == 2 && ended.stderr.contains("没有叫“F99”的按键"), "{}", ended.stderr);
}

#[test]
fn nothing_is_written_by_a_rehearsal() {
    let run = Run::new().project("mistakes");
    let before = fs::read_to_string(run.folder.path().join("mistakes/reports/2024.ron")).unwrap();
    let ended = run.args(["screen", "mistakes", "--keys", "enter down down f2 新 ctrl-s"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let after = fs::read_to_string(ended.folder.path().join("mistakes/reports/2024.ron")).unwrap();
    assert_eq!(before, after);
}

#[test]
fn a_theme_is_read_from_a_file() {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-data/lianxi");
    let mono = include_str!("../../themes/mono.ron").replace("单色", "我的");
    let ended = Run::new().file("mine.ron", &mono).args(["screen", sample, "--theme", "mine.ron"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let broken = mono.replace("heading", "headnig");
    let ended = Run::new().file("mine.ron", broken).args(["screen", sample, "--theme", "mine.ron"]);
    assert_eq!(ended.code, 3);
    assert!(ended.stderr.contains("mine.ron：配色文件第 "), "{}", ended.stderr);
    let ended = Run::new().args(["screen", sample, "--theme", "没有的"]);
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("默认、高对比、单色、松烟、青花"), "{}", ended.stderr);
}

#[test]
fn an_export_does_not_write_over_a_file() {
    let run = Run::new().project("mistakes").file("报告.md", "旧的");
    let ended = run.args(["export", "mistakes", "--year", "2024", "--to", "md", "-o", "报告.md"]);
    assert_eq!(ended.code, 3);
    assert!(ended.stderr.contains("没有覆盖；要替换请加 --replace"), "{}", ended.stderr);
    assert_eq!(fs::read_to_string(ended.folder.path().join("报告.md")).unwrap(), "旧的");
}

#[test]
fn the_picture_in_the_readme_is_the_programs_own() {
    let readme = include_str!("../../README.md");
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-data/shili-minzheng");
    let ended = Run::new().args(["screen", sample, "--at", "2024/applications/r4/c2"]);
    assert!(readme.contains(&format!("```text\n{}```", ended.stdout)), "{}", ended.stdout);
}
