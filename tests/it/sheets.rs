//! Tables as files of comma- or tab-separated values, out and in again, and forms that an office wrote.

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::Run;
use crate::support::{self, copy};

/// A run in a folder that holds a copy of a sample under `p`.
fn on(sample: &str) -> Run {
    let run = Run::new();
    let from = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("sample-data").join(sample);
    copy(&from, &run.path("p"));
    run
}

fn report(run: &Run, year: u16) -> String {
    fs::read_to_string(run.path(&format!("p/reports/{year}.ron"))).unwrap()
}

/// Makes the published report of a year one that may be changed.
fn reopen(run: &Run, year: u16) {
    let text = report(run, year).replace("status: Published", "status: Draft");
    fs::write(run.path(&format!("p/reports/{year}.ron")), text).unwrap();
}

fn put(run: &Run, name: &str, text: &str) {
    fs::write(run.path(name), text).unwrap();
}

#[test]
fn every_table_is_a_file_and_reads_back_equal_in_every_encoding() {
    for encoding in ["utf-8", "utf-8-bom", "gb18030"] {
        let run = on("shili-minzheng");
        reopen(&run, 2024);
        let before = report(&run, 2024);
        let line = format!("export p --year 2024 --to csv -o out --encoding {encoding}");
        let run = run
            .line(&line)
            .code(0)
            .told("已导出到 out：disclosure.csv、applications.csv、litigation.csv")
            .then();
        let blank = before.lines().map(|line| match line.split_once("cells: [") {
            Some((head, cells)) => {
                format!("{head}cells: [{}]),\n", vec!["\"\""; cells.split(", ").count()].join(", "))
            }
            None => format!("{line}\n"),
        });
        put(&run, "p/reports/2024.ron", &blank.collect::<String>());
        assert_ne!(report(&run, 2024), before);
        let line = "import out/disclosure.csv out/applications.csv out/litigation.csv --year 2024 --into p";
        let run = run.line(line).code(0).then();
        assert_eq!(report(&run, 2024), before, "{encoding}");
        let run = run.line(&format!("{line} --replace")).code(0);
        run.stdout("填入 0 格　改动 0 格　疑点 0");
    }
}

#[test]
fn the_file_has_full_labels_and_keys() {
    let run = on("shili-minzheng").line("export p --year 2024 --to csv").code(0);
    run.stdout("applications\n键,项目,申请人情况／自然人,申请人情况／法人或其他组织／商业企业,")
        .stdout("r3,三、本年度办理结果／（一）予以公开,")
        .stdout("\n\nlitigation\n键,项目,行政复议／结果维持,");
}

#[test]
fn what_is_filled_in_is_only_changed_when_asked_for() {
    let run = on("shili-minzheng");
    reopen(&run, 2024);
    let before = report(&run, 2024);
    put(&run, "a.csv", "键,项目,总计\nr1,,999\n");
    let line = "import a.csv --table applications --year 2024 --into p";
    let run = run.line(line).code(3);
    let run = run
        .told("有 1 格已经填了别的数，没有改动：“一、本年新收政府信息公开申请数量”行“总计”列原为")
        .then();
    assert_eq!(report(&run, 2024), before);
    let run = run.line(&format!("{line} --replace")).code(0);
    let run = run
        .stdout("改动 1 格")
        .stdout("疑点　文件里缺24行：")
        .stdout("疑点　文件里缺6列：“自然人”")
        .then();
    assert!(report(&run, 2024).contains("\"999\""));
    assert!(support::versions(&run.path("p")).contains(&before));
    let json = run.line(&format!("{line} --json")).code(0).json();
    assert_eq!((json["schema"].as_i64(), json["table"].as_str()), (Some(1), Some("applications")));
    assert_eq!(json["repairs"], serde_json::json!([]));
}

#[test]
fn a_spreadsheet_with_printed_headers_is_recognised_and_what_is_missing_named() {
    let run = Run::new().line("new p --agency 示例市民政局 --year 2024").code(0).then();
    let rows = "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t/\t/\t/\n行政规范性文件\t3\t１\t3.5万\n其他文件\t7\t8\t9\n";
    put(&run, "表.tsv", rows);
    let run = run.line("import 表.tsv --table disclosure --year 2024 --into p").code(0);
    let run = run
        .stdout("填入 6 格　改动 0 格")
        .stdout("“其他文件”不是规定表格里的行")
        .stdout("文件里缺4行：“行政许可”");
    let text = report(&run.then(), 2024);
    assert!(
        text.contains("\"行政规范性文件\"], cells: [\"3\", \"１\", \"3.5万\", \"\", \"\"]"),
        "as it was written: {text}"
    );
}

#[test]
fn what_cannot_be_filled_in_gets_a_sentence() {
    let run = on("shili-minzheng");
    reopen(&run, 2024);
    put(&run, "a.csv", "甲,乙\n丙,1\n");
    put(&run, "空.csv", "\n");
    let into = |run: Run, table: &'static str, file: &'static str, year: &'static str| {
        run.line(&format!("import {file} --table {table} --year {year} --into p"))
    };
    let run = into(run, "applications", "a.csv", "2024")
        .code(3)
        .told("行和列的名称与这张表一个也对不上")
        .then();
    let run = into(run, "没有", "a.csv", "2024")
        .code(3)
        .told("没有“没有”这张表，可用的有 disclosure（主动公开政府信息情况）")
        .then();
    let run = into(run, "applications", "空.csv", "2024").code(3).told("空").then();
    let run = into(run, "applications", "a.csv", "2023")
        .code(3)
        .told("2023 年报告已发布，不能改动")
        .then();
    run.line("import a.csv --into p").code(2).told("请用 --year 写明");
}

#[test]
fn a_form_of_the_office_is_filled_and_checked_like_any_other() {
    let run = on("shili-minzheng");
    reopen(&run, 2024);
    fs::create_dir(run.path("p/forms")).unwrap();
    let form = "#![enable(implicit_some)]\n(\n  key: \"relief\", title: \"社会救助情况\", stub: \"救助种类\",\n  \
        columns: [(key: \"c1\", label: [\"本年\"], unit: \"人次\")],\n  \
        rows: [(key: \"a\", label: [\"低保\"]), (key: \"b\", label: [\"特困\"]), (key: \"t\", label: [\"合计\"])],\n  \
        identities: [(code: \"S1\", name: \"合计=低保+特困\", over: Rows, relation: Sum(total: \"t\", parts: [\"a\", \"b\"]))],\n)\n";
    put(&run, "p/forms/relief.ron", form);
    put(
        &run,
        "p/forms/broken.ron",
        &form.replace("\"relief\"", "\"other\"").replace("\"a\", \"b\"]", "\"a\", \"x\"]"),
    );
    put(&run, "relief.csv", "项目,本年\n低保,5\n特困,6\n合计,12\n");
    let run = run
        .line("import relief.csv --year 2024 --into p")
        .code(0)
        .stdout("2024 年　relief")
        .stdout("填入 3 格")
        .then();
    let broken =
        format!("forms{}broken.ron 第 6 行第 98 列：没有键名为“x”的行", std::path::MAIN_SEPARATOR);
    let run = run.line("check p --year 2024").code(3).told(&broken);
    let run = run.stdout("合计为12，低保+特困为11，差1").then();
    fs::remove_file(run.path("p/forms/broken.ron")).unwrap();
    let run = run.line("check p --year 2024").code(1).stdout("错 F001").then();
    // It goes out as a statutory one does: its stub and its title are the form's.
    let run = run.line("export p --year 2024 --to html").code(0);
    let run = run.stdout(">救助种类</th>").then();
    let run = run.line("export p --year 2024 --to docx -o a.docx").code(0).then();
    let run = run.line("export p --year 2024 --to xlsx -o a.xlsx").code(0).then();
    assert!(unzipped(&run.path("a.docx"), "word/document.xml").contains("救助种类"));
    assert!(unzipped(&run.path("a.xlsx"), "xl/workbook.xml").contains("社会救助情况"));
    // Next year's draft has it too, emptied.
    let run = run.line("roll p --to 2025").code(0).then();
    let next = report(&run, 2025);
    assert!(next.contains("form: \"relief\""), "{next}");
    assert!(next.contains("label: [\"合计\"], cells: [\"\"]"), "{next}");
}

#[test]
fn a_table_of_an_own_form_outlives_a_change_of_generation() {
    let run = on("shili-minzheng");
    fs::create_dir(run.path("p/forms")).unwrap();
    let form = "(key: \"relief\", title: \"社会救助情况\", columns: [(key: \"c1\", label: [\"本年\"])], \
        rows: [(key: \"a\", label: [\"低保\"])])";
    put(&run, "p/forms/relief.ron", form);
    for year in 2021..=2024 {
        fs::remove_file(run.path(&format!("p/reports/{year}.ron"))).unwrap();
    }
    reopen(&run, 2020);
    put(&run, "relief.csv", "项目,本年\n低保,5\n");
    let run = run.line("import relief.csv --table relief --year 2020 --into p").code(0).then();
    let run = run.line("roll p --to 2021").code(0).told("表式换成 2021 年起的格式").then();
    let next = report(&run, 2021);
    assert_eq!(next.matches("form: \"relief\"").count(), 1, "{next}");
    assert_eq!(next.matches("form: \"disclosure\"").count(), 1);
}

/// A file within an archive, as text.
fn unzipped(archive: &Path, name: &str) -> String {
    let mut zip = zip::ZipArchive::new(fs::File::open(archive).unwrap()).unwrap();
    std::io::read_to_string(zip.by_name(name).unwrap()).unwrap()
}

#[test]
fn the_sample_of_2017_gives_its_single_quarters_and_its_oddities() {
    let json = on("zhongwei-2017").line("check p --json").json();
    let of = |rule: &str| -> Vec<String> {
        let findings = json["findings"].as_array().unwrap().iter();
        let own = findings.filter(|finding| finding["rule"] == rule);
        own.map(|finding| finding["message"].as_str().unwrap().to_owned()).collect()
    };
    let has = |rule: &str, words: &[&str]| {
        let said = of(rule);
        assert_eq!(said.len(), words.len(), "{rule} {said:#?}");
        for (said, words) in said.iter().zip(words) {
            assert!(said.contains(words), "{said}");
        }
    };
    has(
        "F103",
        &[
            "“最低生活保障·救助人次”自年初累计，第二季度为603293，第三季度反为108788，少了494505，单位也由“人次”变为“名”",
        ],
    );
    has("F104", &["第三季度写作“名”", "第一季度写作“名”", "第三季度写作“名”"]);
    has(
        "F105",
        &[
            "“医疗救助·救助人次”由累计数推出，2017Q2为84559人次，2017Q3为4501名，不到五分之一",
            "“临时生活救助·救助金”由累计数推出，2017Q2为645.477万元，2017Q3为3428.14万元，增加到五倍以上",
        ],
    );
    has("F106", &["“特困人员供养·供养人数”是时点数（2587、2528、2647）"]);
}

#[test]
fn a_folder_is_not_written_over_and_a_file_is_no_folder() {
    let run = on("shili-minzheng").line("export p --year 2024 --to csv -o out").code(0).then();
    put(&run, "out/litigation.csv", "别人的");
    let run = run
        .line("export p --year 2024 --to csv -o out")
        .code(3)
        .told("已经在那里，没有覆盖")
        .then();
    assert_eq!(fs::read_to_string(run.path("out/litigation.csv")).unwrap(), "别人的");
    let run = run
        .line("export p --year 2024 --to csv -o out/litigation.csv")
        .code(3)
        .told("-o 要写文件夹")
        .then();
    assert!(Path::new(&run.path("out/litigation.csv")).is_file());
}
