//! An element whose content is a wildcard.

use ews_types::namespaces::NAMESPACES;
use ews_types::xml;

#[allow(unreachable_pub, reason = "the element that contains it is public")]
pub struct AnyElementsType {
    pub(crate) any: Vec<xml::AnyElement>,
}

xml::complex_type! { AnyElementsType("AnyElementsType") { any: any(ANY); } }

xml::elements! {
    AnyElements(AnyElementsType): element(NONE, "h");
}
