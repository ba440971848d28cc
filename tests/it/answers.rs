//! What `check` answers in its other forms: SARIF, review sheet, tables of many projects; policies and waivers seen through it.

use std::fs;

use serde_json::{Value, json};

use crate::run::Run;

/// A run on the draft of the practice project, with these reviews of it and of the year before.
fn practice(reviews: &[(&str, &str)]) -> Run {
    let run = Run::new().sample("lianxi");
    let folder = run.folder.path().join("lianxi/reviews");
    fs::create_dir_all(&folder).expect("a folder");
    for (year, waivers) in reviews {
        let text = format!("(format: 1, waivers: [{waivers}])");
        fs::write(folder.join(format!("{year}.ron")), text).expect("a review");
    }
    run
}

fn signed(rule: &str, rest: &str) -> String {
    format!(
        "(rule: \"{rule}\", reason: \"已向上级说明\", by: \"李四\", when: \"2025-01-10T08:00:00Z\", {rest})"
    )
}

fn of_rule<'a>(answer: &'a Value, rule: &str) -> Vec<&'a Value> {
    let findings = answer["findings"].as_array().expect("a list");
    findings.iter().filter(|finding| finding["rule"] == rule).collect()
}

/// The table of applications of the draft, and its row of what was carried over.
const CARRIED: &str = "at: Cell(table: \"TABLE\", row: \"2d61q8\", column: \"c1\", value: \"3\")";

fn table_of(answer: &Value, key: &str) -> String {
    let findings = answer["findings"].as_array().expect("a list");
    let id = findings.iter().find(|one| one["place"]["table"] == key).expect("a finding in it");
    id["place"]["id"].as_str().expect("an id").to_owned()
}

#[test]
fn an_identity_inside_a_statutory_table_cannot_be_waived_and_a_carry_over_can() {
    let plain = practice(&[]).args(["check", "lianxi", "--json"]).code(1).json();
    let table = table_of(&plain, "applications");
    let cell = CARRIED.replace("TABLE", &table);
    let carried = signed("F012", &cell);
    let balance = of_rule(&plain, "F005")[0]["place"].clone();
    let row = balance["row"].as_str().expect("a row").to_owned();
    assert_eq!(row, "r25");
    let firm = signed("F005", &format!("at: Table(\"{table}\")"));
    let answer = practice(&[("2024", &format!("{carried}, {firm}"))]);
    let answer = answer.args(["check", "lianxi", "--json"]).code(1).json();
    let waived =
        |rule: &str| of_rule(&answer, rule).iter().filter(|one| !one["waived"].is_null()).count();
    assert_eq!((waived("F012"), waived("F005")), (1, 0));
    assert_eq!(answer["summary"]["waived"], 1);
    let one = of_rule(&answer, "F012").into_iter().find(|one| !one["waived"].is_null());
    assert_eq!(
        one.expect("it")["waived"],
        json!({"reason": "已向上级说明", "by": "李四", "when": "2025-01-10T08:00:00Z"})
    );
}

#[test]
fn a_waiver_of_another_value_has_lapsed_and_counts_no_more() {
    let plain = practice(&[]).args(["check", "lianxi", "--json"]).code(1).json();
    let cell = CARRIED.replace("TABLE", &table_of(&plain, "applications"));
    let lapsed = signed("F012", &cell.replace("\"3\"", "\"4\""));
    let run = practice(&[("2024", &lapsed)]);
    let ended = run.args(["check", "lianxi", "--json"]).code(1);
    let answer = ended.json();
    assert_eq!(answer["summary"], plain["summary"]);
    let finding = of_rule(&answer, "F012")[0];
    assert!(finding["waived"].is_null());
    assert_eq!(finding["lapsed"]["reason"], "已向上级说明");
    let told = "说明已失效：已向上级说明（李四）；所说的内容改过，请重新说明";
    let ended = ended.then().args(["check", "lianxi"]).code(1).stdout(told);
    let ended = ended.then().args(["check", "lianxi", "--year", "2024", "--format", "sheet"]);
    ended.code(1).stdout("## 已失效的说明").stdout("（原说明“已向上级说明”已失效）");
}

/// Two years with the same hidden character in the same words; the first was explained.
fn carried(second: &str) -> Run {
    let run = Run::new().args(["new", "p", "--agency", "示例市民政局", "--year", "2023"]).code(0);
    let report = |year: i16, title: &str| {
        format!(
            "(format: 1, year: {year}, title: \"年报\", form: F2021, period: \"{year}\", sections: [(id: \"s1\", level: 1, title: \"总体情况\", blocks: [Paragraph(id: \"p{year}\", text: \"{title}\")])])"
        )
    };
    let folder = run.folder.path().join("p");
    fs::write(folder.join("reports/2023.ron"), report(2023, "已公\u{200b}开。")).expect("written");
    fs::write(folder.join("reports/2024.ron"), report(2024, second)).expect("written");
    fs::create_dir_all(folder.join("reviews")).expect("a folder");
    let waiver = signed("X001", "at: Words(paragraph: \"p2023\", quote: \"\u{200b}\")");
    let review = format!("(format: 1, waivers: [{waiver}])");
    fs::write(folder.join("reviews/2023.ron"), review).expect("written");
    run.then()
}

#[test]
fn what_was_explained_last_year_in_the_same_words_is_explained_and_nothing_else() {
    let run = carried("已公\u{200b}开。又\u{feff}公开。");
    let ended = run.args(["check", "p", "--year", "2024", "--json"]);
    let answer = ended.json();
    let found = of_rule(&answer, "X001");
    assert_eq!(found[0]["waived"]["carried_from"], 2023);
    assert!(found[1]["waived"].is_null(), "another character is new");
    let ended = ended.then().args(["check", "p", "--year", "2024", "--format", "sarif"]);
    let log = ended.json();
    let states: Vec<&str> = log["runs"][0]["results"]
        .as_array()
        .expect("results")
        .iter()
        .filter(|result| result["ruleId"] == "X001")
        .filter_map(|result| result["baselineState"].as_str())
        .collect();
    assert_eq!(states, ["unchanged", "new"]);
    let run = carried("已公开。");
    let ended = run.args(["check", "p", "--year", "2024", "--format", "sarif"]);
    let log = ended.json();
    is_sarif(&log);
    let results = log["runs"][0]["results"].as_array().expect("results").clone();
    let gone: Vec<&Value> =
        results.iter().filter(|result| result["baselineState"] == "absent").collect();
    assert_eq!(gone.len(), 1, "what was explained last year is mended");
    assert_eq!(gone[0]["ruleId"], "X001");
    assert!(gone[0]["suppressions"][0]["justification"].is_string());
    let ended =
        ended.then().args(["check", "p", "--no-baseline", "--year", "2024", "--format", "sarif"]);
    assert!(!ended.json()["runs"][0]["results"].to_string().contains("absent"));
    let run = carried("已公\u{200b}开。又\u{feff}公开。");
    let ended = run.args(["check", "p", "--year", "2024"]);
    let ended = ended.then().args(["check", "p", "--year", "2024", "--no-baseline", "--json"]);
    assert!(of_rule(&ended.json(), "X001").iter().all(|one| one["waived"].is_null()));
}

/// A fix names the file, and for each change a region of one line and what stands there afterwards.
fn are_changes(fix: &Value) {
    assert!(fix["description"]["text"].is_string());
    for change in fix["artifactChanges"].as_array().expect("changes") {
        assert!(change["artifactLocation"]["uri"].is_string());
        for one in change["replacements"].as_array().expect("replacements") {
            let region = &one["deletedRegion"];
            assert_eq!(region["startLine"], region["endLine"]);
            assert!(
                region["startColumn"].as_u64().unwrap() <= region["endColumn"].as_u64().unwrap()
            );
            assert!(one["insertedContent"]["text"].is_string());
        }
    }
}

/// What SARIF 2.1.0 requires of what we write: every property the standard marks as required, and its enumerations.
fn is_sarif(log: &Value) {
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().expect("a schema").contains("sarif-2.1.0"));
    for run in log["runs"].as_array().expect("runs") {
        let driver = &run["tool"]["driver"];
        assert!(driver["name"].is_string());
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        let rules = driver["rules"].as_array().expect("rules");
        assert!(rules.iter().all(|rule| rule["id"].is_string()
            && rule["shortDescription"]["text"].is_string()
            && rule["help"]["text"].is_string()));
        for result in run["results"].as_array().expect("results") {
            let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).unwrap();
            assert_eq!(rules[index]["id"], result["ruleId"]);
            assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
            assert!(result["message"]["text"].is_string());
            let state = result["baselineState"].as_str().unwrap();
            assert!(["new", "unchanged", "absent"].contains(&state));
            for fix in result["fixes"].as_array().into_iter().flatten() {
                are_changes(fix);
            }
            for suppression in result["suppressions"].as_array().expect("suppressions") {
                assert_eq!(suppression["kind"], "external");
                assert_eq!(suppression["status"], "accepted");
                assert!(suppression["justification"].is_string());
            }
            for location in result["locations"].as_array().expect("locations") {
                let place = &location["physicalLocation"];
                assert!(place["artifactLocation"]["uri"].is_string());
                let base = place["artifactLocation"]["uriBaseId"].as_str().expect("a base");
                assert!(run["originalUriBaseIds"][base]["uri"].as_str().unwrap().ends_with('/'));
                if let Some(region) = place.get("region") {
                    assert!(region["startLine"].as_u64().unwrap() > 0);
                }
            }
        }
    }
}

#[test]
fn sarif_points_at_the_words_in_the_file() {
    let run = Run::new().project("mistakes");
    let ended = run.args(["check", "mistakes", "--format", "sarif"]).code(1).stderr("");
    let log = ended.json();
    is_sarif(&log);
    let results = log["runs"][0]["results"].as_array().expect("results").clone();
    let waived: Vec<&Value> =
        results.iter().filter(|result| result["suppressions"] != json!([])).collect();
    assert_eq!(waived.len(), 1);
    assert!(
        waived[0]["suppressions"][0]["justification"].as_str().unwrap().contains("待办公室补充")
    );
    let run = carried("已公\u{200b}开。");
    let ended = run.args(["check", "p", "--year", "2024", "--format", "sarif"]);
    let log = ended.json();
    is_sarif(&log);
    let region = log["runs"][0]["results"]
        .as_array()
        .expect("results")
        .iter()
        .find(|result| result["ruleId"] == "X001")
        .map(|result| result["locations"][0]["physicalLocation"]["region"].clone())
        .expect("a region");
    let file = fs::read_to_string(ended.folder.path().join("p/reports/2024.ron")).unwrap();
    let line =
        file.lines().nth(usize::try_from(region["startLine"].as_u64().unwrap()).unwrap() - 1);
    let column = usize::try_from(region["startColumn"].as_u64().unwrap()).unwrap();
    assert_eq!(line.unwrap().chars().nth(column - 1), Some('\u{200b}'));
    assert_eq!(region["endColumn"].as_u64().unwrap(), column as u64 + 1);
}

#[test]
fn a_fix_in_sarif_mends_the_file() {
    let run = carried("已\u{200b}公开。");
    let ended = run.args(["check", "p", "--year", "2024", "--format", "sarif"]);
    let log = ended.json();
    let results = log["runs"][0]["results"].as_array().expect("results");
    let one = results.iter().find(|result| result["ruleId"] == "X001").expect("a finding");
    let change = &one["fixes"][0]["artifactChanges"][0];
    assert_eq!(change["artifactLocation"]["uri"], "reports/2024.ron");
    let place = &change["replacements"][0];
    let at = |name: &str| {
        usize::try_from(place["deletedRegion"][name].as_u64().expect("a place")).unwrap()
    };
    let file = fs::read_to_string(ended.folder.path().join("p/reports/2024.ron")).unwrap();
    let line: Vec<char> = file.lines().nth(at("startLine") - 1).unwrap().chars().collect();
    let (first, end) = (at("startColumn") - 1, at("endColumn") - 1);
    let text = place["insertedContent"]["text"].as_str().unwrap();
    let mended: String = line[..first]
        .iter()
        .copied()
        .chain(text.chars())
        .chain(line[end..].iter().copied())
        .collect();
    assert!(mended.contains("text: \"已公开。\""), "{mended}");
}

#[test]
fn the_review_sheet_lists_what_is_open_and_what_was_explained() {
    let ended =
        Run::new().project("mistakes").args(["check", "mistakes", "--format", "sheet"]).code(1);
    let ended = ended.stdout("# 审核单\n\n").stdout("- 结果：错 1　警 5　示 0　已说明 1\n");
    let ended = ended.stdout("| 1 | 警 | S005 | 二《主动公开政府信息情况。》 | 标题末尾不用“。” |");
    let ended = ended.stdout("## 已说明\n").stdout("| 待办公室补充 | 审核人 | 2025-01-10 |");
    ended.stdout("## 签字\n");
}

#[test]
fn many_projects_are_a_table_of_counts_and_a_broken_one_stops_nothing() {
    let run = Run::new().project("mistakes").sample("shili-minzheng").sample("lianxi");
    let ended = run.args(["check", "mistakes", "shili-minzheng"]).code(1);
    let ended = ended.stdout("示例市民政局").stdout("合计 2 个").stdout("已豁免");
    let error = |line: &str| line.split_whitespace().nth(1).and_then(|cell| cell.parse().ok());
    let rows: Vec<usize> = ended.stdout.lines().filter_map(error).collect();
    assert_eq!(rows.len(), 2 + 1);
    assert_eq!(rows[0] + rows[1], 1);
    // A folder of projects is all of them.
    let ended = ended.then().args(["check", ".", "--json"]).code(1);
    let answer = ended.json();
    assert_eq!(answer["projects"].as_array().map(Vec::len), Some(3));
    assert_eq!(answer["projects"][0]["schema"], 1);
    fs::write(ended.folder.path().join("shili-minzheng/project.ron"), "(").expect("broken");
    let ended = ended.then().args(["check", "."]).code(3).stdout("合计 3 个");
    assert!(ended.stderr.contains("project.ron"), "{}", ended.stderr);
}

#[test]
fn a_policy_sets_severities_and_a_slip_in_it_is_told_with_its_line() {
    let run = Run::new().project("mistakes");
    let path = run.folder.path().join("mistakes/policy.ron");
    fs::write(&path, "(\n  severity: {\n    \"S001\": \"警\",\n    \"S002\": \"关\",\n  },\n)\n")
        .unwrap();
    let ended = run.args(["check", "mistakes", "--json"]).code(0).stderr("");
    let answer = ended.json();
    assert_eq!(of_rule(&answer, "S001")[0]["severity"], "warning");
    assert!(of_rule(&answer, "S002").is_empty());
    fs::write(&path, "(\n  severity: {\n    \"S001\": \"警\",\n    \"S09\": \"关\",\n  },\n)\n")
        .unwrap();
    let ended = ended.then().args(["check", "mistakes", "--json"]).code(3);
    assert!(ended.stderr.contains("policy.ron 第 4 行第 5 列：没有规则“S09”"), "{}", ended.stderr);
    assert_eq!(of_rule(&ended.json(), "S001")[0]["severity"], "warning", "the rest holds");
}

#[test]
fn a_profile_asks_only_its_families() {
    let run = Run::new().sample("lianxi");
    let ended = run.args(["check", "lianxi", "--profile", "仅数字", "--json"]).code(1);
    let answer = ended.json();
    assert!(of_rule(&answer, "S001").is_empty() && !of_rule(&answer, "F005").is_empty());
    let ended = ended.then().args(["check", "lianxi", "--profile", "公文", "--json"]);
    assert!(of_rule(&ended.json(), "F005").is_empty());
    let ended = ended.then().args(["check", "lianxi", "--profile", "周报"]).code(2);
    ended.stderr("nianbao：“--profile”的值不能是“周报”：审核方案应是 年报、公文 或 仅数字。用法见 nianbao check --help");
}

#[test]
fn the_nearest_rule_is_named_on_a_slip() {
    let ended = Run::new().args(["explain", "s0o1"]).code(2);
    ended.stderr("nianbao：没有规则“s0o1”，是不是“S001”；nianbao explain 列出全部规则");
}
