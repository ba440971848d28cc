//! Two people's changes brought together: nothing that either typed is lost, by hand and through git.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use nianbao::model::{Block, Cell, Id, Ids, Paragraph, Report, Row};
use nianbao::review::{Comment, Review, merge_reports, merge_reviews};
use nianbao::store::{self, Single, read_single, write_single};
use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};

use crate::run::Run;

fn sample() -> Report {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/lianxi");
    store::read_report(&folder.join("reports/2024.ron")).unwrap()
}

/// Something that one of the two does. Numbers are taken to a place that there is; what is typed is found by its token.
#[derive(Debug, Clone)]
enum Act {
    Type { at: usize, offset: usize },
    Replace { at: usize, from: usize, length: usize },
    Write { section: usize, at: usize },
    Remove { at: usize },
    Move { at: usize, to: usize },
    Fill { table: usize, row: usize, column: usize },
    AddRow { table: usize },
    RemoveRow { table: usize, row: usize },
    Retitle { section: usize },
    Renumber { section: usize },
    RemoveSection { section: usize },
    Caption { table: usize },
}

fn act() -> impl Strategy<Value = Act> {
    let n = || 0_usize..1000;
    prop_oneof![
        4 => (n(), n()).prop_map(|(at, offset)| Act::Type { at, offset }),
        3 => (n(), n(), 0_usize..12)
            .prop_map(|(at, from, length)| Act::Replace { at, from, length }),
        3 => (n(), n()).prop_map(|(section, at)| Act::Write { section, at }),
        1 => n().prop_map(|at| Act::Remove { at }),
        1 => (n(), n()).prop_map(|(at, to)| Act::Move { at, to }),
        3 => (n(), n(), n()).prop_map(|(table, row, column)| Act::Fill { table, row, column }),
        1 => n().prop_map(|table| Act::AddRow { table }),
        1 => (n(), n()).prop_map(|(table, row)| Act::RemoveRow { table, row }),
        1 => n().prop_map(|section| Act::Retitle { section }),
        1 => n().prop_map(|section| Act::Renumber { section }),
        1 => n().prop_map(|section| Act::RemoveSection { section }),
        1 => n().prop_map(|table| Act::Caption { table }),
    ]
}

/// One of the two, who marks each thing that he types.
struct Person {
    name: char,
    typed: usize,
    ids: Ids,
    /// Where this one works.
    own: Vec<Id>,
}

impl Person {
    /// Somebody who works on a report; `only` in the sections of which the index leaves that remainder by 2.
    fn new(name: char, only: Option<usize>, base: &Report) -> Self {
        let ids = Ids::new(u64::from(u32::from(name)), base.ids());
        let sections = base.sections.iter().enumerate();
        let own = sections.filter(|(at, _)| only.is_none_or(|only| at % 2 == only));
        Self { name, typed: 0, ids, own: own.map(|(_, section)| section.id).collect() }
    }

    fn token(&mut self) -> String {
        self.typed += 1;
        format!("{}字第{}号。", self.name, 1000 + self.typed)
    }

    fn number(&mut self) -> String {
        self.typed += 1;
        (u64::from(u32::from(self.name)) * 1_000_000 + self.typed as u64).to_string()
    }

    fn sections(&self, report: &Report) -> Vec<Id> {
        let all = report.sections.iter().map(|section| section.id);
        all.filter(|id| self.own.contains(id)).collect()
    }

    fn blocks(&self, report: &Report, table: bool) -> Vec<Id> {
        let sections = self.sections(report);
        let mine = report.sections.iter().filter(|section| sections.contains(&section.id));
        let blocks = mine.flat_map(|section| &section.blocks);
        blocks.filter(|block| block.table().is_some() == table).map(Block::id).collect()
    }

    fn acts(&mut self, report: &mut Report, acts: &[Act]) {
        for act in acts {
            self.act(report, act);
        }
    }

    fn act(&mut self, report: &mut Report, act: &Act) {
        self.act_on_text(report, act);
        self.act_on_table(report, act);
        self.act_on_section(report, act);
    }

    fn act_on_text(&mut self, report: &mut Report, act: &Act) {
        let (sections, texts) = (self.sections(report), self.blocks(report, false));
        match *act {
            Act::Type { at, offset } => {
                let Some(id) = pick(&texts, at) else { return };
                let token = self.token();
                edit(report, id, |text| {
                    let at = offset % (text.len() + 1);
                    text.splice(at..at, token.chars());
                });
            }
            Act::Replace { at, from, length } => {
                let Some(id) = pick(&texts, at) else { return };
                let token = self.token();
                edit(report, id, |text| {
                    let from = from % (text.len() + 1);
                    let to = (from + length).min(text.len());
                    text.splice(from..to, token.chars());
                });
            }
            Act::Write { section, at } => {
                let Some(id) = pick(&sections, section) else { return };
                let paragraph = Paragraph::new(self.ids.give(), self.token());
                let at_section = report.section_index(id).unwrap();
                let blocks = &mut report.sections[at_section].blocks;
                let at = at % (blocks.len() + 1);
                blocks.insert(at, Block::Paragraph(paragraph));
            }
            Act::Remove { at } => {
                let Some(id) = pick(&texts, at) else { return };
                let (section, block) = report.block_index(id).unwrap();
                report.sections[section].blocks.remove(block);
            }
            Act::Move { at, to } => {
                let (Some(id), Some(to)) = (pick(&texts, at), pick(&sections, to)) else { return };
                let (section, block) = report.block_index(id).unwrap();
                let moved = report.sections[section].blocks.remove(block);
                let to = report.section_index(to).unwrap();
                report.sections[to].blocks.push(moved);
            }
            _ => {}
        }
    }

    fn act_on_table(&mut self, report: &mut Report, act: &Act) {
        let tables = self.blocks(report, true);
        match *act {
            Act::Fill { table, row, column } => {
                let Some(id) = pick(&tables, table) else { return };
                let number = self.number();
                let table = report.table_mut(id).unwrap();
                let count = table.rows.len().max(1);
                let Some(row) = table.rows.get_mut(row % count) else { return };
                let column = column % row.cells.len().max(1);
                row.cells[column] = Cell::from(number.as_str());
            }
            Act::AddRow { table } => {
                let Some(id) = pick(&tables, table) else { return };
                let (row, label) = (self.ids.give(), self.token());
                let table = report.table_mut(id).unwrap();
                let cells = vec![Cell::Blank; table.columns.len()];
                table.rows.push(Row { id: row, label: vec![label], cells, ..Row::default() });
            }
            Act::RemoveRow { table, row } => {
                let Some(id) = pick(&tables, table) else { return };
                let rows = &mut report.table_mut(id).unwrap().rows;
                if !rows.is_empty() {
                    rows.remove(row % rows.len());
                }
            }
            Act::Caption { table } => {
                let Some(id) = pick(&tables, table) else { return };
                let token = self.token();
                report.table_mut(id).unwrap().caption.push_str(&token);
            }
            _ => {}
        }
    }

    fn act_on_section(&mut self, report: &mut Report, act: &Act) {
        let sections = self.sections(report);
        match *act {
            Act::Retitle { section } => {
                let Some(id) = pick(&sections, section) else { return };
                let at = report.section_index(id).unwrap();
                if !report.sections[at].is_preface() {
                    let token = self.token();
                    report.sections[at].title.push_str(&token);
                }
            }
            Act::Renumber { section } => {
                let Some(id) = pick(&sections, section) else { return };
                let at = report.section_index(id).unwrap();
                report.sections[at].number = Some(self.token());
            }
            Act::RemoveSection { section } => {
                let Some(id) = pick(&sections, section) else { return };
                let at = report.section_index(id).unwrap();
                report.sections.remove(at);
            }
            _ => {}
        }
    }
}

/// One of a list, whatever the number.
fn pick(list: &[Id], at: usize) -> Option<Id> {
    list.get(at % list.len().max(1)).copied()
}

fn edit(report: &mut Report, id: Id, change: impl FnOnce(&mut Vec<char>)) {
    let text = report.text_mut(nianbao::model::TextAt::Paragraph(id)).unwrap();
    let mut chars: Vec<char> = text.chars().collect();
    change(&mut chars);
    *text = chars.into_iter().collect();
}

/// Everything that was typed and still stands in one's report, whole.
fn tokens(report: &Report, name: char) -> BTreeSet<String> {
    let all = format!("{report:?}");
    let marks = all.split(name).skip(1).filter_map(|rest| rest.split_once('。'));
    let words = marks
        .map(|(mark, _)| format!("{name}{mark}。"))
        .filter(|mark| mark.starts_with(&format!("{name}字第")) && mark.chars().count() == 9);
    let numbers = all
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.starts_with(&u32::from(name).to_string()) && digits.len() == 11);
    words.chain(numbers.map(str::to_owned)).collect()
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    proptest::collection::vec(act(), 0..8)
}

fn made(name: char, only: Option<usize>, acts: &[Act], base: &Report) -> Report {
    let mut report = base.clone();
    Person::new(name, only, base).acts(&mut report, acts);
    report
}

/// Runs a property over what two people may do to the sample.
fn for_any(holds: impl Fn(&Report, Vec<Act>, Vec<Act>) -> Result<(), TestCaseError>) {
    let base = sample();
    let mut runner = TestRunner::new(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(100)
    });
    runner.run(&(acts(), acts()), |(one, other)| holds(&base, one, other)).unwrap();
}

#[test]
fn nothing_that_either_typed_is_lost_and_the_result_is_a_report() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("2024.ron");
    for_any(|base, one, other| {
        let (ours, theirs) = (made('甲', None, &one, base), made('乙', None, &other, base));
        let merged = merge_reports(base, &ours, &theirs);
        let all = format!("{:?}", merged.value);
        for token in tokens(&ours, '甲').iter().chain(&tokens(&theirs, '乙')) {
            prop_assert!(all.contains(token), "{token} is gone");
        }
        prop_assert_eq!(merged.value.conflicts.len(), merged.conflicts);
        // It is written, read and written again as it is.
        let single = Single::Report(Box::new(merged.value));
        write_single(&path, &single).unwrap();
        prop_assert_eq!(read_single(&path).unwrap(), Some(single));
        Ok(())
    });
}

#[test]
fn one_alone_or_both_alike_is_no_merge() {
    for_any(|base, one, _| {
        let changed = made('甲', None, &one, base);
        for (ours, theirs) in [(&changed, &changed), (&changed, base), (base, &changed)] {
            let merged = merge_reports(base, ours, theirs);
            prop_assert_eq!(&merged.value, &changed);
            prop_assert_eq!(merged.conflicts, 0);
        }
        Ok(())
    });
}

#[test]
fn changes_to_different_sections_need_nobody_and_commute() {
    for_any(|base, one, other| {
        let stays = |act: &Act| !matches!(act, Act::RemoveSection { .. });
        let one: Vec<Act> = one.into_iter().filter(stays).collect();
        let other: Vec<Act> = other.into_iter().filter(stays).collect();
        let ours = made('甲', Some(0), &one, base);
        let theirs = made('乙', Some(1), &other, base);
        let merged = merge_reports(base, &ours, &theirs);
        prop_assert_eq!(merged.conflicts, 0, "{:?}", merged.value.conflicts);
        prop_assert_eq!(&merged, &merge_reports(base, &theirs, &ours));
        // What one did, and then the other: the same.
        let mut both = ours;
        Person::new('乙', Some(1), base).acts(&mut both, &other);
        prop_assert_eq!(merged.value, both);
        Ok(())
    });
}

#[test]
fn comments_of_two_reviewers_stand_side_by_side() {
    let comment = |id: &str, by: &str, minute: i64| Comment {
        id: id.parse().unwrap(),
        at: nianbao::review::Anchor::Section("s1".parse().unwrap()),
        beside: nianbao::review::Beside::default(),
        suggestion: None,
        thread: vec![remark(by, minute)],
        resolved: false,
    };
    let base = Review { comments: vec![comment("c1", "张三", 1)], ..Review::default() };
    let mut ours = base.clone();
    ours.comments.push(comment("c2", "李四", 3));
    ours.comments[0].thread.push(remark("李四", 5));
    let mut theirs = base.clone();
    theirs.comments.push(comment("c3", "王五", 2));
    theirs.comments[0].thread.push(remark("王五", 4));
    theirs.comments[0].resolved = true;
    let merged = merge_reviews(&base, &ours, &theirs);
    assert_eq!(merged, merge_reviews(&base, &theirs, &ours));
    let ids: Vec<String> = merged.comments.iter().map(|it| it.id.to_string()).collect();
    assert_eq!(ids, ["c1", "c3", "c2"]);
    let thread: Vec<&str> = merged.comments[0].thread.iter().map(|it| it.by.as_str()).collect();
    assert_eq!(thread, ["张三", "王五", "李四"]);
    assert!(merged.comments[0].resolved);
    // What one has taken back is gone, unless the other went on with it.
    let none = Review::default();
    assert_eq!(merge_reviews(&base, &none, &base), none);
    assert_eq!(merge_reviews(&base, &none, &ours).comments.len(), 2);
}

fn remark(by: &str, minute: i64) -> nianbao::review::Remark {
    let when = jiff::Timestamp::from_second(minute * 60).unwrap();
    nianbao::review::Remark { by: by.to_owned(), when, text: format!("{by}的意见") }
}

/// `git` in a folder, as somebody whom it has to be told; `None` where it is not installed.
fn git(folder: &Path, arguments: &[&str]) -> Option<(bool, String)> {
    let mut command = Command::new("git");
    command.current_dir(folder).env_clear().env("PATH", std::env::var("PATH").unwrap_or_default());
    command.envs([
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_AUTHOR_NAME", "张三"),
        ("GIT_AUTHOR_EMAIL", "z@example.org"),
        ("GIT_COMMITTER_NAME", "张三"),
        ("GIT_COMMITTER_EMAIL", "z@example.org"),
    ]);
    let done = command.args(arguments).output().ok()?;
    let said = [done.stdout, done.stderr].concat();
    Some((done.status.success(), String::from_utf8_lossy(&said).into_owned()))
}

#[test]
fn git_merges_two_branches_with_it() {
    let run = Run::new().sample("lianxi");
    let folder = run.folder.path().join("lianxi");
    if git(&folder, &["init", "-q", "-b", "main"]).is_none() {
        eprintln!("git is not installed: not tried");
        return;
    }
    let git = |arguments: &[&str]| git(&folder, arguments).unwrap();
    std::fs::write(folder.join(".gitattributes"), "*.ron merge=nianbao\n").unwrap();
    let driver = format!("{} merge %O %A %B %P", env!("CARGO_BIN_EXE_nianbao"));
    git(&["config", "merge.nianbao.driver", &driver]);
    git(&["add", "."]);
    git(&["commit", "-qm", "起"]);
    let path = folder.join("reports/2024.ron");
    let change = |from: &str, to: &str| {
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{from}");
        std::fs::write(&path, text.replacen(from, to, 1)).unwrap();
        git(&["commit", "-qam", to]);
    };
    git(&["checkout", "-qb", "shenhe"]);
    change("title: \"总体情况\"", "title: \"总体工作情况\"");
    change("便民提示信息条", "便民提示条");
    git(&["checkout", "-q", "main"]);
    change("便民提示信息条", "便民信息条");
    let (clean, said) = git(&["merge", "shenhe", "-m", "合"]);
    assert!(!clean && said.contains("reports/2024.ron：1 处两边改得不同"), "{said}");
    let text = std::fs::read_to_string(&path).unwrap();
    for kept in ["总体工作情况", "便民提示条", "便民信息条", "conflicts: ["] {
        assert!(text.contains(kept), "{kept}");
    }
    assert!(!text.contains("<<<<"));
    let checked = Run::again(run.folder).args(["check", "lianxi", "--year", "2024"]);
    assert_eq!(checked.code, 1);
    assert!(checked.stdout.contains("S090"), "{}", checked.stdout);
}

#[test]
fn merge_writes_ours_and_says_by_its_code_what_is_left() {
    let text = |paragraph: &str| {
        format!(
            "(year: 2024, title: \"年报\", form: F2021, period: \"2024\", sections: [(id: \"s1\", level: 1, title: \"总体情况\", blocks: [Paragraph(id: \"p1\", text: \"{paragraph}\"), Paragraph(id: \"p2\", text: \"同比增长一成。\")])])"
        )
    };
    let merged = |ours: &str, theirs: &str| {
        let run = Run::new().file("原", text("办结87件。")).file("我", ours).file("他", theirs);
        run.args(["merge", "原", "我", "他"])
    };
    let second = |text: String| text.replace("一成", "两成");
    let done = merged(&text("办结88件。"), &second(text("办结87件。")));
    assert_eq!((done.code, done.stderr.as_str()), (0, ""));
    let file = std::fs::read_to_string(done.folder.path().join("我")).unwrap();
    assert!(file.contains("办结88件") && file.contains("两成"), "{file}");

    let done = merged(&text("办结88件。"), &text("办结86件。"));
    assert_eq!(done.code, 1);
    assert!(done.stderr.contains("我：1 处两边改得不同，两种写法都留着"), "{}", done.stderr);

    let broken = text("办结88件。").replace("2024,", "2024");
    let done = merged(&text("办结86件。"), &broken);
    assert_eq!(done.code, 3);
    let file = std::fs::read_to_string(done.folder.path().join("我")).unwrap();
    assert_eq!(file, text("办结86件。"), "nothing was written");

    let done = merged("(comments: [])", &text("办结86件。"));
    assert!(done.code == 3 && done.stderr.contains("不是同一种"), "{}", done.stderr);

    let both = Run::new().file("原", "").file("我", text("甲")).file("他", text("乙"));
    assert_eq!(both.args(["merge", "原", "我", "他"]).code, 1, "both made it anew");
    let head = |name: &str| format!("(agency: (name: \"{name}\"))");
    let heads = Run::new()
        .file("原", head("民政局"))
        .file("我", head("民政局"))
        .file("他", head("市民政局"));
    let done = heads.args(["merge", "原", "我", "他"]);
    assert_eq!(done.code, 0, "{}", done.stderr);
    let file = std::fs::read_to_string(done.folder.path().join("我")).unwrap();
    assert!(file.contains("市民政局"), "{file}");
}

#[test]
fn who_writes_a_report_keeps_commands_out() {
    let run = Run::new().sample("lianxi");
    let folder = run.folder.path().join("lianxi");
    let by = store::Owner::this("张三".to_owned(), jiff::Timestamp::now());
    let held = store::hold(&folder, [2024], &by).unwrap();
    let path = folder.join("reports/2024.ron");
    let before = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, before.replace("\n\n", "\n")).unwrap();
    let untidy = std::fs::read_to_string(&path).unwrap();
    let refused = run.args(["fmt", "lianxi"]);
    assert_eq!(refused.code, 4);
    assert!(refused.stderr.contains("张三正在 "), "{}", refused.stderr);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), untidy);
    let again = Run::again(refused.folder);
    let refused = again.args([
        "merge",
        "lianxi/reports/2024.ron",
        "lianxi/reports/2024.ron",
        "lianxi/reports/2023.ron",
    ]);
    assert_eq!(refused.code, 4, "{}", refused.stderr);
    drop(held);
    let done = Run::again(refused.folder).args(["fmt", "lianxi"]);
    assert_eq!(done.code, 0, "{}", done.stderr);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), before);
}

/// `cargo test --release -- --ignored merge_takes`: how long a merge of reports of 30 kB takes.
#[test]
#[ignore = "a measurement"]
fn how_long_a_merge_takes() {
    let mut base = sample();
    let at = base.sections.len() - 1;
    let mut ids = Ids::new(7, base.ids());
    while format!("{base:?}").len() < 40_000 {
        let text = "全年收到申请八十六件，办结八十七件，结转三件。".repeat(6);
        let paragraph = Paragraph::new(ids.give(), text);
        base.sections[at].blocks.push(Block::Paragraph(paragraph));
    }
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    for (report, name) in [(&mut ours, '甲'), (&mut theirs, '乙')] {
        let mut person = Person::new(name, None, &sample());
        for at in 0..20 {
            person.act(report, &Act::Type { at: at * 3, offset: at * 7 });
            person.act(report, &Act::Fill { table: at, row: at * 2, column: at });
        }
    }
    let start = Instant::now();
    for _ in 0..20 {
        std::hint::black_box(merge_reports(&base, &ours, &theirs));
    }
    println!("merge: {:?} each", start.elapsed() / 20);
}
