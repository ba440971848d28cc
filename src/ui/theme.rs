//! Themes (配色): colours by meaning, as RON files; the built-in ones stand in `themes/`.

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

/// The themes that the program comes with.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("default", include_str!("../../themes/default.ron")),
    ("contrast", include_str!("../../themes/contrast.ron")),
    ("mono", include_str!("../../themes/mono.ron")),
    ("songyan", include_str!("../../themes/songyan.ron")),
    ("qinghua", include_str!("../../themes/qinghua.ron")),
];

/// How everything looks (配色). Nothing is told by colour alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// Name shown to the user.
    pub name: String,
    /// Text of the report, and whatever has no other meaning.
    pub ink: Style,
    /// What is less important: notes, blocked commands.
    pub faint: Style,
    /// The title row.
    pub title: Style,
    /// Headings of the report.
    pub heading: Style,
    /// What draws the eye: the name of the open year, keys in hints.
    pub accent: Style,
    /// The chosen line while its pane has the keys.
    pub chosen: Style,
    /// The chosen line while another pane has the keys.
    pub resting: Style,
    /// Words that were searched for.
    pub found: Style,
    /// 错
    pub error: Style,
    /// 警
    pub warning: Style,
    /// 示
    pub hint: Style,
    /// Something that was done, or is right.
    pub good: Style,
    /// The state line.
    pub state: Style,
    /// Sheets, menus and their headings.
    pub sheet: Style,
    /// The column between panes, rules in tables.
    pub separator: Style,
}

/// A theme file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ThemeError {
    /// Not RON, or a name that no theme has.
    #[error("配色文件第 {line} 行第 {column} 列读不懂：{why}")]
    Unreadable {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What the reader expected.
        why: String,
    },
    /// A colour that has no meaning.
    #[error("配色里的颜色“{0}”不认识；可用 red、light blue、208 或 #a0c0ff 这样的写法")]
    Colour(String),
    /// No theme has this name.
    #[error("没有叫“{0}”的配色；有：{1}")]
    Unknown(String, String),
}

/// One entry of a theme file.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Face {
    fg: Option<String>,
    bg: Option<String>,
    with: Vec<Attribute>,
}

/// What a terminal without colours can show.
#[derive(Debug, Clone, Copy, Deserialize)]
enum Attribute {
    Bold,
    Dim,
    Underline,
    Reverse,
}

/// A theme as it stands in its file: every meaning must be there, and no other.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    ink: Face,
    faint: Face,
    title: Face,
    heading: Face,
    accent: Face,
    chosen: Face,
    resting: Face,
    found: Face,
    error: Face,
    warning: Face,
    hint: Face,
    good: Face,
    state: Face,
    sheet: Face,
    separator: Face,
}

impl Theme {
    /// Reads a theme from the text of its file.
    pub fn read(text: &str) -> Result<Self, ThemeError> {
        let options = ron::Options::default()
            .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
        let written: Written = options.from_str(text).map_err(|error| ThemeError::Unreadable {
            line: error.span.start.line,
            column: error.span.start.col,
            why: error.code.to_string(),
        })?;
        Ok(Self {
            name: written.name,
            ink: written.ink.style()?,
            faint: written.faint.style()?,
            title: written.title.style()?,
            heading: written.heading.style()?,
            accent: written.accent.style()?,
            chosen: written.chosen.style()?,
            resting: written.resting.style()?,
            found: written.found.style()?,
            error: written.error.style()?,
            warning: written.warning.style()?,
            hint: written.hint.style()?,
            good: written.good.style()?,
            state: written.state.style()?,
            sheet: written.sheet.style()?,
            separator: written.separator.style()?,
        })
    }

    /// The built-in theme with this file name or Chinese name.
    pub fn built_in(name: &str) -> Result<Self, ThemeError> {
        let mut names = Vec::new();
        for (file, text) in BUILT_IN {
            let theme = Self::read(text)?;
            if *file == name || theme.name == name {
                return Ok(theme);
            }
            names.push(theme.name);
        }
        Err(ThemeError::Unknown(name.to_owned(), names.join("、")))
    }
}

impl Face {
    fn style(&self) -> Result<Style, ThemeError> {
        let (fg, bg) = (colour(self.fg.as_deref())?, colour(self.bg.as_deref())?);
        let modifiers = self.with.iter().map(|attribute| match attribute {
            Attribute::Bold => Modifier::BOLD,
            Attribute::Dim => Modifier::DIM,
            Attribute::Underline => Modifier::UNDERLINED,
            Attribute::Reverse => Modifier::REVERSED,
        });
        Ok(Style { fg, bg, ..Style::new() }.add_modifier(modifiers.collect()))
    }
}

fn colour(name: Option<&str>) -> Result<Option<Color>, ThemeError> {
    name.map(|name| name.parse().map_err(|_| ThemeError::Colour(name.to_owned()))).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_theme_is_whole() {
        for (file, text) in BUILT_IN {
            let theme = Theme::read(text).unwrap_or_else(|error| panic!("{file}: {error}"));
            assert_eq!(Theme::built_in(&theme.name), Ok(theme));
        }
    }

    #[test]
    fn nothing_is_told_by_colour_alone() {
        for (file, text) in BUILT_IN {
            let theme = Theme::read(text).unwrap();
            let plain = |style: Style| (style.add_modifier, style.sub_modifier);
            assert_ne!(plain(theme.chosen), plain(theme.ink), "{file}: the chosen line");
            assert_ne!(plain(theme.title), plain(theme.ink), "{file}: the title row");
            assert_ne!(plain(theme.found), plain(theme.ink), "{file}: found words");
            assert_ne!(plain(theme.error), plain(theme.ink), "{file}: errors");
        }
    }

    #[test]
    fn a_mistake_is_told_with_its_place() {
        let text = BUILT_IN[0].1.replace("faint:", "fainnt:");
        let told = Theme::read(&text).unwrap_err().to_string();
        assert!(told.starts_with("配色文件第 "), "{told}");
        let text = BUILT_IN[1].1.replace("\"yellow\"", "\"yelow\"");
        assert_eq!(Theme::read(&text), Err(ThemeError::Colour("yelow".to_owned())));
        assert!(Theme::built_in("没有").unwrap_err().to_string().contains("默认"));
    }
}
