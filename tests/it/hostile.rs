//! Text and terminals as nobody wishes them: nothing is lost, nothing hangs, the screen stays whole.

use nianbao::model::Section;

use crate::support::Program;

/// Where in the practice project text is put: a paragraph in its first chapter.
const PLACE: &str = "2024/1.1/1";

/// Texts that editors fall over.
fn texts() -> Vec<(&'static str, String)> {
    let shown = |c: &char| !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}');
    vec![
        ("a long text without a space", "政务公开，".repeat(10_000)),
        ("one Latin word", "a".repeat(100_000)),
        ("nothing but digits", "1234567890".repeat(10_000)),
        ("nothing but combining marks", "\u{301}".repeat(20_000)),
        ("nothing but zero width", "\u{200b}\u{200d}\u{feff}".repeat(5_000)),
        ("families of many", "👨\u{200d}👩\u{200d}👧".repeat(5_000)),
        ("every scalar once", (' '..=char::MAX).filter(shown).step_by(7).collect()),
    ]
}

/// Pastes a text, walks in it, saves it and takes it back.
fn pasted(what: &str, text: &str) {
    let program = Program::at("lianxi", PLACE).press("end");
    let before = program.session().state().report().cloned();
    let mut program = program.paste(text);
    program.strike("home end up down pgup pgdn left ctrl-s");
    assert_eq!(program.screen().lines().count(), 25, "{what}");
    assert!(program.row(20).contains("已存"), "{what}: {}", program.screen());
    let project = nianbao::runtime::load(program.folder()).expect("it opens again");
    let report = project.opened.project.reports.get(&2024).expect("the report");
    let kept = report.sections.iter().flat_map(Section::paragraphs);
    assert!(kept.into_iter().any(|paragraph| paragraph.text.contains(text)), "{what}: all of it");
    program.strike("ctrl-z");
    assert!(program.session().state().report() == before.as_ref(), "{what}: taken back");
}

#[test]
fn whatever_is_pasted_is_one_step_that_is_kept_and_taken_back() {
    for (what, text) in texts() {
        pasted(what, &text);
    }
}

#[test]
fn a_megabyte_is_pasted_in_one_step() {
    pasted("a megabyte", &"政务公开，".repeat(70_000));
}

#[test]
fn what_cannot_stand_in_a_report_is_shown_where_it_is_pasted() {
    let program =
        Program::at("lianxi", PLACE).press("home").paste("甲\u{1b}[31m乙\u{7}丙\u{200b}丁");
    let screen = program.screen();
    assert!(screen.contains("甲<ESC>[31m乙<BEL>丙<ZWSP>丁"), "{screen}");
}

#[test]
#[ignore = "takes minutes without optimisation"]
fn a_paragraph_of_a_million_characters_is_edited_like_any_other() {
    edited(1_000_000);
}

#[test]
fn a_very_long_paragraph_is_edited_like_any_other() {
    edited(50_000);
}

fn edited(glyphs: usize) {
    let mut program = Program::at("lianxi", PLACE).press("end");
    program = program.paste(&"政务公开".repeat(glyphs / 4));
    for keys in
        ["甲", "left 乙", "ctrl-home", "ctrl-end 丙", "pgup 丁", "backspace", "ctrl-z ctrl-y"]
    {
        program.strike(keys);
        assert_eq!(program.screen().lines().count(), 25, "{keys}");
    }
    for (columns, rows) in [(1, 1), (500, 200), (40, 10), (80, 24)] {
        program = program.resize(columns, rows);
        program.screen();
    }
    let screen = program.screen();
    assert!(screen.contains("编辑"), "{screen}");
}
