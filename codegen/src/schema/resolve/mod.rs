//! Resolution of schema documents to components. First, all named components are declared and get ids. Then each component is built,
//! after the components that it needs.

mod attribute_uses;
mod attributes;
mod built_in;
mod complex_types;
mod declare;
mod duplicates;
mod elements;
mod identity;
mod imports;
mod particles;
mod properties;
mod redefine;
mod references;
mod resolver;
mod simple_types;
mod wildcards;
mod xpath;

use resolver::{Declared, Resolver, index};

use std::collections::HashMap;

use crate::diagnostics::Diagnostics;
use crate::schema::{ComplexTypeId, QName, Schema, SimpleTypeId, constraints};
use crate::xsd::syntax::{attribute, children};

pub(crate) use resolver::SchemaDocument;

/// Resolves schema documents to components.
pub(crate) fn resolve<'t>(documents: &'t [SchemaDocument<'t>], diagnostics: &mut Diagnostics) -> Schema {
    let mut resolver = Resolver::new(documents, diagnostics);
    resolver.built_in();
    resolver.declare();
    resolver.redefine();
    resolver.build();
    let schema = resolver.schema;
    if !diagnostics.has_errors() {
        constraints::check(&schema, diagnostics);
    }
    schema
}

impl<'t> Resolver<'t, '_> {
    fn build(&mut self) {
        for (document, schema) in self.documents.iter().enumerate() {
            for node in children(schema.root) {
                self.build_one((document, node));
                if node.tag_name().name() == "redefine" {
                    children(node).for_each(|node| self.build_one((document, node)));
                }
            }
        }
        self.build_restricted_groups();
        for id in 0..self.simple.len() {
            self.build_simple(SimpleTypeId(index(id)));
        }
        // Building a type declares the anonymous types inside it, so the list grows during the loop.
        let mut id = 0;
        while id < self.complex.len() {
            self.build_complex(ComplexTypeId(index(id)));
            id += 1;
        }
        self.check_key_references();
        self.collect_attribute_groups();
        self.inherit_types();
        self.collect_members();
        self.collect_derived();
    }

    fn build_one(&mut self, declared: Declared<'t>) {
        let (document, node) = declared;
        let Some(local) = attribute(node, "name") else { return };
        let name = QName::new(self.target(document), local);
        let is_first = |declarations: &HashMap<QName, Declared<'t>>| declarations.get(&name) == Some(&declared);
        match node.tag_name().name() {
            "element" => {
                let Some(&id) = self.schema.elements_by_name.get(&name) else { return };
                if is_first(&self.elements) {
                    let element = self.element(declared, name, true);
                    self.schema.elements[id.index()] = element;
                }
            }
            "attribute" if is_first(&self.attributes) => {
                let Some(&id) = self.schema.attributes_by_name.get(&name) else { return };
                let ty = self.attribute_type(declared);
                self.not_in_xsi(declared, &name);
                let value = self.value_constraint(declared);
                let value_names = self.value_names(declared);
                let attribute = &mut self.schema.attributes[id.index()];
                attribute.ty = ty;
                attribute.value = value;
                attribute.value_names = value_names;
            }
            // Groups are built even if nothing refers to them, so that their errors are reported.
            "group" if is_first(&self.groups) => {
                self.model_group_definition(declared, &name);
            }
            "attributeGroup" if is_first(&self.attribute_groups) => {
                self.attribute_group_definition(declared, name);
            }
            _ => {}
        }
    }
}
