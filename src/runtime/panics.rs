//! What happens when the program itself is wrong: the screen is given back first, then the user is told what to do.

use std::io::{self, Write};
use std::panic::{self, PanicHookInfo};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, ThreadId};

use super::terminal::Screen;

/// What broke (内部错误): a line for whoever maintains the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breakdown {
    /// Thread, place in the source and message.
    pub what: String,
}

/// Watches over panics until it is dropped; then the standard hook is back.
///
/// A panic of the thread that made it gives the screen back and tells the user. A panic of another thread touches
/// nothing on the screen, which is still in use: it is told through [`Watch::breakdowns`]. So whoever catches a panic
/// (`catch_unwind`) must do so in another thread, or the screen is gone.
#[derive(Debug)]
pub struct Watch {
    broken: Receiver<Breakdown>,
}

impl Watch {
    /// Starts to watch for `screen`. To be called from the thread that draws.
    pub fn over(screen: &Screen) -> Self {
        let (to, broken) = channel();
        let (line, owner) = (screen.line(), thread::current().id());
        panic::set_hook(Box::new(move |info| {
            if is_elsewhere(owner, &to, info) {
                return;
            }
            line.leave();
            // If nobody reads the message, there is nobody to tell.
            let _ = io::stderr().write_all(last_words(&describe(info)).as_bytes());
        }));
        Self { broken }
    }

    /// What broke in other threads since the last call.
    pub fn breakdowns(&self) -> impl Iterator<Item = Breakdown> + '_ {
        self.broken.try_iter()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if !thread::panicking() {
            drop(panic::take_hook());
        }
    }
}

/// Tells a panic of any thread but `owner` to the channel, and says whether it was one.
fn is_elsewhere(owner: ThreadId, to: &Sender<Breakdown>, info: &PanicHookInfo<'_>) -> bool {
    thread::current().id() != owner && to.send(Breakdown { what: describe(info) }).is_ok()
}

fn describe(info: &PanicHookInfo<'_>) -> String {
    let current = thread::current();
    let name = current.name().unwrap_or("?");
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    let message = info.payload_as_str().unwrap_or("?");
    format!("{} {} [{name}] {place}: {message}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"))
}

/// What the user reads, and what to do.
fn last_words(what: &str) -> String {
    format!(
        "年报工作台出了内部错误，已经停下，终端已复原。\n\
         存过的内容没有变。请重新打开这个项目：没来得及存的会提示恢复。\n\
         再出现时，请把下面这行交给维护人员：\n{what}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_words_say_what_to_do_and_where_it_broke() {
        let words = last_words("nianbao 0.1.0 [main] src/x.rs:1:2: 空");
        assert!(words.contains("请重新打开这个项目"));
        assert!(words.ends_with("src/x.rs:1:2: 空\n"));
    }
}
