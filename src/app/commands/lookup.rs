//! Looking figures up (查数) and keeping the sentence tied to the cell.

use crate::app::action::Effect;
use crate::app::caret::Caret;
use crate::app::command::{Command, Menu, needs_report, needs_writing};
use crate::app::focus::Focus;
use crate::app::picker::{Entry, Picker, Purpose, Target};
use crate::app::spot::Spot;
use crate::app::state::State;
use crate::edit::Edit;
use crate::model::{Block, Id, Link, Paragraph, Section, Source, TextAt, after_change};
use crate::project::{Series, Tied, figure};

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
        id: "figures.renew",
        title: "更新关联的数",
        hint: "",
        about: "来源变了的关联数全部更新，等人复看；一步撤销",
        menu: Menu::Find,
        places: &[],
        keys: &[],
        run: renew,
        blocked: needs_writing,
    },
    Command {
        id: "figures.looked",
        title: "这一段看过了",
        hint: "",
        about: "光标所在段：关联数复看过，沿用往年的句子仍然适用",
        menu: Menu::Find,
        places: &[Focus::Text, Focus::Typing],
        keys: &[],
        run: looked,
        blocked: needs_writing,
    },
    Command {
        id: "figures.untie",
        title: "解除关联",
        hint: "",
        about: "光标所在段的关联数都改成普通的数",
        menu: Menu::Find,
        places: &[Focus::Text, Focus::Typing],
        keys: &[],
        run: untie,
        blocked: needs_writing,
    },
];

fn look_up(state: &mut State) -> Vec<Effect> {
    let (Some(project), Some(year)) = (state.project(), state.year()) else { return Vec::new() };
    let writes = state.focus.pane() == Focus::Typing && state.read_only().is_none();
    let series = project.series(year).into_iter();
    let entries = series.map(|series| entry(brief(state, &series), &series, writes)).collect();
    state.picker = Picker::new(Purpose::Figures, "查数（名称、拼音首字母、数）", entries);
    state.focus.push(Focus::Picker);
    Vec::new()
}

/// The short names of row and column where the form has them: the list is narrow.
fn brief(state: &State, series: &Series) -> String {
    let source = &series.source;
    let report = state.project().and_then(|project| project.reports.get(&source.year));
    let form = report.and_then(|report| state.forms.form(report.form, &source.table));
    let heads = form.and_then(|form| Some((form.row(&source.row)?, form.column(&source.column)?)));
    heads
        .map_or(series.name.clone(), |(row, column)| format!("{}／{}", row.brief(), column.brief()))
}

fn entry(title: String, series: &Series, writes: bool) -> Entry {
    let shown = |value: &str| if value.is_empty() { "_".to_owned() } else { value.to_owned() };
    let years: Vec<String> = series.values.iter().map(|(_, value)| shown(value)).collect();
    let (year, value) = series.newest().cloned().unwrap_or_default();
    let said = figure(&value, &series.unit);
    let growth = series.growth().map_or(String::new(), |growth| format!("　同比 {growth}%"));
    let span = series.values.first().map_or(year, |(first, _)| *first);
    let does = if writes {
        format!("回车插入“{said}”并关联")
    } else {
        "回车到这一格".to_owned()
    };
    Entry {
        title,
        note: years.iter().fold(String::new(), |line, value| format!("{line}{value:>6}")),
        about: format!(
            "{span}—{} 年：{}{}　最近 {year} 年 {said}{growth}。{does}",
            series.values.last().map_or(year, |(last, _)| *last),
            years.join("、"),
            series.unit
        ),
        also: format!("{} {} {said}", series.name, series.path),
        blocked: None,
        target: Target::Figure(series.source.clone()),
    }
}

/// Puts the figure of a cell where the caret types, tied to its source; elsewhere goes to the cell.
pub(in crate::app) fn take_figure(state: &mut State, source: &Source) -> Vec<Effect> {
    let writes = state.focus.pane() == Focus::Typing && state.read_only().is_none();
    let found = state.project().and_then(|project| project.source(source));
    let Some((value, said)) =
        found.map(|(cell, unit)| (cell.to_string(), figure(&cell.to_string(), unit)))
    else {
        state.warn("这一格已经不在了");
        return Vec::new();
    };
    let paragraph =
        state.report().and_then(|report| state.page.caret.spot.block(report)?.paragraph());
    let Some(paragraph) = paragraph.filter(|_| writes).cloned() else {
        if state.go_to(&source.to_string()).is_err() {
            state.tell(format!("{source}：{said}"));
        }
        return Vec::new();
    };
    let start = state.page.caret.offset;
    let from = paragraph.text.get(..start).map_or(0, |before| before.chars().count());
    let to = from + said.chars().count();
    let (quote, source) = (said.clone(), source.clone());
    let told = format!("已插入“{said}”，与 {source} 关联：那里改了，这里会提示");
    let link = Link { from, to, quote, source, value, look_again: false };
    let mut links = after_change(&paragraph.links, from, from, to - from);
    let at = links.partition_point(|known| known.from < from);
    links.insert(at, link);
    let at = TextAt::Paragraph(paragraph.id);
    let (removed, inserted) = (String::new(), said.clone());
    let edit = Edit::Group(vec![
        Edit::ReplaceText { at, start, removed, inserted },
        Edit::SetLinks { paragraph: paragraph.id, to: links },
    ]);
    if state.change(&format!("插入关联的“{said}”"), edit) {
        state.page.caret = Caret::at(state.page.caret.spot, start + said.len());
        state.tell(told);
    }
    Vec::new()
}

/// Renews every tied figure whose source says something else now, and marks it to be looked at again.
fn renew(state: &mut State) -> Vec<Effect> {
    let (Some(project), Some(year)) = (state.project(), state.year()) else { return Vec::new() };
    let ids: Vec<Id> = state
        .report()
        .into_iter()
        .flat_map(|report| report.sections.iter().flat_map(Section::paragraphs))
        .filter(|paragraph| !paragraph.links.is_empty())
        .map(|paragraph| paragraph.id)
        .collect();
    let mut edits = Vec::new();
    let mut count = 0;
    for id in ids {
        let changed: Vec<(Link, String, String)> = project
            .tied_figures(year)
            .into_iter()
            .filter(|one| one.paragraph.id == id)
            .filter_map(|one| match one.state {
                Tied::Changed { now, value } => Some((one.link.clone(), now, value)),
                _ => None,
            })
            .collect();
        let Some(paragraph) = state.report().and_then(|report| report.paragraph(id)) else {
            continue;
        };
        count += changed.len();
        edits.extend(renewed(paragraph, &changed));
    }
    if count == 0 {
        state.tell("关联的数都与来源相同");
        return Vec::new();
    }
    if state.change(&format!("更新 {count} 个关联的数"), Edit::Group(edits)) {
        state.tell(format!(
            "已更新 {count} 个关联的数；逐句复看之后选“这一段看过了”（Ctrl-Z 撤销）"
        ));
    }
    state.check()
}

/// The edits that renew some links of a paragraph, the last first, so that those before keep their places.
fn renewed(paragraph: &Paragraph, changed: &[(Link, String, String)]) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut links = paragraph.links.clone();
    for (link, now, value) in changed.iter().rev() {
        let byte = |at: usize| {
            paragraph.text.char_indices().nth(at).map_or(paragraph.text.len(), |(byte, _)| byte)
        };
        edits.push(Edit::ReplaceText {
            at: TextAt::Paragraph(paragraph.id),
            start: byte(link.from),
            removed: link.quote.clone(),
            inserted: now.clone(),
        });
        let count = now.chars().count();
        links = after_change(&links, link.from, link.to, count);
        let fresh = Link {
            to: link.from + count,
            quote: now.clone(),
            value: value.clone(),
            look_again: true,
            ..link.clone()
        };
        let at = links.partition_point(|known| known.from < fresh.from);
        links.insert(at, fresh);
    }
    if !edits.is_empty() {
        edits.push(Edit::SetLinks { paragraph: paragraph.id, to: links });
    }
    edits
}

fn here(state: &State) -> Option<Paragraph> {
    let Spot::Block(..) = state.page.caret.spot else { return None };
    state.page.caret.spot.block(state.report()?).and_then(Block::paragraph).cloned()
}

fn looked(state: &mut State) -> Vec<Effect> {
    let Some(paragraph) = here(state) else {
        state.warn("光标不在段落里");
        return Vec::new();
    };
    if paragraph.links.iter().any(|link| link.look_again) {
        let links = paragraph.links.iter().map(|link| Link { look_again: false, ..link.clone() });
        let to = links.collect();
        state.change("复看过", Edit::SetLinks { paragraph: paragraph.id, to });
    }
    let effects = state.change_review("这一段看过了", |review| {
        review.pending.retain(|mark| mark.paragraph != paragraph.id);
    });
    state.tell("这一段记为看过");
    if effects.is_empty() { state.check() } else { effects }
}

fn untie(state: &mut State) -> Vec<Effect> {
    let Some(paragraph) = here(state).filter(|paragraph| !paragraph.links.is_empty()) else {
        state.tell("这一段没有关联的数");
        return Vec::new();
    };
    let count = paragraph.links.len();
    if state.change("解除关联", Edit::SetLinks { paragraph: paragraph.id, to: Vec::new() }) {
        state.tell(format!("已解除 {count} 个关联，数还在原处（Ctrl-Z 撤销）"));
    }
    state.check()
}
