//! What the terminal is asked and what it answers: widths, character set, bytes in another one, the mouse.

use crate::app::{Action, Outcome};
use crate::runtime::input::Answer;
use crate::runtime::probe::{Probe, Verdict, known};
use crate::runtime::terminal::Refusal;

use super::Session;

impl Session<'_> {
    pub(super) fn measured(&mut self, answer: &Answer) {
        let Some(probe) = self.probe.as_mut() else { return };
        let widths = match probe.hear(answer) {
            Verdict::Open => return,
            Verdict::Measured(widths) => widths,
            Verdict::NotUtf8 => {
                self.refusal = Some(Refusal::NotUtf8);
                return self.leaving = true;
            }
            Verdict::Unknown => return self.probe = None,
        };
        self.probe = None;
        self.wire.trust(Box::new(known));
        if widths != self.state.widths {
            self.wire.doubt();
            if let Some(memory) = self.memory.clone() {
                self.worker.remember(memory, widths);
            }
            self.act(Action::Outcome(Outcome::Measured(widths)));
        }
    }

    pub(super) fn foreign(&mut self, gb18030: Option<&str>) {
        let told = match gb18030 {
            Some(text) => format!(
                "终端的字符集不是 UTF-8（收到的像是 GBK 的“{text}”），没有收下。请在终端软件里改成 UTF-8：PuTTY 在 Window ▸ Translation，Xshell 在 文件 ▸ 属性 ▸ 终端 ▸ 编码"
            ),
            None => "收到不是 UTF-8 的字节，没有收下。请在终端软件里把字符集设成 UTF-8".to_owned(),
        };
        self.state.warn(told);
    }

    /// A terminal that is gone is told by the reader.
    pub(super) fn switch_mouse(&self, on: bool) {
        let _ = self.screen.set_mouse(on);
    }

    /// Measures again, unless answers are still to come, and paints all again.
    pub(super) fn repaint(&mut self) {
        if self.measures && self.probe.is_none() {
            self.out.extend_from_slice(b"\x1b[H");
            self.probe = Some(Probe::ask(&mut self.decoder, &mut self.out));
        }
        self.wire.forget();
    }
}
