//! Keys in, effect out: commands, editing, undo, saving, leaving.

use std::collections::{BTreeMap, BTreeSet};

use nianbao::app::{Command, Focus, Key, Menu, commands};
use nianbao::checks::Place;

use crate::support::Program;

const PANES: [Focus; 7] = [
    Focus::Start,
    Focus::Outline,
    Focus::Text,
    Focus::Typing,
    Focus::Table,
    Focus::Cell,
    Focus::Findings,
];

/// Keys that never arrive, or arrive as another key (see the key test of `nianbao doctor`).
const NEVER: [&str; 16] = [
    "ctrl-h",
    "ctrl-i",
    "ctrl-m",
    "ctrl-j",
    "ctrl-[",
    "ctrl-space",
    "ctrl-enter",
    "shift-enter",
    "alt-enter",
    "ctrl-tab",
    "f11",
    "ctrl-.",
    "shift-space",
    "ctrl-1",
    "ctrl-+",
    "ctrl--",
];

#[test]
fn every_command_is_one_and_every_key_bound_once() {
    let mut ids = BTreeSet::new();
    for command in commands() {
        assert!(ids.insert(command.id), "{} stands twice", command.id);
        assert!(!command.title.is_empty(), "{} has no title", command.id);
    }
    for pane in PANES {
        let mut own: BTreeMap<Key, &str> = BTreeMap::new();
        for command in commands().filter(|command| command.places.contains(&pane)) {
            for key in command.keys {
                let key: Key =
                    key.parse().unwrap_or_else(|error| panic!("{}: {error}", command.id));
                let other = own.insert(key, command.id);
                assert_eq!(other, None, "{key} in {pane:?} is bound by {} too", command.id);
            }
        }
    }
}

#[test]
fn no_command_has_a_key_that_cannot_arrive() {
    for command in commands() {
        for key in command.keys {
            assert!(!NEVER.contains(key), "{}: {key} cannot arrive", command.id);
            assert!(!key.starts_with("alt-"), "{}: some clients send no Alt", command.id);
        }
    }
}

#[test]
fn every_command_is_reached_without_letters() {
    for menu in Menu::BAR {
        let listed = commands().filter(|command| command.menu == *menu).count();
        assert!(listed <= 20, "{} is too long", menu.title());
    }
    for command in commands().filter(|command| command.menu == Menu::Move) {
        let letters =
            |key: &str| key.chars().count() == 1 && !key.chars().all(|c| c.is_ascii_digit());
        let twin = |other: &&Command| {
            other.id != command.id
                && other.title.starts_with(command.title.split('（').next().unwrap())
        };
        let sure =
            command.keys.iter().any(|key| !letters(key)) || commands().any(|other| twin(&other));
        assert!(sure, "{} needs a letter", command.id);
    }
}

#[test]
fn a_sentence_is_typed_undone_redone_and_saved() {
    let program = Program::on("lianxi").press("enter down down down down f2 end 测试 一下 esc");
    assert!(program.row(0).contains('*'), "{}", program.screen());
    let program = program.press("ctrl-z");
    assert!(program.row(20).contains("已撤销：键入"), "{}", program.screen());
    let program = program.press("ctrl-y ctrl-s");
    assert!(program.row(20).contains("2024 年报已存（14:05）"), "{}", program.screen());
    assert!(program.file("reports/2024.ron").contains("测试一下"));
    assert!(!program.row(0).contains('*'));
}

#[test]
fn one_changed_sentence_is_one_changed_line() {
    let program = Program::on("lianxi").press("enter ctrl-s down down down f2 测 esc ctrl-z");
    // The first save writes the file as this program lays it out; from then on a change is one line.
    let before = program.press("down f2 甲 ctrl-s").file("reports/2024.ron");
    let program =
        Program::on("lianxi").press("enter down down down down f2 甲 ctrl-s end 乙 ctrl-s");
    let after = program.file("reports/2024.ron");
    let changed = before.lines().zip(after.lines()).filter(|(old, new)| old != new).count();
    assert_eq!(before.lines().count(), after.lines().count());
    assert!(changed <= 2, "{changed} lines changed");
}

#[test]
fn a_published_year_is_only_looked_at() {
    let program = Program::on("shili-minzheng").press("enter down down f2");
    assert!(program.row(20).contains("2024 年报已发布，只能查看"), "{}", program.screen());
    let program = program.press("年 ctrl-x ctrl-z ctrl-s esc");
    assert!(!program.session().state().has_unsaved());
}

#[test]
fn leaving_with_unsaved_work_asks_and_enter_saves() {
    let program = Program::on("lianxi").press("enter down down down f2 新 esc ctrl-q");
    assert!(!program.has_left());
    assert!(program.screen().contains("1 保存后退出"), "{}", program.screen());
    let stays = program.press("esc");
    assert!(!stays.has_left() && stays.session().state().has_unsaved(), "Esc leaves all as it is");
    let stays = stays.press("ctrl-q 2");
    assert!(!stays.has_left() && stays.session().state().has_unsaved());
    let left = stays.press("ctrl-q enter");
    assert!(left.has_left());
    assert!(left.file("reports/2024.ron").contains('新'));
}

#[test]
fn a_file_changed_elsewhere_is_not_written_over() {
    let program = Program::on("lianxi")
        .press("enter down down down f2 饕餮 esc")
        .elsewhere("reports/2024.ron", |text| format!("{text}\n"))
        .press("ctrl-s");
    assert!(program.session().state().has_unsaved(), "{}", program.screen());
    assert!(!program.file("reports/2024.ron").contains("饕餮"));
    let left = program.press("ctrl-q 1");
    assert!(!left.has_left(), "what cannot be saved is not left behind");
}

#[test]
fn enter_parts_and_backspace_joins() {
    let program =
        Program::on("lianxi").press("enter down down down f2 home right right right enter");
    let parted = program.screen();
    let program = program.press("backspace");
    assert_ne!(program.screen(), parted);
    let program = program.press("ctrl-z");
    assert!(program.row(20).contains("已撤销：并段"), "{}", program.screen());
    let program = program.press("ctrl-z");
    assert!(program.row(20).contains("已撤销：分段"), "{}", program.screen());
    assert!(!program.session().state().has_unsaved());
}

#[test]
fn a_paste_is_one_step() {
    let program =
        Program::on("lianxi").press("enter down down down f2").paste("第一段\n第二段\n第三段\n");
    assert!(program.screen().contains("第三段"), "{}", program.screen());
    let program = program.press("ctrl-z");
    assert!(program.row(20).contains("已撤销：粘贴 3 段"), "{}", program.screen());
    assert!(!program.screen().contains("第二段") && !program.session().state().has_unsaved());
}

#[test]
fn a_paste_in_a_list_runs_no_commands() {
    let before = Program::on("lianxi").press("down down").screen();
    let program = Program::on("lianxi").press("down down").paste("jjjjq\nenter\n");
    let (before, after): (Vec<_>, Vec<_>) = (
        before.lines().take(19).collect(),
        program.screen().lines().take(19).map(str::to_owned).collect(),
    );
    assert_eq!(before, after);
}

#[test]
fn a_phrase_in_a_list_starts_a_search() {
    let program = Program::on("lianxi").press("申请");
    assert!(program.screen().contains("查找：申请"), "{}", program.screen());
}

#[test]
fn sections_are_inserted_moved_relevelled_and_deleted() {
    let state = |program: &Program| {
        let report = program.session().state().report().expect("a report").clone();
        let numbers = report.printed_numbers();
        report
            .sections
            .iter()
            .zip(numbers)
            .map(|(section, number)| format!("{number}{}", section.title))
            .collect::<Vec<_>>()
    };
    let first = state(&Program::on("lianxi"));
    let program = Program::on("lianxi").press("down down ins 新的一节 esc");
    let with_new = state(&program);
    assert_eq!(with_new.len(), first.len() + 1);
    let at =
        with_new.iter().position(|title| title.ends_with("新的一节")).expect("the new section");
    let program = program.press("[");
    let moved = state(&program);
    assert!(
        moved.iter().position(|title| title.ends_with("新的一节")).expect("it") < at,
        "{moved:?}"
    );
    let program = program.press("] >");
    assert!(
        state(&program).iter().any(|title| title.starts_with('（') && title.ends_with("新的一节")),
        "{:?}",
        state(&program)
    );
    let program = program.press("ctrl-z ctrl-z ctrl-z ctrl-z ctrl-z");
    assert_eq!(state(&program), first);
    assert!(!program.session().state().has_unsaved());
}

#[test]
fn a_paragraph_becomes_a_heading_and_back() {
    let program = Program::on("lianxi").press("enter down down down <");
    assert!(program.row(20).contains("已把段落升为标题"), "{}", program.screen());
    let program = program.press("ctrl-z");
    assert!(!program.session().state().has_unsaved());
}

#[test]
fn esc_and_a_digit_are_the_f_key() {
    let with_key = Program::on("lianxi").press("f10").screen();
    assert_eq!(Program::on("lianxi").press("esc 0").screen(), with_key);
    assert_eq!(
        Program::on("lianxi").press("esc １").screen(),
        Program::on("lianxi").press("f1").screen()
    );
}

#[test]
fn full_width_forms_command_too() {
    assert_eq!(
        Program::on("lianxi").press("？").screen(),
        Program::on("lianxi").press("?").screen()
    );
    assert_eq!(
        Program::on("lianxi").press("：").screen(),
        Program::on("lianxi").press(":").screen()
    );
}

#[test]
fn the_palette_finds_by_pinyin_initials() {
    let program = Program::on("lianxi").press("ctrl-p h n d");
    assert!(program.row(3).contains("换年度"), "{}", program.screen());
    let program = program.press("enter");
    assert!(program.row(1).contains("换年度"), "{}", program.screen());
}

#[test]
fn find_walks_round_and_esc_ends_it() {
    let program = Program::on("shili-minzheng").press("enter ctrl-f 查阅点 enter");
    assert!(program.row(20).contains("第 1/"), "{}", program.screen());
    let program = program.press("f8 f7");
    assert!(program.row(20).contains("第 1/"), "{}", program.screen());
    let program = program.press("ctrl-f 没有这样的词 enter");
    assert!(program.row(20).contains("没有“没有这样的词”"), "{}", program.screen());
}

#[test]
fn a_cell_is_filled_and_full_width_digits_are_taken() {
    let table = "enter f8";
    let program = Program::on("lianxi").press(table);
    drop(program);
    let program = Program::on("lianxi").press("ctrl-g x q enter");
    assert!(program.row(0).contains("2024"), "{}", program.screen());
}

#[test]
fn the_title_is_changed_on_its_line() {
    let program = Program::on("lianxi").press("enter f2");
    assert!(program.screen().contains("年报标题："), "{}", program.screen());
    let program = program.press("ctrl-u 新标题 enter");
    assert!(program.screen().contains("新标题"), "{}", program.screen());
    assert!(program.press("ctrl-z").screen().contains("政府信息公开工作年度报告"));
}

#[test]
fn a_broken_year_is_told_and_the_others_open() {
    let program =
        Program::on("lianxi").elsewhere("reports/2023.ron", |_| "(year: 2023, title".to_owned());
    let folder = tempfile::tempdir().expect("a folder");
    crate::support::copy(std::path::Path::new(program.session().state().folder()), folder.path());
    let program = Program::open(folder, 80, 24);
    assert!(program.screen().contains("读不懂"), "{}", program.screen());
    assert!(program.row(20).contains("2023.ron"), "{}", program.screen());
    let program = program.press("down down down down down down down down down down down enter");
    assert!(program.screen().contains("2024"), "{}", program.screen());
}

#[test]
fn a_new_project_is_made_from_the_start_page() {
    let program = Program::nowhere(80, 24);
    assert!(program.screen().contains("1  打开项目"));
    let program = program.press("2 示例市档案局 enter 2 x");
    assert!(program.screen().contains("报告年度"), "{}", program.screen());
    let program = program.press("enter");
    assert!(program.screen().contains("年度应是四位数字"), "{}", program.screen());
}

/// The rows of the key table that stands in the README, made from the commands.
fn key_table() -> String {
    let shown = commands().filter(|command| command.menu != Menu::Move && !command.keys.is_empty());
    let row = |command: &Command| {
        let keys: Vec<String> = command
            .keys
            .iter()
            .filter_map(|key| key.parse::<Key>().ok())
            .map(|key| format!("`{key}`"))
            .collect();
        format!("| {} | {}：{} |\n", keys.join(" "), command.title, command.about)
    };
    shown.map(row).collect()
}

#[test]
fn the_readme_shows_the_keys_that_there_are() {
    let readme = include_str!("../../README.md");
    assert!(readme.contains(&key_table()), "the key table should be\n{}", key_table());
}

#[test]
fn end_stands_behind_the_last_character_of_a_row() {
    let program = Program::on("lianxi").press("enter down down f2 end");
    assert!(program.screen().ends_with("光标 列79 行4 输入"), "{}", program.screen());
    // The row is full: what is typed behind it goes on in the next one, and not before its last character.
    let program = program.press("甲");
    assert!(program.row(4).ends_with("（以"), "{}", program.screen());
    assert!(program.row(5).starts_with("  甲下简称"), "{}", program.screen());
    let program = program.press("home 乙");
    assert!(program.row(5).starts_with("  乙甲下简称"), "{}", program.screen());
}

#[test]
fn a_selection_is_cut_pasted_and_typed_over() {
    let first = Program::on("lianxi").press("enter down down f2").screen();
    let program = Program::on("lianxi").press("enter down down f2 shift-right shift-right ctrl-x");
    assert!(program.row(20).contains("已剪切 2 字"), "{}", program.screen());
    assert!(program.row(4).trim_start().starts_with("《中华人民共和国"), "{}", program.screen());
    let program = program.press("ctrl-v");
    assert_eq!(program.screen().lines().nth(4), first.lines().nth(4));
    let program = program.press("home shift-right shift-right 依照");
    assert!(program.row(4).trim_start().starts_with("依照《中华"), "{}", program.screen());
    // What was typed over is one step.
    let program = program.press("ctrl-z");
    assert!(program.row(4).trim_start().starts_with("根据《中华"), "{}", program.screen());
}

#[test]
fn a_selection_over_paragraphs_goes_in_one_step() {
    let program = Program::on("lianxi").press("enter down down f2 ctrl-b down down down del");
    let program = program.press("ctrl-z");
    assert!(program.row(20).contains("已撤销：删除选中的文字"), "{}", program.screen());
    assert!(!program.session().state().has_unsaved());
}

#[test]
fn undo_puts_caret_and_selection_back_where_they_were() {
    let place = |program: &Program| {
        let state = program.session().state();
        let caret = state.page.caret;
        (caret.spot, caret.offset, state.selection())
    };
    let program = Program::on("lianxi").press("enter down down f2 right ctrl-b down down down");
    let before = place(&program);
    assert!(before.2.is_some_and(|selection| selection.from.0 != selection.to.0));
    let program = program.press("ctrl-x right right ctrl-z");
    assert_eq!(place(&program), before);
    let program = Program::on("lianxi").press("enter down down down f2 right right");
    let before = place(&program);
    assert_eq!(place(&program.press("enter 甲 ctrl-z ctrl-z")), before);
}

#[test]
fn moving_on_ends_a_selection_unless_it_is_marked() {
    let selected =
        |keys: &str| Program::on("lianxi").press(keys).session().state().selection().is_some();
    assert!(selected("enter down down f2 shift-right"));
    assert!(!selected("enter down down f2 shift-right right"));
    assert!(selected("enter down down f2 ctrl-b right right down"));
    assert!(!selected("enter down down f2 ctrl-b right ctrl-b right"));
    assert!(!selected("enter down down ctrl-b right esc"));
}

#[test]
fn the_palette_holds_every_command() {
    let program = Program::on("lianxi").press("ctrl-p");
    assert_eq!(program.session().state().picker.shown().len(), commands().count());
}

#[test]
fn a_table_says_at_once_what_does_not_balance() {
    // 二、上年结转／企业 of the draft, made one too many.
    let program = Program::on("lianxi").press("down down down down right down enter");
    let strip = |program: &Program| {
        program.screen().lines().find(|line| line.contains("一+二")).unwrap_or_default().to_owned()
    };
    assert!(program.screen().contains("一、本年新收"), "{}", program.screen());
    assert!(strip(&program).contains("✓44"), "{}", program.screen());
    let program = program.press("f2 ctrl-u 4 5 enter");
    assert!(
        !strip(&program).contains("✓44") && strip(&program).contains("差"),
        "{}",
        program.screen()
    );
    let program = program.press("up");
    assert!(program.row(20).contains("差"), "{}", program.screen());
    let program = program.press("ctrl-z");
    assert!(strip(&program).contains("✓44"), "{}", program.screen());
}

#[test]
fn a_cell_takes_full_width_digits_and_slash() {
    let program = Program::on("lianxi").press("down down down down right down enter");
    let program = program.press("５ １ enter");
    assert!(program.press("up").screen().contains("本格 51 件"));
    // An input method may hand over several digits at once.
    let program = Program::on("lianxi").press("down down down down right down enter ５０ enter up");
    assert!(program.screen().contains("本格 50 件"), "{}", program.screen());
    let program = Program::on("lianxi").press("down down down down right down enter / enter up");
    assert!(program.screen().contains("本格 /（不适用）"), "{}", program.screen());
}

#[test]
fn findings_are_walked_through_prose_and_tables_alike() {
    // F8 goes on from text into the cells of a table and out again.
    let mut program = Program::on("lianxi").press("enter");
    let (mut in_table, mut in_text) = (false, false);
    let count = program.session().state().findings.list.len();
    for _ in 0..count {
        program = program.press("f8");
        let table = program.session().state().focus.has(Focus::Table);
        (in_table, in_text) = (in_table || table, in_text || !table);
    }
    assert!(in_table && in_text, "{}", program.screen());
    let program = Program::on("lianxi").press("f5");
    let list = &program.session().state().findings.list;
    let first = list.iter().position(|finding| matches!(finding.place, Place::Table(_)));
    let program = program.press(&format!("{} f2", ["down"].repeat(first.unwrap()).join(" ")));
    assert!(program.screen().contains("本格 "), "{}", program.screen());
}

#[test]
fn what_was_not_found_is_not_walked() {
    let program = Program::on("lianxi").press("enter ctrl-f 没有这样的词 enter f8");
    assert!(program.row(20).contains("（1/"), "{}", program.screen());
    let program = program.press("ctrl-f 公开 enter f5 f2 f8");
    assert!(program.row(20).contains("（2/"), "{}", program.screen());
}

#[test]
fn the_interface_finds_what_the_command_line_finds() {
    // One of its findings is waived: it counts at neither door.
    let folder = tempfile::tempdir().expect("a folder");
    let fixture =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/projects/mistakes");
    crate::support::copy(&fixture, folder.path());
    let program = Program::open(folder, 80, 24);
    let state = program.session().state();
    let told = state.project().expect("a project").findings(2024);
    assert!(told.iter().any(|finding| finding.waived.is_some()));
    assert_eq!(state.findings.list, told);
}
