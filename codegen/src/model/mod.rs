//! The shape of the Rust code for a schema: modules, types, fields, names and boxes.

mod binding_path;
mod bindings;
mod build;
mod content;
mod docs;
mod ir;
mod layout;
mod namespaces;
mod naming;
mod operations;
mod unknown;

pub use bindings::{Bindings, BindingsError};
pub use ir::{
    DerivedVariant, Element, ElementRef, Facet, FacetsUse, Field, File, Item, ItemId, ItemKind, Items, Member,
    MemberKind, Model, Module, Namespace, Operation, Presence, Row, RowKind, StringEnum, Struct, Ty, Value, Variant,
};

use crate::diagnostics::Diagnostic;
use crate::schema::Schema;
use crate::wsdl;

/// Returns the Rust shape of a schema and of operations, with notes on parts without code and warnings about names.
pub fn model(schema: &Schema, operations: &[wsdl::Operation], bindings: &Bindings) -> (Model, Vec<Diagnostic>) {
    let (mut model, mut notes) = build::build(schema, bindings);
    layout::box_items(&mut model.items);
    layout::make_defaults_finite(&mut model.items);
    unknown::set_bases(&mut model.items);
    operations::add(&mut model, schema, operations, &mut notes);
    for (path, _) in bindings.unused() {
        notes.push(
            Diagnostic::warning(format!("bindings.toml refers to `{path}`, which is not in the schemas"))
                .help("fix the path, or remove the line"),
        );
    }
    (model, notes)
}
