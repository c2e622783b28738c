//! References to components by their names.

use super::imports::Referable;
use super::resolver::{Declared, Redefined, Resolver};
use crate::diagnostics::{Diagnostic, MAX_SHOWN};
use crate::schema::{QName, SimpleTypeId, TypeId};
use crate::spelling::nearest;
use crate::xsd::{XML, is_nc_name, split_prefix, syntax};

impl<'t> Resolver<'t, '_> {
    /// Returns the value of an attribute as an expanded name; `None` if the attribute is absent, or after an error.
    pub(super) fn qname(&mut self, declared: Declared<'t>, attribute: &str) -> Option<QName> {
        let value = syntax::attribute(declared.1, attribute)?;
        self.expand(declared, attribute, value)
    }

    pub(super) fn expand(&mut self, declared: Declared<'t>, attribute: &str, value: &str) -> Option<QName> {
        let (document, node) = declared;
        let (prefix, local) = split_prefix(value);
        let bound = node.lookup_namespace_uri(prefix).filter(|uri| !uri.is_empty());
        let namespace = match (prefix, bound) {
            (Some("xml"), _) => Some(XML),
            (Some(prefix), None) => {
                let span = self.attribute_span(declared, attribute);
                self.diagnostics.push(
                    Diagnostic::error(format!("the prefix `{prefix}` is not declared"))
                        .at(span)
                        .help(format!("add xmlns:{prefix}=\"...\"")),
                );
                return None;
            }
            (None, None) if self.documents[document].is_chameleon => self.target(document),
            (_, bound) => bound,
        };
        if !is_nc_name(local) {
            let span = self.attribute_span(declared, attribute);
            self.diagnostics
                .push(Diagnostic::error(format!("`{value}` is not a valid name")).at(span).help("write `prefix:name`"));
            return None;
        }
        // The attribute `value` of an enumeration contains a name for instance documents, not a reference to a component.
        let is_reference = attribute != "value";
        (!is_reference || self.is_imported(declared, attribute, namespace)).then(|| QName::new(namespace, local))
    }

    /// Checks that a document imports a namespace to which it refers. Returns `false` after an error.
    fn is_imported(&mut self, declared: Declared<'t>, attribute: &str, namespace: Option<&str>) -> bool {
        let Referable::OneOf(imported) = &self.referable[declared.0] else { return true };
        if imported.contains(&namespace) {
            return true;
        }
        let mut targets = self.documents.iter().map(|document| document.target.as_deref());
        if namespace != Some(XML) && targets.all(|target| target != namespace) {
            // No document declares components of this namespace, so the caller reports an unresolved reference.
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

    pub(super) fn unresolved(
        &mut self,
        declared: Declared<'t>,
        attribute: &str,
        what: &str,
        name: &QName,
        known: impl FnOnce(&Self) -> Vec<QName>,
    ) {
        // Finding a suggestion means comparing all names, so only errors that can be shown get a suggestion.
        self.suggestions += 1;
        let known = if self.suggestions <= MAX_SHOWN { known(self) } else { Vec::new() };
        let same_namespace = known.iter().filter(|known| known.namespace == name.namespace);
        let near = nearest(&name.local, same_namespace.map(|known| &*known.local));
        let elsewhere = known.iter().filter(|known| known.local == name.local).min();
        let help = match (near, elsewhere) {
            (_, Some(other)) => format!("another namespace has this name: {other}"),
            (Some(near), _) => format!("did you mean `{near}`?"),
            _ => format!("declare {name}, or add the file that declares it"),
        };
        let span = self.attribute_span(declared, attribute);
        self.diagnostics.push(Diagnostic::error(format!("there is no {what} {name}")).at(span).help(help));
    }

    /// Returns the type that an attribute names: for the base of a redefinition, the original type.
    pub(super) fn type_ref(&mut self, declared: Declared<'t>, attribute: &str) -> Option<TypeId> {
        let (document, node) = declared;
        if let Some(Redefined::Type(original)) = self.redefined.get(&(document, node.id())) {
            return Some(*original);
        }
        let name = self.qname(declared, attribute)?;
        let found = self.schema.types_by_name.get(&name).copied();
        if found.is_none() {
            self.unresolved(declared, attribute, "type", &name, |this| {
                this.schema.types_by_name.keys().cloned().collect()
            });
        }
        found
    }

    pub(super) fn simple_ref(&mut self, declared: Declared<'t>, attribute: &str) -> Option<SimpleTypeId> {
        match self.type_ref(declared, attribute)? {
            TypeId::Simple(id) => Some(id),
            TypeId::Complex(_) => {
                let span = self.attribute_span(declared, attribute);
                self.diagnostics.push(
                    Diagnostic::error("a simple type is required here, but this type is complex")
                        .at(span)
                        .help("name a simple type"),
                );
                None
            }
        }
    }
}
