//! Writes the schemas and the WSDL of an older version of Exchange into a folder. These are the files of `schemas/` without the parts
//! that newer versions added, and with the declarations that had another form in that version.

use std::env::args_os;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<_> = args_os().skip(1).collect();
    let [version, out] = arguments.as_slice() else {
        eprintln!("usage: older_schemas VERSION FOLDER");
        return ExitCode::FAILURE;
    };
    test_support::ews_server_files_of(&version.to_string_lossy(), Path::new(out));
    ExitCode::SUCCESS
}
