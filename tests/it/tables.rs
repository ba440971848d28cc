//! The table screen: keys and pasted blocks in, cells and screen out.

use insta::assert_snapshot;

use crate::support::Program;

/// What is told of the cell of the cursor: its short name, its value, and those of other years. The screen shows the value.
fn told(program: &Program) -> String {
    let below = program.session().state().below().expect("a cell");
    let screen = program.screen();
    assert!(screen.contains(&below.value) || screen.contains(&below.cell), "{screen}");
    format!("{}  {}", below.cell, below.years.join("  "))
}

/// The table of applications of the exercise, the cursor on a cell.
fn applications(place: &str) -> Program {
    Program::at("lianxi", &format!("2024/applications/{place}"))
}

/// The row of the screen that begins with a label.
fn line(program: &Program, label: &str) -> String {
    let screen = program.screen();
    let found = screen.lines().find(|line| line.trim_start_matches(['>', ' ']).starts_with(label));
    found.unwrap_or_default().to_owned()
}

#[test]
fn the_whole_form_fits_on_one_screen() {
    assert_snapshot!(Program::at("shili-minzheng", "2024/applications/r4/c2").screen());
}

#[test]
fn a_failing_identity_is_told_at_its_cell() {
    assert_snapshot!(applications("r1/c1").press("1 4 enter up").screen());
}

#[test]
fn a_group_opens_where_the_cursor_goes_in() {
    let program = applications("r4/c1").press("down");
    assert!(line(&program, "（三）不予公开").contains("▸8项"), "{}", program.screen());
    let open = program.press("space");
    assert!(told(&open).contains("1.国家秘密／自然人"), "{}", open.screen());
    assert_snapshot!("open_group", open.screen());
    let shut = open.press("down down space");
    assert!(line(&shut, "（三）不予公开").starts_with('>'), "{}", shut.screen());
    // What is typed on a sum opens the group instead.
    let typed = shut.press("7");
    assert!(typed.row(20).contains("这一行是 8 项之和"), "{}", typed.screen());
    // A group is entered by filling the cell above it, and by a place.
    let entered = applications("r4/c1").press("6 enter");
    assert!(told(&entered).contains("1.国家秘密／自然人"), "{}", entered.screen());
    assert!(told(&applications("r22/c3")).contains("2.逾期不缴费／科研"));
}

#[test]
fn what_was_folded_stays_folded_in_another_year() {
    let program = applications("r4/c1").press("down space esc ctrl-o down enter");
    let program = program.press("down down down down down right down enter");
    assert!(!program.screen().contains("▸8项"), "{}", program.screen());
}

#[test]
fn what_cannot_stand_in_a_cell_stays_in_the_field() {
    let program = applications("r1/c1").press("1 . 2 万 enter");
    assert!(program.row(20).contains("要写出全部数字：12000"), "{}", program.screen());
    assert!(program.screen().contains("输入"), "the field is open: {}", program.screen());
    let mended = program.press("backspace backspace backspace enter up");
    assert!(told(&mended).contains("= 1 件"), "{}", mended.screen());
    for (keys, why) in [
        ("- 3", "是负数"),
        ("1 . 5", "应是整数"),
        ("1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0", "最多 28 位"),
        ("f2 约", "不是数"),
    ] {
        let program = applications("r1/c1").press(keys).press("enter");
        assert!(program.row(20).contains(why), "{keys}: {}", program.screen());
        let left = program.press("esc esc");
        assert!(left.row(20).contains("还是原来的"), "{keys}: {}", left.screen());
        assert!(!left.session().state().has_unsaved(), "{keys}");
    }
}

#[test]
fn totals_follow_their_parts_in_one_step() {
    let program = applications("r3/c2").press("9 enter");
    let row = line(&program, "（一）予以公开");
    assert!(row.ends_with("29"), "15+9+1+1+0+3: {}", program.screen());
    let back = program.press("ctrl-z");
    assert!(line(&back, "（一）予以公开").ends_with("23"), "{}", back.screen());
    assert!(told(&back).contains("（一）予以公开／企业 = 3 件"), "{}", back.screen());
    assert!(!back.session().state().has_unsaved(), "one step");
}

#[test]
fn a_total_is_filled_in_by_hand_with_a_reason() {
    let program = applications("r3/c7").press("f2 backspace backspace 2 5 enter");
    assert!(program.screen().contains("手填合计的理由："), "{}", program.screen());
    let refused = program.press("esc");
    assert!(told(&refused).contains("= 23 件"), "{}", refused.screen());
    let program = refused.press("2 5 enter 两件合并答复 enter");
    assert!(program.screen().contains("手填，理由：两件合并答复"), "{}", program.screen());
    // From now on it does not follow, and says so, until it is emptied.
    let program = program.press("left left left left left 4 enter up end");
    assert!(told(&program).contains("= 25 件"), "{}", program.screen());
    let program = program.press("del");
    assert!(told(&program).contains("= 24 件"), "{}", program.screen());
    assert!(program.screen().contains("（自动）"), "{}", program.screen());
}

#[test]
fn blanks_are_filled_with_nought_by_one_key() {
    let program = applications("r5/c3");
    assert!(program.row(20).contains("补 0？Ctrl-N"), "{}", program.screen());
    let program = program.press("ctrl-n");
    assert!(told(&program).contains("1.国家秘密／科研 = 0 件"), "{}", program.screen());
    let program = program.press("ctrl-z");
    assert!(told(&program).contains("未填"), "{}", program.screen());
}

#[test]
fn last_year_stands_below_where_it_means_the_same() {
    let at = |place: &str| told(&Program::at("shili-minzheng", place));
    assert!(at("2024/applications/r3/c1").contains("去年 15（+20%）"));
    assert!(at("2024/applications/r3/c1").contains("前年 "));
    // The single row of 2020 is not the first of the three rows of 2021.
    assert!(!at("2021/applications/r21/c1").contains("去年"));
    assert!(at("2021/applications/r20/c1").contains("去年"));
    assert!(!at("2021/disclosure/norm/made").contains("去年"));
}

/// A block as a spreadsheet copies it: the rows of 2023 with their labels, one of them changed or left out.
fn block(change: impl Fn(usize, &str) -> Option<String>) -> String {
    let program = Program::at("shili-minzheng", "2023/applications/r1/c1").press("ctrl-a ctrl-c");
    let text = program.session().state().clipboard.clone();
    let lines: Vec<String> =
        text.lines().enumerate().filter_map(|(at, line)| change(at, line)).collect();
    lines.join("\n")
}

#[test]
fn a_block_from_a_spreadsheet_fills_the_form_after_a_look() {
    let text = block(|_, line| Some(line.to_owned()));
    let program = applications("r3/c1").paste(&text);
    assert_snapshot!("paste_preview", program.screen());
    let state = program.session().state();
    assert!(!state.has_unsaved(), "nothing is changed by looking");
    let program = program.press("enter");
    assert!(line(&program, "一、本年新收").contains("35"), "{}", program.screen());
    let program = program.press("ctrl-z");
    assert!(line(&program, "一、本年新收").contains("41"), "{}", program.screen());
    assert!(!program.session().state().has_unsaved(), "one step takes it back");
}

#[test]
fn a_missing_row_is_named_and_the_others_keep_their_places() {
    let text = block(|at, line| (at != 13).then(|| line.to_owned()));
    let program = applications("r3/c1").paste(&text);
    let missing = "少一行：（四）无法提供／1.本机关不掌握相关政府信息";
    assert!(program.screen().contains(missing), "{}", program.screen());
    let program = program.press("1");
    assert!(line(&program, "四、结转下年").ends_with('4'), "{}", program.screen());
}

#[test]
fn numbers_without_labels_go_from_the_cursor_on() {
    let program = applications("r1/c2").paste("１２\t\"1,204\"\t/\r\n3\t\t1.5\r\n");
    let screen = program.screen();
    for told in [
        "从光标处起放入 2 行 3 列",
        "一、本年新收／商业企业  7 > 12",
        "一、本年新收／科研机构  1 > 1204",
        "“二、上年结转／社会公益组织”没有放入：“1.5”有小数",
        "1 放入",
        "连同清空 1 格",
    ] {
        assert!(screen.contains(told), "{told}: {screen}");
    }
    let kept = program.press("esc");
    assert!(kept.row(20).contains("没有放入") && !kept.session().state().has_unsaved());
}

#[test]
fn a_marked_block_is_copied_as_a_spreadsheet_reads_it() {
    let program = applications("r1/c1").press("shift-right shift-right shift-down");
    assert_snapshot!("marked_block", program.screen());
    let program = program.press("ctrl-c");
    assert_eq!(program.session().state().clipboard, "41\t7\t1\n3\t1\t0\n");
    let program = program.press("ctrl-b down right esc");
    assert!(program.row(20).contains("已取消选块"), "{}", program.screen());
    let program = program.press("ctrl-b down down del");
    assert!(program.row(20).contains("已清空 9 格"), "{}", program.screen());
    // What was copied comes back by Ctrl-V, also into a single cell.
    let program = applications("r1/c1").press("ctrl-c down ctrl-v");
    assert!(told(&program).contains("二、上年结转／自然人 = 41 件"), "{}", program.screen());
}

#[test]
fn a_published_table_takes_no_paste() {
    let program = Program::at("shili-minzheng", "2024/applications/r1/c1").paste("1\t2\n3\t4\n");
    assert!(program.row(20).contains("已发布，只能查看"), "{}", program.screen());
}

/// The table of applications with nothing in it.
fn empty() -> Program {
    applications("r1/c1").press("ctrl-a del ctrl-home home")
}

#[test]
fn an_empty_table_is_filled_one_question_a_cell() {
    let program = empty();
    assert!(program.row(20).contains("还没填数。回车逐格填（有填表说明）"), "{}", program.screen());
    let program = program.press("enter");
    assert_snapshot!("fill_mode", program.screen());
    // A number and Enter, a skipped cell, one that is refused and mended, a step back.
    let program = program.press("4 1 enter enter １ ． ５ enter");
    assert!(program.row(20).contains("应是整数"), "{}", program.screen());
    let program = program.press("backspace backspace enter up");
    let screen = program.screen();
    assert!(screen.contains("第 3 格，共 144 格，已填 2 格"), "{screen}");
    assert!(screen.contains("科研机构") && screen.contains("现在 1"), "{screen}");
    let program = program.press("esc");
    assert!(program.row(20).contains("已填 2 格，还有 142 格空着"), "{}", program.screen());
    assert!(line(&program, "一、本年新收").ends_with("42"), "the total followed");
}

#[test]
fn fill_mode_jumps_over_totals_and_ends_behind_the_last_cell() {
    let program = empty().press("enter 1 enter 2 enter 3 enter 4 enter 5 enter 6 enter");
    assert!(program.screen().contains("第 7 格"), "{}", program.screen());
    assert!(program.screen().contains("二、上年结转"), "{}", program.screen());
    let program = empty().press("ctrl-end end left f 9 enter");
    assert!(
        !program.session().state().focus.has(nianbao::app::Focus::Filling),
        "{}",
        program.screen()
    );
    let narrow = empty().resize(40, 10).press("enter");
    assert_snapshot!("fill_mode_40x10", narrow.screen());
}

/// The bytes that each of some keys costs on the line while they follow each other, and what is sent when the cursor then
/// rests.
fn bytes(mut program: Program, keys: &[&str]) -> (Vec<Vec<u8>>, Vec<u8>) {
    use nianbao::wire::{Abilities, Cursor, Screen, Shape};
    let mut screen = Screen::new(Abilities::of("xterm-256color", false), 80, 24);
    let mut present = |program: &Program| {
        let (frame, caret) = program.session().screen();
        let caret = caret.map(|caret| Cursor { x: caret.x, y: caret.y, shape: Shape::Block });
        let mut out = Vec::new();
        screen.present(&frame, caret, &mut out);
        out
    };
    present(&program);
    let mut sent = Vec::new();
    for key in keys {
        program.press_on(key);
        sent.push(present(&program));
    }
    let program = program.press("");
    (sent, present(&program))
}

#[test]
fn a_cell_move_is_light_on_the_line() {
    let from = || Program::at("shili-minzheng", "2024/applications/r1/c1");
    let right = ["right", "right", "right", "right", "right", "right", "left", "left", "left"];
    for keys in [["down"; 9], right] {
        let (sent, rest) = bytes(from(), &keys);
        let sizes: Vec<usize> = sent.iter().map(Vec::len).collect();
        let mean = sizes.iter().sum::<usize>() / sizes.len();
        // The value, last year's and the one before, the full label where it is another; the screen as a whole is 3000.
        assert!(mean <= 150, "{mean}: {sizes:?}");
        assert!(sizes.iter().all(|size| *size <= 240), "{sizes:?}");
        // What is counted is told once, where the cursor comes to rest.
        assert!(rest.len() <= 260, "{}: {}", rest.len(), String::from_utf8_lossy(&rest));
        assert!(String::from_utf8_lossy(&rest).contains("口径"), "it is told");
    }
}

#[test]
fn what_is_counted_is_told_when_the_cursor_rests() {
    let mut program = Program::at("shili-minzheng", "2024/applications/r1/c1").press("");
    assert!(program.screen().contains("口径 1月1日至12月31日收到的申请"), "{}", program.screen());
    program.press_on("down");
    assert!(!program.screen().contains("口径"), "{}", program.screen());
    assert!(program.screen().contains("本格 2 件"), "{}", program.screen());
    let program = program.press("");
    assert!(program.screen().contains("口径 上一年度末尚未办结的申请"), "{}", program.screen());
}

#[test]
fn a_cell_is_told_its_own_findings_and_not_those_of_other_cells() {
    let checked = |place: &str| {
        let program = applications("r1/c1").press("f5 esc").go(&format!("2024/{place}"));
        program.session().state().finding_at_caret().map(|found| found.message.clone())
    };
    let fee = checked("disclosure/fee/amount").unwrap_or_default();
    assert!(fee.contains("3160000万元"), "{fee}");
    let permit = checked("disclosure/permit/count").unwrap_or_default();
    assert!(permit.contains("增加到五倍以上"), "{permit}");
    // Another column of a row with a finding, and a row without one.
    for place in ["disclosure/norm/made", "disclosure/penalty/count", "applications/r1/c1"] {
        assert_eq!(checked(place), None, "{place}");
    }
}

#[test]
fn numbers_are_whole_in_the_narrowest_window() {
    let program = applications("r3/c1").resize(40, 10).press("right right right right right right");
    assert_snapshot!("narrow_last_column", program.screen());
    for (columns, rows) in [(40, 10), (60, 16), (80, 24), (160, 48)] {
        for step in 0..7 {
            let keys = vec!["right"; step].join(" ");
            let screen = applications("r24/c1").resize(columns, rows).press(&keys).screen();
            let value = ["41", "7", "1", "2", "4", "3", "58"][step];
            let row = screen.lines().find(|line| line.starts_with('>') || line.contains("|>"));
            assert!(
                row.is_some_and(|row| row.contains(value)),
                "{columns}×{rows} {step}: {screen}"
            );
        }
    }
}

#[test]
fn a_row_whose_wording_is_from_memory_says_so() {
    let run = crate::run::Run::new().line("new p --agency 示例市民政局 --year 2017").code(0).then();
    let at = |place: &str| {
        let folder = tempfile::tempdir().unwrap();
        crate::support::copy(&run.path("p"), folder.path());
        Program::open(folder, 80, 24).go(place).screen()
    };
    let screen = at("2017/statistics/req.recv/value");
    assert!(screen.contains("（一）收到申请数（行名待与原表核对）"), "{screen}");
    let screen = at("2017/statistics/pub.norm/value");
    assert!(!screen.contains("待与原表核对"), "{screen}");
}

/// The screen on a terminal without colours: what is reversed stands in «», what is underlined or bold in _ and *.
fn one_colour(program: &Program) -> String {
    use nianbao::wire::{Abilities, Screen};
    let (frame, _) = program.session().screen();
    let mut bytes = Vec::new();
    Screen::new(Abilities::of("xterm", true), 80, 24).present(&frame, None, &mut bytes);
    let sent = String::from_utf8_lossy(&bytes);
    for style in sent.split("\u{1b}[").skip(1).filter_map(|rest| rest.split_once('m')) {
        let numbers = style.0.split(';').filter_map(|own| own.parse::<u8>().ok());
        assert!(numbers.clone().all(|own| !(30..=49).contains(&own)), "{style:?}");
    }
    let mut terminal = vt100::Parser::default();
    terminal.process(&bytes);
    let mut rows = Vec::new();
    for y in 0..24 {
        let (mut row, mut reversed) = (String::new(), false);
        for x in 0..80 {
            let Some(cell) = terminal.screen().cell(y, x) else { continue };
            if cell.is_wide_continuation() {
                continue;
            }
            if cell.inverse() != reversed {
                row.push(if reversed { '»' } else { '«' });
                reversed = cell.inverse();
            }
            row.push_str(if cell.contents().is_empty() { " " } else { cell.contents() });
        }
        if reversed {
            row.push('»');
        }
        rows.push(row.trim_end().to_owned());
    }
    rows.join("\n")
}

#[test]
fn a_table_reads_in_one_colour() {
    // A balance that fails, the cell of the cursor, and a block.
    let program = applications("r1/c1").press("1 4 enter up");
    assert_snapshot!("one_colour", one_colour(&program));
    let program = applications("r1/c1").press("shift-right shift-down");
    assert_snapshot!("one_colour_block", one_colour(&program));
}
