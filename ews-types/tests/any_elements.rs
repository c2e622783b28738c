//! An element whose content is a wildcard.

use ews_types::namespaces::NAMESPACES;
use ews_types::xml;

pub(crate) struct AnyElementsType {
    pub(crate) any: Vec<xml::AnyElement>,
}

xml::complex_type! { AnyElementsType("AnyElementsType") { any: any(ANY); } }

/// The element `h`, which allows any children.
pub(crate) struct AnyElements(pub(crate) AnyElementsType);

xml::element!(AnyElements(AnyElementsType): element(NONE, "h"));
