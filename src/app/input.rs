//! One line to type: prompts, filters, cells. The stock text area keeps the text; the caret is drawn by `ui`.

use tui_textarea::{CursorMove, TextArea};

use super::key::{Code, Key};

/// One line of text with a caret.
#[derive(Debug, Clone, Default)]
pub struct Input {
    area: TextArea<'static>,
}

impl Input {
    /// A line that already holds text; the caret stands behind it.
    pub fn holding(text: &str) -> Self {
        let mut area = TextArea::new(vec![one_line(text)]);
        area.move_cursor(CursorMove::End);
        Self { area }
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        self.area.lines().first().map_or("", String::as_str)
    }

    /// The text before the caret.
    pub fn before_caret(&self) -> String {
        self.text().chars().take(self.area.cursor().1).collect()
    }

    /// Takes the key if it edits the line; false if it means something else here.
    pub fn press(&mut self, key: Key) -> bool {
        if let Some(typed) = key.typed() {
            self.area.insert_char(typed);
            return true;
        }
        match (key.code, key.ctrl) {
            (Code::Backspace, false) => _ = self.area.delete_char(),
            (Code::Delete, false) => _ = self.area.delete_next_char(),
            (Code::Left, false) => self.area.move_cursor(CursorMove::Back),
            (Code::Right, false) => self.area.move_cursor(CursorMove::Forward),
            (Code::Home, false) => self.area.move_cursor(CursorMove::Head),
            (Code::End, false) => self.area.move_cursor(CursorMove::End),
            (Code::Char('u'), true) => _ = self.area.delete_line_by_head(),
            (Code::Char('w'), true) => _ = self.area.delete_word(),
            (Code::Char('z'), true) => _ = self.area.undo(),
            (Code::Char('y'), true) => _ = self.area.redo(),
            _ => return false,
        }
        true
    }

    /// Puts text in at the caret; line breaks become blanks.
    pub fn insert(&mut self, text: &str) {
        self.area.insert_str(one_line(text));
    }
}

/// The text without line breaks and control characters, which one line cannot hold.
fn one_line(text: &str) -> String {
    text.trim_end_matches('\n').chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(input: &mut Input, keys: &str) {
        for key in keys.split_whitespace() {
            assert!(input.press(key.parse().unwrap()), "{key}");
        }
    }

    #[test]
    fn edits_chinese_by_character() {
        let mut input = Input::holding("政府");
        press(&mut input, "left 务 home 我 end 开 backspace");
        assert_eq!(input.text(), "我政务府");
        assert_eq!(input.before_caret(), "我政务府");
        assert!(!input.press("enter".parse().unwrap()));
    }

    #[test]
    fn a_paste_stays_on_one_line() {
        let mut input = Input::default();
        input.insert("一\n二\t三\n");
        assert_eq!(input.text(), "一 二 三");
    }
}
