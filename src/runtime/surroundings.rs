//! What the environment variables tell of the terminal, the line and the user's folders: read here once, handed on as data.

use std::path::{Path, PathBuf};

/// A program between ours and the terminal, which draws, measures and takes keys on its own account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Multiplexer {
    /// tmux: may hold Esc back, has its own width table.
    Tmux,
    /// GNU screen: takes Ctrl-A, passes no bracketed paste before version 5.
    Screen,
    /// zellij: takes Ctrl-P, T, N, S, O, Q.
    Zellij,
}

/// The part of the environment that concerns the terminal (环境). An empty variable counts as unset.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// `TERM`, the terminal's name.
    pub term: Option<String>,
    /// `TERM_PROGRAM`, what some terminals call themselves.
    pub term_program: Option<String>,
    /// `COLORTERM`: `truecolor` or `24bit` where all colours can be shown.
    pub colorterm: Option<String>,
    /// `LC_ALL`, else `LC_CTYPE`, else `LANG`: the locale that rules characters.
    pub lang: Option<String>,
    /// The keys come over SSH (`SSH_CONNECTION` or `SSH_TTY`).
    pub ssh: bool,
    /// The multiplexer next to us (`TMUX`, `STY`, `ZELLIJ`).
    pub multiplexer: Option<Multiplexer>,
    /// `NO_COLOR` is set and not empty (<https://no-color.org>).
    pub no_color: bool,
    /// Where unsaved work is kept: `nianbao` in `XDG_STATE_HOME`, else in `~/.local/state` (XDG Base Directory
    /// Specification 0.8, by which a relative path counts as unset).
    pub state_folder: Option<PathBuf>,
    /// Where the user's own settings and keys are: `nianbao` in `XDG_CONFIG_HOME`, else in `~/.config`.
    pub config_folder: Option<PathBuf>,
}

impl Surroundings {
    /// Reads this process's environment: the only place of the program that does so.
    pub fn from_env() -> Self {
        Self::from_lookup(|name| std::env::var(name).ok())
    }

    /// The same from any source of variables.
    pub fn from_lookup(look_up: impl Fn(&str) -> Option<String>) -> Self {
        let get = |name: &str| look_up(name).filter(|value| !value.is_empty());
        let has = |name: &str| get(name).is_some();
        let multiplexer = [
            ("TMUX", Multiplexer::Tmux),
            ("ZELLIJ", Multiplexer::Zellij),
            ("STY", Multiplexer::Screen),
        ];
        Self {
            term: get("TERM"),
            term_program: get("TERM_PROGRAM"),
            colorterm: get("COLORTERM"),
            lang: get("LC_ALL").or_else(|| get("LC_CTYPE")).or_else(|| get("LANG")),
            ssh: has("SSH_CONNECTION") || has("SSH_TTY"),
            multiplexer: multiplexer.into_iter().find(|(name, _)| has(name)).map(|found| found.1),
            no_color: has("NO_COLOR"),
            state_folder: folder(get, "XDG_STATE_HOME", ".local/state"),
            config_folder: folder(get, "XDG_CONFIG_HOME", ".config"),
        }
    }

    /// The terminal cannot place a cursor, or nobody said what it is: `TERM` is unset or `dumb`.
    pub fn is_dumb(&self) -> bool {
        self.term.as_deref().is_none_or(|term| term == "dumb" || term == "unknown")
    }

    /// The bare Linux console, whose font has no 汉字.
    pub fn is_linux_console(&self) -> bool {
        self.term.as_deref() == Some("linux")
    }

    /// The locale says UTF-8. The terminal itself may well disagree: only measuring tells.
    pub fn is_utf8_locale(&self) -> bool {
        self.lang.as_deref().is_some_and(|lang| {
            let lang = lang.to_ascii_lowercase();
            lang.contains("utf-8") || lang.contains("utf8")
        })
    }

    /// All colours can be shown, as far as `COLORTERM` is to be believed.
    pub fn is_true_colour(&self) -> bool {
        matches!(self.colorterm.as_deref(), Some("truecolor" | "24bit"))
    }
}

/// Our folder in the one that a variable names, else in the usual one below the home.
fn folder(get: impl Fn(&str) -> Option<String>, name: &str, usual: &str) -> Option<PathBuf> {
    let absolute = |name| get(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let found = absolute(name).or_else(|| absolute("HOME").map(|home| home.join(Path::new(usual))));
    found.map(|folder| folder.join("nianbao"))
}

#[cfg(test)]
impl Surroundings {
    /// Surroundings of exactly these variables, for tests.
    pub(crate) fn given(variables: &[(&str, &str)]) -> Self {
        Self::from_lookup(|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_remote_over_ssh_only() {
        assert!(Surroundings::given(&[("SSH_CONNECTION", "10.0.0.2 50022 10.0.0.1 22")]).ssh);
        assert!(Surroundings::given(&[("SSH_TTY", "/dev/pts/3")]).ssh);
        assert!(!Surroundings::given(&[("SSH_TTY", "")]).ssh);
        assert!(!Surroundings::given(&[]).ssh);
    }

    #[test]
    fn a_terminal_without_a_name_is_dumb() {
        for (term, dumb) in [("dumb", true), ("unknown", true), ("", true), ("vt100", false)] {
            assert_eq!(Surroundings::given(&[("TERM", term)]).is_dumb(), dumb, "{term}");
        }
        assert!(Surroundings::given(&[]).is_dumb());
        assert!(Surroundings::given(&[("TERM", "linux")]).is_linux_console());
    }

    #[test]
    fn the_strongest_locale_variable_counts() {
        let lang = |variables: &[(&str, &str)]| Surroundings::given(variables).is_utf8_locale();
        assert!(lang(&[("LANG", "zh_CN.UTF-8")]));
        assert!(lang(&[("LANG", "C"), ("LC_CTYPE", "zh_CN.utf8")]));
        assert!(!lang(&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "zh_CN.GB18030")]));
        assert!(lang(&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "")]));
        assert!(!lang(&[]));
    }

    #[test]
    fn multiplexers_and_colours_are_seen() {
        assert_eq!(
            Surroundings::given(&[("TMUX", "/tmp/t,1,0")]).multiplexer,
            Some(Multiplexer::Tmux)
        );
        assert_eq!(
            Surroundings::given(&[("STY", "17.pts-0")]).multiplexer,
            Some(Multiplexer::Screen)
        );
        assert_eq!(Surroundings::given(&[("ZELLIJ", "0")]).multiplexer, Some(Multiplexer::Zellij));
        assert_eq!(Surroundings::given(&[]).multiplexer, None);
        assert!(Surroundings::given(&[("NO_COLOR", "1")]).no_color);
        assert!(!Surroundings::given(&[("NO_COLOR", "")]).no_color);
        assert!(Surroundings::given(&[("COLORTERM", "truecolor")]).is_true_colour());
        assert!(!Surroundings::given(&[("COLORTERM", "yes")]).is_true_colour());
    }

    #[test]
    fn the_state_folder_is_where_the_specification_puts_it() {
        let folder = |variables: &[(&str, &str)]| {
            Surroundings::given(variables).state_folder.map(|folder| folder.display().to_string())
        };
        let config =
            Surroundings::given(&[("XDG_CONFIG_HOME", "/c"), ("HOME", "/h")]).config_folder;
        assert_eq!(config, Some(PathBuf::from("/c/nianbao")));
        let config = Surroundings::given(&[("HOME", "/h")]).config_folder;
        assert_eq!(config, Some(PathBuf::from("/h/.config/nianbao")));
        let some = |path: &str| Some(path.to_owned());
        assert_eq!(folder(&[("XDG_STATE_HOME", "/s"), ("HOME", "/h")]), some("/s/nianbao"));
        assert_eq!(folder(&[("HOME", "/h")]), some("/h/.local/state/nianbao"));
        for unset in ["", "相对/路径"] {
            let given = [("XDG_STATE_HOME", unset), ("HOME", "/h")];
            assert_eq!(folder(&given), some("/h/.local/state/nianbao"));
        }
        assert_eq!(folder(&[]), None);
    }
}
