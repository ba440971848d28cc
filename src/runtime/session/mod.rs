//! The loop: keys, signals and outcomes in, one write a frame out; asleep while nothing happens.

mod measuring;

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::io::{self, Write};
use std::mem;
use std::process;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::{self, Action, Effect, Focus, Outcome, Size, State};
use crate::forms::Catalogue;
use crate::text::width::Widths;
use crate::ui::{Theme, draw};
use crate::wire;

use super::effects::Worker;
use super::incoming::Incoming;
use super::input::{Decoder, EscWait, Input};
use super::keeper::Keeper;
use super::keys::{pointed, translate};
use super::memory::Memory;
use super::opening::Opening;
use super::pace::Pace;
use super::panics::Watch;
use super::probe::{Probe, certain, known};
use super::reader::Reader;
use super::signals::{LastResort, Listener, Signal};
use super::terminal::{Refusal, Screen};
use super::tty::Tty;

/// How long the loop has to end when the program is asked to.
const GRACE: Duration = Duration::from_secs(1);
/// How long a disk may take for what is asked of it last.
const LAST_WORK: Duration = Duration::from_secs(3);
/// The exit code of a program whose terminal took nothing any more.
const STUCK: i32 = 3;

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

/// Opens the interface on the standard terminal and stays until the user leaves. Gives back what is to be told on the
/// user's own screen, if anything: the report of a key test, or that the terminal cannot show Chinese.
///
/// # Errors
/// [`Refusal`] if there is no terminal to draw on, or none that can show Chinese; what was unsaved is kept.
pub fn run(opening: Opening) -> Result<String, Refusal> {
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
    session.state.parting().into_iter().for_each(|noted| session.worker.perform(noted));
    let parting = mem::take(&mut session.parting);
    screen.leave();
    drop(listener);
    session.worker.leave();
    session.worker.finish(LAST_WORK);
    session.refusal.map_or(Ok(parting), Err)
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

/// The forms of the project that is opened, or else the statutory ones.
fn forms(opening: &Opening) -> Arc<Catalogue> {
    let known = opening.project.as_ref().map(|loaded| Arc::clone(&loaded.opened.project.forms));
    known.unwrap_or_else(|| Arc::new(Catalogue::built_in()))
}

/// What new ids begin with: another number each time.
fn chance() -> u64 {
    RandomState::new().build_hasher().finish()
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
    parting: String,
    /// Why the screen is given back, if it is not for the user's wish.
    refusal: Option<Refusal>,
    memory: Option<Memory>,
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
        let mut state = State::knowing(forms(&opening), Size { columns, rows }, chance());
        state.marks = opening.marks;
        (state.user, state.login) = (opening.user, opening.login);
        let widths = opening.widths.or_else(|| opening.preferences.widths());
        let memory = Memory::of(surroundings);
        let remembered = memory.as_ref().and_then(Memory::widths);
        state.widths = widths.or(remembered).unwrap_or(Widths::NARROW);
        let told = opening.preferences.told();
        (state.settings, state.keymap) = (opening.preferences.settings, opening.preferences.keymap);
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
        if opening.tests_keys {
            state.test_keys();
        }
        if let Some(told) = told {
            state.warn(told);
        }
        let wait = EscWait::for_line(surroundings.ssh);
        let wait = state.settings.esc_wait_ms.map_or(wait, EscWait::from_millis);
        Self {
            screen,
            watch,
            state,
            theme: opening.theme,
            wire: wire::Screen::new(abilities, columns, rows),
            decoder: Decoder::new(wait),
            probe: None,
            measures: widths.is_none(),
            breaks: opening.breaks,
            worker,
            pace: Pace::default(),
            frame: Buffer::empty(Rect::new(0, 0, columns, rows)),
            out: Vec::new(),
            parting: String::new(),
            refusal: None,
            memory,
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
        if self.state.settings.mouse {
            self.switch_mouse(true);
        }
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
        if self.pace.is_due(now) {
            self.state.rest();
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
                if self.state.focus.top() == Focus::KeyTest {
                    self.act(Action::Outcome(Outcome::Heard(bytes)));
                }
                self.type_in(inputs);
                self.pace.came(when, self.state.has_unkept() || self.state.is_to_rest());
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
            Ok(true) => {
                if self.state.settings.mouse {
                    self.switch_mouse(true);
                }
                self.resize();
            }
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
                Input::Mouse(event) => {
                    if let Some(mouse) = pointed(event) {
                        self.act(Action::Mouse(mouse));
                    }
                }
                Input::Focus(_) => {}
            }
        }
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
                Effect::Mouse(on) => self.switch_mouse(on),
                Effect::ReportKeys(report) => {
                    self.parting.push_str(&report);
                    self.worker.perform(Effect::ReportKeys(report));
                }
                Effect::Copy(text) => self.out.extend_from_slice(&wire::copy(&text)),
                other => self.worker.perform(other),
            }
        }
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
