//! `nianbao [PROJECT]`: opens the workbench, or prints the overview where there is no terminal.

use std::path::Path;

use super::Ending;
use super::failure::Failure;
use super::out;
use super::overview::overview;
use super::project;
use crate::store::Opened;

/// Opens the project that is meant.
pub(super) fn run(named: Option<&Path>, at: Option<&str>) -> Result<Ending, Failure> {
    let opened = project::open(named)?;
    if let Some(year) = at.and_then(|at| at.split('/').next()) {
        let known = year.parse().map_err(|_| {
            Failure::Usage(format!("--at 的位置“{year}”不以年度开头，应如 2024、2024/1.2/3"))
        })?;
        project::report(&opened.project, known)?;
    }
    let unread = project::tell_unread(&opened);
    open(&opened, at)?;
    Ok(if unread { Ending::Unread } else { Ending::Fine })
}

/// Shows a project, at a place if one was asked for.
fn open(opened: &Opened, _at: Option<&str>) -> Result<(), Failure> {
    out::print(&overview(opened))
}
