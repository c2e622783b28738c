//! Identity constraints (XML Schema part 1, 3.11). They are checked, but no code is generated for them.

use super::resolver::{Declared, Identity, Resolver};
use super::xpath;
use crate::diagnostics::Diagnostic;
use crate::schema::QName;
use crate::xsd::is_nc_name;
use crate::xsd::syntax::{attribute, children};

impl<'t> Resolver<'t, '_> {
    /// Checks the identity constraints of an element declaration.
    pub(super) fn identity_constraints(&mut self, (document, node): Declared<'t>) {
        for constraint in children(node) {
            if matches!(constraint.tag_name().name(), "key" | "keyref" | "unique") {
                self.identity_constraint((document, constraint));
            }
        }
    }

    fn identity_constraint(&mut self, declared: Declared<'t>) {
        let (document, node) = declared;
        self.not_generated(declared, "identity constraint");
        let Some(local) = attribute(node, "name") else { return };
        let span = self.span(declared);
        if !is_nc_name(local) {
            self.error(declared, format!("`{local}` is not a valid name"), "write a name without colon");
            return;
        }
        let is_reference = node.tag_name().name() == "keyref";
        let name = QName::new(self.target(document), local);
        let mut fields = 0;
        for child in children(node) {
            let is_field = child.tag_name().name() == "field";
            fields += usize::from(is_field);
            let Some(path) = attribute(child, "xpath") else { continue };
            let is_prefix = |prefix: &str| prefix == "xml" || child.lookup_namespace_uri(Some(prefix)).is_some();
            if let Err(reason) = xpath::check(path, is_field, is_prefix) {
                let rule = if is_field { "c-fields-xpaths" } else { "c-selector-xpath" };
                let span = self.attribute_span((document, child), "xpath");
                let error = Diagnostic::error(format!("invalid path `{path}` in an identity constraint: {reason}"));
                let help = format!("write steps such as `a/b`, `.//a`, `*` or, in a field, `a/@b` ({rule})");
                self.diagnostics.push(error.at(span).help(help));
            }
        }
        // Visiting the same declaration twice is not an error, but a different declaration with the same name is.
        if let Some(known) = self.identities.get(&name) {
            if known.span != span {
                let error = Diagnostic::error(format!("identity constraint {name} is declared twice"));
                let first = known.span;
                let help = "rename one of them (sch-props-correct.2)";
                self.diagnostics.push(error.at(span).related(first, "the first declaration is here").help(help));
            }
            return;
        }
        self.identities.insert(name, Identity { is_key: !is_reference, fields, span });
        if is_reference {
            self.key_references.push((declared, fields));
        }
    }

    /// Checks the attribute `refer` of each `keyref`, after all identity constraints are known.
    pub(super) fn check_key_references(&mut self) {
        for (declared, fields) in std::mem::take(&mut self.key_references) {
            let Some(name) = self.qname(declared, "refer") else { continue };
            let Some(key) = self.identities.get(&name) else {
                self.unresolved(declared, "refer", "key", &name, |this| this.identities.keys().cloned().collect());
                continue;
            };
            let (message, help) = if !key.is_key {
                (format!("{name} is a `keyref`"), "refer to a `key` or `unique` (c-props-correct)")
            } else if key.fields != fields {
                let message = format!("the reference has {fields} fields, but {name} has {}", key.fields);
                (message, "state the same number of fields (c-props-correct.2)")
            } else {
                continue;
            };
            let (span, first) = (self.attribute_span(declared, "refer"), key.span);
            let error = Diagnostic::error(message).at(span).help(help);
            self.diagnostics.push(error.related(first, "the constraint is here"));
        }
    }
}
