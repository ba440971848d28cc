//! What typing does to the text: characters, phrases, pastes, and the keys of an editor.

use crate::edit::Edit;
use crate::model::Block;
use crate::model::Link;
use crate::model::Paragraph;
use crate::model::Report;
use crate::model::TextAt;
use crate::model::moved_on;
use crate::model::within;
use crate::text::grapheme;
use crate::text::numeral;

use super::action::Effect;
use super::caret::Caret;
use super::clip::{chars, tied_again};
use super::focus::Focus;
use super::grid::is_block;
use super::page::{Page, link_around};
use super::spot::Spot;
use super::state::State;

/// One character typed where a text takes it.
pub(super) fn typed(state: &mut State, typed: char) -> Vec<Effect> {
    let mut bytes = [0; 4];
    insert(state, typed.encode_utf8(&mut bytes));
    Vec::new()
}

/// A phrase from an input method: one step, wherever text is taken; elsewhere it starts a search.
pub(super) fn phrase(state: &mut State, text: &str) -> Vec<Effect> {
    state.message = None;
    match state.focus.top() {
        Focus::Typing | Focus::Cell | Focus::Filling => insert(state, text),
        Focus::Prompt => {
            state.prompt.input.insert(text);
            state.look();
        }
        Focus::Picker => {
            state.picker.input.insert(text);
            state.picker.filter();
        }
        Focus::Menu | Focus::Choice | Focus::Matches | Focus::Paste | Focus::Trend => {}
        Focus::KeyTest => super::keytest::text(state, "文字", text),
        Focus::Table if is_number(text) => super::commands::begin_cell(state, text),
        _ if state.report().is_some() => super::overlay::start_search(state, text),
        _ => {}
    }
    Vec::new()
}

/// Whether a phrase begins a cell: digits in any width, with a sign or a point.
fn is_number(text: &str) -> bool {
    numeral::half_width(text).chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '/'))
}

/// Pasted text: one step. Where commands are given nothing of it is run; it says how to paste.
pub(super) fn paste(state: &mut State, text: &str) -> Vec<Effect> {
    state.message = None;
    match state.focus.top() {
        Focus::KeyTest => super::keytest::text(state, "粘贴", text),
        Focus::Typing => paste_paragraphs(state, text),
        Focus::Cell | Focus::Filling if is_block(text) => {
            state.focus.pop();
            return super::commands::paste_block(state, text);
        }
        Focus::Table => return super::commands::paste_block(state, text),
        Focus::Cell | Focus::Filling | Focus::Prompt | Focus::Picker => {
            return phrase(state, text);
        }
        Focus::Text => {
            super::commands::start_typing(state);
            if state.focus.top() == Focus::Typing {
                paste_paragraphs(state, text);
            }
        }
        _ => {
            text.clone_into(&mut state.clipboard);
            state.tell("粘贴的文字已收下；到正文里按 F2 编辑，再按 Ctrl-V 放入");
        }
    }
    Vec::new()
}

/// Puts text without line breaks in at the caret.
fn insert(state: &mut State, text: &str) {
    if matches!(state.focus.top(), Focus::Cell | Focus::Filling) {
        state.grid.input.insert(text);
        return;
    }
    if state.replace_selection("键入", text) {
        return;
    }
    let Some((at, start)) = place(state) else { return };
    let edit = Edit::ReplaceText { at, start, removed: String::new(), inserted: text.to_owned() };
    if state.type_on("键入", edit) {
        state.page.caret = Caret::at(state.page.caret.spot, start + text.len());
    }
}

/// The text at the caret and the byte offset in it.
fn place(state: &State) -> Option<(TextAt, usize)> {
    Some((state.page.caret.spot.text_at(state.report()?)?, state.page.caret.offset))
}

/// Puts text with line breaks in: each line is a paragraph.
fn paste_paragraphs(state: &mut State, text: &str) {
    if state.replace_selection("删除选中的文字", "") && state.selection().is_some() {
        return;
    }
    let mut lines = text.lines().map(str::trim_end).filter(|line| !line.is_empty());
    let (Some(first), Some((at, start)), Some(report)) =
        (lines.next(), place(state), state.report())
    else {
        return;
    };
    let rest: Vec<&str> = lines.collect();
    let Spot::Block(section, block) = state.page.caret.spot else {
        let joined = text.split_whitespace().collect::<String>();
        insert(state, &joined);
        return;
    };
    let (Some(section_id), Some(own)) = (
        report.sections.get(section).map(|found| found.id),
        state.page.caret.spot.block(report).and_then(Block::paragraph),
    ) else {
        return;
    };
    let mut carried = state.carried(text).into_iter();
    let Some((last, middle)) = rest.split_last() else {
        let links = carried.next().unwrap_or_default();
        let tied = tied_again(own, start, first, &links);
        return paste_words(state, (at, start), first, tied);
    };
    let tail = own.text.get(start..).unwrap_or_default().to_owned();
    let (before, behind) = (chars(&own.text, start), links_behind(report, state.page.caret));
    let kept = Paragraph { links: within(&own.links, 0, before), ..own.clone() };
    let again = tied_again(&kept, start, first, &carried.next().unwrap_or_default());
    let mut texts: Vec<(String, Vec<Link>)> = middle
        .iter()
        .map(|line| ((*line).to_owned(), carried.next().unwrap_or_default()))
        .collect();
    let mut links = carried.next().unwrap_or_default();
    links.extend(moved_on(&behind, last.chars().count()));
    texts.push((format!("{last}{tail}"), links));
    let count = texts.len();
    let blocks = texts
        .into_iter()
        .map(|(text, links)| {
            Block::Paragraph(Paragraph { links, ..Paragraph::new(state.ids.give(), text) })
        })
        .collect();
    let mut edits =
        vec![Edit::ReplaceText { at, start, removed: tail, inserted: first.to_owned() }];
    edits.extend(again);
    edits.push(Edit::InsertBlocks { section: section_id, at: block + 1, blocks });
    let edit = Edit::Group(edits);
    if state.change(&format!("粘贴 {} 段", count + 1), edit) {
        state.page.caret = Caret::at(Spot::Block(section, block + count), last.len());
    }
}

/// Puts words in at a place, with what ties the figures in them.
fn paste_words(state: &mut State, (at, start): (TextAt, usize), words: &str, tied: Option<Edit>) {
    let (removed, inserted) = (String::new(), words.to_owned());
    let edit = Edit::ReplaceText { at, start, removed, inserted };
    let edit = match tied {
        Some(tied) => Edit::Group(vec![edit, tied]),
        None => edit,
    };
    if state.change("粘贴", edit) {
        state.page.caret = Caret::at(state.page.caret.spot, start + words.len());
    }
}

/// Enter: parts the paragraph at the caret; behind a heading it opens a paragraph below.
pub(super) fn part(state: &mut State) -> Vec<Effect> {
    if state.replace_selection("删除选中的文字", "") && state.selection().is_some() {
        return Vec::new();
    }
    let id = state.ids.give();
    let (Some(report), caret) = (state.report(), state.page.caret) else { return Vec::new() };
    let (section, block, tail) = match caret.spot {
        Spot::Title => return Vec::new(),
        Spot::Heading(section) => (section, 0, String::new()),
        Spot::Block(section, block) => {
            let text = caret.spot.text(report).unwrap_or_default();
            (section, block + 1, text.get(caret.offset..).unwrap_or_default().to_owned())
        }
    };
    let Some(section_id) = report.sections.get(section).map(|found| found.id) else {
        return Vec::new();
    };
    let mut edits = Vec::new();
    if let Some(at) = caret.spot.text_at(report)
        && !tail.is_empty()
    {
        edits.push(Edit::ReplaceText {
            at,
            start: caret.offset,
            removed: tail.clone(),
            inserted: String::new(),
        });
    }
    let paragraph = Paragraph { links: links_behind(report, caret), ..Paragraph::new(id, tail) };
    edits.push(Edit::InsertBlocks {
        section: section_id,
        at: block,
        blocks: vec![Block::Paragraph(paragraph)],
    });
    if state.change("分段", Edit::Group(edits)) {
        state.page.caret = Caret::before(Spot::Block(section, block));
    }
    Vec::new()
}

/// The links that stand behind the caret, told from there on.
fn links_behind(report: &Report, caret: Caret) -> Vec<Link> {
    let Some(paragraph) = caret.spot.block(report).and_then(Block::paragraph) else {
        return Vec::new();
    };
    let from = paragraph.text.get(..caret.offset).map_or(0, |before| before.chars().count());
    within(&paragraph.links, from, usize::MAX)
}

/// Backspace: the character before the caret, or the break before the paragraph.
pub(super) fn rub_back(state: &mut State) -> Vec<Effect> {
    if state.replace_selection("删除选中的文字", "") {
        return Vec::new();
    }
    let (Some(report), caret) = (state.report(), state.page.caret) else { return Vec::new() };
    if caret.offset == 0 {
        if let Some(before) =
            caret.spot.previous(report).filter(|before| before.section() == caret.spot.section())
        {
            join(state, before, caret.spot);
        }
    } else if let Some(start) = state.on_page(Page::left).flatten() {
        remove(state, start, caret.offset);
    }
    Vec::new()
}

/// Del: the character behind the caret, or the break behind the paragraph.
pub(super) fn rub_on(state: &mut State) -> Vec<Effect> {
    if state.replace_selection("删除选中的文字", "") {
        return Vec::new();
    }
    let (Some(report), caret) = (state.report(), state.page.caret) else { return Vec::new() };
    let text = caret.spot.text(report).unwrap_or_default();
    let next = grapheme::next_boundary(text, caret.offset);
    // A tied figure goes as one, as the caret passes it as one.
    let end = link_around(report, caret.spot, next).map_or(next, |figure| figure.end);
    if caret.offset == text.len() {
        if let Some(next) =
            caret.spot.next(report).filter(|next| next.section() == caret.spot.section())
        {
            join(state, caret.spot, next);
        }
    } else {
        remove(state, caret.offset, end);
    }
    Vec::new()
}

fn remove(state: &mut State, start: usize, end: usize) {
    let (Some(report), spot) = (state.report(), state.page.caret.spot) else { return };
    let removed =
        spot.text(report).and_then(|text| text.get(start..end)).unwrap_or_default().to_owned();
    let Some(at) = spot.text_at(report) else { return };
    if state.type_on("删除", Edit::ReplaceText { at, start, removed, inserted: String::new() }) {
        state.page.caret = Caret::at(spot, start);
    }
}

/// Makes one paragraph of two neighbours; an empty one below a heading goes away.
fn join(state: &mut State, first: Spot, second: Spot) {
    let Some(report) = state.report() else { return };
    let Some(edit) = joining(report, first, second) else {
        state.warn("这里不能并段：前面不是段落");
        return;
    };
    let offset = first.text(report).map_or(0, str::len);
    if state.change("并段", edit) {
        state.page.caret = Caret::at(first, offset);
    }
}

fn joining(report: &Report, first: Spot, second: Spot) -> Option<Edit> {
    let Spot::Block(section, block) = second else { return None };
    let tail = second.text(report)?.to_owned();
    let out = Edit::RemoveBlocks { section: report.sections.get(section)?.id, at: block, count: 1 };
    match first {
        Spot::Heading(_) if tail.is_empty() => Some(out),
        Spot::Block(..) => {
            let start = first.text(report)?.len();
            let at = first.text_at(report)?;
            let edit = Edit::ReplaceText { at, start, removed: String::new(), inserted: tail };
            let links =
                joined_links(first.block(report)?.paragraph()?, second.block(report)?.paragraph()?);
            Some(Edit::Group([vec![out, edit], links.into_iter().collect()].concat()))
        }
        Spot::Title | Spot::Heading(_) => None,
    }
}

/// The links of two paragraphs that become one, if the second has any.
fn joined_links(first: &Paragraph, second: &Paragraph) -> Option<Edit> {
    if second.links.is_empty() {
        return None;
    }
    let behind = moved_on(&second.links, first.text.chars().count());
    Some(Edit::SetLinks { paragraph: first.id, to: [first.links.clone(), behind].concat() })
}
