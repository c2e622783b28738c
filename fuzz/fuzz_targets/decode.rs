//! Reads the input with every reader, and as values of simple types. No reader may panic.
#![no_main]

use ews_types::ELEMENTS;
use ews_types::messages::elements::{FindItem, FindItemResponse, GetClientAccessTokenResponse, UpdateItem};
use ews_types::namespaces::NAMESPACES;
use ews_types::operations;
use ews_types::soap::{self, Operation, ResponseError};
use ews_types::xml::{self, GlobalElement, Lexical, Options, Reader, Step, Writer};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    response::<operations::FindItem>(bytes);
    response::<operations::GetClientAccessToken>(bytes);
    response::<operations::GetUserAvailability>(bytes);
    for options in [Options::new(), Options::new().strict(true)] {
        if let Err(error) = soap::incoming_with(bytes, options) {
            let _ = error.to_string();
        }
        let _ = soap::incoming_as::<operations::GetItem>(bytes, options);
    }
    let Ok(text) = xml::decode(bytes) else { return };
    element::<FindItem>(&text);
    element::<FindItemResponse>(&text);
    element::<GetClientAccessTokenResponse>(&text);
    element::<UpdateItem>(&text);
    by_name(&text);
    lexical::<xml::DateTime>(&text);
    lexical::<xml::Date>(&text);
    lexical::<xml::Time>(&text);
    lexical::<xml::Duration>(&text);
    lexical::<xml::Decimal>(&text);
    lexical::<xml::Integer>(&text);
    lexical::<xml::Base64Binary>(&text);
    lexical::<xml::HexBinary>(&text);
});

/// Reads a response, and calls the methods that callers use on it.
fn response<O: Operation>(bytes: &[u8]) {
    match soap::response::<O>(bytes) {
        Ok(response) => drop(response.errors()),
        Err(ResponseError::Fault(fault)) => drop((fault.to_string(), fault.response_code())),
        Err(error) => drop(error.to_string()),
    }
}

/// Reads an element of a known type, with different options.
fn element<E: GlobalElement>(text: &str) {
    for options in [Options::new(), Options::new().strict(true), Options::new().max_depth(3).max_memory(1000)] {
        match options.read::<E>(text) {
            Ok(document) => document.deviations.iter().for_each(|deviation| drop(deviation.to_string())),
            Err(error) => drop(error.to_string()),
        }
    }
}

/// Reads the root element as an untyped element. Then reads and writes it as each global element with the same local name.
fn by_name(text: &str) {
    let at_root = || {
        let mut reader = Reader::new(text, NAMESPACES, Options::new());
        loop {
            match reader.step() {
                Ok(Step::Start) => return Some(reader),
                Ok(Step::Eof) | Err(_) => return None,
                Ok(Step::Text(_) | Step::End) => {}
            }
        }
    };
    let Some(mut reader) = at_root() else { return };
    let _ = reader.any_element();
    for entry in ELEMENTS.iter().copied().flatten() {
        let Some(mut reader) = at_root() else { return };
        if entry.row.takes(reader.local_name()) && reader.adopt_namespace(|reader| entry.is_at(reader)).is_ok() {
            let _ = (entry.rewrite)(&mut reader, &mut Writer::new(NAMESPACES));
        }
    }
}

/// Reads a value of a simple type, and writes it. The written text must read back as an equal value.
fn lexical<T: Lexical + PartialEq + std::fmt::Debug + std::str::FromStr + ToString>(text: &str) {
    let Ok(value) = text.parse::<T>() else { return };
    let written = value.to_string();
    assert!(written.parse::<T>().is_ok_and(|reread| reread == value), "{text:?} became {written:?}");
}
