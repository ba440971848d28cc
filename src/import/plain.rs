//! Plain text to pieces, line by line; tab-separated lines are a table.

use super::piece::{Body, Grid, Mark, Piece};

/// Columns of indent from which a line begins a paragraph (段首空二字).
const INDENT: usize = 2;

/// Reads a plain text.
pub(super) fn read(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut grid: Vec<Vec<String>> = Vec::new();
    for line in text.lines() {
        let content = line.trim();
        if content.contains('\t') || !grid.is_empty() && line.contains('\t') {
            grid.push(line.split('\t').map(|cell| cell.trim().to_owned()).collect());
            continue;
        }
        end_grid(&mut grid, &mut pieces);
        if content.is_empty() {
            continue;
        }
        let mark = if indent(line) >= INDENT { Mark::Begins } else { Mark::None };
        pieces.push(Piece::text(content, mark));
    }
    end_grid(&mut grid, &mut pieces);
    pieces
}

/// Full-width blanks count one, western ones a half.
fn indent(line: &str) -> usize {
    let halves: usize = line
        .chars()
        .take_while(|c| c.is_whitespace())
        .map(|c| if c == '\u{3000}' { 2 } else { 1 })
        .sum();
    halves / 2
}

/// Blank cells that filling up may add to one table; a form has a few hundred cells.
const BLANKS: usize = 100_000;

/// Makes a table of the lines gathered, filled up to the widest of them.
fn end_grid(grid: &mut Vec<Vec<String>>, pieces: &mut Vec<Piece>) {
    let mut rows = std::mem::take(grid);
    let Some(width) = rows.iter().map(Vec::len).max() else { return };
    let cells: usize = rows.iter().map(Vec::len).sum();
    if width.saturating_mul(rows.len()) - cells > BLANKS {
        let mut lines = rows.iter().map(|row| Piece::text(row.join(" ").trim(), Mark::Apart));
        let from = pieces.len();
        pieces.extend(&mut lines);
        if let Some(piece) = pieces.get_mut(from) {
            let doubt = "这里的行用制表符分隔，但各行格数相差太大，没有当作表格，逐行收作段落";
            piece.doubts.push(doubt.to_owned());
        }
        return;
    }
    let uneven = rows.iter().any(|row| row.len() != width);
    for row in &mut rows {
        row.resize(width, String::new());
    }
    let header = rows.remove(0);
    let mut piece =
        Piece { body: Body::Grid(Grid { header, rows, stub: None }), ..Piece::default() };
    if uneven {
        piece.doubts.push("表格各行的格数不同，短的行在后面补了空白".to_owned());
    }
    pieces.push(piece);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_make_a_table() {
        let pieces = read("　　如下：\n季度\t人次\t金额\n一季度\t1024\t6.50\n二季度\t/\n\n完。\n");
        let Body::Grid(grid) = &pieces[1].body else { panic!("no table") };
        assert_eq!(grid.header, ["季度", "人次", "金额"]);
        assert_eq!(grid.rows, [vec!["一季度", "1024", "6.50"], vec!["二季度", "/", ""]]);
        assert_eq!(pieces[1].doubts.len(), 1);
        assert_eq!(pieces[0].mark, Mark::Begins);
        assert_eq!(pieces[2].mark, Mark::None);
    }

    #[test]
    fn a_table_that_would_be_mostly_blank_is_lines() {
        let text = format!("{}末\n{}", "甲\t".repeat(2000), "乙\t丙\n".repeat(100));
        let pieces = read(&text);
        assert_eq!(pieces.len(), 101);
        assert_eq!(pieces[1].as_text(), Some("乙 丙"));
        assert!(pieces[0].doubts[0].contains("没有当作表格"));
    }
}
