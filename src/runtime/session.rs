//! The loop: keys, signals and outcomes in, one write a frame out; asleep while nothing happens.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::io::{self, Write};
use std::process;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::{self, Action, Effect, Marks, Outcome, Size, State};
use crate::text::width::Widths;
use crate::ui::{Theme, draw};
use crate::wire;

use super::effects::Worker;
use super::incoming::Incoming;
use super::input::{Decoder, EscWait, Input};
use super::keeper::Keeper;
use super::keys::translate;
use super::loaded::Loaded;
use super::pace::Pace;
use super::panics::Watch;
use super::probe::{Probe, Verdict, certain, known};
use super::reader::Reader;
use super::signals::{LastResort, Listener, Signal};
use super::surroundings::Surroundings;
use super::terminal::{Refusal, Screen};
use super::tty::Tty;

/// How long the loop has to end when the program is asked to.
const GRACE: Duration = Duration::from_secs(1);
/// How long a disk may take for what is asked of it last.
const LAST_WORK: Duration = Duration::from_secs(3);
/// The exit code of a program whose terminal took nothing any more.
const STUCK: i32 = 3;

/// What to open the interface with.
pub struct Opening {
    /// The project to show; none for the start page.
    pub project: Option<Loaded>,
    /// Where to go at once, see [`State::go_to`].
    pub at: Option<String>,
    /// How many colours may be used; `None` for what the terminal is known to have.
    pub colours: Option<wire::Colours>,
    /// The colours.
    pub theme: Theme,
    /// The signs of the interface.
    pub marks: Marks,
    /// How wide ambiguous glyphs are; `None` to measure.
    pub widths: Option<Widths>,
    /// The environment.
    pub surroundings: Surroundings,
    /// The account's name.
    pub user: String,
    /// Whether to break down at the first key (演习): shows a technician that the terminal is given back even then.
    pub breaks: bool,
}

/// Something for the loop.
enum Message {
    Incoming(Incoming),
    Outcome(Outcome),
}

impl From<Incoming> for Message {
    fn from(incoming: Incoming) -> Self {
        Self::Incoming(incoming)
    }
}

/// Opens the interface on the standard terminal and stays until the user leaves.
///
/// # Errors
/// [`Refusal`] if there is no terminal to draw on; nothing was done then.
pub fn run(opening: Opening) -> Result<(), Refusal> {
    let screen = Screen::enter(Tty::standard()?, &opening.surroundings)?;
    let watch = Watch::over(&screen);
    let (to, messages) = channel();
    let listener = Listener::start::<Message>(to.clone(), last_resort(&screen))?;
    let _reader = Reader::start::<Message>(screen.keys()?, to.clone())?;
    let mut session = Session::new(&screen, &watch, opening, to);
    session.first_frame();
    session.stay(&messages);
    // What the user has not let go of is kept, also when the terminal is gone.
    session.keep();
    screen.leave();
    drop(listener);
    session.worker.leave();
    session.worker.finish(LAST_WORK);
    Ok(())
}

/// Gives up on a loop that cannot be reached: the line's modes are restored, and the process ends.
fn last_resort(screen: &Screen) -> LastResort {
    let line = screen.line();
    let act = move || {
        line.leave();
        process::exit(STUCK);
    };
    LastResort { after: GRACE, act: Box::new(act) }
}

struct Session<'a> {
    screen: &'a Screen,
    watch: &'a Watch,
    state: State,
    theme: Theme,
    wire: wire::Screen,
    decoder: Decoder,
    probe: Option<Probe>,
    measures: bool,
    breaks: bool,
    worker: Worker,
    pace: Pace,
    frame: Buffer,
    out: Vec<u8>,
    leaving: bool,
}

impl<'a> Session<'a> {
    fn new(screen: &'a Screen, watch: &'a Watch, opening: Opening, to: Sender<Message>) -> Self {
        let (columns, rows) = screen.size();
        let surroundings = &opening.surroundings;
        let mut abilities = wire::Abilities::of(
            surroundings.term.as_deref().unwrap_or_default(),
            surroundings.no_color,
        );
        abilities.colours = opening.colours.unwrap_or(abilities.colours);
        let mut state =
            State::new(Size { columns, rows }, RandomState::new().build_hasher().finish());
        state.marks = opening.marks;
        state.user = opening.user;
        state.widths = opening.widths.unwrap_or(Widths::NARROW);
        let keeper = Keeper::new(surroundings.state_folder.clone(), state.user.clone());
        let worker =
            Worker::start(keeper, move |outcome| to.send(Message::Outcome(outcome)).is_ok());
        if let Some(loaded) = opening.project {
            let (entered, opened) = loaded.parted();
            worker.enter(entered);
            let shown = app::update(&mut state, Action::Outcome(Outcome::Opened(Box::new(opened))));
            if let Some(Err(error)) = opening.at.map(|at| state.go_to(&at)) {
                state.fail(error);
            }
            // The checks are asked for with the first frame.
            let asked = shown.into_iter().filter(|effect| matches!(effect, Effect::Claim(_)));
            asked.chain(state.claim()).for_each(|effect| worker.perform(effect));
        } else {
            app::update(&mut state, Action::Resize(Size { columns, rows }));
        }
        Self {
            screen,
            watch,
            state,
            theme: opening.theme,
            wire: wire::Screen::new(abilities, columns, rows),
            decoder: Decoder::new(EscWait::for_line(surroundings.ssh)),
            probe: None,
            measures: opening.widths.is_none(),
            breaks: opening.breaks,
            worker,
            pace: Pace::default(),
            frame: Buffer::empty(Rect::new(0, 0, columns, rows)),
            out: Vec::new(),
            leaving: false,
        }
    }

    /// The questions about widths and the first frame, in one write.
    fn first_frame(&mut self) {
        self.wire.trust(Box::new(certain));
        if self.measures {
            self.probe = Some(Probe::ask(&mut self.decoder, &mut self.out));
        } else {
            self.wire.trust(Box::new(known));
        }
        self.paint();
        for effect in self.state.check() {
            self.worker.perform(effect);
        }
    }

    fn stay(&mut self, messages: &Receiver<Message>) {
        while !self.leaving {
            let Some(message) = self.next(messages) else { continue };
            self.take(message);
            // Whatever else has come meanwhile is taken before the frame is drawn: a burst costs one frame.
            while let Ok(message) = messages.try_recv() {
                self.take(message);
            }
            if !self.leaving {
                self.paint();
            }
        }
    }

    /// The next message; none when something that was held back is due.
    fn next(&mut self, messages: &Receiver<Message>) -> Option<Message> {
        let held = self.decoder.deadline().into_iter().chain(self.pace.deadline()).min();
        let Some(until) = held else {
            return messages.recv().map_err(|_| self.leaving = true).ok();
        };
        match messages.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(message) => Some(message),
            Err(RecvTimeoutError::Timeout) => {
                self.overdue(Instant::now());
                None
            }
            Err(RecvTimeoutError::Disconnected) => {
                self.leaving = true;
                None
            }
        }
    }

    fn overdue(&mut self, now: Instant) {
        let mut inputs = Vec::new();
        self.decoder.expire(now, &mut inputs);
        self.type_in(inputs);
        if self.pace.deadline().is_none() {
            self.pace.came(now, self.state.has_unkept());
        }
        self.keep_when_due(now);
        if !self.leaving {
            self.paint();
        }
    }

    /// Has unsaved work put on disk if the user has paused, or has typed for long enough.
    fn keep_when_due(&mut self, now: Instant) {
        if self.pace.is_due(now) {
            self.keep();
            for effect in self.state.check_at_pause() {
                self.worker.perform(effect);
            }
            self.pace.came(now, false);
        }
    }

    fn keep(&mut self) {
        for effect in self.state.keep() {
            self.worker.perform(effect);
        }
    }

    fn take(&mut self, message: Message) {
        match message {
            Message::Incoming(Incoming::Bytes(bytes, when)) => {
                let mut inputs = Vec::new();
                self.decoder.feed(&bytes, when, &mut inputs);
                self.type_in(inputs);
                self.pace.came(when, self.state.has_unkept());
                self.keep_when_due(Instant::now());
            }
            Message::Incoming(Incoming::HungUp) => self.leaving = true,
            Message::Incoming(Incoming::Signal(signal)) => self.signal(signal),
            Message::Outcome(outcome) => self.act(Action::Outcome(outcome)),
        }
        for breakdown in self.watch.breakdowns() {
            self.state.fail(format!("程序内部出错，请保存后重开：{}", breakdown.what));
        }
    }

    fn signal(&mut self, signal: Signal) {
        match signal {
            Signal::Resize => self.resize(),
            Signal::HangUp | Signal::Terminate => self.leaving = true,
            Signal::Interrupt => {
                if let Ok(key) = "ctrl-c".parse() {
                    self.act(Action::Key(key));
                }
            }
            Signal::Stop => self.come_back(&self.screen.stop()),
            Signal::Continue => self.come_back(&self.screen.continued()),
        }
    }

    /// Paints all again where the screen was given back meanwhile.
    fn come_back(&mut self, back: &io::Result<bool>) {
        match back {
            Ok(true) => self.resize(),
            Ok(false) => {}
            Err(_) => self.leaving = true,
        }
    }

    fn resize(&mut self) {
        let (columns, rows) = self.screen.size();
        self.frame = Buffer::empty(Rect::new(0, 0, columns, rows));
        // The window may have had other sizes in between, in which the terminal lost what was cut off.
        self.wire.forget();
        self.act(Action::Resize(Size { columns, rows }));
    }

    fn type_in(&mut self, inputs: Vec<Input>) {
        for input in inputs {
            match input {
                Input::Key(event) => {
                    for key in translate(event) {
                        self.act(Action::Key(key));
                    }
                }
                Input::EscDigit { digit, .. } => {
                    if let Ok(key) = digit.to_string().parse() {
                        self.act(Action::Key(key));
                    }
                }
                Input::Text(text) => self.act(Action::Phrase(text)),
                Input::Paste(text) => self.act(Action::Paste(text)),
                Input::Answer(answer) => self.measured(&answer),
                Input::Foreign(foreign) => self.foreign(foreign.gb18030.as_deref()),
                Input::Mouse(_) | Input::Focus(_) => {}
            }
        }
    }

    fn measured(&mut self, answer: &super::input::Answer) {
        let Some(probe) = self.probe.as_mut() else { return };
        let widths = match probe.hear(answer) {
            Verdict::Open => return,
            Verdict::Measured(widths) => widths,
            Verdict::Unknown => return self.probe = None,
        };
        self.probe = None;
        self.wire.trust(Box::new(known));
        if widths != self.state.widths {
            self.wire.forget();
            self.act(Action::Outcome(Outcome::Measured(widths)));
        }
    }

    fn foreign(&mut self, gb18030: Option<&str>) {
        let told = match gb18030 {
            Some(text) => format!(
                "终端的字符集不是 UTF-8（收到的像是 GBK 的“{text}”），没有收下。请在终端软件里改成 UTF-8：PuTTY 在 Window ▸ Translation，Xshell 在 文件 ▸ 属性 ▸ 终端 ▸ 编码"
            ),
            None => "收到不是 UTF-8 的字节，没有收下。请在终端软件里把字符集设成 UTF-8".to_owned(),
        };
        self.state.warn(told);
    }

    fn act(&mut self, action: Action) {
        let breaks = self.breaks && matches!(action, Action::Key(_));
        assert!(!breaks, "演习（doctor --break），程序本身没有错");
        self.state.now = Timestamp::now();
        for effect in app::update(&mut self.state, action) {
            match effect {
                Effect::Quit => {
                    self.leaving = true;
                    self.state.drop_unkept();
                    self.worker.perform(effect);
                }
                Effect::Repaint => self.repaint(),
                Effect::Copy(text) => self.out.extend_from_slice(&wire::copy(&text)),
                other => self.worker.perform(other),
            }
        }
    }

    /// Measures again, unless answers are still to come, and paints all again.
    fn repaint(&mut self) {
        if self.measures && self.probe.is_none() {
            self.out.extend_from_slice(b"\x1b[H");
            self.probe = Some(Probe::ask(&mut self.decoder, &mut self.out));
        }
        self.wire.forget();
    }

    /// Draws the frame and sends what differs, in one write.
    fn paint(&mut self) {
        let caret = draw(&self.state, &self.theme, &mut self.frame);
        let cursor = caret.map(|caret| wire::Cursor {
            x: caret.x,
            y: caret.y,
            shape: if caret.typing { wire::Shape::Bar } else { wire::Shape::Block },
        });
        self.wire.present(&self.frame, cursor, &mut self.out);
        if !self.out.is_empty() {
            // A dead line is told by the reader or by SIGHUP.
            let _ = self.screen.out().write_all(&self.out);
            self.out.clear();
        }
    }
}
