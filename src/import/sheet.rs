//! A table with merged cells as a rectangle: every place knows its text and the cell it is merged into.

use super::piece::Grid;

/// Places of one table.
const PLACES: usize = 200_000;

/// Columns of one table.
const COLUMNS: usize = 1_000;

/// What joins the steps of a label.
const STEP: &str = "／";

/// One place of the rectangle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) text: String,
    /// Row and column of the cell that it belongs to.
    pub(super) origin: (usize, usize),
}

/// A table under construction, and then the rectangle. Every row is as wide as the widest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sheet {
    rows: Vec<Vec<Option<Spot>>>,
    /// Rows at the top that the source calls headers.
    pub(super) heads: usize,
    /// Whether the table was larger than a table may be.
    pub(super) is_too_large: bool,
}

impl Sheet {
    /// Begins a row.
    pub(super) fn row(&mut self) {
        self.rows.push(Vec::new());
    }

    /// How many rows were begun.
    pub(super) fn height(&self) -> usize {
        self.rows.len()
    }

    /// Puts a cell at the first free place of a row, over some columns and rows; says where it came to stand.
    pub(super) fn put(&mut self, row: usize, text: &str, (across, down): (usize, usize)) -> usize {
        let (across, down) = (across.clamp(1, COLUMNS), down.max(1));
        let places = self.rows.get(row).map_or(&[][..], Vec::as_slice);
        let column = places.iter().position(Option::is_none).unwrap_or(places.len());
        let size: usize = self.rows.iter().map(Vec::len).sum();
        if column + across > COLUMNS || size + across.saturating_mul(down.min(PLACES)) > PLACES {
            self.is_too_large = true;
            return column;
        }
        for at in row..row + down {
            if at >= self.rows.len() {
                self.rows.resize(at + 1, Vec::new());
            }
            let Some(places) = self.rows.get_mut(at) else { continue };
            if places.len() < column + across {
                places.resize(column + across, None);
            }
            for place in places.iter_mut().skip(column).take(across) {
                place.get_or_insert_with(|| Spot { text: text.to_owned(), origin: (row, column) });
            }
        }
        column
    }

    /// Merges the cell at a place of a row with the one above it; false if there is none above.
    pub(super) fn put_below(&mut self, row: usize, across: usize) -> bool {
        let places = self.rows.get(row).map_or(&[][..], Vec::as_slice);
        let column = places.iter().position(Option::is_none).unwrap_or(places.len());
        let above = row.checked_sub(1).and_then(|above| self.rows.get(above));
        let Some(above) = above.and_then(|above| above.get(column)).cloned().flatten() else {
            self.put(row, "", (across, 1));
            return false;
        };
        let Some(places) = self.rows.get_mut(row) else { return false };
        if places.len() < column + across {
            places.resize(column + across, None);
        }
        for place in places.iter_mut().skip(column).take(across) {
            *place = Some(above.clone());
        }
        true
    }

    /// Makes a cell of a row wider, into the places that follow.
    pub(super) fn widen(&mut self, row: usize, cell: &Spot, by: usize) {
        let places = self.rows.get_mut(row).filter(|places| places.len() + by <= COLUMNS);
        let Some(places) = places else { return };
        places.extend(std::iter::repeat_n(Some(cell.clone()), by));
    }

    /// The rectangle, missing places filled with blanks; whether any was missing.
    pub(super) fn rectangle(&self) -> (Vec<Vec<Spot>>, bool) {
        let width = self.rows.iter().map(Vec::len).max().unwrap_or_default();
        let mut uneven = false;
        let rows = self.rows.iter().enumerate().map(|(at, row)| {
            let place = |column: usize| {
                row.get(column).cloned().flatten().unwrap_or_else(|| {
                    uneven = true;
                    Spot { text: String::new(), origin: (at, column) }
                })
            };
            (0..width).map(place).collect()
        });
        let mut rows: Vec<Vec<Spot>> = rows.collect();
        close_gaps(&mut rows);
        (rows, uneven)
    }

    /// The texts alone: one merged across in its first column, one merged down in each of its rows.
    pub(super) fn texts(&self) -> Vec<Vec<String>> {
        let (rows, _) = self.rectangle();
        let text = |(column, spot): (usize, Spot)| {
            if spot.origin.1 == column { spot.text } else { String::new() }
        };
        rows.into_iter().map(|row| row.into_iter().enumerate().map(text).collect()).collect()
    }

    /// Header paths and row label paths in one line each, values below; what a person should look at.
    pub(super) fn grid(&self) -> (Grid, Vec<String>) {
        let mut doubts = Vec::new();
        let (mut rows, uneven) = self.rectangle();
        rows.retain(|row| row.iter().any(|spot| !spot.text.is_empty()));
        if self.is_too_large {
            doubts.push("表格太大，超出的格没有导入".to_owned());
        } else if uneven {
            doubts.push("表格各行的格数不同，缺的格当作空白".to_owned());
        }
        let heads = if self.heads > 0 { self.heads } else { heads(&rows) };
        let heads = heads.min(rows.len());
        let stub = stub(&rows, heads);
        let body = rows.split_off(heads);
        let width = rows.first().map_or(0, Vec::len);
        let column = |at: usize| path(rows.iter().filter_map(|row| row.get(at)));
        let header = std::iter::once(column(0)).chain((stub.unwrap_or(1)..width).map(column));
        let header = header.collect();
        let mut merged = false;
        let values = body.iter().enumerate().map(|(at, row)| {
            let label = path(row.iter().take(stub.unwrap_or(1)));
            let values = row.iter().enumerate().skip(stub.unwrap_or(1)).map(|(column, spot)| {
                // A value that stands in a merged cell is there once.
                let own = spot.origin == (at + heads, column) || stub.is_none();
                merged |= !own && !spot.text.is_empty();
                if own { spot.text.clone() } else { String::new() }
            });
            std::iter::once(label).chain(values).collect()
        });
        let values = values.collect();
        if merged {
            doubts.push("表格里有合并的数据格，数只记在第一格".to_owned());
        }
        (Grid { header, rows: values, stub: stub.map(|_| 1) }, doubts)
    }
}

/// Takes out columns in which no cell stands alone: office programs leave slivers of columns that all cells reach across.
/// Of neighbours the one goes at which fewer cells begin.
fn close_gaps(rows: &mut [Vec<Spot>]) {
    let origin =
        |row: &Vec<Spot>, at: Option<usize>| at.and_then(|at| row.get(at)).map(|spot| spot.origin);
    loop {
        let width = rows.first().map_or(0, Vec::len);
        let begins = |row: &Vec<Spot>, column: usize| {
            origin(row, Some(column)) != origin(row, column.checked_sub(1))
        };
        let alone = |row: &Vec<Spot>, column: usize| {
            begins(row, column) && origin(row, Some(column)) != origin(row, Some(column + 1))
        };
        let sliver = (0..width)
            .filter(|column| !rows.iter().any(|row| alone(row, *column)))
            .min_by_key(|column| rows.iter().filter(|row| begins(row, *column)).count());
        let Some(column) = sliver else { return };
        for row in rows.iter_mut() {
            row.remove(column);
            let behind = row.iter_mut().filter(|spot| spot.origin.1 > column);
            behind.for_each(|spot| spot.origin.1 -= 1);
        }
    }
}

/// The texts of the cells along a path, each cell once, joined.
fn path<'s>(spots: impl Iterator<Item = &'s Spot>) -> String {
    let mut steps: Vec<&Spot> = Vec::new();
    for spot in spots {
        if steps.last().is_none_or(|last| last.origin != spot.origin) && !spot.text.is_empty() {
            steps.push(spot);
        }
    }
    steps.iter().map(|spot| spot.text.as_str()).collect::<Vec<_>>().join(STEP)
}

/// How many rows a cell reaches down.
fn down(rows: &[Vec<Spot>], row: usize, column: usize) -> usize {
    let at = |row: usize| rows.get(row).and_then(|row| row.get(column)).map(|spot| spot.origin);
    let origin = at(row);
    (row..rows.len()).take_while(|row| at(*row) == origin).count()
}

/// How many rows are headers: as many as the corner reaches down, or those with cells merged across.
fn heads(rows: &[Vec<Spot>]) -> usize {
    let corner = down(rows, 0, 0);
    if corner > 1 && corner < rows.len() {
        return corner;
    }
    let across = |row: &Vec<Spot>| {
        row.windows(2)
            .any(|pair| pair.first().map(|spot| spot.origin) == pair.last().map(|spot| spot.origin))
    };
    1 + rows.iter().take(3).take_while(|row| across(row)).count()
}

/// How many columns are row labels where the corner is merged; none where it is one cell, which tells nothing.
fn stub(rows: &[Vec<Spot>], heads: usize) -> Option<usize> {
    let first = rows.first().filter(|_| heads > 0)?;
    let origin = first.first()?.origin;
    let across = first.iter().take_while(|spot| spot.origin == origin).count();
    let spanned = rows.iter().skip(heads).any(|row| {
        row.windows(2)
            .any(|pair| pair.first().map(|spot| spot.origin) == pair.last().map(|spot| spot.origin))
    });
    (across < first.len() && (across > 1 || heads > 1 || spanned)).then_some(across)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merged_headers_and_row_heads_become_paths() {
        let mut sheet = Sheet::default();
        let rows: [&[(&str, usize, usize)]; 5] = [
            &[("项目", 2, 2), ("申请人", 2, 1), ("总计", 1, 2)],
            &[("自然人", 1, 1), ("企业", 1, 1)],
            &[("一、新收", 2, 1), ("1", 1, 1), ("2", 1, 1), ("3", 1, 1)],
            &[("三、结果", 1, 2), ("（一）公开", 1, 1), ("1", 1, 1), ("/", 1, 1), ("", 1, 1)],
            &[("（二）部分", 1, 1), ("0", 1, 1), ("0", 1, 1), ("0", 1, 1)],
        ];
        for (at, row) in rows.iter().enumerate() {
            if sheet.height() == at {
                sheet.row();
            }
            row.iter().for_each(|(text, across, down)| {
                sheet.put(at, text, (*across, *down));
            });
        }
        let (grid, doubts) = sheet.grid();
        assert_eq!(grid.header, ["项目", "申请人／自然人", "申请人／企业", "总计"]);
        assert_eq!(grid.rows[0], ["一、新收", "1", "2", "3"]);
        assert_eq!(grid.rows[1], ["三、结果／（一）公开", "1", "/", ""]);
        assert_eq!(grid.rows[2], ["三、结果／（二）部分", "0", "0", "0"]);
        assert_eq!((grid.stub, doubts), (Some(1), Vec::new()));
    }

    #[test]
    fn slivers_of_columns_are_no_columns() {
        let mut sheet = Sheet::default();
        let rows: [&[(&str, usize)]; 3] = [
            &[("项目", 2), ("第一季度", 2), ("第二季度", 1)],
            &[("低保", 1), ("人次", 2), ("5", 1), ("6", 1)],
            &[("低保", 1), ("金额", 2), ("7", 1), ("8", 1)],
        ];
        for (at, row) in rows.iter().enumerate() {
            sheet.row();
            row.iter().for_each(|(text, across)| {
                sheet.put(at, text, (*across, 1));
            });
        }
        assert_eq!(
            sheet.texts(),
            [
                ["项目", "", "第一季度", "第二季度"],
                ["低保", "人次", "5", "6"],
                ["低保", "金额", "7", "8"]
            ]
        );
        let mut frame = Sheet::default();
        frame.row();
        frame.put(0, "一格", (4, 1));
        assert_eq!(frame.texts(), [["一格"]]);
    }

    #[test]
    fn a_monster_is_cut_and_told() {
        let mut sheet = Sheet::default();
        sheet.row();
        sheet.put(0, "甲", (1_000_000, 1_000_000));
        sheet.put(0, "乙", (1, 1));
        assert!(sheet.is_too_large && sheet.height() == 1);
        assert!(sheet.grid().1.iter().any(|doubt| doubt.contains("太大")));
    }
}
