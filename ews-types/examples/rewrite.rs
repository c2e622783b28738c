//! Reads every message of a folder and writes it again under the same name in another: `rewrite DIR OUT [--strict]`.
//!
//! A message is an envelope or a bare global element; of an envelope the headers and the body are written.

use std::error::Error;
use std::fs;
use std::path::Path;

use ews_types::xml::{ErrorKind, Options, Reader, Result, Step, Writer};
use ews_types::{ELEMENTS, namespaces};

fn main() -> std::result::Result<(), Box<dyn Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let strict = arguments.iter().any(|argument| argument == "--strict");
    arguments.retain(|argument| argument != "--strict");
    let [from, to] = arguments.as_slice() else { return Err("usage: rewrite DIR OUT [--strict]".into()) };
    fs::create_dir_all(to)?;
    let mut paths: Vec<_> = fs::read_dir(from)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "xml")) {
        let name = path.file_name().unwrap_or_default();
        let text = String::from_utf8_lossy(&fs::read(path)?).into_owned();
        match rewrite(&text, Options::new().strict(strict)) {
            Ok(written) => fs::write(Path::new(to).join(name), written)?,
            Err(error) => println!("{}: {error}", name.to_string_lossy()),
        }
    }
    Ok(())
}

fn rewrite(text: &str, options: Options) -> Result<String> {
    let mut reader = Reader::new(text, namespaces::NAMESPACES, options);
    let mut writer = Writer::new(namespaces::NAMESPACES);
    loop {
        match reader.step()? {
            Step::Start if reader.local_name() == "Envelope" => break,
            Step::Start => {
                element(&mut reader, &mut writer)?;
                return Ok(writer.finish());
            }
            Step::Eof => return Err(reader.error(ErrorKind::Root, "no element")),
            Step::Text(_) | Step::End => {}
        }
    }
    writer.start(namespaces::SOAP, "Envelope");
    loop {
        match reader.step()? {
            Step::Start => {
                let name = if reader.local_name() == "Header" { "Header" } else { "Body" };
                writer.start(namespaces::SOAP, name);
                children(&mut reader, &mut writer)?;
                writer.end(namespaces::SOAP, name);
            }
            Step::End | Step::Eof => break,
            Step::Text(_) => {}
        }
    }
    writer.end(namespaces::SOAP, "Envelope");
    Ok(writer.finish())
}

fn children(reader: &mut Reader<'_>, writer: &mut Writer) -> Result<()> {
    loop {
        match reader.step()? {
            Step::Start => element(reader, writer)?,
            Step::End | Step::Eof => return Ok(()),
            Step::Text(_) => {}
        }
    }
}

fn element(reader: &mut Reader<'_>, writer: &mut Writer) -> Result<()> {
    match ELEMENTS.iter().copied().flatten().find(|entry| entry.is_at(reader)) {
        Some(entry) => (entry.rewrite)(reader, writer),
        None => {
            let uri = reader.namespace_uri().to_owned();
            Err(reader.error(ErrorKind::Root, format!("no element of this protocol: {uri} {}", reader.local_name())))
        }
    }
}
