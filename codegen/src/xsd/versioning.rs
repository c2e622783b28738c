//! Conditional inclusion (XSD 1.1): attributes such as `vc:minVersion` select elements by the XSD version of the reader, here 1.0.

use roxmltree::Node;

use super::name::split_prefix;
use super::namespaces::{VERSIONING, XS};
use super::white_space::{trim, words};

const VERSION: f64 = 1.0;

/// The types and facets that XSD 1.1 added.
const OF_1_1: &[&str] = &[
    "anyAtomicType",
    "assertion",
    "dateTimeStamp",
    "dayTimeDuration",
    "error",
    "explicitTimezone",
    "maxScale",
    "minScale",
    "precisionDecimal",
    "yearMonthDuration",
];

/// Returns whether the versioning attributes of an element exclude it for readers of [`VERSION`] (XSD 1.1, part 1, 4.2.2).
///
/// Callers do not check `xs:schema` itself: a file that is marked for a later version is read as XSD 1.0.
pub(crate) fn is_excluded(node: Node<'_, '_>) -> bool {
    node.attributes().filter(|attribute| attribute.namespace() == Some(VERSIONING)).any(|attribute| {
        let version = || trim(attribute.value()).parse::<f64>();
        let mut names = words(attribute.value()).map(|name| is_available(node, name));
        match attribute.name() {
            "minVersion" => version().is_ok_and(|version| VERSION < version),
            "maxVersion" => version().is_ok_and(|version| VERSION >= version),
            "typeAvailable" | "facetAvailable" => names.any(|is_available| !is_available),
            "typeUnavailable" | "facetUnavailable" => names.all(|is_available| is_available),
            _ => false,
        }
    })
}

/// Returns whether `name` is in the namespace of XML Schema, and is not a type or facet that XSD 1.1 added.
fn is_available(node: Node<'_, '_>, name: &str) -> bool {
    let (prefix, local) = split_prefix(name);
    node.lookup_namespace_uri(prefix) == Some(XS) && !OF_1_1.contains(&local)
}
