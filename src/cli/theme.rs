//! The theme that was asked for: the user's own file, or a built-in one.

use std::fs;
use std::path::{Path, PathBuf};

use super::failure::Failure;
use crate::ui::Theme;

/// The theme of this name: a file at this path, one in the user's folder, or one that is built in.
///
/// The user's folder is `$XDG_CONFIG_HOME/nianbao/themes`, else `~/.config/nianbao/themes`.
pub(super) fn named(name: Option<&str>) -> Result<Theme, Failure> {
    let name = name.unwrap_or("默认");
    let own = folder().map(|folder| folder.join(format!("{name}.ron")));
    let files = [Some(PathBuf::from(name)).filter(|path| ends_in_ron(path)), own];
    if let Some(path) = files.into_iter().flatten().find(|path| path.is_file()) {
        let told =
            |why: &dyn std::fmt::Display| Failure::File(format!("{}：{why}", path.display()));
        let text = fs::read_to_string(&path).map_err(|error| told(&error))?;
        return Theme::read(&text).map_err(|error| told(&error));
    }
    Theme::built_in(name).map_err(|error| Failure::Usage(error.to_string()))
}

fn ends_in_ron(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "ron")
}

fn folder() -> Option<PathBuf> {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let config = set("XDG_CONFIG_HOME").or_else(|| set("HOME").map(|home| home.join(".config")))?;
    Some(config.join("nianbao").join("themes"))
}
