//! The user's settings and keys: presets, own keys, hanging stops, the key test.

use std::fs;

use nianbao::runtime::Preferences;

use crate::support::Program;

/// The draft of the sample with these settings and keys.
fn with(settings: &str, keys: &str) -> Program {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("settings.ron"), settings).expect("written");
    fs::write(folder.path().join("keys.ron"), keys).expect("written");
    Program::on("lianxi").preferring(Preferences::read(Some(folder.path())))
}

fn vim(keys: &str) -> Program {
    with("(preset: vim)", "()").press("enter j j j").press(keys)
}

/// The row that the caret stands on.
fn here(program: &Program) -> String {
    let screen = program.screen();
    let caret = screen.lines().last().expect("the caret").to_owned();
    let row = caret.split("行").nth(1).and_then(|rest| rest.split(' ').next()).map(str::to_owned);
    let row = row.and_then(|row| row.parse::<usize>().ok()).expect("a row");
    program.row(row)
}

#[test]
fn vim_users_read_and_edit_as_they_are_used_to() {
    let first = here(&vim(""));
    let program = vim("0 i 甲 esc");
    assert!(here(&program).contains('甲'), "{}", program.screen());
    let program = program.press("u");
    assert_eq!(here(&program), first);
    // Two keys are one command, and what may follow the first is told at once.
    let program = vim("d");
    assert!(program.row(20).contains("删除这一段"), "{}", program.screen());
    let program = program.press("d");
    assert!(program.row(20).contains("已删除段落"), "{}", program.screen());
    let program = program.press("u");
    assert_eq!(here(&program), first);
    let program = vim("0 x x u u");
    assert_eq!(here(&program), first);
    let program = vim("0 v w d p");
    assert!(!program.screen().contains("编辑 第"), "still reading: {}", program.screen());
    let program = vim("g g");
    assert!(program.screen().ends_with("行1"), "{}", program.screen());
}

#[test]
fn a_pair_that_gives_nothing_is_said_and_esc_ends_it() {
    let program = vim("d z");
    assert!(program.row(20).contains("“d z”没有绑命令"), "{}", program.screen());
    let program = vim("d esc x u");
    assert!(!program.session().state().has_unsaved());
}

#[test]
fn commander_users_save_and_leave_by_their_keys() {
    let program = with("(preset: mc)", "()").press("enter down down down f4 甲 esc f2");
    assert!(program.row(20).contains("已存"), "{}", program.screen());
    let menu = program.press("f9");
    assert!(menu.screen().contains("[文件]"), "{}", menu.screen());
    let program = menu.press("esc");
    assert!(program.press("f10").has_left());
}

#[test]
fn own_keys_work_and_are_shown() {
    let program =
        with("()", "(bind: { \"f9\": \"file.save\" })").press("enter down down down f2 甲 esc");
    assert!(program.screen().contains("F9存"), "{}", program.screen());
    let program = program.press("f9");
    assert!(!program.session().state().has_unsaved());
}

#[test]
fn a_wrong_file_is_told_on_the_screen_and_the_program_works() {
    let program = with("(preset: vmi)", "()");
    assert!(program.row(20).contains("settings.ron 第 1 行"), "{}", program.screen());
    let program = program.press("enter down down down f2 甲 esc ctrl-s");
    assert!(!program.session().state().has_unsaved());
}

#[test]
fn stops_hang_by_setting_and_the_caret_follows() {
    let program = with("(hanging: true)", "()").press("enter down down f2");
    for columns in 60..84 {
        let mut screen =
            with("(hanging: true)", "()").resize(columns, 24).press("enter down down f2");
        for _ in 0..30 {
            screen = screen.press("right");
        }
        let rows = screen.screen();
        let starts_with_stop = rows
            .lines()
            .skip(3)
            .take(14)
            .any(|row| row.trim_start().starts_with(['。', '，', '、']));
        assert!(!starts_with_stop, "{rows}");
    }
    drop(program);
}

#[test]
fn the_key_test_tells_and_does_nothing() {
    let program = Program::on("lianxi").press("enter ctrl-p j c s enter f5 ctrl-s");
    let screen = program.screen();
    assert!(screen.contains("[x] F5") && screen.contains("校核"), "{screen}");
    let program = program.press("esc esc");
    assert!(!program.screen().contains("按键测试"), "{}", program.screen());
}

#[test]
fn promoting_a_paragraph_and_demoting_it_is_the_way_back() {
    let before =
        Program::on("lianxi").press("enter down down down down down down down down down down down");
    let report =
        |program: &Program| program.session().state().report().expect("a report").sections.len();
    let sections = report(&before);
    let program = before.press("<");
    assert_eq!(report(&program), sections + 1, "{}", program.screen());
    let program = program.press(">");
    assert_eq!(report(&program), sections, "{}", program.screen());
}

#[test]
fn sentences_are_walked_and_selected() {
    let program = Program::on("lianxi").press("enter down down f2 ctrl-n");
    let selected = |program: &Program| {
        let state = program.session().state();
        state.report().zip(state.selection()).map(|(report, selection)| selection.text(report))
    };
    let one = selected(&program).expect("a sentence");
    assert!(one.ends_with('。') && one.matches('。').count() == 1, "{one}");
    let program = Program::on("lianxi").press("enter down down )");
    assert!(program.session().state().page.caret.offset > 0 || program.screen().contains("行6"));
}

#[test]
fn the_length_of_the_chapter_stands_beside_its_limit() {
    let program = Program::at("lianxi", "2024/1.1/1");
    assert!(program.row(22).contains("/1000 字"), "{}", program.screen());
}
