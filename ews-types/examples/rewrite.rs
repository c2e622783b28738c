//! Reads every `.xml` file below the folder `DIR`, and writes its content to a file with the same name below the folder `OUT`:
//! `rewrite DIR OUT [--strict]`.
//!
//! A file contains one envelope or global element, or several in a row, as in a GetStreamingEvents response. The program writes the
//! header and the body of each envelope, and faults with all their elements. For each file that cannot be read, the program prints a
//! line with the name, a tab and the error. `cargo xtask corpus` runs this program, and compares each file with the written file.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use ews_types::xml::{ElementEntry, ErrorKind, Options, Reader, Result, Step, Writer};
use ews_types::{ELEMENTS, messages, namespaces, soap};

fn main() -> std::result::Result<(), Box<dyn Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let strict = arguments.iter().any(|argument| argument == "--strict");
    arguments.retain(|argument| argument != "--strict");
    let [from, to] = arguments.as_slice() else { return Err("usage: rewrite DIR OUT [--strict]".into()) };
    let (from, to) = (Path::new(from), Path::new(to));
    let mut names = Vec::new();
    documents(from, Path::new(""), &mut names)?;
    names.sort();
    for name in names {
        match rewrite(&fs::read(from.join(&name))?, Options::new().strict(strict)) {
            Ok(written) => {
                let path = to.join(&name);
                fs::create_dir_all(path.parent().unwrap_or(to))?;
                fs::write(path, written)?;
            }
            Err(error) => println!("{}\t{error}", name.display()),
        }
    }
    Ok(())
}

/// Adds the paths of all `.xml` files in the subfolder `below` of `folder`, at any depth, to `names`, relative to `folder`.
fn documents(folder: &Path, below: &Path, names: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder.join(below))? {
        let entry = entry?;
        let name = below.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            documents(folder, &name, names)?;
        } else if name.extension().is_some_and(|extension| extension == "xml") {
            names.push(name);
        }
    }
    Ok(())
}

fn rewrite(bytes: &[u8], options: Options) -> Result<String> {
    let text = ews_types::xml::decode(bytes)?;
    let mut reader = Reader::new(&text, namespaces::NAMESPACES, options);
    let mut written = String::new();
    loop {
        match reader.step()? {
            Step::Start => {}
            Step::Eof if written.is_empty() => return Err(reader.error(ErrorKind::Root, "the document has no element")),
            Step::Eof => return Ok(written),
            Step::Text(text) if text.trim().is_empty() => continue,
            Step::Text(_) | Step::End => {
                return Err(reader.error(ErrorKind::Syntax, "text outside of the root element"));
            }
        }
        let mut writer = Writer::append_to(written, namespaces::NAMESPACES);
        if is_soap(&reader, "Envelope") {
            envelope(&mut reader, &mut writer)?;
        } else {
            message(&mut reader, &mut writer)?;
        }
        written = writer.finish();
    }
}

fn is_soap(reader: &Reader<'_>, local: &str) -> bool {
    reader.namespace_uri() == "http://schemas.xmlsoap.org/soap/envelope/" && reader.local_name() == local
}

fn envelope(reader: &mut Reader<'_>, writer: &mut Writer) -> Result<()> {
    writer.start(namespaces::SOAP, "Envelope");
    while next_child(reader)? {
        let part = match reader.local_name() {
            "Header" => "Header",
            _ => "Body",
        };
        writer.start(namespaces::SOAP, part);
        while next_child(reader)? {
            let is_message = ELEMENTS.iter().copied().flatten().any(|entry| entry.is_at(reader));
            if is_message || (part == "Body" && !is_soap(reader, "Fault")) {
                message(reader, writer)?;
            } else {
                // A header element that the schemas do not declare, or a fault.
                writer.any_element(&reader.any_element()?)?;
            }
        }
        writer.end(namespaces::SOAP, part);
    }
    writer.end(namespaces::SOAP, "Envelope");
    Ok(())
}

fn next_child(reader: &mut Reader<'_>) -> Result<bool> {
    loop {
        match reader.step()? {
            Step::Start => return Ok(true),
            Step::Text(_) => {}
            Step::End | Step::Eof => return Ok(false),
        }
    }
}

fn message(reader: &mut Reader<'_>, writer: &mut Writer) -> Result<()> {
    let known = |reader: &Reader<'_>| ELEMENTS.iter().copied().flatten().find(|entry| entry.is_at(reader));
    reader.adopt_namespace(|reader| known(reader).is_some())?;
    let response = |entry: &&ElementEntry| soap::message_stands_for(reader, entry.row);
    if known(reader).is_none()
        && let Some(entry) = messages::elements::ELEMENTS.iter().find(response)
    {
        reader.take_for(entry.row)?;
    }
    match known(reader) {
        Some(entry) => (entry.rewrite)(reader, writer),
        None => {
            let message =
                format!("{} of namespace {:?} is not a message of EWS", reader.local_name(), reader.namespace_uri());
            Err(reader.error(ErrorKind::Root, message))
        }
    }
}
