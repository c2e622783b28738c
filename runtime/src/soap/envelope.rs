//! Reads and writes envelopes (SOAP 1.1, section 4).

use super::headers::Headers;
use super::namespaces::NAMESPACES;
use super::not_soap::NotSoap;
use crate::documents::Document;
use crate::error::{Error, ErrorKind, Result};
use crate::lexical;
use crate::names::{Namespace, Ns};
use crate::options::Options;
use crate::pieces::PieceError;
use crate::reader::{NO_ELEMENT, Reader, Step};
use crate::tokens::decode_start;
use crate::writer::Writer;

/// The initial capacity of the output in bytes. Most requests are shorter.
const USUAL_LENGTH: usize = 1024;

/// Reads the header and the body of an envelope that uses the given namespaces. The function `body` reads the first element in the
/// body of the envelope. It receives the reader at the start tag of this element.
///
/// # Errors
/// Returns the first error in document order: an XML error can precede undecodable bytes.
pub(crate) fn read_envelope<H: Headers, B, E: PieceError + From<NotSoap>>(
    bytes: &[u8],
    namespaces: &[Namespace],
    options: Options,
    body: impl FnOnce(&mut Reader<'_>) -> Result<B, E>,
) -> Result<Document<(H, B)>, E> {
    let (text, not_text) = decode_start(bytes);
    // SOAP 1.1, section 3: a message must not contain a document type declaration.
    let mut reader = Reader::of_decoded(&text, namespaces, options.skip_doctype(false));
    let value = read_document(&mut reader, not_text, body)?;
    Ok(Document { value, deviations: reader.into_deviations() })
}

/// Reads the header and the body of an envelope from a reader. If undecodable bytes follow the text of the reader, `not_text` is
/// their error.
pub(crate) fn read_document<H: Headers, B, E: PieceError + From<NotSoap>>(
    reader: &mut Reader<'_>,
    not_text: Option<Error>,
    body: impl FnOnce(&mut Reader<'_>) -> Result<B, E>,
) -> Result<(H, B), E> {
    let read = go_to_envelope(reader, not_text.is_none()).and_then(|()| read_parts(reader, body));
    match (read, not_text) {
        (read, None) => read,
        (Ok(_), Some(not_text)) => Err(not_text.into()),
        (Err(error), Some(not_text)) => Err(match error.into_xml() {
            Ok(error) => error.or_decoding_error(not_text).into(),
            Err(other) => other,
        }),
    }
}

/// Reads the header and the body after the start tag of the envelope.
fn read_parts<H: Headers, B, E: From<Error>>(
    reader: &mut Reader<'_>,
    body: impl FnOnce(&mut Reader<'_>) -> Result<B, E>,
) -> Result<(H, B), E> {
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
    let Some(body) = read else {
        return Err(reader.error(ErrorKind::Missing, "the envelope has no body").into());
    };
    reader.end_of_document()?;
    Ok((headers, body))
}

/// Reads up to the start tag of the envelope. `is_fully_decoded` is false if undecodable bytes follow the text of the reader.
///
/// # Errors
/// The text up to the start tag of the root is not well-formed XML, or ends too early; the root is not an envelope.
pub(crate) fn go_to_envelope<E: From<Error> + From<NotSoap>>(
    reader: &mut Reader<'_>,
    is_fully_decoded: bool,
) -> Result<(), E> {
    find_envelope(reader).map_err(|error: E| match NotSoap::of_start(reader.source(), is_fully_decoded) {
        Some(not_soap) => not_soap.into(),
        None => error,
    })
}

fn find_envelope<E: From<Error> + From<NotSoap>>(reader: &mut Reader<'_>) -> Result<(), E> {
    loop {
        let before = reader.offset();
        match reader.step()? {
            Step::Start => break,
            Step::Text(text) if lexical::trim(&text).is_empty() => {}
            Step::Eof => return Err(reader.error(ErrorKind::Truncated, NO_ELEMENT).into()),
            _ => {
                return Err(reader.text_error(ErrorKind::Root, "the document contains no envelope", before).into());
            }
        }
    }
    if soap_name(reader) == Some("Envelope") {
        return Ok(());
    }
    Err(NotSoap::of_root(reader.namespace_uri(), reader.local_name()).into())
}

/// Returns the local name of the current tag if the tag is in the namespace of SOAP.
pub(crate) fn soap_name<'a>(reader: &Reader<'a>) -> Option<&'a str> {
    (reader.name().namespace == Ns::SOAP).then(|| reader.local_name())
}

/// Writes an envelope around the element that `body` writes. `namespaces` contains the namespaces of the element's schema. If
/// `replaces_forbidden` is true, U+FFFD replaces characters that XML does not allow; otherwise, they are an error.
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
