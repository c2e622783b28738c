//! Builds the model from schema components: named types, the items that they need, and elements.

mod builder;
mod complex_types;
mod content_models;
mod elements;
mod facets;
mod fields;
mod item_docs;
mod labels;
mod polymorphism;
mod shared_choices;
mod simple_types;
mod types;
mod wrappers;

use builder::{Builder, Owner};

use super::bindings::Bindings;
use super::documentation::Documentation;
use super::features::Parts;
use super::ir::{ElementRef, File, Model, Module};
use super::versions::Versions;
use crate::diagnostics::Diagnostic;
use crate::schema::{ElementDeclaration, ElementId, QName, Schema, TypeId};

/// Builds the model of a schema. Also returns the types and elements by path, and notes and warnings.
pub(super) fn build(
    schema: &Schema,
    bindings: &Bindings,
    documentation: &Documentation,
    versions: &Versions,
) -> (Model, Parts, Vec<Diagnostic>) {
    Builder::new(schema, bindings, documentation, versions).build()
}

impl<'s> Builder<'s> {
    fn build(mut self) -> (Model, Parts, Vec<Diagnostic>) {
        let named = self.named_types();
        let owners: Vec<(TypeId, Owner)> = named.into_iter().map(|(ty, name)| (ty, self.reserve(ty, &name))).collect();
        for (ty, owner) in &owners {
            self.fill(*ty, owner);
        }
        // Heads of substitution groups come first: they have the names of their enums, and later elements with an equal name get a
        // number.
        let (heads, others): (Vec<_>, Vec<_>) =
            self.global_elements().into_iter().partition(|(id, _)| self.is_substituted(*id));
        for (id, element) in heads.into_iter().chain(others) {
            self.element(id, element);
        }
        self.finish()
    }

    fn finish(mut self) -> (Model, Parts, Vec<Diagnostic>) {
        let parts = self.parts();
        self.set_aliases();
        let mut modules = Vec::new();
        for (index, builder) in self.modules.iter_mut().enumerate() {
            let info = &self.namespaces.modules[index];
            let files = std::mem::take(&mut builder.files)
                .into_iter()
                .map(|(name, items)| File { name, items, gate: None })
                .collect();
            modules.push(Module {
                name: info.name.clone(),
                docs: info.docs.clone(),
                files,
                elements: std::mem::take(&mut builder.elements).into_values().collect(),
            });
            for (given, name) in &builder.types.collisions {
                self.notes.push(
                    Diagnostic::warning(format!(
                        "two types of module `{}` have the name `{name}`; one is renamed to `{given}`",
                        info.name
                    ))
                    .help(format!("choose a name in bindings.toml: [names] \"{}:NAME\" = \"...\"", info.prefix)),
                );
            }
            for (given, name) in &builder.element_names.collisions {
                self.notes.push(Diagnostic::note(format!(
                    "the name `{name}` is taken in module `{}::elements`; the element is renamed to `{given}`",
                    info.name
                )));
            }
        }
        let coverage = self.coverage.into_inner();
        let namespaces = self.namespaces.constants;
        let model = Model { namespaces, modules, items: self.items, coverage, ..Model::default() };
        (model, parts, self.notes)
    }

    /// Makes the schema name of each type an alias for the search of rustdoc, if it differs from the Rust name in more than case.
    fn set_aliases(&mut self) {
        for (&ty, &item) in &self.item_of {
            let Some(name) = self.type_name(ty) else { continue };
            let item = &mut self.items[item.0];
            if item.name.to_lowercase() != name.local.to_lowercase() {
                item.aliases = vec![name.local.to_string()];
            }
        }
    }

    /// Returns the named types and the global elements by their paths, and the choices of response messages.
    fn parts(&mut self) -> Parts {
        let path = |name: &QName| self.namespaces.path(name).to_string();
        let types = self.item_of.iter().filter_map(|(&ty, &item)| Some((path(self.type_name(ty)?), item))).collect();
        let elements = self.modules.iter().enumerate().flat_map(|(module, builder)| {
            let elements = builder.elements.iter();
            elements.map(move |(name, element)| (name, ElementRef { module, name: element.name.clone() }))
        });
        let elements = elements.map(|(name, element)| (path(name), element)).collect();
        Parts { types, elements, response_messages: std::mem::take(&mut self.response_messages) }
    }

    /// Returns the named types of the schema, sorted by name, so that the order of the files has no effect.
    fn named_types(&self) -> Vec<(TypeId, QName)> {
        let simple = self.schema.simple_types().filter(|(_, ty)| !ty.is_built_in());
        let simple = simple.filter_map(|(id, ty)| Some((TypeId::Simple(id), ty.name.clone()?)));
        let complex = self.schema.complex_types().filter(|(_, ty)| !ty.is_built_in());
        let complex = complex.filter_map(|(id, ty)| Some((TypeId::Complex(id), ty.name.clone()?)));
        let mut named: Vec<_> = simple.chain(complex).collect();
        named.sort_by(|(_, a), (_, b)| a.cmp(b));
        named
    }

    fn global_elements(&self) -> Vec<(ElementId, &'s ElementDeclaration)> {
        let mut elements: Vec<_> = self.schema.elements().filter(|(_, element)| element.is_global).collect();
        elements.sort_by(|(_, a), (_, b)| a.name.cmp(&b.name));
        elements
    }
}
