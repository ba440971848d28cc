//! The statutory tables among the pieces of a source: grids that have their labels, runs of lines that were cells, and
//! the parts of one table that a page prints as several.

use crate::forms::{Catalogue, TableForm};
use crate::model::{Form, Table};

use super::piece::{Body, Grid, Mark, Piece};
use super::recognise::{complete, join, recognise, runs};

/// Puts every statutory table that is recognised in place of the pieces that hold it.
pub(super) fn settle(pieces: Vec<Piece>, forms: &Catalogue, wanted: Option<Form>) -> Vec<Piece> {
    let mut settled: Vec<Piece> = Vec::new();
    for piece in gather(pieces, forms) {
        let (piece, form) = known(piece, forms, wanted);
        let Some(form) = form else {
            settled.push(piece);
            continue;
        };
        if let Some(rest) = joined(&mut settled, piece, form) {
            // A sheet of a workbook prints the head of its first block in a line of its own.
            if settled.last().and_then(Piece::as_text).is_some_and(|text| is_head(text, form)) {
                settled.pop();
            }
            settled.push(rest);
        }
    }
    finish(&mut settled, forms);
    settled
}

/// The piece as a table of a form, if its grid is one.
fn known(mut piece: Piece, forms: &Catalogue, wanted: Option<Form>) -> (Piece, Option<&TableForm>) {
    let lines = match &piece.body {
        Body::Grid(grid) => grid.lines(),
        Body::Sheet(sheet) => sheet.texts(),
        Body::Text(_) | Body::Table(_) => return (piece, None),
    };
    let Some(found) = recognise(&lines, forms, wanted) else { return (piece, None) };
    let form = forms.form(found.generation, &found.table.form);
    piece.doubts.extend(found.doubts);
    piece.body = Body::Table(Box::new((found.table, found.generation)));
    (piece, form)
}

/// Joins a table to the part of it that stands before, past the head of a block between them; else gives it back.
fn joined(settled: &mut Vec<Piece>, mut piece: Piece, form: &TableForm) -> Option<Piece> {
    let head = settled.last().and_then(Piece::as_text).is_some_and(|text| is_head(text, form));
    let before = settled.len().checked_sub(1 + usize::from(head));
    let part = before.and_then(|at| settled.get_mut(at));
    let (Some(Piece { body: Body::Table(first), doubts, fixes, .. }), Body::Table(second)) =
        (part, &piece.body)
    else {
        return Some(piece);
    };
    if !join(&mut first.0, &second.0, form) {
        return Some(piece);
    }
    doubts.append(&mut piece.doubts);
    fixes.append(&mut piece.fixes);
    if head {
        settled.pop();
    }
    None
}

/// Whether a text is the head of a block of rows.
fn is_head(text: &str, form: &TableForm) -> bool {
    let text = text.trim();
    form.rows
        .iter()
        .any(|row| row.label.len() > 1 && row.label.first().is_some_and(|head| head == text))
}

/// Adds what the tables lack of their forms, and tells it.
fn finish(pieces: &mut [Piece], forms: &Catalogue) {
    let mut seen: Vec<String> = Vec::new();
    for piece in pieces {
        let Body::Table(found) = &mut piece.body else { continue };
        let (table, generation): &mut (Table, Form) = found;
        let Some(form) = forms.form(*generation, &table.form) else { continue };
        let said = complete(table, form);
        piece.doubts.extend(said);
        if seen.contains(&table.form) {
            piece.doubts.push(format!("《{}》有两张，都收下了；请核对后删去一张", form.title));
        }
        seen.push(table.form.clone());
    }
}

/// The longest line that can be a cell, in characters.
const LONGEST: usize = 60;

/// Makes one grid of each run of lines that were the cells of a table.
fn gather(pieces: Vec<Piece>, forms: &Catalogue) -> Vec<Piece> {
    let lines: Vec<Option<String>> = pieces.iter().map(cell).collect();
    let runs = runs(&lines, forms);
    if runs.is_empty() {
        return pieces;
    }
    let mut gathered: Vec<Piece> = Vec::new();
    let mut runs = runs.into_iter().peekable();
    for (at, piece) in pieces.into_iter().enumerate() {
        runs.next_if(|run| run.end <= at);
        let (inside, first) =
            runs.peek().map_or((false, false), |run| (run.contains(&at), run.start == at));
        if !inside {
            gathered.push(piece);
            continue;
        }
        if first {
            gathered.push(Piece { body: Body::Grid(Grid::default()), ..Piece::default() });
        }
        let Some(Piece { body: Body::Grid(grid), fixes, doubts, .. }) = gathered.last_mut() else {
            continue;
        };
        let line = piece.as_text().unwrap_or_default().to_owned();
        fixes.extend(piece.fixes);
        doubts.extend(piece.doubts);
        if first {
            grid.header = vec![line];
        } else {
            grid.rows.push(vec![line]);
        }
    }
    gathered
}

/// The text of a piece that may have been a cell.
fn cell(piece: &Piece) -> Option<String> {
    let text = piece.as_text()?;
    let headed = matches!(piece.mark, Mark::Heading(_));
    let long = text.chars().nth(LONGEST).is_some() || text.ends_with(['。', '；']);
    (!headed && !long).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::{Imported, Options, read};
    use crate::model::{Cell, Section, Table};

    const TEXT: &str = "示例市民政局\n2020年政府信息公开工作年度报告\n一、总体情况\n全年公开信息 20 条。\n二、主动公开政府信息情况\n\
        第二十条第（五）项\n信息内容\n上一年项目数量\n本年增/减\n处理决定数量\n行政许可\n1215\n-35\n1180\n其他对外管理服务事项\n0\n1\n1\n\
        第二十条第（九）项\n信息内容\n采购项目数量\n采购总金额\n政府集中采购\n3\n251000元\n\
        三、收到和处理政府信息公开申请情况\n自然人\t法人或其他组织\t总计\n商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\n\
        一、本年新收政府信息公开申请数量\t3\t0\t0\t0\t0\t0\t3\n三、本年度办理结果\t（一）予以公开\t3\t0\t0\t0\t0\t0\t3\n\
        （六）其他处理\t0\t0\t0\t0\t0\t0\t0\n（七）总计\t3\t0\t0\t0\t0\t0\t3\n四、结转下年度继续办理\t0\t0\t0\t0\t0\t0\t0\n\
        四、政府信息公开行政复议、行政诉讼情况\n没有。\n";

    fn import(name: &str, text: &str) -> Imported {
        read(name, text.as_bytes(), &Options::default()).unwrap()
    }

    fn tables(imported: &Imported) -> Vec<&Table> {
        imported.report.sections.iter().flat_map(Section::tables).collect()
    }

    fn cell<'t>(table: &'t Table, row: &str, column: &str) -> &'t Cell {
        let at = table.columns.iter().position(|known| known.key == column).unwrap();
        &table.rows.iter().find(|known| known.key == row).unwrap().cells[at]
    }

    #[test]
    fn cells_pasted_line_by_line_and_rows_parted_by_tabs_become_tables() {
        let imported = import("网页.txt", TEXT);
        let titles: Vec<&str> =
            imported.report.sections.iter().map(|own| own.title.as_str()).collect();
        assert_eq!(
            titles,
            [
                "总体情况",
                "主动公开政府信息情况",
                "收到和处理政府信息公开申请情况",
                "政府信息公开行政复议、行政诉讼情况"
            ]
        );
        let [disclosure, applications] = tables(&imported)[..] else { panic!("two tables") };
        assert_eq!((disclosure.rows.len(), disclosure.columns.len()), (8, 8));
        assert_eq!(*cell(disclosure, "permit", "change"), Cell::from("-35"));
        assert_eq!(*cell(disclosure, "procure", "amount"), Cell::from("251000元"));
        assert_eq!((applications.rows.len(), applications.columns.len()), (23, 7));
        assert_eq!(*cell(applications, "r24", "c7"), Cell::from("3"));
        let evidence = imported.evidence.iter().find(|own| own.fact == "表式").unwrap();
        assert_eq!(evidence.value, "2019");
    }

    #[test]
    fn pipe_tables_are_recognised_and_the_parts_of_one_joined() {
        let text = "# 示例市民政局2023年政府信息公开工作年度报告\n\n## 二、主动公开政府信息情况\n\n第二十条第（一）项\n\n\
            | 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件 |\n| --- | --- | --- | --- |\n| 规章 | / | / | / |\n| 规范性文件 | 3 | 1 | 12 |\n\n\
            第二十条第（五）项\n\n| 信息内容 | 本年处理决定数量 |\n| --- | --- |\n| 行政许可 | 15 |\n\n\
            | 股室 | 件数 |\n| --- | --- |\n| 一科 | 5 |\n";
        let imported = import("年报.md", text);
        let [disclosure, own] = tables(&imported)[..] else { panic!("two tables") };
        assert_eq!(disclosure.form, "disclosure");
        assert_eq!(*cell(disclosure, "norm", "valid"), Cell::from("12"));
        assert_eq!(*cell(disclosure, "permit", "count"), Cell::from("15"));
        assert_eq!(*cell(disclosure, "reg", "made"), Cell::NotApplicable);
        assert_eq!(own.form, "");
        let told = |words: &str| imported.doubts.iter().any(|doubt| doubt.what.contains(words));
        assert!(told("缺3行：“行政处罚”、“行政强制”、“收费”"));
    }

    #[test]
    fn a_list_of_numbers_is_no_table() {
        let text = "示例市民政局2023年报告\n一、概述\n行政许可\n5\n完成\n6\n7\n8\n全年平稳。\n";
        assert_eq!(tables(&import("a.txt", text)), Vec::<&Table>::new());
    }
}
