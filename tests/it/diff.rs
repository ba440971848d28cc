//! Comparing two years or two files, as a reviewer asks for it on the command line.

use std::path::Path;

use nianbao::model::{Block, Paragraph, Report, Section};
use nianbao::review::{Paired, compare};
use proptest::prelude::*;

use crate::run::Run;

/// A report of these sections: level, heading, paragraphs.
fn report(sections: &[(u8, &str, &[&str])]) -> Report {
    let mut report = Report::new(2024, "年报".to_owned()).unwrap();
    let section = |(level, title, texts): &(u8, &str, &[&str])| Section {
        level: *level,
        title: (*title).to_owned(),
        blocks: texts
            .iter()
            .map(|text| {
                Block::Paragraph(Paragraph { text: (*text).to_owned(), ..Paragraph::default() })
            })
            .collect(),
        ..Section::default()
    };
    report.sections = sections.iter().map(section).collect();
    report
}

/// Which section became which, and what happened to it.
fn parts(old: &Report, new: &Report) -> Vec<(Option<usize>, Option<usize>, bool)> {
    compare(old, new).parts.iter().map(|part| (part.old, part.new, part.moved)).collect()
}

#[test]
fn a_renamed_section_is_the_same_one() {
    let old = report(&[
        (1, "概述", &["我局加强组织领导，制定了年度公开计划，明确了各科室的分工。"]),
        (1, "依申请公开情况", &[]),
    ]);
    let new = report(&[
        (1, "总体情况", &["我局加强组织领导，制定了年度公开计划，明确了各处室的分工。"]),
        (1, "依申请公开情况", &[]),
    ]);
    assert_eq!(parts(&old, &new), [(Some(0), Some(0), false), (Some(1), Some(1), false)]);
}

#[test]
fn a_moved_section_is_told_as_moved() {
    let (one, two, three) = (
        (1, "主动公开", &["甲"][..]),
        (1, "依申请公开", &["乙"][..]),
        (1, "监督保障", &["丙"][..]),
    );
    let (old, new) = (report(&[one, two, three]), report(&[two, three, one]));
    assert_eq!(
        parts(&old, &new),
        [(Some(1), Some(0), false), (Some(2), Some(1), false), (Some(0), Some(2), true)]
    );
}

#[test]
fn sections_that_came_and_went_are_told() {
    let old = report(&[
        (1, "主动公开", &[]),
        (1, "收费及减免情况", &["没有收费。"]),
        (1, "其他事项", &[]),
    ]);
    let new = report(&[
        (1, "主动公开", &[]),
        (1, "其他事项", &[]),
        (2, "人大建议办理", &["办理建议3件。"]),
    ]);
    assert_eq!(
        parts(&old, &new),
        [
            (Some(0), Some(0), false),
            (Some(1), None, false),
            (Some(2), Some(1), false),
            (None, Some(2), false)
        ]
    );
}

#[test]
fn a_rewritten_paragraph_finds_its_partner_among_others() {
    let old = report(&[(
        1,
        "总体情况",
        &[
            "全年主动公开信息1398条，比上年增长9.8%。",
            "召开专题会议3次，业务培训2期，参训174人次。",
        ],
    )]);
    let new = report(&[(
        1,
        "总体情况",
        &[
            "新开设养老服务专栏，公布助餐点216处。",
            "全年主动公开政府信息1527条，比上年增长9.2%。",
            "召开专题会议4次，业务培训2期，参训212人次。",
        ],
    )]);
    let found = compare(&old, &new);
    let pairs: Vec<bool> = found.parts[0]
        .blocks
        .iter()
        .map(|block| matches!(block, Paired::Text(pair) if pair.pieces.len() > 1))
        .collect();
    assert_eq!(pairs, [false, true, true]);
}

#[test]
fn two_years_are_compared_by_text_and_by_cell() {
    let ended = Run::new()
        .sample("shili-minzheng")
        .args(["diff", "shili-minzheng", "--year", "2023", "--year", "2024"])
        .code(1)
        .stderr("");
    let ended = ended
        .stdout("2023 年报 与 2024 年报\n")
        .stdout("[-2023年-]{+2024年+}政府信息公开工作年度报告\n")
        .stdout("申请[-48件-]{+57件+}")
        .stdout("  一、本年新收政府信息公开申请数量／总计：48 改为 57（+9，+18.8%）\n")
        .stdout("\n不同：标题 ");
    let answer =
        ended.then().args(["diff", "shili-minzheng", "--year", "2024", "--json"]).code(1).json();
    assert_eq!(answer["old"]["year"], 2023);
    assert_eq!(answer["same"], false);
    let cells: Vec<_> = answer["sections"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|section| section["changes"].as_array().unwrap())
        .filter(|change| change["place"]["table"] == "applications")
        .flat_map(|change| change["cells"].as_array().unwrap())
        .filter(|cell| cell["row"] == "r1" && cell["column"] == "c7")
        .collect();
    assert_eq!(cells.len(), 1);
    assert_eq!(cells[0]["old"], "48");
    assert_eq!(cells[0]["new"], "57");
    assert_eq!(cells[0]["difference"], "9");
    assert_eq!(cells[0]["growth"], "18.8");
}

#[test]
fn two_files_are_compared_whatever_their_format() {
    let text = "# 示例市民政局\n\n## 2023年政府信息公开工作年度报告\n\n一、总体情况\n\n全年公开信息88条。\n";
    let other = text.replace("88条", "89条");
    let run = Run::new().file("a.md", text).file("b.md", other).file("c.md", text);
    let ended =
        run.args(["diff", "a.md", "b.md"]).code(1).stdout("全年公开信息[-88条-]{+89条+}。\n");
    let ended =
        ended.then().args(["diff", "a.md", "c.md"]).code(0).stdout("没有不同：1 段、0 格相同\n");
    let run = ended.then().sample("shili-minzheng");
    let (old, new) = ("shili-minzheng/reports/2023.ron", "shili-minzheng/reports/2024.ron");
    run.args(["diff", old, new]).code(1).stdout("[-48件-]{+57件+}");
}

#[test]
fn what_cannot_be_compared_is_told() {
    let run = || Run::new().sample("shili-minzheng");
    run()
        .args(["diff", "shili-minzheng"])
        .code(2)
        .stderr("nianbao：要比较什么没有写清：写 项目 --year 2023 --year 2024，或者写两个文件");
    run()
        .args(["diff", "shili-minzheng", "--year", "2019", "--year", "2024"])
        .code(2)
        .stderr("nianbao：项目里没有 2019 年的报告（有 2020、2021、2022、2023、2024）");
    let ended = run().file("a.ron", "(format: 1, year: ").args([
        "diff",
        "a.ron",
        "shili-minzheng/reports/2024.ron",
    ]);
    assert!(ended.stderr.contains("a.ron"), "{}", ended.stderr);
    ended.code(3);
    run().args(["diff", "shili-minzheng", "shili-minzheng"]).code(2);
}

/// Reports made of few words, so that partners are found.
fn any_report() -> impl Strategy<Value = Report> {
    let text = r"(全年|公开|信息|申请|办理|件|条|12|7|，|。){0,12}";
    let section = (1u8..4, text, prop::collection::vec(text, 0..4));
    prop::collection::vec(section, 0..6).prop_map(|sections| {
        let mut report = report(&[]);
        for (level, title, texts) in sections {
            let paragraph = |text| Block::Paragraph(Paragraph { text, ..Paragraph::default() });
            let blocks = texts.into_iter().map(paragraph).collect();
            report.sections.push(Section { level, title, blocks, ..Section::default() });
        }
        report
    })
}

proptest! {
    /// Nothing of either report is missing from a comparison, and nothing is told twice.
    #[test]
    fn a_comparison_holds_both_reports(old in any_report(), new in any_report()) {
        let found = compare(&old, &new);
        let mut was: Vec<usize> = found.parts.iter().filter_map(|part| part.old).collect();
        let is: Vec<usize> = found.parts.iter().filter_map(|part| part.new).collect();
        was.sort_unstable();
        prop_assert_eq!(was, (0..old.sections.len()).collect::<Vec<_>>());
        prop_assert_eq!(is, (0..new.sections.len()).collect::<Vec<_>>());
        for part in &found.parts {
            let texts = |report: &Report, at: Option<usize>| -> Vec<String> {
                let blocks = at.and_then(|at| report.sections.get(at)).map(|section| &section.blocks);
                blocks.into_iter().flatten().filter_map(|block| Some(block.paragraph()?.text.clone())).collect()
            };
            let told = |new: bool| -> Vec<String> {
                part.blocks
                    .iter()
                    .filter_map(|block| match block {
                        Paired::Text(pair) if if new { pair.new.is_some() } else { pair.old.is_some() } =>
                            Some(nianbao::text::diff::patched(&pair.pieces, new)),
                        _ => None,
                    })
                    .collect()
            };
            let (mut old_texts, mut old_told) = (texts(&old, part.old), told(false));
            old_texts.sort();
            old_told.sort();
            prop_assert_eq!(old_texts, old_told);
            prop_assert_eq!(texts(&new, part.new), told(true));
        }
    }

    #[test]
    fn a_report_is_the_same_as_itself(report in any_report()) {
        prop_assert!(compare(&report, &report).is_same());
    }
}

#[test]
fn the_real_report_is_compared_with_what_it_was_retold_as() {
    let Ok(folder) = std::env::var("NIANBAO_REAL_REPORTS") else {
        eprintln!("skipped: NIANBAO_REAL_REPORTS is not set");
        return;
    };
    let real = std::fs::read_dir(Path::new(&folder)).unwrap().next().unwrap().unwrap().path();
    let run = Run::new().sample("zhongwei-2017");
    run.args(["diff", real.to_str().unwrap(), "zhongwei-2017/reports/2017.ron"])
        .code(1)
        .stdout("不同：");
}
