//! Reads envelopes: SOAP 1.1, section 4.

use super::error::NotSoap;
use super::headers::Headers;
use crate::namespaces::{NAMESPACES, SOAP};
use crate::xml::{self, Deviation, ErrorKind, Options, Reader, Step};

/// An envelope whose body was read as a `B`.
pub(crate) struct Envelope<H, B> {
    pub(crate) headers: H,
    pub(crate) body: B,
    pub(crate) deviations: Vec<Deviation>,
}

/// Reads an envelope; `body` reads the first element in its body, on whose start tag the reader stands.
pub(crate) fn read_envelope<H: Headers, B, E: From<xml::Error> + From<NotSoap>>(
    bytes: &[u8],
    options: Options,
    body: impl FnOnce(&mut Reader<'_>) -> Result<B, E>,
) -> Result<Envelope<H, B>, E> {
    let text = match xml::decode(bytes) {
        Ok(text) => text,
        Err(error) if xml::is_marked_up(bytes) => return Err(error.into()),
        Err(_) => return Err(NotSoap::binary().into()),
    };
    if let Some(not_soap) = NotSoap::at_first_sight(&text) {
        return Err(not_soap.into());
    }
    read_envelope_of(Reader::new(&text, NAMESPACES, options), body)
}

/// Reads the envelope that a reader is in front of.
pub(crate) fn read_envelope_of<H: Headers, B, E: From<xml::Error> + From<NotSoap>>(
    mut reader: Reader<'_>,
    body: impl FnOnce(&mut Reader<'_>) -> Result<B, E>,
) -> Result<Envelope<H, B>, E> {
    to_root::<E>(&mut reader)?;
    let mut headers = H::default();
    let mut read = None;
    let mut body = Some(body);
    while next_child(&mut reader)? {
        let (namespace, local, _) = reader.name();
        match local {
            "Header" if namespace == SOAP && read.is_none() => {
                while next_child(&mut reader)? {
                    headers.read(&mut reader)?;
                }
            }
            "Body" if namespace == SOAP && read.is_none() => {
                let Some(body) = body.take() else { continue };
                if !next_child(&mut reader)? {
                    return Err(reader
                        .error(ErrorKind::Missing, "there is nothing in the body of the envelope")
                        .into());
                }
                read = Some(body(&mut reader)?);
                while next_child(&mut reader)? {
                    reader.unknown_element()?;
                }
            }
            _ => reader.unknown_element()?,
        }
    }
    reader.end_of_document()?;
    match read {
        Some(body) => Ok(Envelope { headers, body, deviations: reader.into_deviations() }),
        None => Err(reader.error(ErrorKind::Missing, "there is no body in the envelope").into()),
    }
}

/// Goes to the start tag of the envelope.
pub(crate) fn to_root<E: From<xml::Error> + From<NotSoap>>(reader: &mut Reader<'_>) -> Result<(), E> {
    loop {
        match reader.step()? {
            Step::Start => break,
            Step::Text(text) if text.trim_ascii().is_empty() => {}
            _ => return Err(reader.error(ErrorKind::Root, "there is no envelope in the document").into()),
        }
    }
    let (namespace, local, _) = reader.name();
    if namespace == SOAP && local == "Envelope" {
        return Ok(());
    }
    Err(NotSoap::root(reader.namespace_uri(), local).into())
}

/// Goes to the next child of the element that the reader is in; `false` at its end.
fn next_child(reader: &mut Reader<'_>) -> xml::Result<bool> {
    loop {
        match reader.step()? {
            Step::Start => return Ok(true),
            Step::Text(text) => reader.unexpected_text(&text)?,
            Step::End | Step::Eof => return Ok(false),
        }
    }
}
