//! The namespaces to which a schema document can refer (QName resolution (Schema Document), part 1, 3.15.3).

use std::collections::HashSet;

use roxmltree::Node;

use crate::xsd::syntax::{attribute, children};
use crate::xsd::{XS, XSI};

/// The namespaces to which a document can refer.
pub(super) enum Referable<'t> {
    /// Any namespace: the schemas of a WSDL file often share their imports.
    Any,
    /// Its own namespace and those of its imports; `None` for names without a namespace.
    OneOf(HashSet<Option<&'t str>>),
}

impl<'t> Referable<'t> {
    /// Returns the namespaces for a schema with a target namespace.
    pub(super) fn of(schema: Node<'t, 't>, target: Option<&'t str>) -> Self {
        if schema.parent_element().is_some() {
            return Self::Any;
        }
        let imports = children(schema).filter(|node| node.tag_name().name() == "import");
        let imported = imports.map(|import| attribute(import, "namespace").filter(|uri| !uri.is_empty()));
        Self::OneOf(imported.chain([target, Some(XS), Some(XSI)]).collect())
    }
}
