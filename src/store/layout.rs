//! The canonical layout of a project file: stable text in which one changed sentence changes one line.

use serde::Serialize;

use super::node::{Node, Unwritable};

/// First line of every file: options without `Some(…)`, variants without doubled parentheses.
const HEADER: &str = "#![enable(implicit_some, unwrap_variant_newtypes)]\n";

/// The format that this program writes.
pub(super) const FORMAT: u32 = 1;

/// Types printed on one line, whatever their length: a line is what `git diff` shows.
const LINES: &[&str] = &["Paragraph", "Row", "Column", "Person", "Remark", "Anchor", "SignOff"];

/// Types parted by an empty line from their neighbours in a list, so that changes to neighbours merge in git.
const APART: &[&str] = &["Section", "Paragraph", "Table", "Comment", "Waiver", "SignOff"];

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
