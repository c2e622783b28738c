//! Loops over the events of parsers. The loops store nothing: their time is the minimum for a reader that uses the parser.

use std::hint::black_box;

use quick_xml::events::Event;
use quick_xml::{NsReader, Reader};
use xml::EventReader;
use xml::reader::XmlEvent;

use crate::facts::{Collector, Facts};

/// Reads all events of quick-xml, and all attributes.
pub(crate) fn quick_xml(text: &str) {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return,
            Event::Start(tag) | Event::Empty(tag) => {
                tag.attributes().for_each(|attribute| drop(black_box(attribute.unwrap())));
            }
            event => drop(black_box(event)),
        }
    }
}

/// Reads all events of quick-xml, and resolves the names of elements.
pub(crate) fn ns_reader(text: &str) {
    let mut reader = NsReader::from_str(text);
    loop {
        match reader.read_resolved_event().unwrap() {
            (_, Event::Eof) => return,
            event => drop(black_box(event)),
        }
    }
}

/// Reads all events of quick-xml, and resolves the names of elements and attributes.
pub(crate) fn ns_reader_with_attributes(text: &str) {
    let mut reader = NsReader::from_str(text);
    loop {
        match reader.read_resolved_event().unwrap() {
            (_, Event::Eof) => return,
            (_, Event::Start(tag) | Event::Empty(tag)) => tag.attributes().for_each(|attribute| {
                black_box(reader.resolver().resolve_attribute(attribute.unwrap().key));
            }),
            event => drop(black_box(event)),
        }
    }
}

/// Reads all events of the crate `xml`, which resolves all names.
pub(crate) fn xml(text: &str) {
    EventReader::new(text.as_bytes()).into_iter().for_each(|event| drop(black_box(event.unwrap())));
}

/// Finds the facts in the events of quick-xml.
pub(crate) fn quick_xml_facts(text: &str) -> Facts {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut collector = Collector::default();
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return collector.finish(),
            Event::Start(tag) => {
                collector.start(tag.local_name().as_ref());
                for attribute in tag.attributes().map(Result::unwrap) {
                    collector.attribute(attribute.key.0, &attribute.value);
                }
            }
            Event::End(_) => collector.end(),
            Event::Text(text) => collector.text(&text),
            // The content of the reference does not matter, because only lengths are added. Each character that the documents escape
            // has one byte, like `&`.
            Event::GeneralRef(_) => collector.text("&"),
            _ => {}
        }
    }
}

/// Finds the facts in the events of the crate `xml`.
pub(crate) fn xml_facts(text: &str) -> Facts {
    let mut collector = Collector::default();
    for event in EventReader::new(text.as_bytes()) {
        match event.unwrap() {
            XmlEvent::StartElement { name, attributes, .. } => {
                collector.start(&name.local_name);
                attributes
                    .iter()
                    .for_each(|attribute| collector.attribute(&attribute.name.local_name, &attribute.value));
            }
            XmlEvent::EndElement { .. } => collector.end(),
            XmlEvent::Characters(text) => collector.text(&text),
            _ => {}
        }
    }
    collector.finish()
}
