//! Attribute declarations, attribute uses and attribute groups.

use super::resolver::{Declared, MAX_PARTICLES, Redefined, Resolver};
use super::wildcards::intersection;
use crate::schema::{AttributeDeclaration, AttributeUse, NamespaceConstraint, QName, SimpleTypeId};
use crate::xsd::syntax::{attribute, children, documentation};
use crate::xsd::{XML, XSI, is_nc_name};

impl<'t> Resolver<'t, '_> {
    pub(super) fn attribute_type(&mut self, declared: Declared<'t>) -> SimpleTypeId {
        let found = match self.anonymous_simple(declared) {
            Some(id) => Some(id),
            None if declared.1.has_attribute("type") => self.simple_ref(declared, "type"),
            None => None,
        };
        found.unwrap_or(SimpleTypeId::ANY_SIMPLE_TYPE)
    }

    pub(super) fn attribute_uses(&mut self, declared: Declared<'t>, uses: &mut AttributeUses) {
        let (document, node) = declared;
        for child in children(node) {
            let inner = (document, child);
            match child.tag_name().name() {
                "attribute" => self.attribute_use(inner, uses),
                "attributeGroup" => self.attribute_group(inner, uses),
                "anyAttribute" => {
                    let wildcard = self.wildcard(inner);
                    uses.wildcard = Some(match uses.wildcard.take() {
                        Some(known) => intersection(wildcard, known),
                        None => wildcard,
                    });
                }
                _ => {}
            }
        }
    }

    fn attribute_group(&mut self, declared: Declared<'t>, uses: &mut AttributeUses) {
        let Some(name) = self.qname(declared, "ref") else { return };
        if name == QName::new(Some(XML), "specialAttrs") {
            for local in ["lang", "space", "base", "id"] {
                let known = self.schema.attributes_by_name.get(&QName::new(Some(XML), local)).copied();
                uses.list.extend(known.map(|attribute| AttributeUse {
                    attribute,
                    required: false,
                    value: None,
                    documentation: None,
                    span: None,
                }));
            }
            return;
        }
        let original = match self.redefined.get(&(declared.0, declared.1.id())) {
            Some(Redefined::Group(original)) => Some(*original),
            _ => None,
        };
        let Some(definition) = original.or_else(|| self.attribute_groups.get(&name).copied()) else {
            let known = self.attribute_groups.keys().cloned().collect();
            self.unresolved(declared, "ref", "attribute group", &name, known);
            return;
        };
        if original.is_none() && self.open_groups.contains(&name) {
            self.error(declared, format!("attribute group {name} contains itself"), "remove one of the references");
            return;
        }
        self.particles += 1;
        if self.particles > MAX_PARTICLES {
            return;
        }
        self.open_groups.push(name);
        self.attribute_uses(definition, uses);
        self.open_groups.pop();
    }

    fn attribute_use(&mut self, declared: Declared<'t>, uses: &mut AttributeUses) {
        let (document, node) = declared;
        let id = if node.has_attribute("ref") {
            let Some(name) = self.qname(declared, "ref") else { return };
            let Some(&id) = self.schema.attributes_by_name.get(&name) else {
                let known = self.schema.attributes_by_name.keys().cloned().collect();
                self.unresolved(declared, "ref", "attribute", &name, known);
                return;
            };
            id
        } else {
            let Some(local) = attribute(node, "name").filter(|name| is_nc_name(name)) else {
                self.error(declared, "an attribute needs a name or a reference", "add name=\"...\" or ref=\"...\"");
                return;
            };
            let namespace =
                if self.is_qualified(declared, "attributeFormDefault") { self.target(document) } else { None };
            let name = QName::new(namespace, local);
            let ty = self.attribute_type(declared);
            let span = Some(self.span(declared));
            self.add_attribute(AttributeDeclaration {
                name,
                is_global: false,
                ty,
                value: None,
                documentation: documentation(node),
                span,
            })
        };
        let name = self.schema.attributes[id.index()].name.clone();
        if name.namespace.as_deref() == Some(XSI) && !node.has_attribute("ref") {
            self.error(declared, "the attributes of this namespace are built in", "choose another namespace (no-xsi)");
        }
        let required = match attribute(node, "use") {
            Some("required") => true,
            Some("prohibited") => {
                uses.prohibited.push(name);
                return;
            }
            // The grammar reports other values.
            _ => false,
        };
        if uses.list.iter().any(|known| self.schema.attributes[known.attribute.index()].name == name) {
            self.error(declared, format!("the type has two uses of attribute {name}"), "remove one");
            return;
        }
        let value = self.value_constraint(declared).or_else(|| self.schema.attributes[id.index()].value.clone());
        let span = Some(self.span(declared));
        uses.list.push(AttributeUse { attribute: id, required, value, documentation: documentation(node), span });
    }
}

/// The attribute uses of a type, while they are collected.
#[derive(Default)]
pub(super) struct AttributeUses {
    pub(super) list: Vec<AttributeUse>,
    pub(super) prohibited: Vec<QName>,
    pub(super) wildcard: Option<NamespaceConstraint>,
}
