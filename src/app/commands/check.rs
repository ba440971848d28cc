//! Commands that check the report, walk what was found, and deal with it.

use crate::app::action::Effect;
use crate::app::caret::Caret;
use crate::app::command::{Command, Menu, moving, needs_report};
use crate::app::findings::Filter;
use crate::app::focus::Focus;
use crate::app::mending::{self, FAMILIES, SEVERITIES};
use crate::app::picker::{Entry, Picker, Purpose, Target};
use crate::app::spot::Spot;
use crate::app::state::State;
use crate::checks::{Finding, Place};
use crate::model::Block;
use crate::model::Report;
use crate::model::TextAt;
use crate::project::{Paper, Style};
use std::sync::Arc;

const HERE: &[Focus] = &[Focus::Findings];

pub(super) const COMMANDS: &[Command] = &[
    Command {
        id: "check.run",
        title: "校核",
        hint: "校核",
        about: "查一遍这份年报，列出问题",
        menu: Menu::Check,
        places: &[],
        keys: &["f5"],
        run: check,
        blocked: needs_report,
    },
    Command {
        id: "check.mend",
        title: "处理这一处问题",
        hint: "处理",
        about: "改、跳过、写说明、看依据，按数字选",
        menu: Menu::Check,
        places: &[],
        keys: &["ctrl-e"],
        run: mending::open,
        blocked: needs_report,
    },
    Command {
        id: "check.filter",
        title: "筛选问题",
        hint: "筛选",
        about: "只看一级、一类或者一节的问题，带处数",
        menu: Menu::Check,
        places: HERE,
        keys: &["tab", "f"],
        run: filter,
        blocked: needs_report,
    },
    Command {
        id: "check.sheet",
        title: "导出审核单",
        hint: "",
        about: "把问题、说明和签字栏写成一份 Markdown，放在项目文件夹里",
        menu: Menu::Check,
        places: &[],
        keys: &[],
        run: sheet,
        blocked: needs_report,
    },
    moving("check.choose", "处理", &["enter", "space"], mending::open)
        .told("处理", "处理选中的问题：改、跳过、写说明、看依据")
        .within(HERE),
    moving("check.go", "到这一处", &["f2", "right"], go)
        .told("到正文", "到这个问题所在的地方")
        .within(HERE),
    moving("check.up", "上一个问题", &["up", "k"], |state| step(state, -1)).within(HERE),
    moving("check.down", "下一个问题", &["down", "j"], |state| step(state, 1)).within(HERE),
    moving("check.page_up", "上一页", &["pgup"], |state| step(state, -8)).within(HERE),
    moving("check.page_down", "下一页", &["pgdn"], |state| step(state, 8)).within(HERE),
    moving("check.first", "第一个问题", &["home"], |state| step(state, isize::MIN)).within(HERE),
    moving("check.last", "最后一个问题", &["end"], |state| step(state, isize::MAX)).within(HERE),
];

fn check(state: &mut State) -> Vec<Effect> {
    state.pause();
    // From now on F7 and F8 walk the findings and no longer what was searched for.
    state.find.give_up();
    if state.focus.top() == Focus::Findings {
        state.focus.pop();
        return state.check();
    }
    state.focus.back_to(if state.focus.has(Focus::Text) { Focus::Text } else { Focus::Outline });
    state.focus.push(Focus::Text);
    state.focus.push(Focus::Findings);
    state.check()
}

fn step(state: &mut State, by: isize) -> Vec<Effect> {
    state.findings.choose(state.findings.position().saturating_add_signed(by));
    show_chosen(state);
    Vec::new()
}

fn go(state: &mut State) -> Vec<Effect> {
    if state.findings.chosen().is_some() {
        show_chosen(state);
        enter_chosen(state);
    }
    Vec::new()
}

/// Goes to the next or the previous finding that is open, round the end.
pub(in crate::app) fn walk(state: &mut State, forward: bool) {
    let Some(next) = state.findings.walk(forward) else {
        let told = match (state.findings.checked, state.findings.list.is_empty()) {
            (true, true) => "没有问题",
            (true, false) => "没有待处理的问题，都已说明",
            (false, _) => "还没有校核；按 F5 校核，或按 Ctrl-F 查找",
        };
        return state.tell(told);
    };
    state.findings.choose(next);
    show_chosen(state);
    if state.focus.pane() != Focus::Findings {
        enter_chosen(state);
    }
}

/// Gives the keys to where the chosen finding is: the text, or the cell of a table. The list is closed.
pub(in crate::app) fn enter_chosen(state: &mut State) {
    state.findings.unfilter();
    let Some(finding) = state.findings.chosen() else { return };
    let cell = match &finding.place {
        Place::Table(place) => Some((place.id, place.row_id, place.column.clone())),
        Place::Text(_) | Place::Report {} => None,
    };
    state.focus.back_to(Focus::Outline);
    state.focus.push(Focus::Text);
    let Some((id, row, column)) = cell else { return };
    super::table::enter(state, id);
    let Some(table) = state.report().and_then(|report| report.table(id)) else { return };
    let row = row.and_then(|row| table.row_index(row));
    let column = table.columns.iter().position(|own| Some(&own.key) == column.as_ref());
    let cell = (row.unwrap_or(0), column.unwrap_or(0));
    state.show_cell(cell.0, cell.1);
}

/// Puts the caret where the chosen finding is.
fn show_chosen(state: &mut State) {
    state.findings.seen = true;
    let Some(finding) = state.findings.chosen().cloned() else { return };
    let caret = state.report().and_then(|report| caret_of(report, &finding));
    if let Some(caret) = caret {
        state.page.jump(caret);
    }
    let of = format!("（{}/{}）", state.findings.position() + 1, state.findings.shown().count());
    let standing = mending::standing(&finding);
    let (severity, rule) = (finding.severity.word(), finding.rule);
    state.tell(format!("{severity} {rule} {standing}{}{of}　Ctrl-E 处理", finding.message));
}

fn caret_of(report: &Report, finding: &Finding) -> Option<Caret> {
    match &finding.place {
        Place::Text(place) => {
            let start = place.words.as_ref().map_or(0, |words| words.bytes[0]);
            Some(Caret::at(Spot::of(report, place.at)?, start))
        }
        Place::Table(place) => Some(Caret::before(Spot::of(report, TextAt::Caption(place.id))?)),
        Place::Report {} => Some(Caret::before(Spot::Title)),
    }
}

/// Lists what the findings may be narrowed to, each with its count.
fn filter(state: &mut State) -> Vec<Effect> {
    let mut filters = vec![("全部".to_owned(), Filter::All)];
    let severities = SEVERITIES.into_iter().map(Filter::Severity);
    filters.extend(severities.map(|filter| (format!("级别　{}", filter.word()), filter)));
    let families = FAMILIES.into_iter().map(|(letter, name)| Filter::Family(letter, name));
    filters.extend(families.map(|filter| (format!("类别　{}", filter.word()), filter)));
    filters.extend(state.report().into_iter().flat_map(parts));
    let count =
        |filter: &Filter| state.findings.list.iter().filter(|finding| filter.has(finding)).count();
    let entries = filters
        .into_iter()
        .map(|(title, filter)| (title, count(&filter), filter))
        .filter(|(_, count, filter)| *count > 0 || *filter == Filter::All)
        .map(|(title, count, filter)| Entry {
            title,
            note: format!("{count} 处"),
            about: String::new(),
            also: String::new(),
            blocked: None,
            target: Target::Filter(filter),
        })
        .collect();
    state.picker = Picker::new(Purpose::Filter, "只看哪些问题", entries);
    state.focus.push(Focus::Picker);
    Vec::new()
}

/// The first-level sections, each with all below it.
fn parts(report: &Report) -> Vec<(String, Filter)> {
    let numbers = report.printed_numbers();
    let tops = report.sections.iter().enumerate().filter(|(_, section)| section.level <= 1);
    tops.map(|(index, top)| {
        let count = if top.is_preface() { 1 } else { report.subtree(index) };
        let below = report.sections.iter().skip(index).take(count);
        let ids = below.flat_map(|section| {
            let tables = section.blocks.iter().filter_map(Block::table).map(|table| table.id);
            std::iter::once(section.id).chain(tables)
        });
        let number = numbers.get(index).map(String::as_str).unwrap_or_default();
        let title = if top.is_preface() { "前言" } else { top.title.as_str() };
        let name = format!("{number}{title}");
        (format!("章节　{name}"), Filter::Part(ids.collect(), name))
    })
    .collect()
}

/// Shows some findings alone, in the list.
pub(in crate::app) fn show_only(state: &mut State, filter: Filter) {
    state.findings.only(filter);
    show_chosen(state);
}

fn sheet(state: &mut State) -> Vec<Effect> {
    let (Some(project), Some(year)) = (state.project(), state.year()) else { return Vec::new() };
    vec![Effect::Paper(Arc::new(project.clone()), year, (Paper::Sheet, Style::Markdown))]
}

/// The papers that go with the open report, to be exported.
pub(super) fn papers(state: &State) -> Vec<Entry> {
    let corrected = state.review().is_some_and(|review| !review.corrections.is_empty());
    let all = [
        (Paper::Sheet, "问题、说明、意见和答复、签批、上一轮以来的改动"),
        (Paper::Corrections, "已发布年报的更正：公布的、更正为、理由、日期"),
    ];
    let papers = all.into_iter().flat_map(|(paper, about)| {
        [(Style::Markdown, "Markdown"), (Style::Text, "文本")].map(|(style, name)| Entry {
            title: format!("{}（{name}）", paper.title()),
            note: style.ending().to_owned(),
            about: about.to_owned(),
            also: String::new(),
            blocked: (paper == Paper::Corrections && !corrected)
                .then(|| "这份年报没有更正".to_owned()),
            target: Target::Paper((paper, style)),
        })
    });
    papers.collect()
}

/// Writes a paper beside the project.
pub(in crate::app) fn write_paper(state: &State, paper: (Paper, Style)) -> Vec<Effect> {
    let (Some(project), Some(year)) = (state.project(), state.year()) else { return Vec::new() };
    vec![Effect::Paper(Arc::new(project.clone()), year, paper)]
}
