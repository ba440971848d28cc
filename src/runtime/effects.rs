//! What the state wants done to the world, done one after the other on a thread of its own.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::app::{Effect, Outcome};
use crate::text::width::Widths;

use super::desk::Desk;
use super::keeper::Keeper;
use super::loaded::Entered;
use super::memory::Memory;

/// How often others are shown that we live, and looked at.
const BEAT: Duration = Duration::from_secs(30);

/// A thread that performs effects in the order in which they were asked for.
pub(super) struct Worker {
    jobs: Sender<Job>,
}

enum Job {
    Enter(Entered),
    Perform(Effect),
    Leave,
    Remember(Memory, Widths),
    Tell(Sender<()>),
}

impl Worker {
    /// Starts the thread for this keeper; `answer` takes each outcome and says whether anybody still listens.
    pub(super) fn start(keeper: Keeper, answer: impl Fn(Outcome) -> bool + Send + 'static) -> Self {
        let (jobs, asked) = channel();
        thread::spawn(move || work(&asked, Desk::new(keeper), answer));
        Self { jobs }
    }

    /// The project in this folder is the open one from now on.
    pub(super) fn enter(&self, project: Entered) {
        self.ask(Job::Enter(project));
    }

    /// The program ends: what is ours to write is given back.
    pub(super) fn leave(&self) {
        self.ask(Job::Leave);
    }

    /// Has an effect performed.
    pub(super) fn perform(&self, effect: Effect) {
        self.ask(Job::Perform(effect));
    }

    /// Has it remembered how wide this terminal draws ambiguous glyphs.
    pub(super) fn remember(&self, memory: Memory, widths: Widths) {
        self.ask(Job::Remember(memory, widths));
    }

    fn ask(&self, job: Job) {
        // The thread ends with the program; nobody is left to be told.
        let _ = self.jobs.send(job);
    }

    /// Waits until everything that was asked for is done, but not longer than `limit`.
    pub(super) fn finish(&self, limit: Duration) {
        let (tell, told) = channel();
        if self.jobs.send(Job::Tell(tell)).is_ok() {
            // A disk that does not answer must not hold a closed terminal.
            let _ = told.recv_timeout(limit);
        }
    }
}

fn work(asked: &Receiver<Job>, mut desk: Desk, answer: impl Fn(Outcome) -> bool) {
    let mut next = Instant::now() + BEAT;
    loop {
        let outcomes = match asked.recv_timeout(next.saturating_duration_since(Instant::now())) {
            Ok(Job::Enter(project)) => {
                desk.enter(project);
                continue;
            }
            Ok(Job::Leave) => {
                desk.locks.leave();
                continue;
            }
            Ok(Job::Remember(memory, widths)) => {
                memory.keep(&widths);
                continue;
            }
            Ok(Job::Tell(done)) => {
                // Who has stopped waiting need not be told.
                let _ = done.send(());
                continue;
            }
            Ok(Job::Perform(effect)) => guarded(|| desk.perform(effect).into_iter().collect()),
            Err(RecvTimeoutError::Timeout) => {
                next = Instant::now() + BEAT;
                guarded(|| desk.beat())
            }
            Err(RecvTimeoutError::Disconnected) => return,
        };
        for outcome in outcomes {
            if !answer(outcome) {
                return;
            }
        }
    }
}

/// The panic hook has told what broke; the thread goes on, for the next effect may be to save.
fn guarded(perform: impl FnOnce() -> Vec<Outcome>) -> Vec<Outcome> {
    let failed = || vec![Outcome::Failed("程序内部出错，这一步没有做成".to_owned())];
    catch_unwind(AssertUnwindSafe(perform)).unwrap_or_else(|_| failed())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_is_done_before_the_end() {
        let (told, outcomes) = channel();
        let keeper = Keeper::new(None, String::new());
        let worker = Worker::start(keeper, move |outcome| told.send(outcome).is_ok());
        for name in 0..20 {
            worker.perform(Effect::Open(format!("/nowhere/{name}")));
        }
        worker.finish(Duration::from_mins(1));
        assert_eq!(outcomes.try_iter().count(), 20);
    }

    #[test]
    fn a_panic_is_an_outcome_too() {
        let told = guarded(|| panic!("a rehearsal"));
        assert!(matches!(&told[..], [Outcome::Failed(why)] if why.contains("内部出错")));
    }
}
