//! Sentences against tables and against each other: defects of real reports, told in sentences of our own.

use std::collections::BTreeMap;

use nianbao::checks::{self, NO_WORDS, Subject};
use nianbao::forms::Catalogue;
use nianbao::model::{Agency, Block, Cell, Form, Ids, Paragraph, Report, Section, Table};

/// The table of applications with some rows filled.
fn applications(rows: &[(&str, [&str; 7])]) -> Table {
    let forms = Catalogue::built_in();
    let form = forms.form(Form::F2021, "applications").unwrap();
    let mut table = form.blank(&mut Ids::of_text("表"));
    let rows: BTreeMap<&str, [&str; 7]> = rows.iter().copied().collect();
    for row in &mut table.rows {
        let filled = rows.get(row.key.as_str()).copied().unwrap_or(["0"; 7]);
        row.cells = filled.iter().map(|text| Cell::from(*text)).collect();
    }
    table
}

/// What the rules say of a report of these paragraphs, each in a section of its own: code and words.
fn said(texts: &[&str], table: Option<Table>) -> Vec<(&'static str, String)> {
    let mut report = Report::new(2024, "年报".to_owned()).unwrap();
    let section = |text: &&str| Section {
        level: 1,
        title: "情况".to_owned(),
        blocks: vec![Block::Paragraph(Paragraph {
            text: (*text).to_owned(),
            ..Paragraph::default()
        })],
        ..Section::default()
    };
    report.sections = texts.iter().map(section).collect();
    if let (Some(table), Some(section)) = (table, report.sections.last_mut()) {
        section.blocks.push(Block::Table(table));
    }
    report.give_ids(&mut Ids::of_text("表文"));
    let agency = Agency::default();
    let subject = Subject { report: &report, agency: &agency, previous: None, words: &NO_WORDS };
    checks::run(&subject).into_iter().map(|one| (one.rule, one.found)).collect()
}

fn finds(code: &str, words: &str, texts: &[&str], table: Option<Table>) {
    let said = said(texts, table);
    assert!(said.iter().any(|(rule, found)| *rule == code && found == words), "{code}: {said:?}");
}

#[test]
fn what_came_in_and_what_went_out_do_not_balance() {
    finds(
        "F023",
        "3件",
        &["新收到依申请公开政府信息78件，上年度结转3件，答复75件，结转下年度继续办理3件。"],
        None,
    );
}

#[test]
fn a_column_or_a_row_below_is_told_as_the_whole() {
    let table = applications(&[
        ("r1", ["700", "159", "0", "0", "0", "0", "859"]),
        ("r3", ["255", "14", "0", "0", "0", "0", "269"]),
        ("r4", ["3", "3", "0", "0", "0", "0", "6"]),
        ("r13", ["265", "0", "0", "0", "0", "0", "265"]),
        ("r14", ["70", "0", "0", "0", "0", "0", "70"]),
        ("r15", ["2", "0", "0", "0", "0", "0", "2"]),
    ]);
    let text = "答复申请中，予以公开及部分公开258件，因本机关不掌握等原因无法提供265件。";
    finds("F020", "258件", &[text], Some(table.clone()));
    finds("F020", "265件", &[text], Some(table));
}

#[test]
fn a_share_is_computed_anew() {
    let text = "全年答复申请805件，其中予以公开及部分公开258件，占33.9%，不予公开35件，占4.34%。";
    finds("F025", "33.9%", &[text], None);
    finds("F025", "4.34%", &[text], None);
}

#[test]
fn parts_are_more_than_their_total() {
    let text = "公开政府信息8769条。其中，网站公开2100条，微信公开5469条，报刊公开1600余条、公告栏公开600余条。";
    finds("F021", "8769条", &[text], None);
    finds("F021", "191项", &["公布网上服务事项108项，其中行政许可191项。"], None);
}

#[test]
fn parts_that_claim_to_be_complete_are_not() {
    let text =
        "公开信息147条，其中机构信息5条，政策文件4条，工作信息19条，民生事项6条，其他112条。";
    finds("F022", "112条", &[text], None);
}

#[test]
fn a_second_set_of_parts_contradicts_the_first() {
    let text = "全年共有信息141条，其中动态100条、公告41条，其中主动公开17条、依申请公开28条、不予公开8条。";
    let said = said(&[text], None);
    assert!(said.iter().any(|(rule, _)| *rule == "F022"), "{said:?}");
}

#[test]
fn one_thing_has_two_values() {
    let texts = ["全年发布政策解读稿件120篇。", "本年度共发布政策解读稿件102篇。"];
    finds("F024", "102篇", &texts, None);
}

#[test]
fn none_came_in_and_yet_they_were_answered() {
    let texts = ["业务科室按申请人要求将信息予以公开。", "全年未收到政府信息公开申请。"];
    finds("F027", "按申请人要求", &texts, None);
}

#[test]
fn two_sections_tell_the_same() {
    let texts = ["未发生信息公开方面的行政复议。", "本年度没有因信息公开被申请行政复议。"];
    let said = said(&texts, None);
    assert!(said.iter().any(|(rule, _)| *rule == "F030"), "{said:?}");
}

#[test]
fn the_number_before_the_measure_word_is_missing() {
    finds("F028", "公开信息  条", &["全年主动公开信息  条。"], None);
    finds("F028", "主动公开条", &["截至年底，园区共主动公开条。"], None);
}

#[test]
fn there_are_fewer_parts_than_was_said() {
    let text = "本报告由总体情况、主动公开情况、依申请公开情况、存在的问题、其他事项等六部分组成。";
    finds("F029", "六部分", &[text], None);
    let text =
        "报告包括概述、主动公开、依申请公开、咨询处理、复议诉讼、收费、问题和附表，共九个部分。";
    finds("F029", "九个部分", &[text], None);
    let right = "报告包括基本情况、主动公开情况、机构设置、保障经费和培训会议情况三个部分。";
    assert!(said(&[right], None).iter().all(|(rule, _)| *rule != "F029"));
}
