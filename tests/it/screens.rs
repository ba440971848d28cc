//! Screens of each pane and state, in the sizes that matter: keys in, screen and caret out.

use insta::assert_snapshot;

use crate::support::Program;

/// Takes a picture at 80×24, 40×10 and 160×48.
macro_rules! pictures {
    ($($name:ident: $sample:literal, $keys:literal;)*) => {
        $(
            #[test]
            fn $name() {
                for (columns, rows) in [(80, 24), (40, 10), (160, 48)] {
                    let screen = Program::sized($sample, columns, rows).press($keys).screen();
                    assert_snapshot!(format!("{}_{columns}x{rows}", stringify!($name)), screen);
                }
            }
        )*
    };
}

pictures! {
    outline: "shili-minzheng", "";
    outline_folded_out: "lianxi", "down down right down down right";
    text: "shili-minzheng", "down down enter";
    text_typing: "lianxi", "down down enter down down f2 全年 、主动";
    table: "shili-minzheng", "down down down right down enter right right down";
    table_cell: "lianxi", "down down down right down enter right 4 5";
    findings: "lianxi", "f5 down";
    finding_card: "lianxi", "f5 f8 enter";
    palette: "lianxi", "ctrl-p";
    palette_filtered: "lianxi", "ctrl-p b c";
    help: "lianxi", "f1";
    menu: "lianxi", "f10 right right down";
    find: "shili-minzheng", "ctrl-f 申请";
    find_walked: "shili-minzheng", "ctrl-f 申请 enter f8 f8";
    places: "shili-minzheng", "ctrl-g";
    years: "shili-minzheng", "ctrl-o";
    question: "lianxi", "enter down down down f2 新 esc ctrl-q";
    read_only: "shili-minzheng", "enter down down f2";
}

#[test]
fn start() {
    for (columns, rows) in [(80, 24), (40, 10), (160, 48)] {
        assert_snapshot!(
            format!("start_{columns}x{rows}"),
            Program::nowhere(columns, rows).screen()
        );
    }
}

#[test]
fn no_window_is_too_small() {
    let states = [
        "",
        "down enter",
        "enter down f2",
        "f5",
        "f5 enter",
        "f5 enter 7",
        "f5 tab",
        "ctrl-p",
        "f10",
        "ctrl-f 年",
        "enter f2 1",
        "down down down right down enter 5",
    ];
    for keys in states {
        let mut program = Program::on("lianxi").press(keys);
        for columns in (1..60).chain([79, 80, 99, 100, 119, 120, 160, 300, 500]) {
            for rows in (1..14).chain([23, 24, 25, 48, 100, 200]) {
                program = program.resize(columns, rows);
                program.screen();
            }
        }
        assert_eq!(program.resize(80, 24).screen().lines().count(), 25, "24 rows and the caret");
    }
}

#[test]
fn the_caret_of_every_text_field_stands_behind_what_was_typed() {
    for (keys, column) in [("ctrl-f 年报", 11), ("ctrl-p 年报", 7)] {
        let screen = Program::on("lianxi").press(keys).screen();
        assert!(screen.contains(&format!("光标 列{column} ")), "{keys}: {screen}");
    }
}
