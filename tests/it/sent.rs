//! What the whole program sends for a key, counted: each frame goes through the wire to a terminal's model, which must
//! show what was drawn.

use std::num::NonZero;

use nianbao::wire::{Abilities, Cursor, ENTER, Screen, Shape};
use tempfile::TempDir;

use crate::run::Run;
use crate::support::{Program, copy};

/// The program, and what a terminal of 80×24 was sent so far.
struct Line {
    program: Program,
    screen: Screen,
    terminal: vt100::Parser,
}

impl Line {
    fn to(program: Program) -> Self {
        let mut screen = Screen::new(Abilities::of("xterm-256color", false), 80, 24);
        screen.trust(Box::new(|_| true));
        let (rows, columns) = (NonZero::new(24), NonZero::new(80));
        let mut terminal = vt100::Parser::new(rows.expect("rows"), columns.expect("columns"), 0);
        terminal.process(ENTER.as_bytes());
        let mut line = Self { program, screen, terminal };
        line.frame();
        line
    }

    /// Presses a key; returns the bytes sent for it.
    fn press(&mut self, key: &str) -> usize {
        self.program.strike(key);
        self.frame()
    }

    fn frame(&mut self) -> usize {
        let (frame, caret) = self.program.session().screen();
        let cursor = caret.map(|caret| Cursor {
            x: caret.x,
            y: caret.y,
            shape: if caret.typing { Shape::Bar } else { Shape::Block },
        });
        let mut sent = Vec::new();
        self.screen.present(&frame, cursor, &mut sent);
        self.terminal.process(&sent);
        let shown: Vec<String> = self.terminal.screen().rows(0, 80).collect();
        for (shown, drawn) in shown.iter().zip(nianbao::ui::text::lines(&frame)) {
            assert_eq!(shown.trim_end(), drawn.trim_end());
        }
        sent.len()
    }
}

/// Bytes of keys: on average, and of one in a hundred.
#[derive(Debug)]
struct Sizes {
    mean: usize,
    p99: usize,
}

fn sizes(mut bytes: Vec<usize>) -> Sizes {
    bytes.sort_unstable();
    let at = |share: usize| bytes.get(bytes.len() * share / 100).copied().unwrap_or(0);
    Sizes { mean: bytes.iter().sum::<usize>().div_ceil(bytes.len()), p99: at(99) }
}

/// Sentences of our own, with other figures each time.
fn sentence(number: usize) -> String {
    const KINDS: [&str; 6] = [
        "全年通过门户网站主动公开各类信息#条，其中社会救助信息#条，养老服务信息#条。",
        "为方便群众查询，我局在办事大厅设置了#台自助终端，并把“一次办好”事项的流程图印成折页。",
        "受理政府信息公开申请#件，按时答复#件，没有超过期限的；",
        "对困难残疾人发放生活补贴#.#万元，惠及#人，比上年增长#.#%。",
        "各科室按照《政府信息公开条例》第二十条的规定，逐项核对公开目录，补齐缺项，更正错项，做到底数清、情况明。",
        "组织业务培训#次，参加人员#人次，现场答疑#个问题，并在“民政讲堂”栏目刊登问答——篇幅不长，说得清楚。",
    ];
    let mut figure = number * 7919 % 9973;
    let kind = KINDS.get(number % KINDS.len()).copied().unwrap_or_default();
    kind.chars().fold(String::new(), |mut text, c| {
        if c == '#' {
            figure = figure * 31 % 9973;
            text.push_str(&figure.to_string());
        } else {
            text.push(c);
        }
        text
    })
}

/// A project with one report of some chapters, each of three long paragraphs.
fn long(chapters: usize) -> TempDir {
    let mut number = 0;
    let mut text = "# 某市民政局 2017 年政府信息公开工作年度报告\n\n".to_owned();
    for chapter in 1..=chapters {
        text.extend(["## 第", &chapter.to_string(), "个方面的工作\n\n"]);
        for _ in 0..3 {
            let sentences = number..number + 12;
            number = sentences.end;
            text.push_str(&sentences.map(sentence).collect::<String>());
            text.push_str("\n\n");
        }
    }
    let run = Run::new().file("2017.md", text);
    run.line("import 2017.md --into long --agency 某市民政局 --year 2017").folder
}

fn open(folder: &TempDir) -> Program {
    let inside = tempfile::tempdir().expect("a folder");
    copy(&folder.path().join("long"), inside.path());
    Program::open(inside, 80, 24)
}

/// What is typed, glyph by glyph.
const TYPED: &str = "一年来我局坚持以人民为中心的发展思想认真贯彻落实各项决策部署扎实推进民生保障工作，全年累计发放各类救助资金\
    同比增长，群众满意度明显提升；养老服务体系逐步健全，儿童福利机构规范管理，殡葬改革稳步推进，社会组织健康发展。";

/// The first key also says that there is unsaved work now, and is not counted.
fn typed(program: Program) -> Vec<usize> {
    let mut line = Line::to(program);
    line.press("又");
    TYPED.chars().map(|glyph| line.press(&glyph.to_string())).collect()
}

#[test]
fn a_glyph_typed_inside_a_long_paragraph() {
    for chapters in [3, 60] {
        let program = open(&long(chapters)).go("2017/2/2").press(&"right ".repeat(230));
        let found = sizes(typed(program));
        println!("{chapters} chapters: {found:?}");
        // Where a figure with its unit moves to the next row, all below it moves: that is the text itself, the signs around
        // its numbers counted in.
        assert!(found.mean <= 110 && found.p99 <= 420, "{chapters} chapters: {found:?}");
    }
}

#[test]
fn a_glyph_typed_at_the_end_with_a_live_count() {
    let program = open(&long(3)).go("2017/3/3").press("ctrl-end");
    let found = sizes(typed(program));
    println!("{found:?}");
    assert!(found.mean <= 20, "{found:?}");
}

#[test]
fn a_page_down_is_little_more_than_its_text() {
    let mut line = Line::to(open(&long(60)).go("2017/2").press("down"));
    let (mut sent, mut shown) = (0, 0);
    for _ in 0..20 {
        sent += line.press("pgdn");
        let rows = line.program.screen();
        shown += rows.lines().skip(1).take(20).map(|row| row.trim_end().len()).sum::<usize>();
    }
    println!("{sent} bytes for {shown} bytes of text");
    assert!(sent * 100 <= shown * 110, "{sent} bytes for {shown} bytes of text");
}
