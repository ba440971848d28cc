//! What the state wants done to the world, done one after the other on a thread of its own.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

use crate::app::{Effect, Outcome};

use super::desk::Desk;

/// A thread that performs effects in the order in which they were asked for. Dropping this waits until all are done:
/// what was to be saved is saved.
pub(super) struct Worker {
    jobs: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

enum Job {
    Enter(PathBuf),
    Perform(Effect),
}

impl Worker {
    /// Starts the thread; `answer` takes each outcome and says whether anybody still listens.
    pub(super) fn start(answer: impl Fn(Outcome) -> bool + Send + 'static) -> Self {
        let (jobs, asked) = channel();
        let thread = thread::spawn(move || work(&asked, answer));
        Self { jobs: Some(jobs), thread: Some(thread) }
    }

    /// The project in this folder is the open one from now on.
    pub(super) fn enter(&self, folder: &str) {
        self.ask(Job::Enter(Path::new(folder).to_path_buf()));
    }

    /// Has an effect performed.
    pub(super) fn perform(&self, effect: Effect) {
        self.ask(Job::Perform(effect));
    }

    fn ask(&self, job: Job) {
        if let Some(jobs) = &self.jobs {
            // The thread ends with the program; nobody is left to be told.
            let _ = jobs.send(job);
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            // A panic of the thread was told when it happened.
            let _ = thread.join();
        }
    }
}

fn work(asked: &Receiver<Job>, answer: impl Fn(Outcome) -> bool) {
    let mut desk = Desk::default();
    while let Ok(job) = asked.recv() {
        let outcome = match job {
            Job::Enter(folder) => {
                desk.enter(&folder);
                continue;
            }
            Job::Perform(effect) => guarded(|| desk.perform(effect)),
        };
        if let Some(outcome) = outcome
            && !answer(outcome)
        {
            return;
        }
    }
}

/// The panic hook has told what broke; the thread goes on, for the next effect may be to save.
fn guarded(perform: impl FnOnce() -> Option<Outcome>) -> Option<Outcome> {
    let failed = || Some(Outcome::Failed("程序内部出错，这一步没有做成".to_owned()));
    catch_unwind(AssertUnwindSafe(perform)).unwrap_or_else(|_| failed())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_is_done_before_the_end() {
        let (told, outcomes) = channel();
        let worker = Worker::start(move |outcome| told.send(outcome).is_ok());
        for name in 0..20 {
            worker.perform(Effect::Open(format!("/nowhere/{name}")));
        }
        drop(worker);
        assert_eq!(outcomes.try_iter().count(), 20);
    }

    #[test]
    fn a_panic_is_an_outcome_too() {
        let told = guarded(|| panic!("a rehearsal"));
        assert!(matches!(told, Some(Outcome::Failed(why)) if why.contains("内部出错")));
    }
}
