//! `nianbao screen`: the screen after some keys, without a terminal.

use super::Ending;
use super::args::{Picture, Screen};
use super::failure::Failure;
use super::out;
use super::project;
use crate::runtime::{Headless, Loaded};
use crate::ui::{svg, text};

pub(super) fn run(asked: &Screen) -> Result<Ending, Failure> {
    let usage = |error: &dyn std::fmt::Display| Failure::Usage(error.to_string());
    let theme = super::theme::named(asked.theme.as_deref())?;
    let opened = match &asked.project {
        Some(folder) => Some(Loaded::from(project::open(Some(folder))?)),
        None => None,
    };
    let mut session = Headless::rehearsal(opened, asked.size, theme);
    if let Some(at) = &asked.at {
        session.go_to(at).map_err(Failure::Usage)?;
    }
    session.press(&asked.keys).map_err(|error| usage(&error))?;
    let (screen, _) = session.screen();
    match asked.picture {
        Picture::Text => out::print(&(text::lines(&screen).join("\n") + "\n"))?,
        Picture::Svg => out::print(&svg::svg(&screen))?,
    }
    Ok(Ending::Fine)
}
