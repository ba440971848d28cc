//! Looking figures up (查数): into the sentence, to the clipboard, over the years.

use crate::app::action::Effect;
use crate::app::caret::Caret;
use crate::app::clip::Clip;
use crate::app::command::{Command, Menu, needs_report};
use crate::app::focus::Focus;
use crate::app::picker::{Entry, Picker, Purpose, Target};
use crate::app::spot::Spot;
use crate::app::state::State;
use crate::app::trend;
use crate::edit::Edit;
use crate::figures::tying::FigureAt;
use crate::model::{Block, Link, Source, TextAt, after_change};
use crate::project::{Origin, Series, figure};

pub(super) const COMMANDS: &[Command] = &[
    Command {
        id: "figures.look_up",
        title: "查数",
        hint: "查数",
        about: "按名称、拼音首字母找历年的数；在正文里回车就插进去并关联",
        menu: Menu::Find,
        places: &[],
        keys: &["f3", "ctrl-k"],
        run: look_up,
        blocked: needs_report,
    },
    Command {
        id: "figures.trend",
        title: "走势",
        hint: "",
        about: "一个或几个指标历年的折线、条形和表，按年或按季，可导出 CSV 和 SVG",
        menu: Menu::Find,
        places: &[],
        keys: &[],
        run: show_trend,
        blocked: needs_report,
    },
];

fn look_up(state: &mut State) -> Vec<Effect> {
    open(state, Purpose::Figures, "查数（拼音首字母、汉字、数字）  Tab 走势  Ctrl-C 复制")
}

/// Looks up a figure to be shown beside those of the trend.
pub(in crate::app) fn look_up_for_trend(state: &mut State) -> Vec<Effect> {
    open(state, Purpose::Trend, "走势：加哪个指标（拼音首字母、汉字）")
}

fn open(state: &mut State, purpose: Purpose, title: &'static str) -> Vec<Effect> {
    let vocabulary = state.vocabulary();
    let (Some(project), Some(year)) = (state.project(), state.year()) else { return Vec::new() };
    let writes = state.focus.pane() == Focus::Typing && state.read_only().is_none();
    let series = project.series(year, &vocabulary);
    let entries = series
        .iter()
        .enumerate()
        .map(|(at, one)| Entry {
            title: state.brief(one),
            note: String::new(),
            about: about(one, purpose, writes),
            also: format!("{} {} {}", one.name, one.path, said(one)),
            blocked: None,
            target: Target::Figure(at),
        })
        .collect();
    state.picker = Picker::of_figures(purpose, title, (series, entries));
    state.focus.push(Focus::Picker);
    Vec::new()
}

/// The newest figure with its unit.
fn said(series: &Series) -> String {
    let value = series.newest().map(|(_, value)| value.as_str()).unwrap_or_default();
    figure(value, &series.unit)
}

/// What Enter does with a figure, and how it has grown.
fn about(series: &Series, purpose: Purpose, writes: bool) -> String {
    let said = said(series);
    let year = series.newest().map(|(year, _)| *year).unwrap_or_default();
    let growth = series.growth().map_or(String::new(), |growth| format!("，同比 {growth}%"));
    let does = match (purpose, writes, &series.origin) {
        (Purpose::Trend, ..) => "回车放进图里".to_owned(),
        (_, true, Origin::Cell(_)) => format!("回车插入“{said}”并关联"),
        (_, true, Origin::Sentence(_)) => format!("回车插入“{said}”（正文的数不关联）"),
        (_, false, Origin::Cell(_)) => "回车到这一格".to_owned(),
        (_, false, Origin::Sentence(_)) => "回车到这一句".to_owned(),
    };
    format!("{year} 年 {said}{growth}。{does}")
}

impl State {
    /// The short names of row and column where the form has them: the list is narrow.
    pub(in crate::app) fn brief(&self, series: &Series) -> String {
        let Origin::Cell(source) = &series.origin else { return series.name.clone() };
        let report = self.project().and_then(|project| project.reports.get(&source.year));
        let form = report.and_then(|report| self.forms.form(report.form, &source.table));
        let heads =
            form.and_then(|form| Some((form.row(&source.row)?, form.column(&source.column)?)));
        heads.map_or_else(
            || series.name.clone(),
            |(row, column)| format!("{}／{}", row.brief(), column.brief()),
        )
    }

    /// Where the newest figure of a series stands: its cell, or its place and sentence.
    pub fn source_words(&self, series: &Series) -> String {
        match &series.origin {
            Origin::Cell(source) => format!("来源 {}", self.named(source)),
            Origin::Sentence(at) => {
                format!("来源 {} 年报 {}：{}", at.year, self.place_words(at), series.sentence)
            }
        }
    }

    fn place_words(&self, at: &FigureAt) -> String {
        use crate::checks::{Places, Spot};
        let report = self.project().and_then(|project| project.reports.get(&at.year));
        let place = |report| {
            let at = Spot::Text(TextAt::Paragraph(at.paragraph), 0..0);
            Places::of(report).place(&at).words()
        };
        report.map(place).unwrap_or_default()
    }
}

/// Copies the chosen figure with its unit and where it is from.
pub(in crate::app) fn copy_figure(state: &mut State) -> Vec<Effect> {
    let Some(series) = state.picker.figure().cloned() else { return Vec::new() };
    let project = state.project();
    let agency = project.map(|project| project.head.agency.name.clone()).unwrap_or_default();
    let year = series.newest().map(|(year, _)| *year).unwrap_or_default();
    let place = match &series.origin {
        Origin::Cell(source) => state.named(source).replacen(&format!("{year} "), "", 1),
        Origin::Sentence(at) => state.place_words(at),
    };
    let said = said(&series);
    let text = format!("{said}（{agency}{year}年政府信息公开工作年度报告，{place}）");
    state.clipboard.clone_from(&text);
    state.clip = Clip::default();
    state.focus.pop();
    state.tell(format!("已收下“{text}”，并发往本机剪贴板；若在别处贴不出，用终端自带的选择复制"));
    vec![Effect::Copy(text)]
}

/// The chosen figure over the years.
pub(in crate::app) fn trend_of(state: &mut State) -> Vec<Effect> {
    let Some(series) = state.picker.figure().cloned() else { return Vec::new() };
    state.focus.pop();
    trend::show(state, series)
}

/// The cell of the cursor, or the cell of the number at the caret, over the years; else one that is looked up.
fn show_trend(state: &mut State) -> Vec<Effect> {
    state.tie_figures();
    let found = trace_source(state)
        .and_then(|source| state.project().and_then(|project| project.series_of(&source)));
    match found {
        Some(series) => trend::show(state, series),
        None => look_up_for_trend(state),
    }
}

fn trace_source(state: &State) -> Option<Source> {
    let report = state.report()?;
    let (table, row, column) = if state.focus.pane() == Focus::Table {
        let table = report.table(state.grid.table)?;
        let column = table.columns.get(state.grid.column)?.key.clone();
        (table, table.rows.get(state.grid.row)?.name(), column)
    } else {
        let (paragraph, mark) = state.mark_at_caret()?;
        let tied = state.ties.passage(paragraph.id)?.tied.get(mark.figure?)?;
        let cell = tied.sources.first()?.cells.first().filter(|cell| cell.year == report.year)?;
        let table = report.table(cell.table)?;
        let row = table.rows.iter().find(|row| row.id == cell.row)?;
        (table, row.name(), cell.column.clone())
    };
    Some(Source { year: report.year, table: table.name(), row, column })
}

/// Puts a figure where the caret types, that of a cell tied to its source; elsewhere goes to it.
pub(in crate::app) fn take_figure(state: &mut State, series: &Series) -> Vec<Effect> {
    let writes = state.focus.pane() == Focus::Typing && state.read_only().is_none();
    match &series.origin {
        Origin::Cell(source) => take_cell(state, source, writes),
        Origin::Sentence(at) if writes => {
            let said = said(series);
            insert(state, &said, None, &format!("插入“{said}”"));
            let place = state.place_words(at);
            state.tell(format!("已插入“{said}”（{} 年报 {place}）；正文的数不关联", at.year));
            Vec::new()
        }
        Origin::Sentence(at) => {
            let turned = state.year() != Some(at.year);
            state.turn_to(at.year);
            state.outline.open_year(at.year);
            state.focus.back_to(Focus::Outline);
            state.focus.push(Focus::Text);
            let text = TextAt::Paragraph(at.paragraph);
            if let Some(spot) = state.report().and_then(|report| Spot::of(report, text)) {
                state.page.jump(Caret::at(spot, at.bytes.start));
            }
            if turned { state.check() } else { Vec::new() }
        }
    }
}

fn take_cell(state: &mut State, source: &Source, writes: bool) -> Vec<Effect> {
    let found = state.project().and_then(|project| project.source(source));
    let Some((value, said)) =
        found.map(|(cell, unit)| (cell.to_string(), figure(&cell.to_string(), unit)))
    else {
        state.warn("这一格已经不在了");
        return Vec::new();
    };
    let in_paragraph = state
        .report()
        .and_then(|report| state.page.caret.spot.block(report)?.paragraph())
        .is_some();
    if !writes || !in_paragraph {
        if state.go_to(&source.to_string()).is_err() {
            state.tell(format!("{source}：{said}"));
        }
        return Vec::new();
    }
    let told = format!("已插入“{said}”，与 {source} 关联：那里改了，这里会提示");
    if insert(state, &said, Some((source, &value)), &format!("插入关联的“{said}”")) {
        state.tell(told);
    }
    Vec::new()
}

/// Puts a figure in at the caret, tied to a cell if one is given.
fn insert(state: &mut State, said: &str, tie: Option<(&Source, &str)>, title: &str) -> bool {
    let paragraph = state
        .report()
        .and_then(|report| state.page.caret.spot.block(report))
        .and_then(Block::paragraph);
    let Some(paragraph) = paragraph.cloned() else {
        state.warn("光标不在段落里");
        return false;
    };
    let start = state.page.caret.offset;
    let from = crate::app::clip::chars(&paragraph.text, start);
    let to = from + said.chars().count();
    let at = TextAt::Paragraph(paragraph.id);
    let (removed, inserted) = (String::new(), said.to_owned());
    let mut edits = vec![Edit::ReplaceText { at, start, removed, inserted }];
    if let Some((source, value)) = tie {
        let (quote, source, value) = (said.to_owned(), source.clone(), value.to_owned());
        let link = Link { from, to, quote, source, value, look_again: false };
        let mut links = after_change(&paragraph.links, from, from, to - from);
        let at = links.partition_point(|known| known.from < from);
        links.insert(at, link);
        edits.push(Edit::SetLinks { paragraph: paragraph.id, to: links });
    }
    let done = state.change(title, Edit::Group(edits));
    if done {
        state.page.caret = Caret::at(state.page.caret.spot, start + said.len());
    }
    done
}
