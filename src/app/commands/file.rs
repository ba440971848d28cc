//! Commands on the project and its files.

use std::sync::Arc;

use crate::app::action::{Effect, Over};
use crate::app::choice::{Answer, Choice};
use crate::app::command::{Command, Menu, free, needs_report, needs_writing};
use crate::app::conflicts;
use crate::app::focus::Focus;
use crate::app::outline::Node;
use crate::app::picker::{Entry, Picker, Purpose, Target};
use crate::app::prompt::Asked;
use crate::app::sharing;
use crate::app::state::State;
use crate::app::versions;
use crate::export::FORMATS;

pub(super) const COMMANDS: &[Command] = &[
    Command {
        id: "file.save",
        title: "保存",
        hint: "存",
        about: "把改动写进文件",
        menu: Menu::File,
        places: &[],
        keys: &["ctrl-s"],
        run: save,
        blocked: needs_report,
    },
    Command {
        id: "file.years",
        title: "换年度",
        hint: "年度",
        about: "打开本项目另一年的年报",
        menu: Menu::File,
        places: &[],
        keys: &["ctrl-o"],
        run: years,
        blocked: needs_report,
    },
    Command {
        id: "file.open",
        title: "打开项目",
        hint: "",
        about: "打开另一个文件夹里的项目",
        menu: Menu::File,
        places: &[],
        keys: &[],
        run: open,
        blocked: free,
    },
    Command {
        id: "file.new",
        title: "新建项目",
        hint: "",
        about: "为一个单位建项目和第一份年报",
        menu: Menu::File,
        places: &[],
        keys: &[],
        run: new,
        blocked: free,
    },
    Command {
        id: "file.roll",
        title: "结转新一年",
        hint: "",
        about: "由最近一年的年报做出下一年的草稿",
        menu: Menu::File,
        places: &[],
        keys: &[],
        run: roll,
        blocked: needs_report,
    },
    Command {
        id: "file.import",
        title: "导入年报",
        hint: "",
        about: "把 Word、网页、表格、PDF 或文本的年报收进本项目，先看再收",
        menu: Menu::File,
        places: &[],
        keys: &[],
        run: import,
        blocked: needs_report,
    },
    Command {
        id: "file.export",
        title: "导出",
        hint: "导出",
        about: "把打开的年报另存为 Word、网页、表格或文本",
        menu: Menu::File,
        places: &[],
        keys: &["f12"],
        run: export,
        blocked: needs_report,
    },
    Command {
        id: "file.take_over",
        title: "接管编辑",
        hint: "",
        about: "别人正在编辑这份年报时：等他用完，或接管",
        menu: Menu::File,
        places: &[],
        keys: &[],
        run: sharing::again,
        blocked: |state| {
            let other = state.year().and_then(|year| state.shared.other(year));
            needs_report(state)
                .or_else(|| other.is_none().then(|| "没有别人在编辑这份年报".to_owned()))
        },
    },
    Command {
        id: "file.conflicts",
        title: "处理合并冲突",
        hint: "",
        about: "两个人改得不同的地方，逐处决定用哪一个",
        menu: Menu::File,
        places: &[],
        keys: &[],
        run: conflicts::ask,
        blocked: |state| {
            needs_writing(state).or_else(|| {
                let none = state.report().is_none_or(|report| report.conflicts.is_empty());
                none.then(|| "没有要处理的合并冲突".to_owned())
            })
        },
    },
    Command {
        id: "file.versions",
        title: "历史版本",
        hint: "",
        about: "每次保存留下的样子：看改了什么，恢复一节或整份",
        menu: Menu::File,
        places: &[],
        keys: &[],
        run: versions::open,
        blocked: needs_report,
    },
    Command {
        id: "file.quit",
        title: "退出",
        hint: "退",
        about: "离开程序；有没存的改动时先问",
        menu: Menu::File,
        places: &[],
        keys: &["ctrl-q"],
        run: quit,
        blocked: free,
    },
];

fn save(state: &mut State) -> Vec<Effect> {
    if state.has_unsaved() {
        state.pause();
        return state.save_all();
    }
    state.tell("没有改动，不用存");
    Vec::new()
}

fn years(state: &mut State) -> Vec<Effect> {
    let Some(project) = state.project() else { return Vec::new() };
    let readable = project.reports.iter().rev().map(|(year, report)| Entry {
        title: format!("{year} 年报"),
        note: report.status.word().to_owned(),
        about: report.title.replace('\n', ""),
        also: year.to_string(),
        blocked: None,
        target: Target::Node(Node::Report(*year)),
    });
    let broken = state.broken().map(|(year, why)| Entry {
        title: format!("{year} 年报"),
        note: "读不懂".to_owned(),
        about: why.to_owned(),
        also: year.to_string(),
        blocked: Some(why.to_owned()),
        target: Target::Node(Node::Report(year)),
    });
    let entries = readable.chain(broken).collect();
    state.picker = Picker::new(Purpose::Years, "换年度", entries);
    state.focus.push(Focus::Picker);
    Vec::new()
}

fn ask(state: &mut State, asked: Asked) -> Vec<Effect> {
    state.prompt.ask(asked, "");
    state.focus.push(Focus::Prompt);
    Vec::new()
}

fn open(state: &mut State) -> Vec<Effect> {
    if state.has_unsaved() {
        state.warn("还有没存的改动，先按 Ctrl-S 保存，再打开别的项目");
        return Vec::new();
    }
    ask(state, Asked::Open)
}

fn new(state: &mut State) -> Vec<Effect> {
    if state.has_unsaved() {
        state.warn("还有没存的改动，先按 Ctrl-S 保存，再新建项目");
        return Vec::new();
    }
    ask(state, Asked::Agency)
}

/// The draft stands beside the earlier reports and takes nothing away, so nobody is asked.
fn roll(state: &mut State) -> Vec<Effect> {
    if state.has_unsaved() {
        state.warn("还有没存的改动，先按 Ctrl-S 保存，再结转");
        return Vec::new();
    }
    let newest = state.project().and_then(|project| project.newest());
    newest.map(|report| Effect::Roll(report.year + 1)).into_iter().collect()
}

fn import(state: &mut State) -> Vec<Effect> {
    if state.has_unsaved() {
        state.warn("还有没存的改动，先按 Ctrl-S 保存，再导入");
        return Vec::new();
    }
    vec![Effect::Look]
}

/// Asks for the path of a file.
pub(in crate::app) fn ask_path(state: &mut State) -> Vec<Effect> {
    ask(state, Asked::Import)
}

/// Lists the files found near the project; a path may be written instead.
pub(in crate::app) fn choose_file(state: &mut State, files: Vec<(String, String)>) -> Vec<Effect> {
    if files.is_empty() {
        return ask_path(state);
    }
    let files = files.into_iter().map(|(path, note)| Entry {
        title: path.clone(),
        note,
        about: "读这个文件，先看认出了什么，再决定收不收".to_owned(),
        also: String::new(),
        blocked: None,
        target: Target::Import(path),
    });
    let path = Entry {
        title: "写路径……".to_owned(),
        note: String::new(),
        about: "文件在别处，或要导入整个文件夹（例如历年年报）".to_owned(),
        also: "lujing path".to_owned(),
        blocked: None,
        target: Target::Path,
    };
    let title = "导入哪个文件（打字筛选）";
    state.picker = Picker::new(Purpose::Files, title, files.chain([path]).collect());
    state.focus.push(Focus::Picker);
    Vec::new()
}

/// A file of the name of an export is there: what to do with it.
pub(in crate::app) fn ask_over(state: &mut State, key: &'static str, name: &str) -> Vec<Effect> {
    state.exporting = key;
    let answers = vec![
        Answer {
            title: "另存一份，名字后加序号", run: |state| write_over(state, Over::Beside)
        },
        Answer { title: "换掉原来的文件", run: |state| write_over(state, Over::Replace) },
        Answer { title: "不导出", run: |_| Vec::new() },
    ];
    let question = format!("项目文件夹里已有 {name}。");
    state.ask(Choice { question, answers, way_out: 2 });
    Vec::new()
}

fn write_over(state: &mut State, over: Over) -> Vec<Effect> {
    let (Some(project), Some(year)) = (state.project(), state.year()) else { return Vec::new() };
    vec![Effect::Export(state.exporting, Arc::new(project.clone()), year, over)]
}

/// Lists the formats; which file it became is told when it is written.
fn export(state: &mut State) -> Vec<Effect> {
    let entries = FORMATS.iter().map(|format| Entry {
        title: format.title.to_owned(),
        note: format.ending.to_owned(),
        about: format.about.to_owned(),
        also: format.key.to_owned(),
        blocked: None,
        target: Target::Export(format.key),
    });
    let title = "导出成（文件放在项目文件夹里）";
    let mut entries: Vec<Entry> = entries.collect();
    let papers = super::check::papers(state);
    // Who reviews wants the sheet first.
    let at = if state.focus.pane() == Focus::Review { 0 } else { entries.len() };
    entries.splice(at..at, papers);
    state.picker = Picker::new(Purpose::Formats, title, entries);
    state.focus.push(Focus::Picker);
    Vec::new()
}

/// Exports the open report to the format with this key.
pub(in crate::app) fn export_as(state: &mut State, format: &'static str) -> Vec<Effect> {
    let (Some(project), Some(year)) = (state.project(), state.year()) else { return Vec::new() };
    vec![Effect::Export(format, Arc::new(project.clone()), year, Over::Ask)]
}

fn quit(state: &mut State) -> Vec<Effect> {
    let years: Vec<String> = state.unsaved_years().map(|year| year.to_string()).collect();
    if years.is_empty() {
        return vec![Effect::Quit];
    }
    let answers = vec![
        Answer { title: "保存后退出", run: save_and_quit },
        Answer { title: "不退出", run: |_| Vec::new() },
        Answer { title: "不保存，丢掉改动退出", run: |_| vec![Effect::Quit] },
    ];
    state.choice = Choice {
        question: format!("{} 年报有没存的改动。", years.join("、")),
        answers,
        way_out: 1,
    };
    state.focus.push(Focus::Choice);
    Vec::new()
}

pub(super) fn save_and_quit(state: &mut State) -> Vec<Effect> {
    state.quitting = true;
    state.save_all()
}
