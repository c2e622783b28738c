//! The values that a server adds to an error.

use std::fmt;
use std::time::Duration;

use crate::xml::{AnyElement, AnyNode, printable};

/// The content of the `MessageXml` of a response message, or the content of the detail of a fault. The detail contains a `MessageXml`.
///
/// Servers write values in two forms: `<t:Value Name="BackOffMilliseconds">1000</t:Value>` and `<t:LineNumber>2</t:LineNumber>`. The
/// methods find a value with a name in both forms.
#[derive(Clone, Copy, Debug)]
pub struct MessageXml<'a>(pub(crate) &'a [AnyElement]);

impl<'a> MessageXml<'a> {
    /// Returns the elements in the `MessageXml`, or in the detail of the fault, as they were received.
    pub fn elements(&self) -> &'a [AnyElement] {
        self.0
    }

    /// Returns the value with the name `name`, at any depth: the text of the first element with that name or, if the element has no
    /// text, the values of its attributes, as in `<t:FieldURI FieldURI="item:Subject"/>`. If there is no such element, returns the
    /// value of the first attribute with that name.
    pub fn value(&self, name: &str) -> Option<String> {
        find(self.0, &|element| is_named(element, name).then(|| text_of(element))).or_else(|| {
            find(self.0, &|element| {
                let (_, value) = attributes(element).find(|(local, _)| *local == name)?;
                Some(value.to_owned())
            })
        })
    }

    /// Returns the paths of the properties that the error concerns, such as `calendar:IsMeeting` or
    /// `contacts:EmailAddress/EmailAddress1`.
    pub fn properties(&self) -> Vec<String> {
        let mut properties = Vec::new();
        self.0.iter().for_each(|element| add_properties(element, &mut properties));
        properties
    }

    /// Returns the time to wait before the next request: `BackOffMilliseconds` of ErrorServerBusy.
    pub fn back_off(&self) -> Option<Duration> {
        self.number("BackOffMilliseconds").map(Duration::from_millis)
    }

    /// Returns the line of the request that violates the schema: `LineNumber` of ErrorSchemaValidation.
    pub fn line_number(&self) -> Option<u64> {
        self.number("LineNumber")
    }

    /// Returns the position of the violation in the line [`Self::line_number`]: `LinePosition` of ErrorSchemaValidation.
    pub fn line_position(&self) -> Option<u64> {
        self.number("LinePosition")
    }

    /// Returns the description of the violation of the schema: `Violation` of ErrorSchemaValidation.
    pub fn violation(&self) -> Option<String> {
        self.value("Violation")
    }

    /// Writes the violation, unless `text`, the text of the error, already contains the violation. Then writes the properties that the
    /// error concerns.
    pub(super) fn describe(&self, text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(violation) = self.violation().filter(|violation| !text.contains(violation.trim())) {
            write!(f, " {}", printable(violation.trim()))?;
        }
        let properties = self.properties();
        if !properties.is_empty() {
            write!(f, " ({})", printable(&properties.join(", ")))?;
        }
        Ok(())
    }

    fn number(&self, name: &str) -> Option<u64> {
        self.value(name)?.trim().parse().ok()
    }
}

/// Returns the first `Some` that `get` returns for an element at any depth, in document order.
fn find<T>(elements: &[AnyElement], get: &dyn Fn(&AnyElement) -> Option<T>) -> Option<T> {
    elements.iter().find_map(|element| find_in(element, get))
}

fn find_in<T>(element: &AnyElement, get: &dyn Fn(&AnyElement) -> Option<T>) -> Option<T> {
    let mut nodes = element.content.nodes.iter();
    get(element).or_else(|| {
        nodes.find_map(|node| match node {
            AnyNode::Element(child) => find_in(child, get),
            AnyNode::Text(_) => None,
        })
    })
}

fn add_properties(element: &AnyElement, properties: &mut Vec<String>) {
    if element.local.ends_with("FieldURI") {
        properties.push(text_of(element));
        return;
    }
    for node in &*element.content.nodes {
        if let AnyNode::Element(child) = node {
            add_properties(child, properties);
        }
    }
}

fn is_named(element: &AnyElement, name: &str) -> bool {
    let has_name = || element.content.attributes.iter().any(|found| found.local == "Name" && found.value == name);
    element.local == name || (element.local == "Value" && has_name())
}

/// Returns the local names and values of the attributes without a namespace, except `Name`, which is the name of a value.
fn attributes(element: &AnyElement) -> impl Iterator<Item = (&str, &str)> {
    let attributes = element.content.attributes.iter().filter(|found| found.namespace.is_empty());
    attributes.map(|found| (found.local.as_str(), found.value.as_str())).filter(|(local, _)| *local != "Name")
}

/// Returns the text of an element. If the element has no text, returns the values of its attributes, with slashes between them.
fn text_of(element: &AnyElement) -> String {
    let text = element.text();
    match text.is_empty() {
        true => attributes(element).map(|(_, value)| value).collect::<Vec<_>>().join("/"),
        false => text,
    }
}
