//! Header paths in one line: 法人或其他组织／商业企业.

/// The steps of a path joined by ／, its unit behind it in brackets.
pub(super) fn flat(path: &[String], unit: &str) -> String {
    let label = path.join("／");
    if unit.is_empty() { label } else { format!("{label}（{unit}）") }
}

/// The same so that every path can be told from every other: a ／ or \ inside a step gets a \ before it, and the path
/// of one empty step is a lone \.
pub(super) fn exact(path: &[String], unit: &str) -> String {
    if path.iter().all(String::is_empty) && path.len() == 1 {
        return flat(&["\\".to_owned()], &quoted(unit));
    }
    let steps: Vec<String> = path.iter().map(|step| quoted(step)).collect();
    flat(&steps, &quoted(unit))
}

fn quoted(step: &str) -> String {
    step.replace('\\', "\\\\").replace('／', "\\／")
}
