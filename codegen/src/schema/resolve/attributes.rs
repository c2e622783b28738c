//! Attribute declarations, attribute uses and attribute groups.

use std::rc::Rc;

use super::attribute_uses::AttributeUses;
use super::resolver::{Declared, Redefined, Resolver};
use super::wildcards::complete;
use crate::diagnostics::Diagnostic;
use crate::schema::{AttributeDeclaration, AttributeUse, QName, SimpleTypeId, Wildcard};
use crate::xsd::syntax::{attribute, children, documentation, has_attribute};
use crate::xsd::{XML, XML_ATTRIBUTE_GROUP, XML_ATTRIBUTES, XSI, is_nc_name};

impl<'t> Resolver<'t, '_> {
    pub(super) fn attribute_type(&mut self, declared: Declared<'t>) -> SimpleTypeId {
        let found = match self.anonymous_simple(declared) {
            Some(id) => Some(id),
            None if has_attribute(declared.1, "type") => self.simple_ref(declared, "type"),
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
                    // The intersection has the `processContents` of the first operand, so the wildcard that this type or group states
                    // itself is first, before the wildcards of the groups to which it refers.
                    let own = self.wildcard(inner);
                    uses.wildcard = Some(match uses.wildcard.take() {
                        Some(of_groups) => self.intersected(inner, own, &of_groups),
                        None => own,
                    });
                }
                _ => {}
            }
        }
    }

    fn attribute_group(&mut self, declared: Declared<'t>, uses: &mut AttributeUses) {
        let Some(name) = self.qname(declared, "ref") else { return };
        if name == QName::new(Some(XML), XML_ATTRIBUTE_GROUP) {
            for local in XML_ATTRIBUTES {
                let known = self.schema.attributes_by_name.get(&QName::new(Some(XML), local)).copied();
                let used = |attribute| AttributeUse {
                    attribute,
                    required: false,
                    value: None,
                    value_names: Vec::new(),
                    documentation: None,
                    span: None,
                };
                if let Some(attribute) = known {
                    self.add_use(declared, used(attribute), uses);
                }
            }
            return;
        }
        let original = match self.redefined.get(&(declared.0, declared.1.id())) {
            Some(Redefined::Group(original)) => Some(*original),
            _ => None,
        };
        let Some(definition) = original.or_else(|| self.attribute_groups.get(&name).copied()) else {
            self.unresolved(declared, "ref", "attribute group", &name, |this| {
                this.attribute_groups.keys().cloned().collect()
            });
            return;
        };
        if original.is_none() && self.open_groups.contains(&name) {
            self.error(declared, format!("attribute group {name} contains itself"), "remove one of the references");
            return;
        }
        let group = self.attribute_group_definition(definition, name);
        uses.nesting = uses.nesting.max(group.nesting);
        if self.nests_too_deep(declared, self.open_groups.len() + group.nesting)
            || !self.expand_by(declared, group.list.len())
        {
            return;
        }
        group.list.iter().for_each(|attribute| self.add_use(declared, attribute.clone(), uses));
        if let Some(wildcard) = &group.wildcard {
            uses.wildcard = Some(match uses.wildcard.take() {
                Some(known) => self.intersected(declared, known, wildcard),
                None => wildcard.clone(),
            });
        }
    }

    /// Returns the intersection of two wildcards in one type or group, with the `processContents` of `first`. If no wildcard expresses
    /// the intersection, reports an error and returns `first`.
    fn intersected(&mut self, declared: Declared<'t>, first: Wildcard, other: &Wildcard) -> Wildcard {
        complete(&first, other).unwrap_or_else(|| {
            let message = "the intersection of this wildcard with that of another group is not expressible";
            self.error(declared, message, "remove one of them (src-ct.4, cos-aw-intersect)");
            first
        })
    }

    /// Returns the attribute uses of an attribute group definition, with references to other groups expanded. Each definition is
    /// expanded once.
    pub(super) fn attribute_group_definition(&mut self, definition: Declared<'t>, name: QName) -> Rc<AttributeUses> {
        let key = (definition.0, definition.1.id());
        if let Some(known) = self.expanded_attribute_groups.get(&key) {
            return known.clone();
        }
        let mut uses = AttributeUses::default();
        self.open_groups.push(name);
        if !self.nests_too_deep(definition, self.open_groups.len()) {
            self.attribute_uses(definition, &mut uses);
        }
        self.open_groups.pop();
        uses.nesting += 1;
        self.expanded_attribute_groups.entry(key).or_insert(Rc::new(uses)).clone()
    }

    /// Copies the attribute uses of all groups to the schema, so that the constraints can check them.
    pub(super) fn collect_attribute_groups(&mut self) {
        let mut groups: Vec<_> = self.expanded_attribute_groups.iter().collect();
        groups.sort_by_key(|((document, node), _)| (*document, node.get_usize()));
        self.schema.attribute_groups = groups.into_iter().map(|(_, group)| group.list.clone()).collect();
    }

    /// Adds an attribute use, or reports an error if another use has the same name. A use that is reached through several references
    /// to its group is added once.
    fn add_use(&mut self, declared: Declared<'t>, attribute: AttributeUse, uses: &mut AttributeUses) {
        let name = &self.schema.attributes[attribute.attribute.index()].name;
        let Some(known) = uses.names.get(name).and_then(|&at| uses.list.get(at)) else {
            uses.names.insert(name.clone(), uses.list.len());
            return uses.list.push(attribute);
        };
        if known.identity() == attribute.identity() {
            return;
        }
        let error = Diagnostic::error(format!("there are two uses of attribute {name}"));
        let error = error.at(attribute.span.unwrap_or(self.span(declared)));
        let error = match known.span {
            Some(first) => error.related(first, "the first use is here"),
            None => error,
        };
        self.diagnostics.push(error.help("remove one of them (ct-props-correct.4)"));
    }

    /// Checks that a declared attribute is not in the namespace of `xsi` (XML Schema part 1, 3.2.6). The built-in attributes are
    /// allowed, because the schema of that namespace declares them.
    pub(super) fn not_in_xsi(&mut self, declared: Declared<'t>, name: &QName) {
        let is_built_in = ["nil", "noNamespaceSchemaLocation", "schemaLocation", "type"].contains(&&*name.local);
        if name.namespace.as_deref() == Some(XSI) && !is_built_in {
            self.error(declared, "the attributes of this namespace are built in", "choose another namespace (no-xsi)");
        }
    }

    fn attribute_use(&mut self, declared: Declared<'t>, uses: &mut AttributeUses) {
        let (document, node) = declared;
        let id = if has_attribute(node, "ref") {
            let Some(name) = self.qname(declared, "ref") else { return };
            let Some(&id) = self.schema.attributes_by_name.get(&name) else {
                self.unresolved(declared, "ref", "attribute", &name, |this| {
                    this.schema.attributes_by_name.keys().cloned().collect()
                });
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
                value_names: Vec::new(),
                documentation: documentation(node),
                span,
            })
        };
        let name = self.schema.attributes[id.index()].name.clone();
        if !has_attribute(node, "ref") {
            self.not_in_xsi(declared, &name);
        }
        let required = match attribute(node, "use") {
            Some("required") => true,
            Some("prohibited") => {
                uses.prohibited.insert(name);
                return;
            }
            // `grammar.rs` reports invalid values.
            _ => false,
        };
        let (value, value_names) = match self.value_constraint(declared) {
            Some(value) => (Some(value), self.value_names(declared)),
            None => {
                let declaration = &self.schema.attributes[id.index()];
                (declaration.value.clone(), declaration.value_names.clone())
            }
        };
        let span = Some(self.span(declared));
        let documentation = documentation(node);
        let attribute = AttributeUse { attribute: id, required, value, value_names, documentation, span };
        self.add_use(declared, attribute, uses);
    }
}
