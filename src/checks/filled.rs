//! A statutory table as rules see it: read by its form, with the words for its cells.

use rust_decimal::Decimal;

use super::finding::{Fix, Mend, Tier};
use super::rule::Spot;
use crate::figures::{At, Change, Gap, Repair, Sheet, Ties};
use crate::forms::{Along, Catalogue, TableForm};
use crate::model::{Agency, Form, Table};

/// One table whose form is known.
#[derive(Debug, Clone)]
pub struct Filled<'a> {
    /// The table.
    pub table: &'a Table,
    /// What it says in each cell of its form.
    pub sheet: Sheet<'a>,
    /// What must hold among its cells.
    pub ties: Ties<'a>,
}

/// One table beside the same table of the year before.
#[derive(Debug, Clone, Copy)]
pub struct Yearly<'a> {
    /// The table.
    pub now: &'a Filled<'a>,
    /// The year before; none where there is no report or no such table.
    pub last: Option<&'a Filled<'a>>,
    /// Whose it is.
    pub agency: &'a Agency,
}

impl<'a> Filled<'a> {
    /// Reads a table by its form; none where it has none in that generation.
    pub(super) fn read(table: &'a Table, generation: Form, forms: &'a Catalogue) -> Option<Self> {
        let form = forms.form(generation, &table.form)?;
        Some(Self { table, sheet: Sheet::of(table, form), ties: Ties::of(form) })
    }

    /// The form.
    pub const fn form(&self) -> &'a TableForm {
        self.sheet.form
    }

    /// Whether the form is prescribed and not the office's own.
    pub const fn is_statutory(&self) -> bool {
        !self.sheet.form.of.is_empty()
    }

    /// Where a cell is; the whole table where it lacks the row.
    pub fn spot(&self, at: At) -> Spot {
        let table = self.table.id;
        let column = Some(self.sheet.keys(at).1.to_owned());
        match self.sheet.row(at) {
            Some(row) => Spot::Cell { table, row: row.id, column },
            None => Spot::Table(table),
        }
    }

    /// What stands in a cell, as it is written.
    pub fn written(&self, at: At) -> String {
        self.sheet.cell(at).map(ToString::to_string).unwrap_or_default()
    }

    /// Whether a cell was filled in by hand where it follows from others, with a reason for what stands there.
    pub fn is_overridden(&self, at: At) -> bool {
        let cell = self.sheet.row(at).zip(self.sheet.cell(at));
        cell.is_some_and(|(row, cell)| row.overridden(self.sheet.keys(at).1, cell).is_some())
    }

    /// The change that fills a cell; none where the table lacks it.
    pub fn set(&self, at: At, to: &str) -> Option<Mend> {
        self.sheet.cell(at)?;
        let (table, row) = (self.table.id, self.sheet.row(at)?.id);
        let column = self.sheet.keys(at).1.to_owned();
        Some(Mend::SetCell { table, row, column, to: to.to_owned() })
    }

    /// A fix that puts one number into a cell; only told where the table lacks the cell.
    pub fn fix(&self, at: At, to: Decimal, title: String) -> Fix {
        let edits: Vec<Mend> = self.set(at, &to.to_string()).into_iter().collect();
        Fix { tier: if edits.is_empty() { Tier::Told } else { Tier::Likely }, title, edits }
    }

    /// A repair as a fix, with what speaks for it.
    pub fn mend(&self, repair: &Repair) -> Fix {
        let change = repair.change;
        let mut why = Vec::new();
        if repair.transposed {
            why.push("相邻两位数字写颠倒了".to_owned());
        }
        if repair.mends > 1 {
            why.push(format!("{}处不符一并改正", repair.mends));
        }
        if repair.breaks > 0 {
            why.push(format!("但另有{}处会因此不符", repair.breaks));
        }
        let why = if why.is_empty() { String::new() } else { format!("（{}）", why.join("，")) };
        let changes = [Some(change), repair.with].into_iter().flatten();
        let titles: Vec<String> = changes.clone().map(|change| self.changed(change)).collect();
        let edits: Option<Vec<Mend>> =
            changes.map(|change| self.set(change.at, &change.to.to_string())).collect();
        let edits = edits.unwrap_or_default();
        let tier = if edits.is_empty() { Tier::Told } else { Tier::Likely };
        Fix { tier, title: format!("{}{why}", titles.join("，")), edits }
    }

    fn changed(&self, change: Change) -> String {
        let was = self.written(change.at);
        let was = if was.is_empty() { "空白".to_owned() } else { was };
        format!("{}由{was}改为{}", self.cell(change.at), change.to)
    }

    /// A cell in words: “（七）总计”行“自然人”列; without what the table has only one of.
    pub fn cell(&self, at: At) -> String {
        format!("{}{}", self.row(at.row), self.column(at.column))
    }

    /// A row in words, empty where the table has only one.
    pub fn row(&self, row: usize) -> String {
        match self.form().rows.get(row).filter(|_| self.form().rows.len() > 1) {
            Some(row) => format!("“{}”行", name(row.label.last(), row.brief())),
            None => String::new(),
        }
    }

    /// A column in words, empty where the table has only one. Where inner labels repeat, the short one tells them apart.
    pub fn column(&self, column: usize) -> String {
        let columns = &self.form().columns;
        let Some(column) = columns.get(column).filter(|_| columns.len() > 1) else {
            return String::new();
        };
        let alike = columns.iter().filter(|other| other.label.last() == column.label.last());
        let own = if alike.count() > 1 { None } else { column.label.last() };
        format!("“{}”列", name(own, column.brief()))
    }

    /// Both sides of a gap in words: “商业企业”列：一+二为8，三（七）+四为9，差1.
    pub fn told(&self, gap: &Gap<'_, '_>) -> String {
        let identity = gap.tie.identity;
        let first = gap.tie.left.first();
        let line = match identity.over {
            Along::Rows => first.map(|at| self.column(at.column)),
            Along::Columns => first.map(|at| self.row(at.row)),
        };
        let line = line.filter(|line| !line.is_empty()).map(|line| format!("{line}："));
        let (left, right) = identity
            .name
            .split_once(['=', '≤'])
            .or_else(|| identity.name.split_once("不超过"))
            .unwrap_or(("左边", "右边"));
        let blanks = match gap.blanks.len() {
            0 => String::new(),
            count => format!("（{count}格空白按0算）"),
        };
        format!(
            "{}{left}为{}，{right}为{}，差{}{blanks}",
            line.unwrap_or_default(),
            gap.left,
            gap.right,
            gap.difference.abs()
        )
    }
}

/// The full label if it is not too long to read in a sentence.
fn name<'n>(full: Option<&'n String>, brief: &'n str) -> &'n str {
    full.map(String::as_str).filter(|full| full.chars().count() <= 15).unwrap_or(brief)
}
