//! What a merge has left to be decided: one question a conflict, each answer one step that can be undone.

use crate::edit::Edit;
use crate::model::{Block, Cell, Conflict, Disputed, Id, Paragraph, Report, TextAt};

use super::action::Effect;
use super::choice::{Answer, Choice};
use super::focus::Focus;
use super::state::State;

const KEEP: Answer = Answer { title: "保留现在的", run: keep };
const SWAP: Answer = Answer { title: "换成另一边的", run: swap };
const BOTH: Answer = Answer { title: "两个都留，另一边的另起一段", run: both };
const LATER: Answer = Answer { title: "以后再说", run: |_| Vec::new() };

/// Asks about the first conflict that is left.
pub(super) fn ask(state: &mut State) -> Vec<Effect> {
    let Some(report) = state.report() else { return Vec::new() };
    let Some(conflict) = report.conflicts.first() else {
        state.tell("没有要处理的合并冲突");
        return Vec::new();
    };
    let left = match report.conflicts.len() {
        1 => String::new(),
        more => format!("（还有 {} 处）", more - 1),
    };
    let here = standing(report, &conflict.at);
    let other = match &conflict.other {
        Some(other) => format!("另一边是“{}”", short(other)),
        None => "另一边删去了它".to_owned(),
    };
    let question =
        format!("{}两边改得不同：现在是“{}”，{other}{left}", named(&conflict.at), short(&here));
    let mut answers = vec![KEEP];
    if swapped(report, conflict).is_some() {
        answers.push(SWAP);
    }
    if matches!((&conflict.at, &conflict.other), (Disputed::Text(TextAt::Paragraph(_)), Some(_))) {
        answers.push(BOTH);
    }
    answers.push(LATER);
    let way_out = answers.len() - 1;
    state.choice = Choice { question, answers, way_out };
    state.focus.push(Focus::Choice);
    Vec::new()
}

fn keep(state: &mut State) -> Vec<Effect> {
    settle(state, "保留现在的", |report, _| Some(report.clone()))
}

fn swap(state: &mut State) -> Vec<Effect> {
    settle(state, "换成另一边的", swapped)
}

fn both(state: &mut State) -> Vec<Effect> {
    let id = state.ids.give();
    settle(state, "两个都留", |report, conflict| beside(report, conflict, id))
}

/// Decides the first conflict: the report becomes what `decide` makes of it.
fn settle(
    state: &mut State,
    title: &str,
    decide: impl Fn(&Report, &Conflict) -> Option<Report>,
) -> Vec<Effect> {
    let decided = state.report().and_then(|report| decide(report, report.conflicts.first()?));
    let Some(mut report) = decided else { return Vec::new() };
    report.conflicts.remove(0);
    let left = report.conflicts.len();
    if !state.change(&format!("处理合并冲突（{title}）"), Edit::SetReport(Box::new(report)))
    {
        return Vec::new();
    }
    if left > 0 {
        return ask(state);
    }
    state.tell("合并冲突都处理了；看过没有问题就按 Ctrl-S 保存");
    state.check()
}

/// The report with the other variant in its place; none where that cannot be done in one step.
fn swapped(report: &Report, conflict: &Conflict) -> Option<Report> {
    let mut report = report.clone();
    match (&conflict.at, &conflict.other) {
        (Disputed::Text(at), Some(other)) => other.clone_into(report.text_mut(*at)?),
        (Disputed::Cell { table, row, column }, Some(other)) => {
            let table = report.table_mut(*table)?;
            let place = table.columns.iter().position(|known| known.key == *column)?;
            let row = table.row_index(*row)?;
            let cell = table.rows.get_mut(row)?.cells.get_mut(place)?;
            *cell = Cell::from(other.as_str());
        }
        (Disputed::Row { table, row }, None) => {
            report.table_mut(*table)?.rows.retain(|known| known.id != *row);
        }
        (Disputed::Block(id), None) => {
            let (section, block) = report.block_index(*id)?;
            report.sections.get_mut(section)?.blocks.remove(block);
        }
        (Disputed::Section(id), None) => {
            let at = report.section_index(*id)?;
            report.sections.remove(at);
        }
        (Disputed::Field(name), Some(other)) => other.clone_into(field(&mut report, name)?),
        _ => return None,
    }
    Some(report)
}

fn field<'a>(report: &'a mut Report, name: &str) -> Option<&'a mut String> {
    let contact = &mut report.contact;
    Some(match name.strip_prefix("contact.")? {
        "office" => &mut contact.office,
        "address" => &mut contact.address,
        "postcode" => &mut contact.postcode,
        "telephone" => &mut contact.telephone,
        "fax" => &mut contact.fax,
        "email" => &mut contact.email,
        "website" => &mut contact.website,
        _ => return None,
    })
}

/// The report with the other text as a paragraph of its own behind the one that stands.
fn beside(report: &Report, conflict: &Conflict, id: Id) -> Option<Report> {
    let (Disputed::Text(TextAt::Paragraph(at)), Some(text)) = (&conflict.at, &conflict.other)
    else {
        return None;
    };
    let mut report = report.clone();
    let (section, block) = report.block_index(*at)?;
    let paragraph = Paragraph::new(id, text.clone());
    report.sections.get_mut(section)?.blocks.insert(block + 1, Block::Paragraph(paragraph));
    Some(report)
}

/// What stands at a place now, in words.
fn standing(report: &Report, at: &Disputed) -> String {
    let words = match at {
        Disputed::Text(at) => report.text(*at).map(str::to_owned),
        Disputed::Cell { table, row, column } => report.table(*table).and_then(|table| {
            let place = table.columns.iter().position(|known| known.key == *column)?;
            Some(table.cell(table.row_index(*row)?, place)?.to_string())
        }),
        Disputed::Row { table, row } => report
            .table(*table)
            .and_then(|table| Some(table.rows.get(table.row_index(*row)?)?.label.join("／"))),
        Disputed::Section(id) => report.text(TextAt::Heading(*id)).map(str::to_owned),
        Disputed::Block(id) => report.paragraph(*id).map(|it| it.text.clone()),
        Disputed::Field(name) => field(&mut report.clone(), name).map(|text| text.clone()),
    };
    words.unwrap_or_default()
}

const fn named(at: &Disputed) -> &'static str {
    match at {
        Disputed::Text(TextAt::Title) => "标题",
        Disputed::Text(TextAt::Heading(_)) => "章节标题",
        Disputed::Text(TextAt::Paragraph(_)) => "这一段",
        Disputed::Text(TextAt::Caption(_)) => "表题",
        Disputed::Cell { .. } => "这一格",
        Disputed::Row { .. } => "这一行",
        Disputed::Section(_) => "这一节",
        Disputed::Block(_) => "这一处",
        Disputed::Field(_) => "年报的一项",
    }
}

/// So much of a text as a question has room for.
fn short(text: &str) -> String {
    const ROOM: usize = 36;
    let head: String = text.chars().take(ROOM).collect();
    if head.len() < text.len() { format!("{head}……") } else { head }
}
