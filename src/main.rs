//! The door: hands the arguments to `cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    nianbao::cli::main()
}
