//! Rules that rest on records beside the report: what was carried on from last year, tied figures, signatures.

use std::path::Path;

use jiff::Timestamp;
use nianbao::checks::RULES;
use nianbao::figures::prose::Vocabulary;
use nianbao::model::{Block, Cell, Link, Paragraph, Role, Section};
use nianbao::project::{Key, Project};
use nianbao::review::{Pending, Stale};
use nianbao::store;

/// The clean sample as a draft.
fn project() -> Project {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/shili-minzheng");
    store::open(&root).unwrap().project
}

fn paragraph(project: &mut Project, words: &str) -> Paragraph {
    find(project, words).clone()
}

fn find<'a>(project: &'a mut Project, words: &str) -> &'a mut Paragraph {
    let report = project.reports.get_mut(&2024).unwrap();
    let blocks = report.sections.iter_mut().flat_map(|section| &mut section.blocks);
    blocks
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph),
            Block::Table(_) => None,
        })
        .find(|paragraph| paragraph.text.contains(words))
        .unwrap()
}

/// What a rule says of the newest report.
fn said(project: &Project, code: &str) -> Vec<String> {
    let findings = project.findings(2024).into_iter();
    findings.filter(|finding| finding.rule == code).map(|finding| finding.message).collect()
}

/// Ties 57件 in the sample's sentence to the cell that says so.
fn tied(project: &mut Project) {
    let paragraph = find(project, "新收政府信息公开申请57件");
    let from = paragraph.text.split("57件").next().unwrap().chars().count();
    paragraph.links = vec![Link {
        from,
        to: from + 3,
        quote: "57件".to_owned(),
        source: "2024/applications/r1/c7".parse().unwrap(),
        value: "57".to_owned(),
        look_again: false,
    }];
}

fn set(project: &mut Project, row: &str, to: &str) {
    let report = project.reports.get_mut(&2024).unwrap();
    let tables = report.sections.iter_mut().flat_map(Section::tables_mut);
    let table = tables.into_iter().find(|table| table.form == "applications").unwrap();
    assert!(table.set(row, "c7", Cell::from(to)));
}

#[test]
fn every_rule_without_looks_is_tested_here() {
    let codes: Vec<&str> =
        RULES.iter().filter(|rule| rule.looks.is_empty()).map(|rule| rule.about.code).collect();
    for code in codes {
        let tested = ["F191", "F192", "S017", "S091", "S092", "S093", "Y090"].contains(&code);
        assert!(tested, "{code}");
    }
}

#[test]
fn an_overview_is_as_long_as_the_project_lets_it_be() {
    let mut project = project();
    project.head.settings.overview_characters = 100_000;
    assert_eq!(said(&project, "S017"), Vec::<String>::new());
    project.head.settings.overview_characters = 20;
    assert_eq!(said(&project, "S017").len(), 1);
    project.head.settings.overview_characters = 0;
    assert_eq!(said(&project, "S017"), Vec::<String>::new());
}

#[test]
fn a_tied_figure_follows_its_cell() {
    let mut project = project();
    tied(&mut project);
    assert_eq!(said(&project, "F191"), Vec::<String>::new());
    set(&mut project, "r1", "58");
    assert_eq!(
        said(&project, "F191"),
        ["关联的“57件”来自 2024/applications/r1/c7，那里现在是 58件"]
    );
    set(&mut project, "r1", "57");
    assert_eq!(said(&project, "F191"), Vec::<String>::new());
}

#[test]
fn a_figure_whose_cell_is_gone_is_told() {
    let mut project = project();
    tied(&mut project);
    find(&mut project, "57件").links[0].source = "2024/applications/r99/c7".parse().unwrap();
    assert_eq!(
        said(&project, "F191"),
        ["关联的“57件”来自 2024/applications/r99/c7，那里已经没有这一格"]
    );
    find(&mut project, "57件").links[0].source = "1999/applications/r1/c7".parse().unwrap();
    assert_eq!(said(&project, "F191").len(), 1);
}

#[test]
fn a_figure_that_was_written_over_by_hand_is_told() {
    let mut project = project();
    tied(&mut project);
    let paragraph = find(&mut project, "57件");
    paragraph.text = paragraph.text.replace("57件", "75件");
    assert_eq!(said(&project, "F191"), ["关联所指的地方已经不是“57件”，文件在别处改过"]);
}

#[test]
fn a_renewed_figure_waits_for_a_second_look() {
    let mut project = project();
    tied(&mut project);
    assert_eq!(said(&project, "F192"), Vec::<String>::new());
    find(&mut project, "57件").links[0].look_again = true;
    assert_eq!(said(&project, "F192"), ["关联的“57件”更新过，这一句还没有人复看"]);
}

#[test]
fn a_sentence_is_to_be_updated_until_it_is_touched() {
    let mut project = project();
    let found = paragraph(&mut project, "业务培训2期");
    let mark = Pending {
        paragraph: found.id,
        quote: "业务培训2期，参训212人次。".to_owned(),
        why: vec![Stale::Figure],
    };
    project.reviews.entry(2024).or_default().pending = vec![mark];
    assert_eq!(said(&project, "Y090"), ["沿用往年的句子，还没有更新：数字是旧的"]);
    let paragraph = find(&mut project, "业务培训2期");
    paragraph.text = paragraph.text.replace("212人次", "220人次");
    assert_eq!(said(&project, "Y090"), Vec::<String>::new());
}

#[test]
fn a_rolled_draft_lists_what_is_to_be_done() {
    let mut project = project();
    let rolled = project.roll(2025).unwrap();
    let marks = rolled.review.pending.len();
    project.reports.insert(2025, rolled.report);
    project.reviews.insert(2025, rolled.review);
    let findings = project.findings(2025);
    assert_eq!(findings.iter().filter(|finding| finding.rule == "Y090").count(), marks);
}

#[test]
fn one_changed_digit_drops_one_signature_and_is_shown() {
    let mut project = project();
    let report = project.reports[&2024].clone();
    project.reviews.entry(2024).or_default().sign(
        &report,
        Role::Reviewer,
        ("李四", Timestamp::UNIX_EPOCH),
    );
    assert_eq!(said(&project, "S091"), Vec::<String>::new());
    let paragraph = find(&mut project, "业务培训2期");
    paragraph.text = paragraph.text.replace("212人次", "221人次");
    assert_eq!(said(&project, "S091"), ["李四（审核）签名之后又改过：“212人次”改为“221人次”"]);
    set(&mut project, "r1", "58");
    assert_eq!(said(&project, "S091").len(), 2);
}

/// The clean sample as a draft, typing at the end of 一（五）'s paragraph.
fn typing() -> crate::support::Program {
    crate::support::Program::drafting(|text| text).go("2024/1.5/1").press("end")
}

#[test]
fn a_figure_is_put_in_by_its_initials_and_stays_tied() {
    let program = typing().press("f3 b n x s");
    let screen = program.screen();
    assert!(screen.contains("一、本年新收／总计"), "{screen}");
    assert!(screen.contains("回车插入“"), "{screen}");
    let program = program.press("总 计 enter");
    assert!(program.screen().contains("57件"), "{}", program.screen());
    let report = program.session().state().report().unwrap().clone();
    let links: Vec<Link> = report
        .sections
        .iter()
        .flat_map(Section::paragraphs)
        .flat_map(|one| one.links.clone())
        .collect();
    assert_eq!(links.len(), 1);
    assert_eq!(
        (links[0].quote.as_str(), links[0].source.to_string().as_str()),
        ("57件", "2024/applications/r1/c7")
    );
    // The caret passes it as one, and rubbing it out unties it; undo brings both back.
    let program = program.press("backspace");
    let count = |program: &crate::support::Program| {
        let report = program.session().state().report().unwrap();
        report
            .sections
            .iter()
            .flat_map(Section::paragraphs)
            .map(|one| one.links.len())
            .sum::<usize>()
    };
    assert_eq!(count(&program), 0);
    let program = program.press("ctrl-z");
    assert_eq!(count(&program), 1);
    let program = program.press("ctrl-s");
    assert!(
        program.file("reports/2024.ron").contains("source: \"2024/applications/r1/c7\""),
        "saved"
    );
}

#[test]
fn a_changed_cell_is_offered_anew_and_looked_at() {
    let program = typing()
        .press("f3 b n x s 总 计 enter esc")
        .go("2024/applications/r1/c1")
        .press("4 2 enter esc");
    let program = program.press("f5");
    let rules = |program: &crate::support::Program| -> Vec<&'static str> {
        program
            .session()
            .state()
            .findings
            .list
            .iter()
            .map(|finding| finding.rule)
            .filter(|rule| rule.starts_with("F19"))
            .collect()
    };
    assert_eq!(rules(&program), ["F191"]);
    let program = program.press("ctrl-p 更新关联的数 enter");
    assert_eq!(rules(&program), ["F192"]);
    let program = program.go("2024/1.5/1").press("ctrl-p 这一段看过了 enter");
    assert_eq!(rules(&program), Vec::<&str>::new());
}

#[test]
fn years_stand_side_by_side() {
    let series = project().series(2024, &Vocabulary::built_in());
    let new = series
        .iter()
        .find(|one| one.key == Key::Cell("applications".into(), "r1".into(), "c7".into()));
    let new = new.unwrap();
    let years: Vec<i16> = new.values.iter().map(|(year, _)| *year).collect();
    assert_eq!(years, [2020, 2021, 2022, 2023, 2024]);
    assert_eq!(new.newest(), Some(&(2024, "57".to_owned())));
    assert_eq!(new.growth().unwrap().to_string(), "18.8");
    assert_eq!(new.unit, "件");
}
