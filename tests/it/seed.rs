//! The real report of 2017: every number that was registered by hand, and every defect that a careful reader marked.
//!
//! It stays outside the repository: `NIANBAO_REAL_REPORTS` names its folder; without it these tests have nothing to read.

use nianbao::checks::{self, Finding, NO_WORDS, Subject};
use nianbao::figures::prose::{Doubt, Vocabulary, passages};
use nianbao::import::{Imported, Options, read};
use nianbao::model::{Agency, Measure};

fn seed() -> Option<Imported> {
    let Ok(folder) = std::env::var("NIANBAO_REAL_REPORTS") else {
        eprintln!("NIANBAO_REAL_REPORTS is not set: skipped");
        return None;
    };
    let bytes = std::fs::read(format!("{folder}/000_d9aff0bab10d4f30.txt")).unwrap();
    Some(read("000.txt", &bytes, &Options::default()).unwrap())
}

/// Value and unit, period, kind, and what else it may be of.
fn told() -> Option<Vec<String>> {
    let seed = seed()?;
    let vocabulary = Vocabulary::built_in();
    let all = passages(&seed.report, &vocabulary);
    let mut told = Vec::new();
    for passage in &all {
        for figure in &passage.figures {
            let kind = match figure.measure {
                Measure::Flow => "",
                Measure::Cumulative => " 累计",
                Measure::State => " 时点",
                Measure::Rate => " 率",
            };
            let doubts = figure.doubts.iter().map(|doubt| match doubt {
                Doubt::Period(period) => format!(" ?{period}"),
                other => format!(" ?{other:?}"),
            });
            told.push(format!(
                "{} {}{} {}{kind}{}",
                figure.name(&passage.paragraph.text, &vocabulary),
                figure.value,
                figure.unit,
                figure.period,
                doubts.collect::<String>()
            ));
        }
    }
    Some(told)
}

#[test]
fn every_registered_number_is_read_and_nothing_else_is_called_one() {
    let Some(told) = told() else { return };
    let want = [
        "政府信息公开工作会议 1次 2017",
        "组织学习 1次 2017",
        "下属单位 5个 2017-12-31 时点",
        "低保救助人次 313250人次 2017Q1 累计",
        "低保金 6780.35万元 2017Q1 累计",
        "特困供养人数 2587人 2017-03-31 时点",
        "特困供养资金 438.47万元 2017Q1 累计",
        "医疗救助人次 29324名 2017Q1 累计",
        "医疗救助金 1263.46万元 2017Q1 累计",
        "临时救助人次 11071人次 2017Q1 累计",
        "临时救助金 731.483万元 2017Q1 累计",
        "低保救助人次 603293人次 2017Q1-Q2 累计 ?2017Q2",
        "低保金 15088.66万元 2017Q1-Q2 累计 ?2017Q2",
        "特困供养人数 2528人 2017-06-30 时点",
        "特困供养资金 619.36万元 2017Q1-Q2 累计 ?2017Q2",
        "医疗救助人次 113883人次 2017Q1-Q2 累计 ?2017Q2",
        "医疗救助金 2705.09万元 2017Q1-Q2 累计 ?2017Q2",
        "临时救助人次 22648人次 2017Q1-Q2 累计 ?2017Q2",
        "临时救助金 1376.96万元 2017Q1-Q2 累计 ?2017Q2",
        "低保对象 108788名 2017-09-30 时点 ?2017Q1-Q3",
        "低保金 23500.50万元 2017Q1-Q3 累计",
        "特困供养人数 2647人 2017-09-30 时点",
        "特困供养资金 993.50万元 2017Q1-Q3 累计",
        "医疗救助人次 118384名 2017Q1-Q3 累计",
        "医疗救助金 3202.80万元 2017Q1-Q3 累计",
        "临时救助人次 32461人次 2017Q1-Q3 累计",
        "临时救助金 4805.10万元 2017Q1-Q3 累计",
        "制发规范性文件 65个 2017-08..2017-12",
        "主动公开规范性文件 55个 2017-08..2017-12",
        "政务微博公开信息 190条 2017",
        "回复微博留言 7条 2017",
        "发布信息 28条 2017",
        "回应热点舆情 16条 2017",
        "收到政府信息公开申请 0件 2017",
        "举报投诉 0件 2017",
        "行政复议 0件 2017",
        "行政诉讼 0件 2017",
        "举报投诉 0件 2017",
        "行政复议 0件 2017",
        "行政诉讼 0件 2017",
        "举报投诉 0件 2017",
        "人大建议 1件 2017",
        "政协提案主办件 2件 2017",
        "政协提案主办件 5件 2017",
        "政协提案协办件 2件 2017",
    ];
    assert_eq!(told, want);
}

fn findings() -> Option<Vec<Finding>> {
    let seed = seed()?;
    let agency = Agency { name: seed.agency.clone().unwrap_or_default(), ..Agency::default() };
    let report = &seed.report;
    Some(checks::run(&Subject { report, agency: &agency, previous: None, words: &NO_WORDS }))
}

/// Rows of the list of defects that a machine can decide: the rule, and words of what was found there.
const DEFECTS: &[(&str, &str, &str)] = &[
    ("1", "C001", "0955-737174"),
    ("2", "C009", "邮编"),
    ("4", "S011", "《条例》"),
    ("4", "S011", "《办法》"),
    ("5", "P010", "同意现予"),
    ("6", "Y003", "2017 年以来"),
    ("7", "T010", "重要性认识"),
    ("8", "P021", ""),
    ("11", "S016", "成立了“市民政局政务公"),
    ("12", "F027", "按申请人要求"),
    ("13", "T022", "推进"),
    ("15", "T007", "社会敏感"),
    ("16", "T005", "接收"),
    ("17", "T005", "接收"),
    ("18", "P007", ""),
    ("19", "T008", "累计共"),
    ("20", "T009", "特困人员供养"),
    ("21", "F042", "731.483"),
    ("22", "F040", "108788"),
    ("22", "F044", "108788"),
    ("23", "F040", "113883"),
    ("24", "F046", "2528"),
    ("25", "F045", "4805.10"),
    ("28", "T004", "截止到"),
    ("29", "Y007", "第三季度"),
    ("30", "T010", "生活有效保障"),
    ("31", "F032", "共解读"),
    ("31", "P005", ""),
    ("32", "T010", "确需要"),
    ("33", "N009", "65"),
    ("33", "N009", "55"),
    ("34", "Y007", "8 月"),
    ("35", "P008", "。并"),
    ("38", "N009", "16"),
    ("40", "T010", "依申请政府信息公开"),
    ("41", "F030", ""),
    ("45", "Y003", "今年"),
    ("46", "T007", "基本上全部"),
    ("47", "P009", ""),
    ("49", "S014", ""),
    ("50", "S001", ""),
    ("51", "S004", ""),
    ("52", "S013", ""),
    ("53", "T006", "政务公开"),
    ("54", "F032", "《中卫市民政局政务公开制度》"),
    ("55", "T007", "使全市群众"),
];

#[test]
fn every_defect_that_a_machine_can_decide_is_found() {
    let Some(findings) = findings() else { return };
    let missed: Vec<_> = DEFECTS
        .iter()
        .filter(|(_, rule, words)| {
            !findings.iter().any(|one| one.rule == *rule && one.found.contains(words))
        })
        .collect();
    let said: Vec<_> = findings.iter().map(|one| (one.rule, one.found.as_str())).collect();
    assert!(missed.is_empty(), "{missed:?} of {said:?}");
}

#[test]
fn nothing_is_made_of_what_agrees() {
    let Some(findings) = findings() else { return };
    let right = ["没有专属门户网站", "主要依托于", "28 条", "接收捐赠"];
    let blamed = findings.iter().filter(|one| right.iter().any(|words| one.found.contains(words)));
    assert_eq!(blamed.count(), 0);
    let errors: Vec<_> = findings.iter().filter(|one| one.severity.word() == "错").collect();
    let rules: Vec<&str> = errors.iter().map(|one| one.rule).collect();
    assert_eq!(rules, ["C001", "S001"], "{errors:#?}");
}
