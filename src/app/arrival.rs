//! Keys that cannot arrive, or arrive as another key, and why: nothing may be bound to them.

use super::key::{Code, Key};

/// Why nothing may be bound to a key, if so. What is said here holds of the terminals in use, not of one alone.
pub fn why_never(key: Key) -> Option<&'static str> {
    let Key { code, ctrl, alt, shift } = key;
    match code {
        Code::Esc => Some("Esc 总是退一步，不能改"),
        _ if alt => Some("有的客户端不送 Alt，慢线路上它又和 Esc 分不开"),
        Code::F(11) => Some("F11 归客户端用来切换全屏"),
        Code::F(_) if ctrl || shift => Some("有的客户端不送带 Ctrl、Shift 的 F 键"),
        Code::Enter if ctrl || shift => Some("终端送来的和回车一样"),
        Code::Tab if ctrl => Some("终端送来的和 Tab 一样，或被客户端拿去换窗口"),
        Code::Backspace if ctrl || shift => Some("终端送来的和退格一样"),
        Code::Char(' ') if ctrl || shift => Some("是输入法的切换键"),
        Code::Char(c) if ctrl => why_not_ctrl(c, shift),
        _ => None,
    }
}

fn why_not_ctrl(c: char, shift: bool) -> Option<&'static str> {
    match c {
        'h' => Some("到达时就是退格"),
        'i' => Some("到达时就是 Tab"),
        'm' => Some("到达时就是回车"),
        'j' => Some("到达时是换行，粘贴的文字里到处都有"),
        '[' => Some("到达时就是 Esc"),
        '.' | ',' => Some("是输入法的切换键"),
        '+' | '-' | '=' => Some("归客户端用来改字号"),
        '\\' | ']' | '^' | '_' | '/' => Some("和 Ctrl-4 至 Ctrl-7 是同一个字节"),
        '0'..='9' => Some("终端不送，或送来的和别的键一样"),
        'a'..='z' if shift => Some("终端送来的和不按 Shift 一样"),
        'A'..='Z' => Some("终端送来的和小写字母一样；写小写"),
        'a'..='z' => None,
        _ => Some("终端不送这个键"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_arrive_is_refused_and_why() {
        for (written, why) in [
            ("ctrl-h", "退格"),
            ("ctrl-i", "Tab"),
            ("ctrl-m", "回车"),
            ("ctrl-j", "换行"),
            ("ctrl-[", "Esc"),
            ("ctrl-space", "输入法"),
            ("ctrl-.", "输入法"),
            ("shift-space", "输入法"),
            ("ctrl-\\", "字节"),
            ("ctrl-^", "字节"),
            ("ctrl-enter", "回车"),
            ("shift-enter", "回车"),
            ("alt-enter", "Alt"),
            ("alt-x", "Alt"),
            ("ctrl-tab", "Tab"),
            ("shift-f3", "F 键"),
            ("ctrl-f3", "F 键"),
            ("f11", "全屏"),
            ("ctrl-shift-s", "Shift"),
            ("ctrl-1", "不送"),
            ("ctrl-+", "字号"),
            ("esc", "退一步"),
        ] {
            let told = why_never(written.parse().unwrap());
            assert!(told.is_some_and(|told| told.contains(why)), "{written}: {told:?}");
        }
        for fine in
            ["ctrl-s", "f5", "shift-tab", "shift-left", "ctrl-right", "g", "G", "pgdn", "ins"]
        {
            assert_eq!(why_never(fine.parse().unwrap()), None, "{fine}");
        }
    }
}
