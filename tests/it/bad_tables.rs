//! What should not stand in a table, and tables that are not as they should be: each told with its place, the rest as
//! usual, nothing changed or lost.

use std::fs;

use crate::run::{Ended, Run};
use crate::support::Program;

/// The first row of 表三 of the sample's newest year, as far as its first cell.
const FIRST: &str = "label: [\"一、本年新收政府信息公开申请数量\"], cells: [\"41\"";

/// A copy of the sample with its newest report changed as text, checked.
fn checked(change: impl Fn(&str) -> String) -> Ended {
    let run = Run::new().sample("shili-minzheng");
    let path = run.path("shili-minzheng/reports/2024.ron");
    let text = fs::read_to_string(&path).unwrap();
    let changed = change(&text).replace("status: Published", "status: Draft");
    assert_ne!(text, changed);
    fs::write(path, changed).unwrap();
    run.line("check shili-minzheng --year 2024 --json")
}

/// The findings of a rule: where, and what is said.
fn said(ended: &Ended, rule: &str) -> Vec<(String, String)> {
    let json = ended.json();
    let findings = json["findings"].as_array().unwrap().iter();
    let own = findings.filter(|finding| finding["rule"] == rule);
    let place = |finding: &serde_json::Value| {
        let parts = ["table", "row", "column"].map(|part| finding["place"][part].as_str());
        parts.into_iter().flatten().collect::<Vec<_>>().join("/")
    };
    own.map(|own| (place(own), own["message"].as_str().unwrap().to_owned())).collect()
}

fn written(ended: &Ended) -> String {
    fs::read_to_string(ended.folder.path().join("shili-minzheng/reports/2024.ron")).unwrap()
}

#[test]
fn no_count_is_negative_broken_endless_or_in_words() {
    let endless = format!("1{}", "0".repeat(30));
    for (cell, says) in [
        ("-3", "-3是负数"),
        ("1.5", "1.5有小数，件数应是整数"),
        ("1000000000000", "1000000000000大得不像件数"),
        (endless.as_str(), "大得不像件数"),
        ("约三件", "“约三件”读不成一个数"),
        ("３件", "“３件”应只写数字，单位在表头已有"),
    ] {
        let ended = checked(|text| text.replace(FIRST, &FIRST.replace("41", cell))).code(1);
        let found = said(&ended, "F006");
        assert_eq!(found.len(), 1, "{cell}: {found:?}");
        assert_eq!(found[0].0, "applications/r1/c1");
        assert!(found[0].1.contains(says), "{cell}: {found:?}");
        assert!(written(&ended).contains(&FIRST.replace("41", cell)), "{cell} is kept");
        // Written anew by the program, the value is still what it was.
        let ended = ended.then().line("fmt shili-minzheng").code(0);
        assert!(written(&ended).contains(&FIRST.replace("41", cell)), "{cell} is kept");
    }
}

#[test]
fn a_sum_of_endless_numbers_is_not_reckoned() {
    let longest = "9".repeat(28);
    let ended = checked(|text| {
        text.replacen("cells: [\"41\", \"7\"", &format!("cells: [\"{longest}\", \"{longest}\""), 1)
    });
    let found = said(&ended.code(1), "F006");
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn a_cell_that_is_no_ron_leaves_the_other_years() {
    for (cell, says) in [
        ("1.5", "带小数点的数 1.5"),
        ("约三件", "没有加引号的字"),
        ("1000000000000000000000000000000", "1000000000000000000000000000000"),
    ] {
        let wrong = FIRST.replace("\"41\"", cell);
        let ended = checked(|text| text.replace(FIRST, &wrong)).code(3);
        assert!(ended.stderr.contains("2024.ron 第 132 行"), "{}", ended.stderr);
        assert!(ended.stderr.contains("这里应是单元格（写在引号里"), "{}", ended.stderr);
        assert!(ended.stderr.contains(says), "{}", ended.stderr);
        assert!(written(&ended).contains(&wrong), "the file is left as it is");
        ended.then().line("check shili-minzheng --year 2023").stdout("错 0");
    }
}

#[test]
fn a_row_too_many_and_a_row_too_few_are_told_with_their_place() {
    let row = |text: &str, key: &str| -> String {
        let at = format!("key: \"{key}\", label: [\"三、本年度办理结果\"");
        text.lines().find(|line| line.contains(&at)).map(|line| format!("{line}\n")).unwrap()
    };
    let ended = checked(|text| text.replace(&row(text, "r4"), "")).code(0);
    let found = said(&ended, "F018");
    assert_eq!(found[0].0, "applications");
    assert!(found[0].1.contains("缺1行：“（二）部分公开"), "{found:?}");
    assert!(said(&ended, "F001").iter().all(|(place, _)| !place.contains("/r24/")), "not judged");
    let ended = checked(|text| {
        let own = row(text, "r4");
        let id = own.split('"').nth(1).unwrap();
        let again = own.replace("\"r4\"", "\"x\"").replace(id, "zzzzzz");
        let again =
            again.replace("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "多出的一行");
        text.replace(&own, &format!("{own}{again}"))
    });
    let found = said(&ended, "F018");
    assert_eq!(
        found[0],
        ("applications/x".to_owned(), "“多出的一行”不是规定表格里的行".to_owned())
    );
}

#[test]
fn a_column_called_otherwise_is_told_at_its_column() {
    let ended = checked(|text| text.replace("\"现行有效件数\"", "\"现行有效件\"")).code(0);
    let found = said(&ended, "F018");
    assert_eq!(found[0].0, "disclosure/reg/valid");
}

#[test]
fn two_tables_of_one_form_are_both_kept_and_told() {
    let ended = checked(|text| {
        let (_, rest) = text.split_once("        Table(\n").unwrap();
        let (inner, _) = rest.split_once("\n        ),\n").unwrap();
        let table = &format!("        Table(\n{inner}\n        ),\n");
        let ids = table.split("id: \"").skip(1).map(|rest| rest.split('"').next().unwrap());
        let again = ids.fold(table.clone(), |again, id| {
            let other = id.replacen(id.chars().next().unwrap(), "z", 1);
            again.replace(&format!("id: \"{id}\""), &format!("id: \"{other}\""))
        });
        text.replace(table, &format!("{table}\n{again}"))
    })
    .code(1);
    let found = said(&ended, "F004");
    assert_eq!(found.len(), 1, "{}", ended.stdout);
    assert!(found[0].1.contains("已有一份，两份的数一样"), "{found:?}");
    assert_eq!(written(&ended).matches("form: \"disclosure\"").count(), 2);
    // The other tables are checked as ever.
    assert_eq!(said(&ended, "F001"), []);
}

#[test]
fn a_form_with_a_cycle_or_an_unknown_key_is_told_where_the_project_opens() {
    for (formula, says) in [
        ("Sum([\"t\"])", "第 4 行第 42 列：“t”的合计绕了一圈又回到自己"),
        ("Sum([\"a\", \"z\"])", "没有键名为“z”的行"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let sample = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/lianxi");
        crate::support::copy(&sample, folder.path());
        fs::create_dir(folder.path().join("forms")).unwrap();
        let form = format!(
            "#![enable(implicit_some)]\n(\n  key: \"relief\", title: \"救助\", columns: [(key: \"c\", label: [])],\n  \
             rows: [(key: \"a\", label: [\"甲\"]), (key: \"t\", label: [\"计\"], formula: {formula})],\n)\n"
        );
        let file = folder.path().join("forms/relief.ron");
        fs::write(&file, &form).unwrap();
        let program = Program::open(folder, 120, 24);
        assert!(program.screen().contains(says), "{}", program.screen());
        assert!(program.screen().contains("2024"), "the reports are there");
        assert_eq!(program.file("forms/relief.ron"), form);
    }
}
