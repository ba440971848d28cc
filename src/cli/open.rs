//! `nianbao [PROJECT]`: opens the workbench, or prints the overview where there is no terminal.

use std::io::{self, IsTerminal};
use std::path::Path;

use super::Ending;
use super::args::{Arguments, Color};
use super::failure::Failure;
use super::out;
use super::overview::overview;
use super::project;
use crate::app::Marks;
use crate::runtime::surroundings::Surroundings;
use crate::runtime::{self, Loaded, Opening, Preferences};
use crate::store::{self, Opened};
use crate::wire::Colours;

/// Opens the project that is meant; the start page where none is named and none is near.
pub(super) fn run(asked: &Arguments) -> Result<Ending, Failure> {
    let surroundings = Surroundings::from_env();
    let drawn = io::stdin().is_terminal() && io::stdout().is_terminal() && !surroundings.is_dumb();
    let nowhere = asked.project.is_none() && store::find(Path::new(".")).is_none();
    if drawn && nowhere {
        return show(asked, None, surroundings);
    }
    let opened = project::open(asked.project.as_deref())?;
    if let Some(year) = asked.at.as_deref().and_then(|at| at.split('/').next()) {
        let known = year.parse().map_err(|_| {
            Failure::Usage(format!("--at 的位置“{year}”不以年度开头，应如 2024、2024/1.2/3"))
        })?;
        project::report(&opened, known)?;
    }
    if drawn {
        return show(asked, Some(opened), surroundings);
    }
    let unread = project::tell_unread(&opened);
    out::print(&overview(&opened))?;
    Ok(if unread { Ending::Unread } else { Ending::Fine })
}

/// Opens the interface and stays until the user leaves.
fn show(
    asked: &Arguments,
    opened: Option<Opened>,
    surroundings: Surroundings,
) -> Result<Ending, Failure> {
    let login = std::env::var("USER").or_else(|_| std::env::var("LOGNAME")).unwrap_or_default();
    let known = || opened.as_ref().map_or(login.clone(), |opened| project::person(opened, &login));
    let user = asked.user.clone().unwrap_or_else(known);
    let project = opened.map(|found| Loaded::of(found, surroundings.state_folder.clone(), &user));
    let opening = Opening {
        user,
        login,
        project,
        at: asked.at.clone(),
        colours: asked.color.map(|color| match color {
            Color::Never => Colours::None,
            Color::Sixteen => Colours::Sixteen,
            Color::Many => Colours::Many,
        }),
        theme: super::theme::named(asked.theme.as_deref())?,
        marks: if asked.ascii { Marks::ASCII } else { Marks::USUAL },
        widths: asked.width.and_then(super::args::Width::widths),
        preferences: Preferences::read(surroundings.config_folder.as_deref()),
        surroundings,
        tests_keys: false,
        breaks: false,
    };
    enter(opening)
}

/// Opens the interface; what is left to say is printed once the screen is given back.
fn enter(opening: Opening) -> Result<Ending, Failure> {
    let parting = runtime::run(opening).map_err(|refusal| Failure::File(refusal.to_string()))?;
    out::print(&parting)?;
    Ok(Ending::Fine)
}

/// Opens the key test alone (按键测试) with the user's own keys.
pub(super) fn test_keys() -> Result<Ending, Failure> {
    let surroundings = Surroundings::from_env();
    let preferences = Preferences::read(surroundings.config_folder.as_deref());
    enter(Opening { preferences, surroundings, tests_keys: true, ..start_page()? })
}

/// Opens the start page and breaks down at the first key (演习), so that a technician sees the terminal given back.
pub(super) fn drill() -> Result<Ending, Failure> {
    enter(Opening { breaks: true, ..start_page()? })
}

/// Nothing but the start page.
fn start_page() -> Result<Opening, Failure> {
    Ok(Opening {
        project: None,
        at: None,
        colours: None,
        theme: super::theme::named(None)?,
        marks: Marks::USUAL,
        widths: None,
        preferences: Preferences::default(),
        surroundings: Surroundings::from_env(),
        user: String::new(),
        login: String::new(),
        tests_keys: false,
        breaks: false,
    })
}
