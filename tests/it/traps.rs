//! Where a reader of numbers goes wrong, each with a sentence of its own.

use nianbao::checks::{self, NO_WORDS, Subject};
use nianbao::model::{Agency, Block, Ids, Paragraph, Report, Section};

use crate::prose::hold;

/// What one rule finds in paragraphs of a report of 2024.
fn found(code: &str, texts: &[&str]) -> Vec<String> {
    let paragraph = |text: &&str| Paragraph { text: (*text).to_owned(), ..Paragraph::default() };
    let mut report = Report::new(2024, "年报".to_owned()).unwrap();
    report.sections = vec![Section {
        level: 1,
        title: "总体情况".to_owned(),
        blocks: texts.iter().map(paragraph).map(Block::Paragraph).collect(),
        ..Section::default()
    }];
    report.give_ids(&mut Ids::of_text("陷阱"));
    let agency = Agency::default();
    let subject = Subject { report: &report, agency: &agency, previous: None, words: &NO_WORDS };
    let all = checks::run(&subject).into_iter();
    all.filter(|finding| finding.rule == code).map(|finding| finding.found).collect()
}

#[test]
fn trap_1_the_number_of_a_point_is_no_amount() {
    hold(&[
        ("2.2024年度我镇无依申请公开。", &["收到政府信息公开申请 0件 2024"]),
        ("1.严格审查，发布信息12条。2.3个科室参加。", &["发布信息 12条 2024", "科室参加 3个 2024"]),
    ]);
}

#[test]
fn trap_2_numbers_of_documents_and_articles_are_no_amounts() {
    hold(&[(
        "按照国办发〔2017〕24号、国务院令第711号和条例第二十条第（一）项，发布信息12条。",
        &["发布信息 12条 2024"],
    )]);
}

#[test]
fn trap_3_years_and_names_are_no_amounts() {
    hold(&[(
        "印发《2024年工作要点》，庆祝建军90周年，学习十九大、二十届三中全会精神，落实“五公开”，考核列前3名，发布信息12条。",
        &["发布信息 12条 2024"],
    )]);
}

#[test]
fn trap_4_telephones_days_and_addresses_are_no_amounts() {
    hold(&[(
        "电话0399-5550101，邮编459990，2024-12-31印发，见http://192.168.1.10:8080/a1，公开信息12条。",
        &["主动公开政府信息 12条 2024"],
    )]);
}

#[test]
fn trap_5_broken_lines_are_read_through() {
    hold(&[
        ("2024\n年\n1\n月发布信息12\n条。", &["发布信息 12条 2024-01"]),
        ("第一季度救助603 人次\n予以低保救助。", &["低保救助人次 603人次 2024Q1"]),
    ]);
}

#[test]
fn trap_6_lost_digits_are_told_and_not_guessed() {
    let text = "统计期限自201911日至20191231日止，按〔202130号编制。发布信息12条。";
    hold(&[(text, &["发布信息 12条 2024"])]);
    assert_eq!(found("X005", &[text]), ["201911日", "20191231日", "202130号"]);
}

#[test]
fn trap_7_numbers_pair_with_their_names_in_order() {
    hold(&[
        (
            "微信和微博分别发布信息1408条、6502条。",
            &["政务微信公开信息 1408条 2024", "政务微博公开信息 6502条 2024"],
        ),
        (
            "网站、微信和微博分别发布信息14条、65条。",
            &["政府网站公开信息 14条 2024 ?配对", "政务微信公开信息 65条 2024 ?配对"],
        ),
    ]);
}

#[test]
fn trap_8_a_second_其中_is_of_the_same_total() {
    hold(&[(
        "发布解读稿件21篇，其中文字12篇、图解9篇，其中局领导解读4篇。",
        &[
            "政策解读稿件 21篇 2024",
            "文字 12篇 2024 <0",
            "图解 9篇 2024 <0",
            "局领导解读 4篇 2024 <0",
        ],
    )]);
}

#[test]
fn trap_9_what_was_said_before_is_not_said_again() {
    hold(&[
        (
            "市政协提案主办件5件，协办件2件。",
            &["政协提案主办件 5件 2024", "政协提案协办件 2件 2024"],
        ),
        ("因信息公开引起的行政复议7件，诉讼9件。", &["行政复议 7件 2024", "行政诉讼 9件 2024"]),
    ]);
}

#[test]
fn trap_10_one_number_of_two_verbs_is_one_figure() {
    hold(&[("全年共收到、办理依申请公开 0件。", &["收到政府信息公开申请 0件 2024"])]);
}

#[test]
fn trap_11_ten_thousands_of_heads_and_of_money() {
    hold(&[("接待80.5万人次，支出80.5万元。", &["接待 805000人次 2024", "支出 80.5万元 2024"])]);
}

#[test]
fn trap_12_累计_is_of_what_follows_and_not_of_what_stands_before() {
    hold(&[(
        "截至第三季度共为108名低保对象累计发放保障金235.50万元。",
        &["低保对象 108名 2024-09-30 时点 ?2024Q1-Q3", "低保金 235.50万元 2024Q1-Q3 累计"],
    )]);
}

#[test]
fn trap_13_a_quarter_counted_cumulatively_is_ambiguous() {
    hold(&[("第二季度累计发放低保金150万元。", &["低保金 150万元 2024Q1-Q2 累计 ?2024Q2"])]);
}

#[test]
fn trap_14_times_are_a_rate() {
    hold(&[(
        "全年发布信息2401条，是2023年的1.5倍。",
        &["发布信息 2401条 2024", "发布信息 1.5倍 2024 率 倍数"],
    )]);
}

#[test]
fn trap_15_one_statement_says_none_of_several_things() {
    hold(&[
        (
            "未收到公开申请的来信、来电和投诉，无信息公开方面的行政复议和行政诉讼案。",
            &[
                "收到政府信息公开申请 0件 2024",
                "举报投诉 0件 2024",
                "行政复议 0件 2024",
                "行政诉讼 0件 2024",
            ],
        ),
        (
            "收到申请3件，无因公开申请提起行政复议的情况。",
            &["收到政府信息公开申请 3件 2024", "行政复议 0件 2024"],
        ),
    ]);
}

#[test]
fn trap_16_a_gap_does_not_take_the_next_number() {
    hold(&[("主动公开信息  条，收到申请3件。", &["收到政府信息公开申请 3件 2024"])]);
}

#[test]
fn trap_17_words_of_quantity_have_no_value() {
    hold(&[("大部分申请已答复，多次召开会议，回应若干问题，公开数十条。", &[])]);
}

#[test]
fn trap_18_bounds_add_up_to_a_bound() {
    let text = "公开信息2500条，其中通过网站公开1600余条、微信600余条。";
    hold(&[(
        text,
        &[
            "主动公开政府信息 2500条 2024",
            "政府网站公开信息 >=1600条 2024 <0",
            "政务微信公开信息 >=600条 2024 <0",
        ],
    )]);
    assert!(found("F021", &[text]).is_empty() && found("F022", &[text]).is_empty());
    let over = "公开信息2000条，其中通过网站公开1600余条、微信600余条。";
    assert_eq!(found("F021", &[over]), ["2000条"], "even the lower bounds are too much");
}

#[test]
fn trap_19_a_flattened_table_is_no_prose() {
    hold(&[
        ("行政许可|1215|-35|1180", &[]),
        ("行政许可 1215 -35 1180", &[]),
        ("1215", &[]),
        ("-35", &[]),
        ("行政许可\n1215\n-35\n1180", &[]),
    ]);
}

#[test]
fn trap_20_a_number_belongs_to_the_nearest_words() {
    hold(&[
        ("行政复议案件均已审结，行政诉讼尚未审结4件。", &["行政诉讼尚未审结 4件 2024"]),
        (
            "全年受理申请3259件，答复3278件。",
            &["收到政府信息公开申请 3259件 2024", "办结申请 3278件 2024"],
        ),
    ]);
}

#[test]
fn trap_21_full_width_digits_and_groups_are_read() {
    hold(&[(
        "接待１２，３４５人次，收到申请１５件，推送１,０２４条。",
        &["接待 12345人次 2024", "收到政府信息公开申请 15件 2024", "推送 1024条 2024"],
    )]);
}

#[test]
fn trap_22_traditional_characters_and_pinyin_in_between() {
    hold(&[
        (
            "主動公開政務信息175條，占總體的100%。",
            &["主动公开政府信息 175条 2024", "主动公开政府信息 100% 2024 率 占"],
        ),
        ("公(gong)开信息12条。", &["开信息 12条 2024"]),
    ]);
}

#[test]
fn trap_23_a_wrong_name_does_not_hide_the_number() {
    hold(&[(
        "某某娱乐网人民政府网站公开信息12条，收到申请3件。",
        &["政府网站公开信息 12条 2024", "收到政府信息公开申请 3件 2024"],
    )]);
}
