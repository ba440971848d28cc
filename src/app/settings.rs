//! The user's settings (设置), as they stand in `settings.ron`.

use serde::Deserialize;

/// The keys one starts from (键位方案).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Preset {
    /// As word processors and spreadsheets have them.
    #[default]
    Office,
    /// Reading is vim's normal mode, typing its insert mode.
    Vim,
    /// As Midnight Commander has them: F2 saves, F4 edits, F9 is the menu, F10 quits.
    Mc,
}

/// How wide glyphs are taken to be whose width Unicode leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ambiguous {
    /// As the terminal says when it is asked.
    #[default]
    Auto,
    /// One cell.
    Narrow,
    /// Two cells.
    Wide,
}

/// What the user has settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The keys one starts from.
    pub preset: Preset,
    /// Width of “ ” — … ① and their like; tmux and mosh answer for themselves, so it can be said.
    pub ambiguous: Ambiguous,
    /// Whether 。，、 hang past the margin (标点悬挂).
    pub hanging: bool,
    /// Whether the mouse is used; the terminal's own selecting and pasting then wants Shift.
    pub mouse: bool,
    /// Milliseconds for which Esc waits for the rest of a key; none for what suits the line.
    pub esc_wait_ms: Option<u16>,
}

/// A settings file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("第 {line} 行第 {column} 列：{what}")]
pub struct SettingsError {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
    /// What is wrong, and how it should be.
    pub what: String,
}

impl Settings {
    /// Reads the text of a settings file. What it does not name stays as it is by default.
    ///
    /// # Errors
    /// Where it is wrong and why; nothing of it is used then.
    pub fn read(text: &str) -> Result<Self, SettingsError> {
        let settings: Self = options().from_str(text).map_err(|error| SettingsError {
            line: error.span.start.line,
            column: error.span.start.col,
            what: told(&error.code),
        })?;
        match settings.esc_wait_ms {
            Some(wait) if !(5..=1000).contains(&wait) => {
                let line =
                    text.lines().position(|line| line.contains("esc_wait_ms")).unwrap_or(0) + 1;
                let what = format!("esc_wait_ms 是 {wait}，应在 5 到 1000 毫秒之间");
                Err(SettingsError { line, column: 1, what })
            }
            _ => Ok(settings),
        }
    }
}

/// How files are read that people write by hand: `Some( )` need not be written.
pub(super) fn options() -> ron::Options {
    ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
}

/// What the reader says, in Chinese where it is a mistake that people make.
pub(super) fn told(error: &ron::Error) -> String {
    let list = |names: &[&str]| names.join("、");
    match error {
        ron::Error::NoSuchStructField { expected, found, .. } => {
            format!("没有叫“{found}”的设置；有：{}", list(expected))
        }
        ron::Error::NoSuchEnumVariant { expected, found, .. } => {
            format!("没有“{found}”这个值；可以是：{}", list(expected))
        }
        ron::Error::DuplicateStructField { field, .. } => format!("“{field}”写了两次"),
        ron::Error::ExpectedBoolean => "这里应写 true（是）或 false（否）".to_owned(),
        ron::Error::ExpectedInteger | ron::Error::IntegerOutOfBounds => {
            "这里应写一个整数".to_owned()
        }
        ron::Error::ExpectedComma => "前一项后面少了逗号，或文件少了右括号".to_owned(),
        ron::Error::ExpectedStructLikeEnd | ron::Error::Eof => {
            "文件没有写完，少了右括号".to_owned()
        }
        ron::Error::ExpectedMapColon => "名称后面少了冒号".to_owned(),
        ron::Error::TrailingCharacters => "括号外面还有多余的字".to_owned(),
        other => format!("读不懂 [{other}]"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_taken_and_the_rest_stays() {
        assert_eq!(Settings::read("()"), Ok(Settings::default()));
        let text = "(\n  preset: vim,\n  ambiguous: wide,\n  hanging: true, // 悬挂\n  esc_wait_ms: 80,\n)";
        let settings = Settings {
            preset: Preset::Vim,
            ambiguous: Ambiguous::Wide,
            hanging: true,
            mouse: false,
            esc_wait_ms: Some(80),
        };
        assert_eq!(Settings::read(text), Ok(settings));
    }

    #[test]
    fn a_mistake_is_told_with_its_place() {
        for (text, line, what) in [
            ("(\n preste: vim)", 2, "没有叫“preste”的设置；有：preset"),
            ("(preset: emacs)", 1, "没有“emacs”这个值；可以是：office、vim、mc"),
            ("(\n\n mouse: yes)", 3, "true"),
            ("(\n mouse: true\n hanging: true)", 3, "逗号"),
            ("(mouse: true", 1, "右括号"),
            ("(\n mouse: true,\n mouse: true)", 3, "写了两次"),
            ("(\n esc_wait_ms: 5000)", 2, "5 到 1000"),
            ("(esc_wait_ms: 70000)", 1, "整数"),
        ] {
            let error = Settings::read(text).unwrap_err();
            assert!(error.line == line && error.what.contains(what), "{text}: {error}");
        }
    }
}
