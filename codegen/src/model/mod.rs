//! The shape of the Rust code for a schema: modules, structs, enums, fields, names, boxes.

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

pub(crate) use crate::schema::WhiteSpace as RowWhiteSpace;
pub(crate) use crate::xsd::{XML, XSI};
pub use bindings::{Bindings, BindingsError};
pub use ir::{
    DerivedVariant, Element, ElementRef, Facet, FacetsUse, Field, File, Item, ItemId, ItemKind, Items, Member, MemberKind,
    Model, Module, Namespace, Operation, Presence, Row, RowKind, StringEnum, Struct, Ty, Value, Variant,
};

use crate::diagnostics::Diagnostic;
use crate::schema::Schema;
use crate::wsdl;

/// Shapes a schema, and the operations of a WSDL over it.
///
/// Beside the model come notes on what is not generated, and warnings on names that had to be made up.
pub fn model(schema: &Schema, operations: &[wsdl::Operation], bindings: &Bindings) -> (Model, Vec<Diagnostic>) {
    let (mut model, mut notes) = build::build(schema, bindings);
    layout::box_items(&mut model.items);
    layout::end_defaults(&mut model.items);
    operations::add(&mut model, schema, operations, &mut notes);
    for (path, _) in bindings.unused() {
        notes.push(
            Diagnostic::warning(format!("bindings.toml speaks of `{path}`, which these schemas do not have"))
                .help("remove the line, or mend the path"),
        );
    }
    (model, notes)
}
