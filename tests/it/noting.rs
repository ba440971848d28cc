//! Comments, suggestions, corrections and history, as those who write and read them meet them.

use std::fs;
use std::path::Path;

use nianbao::app::Size;
use nianbao::review::{Anchor, Comment, Review};
use nianbao::runtime::{Headless, Loaded};
use nianbao::store;
use nianbao::ui::{Theme, text};
use tempfile::TempDir;

use crate::run::Run;
use crate::support::{Program, copy};

/// A copy of the clean sample with its newest report in a state of its own.
fn sample(status: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/shili-minzheng"), folder.path());
    let path = folder.path().join("reports/2024.ron");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("status: Published", &format!("status: {status}"))).unwrap();
    folder
}

fn program(status: &str) -> Program {
    Program::open(sample(status), 80, 24).sits("李四")
}

fn review(program: &Program) -> Review {
    program.session().state().review().cloned().unwrap_or_default()
}

fn only(program: &Program) -> Comment {
    let review = review(program);
    assert_eq!(review.comments.len(), 1, "{:#?}", review.comments);
    review.comments[0].clone()
}

fn stands(program: &Program) -> bool {
    only(program).whereabouts(program.session().state().report().unwrap()).stands()
}

/// The text of the first paragraph of 一（一）.
fn paragraph(program: &Program) -> String {
    let report = program.session().state().report().unwrap();
    let section = report.sections.iter().position(|section| section.level == 2).unwrap();
    report.sections[section].paragraphs().next().unwrap().text.clone()
}

/// The words of the screen without its line ends.
fn shown(program: &Program) -> String {
    program.screen().split_whitespace().collect()
}

/// Walks the review to the place that tells these words.
fn walk_to(mut program: Program, words: &str) -> Program {
    program = program.press("f9 tab tab");
    for _ in 0..60 {
        if shown(&program).contains(words) {
            return program;
        }
        program = program.press("f8");
    }
    panic!("{words} is nowhere:\n{}", program.screen());
}

const COMMENT: &str = "esc ctrl-n ctrl-p 写意见 enter 请再核对 enter";

#[test]
fn a_comment_keeps_to_its_words_through_edits_around_them() {
    let program = program("Submitted").go("2024/1.1/1").press(COMMENT);
    assert!(program.screen().contains("意见已记下"), "{}", program.screen());
    let Anchor::Words { quote, .. } = only(&program).at else { panic!("words") };
    assert!(paragraph(&program).starts_with(&quote), "{quote}");
    let program = program.go("2024/1.1/1").press("据统计， esc ctrl-s");
    assert!(paragraph(&program).starts_with("据统计，"), "{}", paragraph(&program));
    assert!(stands(&program));
    assert!(program.file("reviews/2024.ron").contains("据统计，"), "its neighbourhood is kept");
    // The words go, and come back with the step that took them.
    let program = program.go("2024/1.1/1").press("esc ctrl-n ctrl-x");
    assert!(!stands(&program));
    let program = walk_to(program, "请再核对");
    assert!(shown(&program).contains("（原文已改）"), "{}", program.screen());
    let program = program.press("esc ctrl-z");
    assert!(stands(&program), "{}", program.screen());
}

#[test]
fn a_comment_is_seen_where_the_caret_is_and_answered_there() {
    let program = program("Submitted").go("2024/1.1/1").press(COMMENT);
    let told = shown(&program.go("2024/1.1/1").press("esc"));
    assert!(told.contains("意见李四") && told.contains("请再核对（未解决）"), "{told}");
    assert!(told.contains("意见更正1"), "{told}");
    let program = self::program("Submitted").go("2024/1.1/1").press(COMMENT);
    let program = program.sits("张三").go("2024/1.1/1").press("esc ctrl-p 这里的意见 enter");
    assert!(program.screen().contains("1 答复"), "{}", program.screen());
    let program = program.press("1 已核对 enter");
    assert_eq!(only(&program).thread.len(), 2);
    let program = program.press("ctrl-p 这里的意见 enter 2");
    assert!(only(&program).resolved);
    let program = program.press("ctrl-p 这里的意见 enter");
    assert!(program.screen().contains("重新打开"), "{}", program.screen());
    assert!(!only(&program.press("2")).resolved);
}

#[test]
fn a_comment_on_a_cell_says_when_its_value_is_another() {
    let program = program("Submitted").go("2024/applications/r1/c1");
    let program = program.press("ctrl-p 写意见 enter 台账是40件 enter");
    let Anchor::Cell { value, .. } = only(&program).at else { panic!("a cell") };
    assert_eq!(value, "41");
    assert!(shown(&program.press("down up")).contains("台账是40件"));
    let program = self::program("Submitted").go("2024/applications/r1/c1");
    let program = program.press("ctrl-p 写意见 enter 台账是40件 enter 4 0 enter");
    let program = walk_to(program, "台账是40件");
    assert!(shown(&program).contains("（这一格已改成40）"), "{}", program.screen());
}

#[test]
fn a_selection_over_paragraphs_takes_no_comment() {
    let program = program("Submitted").go("2024/1.1/1").press("esc ctrl-b ctrl-end");
    let program = program.press("ctrl-p 写意见 enter");
    assert!(program.screen().contains("选区跨了段落"), "{}", program.screen());
}

const SUGGEST: &str = "esc ctrl-n ctrl-p 提修改建议 enter ctrl-u 改写的一句。 enter";

#[test]
fn a_suggestion_is_taken_as_one_step_and_taken_back_as_one() {
    let program = program("Submitted").go("2024/1.1/1").press(SUGGEST);
    let before = paragraph(&program);
    assert!(program.screen().contains("已记建议"), "{}", program.screen());
    let program = walk_to(program.sits("张三"), "改为：改写的一句。").press("8");
    assert!(program.screen().contains("1 采纳  2 不采纳"), "{}", program.screen());
    let program = program.press("1");
    assert!(paragraph(&program).starts_with("改写的一句。"), "{}", program.screen());
    let decided = |program: &Program| only(program).suggestion.unwrap().decided;
    assert!(decided(&program).is_some_and(|one| one.taken && one.by == "张三"));
    assert!(shown(&program).contains("已采纳"), "{}", program.screen());
    let program = program.press("esc enter ctrl-z");
    assert_eq!((paragraph(&program), decided(&program)), (before.clone(), None));
    // The same by the digit of the review.
    let program = walk_to(program, "改为：改写的一句。").press("8 1 9");
    assert!(program.screen().contains("已撤销：采纳建议"), "{}", program.screen());
    assert_eq!((paragraph(&program), decided(&program)), (before, None));
}

#[test]
fn a_suggestion_is_refused_or_too_late() {
    let program = program("Submitted").go("2024/1.1/1").press(SUGGEST);
    let before = paragraph(&program);
    let program = walk_to(program, "改为：改写的一句。").press("8 2");
    assert!(only(&program).suggestion.unwrap().decided.is_some_and(|one| !one.taken));
    assert_eq!(paragraph(&program), before);
    assert!(shown(&program).contains("不采纳）"), "{}", program.screen());
    let program = self::program("Submitted").go("2024/1.1/1").press(SUGGEST);
    let program = program.go("2024/1.1/1").press("esc ctrl-n ctrl-x");
    let program = walk_to(program, "改为：改写的一句。").press("8 1");
    assert!(shown(&program).contains("采纳：所指的原文已改"), "{}", program.screen());
}

#[test]
fn a_suggestion_for_a_cell_brings_its_totals_along() {
    let program = program("Submitted").go("2024/applications/r1/c1");
    let program = program.press("ctrl-p 提修改建议 enter ctrl-u 4 2 enter");
    let program = walk_to(program, "改为：42").press("8 1");
    let report = program.session().state().report().unwrap();
    let table = report.form_table("applications").unwrap();
    let row = table.rows.iter().find(|row| row.key == "r1").unwrap();
    let told: Vec<String> = row.cells.iter().map(ToString::to_string).collect();
    assert_eq!((told[0].as_str(), told[6].as_str()), ("42", "58"), "{told:?}");
}

/// Two sessions on one folder.
fn session(folder: &Path, user: &str) -> Headless {
    let found = store::open(folder).unwrap();
    let theme = Theme::built_in("默认").unwrap();
    let size = Size { columns: 80, rows: 24 };
    let mut session = Headless::new(Some(Loaded::of(found, None, user)), size, theme);
    session.sit(user);
    session
}

#[test]
fn notes_of_two_reviewers_come_together_by_themselves() {
    let folder = sample("Submitted");
    let folder = folder.path();
    let (mut one, mut two) = (session(folder, "李四"), session(folder, "王五"));
    two.press("enter").unwrap();
    one.press("f9 3 甲说的 enter").unwrap();
    two.press("f9 3 乙说的 enter").unwrap();
    let count = |session: &Headless| session.state().review().unwrap().comments.len();
    assert_eq!(count(&two), 2, "what was there already is seen at once");
    one.wait();
    assert_eq!(count(&one), 2);
    let screen: String = text::lines(&one.screen().0).join("").split_whitespace().collect();
    assert!(screen.contains("乙说的"), "{screen}");
    // Each takes back his own alone.
    one.press("9").unwrap();
    two.wait();
    let left = two.state().review().unwrap().comments.clone();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].thread[0].text, "乙说的");
    let file = fs::read_to_string(folder.join("reviews/2024.ron")).unwrap();
    assert!(file.contains("乙说的") && !file.contains("甲说的"), "{file}");
}

#[test]
fn a_clock_that_was_put_back_is_told_and_turns_no_order() {
    let program = program("Submitted").at_time(1_900_000_000).press("f9 3 先说的 enter");
    let program = program.at_time(1_000_000_000).press("esc f9");
    assert!(shown(&program).contains("这台机器的时钟"), "{}", program.screen());
    let program = program.press("7 后答的 enter");
    let thread = only(&program).thread;
    assert!(thread[1].when >= thread[0].when, "{thread:?}");
}

/// A review file written by hand, about paragraphs that the report does not have.
const ALIEN: &str = r#"(format: 1, comments: [
  (id: "c1", at: Words(paragraph: "nowhere1", quote: "甲"), thread: [(by: "李四", when: "2025-01-06T09:00:00Z", text: "这话还在")]),
  (id: "c2", at: Words(paragraph: "nowhere2", quote: "乙"), thread: []),
  (id: "c3", at: Section("nowhere3"), thread: [(by: "李四", when: "2025-01-06T09:00:00Z", text: "这话也在")]),
])"#;

#[test]
fn records_of_another_report_are_told_and_kept() {
    let folder = sample("Submitted");
    fs::create_dir_all(folder.path().join("reviews")).unwrap();
    fs::write(folder.path().join("reviews/2024.ron"), ALIEN).unwrap();
    let program = Program::open(folder, 80, 24).sits("李四").press("f5");
    let list = &program.session().state().findings.list;
    let told = list.iter().find(|finding| finding.rule == "S093").unwrap();
    assert!(told.message.contains("一处也没有，像是另一份年报的"), "{}", told.message);
    for words in ["这话还在", "这话也在"] {
        let program = walk_to(Program::open(again(&program), 80, 24), words);
        assert!(program.screen().contains("所说的地方已不在"), "{}", program.screen());
    }
}

/// A copy of the folder that a program works in.
fn again(program: &Program) -> TempDir {
    let folder = sample("Submitted");
    fs::create_dir_all(folder.path().join("reviews")).unwrap();
    fs::write(folder.path().join("reviews/2024.ron"), program.file("reviews/2024.ron")).unwrap();
    folder
}

#[test]
fn a_published_figure_is_corrected_beside_and_never_in_it() {
    let program = program("Published").sits("王五").go("2024/applications/r3/c1");
    let before = program.file("reports/2024.ron");
    let program = program.press("ctrl-p 写更正 enter ctrl-u 1 9 enter 漏记一件 enter");
    assert!(shown(&program).contains("更正1已记下：18更正为19"), "{}", program.screen());
    let program = program.press("down up");
    assert!(shown(&program).contains("更正118更正为19"), "{}", program.screen());
    assert_eq!(program.file("reports/2024.ron"), before);
    let program = program.press("ctrl-p 这里的历史 enter");
    assert!(
        shown(&program).contains("王五：更正1：18更正为19，理由：漏记一件"),
        "{}",
        program.screen()
    );
    let program = program.press("1 f12");
    assert!(program.screen().contains("更正说明（Markdown）"), "{}", program.screen());
    let program = program.press("更正说明（Markdown） enter");
    let paper = program.file("示例市民政局2024年报更正说明.md");
    assert!(paper.contains("| 1 | 《收到和处理政府信息公开申请情况》表"), "{paper}");
    assert!(paper.contains("| 18 | 19 | 漏记一件 | 王五 |"), "{paper}");
    // What is no number is no correction of one; words of the text can be corrected too.
    let program = program.press("ctrl-p 写更正 enter ctrl-u 若干 enter");
    assert!(shown(&program).contains("更正后也应是数"), "{}", program.screen());
    let program = program.press("esc").go("2024/1.1/1");
    let program = program.press("ctrl-n ctrl-p 写更正 enter ctrl-u 改正的话。 enter 笔误 enter");
    assert_eq!(
        review(&program).corrected().iter().map(|one| one.number).collect::<Vec<_>>(),
        [1, 2]
    );
    let program = program.press("ctrl-p 撤销审核操作 enter");
    assert_eq!(review(&program).corrections.len(), 1);
}

#[test]
fn what_is_not_published_is_not_corrected() {
    let program = program("Submitted").go("2024/applications/r4/c1").press("ctrl-p 写更正 enter");
    assert!(program.screen().contains("还没有发布，直接改就行"), "{}", program.screen());
}

#[test]
fn a_place_tells_its_history() {
    let program = program("Submitted").sits("张三").at_time(1_740_000_000);
    let program = program.go("2024/applications/r1/c1").press("4 2 enter ctrl-s up");
    let program = program.press("ctrl-p 这里的历史 enter");
    assert!(shown(&program).contains("张三：41改为42"), "{}", program.screen());
    let program = program.press("1").sits("李四").go("2024/1.1/1").press("据统计， esc ctrl-s");
    let program = program.press("ctrl-p 这里的历史 enter");
    assert!(shown(&program).contains("李四：加了“据统计，”"), "{}", program.screen());
    let file = program.file("reviews/2024.ron");
    assert!(file.contains("was: \"41\", now: \"42\""), "{file}");
}

/// Asks for the steps and takes the answer of a digit.
fn step(program: Program, digit: &str) -> Program {
    program.press("ctrl-p s s q p enter").press(digit)
}

#[test]
fn what_was_changed_after_the_review_is_signed_again_before_the_last_signature() {
    let program = step(program("Submitted"), "2");
    assert!(program.screen().contains("已审核通过"), "{}", program.screen());
    let program = program.sits("张三").go("2024/1.1/1").press("据统计， esc ctrl-s");
    let program = step(program.sits("王五"), "2");
    assert!(shown(&program).contains("李四签过的有1处后来改过"), "{}", program.screen());
    let program = program.sits("李四").press("ctrl-p s s q p enter");
    assert!(shown(&program).contains("你签过的有1处后来改过"), "{}", program.screen());
    let program = program.press("4");
    assert!(program.screen().contains("已补签 1 处"), "{}", program.screen());
    let program = step(program.sits("王五"), "2");
    assert!(program.screen().contains("已签发定稿"), "{}", program.screen());
    let program = step(program, "2");
    assert!(program.screen().contains("已发布"), "{}", program.screen());
    assert!(review(&program).published.is_some());
    // Published is published: nothing takes it back.
    let program = program.press("ctrl-z");
    assert!(program.screen().contains("已发布，只能查看"), "{}", program.screen());
    assert!(program.file("reports/2024.ron").contains("status: Published"));
}

#[test]
fn a_report_is_compared_with_an_earlier_version_of_it() {
    let program = program("Submitted").sits("张三").go("2024/1.1/1").press("甲说， esc ctrl-s");
    let program = program.go("2024/1.1/1").press("乙说， esc ctrl-s ctrl-p 换比较对象 enter");
    assert!(program.screen().contains("2023 年报（去年）"), "{}", program.screen());
    assert!(program.screen().contains("保存"), "{}", program.screen());
    // The years first, then the versions, the newest first.
    let program = program.press("end 保存 down enter");
    let program = program.press("esc");
    let program = program.press("ctrl-p 换比较对象 enter down down down down down enter");
    assert!(
        shown(&program).contains("现在") && shown(&program).contains("«乙说，»"),
        "{}",
        program.screen()
    );
}

#[test]
fn the_sheet_tells_comments_signatures_and_changes() {
    let program = program("Submitted").at_time(1_740_000_000).go("2024/1.1/1").press(COMMENT);
    let program = program.press("ctrl-p 这里的意见 enter 1 见台账 enter");
    let program = step(program, "2");
    let program = program.at_time(1_740_100_000).sits("张三");
    let program = program.go("2024/applications/r1/c1").press("4 2 enter ctrl-s");
    let folder = again(&program);
    fs::write(folder.path().join("reports/2024.ron"), program.file("reports/2024.ron")).unwrap();
    let path = folder.path().to_str().unwrap().to_owned();
    let ended = Run::new().args(["check", &path, "--year", "2024", "--format", "sheet"]);
    for words in [
        "## 意见和答复",
        "请再核对；李四（",
        "）：见台账",
        "| 未解决 |",
        "## 签批",
        "| 审核 | 李四 |",
        "已失效：《收到和处理政府信息公开申请情况》表",
        "## 上一轮以来的改动",
        "一、本年新收政府信息公开申请数量”行",
        "| 41 改为 42 | 张三 |",
    ] {
        assert!(ended.stdout.contains(words), "{words}\n{}", ended.stdout);
    }
    let ended = Run::new().args(["check", &path, "--year", "2024", "--format", "sheet-text"]);
    for words in ["【意见和答复】", "【签批】", "改动 41 改为 42"] {
        assert!(ended.stdout.contains(words), "{words}\n{}", ended.stdout);
    }
    assert!(!ended.stdout.contains('|'), "{}", ended.stdout);
}
