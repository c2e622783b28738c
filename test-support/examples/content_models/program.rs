//! Checks that invalid documents are rejected in strict mode or violate a constraint, and that valid documents keep their content when
//! they are read and written.

mod generated;

use std::process::ExitCode;

use test_support::content;
use xsd_runtime::{AnyGlobalElement as _, GlobalElement, Options, Reader, Writer};

const DOCUMENTS: &str = include_str!("../documents.txt");
const CHECKS: &[fn(&str, &str) -> Result<(), String>] = include!("checks.rs");

fn main() -> ExitCode {
    let (mut valid, mut invalid, mut failed) = (0, 0, 0);
    for line in DOCUMENTS.lines() {
        let mut words = line.splitn(3, ' ');
        let [Some(index), Some(verdict), Some(document)] = [words.next(), words.next(), words.next()] else { continue };
        *(if verdict == "invalid" { &mut invalid } else { &mut valid }) += 1;
        let Some(check) = index.parse().ok().and_then(|index: usize| CHECKS.get(index)) else { continue };
        if let Err(problem) = check(document, verdict) {
            failed += 1;
            println!("{document}\n  {verdict}, but {problem}");
        }
    }
    println!("{valid} valid and {invalid} invalid documents of {} content models, {failed} failed", CHECKS.len());
    if failed == 0 && valid > 0 && invalid > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn check<E: GlobalElement>(document: &str, verdict: &str) -> Result<(), String> {
    let namespaces = generated::namespaces::NAMESPACES;
    let mut reader = Reader::new(document, namespaces, Options::new().strict(true));
    let read = reader.step().and_then(|_| reader.element::<E>());
    let violations = read.as_ref().map(|value| value.violations()).unwrap_or_default();
    if verdict == "invalid" {
        return match read {
            Ok(value) if violations.is_empty() => Err(format!("it is read as {value:?}")),
            _ => Ok(()),
        };
    }
    let value = read.map_err(|error| format!("{error}"))?;
    if !violations.is_empty() {
        return Err(format!("it violates {violations:?}"));
    }
    let mut writer = Writer::new(namespaces);
    writer.element(&value).map_err(|error| error.to_string())?;
    let written = writer.finish();
    let mut contents = [written.as_str(), document].map(|text| content(text).replace("><", ">\n<").lines().map(str::to_owned).collect::<Vec<_>>());
    if verdict == "unordered" {
        contents.iter_mut().for_each(|lines| lines.sort());
    }
    if contents[0] == contents[1] { Ok(()) } else { Err(format!("it is written as {written}")) }
}
