//! The namespaces to which a schema document can refer (QName resolution (Schema Document), XML Schema part 1, 3.15.3).

use std::collections::HashSet;

use roxmltree::Node;

use crate::xsd::syntax::{attribute, children};
use crate::xsd::{XS, XSI};

/// The namespaces to which a document can refer.
pub(super) enum Referable<'t> {
    /// Any namespace. For the schemas inside a WSDL file, which often rely on each other's imports.
    Any,
    /// The target namespace, the imported namespaces, [`XS`] and [`XSI`]; `None` for names without a namespace.
    OneOf(HashSet<Option<&'t str>>),
}

impl<'t> Referable<'t> {
    /// Returns the namespaces to which `schema` can refer. `target` is its target namespace.
    pub(super) fn of(schema: Node<'t, 't>, target: Option<&'t str>) -> Self {
        if schema.parent_element().is_some() {
            return Self::Any;
        }
        let imports = children(schema).filter(|node| node.tag_name().name() == "import");
        let imported = imports.map(|import| attribute(import, "namespace").filter(|uri| !uri.is_empty()));
        Self::OneOf(imported.chain([target, Some(XS), Some(XSI)]).collect())
    }
}
