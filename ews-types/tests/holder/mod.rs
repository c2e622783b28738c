//! A document that holds what a wildcard takes.

use ews_types::namespaces::NAMESPACES;
use ews_types::xml;

pub(crate) struct HolderType {
    pub(crate) any: Vec<xml::AnyElement>,
}

xml::complex_type! { HolderType("HolderType") { any: any(ANY); } }

pub(crate) struct Holder(pub(crate) HolderType);

xml::element!(Holder(HolderType): element(NONE, "h"));
