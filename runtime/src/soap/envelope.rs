//! Reads and writes envelopes (SOAP 1.1, section 4).

use super::headers::Headers;
use super::namespaces::NAMESPACES;
use super::not_soap::NotSoap;
use crate::documents::Document;
use crate::error::{Error, ErrorKind, Result};
use crate::names::{Namespace, Ns};
use crate::options::Options;
use crate::reader::{NO_ELEMENT, Reader, Step};
use crate::tokens::{decode, is_marked_up};
use crate::writer::Writer;

/// The number of bytes for which a writer reserves memory at once. Most requests are shorter.
const USUAL_LENGTH: usize = 1024;

/// Reads the header and the body of an envelope that uses the given namespaces. `body` reads the first element in the body; the
/// reader is at its start tag.
pub(crate) fn read_envelope<H: Headers, B, E: From<Error> + From<NotSoap>>(
    bytes: &[u8],
    namespaces: &[Namespace],
    options: Options,
    body: impl FnOnce(&mut Reader<'_>) -> Result<B, E>,
) -> Result<Document<(H, B)>, E> {
    let text = match decode(bytes) {
        Ok(text) => text,
        Err(error) if is_marked_up(bytes) => return Err(error.into()),
        Err(_) => return Err(NotSoap::binary().into()),
    };
    if let Some(not_soap) = NotSoap::of_text(&text) {
        return Err(not_soap.into());
    }
    let mut reader = Reader::new(&text, namespaces, options);
    let value = read_document(&mut reader, body)?;
    Ok(Document { value, deviations: reader.into_deviations() })
}

/// Reads the header and the body of the envelope in a reader.
pub(crate) fn read_document<H: Headers, B, E: From<Error> + From<NotSoap>>(
    reader: &mut Reader<'_>,
    body: impl FnOnce(&mut Reader<'_>) -> Result<B, E>,
) -> Result<(H, B), E> {
    go_to_envelope::<E>(reader)?;
    let mut headers = H::default();
    let mut read = None;
    let mut body = Some(body);
    while reader.next_child()? {
        match soap_name(reader) {
            Some("Header") if read.is_none() => {
                while reader.next_child()? {
                    headers.read(reader)?;
                }
            }
            Some("Body") if read.is_none() => {
                let Some(body) = body.take() else { continue };
                if !reader.next_child()? {
                    return Err(reader.error(ErrorKind::Missing, "the body of the envelope is empty").into());
                }
                read = Some(body(reader)?);
                while reader.next_child()? {
                    reader.unknown_element()?;
                }
            }
            _ => reader.unknown_element()?,
        }
    }
    reader.end_of_document()?;
    match read {
        Some(body) => Ok((headers, body)),
        None => Err(reader.error(ErrorKind::Missing, "the envelope has no body").into()),
    }
}

/// Goes to the start tag of the envelope.
pub(crate) fn go_to_envelope<E: From<Error> + From<NotSoap>>(reader: &mut Reader<'_>) -> Result<(), E> {
    loop {
        match reader.step()? {
            Step::Start => break,
            Step::Text(text) if text.trim_ascii().is_empty() => {}
            Step::Eof => return Err(reader.error(ErrorKind::Truncated, NO_ELEMENT).into()),
            _ => return Err(reader.error(ErrorKind::Root, "the document contains no envelope").into()),
        }
    }
    if soap_name(reader) == Some("Envelope") {
        return Ok(());
    }
    Err(NotSoap::of_root(reader.namespace_uri(), reader.local_name()).into())
}

/// Returns the local name of the current tag if its namespace is that of SOAP.
pub(crate) fn soap_name<'a>(reader: &Reader<'a>) -> Option<&'a str> {
    (reader.name().namespace == Ns::SOAP).then(|| reader.local_name())
}

/// Writes an envelope around the element that `body` writes. `namespaces` are those of the schema of the element.
/// `replaces_forbidden`: characters that XML does not allow are replaced.
pub(crate) fn write_envelope<H: Headers>(
    headers: &H,
    namespaces: &'static [Namespace],
    replaces_forbidden: bool,
    body: impl FnOnce(&mut Writer) -> Result<()>,
) -> Result<String> {
    let mut out = String::with_capacity(USUAL_LENGTH);
    out.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let mut writer = Writer::append_to(out, namespaces).require_values();
    if replaces_forbidden {
        writer = writer.replace_forbidden_characters();
    }
    for namespaces in H::NAMESPACES.iter().copied().chain([NAMESPACES]) {
        writer.add_namespaces(namespaces);
    }
    writer.start(Ns::SOAP, "Envelope");
    if !headers.is_empty() {
        writer.start(Ns::SOAP, "Header");
        headers.write(&mut writer)?;
        writer.end(Ns::SOAP, "Header");
    }
    writer.start(Ns::SOAP, "Body");
    body(&mut writer)?;
    writer.end(Ns::SOAP, "Body");
    writer.end(Ns::SOAP, "Envelope");
    Ok(writer.finish())
}
