//! Generates bindings of schemas.
//!
//! Each line of the standard input contains the paths of schemas and a folder, separated by tabs. For each line, writes the bindings
//! of the schemas to the folder and prints `valid`, or prints `invalid` and the first error.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{fs, io};

use codegen::{FileLoader, Options, generate, load};

fn main() -> Result<(), Box<dyn Error>> {
    for line in io::stdin().lines() {
        let line = line?;
        let mut paths: Vec<PathBuf> = line.split('\t').map(PathBuf::from).collect();
        let folder = paths.pop().unwrap_or_default();
        match bindings(&paths, &folder) {
            Ok(()) => println!("valid"),
            Err(error) => println!("invalid {}", error.to_string().lines().find(|line| line.starts_with("error")).unwrap_or_default()),
        }
    }
    Ok(())
}

fn bindings(paths: &[PathBuf], folder: &Path) -> Result<(), Box<dyn Error>> {
    let services = load(paths, &FileLoader).into_result()?;
    for (path, text) in generate(&services, &Options::new("xsd_runtime"))?.files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, text)?;
    }
    Ok(())
}
