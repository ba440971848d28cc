//! What the state wants done to the world, done one after the other on a thread of its own.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use crate::app::{Effect, Outcome};

use super::desk::Desk;
use super::keeper::Keeper;
use super::loaded::Stamps;

/// A thread that performs effects in the order in which they were asked for.
pub(super) struct Worker {
    jobs: Sender<Job>,
}

enum Job {
    Enter(PathBuf, Stamps),
    Perform(Effect),
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
    pub(super) fn enter(&self, folder: PathBuf, stamps: Stamps) {
        self.ask(Job::Enter(folder, stamps));
    }

    /// Has an effect performed.
    pub(super) fn perform(&self, effect: Effect) {
        self.ask(Job::Perform(effect));
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
    while let Ok(job) = asked.recv() {
        let outcome = match job {
            Job::Enter(folder, stamps) => {
                desk.enter(folder, stamps);
                continue;
            }
            Job::Tell(done) => {
                // Who has stopped waiting need not be told.
                let _ = done.send(());
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
        assert!(matches!(told, Some(Outcome::Failed(why)) if why.contains("内部出错")));
    }
}
