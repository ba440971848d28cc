//! What may be put into a cell, and why something may not (填写时即时判断).

use rust_decimal::Decimal;

use crate::figures::{Amount, Flaw, Kind, Sheet, amount, flaw, kind};
use crate::forms::TableForm;
use crate::model::Cell;
use crate::model::Number;
use crate::model::NumberError;
use crate::model::Table;
use crate::text::numeral;

use super::{exists, unit};

/// What is put into a cell, and what has to be said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// What stands there then.
    pub cell: Cell,
    /// How it differs from what was written, if it does.
    pub note: Option<String>,
}

/// What a written text puts into a cell of a table; else why it cannot stand there, in one sentence.
///
/// # Errors
/// A sentence that says what is wrong and what to write instead.
pub fn accept(
    form: Option<&TableForm>,
    table: &Table,
    (row, column): (usize, usize),
    text: &str,
) -> Result<Accepted, String> {
    if !exists(form, table, row, column) {
        return Err("法定表格没有这一格，不用填".to_owned());
    }
    let Some(found) = table.rows.get(row) else { return Err("没有这一行".to_owned()) };
    let unit = unit(table, found, column);
    let text = text.trim();
    if form.is_none() && !is_numeric(table, (row, column), unit) {
        return Ok(Accepted { cell: Cell::from(text), note: None });
    }
    let written = numeral::half_width(text).trim().to_owned();
    match form {
        Some(form) => by_form((form, table), (row, column), &written),
        None => by_unit(unit, &written),
    }
}

/// Whether a column of an office's own table takes numbers: it has a unit there, or holds numbers and no words.
fn is_numeric(table: &Table, (row, column): (usize, usize), unit: &str) -> bool {
    let others = table.rows.iter().enumerate().filter(|(index, _)| *index != row);
    let mut cells = others.filter_map(|(_, row)| row.cells.get(column));
    let words = |cell: &Cell| matches!(cell, Cell::Text(_)) && amount(cell, unit) == Amount::Words;
    if cells.clone().any(words) {
        return false;
    }
    !unit.is_empty() || cells.any(|cell| cell.number().is_some())
}

fn by_unit(unit: &str, written: &str) -> Result<Accepted, String> {
    let cell = Cell::from(written);
    match amount(&cell, unit) {
        Amount::Plain(_) => Ok(Accepted { cell, note: None }),
        Amount::Said(value) => Ok(said(written, value)),
        Amount::Blank => Ok(Accepted { cell: Cell::Blank, note: None }),
        Amount::None => Ok(nothing(written)),
        Amount::Words | Amount::Missing => Err(words(written, unit, None)),
    }
}

fn by_form(
    (form, table): (&TableForm, &Table),
    (row, column): (usize, usize),
    written: &str,
) -> Result<Accepted, String> {
    let mut thought = table.clone();
    if let Some(cell) = thought.rows.get_mut(row).and_then(|row| row.cells.get_mut(column)) {
        *cell = Cell::from(written);
    }
    let sheet = Sheet::of(&thought, form);
    let keys = table.rows.get(row).zip(table.columns.get(column));
    let at = keys.and_then(|(row, column)| sheet.at(&row.key, &column.key));
    let Some(at) = at else {
        return by_unit(table.columns.get(column).map_or("", |column| &column.unit), written);
    };
    let unit = sheet.unit(at);
    match (sheet.amount(at), flaw(&sheet, at)) {
        (Amount::None, _) => Ok(nothing(written)),
        (Amount::Blank, _) => Ok(Accepted { cell: Cell::Blank, note: None }),
        (_, Some(Flaw::Spelling(value))) => Ok(said(written, value)),
        (_, Some(flaw)) => Err(why(flaw, written, unit, kind(&sheet, at))),
        (_, None) => Ok(Accepted { cell: Cell::from(written), note: None }),
    }
}

fn why(flaw: Flaw, written: &str, unit: &str, kind: Kind) -> String {
    match flaw {
        Flaw::Negative => format!("“{written}”是负数，{unit}数不能小于 0"),
        Flaw::Broken if kind == Kind::Money => format!("“{written}”小数太多，金额最多 6 位小数"),
        Flaw::Broken => format!("“{written}”有小数，{unit}数应是整数"),
        Flaw::Huge if written.parse::<Number>() == Err(NumberError::TooLong) => {
            words(written, unit, Some(kind))
        }
        Flaw::Huge => format!("“{written}”有 10 亿以上，{unit}数不会这么大，请核对"),
        Flaw::Words | Flaw::Spelling(_) => words(written, unit, Some(kind)),
    }
}

/// A text that plainly says one number: it is put down as that number.
fn said(written: &str, value: Decimal) -> Accepted {
    let number = Number::of(value);
    Accepted {
        cell: Cell::Number(number), note: Some(format!("“{written}”按 {number} 收下"))
    }
}

fn nothing(written: &str) -> Accepted {
    let note = (written != "/").then(|| format!("“{written}”按 /（不适用）收下"));
    Accepted { cell: Cell::NotApplicable, note }
}

/// Why a text is no number, with the number to write where it says one.
fn words(written: &str, unit: &str, kind: Option<Kind>) -> String {
    if let Some(number) = in_full(written, unit) {
        return format!("“{written}”要写出全部数字：{number}");
    }
    if written.parse::<Number>() == Err(NumberError::TooLong) {
        return format!("“{written}”太长，最多 28 位数字，请核对");
    }
    if let Some(number) = numeral::from_chinese(written) {
        return format!("“{written}”要用阿拉伯数字：{number}");
    }
    let sort = if kind == Some(Kind::Money) { "金额" } else { "数字" };
    let unit = if unit.is_empty() { String::new() } else { format!("（{unit}）") };
    format!("“{written}”不是数，这一格填{sort}{unit}；没有填 0，不适用填 /")
}

/// The number that 1.2万 or 3亿 is in a unit, in plain digits.
fn in_full(written: &str, unit: &str) -> Option<Number> {
    const TENS: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);
    let written = written.strip_suffix(unit).unwrap_or(written);
    let (digits, times) = match written.strip_suffix("万亿") {
        Some(digits) => (digits, TENS.checked_mul(TENS)?.checked_mul(TENS)?),
        None => match (written.strip_suffix('万'), written.strip_suffix('亿')) {
            (Some(digits), _) => (digits, TENS),
            (_, Some(digits)) => (digits, TENS.checked_mul(TENS)?),
            (None, None) => return None,
        },
    };
    let digits: Number = digits.trim().parse().ok()?;
    let value = digits.value().checked_mul(times)?;
    let value = if unit == "万元" { value.checked_div(TENS)? } else { value };
    Some(Number::of(value.normalize()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::Catalogue;
    use crate::model::{Column, Form, Ids, Row};

    fn told(key: &str, (row, column): (&str, &str), text: &str) -> Result<(String, bool), String> {
        let forms = Catalogue::built_in();
        let form = forms.form(Form::F2021, key).unwrap();
        let table = form.blank(&mut Ids::of_text("table"));
        let row = table.rows.iter().position(|own| own.key == row).unwrap();
        let column = table.columns.iter().position(|own| own.key == column).unwrap();
        let accepted = accept(Some(form), &table, (row, column), text)?;
        Ok((accepted.cell.to_string(), accepted.note.is_some()))
    }

    #[test]
    fn a_count_takes_whole_numbers_from_nought_on() {
        for (text, cell, noted) in [
            ("12", "12", false),
            (" １２ ", "12", false),
            ("0", "0", false),
            ("", "", false),
            ("/", "/", false),
            ("／", "/", false),
            ("—", "/", true),
            ("1,204", "1204", true),
            ("3件", "3", true),
            ("007", "7", true),
        ] {
            let found = told("applications", ("r1", "c1"), text);
            assert_eq!(found, Ok((cell.to_owned(), noted)), "{text}");
        }
    }

    #[test]
    fn what_cannot_stand_there_is_refused_with_what_to_write() {
        for (text, why) in [
            ("1.2万", "要写出全部数字：12000"),
            ("３亿", "要写出全部数字：300000000"),
            ("2万件", "要写出全部数字：20000"),
            ("-3", "是负数"),
            ("1.5", "应是整数"),
            ("1000000000", "10 亿以上"),
            ("1000000000000000000000000000000", "太长"),
            ("十二", "要用阿拉伯数字：12"),
            ("约三件", "不是数"),
        ] {
            let refused = told("applications", ("r1", "c1"), text).unwrap_err();
            assert!(refused.contains(why), "{text}: {refused}");
        }
        let refused = told("disclosure", ("permit", "made"), "1").unwrap_err();
        assert!(refused.contains("没有这一格"), "{refused}");
    }

    #[test]
    fn money_has_its_own_bounds() {
        assert_eq!(told("disclosure", ("fee", "amount"), "12.50"), Ok(("12.50".to_owned(), false)));
        assert_eq!(
            told("disclosure", ("fee", "amount"), "25.1万元"),
            Ok(("25.1".to_owned(), true))
        );
        for (text, why) in
            [("0.3亿", "：3000"), ("25.1万", "：25.1"), ("1.2345678", "6 位小数"), ("-1", "负数")]
        {
            let refused = told("disclosure", ("fee", "amount"), text).unwrap_err();
            assert!(refused.contains(why), "{text}: {refused}");
        }
    }

    #[test]
    fn an_own_table_takes_words_where_the_column_has_words() {
        let row = |cells: [&str; 3]| Row {
            cells: cells.iter().map(|cell| Cell::from(*cell)).collect(),
            ..Row::default()
        };
        let columns = vec![Column::default(); 3];
        let rows = vec![row(["甲", "3", ""]), row(["", "", ""])];
        let table = Table { columns, rows, ..Table::default() };
        let put = |column, text| accept(None, &table, (1, column), text).map(|put| put.cell);
        assert_eq!(put(0, "乙，丙"), Ok(Cell::Text("乙，丙".to_owned())));
        assert_eq!(put(1, "-1.5"), Ok(Cell::from("-1.5")));
        assert!(put(1, "乙").unwrap_err().contains("不是数"));
        assert_eq!(put(2, "乙"), Ok(Cell::Text("乙".to_owned())));
    }
}
