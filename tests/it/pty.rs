//! The real program in a real terminal: what it draws, what it takes, and how it leaves.
//!
//! After each key the terminal must show, cell by cell, the screen that the interface without a terminal computes.

mod kills;
mod terminal;
mod xterm;

use std::fs;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use nianbao::text::width::Widths;
use nianbao::ui::text;
use rustix::process::Signal;
use tempfile::TempDir;

use crate::support::{Program, copy};
use terminal::{Kind, NIANBAO, Start, Terminal, shown};
use xterm::Window;

/// How soon the program must have ended after a signal.
const SOON: Duration = Duration::from_secs(2);
/// How long an idle program is watched.
const WHILE: Duration = Duration::from_millis(300);
/// Keys that put the caret behind “……另发布便民提示信息条。” in the text of the practice project.
const TO_SENTENCE: &str = "down down enter down down down down down down down down down f2 end";

/// The program in a terminal, and beside it the one without a terminal, to which the same is done.
struct Desk {
    terminal: Terminal,
    twin: Option<Program>,
    kind: Kind,
    folder: TempDir,
}

impl Desk {
    fn open() -> Self {
        Self::on(Kind::Narrow, &[], &[])
    }

    /// The practice project in a terminal of 80×24, with further arguments and variables.
    fn on(kind: Kind, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        Self::under(NIANBAO, kind, arguments, variables)
    }

    /// The same, started by another program, which gets these arguments and the project's folder.
    fn under(program: &str, kind: Kind, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        copy(&sample(), folder.path());
        let name = folder.path().to_str().expect("a name");
        let path = std::env::var("PATH").unwrap_or_default();
        let usual = [("TERM", "xterm-256color"), ("LANG", "zh_CN.UTF-8"), ("PATH", path.as_str())];
        let environment = [&usual, variables].concat();
        let terminal = Terminal::start(&Start {
            program,
            arguments: [arguments, &[name]].concat(),
            environment,
            folder: folder.path(),
            size: (80, 24),
            kind,
        });
        Self { terminal, twin: Some(Program::on("lianxi")), kind, folder }
    }

    fn twin_does(&mut self, act: impl FnOnce(Program) -> Program) {
        self.twin = self.twin.take().map(act);
    }

    /// The rows that the twin computes.
    fn computed(&self) -> Vec<String> {
        let twin = self.twin.as_ref().expect("a twin").session();
        let folder = self.folder.path().to_str().expect("a name");
        let rows = text::lines(&twin.screen().0);
        rows.iter().map(|row| row.replace(twin.state().folder(), folder)).collect()
    }

    /// Waits until the terminal shows what is computed, the cursor at the caret.
    fn until_same(&self) {
        let twin = self.twin.as_ref().expect("a twin").session();
        let (_, caret) = twin.screen();
        let rows: Vec<String> = self.computed().iter().map(|row| shown(self.kind, row)).collect();
        self.terminal.until_screen(&rows, caret.map(|caret| (caret.x, caret.y)));
    }

    /// Presses keys one after the other; each must lead to the computed screen.
    fn press(&mut self, keys: &str) {
        for key in keys.split_whitespace() {
            self.terminal.send(bytes(key));
            self.twin_does(|twin| twin.press(key));
            self.until_same();
        }
    }

    fn file(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).expect("a file of the project")
    }
}

/// The practice project, which nobody may write to.
fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/lianxi")
}

/// What xterm sends for a key; a word is sent as it is.
fn bytes(key: &str) -> String {
    let sequence = match key {
        "enter" => "\r",
        "esc" => "\x1b",
        "up" => "\x1b[A",
        "down" => "\x1b[B",
        "right" => "\x1b[C",
        "left" => "\x1b[D",
        "home" => "\x1b[H",
        "end" => "\x1b[F",
        "pgup" => "\x1b[5~",
        "pgdn" => "\x1b[6~",
        "f1" => "\x1bOP",
        "f2" => "\x1bOQ",
        "f5" => "\x1b[15~",
        _ => "",
    };
    match key.strip_prefix("ctrl-").and_then(|letter| letter.bytes().next()) {
        Some(letter) => char::from(letter & 0x1f).to_string(),
        None if sequence.is_empty() => key.to_owned(),
        None => sequence.to_owned(),
    }
}

#[test]
fn the_first_screen_is_there_before_any_answer() {
    let desk = Desk::on(Kind::Slow { wide: false }, &[], &[]);
    desk.until_same();
    desk.terminal.until_asked();
    desk.terminal.answer();
    assert!(desk.terminal.is_silent_for(WHILE), "the screen was right already");
    desk.until_same();
}

#[test]
fn a_wide_terminal_gets_the_wide_layout() {
    let at = ["--at", "2024/1"];

    let mut desk = Desk::on(Kind::Slow { wide: true }, &at, &[]);
    desk.terminal.until_row("示例市民政局");
    desk.terminal.until_asked();
    desk.terminal.answer();
    desk.twin_does(|_| Program::at("lianxi", "2024/1").measured(Widths::WIDE));
    desk.until_same();
    desk.press("down down down down down f2 end “引号”——……①");
    desk.press("home right right ‘ esc ctrl-z ctrl-f “ enter");
    desk.terminal.resize((61, 17));
    desk.twin_does(|twin| twin.resize(61, 17));
    desk.until_same();
}

#[test]
fn chinese_is_typed_undone_redone_and_saved() {
    let mut desk = Desk::open();
    desk.until_same();
    desk.press(TO_SENTENCE);
    desk.press("测试“引号”……全年 ， left left 、 end");
    desk.terminal.send(bytes("ctrl-s"));
    desk.terminal.until_row("2024 年报已存（");
    assert!(desk.file("reports/2024.ron").contains("便民提示信息条。测试“引号”……全、年，\"),"));
    desk.terminal.send(bytes("ctrl-z"));
    desk.terminal.until_row("已撤销：键入");
    desk.terminal.until("the text before", |rows| rows.iter().all(|row| !row.contains("全、年")));
    desk.terminal.send(bytes("ctrl-y"));
    desk.terminal.until_row("号”……全、年，");
}

#[test]
fn leaving_with_unsaved_work_saves_it_on_enter() {
    let mut desk = Desk::open();
    desk.until_same();
    desk.press(TO_SENTENCE);
    desk.press("饕餮 ctrl-q");
    desk.terminal.send("\r");
    assert_eq!(desk.terminal.exit(SOON), Some(0));
    desk.terminal.until_given_back();
    assert!(desk.file("reports/2024.ron").contains("便民提示信息条。饕餮\"),"));
}

#[test]
fn sizes_come_in_a_storm() {
    let mut desk = Desk::open();
    desk.until_same();
    desk.press(TO_SENTENCE);
    for size in [(1, 1), (500, 200), (2, 30), (200, 1), (79, 23), (80, 24)] {
        desk.terminal.resize(size);
        desk.twin_does(|twin| twin.resize(size.0, size.1));
        desk.until_same();
    }
    for round in 1..=40 {
        desk.terminal.resize((1 + round * 7 % 120, 1 + round * 5 % 50));
        desk.terminal.resize((80, 24));
    }
    desk.until_same();
    desk.press("暴 雨");
}

#[test]
fn the_terminal_is_left_as_it_was() {
    let mut desk = Desk::open();
    desk.until_same();
    assert!(desk.terminal.is_raw());
    desk.press("down enter");
    desk.terminal.send(bytes("ctrl-q"));
    assert_eq!(desk.terminal.exit(SOON), Some(0));
    desk.terminal.until_given_back();
    assert!(desk.terminal.has_its_modes_back());
}

#[test]
fn a_request_to_end_is_obeyed_and_the_terminal_left_as_it_was() {
    for signal in [Signal::TERM, Signal::HUP, Signal::QUIT] {
        let mut desk = Desk::open();
        desk.until_same();
        desk.terminal.signal(signal);
        assert_eq!(desk.terminal.exit(SOON), Some(0), "{signal:?}");
        desk.terminal.until_given_back();
        assert!(desk.terminal.has_its_modes_back(), "{signal:?}");
    }
}

#[test]
fn a_stop_from_outside_gives_the_terminal_to_the_shell_and_back() {
    let job = format!("{NIANBAO} \"$0\"; echo 已停; read line; fg >/dev/null");
    let mut desk = Desk::under("sh", Kind::Narrow, &["-m", "-c", &job], &[]);
    desk.until_same();
    desk.press(TO_SENTENCE);
    desk.press("停 前");
    desk.terminal.signal_job(Signal::TSTP);
    desk.terminal.until_given_back();
    desk.terminal.until_row("已停");
    assert!(desk.terminal.has_its_modes_back());
    desk.terminal.send("继续\n");
    desk.until_same();
    assert!(desk.terminal.is_raw());
    desk.press("停 后");
}

/// The same screens inside a program that draws and measures on its own account.
fn same_inside(program: &str, arguments: &[&str], variables: &[(&str, &str)]) {
    let installed = Command::new(program).arg("-V").output().is_ok();
    if !installed {
        eprintln!("{program} is not installed: not tested inside it");
        return;
    }
    let mut desk = Desk::under(program, Kind::Narrow, arguments, variables);
    desk.until_same();
    desk.press(TO_SENTENCE);
    desk.press("全年“引号”……——① left left 、 enter ctrl-z esc pgdn pgup ctrl-f 申请 enter esc");
    desk.press("f1 esc ctrl-p b c esc f5 down esc");
    desk.terminal.resize((61, 17));
    desk.twin_does(|twin| twin.resize(61, 17));
    desk.until_same();
    desk.terminal.send(bytes("ctrl-q"));
    desk.terminal.until_row("不保存");
    desk.terminal.send("3");
    assert!(desk.terminal.exit(SOON).is_some());
}

#[test]
fn tmux_shows_the_same_screens() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("tmux.conf");
    fs::write(&file, "set -g status off\nset -s exit-unattached on\nset -sg escape-time 10\n")
        .expect("written");
    let (file, socket) = (file.display().to_string(), folder.path().join("socket"));
    let socket = socket.display().to_string();
    same_inside("tmux", &["-u", "-S", &socket, "-f", &file, "new-session", NIANBAO], &[]);
}

#[test]
fn screen_shows_the_same_screens() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("screenrc");
    fs::write(&file, "startup_message off\nautodetach off\nmaptimeout 10\ndefutf8 on\n")
        .expect("written");
    let (file, sockets) = (file.display().to_string(), folder.path().join("sockets"));
    fs::DirBuilder::new().mode(0o700).create(&sockets).expect("a folder");
    let sockets = sockets.display().to_string();
    same_inside(
        "screen",
        &["-U", "-c", &file, NIANBAO],
        &[("SCREENDIR", &sockets), ("LC_ALL", "C.UTF-8")],
    );
}

#[test]
fn a_dropped_line_ends_the_program() {
    let mut desk = Desk::open();
    desk.until_same();
    desk.terminal.hang_up();
    assert_eq!(desk.terminal.exit(SOON), Some(0));
}

#[test]
fn a_client_that_hangs_keeps_nobody_from_ending_the_program() {
    let mut desk = Desk::open();
    desk.until_same();
    desk.press(TO_SENTENCE);
    desk.terminal.send(format!("\x1b[200~{}（完）\x1b[201~", "年".repeat(23_000)));
    desk.terminal.until_row("（完）");
    desk.terminal.send("\x1b");
    desk.terminal.until_row("浏览");
    // To copy the paragraph is one write of 92 kB, more than the line holds.
    desk.terminal.send_and_read_no_more(bytes("ctrl-c"));
    desk.terminal.signal(Signal::TERM);
    assert_eq!(desk.terminal.exit(SOON), Some(3), "it ends, and says that it was stuck");
    assert!(desk.terminal.has_its_modes_back());
}

#[test]
fn a_breakdown_gives_the_terminal_back_and_says_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut terminal = Terminal::start(&Start {
        program: NIANBAO,
        arguments: vec!["doctor", "--break"],
        environment: vec![("TERM", "xterm")],
        folder: folder.path(),
        size: (80, 24),
        kind: Kind::Narrow,
    });
    terminal.until_row("打开项目");
    assert!(terminal.is_raw());
    terminal.send("x");
    assert_eq!(terminal.exit(SOON), Some(101));
    terminal.until_given_back();
    terminal.until_row("年报工作台出了内部错误，已经停下，终端已复原。");
    terminal.until_row("演习");
    assert!(terminal.has_its_modes_back());
}

#[test]
fn a_paste_of_100_kb_is_one_step_and_one_redraw() {
    let mut desk = Desk::open();
    desk.until_same();
    desk.press(TO_SENTENCE);
    let before = desk.terminal.written().len();
    let paragraph = "政府信息公开，".repeat(15);
    let pasted = vec![paragraph; 320].join("\r");
    assert!(pasted.len() > 100_000);
    desk.terminal.send(format!("\x1b[200~{pasted}（完）\x1b[201~"));
    desk.terminal.until_row("（完）");
    let written = desk.terminal.written();
    let drawn = written.get(before..).expect("it grows");
    assert_eq!(drawn.matches("\x1b[?2026h").count(), 1, "one frame: {drawn}");
    desk.terminal.send(bytes("ctrl-z"));
    let pasted = format!("{}（完）", pasted.replace('\r', "\n"));
    desk.twin_does(|twin| twin.paste(&pasted).press("ctrl-z"));
    desk.terminal.until_row("已撤销：粘贴 320 段");
    desk.until_same();
    desk.terminal.send(bytes("ctrl-q"));
    assert_eq!(desk.terminal.exit(SOON), Some(0), "nothing is left to be saved");
}

#[test]
fn nothing_is_written_while_nothing_happens() {
    let mut desk = Desk::open();
    desk.until_same();
    desk.press("down enter down f2 字");
    // What is done at a pause, and the outcome of the checks, may still be on its way.
    desk.terminal.until_silent_for(3 * WHILE);
    let before = desk.terminal.ticks();
    assert!(desk.terminal.is_silent_for(WHILE));
    if let (Some(before), Some(after)) = (before, desk.terminal.ticks()) {
        assert!(after - before <= 1, "{} ticks", after - before);
    }
}

#[test]
fn where_nothing_can_be_drawn_the_overview_is_printed() {
    for term in [vec![("TERM", "dumb")], vec![]] {
        let folder = tempfile::tempdir().expect("a folder");
        copy(&sample(), folder.path());
        let mut terminal = Terminal::start(&Start {
            program: NIANBAO,
            arguments: vec!["."],
            environment: term,
            folder: folder.path(),
            size: (80, 24),
            kind: Kind::Narrow,
        });
        assert_eq!(terminal.exit(SOON), Some(0));
        terminal.until_row("一、总体情况");
        assert!(!terminal.written().contains('\x1b'), "{}", terminal.written());
        assert!(terminal.has_its_modes_back());
    }
    let piped = Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .arg(sample())
        .env("TERM", "xterm")
        .output()
        .expect("it runs");
    let told = String::from_utf8(piped.stdout).expect("UTF-8");
    assert!(told.contains("一、总体情况") && !told.contains('\x1b'), "{told}");
}

#[test]
fn an_arrow_split_from_its_esc_is_an_arrow() {
    let mut desk = Desk::open();
    desk.until_same();
    desk.press("down down down");
    desk.terminal.send("\x1b");
    assert!(desk.terminal.is_silent_for(Duration::from_millis(20)), "Esc is held back");
    desk.terminal.send("[A");
    desk.twin_does(|twin| twin.press("up"));
    desk.until_same();
}

#[test]
fn function_keys_come_in_many_forms() {
    let mut desk = Desk::open();
    desk.until_same();
    for (key, forms) in [
        ("f1", vec!["\x1bOP", "\x1b[11~", "\x1b[[A", "\x1b[P"]),
        ("f10", vec!["\x1b[21~", "\x1b0", "\x1bOY"]),
        ("f5", vec!["\x1b[15~", "\x1b[[E", "\x1bOT"]),
    ] {
        for form in forms {
            desk.terminal.send(form);
            desk.twin_does(|twin| twin.press(key));
            desk.until_same();
            desk.press("esc");
        }
    }
}

/// Whether any SGR of the stream sets a colour.
fn has_colour(written: &str) -> bool {
    let sequences = written.split("\x1b[").skip(1);
    sequences.filter_map(|rest| rest.split_once('m')).any(|(held, _)| {
        held.bytes().all(|byte| byte.is_ascii_digit() || byte == b';' || byte == b':')
            && held
                .split([';', ':'])
                .filter_map(|number| number.parse().ok())
                .any(|number| matches!(number, 30..=38 | 40..=48 | 90..=107))
    })
}

#[test]
fn no_color_means_no_colour() {
    for (arguments, variables, coloured) in [
        (vec![], vec![], true),
        (vec![], vec![("NO_COLOR", "")], true),
        (vec![], vec![("NO_COLOR", "1")], false),
        (vec!["--color", "never"], vec![], false),
    ] {
        let mut desk = Desk::on(Kind::Narrow, &arguments, &variables);
        desk.until_same();
        desk.press("f5 down esc enter down f2 字 ctrl-p esc");
        let written = desk.terminal.written();
        assert_eq!(has_colour(&written), coloured, "{arguments:?} {variables:?}");
    }
}

#[test]
fn what_is_typed_before_the_answers_is_kept_and_answers_are_never_typed() {
    let mut desk = Desk::on(Kind::Slow { wide: false }, &[], &[]);
    desk.until_same();
    desk.terminal.until_asked();
    desk.press(TO_SENTENCE);
    desk.press("早 到");
    desk.terminal.answer();
    desk.press("晚 到");
    desk.until_same();
}

#[test]
fn a_very_late_answer_is_never_typed() {
    let mut desk = Desk::on(Kind::Slow { wide: true }, &[], &[]);
    desk.terminal.until_asked();
    desk.terminal.until_silent_for(Duration::from_millis(1_100));
    desk.terminal.send(bytes("ctrl-l"));
    desk.terminal.answer();
    desk.twin_does(|twin| twin.press("ctrl-l").measured(Widths::WIDE));
    desk.until_same();
    desk.press(TO_SENTENCE);
    desk.press("到");
}

#[test]
fn bytes_of_another_character_set_are_told_and_not_typed() {
    let mut desk = Desk::open();
    desk.until_same();
    desk.press(TO_SENTENCE);
    desk.terminal.send(b"\xd5\xfe\xb8\xae"); // 政府 in GBK
    desk.terminal.until_row("像是 GBK 的“政府”");
    desk.terminal.send(bytes("ctrl-q"));
    assert_eq!(desk.terminal.exit(SOON), Some(0), "nothing is left to be saved");
}

#[test]
fn garbage_for_an_answer_changes_nothing() {
    for garbage in [
        "\x1b[99;99R",
        "\x1b[0;0R\x1b[;R\x1b[99999999999;1R",
        "\x1b]11;rgb:0000/0000/0000\x07\x1bP>|X\x1b\\\x1b[>41;379;0c\x1b[?2026;2$y\x1b[0n",
        "\x1b[?c\x1b[?;;;c\x1b[1;2;3;4;5;6R",
        "\x1b[1;3R",
    ] {
        let mut desk = Desk::on(Kind::Garbage(garbage), &[], &[]);
        desk.until_same();
        desk.press(TO_SENTENCE);
        desk.press("照常 打字 “ ”");
    }
}

/// The real program in a real xterm; a twin that knows how wide xterm draws ambiguous glyphs computes the same screens.
fn same_in_xterm(arguments: &[&str], kind: Kind, widths: Widths) {
    let Some(mut window) = Window::open(arguments) else {
        eprintln!("xterm or Xvfb is not installed: not tested in it");
        return;
    };
    let mut desk = Desk::on(kind, &[], &[]);
    desk.terminal.answered_by(window.keys());
    desk.twin_does(|twin| twin.measured(widths));
    let mut passed = 0;
    let words = "全年“引号”……——①·№ left left 、 enter ctrl-z esc pgdn f1 esc f5 down esc";
    for key in [""].into_iter().chain(TO_SENTENCE.split(' ')).chain(words.split(' ')) {
        desk.terminal.send(bytes(key));
        desk.twin_does(|twin| twin.press(key));
        let wanted = desk.computed();
        let seen = desk.terminal.hand_on(passed, |written| {
            window.show(written);
            window.rows().iter().zip(&wanted).all(|(shown, row)| shown == row.trim_end())
        });
        passed = seen.unwrap_or_else(|| {
            panic!("after {key}\n{}\ninstead of\n{}", window.rows().join("\n"), wanted.join("\n"))
        });
    }
}

#[test]
fn xterm_shows_the_same_screens() {
    same_in_xterm(&[], Kind::Slow { wide: false }, Widths::NARROW);
}

#[test]
fn xterm_with_wide_ambiguous_glyphs_shows_the_same_screens() {
    same_in_xterm(&["-cjk_width"], Kind::Slow { wide: true }, Widths::WIDE);
}
