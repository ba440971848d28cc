//! Commands that move the caret, and the editing keys.

use crate::app::action::Effect;
use crate::app::caret::Caret;
use crate::app::command::{Command, Menu, moving};
use crate::app::focus::Focus;
use crate::app::page::{Page, link_around};
use crate::app::spot::Spot;
use crate::app::state::State;
use crate::app::typing;
use crate::text::grapheme;
use crate::text::sentence;
use crate::text::words;

const BOTH: &[Focus] = &[Focus::Text, Focus::Typing];
const TYPING: &[Focus] = &[Focus::Typing];
const READING: &[Focus] = &[Focus::Text];

pub(super) const COMMANDS: &[Command] = &[
    moving("text.up", "上一行", &["up"], |state| rows(state, -1)).within(BOTH),
    moving("text.down", "下一行", &["down"], |state| rows(state, 1)).within(BOTH),
    moving("text.left", "前一字", &["left"], left).within(BOTH),
    moving("text.right", "后一字", &["right"], right).within(BOTH),
    moving("text.word_left", "前一词", &["ctrl-left"], word_left).within(BOTH),
    moving("text.word_right", "后一词", &["ctrl-right"], word_right).within(BOTH),
    by_sentence("text.sentence_left", "上一句", &["("], |state| {
        step(state, false, sentence::previous_sentence)
    }),
    by_sentence("text.sentence_right", "下一句", &[")"], |state| {
        step(state, true, sentence::next_sentence)
    }),
    moving("text.paragraph_up", "上一段", &["ctrl-up"], |state| paragraph(state, false))
        .within(BOTH),
    moving("text.paragraph_down", "下一段", &["ctrl-down"], |state| paragraph(state, true))
        .within(BOTH),
    moving("text.half_up", "上一页（半页）", &[], |state| half(state, false)).within(BOTH),
    moving("text.half_down", "下一页（半页）", &[], |state| half(state, true)).within(BOTH),
    moving("text.home", "行首", &["home"], |state| edge(state, false)).within(BOTH),
    moving("text.end", "行尾", &["end"], |state| edge(state, true)).within(BOTH),
    moving("text.page_up", "上一页", &["pgup"], |state| page(state, false)).within(BOTH),
    moving("text.page_down", "下一页", &["pgdn"], |state| page(state, true)).within(BOTH),
    moving("text.first", "全文开头", &["ctrl-home"], first).within(BOTH),
    moving("text.last", "全文末尾", &["ctrl-end"], last).within(BOTH),
    moving("text.row_up", "上一行（字母键）", &["k"], |state| rows(state, -1)).within(READING),
    moving("text.row_down", "下一行（字母键）", &["j"], |state| rows(state, 1)).within(READING),
    moving("text.page", "下一页（空格）", &["space"], |state| page(state, true)).within(READING),
    moving("text.first_letter", "全文开头（字母键）", &["g"], first).within(READING),
    moving("text.last_letter", "全文末尾（字母键）", &["G"], last).within(READING),
    moving("text.part", "分段", &["enter"], typing::part).within(TYPING),
    moving("text.rub_back", "删前一字；段首则并入上段", &["backspace"], typing::rub_back)
        .within(TYPING),
    moving("text.rub_on", "删后一字；段末则并入下段", &["del"], typing::rub_on).within(TYPING),
];

/// No key for it arrives while one types, so it is in the menu.
const fn by_sentence(
    id: &'static str,
    title: &'static str,
    keys: &'static [&'static str],
    run: fn(&mut State) -> Vec<Effect>,
) -> Command {
    let command = moving(id, title, keys, run).told("", "光标到那一句的开头").within(BOTH);
    Command { menu: Menu::Edit, ..command }
}

fn go(state: &mut State, caret: Caret) -> Vec<Effect> {
    state.pause();
    state.page.caret = caret;
    if !state.page.held {
        state.page.unmark();
    }
    Vec::new()
}

fn rows(state: &mut State, by: isize) -> Vec<Effect> {
    let Some(caret) = state.on_page(|page, report, frame| page.moved(report, frame, by)) else {
        return Vec::new();
    };
    go(state, caret)
}

fn edge(state: &mut State, end: bool) -> Vec<Effect> {
    let Some(caret) = state.on_page(|page, report, frame| page.edge(report, frame, end)) else {
        return Vec::new();
    };
    go(state, caret)
}

fn page(state: &mut State, forward: bool) -> Vec<Effect> {
    state.pause();
    if !state.page.held {
        state.page.unmark();
    }
    state.on_page(|page, report, frame| page.turn(report, frame, forward));
    Vec::new()
}

fn first(state: &mut State) -> Vec<Effect> {
    go(state, Caret::before(Spot::Title))
}

fn last(state: &mut State) -> Vec<Effect> {
    let Some(report) = state.report() else { return Vec::new() };
    let spot = Spot::last(report);
    let end = spot.text(report).map_or(usize::MAX, str::len);
    go(state, Caret::at(spot, end))
}

/// The caret one step on, as `step` finds it in a text; at an end it goes to the neighbouring text.
fn step(state: &mut State, forward: bool, step: fn(&str, usize) -> usize) -> Vec<Effect> {
    let (Some(report), caret) = (state.report(), state.page.caret) else { return Vec::new() };
    let text = caret.spot.text(report).unwrap_or_default();
    let at_end = if forward { caret.offset >= text.len() } else { caret.offset == 0 };
    let reached = if !at_end {
        let offset = step(text, caret.offset);
        let figure = link_around(report, caret.spot, offset);
        let edge = figure.map(|figure| if forward { figure.end } else { figure.start });
        Some(Caret::at(caret.spot, edge.unwrap_or(offset)))
    } else if forward {
        caret.spot.next(report).map(Caret::before)
    } else {
        let before = caret.spot.previous(report);
        before.map(|spot| Caret::at(spot, spot.text(report).map_or(0, str::len)))
    };
    go(state, reached.unwrap_or(caret))
}

/// The beginning of this text, or of the one before; the beginning of the next.
fn paragraph(state: &mut State, forward: bool) -> Vec<Effect> {
    let (Some(report), caret) = (state.report(), state.page.caret) else { return Vec::new() };
    let reached = match (forward, caret.offset) {
        (true, _) => caret.spot.next(report),
        (false, 0) => caret.spot.previous(report),
        (false, _) => Some(caret.spot),
    };
    let reached = reached.map_or(caret, Caret::before);
    go(state, reached)
}

fn half(state: &mut State, forward: bool) -> Vec<Effect> {
    let rows_shown = isize::try_from(state.page.rows.len() / 2).unwrap_or(1).max(1);
    rows(state, if forward { rows_shown } else { -rows_shown })
}

fn left(state: &mut State) -> Vec<Effect> {
    match state.on_page(Page::left).flatten() {
        Some(offset) => go(state, Caret::at(state.page.caret.spot, offset)),
        None => step(state, false, |_, at| at),
    }
}

fn right(state: &mut State) -> Vec<Effect> {
    step(state, true, grapheme::next_boundary)
}

fn word_left(state: &mut State) -> Vec<Effect> {
    step(state, false, words::previous_word)
}

fn word_right(state: &mut State) -> Vec<Effect> {
    step(state, true, words::next_word)
}
