//! Who has the keys: a stack, of which the top alone is asked.

/// A place that keys go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Focus {
    /// The start page, when no project is open.
    Start,
    /// The outline (目录): reports, sections, tables.
    Outline,
    /// The text of a report, being read.
    Text,
    /// The text of a report, being typed in.
    Typing,
    /// A table.
    Table,
    /// A cell being typed in.
    Cell,
    /// The cells of a table, asked for one by one.
    Filling,
    /// The list of findings (问题).
    Findings,
    /// The places of a review (审阅), one after the other.
    Review,
    /// A list to choose from: palette, help, years, sections.
    Picker,
    /// The menu bar.
    Menu,
    /// One line to type: find, open.
    Prompt,
    /// A question with numbered answers.
    Choice,
    /// The list of all places of what is looked for, or of what is to be replaced.
    Matches,
    /// The card of a finding: what may be done about it.
    Card,
    /// A look at what a pasted block would change, with numbered answers.
    Paste,
    /// Figures over the years (走势).
    Trend,
    /// The key test.
    KeyTest,
}

impl Focus {
    /// The places that a key can be bound in; overlays have keys of their own.
    pub const PANES: &'static [Self] = &[
        Self::Start,
        Self::Outline,
        Self::Text,
        Self::Typing,
        Self::Table,
        Self::Cell,
        Self::Findings,
    ];

    /// The state's name in the state line: 浏览, 编辑 or 输入.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Typing | Self::Cell | Self::Filling => "编辑",
            Self::Picker
            | Self::Prompt
            | Self::Choice
            | Self::Menu
            | Self::Matches
            | Self::Card
            | Self::Paste
            | Self::Trend
            | Self::KeyTest => "输入",
            Self::Start | Self::Outline | Self::Text | Self::Table | Self::Findings => "浏览",
            Self::Review => "审阅",
        }
    }

    /// Whether it lies over the panes and takes all keys for itself.
    pub const fn is_overlay(self) -> bool {
        matches!(
            self,
            Self::Picker
                | Self::Menu
                | Self::Prompt
                | Self::Choice
                | Self::Matches
                | Self::Card
                | Self::Paste
                | Self::Trend
                | Self::KeyTest
        )
    }

    /// Whether what is typed goes into a text.
    pub const fn takes_text(self) -> bool {
        matches!(self, Self::Typing | Self::Cell | Self::Filling | Self::Prompt | Self::Picker)
    }
}

/// The stack of places (焦点): a sub-place is pushed, Esc pops, the bottom stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FocusStack(Vec<Focus>);

impl FocusStack {
    /// A stack with its bottom.
    pub fn new(bottom: Focus) -> Self {
        Self(vec![bottom])
    }

    /// Who has the keys.
    pub fn top(&self) -> Focus {
        self.0.last().copied().unwrap_or(Focus::Start)
    }

    /// Gives the keys to a place; what is already on top stays.
    pub fn push(&mut self, focus: Focus) {
        if self.top() != focus {
            self.0.push(focus);
        }
    }

    /// Gives the keys back; false at the bottom.
    pub fn pop(&mut self) -> bool {
        self.0.len() > 1 && self.0.pop().is_some()
    }

    /// Pops until this place is on top; pushes it where it is not on the stack.
    pub fn back_to(&mut self, focus: Focus) {
        if self.has(focus) {
            while self.top() != focus && self.pop() {}
        } else {
            self.push(focus);
        }
    }

    /// Whether the place is on the stack.
    pub fn has(&self, focus: Focus) -> bool {
        self.0.contains(&focus)
    }

    /// The topmost place that is a pane and no overlay.
    pub fn pane(&self) -> Focus {
        self.0.iter().rev().copied().find(|focus| !focus.is_overlay()).unwrap_or(Focus::Start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn esc_goes_one_step_out_and_never_past_the_bottom() {
        let mut stack = FocusStack::new(Focus::Outline);
        stack.push(Focus::Text);
        stack.push(Focus::Text);
        stack.push(Focus::Picker);
        assert_eq!((stack.top(), stack.pane()), (Focus::Picker, Focus::Text));
        assert!(stack.pop() && stack.pop() && !stack.pop());
        assert_eq!(stack.top(), Focus::Outline);
        stack.back_to(Focus::Text);
        assert_eq!(stack.top(), Focus::Text);
    }
}
