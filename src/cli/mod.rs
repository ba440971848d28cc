//! The command line (命令行): subcommands, their output and their exit codes; `main.rs` is its door.

mod args;
mod check;
mod diff;
mod doctor;
mod explain;
mod export;
mod failure;
mod figures;
mod fill;
mod find;
mod format;
mod help;
mod import;
mod merge;
mod new;
mod open;
mod out;
mod overview;
mod project;
mod recover;
mod roll;
mod screen;
mod shell;
mod theme;
mod usage;
mod values;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::FromArgMatches;

use args::{Arguments, Command};
use failure::Failure;

/// How a command ended that could do its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// 0
    Fine,
    /// 1: findings, differences, or nothing found.
    Otherwise,
    /// 3: a file could not be read; the rest was done, and the trouble told.
    Unread,
}

impl Ending {
    const fn code(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Otherwise => 1,
            Self::Unread => 3,
        }
    }
}

/// Does what the arguments of this process say and gives its exit code.
pub fn main() -> ExitCode {
    let code = match run(&std::env::args_os().collect::<Vec<_>>()) {
        Ok(ending) => ending.code(),
        Err(failure) => {
            out::tell(&format!("nianbao：{failure}"));
            failure.code()
        }
    };
    ExitCode::from(code)
}

fn run(typed: &[OsString]) -> Result<Ending, Failure> {
    let read = help::command().try_get_matches_from(typed);
    let parsed = read.and_then(|matches| Arguments::from_arg_matches(&matches));
    match parsed {
        Ok(arguments) => dispatch(&arguments),
        Err(error) => usage::answer(&error, typed),
    }
}

fn dispatch(arguments: &Arguments) -> Result<Ending, Failure> {
    let Some(command) = &arguments.command else {
        return open::run(arguments);
    };
    match command {
        Command::New(asked) => new::run(asked),
        Command::Roll(asked) => roll::run(asked),
        Command::Import(asked) => import::run(asked),
        Command::Export(asked) => export::run(asked),
        Command::Screen(asked) => screen::run(asked),
        Command::Check(asked) => check::run(asked),
        Command::Find(asked) => find::run(asked),
        Command::Figures(asked) => figures::run(asked),
        Command::Recover(asked) => recover::run(asked),
        Command::Merge(asked) => merge::run(asked),
        Command::Diff(asked) => diff::run(asked),
        Command::Fmt(asked) => format::run(asked),
        Command::Explain(asked) => explain::run(asked),
        Command::Doctor(asked) => doctor::run(asked),
        Command::Completions(asked) => shell::completions(asked),
        Command::Man => shell::man(),
    }
}
