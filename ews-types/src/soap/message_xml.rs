//! The details that a server adds to an error.

use std::time::Duration;

use crate::xml::{AnyElement, AnyNode};

/// What stands in the `MessageXml` of a response message or a fault.
///
/// Servers write `<t:Value Name="BackOffMilliseconds">1000</t:Value>` or `<t:LineNumber>2</t:LineNumber>`: both are values with
/// a name.
#[derive(Clone, Copy, Debug)]
pub struct MessageXml<'a>(pub(crate) &'a [AnyElement]);

impl<'a> MessageXml<'a> {
    /// The elements as they came.
    pub fn elements(&self) -> &'a [AnyElement] {
        self.0
    }

    /// The value of a name, wherever it stands.
    pub fn value(&self, name: &str) -> Option<String> {
        self.0.iter().find_map(|element| find(element, name))
    }

    /// How long to wait before the next request: `BackOffMilliseconds` of ErrorServerBusy.
    pub fn back_off(&self) -> Option<Duration> {
        self.number("BackOffMilliseconds").map(Duration::from_millis)
    }

    /// The line of the request that breaks the schema: `LineNumber` of ErrorSchemaValidation.
    pub fn line_number(&self) -> Option<u64> {
        self.number("LineNumber")
    }

    /// The place in that line: `LinePosition` of ErrorSchemaValidation.
    pub fn line_position(&self) -> Option<u64> {
        self.number("LinePosition")
    }

    /// What breaks the schema: `Violation` of ErrorSchemaValidation.
    pub fn violation(&self) -> Option<String> {
        self.value("Violation")
    }

    fn number(&self, name: &str) -> Option<u64> {
        self.value(name)?.trim().parse().ok()
    }
}

fn find(element: &AnyElement, name: &str) -> Option<String> {
    let mut attributes = element.content.attributes.iter();
    let is_named = attributes.any(|attribute| attribute.local == "Name" && attribute.value == name);
    if element.local == name || (element.local == "Value" && is_named) {
        return Some(element.text());
    }
    children(element).find_map(|child| find(child, name))
}

pub(crate) fn children(element: &AnyElement) -> impl Iterator<Item = &AnyElement> {
    element.content.nodes.iter().filter_map(|node| match node {
        AnyNode::Element(element) => Some(element),
        AnyNode::Text(_) => None,
    })
}
