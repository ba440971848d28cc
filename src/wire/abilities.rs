//! What a terminal can do, known by the name in `TERM`: nobody is asked and nobody waits.

/// How many colours a terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colours {
    /// None: bold, dim, underline and reverse have to tell everything apart.
    None,
    /// The eight base colours, normal and bright.
    Sixteen,
    /// The palette of 256.
    Many,
}

/// What a terminal can be told to do.
#[expect(clippy::struct_excessive_bools, reason = "each is a yes or no of its own")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Abilities {
    /// Some rows move while others stay: DECSTBM, IL, DL.
    pub scroll_region: bool,
    /// All rows of the scroll region move with one command: SU, SD.
    pub scroll_command: bool,
    /// Cells move within a row: ICH, DCH.
    pub insert_delete: bool,
    /// The rest of a row becomes blank: EL.
    pub erase_line: bool,
    /// The cursor goes to a column or a row alone: CHA, VPA.
    pub line_address: bool,
    /// A frame appears at once (mode 2026); terminals that do not know the mode pass over it.
    pub synchronized: bool,
    /// The cursor takes a shape: DECSCUSR.
    pub cursor_shape: bool,
    /// How many colours there are.
    pub colours: Colours,
}

/// Terminals of the VT220 line and after, which move cells and rows.
const FULL: Abilities = Abilities {
    scroll_region: true,
    scroll_command: true,
    insert_delete: true,
    erase_line: true,
    line_address: true,
    synchronized: true,
    cursor_shape: true,
    colours: Colours::Sixteen,
};

/// What every terminal of the VT100 line has.
const PLAIN: Abilities = Abilities {
    scroll_region: false,
    scroll_command: false,
    insert_delete: false,
    erase_line: true,
    line_address: false,
    synchronized: false,
    cursor_shape: false,
    colours: Colours::None,
};

/// The families that are known to have it all; a name belongs to one if it starts with it.
const FAMILIES: &[&str] = &[
    "xterm",
    "tmux",
    "rxvt",
    "alacritty",
    "kitty",
    "foot",
    "wezterm",
    "konsole",
    "vte",
    "gnome",
    "iterm",
    "mintty",
    "putty",
    "st-",
    "contour",
    "ghostty",
    "ms-terminal",
];

impl Abilities {
    /// The abilities of a terminal that calls itself `term`. With `plain_colours` (`NO_COLOR` set to anything) no
    /// colour is sent. A name that is not known gets what a VT100 has.
    pub fn of(term: &str, plain_colours: bool) -> Self {
        let known = Self::family(term);
        let colours = if plain_colours { Colours::None } else { known.colours };
        Self { colours, ..known }
    }

    fn family(term: &str) -> Self {
        let many =
            term.contains("256color") || term.contains("direct") || term.contains("truecolor");
        let colours = if many { Colours::Many } else { Colours::Sixteen };
        if term.starts_with("screen") {
            return Self { cursor_shape: false, colours, ..FULL };
        }
        if term.starts_with("linux") || term.starts_with("cons") {
            return Self {
                scroll_command: false,
                synchronized: false,
                cursor_shape: false,
                colours: Colours::Sixteen,
                ..FULL
            };
        }
        if FAMILIES.iter().any(|family| term.starts_with(family)) || term == "st" {
            let always = [
                "alacritty",
                "kitty",
                "foot",
                "wezterm",
                "xterm-kitty",
                "xterm-ghostty",
                "ghostty",
                "contour",
            ];
            let colours = if always.iter().any(|name| term.starts_with(name)) {
                Colours::Many
            } else {
                colours
            };
            return Self { colours, ..FULL };
        }
        if term.starts_with("vt220")
            || term.starts_with("vt3")
            || term.starts_with("vt4")
            || term.starts_with("vt5")
        {
            return Self {
                line_address: false,
                scroll_command: false,
                synchronized: false,
                cursor_shape: false,
                colours: Colours::None,
                ..FULL
            };
        }
        if term.starts_with("ansi") {
            return Self { colours: Colours::Sixteen, ..PLAIN };
        }
        PLAIN
    }
}

#[cfg(test)]
mod tests {
    use super::{Abilities, Colours};

    #[test]
    fn terminals_are_known_by_name() {
        let table = [
            // name, shifts rows, scrolls, synchronized, shapes, colours
            ("xterm-256color", true, true, true, true, Colours::Many),
            ("xterm", true, true, true, true, Colours::Sixteen),
            ("xterm-kitty", true, true, true, true, Colours::Many),
            ("tmux-256color", true, true, true, true, Colours::Many),
            ("screen", true, true, true, false, Colours::Sixteen),
            ("screen.xterm-256color", true, true, true, false, Colours::Many),
            ("putty-256color", true, true, true, true, Colours::Many),
            ("linux", true, true, false, false, Colours::Sixteen),
            ("vt220", true, true, false, false, Colours::None),
            ("vt100", false, false, false, false, Colours::None),
            ("never-heard-of", false, false, false, false, Colours::None),
        ];
        for (name, shifts, scrolls, synchronized, shapes, colours) in table {
            let known = Abilities::of(name, false);
            assert_eq!(
                (
                    known.insert_delete,
                    known.scroll_region,
                    known.synchronized,
                    known.cursor_shape,
                    known.colours
                ),
                (shifts, scrolls, synchronized, shapes, colours),
                "{name}"
            );
        }
    }

    #[test]
    fn no_color_takes_the_colours_and_nothing_else() {
        let with = Abilities::of("xterm-256color", false);
        let without = Abilities::of("xterm-256color", true);
        assert_eq!(without, Abilities { colours: Colours::None, ..with });
    }
}
