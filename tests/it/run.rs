//! A run of the program from the command line, in a folder of its own: arguments in; exit code and output out.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::support::copy;

/// One run of the program in a folder of its own.
pub(crate) struct Run {
    pub(crate) folder: TempDir,
    arguments: Vec<String>,
    input: Vec<u8>,
}

/// How a run ended.
pub(crate) struct Ended {
    pub(crate) folder: TempDir,
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().expect("a folder");
        Self { folder, arguments: Vec::new(), input: Vec::new() }
    }

    /// In the folder of an earlier run.
    pub(crate) const fn again(folder: TempDir) -> Self {
        Self { folder, arguments: Vec::new(), input: Vec::new() }
    }

    /// With a copy of a project from `tests/fixtures/projects`.
    pub(crate) fn project(self, name: &str) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/projects");
        copy(&root.join(name), &self.folder.path().join(name));
        self
    }

    /// With a copy of a sample project, under its own name.
    pub(crate) fn sample(self, name: &str) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
        copy(&root.join(name), &self.folder.path().join(name));
        self
    }

    pub(crate) fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        fs::write(self.folder.path().join(name), content).expect("a file");
        self
    }

    pub(crate) fn input(mut self, input: &str) -> Self {
        self.input = input.as_bytes().to_vec();
        self
    }

    /// Runs the program and says how it ended.
    pub(crate) fn args<const N: usize>(self, arguments: [&str; N]) -> Ended {
        self.run(arguments.map(str::to_owned).to_vec())
    }

    /// Runs the program with the arguments of a line that has none with blanks in it.
    pub(crate) fn line(self, line: &str) -> Ended {
        self.run(line.split_whitespace().map(str::to_owned).collect())
    }

    /// Where a file of the folder is.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(mut self, arguments: Vec<String>) -> Ended {
        self.arguments = arguments;
        let mut child = Command::new(env!("CARGO_BIN_EXE_nianbao"))
            .args(&self.arguments)
            .current_dir(&self.folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        // A program that does not read its input may be gone already.
        let _ = child.stdin.take().expect("its input").write_all(&self.input);
        let output = child.wait_with_output().expect("the program ends");
        Ended {
            folder: self.folder,
            code: output.status.code().expect("no signal"),
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }
}

impl Ended {
    pub(crate) fn code(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout: {}\nstderr: {}", self.stdout, self.stderr);
        self
    }

    pub(crate) fn stdout(self, part: &str) -> Self {
        assert!(self.stdout.contains(part), "{part} is not in stdout:\n{}", self.stdout);
        self
    }

    pub(crate) fn stderr(self, whole: &str) -> Self {
        assert_eq!(self.stderr.trim_end(), whole);
        self
    }

    pub(crate) fn told(self, part: &str) -> Self {
        assert!(self.stderr.contains(part), "{part} is not in stderr:\n{}", self.stderr);
        self
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).expect("JSON alone on stdout")
    }

    /// The same folder, to run again in.
    pub(crate) fn then(self) -> Run {
        Run { folder: self.folder, arguments: Vec::new(), input: Vec::new() }
    }
}
