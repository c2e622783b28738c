//! Runs the examples that are servers.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};

/// Returns the path of an example, which `cargo test` builds, too.
pub(crate) fn example(name: &str) -> PathBuf {
    let path = std::env::current_exe().unwrap();
    let path =
        path.parent().unwrap().with_file_name("examples").join(name).with_extension(std::env::consts::EXE_EXTENSION);
    assert!(path.exists(), "{} is not built: cargo build -p ews-types --examples", path.display());
    path
}

/// A running server. It ends when the value is dropped.
pub(crate) struct Server {
    process: Child,
    /// Kept open, so that the server can print.
    _output: BufReader<ChildStdout>,
    /// The address that it prints.
    pub(crate) url: String,
}

impl Server {
    pub(crate) fn start(command: &mut Command) -> Self {
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        output.read_line(&mut line).unwrap();
        let url = line.trim().strip_prefix("listening on ").unwrap().to_owned();
        Self { process, _output: output, url }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
