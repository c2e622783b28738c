//! The namespaces to which a schema document can refer (QName resolution (Schema Document), part 1, 3.15.3).

use std::collections::HashSet;

use super::resolver::{Declared, Resolver, SchemaDocument};
use crate::diagnostics::Diagnostic;
use crate::xsd::syntax::{attribute, children};
use crate::xsd::{XML, XS, XSI};

/// The namespaces to which a document can refer.
pub(super) enum Referable<'t> {
    /// Any namespace: the schemas of a WSDL file often share their imports.
    Any,
    /// Its own namespace and those of its imports; `None` for names without a namespace.
    OneOf(HashSet<Option<&'t str>>),
}

impl<'t> Referable<'t> {
    pub(super) fn of(document: &'t SchemaDocument<'t>) -> Self {
        if document.root.parent_element().is_some() {
            return Self::Any;
        }
        let imports = children(document.root).filter(|node| node.tag_name().name() == "import");
        let imported = imports.map(|import| attribute(import, "namespace").filter(|uri| !uri.is_empty()));
        Self::OneOf(imported.chain([document.target.as_deref(), Some(XS), Some(XSI)]).collect())
    }
}

impl<'t> Resolver<'t, '_> {
    /// Checks that a document imports a namespace to which it refers. Returns `false` after an error.
    pub(super) fn is_imported(&mut self, declared: Declared<'t>, attribute: &str, namespace: Option<&str>) -> bool {
        let Referable::OneOf(imported) = &self.referable[declared.0] else { return true };
        if imported.contains(&namespace) {
            return true;
        }
        let mut targets = self.documents.iter().map(|document| document.target.as_deref());
        if namespace != Some(XML) && targets.all(|target| target != namespace) {
            // The namespace has no component, which is an error of its own.
            return true;
        }
        let (message, help) = match namespace {
            Some(uri) => (
                format!("this file does not import namespace {uri}"),
                format!("add <xs:import namespace=\"{uri}\"/> (src-resolve.4.2)"),
            ),
            None => (
                "this file does not import components without a namespace".to_owned(),
                "add a prefix, or <xs:import/> (src-resolve.4.1)".to_owned(),
            ),
        };
        let span = self.attribute_span(declared, attribute);
        self.diagnostics.push(Diagnostic::error(message).at(span).help(help));
        false
    }
}
