//! What the presets change in the keys that the commands have of their own.

use super::focus::Focus;
use super::settings::Preset;

/// Keys, where they are pressed, and the id of the command that they give.
pub(super) type Change = (&'static str, &'static [Focus], &'static str);

const READING: &[Focus] = &[Focus::Text];
const TABLE: &[Focus] = &[Focus::Table];
const BOTH: &[Focus] = &[Focus::Text, Focus::Typing];
const PANES: &[Focus] =
    &[Focus::Start, Focus::Outline, Focus::Text, Focus::Typing, Focus::Table, Focus::Findings];

/// The changes of a preset.
pub(super) const fn changes(preset: Preset) -> &'static [Change] {
    match preset {
        Preset::Office => &[],
        Preset::Vim => VIM,
        Preset::Mc => MC,
    }
}

/// Reading (浏览) is the normal mode, typing (编辑) the insert mode. Counts before commands are not known.
const VIM: &[Change] = &[
    ("i", READING, "edit.start"),
    ("a", READING, "edit.append"),
    ("I", READING, "edit.start_of_paragraph"),
    ("A", READING, "edit.end_of_paragraph"),
    ("o", READING, "section.paragraph"),
    ("O", READING, "section.paragraph_above"),
    ("h", READING, "text.left"),
    ("l", READING, "text.right"),
    ("w", READING, "text.word_right"),
    ("e", READING, "text.word_right"),
    ("b", READING, "text.word_left"),
    ("0", READING, "text.home"),
    ("^", READING, "text.home"),
    ("$", READING, "text.end"),
    ("(", READING, "text.sentence_left"),
    (")", READING, "text.sentence_right"),
    ("{", READING, "text.paragraph_up"),
    ("}", READING, "text.paragraph_down"),
    ("g g", READING, "text.first"),
    ("ctrl-f", READING, "text.page_down"),
    ("ctrl-b", READING, "text.page_up"),
    ("ctrl-d", READING, "text.half_down"),
    ("ctrl-u", READING, "text.half_up"),
    ("N", READING, "find.previous"),
    ("v", READING, "select.mark"),
    ("x", READING, "text.rub_on"),
    ("X", READING, "text.rub_back"),
    ("D", READING, "text.cut_to_end"),
    ("J", READING, "section.join"),
    ("d", READING, "edit.cut"),
    ("y", READING, "edit.copy"),
    ("d d", READING, "section.delete_paragraph"),
    ("d w", READING, "text.cut_word"),
    ("d $", READING, "text.cut_to_end"),
    ("d )", READING, "text.cut_sentence"),
    ("c w", READING, "edit.change_word"),
    ("c c", READING, "edit.change_paragraph"),
    ("y y", READING, "edit.copy"),
    ("p", READING, "edit.put"),
    ("u", READING, "edit.undo"),
    ("ctrl-r", READING, "edit.redo"),
    ("Z Z", PANES, "file.save_and_quit"),
];

const MC: &[Change] = &[
    ("f2", PANES, "file.save"),
    ("f4", READING, "edit.start"),
    ("f4", TABLE, "table.edit"),
    ("f9", PANES, "help.menu"),
    ("f10", PANES, "file.quit"),
    ("f3", BOTH, "select.mark"),
];
