//! The rows around the panes: title, messages, state line, hints.

use crate::app::Area;
use crate::app::Asked;
use crate::app::Command;
use crate::app::Focus;
use crate::app::Panes;
use crate::app::Spot;
use crate::app::Standing;
use crate::app::State;
use crate::app::Tone;
use crate::app::commands;
use crate::app::prompt_label;
use crate::app::standing;
use crate::model::Report;
use crate::text::fit::Align;

use super::Caret;
use super::canvas::{Canvas, at};
use super::findings::look;
use super::theme::Theme;

/// Whose report, which section, in which state.
pub(super) fn title(state: &State, theme: &Theme, canvas: &mut Canvas<'_>, area: Area) {
    canvas.fill(area, theme.title);
    let (left, right) = title_words(state);
    let right_width = canvas.widths.of(&right) + 1;
    let room = usize::from(area.width).saturating_sub(right_width + 1);
    let x = canvas.put(at(area, 1, 0).fit(room, Align::Left), &left, theme.title);
    canvas.put(at(area, x, 0), &right, theme.title);
}

fn title_words(state: &State) -> (String, String) {
    let Some(project) = state.project() else {
        return ("年报工作台".to_owned(), String::new());
    };
    let agency = if project.head.agency.name.is_empty() {
        state.folder()
    } else {
        &project.head.agency.name
    };
    let Some(report) = state.report() else { return (agency.to_owned(), String::new()) };
    let narrow = state.size.columns < 60;
    let mut left =
        if narrow { report.year.to_string() } else { format!("{agency} {}", report.year) };
    if state.focus.pane() == Focus::Outline {
        left = format!("{left} {} 目录", state.marks.into);
    } else if let Some(section) = state.page.caret.spot.section() {
        let number = state.page.number(section);
        let found = report.sections.get(section);
        let title = found
            .map_or("", |found| if found.is_preface() { "前言" } else { found.title.as_str() });
        left = format!("{left} {} {number}{title}", state.marks.into);
    }
    let unsaved = state.unsaved_years().any(|year| year == report.year);
    let right = format!(
        "{}{} {}",
        report.status.word(),
        if unsaved { "*" } else { "" },
        state.findings.counts()
    );
    (left, right.trim_end().to_owned())
}

/// The message, or the finding at the caret.
pub(super) fn remark(state: &State, theme: &Theme, canvas: &mut Canvas<'_>, area: Area) {
    if let Some((tone, text)) = &state.message {
        let style = match tone {
            Tone::Told => theme.good,
            Tone::Warned => theme.warning,
            Tone::Failed => theme.error,
        };
        // What stands on further lines (the source around a mistake) is for the command line.
        put_wrapped(canvas, area, text.lines().next().unwrap_or_default(), style);
        return;
    }
    if matches!(state.focus.pane(), Focus::Table | Focus::Cell | Focus::Filling)
        && let Some((gap, wrong)) = state.grid.tied.gap()
    {
        put_wrapped(canvas, area, gap, if *wrong { theme.error } else { theme.hint });
        return;
    }
    if state.focus.top() == Focus::Table && state.grid.tied.is_to_fill() {
        let text = "还没填数。回车逐格填（有填表说明）；也可以把 Excel 的区域直接粘贴进来";
        put_wrapped(canvas, area, text, theme.hint);
        return;
    }
    let notes = state.notes_at_caret();
    if let Some(line) = state.figure_line_here().filter(|_| notes.is_empty()) {
        let style = match line.standing {
            Standing::Linked | Standing::Right => theme.good,
            Standing::Wrong => theme.error,
            Standing::Unplaced | Standing::Unsure => theme.hint,
        };
        put_wrapped(canvas, area, &line.text, style);
        return;
    }
    let Some(finding) = state.finding_at_caret() else {
        put_notes(canvas, area, &notes, theme);
        return;
    };
    let x = canvas.put(at(area, 1, 0), finding.severity.word(), look(finding.severity, theme));
    let x = canvas.put(at(area, x + 1, 0), finding.rule, theme.faint);
    let key = "Ctrl-E 处理";
    let wide = u16::try_from(canvas.widths.of(key) + 1).unwrap_or(0);
    let message = format!("{}{}", standing(finding), finding.message);
    let room = usize::from(area.width.saturating_sub(x + 2));
    let last = Area { y: area.y + area.height - 1, height: 1, ..area };
    if area.height > 1 && canvas.widths.of(&message) <= room {
        // Where and what; below it the basis and the key that mends it.
        canvas.put(at(area, x + 1, 0), &message, theme.ink);
        let cells = usize::from(area.width.saturating_sub(wide + 6));
        let basis = format!("依据 {}", finding.basis);
        canvas.put(at(last, 4, 0).fit(cells, Align::Left), &basis, theme.faint);
    } else {
        let rest = Area { x: area.x + x, width: area.width.saturating_sub(x + wide), ..area };
        put_wrapped(canvas, rest, &message, theme.ink);
    }
    canvas.put(at(last, last.width.saturating_sub(wide), 0), key, theme.accent);
}

/// Corrections and comments at the caret; the first, and how many more.
fn put_notes(canvas: &mut Canvas<'_>, area: Area, notes: &[String], theme: &Theme) {
    let Some(first) = notes.first() else { return };
    let more = notes.len() - 1;
    let more = if more > 0 { format!("（另有 {more} 条）") } else { String::new() };
    put_wrapped(canvas, area, &format!("{first}{more}"), theme.warning);
}

/// Puts text in the rows of an area, broken where they end.
pub(super) fn put_wrapped(
    canvas: &mut Canvas<'_>,
    area: Area,
    text: &str,
    style: ratatui::style::Style,
) {
    let measure = crate::text::wrap::Measure {
        indent: 0,
        ..crate::text::wrap::Measure::new(usize::from(area.width.saturating_sub(2)), *canvas.widths)
    };
    let layout = crate::text::wrap::Layout::new(text, measure);
    let rows = layout.rows();
    let last = area.height.saturating_sub(1);
    for (y, row) in (0..area.height).zip(rows) {
        let end = if y == last { text.len() } else { row.end };
        let words = text.get(row.start..end).unwrap_or_default();
        canvas.put(
            at(area, 1, y).fit(usize::from(area.width.saturating_sub(1)), Align::Left),
            words,
            style,
        );
    }
}

/// State, place, count; what is unsaved, who sits here.
pub(super) fn state_line(state: &State, theme: &Theme, canvas: &mut Canvas<'_>, area: Area) {
    canvas.fill(area, theme.state);
    // A finding at the caret takes the row that tells of notes: here they are counted all the same.
    let notes = state.notes_at_caret().len();
    let notes = if notes > 0 { format!(" 意见更正 {notes}") } else { String::new() };
    let left = format!("{} {}{notes}", state.focus.top().word(), place(state));
    let other = state.year().and_then(|year| state.shared.other(year));
    let locked = match other {
        Some(who) => format!("只读（{who}在编） "),
        None if state.read_only().is_some() => "只读 ".to_owned(),
        None => String::new(),
    };
    let right = format!("{locked}{} {}", state.saving(), state.user);
    let right = right.trim_end();
    let room = usize::from(area.width).saturating_sub(canvas.widths.of(right) + 2);
    let x = canvas.put(at(area, 1, 0).fit(room, Align::Left), &left, theme.state);
    canvas.put(at(area, x, 0), right, theme.state);
}

/// Row and column of an own table; those of a form are told by their labels.
fn in_table(state: &State, report: &Report) -> String {
    let form = report.table(state.grid.table).and_then(|table| state.form_of(table));
    match form {
        Some(_) => "表格".to_owned(),
        None => format!("第 {} 行第 {} 列", state.grid.row + 1, state.grid.column + 1),
    }
}

fn place(state: &State) -> String {
    let Some(report) = state.report() else { return String::new() };
    match state.focus.pane() {
        Focus::Table | Focus::Cell | Focus::Filling => in_table(state, report),
        Focus::Outline => state.folder().to_owned(),
        Focus::Review => {
            let (nth, count) = (state.reviewing.at + 1, state.reviewing.places.len());
            format!("第 {} 处，共 {count} 处", nth.min(count))
        }
        _ => {
            let caret = state.page.caret;
            let words = state.page.counts.here;
            let section = chapter_words(state, report);
            match caret.spot {
                Spot::Title => "标题".to_owned(),
                Spot::Heading(_) => format!("{words} 字 节标题{section}"),
                Spot::Block(_, block) => format!("{words} 字 第 {} 段{section}", block + 1),
            }
        }
    }
}

/// How long the chapter at the caret is; for 总体情况 also how long the project lets it be.
fn chapter_words(state: &State, report: &Report) -> String {
    let counts = &state.page.counts;
    let Some(words) = counts.chapter else { return String::new() };
    let most = state.project().map_or(0, |project| project.head.settings.overview_characters);
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let is_overview =
        report.sections.get(counts.heading).is_some_and(|heading| heading.title == "总体情况");
    match is_overview && most > 0 {
        true if words > most => format!("  本章 {words}/{most} 字，超 {}", words - most),
        true => format!("  本章 {words}/{most} 字"),
        false => format!("  本章 {words} 字"),
    }
}

/// The keys that are most useful here, made from the list of commands.
pub(super) fn hints(state: &State, theme: &Theme, canvas: &mut Canvas<'_>, area: Area) {
    let end = match state.focus.top() {
        Focus::Typing => "Esc结束编辑",
        Focus::Cell => "Esc填好",
        Focus::Filling => "Esc结束，填的都留着",
        Focus::KeyTest => "Esc两次结束",
        _ => "Esc返回",
    };
    let room = area.width.saturating_sub(u16::try_from(canvas.widths.of(end)).unwrap_or(0) + 2);
    let focus = state.focus.top();
    let line = Area { width: room, ..area };
    let x = match focus {
        Focus::Menu => canvas.put(at(line, 1, 0), "方向键选  回车或数字执行 ", theme.ink),
        Focus::Choice => canvas.put(at(line, 1, 0), "按数字选；回车选 1 ", theme.ink),
        Focus::Paste => canvas.put(at(line, 1, 0), "上下翻看  按数字选；回车选 1 ", theme.ink),
        Focus::KeyTest => canvas.put(at(line, 1, 0), "每个键只显示，不执行 ", theme.ink),
        Focus::Prompt => canvas.put(at(line, 1, 0), prompt_hints(state), theme.ink),
        Focus::Matches => canvas.put(at(line, 1, 0), match_hints(state), theme.ink),
        Focus::Card if state.card.is_of_finding() => {
            canvas.put(at(line, 1, 0), "按数字选；方向键和回车也行  F8跳过 ", theme.ink)
        }
        Focus::Card => canvas.put(at(line, 1, 0), "按数字选；PgUp PgDn 翻看 ", theme.ink),
        Focus::Picker => canvas.put(at(line, 1, 0), "打字筛选  上下选  回车确定 ", theme.ink),
        _ => command_hints(state, theme, canvas, line),
    };
    canvas.put(at(area, x, 0), end, theme.accent);
}

const fn prompt_hints(state: &State) -> &'static str {
    match state.prompt.asked {
        Asked::Find => "回车确定  F2方式  Tab全部年度  上旧词 ",
        Asked::Replace => "回车下一步  F2方式  Tab范围  上旧词 ",
        Asked::With => "回车看每一处  Tab范围  空着就是删去 ",
        _ => "回车确定 ",
    }
}

const fn match_hints(state: &State) -> &'static str {
    if state.matches.with.is_some() {
        "回车全部替换  空格留下这处  Tab范围  F2方式 "
    } else {
        "回车到那里  Tab范围  F2方式 "
    }
}

/// As many `F1帮助` as fit, the most useful first; gives back the column behind them.
fn command_hints(state: &State, theme: &Theme, canvas: &mut Canvas<'_>, line: Area) -> u16 {
    let focus = state.focus.top();
    let here = commands().filter(|command| !command.hint.is_empty() && command.works_in(focus));
    let useful = |command: &&Command| command.id != "file.save" || state.has_unsaved();
    let mut usable: Vec<_> =
        here.filter(useful).filter(|command| (command.blocked)(state).is_none()).collect();
    usable.sort_by_key(|command| rank(command.id));
    let mut x = 1;
    for command in usable {
        let (key, hint) = (state.keymap.shown(command), command.hint);
        let width = u16::try_from(canvas.widths.of(&key) + canvas.widths.of(hint)).unwrap_or(0);
        if x + width < line.width {
            x = canvas.put(at(line, x, 0), &key, theme.accent);
            x = canvas.put(at(line, x, 0), hint, theme.ink) + 1;
        }
    }
    x
}

/// The order of the hints: help first, then what is done most.
fn rank(id: &str) -> usize {
    const ORDER: &[&str] = &[
        "help.keys",
        "outline.enter",
        "edit.start",
        "table.edit",
        "check.choose",
        "filling.next",
        "filling.back",
        "check.go",
        "check.filter",
        "check.run",
        "view.pane",
        "find.next",
        "find.previous",
        "help.menu",
        "file.save",
        "find.text",
        "edit.undo",
        "view.go",
    ];
    ORDER.iter().position(|known| *known == id).unwrap_or(ORDER.len())
}

/// The line that is asked for.
pub(super) fn prompt(
    state: &State,
    theme: &Theme,
    canvas: &mut Canvas<'_>,
    area: Area,
) -> Option<Caret> {
    let line = Area { y: area.y + area.height - 1, height: 1, ..area };
    canvas.fill(line, theme.ink);
    let label = format!("{}：", prompt_label(state));
    let x = canvas.put(at(line, 1, 0), &label, theme.accent);
    let room = usize::from(area.width.saturating_sub(x + 1));
    let (before, text) = (state.prompt.input.before_caret(), state.prompt.input.text());
    // The caret stays in the window: what stands left of it is shifted out.
    let mut skip = 0;
    let mut width = canvas.widths.of(&before);
    let mut chars = before.chars();
    while width > room.saturating_sub(1) {
        let Some(gone) = chars.next() else { break };
        width -= canvas.widths.of(gone.encode_utf8(&mut [0; 4]));
        skip += gone.len_utf8();
    }
    canvas.put(at(line, x, 0), text.get(skip..).unwrap_or_default(), theme.ink);
    Some(Caret { x: line.x + x + u16::try_from(width).ok()?, y: line.y, typing: true })
}

/// A question and its numbered answers.
pub(super) fn choice(state: &State, theme: &Theme, canvas: &mut Canvas<'_>, panes: Panes) -> Caret {
    let (remark, bottom) = (panes.remark, panes.state.y);
    let area = Area { y: bottom - 2, height: 2, ..remark };
    canvas.fill(area, theme.ink);
    canvas.put(at(area, 1, 0), &state.choice.question, theme.warning);
    let mut x = 1;
    for (number, answer) in (1..).zip(&state.choice.answers) {
        let style = if number == 1 { theme.chosen } else { theme.ink };
        x = canvas.put(at(area, x, 1), &format!("{number} {}", answer.title), style) + 2;
    }
    Caret { x: area.x + 1, y: area.y + 1, typing: false }
}
