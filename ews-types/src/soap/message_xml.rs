//! The values that a server adds to an error.

use std::time::Duration;

use crate::xml::{AnyElement, AnyNode};

/// The content of the `MessageXml` of a response message or a fault.
///
/// Servers write `<t:Value Name="BackOffMilliseconds">1000</t:Value>` or `<t:LineNumber>2</t:LineNumber>`: both are values with
/// a name.
#[derive(Clone, Copy, Debug)]
pub struct MessageXml<'a>(pub(crate) &'a [AnyElement]);

impl<'a> MessageXml<'a> {
    /// Returns the elements as they were received.
    pub fn elements(&self) -> &'a [AnyElement] {
        self.0
    }

    /// Returns the value with a name, at any depth.
    pub fn value(&self, name: &str) -> Option<String> {
        self.0.iter().find_map(|element| find(element, name))
    }

    /// Returns the time to wait before the next request: `BackOffMilliseconds` of ErrorServerBusy.
    pub fn back_off(&self) -> Option<Duration> {
        self.number("BackOffMilliseconds").map(Duration::from_millis)
    }

    /// Returns the line of the request that violates the schema: `LineNumber` of ErrorSchemaValidation.
    pub fn line_number(&self) -> Option<u64> {
        self.number("LineNumber")
    }

    /// Returns the position in that line: `LinePosition` of ErrorSchemaValidation.
    pub fn line_position(&self) -> Option<u64> {
        self.number("LinePosition")
    }

    /// Returns the description of the violation: `Violation` of ErrorSchemaValidation.
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
    element.content.nodes.iter().find_map(|node| match node {
        AnyNode::Element(child) => find(child, name),
        AnyNode::Text(_) => None,
    })
}
