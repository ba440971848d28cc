//! The canonical layout of a project file: stable text in which one changed sentence changes one line.

use serde::Serialize;

use super::node::{Node, Unwritable};

/// First line of every file: options without `Some(…)`, variants without doubled parentheses.
const HEADER: &str = "#![enable(implicit_some, unwrap_variant_newtypes)]\n";

/// The format that this program writes.
pub(super) const FORMAT: u32 = 1;

/// Types printed on one line, whatever their length: a line is what `git diff` shows.
const LINES: &[&str] = &[
    "Paragraph",
    "Row",
    "Column",
    "Person",
    "Remark",
    "Anchor",
    "SignOff",
    "Pending",
    "Seen",
    "Disputed",
    "Beside",
    "Suggestion",
    "Change",
];

/// Types parted by an empty line from their neighbours in a list, so that changes to neighbours merge in git.
const APART: &[&str] = &[
    "Section",
    "Paragraph",
    "Table",
    "Comment",
    "Waiver",
    "SignOff",
    "Pending",
    "Seen",
    "Conflict",
    "Change",
    "Correction",
];

/// The whole file of a stored value, `format` first.
pub(super) fn file(value: &impl Serialize) -> Result<String, Unwritable> {
    let mut tree = Node::of(value)?;
    if let Node::Record { fields, .. } = &mut tree {
        fields.insert(0, ("format", Node::Word(FORMAT.to_string())));
    }
    let mut out = HEADER.to_owned();
    print(&tree, 0, &mut out);
    out.push('\n');
    Ok(out)
}

/// Prints a node at an indent, of which the first line already stands.
fn print(node: &Node, depth: usize, out: &mut String) {
    match node {
        Node::Word(word) => out.push_str(word),
        Node::Record { kind, .. } if LINES.contains(kind) => one_line(node, out),
        Node::Record { fields, .. } if fields.is_empty() => one_line(node, out),
        Node::Group { items, .. } | Node::List(items) if items.is_empty() => one_line(node, out),
        Node::Map(pairs) if pairs.is_empty() => out.push_str("{}"),
        Node::Group { items, .. } if items.iter().all(is_short) => one_line(node, out),
        Node::Record { name, fields, .. } => {
            out.push_str(name);
            out.push_str("(\n");
            for (field, value) in fields {
                indent(depth + 1, out);
                out.push_str(field);
                out.push_str(": ");
                print(value, depth + 1, out);
                out.push_str(",\n");
            }
            indent(depth, out);
            out.push(')');
        }
        Node::Group { name, items } => {
            out.push_str(name);
            block(items, ["(\n", ")"], depth, out);
        }
        Node::List(items) => block(items, ["[\n", "]"], depth, out),
        Node::Map(pairs) => {
            out.push_str("{\n");
            for (key, value) in pairs {
                indent(depth + 1, out);
                one_line(key, out);
                out.push_str(": ");
                print(value, depth + 1, out);
                out.push_str(",\n");
            }
            indent(depth, out);
            out.push('}');
        }
    }
}

/// One item a line, an empty line between those that stand apart.
fn block(items: &[Node], [open, close]: [&str; 2], depth: usize, out: &mut String) {
    out.push_str(open);
    let mut before: Option<&Node> = None;
    for item in items {
        if is_apart(item) || before.is_some_and(is_apart) {
            out.push_str(if before.is_some() { "\n" } else { "" });
        }
        indent(depth + 1, out);
        print(item, depth + 1, out);
        out.push_str(",\n");
        before = Some(item);
    }
    indent(depth, out);
    out.push_str(close);
}

/// Prints a node without any line break.
fn one_line(node: &Node, out: &mut String) {
    match node {
        Node::Word(word) => out.push_str(word),
        Node::List(items) => {
            out.push('[');
            joined(items, out, one_line);
            out.push(']');
        }
        Node::Map(pairs) => {
            out.push('{');
            joined(pairs, out, |(key, value), out| {
                one_line(key, out);
                out.push_str(": ");
                one_line(value, out);
            });
            out.push('}');
        }
        Node::Group { name, items } => {
            out.push_str(name);
            out.push('(');
            joined(items, out, one_line);
            out.push(')');
        }
        Node::Record { name, fields, .. } => {
            out.push_str(name);
            out.push('(');
            joined(fields, out, |(field, value), out| {
                out.push_str(field);
                out.push_str(": ");
                one_line(value, out);
            });
            out.push(')');
        }
    }
}

fn joined<T>(items: &[T], out: &mut String, print: impl Fn(&T, &mut String)) {
    for (at, item) in items.iter().enumerate() {
        out.push_str(if at == 0 { "" } else { ", " });
        print(item, out);
    }
}

fn is_apart(node: &Node) -> bool {
    matches!(node, Node::Record { kind, .. } if APART.contains(kind))
}

fn is_short(node: &Node) -> bool {
    matches!(node, Node::Word(_))
}

fn indent(depth: usize, out: &mut String) {
    for _ in 0..depth {
        out.push_str("  ");
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Block, Cell, Report};
    use crate::store::arbitrary::{example, head, report};
    use crate::store::arbitrary_review::review;
    use crate::store::open;

    #[test]
    fn a_report_is_written_one_paragraph_and_one_row_a_line() {
        let written = file(&example()).unwrap();
        let want = r#"#![enable(implicit_some, unwrap_variant_newtypes)]
(
  format: 1,
  year: 2024,
  title: "示例市民政局\n2024 年政府信息公开工作年度报告",
  form: F2021,
  period: "2024",
  status: Draft,
  contact: (
    telephone: "0000-1234567",
  ),
  sections: [
    (
      id: "s0",
      level: 0,
      blocks: [
        Paragraph(id: "p0", text: "根据《中华人民共和国政府信息公开条例》编制。"),
      ],
    ),

    (
      id: "s1",
      level: 1,
      title: "总体情况",
      blocks: [
        Paragraph(id: "p1", text: "全年主动公开 15 件，“零”差错。"),

        Paragraph(id: "p2", text: "门户网站\"要闻\"栏目更新 438.470 万字。"),

        Table(
          id: "t1",
          form: "applications",
          columns: [
            (key: "c1", label: ["申请人情况", "自然人"]),
            (key: "c7", label: ["申请人情况", "总计"]),
          ],
          rows: [
            (id: "r1", key: "r1", label: ["本年新收"], cells: ["12", "15"]),
            (id: "r2", key: "r2", label: ["上年结转"], cells: ["", "/"]),
          ],
        ),
      ],
    ),
  ],
)
"#;
        assert_eq!(written, want);
        assert_eq!(open::report(want, Some(2024)).unwrap().value, example());
    }

    #[test]
    fn a_review_and_a_project_are_written_for_people_too() {
        let review = r#"#![enable(implicit_some, unwrap_variant_newtypes)]
(
  format: 1,
  comments: [
    (
      id: "c1",
      at: Words(paragraph: "p1", quote: "零"),
      thread: [
        (by: "李四", when: "2025-01-06T09:00:00Z", text: "依据？"),
        (by: "张三", when: "2025-01-06T10:00:00Z", text: "见台账。"),
      ],
      resolved: false,
    ),

    (
      id: "c2",
      at: Section("s1"),
      thread: [],
      resolved: true,
    ),
  ],
)
"#;
        assert_eq!(file(&open::review(review).unwrap().value).unwrap(), review);
        let head = r#"#![enable(implicit_some, unwrap_variant_newtypes)]
(
  format: 1,
  agency: (
    name: "示例市民政局",
    level: City,
    kind: Department,
    aliases: [
      "市民政局",
    ],
  ),
  people: [
    (name: "张三", login: "zhangsan", roles: [Drafter, Reviewer]),
  ],
  settings: (
    overview_characters: 1000,
  ),
)
"#;
        assert_eq!(file(&open::head(head).unwrap().value).unwrap(), head);
    }

    /// How many lines of the file differ after a change.
    fn changed_lines(change: impl FnOnce(&mut Report)) -> usize {
        let mut report = example();
        let before = file(&report).unwrap();
        change(&mut report);
        let after = file(&report).unwrap();
        assert_eq!(before.lines().count(), after.lines().count());
        before.lines().zip(after.lines()).filter(|(before, after)| before != after).count()
    }

    #[test]
    fn one_changed_sentence_or_cell_changes_one_line() {
        let sentence = |report: &mut Report| {
            let Block::Paragraph(paragraph) = &mut report.sections[1].blocks[0] else { panic!() };
            paragraph.text.push_str("又一句。");
        };
        assert_eq!(changed_lines(sentence), 1);
        let cell = |report: &mut Report| {
            report.table_mut("t1".parse().unwrap()).unwrap().rows[0].cells[1] = Cell::from("16");
        };
        assert_eq!(changed_lines(cell), 1);
        assert_eq!(changed_lines(|report| report.sections[1].title.push('表')), 1);
    }

    #[test]
    fn values_that_could_be_mistaken_are_not() {
        #[derive(Debug, PartialEq, Serialize, serde::Deserialize)]
        enum Mark {
            Bare,
            Wraps(Option<String>),
            Pair(u8, u8),
            Tuple((u8, u8)),
            Named { x: i32 },
            Many(Vec<Option<u8>>),
        }
        #[derive(Debug, PartialEq, Serialize, serde::Deserialize)]
        struct All {
            twice: Vec<Option<Inner>>,
            marks: Vec<Option<Mark>>,
            map: std::collections::BTreeMap<String, (u8, char)>,
            whole: Newtype,
            unit: (),
        }
        #[derive(Debug, PartialEq, Serialize, serde::Deserialize)]
        struct Newtype(Vec<bool>);
        #[derive(Debug, PartialEq, Serialize, serde::Deserialize)]
        #[serde(transparent)]
        struct Inner(Option<u8>);
        let all = All {
            twice: vec![None, Some(Inner(None)), Some(Inner(Some(1)))],
            marks: vec![
                None,
                Some(Mark::Bare),
                Some(Mark::Wraps(None)),
                Some(Mark::Wraps(Some("None".to_owned()))),
                Some(Mark::Pair(1, 2)),
                Some(Mark::Tuple((1, 2))),
                Some(Mark::Named { x: -1 }),
                Some(Mark::Many(vec![None, Some(3)])),
            ],
            map: [("键".to_owned(), (1, '"'))].into(),
            whole: Newtype(vec![true, false]),
            unit: (),
        };
        let written = file(&all).unwrap();
        assert_eq!(
            crate::store::read::parse::<All>(&written, &[]).unwrap().value,
            all,
            "{written}"
        );
        assert!(file(&1.5_f32).is_err());
    }

    proptest! {
        #[test]
        fn every_report_is_read_back_as_written(report in report()) {
            let written = file(&report).unwrap();
            let read = open::report(&written, Some(report.year)).unwrap();
            prop_assert!(read.why_not.is_none() && read.given == 0);
            prop_assert_eq!(&read.value, &report);
            prop_assert_eq!(file(&read.value).unwrap(), written);
        }

        #[test]
        fn every_review_and_project_is_read_back_as_written(review in review(), head in head()) {
            let written = file(&review).unwrap();
            let read = open::review(&written).unwrap();
            prop_assert_eq!(&read.value, &review);
            prop_assert_eq!(file(&read.value).unwrap(), written);
            let written = file(&head).unwrap();
            let read = open::head(&written).unwrap();
            prop_assert_eq!(&read.value, &head);
            prop_assert_eq!(file(&read.value).unwrap(), written);
        }
    }
}
