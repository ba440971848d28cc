//! The command that puts a table into the report: of a form, or one of the office's own.

use crate::app::action::Effect;
use crate::app::command::{Command, Menu, needs_writing};
use crate::app::focus::Focus;
use crate::app::picker::{Entry, Picker, Purpose, Target};
use crate::app::spot::Spot;
use crate::app::state::State;
use crate::edit::Edit;
use crate::forms::TableForm;
use crate::model::{Block, Cell, Column, Id, Report, Row, Table};

pub(super) const COMMANDS: &[Command] = &[Command {
    id: "table.insert",
    title: "插入表格",
    hint: "",
    about: "在光标后面放一张表：规定的表、本单位的表式，或者自己定行列的空白表",
    menu: Menu::Section,
    places: &[Focus::Outline, Focus::Text],
    keys: &[],
    run: ask,
    blocked: needs_writing,
}];

fn ask(state: &mut State) -> Vec<Effect> {
    let Some(report) = state.report() else { return Vec::new() };
    let entry = |form: &TableForm| Entry {
        title: form.title.clone(),
        note: if form.of.is_empty() { "本单位的表式" } else { "规定的表" }.to_owned(),
        about: form.basis.clone(),
        also: form.key.clone(),
        blocked: report.form_table(&form.key).map(|_| "这份年报里已有这张表".to_owned()),
        target: Target::Table(Some(form.key.clone())),
    };
    let mut entries: Vec<Entry> = state.forms.forms(report.form).map(entry).collect();
    entries.push(Entry {
        title: "空白表（自己定行列）".to_owned(),
        note: String::new(),
        about: "先放两行两列；行标、列标可以改，行列可以加".to_owned(),
        also: "own".to_owned(),
        blocked: None,
        target: Target::Table(None),
    });
    state.picker = Picker::new(Purpose::Tables, "插入哪张表", entries);
    state.focus.push(Focus::Picker);
    Vec::new()
}

/// Puts a table behind the place of the caret and opens it.
pub(in crate::app) fn insert_table(state: &mut State, key: Option<&str>) -> Vec<Effect> {
    let mut ids = std::mem::replace(&mut state.ids, crate::model::Ids::new(0, []));
    let table = state.report().and_then(|report| {
        let form = key.map(|key| state.forms.form(report.form, key));
        match form {
            Some(form) => Some(form?.blank(&mut ids)),
            None => Some(own(&mut || ids.give())),
        }
    });
    state.ids = ids;
    let place = state.report().and_then(|report| place(report, state.page.caret.spot));
    let (Some(table), Some((section, at))) = (table, place) else {
        state.warn("先把光标移到要放表的那一节里");
        return Vec::new();
    };
    let id = table.id;
    let name = if table.caption.is_empty() { "规定的表" } else { table.caption.as_str() };
    let title = format!("插入“{name}”");
    let edit = Edit::InsertBlocks { section, at, blocks: vec![Block::Table(table)] };
    if state.change(&title, edit) {
        super::table::enter(state, id);
        state.tell(format!("已{title}（Ctrl-Z 撤销）；回车逐格填写"));
    }
    Vec::new()
}

/// Behind the block of the caret, or at the end of its section.
fn place(report: &Report, spot: Spot) -> Option<(Id, usize)> {
    let section = report.sections.get(spot.section()?)?;
    let at = match spot {
        Spot::Block(_, block) => block + 1,
        Spot::Title | Spot::Heading(_) => section.blocks.len(),
    };
    Some((section.id, at.min(section.blocks.len())))
}

/// A table of two rows and two columns, to be named and filled.
fn own(give: &mut dyn FnMut() -> Id) -> Table {
    let columns = (1..=2).map(|at| Column {
        key: format!("c{at}"),
        label: vec![format!("第{at}列")],
        ..Column::default()
    });
    let id = give();
    let rows = (1..=2).map(|at| Row {
        id: give(),
        key: format!("r{at}"),
        label: vec![format!("第{at}行")],
        cells: vec![Cell::Blank; 2],
        ..Row::default()
    });
    let (columns, rows) = (columns.collect(), rows.collect());
    Table { id, caption: "新表".to_owned(), columns, rows, ..Table::default() }
}
