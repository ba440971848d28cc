//! Every form printed in the ways in which offices publish it, and read back.

use super::*;
use crate::model::Ids;

const ALL: [(Form, &str); 7] = [
    (Form::F2021, "disclosure"),
    (Form::F2021, "applications"),
    (Form::F2021, "litigation"),
    (Form::F2019, "disclosure"),
    (Form::F2019, "applications"),
    (Form::F2019, "litigation"),
    (Form::F2008, "statistics"),
];

/// How a merged cell is printed in the places that it covers.
#[derive(Clone, Copy, PartialEq)]
enum Merged {
    Repeated,
    Blank,
    /// The places are not there at all.
    Gone,
}

/// A table with a number of its own in every cell.
fn filled(form: &TableForm) -> Table {
    let mut table = form.blank(&mut Ids::of_text("表"));
    for (at, row) in table.rows.iter_mut().enumerate() {
        for ((place, cell), column) in row.cells.iter_mut().enumerate().zip(&form.columns) {
            if form.rows[at].has(&column.key) {
                *cell = Cell::from((at * 10 + place).to_string().as_str());
            }
        }
    }
    table
}

/// The grid as a page prints it: headers of several levels, for each block of rows with columns of its own its own ones.
fn printed(form: &TableForm, table: &Table, merged: Merged) -> Vec<Vec<String>> {
    let stub = form.rows.iter().map(|row| row.label.len()).max().unwrap_or(0);
    let mut grid = Vec::new();
    let mut block: Vec<usize> = Vec::new();
    let mut last: Vec<String> = Vec::new();
    for (row, known) in table.rows.iter().zip(&form.rows) {
        let own: Vec<usize> =
            (0..form.columns.len()).filter(|at| known.has(&form.columns[*at].key)).collect();
        let several = form.rows.iter().any(|row| !row.columns.is_empty());
        if own != block || several && known.label.first() != last.first() {
            if several {
                grid.push(span(&known.label[0], stub - 1 + own.len(), merged));
            }
            grid.extend(heads(form, &own, stub - usize::from(several), merged));
            block.clone_from(&own);
        }
        let label: &[String] = if several { &known.label[1..] } else { &known.label };
        let mut line = Vec::new();
        let mut same = true;
        for place in 0..stub - usize::from(several) {
            let before = if several { place + 1 } else { place };
            same &= last.get(before) == known.label.get(before) && before + 1 < known.label.len();
            match (label.get(place), merged) {
                (Some(words), Merged::Repeated) => line.push(words.clone()),
                (Some(words), _) if !same => line.push(words.clone()),
                (None, Merged::Repeated) => line.push(label.last().cloned().unwrap_or_default()),
                (_, Merged::Gone) => {}
                _ => line.push(String::new()),
            }
        }
        line.extend(own.iter().map(|at| row.cells[*at].to_string()));
        grid.push(line);
        last.clone_from(&known.label);
    }
    grid
}

fn span(words: &str, width: usize, merged: Merged) -> Vec<String> {
    let covered = if merged == Merged::Repeated { words } else { "" };
    let mut cells = vec![words.to_owned()];
    if merged != Merged::Gone {
        cells.resize(width.max(1), covered.to_owned());
    }
    cells
}

fn heads(form: &TableForm, own: &[usize], stub: usize, merged: Merged) -> Vec<Vec<String>> {
    let depth = own.iter().map(|at| form.columns[*at].label.len()).max().unwrap();
    (0..depth)
        .map(|level| {
            let mut line = if level == 0 || merged == Merged::Repeated {
                span(&form.stub, stub, merged)
            } else if merged == Merged::Blank {
                vec![String::new(); stub]
            } else {
                Vec::new()
            };
            line.truncate(if merged == Merged::Gone { 1 } else { stub });
            let mut before: Vec<String> = Vec::new();
            for at in own {
                let label = &form.columns[*at].label;
                let upto: Vec<String> = label.iter().take(level + 1).cloned().collect();
                let same = before == upto;
                before.clone_from(&upto);
                match (label.get(level), merged) {
                    (Some(words), Merged::Repeated) => line.push(words.clone()),
                    (None, Merged::Repeated) => line.push(label.last().cloned().unwrap()),
                    (Some(words), _) if !same => line.push(words.clone()),
                    (_, Merged::Gone) => {}
                    _ => line.push(String::new()),
                }
            }
            line
        })
        .collect()
}

fn without_ids(mut table: Table) -> Table {
    table.id = crate::model::Id::default();
    table.rows.iter_mut().for_each(|row| row.id = crate::model::Id::default());
    table
}

fn of(generation: Form, key: &str) -> (Catalogue, TableForm) {
    let catalogue = Catalogue::built_in();
    let form = catalogue.form(generation, key).unwrap().clone();
    (catalogue, form)
}

#[test]
fn every_form_is_recognised_however_its_merged_cells_are_printed() {
    for (generation, key) in ALL {
        let (catalogue, form) = of(generation, key);
        let table = filled(&form);
        for (merged, how) in
            [(Merged::Repeated, "repeated"), (Merged::Blank, "blank"), (Merged::Gone, "gone")]
        {
            let grid = printed(&form, &table, merged);
            let found = recognise(&grid, &catalogue, Some(generation))
                .unwrap_or_else(|| panic!("{key} {how} {grid:?}"));
            assert_eq!(found.generation, generation, "{key} {how}");
            assert_eq!(found.table, without_ids(table.clone()), "{key} {how} {grid:#?}");
            let by_order = usize::from(merged == Merged::Gone);
            assert!(found.doubts.len() <= by_order, "{key} {how} {:?}", found.doubts);
        }
    }
}

#[test]
fn the_generation_follows_from_the_labels() {
    for (generation, key) in ALL.into_iter().filter(|(_, key)| *key != "litigation") {
        let (catalogue, form) = of(generation, key);
        let grid = printed(&form, &filled(&form), Merged::Blank);
        for wanted in [None, Some(Form::F2008), Some(Form::F2019), Some(Form::F2021)] {
            let found = recognise(&grid, &catalogue, wanted).unwrap();
            assert_eq!((found.generation, found.table.form.as_str()), (generation, key));
        }
    }
}

#[test]
fn a_table_that_was_not_filled_in_is_recognised() {
    for (generation, key) in ALL {
        let (catalogue, form) = of(generation, key);
        let blank = form.blank(&mut Ids::of_text("表"));
        for merged in [Merged::Repeated, Merged::Blank] {
            let grid = printed(&form, &blank, merged);
            let found = recognise(&grid, &catalogue, Some(generation)).unwrap();
            assert_eq!(found.table, without_ids(blank.clone()), "{key} {grid:?}");
        }
    }
}

/// A grid written with spaces between the cells; `_` is blank.
fn grid(lines: &[&str]) -> Vec<Vec<String>> {
    let cell = |cell: &str| if cell == "_" { String::new() } else { cell.to_owned() };
    lines.iter().map(|line| line.split(' ').map(cell).collect()).collect()
}

#[test]
fn joined_headers_and_other_spellings_are_the_same_labels() {
    let catalogue = Catalogue::built_in();
    let lines = grid(&[
        "项目 自然人 法人或其他组织／商业企业 法人或其他组织／科研机构 法人或其他组织／社会公益组织 法人或其他组织／法律服务机构 法人或其他组织／其他 总计",
        "一、本年新收政府信息公开申请数量 3 0 0 0 0 0 3",
        "二、上年结转政府信息公开申请数量 １ — 0 0 0 0 1",
        "三、本年度办理结果／（一）予以公开 4 0 0 0 0 0 4",
        "（二）部分公开 0 0 0 0 0 0 0",
        "3．危及\"三安全一稳定\" / ／ 0 0 0 0 0",
        "（七）总计 4 0 0 0 0 0 4",
        "四、结转下年度继续办理 0 0 0 0 0 0 0",
    ]);
    let mut found = recognise(&lines, &catalogue, None).unwrap();
    assert_eq!(found.table.form, "applications");
    assert_eq!(found.doubts, [] as [&str; 0]);
    let keys: Vec<&str> = found.table.rows.iter().map(|row| row.key.as_str()).collect();
    assert_eq!(keys, ["r1", "r2", "r3", "r4", "r7", "r24", "r25"]);
    assert_eq!(found.table.rows[1].cells[0], Cell::from("１")); // as printed
    assert_eq!(found.table.rows[4].cells[..2], [Cell::NotApplicable, Cell::NotApplicable]);
    assert_eq!(found.table.rows[4].label[2], "3.危及“三安全一稳定”");
    // The short form of a label is another one, and stays.
    assert_eq!(found.table.rows[3].label[1], "（二）部分公开");
    let form = catalogue.form(Form::F2021, "applications").unwrap();
    let said = complete(&mut found.table, form);
    assert!(said[0].starts_with("缺18行：“1.国家秘密”"), "{said:?}");
    let keys: Vec<&str> = found.table.rows.iter().map(|row| row.key.as_str()).collect();
    let due: Vec<&str> = form.rows.iter().map(|row| row.key.as_str()).collect();
    assert_eq!(keys, due);
}

#[test]
fn what_the_form_lacks_is_kept_and_said() {
    let catalogue = Catalogue::built_in();
    let lines = grid(&[
        "主动公开政府信息情况 _ _ _ _",
        "第二十条第（一）项 _ _ _ _",
        "信息内容 本年制发件数 本年废止件数 现行有效件 备注",
        "规章 0 0 0 无",
        "规范性文件 3 1 12 _",
        "其他文件 5 0 5 _",
        "第二十条第（八）项 _ _ _ _",
        "信息内容 本年收费金额（万元） _ _ _",
        "行政事业性收费 3.5万元 _ _ _",
        "注：不含下属单位 _ _ _ _",
    ]);
    let found = recognise(&lines, &catalogue, None).unwrap();
    let table = &found.table;
    let keys: Vec<&str> = table.columns.iter().map(|column| column.key.as_str()).collect();
    assert_eq!(keys, ["made", "repeal", "valid", "amount", "x1"]);
    let keys: Vec<&str> = table.rows.iter().map(|row| row.key.as_str()).collect();
    assert_eq!(keys, ["reg", "norm", "x1", "fee"]);
    assert_eq!(table.columns[2].label, ["现行有效件"]);
    assert_eq!(table.rows[1].label, ["第二十条第（一）项", "规范性文件"]);
    assert_eq!(table.rows[2].label, ["第二十条第（一）项", "其他文件"]);
    assert_eq!(table.rows[2].cells[0], Cell::from("5"));
    assert_eq!(table.rows[0].cells[4], Cell::from("无"));
    assert_eq!(table.rows[3].cells[3], Cell::from("3.5万元"));
    assert_eq!(table.notes, ["注：不含下属单位"]);
    for words in ["“其他文件”不是规定表格里的行", "“备注”不是规定表格里的列"]
    {
        assert!(found.doubts.iter().any(|doubt| doubt.contains(words)), "{:?}", found.doubts);
    }
}

#[test]
fn a_page_that_dropped_its_header_spans_is_read_by_its_paths() {
    let catalogue = Catalogue::built_in();
    let lines = grid(&[
        "行政复议 _ _ _ _ 行政诉讼 _ _ _ _ _ _ _ _ _",
        "结果维持 结果纠正 其他结果 尚未审结 总计 未经复议直接起诉 _ _ _ _ 复议后起诉 _ _ _ _",
        "_ _ _ _ _ 结果维持 结果纠正 其他结果 尚未审结 总计 结果维持 结果纠正 其他结果 尚未审结 总计",
        "1 0 0 0 1 2 0 0 0 2 3 0 0 0 3",
    ]);
    let found = recognise(&lines, &catalogue, None).unwrap();
    let cells: Vec<String> = found.table.rows[0].cells.iter().map(ToString::to_string).collect();
    assert_eq!(cells.join(" "), "1 0 0 0 1 2 0 0 0 2 3 0 0 0 3");
    assert_eq!(found.table.columns[10].label, ["行政诉讼", "复议后起诉", "结果维持"]);
    assert_eq!(found.doubts, [] as [&str; 0]);
}

#[test]
fn one_cell_a_line_is_read_by_the_order_of_the_form() {
    let catalogue = Catalogue::built_in();
    let lines = |text: &str| -> Vec<Vec<String>> {
        text.split('|').map(|cell| vec![cell.to_owned()]).collect()
    };
    let text = "第二十条第（五）项|信息内容|上一年项目数量|本年增/减|处理决定数量|行政许可|1215|-35|1180|其他对外管理服务事项|0|1|1|\
                第二十条第（六）项|信息内容|上一年项目数量|本年增/减|处理决定数量|行政处罚|7|+2|\
                第二十条第（九）项|信息内容|采购项目数量|采购总金额|政府集中采购|3|251000元";
    let found = recognise(&lines(text), &catalogue, None).unwrap();
    let cell = |row: &str, column: &str| {
        let at = found.table.columns.iter().position(|own| own.key == column).unwrap();
        found.table.rows.iter().find(|own| own.key == row).unwrap().cells[at].to_string()
    };
    assert_eq!(found.generation, Form::F2019);
    let row =
        |row: &str| ["previous", "change", "decisions"].map(|column| cell(row, column)).join(" ");
    assert_eq!([row("permit"), row("service")], ["1215 -35 1180", "0 1 1"]);
    assert_eq!(cell("procure", "amount"), "251000元");
    // A row that lost a cell is not filled in by guess, and its numbers are told.
    assert_eq!(row("penalty"), "  ");
    assert!(
        found
            .doubts
            .iter()
            .any(|doubt| doubt.contains("“行政处罚”行应有3个数，原文有2个（7、+2）")),
        "{:?}",
        found.doubts
    );
}

#[test]
fn a_table_of_the_office_is_none() {
    let catalogue = Catalogue::built_in();
    for lines in [
        &["季度 人次 金额", "一季度 1024 6.50", "二季度 / _"][..],
        &["项目 自然人 总计", "低保 5 6", "特困 7 8"],
        &["项目 数量", "公开信息 5", "收到申请 6"],
        &["股室 行政许可 行政处罚", "一科 5 6"],
        &["_ _", "_ _"],
        &[],
    ] {
        assert_eq!(recognise(&grid(lines), &catalogue, None), None, "{lines:?}");
    }
    let large = vec![vec!["行政许可".to_owned()]; 10_000];
    assert_eq!(recognise(&large, &catalogue, None), None);
}

#[test]
fn the_parts_of_a_table_are_joined() {
    let catalogue = Catalogue::built_in();
    let part = |lines: &[&str]| recognise(&grid(lines), &catalogue, None).unwrap().table;
    let mut first = part(&[
        "信息内容 本年制发件数 本年废止件数 现行有效件数",
        "规章 0 0 0",
        "行政规范性文件 3 1 12",
    ]);
    let second = part(&["信息内容 本年处理决定数量", "行政许可 15"]);
    let form = catalogue.form(Form::F2021, "disclosure").unwrap();
    assert!(join(&mut first, &second, form));
    assert!(!join(&mut first, &second, form), "both say something of one cell");
    complete(&mut first, form);
    assert_eq!((first.rows.len(), first.columns.len()), (6, 5));
    assert_eq!(first.rows[2].cells[3], Cell::from("15"));
    assert_eq!(first.rows[1].cells[2], Cell::from("12"));
}
