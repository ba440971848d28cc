//! What the interface is opened with.

use crate::app::Marks;
use crate::text::width::Widths;
use crate::ui::Theme;
use crate::wire;

use super::loaded::Loaded;
use super::preferences::Preferences;
use super::surroundings::Surroundings;

/// What to open the interface with.
pub struct Opening {
    /// The project to show; none for the start page.
    pub project: Option<Loaded>,
    /// Where to go at once, see [`crate::app::State::go_to`].
    pub at: Option<String>,
    /// How many colours may be used; `None` for what the terminal is known to have.
    pub colours: Option<wire::Colours>,
    /// The colours.
    pub theme: Theme,
    /// The signs of the interface.
    pub marks: Marks,
    /// How wide ambiguous glyphs are; `None` for what the settings say.
    pub widths: Option<Widths>,
    /// The user's settings and keys.
    pub preferences: Preferences,
    /// The environment.
    pub surroundings: Surroundings,
    /// Who sits here, as shown and signed.
    pub user: String,
    /// The account's login name.
    pub login: String,
    /// Whether to open the key test, and to end with it.
    pub tests_keys: bool,
    /// Whether to break down at the first key (演习): shows a technician that the terminal is given back even then.
    pub breaks: bool,
}
