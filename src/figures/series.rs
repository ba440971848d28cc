//! Rows of figures over the quarters or months of a year: what a cumulative row says of each single one (单季), and
//! where it cannot be right.

use rust_decimal::Decimal;

use super::amount::{Amount, amount, written_unit};
use crate::model::{Measure, Period, Table};

/// A cell of a row, in a column whose key is a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// Column counted from 0.
    pub column: usize,
    /// The period of the column.
    pub period: Period,
    /// What stands there.
    pub value: Decimal,
    /// Its unit: the one written into the cell, else that of the row or column.
    pub unit: String,
}

/// What a cumulative row says of a single quarter (month, half-year).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Single {
    /// The cell that is cumulative until the end of the period.
    pub column: usize,
    /// The cell that is cumulative until its beginning; none for the first.
    pub before: Option<usize>,
    /// The single period, such as `2017Q2`.
    pub period: Period,
    /// What falls into it; below 0 where the cumulative number has fallen.
    pub value: Decimal,
    /// The unit of the later number.
    pub unit: String,
    /// Whether the two numbers have different units (人次 and 名), so that the difference is doubtful.
    pub mixed: bool,
}

/// The cells of a row whose columns have periods for keys and hold numbers, in the order of time.
pub fn stages(table: &Table, row: usize) -> Vec<Stage> {
    let mut stages: Vec<Stage> = table
        .columns
        .iter()
        .enumerate()
        .filter_map(|(column, own)| {
            let period: Period = own.key.parse().ok()?;
            let (cell, unit) = (table.cell(row, column)?, table.unit(row, column));
            let value = match amount(cell, unit) {
                Amount::Plain(value) | Amount::Said(value) => value,
                Amount::None | Amount::Blank | Amount::Words | Amount::Missing => return None,
            };
            let unit = written_unit(cell).unwrap_or_else(|| unit.to_owned());
            Some(Stage { column, period, value, unit })
        })
        .collect();
    stages.sort_by_key(|stage| stage.period.to());
    stages
}

/// The single periods of a cumulative row: of each stage what it has over the one before, both from the same day on.
/// Amounts of money in different units are not taken from each other. Empty for a row that is not cumulative.
pub fn singles(table: &Table, row: usize) -> Vec<Single> {
    let stages: Vec<Stage> = stages(table, row)
        .into_iter()
        .filter(|stage| table.measure(row, stage.column) == Measure::Cumulative)
        .collect();
    let single = |at: usize, stage: &Stage| {
        let earlier = stages.iter().take(at).rev().find(|before| {
            before.period.from() == stage.period.from() && before.period.to() < stage.period.to()
        });
        match earlier {
            None => Some(Single {
                column: stage.column,
                before: None,
                period: stage.period,
                value: stage.value,
                unit: stage.unit.clone(),
                mixed: false,
            }),
            Some(before)
                if before.unit == stage.unit
                    || !(before.unit.ends_with('元') || stage.unit.ends_with('元')) =>
            {
                let from = before.period.to().tomorrow().ok()?;
                let period = Period::new(from, stage.period.to()).ok()?;
                let value = stage.value.checked_sub(before.value)?;
                Some(Single {
                    column: stage.column,
                    before: Some(before.column),
                    period,
                    value,
                    unit: stage.unit.clone(),
                    mixed: before.unit != stage.unit,
                })
            }
            Some(_) => None,
        }
    };
    stages.iter().enumerate().filter_map(|(at, stage)| single(at, stage)).collect()
}

/// What a cell of a cumulative row says of its single period, for the line below the grid.
pub fn single(table: &Table, row: usize, column: usize) -> Option<Single> {
    singles(table, row).into_iter().find(|single| single.column == column)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Cell, Column, Row};

    fn table(cells: &[&str], measure: Measure) -> Table {
        let columns = ["2017Q1-Q2", "2017Q1", "备注", "2017Q1-Q3", "2017"];
        let columns = columns.map(|key| Column { key: key.to_owned(), ..Column::default() });
        let row = Row {
            unit: "人次".to_owned(),
            measure,
            cells: cells.iter().map(|cell| Cell::from(*cell)).collect(),
            ..Row::default()
        };
        Table { columns: columns.to_vec(), rows: vec![row], ..Table::default() }
    }

    fn told(table: &Table) -> Vec<String> {
        singles(table, 0)
            .into_iter()
            .map(|own| format!("{} {}{}", own.period, own.value, if own.mixed { "?" } else { "" }))
            .collect()
    }

    #[test]
    fn cumulative_columns_give_single_quarters() {
        let own = table(&["15088.66", "6780.35", "按月", "23500.50", "31000"], Measure::Cumulative);
        assert_eq!(
            told(&own),
            ["2017Q1 6780.35", "2017Q2 8308.31", "2017Q3 8411.84", "2017Q4 7499.50"]
        );
        assert_eq!(single(&own, 0, 0).unwrap().before, Some(1));
        assert_eq!(single(&own, 0, 2), None);
        assert_eq!(told(&table(&["1", "2", "", "3", ""], Measure::State)), [] as [&str; 0]);
    }

    #[test]
    fn a_gap_gives_the_longer_stretch_and_another_unit_is_said() {
        assert_eq!(
            told(&table(&["", "5", "", "12", ""], Measure::Cumulative)),
            ["2017Q1 5", "2017-04..2017-09 7"]
        );
        assert_eq!(
            told(&table(&["113883", "29324名", "", "118384名", ""], Measure::Cumulative)),
            ["2017Q1 29324", "2017Q2 84559?", "2017Q3 4501?"]
        );
    }
}
